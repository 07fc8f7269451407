"""What is due for a case: every rule applied to every witness, each item with its working."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case import Action, CaseState
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.dates import day_and_date, plural
from victimplanner.domain.deadlines import (
    DeadlineRule,
    DueItem,
    DueState,
    Working,
    cannot_work_out,
    standing_words,
    state_on,
    work_out,
)
from victimplanner.domain.eligibility import availability, eligibility_facts
from victimplanner.domain.errors import NotFound, RuleBroken
from victimplanner.domain.people import CASE_ROLE_WORDS, CaseRole
from victimplanner.domain.preparation import preparation
from victimplanner.domain.rules import OUTSIDE_OWNERS, RuleBook
from victimplanner.domain.start_context import StartContext
from victimplanner.domain.starts import STARTS

_APPLICATION = "application"
_OPEN = (
    DueState.OVERDUE,
    DueState.TODAY,
    DueState.THIS_WEEK,
    DueState.NEXT_TWO_WEEKS,
    DueState.LATER,
    DueState.NOT_KNOWN,
)


def application_limits(file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date) -> tuple[Working, ...]:
    """Work out the application limit from each accused's not guilty plea, the earliest first (CrimPR r.18.4)."""
    workings = _workings_of(_APPLICATION, _context(file, rules, calendar, today), rules)
    return tuple(sorted(workings, key=lambda w: (w.due is None, w.due or dt.date.max)))


def workings_of(
    rule_id: str, file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date
) -> tuple[Working, ...]:
    """Work out every date of one rule for one witness."""
    limits = () if rule_id == _APPLICATION else application_limits(file, rules, calendar, today)
    return _workings_of(rule_id, _context(file, rules, calendar, today, limits), rules)


