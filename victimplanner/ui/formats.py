"""Days and times as people read and type them; the only place in the interface that formats or parses a date.

Nothing here asks what day it is: `today` is given. Months and days are in English whatever the machine's language.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONDON: Final = ZoneInfo("Europe/London")
UNKNOWN: Final = "–"


class NotADay(ValueError):
    """What was typed is no day. The text says why, and how to put it right."""


class NotATime(ValueError):
    """What was typed is no time of day. The text says how to put it right."""


# --- showing ---------------------------------------------------------------------------------------------------------


def long_day(day: date) -> str:
    """Wednesday 2 December 2026."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def full_day(day: date) -> str:
    """Wed 2 Dec 2026."""
    return f"{week_day(day)} {day.year}"


def week_day(day: date) -> str:
    """Wed 2 Dec, for tables where the year is clear."""
    return f"{DAYS[day.weekday()][:3]} {short_day(day)}"


def short_day(day: date) -> str:
    """2 Dec."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def day_month_year(day: date) -> str:
    """2 Dec 2026."""
    return f"{short_day(day)} {day.year}"


def table_day(day: date | None, today: date) -> str:
    """Wed 2 Dec this year, 8 Mar 2027 in another; a dash when not known."""
    if day is None:
        return UNKNOWN
    return week_day(day) if day.year == today.year else day_month_year(day)


def recent_day(day: date, today: date) -> str:
    """2 Dec this year, 8 Mar 2027 in another; for second lines."""
    return short_day(day) if day.year == today.year else day_month_year(day)


def clock_time(moment: time | datetime) -> str:
    """09:42. A moment stored in UTC is shown in London time."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        moment = moment.astimezone(LONDON)
    return f"{moment.hour:02d}:{moment.minute:02d}"


def day_and_time(moment: datetime) -> str:
    """Tue 24 Nov 2026, 17:12, in London time."""
    if moment.tzinfo is not None:
        moment = moment.astimezone(LONDON)
    return f"{full_day(moment.date())}, {clock_time(moment)}"


def time_span(start: time, end: time | None) -> str:
    """10:30–12:00, or 10:30 when the end is not known."""
    return clock_time(start) if end is None else f"{clock_time(start)}–{clock_time(end)}"


def counted(number: int, one: str, many: str = "") -> str:
    """1 case, 6 cases."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def late_by(number: int, unit: str) -> str:
    """2 working days late. `unit` is the rule's own, in the singular: "working day", "business day"."""
    return f"{counted(number, unit)} late"


def left_to(number: int, unit: str) -> str:
    """5 business days left."""
    return f"{counted(number, unit)} left"


def joined(words: list[str]) -> str:
    """W1, W2 and W3."""
    return words[0] if len(words) == 1 else " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


# --- reading a day ---------------------------------------------------------------------------------------------------

