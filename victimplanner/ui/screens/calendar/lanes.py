"""Where entries lie on a day: side by side where they overlap. Minutes from midnight; no pixels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from victimplanner.services.schedule import Entry

USUAL_HOURS = (8, 17)
DAY_MINUTES = 24 * 60
_NO_END_MINUTES = 30


@dataclass(frozen=True)
class Lane:
    """The stretch of a day that an entry is drawn over: its minutes, and which of how many lanes."""

    start: int
    end: int
    lane: int
    lanes: int


def minutes_of(entry: Entry) -> tuple[int, int]:
    """Return from and to which minute of its day an entry lasts. Raises: ValueError for a whole day."""
    if entry.start is None:
        raise ValueError("an entry of a whole day has no minutes")
    start = minute(entry.start)
    end = minute(entry.end) if entry.end is not None else start + _NO_END_MINUTES
    return start, min(max(end, start), DAY_MINUTES)


def minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def time_at(minutes: int) -> dt.time:
    """Return the time of a minute of the day; the end of the day is 23:59."""
    held = max(0, min(minutes, DAY_MINUTES - 1))
    return dt.time(held // 60, held % 60)


def in_lanes(entries: Sequence[Entry], least: int) -> list[Lane]:
    """Return the lane of each timed entry of one day, in the order given. `least`: minutes that the shortest needs."""
    spans = [_drawn(entry, least) for entry in entries]
    result: list[Lane | None] = [None] * len(entries)
    cluster: list[tuple[int, int]] = []  # (entry, lane) of those that hang together
    ends: list[int] = []  # of each lane of the cluster

    def close() -> None:
        for number, lane in cluster:
            result[number] = Lane(*spans[number], lane, len(ends))
        cluster.clear()
        ends.clear()

    for number in sorted(range(len(entries)), key=lambda n: (spans[n][0], -spans[n][1], n)):
        start, end = spans[number]
        if ends and start >= max(ends):
            close()
        lane = next((lane for lane, taken in enumerate(ends) if taken <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        else:
            ends[lane] = end
        cluster.append((number, lane))
    close()
    return [lane for lane in result if lane is not None]


def _drawn(entry: Entry, least: int) -> tuple[int, int]:
    """An entry shorter than can be drawn reaches further; at the end of the day it begins earlier instead."""
    start, end = minutes_of(entry)
    end = max(end, start + least)
    return (DAY_MINUTES - least, DAY_MINUTES) if end > DAY_MINUTES else (start, end)


def hours_of(entries: Iterable[Entry]) -> tuple[int, int]:
    """Return the first and last full hour that hold everything, at least the usual day."""
    first, last = USUAL_HOURS
    for entry in entries:
        if entry.start is not None:
            start, end = minutes_of(entry)
            first, last = min(first, start // 60), max(last, -(-end // 60))
    return first, min(last, 24)
