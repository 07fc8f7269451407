"""The pages of a paper as pictures and as words. The one place that speaks to PDFium."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pypdfium2
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72
_ONE_AT_A_TIME = threading.RLock()  # PDFium bears one thread at a time; printing is drawn beside the window

# Letters that stand for others when one searches: hard spaces and hyphens, curly quotation marks.
_AS_TYPED = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\u2019": "'",
                           "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-"})  # fmt: skip


@dataclass(frozen=True)
class Hit:
    """A place where words were found: the page, from 0, and a box for each line, in points from its upper left."""

    page: int
    boxes: tuple[QRectF, ...]


class PdfPages:
    """An open paper, in memory alone. Pages count from 0; sizes are in points."""

    def __init__(self, pdf: bytes) -> None:
        with _ONE_AT_A_TIME:
            self._document = pypdfium2.PdfDocument(pdf)
            self.count = len(self._document)
            self.sizes = tuple(self._document.get_page_size(number) for number in range(self.count))
        self._searchable: dict[int, tuple[str, list[int]]] = {}

    def close(self) -> None:
        """Let go of the paper."""
        with _ONE_AT_A_TIME:
            self._document.close()
        self._searchable.clear()

    def picture(self, number: int, scale: float, part: QRect | None = None) -> QImage:
        """Draw a page at `scale` dots a point, or the `part` of it given in dots."""
        width, height = (round(side * scale) for side in self.sizes[number])
        part = part or QRect(0, 0, width, height)
        with _ONE_AT_A_TIME:
            page = self._document[number]
            bitmap = pypdfium2.PdfBitmap.new_native(
                part.width(), part.height(), pypdfium2.raw.FPDFBitmap_BGRx, rev_byteorder=False
            )
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, part.width(), part.height())
            pypdfium2.raw.FPDF_RenderPageBitmap(
                bitmap, page, -part.x(), -part.y(), width, height, 0, pypdfium2.raw.FPDF_ANNOT
            )
            content = bytes(bitmap.buffer)
            stride = bitmap.stride
            bitmap.close()
            page.close()
        return QImage(content, part.width(), part.height(), stride, QImage.Format.Format_RGB32).copy()

    def words(self, number: int) -> str:
        """Return all the words of a page in their order."""
        with _ONE_AT_A_TIME:
            page = self._document[number]
            text = page.get_textpage()
            found: str = text.get_text_bounded()
            text.close()
            page.close()
        return found

    def find(self, number: int, wanted: str) -> list[Hit]:
        """Find words on a page, whatever their case and however lines break within them."""
        needle = " ".join(_typed(wanted).split())
        if not needle:
            return []
        letters, places = self._letters(number)
        starts = []
        start = letters.find(needle)
        while start >= 0:
            starts.append(start)
            start = letters.find(needle, start + len(needle))
        if not starts:
            return []
        height = self.sizes[number][1]
        with _ONE_AT_A_TIME:
            page = self._document[number]
            text = page.get_textpage()
            hits = [
                Hit(number, _boxes(text, places[at], places[at + len(needle) - 1] - places[at] + 1, height))
                for at in starts
            ]
            text.close()
            page.close()
        return hits

    def _letters(self, number: int) -> tuple[str, list[int]]:
        """The letters of a page as one would type them, and the place of each among the characters of the page."""
        if number not in self._searchable:
            with _ONE_AT_A_TIME:
                page = self._document[number]
                text = page.get_textpage()
                codes = [pypdfium2.raw.FPDFText_GetUnicode(text, at) for at in range(text.count_chars())]
                text.close()
                page.close()
            letters: list[str] = []
            places: list[int] = []
            for at, code in enumerate(codes):
                for letter in _typed(chr(code)):
                    if letter != " " or (letters and letters[-1] != " "):  # a line break is a space like any other
                        letters.append(letter)
                        places.append(at)
            self._searchable[number] = "".join(letters), places
        return self._searchable[number]


def _typed(words: str) -> str:
    """Words as they are typed in a search box."""
    return "".join(" " if c.isspace() else c for c in words.translate(_AS_TYPED).casefold())


def _boxes(text: pypdfium2.PdfTextPage, start: int, length: int, height: float) -> tuple[QRectF, ...]:
    found = []
    for number in range(text.count_rects(start, length)):
        left, bottom, right, top = text.get_rect(number)
        found.append(QRectF(left, height - top, right - left, top - bottom))
    return tuple(found)


def page_text(pdf: bytes) -> str:
    """All the words of a paper, page after page."""
    pages = PdfPages(pdf)
    try:
        return " ".join(pages.words(number) for number in range(pages.count))
    finally:
        pages.close()
