"""One thing that is, was or will be due for one witness: what, why, by which rule, when, whose, and how it ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypedDict

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.deadlines import DeadlineRule, Working
from victimplanner.domain.duty_entries import NOTHING_ENTERED, DutyFacts


class DueState(StrEnum):
    """Where one thing stands. Open states come first; the values are stored nowhere."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    NEXT_TWO_WEEKS = "next_two_weeks"
    LATER = "later"
    NOT_KNOWN = "not_known"  # its clock runs, but the day it runs from is not recorded
    NO_LIMIT = "no_limit"  # to be done; the rule names no day
    NOT_STARTED = "not_started"  # what starts it has not happened or is not recorded
    MET = "met"
    MET_LATE = "met_late"
    NOT_MET = "not_met"  # overdue when it ceased to be of use
    EXCUSED = "excused"  # not in time, for a good reason that a manager accepted
    NO_LONGER = "no_longer"  # ended before it was due
    NOT_OURS = "not_ours"


OPEN = (
    DueState.OVERDUE,
    DueState.TODAY,
    DueState.THIS_WEEK,
    DueState.NEXT_TWO_WEEKS,
    DueState.LATER,
    DueState.NOT_KNOWN,
    DueState.NO_LIMIT,
)
"""States of what is still to be done, the most pressing first."""

RUNNING = frozenset({DueState.THIS_WEEK, DueState.NEXT_TWO_WEEKS, DueState.LATER, DueState.NO_LIMIT})
"""Open states that are neither pressing nor unknown."""


def state_on(today: dt.date, due: dt.date | None, finished_on: dt.date | None = None) -> DueState:
    """Say where a due date stands on `today`. The week ends on Sunday."""
    if finished_on is not None:
        return DueState.MET if due is None or finished_on <= due else DueState.MET_LATE
    if due is None:
        return DueState.NOT_KNOWN
    if due < today:
        return DueState.OVERDUE
    if due == today:
        return DueState.TODAY
    sunday = today + dt.timedelta(days=6 - today.weekday())
    if due <= sunday:
        return DueState.THIS_WEEK
    return DueState.NEXT_TWO_WEEKS if due <= sunday + dt.timedelta(days=14) else DueState.LATER


class ItemStart(TypedDict):
    """Which witness of which case an item is about, and by which rule: what every item begins with."""

    key: str
    case_id: str
    urn: str
    case_title: str
    unit: str
    witness_id: str
    witness_label: str
    rule_id: str
    about: str


def item_start(case: CaseFile, file: WitnessFile, rule_id: str, about: str) -> ItemStart:
    """Return what an item about one duty of one witness begins with."""
    return {
        "key": f"{rule_id}/{file.witness.id}/{about}",
        "case_id": case.case.id,
        "urn": case.case.urn,
        "case_title": case.title,
        "unit": case.case.unit,
        "witness_id": file.witness.id,
        "witness_label": file.witness.masked,
        "rule_id": rule_id,
        "about": about,
    }


@dataclass(frozen=True)
class DueItem:
    """One line of the worklist and of the ledger. Words hold her label, never her name.

    `event_on`, `received_on`, `told_on` are the days of the two-stage clock; `told_by` and `told_how` say who told her
    (or did what was due) and in which way. `level` is the level of rights that was counted by, "" where it makes no
    difference. `note` says why it ended, was excused or is not ours.
    """

    key: str  # stable: rule, witness and what it is about
    case_id: str
    urn: str
    case_title: str
    witness_id: str | None
    witness_label: str  # "W1 · W-K7"
    title: str
    why: str
    rule_id: str
    rule_words: str
    citation: str
    due: dt.date | None
    state: DueState
    standing: str
    missing: str
    owner_role: str
    owner_name: str
    act_at: str
    about: str = ""
    unit: str = ""  # of the case
    count_unit: str = "days"  # the rule's own days
    subject_ids: tuple[str, ...] = ()
    is_provisional: bool = False
    right: str = ""
    level: str = ""
    event_on: dt.date | None = None
    received_on: dt.date | None = None
    told_on: dt.date | None = None
    told_at: dt.time | None = None
    told_by: str = ""
    told_how: str = ""
    note: str = ""
    snoozed_until: dt.date | None = None
    snooze_reason: str = ""
    entered: DutyFacts = field(default=NOTHING_ENTERED, compare=False)
    rule: DeadlineRule | None = field(default=None, compare=False)
    working: Working | None = field(default=None, compare=False)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done. What was done on a day nobody can judge is not known, and not open."""
        return self.state in OPEN and self.told_on is None
