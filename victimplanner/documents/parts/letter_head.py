"""The head of a letter: her address where the window of a DL envelope shows it, and beside it the sender.

Nothing stands above or in the window but her name and address; the logo begins no higher than they do.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.platypus import Flowable, Spacer

from victimplanner.documents.blocks import PLAIN_FONT, paragraph
from victimplanner.documents.fonts import REGULAR
from victimplanner.documents.look import MEASURE, TOP, Look
from victimplanner.documents.parts.letter_facts import address_lines, first_line_name, letter_words, may_stand
from victimplanner.documents.text import clean, unbroken
from victimplanner.documents.together import of_the_day, row_table
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import long_date
from victimplanner.domain.office import Office

WINDOW_TOP = 51 * mm  # from the top of the page to the first line of the address
WINDOW_LINES = 7
_WINDOW_WIDTH = 85 * mm
_WINDOW_SIZE = 12  # of the letters in it, in points
_HEAD_HEIGHT = 38 * mm  # so that no other line comes into the window
_SENDER_FROM = 101.5 * mm  # from the left margin, beyond the window
_LOGO_WIDTH, _LOGO_HEIGHT = 60 * mm, 15 * mm


class Logo(Flowable):  # type: ignore[misc]  # the layout library has no types
    """The office's logo: decoration, as the name of the office stands below it in words."""

    def __init__(self, picture: Image.Image) -> None:
        super().__init__()
        scale = min(_LOGO_WIDTH / picture.width, _LOGO_HEIGHT / picture.height)
        self._picture = picture
        self.width, self.height = picture.width * scale, picture.height * scale

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height + 4

    def draw(self) -> None:
        with self.canv.decoration():
            self.canv.drawImage(ImageReader(self._picture), 0, 4, self.width, self.height)


def readable_logo(office: Office) -> Image.Image | None:
    """Return the logo on white, None where there is none or the picture cannot be read."""
    if not office.logo:
        return None
    try:
        with Image.open(io.BytesIO(office.logo), formats=("PNG",)) as picture:
            picture.load()
            seen = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")


def addressee(file: WitnessFile) -> list[str]:
    """Return her name and the lines of her safe address; a name that heads the address already is not set twice."""
    lines = address_lines(file.safe_contact.address) if file.safe_contact else []
    name, is_hers = first_line_name(file)
    return [file.witness.name, *(lines[1:] if name and is_hers else lines)]


def lines_in_window(file: WitnessFile) -> int:
    """Return how many lines her name and address take: one that is too long for the window goes on below."""
    return sum(len(simpleSplit(clean(line), REGULAR, _WINDOW_SIZE, _WINDOW_WIDTH)) for line in addressee(file))


def head(file: WitnessFile, today: dt.date, look: Look) -> list[Flowable]:
    """Return address, sender, date and reference, with the space above and below them."""
    words = letter_words()
    window = look.table.clone("window", fontSize=_WINDOW_SIZE, leading=14.4 if lines_in_window(file) > 6 else 16)
    left = [paragraph(line, window) for line in addressee(file)]
    right: list[Any] = []
    picture = readable_logo(file.office)
    if picture is not None:
        right.append(Logo(picture))
    right += [paragraph(line, look.label) for line in _sender(file, words)]
    right.append(Spacer(1, look.label.leading * 0.6))
    right.append(of_the_day(paragraph(unbroken(long_date(today)), look.label)))
    right.append(paragraph(unbroken(words["reference"].format(reference=file.witness.reference)), look.label))
    style = [
        PLAIN_FONT,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
    ]
    widths = [_WINDOW_WIDTH, _SENDER_FROM - _WINDOW_WIDTH, MEASURE - _SENDER_FROM]
    table = row_table([[left, "", right]], header_rows=0, colWidths=widths, style=style)
    height = table.wrap(MEASURE, _HEAD_HEIGHT)[1]
    below = max(_HEAD_HEIGHT - height, 0) + look.body.leading * 0.6
    return [Spacer(1, WINDOW_TOP - TOP), table, Spacer(1, below)]


def _sender(file: WitnessFile, words: dict[str, Any]) -> list[str]:
    office = file.office
    name = may_stand(office.name)
    address = [line for line in map(may_stand, office.address.splitlines()) if line]
    lines = [words["sender"], name, *address, may_stand(office.phone), may_stand(office.hours)]
    return [line for line in lines if line]
