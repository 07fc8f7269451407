"""Reports across the office: rows of all cases, counted once and kept; figures; lists for exports.

Only cases that changed are counted again. What is kept is kept in memory alone and goes with the open office file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case import Case
from victimplanner.domain.people import USER_ROLE_WORDS
from victimplanner.domain.reports.choosing import ReportFilter
from victimplanner.domain.reports.figures import Report
from victimplanner.domain.reports.lists import LIST_TITLES, cells_of, columns_of
from victimplanner.domain.reports.making import rows_of_case
from victimplanner.domain.reports.overview import report_of
from victimplanner.domain.reports.report_rows import ReportRows, together
from victimplanner.domain.reports.rows import Row, RowKind
from victimplanner.domain.rules import RuleBook
from victimplanner.domain.sheets import Sheet
from victimplanner.services.assembling import read_case_files
from victimplanner.services.context import App
from victimplanner.services.progress import NoProgress, Progress
from victimplanner.storage.worklist_lines import trail_head

CHUNK = 40
"""Cases counted in one go, between two looks at whether to stop."""
_MOST_LINES_READ = 2000  # of the trail: after more changes, counting all is as quick as looking for what changed
_COUNTS_NOTHING = frozenset({"User", "SavedFilter", "StandIn", "Absence", "Site", "Room", "TopicLine", "PersonDetails"})
"""Records of the office that no row depends on."""


@dataclass
class _Kept:
    """Rows by case as they were counted, and what they were counted by: trail, day, rules, calendar."""

    head: int
    today: dt.date
    rules: RuleBook
    calendar: Calendar
    by_case: dict[str, ReportRows] = field(default_factory=dict)
    whole: ReportRows | None = None


_kept: WeakKeyDictionary[App, _Kept] = WeakKeyDictionary()


def report_rows(app: App, progress: Progress | None = None) -> ReportRows:
    """Return the rows of all cases, closed ones too, in the order of their URNs.

    Raises: Cancelled; what was counted until then is kept for the next time.
    """
    progress = progress or NoProgress()
    with app.read() as uow:
        head = trail_head(uow)
        ids = [case.id for case in sorted(uow.find(Case), key=lambda case: (case.urn, case.id))]
    kept = _still_right(app, head)
    _kept[app] = kept
    waiting = [case_id for case_id in ids if case_id not in kept.by_case]
    if kept.whole is not None and not waiting and len(kept.by_case) == len(ids):
        return kept.whole
    for start in range(0, len(waiting), CHUNK):
        progress.report(start, len(waiting), f"{start} of {len(waiting)} cases counted")
        with app.read() as uow:
            chunk = uow.select_in(Case, "id", waiting[start : start + CHUNK])
            files = read_case_files(uow, chunk)
        for file in files:
            kept.by_case[file.case.id] = rows_of_case(file, kept.rules, kept.calendar, kept.today)
    kept.by_case = {case_id: kept.by_case[case_id] for case_id in ids if case_id in kept.by_case}
    kept.whole = together(kept.by_case.values())
    return kept.whole


def _still_right(app: App, head: int) -> _Kept:
    """Return what was kept, less the cases that changed since; nothing after another day, rule or calendar."""
    new = _Kept(head, app.today, app.rules, app.calendar)
    kept = _kept.get(app)
    if kept is None or kept.today != new.today or kept.rules is not new.rules or kept.calendar is not new.calendar:
        return new
    if kept.head == head:
        return kept
    changed = _changed_cases(app, head - kept.head)
    if changed is None:
        return new
    new.by_case = {case_id: rows for case_id, rows in kept.by_case.items() if case_id not in changed}
    new.whole = kept.whole if len(new.by_case) == len(kept.by_case) else None
    return new


def _changed_cases(app: App, lines: int) -> set[str] | None:
    """Return the cases that the last lines of the trail changed; None when every case may have changed."""
    if lines > _MOST_LINES_READ:
        return None
    changed = set()
    for entry in app.vault.history(limit=lines):
        if not entry.fields or entry.kind in _COUNTS_NOTHING:  # a look changes nothing
            continue
        case_id = entry.record_id if entry.kind == Case.__name__ else entry.case_id
        if case_id is None:
            return None
        changed.add(case_id)
    return changed


def make_report(app: App, rows: ReportRows, chosen: ReportFilter) -> Report:
    """Count every figure for one choice of rows."""
    rules = (
        f"Counted by: {'; '.join(app.rules.editions)}.",
        f"Working days and business days by {app.calendar.holidays.edition}.",
    )
    return report_of(rows, chosen, app.today, app.office.aims, rules)


def rows_as_sheet(app: App, kind: RowKind, rows: Sequence[Row], *, filters: tuple[tuple[str, str], ...] = ()) -> Sheet:
    """Return a list as a sheet for inside the office, its rows in their order. No row names anybody."""
    return Sheet(
        title=LIST_TITLES[kind],
        columns=columns_of(kind),
        rows=cells_of(kind, rows),
        filters=filters,
        made_by=f"{app.user.display_name}, {USER_ROLE_WORDS[app.user.role].lower()}",
        made_at=app.now,
        is_practice=app.office.is_practice,
    )
