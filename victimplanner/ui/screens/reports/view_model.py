"""The Reports page without widgets: the filter, the counting on the work thread, and the rows behind every number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.dates import clock_time, local, plain_date
from victimplanner.domain.errors import PlannerError, Problem
from victimplanner.domain.people import UserRole
from victimplanner.domain.reports.choosing import (
    ReportFilter,
    Who,
    duties_by_rule,
    rights_of_duties,
    units_of,
    usual_filter,
)
from victimplanner.domain.reports.figures import Figure, Report
from victimplanner.domain.reports.report_rows import ReportRows
from victimplanner.domain.reports.rows import Row, RowKind
from victimplanner.services.aims import set_aim
from victimplanner.services.report_files import Content, FileRequest, ListShown, file_name, file_problems, write_file
from victimplanner.services.reports import make_report, report_rows
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.freshness import Freshness
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.reports.choosing import choice_of
from victimplanner.ui.screens.reports.periods import OWN, USUAL, Period, own_period, periods
from victimplanner.ui.screens.reports.state import ReportsState
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import Task, TaskProgress

AIMED_AT = ("applications", "trend")  # figures whose plot has a line to aim at


class ReportsViewModel(QObject):
    """Holds the figures. It counts when the page is looked at, after changes and when asked; the old ones stay shown."""

    state_changed = Signal()
    asked = Signal(object)  # Destination
    said = Signal(str)
    written = Signal(str)
    """The name of a file that is there now."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self.state = ReportsState(usual_filter(session.today), USUAL)
        self.freshness = Freshness(session, self.recount, self)

    @property
    def today(self) -> dt.date:
        return self._session.today

    @property
    def may_export(self) -> bool:
        return self._session.app.may("report.export")

    @property
    def may_set_aims(self) -> bool:
        return self._session.app.user.role is UserRole.MANAGER

    def aim(self, figure_id: str) -> int | None:
        """Return what the unit aims at for a figure, in per cent."""
        return self._session.app.office.aims.get(figure_id)

    # ------------------------------------------------------------ intentions

    def arrive(self) -> None:
        """The page is shown: count if nothing was counted yet."""
        if self.state.report is None and not self.state.is_counting:
            self.recount()

    def choose_period(self, key: str) -> None:
        """Choose one of the usual periods."""
        found = next((period for period in periods(self.today) if period.key == key), None)
        if found is not None:
            self._choose(found)

    def choose_months(self, first: dt.date, last: dt.date) -> None:
        """Choose a period of one's own, from the month of one day to that of another."""
        self._choose(own_period(first, last))

    def choose_unit(self, unit: str | None) -> None:
        self._count(replace(self.state.chosen, unit=unit))

    def choose_duties(self, right: str | None, rule_id: str | None) -> None:
        """Choose the duties under one right, one duty alone, or with None all of them."""
        self._count(replace(self.state.chosen, right=right, rule_id=rule_id))

    def choose_who(self, who: Who) -> None:
        self._count(replace(self.state.chosen, who=who))

    def recount(self) -> None:
        """Count again; a usual period moves on with the month."""
        key = self.state.period
        found = next((period for period in periods(self.today) if period.key == key), None)
        chosen = self.state.chosen
        self._count(chosen if key == OWN or found is None else replace(chosen, first=found.first, last=found.last))

    def cancel(self) -> None:
        """Stop counting. What was counted before stays."""
        if self._task is not None:
            self._task.cancel()

    def open_row(self, row: Row) -> None:
        """Go to where the entry behind a row stands."""
        self.asked.emit(
            Destination("case", row.case_id, row.witness_id, tab=row.act_at or "overview", subject_id=row.subject_id)
        )

    def set_aim(self, figure_id: str, share: int | None) -> Problems:
        """Set what the unit aims at, or take it off."""
        return attempt(lambda: set_aim(self._session.app, figure_id, share))

    def export(
        self, request: FileRequest, target: Path, shown: ListShown | None = None, *, replace_file: bool = True
    ) -> Problems:
        """Write what is shown to a file, on the work thread; return what is to be put right before it can be begun.

        `shown` is the list behind a number; without it a list is of every duty that the filter takes. `replace_file`:
        the person agreed to that.
        """
        report = self.state.report
        if report is None:
            return (Problem("", "Not written: nothing is counted yet. Wait for the figures."),)
        if problems := file_problems(request):
            return tuple(problems)
        if request.content is Content.LIST and shown is None:
            shown = self._all_duties()
        app, rows = self._session.app, self.state.rows
        task = self._session.tasks.start(
            lambda _progress: write_file(app, report, rows, request, target, shown, replace=replace_file)
        )
        self.said.emit(f"Writing {target.name}")
        task.succeeded.connect(lambda _nothing: self._written(target.name))
        task.failed.connect(self._not_written)
        return ()

    def _written(self, name: str) -> None:
        self.said.emit(f"Exported to {name}")
        self.written.emit(name)

    def _not_written(self, problem: Exception) -> None:
        if not isinstance(problem, PlannerError):
            raise problem
        self.said.emit("Not exported")
        self._session.dialogs.tell("Export a report", str(problem))

    def file_name(self, request: FileRequest) -> str:
        """Return a name for a file: neutral, without anybody's."""
        return file_name(self._session.app, self.state.counted or self.state.chosen, request)

    # ------------------------------------------------------------ what is shown

    def aim_choices(self) -> tuple[tuple[str, str], ...]:
        """Return the figures for which an aim is shown."""
        return tuple((figure.id, figure.title) for figure in self.state.all_figures if figure.id in AIMED_AT)

    def figure(self, figure_id: str) -> Figure | None:
        """Return a figure as counted last."""
        return next((figure for figure in self.state.all_figures if figure.id == figure_id), None)

    def rows_behind(self, figure_id: str, key: str) -> tuple[RowKind, Sequence[Row]]:
        """Return the kind of the rows behind a number, and the rows as they were counted."""
        figure = self.figure(figure_id)
        choice = choice_of(figure, key) if figure is not None else None
        if choice is None:
            return RowKind.DUTY, ()
        known = {row.id: row for row in self.state.rows.of_kind(choice.kind)}
        return choice.kind, tuple(known[row_id] for row_id in choice.rows if row_id in known)

    def list_shown(self, figure_id: str, key: str, rows: Sequence[Row] | None = None) -> ListShown | None:
        """Return the list behind a number for an export, its rows as they are shown or as they were counted."""
        figure = self.figure(figure_id)
        choice = choice_of(figure, key) if figure is not None else None
        if figure is None or choice is None:
            return None
        kind, counted = self.rows_behind(figure_id, key)
        return ListShown(kind, counted if rows is None else rows, figure.title, choice.words)

    # ------------------------------------------------------------ inside

    def _all_duties(self) -> ListShown:
        chosen = self.state.counted or self.state.chosen
        return ListShown(RowKind.DUTY, chosen.chosen(self.state.rows).duties, "All duties")

    def _choose(self, period: Period) -> None:
        self._set(period=period.key)
        self._count(replace(self.state.chosen, first=period.first, last=period.last))

    def _count(self, chosen: ReportFilter) -> None:
        """Count on the work thread. A count overtaken by another is stopped, and nobody waits for it any more."""
        if self._task is not None:
            self._task.cancel()
        app = self._session.app

        def work(progress: TaskProgress) -> tuple[ReportRows, Report]:
            rows = report_rows(app, progress)
            progress.report(1, 1, "Counting the figures")
            return rows, make_report(app, rows, chosen)

        self._set(chosen=chosen, is_counting=True, progress=(0, 0, "Counting"), error="")
        task = self._task = self._session.tasks.start(work)
        task.progressed.connect(lambda done, total, text: self._on_progress(task, (done, total, text)))
        task.succeeded.connect(lambda counted: self._on_counted(task, chosen, *counted))
        task.failed.connect(lambda problem: self._on_failed(task, problem))
        task.cancelled.connect(lambda: self._on_cancelled(task))

    def _on_progress(self, task: Task, progress: tuple[int, int, str]) -> None:
        if task is self._task:
            self._set(progress=progress)

    def _on_counted(self, task: Task, chosen: ReportFilter, rows: ReportRows, report: Report) -> None:
        if task is not self._task:
            return
        self._task = None
        moment = local(self._session.app.now)
        self._set(
            rows=rows,
            report=report,
            units=units_of(rows),
            rights=rights_of_duties(rows),
            duties=tuple(duties_by_rule(rows.duties).items()),
            counted=chosen,
            is_counting=False,
            counted_at=f"Counted {plain_date(moment.date())}, {clock_time(moment.time())}",
        )

    def _on_failed(self, task: Task, problem: Exception) -> None:
        if task is not self._task:
            return
        self._task = None
        self._set(is_counting=False, error=f"{problem} {self._what_stays()}".strip())
        if not isinstance(problem, PlannerError):
            raise problem

    def _on_cancelled(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            self._set(is_counting=False, error=f"Counting was stopped. {self._what_stays()}".strip())

    def _what_stays(self) -> str:
        at = self.state.counted_at
        return f"The figures are those {at[:1].lower()}{at[1:]}." if at else "Nothing is counted yet."

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit()
