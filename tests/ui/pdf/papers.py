"""Papers to look at and to print: numbered pages with words that can be found, and a square of known size."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from victimplanner.documents.fonts import REGULAR, register_fonts

INK = 0x11 / 255
SQUARE = (72, 72, 144)  # left, bottom and side, in points


def paper(pages: int, words: str = "The witness prefers the live link.") -> bytes:
    """A4 pages "Page 1 of 3", the words on each, and a square in the ink of our papers."""
    register_fonts()
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=A4)
    for number in range(1, pages + 1):
        canvas.setFillColorRGB(INK, INK, INK)
        canvas.setFont(REGULAR, 11)
        canvas.drawString(72, 760, f"Page {number} of {pages}")
        canvas.drawString(72, 740, words)
        canvas.rect(SQUARE[0], SQUARE[1], SQUARE[2], SQUARE[2], fill=1, stroke=0)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()
