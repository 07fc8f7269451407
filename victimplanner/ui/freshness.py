"""When a page reads its records anew: at once while it is looked at, later while it is not.

A page behind another one, or under a long task, would count everything again for each commit and nobody would see it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from victimplanner.ui.session import Session


class Freshness(QObject):
    """Calls `reload` after a change: now, or when the page is shown again and no long task is running."""

    def __init__(self, session: Session, reload: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = session.tasks
        self._reload = reload
        self._is_watched = True
        self._is_stale = False
        session.changed.connect(self._mark)
        session.tasks.idle.connect(self._catch_up)

    def set_watched(self, watched: bool) -> None:
        """Say whether anybody sees the page."""
        self._is_watched = watched
        self._catch_up()

    def _mark(self, _changed: object) -> None:
        self._is_stale = True
        self._catch_up()

    def _catch_up(self) -> None:
        if self._is_stale and self._is_watched and not self._tasks.is_busy:
            self._is_stale = False
            self._reload()
