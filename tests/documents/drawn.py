"""Where the texts of a drawing stand, from the measures of the font."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportlab.graphics.shapes import Drawing, String

from victimplanner.documents.fonts import width_of

ASCENT, DESCENT = 0.905, 0.212  # of Liberation Sans, in sizes of the letters


class Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float
    text: str


def shapes(drawing: Drawing, kind: type) -> Iterator[object]:
    return (shape for shape in drawing.contents if isinstance(shape, kind))


def boxes(drawing: Drawing) -> list[Box]:
    found = []
    for string in shapes(drawing, String):
        wide = width_of(string.text, string.fontName, string.fontSize)
        left = string.x - {"start": 0.0, "middle": wide / 2, "end": wide}[string.textAnchor]
        size = string.fontSize
        found.append(Box(left, string.y - DESCENT * size, left + wide, string.y + ASCENT * size, string.text))
    return found


def texts(drawing: Drawing) -> list[str]:
    return [box.text for box in boxes(drawing)]


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    found = boxes(drawing)
    return [
        (a.text, b.text)
        for place, a in enumerate(found)
        for b in found[place + 1 :]
        if a.left < b.right - 0.01 and b.left < a.right - 0.01 and a.bottom < b.top - 0.01 and b.bottom < a.top - 0.01
    ]


def clipped(drawing: Drawing) -> list[str]:
    return [
        box.text
        for box in boxes(drawing)
        if box.left < -0.01 or box.right > drawing.width + 0.01 or box.bottom < 0 or box.top > drawing.height
    ]
