"""An entry under the mouse: where it would lie, in steps of a quarter of an hour."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication

from victimplanner.services.schedule import Entry
from victimplanner.ui.formats import time_span, week_day
from victimplanner.ui.screens.calendar.grid_geometry import GridGeometry
from victimplanner.ui.screens.calendar.lanes import DAY_MINUTES, minutes_of, time_at

_STEP = 15


class Drag:
    """One drag from its press on. Nothing is moved: `on` and `start` say what would be asked for."""

    def __init__(self, entry: Entry, pressed: QPointF) -> None:
        self.entry = entry
        self._pressed = pressed
        self._grabbed: float | None = None  # minutes from its start to where it is held
        self._begin, self._end = minutes_of(entry) if entry.start is not None else (0, 0)
        self.on = entry.on

    def is_far(self, point: QPointF) -> bool:
        """Say whether the mouse has gone far enough from where it was pressed to mean a drag."""
        least = QApplication.startDragDistance()
        return self._grabbed is not None or (point - self._pressed).manhattanLength() >= least

    def follow(self, point: QPointF, grid: GridGeometry) -> None:
        """Lie under the mouse, within the hours shown."""
        length = self._end - self._begin
        if self._grabbed is None:
            self._grabbed = grid.minute_at(self._pressed.y()) - self._begin
        wanted = round((grid.minute_at(point.y()) - self._grabbed) / _STEP) * _STEP
        last = min(grid.last_hour * 60, DAY_MINUTES - 1) - length
        self._begin = max(grid.first_hour * 60, min(wanted, last // _STEP * _STEP))
        self._end = self._begin + length
        self.on = grid.days[grid.day_at(point.x())]

    @property
    def start(self) -> dt.time:
        return time_at(self._begin)

    @property
    def has_moved(self) -> bool:
        return self._grabbed is not None and (self.on, self.start) != (self.entry.on, self.entry.start)

    @property
    def words(self) -> str:
        """Return "Tue 1 Dec, 11:15–12:45"."""
        return f"{week_day(self.on)}, {time_span(self.start, time_at(self._end))}"

    def box(self, grid: GridGeometry) -> QRectF:
        """Return where it would be drawn."""
        if self._grabbed is None or self.on not in grid.days:
            return QRectF()
        return grid.box(grid.days.index(self.on), self._begin, self._end)
