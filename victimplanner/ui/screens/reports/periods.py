"""The periods one may choose: whole months, ending with this month or before it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from victimplanner.domain.dates import MONTHS
from victimplanner.domain.reports.choosing import MONTHS_BACK, month_after, months_back

USUAL = "usual"
OWN = "own"
_YEAR = 12
_OWN_BACK, _OWN_AHEAD = 48, 6  # months from this one


@dataclass(frozen=True)
class Period:
    """A choice of whole months. Both days belong to it."""

    key: str
    words: str
    first: dt.date
    last: dt.date


def periods(today: dt.date) -> tuple[Period, ...]:
    """Return the usual periods as they stand on a day."""
    month = today.replace(day=1)
    quarter = months_back(month, (month.month - 1) % 3)
    return (
        _period(USUAL, f"Last {MONTHS_BACK} months and this one", months_back(month, MONTHS_BACK), month),
        _period("month", "This month", month, month),
        _period("month_before", "Last month", months_back(month, 1), months_back(month, 1)),
        _period("quarter", "This quarter", quarter, months_back(quarter, -2)),
        _period("quarter_before", "Last quarter", months_back(quarter, 3), months_back(quarter, 1)),
        _period("year", f"Last {_YEAR} months and this one", months_back(month, _YEAR), month),
    )


def own_period(first: dt.date, last: dt.date) -> Period:
    """Return a period from a first to a last month, each given by any day of it."""
    return _period(OWN, "", first, last)


def own_months(today: dt.date) -> tuple[tuple[dt.date, str], ...]:
    """Return the months that can be the first or the last of a period of one's own, the latest first."""
    month = today.replace(day=1)
    found = (months_back(month, number) for number in range(-_OWN_AHEAD, _OWN_BACK + 1))
    return tuple((day, f"{MONTHS[day.month - 1]} {day.year}") for day in found)


def _period(key: str, words: str, first: dt.date, last: dt.date) -> Period:
    return Period(key, words, first.replace(day=1), month_after(last.replace(day=1)) - dt.timedelta(days=1))
