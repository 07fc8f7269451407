"""What reports count: flat rows, one for each duty, measure, meeting, decision, link and application of a witness.

A row names nobody and holds nothing that somebody typed: URN, paper reference, unit, roles, days and words of the
program. Every row has one day by which it falls into a month, so that the months of a period add up to the period.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from victimplanner.domain.due_item import DueState


class RowKind(StrEnum):
    """Which list a row stands in."""

    DUTY = "duty"
    MEASURE = "measure"
    MEETING = "meeting"
    SECTION_28 = "section_28"
    DECISION = "decision"
    LINK = "link"
    APPLICATION = "application"
    WITNESS = "witness"


@dataclass(frozen=True)
class Row:
    """What every row has. `id` is stable; `act_at` and `subject_id` say where in the case the entry behind it stands.

    `counted_on` is the day by which it is counted into a month; each kind of row says which day that is. What has no
    day of its own counts on the day of counting, in a closed case on the day it was closed. `is_child` holds then.
    """

    id: str
    case_id: str
    urn: str
    witness_id: str
    reference: str  # "W-K7"
    unit: str
    is_child: bool
    counted_on: dt.date
    act_at: str
    subject_id: str

    @property
    def month(self) -> dt.date:
        """The first day of the month in which it counts."""
        return self.counted_on.replace(day=1)


class RowStart(TypedDict):
    """The fields of `Row`, to begin a row with."""

    id: str
    case_id: str
    urn: str
    witness_id: str
    reference: str
    unit: str
    is_child: bool
    counted_on: dt.date
    act_at: str
    subject_id: str


class Standing(StrEnum):
    """How a duty or an application is counted. The first five are due: their last day has passed, or they were done."""

    MET = "met"
    LATE = "late"
    EXCUSED = "excused"
    NOT_MET = "not_met"  # of no more use when it was not done
    OVERDUE = "overdue"  # still to be done
    NOT_KNOWN = "not_known"  # a day is missing: never counted as met, even where she was told
    NOT_YET = "not_yet"
    NO_LIMIT = "no_limit"  # the rule names no number of days
    LEFT_OUT = "left_out"  # ended before it was due, or not ours


STANDING_WORDS = {
    Standing.MET: "Met",
    Standing.LATE: "Met late",
    Standing.EXCUSED: "Good reason",
    Standing.NOT_MET: "Not met",
    Standing.OVERDUE: "Overdue",
    Standing.NOT_KNOWN: "Not known",
    Standing.NOT_YET: "Not yet due",
    Standing.NO_LIMIT: "No limit",
    Standing.LEFT_OUT: "Not counted",
}

DUE = (Standing.MET, Standing.LATE, Standing.EXCUSED, Standing.NOT_MET, Standing.OVERDUE)
"""What makes up the denominator of every share of duties."""


@dataclass(frozen=True)
class DutyRow(Row):
    """One duty to one witness. Counted in the month of its last day, else of the event or its receipt.

    `days_late` counts in `count_unit`, the rule's own days, and is at least 1 for what was done late or is overdue; None
    otherwise, also for what was never done and is of no more use.
    `told_by_role` says who told her, as a role; `is_by_letter`: told by letter. `is_ours` False: the police, the court
    or the defence owe it.
    """

    rule_id: str
    title: str  # "Hearing date told"
    code: str  # "R8a"; "" where the list of duties has none
    right: str
    right_title: str
    right_short: str
    edition: str
    level: str
    event_on: dt.date | None
    received_on: dt.date | None
    due: dt.date | None
    told_on: dt.date | None
    told_by_role: str
    is_by_letter: bool
    state: DueState
    standing: Standing
    days_late: int | None
    count_unit: str
    owner_role: str  # in words
    is_ours: bool
    next_step: str  # in the program's own words; "" when nothing is recorded

    @property
    def label(self) -> str:
        """Return "Hearing date told, R8a"."""
        return f"{self.title}, {self.code}" if self.code else self.title


@dataclass(frozen=True)
class DecisionRow(Row):
    """What the court decided on one day for one witness, and when she was told. Counted in the month of receipt, else
    of the decision.

    `gap` counts working days from receipt to telling, 0 for the same day or earlier; None while one of them is missing.
    `limit_days`: how many days the office has, None where none could be counted. `waiting` counts them from receipt to
    the day of counting while she is not told. `is_not_told` False with no `told_on`: nobody has to tell her any more.
    """

    decided_on: dt.date | None
    received_on: dt.date | None
    told_on: dt.date | None
    told_by_role: str
    gap: int | None
    waiting: int | None
    limit_days: int | None
    is_not_told: bool
    standing: Standing


@dataclass(frozen=True)
class ApplicationRow(Row):
    """One limit to apply for measures. Counted in the month of the plea, else of the limit.

    `served_on` is None where none was served; then a direction without an application, or a decision to seek nothing,
    makes it `Standing.LEFT_OUT`. `has_reason`: the lateness is explained (CrimPR 2025 r.18.6), or was accepted.
    """

    plea_on: dt.date | None
    limit: dt.date | None
    served_on: dt.date | None
    standing: Standing
    has_reason: bool
    days_late: int | None  # business days
