"""What papers print about the office: a manager changes it, each line has its room, and a logo is a whole picture."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.office_copies import practice_copy
from tests.services.finding import lines_in_the_trail
from victimplanner.domain.due_lines import DueQuery
from victimplanner.domain.errors import NotAllowed, RuleBroken
from victimplanner.domain.people import UserRole
from victimplanner.services.cases import read_cases
from victimplanner.services.context import App
from victimplanner.services.counting import refresh
from victimplanner.services.office_details import (
    MOST_LOGO_BYTES,
    change_details,
    details_of,
    remove_logo,
    take_logo,
)
from victimplanner.services.worklist import Whose, count_of


@pytest.fixture
def managers(tmp_path: Path) -> Iterator[App]:
    """The practice office in the hands of a manager."""
    app = practice_copy(tmp_path)
    app.user = app.user.model_copy(update={"role": UserRole.MANAGER})
    yield app
    app.close()


def change(app: App, **values: Any) -> None:
    change_details(app, replace(details_of(app.office), **values))


def refused(app: App, **values: Any) -> dict[str, str]:
    with pytest.raises(RuleBroken) as refusal:
        change(app, **values)
    return {problem.field: problem.message for problem in refusal.value.problems}


def a_picture(kind: str = "PNG", size: tuple[int, int] = (120, 40), mode: str = "RGBA") -> bytes:
    output = BytesIO()
    Image.radial_gradient("L").resize(size).convert(mode).save(output, kind)
    return output.getvalue()


def a_file(folder: Path, content: bytes, name: str = "logo.png") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def a_png_that_says_it_is_huge() -> bytes:
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))


# ------------------------------------------------------------ words


def test_every_detail_is_kept_without_spaces_around_and_without_empty_lines(managers: App) -> None:
    change(
        managers,
        name="  Northmere   RASSO ",
        area="Northmere and Wexmouth",
        address=" 1 Mill Lane \n\n Wexmouth\nWX1 1AA\n",
        phone="01632 960101 ",
        hours="Monday to Thursday, 8am to 4pm",
        handling_line=" Do not leave on a desk ",
        marks_witness_papers=False,
    )
    office = managers.office
    assert (office.name, office.area) == ("Northmere RASSO", "Northmere and Wexmouth")
    assert office.address == "1 Mill Lane\nWexmouth\nWX1 1AA"
    assert (office.phone, office.hours) == ("01632 960101", "Monday to Thursday, 8am to 4pm")
    assert (office.handling_line, office.marks_witness_papers) == ("Do not leave on a desk", False)


@pytest.mark.parametrize("role", [role for role in UserRole if role is not UserRole.MANAGER])
def test_only_a_manager_changes_them(managers: App, tmp_path: Path, role: UserRole) -> None:
    before, logo = managers.office, a_file(tmp_path, a_picture())
    managers.user = managers.user.model_copy(update={"role": role})
    for act in (
        lambda: change(managers, phone="01632 960199"),
        lambda: take_logo(managers, logo),
        lambda: remove_logo(managers),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert managers.office == before


@pytest.mark.parametrize(("name", "room"), [("name", 80), ("area", 80), ("phone", 40), ("hours", 80)])
def test_a_line_that_paper_has_no_room_for_is_refused_with_its_length(managers: App, name: str, room: int) -> None:
    change(managers, **{name: "n" * room})
    assert f"{room + 1} characters; there is room for {room}" in refused(managers, **{name: "n" * (room + 1)})[name]
    assert getattr(managers.office, name) == "n" * room


def test_the_handling_line_is_one_line_of_at_most_sixty_characters(managers: App) -> None:
    change(managers, handling_line="x" * 60)
    assert refused(managers, handling_line="x" * 61) == {
        "handling_line": "The handling line has 61 characters; there is room for 60. Shorten it."
    }
    assert refused(managers, handling_line="Keep it\nlocked away") == {
        "handling_line": "The handling line is one line. Put it on one line, then save again."
    }
    assert managers.office.handling_line == "x" * 60


def test_everything_to_put_right_is_said_at_once_and_nothing_is_changed(managers: App) -> None:
    before = managers.office
    assert set(refused(managers, name="  ", phone="1" * 41, address="\n".join("1234567"))) == {
        "name", "phone", "address",
    }  # fmt: skip
    assert "longer than 60" in refused(managers, address="w" * 61)["address"]
    assert managers.office == before


def test_an_office_that_is_renamed_keeps_its_cases_as_its_own(managers: App) -> None:
    def of_the_unit() -> int:
        refresh(managers)
        return count_of(managers, Whose.UNIT, DueQuery()).total

    before, others = of_the_unit(), {c.case.id: c.case.unit for c in read_cases(managers, include_closed=True)}
    assert before
    change(managers, name="Northmere and Wexmouth RASSO")
    assert of_the_unit() == before
    for case in read_cases(managers, include_closed=True):
        was = others[case.case.id]
        assert case.case.unit == ("Northmere and Wexmouth RASSO" if was == "Northmere RASSO" else was)


def test_saved_as_they_are_details_leave_no_line_in_the_trail(managers: App) -> None:
    before = lines_in_the_trail(managers)
    change(managers)
    assert lines_in_the_trail(managers) == before


# ------------------------------------------------------------ logo


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "P", "1"])
def test_a_png_is_kept_byte_for_byte_and_can_be_removed(managers: App, tmp_path: Path, mode: str) -> None:
    picture = a_picture(mode=mode)
    take_logo(managers, a_file(tmp_path, picture))
    assert managers.office.logo == picture
    assert managers.vault.verify().is_whole
    remove_logo(managers)
    assert managers.office.logo == b""


def other_pictures() -> list[tuple[str, bytes]]:
    whole = a_picture()
    return [
        ("no PNG picture", a_picture("JPEG", mode="RGB")),
        ("no PNG picture", a_picture("GIF", mode="L")),
        ("no PNG picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("no PNG picture", b""),
        ("damaged", whole[: len(whole) // 2]),
        ("damaged", whole[:60] + bytes(reversed(whole[60:]))),
        ("damaged", whole[:9]),
        ("damaged", whole.replace(b"IDAT", b"IDXT")),
        ("more than 3000 pixels", a_png_that_says_it_is_huge()),
        ("more than 200 kB", whole + bytes(MOST_LOGO_BYTES)),
    ]


@pytest.mark.parametrize(("reason", "content"), other_pictures())
def test_what_is_no_whole_small_png_is_refused_in_words_and_the_old_logo_stays(
    managers: App, tmp_path: Path, reason: str, content: bytes
) -> None:
    kept = a_picture(size=(30, 30))
    take_logo(managers, a_file(tmp_path, kept, "old.png"))
    with pytest.raises(RuleBroken) as refusal:
        take_logo(managers, a_file(tmp_path, content))
    assert reason in str(refusal.value)
    assert str(refusal.value).endswith("The logo stays as it was.")
    assert managers.office.logo == kept


def test_a_file_that_is_not_there_is_refused_in_words(managers: App, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="cannot be read"):
        take_logo(managers, tmp_path / "gone.png")
    with pytest.raises(RuleBroken, match="cannot be read"):
        take_logo(managers, tmp_path)
