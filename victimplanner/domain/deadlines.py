"""From a rule and what started its clock to a due date that explains itself.

A date that cannot be worked out says which fact is missing; it is never a blank and never a guess.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from victimplanner.domain.calendar import PAUSED, Calendar, Count, Pause
from victimplanner.domain.case import CourtKind
from victimplanner.domain.dates import day_and_date, plain_date, plural


@dataclass(frozen=True)
class DeadlineRule:
    """One time limit in one edition, as its rule file gives it.

    `count` maps "all", a court ("crown" …) or a level of rights ("standard", "enhanced") to a number of `unit`.
    `clock` says whether time runs from the event or from receipt of the information about it.
    `is_default`: not settled law; a manager may change the number. `right` is the number of the right in this edition of
    the Code, "Policy" or "CrimPR"; empty: a task of the unit, no duty of the ledger. Without a limit (`has_limit` False)
    the rule names no number of days. `may_extend`: the time may be extended, by the court or by the office.
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
    right: str = ""
    right_title: str = ""  # of the right in this edition
    right_short: str = ""  # the same in a word or two
    short: str = ""  # a few words for a plot: "Hearing date told"
    waits_for: str = ""  # what starts it, for the ledger: "the outcome of the case"
    has_limit: bool = True
    may_extend: bool = False
    is_told: bool = True  # what is due is that she is told; False: that something is done

    def number(self, key: str) -> int | None:
        """Return the number of days for `key`, None when the rule has none for it."""
        return self.count.get("all", self.count.get(key))


@dataclass(frozen=True)
class Start:
    """What starts (or will start) the clock of a rule, found in a case.

    `on` None with `missing` set: the clock has started but its day is not recorded. `about` distinguishes several
    starts of one rule (an accused, a meeting, a direction). `finished_on`: when what was due was done. `ended_on`: since
    when it is of no more use, and `ended_because` why. `event_on` and `received_on` are the days of a two-stage clock:
    where `on` is not given it is the one that the rule's clock names.
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
    event_on: dt.date | None = None
    received_on: dt.date | None = None
    told_by: str = ""
    told_how: str = ""
    ended_on: dt.date | None = None
    ended_because: str = ""
    is_missed: bool = False  # ended because its use has passed: not done by then is not met, whatever the day


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
COURT_WORDS = {
    CourtKind.CROWN.value: "Crown Court",
    CourtKind.MAGISTRATES.value: "magistrates’ court",
    CourtKind.YOUTH.value: "youth court",
}


EXTENDED = "Extended"


@dataclass(frozen=True)
class Extension:
    """A new last day in place of the one that was counted, with who set it and why."""

    to: dt.date
    by: str
    reason: str


def work_out(
    rule: DeadlineRule,
    start: Start,
    calendar: Calendar,
    changed_count: int | None = None,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
) -> Working:
    """Work out the due date of `rule` from `start`, with every step.

    `changed_count` is a manager's number in place of an unverified default. The trigger day is never counted. Days of a
    pause do not count; an extension replaces the last day. The same facts give the same day, however often.

    Raises: RuleBroken when the count leaves the years for which bank holidays are known or predicted.
    """
    number = rule.number(start.key) if changed_count is None else changed_count
    amount = "" if number is None else plural(number, rule.unit.removesuffix("s"))
    court = COURT_WORDS.get(start.key, "")
    rule_words = rule.words.format(count=amount, court=court)
    steps = [_starts_from(start)]
    if not rule.has_limit:
        steps.append(Step("Rule", f"{rule.citation}: {rule_words}."))
        steps.append(Step("Last day", "The rule names no number of days: as soon as possible."))
        steps.append(_edition(rule))
        return Working(rule, start, None, None, "", tuple(steps))
    if number is None:
        missing = "the court is not recorded" if start.key == CourtKind.UNKNOWN.value else "the rule gives no number"
        return _not_worked_out(rule, start, missing, steps)
    steps.append(Step("Rule", f"{rule.citation}: {rule_words}."))
    if start.on is None:
        return _not_worked_out(rule, start, start.missing or "the date that starts the clock is missing", steps)
    count = calendar.days_after(start.on, number, rule.unit, pauses)
    if number:
        steps.append(Step("Count", _count_words(count)))
        steps.append(Step("Left out", _left_out_words(count)))
    due = count.due
    if extension is not None:
        steps.append(Step("Would have been", day_and_date(due)))
        by = f" by {extension.by}" if extension.by else ""
        steps.append(Step(EXTENDED, f"to {day_and_date(extension.to)}{by}: {extension.reason.rstrip('.')}."))
        due = extension.to
    steps.append(Step("Last day", day_and_date(due)))
    if rule.unit != _EVERY_DAY:
        steps.append(
            Step("Calendar", f"{calendar.holidays.edition}, known to {plain_date(calendar.holidays.published_to)}.")
        )
    is_provisional = count.is_provisional and extension is None
    if is_provisional:
        steps.append(
            Step(
                "Provisional",
                f"Bank holidays after {plain_date(calendar.holidays.published_to)} are not yet published. "
                "This date is worked out again when they are.",
            )
        )
    steps.append(_edition(rule))
    return Working(rule, start, due, count, "", tuple(steps), is_provisional)


def _edition(rule: DeadlineRule) -> Step:
    edition = f"{rule.edition}, in force from {plain_date(rule.in_force)}"
    if rule.confidence != "V":
        edition += ". Not verified in a current source: a default" + (
            " that a manager may change" if rule.is_default else ""
        )
    return Step("Edition", edition + ".")


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
    paused: dict[str, int] = {}
    for day in count.left_out:
        if day.left_out_because.startswith(PAUSED):
            paused[day.left_out_because] = paused.get(day.left_out_because, 0) + 1
    parts += [f"{plural(number, 'day')} {why}" for why, number in paused.items()]
    if count.unit == _EVERY_DAY:
        return f"{'; '.join(parts)}; every other day counts."
    weekend = [day for day in count.left_out if day.left_out_because in ("Saturday", "Sunday")]
    named = [day for day in count.left_out if day not in weekend and day.left_out_because not in paused]
    if weekend:
        parts.append(f"{plural(len(weekend), 'weekend day')}")
    parts += [f"{day_and_date(day.on)} ({day.left_out_because})" for day in named]
    if not named:
        parts.append("no bank holiday falls in this time")
    return "; ".join(parts) + "."
