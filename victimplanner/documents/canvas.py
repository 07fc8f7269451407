"""Drawing with marks: every word belongs to an element of the structure, all else is decoration.

Pages wait until the last is set, so that "Page 2 of 4" is known without setting the text twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from victimplanner.documents.structure import Element, Structure

_PAGES_WITH_BOOKMARKS = 4  # shorter papers are seen at a glance


class PaperCanvas(Canvas):  # type: ignore[misc]  # the layout library has no types
    """A canvas that marks what it draws. `around` draws what stands around the text of each page, given the total."""

    around: Callable[[PaperCanvas, int], None] | None = None
    _code: list[str]  # of the page being drawn

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.structure = Structure()
        self._waiting: list[dict[str, Any]] = []
        self._headings: list[tuple[int, int, str, float]] = []  # page from 0, level from 0, words, top (points)

    # ------------------------------------------------------------ marks

    @contextmanager
    def words_of(self, element: Element) -> Iterator[None]:
        """Mark what is drawn inside as the words of `element`."""
        self._code.append(f"/{element.kind} <</MCID {self.structure.mark(element)}>> BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def decoration(self, kind: str = "") -> Iterator[None]:
        """Mark what is drawn inside as no part of the text. `kind` is "Header" or "Footer" for those."""
        self._code.append(f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC" if kind else "/Artifact BMC")
        yield
        self._code.append("EMC")

    def note_heading(self, level: int, words: str, above: float) -> None:
        """Remember a heading for the bookmarks: level 0 or 1; `above` is its top from the present origin (points)."""
        self._headings.append((self.structure.page, level, words, self.absolutePosition(0, above)[1]))

    # ------------------------------------------------------------ pages

    def showPage(self) -> None:
        self._waiting.append(dict(self.__dict__))
        self.structure.next_page()
        self._startPage()

    def save(self) -> None:
        if self._code:
            self.showPage()
        waiting, total = self._waiting, len(self._waiting)
        names = []
        for number, state in enumerate(waiting):
            self.__dict__.update(state)
            if self.around is not None:
                text, self._code = self._code, []
                self.around(self, total)
                self._code += text
            if total >= _PAGES_WITH_BOOKMARKS:
                self._bookmark_page(number)
            names.append(self._doc.thisPageName())
            super().showPage()
        self._doc.Catalog.StructTreeRoot = self.structure.write(self._doc, names)
        super().save()

    def _bookmark_page(self, number: int) -> None:
        for at, (page, level, words, top) in enumerate(self._headings):
            if page == number:
                self.bookmarkPage(f"heading{at}", fit="XYZ", top=top)
                self.addOutlineEntry(words, f"heading{at}", level=level, closed=False)
