"""A grid of fields that takes fewer columns when it is narrow or the text is large."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from victimplanner.ui import theme


class FieldGrid(QWidget):
    """Fields in reading order, each over one or more of `columns` columns; nothing ever scrolls sideways."""

    def __init__(self, columns: int = 4, *, narrowest: int = 150, parent: QWidget | None = None) -> None:
        """`narrowest` is the least width of a column in pixels at 100 % text."""
        super().__init__(parent)
        self._columns = columns
        self._narrowest = narrowest
        self._fields: list[tuple[QWidget, int]] = []
        self._shown = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(9)
        theme.signals().changed.connect(self._arrange)

    def add(self, field: QWidget, span: int = 1) -> QWidget:
        """Add a field over `span` columns; gives it back."""
        self._fields.append((field, span))
        self._arrange(anew=True)
        return field

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        hint.setWidth(min(hint.width(), theme.px(self._narrowest)))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self, anew: bool = False) -> None:
        room = self.width() + 14
        columns = max(1, min(self._columns, room // (theme.px(self._narrowest) + 14)))
        if columns == self._shown and not anew:
            return
        self._shown = columns
        for field, _span in self._fields:
            self._grid.removeWidget(field)  # not takeAt: its item would live on and keep the new one's height stale
        row = column = 0
        for field, span in self._fields:
            # a half stays a half: four of eight becomes two of four
            width = max(1, min(columns, round(span * columns / self._columns) if span < self._columns else columns))
            if column + width > columns:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, width, Qt.AlignmentFlag.AlignTop)
            column += width
        for number in range(self._columns):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
