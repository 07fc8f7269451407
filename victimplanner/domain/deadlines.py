"""From a rule and what started its clock to a due date that explains itself.

A date that cannot be worked out says which fact is missing; it is never a blank and never a guess.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from victimplanner.domain.calendar import Calendar, Count
from victimplanner.domain.case import CourtKind
from victimplanner.domain.dates import day_and_date, plain_date, plural


@dataclass(frozen=True)
class DeadlineRule:
    """One time limit in one edition, as its rule file gives it.

    `count` maps "all", a court ("crown" …) or a level of rights ("standard", "enhanced") to a number of `unit`.
    `clock` says whether time runs from the event or from receipt of the information about it.
    `is_default`: not settled law; a manager may change the number.
    """

    id: str
    in_force: dt.date
    title: str
    citation: str
    words: str
    unit: str  # "business days", "working days" or "days"
    count: Mapping[str, int]
    owner: str
    source: str
    confidence: str
    edition: str
    clock: str = "event"
    starts: str = ""
    act_at: str = ""
    is_default: bool = False
    note: str = ""
    brief: str = ""  # a few words for a table, where the count says nothing

    def number(self, key: str) -> int | None:
        """Return the number of days for `key`, None when the rule has none for it."""
        return self.count.get("all", self.count.get(key))


@dataclass(frozen=True)
class Start:
    """What starts (or will start) the clock of a rule, found in a case.

    `on` None with `missing` set: the clock has started but its day is not recorded. `about` distinguishes several
    starts of one rule (an accused, a meeting, a direction). `finished_on`: when what was due was done.
    """

    about: str
    words: str
    on: dt.date | None
    missing: str = ""
    detail: str = ""
    finished_on: dt.date | None = None
    subject_ids: tuple[str, ...] = ()
    key: str = "all"
    owner: str = ""  # who owes it in this case; empty: the role that the rule names
    title: str = ""  # what is to be done, where the rule's own title is too general


@dataclass(frozen=True)
class Step:
    """One step of the working, as a label and a sentence."""

    label: str
    text: str


@dataclass(frozen=True)
class Working:
    """A worked-out (or not worked-out) date with everything needed to show how."""

    rule: DeadlineRule
    start: Start
    due: dt.date | None
    count: Count | None
    missing: str
    steps: tuple[Step, ...]
    is_provisional: bool = False

    def as_text(self) -> str:
        """Return the working as plain lines, the same words as on screen and paper."""
        return "\n".join(f"{step.label}: {step.text}" for step in self.steps)


class DueState(StrEnum):
    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    NEXT_TWO_WEEKS = "next_two_weeks"
    LATER = "later"
    NOT_KNOWN = "not_known"
    MET = "met"
    MET_LATE = "met_late"


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


def standing_words(calendar: Calendar, today: dt.date, due: dt.date, unit: str) -> str:
    """Return "5 business days left", "1 working day late" or "by end of day", in the rule's own days."""
    if due == today:
        return "by end of day"
    return f"{span_words(calendar, today, due, unit)} {'left' if due > today else 'late'}"


def span_words(calendar: Calendar, one: dt.date, other: dt.date, unit: str) -> str:
    """Return how far two days lie apart in the rule's own days: "5 business days".

    Over a weekend none of the rule's own days may lie between: then plain days are named, never "0 business days".
    """
    early, late = sorted((one, other))
    number = calendar.days_between(early, late, unit)
    return plural(number, unit.removesuffix("s")) if number else plural((late - early).days, "day")


_EVERY_DAY = "days"
_COURT_WORDS = {
    CourtKind.CROWN.value: "Crown Court",
    CourtKind.MAGISTRATES.value: "magistrates’ court",
    CourtKind.YOUTH.value: "youth court",
}


