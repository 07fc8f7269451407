"""The guide: the words that ship with the program."""

from __future__ import annotations

from PySide6.QtCore import QObject

from victimplanner.paths import resource


class GuideViewModel(QObject):
    """Holds the guide's text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = resource("guide", "guide.md").read_text(encoding="utf-8")
