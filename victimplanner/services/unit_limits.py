"""The limits an office may set for itself: the defaults among the rules, and the days on which it is closed."""

from __future__ import annotations

import datetime as dt

from victimplanner.domain.errors import NotFound, Problem, RuleBroken
from victimplanner.domain.office import ClosedDay, Office
from victimplanner.services.assembling import read_office
from victimplanner.services.context import App

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


def close_office_on(app: App, on: dt.date, reason: str) -> ClosedDay:
    """Note a day on which this office is closed. It moves working days, never the court's business days.

    Raises: NotAllowed unless a manager asks; RuleBroken when the day is noted already.
    """
    with app.change("office.amend") as uow:
        if uow.find(ClosedDay, on=on):
            raise RuleBroken(Problem("on", "This day is noted already. Nothing was changed."))
        return uow.add(ClosedDay(on=on, reason=reason.strip()))
