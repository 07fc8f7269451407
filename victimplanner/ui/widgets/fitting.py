"""A window of its own is as large as it is drawn for, and never larger than the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from victimplanner.ui import theme

_TITLE_AND_EDGES = 40


def fit_to_screen(window: QWidget, width: int, height: int) -> None:
    """Resize to `width` and `height` (pixels at 100 % text) as far as the screen has room beside the window's frame."""
    parent = window.parentWidget()
    room = (parent or window).screen().availableGeometry()
    window.resize(
        min(theme.px(width), room.width() - _TITLE_AND_EDGES), min(theme.px(height), room.height() - _TITLE_AND_EDGES)
    )
