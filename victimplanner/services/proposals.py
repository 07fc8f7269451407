"""One way for whatever moves dates in the whole office: propose it, see what moves, and only then apply or leave it.

A changed limit, a closed day, a bank holiday and a new edition of the rules all go this way. Nothing is written before
`apply` is called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case import Case, CaseState
from victimplanner.domain.case_file import CaseFile
from victimplanner.domain.dates import plural
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.moved_dates import MovedDate, moved_dates
from victimplanner.domain.office import Office
from victimplanner.domain.rules import RuleBook
from victimplanner.services.assembling import read_case_files
from victimplanner.services.context import App
from victimplanner.services.moved_dates import all_items
from victimplanner.services.progress import NoProgress, Progress

_CHUNK = 10  # cases read in one go, between two looks at whether to stop


@dataclass(frozen=True)
class Proposal:
    """A change that nobody agreed to yet: what it is, in sentences, and what the office would work by after it.

    None of `rules`, `calendar` and `office` means: as it is now. `apply` makes the change; it checks everything again
    and may raise what the service behind it raises.
    """

    title: str
    lines: tuple[str, ...]
    apply: Callable[[], object]
    rules: RuleBook | None = None
    calendar: Calendar | None = None
    office: Office | None = None


def what_moves(app: App, proposal: Proposal, progress: Progress | None = None) -> tuple[MovedDate, ...]:
    """List every open date of every open case that a proposal moves, starts or stops. Nothing is written.

    Raises: Cancelled when the person asked to stop.
    """
    progress = progress or NoProgress()
    with app.read() as uow:
        cases = sorted(uow.find(Case, state=CaseState.OPEN), key=lambda case: (case.urn, case.id))
    before: list[DueItem] = []
    after: list[DueItem] = []
    for start in range(0, len(cases), _CHUNK):
        progress.report(start, len(cases), f"{start} of {plural(len(cases), 'case')} worked out again")
        with app.read() as uow:
            files = read_case_files(uow, cases[start : start + _CHUNK])
        for file in files:
            was = all_items(app, file)
            now = all_items(app, _by(file, proposal.office), proposal.rules, proposal.calendar)
            if moved_dates(was, now):
                before += was
                after += now
    return moved_dates(before, after)


def _by(file: CaseFile, office: Office | None) -> CaseFile:
    """Return a case as it would be counted with other limits of the office."""
    if office is None:
        return file
    return replace(file, office=office, witnesses=tuple(replace(one, office=office) for one in file.witnesses))
