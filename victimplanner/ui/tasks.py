"""Long work off the main thread, its news back on it. These are the only threads in the program.

One worker thread keeps results in order and the vault at one writer. The worker's sole link to the interface is one
runner signal, always queued, so a task can never report before its caller has connected.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThreadPool, Signal, Slot

from victimplanner.domain.errors import Cancelled

log = logging.getLogger(__name__)


class Task(QObject):
    """One piece of long work. It lives on the main thread and is kept by its runner until finished."""

    progressed = Signal(int, int, str)
    """Done so far, total (0 when not known), and words for the bar."""
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    """Last of all, whatever happened."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it does so at its next report."""
        self._stop.set()

    @property
    def is_cancelling(self) -> bool:
        return self._stop.is_set()


class TaskProgress:
    """What the work holds: it reports through this, and learns here that it should stop."""

    def __init__(self, task: Task, post: Callable[[Task, str, object], None]) -> None:
        self._task = task
        self._post = post

    def report(self, done: int, total: int, text: str = "") -> None:
        """Tell how far the work is. Raises Cancelled if the person asked to stop."""
        if self._task.is_cancelling:
            raise Cancelled("Stopped. Nothing half-done remains.")
        self._post(self._task, "progressed", (done, total, text))


Work = Callable[[TaskProgress], Any]


class TaskRunner(QObject):
    """Starts long work and owns it until it is finished."""

    _posted = Signal(object, str, object)
    idle = Signal()
    """Nothing is running any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._tasks: list[Task] = []
        self._closed = False
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        return bool(self._tasks)

    def start(self, work: Work) -> Task:
        """Queue `work(progress)`. Connect to the task returned; nothing is reported before this method is left."""
        if self._closed:
            raise RuntimeError("The task runner is closed.")
        task = Task(self)
        self._tasks.append(task)
        self._pool.start(lambda: self._run(task, work))
        return task

    def cancel_all(self) -> None:
        """Ask everything to stop."""
        for task in self._tasks:
            task.cancel()

    def close(self, wait_ms: int = -1) -> bool:
        """Cancel all, wait for the thread and deliver what was still under way. False if the wait ran out."""
        self._closed = True
        self.cancel_all()
        done = self._pool.waitForDone(wait_ms)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        return done

    def _run(self, task: Task, work: Work) -> None:
        progress = TaskProgress(task, self._posted.emit)
        try:
            if task.is_cancelling:
                raise Cancelled("Stopped before it began.")
            result = work(progress)
        except Cancelled:
            self._posted.emit(task, "cancelled", None)
        except Exception as error:  # handed to the main thread, which shows or reports it
            self._posted.emit(task, "failed", error)
        else:
            self._posted.emit(task, "succeeded", result)

    @Slot(object, str, object)
    def _deliver(self, task: Task, news: str, payload: Any) -> None:
        if news == "progressed":
            if not task.is_cancelling:
                task.progressed.emit(*payload)
            return
        self._tasks.remove(task)
        try:
            if news == "cancelled":
                task.cancelled.emit()
            elif news == "failed":
                log.info("A task failed: %s", type(payload).__name__)
                task.failed.emit(payload)
            else:
                task.succeeded.emit(payload)
        finally:
            task.finished.emit()
            task.deleteLater()
            if not self._tasks:
                self.idle.emit()
