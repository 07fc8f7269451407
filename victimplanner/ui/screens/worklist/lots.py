"""Counting what waits: a few cases at once, many in lots on the work thread, so that every page can keep up."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from victimplanner.domain.errors import PlannerError
from victimplanner.services.changed import Changed
from victimplanner.services.counting import CHUNK, count_cases_again, count_changed, to_count
from victimplanner.ui.session import Session


class Lots(QObject):
    """Knows which cases changed or were never counted, and counts them."""

    lot_counted = Signal()
    """A lot was counted and more wait: say how many."""
    all_counted = Signal()
    failed = Signal(str)
    """It was stopped, with a sentence; the next count begins again."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._changed: frozenset[str] = frozenset()
        self._is_counting = False
        self.waiting: list[str] = []
        session.changed.connect(self._note_change)

    def count_now(self) -> None:
        """Count what changed, and the cases that wait where they are few; many are left to `count_on`."""
        app = self._session.app
        count_changed(app, Changed("", case_ids=self._changed))
        self._changed = frozenset()
        self.waiting = to_count(app)
        if len(self.waiting) <= CHUNK:
            count_cases_again(app, self.waiting)
            self.waiting = []

    def count_on(self) -> None:
        """Count the next lot on the work thread."""
        if self._is_counting or not self.waiting:
            return
        app, lot = self._session.app, self.waiting[:CHUNK]
        self._is_counting = True

        def work(_progress: object) -> list[str]:
            count_cases_again(app, lot)
            return lot

        task = self._session.tasks.start(work)
        task.succeeded.connect(self._counted)  # methods, not lambdas: they are forgotten with this
        task.failed.connect(self._not_counted)
        task.cancelled.connect(self._stop)

    def _note_change(self, changed: Changed) -> None:
        self._changed |= changed.case_ids

    def _counted(self, lot: list[str]) -> None:
        self._is_counting = False
        done = set(lot)
        self.waiting = [case_id for case_id in self.waiting if case_id not in done]
        if self.waiting:
            self.lot_counted.emit()
            QTimer.singleShot(0, self, self.count_on)  # not at once: in between, pages that wait for it catch up
        else:
            self.all_counted.emit()

    def _not_counted(self, problem: Exception) -> None:
        self._stop()
        if not isinstance(problem, PlannerError):
            raise problem
        self.failed.emit(str(problem))

    def _stop(self) -> None:
        self._is_counting = False
        self.waiting = []
