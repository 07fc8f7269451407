"""A word across every page of a copy that no longer holds, behind its text."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from victimplanner.documents.finish import saved
from victimplanner.documents.fonts import BOLD, REGULAR, width_of
from victimplanner.documents.look import PAGE_HEIGHT, PAGE_WIDTH, WATERMARK

SUPERSEDED, RECALLED = "SUPERSEDED", "RECALLED"
_LENGTH = 790  # points along the page's diagonal
_TALLEST = 150
_SLOPE = 54  # degrees


def mark_superseded(pdf: bytes, word: str = SUPERSEDED) -> bytes:
    """Return the pages with `word` in light outline letters behind the text of each. The words of the copy stay."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, pikepdf.open(io.BytesIO(_page_with(word))) as mark:
        drawn = opened.copy_foreign(mark.pages[0].as_form_xobject())
        for page in opened.pages:
            name = page.add_resource(drawn, pikepdf.Name.XObject)
            behind = opened.make_stream(f"/Artifact BMC q {name} Do Q EMC\n".encode("ascii"))
            page.contents_add(behind, prepend=True)
        return saved(opened)


@cache
def _page_with(word: str) -> bytes:
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), initialFontName=REGULAR, invariant=1)
    size = min(_TALLEST, _LENGTH / width_of(word, BOLD, 1))
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
    canvas.rotate(_SLOPE)
    canvas.setStrokeColor(WATERMARK)
    canvas.setLineWidth(1)
    text = canvas.beginText(-width_of(word, BOLD, size) / 2, -size * 0.36)
    text.setFont(BOLD, size)
    text.setTextRenderMode(1)
    text.textOut(word)
    canvas.drawText(text)
    canvas.save()
    return output.getvalue()
