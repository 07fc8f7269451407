"""The matrix: eight measures, and for each whether it is open and four dated facts."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip

from victimplanner.domain.measures import MeasureId
from victimplanner.ui import theme
from victimplanner.ui.screens.measures.state import COLUMNS, CellWords, MeasureLine, MeasuresPage
from victimplanner.ui.widgets import Card, Column, Pill, RecordTable

_TITLES = {
    "measure": ("Measure", 166),
    "open": ("Open to this witness?", 172),
    "view": ("1  Witness’s view", 172),
    "decision": ("2  Applied for", 160),
    "direction": ("3  Court directed", 182),
    "use": ("4  Actually used", 148),
}
_LEAST_HEIGHT = 190
_TIP_WIDTH = 84  # letters in a line of a tooltip
_LARGE_TEXT = 150  # per cent, from which the page scrolls anyway


class DetailLine(QLabel):
    """The whole reason of a cell: in one line that ends in dots, or in several where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "small")
        self.setObjectName("cellDetail")
        self.setContentsMargins(11, 2, 11, 3)
        self.words = ""
        self._wrapped = True
        self.set_wrapped(False)

    def set_wrapped(self, wrapped: bool) -> None:
        if wrapped != self._wrapped:
            self._wrapped = wrapped
            self.setWordWrap(wrapped)
            across = QSizePolicy.Policy.Preferred if wrapped else QSizePolicy.Policy.Ignored
            policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(wrapped)
            self.setSizePolicy(policy)
            self._write()

    def set_words(self, words: str) -> None:
        self.words = words
        self.setAccessibleName(words)
        self.setToolTip(_folded(words))
        self._write()

    def _write(self) -> None:
        room = self.width() - 24
        elided = theme.metrics("small").elidedText(self.words, Qt.TextElideMode.ElideRight, room)
        self.setText(self.words if self._wrapped else elided)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._wrapped:
            self._write()


class Matrix(Card):
    """The table and, under it, the whole reason of the current cell."""

    def __init__(self) -> None:
        super().__init__(flush=True, object_name="matrixCard")
        self.setAccessibleName("Special measures")
        self.table = RecordTable([_column(name) for name in COLUMNS], "Special measures", object_name="matrix")
        self.table.setMinimumHeight(theme.px(_LEAST_HEIGHT))
        self.detail = DetailLine()
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.detail)
        self.table.selectionModel().currentChanged.connect(self._show_detail)
        theme.signals().changed.connect(self._fit)

    def _fit(self) -> None:
        self.table.setMinimumHeight(theme.px(_LEAST_HEIGHT))

    def show_page(self, page: MeasuresPage) -> None:
        """Write all rows; the current cell stays current."""
        self.table.set_rows(page.lines)
        if page.lines and not self.table.currentIndex().isValid():
            self.table.select_row(0)
        self._show_detail()

    def current_line(self) -> MeasureLine | None:
        return self.table.current_record()

    def current_column(self) -> str:
        return COLUMNS[max(0, self.table.currentIndex().column())]

    def go_to(self, measure: MeasureId, column: str) -> None:
        """Make a cell current and move there."""
        rows = self.table.records.rows()
        row = next((number for number, line in enumerate(rows) if line.id is measure), -1)
        if row >= 0:
            self.table.select_row(row, COLUMNS.index(column))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_reason(self) -> None:
        """Show the reason of the current cell at once, as Shift+F1 asks."""
        index = self.table.currentIndex()
        words = self.detail.words
        if words and index.isValid():
            rect = self.table.visualRect(index)
            place = self.table.viewport().mapToGlobal(rect.bottomLeft())
            QToolTip.showText(place, _folded(words), self.table.viewport(), rect)

    def _show_detail(self, *_: QModelIndex) -> None:
        line = self.current_line()
        cell = line.cells[self.current_column()] if line is not None else None
        words = (cell.detail if cell else "") or (line.cells["open"].detail if line else "")
        self.detail.set_words(words)
        self.detail.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        spare = self.height() - self.table.content_height()
        self.detail.set_wrapped(spare > theme.px(48) or theme.text_scale() >= _LARGE_TEXT)


def _folded(words: str) -> str:
    """Break a long text into lines, which a tooltip of plain words does not do by itself."""
    return "\n".join(textwrap.wrap(words, _TIP_WIDTH))


def _column(name: str) -> Column:
    title, width = _TITLES[name]

    def cell(line: MeasureLine) -> CellWords:
        return line.cells[name]

    def pill(line: MeasureLine) -> Pill | None:
        parts = cell(line).pill
        return Pill(*parts) if parts else None

    def words(of: Callable[[CellWords], str]) -> Callable[[MeasureLine], str]:
        return lambda line: of(cell(line))

    return Column(
        title,
        text=words(lambda c: c.text),
        second=words(lambda c: c.second),
        pill=pill,
        tooltip=words(lambda c: _folded(c.detail)),
        second_tone=words(lambda c: c.tone),
        width=width,
        stretch=1,
        bold=name == "measure",
    )
