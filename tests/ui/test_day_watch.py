"""A new day is noticed at midnight in London, in summer, in winter and when the clocks change."""

from __future__ import annotations

import datetime as dt

import pytest
from pytestqt.qtbot import QtBot

from victimplanner.services.clock import FixedClock
from victimplanner.ui.day_watch import DayWatch, to_midnight

MOMENTS = [
    (dt.datetime(2026, 6, 15, 22, 30, tzinfo=dt.UTC), dt.timedelta(minutes=30)),  # 23:30 in London
    (dt.datetime(2026, 6, 15, 23, 30, tzinfo=dt.UTC), dt.timedelta(hours=23, minutes=30)),  # half past midnight there
    (dt.datetime(2026, 11, 25, 23, 30, tzinfo=dt.UTC), dt.timedelta(minutes=30)),
    (dt.datetime(2026, 3, 29, 0, 0, tzinfo=dt.UTC), dt.timedelta(hours=23)),  # the clocks go forward
    (dt.datetime(2026, 10, 24, 23, 0, tzinfo=dt.UTC), dt.timedelta(hours=25)),  # the clocks go back
]


@pytest.mark.parametrize(("now", "left"), MOMENTS)
def test_midnight_is_midnight_in_london(now: dt.datetime, left: dt.timedelta) -> None:
    assert to_midnight(now) == left


@pytest.mark.parametrize(("now", "left"), MOMENTS)
def test_the_new_day_is_told_once_and_not_before(qtbot: QtBot, now: dt.datetime, left: dt.timedelta) -> None:
    clock = FixedClock(now)
    watch = DayWatch(clock)
    told: list[dt.date] = []
    watch.day_changed.connect(lambda: told.append(clock.today()))
    was = clock.today()
    clock.move_on(left - dt.timedelta(seconds=1))
    watch.look()
    assert told == []
    clock.move_on(dt.timedelta(seconds=1))
    watch.look()
    watch.look()
    assert told == [was + dt.timedelta(days=1)]
    watch.deleteLater()


def test_the_timer_wakes_at_midnight_by_itself(qtbot: QtBot) -> None:
    clock = FixedClock(dt.datetime(2026, 6, 15, 22, 59, 59, 900_000, tzinfo=dt.UTC))
    watch = DayWatch(clock)
    with qtbot.waitSignal(watch.day_changed, timeout=5000):
        clock.move_on(dt.timedelta(milliseconds=200))
    watch.deleteLater()
