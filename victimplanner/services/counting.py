"""Counting the worklist: the lines of each case are worked out from its records and kept until something changes them.

What was changed is counted again before anybody reads; what time has changed, and what a crash left uncounted, is
found and counted at the next look.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from victimplanner.domain.case import Case
from victimplanner.domain.due import due_for_case
from victimplanner.domain.due_lines import stale_on
from victimplanner.services.assembling import read_case_files
from victimplanner.services.changed import Changed
from victimplanner.services.context import App
from victimplanner.services.progress import NoProgress, Progress
from victimplanner.storage.resource_files import load_rule_book
from victimplanner.storage.worklist_lines import (
    Counted,
    forget_other_counts,
    stale_cases,
    trail_head,
    unmarked,
    write_counted,
)

CHUNK = 40
"""Cases counted in one go, between two looks at whether to stop."""
_TRIES = 20  # each is lost only to a change made in the moment of counting


def to_count(app: App) -> list[str]:
    """Return the cases that must be counted today before the worklist is right."""
    forget_other_counts(app.vault.engine, _counted_by())
    with app.read() as uow:
        return stale_cases(uow, app.today)


@cache
def _counted_by() -> int:
    """Return a number for this program and its rules: another one may word or count a line in another way."""
    try:
        program = version("victimplanner")
    except PackageNotFoundError:  # run from a folder of sources
        program = ""
    return zlib.crc32(f"{program}/{load_rule_book().fingerprint}".encode()) % (2**31 - 1) + 1


def refresh(app: App, progress: Progress | None = None) -> int:
    """Count every case that must be; return how many. Raises: Cancelled, with what was counted until then kept."""
    progress = progress or NoProgress()
    waiting = to_count(app)
    for start in range(0, len(waiting), CHUNK):
        progress.report(start, len(waiting), "Counting")
        count_cases_again(app, waiting[start : start + CHUNK])
    return len(waiting)


def count_changed(app: App, changed: Changed) -> None:
    """Count the cases again that a change concerned and that nobody counted since."""
    with app.read() as uow:
        gone = unmarked(uow, changed.case_ids)
    for start in range(0, len(gone), CHUNK):
        count_cases_again(app, gone[start : start + CHUNK])


def count_cases_again(app: App, case_ids: Collection[str]) -> None:
    """Work out the lines of these cases and keep them; begun again where a record was changed meanwhile."""
    for _ in range(_TRIES if case_ids else 0):
        with app.read() as uow:
            head = trail_head(uow)
            files = read_case_files(uow, uow.select_in(Case, "id", case_ids))
        today, rules, calendar = app.today, app.rules, app.calendar
        counted = {}
        for file in files:
            items = due_for_case(file, rules, calendar, today)
            counted[file.case.id] = Counted(items, stale_on(file, items, rules, today))
        # A new calendar is announced a moment after it is stored: what was counted by the old one is dropped.
        is_current = app.rules is rules and app.calendar is calendar
        if is_current and write_counted(app.vault.engine, head, counted):
            return
