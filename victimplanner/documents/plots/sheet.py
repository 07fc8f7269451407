"""The sheet a plot is drawn on: words that fit, areas with patterns, lines with dashes and markers.

Lengths are in units of the drawing (points on paper, pixels on a screen) and count from the upper left corner.
Patterns are plain strokes and spots cut at the edge of their area: neither paper nor screen needs to know of patterns.
"""

from __future__ import annotations

from math import cos, radians, sin
from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Path, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import HexColor

from victimplanner.documents.fonts import BOLD, REGULAR, register_fonts, width_of
from victimplanner.documents.text import clean
from victimplanner.domain.plot_parts import Fill, Pattern, PlotColours

LINE = 1.25  # height of a line of words; this and all below in sizes of the letters
GRID = 0.055  # thickness of a line that carries nothing
_BASELINE = 0.95
_HATCH, _HATCH_STROKE = 0.5, 0.1
_SPOT, _SPOT_RADIUS = 0.4, 0.085
_MARKER = 0.36
MARKER_HALF = 0.45  # half the height of any marker
_DOTS_LEFT_OUT = "…"
_OCTAGON = [(cos(radians(turn)), sin(radians(turn))) for turn in range(22, 382, 45)]

Dash = tuple[float, ...]
LINE_STYLES: tuple[tuple[Dash, str], ...] = (  # no two with the same dash, no two with the same marker
    ((), "disc"),
    ((0.45, 0.3), "square"),
    ((0.15, 0.2), "triangle"),
    ((0.8, 0.25, 0.15, 0.25), "diamond"),
)
AIM_DASH: Dash = (0.6, 0.4)


