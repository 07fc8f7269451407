"""The only two typefaces on paper: Liberation Sans Regular and Bold, embedded as subsets."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from zlib import adler32

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from victimplanner.paths import resource

REGULAR = "LiberationSans"
BOLD = "LiberationSans-Bold"


class _ReadableFont(TTFont):  # type: ignore[misc]  # the layout library has no types
    """A typeface whose letters can be copied and read aloud.

    The layout library says of every code without a letter that it means U+0000, which readers and archives refuse.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._widths: dict[str, int] = {}  # thousandths of the size, by word: most stand many times in a paper

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """Return the width in points."""
        width = self._widths.get(text)
        if width is None:
            of, other = self.face.charWidths.get, self.face.defaultWidth
            width = self._widths[text] = sum(of(ord(letter), other) for letter in text)
        return 0.001 * width * size

    def forget(self) -> None:
        """Keep no words of a paper that is finished."""
        self._widths.clear()

    def addObjects(self, document: Any) -> None:
        known = set(document.idToObject)
        super().addObjects(document)
        for name in set(document.idToObject) - known:
            if name.startswith("toUnicodeCMap:"):
                stream = document.idToObject[name]
                stream.content = _without_nothing(stream.content)


_CODES = re.compile(r"\d+ beginbfchar\n(.*?)\nendbfchar", re.DOTALL)
_MOST_CODES = 100  # in one list of the format


def _without_nothing(codes: str) -> str:
    """Return a table of letters without the codes that mean nothing."""
    found = _CODES.search(codes)
    assert found is not None
    kept = [line for line in found.group(1).split("\n") if not line.endswith("<0000>")]
    parts = [kept[at : at + _MOST_CODES] for at in range(0, len(kept), _MOST_CODES)]
    lists = "\n".join("\n".join([f"{len(part)} beginbfchar", *part, "endbfchar"]) for part in parts)
    table = codes[: found.start()] + lists + codes[found.end() :]
    ends_like_a_line = adler32(table.encode("ascii")) % 256 == ord("\r")  # see `finish.saved`: here known beforehand
    return f"{table}\n" if ends_like_a_line else table


@cache
def register_fonts() -> None:
    """Register both faces and make them the base font of the layout library. Italic never carries meaning."""
    for name, file_name in ((REGULAR, "LiberationSans-Regular.ttf"), (BOLD, "LiberationSans-Bold.ttf")):
        pdfmetrics.registerFont(_ReadableFont(name, str(resource("fonts", file_name))))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    rl_config.canvas_basefontname = REGULAR
    rl_config.useA85 = 0  # streams need not be spelt in letters: that only takes time and room


def forget_words() -> None:
    """Keep no words of a paper that is finished."""
    for name in (REGULAR, BOLD):
        pdfmetrics.getFont(name).forget()


@cache
def known_characters() -> frozenset[int]:
    """Return the code points that both faces can show."""
    register_fonts()
    faces = [pdfmetrics.getFont(name).face for name in (REGULAR, BOLD)]
    return frozenset(faces[0].charToGlyph) & frozenset(faces[1].charToGlyph)


def width_of(text: str, font: str, size: float) -> float:
    """Return the width of one line of `text` in points."""
    return float(pdfmetrics.stringWidth(text, font, size))
