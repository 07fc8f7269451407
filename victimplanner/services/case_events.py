"""Entering what happened in a case, putting it right, withdrawing it. Every duty that hangs on it is counted anew."""

from __future__ import annotations

import datetime as dt

from victimplanner.domain.case import Charge, ChargeState
from victimplanner.domain.case_events import EVENT_WORDS, HER_OWN_KINDS, CaseEvent, EventKind
from victimplanner.domain.chain import following
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.services.context import App
from victimplanner.storage.unit_of_work import UnitOfWork

_MOST_MONTHS = 1200


def event_problems(app: App, event: CaseEvent) -> list[Problem]:
    """List what has to be put right before an event can be entered, each beside its field."""
    problems = []
    for name, day, what in (
        ("happened_on", event.happened_on, "it happened"),
        ("received_on", event.received_on, "the information came"),
    ):
        if day is not None and day > app.today:
            problems.append(Problem(name, f"That day lies in the future. Enter the day on which {what}."))
    if event.happened_on and event.received_on and event.received_on < event.happened_on:
        problems.append(Problem("received_on", "The information came before it happened. Check the two days."))
    if event.happened_on is None and event.received_on is None:
        problems.append(Problem("happened_on", "Enter at least one of the two days."))
    if event.kind in HER_OWN_KINDS and event.witness_id is None:
        problems.append(Problem("witness", f"{EVENT_WORDS[event.kind]}: say which witness it concerns."))
    if event.kind is EventKind.CONSULTED and not event.detail.strip():
        problems.append(Problem("detail", "Say on what she was consulted: a plea, a stopped charge, an application."))
    if event.custody_months is not None and not 0 < event.custody_months <= _MOST_MONTHS:
        problems.append(Problem("custody_months", f"Enter months from 1 to {_MOST_MONTHS}."))
    return problems


def record_event(app: App, event: CaseEvent) -> CaseEvent:
    """Enter an event. Raises: RuleBroken listing everything to put right."""
    if problems := event_problems(app, event):
        raise RuleBroken(*problems)
    with app.change("event.record") as uow:
        return _add(app, uow, event)


def correct_event(app: App, old: CaseEvent, new: CaseEvent, reason: str) -> CaseEvent:
    """Put an event right: the old entry is withdrawn with its reason and stays to be read, the new one replaces it.

    Entries about duties that hung on the old one (that she was told, a pause) go over to the new one.
    """
    problems = event_problems(app, new)
    if not reason.strip():
        problems.append(Problem("reason", "Say what was wrong. Both entries stay to be read."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("event.correct") as uow:
        _withdraw(app, uow, old, reason)
        return _add(app, uow, new.model_copy(update={"first_id": old.duty_about}))


def withdraw_event(app: App, event: CaseEvent, reason: str) -> CaseEvent:
    """Withdraw an event that did not happen. What it started stops; what it stopped goes on.

    Raises: RuleBroken without a reason, or when it was withdrawn already; Conflict.
    """
    if not reason.strip():
        raise RuleBroken(Problem("reason", "Say why it is withdrawn. The entry stays to be read."))
    with app.change("event.correct") as uow:
        return _withdraw(app, uow, event, reason)


def stop_charge(app: App, charge: Charge, stopped_on: dt.date | None) -> Charge:
    """Record that a charge was stopped, or (None) that it goes on after all. Code Right 6 then runs, or runs no more."""
    if stopped_on is not None and stopped_on > app.today:
        raise RuleBroken(Problem("happened_on", "That day lies in the future. Enter the day on which it was stopped."))
    if stopped_on is not None and charge.charged_on is not None and stopped_on < charge.charged_on:
        raise RuleBroken(Problem("happened_on", "It was stopped before it was made. Check the two days."))
    state = ChargeState.LIVE if stopped_on is None else ChargeState.STOPPED
    with app.change("event.record") as uow:
        return uow.save(charge.model_copy(update={"state": state, "stopped_on": stopped_on}))


def _add(app: App, uow: UnitOfWork, event: CaseEvent) -> CaseEvent:
    earlier = uow.find(CaseEvent, case_id=event.case_id)
    return uow.add(
        event.model_copy(
            update={"entered_by": app.user.display_name, "entered_on": app.today, "sequence": following(earlier)}
        )
    )


def _withdraw(app: App, uow: UnitOfWork, event: CaseEvent, reason: str) -> CaseEvent:
    if event.is_withdrawn:
        raise RuleBroken(Problem("", "This entry was withdrawn already. Nothing was changed."))
    update = {"withdrawn_on": app.today, "withdrawn_by": app.user.display_name, "withdrawn_reason": reason.strip()}
    return uow.save(event.model_copy(update=update))
