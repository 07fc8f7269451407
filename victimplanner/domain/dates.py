"""Days and times in English words, the same on screen, on paper and in lists.

Not strftime: its names follow the system's language once a window toolkit has set it.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_and_date(day: dt.date) -> str:
    """Return "Wed 2 Dec 2026"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {plain_date(day)}"


def day_and_date_no_year(day: dt.date) -> str:
    """Return "Wed 2 Dec"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def plain_date(day: dt.date) -> str:
    """Return "2 Dec 2026"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def long_date(day: dt.date) -> str:
    """Return "Wednesday 2 December 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def clock_time(time: dt.time) -> str:
    """Return "09:42", 24 hours."""
    return f"{time.hour:02}:{time.minute:02}"


def later_time(start: dt.time, minutes: int) -> dt.time:
    """Return the clock time so many minutes later, at most the last minute of the day."""
    end = dt.datetime.combine(dt.date.min, start) + dt.timedelta(minutes=minutes)
    return end.time() if end.date() == dt.date.min else dt.time(23, 59)


def local(moment: dt.datetime) -> dt.datetime:
    """Return an aware UTC moment as local time in London."""
    return moment.astimezone(LONDON)


def plural(number: int, one: str, many: str = "") -> str:
    """Return "1 business day", "5 business days"; `many` defaults to `one` with an s."""
    return f"{number} {one if abs(number) == 1 else many or one + 's'}"
