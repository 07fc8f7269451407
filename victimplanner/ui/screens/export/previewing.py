"""The pages of an export, made beside the window; pages overtaken by others are dropped."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import PlannerError
from victimplanner.services import papers
from victimplanner.services.papers import PaperRequest
from victimplanner.ui.session import Session

_UNEXPECTED = "The page could not be made. Nothing was written. Close this dialog and open it again."
PREVIEW_AFTER_MS = 350  # after the last keystroke that changes the page


class Previewer(QObject):
    """Makes a paper in memory, at once or when typing has paused."""

    made = Signal(object, str)
    """The paper as made, and the name its file would get."""
    refused = Signal(str)
    """Why there is no page to show."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._generation = 0
        self._is_closed = False
        self._asked: tuple[WitnessFile, PaperRequest] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PREVIEW_AFTER_MS)
        self._timer.timeout.connect(self._make)

    @property
    def is_waiting(self) -> bool:
        """Whether a page is to be made once typing has paused."""
        return self._timer.isActive()

    def make(self, file: WitnessFile, request: PaperRequest, *, after_a_while: bool = False) -> None:
        """Make the pages of a paper; only those asked for last are told of."""
        self._asked = file, request
        if after_a_while:
            self._timer.start()
        else:
            self._make()

    def drop(self) -> None:
        """Forget what is being made."""
        self._timer.stop()
        self._generation += 1

    def close(self) -> None:
        """Nobody waits any more."""
        self.drop()
        self._is_closed = True

    def _make(self) -> None:
        self.drop()
        if self._is_closed or self._asked is None:
            return
        generation, app, (file, request) = self._generation, self._session.app, self._asked

        def work(_progress: object) -> tuple[papers.Rendered, str]:
            name = papers.paper_file_name(app, file, request)
            return papers.preview_paper(app, file, request), name

        task = self._session.tasks.start(work)
        task.succeeded.connect(lambda made: self._on_made(generation, *made))
        task.failed.connect(lambda error: self._on_failed(generation, error))

    def _on_made(self, generation: int, rendered: papers.Rendered, name: str) -> None:
        if generation == self._generation:
            self.made.emit(rendered, name)

    def _on_failed(self, generation: int, error: Exception) -> None:
        is_expected = isinstance(error, PlannerError)
        if generation == self._generation:
            self.refused.emit(str(error) if is_expected else _UNEXPECTED)
        if not is_expected:
            raise error
