"""Who does somebody's work while they are away: from a day to a day, with why. It ends by itself, or is taken back."""

from __future__ import annotations

import datetime as dt

from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.people import Person
from victimplanner.domain.worklists import StandIn
from victimplanner.services.context import App
from victimplanner.storage.unit_of_work import UnitOfWork


def stand_ins(app: App) -> list[StandIn]:
    """Return every arrangement that holds today or is still to come, in order."""
    with app.read() as uow:
        found = [one for one in uow.find(StandIn) if one.ended_on is None and one.last_day >= app.today]
    return sorted(found, key=lambda one: (one.first_day, one.last_day, one.id))


def arrange_stand_in(app: App, away: Person, by: Person, first: dt.date, last: dt.date, reason: str) -> StandIn:
    """Let `by` do the work of `away` from `first` to `last`, both included. Nothing changes its owner.

    Raises: RuleBroken for the same person, an end before the start or in the past, or no reason.
    """
    problems = []
    if away.id == by.id:
        problems.append(Problem("by", "Choose somebody else: nobody stands in for themselves."))
    if last < first:
        problems.append(Problem("last_day", "The last day lies before the first. Check the two days."))
    elif last < app.today:
        problems.append(Problem("last_day", "That time is over. Choose a last day from today on."))
    if not reason.strip():
        problems.append(Problem("reason", "Say why: leave, training, another office."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("duty.plan") as uow:
        return uow.add(
            StandIn(
                person_id=away.id,
                stand_in_id=by.id,
                first_day=first,
                last_day=last,
                reason=reason.strip(),
                made_by=app.user.display_name,
            )
        )


def take_back(app: App, arrangement: StandIn) -> StandIn:
    """End an arrangement before its last day. Raises: Conflict."""
    with app.change("duty.plan") as uow:
        return uow.save(arrangement.model_copy(update={"ended_on": app.today}))


def hand_on_stand_ins(app: App, uow: UnitOfWork, leaver: Person, instead: Person | None) -> None:
    """Let `instead` stand in for whom the leaver was to, from today on; without one those arrangements end."""
    for one in uow.find(StandIn, stand_in_id=leaver.id):
        if one.ended_on is not None or one.last_day < app.today:
            continue
        uow.save(one.model_copy(update={"ended_on": app.today}))
        if instead is not None and instead.id != one.person_id:
            taken_over = one.model_dump(include={"person_id", "last_day", "reason"})
            first = max(one.first_day, app.today)
            uow.add(StandIn(**taken_over, stand_in_id=instead.id, first_day=first, made_by=app.user.display_name))


def my_names(app: App) -> frozenset[str]:
    """Return the names whose work is the user's today: their own, and those they stand in for; in lower case.

    Whoever stands in for somebody who stands in for a third has the work of both.
    """
    own = app.user.display_name.casefold()
    mine = {own}
    with app.read() as uow:
        today = [
            one for one in uow.find(StandIn) if one.ended_on is None and one.first_day <= app.today <= one.last_day
        ]
        ids = {one.person_id for one in today} | {one.stand_in_id for one in today}
        names = {person.id: person.name.casefold() for person in uow.select_in(Person, "id", ids)}
    while True:
        further = {names[one.person_id] for one in today if names[one.stand_in_id] in mine} - mine
        if not further:
            return frozenset(mine)
        mine |= further
