"""The ledger of duties: of one witness, and of every open case for the manager who asks which case needs help."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from victimplanner.domain.case import Case, CaseState
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.due import due_for_witness
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.ledger import duties_of, ledger_of
from victimplanner.services.assembling import read_case_files
from victimplanner.services.context import App
from victimplanner.services.duties import is_ours
from victimplanner.services.progress import NoProgress, Progress

_CASES_AT_ONCE = 25


class Part(StrEnum):
    """Which lines of a ledger are asked for."""

    ALL = "all"
    OPEN = "open"
    OURS = "ours"  # owed by this office or by witness care, whatever their state


def part_of(items: Iterable[DueItem], part: Part) -> tuple[DueItem, ...]:
    """Return the lines that are asked for, in the order given."""
    if part is Part.OPEN:
        return tuple(item for item in items if item.is_open)
    if part is Part.OURS:
        return tuple(item for item in items if is_ours(item))
    return tuple(items)


def witness_ledger(app: App, case: CaseFile, file: WitnessFile) -> tuple[DueItem, ...]:
    """List every duty of one witness as it stands today, those that have not started too."""
    return ledger_of(case, file, app.rules, app.calendar, app.today)


def office_duties(app: App, progress: Progress | None = None) -> list[DueItem]:
    """List every duty that has started in an open case, finished ones too, by URN and witness.

    Cases are read a few at a time. Raises: Cancelled when the person stops it.
    """
    found: list[DueItem] = []
    with app.read() as uow:
        cases = sorted(uow.find(Case, state=CaseState.OPEN), key=lambda case: (case.urn, case.id))
    watched = progress or NoProgress()
    for start in range(0, len(cases), _CASES_AT_ONCE):
        watched.report(start, len(cases), f"{start} of {len(cases)} cases")
        with app.read() as uow:  # anew each time: whoever saves meanwhile does not wait for the whole list
            files = read_case_files(uow, cases[start : start + _CASES_AT_ONCE])
        for case in files:
            for file in case.witnesses:
                found += duties_of(due_for_witness(case, file, app.rules, app.calendar, app.today))
    return found
