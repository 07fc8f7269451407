"""The grid of a day or week: hours down, days across; every entry an item one can reach, open and move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from victimplanner.services.schedule import Entry, why_not_moved
from victimplanner.ui import theme
from victimplanner.ui.screens.calendar.drag import Drag
from victimplanner.ui.screens.calendar.entry_model import More
from victimplanner.ui.screens.calendar.grid_geometry import GridGeometry, is_whole_day
from victimplanner.ui.screens.calendar.grid_lines import paint_grid, paint_head
from victimplanner.ui.screens.calendar.item_grid import ItemGrid
from victimplanner.ui.screens.calendar.lanes import minute
from victimplanner.ui.screens.calendar.painting import (
    paint_entry,
    paint_ghost,
    paint_more,
    paint_now,
    paint_whole_day,
)
from victimplanner.ui.screens.calendar.state import CalendarState
from victimplanner.ui.screens.calendar.walk import next_row

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


class DayGrid(ItemGrid):
    """Shows `CalendarState`. Click selects, double click or Enter opens, dragging asks to move."""

    entry_opened = Signal(object)  # Entry
    list_asked = Signal(object)  # the day
    move_asked = Signal(object, object, object)  # Entry, new day, new start
    refused = Signal(str)
    """Why an entry that was dragged does not move."""

    def __init__(self, now: Callable[[], dt.datetime], parent: QWidget | None = None) -> None:
        """`now` tells the present moment as clock time in London."""
        super().__init__(now, parent)
        self.setObjectName("calendarGrid")
        self.setAccessibleName("Calendar")
        self.setProperty("framed", True)
        self._drag: Drag | None = None

    def show_state(self, state: CalendarState) -> None:
        """Draw other days or entries; a drag under way ends, for what it was dragged over has changed."""
        self._drag = None
        super().show_state(state)

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
