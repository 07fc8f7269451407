"""The one clock of the program. Everything below it is handed the day and the moment."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from victimplanner.domain.dates import local


class Clock(Protocol):
    """Tells the moment, in UTC, and the day it is in London."""

    def now(self) -> dt.datetime:
        """Return the present moment as an aware UTC time."""
        ...

    def today(self) -> dt.date:
        """Return the present day in London, which from 23:00 UTC in summer is already tomorrow."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def today(self) -> dt.date:
        return local(self.now()).date()


class FixedClock:
    """A clock set by hand: for tests, for demonstrations and for looking at another day (`due --on`)."""

    def __init__(self, now: dt.datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("the clock needs an aware time")
        self._now = now

    def now(self) -> dt.datetime:
        return self._now

    def today(self) -> dt.date:
        return local(self._now).date()

    def move_on(self, by: dt.timedelta) -> None:
        """Let time pass."""
        self._now += by
