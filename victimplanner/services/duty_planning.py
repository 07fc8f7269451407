"""What is planned about duties, for one or for several at once: who does them, and until when they are out of sight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from victimplanner.domain.due_item import DueItem
from victimplanner.domain.duty_entries import DutyEntry, EntryKind
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.services.context import App
from victimplanner.services.duty_log import add_duty_entry


def snooze_all(app: App, items: Sequence[DueItem], until: dt.date, reason: str) -> list[DutyEntry]:
    """Put items out of sight until a day, all or none, with why. The duties go on: each is back when it is due at last.

    Raises: RuleBroken for a day that is not in the future or lies after one of them is due, or without a reason.
    """
    problems = []
    if until <= app.today:
        problems.append(Problem("until", "Choose a day after today."))
    elif any(item.due is not None and until > max(item.due, app.today) for item in items):
        which = "it is due" if len(items) == 1 else "one of them is due"
        problems.append(Problem("until", f"That is after {which}. Choose the due day or an earlier one."))
    if not reason.strip():
        problems.append(Problem("reason", "Say what you are waiting for. It stands with the duty."))
    if problems:
        raise RuleBroken(*problems)
    return _enter(app, items, EntryKind.SNOOZED, until=until, reason=reason.strip())


def assign_all(app: App, items: Sequence[DueItem], to: str, reason: str = "") -> list[DutyEntry]:
    """Hand items over to somebody, by the name that stands in the directory, all or none.

    Raises: RuleBroken when nobody is chosen.
    """
    if not to.strip():
        raise RuleBroken(Problem("to", "Choose who does it."))
    return _enter(app, items, EntryKind.ASSIGNED, by=to.strip(), reason=reason.strip())


def _enter(app: App, items: Sequence[DueItem], kind: EntryKind, **values: Any) -> list[DutyEntry]:
    made = []
    with app.change("duty.plan") as uow:
        for item in items:
            assert item.witness_id is not None
            duty = {"case_id": item.case_id, "rule_id": item.rule_id, "about": item.about}
            made.append(add_duty_entry(app, uow, kind, witness_id=item.witness_id, on=app.today, **duty, **values))
    return made
