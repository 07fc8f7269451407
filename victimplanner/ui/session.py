"""What every screen works with once an office file is open."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject, Signal

from victimplanner.services.changed import Changed
from victimplanner.services.context import App
from victimplanner.ui.asking import Dialogs
from victimplanner.ui.tasks import TaskRunner


class Session(QObject):
    """An open office file, its dialogs and its long tasks; `changed` tells every view-model after a commit.

    The signal is queued: a commit made by a long task reaches the screens on the main thread.
    """

    changed = Signal(object)  # Changed

    def __init__(self, app: App, dialogs: Dialogs, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.dialogs = dialogs
        self.tasks = tasks
        self._stop = app.changed.listen(self._pass_on)

    @property
    def today(self) -> dt.date:
        return self.app.today

    def close(self) -> None:
        """End the session: nothing is announced any more and the office file is locked."""
        self._stop()
        self.tasks.close()
        self.app.close()

    def _pass_on(self, changed: Changed) -> None:
        self.changed.emit(changed)
