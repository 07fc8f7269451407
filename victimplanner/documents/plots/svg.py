"""A drawing as SVG for the screen: the layout library's own writer, with its roundings undone.

The writer cuts colours to whole per cent and the place of words to whole pixels, leaves open lines to be filled, and
begins with a document type that names a page on the web. None of these is wanted here.
"""

from __future__ import annotations

from typing import Any

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing

from victimplanner.documents.fonts import BOLD, REGULAR

SCREEN_FAMILY = "Liberation Sans"  # as the file of the font names itself
_FACES = {REGULAR: {"family": SCREEN_FAMILY}, BOLD: {"family": SCREEN_FAMILY, "weight": "bold"}}


def to_svg(drawing: Drawing) -> bytes:
    """Return the drawing as UTF-8 SVG: one element, no prolog, words as text in the font of the paper."""
    canvas = _Canvas((drawing.width, drawing.height), fontHacks=_FACES)
    renderSVG.draw(drawing, canvas)
    root = canvas.svg
    for name in ("title", "desc", "clipPath"):
        for found in root.getElementsByTagName(name):
            root.removeChild(found)
    canvas.groupTree.removeAttribute("style")
    canvas.groupTree.setAttribute("transform", f"translate(0,{drawing.height}) scale(1,-1)")
    root.setAttribute("viewBox", f"0 0 {drawing.width} {drawing.height}")
    return bytes(root.toxml(), "utf-8")


class _Canvas(renderSVG.SVGCanvas):  # type: ignore[misc]  # the layout library has no types
    def setStrokeColor(self, color: Any) -> None:
        super().setStrokeColor(color)
        self._keep("stroke", color)

    def setFillColor(self, color: Any) -> None:
        super().setFillColor(color)
        self._keep("fill", color)

    def _keep(self, name: str, colour: Any) -> None:
        if colour is not None:
            self.style[name] = f"#{colour.hexval()[2:]}"

    def drawString(self, s: str, x: float, y: float, *given: Any, **named: Any) -> None:
        super().drawString(s, x, y, *given, **named)
        self.currGroup.lastChild.setAttribute("transform", f"translate(0,{2 * y}) scale(1,-1)")

    def polyLine(self, points: list[tuple[float, float]]) -> None:
        super().polyLine(points)
        line = self.currGroup.lastChild
        line.setAttribute("style", f"{line.getAttribute('style')} fill: none;")
