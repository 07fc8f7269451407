"""The items of the grid: which are shown, where each lies, and what Qt asks of a view about them.

A QListView with a geometry of its own rather than a bare QAbstractItemView: Qt then tells screen readers of each item.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolTip, QWidget

from victimplanner.services.schedule import Entry
from victimplanner.ui import theme
from victimplanner.ui.screens.calendar.entry_model import EntryModel, Item, items_of
from victimplanner.ui.screens.calendar.grid_geometry import GridGeometry, geometry, is_whole_day, place_items
from victimplanner.ui.screens.calendar.lanes import USUAL_HOURS
from victimplanner.ui.screens.calendar.state import CalendarState
from victimplanner.ui.screens.calendar.walk import starting_row
from victimplanner.ui.widgets.after_events import after_events

Index = QModelIndex | QPersistentModelIndex
_TIP_AFTER_MS = 600


class ItemGrid(QListView):
    """Lays the items of a `CalendarState` out; `DayGrid` draws them and acts."""

    def __init__(self, now: Callable[[], dt.datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._state: CalendarState | None = None
        self._boxes: list[QRectF] = []
        self.entries = EntryModel(self)
        self.setModel(self.entries)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(theme.px(200))
        theme.signals().changed.connect(self._measure_anew)
        self.selectionModel().currentChanged.connect(self._on_current)
        self._tip_timer = after_events(self, self._show_tip)
        self._tip_timer.setInterval(_TIP_AFTER_MS)

    def _measure_anew(self) -> None:
        self.updateGeometries()

    # ------------------------------------------------------------ what is shown

    def show_state(self, state: CalendarState) -> None:
        """Draw other days or entries; the entry one is on stays current where it is still there."""
        kept = self.current_item()
        anew = self._state is None or self._state.days != state.days
        self._state = state
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
        usual = (USUAL_HOURS[0] - grid.first_hour) * grid.hour
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
        QToolTip.hideText()
        self._tip_timer.start()

    def _show_tip(self) -> None:
        """Whoever comes by keyboard reads the whole entry too, as under the mouse."""
        index = self.currentIndex()
        if index.isValid() and self.hasFocus() and self.isVisible():
            box = self.visualRect(index)
            words = index.data(Qt.ItemDataRole.ToolTipRole)
            QToolTip.showText(self.viewport().mapToGlobal(box.bottomLeft()), words, self.viewport(), box)
