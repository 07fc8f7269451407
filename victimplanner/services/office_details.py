"""What stands about the office on its papers: name, address, how to reach it, its logo and its own handling line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from victimplanner.domain.case import Case
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.office import Office
from victimplanner.services.assembling import read_office
from victimplanner.services.context import App

MOST_LOGO_BYTES = 200_000
_MOST_LOGO_PIXELS = 3000  # of a side: a small file may unfold to a picture that no memory holds
_LONGEST = {"name": 80, "area": 80, "phone": 40, "hours": 80, "handling_line": 60}  # what one line of a paper holds
_WORDS = {
    "name": "The name",
    "area": "The area",
    "phone": "The telephone number",
    "hours": "The hours",
    "handling_line": "The handling line",
}
_ADDRESS_LINES, _ADDRESS_LINE = 6, 60  # the head of a letter has room for no more


@dataclass(frozen=True)
class OfficeDetails:
    """The details of an office that are words; `address` has its lines, all others are one line each."""

    name: str
    area: str
    address: str
    phone: str
    hours: str
    handling_line: str
    marks_witness_papers: bool


def details_of(office: Office) -> OfficeDetails:
    """Return the details that an office has now."""
    return OfficeDetails(**{name: getattr(office, name) for name in OfficeDetails.__dataclass_fields__})


def change_details(app: App, details: OfficeDetails) -> Office:
    """Change what stands about the office on papers made from now on; copies issued before stay as they are.

    Cases of the office by its old name become cases by its new one, so that they stay the unit's own.

    Raises: NotAllowed unless a manager asks; RuleBroken listing every line that is missing or has no room.
    """
    problems = tuple(_problems(details))
    if problems:
        raise RuleBroken(*problems)
    with app.change("office.amend") as uow:
        office = read_office(uow)
        saved = uow.save(office.model_copy(update=asdict(_trimmed(details))))
        if saved.name != office.name:
            for case in uow.find(Case, unit=office.name):
                uow.save(case.model_copy(update={"unit": saved.name}))
        return saved


def take_logo(app: App, path: Path) -> Office:
    """Take a picture as the logo of the office, in place of any earlier one.

    Raises: NotAllowed unless a manager asks; RuleBroken for a file that cannot be read, is no PNG, is damaged or has
    more than `MOST_LOGO_BYTES`.
    """
    logo = _read_logo(path)
    with app.change("office.amend") as uow:
        return uow.save(read_office(uow).model_copy(update={"logo": logo}))


def remove_logo(app: App) -> Office:
    """Take the logo off; papers made from now on have none. Raises: NotAllowed unless a manager asks."""
    with app.change("office.amend") as uow:
        return uow.save(read_office(uow).model_copy(update={"logo": b""}))


def _problems(details: OfficeDetails) -> Iterator[Problem]:
    if not details.name.strip():
        yield Problem("name", "Enter the name of the office.")
    for field, longest in _LONGEST.items():
        text = getattr(details, field).strip()
        if len(text.splitlines()) > 1:
            yield Problem(field, f"{_WORDS[field]} is one line. Put it on one line, then save again.")
        elif len(text) > longest:
            yield Problem(
                field, f"{_WORDS[field]} has {len(text)} characters; there is room for {longest}. Shorten it."
            )
    address = _lines(details.address)
    if len(address) > _ADDRESS_LINES:
        yield Problem(
            "address", f"The address has {len(address)} lines; there is room for {_ADDRESS_LINES}. Put some together."
        )
    elif any(len(line) > _ADDRESS_LINE for line in address):
        yield Problem("address", f"A line of the address is longer than {_ADDRESS_LINE} characters. Break it in two.")


def _trimmed(details: OfficeDetails) -> OfficeDetails:
    """Return the details as they are kept: no spaces around, no empty line in the address."""
    one_line = {field: " ".join(getattr(details, field).split()) for field in _LONGEST}
    return OfficeDetails(
        **one_line, address="\n".join(_lines(details.address)), marks_witness_papers=details.marks_witness_papers
    )


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _read_logo(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            logo = file.read(MOST_LOGO_BYTES + 1)
    except OSError:
        raise _refused("That file cannot be read; it may have been moved, or be open elsewhere.") from None
    if len(logo) > MOST_LOGO_BYTES:
        raise _refused(f"That file has more than {MOST_LOGO_BYTES // 1000} kB. Save the picture smaller.")
    if not logo.startswith(b"\x89PNG\r\n\x1a\n"):
        raise _refused("That file is no PNG picture. Save the logo as PNG.")
    if _side(logo) > _MOST_LOGO_PIXELS:
        raise _refused(f"That picture is more than {_MOST_LOGO_PIXELS} pixels wide or high. Save it smaller.")
    try:
        with Image.open(BytesIO(logo), formats=("PNG",)) as picture:
            picture.verify()
        with Image.open(BytesIO(logo), formats=("PNG",)) as picture:  # what was verified cannot be read any more
            picture.load()
    except (OSError, SyntaxError, ValueError):  # what Pillow raises for a broken picture
        raise _refused("That picture is damaged: it cannot be read to its end. Save it anew.") from None
    return logo


def _side(logo: bytes) -> int:
    """Return the longer side in pixels, as the head of the file says before anything is unfolded."""
    return max(int.from_bytes(logo[16:20], "big"), int.from_bytes(logo[20:24], "big"))


def _refused(reason: str) -> RuleBroken:
    return RuleBroken(Problem("logo", f"{reason} The logo stays as it was."))
