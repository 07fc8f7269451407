"""The checklists of the cases whose first hearing is to come, or of one case; marks go through the service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.readiness_list import FirstHearing, Readiness, ReadinessLine
from victimplanner.services import readiness
from victimplanner.services.cases import read_case
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.navigation import Destination
from victimplanner.ui.session import Session


@dataclass(frozen=True)
class ReadinessState:
    """What the dialog shows: the cases (one alone where it was opened for one), and the one whose list is in view."""

    cases: tuple[FirstHearing, ...] = ()
    current: FirstHearing | None = None


class ReadinessViewModel(QObject):
    """Reads the lists and marks items."""

    state_changed = Signal()

    def __init__(self, session: Session, case_id: str = "", parent: QObject | None = None) -> None:
        """`case_id` "": all cases whose first hearing is to come."""
        super().__init__(parent)
        self._session = session
        self._case_id = case_id
        self.state = ReadinessState()
        self.read()
        session.changed.connect(self.read)

    @property
    def is_of_one_case(self) -> bool:
        return bool(self._case_id)

    @property
    def may_mark(self) -> bool:
        return self._session.app.may("readiness.mark")

    def read(self, _changed: object = None) -> None:
        """Read everything again; the case in view stays in view."""
        app = self._session.app
        if self._case_id:
            cases = [readiness.readiness_of(app, read_case(app, self._case_id))]
        else:
            cases = readiness.readiness_to_come(app)
        kept = self.state.current.id if self.state.current else ""
        current = next((case for case in cases if case.id == kept), cases[0] if cases else None)
        self.state = ReadinessState(tuple(cases), current)
        self.state_changed.emit()

    def show_case(self, case: FirstHearing | None) -> None:
        """Show the list of another case."""
        if case is not None and (self.state.current is None or case.id != self.state.current.id):
            self.state = replace(self.state, current=case)
            self.state_changed.emit()

    # ------------------------------------------------------------ marking

    def can_be_done(self, line: ReadinessLine | None) -> bool:
        return line is not None and self.may_mark and not line.is_fact and line.state is Readiness.TO_DO

    def can_be_waived(self, line: ReadinessLine | None) -> bool:
        return line is not None and self.may_mark and line.is_open

    def has_mark(self, line: ReadinessLine | None) -> bool:
        """Whether a mark stands that can be taken off: one that holds, not one that a fact has overtaken."""
        if line is None or not self.may_mark or line.tick is None or line.is_open:
            return False
        return line.state is Readiness.NOT_NEEDED or not line.is_fact

    def mark_done(self, line: ReadinessLine, note: str) -> Problems:
        return self._try(lambda app, case_id: readiness.mark_done(app, case_id, line.key, note))

    def mark_not_needed(self, line: ReadinessLine, why: str) -> Problems:
        return self._try(lambda app, case_id: readiness.mark_not_needed(app, case_id, line.key, why))

    def unmark(self, line: ReadinessLine) -> Problems:
        return self._try(lambda app, case_id: readiness.unmark(app, case_id, line.key))

    def place_of(self, line: ReadinessLine) -> Destination | None:
        """Return where the fact of a line is entered."""
        if self.state.current is None:
            return None
        return Destination("case", self.state.current.id, line.witness_id, line.item.act_at)

    def _try(self, change: Callable[..., object]) -> Problems:
        current = self.state.current
        if current is None:
            return ()
        problems = attempt(lambda: change(self._session.app, current.id))
        if not problems:
            self.read()
        return problems