def _context(
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


def _workings_of(rule_id: str, context: StartContext, rules: RuleBook) -> tuple[Working, ...]:
    newest = max((r for r in rules.deadlines if r.id == rule_id), key=lambda r: r.in_force)
    if not newest.starts:
        return ()
    result = []
    for start in STARTS[newest.starts](context):
        try:
            rule = rules.deadline(rule_id, start.on or context.today)
        except NotFound as problem:
            result.append(cannot_work_out(newest, start, _clause(problem)))
            continue
        changed = context.file.office.rule_counts.get(rule_id) if rule.is_default else None
        if rule_id == "contact.confirm":
            contact = context.file.safe_contact
            own = contact.confirm_every_days if contact else None
            changed = own or context.file.office.contact_confirm_days
        try:
            result.append(work_out(rule, start, context.calendar, changed))
        except RuleBroken as problem:  # one mistyped year must not take the whole list away
            result.append(cannot_work_out(rule, start, _clause(problem)))
    return tuple(result)


def _clause(problem: Exception) -> str:
    """Return the words of `problem` so that they can follow "Cannot be worked out: "."""
    text = str(problem).rstrip(".")
    return text[:1].lower() + text[1:]


def due_for_witness(
    case_file: CaseFile, file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date
) -> list[DueItem]:
    """List every item of one witness, open and finished, with state on `today`."""
    limits = application_limits(file, rules, calendar, today)
    context = _context(file, rules, calendar, today, limits)
    items = []
    for rule_id in rules.rule_ids():
        workings = limits if rule_id == _APPLICATION else _workings_of(rule_id, context, rules)
        if rule_id == _APPLICATION:
            workings = _one_per_state(workings)
        items += [_item(case_file, file, working, calendar, today) for working in workings]
    items += [_action_item(case_file, file, action, today) for action in file.actions]
    return items


def _one_per_state(limits: Iterable[Working]) -> tuple[Working, ...]:
    """One application serves for all accused: the earliest limit leads, a missing date still shows."""
    limits = tuple(limits)
    known = [w for w in limits if w.due is not None]
    unknown = [w for w in limits if w.due is None]
    return (*known[:1], *unknown[:1])


def due_for_case(case_file: CaseFile, rules: RuleBook, calendar: Calendar, today: dt.date) -> list[DueItem]:
    """List the open items of a case, the most pressing first. A closed case has none."""
    if case_file.case.state is CaseState.CLOSED:
        return []
    items = [item for file in case_file.witnesses for item in due_for_witness(case_file, file, rules, calendar, today)]
    return in_order(item for item in items if item.state in _OPEN)


def in_order(items: Iterable[DueItem]) -> list[DueItem]:
    """Sort by due date, then case and witness; items that cannot be worked out come last."""
    return sorted(items, key=lambda i: (i.due is None, i.due or dt.date.max, i.urn, i.witness_label, i.rule_id))


def _item(case_file: CaseFile, file: WitnessFile, working: Working, calendar: Calendar, today: dt.date) -> DueItem:
    rule, start = working.rule, working.start
    standing = standing_words(calendar, today, working.due, rule.unit) if working.due else ""
    missing = f"Cannot be worked out: {working.missing}." if working.missing else ""
    why = missing or start.words + (f". {start.detail}" if start.detail else "") + "."
    return DueItem(
        key=f"{rule.id}/{file.witness.id}/{start.about}",
        case_id=case_file.case.id,
        urn=case_file.case.urn,
        case_title=case_file.title,
        witness_id=file.witness.id,
        witness_label=file.witness.masked,
        title=start.title or rule.title,
        why=why,
        rule_id=rule.id,
        rule_words=_rule_words(working),
        citation=rule.citation,
        due=working.due,
        state=state_on(today, working.due, start.finished_on),
        standing=standing,
        missing=missing,
        owner_role=rule.owner,
        owner_name=start.owner or _owner(file, rule),
        act_at=rule.act_at,
        subject_ids=start.subject_ids,
        is_provisional=working.is_provisional,
        working=working,
    )


def _rule_words(working: Working) -> str:
    number = working.rule.number(working.start.key) if working.count is None else working.count.number
    if not number:
        return working.rule.brief or "The same day"
    days = plural(number, working.rule.unit.removesuffix("s"))
    return f"{days}, from receipt" if working.rule.clock == "received" else days


def _owner(file: WitnessFile, rule: DeadlineRule) -> str:
    if outside := OUTSIDE_OWNERS.get(rule.owner):
        return outside
    role = CaseRole(rule.owner)
    person = file.person(role)
    return person.name if person else f"{CASE_ROLE_WORDS[role]}, not named"


def _action_item(case_file: CaseFile, file: WitnessFile, action: Action, today: dt.date) -> DueItem:
    state = state_on(today, action.due_on, action.done_on)
    missing = "" if action.due_on else "Cannot be worked out: no day was agreed for this action."
    agreed = "Agreed at the meeting, for" if action.meeting_id else "Agreed for"
    standing = ""
    if action.due_on and action.due_on < today:
        standing = f"{plural((today - action.due_on).days, 'day')} late"
    elif action.due_on and action.due_on > today:
        standing = f"{plural((action.due_on - today).days, 'day')} left"
    elif action.due_on:
        standing = "by end of day"
    return DueItem(
        key=f"action/{file.witness.id}/{action.id}",
        case_id=case_file.case.id,
        urn=case_file.case.urn,
        case_title=case_file.title,
        witness_id=file.witness.id,
        witness_label=file.witness.masked,
        title=file.witness.without_name(action.text),
        why=f"{agreed} {day_and_date(action.due_on)}." if action.due_on else missing,
        rule_id="action",
        rule_words="Day agreed",
        citation="Action agreed",
        due=action.due_on,
        state=state,
        standing=standing,
        missing=missing,
        owner_role="",
        owner_name=action.owner,
        act_at="meeting",
        subject_ids=(action.id,),
    )


def counts_by_state(items: Iterable[DueItem]) -> Mapping[DueState, int]:
    """Count items by state."""
    counts: dict[DueState, int] = {}
    for item in items:
        counts[item.state] = counts.get(item.state, 0) + 1
    return counts
