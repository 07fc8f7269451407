"""Locking an office file that nobody uses: a warning a minute before, taken back by any key, click or turn of the wheel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

IDLE_MINUTES = 10
WARN_SECONDS = 60
_SIGNS_OF_LIFE = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class IdleLock(QObject):
    """Watches the whole program while it is started."""

    warned = Signal()
    went_on = Signal()
    """Somebody is here after all; the warning may go."""
    timed_out = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._idle = self._timer(IDLE_MINUTES * 60 - WARN_SECONDS, self.warn)
        self._last_minute = self._timer(WARN_SECONDS, self.timed_out.emit)
        self._is_watching = False
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def _timer(self, seconds: int, act: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(seconds * 1000)
        timer.timeout.connect(act)
        return timer

    def start(self) -> None:
        """Begin to watch: the office file is open."""
        self._is_watching = True
        self._idle.start()

    def stop(self) -> None:
        """Stop watching: the office file is locked."""
        self._is_watching = False
        self._idle.stop()
        self._last_minute.stop()

    def warn(self) -> None:
        """The last minute begins."""
        self._last_minute.start()
        self.warned.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_watching and event.type() in _SIGNS_OF_LIFE:
            self._idle.start()
            if self._last_minute.isActive():
                self._last_minute.stop()
                self.went_on.emit()
        return super().eventFilter(watched, event)