_HOW_TO = "Enter a date such as 2 Dec 2026, 2/12/26, today or +3."
_NUMBERS = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})(?:[\s./-]+(\d{2}|\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s*(?:of\s+)?([a-z]{3,9})\.?(?:\s*(\d{2}|\d{4}))?")
_OFFSET = re.compile(r"([+-])\s*(\d{1,4})(?:\s*(?:d|days?))?")
_WEEKDAY = re.compile(r"([a-z]{3,9})\.?\s+(?=\d)")
_NEAR: Final = {"today": 0, "tomorrow": 1, "yesterday": -1}


def read_day(text: str, today: date) -> date | None:
    """The day typed, None if nothing was. Raises NotADay, whose text names the cure.

    Understood: 2/12/26, 2.12.2026, 2 Dec, 2 December 2026, Wed 2 Dec 2026, today, tomorrow, yesterday, +3, -1 and
    2026-12-02. Without a year the nearest such day is meant; two figures mean a year up to 20 years ahead.
    """
    typed = " ".join(text.split()).casefold().replace(",", "")
    if not typed:
        return None
    if typed in _NEAR:
        return today + timedelta(days=_NEAR[typed])
    if offset := _OFFSET.fullmatch(typed):
        days = int(offset[2]) if offset[1] == "+" else -int(offset[2])
        return _moved(today, days)
    wanted_weekday = None
    if (named := _WEEKDAY.match(typed)) and (wanted_weekday := _weekday(named[1])) is not None:
        typed = typed[named.end() :]
    number, month, year = _parts(typed, text)
    day = _nearest(number, month, today) if year is None else _checked(number, month, _whole_year(year, today))
    if wanted_weekday is not None and day.weekday() != wanted_weekday:
        said = f"{day.day} {MONTHS[day.month - 1]} {day.year} is a {DAYS[day.weekday()]}"
        raise NotADay(f"{said}, not a {DAYS[wanted_weekday]}. Check the day or leave the weekday out.")
    return day


def _parts(typed: str, shown: str) -> tuple[int, int, str | None]:
    """Day, month and the year as typed."""
    if match := _ISO.fullmatch(typed):
        return int(match[3]), _month_number(int(match[2])), match[1]
    if match := _NUMBERS.fullmatch(typed):
        return int(match[1]), _month_number(int(match[2])), match[3]
    if match := _NAMED.fullmatch(typed):
        for number, name in enumerate(MONTHS, start=1):
            if name.casefold().startswith(match[2]) or (match[2] == "sept" and number == 9):
                return int(match[1]), number, match[3]
        raise NotADay(f"“{match[2].title()}” is not a month. {_HOW_TO}")
    raise NotADay(f"“{shown.strip()[:30]}” is not a date. {_HOW_TO}")


def _month_number(number: int) -> int:
    if not 1 <= number <= 12:
        raise NotADay(f"There is no month {number}. Enter the day first, then a month from 1 to 12.")
    return number


def _weekday(word: str) -> int | None:
    return next((number for number, name in enumerate(DAYS) if name.casefold().startswith(word)), None)


def _whole_year(typed: str, today: date) -> int:
    if len(typed) == 4:
        return int(typed)
    year = today.year // 100 * 100 + int(typed)
    return year - 100 if year > today.year + 20 else year


def _checked(number: int, month: int, year: int) -> date:
    if not 1800 <= year <= 2999:
        raise NotADay(f"{year} is not a year we can use. Enter four figures, such as 2026.")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= number <= last:
        in_year = f" {year}" if month == 2 and number == 29 else ""
        raise NotADay(f"{number} {MONTHS[month - 1]}{in_year} is not a date. Enter a day from 1 to {last}.")
    return date(year, month, number)


def _nearest(number: int, month: int, today: date) -> date:
    found = []
    for year in range(today.year - 1, today.year + 2):
        try:
            found.append(_checked(number, month, year))
        except NotADay:
            continue
    if not found:
        return _checked(number, month, today.year)
    return min(found, key=lambda day: (abs((day - today).days), day < today))


def _moved(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise NotADay(f"That is too far away. {_HOW_TO}") from None


# --- reading a time --------------------------------------------------------------------------------------------------


def read_time(text: str) -> time | None:
    """The time typed (10:30, 1030, 9.15, 9, 2pm), None if nothing was. Raises NotATime."""
    typed = text.strip().casefold()
    if not typed:
        return None
    bare = re.fullmatch(r"(\d{1,2})(\d{2})(\s*[ap]m)?", typed)
    match = re.fullmatch(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?\s*(am|pm)?", typed)
    if bare and len(bare[1] + bare[2]) >= 3:
        hour, minute, half = int(bare[1]), int(bare[2]), (bare[3] or "").strip()
    elif match:
        hour, minute, half = int(match[1]), int(match[2] or 0), match[3] or ""
    else:
        raise NotATime(f"“{text.strip()[:20]}” is not a time. Enter a time such as 10:30.")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23:
        raise NotATime(f"There is no hour {hour}. Enter hours from 0 to 23, such as 14:30.")
    if minute > 59:
        raise NotATime(f"There is no minute {minute}. Enter minutes from 00 to 59.")
    return time(hour, minute)
