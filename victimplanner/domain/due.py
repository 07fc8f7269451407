"""What is due for a case: every rule applied to every witness, each item with its working and how it ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case import Action, CaseState
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.clocks import (
    APPLICATION,
    context_of,
    dates_of,
    in_order_of_day,
    limits_to_work_to,
    without_her_name,
)
from victimplanner.domain.contact import CHANNEL_WORDS
from victimplanner.domain.dates import day_and_date, plural
from victimplanner.domain.deadlines import (
    DeadlineRule,
    Working,
    standing_words,
)
from victimplanner.domain.due_item import DueItem, DueState, item_start, state_on
from victimplanner.domain.due_state import state_of
from victimplanner.domain.duty_entries import DutyFacts
from victimplanner.domain.people import CASE_ROLE_WORDS, CaseRole
from victimplanner.domain.rights import RightsLevel
from victimplanner.domain.rules import OUTSIDE_OWNERS, RuleBook

ACTION = "action"


NO_DAYS = "No number of days"
"""What stands for the count of a rule that names no number of days."""


_NOT_CHASED = frozenset({"police", "court"})
"""Whose duties stand in the ledger and not on the worklist: nobody here can do them."""


def _that_count(facts: DutyFacts, working: Working) -> DutyFacts:
    """Leave out that she was told before it happened: a charge that went on was stopped anew, a plea was changed back."""
    told, happened_on = facts.told, working.start.event_on
    if told is None or told.on is None or happened_on is None or told.on >= happened_on or not working.rule.is_told:
        return facts
    return replace(facts, told=None)


def due_for_witness(
    case_file: CaseFile, file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date
) -> list[DueItem]:
    """List every item of one witness whose clock has started, open and finished, with state on `today`."""
    file = _without_others(case_file, file)
    limits = limits_to_work_to(file, rules, calendar, today)
    context = context_of(file, rules, calendar, today, limits)
    items = []
    for rule_id in rules.rule_ids():
        workings = dates_of(rule_id, context, rules)
        if rule_id == APPLICATION:
            workings = _one_per_state(in_order_of_day(workings))
        items += [_item(case_file, file, working, calendar, today) for working in workings]
    items += [_action_item(case_file, file, action, today) for action in file.actions]
    return items


def _without_others(case_file: CaseFile, file: WitnessFile) -> WitnessFile:
    """Put labels in place of the names of other witnesses in what was typed about the whole case (domain trap 5)."""
    others = [other.witness for other in case_file.witnesses if other.witness.id != file.witness.id]

    def masked(text: str) -> str:
        for other in others:
            text = other.without_name(text)
        return text

    if not any(event.detail and not event.witness_id for event in file.events) and not file.proceedings_changes:
        return file
    events = tuple(e if e.witness_id else e.model_copy(update={"detail": masked(e.detail)}) for e in file.events)
    changes = tuple(c.model_copy(update={"note": masked(c.note)}) for c in file.proceedings_changes)
    return replace(file, events=events, proceedings_changes=changes) if others else file


def _one_per_state(limits: tuple[Working, ...]) -> tuple[Working, ...]:
    """One application serves for all accused: the earliest limit leads, a missing date still shows.

    A limit that ended stands by itself, unless another took its place.
    """
    running = [w for w in limits if not w.start.ended_because]
    known = [w for w in running if w.due is not None]
    unknown = [w for w in running if w.due is None]
    return (*known[:1], *unknown[:1]) or limits[:1]


def due_for_case(case_file: CaseFile, rules: RuleBook, calendar: Calendar, today: dt.date) -> list[DueItem]:
    """List the open items of a case that somebody here can act on, the most pressing first. A closed case has none."""
    if case_file.case.state is CaseState.CLOSED:
        return []
    items = [item for file in case_file.witnesses for item in due_for_witness(case_file, file, rules, calendar, today)]
    return in_order(item for item in items if item.is_open and item.owner_role not in _NOT_CHASED)


def in_order(items: Iterable[DueItem]) -> list[DueItem]:
    """Sort by due date, then case and witness; items without a day come last."""
    return sorted(items, key=lambda i: (i.due is None, i.due or dt.date.max, i.urn, i.witness_label, i.rule_id))


def _item(case_file: CaseFile, file: WitnessFile, working: Working, calendar: Calendar, today: dt.date) -> DueItem:
    rule, start = working.rule, working.start
    entered = _that_count(file.duty_facts(rule.id, start.about), working)
    facts = without_her_name(entered, file)
    told_on = start.finished_on or (facts.told.on if facts.told else None)
    state, note = state_of(rule, working, facts, told_on, case_file, today)
    standing = standing_words(calendar, today, working.due, rule.unit) if working.due else ""
    missing = f"Cannot be worked out: {working.missing}." if working.missing else ""
    why = missing or start.words + (f". {start.detail}" if start.detail else "") + "."
    if state is DueState.NOT_KNOWN and not missing:
        missing = "Not known: it is not recorded whether and when this was done."
    told_how = CHANNEL_WORDS[facts.told.how] if facts.told and facts.told.how else ""
    snoozed_until, snooze_reason = _out_of_sight(facts, working.due, today)
    return DueItem(
        **item_start(case_file, file, rule.id, start.about),
        title=start.title or rule.title,
        why=why,
        rule_words=_rule_words(working),
        citation=rule.citation,
        due=working.due,
        state=state,
        standing=standing,
        missing=missing,
        owner_role=rule.owner,
        owner_name=facts.assigned.by if facts.assigned else start.owner or owner_of(file, rule),
        act_at=rule.act_at,
        count_unit=rule.unit,
        subject_ids=start.subject_ids,
        is_provisional=working.is_provisional,
        right=rule.right,
        level=start.key if RightsLevel.ENHANCED.value in rule.count else "",
        event_on=start.event_on or start.on,
        received_on=start.received_on,
        told_on=told_on,
        told_at=facts.told.at if facts.told else None,
        told_by=start.told_by or (facts.told.by if facts.told else ""),
        told_how=start.told_how or told_how,
        note=note,
        snoozed_until=snoozed_until,
        snooze_reason=snooze_reason,
        entered=entered,
        rule=rule,
        working=working,
    )


def _out_of_sight(facts: DutyFacts, due: dt.date | None, today: dt.date) -> tuple[dt.date | None, str]:
    """Until which day an item is put off, and why. It is back when it is due, which may have come nearer since."""
    entry = facts.snoozed
    if entry is None or entry.until is None:
        return None, ""
    until = min(entry.until, due or entry.until)
    return (until, entry.reason) if until > today else (None, "")


def _rule_words(working: Working) -> str:
    if not working.rule.has_limit:
        return NO_DAYS
    number = working.rule.number(working.start.key) if working.count is None else working.count.number
    if not number:
        return working.rule.brief or "The same day"
    days = plural(number, working.rule.unit.removesuffix("s"))
    return f"{days}, from receipt" if working.rule.clock == "received" else days


def owner_of(file: WitnessFile, rule: DeadlineRule) -> str:
    """Return who owes a duty: the person with that part in the case, or in words that nobody is named."""
    if outside := OUTSIDE_OWNERS.get(rule.owner):
        return outside
    role = CaseRole(rule.owner)
    person = file.person(role)
    return person.name if person else f"{CASE_ROLE_WORDS[role]}, not named"


def _action_item(case_file: CaseFile, file: WitnessFile, action: Action, today: dt.date) -> DueItem:
    state = state_on(today, action.due_on, action.done_on)
    missing = "" if action.due_on else "Cannot be worked out: no day was agreed for this action."
    agreed = "Agreed at the meeting, for" if action.meeting_id else "Agreed for"
    facts = without_her_name(file.duty_facts(ACTION, action.id), file)
    standing = ""
    if action.due_on and action.due_on < today:
        standing = f"{plural((today - action.due_on).days, 'day')} late"
    elif action.due_on and action.due_on > today:
        standing = f"{plural((action.due_on - today).days, 'day')} left"
    elif action.due_on:
        standing = "by end of day"
    snoozed_until, snooze_reason = _out_of_sight(facts, action.due_on, today)
    return DueItem(
        **item_start(case_file, file, ACTION, action.id),
        title=file.witness.without_name(action.text),
        why=f"{agreed} {day_and_date(action.due_on)}." if action.due_on else missing,
        rule_words="Day agreed",
        citation="Action agreed",
        due=action.due_on,
        state=state,
        standing=standing,
        missing=missing,
        owner_role="",
        owner_name=facts.assigned.by if facts.assigned else action.owner,
        act_at="meeting",
        subject_ids=(action.id,),
        snoozed_until=snoozed_until,
        snooze_reason=snooze_reason,
        told_on=action.done_on,
        entered=file.duty_facts(ACTION, action.id),
    )


def counts_by_state(items: Iterable[DueItem]) -> Mapping[DueState, int]:
    """Count items by state."""
    counts: dict[DueState, int] = {}
    for item in items:
        counts[item.state] = counts.get(item.state, 0) + 1
    return counts