class Sheet:
    """A drawing under way, with the colours and the size of its letters."""

    def __init__(self, width: float, height: float, colours: PlotColours) -> None:
        register_fonts()
        self.width, self.height, self.colours = width, height, colours
        self.size = colours.text_size
        self.line = LINE * self.size
        self.drawing = Drawing(width, height)
        self.drawing.initialFontName = REGULAR  # or the library's own font gets into the file
        self.drawing.initialFontSize = self.size

    def words(
        self, text: str, x: float, top: float, *, bold: bool = False, colour: str = "", anchor: str = "start",
        plate: str = "",
    ) -> None:  # fmt: skip
        """Write one line whose upper edge is `top`; `plate` is the colour of a field that clears what lies under it."""
        font = BOLD if bold else REGULAR
        if plate:
            wide = width_of(text, font, self.size)
            left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            self.area(left - self.size / 6, top, wide + self.size / 3, self.line * 0.94, plate)
        self.drawing.add(
            String(
                x,
                self.height - top - _BASELINE * self.size,
                text,
                fontName=font,
                fontSize=self.size,
                fillColor=HexColor(colour or self.colours.text),
                textAnchor=anchor,
            )
        )

    def block(self, lines: list[str], x: float, top: float, **how: Any) -> None:
        """Write lines one below the other."""
        for place, text in enumerate(lines):
            self.words(text, x, top + place * self.line, **how)

    def area(self, x: float, top: float, width: float, height: float, fill: str, border: str = "") -> None:
        """Fill a rectangle."""
        self.drawing.add(
            Rect(
                x,
                self.height - top - height,
                width,
                height,
                fillColor=HexColor(fill),
                strokeColor=HexColor(border) if border else None,
                strokeWidth=self.size / 12,
            )
        )

    def patterned(self, x: float, top: float, width: float, height: float, pattern: Pattern) -> None:
        """Fill a rectangle with a pattern, in a border of its own ink."""
        fill = self.colours.fill(pattern)
        self.area(x, top, width, height, fill.ink if pattern is Pattern.SOLID else fill.tint)
        bottom = self.height - top - height
        if pattern is Pattern.LINES:
            self._hatch(x, bottom, width, height, fill)
        elif pattern is Pattern.DOTS:
            self._spots(x, bottom, width, height, fill)
        border = Rect(x, bottom, width, height, fillColor=None, strokeColor=HexColor(fill.ink))
        border.strokeWidth = self.size / 12
        self.drawing.add(border)

    def _hatch(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        step = _HATCH * self.size * 1.2
        path = Path(fillColor=None, strokeColor=HexColor(fill.ink), strokeWidth=_HATCH_STROKE * self.size)
        start = -width + step / 2
        while start < height:  # each stroke rises to the right, from `start` above the lower left corner
            left, right = max(0.0, -start), min(width, height - start)
            if right > left:
                path.moveTo(x + left, y + start + left)
                path.lineTo(x + right, y + start + right)
            start += step
        self.drawing.add(path)

    def _spots(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        step, radius = _SPOT * self.size, _SPOT_RADIUS * self.size
        path = Path(fillColor=HexColor(fill.ink), strokeColor=None)
        across, up = (max(0, int((length - 3 * radius) / step) + 1) for length in (width, height))
        first_x = x + (width - (across - 1) * step) / 2
        first_y = y + (height - (up - 1) * step) / 2
        for column in range(across):
            for row in range(up):
                middle_x, middle_y = first_x + column * step, first_y + row * step
                for corner, (to_x, to_y) in enumerate(_OCTAGON):
                    draw = path.lineTo if corner else path.moveTo
                    draw(middle_x + radius * to_x, middle_y + radius * to_y)
                path.closePath()
        if across and up:
            self.drawing.add(path)

    def stroke(self, points: list[tuple[float, float]], colour: str, *, thick: float = 1 / 12, dash: Dash = ()) -> None:
        """Draw a line through points; `thick` and `dash` are in sizes of the letters."""
        flat = [length for x, top in points for length in (x, self.height - top)]
        line = PolyLine(flat, strokeColor=HexColor(colour), strokeWidth=thick * self.size)
        line.strokeLineCap = 0
        if dash:
            line.strokeDashArray = [part * self.size for part in dash]
        self.drawing.add(line)

    def marker(self, kind: str, x: float, top: float, colour: str) -> None:
        """Draw the marker of a line style around a point."""
        y, radius = self.height - top, _MARKER * self.size
        look = {
            "fillColor": HexColor(colour if kind in ("disc", "triangle") else self.colours.ground),
            "strokeColor": HexColor(colour),
            "strokeWidth": self.size / 8,
        }
        if kind == "disc":
            self.drawing.add(Circle(x, y, radius, **look))
            return
        corners = {
            "square": [(-0.85, -0.85), (-0.85, 0.85), (0.85, 0.85), (0.85, -0.85)],
            "triangle": [(0, 1.15), (1.05, -0.8), (-1.05, -0.8)],
            "diamond": [(0, 1.2), (1.2, 0), (0, -1.2), (-1.2, 0)],
        }[kind]
        self.drawing.add(Polygon([length for a, b in corners for length in (x + a * radius, y + b * radius)], **look))


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of words as they are printed."""
    return width_of(one_line(text), BOLD if bold else REGULAR, size)


def one_line(text: str) -> str:
    """Return words as the font can show them, in one line."""
    return " ".join(clean(text).split())


def wrapped(text: str, width: float, size: float, *, bold: bool = False, most: int = 3) -> list[str]:
    """Break words into at most `most` lines; what does not fit ends in "…" and is whole in the table.

    A word wider than the line breaks between letters.
    """
    lines: list[str] = []
    line = ""
    for word in one_line(text).split(" "):
        longer = f"{line} {word}".strip()
        if wide(longer, size, bold=bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while len(word) > 1 and wide(word, size, bold=bold) > width:
            fits = _letters_that_fit(word, width, size, bold=bold)
            lines.append(word[:fits])
            word = word[fits:]
        line = word
    if line:
        lines.append(line)
    if len(lines) <= most:
        return lines
    last = lines[most - 1].rstrip()
    while last and wide(last + _DOTS_LEFT_OUT, size, bold=bold) > width:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], last + _DOTS_LEFT_OUT]


def _letters_that_fit(word: str, width: float, size: float, *, bold: bool) -> int:
    for letters in range(1, len(word) + 1):
        if wide(word[:letters], size, bold=bold) > width:
            return max(1, letters - 1)
    return len(word)
