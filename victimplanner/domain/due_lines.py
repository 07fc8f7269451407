"""Which lines of the worklist are asked for, and until when the lines of a case hold by themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from victimplanner.domain.case_file import CaseFile
from victimplanner.domain.dates import local
from victimplanner.domain.due_item import DueItem, DueState, state_on
from victimplanner.domain.record import Record
from victimplanner.domain.rules import RuleBook

_ADULT = 18  # the age at which rights and measures change


class Grouping(StrEnum):
    """By what a worklist is put in groups. The values are kept in saved filters: never rename one."""

    WHEN = "when"
    CASE = "case"
    OWNER = "owner"
    RULE = "rule"


@dataclass(frozen=True)
class DueQuery:
    """Which lines are wanted. None: no matter which.

    `owners` and `units` are names as they stand on the lines; `put_off` asks for those out of sight until a later day,
    and for no others.
    """

    owners: frozenset[str] | None = None
    units: frozenset[str] | None = None
    rule_ids: frozenset[str] | None = None
    state: DueState | None = None
    text: str = ""
    put_off: bool = False


@dataclass(frozen=True)
class DueCounts:
    """How many lines there are by state, how many are put off, and the next day on which something is due."""

    by_state: dict[DueState, int]
    put_off: int = 0
    next_due: dt.date | None = None

    @property
    def total(self) -> int:
        """All that are in sight."""
        return sum(self.by_state.values())


def days_of(state: DueState, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last due day of an open state that has days; None: no bound. The mirror of `state_on`."""
    day = dt.timedelta(days=1)
    sunday = today + dt.timedelta(days=6 - today.weekday())
    far = sunday + dt.timedelta(days=14)
    spans: dict[DueState, tuple[dt.date | None, dt.date | None]] = {
        DueState.OVERDUE: (None, today - day),
        DueState.TODAY: (today, today),
        DueState.THIS_WEEK: (today + day, sunday),
        DueState.NEXT_TWO_WEEKS: (sunday + day, far),
        DueState.LATER: (far + day, None),
    }
    return spans[state]


def state_of_line(due: dt.date | None, has_limit: bool, today: dt.date) -> DueState:
    """Say where an open line stands on `today`."""
    return state_on(today, due) if has_limit else DueState.NO_LIMIT


def is_put_off(item: DueItem, today: dt.date) -> bool:
    """Whether an item is out of sight: it was put off until a day that has not come."""
    return item.snoozed_until is not None and item.snoozed_until > today


def stale_on(case: CaseFile, items: Iterable[DueItem], rules: RuleBook, today: dt.date) -> dt.date | None:
    """Return the next day on which time alone may change which lines a case has, or their words; None: none does.

    What compares a stored day with today changes on that day or on the day after: so every stored day that lies ahead
    counts, and so do her eighteenth birthday, the first day of an edition of a rule, and the day after the end of a
    time that was missed for an accepted reason. Where a line stands and how many days are left is worked out whenever
    it is read.
    """
    day = dt.timedelta(days=1)
    known = set(_days_in(case))
    known |= {birthday for file in case.witnesses if (birthday := _adult_on(file.witness.date_of_birth))}
    known |= {rule.in_force for rule in rules.deadlines}
    known |= {item.due for item in items if item.due is not None and item.entered.accepted is not None}
    coming = {on for one in known if one < dt.date.max for on in (one, one + day) if on > today}
    return min(coming, default=None)


def _days_in(value: Any) -> Iterator[dt.date]:
    """Every day that stands anywhere in a case."""
    if isinstance(value, dt.datetime):
        yield local(value).date() if value.tzinfo is not None else value.date()
    elif isinstance(value, dt.date):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _days_in(getattr(value, name))
    elif is_dataclass(value):
        for one in fields(value):
            yield from _days_in(getattr(value, one.name))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _days_in(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _days_in(part)


def _adult_on(born: dt.date | None) -> dt.date | None:
    if born is None or born.year + _ADULT > dt.date.max.year:
        return None
    try:
        return born.replace(year=born.year + _ADULT)
    except ValueError:  # born on 29 February: 1 March of a year without one
        return dt.date(born.year + _ADULT, 3, 1)
