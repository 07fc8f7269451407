"""The way of the arrow keys through the items: in order of time, and from day to day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from victimplanner.services.schedule import Entry
from victimplanner.ui.screens.calendar.entry_model import Item, More


def next_row(items: Sequence[Item], row: int, way: str) -> int:
    """Return the row one comes to: "up" and "down" in order of time, "left" and "right" to the nearest time of the
    next day that holds something, "first" and "last". At an end one stays."""
    if not items:
        return -1
    if way in ("first", "last") or row < 0:
        return len(items) - 1 if way == "last" else 0
    if way in ("up", "down"):
        return max(0, min(len(items) - 1, row + (1 if way == "down" else -1)))
    here = items[row]
    days = sorted({item.on for item in items if (item.on < here.on if way == "left" else item.on > here.on)})
    if not days:
        return row
    day = days[-1] if way == "left" else days[0]
    there = [number for number, item in enumerate(items) if item.on == day]
    return min(there, key=lambda number: (abs(_moment(items[number]) - _moment(here)), number))


def _moment(item: Item) -> int:
    """The minute of the day at which an item stands; what is of the whole day comes before the first hour."""
    if isinstance(item, More) or item.start is None:
        return 0
    return item.start.hour * 60 + item.start.minute


def starting_row(items: Sequence[Item], day: dt.date, now: dt.datetime) -> int:
    """Return the row to begin at: the first of the day one is on that is not over, else the first from that day on."""
    for number, item in enumerate(items):
        is_past = isinstance(item, Entry) and item.end is not None and (item.on, item.end) < (now.date(), now.time())
        if item.on >= day and not is_past:
            return number
    return 0
