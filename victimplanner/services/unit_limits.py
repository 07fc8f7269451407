"""What an office may set for itself: the defaults among the rules, closed days, and what is not to be had in its area."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from victimplanner.domain.errors import NotFound, Problem, RuleBroken
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.office import ClosedDay, Office
from victimplanner.domain.urn import display_urn
from victimplanner.services.assembling import read_office
from victimplanner.services.context import App
from victimplanner.services.worklist import due_items

_MOST_DAYS = 400


def change_limit(app: App, rule_id: str, number: int | None) -> Office:
    """Set the number of days of a default, or take the office's own number off again (None).

    Only what is not settled law can be changed; `number` counts the rule's own days. Every open date is worked out
    again from the facts.

    Raises: NotAllowed unless a manager asks; NotFound for an unknown rule; RuleBroken for a rule that is law or a
    number out of bounds.
    """
    rule = next((r for r in app.rules.deadlines if r.id == rule_id), None)
    if rule is None:
        raise NotFound(f"There is no rule “{rule_id}”. See the list of rules for the ids in use. Nothing was changed.")
    if not rule.is_default:
        raise RuleBroken(
            Problem(
                "rule",
                f"{rule.citation} is not a unit limit: its days are not the office’s to set. Nothing was changed.",
            )
        )
    if number is not None and not 0 <= number <= _MOST_DAYS:
        raise RuleBroken(Problem("number", f"Enter a number of days from 0 to {_MOST_DAYS}. Nothing was changed."))
    with app.change("office.amend") as uow:
        office = read_office(uow)
        counts = {key: value for key, value in office.rule_counts.items() if key != rule_id}
        if number is not None:
            counts[rule_id] = number
        return uow.save(office.model_copy(update={"rule_counts": counts}))


def set_arrangements(app: App, measure: MeasureId, why_not: str) -> Office:
    """Record that a measure is not to be had in this area, with the reason, or with "" that it is (YJCEA s.18(2)).

    Raises: NotAllowed unless a manager asks.
    """
    with app.change("office.amend") as uow:
        office = read_office(uow)
        known = {key: value for key, value in office.without_arrangements.items() if key != measure.value}
        if why_not.strip():
            known[measure.value] = why_not.strip()
        return uow.save(office.model_copy(update={"without_arrangements": known}))


@dataclass(frozen=True)
class MovedDate:
    """An open date that a changed limit moved: what it is about, and from which day to which."""

    urn: str
    witness: str
    title: str
    was: dt.date | None
    now: dt.date | None


def changing_limit(app: App, rule_id: str, number: int | None) -> tuple[MovedDate, ...]:
    """Change a limit as `change_limit` does, and return every open date that moved by it."""
    before = {item.key: item for item in due_items(app)}
    change_limit(app, rule_id, number)
    return tuple(
        MovedDate(display_urn(item.urn), item.witness_label, item.title, before[item.key].due, item.due)
        for item in due_items(app)
        if item.key in before and before[item.key].due != item.due
    )


def close_office_on(app: App, on: dt.date, reason: str) -> ClosedDay:
    """Note a day on which this office is closed. It moves working days, never the court's business days.

    Raises: NotAllowed unless a manager asks; RuleBroken when the day is noted already.
    """
    with app.change("office.amend") as uow:
        if uow.find(ClosedDay, on=on):
            raise RuleBroken(Problem("on", "This day is noted already. Nothing was changed."))
        return uow.add(ClosedDay(on=on, reason=reason.strip()))
