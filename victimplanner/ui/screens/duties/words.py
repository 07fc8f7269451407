"""The words of the Code duties tab: the clock of a duty, what was entered about it, and why something cannot be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case_events import EVENT_WORDS, CaseEvent
from victimplanner.domain.contact import CHANNEL_WORDS
from victimplanner.domain.dates import day_and_date
from victimplanner.domain.deadlines import span_words
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.duty_entries import ENTRY_WORDS, DutyEntry, EntryKind
from victimplanner.domain.entitlement import Rights
from victimplanner.services.duties import is_ours
from victimplanner.services.tellings import can_be_told
from victimplanner.ui.duty_words import result_pill, result_words
from victimplanner.ui.formats import UNKNOWN, day_and_time, full_day, recent_day, short_day, week_day
from victimplanner.ui.screens.duties.state import TAB_WORDS, Act, DutyLine

NO_ACCOUNT = "Do not record her account here."
NO_ROLE = "Your role may not do this. Ask a colleague whose role allows it, or your manager."
_DONE = (DueState.MET, DueState.MET_LATE, DueState.NO_LONGER)


def duty_line(item: DueItem, ledger: Iterable[DueItem], calendar: Calendar, today: dt.date) -> DutyLine:
    """Put one duty into words. Of the whole `ledger` it needs the court’s own stage of a two-stage clock."""
    told, more = _told(item, today)
    return DutyLine(
        id=item.key,
        item=item,
        result=result_pill(item),
        result_words=result_words(item, calendar),
        told=told,
        told_more=more,
        clock=clock_words(item, ledger, calendar),
        entries=entries_words(item.entered.entries),
    )


def rights_words(rights: Rights) -> str:
    """Return "from 2 Oct: sexual offence"."""
    since = f"from {short_day(rights.since)}: " if rights.since and rights.override is None else ""
    return f"{since}{rights.because}"


def _told(item: DueItem, today: dt.date) -> tuple[str, str]:
    if item.told_on is not None:
        who = ", ".join(part for part in (item.told_by, item.told_how[:1].lower() + item.told_how[1:]) if part)
        return recent_day(item.told_on, today), who
    facts = item.entered
    if facts.accepted is not None:
        return UNKNOWN, "Reason accepted"
    if facts.reason is not None:
        return UNKNOWN, "Reason given" + (
            f", to be done by {short_day(facts.reason.until)}" if facts.reason.until else ""
        )
    if item.snoozed_until is not None and item.is_open:
        return UNKNOWN, f"Put off to {short_day(item.snoozed_until)}"
    return UNKNOWN, ""


# ---------------------------------------------------------------- the clock


def clock_words(item: DueItem, ledger: Iterable[DueItem], calendar: Calendar) -> str:
    """Return the two stages of the clock in sentences: from what it ran, how it was counted, how the court kept its time."""
    if item.state is DueState.NOT_STARTED:
        return item.why
    working, rule = item.working, item.rule
    assert working is not None
    assert rule is not None
    is_counted = working.count is not None and bool(working.count.number)
    on = f", {week_day(item.event_on)}" if item.event_on else ""
    parts = [f"{trigger_words(item)}{on}." if is_counted else f"{working.start.words}{_detail(item)}."]
    if item.missing:
        parts.append(item.missing)
    elif not rule.has_limit:
        parts.append("The rule names no number of days: as soon as possible.")
    elif is_counted and working.count is not None:
        unit = rule.unit.removesuffix("s") if working.count.number == 1 else rule.unit
        first = (
            f"Received {week_day(working.count.start)}" if rule.clock == "received" else week_day(working.count.start)
        )
        parts.append(f"{first} + {working.count.number} {unit} = {week_day(working.count.due)}.")
    elif item.due is not None:
        parts.append(f"Due {week_day(item.due)}.")
    if item.due is not None and working.count is not None and item.due != working.count.due:
        parts.append(f"Extended to {week_day(item.due)}.")
    if item.entered.pauses:
        parts.append("Paused days are left out.")
    if rule.clock == "received" and item.due is not None:
        parts.append("The clock starts on receipt, not at the event.")
        parts.append(_first_stage(item, ledger, calendar))
    if item.note:
        parts.append(item.note)
    return " ".join(part for part in parts if part)


def trigger_words(item: DueItem) -> str:
    """Return what started a duty, without the days, which stand beside it in the table; or what it waits for."""
    if item.working is None:
        return f"waits for {item.rule.waits_for}" if item.rule else item.why
    words = item.working.start.words
    for day in (item.event_on, item.received_on):
        if day is not None:
            words = words.replace(f", received {day_and_date(day)}", "").replace(f", {day_and_date(day)}", "")
    return f"{words}{_detail(item)}"


def _detail(item: DueItem) -> str:
    detail = item.working.start.detail.rstrip(".") if item.working else ""
    return f": {detail}" if detail else ""


def _first_stage(item: DueItem, ledger: Iterable[DueItem], calendar: Calendar) -> str:
    """How long the information took to come, with the limit of whoever owed it to us."""
    if item.event_on is None or item.received_on is None or item.event_on >= item.received_on:
        return ""
    took = span_words(calendar, item.event_on, item.received_on, item.count_unit)
    stage = next((i for i in ledger if i.owner_role == "court" and i.about == item.about and i.rule is not None), None)
    if stage is None or stage.working is None or stage.working.count is None:
        return f"The information took {took} to come."
    return f"The court took {took} (limit {stage.working.count.number})."


# ---------------------------------------------------------------- entries


def entries_words(entries: Iterable[DutyEntry]) -> str:
    """Return everything that was entered about a duty, the newest first, those taken off again marked as such."""
    known = list(entries)
    off = {entry.of_id: entry for entry in known if entry.kind is EntryKind.TAKEN_OFF}
    lines = []
    for entry in reversed(known):
        words = f"{day_and_time(entry.entered_at)}, {entry.entered_by}: {entry_words(entry)}"
        if entry.kind is EntryKind.TAKEN_OFF:
            what = next((e for e in known if e.id == entry.of_id), None)
            words = f"{day_and_time(entry.entered_at)}, {entry.entered_by}: taken off “{entry_words(what) if what else ''}”. "
            words += entry.reason
        elif entry.id in off:
            words += " (taken off again)"
        lines.append(words)
    return "\n\n".join(lines)


def entry_words(entry: DutyEntry) -> str:
    """Return one entry in words: "Told or done on Mon 23 Nov 2026 by T. Garside, telephone call"."""
    words = ENTRY_WORDS[entry.kind]
    if entry.kind is EntryKind.TOLD and entry.on:
        words += f" on {full_day(entry.on)}"
    if entry.kind is EntryKind.PAUSED and entry.on and entry.until:
        words += f" from {full_day(entry.on)} to {full_day(entry.until)}"
    if entry.kind in (EntryKind.EXTENDED, EntryKind.SNOOZED) and entry.until:
        words += f" to {full_day(entry.until)}"
    if entry.kind is EntryKind.ASSIGNED:
        words += f" to {entry.by}"
    elif entry.by and entry.kind is not EntryKind.REASON_ACCEPTED:
        words += f" by {entry.by}"
    if entry.how:
        words += f", {CHANNEL_WORDS[entry.how].lower()}"
    if entry.kind is EntryKind.REASON and entry.until:
        words += f", to be done by {full_day(entry.until)}"
    return words + (f": {entry.reason.rstrip('.')}" if entry.reason else "")


def live_entries(item: DueItem) -> list[DutyEntry]:
    """Return the entries about a duty that can be taken off again, the newest first."""
    known = item.entered.entries
    off = {entry.of_id for entry in known if entry.kind is EntryKind.TAKEN_OFF}
    return [e for e in reversed(known) if e.kind is not EntryKind.TAKEN_OFF and e.id not in off and e.of_id not in off]


# ---------------------------------------------------------------- events


def event_words(event: CaseEvent) -> str:
    """Return one event for a list: "Outcome of the case, Mon 16 Nov 2026, received Wed 18 Nov 2026"."""
    words = EVENT_WORDS[event.kind]
    if event.happened_on:
        words += f", {full_day(event.happened_on)}"
    if event.received_on:
        words += f", received {full_day(event.received_on)}"
    return words


def events_text(events: Iterable[CaseEvent]) -> str:
    """Return every event with who entered it, the newest first, withdrawn ones with why."""
    lines = []
    for event in sorted(events, key=lambda e: e.sequence, reverse=True):
        line = event_words(event)
        if event.entered_on:
            line += f"\n    Entered {full_day(event.entered_on)} by {event.entered_by or 'nobody named'}."
        if event.is_withdrawn and event.withdrawn_on:
            line += f"\n    Withdrawn {full_day(event.withdrawn_on)} by {event.withdrawn_by}: {event.withdrawn_reason}"
        lines.append(line)
    return "\n\n".join(lines)


# ---------------------------------------------------------------- why not


def why_not(act: Act, line: DutyLine | None, may: frozenset[Act], user_name: str) -> str:
    """Say why something cannot be done with a duty now and what can be done instead; "" when it can."""
    if line is None:
        return "Choose a duty in the table first."
    item = line.item
    if item.state is DueState.NOT_STARTED:
        return f"{item.why} Enter the event that starts it."
    if act not in may:
        return NO_ROLE
    rule = item.rule
    words = ""
    if act is Act.TOLD:
        words = _why_not_told(item)
    elif act is Act.REASON and item.state in (DueState.MET, DueState.NO_LONGER):
        words = "It was done in time or is of no more use: no reason is needed."
    elif act is Act.ACCEPT:
        words = _why_not_accept(item, user_name)
    elif act is Act.NOT_OURS and item.state is DueState.NOT_OURS:
        words = "It is set as not our duty already. Take that entry off to undo it."
    elif act in (Act.PAUSE, Act.EXTEND) and (rule is None or not rule.has_limit):
        words = "The rule names no number of days: there is no time to change."
    elif act in (Act.PAUSE, Act.EXTEND) and rule is not None and not rule.may_extend:
        words = f"{item.citation} leaves no room to change the time. Give a reason instead."
    elif act is Act.TAKE_OFF and not live_entries(item):
        words = "Nothing was entered about this duty that could be taken off."
    elif act in (Act.HAND_OVER, Act.PUT_OFF) and not item.is_open:
        words = "It is finished: there is nothing to hand over or put off."
    elif act is Act.PUT_OFF and item.state in (DueState.OVERDUE, DueState.TODAY):
        words = "It is due already and cannot be put off. Record that it was done, or give a reason."
    return words


def _why_not_told(item: DueItem) -> str:
    if item.state is DueState.NOT_OURS:
        return "It is set as not our duty. Take that entry off first."
    if item.told_on is not None:
        return "It is recorded already. To put it right, take that entry off again and record it anew."
    if not can_be_told(item):
        place = TAB_WORDS.get(item.act_at)
        return f"It is finished where it is done: press Enter for {place}." if place else "Nobody here can finish it."
    return ""


def _why_not_accept(item: DueItem, user_name: str) -> str:
    given = item.entered.reason
    if given is None:
        return "No reason is given yet."
    if item.entered.accepted is not None:
        return "This reason is accepted already."
    return "You gave this reason yourself. Another manager accepts it." if given.entered_by == user_name else ""


def reason_note(line: DutyLine | None) -> str:
    """Return the quiet words beside the buttons: what a reason needs, or who gave one and what is still to come."""
    if line is None or line.is_waiting:
        return ""
    item = line.item
    given = item.entered.reason
    if given is not None and item.entered.accepted is None:
        return f"Reason given by {given.entered_by}: {given.reason.rstrip('.')}. A manager accepts it or not."
    if item.state in _DONE or item.state is DueState.EXCUSED:
        return ""
    if not is_ours(item):
        return f"Owed by {item.owner_name}."
    return "A good reason needs words and a manager’s name."
