"""Which days a view covers, how one goes on from it, and what it is called. Plain days: clocks play no part."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable

from victimplanner.ui.formats import MONTHS, day_month_year, long_day
from victimplanner.ui.screens.calendar.state import Span

_LIST_DAYS = 28
_SATURDAY = 5


def monday_of(day: dt.date) -> dt.date:
    """Return the Monday of the week of `day`."""
    return day - dt.timedelta(days=day.weekday())


def period(span: Span, day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day shown with `day`; a month with the whole weeks it touches."""
    if span is Span.DAY:
        return day, day
    if span is Span.WEEK:
        return monday_of(day), monday_of(day) + dt.timedelta(days=6)
    if span is Span.LIST:
        return day, day + dt.timedelta(days=_LIST_DAYS - 1)
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return monday_of(day.replace(day=1)), monday_of(last) + dt.timedelta(days=6)


def gone_on(span: Span, day: dt.date, steps: int) -> dt.date:
    """Return the day one is on after so many periods, backwards when negative. A short month ends a day earlier."""
    if span is not Span.MONTH:
        return day + dt.timedelta(days=steps * {Span.DAY: 1, Span.WEEK: 7}.get(span, _LIST_DAYS))
    months = day.year * 12 + day.month - 1 + steps
    year, month = months // 12, months % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def columns(span: Span, first: dt.date, last: dt.date, filled: Iterable[dt.date]) -> tuple[dt.date, ...]:
    """Return the days that get a column: those of a week from Monday to Friday, weekends where something stands."""
    days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    if span is not Span.WEEK:
        return tuple(days)
    something = set(filled)
    return tuple(day for day in days if day.weekday() < _SATURDAY or day in something)


def heading(span: Span, day: dt.date, first: dt.date, last: dt.date) -> str:
    """Return "Week of 30 November 2026"."""
    if span is Span.DAY:
        return long_day(day)
    if span is Span.WEEK:
        return f"Week of {first.day} {MONTHS[first.month - 1]} {first.year}"
    if span is Span.MONTH:
        return f"{MONTHS[day.month - 1]} {day.year}"
    return f"{day_month_year(first)} to {day_month_year(last)}"
