"""Questions 1 and 13 to 15: MG2 before charge, the Victim Personal Statement, consultation, the letter on a stop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from victimplanner.domain.case import ChargeState, PleaKind
from victimplanner.domain.case_events import EVENT_WORDS, CaseEvent, EventKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import plain_date, plural
from victimplanner.domain.due_item import DueState
from victimplanner.domain.inspection.duties import evidence_of
from victimplanner.domain.inspection.form import Answered, AnswerState, Evidence, ReviewContext, in_all
from victimplanner.domain.ledger import HERE


def _of_event(event: CaseEvent) -> Evidence:
    day = event.happened_on or event.received_on
    detail = f": {event.detail.rstrip('.')}" if event.detail.strip() else ""
    words = f"{EVENT_WORDS[event.kind]}{', ' + plain_date(day) if day else ', no day recorded'}{detail}"
    return Evidence(words, day, HERE, event.id)


def _days(events: Iterable[CaseEvent]) -> list[dt.date]:
    return [day for event in events if (day := event.happened_on or event.received_on)]


def mg2(context: ReviewContext) -> Answered:
    """1: MG2 received before charge, or asked for again when it was missing."""
    file = context.file
    received, asked = file.events_of(EventKind.MG2_RECEIVED), file.events_of(EventKind.MG2_ASKED)
    charged_on = min((c.charged_on for c in file.charges if c.charged_on), default=None)
    facts = [_of_event(event) for event in (*asked, *received)]
    if charged_on:
        facts.append(Evidence(f"Charged {plain_date(charged_on)}", charged_on, "overview"))
    if not received and not asked:
        words = "Neither that MG2 came nor that it was asked for is recorded."
        return AnswerState.NOT_KNOWN, words, tuple(facts)
    if not received:
        return AnswerState.IN_PART, f"Asked for {_said(asked)}; that it came is not recorded.", tuple(facts)
    came = min(_days(received), default=None)
    if came is None or charged_on is None:
        missing = "the day on which it came" if came is None else "the day of charge"
        return AnswerState.NOT_KNOWN, f"MG2 came; {missing} is not recorded.", tuple(facts)
    if came <= charged_on:
        return AnswerState.MET, f"MG2 came {plain_date(came)}, before charge.", tuple(facts)
    said = f"MG2 came {plain_date(came)}, after charge"
    if asked:
        return AnswerState.IN_PART, f"{said}; it was asked for {_said(asked)}.", tuple(facts)
    return AnswerState.NOT_MET, f"{said}; that it was asked for is not recorded.", tuple(facts)


def _said(events: Iterable[CaseEvent]) -> str:
    days = _days(events)
    return f"on {plain_date(min(days))}" if days else "on a day not recorded"


def personal_statement(context: ReviewContext) -> Answered:
    """13: the Victim Personal Statement offered, how it is to be read asked, taken, sent to the court (Code Right 7)."""
    file = context.file
    if not file.witness.is_complainant:
        return AnswerState.NOT_APPLICABLE, "A witness, not a victim in this case.", ()
    offers, taken, sent = (
        file.events_of(kind) for kind in (EventKind.VPS_OFFERED, EventKind.VPS_TAKEN, EventKind.VPS_SENT)
    )
    said = [m.meeting for m in file.meetings if m.meeting.vps.strip()]
    facts = [_of_event(event) for event in (*offers, *taken, *sent)]
    facts += [Evidence(f"Meeting {m.number}: {m.vps.strip().rstrip('.')}", m.held_on, "meeting", m.id) for m in said]
    is_offered = bool(offers or taken or said)
    if not is_offered:
        if not file.events_of(EventKind.STATEMENT_TAKEN):
            return AnswerState.NOT_KNOWN, "Neither her statement nor an offer is recorded.", tuple(facts)
        return AnswerState.NOT_MET, "Her statement was taken; that one was offered is not recorded.", tuple(facts)
    if not taken:
        return AnswerState.LOOK, "Offered; none is recorded. See whether she wants one.", tuple(facts)
    missing = []
    if not said and not any(event.detail.strip() for event in (*offers, *taken)):
        missing.append("how she wants it read")
    if not sent:
        missing.append("that it was sent to the court")
    if missing:
        return AnswerState.IN_PART, f"Offered and taken; not recorded: {', '.join(missing)}.", tuple(facts)
    return AnswerState.MET, "Offered, taken and sent to the court; how she wants it read is noted.", tuple(facts)


def consulted(context: ReviewContext) -> Answered:
    """14: consulted before a charge was stopped or altered, and on pleas."""
    file = context.file
    talks = file.events_of(EventKind.CONSULTED)
    facts = [_of_event(event) for event in talks]
    occasions = _occasions(file)
    facts += [Evidence(words, day, HERE, subject) for words, day, subject in occasions]
    if not occasions:
        if any(plea.plea is PleaKind.GUILTY for plea in file.pleas) and not talks:
            words = (
                "A guilty plea was entered. Whether a plea was accepted that she was to be asked about, see the file."
            )
            return AnswerState.LOOK, words, tuple(facts)
        if talks:
            return AnswerState.MET, f"Consulted {plural(len(talks), 'time')}.", tuple(facts)
        return AnswerState.NOT_APPLICABLE, "No charge was stopped or altered.", ()
    days = _days(talks)
    good = sum(1 for _, day, _ in occasions if day is not None and any(talk <= day for talk in days))
    undated = [words for words, day, _ in occasions if day is None]
    if undated and days:
        return AnswerState.NOT_KNOWN, "Consulted; the day on which a charge was stopped is missing.", tuple(facts)
    words = f"Consulted before {good} of {plural(len(occasions), 'decision')} to stop or alter a charge."
    return in_all(good, len(occasions)), words, tuple(facts)


def _occasions(file: WitnessFile) -> list[tuple[str, dt.date | None, str]]:
    found = [
        (f"Charge stopped{', ' + plain_date(c.stopped_on) if c.stopped_on else ''}: {c.offence}", c.stopped_on, c.id)
        for c in file.charges
        if c.state is ChargeState.STOPPED
    ]
    altered = file.events_of(EventKind.CHARGE_ALTERED)
    return found + [(_of_event(event).words, event.happened_on, event.id) for event in altered]


def stop_letter(context: ReviewContext) -> Answered:
    """15: the letter on a stopped or altered charge in time; addressee, address and second check are for a person."""
    items = [item for item in context.items_of("R6d") if item.state is not DueState.NOT_OURS]
    if not items:
        return AnswerState.NOT_APPLICABLE, "No charge was stopped or altered.", ()
    facts = tuple(evidence_of(item) for item in items)
    done = [item for item in items if item.state in (DueState.MET, DueState.EXCUSED)]
    late = [item for item in items if item.state is DueState.MET_LATE]
    failed = [item for item in items if item.state in (DueState.OVERDUE, DueState.NOT_MET)]
    if failed:
        state = AnswerState.IN_PART if done or late else AnswerState.NOT_MET
        return state, f"{len(failed)} of {plural(len(items), 'time')} not told.", facts
    if late:
        return AnswerState.IN_PART, f"{len(late)} of {len(items)} told late.", facts
    if not done:
        unknown = any(item.state is DueState.NOT_KNOWN for item in items)
        state = AnswerState.NOT_KNOWN if unknown else AnswerState.NOT_YET
        return state, "Not told yet; " + ("a day is missing." if unknown else "not late yet."), facts
    words = "In time. Addressee, safe address and second check are not recorded here: a person must look."
    return AnswerState.LOOK, words, facts
