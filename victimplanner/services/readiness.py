"""Readiness for the first hearing: the checklist of a case, its marks, and all cases whose first hearing is to come."""

from __future__ import annotations

import datetime as dt
from functools import cache

from victimplanner.domain.case import Case, CaseState, Hearing, HearingKind, HearingState
from victimplanner.domain.case_file import CaseFile
from victimplanner.domain.chain import following
from victimplanner.domain.errors import NotFound, Problem, RuleBroken
from victimplanner.domain.readiness import ReadinessMark, ReadinessTick
from victimplanner.domain.readiness_list import (
    FirstHearing,
    ReadinessItem,
    ReadinessLine,
    first_hearing_of,
    is_to_come,
    read_readiness,
)
from victimplanner.services.assembling import read_case_files
from victimplanner.services.cases import read_case
from victimplanner.services.context import App
from victimplanner.storage.resource_files import read_toml

_FILE = "readiness.toml"


@cache
def readiness_items() -> tuple[ReadinessItem, ...]:
    """Read the checklist. Raises: RuleFileProblem naming entry and key."""
    return read_readiness(read_toml(_FILE), _FILE)


def readiness_of(app: App, case: CaseFile) -> FirstHearing:
    """Return what is ready and what is missing in one case today."""
    return first_hearing_of(case, readiness_items(), app.today)


def readiness_to_come(app: App) -> list[FirstHearing]:
    """List the open cases whose first hearing is to come, the nearest first; those without a day come last."""
    with app.read() as uow:
        listed = [h for h in uow.between(Hearing, "listed_on", None, None) if h.state is not HearingState.VACATED]
        coming = {
            h.case_id
            for h in listed
            if h.kind is HearingKind.FIRST_HEARING and h.listed_on and h.listed_on >= app.today
        }
        gone_on = {h.case_id for h in listed} - coming  # of a large office only a few cases are read whole
        cases = [c for c in uow.find(Case, state=CaseState.OPEN) if c.id not in gone_on]
        files = read_case_files(uow, cases)
    found = [readiness_of(app, case) for case in files if is_to_come(case, app.today)]
    return sorted(found, key=lambda f: (f.days_left is None, f.days_left or 0, f.case.case.urn))


def mark_done(app: App, case_id: str, key: str, note: str = "", on: dt.date | None = None) -> ReadinessTick:
    """Tick an item that no fact shows, as done on a day (today by default).

    Raises: RuleBroken for one that follows from facts, or a day in the future; NotFound; NotAllowed.
    """
    line = _line(app, case_id, key)
    if line.is_fact:
        raise RuleBroken(
            Problem(
                "item", f"“{line.item.title}” is done once the fact itself is entered. Enter it; nothing is ticked."
            )
        )
    day = on or app.today
    if day > app.today:
        raise RuleBroken(Problem("on", "That day lies in the future. Enter the day on which it was done."))
    return _mark(app, case_id, key, ReadinessMark.DONE, day, note)


def mark_not_needed(app: App, case_id: str, key: str, why: str) -> ReadinessTick:
    """Say that an item is not needed in this case, and why. Raises: RuleBroken without a reason; NotFound; NotAllowed."""
    _line(app, case_id, key)
    if not why.strip():
        raise RuleBroken(Problem("note", "Say why it is not needed in this case. It stays in the history."))
    return _mark(app, case_id, key, ReadinessMark.NOT_NEEDED, app.today, why)


def unmark(app: App, case_id: str, key: str) -> ReadinessTick:
    """Take the mark of an item off again; the earlier one stays in the history. Raises: RuleBroken when it has none."""
    line = _line(app, case_id, key)
    if line.tick is None or line.tick.mark is ReadinessMark.OPEN:
        raise RuleBroken(Problem("item", f"“{line.item.title}” has no mark to take off. Nothing was changed."))
    return _mark(app, case_id, key, ReadinessMark.OPEN, app.today, "")


def _line(app: App, case_id: str, key: str) -> ReadinessLine:
    for line in readiness_of(app, read_case(app, case_id)).lines:
        if line.key == key:
            return line
    raise NotFound("This item is not on the list of the case. Open the list again.")


def _mark(app: App, case_id: str, key: str, mark: ReadinessMark, on: dt.date, note: str) -> ReadinessTick:
    with app.change("readiness.mark") as uow:
        return uow.add(
            ReadinessTick(
                case_id=case_id,
                item_id=key,
                mark=mark,
                on=on,
                by=app.user.display_name,
                note=note.strip(),
                sequence=following(uow.find(ReadinessTick, case_id=case_id)),
            )
        )
