"""What the tabs about one witness share: whom they show, reading again, and changing through the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.errors import PlannerError
from victimplanner.services.cases import read_case
from victimplanner.services.changed import Changed
from victimplanner.services.context import EVERY_DATE
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.session import Session


class WitnessTabModel(QObject):
    """Holds the page of one witness; every change goes through the services.

    `state` is a frozen page with `file` (None at first) and `error`; a subclass says how it is put together.
    """

    state_changed = Signal()
    saved = Signal(str)
    """What was done, in words for the status bar."""

    ALSO_ABOUT: ClassVar[frozenset[str]] = EVERY_DATE
    """Kinds of records of no case that change the page too."""

    def __init__(self, session: Session, empty: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._app = session.app
        self._case_id = self._witness_id = ""
        self.state = empty
        session.changed.connect(self._on_changed)

    def show_witness(self, case_id: str, witness_id: str) -> None:
        """Show a witness, as stored now."""
        self._case_id, self._witness_id = case_id, witness_id
        self.refresh()

    def refresh(self) -> None:
        """Read everything again. On a failure what was shown stays, with the reason."""
        if not self._case_id:
            return
        try:
            case = read_case(self._app, self._case_id)
            self.state = self._page(case, case.witness(self._witness_id))
        except PlannerError as problem:
            self.state = replace(self.state, error=str(problem))
        self.state_changed.emit()

    def _page(self, case: CaseFile, file: WitnessFile) -> Any:
        """Put the page together from what is stored."""
        raise NotImplementedError

    def _file(self) -> WitnessFile:
        assert self.state.file is not None
        file: WitnessFile = self.state.file
        return file

    def _try(self, change: Callable[[], object], done: str) -> Problems:
        """Do one thing and say so; what is to be put right comes back, and nothing was written."""
        problems = attempt(change)
        if not problems:
            self.refresh()
            self.saved.emit(done)
        return problems

    def _on_changed(self, changed: Changed) -> None:
        if changed.action.startswith("draft."):
            return
        if not changed.case_ids or self._case_id in changed.case_ids or changed.kinds & self.ALSO_ABOUT:
            self.refresh()
