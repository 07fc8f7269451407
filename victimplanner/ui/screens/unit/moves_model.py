"""What a proposal moves, worked out beside the window, and the agreeing to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.errors import PlannerError
from victimplanner.domain.moved_dates import MovedDate
from victimplanner.services.proposals import Proposal, what_moves
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import Task


@dataclass(frozen=True)
class MovesState:
    """`moved` None: not worked out yet. `error` says why it cannot be, or why it was not applied."""

    moved: tuple[MovedDate, ...] | None = None
    progress: tuple[int, int, str] = (0, 0, "Working out what moves")
    error: str = ""


class MovesViewModel(QObject):
    """Holds one proposal from the counting to the answer. Until it is confirmed nothing is written."""

    state_changed = Signal()

    def __init__(self, session: Session, proposal: Proposal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self.proposal = proposal
        self.state = MovesState()

    @property
    def can_confirm(self) -> bool:
        return self.state.moved is not None and self._session.app.may("office.amend")

    @property
    def is_managers(self) -> bool:
        """Whether the person may change anything here at all."""
        return self._session.app.may("office.amend")

    def work_out(self) -> None:
        """Work out every open case again, on the work thread."""
        app, proposal = self._session.app, self.proposal
        task = self._task = self._session.tasks.start(lambda progress: what_moves(app, proposal, progress))
        task.progressed.connect(self._progressed)
        task.succeeded.connect(self._worked_out)
        task.failed.connect(self._failed)

    def stop(self) -> None:
        """Stop counting: the question is left."""
        if self._task is not None and self.state.moved is None:
            self._task.cancel()

    def confirm(self) -> Problems:
        """Make the change; return why not, if it was refused."""
        problems = attempt(self.proposal.apply)
        self._set(error=" ".join(problem.message for problem in problems))
        return problems

    def _progressed(self, done: int, total: int, text: str) -> None:
        self._set(progress=(done, total, text))

    def _worked_out(self, moved: tuple[MovedDate, ...]) -> None:
        self._set(moved=moved)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, PlannerError):
            raise problem
        self._set(error=str(problem))

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit()
