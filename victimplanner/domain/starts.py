"""The triggers that rules name: each finds, in one witness's file, what has started a clock and what has ended it.

A trigger that has not happened yet gives nothing. One that has happened on a day nobody recorded gives a `Start`
without a day, and the sentence that says which fact is missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from victimplanner.domain.case import Defendant, Plea, PleaKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.code_starts import CODE_STARTS
from victimplanner.domain.contact_starts import CONTACT_STARTS
from victimplanner.domain.dates import day_and_date
from victimplanner.domain.deadlines import Start
from victimplanner.domain.measures import (
    DIRECTION_WORDS,
    SOUGHT,
    ApplicationPurpose,
    Direction,
    Route,
    latest,
)
from victimplanner.domain.meeting_starts import MEETING_STARTS
from victimplanner.domain.recording_starts import RECORDING_STARTS
from victimplanner.domain.start_context import StartContext
from victimplanner.domain.turning_points import Ending, outcomes_of, trial_over


def not_guilty_plea(context: StartContext) -> Sequence[Start]:
    """CrimPR 2025 r.18.4: the clock runs from each accused's own not guilty plea."""
    file = context.file
    # A direction without an application (r.18.9, the court's own motion) leaves nothing to serve.
    served = _application_served_on(file) or _decided_on(file) or _nothing_sought_on(context)
    starts = []
    for defendant in file.defendants:
        plea, over = _denied(file, defendant)
        if plea is None:
            continue
        day = f", {day_and_date(plea.entered_on)}" if plea.entered_on else ""
        starts.append(
            Start(
                about=defendant.label,
                words=f"Not guilty plea of {defendant.label}{day}",
                on=plea.entered_on,
                missing=f"the date of the not guilty plea of {defendant.label} is missing",
                finished_on=served,
                subject_ids=(defendant.id, plea.id),
                key=file.case.court_kind.value,
                ended_on=over.on if over else None,
                ended_because=over.because if over else "",
                event_on=plea.entered_on,
            )
        )
    return starts


def _denied(file: WitnessFile, defendant: Defendant) -> tuple[Plea | None, Ending | None]:
    """Return the not guilty plea that started a clock, and what ended it: his own guilty plea or outcome, or the trial."""
    own = sorted((plea for plea in file.pleas if plea.defendant_id == defendant.id), key=lambda p: p.sequence)
    denied = next((plea for plea in reversed(own) if plea.plea is PleaKind.NOT_GUILTY), None)
    if denied is None:
        return None, None
    if own[-1] is denied:
        return denied, trial_over(file) or _own_outcome(file, defendant)
    day = f", {day_and_date(own[-1].entered_on)}" if own[-1].entered_on else ""
    return denied, Ending(own[-1].entered_on, f"{defendant.label} pleaded guilty{day}")


def _own_outcome(file: WitnessFile, defendant: Defendant) -> Ending | None:
    event = next(iter(outcomes_of(file, defendant)), None)
    if event is None:
        return None
    day = event.happened_on or event.received_on
    return Ending(day, f"the outcome of {defendant.label} is known" + (f", {day_and_date(day)}" if day else ""))


def application_served(context: StartContext) -> Sequence[Start]:
    """CrimPR 2025 r.18.13: ten business days for the other parties, from service of the application.

    A notice under r.18.9 asks for no response: it serves only where no other party opposes.
    """
    return [
        Start(
            about=application.id,
            words=f"Application served, {day_and_date(application.served_on)}",
            on=application.served_on,
            # A decision made before this application was served answers an earlier one.
            finished_on=application.response_received_on or _decided_on(context.file, application.served_on),
            subject_ids=(application.id,),
            event_on=application.served_on,
        )
        for application in context.file.applications
        if application.served_on is not None and application.route is not Route.R18_9_NOTICE
    ]


def _nothing_sought_on(context: StartContext) -> dt.date | None:
    """The day on which it was decided, of every measure open to her, that it is not sought: nothing is to be served."""
    decided = [latest(context.file.decisions, a.measure.id) for a in context.open_measures if a.is_open]
    made = [decision for decision in decided if decision is not None]
    if not made or len(made) < len(decided) or any(decision.decision in SOUGHT for decision in made):
        return None
    return max(decision.decided_on for decision in made)


def direction_received(context: StartContext) -> Sequence[Start]:
    """CrimPR 2025 r.18.5 and Code Right 8: the witness is told what the court decided, from receipt of it.

    Directions decided and received together are told together and make one item.
    """
    groups: dict[tuple[dt.date, dt.date | None, dt.date | None], list[Direction]] = {}
    for direction in context.file.directions:
        groups.setdefault((direction.decided_on, direction.received_on, direction.told_on), []).append(direction)
    starts = []
    for (decided_on, received_on, told_on), directions in sorted(groups.items(), key=lambda item: item[0][0]):
        outcomes: dict[str, list[str]] = {}
        for direction in directions:
            title = context.titles.get(direction.measure, direction.measure.value)
            outcomes.setdefault(DIRECTION_WORDS[direction.direction], []).append(title)
        what = "; ".join(f"{outcome}: {', '.join(titles)}" for outcome, titles in outcomes.items())
        starts.append(
            Start(
                about=directions[0].id,
                words=f"Court decision of {day_and_date(decided_on)}"
                + (f", received {day_and_date(received_on)}" if received_on else ""),
                on=received_on,
                missing="the date the court’s decision was received is missing",
                detail=what,
                finished_on=told_on,
                event_on=decided_on,
                received_on=received_on,
                told_by=directions[0].told_by,
                told_how=directions[0].told_how,
                subject_ids=tuple(d.id for d in directions),
            )
        )
    return starts


def _application_served_on(file: WitnessFile) -> dt.date | None:
    first = (a for a in file.applications if a.purpose is ApplicationPurpose.FIRST)
    return min((a.served_on for a in first if a.served_on), default=None)


def _decided_on(file: WitnessFile, since: dt.date = dt.date.min) -> dt.date | None:
    return min((d.decided_on for d in file.directions if d.decided_on >= since), default=None)


STARTS: Mapping[str, Callable[[StartContext], Sequence[Start]]] = {
    **CODE_STARTS,
    **{
        function.__name__: function
        for function in (
            not_guilty_plea,
            application_served,
            direction_received,
            *MEETING_STARTS,
            *CONTACT_STARTS,
            *RECORDING_STARTS,
        )
    },
}
