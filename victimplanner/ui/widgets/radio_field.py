"""One of a few choices, all of them in view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from victimplanner.ui.widgets.layout import FlowRow
from victimplanner.ui.widgets.layout import label as make_label


class RadioField(QWidget):
    """Round buttons that go on to the next line where the room ends. One Tab stop; arrow keys choose.

    `changed` fires only when the person chooses.
    """

    changed = Signal()

    def __init__(self, label: str, choices: Iterable[tuple[Any, str]], *, name: str = "") -> None:
        super().__init__()
        self.setObjectName(f"{name}Field" if name else "")
        self._group = QButtonGroup(self)
        self._values: list[Any] = []
        row = FlowRow(gap=14)
        row.setAccessibleName(label)
        for value, words in choices:
            button = QRadioButton(words)
            button.setAccessibleName(f"{label}: {words}")
            button.setObjectName(f"{name}_{value}" if name else "")
            self._group.addButton(button, len(self._values))
            self._values.append(value)
            row.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(make_label(label, "small_strong"))
        column.addWidget(row)
        self._told: Any = None
        self.set_value(self._values[0])
        self._group.idToggled.connect(self._on_toggled)

    def value(self) -> Any:
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: Any) -> None:
        """Choose without telling."""
        self._told = value
        self.button(value).setChecked(True)
        self.setFocusProxy(self.button(value))

    def button(self, value: Any) -> QRadioButton:
        button = self._group.button(self._values.index(value))
        assert isinstance(button, QRadioButton)
        return button

    def _on_toggled(self, number: int, is_chosen: bool) -> None:
        value = self._values[number]
        if is_chosen and value != self._told:
            self._told = value
            self.setFocusProxy(self.button(value))
            self.changed.emit()
