"""The triggers of the Victims' Code: what happened, when this office heard of it, and what ends the duty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from victimplanner.domain.case import ChargeState, PleaKind
from victimplanner.domain.case_events import EVENT_WORDS, LEAST_CUSTODY_MONTHS, CaseEvent, EventKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import day_and_date
from victimplanner.domain.deadlines import Start
from victimplanner.domain.hearing_starts import HEARING_STARTS
from victimplanner.domain.measures import PROCEEDINGS_CHANGE_WORDS
from victimplanner.domain.start_context import StartContext
from victimplanner.domain.turning_points import admits, trial_over

OUTCOME_TOLD = "R9a"
"""The rule by which she is told of the outcome (Code Right 9)."""


_NOT_RECEIVED = "the day on which the information was received is missing"


_NOT_HAPPENED = "the day on which it happened is missing"


def _of_event(event: CaseEvent, file: WitnessFile) -> Start:
    """Both days of an event; which of them starts the clock is the rule's to say."""
    words = EVENT_WORDS[event.kind]
    if event.happened_on:
        words += f", {day_and_date(event.happened_on)}"
    if event.received_on and event.received_on != event.happened_on:
        words += f", received {day_and_date(event.received_on)}"
    return Start(
        about=event.duty_about,
        words=words,
        on=None,
        missing=_NOT_RECEIVED if event.happened_on else _NOT_HAPPENED,
        detail=file.witness.without_name(event.detail).rstrip("."),
        event_on=event.happened_on,
        received_on=event.received_on,
        subject_ids=(event.id,),
    )


def _on_event(kind: EventKind) -> Callable[[StartContext], Sequence[Start]]:
    def starts(context: StartContext) -> Sequence[Start]:
        return [_of_event(event, context.file) for event in context.file.events_of(kind)]

    return starts


def _reaching_us(*kinds: EventKind) -> Callable[[StartContext], Sequence[Start]]:
    """The court's own stage of a two-stage clock: from the event until this office has heard of it."""

    def starts(context: StartContext) -> Sequence[Start]:
        found = []
        for event in context.file.events_of(*kinds):
            start = _of_event(event, context.file)
            found.append(
                Start(
                    about=start.about,
                    words=start.words,
                    on=event.happened_on,
                    missing=_NOT_HAPPENED,
                    detail=start.detail,
                    event_on=event.happened_on,
                    received_on=event.received_on,
                    finished_on=event.received_on,
                    subject_ids=start.subject_ids,
                )
            )
        return found

    return starts


def charge_decided(context: StartContext) -> Sequence[Start]:
    """Code Right 6: she is told of a charge, or of a decision not to charge, with reasons."""
    file = context.file
    days = sorted({charge.charged_on for charge in file.charges if charge.charged_on})
    charged = [
        Start(
            about=_about_charges(file, day),
            words=f"Charged, {day_and_date(day)}",
            on=None,
            event_on=day,
            received_on=day,
            detail="; ".join(dict.fromkeys(c.offence for c in file.charges if c.charged_on == day)),
            subject_ids=tuple(c.id for c in file.charges if c.charged_on == day),
        )
        for day in days
    ]
    return [*charged, *_on_event(EventKind.NOT_CHARGED)(context)]


def _about_charges(file: WitnessFile, day: dt.date) -> str:
    """Return what the telling of the charges of one day is about: one of them, the one with entries if there is any.

    So what she was told stays when a day is put right, and when a further charge of that day is entered.
    """
    abouts = sorted(f"charge/{charge.id}" for charge in file.charges if charge.charged_on == day)
    return next((about for about in abouts if file.duty_facts("R6c", about).entries), abouts[0])


def charge_stopped(context: StartContext) -> Sequence[Start]:
    """Code Right 6: a charge was stopped or substantially altered; reasons, review, a letter."""
    stopped = [
        Start(
            about=charge.id,
            words="Charge stopped" + (f", {day_and_date(charge.stopped_on)}" if charge.stopped_on else ""),
            on=None,
            missing="the day on which the charge was stopped is missing",
            detail=charge.offence,
            event_on=charge.stopped_on,
            received_on=charge.stopped_on,
            subject_ids=(charge.id,),
        )
        for charge in context.file.charges
        if charge.state is ChargeState.STOPPED
    ]
    return [*stopped, *_on_event(EventKind.CHARGE_ALTERED)(context)]


def statement_to_offer(context: StartContext) -> Sequence[Start]:
    """Code Right 7: a Victim Personal Statement is offered when her statement is taken."""
    offered = context.file.events_of(EventKind.VPS_OFFERED, EventKind.VPS_TAKEN)
    days = [event.happened_on for event in offered if event.happened_on]
    return [
        Start(
            about="statement",
            words=f"Statement taken, {day_and_date(event.happened_on)}" if event.happened_on else "Statement taken",
            on=None,
            missing=_NOT_HAPPENED,
            event_on=event.happened_on,
            received_on=event.received_on,
            finished_on=min(days, default=None),
            subject_ids=(event.id,),
        )
        for event in context.file.events_of(EventKind.STATEMENT_TAKEN)[:1]
    ]


