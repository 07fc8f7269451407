"""Finding a case: search as you type, and a preview without names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.case import CaseState, HearingKind
from victimplanner.domain.case_file import CaseFile
from victimplanner.domain.dates import plain_date
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.errors import PlannerError
from victimplanner.domain.people import CaseRole
from victimplanner.domain.urn import display_urn
from victimplanner.services.cases import count_cases, find_cases
from victimplanner.services.measures import facts_of
from victimplanner.services.worklist import due_of_case
from victimplanner.ui.freshness import Freshness
from victimplanner.ui.navigation import Destination
from victimplanner.ui.session import Session

LIMIT = 200


@dataclass(frozen=True)
class CaseRow:
    """One line of the list, ready to show. It holds no name of a witness."""

    id: str
    urn: str
    title: str
    witnesses: str
    stage: str
    next_due: DueItem | None
    measures: str
    trial: str
    prosecutor: str
    is_closed: bool
    file: CaseFile
    due: tuple[DueItem, ...]


@dataclass(frozen=True)
class CasesState:
    text: str = ""
    include_closed: bool = False
    rows: tuple[CaseRow, ...] = ()
    total: int = 0
    is_cut: bool = False  # more match than are shown
    current: CaseRow | None = None
    error: str = ""

    @property
    def count_words(self) -> str:
        """ "6 of 148 cases match “123”"."""
        shown = f"the first {len(self.rows)}" if self.is_cut else str(len(self.rows))
        if self.text.strip():
            return f"{shown} of {self.total} cases match “{self.text.strip()}”"
        return f"{shown} of {self.total} cases"


class CasesViewModel(QObject):
    """Holds the list of cases. Names of witnesses are never searched."""

    state_changed = Signal()
    asked = Signal(object)  # Destination

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state = CasesState()
        self.freshness = Freshness(session, self.reload, self)
        self.reload()

    def search(self, text: str) -> None:
        self._load(text=text)

    def include_closed(self, include: bool) -> None:
        self._load(include_closed=include)

    def reload(self) -> None:
        self._load()

    def choose(self, row: CaseRow | None) -> None:
        """Show a case in the preview."""
        if row is not self.state.current:
            self._set(current=row)

    def open(self, row: CaseRow) -> None:
        self.asked.emit(Destination("case", row.id))

    def listed(self) -> list[tuple[str, str]]:
        """Return case and witness of every case that matches, beyond those shown too."""
        state = self.state
        files = [row.file for row in state.rows]
        if state.is_cut:
            app = self._session.app
            files = find_cases(app, state.text, include_closed=state.include_closed, limit=max(count_cases(app), LIMIT))
        return [(file.case.id, witness.witness.id) for file in files for witness in file.witnesses]

    def _load(self, **changes: Any) -> None:
        state = replace(self.state, **changes)
        app = self._session.app
        try:
            files = find_cases(app, state.text, include_closed=state.include_closed, limit=LIMIT + 1)
            total = count_cases(app)
        except PlannerError as problem:
            self.state = state
            self._set(error=f"{problem} The list is the last one that was found.")
            return
        rows = tuple(self._row(file) for file in files[:LIMIT])
        current = next((r for r in rows if state.current and r.id == state.current.id), rows[0] if rows else None)
        self.state = state
        self._set(rows=rows, total=total, is_cut=len(files) > LIMIT, current=current, error="")

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit()

    def _row(self, file: CaseFile) -> CaseRow:
        app = self._session.app
        due = tuple(due_of_case(app, file))
        first = file.witnesses[0] if file.witnesses else None
        facts = facts_of(app, first) if first else ()
        decided = sum(1 for f in facts if f.decision is not None or f.direction is not None)
        trial = first.next_hearing(HearingKind.TRIAL) if first else None
        person = first.person(CaseRole.PROSECUTOR) if first else None
        return CaseRow(
            id=file.case.id,
            urn=display_urn(file.case.urn),
            title=file.title,
            witnesses=", ".join(w.witness.label for w in file.witnesses),
            stage=_stage(file),
            next_due=next((item for item in due if item.due is not None), due[0] if due else None),
            measures=f"{decided} of {len(facts)} decided" if any(f.view for f in facts) else "Views not taken",
            trial=plain_date(trial.listed_on) if trial and trial.listed_on else "–",
            prosecutor=person.name if person else "–",
            is_closed=file.case.state is CaseState.CLOSED,
            file=file,
            due=due,
        )


def _stage(file: CaseFile) -> str:
    if file.case.state is CaseState.CLOSED:
        return "Closed"
    if not file.witnesses:
        return "No witness"
    first = file.witnesses[0]
    if any(w.uses for w in file.witnesses):
        return "Evidence given"
    if any(w.next_hearing(HearingKind.SECTION_28_RECORDING) for w in file.witnesses):
        return "Section 28"
    if any(w.directions for w in file.witnesses):
        return "Directed"
    if first.pleas:
        return "Plea taken" if first.is_going_to_trial else "Guilty plea"
    return "Charged"
