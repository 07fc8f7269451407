"""What is due for a case: every rule applied to every witness, each item with its working and how it ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from victimplanner.domain.calendar import Calendar, Pause
from victimplanner.domain.case import Action, CaseState
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.contact import CHANNEL_WORDS
from victimplanner.domain.dates import day_and_date, plural
from victimplanner.domain.deadlines import (
    DeadlineRule,
    Extension,
    Start,
    Working,
    cannot_work_out,
    standing_words,
    work_out,
)
from victimplanner.domain.due_item import DueItem, DueState, state_on
from victimplanner.domain.duty_entries import DutyEntry, DutyFacts, EntryKind
from victimplanner.domain.eligibility import availability, eligibility_facts
from victimplanner.domain.entitlement import rights_of
from victimplanner.domain.errors import NotFound, RuleBroken
from victimplanner.domain.people import CASE_ROLE_WORDS, CaseRole
from victimplanner.domain.preparation import preparation
from victimplanner.domain.rights import RightsLevel
from victimplanner.domain.rules import OUTSIDE_OWNERS, RuleBook
from victimplanner.domain.start_context import StartContext
from victimplanner.domain.starts import STARTS

APPLICATION = "application"
ACTION = "action"
NO_DAYS = "No number of days"
"""What stands for the count of a rule that names no number of days."""
_BY_TYPED = frozenset({EntryKind.TOLD, EntryKind.EXTENDED})
_NOT_CHASED = frozenset({"police", "court"})
"""Whose duties stand in the ledger and not on the worklist: nobody here can do them."""


def application_limits(file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date) -> tuple[Working, ...]:
    """Work out the application limit from each accused's not guilty plea, the earliest first (CrimPR r.18.4).

    A plea that was changed, or a trial that will not be, sets no limit any more.
    """
    return tuple(limit for limit in _all_limits(file, rules, calendar, today) if not limit.start.ended_because)


def _all_limits(file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date) -> tuple[Working, ...]:
    return in_order_of_day(_workings_of(APPLICATION, _context(file, rules, calendar, today), rules))


def _limits_to_work_to(file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date) -> tuple[Working, ...]:
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
    limits = () if rule_id == APPLICATION else _limits_to_work_to(file, rules, calendar, today)
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
            rule = rules.deadline(rule_id, start.event_on or start.on or start.received_on or context.today)
        except NotFound as problem:
            result.append(cannot_work_out(newest, start, _clause(problem)))
            continue
        facts = _without_name(context.file.duty_facts(rule_id, start.about), context.file)
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


def _without_name(facts: DutyFacts, file: WitnessFile) -> DutyFacts:
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


def _that_count(facts: DutyFacts, working: Working) -> DutyFacts:
    """Leave out that she was told before it happened: a charge that went on was stopped anew, a plea was changed back."""
    told, happened_on = facts.told, working.start.event_on
    if told is None or told.on is None or happened_on is None or told.on >= happened_on or not working.rule.is_told:
        return facts
    return replace(facts, told=None)


def _clause(problem: Exception) -> str:
    """Return the words of `problem` so that they can follow "Cannot be worked out: "."""
    text = str(problem).rstrip(".")
    return text[:1].lower() + text[1:]


def due_for_witness(
    case_file: CaseFile, file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date
) -> list[DueItem]:
    """List every item of one witness whose clock has started, open and finished, with state on `today`."""
    file = _without_others(case_file, file)
    limits = _limits_to_work_to(file, rules, calendar, today)
    context = _context(file, rules, calendar, today, limits)
    items = []
    for rule_id in rules.rule_ids():
        workings = _workings_of(rule_id, context, rules)
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
    facts = _without_name(entered, file)
    told_on = start.finished_on or (facts.told.on if facts.told else None)
    state, note = _state(rule, working, facts, told_on, case_file, today)
    standing = standing_words(calendar, today, working.due, rule.unit) if working.due else ""
    missing = f"Cannot be worked out: {working.missing}." if working.missing else ""
    why = missing or start.words + (f". {start.detail}" if start.detail else "") + "."
    if state is DueState.NOT_KNOWN and not missing:
        missing = "Not known: it is not recorded whether and when this was done."
    told_how = CHANNEL_WORDS[facts.told.how] if facts.told and facts.told.how else ""
    snoozed_until, snooze_reason = _out_of_sight(facts, working.due, today)
    return DueItem(
        key=f"{rule.id}/{file.witness.id}/{start.about}",
        case_id=case_file.case.id,
        urn=case_file.case.urn,
        case_title=case_file.title,
        unit=case_file.case.unit,
        witness_id=file.witness.id,
        witness_label=file.witness.masked,
        about=start.about,
        title=start.title or rule.title,
        why=why,
        rule_id=rule.id,
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


def _state(
    rule: DeadlineRule, working: Working, facts: DutyFacts, told_on: dt.date | None, case: CaseFile, today: dt.date
) -> tuple[DueState, str]:
    """Where a duty stands, from its facts and entries alone, and in words why it ended or was excused."""
    due, start = working.due, working.start
    if facts.not_ours is not None:
        return DueState.NOT_OURS, facts.not_ours.reason
    ended = _ended(start, case)
    until = told_on or (ended[0] if ended else None) or today
    is_late = (due is not None and until > due) or (told_on is None and ended is not None and start.is_missed)
    closes = facts.accepted is not None and facts.reason is not None and facts.reason.until is None
    if is_late and facts.accepted is not None and facts.reason is not None and (told_on is not None or closes):
        return DueState.EXCUSED, f"{facts.reason.reason.rstrip('.')}. Accepted by {facts.accepted.by}."
    if told_on is not None:
        if due is None and rule.has_limit and rule.right[:1].isdigit():
            return DueState.NOT_KNOWN, "Told, but without the day it runs from nobody can say whether in time."
        return state_on(today, due, told_on), facts.reason.reason if facts.reason else ""
    is_police = rule.owner == "police" and is_late  # nobody here knows what the police did
    if ended and not is_police:
        because = ended[1]
        return (DueState.NOT_MET if is_late else DueState.NO_LONGER), f"{because[:1].upper()}{because[1:]}."
    if not rule.has_limit:
        return DueState.NO_LIMIT, ""
    if is_police:
        return DueState.NOT_KNOWN, ""
    return state_on(today, due), facts.reason.reason if facts.reason else ""


def _ended(start: Start, case: CaseFile) -> tuple[dt.date | None, str] | None:
    if start.ended_because:
        return start.ended_on, start.ended_because
    if case.case.state is CaseState.CLOSED:
        return case.case.closed_on, "the case is closed"
    return None


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
    facts = _without_name(file.duty_facts(ACTION, action.id), file)
    standing = ""
    if action.due_on and action.due_on < today:
        standing = f"{plural((today - action.due_on).days, 'day')} late"
    elif action.due_on and action.due_on > today:
        standing = f"{plural((action.due_on - today).days, 'day')} left"
    elif action.due_on:
        standing = "by end of day"
    snoozed_until, snooze_reason = _out_of_sight(facts, action.due_on, today)
    return DueItem(
        key=f"{ACTION}/{file.witness.id}/{action.id}",
        case_id=case_file.case.id,
        urn=case_file.case.urn,
        case_title=case_file.title,
        unit=case_file.case.unit,
        witness_id=file.witness.id,
        witness_label=file.witness.masked,
        about=action.id,
        title=file.witness.without_name(action.text),
        why=f"{agreed} {day_and_date(action.due_on)}." if action.due_on else missing,
        rule_id=ACTION,
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