def work_out(rule: DeadlineRule, start: Start, calendar: Calendar, changed_count: int | None = None) -> Working:
    """Work out the due date of `rule` from `start`, with every step.

    `changed_count` is a manager's number in place of an unverified default. The trigger day is never counted.

    Raises: RuleBroken when the count leaves the years for which bank holidays are known or predicted.
    """
    number = rule.number(start.key) if changed_count is None else changed_count
    amount = "" if number is None else plural(number, rule.unit.removesuffix("s"))
    court = _COURT_WORDS.get(start.key, "")
    rule_words = rule.words.format(count=amount, court=court)
    steps = [_starts_from(start)]
    if number is None:
        missing = "the court is not recorded" if start.key == CourtKind.UNKNOWN.value else "the rule gives no number"
        return _not_worked_out(rule, start, missing, steps)
    steps.append(Step("Rule", f"{rule.citation}: {rule_words}."))
    if start.on is None:
        return _not_worked_out(rule, start, start.missing or "the date that starts the clock is missing", steps)
    counting = {
        "business days": calendar.business_days_after,
        "working days": calendar.working_days_after,
        "days": calendar.calendar_days_after,
    }[rule.unit]
    count = counting(start.on, number)
    if number:
        steps.append(Step("Count", _count_words(count)))
        steps.append(Step("Left out", _left_out_words(count)))
    steps.append(Step("Last day", day_and_date(count.due)))
    if rule.unit != _EVERY_DAY:
        steps.append(
            Step("Calendar", f"{calendar.holidays.edition}, known to {plain_date(calendar.holidays.published_to)}.")
        )
    if count.is_provisional:
        steps.append(
            Step(
                "Provisional",
                f"Bank holidays after {plain_date(calendar.holidays.published_to)} are not yet published. "
                "This date is worked out again when they are.",
            )
        )
    edition = f"{rule.edition}, in force from {plain_date(rule.in_force)}"
    if rule.confidence != "V":
        edition += ". Not verified in a current source: a default" + (
            " that a manager may change" if rule.is_default else ""
        )
    steps.append(Step("Edition", edition + "."))
    return Working(rule, start, count.due, count, "", tuple(steps), count.is_provisional)


def cannot_work_out(rule: DeadlineRule, start: Start, missing: str) -> Working:
    """Return the working of a date that cannot be worked out because of `missing`, a clause without a full stop."""
    return _not_worked_out(rule, start, missing, [_starts_from(start)])


def _starts_from(start: Start) -> Step:
    return Step("Starts from", start.words + (f". {start.detail}" if start.detail else ""))


def _not_worked_out(rule: DeadlineRule, start: Start, missing: str, steps: list[Step]) -> Working:
    text = f"Cannot be worked out: {missing}."
    return Working(rule, start, None, None, missing, (*steps, Step("Result", text)))


def _count_words(count: Count) -> str:
    first = next((day for day in count.days if day.number == 1), None)
    if first is None:
        return "no day is counted"
    if count.number == 1:
        return f"day 1 is {day_and_date(first.on)}"
    return f"day 1 is {day_and_date(first.on)}; day {count.number} is {day_and_date(count.due)}"


def _left_out_words(count: Count) -> str:
    parts = [f"{day_and_date(count.start)} (the day it runs from)"]
    if count.unit == _EVERY_DAY:
        return f"{parts[0]}; every other day counts."
    weekend = [day for day in count.left_out if day.left_out_because in ("Saturday", "Sunday")]
    named = [day for day in count.left_out if day not in weekend]
    if weekend:
        parts.append(f"{plural(len(weekend), 'weekend day')}")
    parts += [f"{day_and_date(day.on)} ({day.left_out_because})" for day in named]
    if not named:
        parts.append("no bank holiday falls in this time")
    return "; ".join(parts) + "."


@dataclass(frozen=True)
class DueItem:
    """One thing to do for one witness (or case): what, why, by which rule, when, and whose it is."""

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
    subject_ids: tuple[str, ...] = ()
    is_provisional: bool = False
    working: Working | None = field(default=None, compare=False)
