"""Searching the words of a paper: a bar with what is looked for, and the hits page after page."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.pdf.pages import Hit, PdfPages
from victimplanner.ui.widgets import FlowRow, IconButton, SearchBox, announce, label
from victimplanner.ui.widgets.after_events import after_events

_A_MOMENT = 0.02  # seconds of searching between two turns of the window


class Finder(QObject):
    """Looks through the pages a few at a time, so that the window stays usable over a long bundle."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._wanted = ""
        self._next_page = 0
        self._from = 0
        self.hits: list[Hit] = []
        self.current = -1
        self._timer = after_events(self, self._go_on)

    def start(self, pages: PdfPages | None, wanted: str, from_page: int) -> None:
        """Look for words from the first page on; the first hit from `from_page` on is the current one."""
        self._timer.stop()
        self._pages, self._wanted, self._from = pages, wanted.strip(), from_page
        self._next_page, self.hits, self.current = 0, [], -1
        if self._pages is not None and self._wanted:
            self._go_on()
        else:
            self.changed.emit()

    @property
    def is_done(self) -> bool:
        return not self._timer.isActive()

    @property
    def hit(self) -> Hit | None:
        """The current hit."""
        return self.hits[self.current] if self.hits and self.current >= 0 else None

    @property
    def words(self) -> str:
        """ "3 of 12", or that there is none."""
        if not self._wanted:
            return ""
        if not self.is_done:
            return "Searching"
        return f"{self.current + 1} of {len(self.hits)}" if self.hits else "Not found"

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous hit (-1); after the last comes the first."""
        if self.hits:
            self.current = (self.current + by) % len(self.hits)
            self.changed.emit()

    def _go_on(self) -> None:
        assert self._pages is not None
        until = time.monotonic() + _A_MOMENT
        while self._next_page < self._pages.count and time.monotonic() < until:
            self.hits += self._pages.find(self._next_page, self._wanted)
            self._next_page += 1
        if self._next_page < self._pages.count:
            self._timer.start()
        elif self.hits:
            self.current = next((n for n, hit in enumerate(self.hits) if hit.page >= self._from), 0)
        self.changed.emit()


class FindBar(QWidget):
    """What is looked for, how many were found, previous, next and close. Esc closes it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("findBar")
        self.box = SearchBox("Find in this paper", object_name="findInPaper")
        self.box.setMinimumWidth(theme.px(180))
        self.count = label("", "small")
        self.count.setObjectName("findCount")
        self.previous = IconButton(
            "chevron-up", "Previous place", key="Shift+F3", small=True, object_name="findPrevious"
        )
        self.next = IconButton("chevron-down", "Next place", key="F3", small=True, object_name="findNext")
        self.close_it = IconButton("cross", "Close the search", key="Esc", framed=False, small=True)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(FlowRow(self.box, self.count, self.previous, self.next, self.close_it))
        self.close_it.clicked.connect(self.left)

    def show_found(self, finder: Finder) -> None:
        """Write how many were found, and say it once the search is done."""
        words = finder.words
        for button in (self.previous, self.next):
            button.setEnabled(len(finder.hits) > 0)
        if words != self.count.text():
            self.count.setText(words)
            self.box.setAccessibleDescription(words)
            if finder.is_done:
                announce(self, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
