"""What the court directed, that the witness was told of it, and what was really used when she gave evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import plain_date
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.measures import (
    IN_FORCE,
    Direction,
    DirectionBasis,
    DirectionKind,
    MeasureId,
    MeasureUse,
    UseKind,
    directions_now,
    latest,
    next_sequence,
)
from victimplanner.domain.preparation import is_directed
from victimplanner.domain.record import new_id
from victimplanner.services.context import App
from victimplanner.storage.unit_of_work import UnitOfWork

_TELLING = ("received_on", "told_on", "told_by", "told_how", "version")


def record_direction(app: App, file: WitnessFile, direction: Direction) -> Direction:
    """Record what the court directed. Earlier directions stay; a correction is a new entry that supersedes.

    Only receipt and telling are added to an entry that stands. Raises: RuleBroken listing what to put right.
    """
    problems = direction_problems(app, file, direction)
    if problems:
        raise RuleBroken(*problems)
    with app.change("measure.direct") as uow:
        chain = uow.find(Direction, witness_id=direction.witness_id)
        known = next((d for d in chain if d.id == direction.id), None)
        new = direction.model_copy(update={"sequence": next_sequence(chain, direction.measure)})
        if known is None:
            return uow.add(new)
        if known.model_copy(update={name: getattr(direction, name) for name in _TELLING}) == direction:
            return uow.save(direction)
        return uow.add(new.model_copy(update={"id": new_id(), "version": 1}))


def direction_problems(app: App, file: WitnessFile, direction: Direction) -> list[Problem]:
    """List what is wrong with a direction as entered, each beside its field."""
    problems = []
    if direction.decided_on > app.today:
        problems.append(Problem("decided_on", "That day lies in the future. Enter the day of the decision."))
    if direction.direction is DirectionKind.REFUSED and not direction.reasons.strip():
        problems.append(
            Problem("reasons", "A refusal needs the court’s reasons (s.20(5)). Enter them, or what is known.")
        )
    if direction.received_on is not None and direction.received_on > app.today:
        problems.append(Problem("received_on", "That day lies in the future. Enter the day on which the result came."))
    if direction.told_on is not None and direction.told_on > app.today:
        problems.append(Problem("told_on", "That day lies in the future. Enter the day on which she was told."))
    if direction.received_on is not None and direction.received_on < direction.decided_on:
        problems.append(Problem("received_on", "It was received before it was decided. Check the two days."))
    if direction.told_on is not None and direction.told_on < direction.decided_on:
        problems.append(Problem("told_on", "She was told before it was decided. Check the two days."))
    return problems + _direction_contradictions(file, direction)


def _direction_contradictions(file: WitnessFile, direction: Direction) -> list[Problem]:
    """List what cannot be: a direction before its application, a change of none, section 28 without section 27."""
    problems = []
    ids = [defendant.id for defendant in file.defendants]
    now = directions_now([d for d in file.directions if d.id != direction.id], direction.measure, ids)
    decision = latest(file.decisions, direction.measure)
    application = next((a for a in file.applications if decision and a.id == decision.application_id), None)
    served = application.served_on if application is not None else None
    on_application = direction.basis in (None, DirectionBasis.ON_APPLICATION)
    if on_application and served is not None and direction.decided_on < served and not now:
        problems.append(
            Problem("decided_on", f"The application was served on {plain_date(served)}, after this day. Check the two.")
        )
    if direction.basis is DirectionBasis.ON_APPLICATION and application is not None and served is None:
        problems.append(Problem("basis", "The application is not recorded as served. Record its service first."))
    if direction.direction in (DirectionKind.VARIED, DirectionKind.DISCHARGED):
        problems += _change_problems(direction, list(now.values()))
    is_28 = direction.measure is MeasureId.PRE_RECORDED_CROSS_EXAMINATION
    if is_28 and direction.direction in IN_FORCE and not is_directed(file, MeasureId.ABE_VIDEO):
        problems.append(
            Problem("direction", "Section 28 needs a section 27 direction. Record that one first (s.28(1)).")
        )
    return problems


def _change_problems(direction: Direction, now: list[Direction]) -> list[Problem]:
    """List what a variation or discharge needs: something to change, a later day, what had changed."""
    if not now:
        return [Problem("direction", "There is no direction to vary or discharge. Record the first one first.")]
    problems = []
    first = min(d.decided_on for d in now)
    if direction.decided_on < first:
        problems.append(Problem("decided_on", f"It changes a direction of {plain_date(first)}. Check the two days."))
    if direction.basis is not DirectionBasis.OWN_MOTION and not direction.material_change.strip():
        problems.append(Problem("material_change", "Say what had changed since the direction (s.20(2), r.18.11)."))
    return problems


def tell_directions(
    app: App,
    directions: Sequence[Direction],
    told_on: dt.date,
    told_by: str,
    told_how: str,
    also: Callable[[UnitOfWork], object] | None = None,
) -> None:
    """Record that the witness was told of these directions (CrimPR r.18.5; Code Right 8).

    `also` is done in the same transaction: the contact gate and its log, where they are asked.
    """
    problems = []
    if told_on > app.today:
        problems.append(Problem("told_on", "That day lies in the future. Enter the day on which she was told."))
    if any(told_on < direction.decided_on for direction in directions):
        problems.append(Problem("told_on", "She was told before it was decided. Check the two days."))
    if not told_by.strip():
        problems.append(Problem("told_by", "Say who told her."))
    if not told_how.strip():
        problems.append(Problem("told_how", "Say how she was told, for instance by telephone."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("measure.tell") as uow:
        if also is not None:
            also(uow)
        for direction in directions:
            uow.save(
                direction.model_copy(
                    update={"told_on": told_on, "told_by": told_by.strip(), "told_how": told_how.strip()}
                )
            )


def record_use(app: App, file: WitnessFile, use: MeasureUse) -> MeasureUse:
    """Record what really happened when she gave evidence. Raises: RuleBroken, also where nothing was directed."""
    problems = []
    if use.used_on > app.today:
        problems.append(Problem("used_on", "That day lies in the future. Enter it once she has given evidence."))
    if use.use is not UseKind.USED and not use.reason.strip():
        problems.append(Problem("reason", "Say what happened and why it differs from the direction."))
    made = [d.decided_on for d in file.directions if d.measure is use.measure and d.direction in IN_FORCE]
    if not made:
        problems.append(
            Problem("use", "No direction for this measure is recorded. Record the direction first, or an adjustment.")
        )
    elif use.used_on < min(made):
        problems.append(Problem("used_on", "That is before the court directed it. Check the two days."))
    is_link = use.measure is MeasureId.LIVE_LINK
    if is_link and use.use is UseKind.GIVEN_ANOTHER_WAY and not use.permission.strip():
        problems.append(
            Problem("permission", "Evidence another way than by the link needs permission: say who gave it (s.24(2)).")
        )
    if problems:
        raise RuleBroken(*problems)
    with app.change("measure.use") as uow:
        chain = uow.find(MeasureUse, witness_id=use.witness_id)
        new = use.model_copy(update={"sequence": next_sequence(chain, use.measure)})
        uow.add(new)
        return new
