"""The table of records used by every list screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QByteArray, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QScrollArea, QTableView, QToolTip, QWidget

from victimplanner.ui import theme
from victimplanner.ui.widgets.after_events import after_events
from victimplanner.ui.widgets.column_widths import needs_of, share_widths
from victimplanner.ui.widgets.record_delegate import RecordDelegate
from victimplanner.ui.widgets.record_model import (
    Column,
    RecordRole,
    RecordTableModel,
    SortRole,
    cell_of,
)

__all__ = ["Column", "RecordRole", "RecordTable", "RecordTableModel", "SortRole"]

_TIP_AFTER_MS = 600
_ROWS_TO_MEASURE = 120  # enough to know the longest words
_MOST_ROWS_TO_WRAP = 400  # beyond this, rows keep one height and long cells end in dots


class RecordTable(QTableView):
    """Whole rows are selected, the current cell (or row) carries the focus ring, Enter opens the record."""

    record_activated = Signal(object)
    """Enter or double click on a record."""
    current_record_changed = Signal(object)
    """The record now current, or None."""

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        *,
        ring: str = "cell",
        sortable: bool = False,
        framed: bool = False,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what a screen reader calls the table. `framed` draws a border, for a table outside a card."""
        super().__init__(parent)
        self.setObjectName(object_name or "recordTable")
        self.setAccessibleName(name)
        self.records = RecordTableModel(columns, self)
        self._delegate = RecordDelegate(self, ring=ring)
        self._last_current: Any = None
        self._whole = False
        self._layout_timer = after_events(self, self._lay_out)
        self._tip_timer = after_events(self, self._show_tip)
        self._tip_timer.setInterval(_TIP_AFTER_MS)
        self._set_up(sortable, framed)
        self.setModel(self.records)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.records.modelReset.connect(self._layout_timer.start)
        self.records.layoutChanged.connect(self._layout_timer.start)
        theme.signals().changed.connect(self._layout_timer.start)

    def _set_up(self, sortable: bool, framed: bool) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(True)
        self.setProperty("framed", framed)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.SMALLEST_TARGET)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(theme.px(40))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        header.sectionResized.connect(self._on_section_resized)
        if sortable:
            self.setSortingEnabled(True)
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            header.setSortIndicatorClearable(True)
        self._resized_by_hand = False
        self._sharing = False

    # --- records -------------------------------------------------------------------------------------------------

    def set_rows(self, records: Iterable[Any]) -> None:
        """Show these records; the current one stays current if it is still among them."""
        kept = _identity(self.current_record())
        row_before, column = self.currentIndex().row(), max(0, self.currentIndex().column())
        self.records.set_rows(records)
        rows = self.records.rows()
        row = next((number for number, record in enumerate(rows) if _identity(record) == kept), -1)
        if row < 0 and rows and row_before >= 0:
            row = min(row_before, len(rows) - 1)
        if row >= 0:
            self.setCurrentIndex(self.records.index(row, column))
        else:
            self._tell_current(None)

    def current_record(self) -> Any | None:
        return self.records.record(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def select_row(self, row: int, column: int = 0) -> None:
        """Make a row current, for instance after the list is first shown."""
        self.setCurrentIndex(self.records.index(row, column))

    def select_record(self, record: Any) -> bool:
        """Make a record (or the one with the same id) current; False if it is not in the list."""
        for row, candidate in enumerate(self.records.rows()):
            if _identity(candidate) == _identity(record):
                self.select_row(row)
                return True
        return False

    def set_highlight(self, text: str) -> None:
        """Underline and tint this text where it occurs in a first line."""
        self._delegate.highlight = text
        self.viewport().update()

    # --- columns -------------------------------------------------------------------------------------------------

    def column_state(self) -> QByteArray:
        """Widths, order and hidden columns, to be remembered."""
        return self.horizontalHeader().saveState()

    def restore_column_state(self, state: QByteArray) -> bool:
        self._resized_by_hand = True
        return self.horizontalHeader().restoreState(state)

    def _choose_columns(self, place: QPoint) -> None:
        menu = QMenu(self)
        for number, column in enumerate(self.records.columns[1:], start=1):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.toggled.connect(lambda shown, number=number: self._show_column(number, shown))
        menu.exec(self.horizontalHeader().mapToGlobal(place))
        menu.deleteLater()

    def _show_column(self, number: int, shown: bool) -> None:
        self._sharing = True  # this is no resizing by hand: the widths are shared anew
        self.setColumnHidden(number, not shown)
        self._sharing = False
        self._layout_timer.start()

    def hide_columns(self, hidden: Iterable[int]) -> None:
        """Hide these columns and show all others, for instance where the room is narrow."""
        wanted = set(hidden)
        for number in range(len(self.records.columns)):
            if self.isColumnHidden(number) != (number in wanted):
                self._show_column(number, number not in wanted)

    def _on_section_resized(self) -> None:
        if not self._sharing:
            self._resized_by_hand = True
            self._layout_timer.start()

    def _lay_out(self) -> None:
        """Share the width among the columns and let each row be as high as its cells need."""
        header = self.horizontalHeader()
        if not self._resized_by_hand:
            self._sharing = True
            needs = needs_of(self.records.columns, self.records.rows()[:_ROWS_TO_MEASURE])
            hidden = {number for number in range(header.count()) if header.isSectionHidden(number)}
            widths = share_widths(self.records.columns, self.viewport().width(), hidden, needs)
            for number, width in widths.items():
                header.resizeSection(number, width)
            self._sharing = False
        few = self.records.rowCount() <= _MOST_ROWS_TO_WRAP
        self._delegate.wrap = few
        heights = self.verticalHeader()
        columns = [number for number in range(header.count()) if not header.isSectionHidden(number)]
        heights.setUpdatesEnabled(False)
        if not few and self.records.rowCount():
            heights.setDefaultSectionSize(max(self._height(0, columns), theme.px(theme.ROW_HEIGHT)))
        else:
            for row in range(self.records.rowCount()):
                heights.resizeSection(row, self._height(row, columns))
        heights.setUpdatesEnabled(True)
        if self._whole:
            self.setFixedHeight(header.sizeHint().height() + heights.length() + 2)
        self.viewport().update()

    def _height(self, row: int, columns: list[int]) -> int:
        record = self.records.record(row)
        cells = ((cell_of(self.records.columns[number], record), self.columnWidth(number)) for number in columns)
        return max((self._delegate.cell_height(cell, width) for cell, width in cells), default=theme.ROW_HEIGHT)

    def show_whole(self) -> None:
        """Be as high as all rows need from now on, and never scroll: the page round it scrolls instead."""
        self._whole = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._layout_timer.start()

    def content_height(self) -> int:
        """The height that shows every row without scrolling, header included."""
        self._lay_out()
        return self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 2

    # --- events --------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout_timer.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.records.rowCount():
            self.select_row(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            record = self.current_record()
            if record is not None:
                self.record_activated.emit(record)
            event.accept()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: Any) -> None:
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.record_activated.emit(self.records.record(index.row()))

    def _on_current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        self.viewport().update()
        QToolTip.hideText()
        self._tip_timer.start()
        if now.row() != before.row() or not before.isValid():
            self._tell_current(self.records.record(now.row()) if now.isValid() else None)
        if self._whole and now.isValid() and self.hasFocus():
            self.keep_in_sight(now)

    def keep_in_sight(self, index: QModelIndex) -> None:
        """Scroll the page round a table that is shown whole to a row of it."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        content = page.widget() if page is not None else None
        if page is None or content is None:
            return
        row = self.visualRect(index)
        middle = self.viewport().mapTo(content, row.center()).y()
        page.ensureVisible(page.horizontalScrollBar().value(), middle, 0, row.height() // 2 + theme.px(30))

    def _show_tip(self) -> None:
        """Keyboard users see the reason of a cell too."""
        index = self.currentIndex()
        text = index.data(Qt.ItemDataRole.ToolTipRole) if index.isValid() and self.hasFocus() else None
        if text:
            rect = self.visualRect(index)
            QToolTip.showText(self.viewport().mapToGlobal(rect.bottomLeft()), text, self.viewport(), rect)

    def _tell_current(self, record: Any) -> None:
        if record is not self._last_current:
            self._last_current = record
            self.current_record_changed.emit(record)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def _identity(record: Any) -> Any:
    """Two versions of one record are the same row; records without an id are compared as they are."""
    return getattr(record, "id", record) if record is not None else object()
