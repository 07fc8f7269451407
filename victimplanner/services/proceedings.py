"""Re-trial, transfer, linked cases: directions do not follow by themselves; views are carried over and asked again."""

from __future__ import annotations

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.measures import MeasureId, MeasureView, ProceedingsChange, latest, next_sequence
from victimplanner.domain.record import new_id
from victimplanner.domain.urn import display_urn
from victimplanner.domain.witness import Witness
from victimplanner.services.context import App


def record_proceedings_change(app: App, change: ProceedingsChange) -> ProceedingsChange:
    """Record a re-trial, transfer, joinder, split or new indictment. Directions made before are then to be checked.

    Raises: RuleBroken for a day in the future.
    """
    if change.happened_on > app.today:
        raise RuleBroken(Problem("happened_on", "That day lies in the future. Enter the day on which it happened."))
    with app.change("case.proceedings") as uow:
        return uow.add(change)


def carry_views_over(app: App, source: WitnessFile, target: WitnessFile) -> int:
    """Carry a witness's views over from a linked case, each with its own day; return how many.

    A measure on which `target` has a view of its own, as late or later, is left alone. They are to be asked again.

    Raises: RuleBroken when the two are not the same person by name and date of birth, or there is nothing to carry.
    """
    if not is_same_person(source.witness, target.witness):
        raise RuleBroken(
            Problem("source", "The two do not seem to be the same person. Nothing was carried over. Check both cases.")
        )
    to_carry: list[MeasureView] = []
    for measure in MeasureId:
        view, own = latest(source.views, measure), latest(target.views, measure)
        if view is not None and (own is None or own.given_on < view.given_on):
            to_carry.append(view)
    if not to_carry:
        raise RuleBroken(Problem("source", "There is no later view to carry over. Nothing was changed."))
    with app.change("measure.view") as uow:
        chain = uow.find(MeasureView, witness_id=target.witness.id)
        for view in to_carry:
            update = {
                "id": new_id(),
                "version": 1,
                "case_id": target.case.id,
                "witness_id": target.witness.id,
                "meeting_id": None,
                "carried_from": display_urn(source.case.urn),
                "sequence": next_sequence(chain, view.measure),
            }
            uow.add(view.model_copy(update=update))
    return len(to_carry)


def is_same_person(one: Witness, other: Witness) -> bool:
    """Whether two witnesses seem to be the same person: by name, and by date of birth where both have one."""
    born = {one.date_of_birth, other.date_of_birth} - {None}
    return _letters(one.name) == _letters(other.name) and len(born) < 2


def _letters(name: str) -> str:
    return " ".join(name.split()).casefold()
