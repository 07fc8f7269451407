"""Which rows a report counts: a period of days, a unit, a right, adults or children. Never a member of staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from victimplanner.domain.dates import MONTHS, plain_date
from victimplanner.domain.ledger import right_order
from victimplanner.domain.reports.report_rows import ReportRows
from victimplanner.domain.reports.rows import DutyRow, Row

MONTHS_BACK = 6


class Who(StrEnum):
    ALL = "all"
    ADULTS = "adults"
    CHILDREN = "children"


WHO_WORDS = {Who.ALL: "Adults and children", Who.ADULTS: "Adult witnesses", Who.CHILDREN: "Children"}


@dataclass(frozen=True)
class ReportFilter:
    """What is counted. Both days belong to the period; `unit`, `right` and `rule_id` None: all of them.

    `right` and `rule_id` choose among duties only. There is no choice of a prosecutor or an officer: no league table of staff.
    """

    first: dt.date
    last: dt.date
    unit: str | None = None
    right: str | None = None
    rule_id: str | None = None
    who: Who = Who.ALL

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends before it begins")

    @property
    def months(self) -> tuple[dt.date, ...]:
        """The first days of the months that the period touches."""
        found, month = [], self.first.replace(day=1)
        while month <= self.last:
            found.append(month)
            month = month_after(month)
        return tuple(found)

    def period_words(self) -> str:
        """Return "May to November 2026" for whole months, else "3 May 2026 to 9 Nov 2026"."""
        is_whole = self.first.day == 1 and (self.last + dt.timedelta(days=1)).day == 1
        if not is_whole:
            return f"{plain_date(self.first)} to {plain_date(self.last)}"
        first, last = MONTHS[self.first.month - 1], MONTHS[self.last.month - 1]
        if (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return f"{last} {self.last.year}"
        year = f" {self.first.year}" if self.first.year != self.last.year else ""
        return f"{first}{year} to {last} {self.last.year}"

    def as_pairs(self, duties: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Return the filter as names and choices, for an export to state. `duties` are words by rule id."""
        return (
            ("Period", self.period_words()),
            ("Unit", unit_words(self.unit) if self.unit is not None else "All units"),
            ("Right", right_words(self.right) if self.right is not None else "All rights"),
            *((("Duty", duties.get(self.rule_id, self.rule_id)),) if self.rule_id is not None else ()),
            ("Witnesses", WHO_WORDS[self.who]),
        )

    def takes(self, row: Row) -> bool:
        """Say whether a row is counted."""
        return self.first <= row.counted_on <= self.last and self.takes_whenever(row)

    def takes_whenever(self, row: Row) -> bool:
        """Say whether a row would be counted if every day were in the period."""
        if not self.takes_person(row):
            return False
        if not isinstance(row, DutyRow):
            return True
        return self.right in (None, row.right) and self.rule_id in (None, row.rule_id)

    def takes_person(self, row: Row) -> bool:
        """Say whether a row is of the unit and the age chosen, whatever its day."""
        if self.unit is not None and row.unit != self.unit:
            return False
        return self.who is Who.ALL or row.is_child == (self.who is Who.CHILDREN)

    def chosen(self, rows: ReportRows) -> ReportRows:
        """Return what is counted of all rows."""
        return ReportRows(
            self._of(rows.duties),
            self._of(rows.measures),
            self._of(rows.meetings),
            self._of(rows.section_28),
            self._of(rows.decisions),
            self._of(rows.links),
            self._of(rows.applications),
            self._of(rows.witnesses),
        )

    def _of(self, rows: Iterable[R]) -> tuple[R, ...]:
        return tuple(row for row in rows if self.takes(row))

    def before(self) -> ReportFilter:
        """Return the same choice for as many months before this period (or as many days, if not of whole months)."""
        day_before = self.first - dt.timedelta(days=1)
        if self.first.day == 1 and (self.last + dt.timedelta(days=1)).day == 1:
            return replace(self, first=months_back(self.first, len(self.months)), last=day_before)
        return replace(self, first=self.first - (self.last - self.first) - dt.timedelta(days=1), last=day_before)


R = TypeVar("R", bound=Row)


def usual_filter(today: dt.date) -> ReportFilter:
    """Return the last six whole months and this one, to its last day. `today` is a day in London."""
    month = today.replace(day=1)
    return ReportFilter(months_back(month, MONTHS_BACK), month_after(month) - dt.timedelta(days=1))


def month_after(month: dt.date) -> dt.date:
    """Return the first day of the next month."""
    return months_back(month, -1)


def months_back(month: dt.date, number: int) -> dt.date:
    """Return the first day of the month `number` months earlier."""
    count = month.year * 12 + month.month - 1 - number
    return dt.date(count // 12, count % 12 + 1, 1)


def unit_words(unit: str) -> str:
    return unit or "No unit recorded"


def right_words(right: str) -> str:
    """Return "Right 8.1"; "CPS policy" and the rules of court by their names."""
    return {"Policy": "CPS policy", "CrimPR": "Criminal Procedure Rules"}.get(right, f"Right {right}")


def units_of(rows: ReportRows) -> tuple[str, ...]:
    """Return the units that occur, by name; "" stands for cases without one."""
    return tuple(sorted({row.unit for row in rows.witnesses}))


def rights_of_duties(rows: ReportRows) -> tuple[str, ...]:
    """Return the rights under which duties stand, in the order of the Code, then policy and the rules of court."""
    return tuple(sorted({row.right for row in rows.duties}, key=right_order))


def duties_by_rule(rows: Iterable[DutyRow]) -> dict[str, str]:
    """Return every duty that occurs, rule id to words, in the order of the rights."""
    named = {row.rule_id: row for row in rows}
    return {r.rule_id: r.label for r in sorted(named.values(), key=lambda r: (*right_order(r.right), r.rule_id))}
