"""The grid of a day or week: hours down, days across; every entry an item one can reach, open and move.

A QListView with a geometry of its own rather than a bare QAbstractItemView: Qt then tells screen readers of each item.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from victimplanner.services.schedule import Entry, why_not_moved
from victimplanner.ui import theme
from victimplanner.ui.screens.calendar.drag import Drag
from victimplanner.ui.screens.calendar.entry_model import EntryModel, Item, More, items_of
from victimplanner.ui.screens.calendar.grid_geometry import GridGeometry, geometry, is_whole_day, place_items
from victimplanner.ui.screens.calendar.grid_lines import paint_grid, paint_head
from victimplanner.ui.screens.calendar.lanes import minute
from victimplanner.ui.screens.calendar.painting import (
    paint_entry,
    paint_ghost,
    paint_more,
    paint_now,
    paint_whole_day,
)
from victimplanner.ui.screens.calendar.state import CalendarState
from victimplanner.ui.screens.calendar.walk import next_row, starting_row

Index = QModelIndex | QPersistentModelIndex
_ARROWS = {
    QAbstractItemView.CursorAction.MoveDown: "down",
    QAbstractItemView.CursorAction.MoveNext: "down",
    QAbstractItemView.CursorAction.MoveUp: "up",
    QAbstractItemView.CursorAction.MovePrevious: "up",
    QAbstractItemView.CursorAction.MoveLeft: "left",
    QAbstractItemView.CursorAction.MoveRight: "right",
    QAbstractItemView.CursorAction.MoveHome: "first",
    QAbstractItemView.CursorAction.MoveEnd: "last",
}


class DayGrid(QListView):
    """Shows `CalendarState`. Click selects, double click or Enter opens, dragging asks to move."""

    entry_opened = Signal(object)  # Entry
    list_asked = Signal(object)  # the day
    move_asked = Signal(object, object, object)  # Entry, new day, new start
    refused = Signal(str)
    """Why an entry that was dragged does not move."""

    def __init__(self, now: Callable[[], dt.datetime], parent: QWidget | None = None) -> None:
        """`now` tells the present moment as clock time in London."""
        super().__init__(parent)
        self.setObjectName("calendarGrid")
        self.setAccessibleName("Calendar")
        self._now = now
        self._state: CalendarState | None = None
        self._boxes: list[QRectF] = []
        self._drag: Drag | None = None
        self.entries = EntryModel(self)
        self.setModel(self.entries)
        self.setProperty("framed", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(theme.px(200))
        theme.signals().changed.connect(self.updateGeometries)
        self.selectionModel().currentChanged.connect(self._on_current)

    # ------------------------------------------------------------ what is shown

    def show_state(self, state: CalendarState) -> None:
        """Draw other days or entries; the entry one is on stays current where it is still there."""
        kept = self.current_item()
        anew = self._state is None or self._state.days != state.days
        self._state = state
        self._drag = None
        self.entries.set_items(items_of(state.entries, state.days), state.today)
        self.updateGeometries()
        if kept is None or not self.select(kept.id):
            self._choose_start()
        if anew:
            self._scroll_to_day()
        quiet = "" if self.entries.rowCount() else "Nothing planned."
        self.setAccessibleDescription(quiet)

    def current_item(self) -> Item | None:
        index = self.currentIndex()
        return self.entries.item(index.row()) if index.isValid() else None

    def current_entry(self) -> Entry | None:
        item = self.current_item()
        return item if isinstance(item, Entry) else None

    def select(self, item_id: str) -> bool:
        """Make an item current; False where it is not shown."""
        row = next((row for row, item in enumerate(self.entries.items()) if item.id == item_id), -1)
        if row >= 0:
            self.setCurrentIndex(self.entries.index(row))
        return row >= 0

    def _choose_start(self) -> None:
        items = self.entries.items()
        if items and self._state is not None:
            self.setCurrentIndex(self.entries.index(starting_row(items, self._state.day, self._now())))

    def _scroll_to_day(self) -> None:
        """Begin at the usual hours where the night holds something too."""
        grid = self.grid()
        usual = (8 - grid.first_hour) * grid.hour
        self.verticalScrollBar().setValue(int(usual))

    # ------------------------------------------------------------ geometry

    def grid(self) -> GridGeometry:
        """Return the measures of what is drawn now."""
        assert self._state is not None
        port, scroll = self.viewport(), self.verticalScrollBar().value()
        return geometry(self._state.days, self.entries.items(), port.width(), port.height(), scroll)

    def box_of(self, row: int) -> QRectF:
        """Return where an item is drawn, scrolling counted."""
        box = QRectF(self._boxes[row])
        if not is_whole_day(self.entries.item(row)):
            box.translate(0, -self.verticalScrollBar().value())
        return box

    def updateGeometries(self) -> None:
        if self._state is None:
            return
        items = self.entries.items()
        port = self.viewport()
        grid = geometry(self._state.days, items, port.width(), port.height(), 0)
        self._boxes = place_items(grid, items)
        bar = self.verticalScrollBar()
        room = port.height() - grid.top
        bar.setRange(0, max(0, round(grid.hours_height - room)))
        bar.setPageStep(max(1, round(room)))
        bar.setSingleStep(round(grid.hour / 2))
        port.update()

    def doItemsLayout(self) -> None:
        self.updateGeometries()

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or index.row() >= len(self._boxes):
            return QRect()
        return self.box_of(index.row()).toAlignedRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        if self._state is None:
            return QModelIndex()
        in_hours = point.y() >= self.grid().top
        for row in range(len(self._boxes)):
            if is_whole_day(self.entries.item(row)) != in_hours and self.box_of(row).contains(QPointF(point)):
                return self.entries.index(row)
        return QModelIndex()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid() or index.row() >= len(self._boxes) or is_whole_day(self.entries.item(index.row())):
            return
        box, top, bar = self.box_of(index.row()), self.grid().top, self.verticalScrollBar()
        margin = theme.px(6)
        if box.top() < top + margin or box.height() > self.viewport().height() - top:
            bar.setValue(round(bar.value() + box.top() - top - margin))
        elif box.bottom() > self.viewport().height() - margin:
            bar.setValue(round(bar.value() + box.bottom() - self.viewport().height() + margin))

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        self.selectionModel().select(self.indexAt(rect.center()), command)

    def visualRegionForSelection(self, selection: Any) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += QRegion(self.visualRect(index))
        return region

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()

    def _on_current(self) -> None:
        self.viewport().update()

    # ------------------------------------------------------------ drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._state is None:
            return
        painter = QPainter(self.viewport())
        grid = self.grid()
        paint_grid(painter, grid)
        self._paint_items(painter, grid, in_hours=True)
        self._paint_now(painter, grid)
        if self._drag is not None:
            paint_ghost(painter, self._drag.box(grid), self._drag.words)
        painter.setClipping(False)
        paint_head(painter, grid, self._state)
        self._paint_items(painter, grid, in_hours=False)
        painter.end()

    def _paint_items(self, painter: QPainter, grid: GridGeometry, *, in_hours: bool) -> None:
        assert self._state is not None
        here, today = self.currentIndex().row(), self._state.today
        for row, item in enumerate(self.entries.items()):
            if is_whole_day(item) == in_hours:
                continue
            marks = {"current": row == here, "focus": row == here and self.hasFocus()}
            if isinstance(item, More):
                paint_more(painter, self.box_of(row), item.words, **marks)
            elif in_hours:
                paint_entry(painter, self.box_of(row), item, today, **marks)
            else:
                paint_whole_day(painter, self.box_of(row), item, today, **marks)

    def _paint_now(self, painter: QPainter, grid: GridGeometry) -> None:
        assert self._state is not None
        if self._state.today not in grid.days:
            return
        left = grid.left_of(grid.days.index(self._state.today))
        paint_now(painter, left, left + grid.column_width, grid.y_of(minute(self._now().time())))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._choose_start()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # ------------------------------------------------------------ keys

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        way = _ARROWS.get(action)
        items = self.entries.items()
        if way is None or not items:
            return self.currentIndex()
        return self.entries.index(next_row(items, self.currentIndex().row(), way))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._end_drag()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_current()
        else:
            super().keyPressEvent(event)

    def _open_current(self) -> None:
        item = self.current_item()
        if isinstance(item, More):
            self.list_asked.emit(item.on)
        elif item is not None:
            self.entry_opened.emit(item)

    # ------------------------------------------------------------ mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(index)
            item = self.entries.item(index.row())
            if isinstance(item, Entry):
                self._drag = Drag(item, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if not self._drag.is_far(event.position()):
            return
        if not self._drag.entry.is_movable:
            self.refused.emit(why_not_moved(self._drag.entry))
            self._end_drag()
            return
        self._scroll_along(event.position())
        self._drag.follow(event.position(), self.grid())
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, index = self._drag, self.indexAt(event.position().toPoint())
        self._end_drag()
        if drag is not None and drag.has_moved:
            self.move_asked.emit(drag.entry, drag.on, drag.start)
        elif drag is None and index.isValid() and isinstance(self.entries.item(index.row()), More):
            self._open_current()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self._open_current()

    def _scroll_along(self, point: QPointF) -> None:
        bar, step = self.verticalScrollBar(), theme.px(15)
        if point.y() > self.viewport().height() - step:
            bar.setValue(bar.value() + step)
        elif point.y() < self.grid().top + step:
            bar.setValue(bar.value() - step)

    def _end_drag(self) -> None:
        self._drag = None
        self.viewport().update()

    def drag(self) -> Drag | None:
        """Return what is being dragged."""
        return self._drag
