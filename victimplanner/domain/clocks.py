"""The clocks of one witness: every date of a rule from what started it, with pauses, extensions and level of rights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from victimplanner.domain.calendar import Calendar, Pause
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import (
    DeadlineRule,
    Extension,
    Start,
    Working,
    cannot_work_out,
    work_out,
)
from victimplanner.domain.duty_entries import DutyEntry, DutyFacts, EntryKind
from victimplanner.domain.eligibility import availability, eligibility_facts
from victimplanner.domain.entitlement import rights_of
from victimplanner.domain.errors import NotFound, RuleBroken
from victimplanner.domain.preparation import preparation
from victimplanner.domain.rights import RightsLevel
from victimplanner.domain.rules import RuleBook
from victimplanner.domain.start_context import StartContext
from victimplanner.domain.starts import STARTS

APPLICATION = "application"


_BY_TYPED = frozenset({EntryKind.TOLD, EntryKind.EXTENDED})


def application_limits(file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date) -> tuple[Working, ...]:
    """Work out the application limit from each accused's not guilty plea, the earliest first (CrimPR r.18.4).

    A plea that was changed, or a trial that will not be, sets no limit any more.
    """
    return tuple(limit for limit in _all_limits(file, rules, calendar, today) if not limit.start.ended_because)


def _all_limits(file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date) -> tuple[Working, ...]:
    return in_order_of_day(dates_of(APPLICATION, context_of(file, rules, calendar, today), rules))


def limits_to_work_to(file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date) -> tuple[Working, ...]:
    """Return the limits by which a meeting is offered and section 28 considered.

    Once no trial is to come the last ones stay: what was late by then stays late, and what was in time stays in time.
    """
    limits = _all_limits(file, rules, calendar, today)
    return tuple(limit for limit in limits if not limit.start.ended_because) or limits


def in_order_of_day(workings: Iterable[Working]) -> tuple[Working, ...]:
    """Sort by due date; those that cannot be worked out come last."""
    return tuple(sorted(workings, key=lambda w: (w.due is None, w.due or dt.date.max)))


def workings_of(
    rule_id: str, file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date
) -> tuple[Working, ...]:
    """Work out every date of one rule for one witness."""
    limits = () if rule_id == APPLICATION else limits_to_work_to(file, rules, calendar, today)
    return dates_of(rule_id, context_of(file, rules, calendar, today, limits), rules)


def context_of(
    file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date, limits: tuple[Working, ...] = ()
) -> StartContext:
    facts = eligibility_facts(file, today)
    return StartContext(
        file,
        today,
        calendar,
        limits,
        titles={measure.id: measure.title for measure in rules.measures.values()},
        open_measures=tuple(availability(measure, facts) for measure in rules.measures.values()),
        steps=preparation(file, rules.section_28),
    )


def dates_of(rule_id: str, context: StartContext, rules: RuleBook) -> tuple[Working, ...]:
    newest = max((r for r in rules.deadlines if r.id == rule_id), key=lambda r: r.in_force)
    if not newest.starts:
        return ()
    result = []
    for start in STARTS[newest.starts](context):
        try:
            rule = rules.deadline(rule_id, start.event_on or start.on or start.received_on or context.today)
        except NotFound as problem:
            result.append(cannot_work_out(newest, start, _clause(problem)))
            continue
        facts = without_her_name(context.file.duty_facts(rule_id, start.about), context.file)
        judged_on = start.finished_on or (facts.told.on if facts.told else None) or context.today
        start = _clocked(start, rule, context.file, judged_on)
        changed = context.file.office.limit_on(rule_id, judged_on) if rule.is_default else None
        if rule_id == "contact.confirm":
            contact = context.file.safe_contact
            own = contact.confirm_every_days if contact else None
            changed = own or context.file.office.contact_confirm_days
        try:
            result.append(work_out(rule, start, context.calendar, changed, _pauses(facts), _extension(facts, start)))
        except RuleBroken as problem:  # one mistyped year must not take the whole list away
            result.append(cannot_work_out(rule, start, _clause(problem)))
    return tuple(result)


def _clocked(start: Start, rule: DeadlineRule, file: WitnessFile, judged_on: dt.date) -> Start:
    """Let the clock run from the day the rule names, and by her level of rights where the rule tells them apart.

    `judged_on` is the day it was done, or today: rights set by hand later change nothing that was done before.
    """
    if start.on is None:
        start = replace(start, on=start.received_on if rule.clock == "received" else start.event_on)
    if RightsLevel.ENHANCED.value in rule.count:
        start = replace(start, key=rights_of(file, judged_on).level.value)
    return start


def _pauses(facts: DutyFacts) -> tuple[Pause, ...]:
    return tuple(Pause(e.on, e.until or dt.date.max, e.reason) for e in facts.pauses if e.on is not None)


def _extension(facts: DutyFacts, start: Start) -> Extension | None:
    """Return the extension set last. One to a day before the clock began to run was of an earlier plea."""
    last = facts.extensions[-1] if facts.extensions else None
    if last is None or last.until is None or (start.on is not None and last.until < start.on):
        return None
    return Extension(last.until, last.by, last.reason)


def without_her_name(facts: DutyFacts, file: WitnessFile) -> DutyFacts:
    """Put her label in place of her name in what was typed, for lines that are open to the room."""
    staff = {person.name for _, person in file.people}  # one of them may bear her name

    def masked(entry: DutyEntry | None) -> DutyEntry | None:
        if entry is None:
            return None
        by = entry.by
        if entry.kind in _BY_TYPED and by not in staff:
            by = file.witness.without_name(by)
        reason = file.witness.without_name(entry.reason)
        return (
            entry if (by, reason) == (entry.by, entry.reason) else entry.model_copy(update={"by": by, "reason": reason})
        )

    if not facts.entries:
        return facts
    return replace(
        facts,
        told=masked(facts.told),
        reason=masked(facts.reason),
        not_ours=masked(facts.not_ours),
        snoozed=masked(facts.snoozed),
        pauses=tuple(entry for e in facts.pauses if (entry := masked(e))),
        extensions=tuple(entry for e in facts.extensions if (entry := masked(e))),
    )


def _clause(problem: Exception) -> str:
    """Return the words of `problem` so that they can follow "Cannot be worked out: "."""
    text = str(problem).rstrip(".")
    return text[:1].lower() + text[1:]
