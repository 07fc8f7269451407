"""Dates as people type them in lists.

Decisions:
- Day first (8/7/26 is 8 July), as in the United Kingdom; year first is accepted; a month's name in any place.
  A date that only makes sense month first is not taken, and the sentence says what it would mean.
- Two-digit years: for hearings, charges and pleas 20yy. For births the later century that is not in the future,
  and a warning that the century was assumed.
- A spreadsheet's day number (46133) is never taken, only explained: a wrong one would look right.
- An impossible date (31/02/2026) or other text leaves the date unknown; the cell's text is kept with the row.
- "TBC" and the like mean that there is no date yet: no fault, a note.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from victimplanner.domain.dates import MONTHS, WEEKDAYS, plain_date
from victimplanner.domain.importing.facts import Level
from victimplanner.domain.importing.knowledge import ImportKnowledge

_EARLIEST_YEAR = 1900
_SERIAL_START = dt.date(1899, 12, 30)  # day 0 of the usual spreadsheets, their false leap day of 1900 included
_SERIAL_DAYS = range(7_000, 80_000)  # 1919 to 2119
_CURE = "The date was left unknown; correct the list, or enter it after the import."
_TIME = re.compile(r"(?P<date>.*?[0-9])(?:[T,]| )\s*(?P<hours>[0-9]{1,2}[:.][0-9]{2}.{0,12})", re.ASCII)
_GAP = r"(?:\s*[/.\-\\]\s*|\s+)"
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}}){_GAP}([0-9]{{1,2}}){_GAP}([0-9]{{4}}|[0-9]{{2}})")
_YEAR_FIRST = re.compile(r"([0-9]{4})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})")
_DAY_MONTH = re.compile(
    r"(?:([a-z]+)[,.]?\s+)?([0-9]{1,2})(?:st|nd|rd|th)?[\s\-/.]*(?:of\s+)?([a-z]+)[\s\-/.,]*([0-9]{4}|[0-9]{2})"
)
_MONTH_DAY = re.compile(r"(?:([a-z]+)[,.]?\s+)?([a-z]+)[\s\-.]*([0-9]{1,2})(?:st|nd|rd|th)?[\s,]+([0-9]{4}|[0-9]{2})")


@dataclass(frozen=True)
class DateReading:
    """What a cell says. `value` is None where there is no date, or none that may be relied on."""

    value: dt.date | None = None
    messages: tuple[tuple[Level, str], ...] = ()


@dataclass(frozen=True)
class _Parts:
    year: str
    month: int
    day: int
    weekday: str = ""
    month_first: bool = False  # written so, with the month's name: no doubt about the order


def read_date(text: str, knowledge: ImportKnowledge, today: dt.date, *, birth: bool = False) -> DateReading:
    """Read one cell. `today` decides the century of births; the messages name no cell and end with a full stop."""
    if knowledge.says("not_fixed", "words", text):
        return DateReading(messages=((Level.NOTE, "Not known yet, so left empty."),))
    if knowledge.is_blank(text):
        return DateReading()
    shown = " ".join(text.split())
    if re.fullmatch(r"[0-9]{4,6}(?:\.[0-9]+)?", shown, re.ASCII):
        return _serial(shown)
    time_note: tuple[tuple[Level, str], ...] = ()
    timed = _TIME.fullmatch(shown)
    if timed:
        shown = timed["date"].strip()
        if re.sub(r"[^1-9]", "", timed["hours"]):
            time_note = ((Level.NOTE, "The time of day was kept in the row's own text only."),)
    parts = _split(shown)
    if parts is None:
        return _warn(f"The text in this cell could not be read as a date. {_CURE}")
    reading = _build(parts, shown, today, birth)
    return DateReading(reading.value, (*reading.messages, *time_note))


def _split(text: str) -> _Parts | None:
    low = text.casefold()
    if found := _YEAR_FIRST.fullmatch(low):
        return _Parts(found[1], int(found[2]), int(found[3]))
    if found := _YEAR_LAST.fullmatch(low):
        return _Parts(found[3], int(found[2]), int(found[1]))
    if (found := _DAY_MONTH.fullmatch(low)) and (month := _month(found[3])):
        return _named(found[1], found[4], month, int(found[2]))
    if (found := _MONTH_DAY.fullmatch(low)) and (month := _month(found[2])):
        return _named(found[1], found[4], month, int(found[3]))
    return None


def _named(weekday: str | None, year: str, month: int, day: int) -> _Parts | None:
    if weekday and not any(len(weekday) >= 3 and name.casefold().startswith(weekday) for name in WEEKDAYS):
        return None
    return _Parts(year, month, day, weekday or "", month_first=True)


def _month(word: str) -> int:
    """Return 1 to 12 for an English month's name or its start, 0 for another word."""
    word = "sep" if word == "sept" else word
    if len(word) < 3:
        return 0
    return next((i for i, name in enumerate(MONTHS, start=1) if name.casefold().startswith(word)), 0)


def _build(parts: _Parts, shown: str, today: dt.date, birth: bool) -> DateReading:
    day = _date(_full_year(parts, today, birth), parts.month, parts.day)
    if day is None:
        return _not_a_date(parts, shown, today, birth)
    if day.year < _EARLIEST_YEAR:
        return _warn(f"The year {day.year} is too long ago. {_CURE}")
    messages: list[tuple[Level, str]] = []
    if birth and len(parts.year) == 2:
        messages.append(
            (
                Level.WARNING,
                f"The year has two digits only; the century was assumed, giving {day.year}. Check it against the file.",
            )
        )
    if parts.weekday and not WEEKDAYS[day.weekday()].casefold().startswith(parts.weekday):
        messages.append(
            (
                Level.WARNING,
                f"The day of the week does not fit: {plain_date(day)} is a {WEEKDAYS[day.weekday()]}."
                " The date was taken; check it.",
            )
        )
    return DateReading(day, tuple(messages))


def _full_year(parts: _Parts, today: dt.date, birth: bool) -> int:
    if len(parts.year) == 4:
        return int(parts.year)
    year = 2000 + int(parts.year)
    if birth and (year, parts.month, parts.day) > (today.year, today.month, today.day):
        return year - 100
    return year


def _not_a_date(parts: _Parts, shown: str, today: dt.date, birth: bool) -> DateReading:
    swapped = None
    if not parts.month_first and parts.month > 12:
        swap = _Parts(parts.year, parts.day, parts.month)
        swapped = _date(_full_year(swap, today, birth), swap.month, swap.day)
    if swapped:
        return _warn(
            f"{shown} has no month {parts.month}. Written month first it would be {plain_date(swapped)};"
            f" that was not used. {_CURE}"
        )
    year = _full_year(parts, today, birth)
    reason = ""
    if 1 <= parts.month <= 12 and 1 <= year <= 9999:
        days = calendar.monthrange(year, parts.month)[1]
        reason = f": {MONTHS[parts.month - 1]} {year} has {days} days"
    return _warn(f"{shown} is not a date{reason}. {_CURE}")


def _serial(shown: str) -> DateReading:
    number = int(float(shown))
    if number not in _SERIAL_DAYS:
        return _warn(f"The number {shown} could not be read as a date. {_CURE}")
    meant = _SERIAL_START + dt.timedelta(days=number)
    return _warn(f"{shown} looks like a spreadsheet day number for {plain_date(meant)}; that was not used. {_CURE}")


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None  # no such day; the caller says so


def _warn(message: str) -> DateReading:
    return DateReading(messages=((Level.WARNING, message),))
