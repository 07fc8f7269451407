"""The days themselves, as a grid, a month or a list, and the pane beside them or, where it is narrow, under them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QWidget

from victimplanner.services.schedule import Entry
from victimplanner.ui import theme
from victimplanner.ui.formats import full_day
from victimplanner.ui.screens.calendar.grid import DayGrid
from victimplanner.ui.screens.calendar.month import MonthTable
from victimplanner.ui.screens.calendar.side_pane import SidePane
from victimplanner.ui.screens.calendar.state import CalendarState, Span
from victimplanner.ui.screens.calendar.words import standing_pill, time_words, where_words
from victimplanner.ui.widgets import Column, EmptyState, RecordTable, ScrollPage
from victimplanner.ui.widgets.after_events import after_events

_STACK_BELOW = 1000
_SIDE_WIDTH = 226
_AREA_HEIGHT = 420  # where the pane stands under it
_NO_LIMIT = 16_777_215  # Qt’s own greatest width


class CalendarPages(ScrollPage):
    """Beside each other the days fill the height and the pane scrolls by itself; stacked, the whole page scrolls."""

    def __init__(self, now: Callable[[], dt.datetime], side: SidePane, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._today = dt.date.min
        self.grid = DayGrid(now)
        self.month = MonthTable()
        self.list = RecordTable(
            [
                Column("Day", lambda e: full_day(e.on), width=140, bold=True),
                Column("Time", time_words, width=100),
                Column("What", lambda e: e.title, second=where_words, stretch=3),
                Column("Case", lambda e: e.urn or "–", second=lambda e: e.label, width=120, bold=True),
                Column("State", lambda e: "", pill=lambda e: standing_pill(e, self._today), width=136, middle=True),
            ],
            "Calendar, list",
            ring="row",
            framed=True,
            object_name="calendarList",
        )
        self.nothing = EmptyState("Nothing planned.", "", icon="calendar")
        self.areas = QStackedWidget()
        for area in (self.grid, self.month, self.list, self.nothing):
            self.areas.addWidget(area)
        self.areas.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._side = side
        self._side_page = ScrollPage(margin=0)
        self._side_page.body.setContentsMargins(0, 0, 0, 0)
        self._side_page.body.addWidget(side)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.SPACE_3)
        self._row.addWidget(self.areas, 1)
        self._row.addWidget(self._side_page)
        self.body.addLayout(self._row, 1)
        self._arranging = after_events(self, self._arrange)
        theme.signals().changed.connect(self._arranging.start)
        self._arrange()

    def show_state(self, state: CalendarState) -> None:
        """Show the view chosen; the others keep nothing."""
        self._today = state.today
        if state.span in (Span.DAY, Span.WEEK):
            self.grid.show_state(state)
            area: QWidget = self.grid
        elif state.span is Span.MONTH:
            self.month.show_state(state)
            area = self.month
        else:
            self.list.set_rows(state.entries)
            area = self.list if state.entries else self.nothing
            if state.entries and self.list.current_record() is None:
                self.list.select_row(0)
        had_focus = self.areas.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        if self.areas.currentWidget() is not area:
            self.areas.setCurrentWidget(area)
            if had_focus:
                area.setFocus()
        self._arranging.start()  # the list of what must be told may be longer now

    def focus_area(self) -> None:
        area = self.areas.currentWidget()
        assert area is not None
        area.setFocus()

    def current_entry(self) -> Entry | None:
        """Return the entry one is on, None in a month."""
        area = self.areas.currentWidget()
        if area is self.grid:
            return self.grid.current_entry()
        return self.list.current_record() if area is self.list else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        stacked = self.width() < theme.px(_STACK_BELOW)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        self.areas.setMinimumHeight(min(theme.px(_AREA_HEIGHT), max(self.height(), theme.px(220))) if stacked else 0)
        policies = Qt.ScrollBarPolicy
        self._side_page.setVerticalScrollBarPolicy(
            policies.ScrollBarAlwaysOff if stacked else policies.ScrollBarAsNeeded
        )
        if stacked:
            inner = self._side_page.content.layout()
            assert inner is not None
            self._side_page.setMinimumWidth(0)
            self._side_page.setMaximumWidth(_NO_LIMIT)
            self._side_page.setMinimumHeight(inner.totalHeightForWidth(self.viewport().width()))
        else:
            self._side_page.setMinimumHeight(0)
            self._side_page.setFixedWidth(theme.px(_SIDE_WIDTH))
