"""A field for several of a few words: days of the week, formats, what may be shared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.ui.widgets import CheckField, FieldGrid, label


class TicksField(QWidget):
    """A tick for each word; the value is a tuple of what is ticked, in the order of the words."""

    changed = Signal()

    def __init__(
        self,
        words: str,
        choices: Sequence[tuple[Any, str]],
        *,
        name: str,
        hint: str = "",
        columns: int = 3,
        narrowest: int = 120,
    ) -> None:
        super().__init__()
        self.words = words
        self.setObjectName(f"{name}Field")
        self.setAccessibleName(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(label(words, "small_strong"))
        grid = FieldGrid(columns, narrowest=narrowest)
        self.ticks: dict[Any, CheckField] = {}
        for value, text in choices:
            tick = CheckField(text, name=f"{name}_{value}")
            tick.box.setAccessibleName(f"{words}: {text}")
            tick.changed.connect(self.changed)
            self.ticks[value] = tick
            grid.add(tick)
        column.addWidget(grid)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.hint = label(hint, "small", wrap=True)
        self.hint.setVisible(bool(hint))
        column.addWidget(self.error)
        column.addWidget(self.hint)
        self.editor = next(iter(self.ticks.values())).editor
        self.setFocusProxy(self.editor)

    def value(self) -> tuple[Any, ...]:
        return tuple(value for value, tick in self.ticks.items() if tick.value())

    def set_value(self, values: Iterable[Any]) -> None:
        ticked = set(values)
        for value, tick in self.ticks.items():
            tick.set_value(value in ticked)

    def problem(self) -> str:
        return ""

    def set_error(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)

    def error_text(self) -> str:
        return self.error.text()
