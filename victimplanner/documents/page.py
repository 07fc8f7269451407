"""The page: marking, header, footer, page numbers and the draft watermark, the same on every paper."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from victimplanner.documents.canvas import PaperCanvas
from victimplanner.documents.description import AUTHOR, LANGUAGE, PROGRAM, Description, describe
from victimplanner.documents.finish import finish
from victimplanner.documents.fonts import BOLD, REGULAR, forget_words, width_of
from victimplanner.documents.look import (
    BOTTOM,
    COLUMN_HEIGHT,
    LEFT,
    MEASURE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    SECONDARY,
    STRONG_RULE,
    TEXT,
    WATERMARK,
)
from victimplanner.documents.text import clean

MARKING = "OFFICIAL-SENSITIVE"
_LONGEST_LINE = 400  # characters: more never fit one line of a page
_BESIDE = 9  # points between the marking and the office's own line


@dataclass(frozen=True)
class PageInfo:
    """What stands around the text of every page, and in the file's own description.

    `generated_at` is an aware moment; it is also the date of the file, so that the same copy makes the same bytes.
    """

    header_left: str
    header_right: str
    footer_left: str
    footer_second: str
    footer_right: str
    title: str
    subject: str
    generated_at: dt.datetime
    is_marked: bool
    is_practice: bool
    is_draft: bool
    handling_line: str = ""  # what the office adds beside the marking
    is_archive: bool = False


def lay_out(flowables: Sequence[Flowable], info: PageInfo) -> tuple[bytes, int]:
    """Set the flowables on pages; return the finished file and how many pages it has."""
    output = io.BytesIO()
    template = _Template(output, info)
    template.build(list(flowables), canvasmaker=PaperCanvas)
    forget_words()
    return finish(output.getvalue()), int(template.page)


class _Template(BaseDocTemplate):  # type: ignore[misc]  # the layout library has no types
    def __init__(self, output: io.BytesIO, info: PageInfo) -> None:
        super().__init__(
            output,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            title=info.title,
            author=AUTHOR,
            subject=info.subject,
            creator=PROGRAM,
            producer=PROGRAM,
            keywords="",
            lang=LANGUAGE,
            displayDocTitle=1,
            initialFontName=REGULAR,
            invariant=1,
            pageCompression=1,
        )
        self._info = info
        frame = Frame(LEFT, BOTTOM, MEASURE, COLUMN_HEIGHT, 0, 0, 0, 0, id="text")
        self.addPageTemplates([PageTemplate(id="page", frames=[frame])])

    def beforeDocument(self) -> None:
        info = self._info
        self.canv.around = self._around_the_text
        describe(self.canv._doc, Description(info.title, info.subject, info.generated_at, info.is_archive))

    def _around_the_text(self, canvas: PaperCanvas, total: int) -> None:
        canvas.saveState()
        if self._info.is_draft:
            with canvas.decoration():
                _draw_watermark(canvas)
        with canvas.decoration("Header"):
            _draw_marking(canvas, self._info, PAGE_HEIGHT - 33.8)
            _draw_header(canvas, self._info)
        with canvas.decoration("Footer"):
            _draw_footer(canvas, self._info, canvas.getPageNumber(), total)
            _draw_marking(canvas, self._info, 23.2)
        canvas.restoreState()


def _draw_watermark(canvas: Any) -> None:
    canvas.saveState()
    canvas.translate(158, 136)
    canvas.rotate(51)
    canvas.setStrokeColor(WATERMARK)
    canvas.setLineWidth(1)
    text = canvas.beginText(0, 0)
    text.setFont(BOLD, 178)
    text.setTextRenderMode(1)
    text.textOut("DRAFT")
    text.setTextRenderMode(0)
    canvas.drawText(text)
    canvas.restoreState()


def _draw_marking(canvas: Any, info: PageInfo, from_bottom: float) -> None:
    """Draw the marking in the middle, and beside it what the office adds to it."""
    words = [MARKING] if info.is_marked else []
    if info.is_practice:
        words.append("PRACTICE")
    marking = "   ".join(words)
    wide = width_of(marking, BOLD, 10)
    handling = _fitted(info.handling_line, REGULAR, 8.5, MEASURE - wide - _BESIDE) if info.is_marked else ""
    left = (PAGE_WIDTH - wide - (_BESIDE + width_of(handling, REGULAR, 8.5) if handling else 0)) / 2
    canvas.setFillColor(TEXT)
    canvas.setFont(BOLD, 10)
    canvas.drawString(left, from_bottom, marking)
    if handling:
        canvas.setFont(REGULAR, 8.5)
        canvas.drawString(left + wide + _BESIDE, from_bottom, handling)


def _draw_header(canvas: Any, info: PageInfo) -> None:
    baseline = PAGE_HEIGHT - 50.4
    canvas.setFont(REGULAR, 8.5)
    room = MEASURE - width_of(info.header_right, BOLD, 8.5) - 12
    canvas.drawString(LEFT, baseline, _fitted(info.header_left, REGULAR, 8.5, room))
    canvas.setFont(BOLD, 8.5)
    canvas.drawRightString(PAGE_WIDTH - RIGHT, baseline, info.header_right)
    _rule(canvas, PAGE_HEIGHT - 56.2)


def _draw_footer(canvas: Any, info: PageInfo, number: int, total: int) -> None:
    _rule(canvas, 61.4)
    right = _fitted(info.footer_right, REGULAR, 8, MEASURE * 0.55)
    room = MEASURE - width_of(right, REGULAR, 8) - 12
    canvas.setFillColor(SECONDARY)
    canvas.setFont(REGULAR, 8)
    canvas.drawString(LEFT, 49.9, _fitted(info.footer_left, REGULAR, 8, MEASURE * 0.8))
    canvas.drawString(LEFT, 39.8, _fitted(info.footer_second, REGULAR, 8, room))
    canvas.drawRightString(PAGE_WIDTH - RIGHT, 39.8, right)
    canvas.setFillColor(TEXT)
    canvas.setFont(BOLD, 8.5)
    canvas.drawRightString(PAGE_WIDTH - RIGHT, 49.9, f"Page {number} of {total}")


def _rule(canvas: Any, height: float) -> None:
    canvas.setStrokeColor(TEXT)
    canvas.setLineWidth(STRONG_RULE)
    canvas.line(LEFT, height, PAGE_WIDTH - RIGHT, height)


def _fitted(text: str, font: str, size: float, room: float) -> str:
    """Return `text` on one line; what has no room gives way to "…" (the register of papers holds it in full)."""
    text = " ".join(clean(text[:_LONGEST_LINE]).split())
    if width_of(text, font, size) <= room:
        return text
    while text and width_of(text + "…", font, size) > room:
        text = text[:-1]
    return text + "…"
