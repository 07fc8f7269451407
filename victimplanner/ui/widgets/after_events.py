"""Doing a piece of layout once, after everything that is happening now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def after_events(owner: QObject, act: Callable[[], None]) -> QTimer:
    """A timer that, started any number of times, calls `act` once when the events under way are done."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(0)
    timer.timeout.connect(act)
    return timer
