"""Business days and working days in England and Wales, counted so that every step can be shown.

Two named ways of counting that agree but for an office's own closed days:

- *business day*: CrimPR 2025 r.2.2, any day except Saturday, Sunday, Christmas Day, Boxing Day, Good Friday,
  Easter Monday or a bank holiday. Nothing an office decides changes it.
- *working day*: the Victims' Code, Monday to Friday except public holidays, and except days on which this office
  closes.

"Not more than N days after" leaves out the day it runs from. Days are dates; they have no time zone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from victimplanner.domain.dates import WEEKDAYS, plain_date
from victimplanner.domain.errors import Problem, RuleBroken, RuleFileProblem

_ONE_DAY = dt.timedelta(days=1)
_NAMED_EVERY_YEAR = ("New Year", "Good Friday", "Easter Monday", "Christmas", "Boxing")
_FEWEST_A_YEAR = 8
PAUSED = "paused: "


@dataclass(frozen=True)
class HolidayList:
    """The public holidays of England and Wales: weekday holidays by date, with their names.

    `published_to` is the last day the Government has announced; later years rest on a prediction.
    `covered_from` and `covered_to` bound what may be computed at all. `edition` says which list it is.
    """

    names: Mapping[dt.date, str]
    covered_from: dt.date
    published_to: dt.date
    covered_to: dt.date
    edition: str

    def __post_init__(self) -> None:
        """Refuse an empty or broken list: it must never pass for "no holidays".

        Raises: RuleFileProblem naming the year and what is missing.
        """
        if not self.names:
            raise RuleFileProblem(
                "bank_holidays", "list", "dates", "the list of bank holidays is empty. No date is computed without it."
            )
        for year in range(self.covered_from.year, self.covered_to.year + 1):
            own = {day: name for day, name in self.names.items() if day.year == year}
            if len(own) < _FEWEST_A_YEAR:
                raise RuleFileProblem(
                    "bank_holidays", str(year), "dates", f"{len(own)} bank holidays are listed; there are 8 or more."
                )
            for wanted in _NAMED_EVERY_YEAR:
                if not any(wanted in name for name in own.values()):
                    raise RuleFileProblem("bank_holidays", str(year), "dates", f"{wanted} is missing.")
            for day, name in own.items():
                if day.weekday() >= 5:
                    raise RuleFileProblem("bank_holidays", day.isoformat(), "dates", f"{name} falls on a weekend.")


@dataclass(frozen=True)
class Pause:
    """Days, both ends included, that do not count for one duty, with the reason."""

    first: dt.date
    last: dt.date
    reason: str


@dataclass(frozen=True)
class CountedDay:
    """One day of a count: its number if it counts, else why it does not ("Saturday", "Boxing Day (substitute)")."""

    on: dt.date
    number: int | None
    left_out_because: str = ""


@dataclass(frozen=True)
class Count:
    """A finished count: from `start` (not counted) over `days` to `due`.

    `is_provisional`: the count touches a year for which bank holidays are not yet published.
    """

    start: dt.date
    number: int
    unit: str  # "business days" or "working days"
    due: dt.date
    days: tuple[CountedDay, ...]
    is_provisional: bool

    @property
    def left_out(self) -> tuple[CountedDay, ...]:
        return tuple(day for day in self.days if day.number is None)


@dataclass(frozen=True)
class Calendar:
    """The calendar an office counts by: the holidays, and its own closed days (day -> reason)."""

    holidays: HolidayList
    closed: Mapping[dt.date, str] = field(default_factory=dict)

    def why_not_business_day(self, day: dt.date) -> str:
        """Return why `day` is no business day (CrimPR 2025 r.2.2), or "" when it is one."""
        if name := self.holidays.names.get(day):
            return name
        if (day.month, day.day) == (12, 25):
            return "Christmas Day"
        if (day.month, day.day) == (12, 26):
            return "Boxing Day"
        if day.weekday() >= 5:
            return WEEKDAYS[day.weekday()]
        return ""

    def why_not_working_day(self, day: dt.date) -> str:
        """Return why `day` is no working day (Victims' Code, and this office's closed days), or ""."""
        if (reason := self.why_not_business_day(day)) or day not in self.closed:
            return reason
        return f"Office closed: {self.closed[day]}" if self.closed[day] else "Office closed"

    def is_business_day(self, day: dt.date) -> bool:
        return not self.why_not_business_day(self._covered(day))

    def is_working_day(self, day: dt.date) -> bool:
        return not self.why_not_working_day(self._covered(day))

    def business_days_after(self, start: dt.date, number: int) -> Count:
        """Count `number` business days after `start`, leaving `start` out; 0 gives `start` itself.

        Raises: RuleBroken when the count leaves the years that are covered.
        """
        return self.days_after(start, number, "business days")

    def working_days_after(self, start: dt.date, number: int) -> Count:
        """Count `number` working days after `start`, leaving `start` out; 0 gives `start` itself.

        Raises: RuleBroken when the count leaves the years that are covered.
        """
        return self.days_after(start, number, "working days")

    def calendar_days_after(self, start: dt.date, number: int) -> Count:
        """Count `number` days of any kind after `start`. Raises: RuleBroken outside the years that are covered."""
        return self.days_after(start, number, "days")

    def days_after(self, start: dt.date, number: int, unit: str, paused: Collection[Pause] = ()) -> Count:
        """Count `number` days of `unit` after `start`; days within a pause are left out with its reason.

        Raises: RuleBroken when the count leaves the years that are covered.
        """
        if number < 0:
            raise ValueError("a count of days is never negative")
        why_not = self._why_not(unit)
        day = self._covered(start)
        days: list[CountedDay] = []
        counted = 0
        while counted < number:
            day = self._covered(day + _ONE_DAY)
            reason = why_not(day) or next((f"{PAUSED}{p.reason}" for p in paused if p.first <= day <= p.last), "")
            if not reason:
                counted += 1
            days.append(CountedDay(day, None if reason else counted, reason))
        is_provisional = unit != "days" and self.is_provisional(day)
        return Count(start, number, unit, day, tuple(days), is_provisional)

    def business_day_before(self, day: dt.date) -> dt.date:
        """Return the last business day before `day`."""
        return self._step_back(day)

    def days_between(self, start: dt.date, end: dt.date, unit: str) -> int:
        """Count the days of `unit` after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.days_between(end, start, unit)
        why_not = self._why_not(unit)
        return sum(1 for n in range(1, (end - start).days + 1) if not why_not(start + _ONE_DAY * n))

    def is_provisional(self, day: dt.date) -> bool:
        """Say whether `day` lies beyond the published bank holidays."""
        return day > self.holidays.published_to

    def _why_not(self, unit: str):  # type: ignore[no-untyped-def]
        return {
            "business days": self.why_not_business_day,
            "working days": self.why_not_working_day,
            "days": lambda _day: "",
        }[unit]

    def _step_back(self, day: dt.date) -> dt.date:
        day = self._covered(day - _ONE_DAY)
        while self.why_not_business_day(day):
            day = self._covered(day - _ONE_DAY)
        return day

    def _covered(self, day: dt.date) -> dt.date:
        if self.holidays.covered_from <= day <= self.holidays.covered_to:
            return day
        raise RuleBroken(
            Problem(
                "",
                f"{plain_date(day)} lies outside the years {self.holidays.covered_from.year} to "
                f"{self.holidays.covered_to.year}, for which bank holidays are known or predicted. Check the year.",
            )
        )
