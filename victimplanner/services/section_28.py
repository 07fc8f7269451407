"""What a person can do on the road to a section 28 recording: consider, record the order, steps, chases, what happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from victimplanner.domain.case import Hearing, HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.chain import following
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.preparation import hearing_for, is_directed, ordered_chain
from victimplanner.domain.record import new_id
from victimplanner.domain.section_28 import (
    Chase,
    CourtDate,
    OrderedDate,
    PreparationStep,
    RecordingEvent,
    RecordingEventKind,
    Section28Consideration,
    Section28Order,
    Section28Outcome,
    StepState,
)
from victimplanner.services.context import App
from victimplanner.services.hearings import is_move, write_hearing

_FUTURE = "That day lies in the future. Enter the day on which it happened."
LATER_DATES = (CourtDate.FURTHER_QUESTIONS, CourtDate.EXCLUSION, CourtDate.EDITING)


def consider(app: App, consideration: Section28Consideration) -> Section28Consideration:
    """Record that section 28 was considered. Earlier entries stay. Raises: RuleBroken, also without a reason for no."""
    problems = []
    if consideration.considered_on > app.today:
        problems.append(Problem("considered_on", _FUTURE))
    if consideration.explained_on is not None and consideration.explained_on > app.today:
        problems.append(
            Problem("explained_on", "That day lies in the future. Enter the day on which it was explained.")
        )
    if consideration.outcome is not Section28Outcome.SOUGHT and not consideration.reason.strip():
        problems.append(Problem("reason", "Say why section 28 is not sought for her, or why it is not open."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("section28.consider") as uow:
        chain = uow.find(Section28Consideration, witness_id=consideration.witness_id)
        return uow.add(consideration.model_copy(update={"sequence": following(chain)}))


@dataclass(frozen=True)
class CourtOrder:
    """The dates of one order as a person enters them. None: the order does not say.

    A date that differs from the one held now supersedes it and needs `reason`.
    """

    ordered_on: dt.date | None
    judge: str = ""
    received_on: dt.date | None = None
    ground_rules_needed: bool = True
    ground_rules_on: dt.date | None = None
    ground_rules_at: dt.time | None = None
    ground_rules_place: str = ""
    recording_on: dt.date | None = None
    recording_at: dt.time | None = None
    recording_place: str = ""
    dates: Mapping[CourtDate, dt.date] = field(default_factory=dict)  # (c), (d) and (e)
    reason: str = ""
    note: str = ""


def record_order(app: App, file: WitnessFile, order: CourtOrder) -> Section28Order:
    """Record the dates that the court ordered (r.18.8(2)); what was ordered before is kept beside them, with why.

    Raises: RuleBroken for contradictions and for a moved date without a reason; Conflict. Nothing is half written.
    """
    problems = order_problems(app, file, order)
    if problems:
        raise RuleBroken(*problems)
    assert order.ordered_on is not None
    with app.change("section28.order") as uow:
        made = uow.add(
            Section28Order(
                case_id=file.case.id,
                witness_id=file.witness.id,
                ordered_on=order.ordered_on,
                judge=order.judge.strip(),
                received_on=order.received_on,
                ground_rules_hearing_needed=order.ground_rules_needed,
                note=order.note.strip(),
                sequence=following(uow.find(Section28Order, witness_id=file.witness.id)),
            )
        )
        for hearing in _hearings(file, order):
            write_hearing(uow, app, hearing, order.reason)
        for which, on in order.dates.items():
            chain = ordered_chain(file, which)
            if chain and chain[-1].on == on:
                continue
            uow.add(
                OrderedDate(
                    case_id=file.case.id,
                    witness_id=file.witness.id,
                    order_id=made.id,
                    which=which,
                    on=on,
                    reason=order.reason.strip() if chain else "",
                    sequence=following(chain),
                )
            )
        return made


def order_problems(app: App, file: WitnessFile, order: CourtOrder) -> list[Problem]:
    """List what is wrong with an order as entered, each beside its field."""
    problems = []
    if order.ordered_on is None:
        problems.append(Problem("ordered_on", "Enter the day of the order."))
    elif order.ordered_on > app.today:
        problems.append(
            Problem("ordered_on", "That day lies in the future. Enter the day on which the order was made.")
        )
    if order.received_on is not None and order.received_on > app.today:
        problems.append(Problem("received_on", "That day lies in the future. Enter the day on which it came."))
    if order.received_on and order.ordered_on and order.received_on < order.ordered_on:
        problems.append(Problem("received_on", "It was received before it was made. Check the two days."))
    grh, recording = order.ground_rules_on, order.recording_on
    if grh and not order.ground_rules_needed:
        problems.append(
            Problem("ground_rules_on", "The order has no ground rules hearing: take the day out or the tick.")
        )
    if grh and recording and grh > recording:
        problems.append(
            Problem("ground_rules_on", "The ground rules hearing lies after the recording. Check the days.")
        )
    if recording is not None:
        problems += [
            Problem(f"date_{which.value}", "This date lies before the recording. Check the two days.")
            for which, on in order.dates.items()
            if which in (CourtDate.FURTHER_QUESTIONS, CourtDate.EDITING) and on < recording
        ]
    if order.ordered_on:
        for name, kind, day in (
            ("ground_rules_on", HearingKind.GROUND_RULES, grh),
            ("recording_on", HearingKind.SECTION_28_RECORDING, recording),
        ):
            if day and day < order.ordered_on and not _stands(file, kind, day):
                problems.append(Problem(name, "This day lies before the order that sets it. Check the two days."))
    if not order.reason.strip() and moved_by(file, order):
        problems.append(Problem("reason", "A date that was set has changed: say why. The old date is kept."))
    return problems


def moved_by(file: WitnessFile, order: CourtOrder) -> tuple[CourtDate, ...]:
    """Return the dates that this order changes from a date held now."""
    moved = [which for which, on in order.dates.items() if (chain := ordered_chain(file, which)) and chain[-1].on != on]
    known = {hearing.id: hearing for hearing in file.hearings}
    for hearing in _hearings(file, order):
        if hearing.id in known and is_move(known[hearing.id], hearing):
            is_recording = hearing.kind is HearingKind.SECTION_28_RECORDING
            moved.append(CourtDate.RECORDING if is_recording else CourtDate.GROUND_RULES)
    return tuple(sorted(moved))


def _hearings(file: WitnessFile, order: CourtOrder) -> list[Hearing]:
    """The two hearings as the order has them; one it does not speak of is left as it is."""
    wanted = (
        (HearingKind.GROUND_RULES, order.ground_rules_on, order.ground_rules_at, order.ground_rules_place),
        (HearingKind.SECTION_28_RECORDING, order.recording_on, order.recording_at, order.recording_place),
    )
    return [
        _hearing(file, order, kind, on, at, place)
        for kind, on, at, place in wanted
        if on is not None and not (_stands(file, kind, on) and _is_held(file, kind))
    ]


def _stands(file: WitnessFile, kind: HearingKind, on: dt.date) -> bool:
    """Whether a hearing stands on this day already: a later order repeats it and does not set it."""
    now = hearing_for(file, kind)
    return now is not None and now.listed_on == on and now.state is not HearingState.VACATED


def _is_held(file: WitnessFile, kind: HearingKind) -> bool:
    now = hearing_for(file, kind)
    return now is not None and now.state is HearingState.HELD


def _hearing(
    file: WitnessFile, order: CourtOrder, kind: HearingKind, on: dt.date, at: dt.time | None, place: str
) -> Hearing:
    now = hearing_for(file, kind)
    if now is None or now.state is not HearingState.LISTED or now.witness_id not in (None, file.witness.id):
        now = Hearing(case_id=file.case.id, witness_id=file.witness.id, kind=kind)
    update = {
        "listed_on": on,
        "starts": at or (now.starts if now.listed_on == on else None),
        "place": place.strip() or now.place,
        "judge": order.judge.strip() or now.judge,
        "notice_received_on": order.received_on or now.notice_received_on,
    }
    return now.model_copy(update=update)


def save_step(app: App, step: PreparationStep) -> PreparationStep:
    """Record where a step stands. Earlier entries stay. Raises: RuleBroken listing what to put right."""
    problems = []
    if step.state is StepState.BLOCKED and not step.note.strip():
        problems.append(Problem("note", "Say what blocks it."))
    if step.state is StepState.NOT_NEEDED and not step.note.strip():
        problems.append(Problem("note", "Say why it is not needed here."))
    if step.done_on is not None and step.done_on > app.today:
        problems.append(Problem("done_on", "That day lies in the future. Enter it once it is done."))
    if step.notice_on is not None and step.notice_on > app.today:
        problems.append(Problem("notice_on", "That day lies in the future. Enter the day on which notice was given."))
    if step.state is StepState.DONE and step.done_on is None:
        problems.append(Problem("done_on", "Enter the day on which it was done."))
    if step.state is not StepState.DONE and step.done_on is not None:
        problems.append(Problem("state", "It has a day on which it was done: set it to Done, or take the day out."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("section28.step") as uow:
        chain = uow.find(PreparationStep, witness_id=step.witness_id, step=step.step)
        update = {"sequence": following(chain), "changed_on": app.today, "changed_by": app.user.display_name}
        return uow.add(step.model_copy(update=update))


def finish_step(app: App, file: WitnessFile, step: str, owner: str) -> PreparationStep:
    """Record that a step was done today, keeping what is known of it."""
    own = [s for s in file.steps if s.step == step]
    known = max(own, key=lambda s: s.sequence, default=None) or PreparationStep(
        case_id=file.case.id, witness_id=file.witness.id, step=step, owner=owner, changed_on=app.today
    )
    done = {"state": StepState.DONE, "done_on": app.today}
    return save_step(app, PreparationStep(**{**known.model_dump(exclude={"id", "version"}), **done}))


def record_chase(app: App, chase: Chase) -> Chase:
    """Record that somebody was asked for what is owed. Raises: RuleBroken."""
    problems = []
    if chase.chased_on > app.today:
        problems.append(Problem("chased_on", "That day lies in the future. Enter the day on which you asked."))
    if not chase.about.strip():
        problems.append(Problem("about", "Say what you asked for."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("section28.chase") as uow:
        return uow.add(chase)


def record_chases(app: App, file: WitnessFile, about: tuple[str, ...], chased_on: dt.date, how: str) -> None:
    """Record that the court was asked for several dates at once. Raises: RuleBroken."""
    if chased_on > app.today:
        raise RuleBroken(Problem("chased_on", "That day lies in the future. Enter the day on which you asked."))
    chase = Chase(
        case_id=file.case.id,
        witness_id=file.witness.id,
        about="",
        chased_on=chased_on,
        chased_by=app.user.display_name,
        how=how.strip(),
    )
    with app.change("section28.chase") as uow:
        for words in about:
            uow.add(chase.model_copy(update={"id": new_id(), "about": words}))


def record_event(app: App, file: WitnessFile, event: RecordingEvent) -> RecordingEvent:
    """Record what happened to the recording. Entries are never edited; a later one puts a mistake right.

    A recording that was held also marks its hearing as held.

    Raises: RuleBroken for a day in the future, an end before its start, further questions before any recording.
    """
    problems = []
    if event.happened_on > app.today:
        problems.append(Problem("happened_on", _FUTURE))
    if event.started and event.ended and event.ended <= event.started:
        problems.append(Problem("ended", "It ended before it started. Check the two times."))
    if event.minutes is not None and event.minutes <= 0:
        problems.append(Problem("minutes", "Enter the length in minutes, more than 0."))
    if event.kind is RecordingEventKind.NOT_HELD and not event.text.strip():
        problems.append(Problem("text", "Say why it did not go ahead."))
    if event.kind is RecordingEventKind.HELD:
        problems += _held_problems(file, event)
    elif event.kind is not RecordingEventKind.NOT_HELD:
        problems += _after_problems(file, event)
    if problems:
        raise RuleBroken(*problems)
    with app.change("section28.event") as uow:
        chain = uow.find(RecordingEvent, witness_id=event.witness_id)
        if event.kind is RecordingEventKind.HELD:
            hearing = hearing_for(file, HearingKind.SECTION_28_RECORDING)
            if hearing is not None and hearing.state is HearingState.LISTED and hearing.witness_id is not None:
                uow.save(hearing.model_copy(update={"state": HearingState.HELD}))
        noted = {"sequence": following(chain), "noted_by": app.user.display_name}
        return uow.add(event.model_copy(update=noted))


def _held_problems(file: WitnessFile, event: RecordingEvent) -> list[Problem]:
    if not is_directed(file, MeasureId.PRE_RECORDED_CROSS_EXAMINATION):
        return [Problem("kind", "No section 28 direction is recorded. Record the direction first.")]
    first = min(
        (d.decided_on for d in file.directions if d.measure is MeasureId.PRE_RECORDED_CROSS_EXAMINATION), default=None
    )
    if first is not None and event.happened_on < first:
        return [Problem("happened_on", "That is before the court directed it. Check the two days.")]
    return []


def _after_problems(file: WitnessFile, event: RecordingEvent) -> list[Problem]:
    before_recording = (RecordingEventKind.EXCLUSION_ASKED, RecordingEventKind.EXCLUSION_DECIDED)
    held = [e.happened_on for e in file.recording_events if e.kind is RecordingEventKind.HELD]
    if event.kind in before_recording:
        return []
    if not held:
        return [Problem("kind", "No recording is entered as held. Enter that first.")]
    if event.happened_on < min(held):
        return [Problem("happened_on", "That is before the recording was held. Check the two days.")]
    return []
