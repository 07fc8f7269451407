"""The only two typefaces on paper: Liberation Sans Regular and Bold, embedded as subsets."""

from __future__ import annotations

from functools import cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from victimplanner.paths import resource

REGULAR = "LiberationSans"
BOLD = "LiberationSans-Bold"


@cache
def register_fonts() -> None:
    """Register both faces and make them the base font of the layout library. Italic never carries meaning."""
    for name, file_name in ((REGULAR, "LiberationSans-Regular.ttf"), (BOLD, "LiberationSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file_name))))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    rl_config.canvas_basefontname = REGULAR


@cache
def known_characters() -> frozenset[int]:
    """Return the code points that both faces can show."""
    register_fonts()
    faces = [pdfmetrics.getFont(name).face for name in (REGULAR, BOLD)]
    return frozenset(faces[0].charToGlyph) & frozenset(faces[1].charToGlyph)


def width_of(text: str, font: str, size: float) -> float:
    """Return the width of one line of `text` in points."""
    return float(pdfmetrics.stringWidth(text, font, size))
