"""A month: a cell for each day with its count and first entries. Enter opens the day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from victimplanner.services.schedule import Entry
from victimplanner.ui import icons, theme
from victimplanner.ui.formats import MONTHS, clock_time
from victimplanner.ui.screens.calendar.month_model import DayCell, MonthModel
from victimplanner.ui.screens.calendar.painting import paint_ring, paint_words
from victimplanner.ui.screens.calendar.state import CalendarState
from victimplanner.ui.screens.calendar.words import case_words, mark_of
from victimplanner.ui.widgets import RecordRole

Index = QModelIndex | QPersistentModelIndex
_LEAST_LINES = 3


class MonthTable(QTableView):
    """Arrow keys move from day to day; the weeks share the height."""

    day_opened = Signal(object)
    day_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendarMonth")
        self.setAccessibleName("Calendar, month")
        self.month = MonthModel(self)
        self.setModel(self.month)
        self._delegate = _DayDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setProperty("framed", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.SMALLEST_TARGET)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(theme.SMALLEST_TARGET)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(theme.px(200))
        theme.signals().changed.connect(self._share_height)

    def show_state(self, state: CalendarState) -> None:
        """Show a month; the day one is on becomes the current cell."""
        self._delegate.today = state.today
        self.month.set_state(state)
        row, column = self.month.place_of(state.day)
        self.setCurrentIndex(self.month.index(row, column))
        self._share_height()

    def current_day(self) -> dt.date | None:
        cell = self.month.cell(self.currentIndex())
        return cell.on if cell else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        weeks = self.month.rowCount()
        if not weeks:
            return
        least = theme.px(26) + _LEAST_LINES * theme.metrics("small").height()
        height = max(self.viewport().height() / weeks, least)
        for week in range(weeks):
            self.setRowHeight(week, int(height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: Any) -> None:
        super().mouseDoubleClickEvent(event)
        self._open()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus() and (day := self.current_day()) is not None:
            self.day_chosen.emit(day)

    def _open(self) -> None:
        if (day := self.current_day()) is not None:
            self.day_opened.emit(day)


class _DayDelegate(QStyledItemDelegate):
    today = dt.date.min

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell, box, view = index.data(RecordRole), QRectF(option.rect), option.widget
        painter.save()
        surface = "panel" if cell.is_in_month else "bg"
        painter.fillRect(box, theme.colour(surface))
        painter.setPen(QPen(theme.colour("line"), 1))
        edge = box.adjusted(0, 0, -0.5, -0.5)
        painter.drawLine(edge.bottomLeft(), edge.bottomRight())
        painter.drawLine(edge.topRight(), edge.bottomRight())
        inner = box.adjusted(theme.px(7), 3, -theme.px(6), -3)
        height = theme.metrics("small").height()
        self._paint_head(painter, QRectF(inner.left(), inner.top(), inner.width(), height + 2), cell)
        room = int((inner.height() - height - 4) // height)
        shown = cell.entries if len(cell.entries) <= room else cell.entries[: max(0, room - 1)]
        for number, entry in enumerate(shown):
            top = inner.top() + (number + 1) * height + 4
            self._paint_entry(painter, QRectF(inner.left(), top, inner.width(), height), entry, surface)
        if len(shown) < len(cell.entries) and room > 0:
            line = QRectF(inner.left(), inner.top() + (len(shown) + 1) * height + 4, inner.width(), height)
            paint_words(painter, line, f"and {len(cell.entries) - len(shown)} more", "small", "text_secondary")
        painter.restore()
        if isinstance(view, QTableView) and view.currentIndex() == index:
            paint_ring(painter, box.adjusted(2, 2, -3, -3), focus=view.hasFocus(), token="border")

    def _paint_head(self, painter: QPainter, line: QRectF, cell: DayCell) -> None:
        day = f"{cell.on.day} {MONTHS[cell.on.month - 1][:3]}" if cell.on.day == 1 else str(cell.on.day)
        words = " · ".join(filter(None, (day, "Today" if cell.is_today else "", cell.note)))
        count = cell.count_words
        width = theme.metrics("small").horizontalAdvance(count) + theme.px(2)
        if theme.metrics("small_strong").horizontalAdvance(words) + width + theme.px(6) > line.width():
            count, width = str(len(cell.entries) or ""), theme.metrics("small").horizontalAdvance("00")
        token = "accent" if cell.is_today else "text" if cell.is_in_month else "text_secondary"
        paint_words(painter, line.adjusted(0, 0, -width - theme.px(4), 0), words, "small_strong", token)
        paint_words(painter, QRectF(line.right() - width, line.top(), width + 1, line.height()), count, "small",
                    "text_secondary")  # fmt: skip

    def _paint_entry(self, painter: QPainter, line: QRectF, entry: Entry, surface: str) -> None:
        mark = mark_of(entry, self.today)
        side = theme.px(12)
        shape = QRectF(line.left(), line.center().y() - side / 2, side, side)
        icons.paint(painter, shape, mark.icon, theme.colour(mark.kind), theme.colour(surface))
        time = clock_time(entry.start) if entry.start else ""
        words = " ".join(filter(None, (time, entry.title, case_words(entry))))
        paint_words(painter, line.adjusted(side + theme.px(4), 0, 0, 0), words, struck=entry.is_cancelled)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(40), theme.px(60))
