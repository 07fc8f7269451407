"""Noticing that a new day has begun in London while the program runs."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject, QTimer, Signal

from victimplanner.domain.dates import LONDON, local
from victimplanner.services.clock import Clock

_LONGEST_MS = 60_000  # a computer that slept, or whose clock was set, is noticed within a minute


class DayWatch(QObject):
    """Tells once for each new day. It looks at midnight, and every minute in case the computer slept through it."""

    day_changed = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._day = clock.today()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._wait()

    def look(self) -> None:
        """Look whether the day is another one, and tell."""
        today = self._clock.today()
        if today != self._day:
            self._day = today
            self.day_changed.emit()
        self._wait()

    def _wait(self) -> None:
        self._timer.start(max(1, min(_LONGEST_MS, round(to_midnight(self._clock.now()).total_seconds() * 1000) + 1)))


def to_midnight(now: dt.datetime) -> dt.timedelta:
    """Return how long it is until the next day begins in London; 23 or 25 hours lie between where the clocks change."""
    tomorrow = local(now).date() + dt.timedelta(days=1)
    return dt.datetime.combine(tomorrow, dt.time.min, LONDON).astimezone(dt.UTC) - now.astimezone(dt.UTC)
