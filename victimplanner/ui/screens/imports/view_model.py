"""Importing a list: read it, choose what each column is, see what becomes of every row, then write it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.dates import plural
from victimplanner.domain.errors import PlannerError
from victimplanner.domain.importing import (
    ColumnMapping,
    ImportPlan,
    ImportRow,
    Outcome,
    Sheet,
    map_columns,
    plan_import,
    read_sheet,
)
from victimplanner.domain.urn import display_urn
from victimplanner.services.importing import ImportDone, fingerprints, import_knowledge, import_plan, read_list
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import Task

OUTCOME_ORDER = (Outcome.IMPORTED, Outcome.WARNING, Outcome.REFUSED, Outcome.LEFT_OUT)


def messages_of(row: ImportRow) -> list[str]:
    """Return everything to say about a row: why it is left out or refused first, then each thing to check, once."""
    texts = [row.reason] if row.reason else []
    return texts + [issue.message for issue in row.issues if issue.message not in row.reason]


@dataclass(frozen=True)
class ImportState:
    """What the dialog shows. `done` is set once the list was written."""

    file_name: str = ""
    mapping: ColumnMapping | None = None
    plan: ImportPlan | None = None
    rows: tuple[ImportRow, ...] = ()
    counts: tuple[tuple[Outcome, int], ...] = ()
    only: Outcome | None = None
    notes: tuple[str, ...] = ()
    is_busy: bool = False
    progress: tuple[int, int, str] = (0, 0, "")
    error: str = ""
    done: ImportDone | None = None
    done_words: str = ""
    choices: tuple[tuple[str, str], ...] = field(default_factory=tuple)

    @property
    def can_import(self) -> bool:
        return bool(self.plan and self.plan.cases) and not self.is_busy and self.done is None


class ImportViewModel(QObject):
    """Holds one list from choosing it to writing it. Until then nothing is written."""

    state_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sheet: Sheet | None = None
        self._overrides: dict[str, str] = {}
        self._task: Task | None = None
        knowledge = import_knowledge()
        labels = tuple((name, known.label) for name, known in knowledge.fields.items())
        self.state = ImportState(choices=(("", "Keep as raw text"), *labels))

    def read(self, path: Path) -> None:
        """Read a list and judge it with the columns guessed."""
        try:
            self._sheet = read_sheet(read_list(path))
        except PlannerError as problem:
            self._sheet = None
            self._set(file_name="", mapping=None, plan=None, rows=(), counts=(), error=str(problem))
            return
        self._overrides = {}
        self._set(file_name=path.name, error="", done=None, done_words="", only=None)
        self._judge()

    def take_column_as(self, key: str, field_name: str) -> None:
        """Take a column as another field, or keep it as raw text ("")."""
        self._overrides[key] = field_name
        self._judge()

    def show_only(self, outcome: Outcome | None) -> None:
        self._set(only=None if self.state.only is outcome else outcome)

    def write(self) -> None:
        """Write every case of the list, on the work thread."""
        plan = self.state.plan
        if plan is None or not self.state.can_import:
            return
        app = self._session.app
        self._set(is_busy=True, error="", progress=(0, len(plan.cases), "Starting"))
        task = self._session.tasks.start(lambda progress: import_plan(app, plan, progress))
        self._task = task
        task.progressed.connect(lambda done, total, text: self._set(progress=(done, total, text)))
        task.succeeded.connect(self._finished)
        task.failed.connect(self._failed)
        task.cancelled.connect(self._cancelled)

    def cancel(self) -> None:
        """Stop writing. Cases already written stay, whole; the one under way is not begun."""
        if self._task is not None and self.state.is_busy:
            self._task.cancel()

    # ------------------------------------------------------------ inside

    def _judge(self) -> None:
        if self._sheet is None:
            return
        knowledge, app = import_knowledge(), self._session.app
        try:
            mapping = map_columns(self._sheet, knowledge, self._overrides)
            self._set(mapping=mapping)
            plan = plan_import(self._sheet, mapping, knowledge, app.today, fingerprints(app))
        except PlannerError as problem:
            self._set(plan=None, rows=(), counts=(), error=str(problem))
            return
        counts = tuple((outcome, plan.counts.get(outcome, 0)) for outcome in OUTCOME_ORDER)
        self._set(plan=plan, counts=counts, error="", notes=(*self._sheet.notes, *plan.notes))

    def _finished(self, done: ImportDone) -> None:
        failed = [f"{urn}: {reason}" for urn, reason in done.failed.items()]
        words = f"{plural(done.cases, 'case')} and {plural(done.witnesses, 'witness', 'witnesses')} written."
        kept = [f"{display_urn(urn)}: {sentence}" for urn, said in done.kept.items() for sentence in said]
        if kept:
            cases = plural(len(done.kept), "case")
            words += f" In {cases} the list says something else than is here; that was not taken over."
        self._set(is_busy=False, done=done, done_words=words, notes=tuple(kept), error=" ".join(failed))

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, PlannerError):
            self._set(is_busy=False)
            raise problem
        self._set(is_busy=False, error=str(problem))

    def _cancelled(self) -> None:
        self._set(
            is_busy=False, error="Stopped. Cases written before that are whole and stay; the others were not begun."
        )
        self._judge()

    def _set(self, **changes: Any) -> None:
        state = replace(self.state, **changes)
        rows = state.plan.rows if state.plan else ()
        self.state = replace(state, rows=tuple(r for r in rows if state.only is None or r.outcome is state.only))
        self.state_changed.emit()