def needs_to_assess(context: StartContext) -> Sequence[Start]:
    """Code Right 8.2: after a not guilty plea, where she is required, needs are assessed and a visit is offered."""
    file = context.file
    required = file.events_of(EventKind.REQUIRED_TO_ATTEND)
    denied = [plea for plea in file.pleas if plea.plea is PleaKind.NOT_GUILTY]
    if not required or not denied:
        return []
    days = [day for day in (required[0].received_on, max(p.entered_on or dt.date.min for p in denied)) if day]
    since = max(days, default=None)
    over = trial_over(file)
    return [
        Start(
            about="needs",
            words="Not guilty plea, and required to attend",
            on=None,
            event_on=None if since == dt.date.min else since,
            received_on=required[0].received_on,
            subject_ids=(required[0].id,),
            ended_on=over.on if over else None,
            ended_because=over.because if over else "",
        )
    ]


def outcome_known(context: StartContext) -> Sequence[Start]:
    """Code Right 9: the outcome is told from receipt. A guilty plea is an outcome that the court has still to report."""
    file = context.file
    events = file.events_of(EventKind.OUTCOME)
    reported = {event.defendant_id for event in events}
    starts = [replace(_of_event(event, file), about=_outcome_about(event, file)) for event in events]
    if None in reported:
        return starts
    for defendant in file.defendants:
        plea = file.plea_of(defendant)
        if plea is not None and plea.plea is PleaKind.GUILTY and defendant.id not in reported:
            day = f", {day_and_date(plea.entered_on)}" if plea.entered_on else ""
            starts.append(
                Start(
                    about=_plea_about(defendant.id),
                    words=f"Guilty plea of {defendant.label}{day}",
                    on=None,
                    missing="the day on which the court’s information about the guilty plea was received is missing",
                    event_on=plea.entered_on,
                    subject_ids=(defendant.id, plea.id),
                )
            )
    return starts


def _plea_about(defendant_id: str) -> str:
    return f"plea/{defendant_id}"


def _outcome_about(event: CaseEvent, file: WitnessFile) -> str:
    """Return what an outcome is about: what was entered about a guilty plea before its outcome came goes over to it."""
    earlier = file.events_of(EventKind.OUTCOME)
    earlier = earlier[: earlier.index(event)]
    pleas = [
        _plea_about(accused.id)
        for accused in file.defendants
        if event.defendant_id in (None, accused.id)
        and admits(file, accused)
        and all(other.defendant_id not in (None, accused.id) for other in earlier)
        and file.duty_facts(OUTCOME_TOLD, _plea_about(accused.id)).entries
    ]
    return pleas[0] if len(pleas) == 1 else event.duty_about


def long_custody(context: StartContext) -> Sequence[Start]:
    """Code Right 11: custody of twelve months or more for a specified violent or sexual offence."""
    if not context.file.witness.is_complainant:
        return []  # the contact scheme is for victims
    return [
        _of_event(event, context.file)
        for event in context.file.events_of(EventKind.SENTENCE)
        if event.is_specified_offence and (event.custody_months or 0) >= LEAST_CUSTODY_MONTHS
    ]


def support_withdrawn(context: StartContext) -> Sequence[Start]:
    """She no longer supports the prosecution, or says it is not true: somebody decides how to go on, and says so."""
    kinds = (EventKind.SUPPORT_WITHDRAWN, EventKind.RETRACTED)
    return [_of_event(event, context.file) for event in context.file.events_of(*kinds)]


def proceedings_changed(context: StartContext) -> Sequence[Start]:
    """A re-trial, a transfer, a joinder: she is told that things begin anew elsewhere; directions are checked apart."""
    return [
        Start(
            about=change.id,
            words=f"{PROCEEDINGS_CHANGE_WORDS[change.kind]}, {day_and_date(change.happened_on)}",
            on=change.happened_on,
            detail=context.file.witness.without_name(change.note).rstrip("."),
            event_on=change.happened_on,
            subject_ids=(change.id,),
        )
        for change in context.file.proceedings_changes
    ]


CODE_STARTS: Mapping[str, Callable[[StartContext], Sequence[Start]]] = {
    **{kind.value: _on_event(kind) for kind in EventKind},
    "bail_result_to_reach_us": _reaching_us(EventKind.BAIL_RESULT),
    "outcome_to_reach_us": _reaching_us(EventKind.OUTCOME, EventKind.SENTENCE),
    "support_lost": support_withdrawn,
    **{
        function.__name__: function
        for function in (
            charge_decided,
            charge_stopped,
            statement_to_offer,
            needs_to_assess,
            *HEARING_STARTS,
            outcome_known,
            long_custody,
            proceedings_changed,
        )
    },
}
