"""Builders of plots, with invented names and numbers."""

from __future__ import annotations

import datetime as dt

from victimplanner.domain.plot_parts import Pattern
from victimplanner.domain.plots import (
    Aim,
    Bar,
    BarEnd,
    Column,
    Funnel,
    Histogram,
    Limit,
    LineByMonth,
    MonthCount,
    MonthSeries,
    Plot,
    Series,
    StackedBars,
    Step,
)

KEPT_SERIES = (
    Series("Kept", Pattern.SOLID),
    Series("Late", Pattern.LINES),
    Series("Good reason", Pattern.DOTS),
    Series("Not kept", Pattern.WHITE),
)


def months(number: int, first: dt.date = dt.date(2026, 6, 1)) -> tuple[dt.date, ...]:
    """Return so many first days of months, one after the other."""
    numbers = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + number)
    return tuple(dt.date(month // 12, month % 12 + 1, 1) for month in numbers)


def bars(*rows: tuple[str, int, int, int, int], end: BarEnd = BarEnd.SHARE) -> StackedBars:
    return StackedBars("Duties kept", KEPT_SERIES, tuple(Bar(row[0], row[1:]) for row in rows), end)


def of_months(*counts: MonthCount, aim: Aim | None = None) -> LineByMonth:
    return LineByMonth("Served in time", months(len(counts)), (MonthSeries("In time", counts),), aim)


def histogram(*columns: tuple[str, int], limit: int = 0) -> Histogram:
    """Return columns; "Not told" is apart, and `limit` of them are within the limit (0: there is none)."""
    made = tuple(Column(label, number, is_apart=label == "Not told") for label, number in columns)
    return Histogram("Decisions told", made, Limit(limit, "unit limit") if limit else None)


def funnel(*steps: tuple[str, int, str]) -> Funnel:
    return Funnel("Meetings", tuple(Step(*step) for step in steps))


def ordinary_plots() -> dict[str, Plot]:
    """Return one of each kind with numbers as a unit may have them."""
    line = of_months(*(MonthCount(met, of) for met, of in ((12, 17), (14, 19), (3, 4), (0, 0), (15, 18), (19, 22))))
    return {
        "bars": bars(("Hearing date told, R8a", 212, 14, 3, 6), ("Stopped, R6d", 19, 5, 1, 6), ("None", 0, 0, 0, 0)),
        "bars with counts": bars(("Hearing date told", 212, 14, 3, 6), ("Stopped", 19, 5, 1, 6), end=BarEnd.COUNT),
        "line": LineByMonth(line.title, line.months, line.series, Aim(90, "unit aim 90%")),
        "two lines": LineByMonth(
            "Kept",
            months(3),
            (
                MonthSeries("Hearing date told", (MonthCount(81, 100), MonthCount(83, 101), MonthCount(80, 99))),
                MonthSeries("Stopped or altered", (MonthCount(11, 21), MonthCount(30, 31), MonthCount(0, 7))),
            ),
        ),
        "columns": histogram(("Same day", 9), ("1 day", 14), ("2 days", 6), ("Not told", 3), limit=2),
        "funnel": funnel(("Not guilty plea, adult", 46, ""), ("Meeting offered", 41, "5 not offered"), ("Held", 0, "")),
    }
