"""What a change of a case does to what is due: said before it is made, and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case import Case, Charge, Plea
from victimplanner.domain.case_events import CaseEvent
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.due import due_for_witness
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.measures import ProceedingsChange
from victimplanner.domain.moved_dates import MovedDate, moved_dates
from victimplanner.domain.rules import RuleBook
from victimplanner.services.cases import read_case
from victimplanner.services.context import App

T = TypeVar("T")


def all_items(
    app: App, case: CaseFile, rules: RuleBook | None = None, calendar: Calendar | None = None
) -> list[DueItem]:
    """List every item of a case whose clock has started, finished ones too; by other rules or days where given."""
    rules, calendar = rules or app.rules, calendar or app.calendar
    return [item for file in case.witnesses for item in due_for_witness(case, file, rules, calendar, app.today)]


def changing(app: App, case_id: str, change: Callable[[], T]) -> tuple[T, tuple[MovedDate, ...]]:
    """Make a change of one case, and return what it returned with every duty of that case that it moved."""
    before = all_items(app, read_case(app, case_id))
    done = change()
    return done, moved_dates(before, all_items(app, read_case(app, case_id)))


def would_move(app: App, case: CaseFile, after: CaseFile) -> tuple[MovedDate, ...]:
    """Say what would move if `case` were as `after`: nothing is written."""
    return moved_dates(all_items(app, case), all_items(app, after))


def with_event(case: CaseFile, event: CaseEvent, instead_of: CaseEvent | None = None) -> CaseFile:
    """Return the case as it would be with an event entered, in place of another where one is given."""
    is_hers = event.witness_id

    def changed(file: WitnessFile) -> WitnessFile:
        events = tuple(e for e in file.events if instead_of is None or e.id != instead_of.id)
        if is_hers in (None, file.witness.id):
            events = (*events, event)
        return replace(file, events=events)

    return replace(case, witnesses=tuple(changed(file) for file in case.witnesses))


def without_event(case: CaseFile, event: CaseEvent) -> CaseFile:
    """Return the case as it would be with an event withdrawn."""
    return replace(
        case,
        witnesses=tuple(
            replace(file, events=tuple(e for e in file.events if e.id != event.id)) for file in case.witnesses
        ),
    )


def with_case(case: CaseFile, changed: Case) -> CaseFile:
    """Return the case as it would be with other details: another court, closed, open again."""
    return replace(case, case=changed, witnesses=tuple(replace(file, case=changed) for file in case.witnesses))


def with_proceedings_change(case: CaseFile, change: ProceedingsChange) -> CaseFile:
    """Return the case as it would be after a re-trial, a transfer or the like."""
    return replace(
        case,
        witnesses=tuple(
            replace(file, proceedings_changes=(*file.proceedings_changes, change)) for file in case.witnesses
        ),
    )


def with_charge(case: CaseFile, charge: Charge) -> CaseFile:
    """Return the case as it would be with a charge changed (stopped, or live again)."""
    return replace(
        case,
        witnesses=tuple(
            replace(file, charges=tuple(charge if c.id == charge.id else c for c in file.charges))
            for file in case.witnesses
        ),
    )


def with_plea(case: CaseFile, plea: Plea) -> CaseFile:
    """Return the case as it would be with a further plea."""
    return replace(case, witnesses=tuple(replace(file, pleas=(*file.pleas, plea)) for file in case.witnesses))
