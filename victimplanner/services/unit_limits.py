"""What an office may set for itself: the defaults among the rules, and what is not to be had in its area."""

from __future__ import annotations

import datetime as dt

from victimplanner.domain.dates import plural
from victimplanner.domain.deadlines import DeadlineRule
from victimplanner.domain.editions import limit_words
from victimplanner.domain.errors import NotFound, Problem, RuleBroken
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.office import Office
from victimplanner.services.assembling import read_office
from victimplanner.services.context import App
from victimplanner.services.proposals import Proposal

_MOST_DAYS = 400
CONFIRM_CONTACT = "contact.confirm"
"""The one limit that stands in the office's details, because a witness may have her own in its place."""


def limit_rule(app: App, rule_id: str) -> DeadlineRule:
    """Return the newest entry of a default that the office may set.

    Raises: NotFound for an unknown rule; RuleBroken for a rule that is law.
    """
    entries = [rule for rule in app.rules.deadlines if rule.id == rule_id]
    if not entries:
        raise NotFound(f"There is no rule “{rule_id}”. See the list of rules for the ids in use. Nothing was changed.")
    rule = max(entries, key=lambda entry: entry.in_force)
    if not rule.is_default:
        raise RuleBroken(
            Problem(
                "rule",
                f"{rule.citation} is not a unit limit: its days are not the office’s to set. Nothing was changed.",
            )
        )
    return rule


def own_number(office: Office, rule: DeadlineRule) -> int | None:
    """Return the number of days that the office set for a rule, None where the default counts."""
    if rule.id == CONFIRM_CONTACT:
        return office.contact_confirm_days if office.contact_confirm_days != rule.number("all") else None
    return office.rule_counts.get(rule.id)


def propose_limit(app: App, rule_id: str, number: int | None) -> Proposal:
    """Propose a number of days for a default, or with None to go back to the default.

    Raises: NotFound for an unknown rule; RuleBroken for a rule that is law or a number out of bounds.
    """
    rule = limit_rule(app, rule_id)
    office = app.office
    after = _with_limit(office, rule, number, app.today)
    was, now = (number_words(rule, own_number(each, rule)) for each in (office, after))
    lines = [f"{was} becomes {now}{', the default' if number is None else ''}."]
    if number is not None and len(rule.count) > 1:
        lines.append("It then counts for everybody alike, whatever the default tells apart.")
    return Proposal(rule.title, tuple(lines), lambda: change_limit(app, rule_id, number), office=after)


def change_limit(app: App, rule_id: str, number: int | None) -> Office:
    """Set the number of days of a default, or take the office's own number off again (None).

    Only what is not settled law can be changed; `number` counts the rule's own days. Every open date is worked out
    again from the facts; what is finished stays judged by the number of its day. What would move is told by
    `propose_limit`, before.

    Raises: NotAllowed unless a manager asks; NotFound for an unknown rule; RuleBroken for a rule that is law or a
    number out of bounds.
    """
    rule = limit_rule(app, rule_id)
    _with_limit(app.office, rule, number, app.today)
    with app.change("office.amend") as uow:
        return uow.save(_with_limit(read_office(uow), rule, number, app.today))


def number_words(rule: DeadlineRule, own: int | None) -> str:
    """Return a limit in words, "3 working days": the office's own number, else the default."""
    if own is not None:
        return plural(own, rule.unit.removesuffix("s")) if own else "The same day"
    return (rule.brief or "The same day") if rule.number("all") == 0 else limit_words(rule)


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


def _with_limit(office: Office, rule: DeadlineRule, number: int | None, today: dt.date) -> Office:
    if number is not None and not 0 <= number <= _MOST_DAYS:
        raise RuleBroken(Problem("number", f"Enter a number of days from 0 to {_MOST_DAYS}. Nothing was changed."))
    if rule.id == CONFIRM_CONTACT:
        days = rule.number("all") if number is None else number
        return office.model_copy(update={"contact_confirm_days": days})
    counts = {key: value for key, value in office.rule_counts.items() if key != rule.id}
    if number is not None:
        counts[rule.id] = number
    before = office.limit_history.get(rule.id) or ((dt.date.min, office.rule_counts.get(rule.id)),)
    history = (*(entry for entry in before if entry[0] != today), (today, number))
    return office.model_copy(
        update={"rule_counts": counts, "limit_history": {**office.limit_history, rule.id: history}}
    )
