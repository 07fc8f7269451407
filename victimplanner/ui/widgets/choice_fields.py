"""Fields for a choice among words and for a tick."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from victimplanner.ui.widgets.form import Field
from victimplanner.ui.widgets.layout import label as make_label


class ChoiceBox(QComboBox):
    """A drop-down that the wheel does not change by accident while a page scrolls."""

    def __init__(self, name: str = "", *, object_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        if object_name:
            self.setObjectName(object_name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(14)
        self.setItemDelegate(QStyledItemDelegate(self))  # the plain delegate ignores the style sheet
        self._values: list[Any] = []  # not the items' data: Qt would give an enumeration back as a plain string

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def set_choices(self, choices: Iterable[tuple[Any, str]]) -> None:
        """Fill with (value, words); the value chosen stays if it is still there."""
        pairs = list(choices)
        if pairs == [(value, self.itemText(row)) for row, value in enumerate(self._values)]:
            return
        kept = self.value()
        blocked = self.blockSignals(True)
        self.clear()
        self._values = [value for value, _words in pairs]
        self.addItems([words for _value, words in pairs])
        self.set_value(kept)
        if self.currentIndex() < 0 and pairs:
            self.setCurrentIndex(0)
        self.blockSignals(blocked)

    def value(self) -> Any:
        row = self.currentIndex()
        return self._values[row] if 0 <= row < len(self._values) else None

    def set_value(self, value: Any) -> None:
        row = next((row for row, known in enumerate(self._values) if known == value), -1)
        if row != self.currentIndex():
            self.setCurrentIndex(row)


class ChoiceField(Field):
    """One of several words, each standing for a value."""

    def __init__(self, label: str, choices: Iterable[tuple[Any, str]] = (), **options: Any) -> None:
        self.box = ChoiceBox()
        super().__init__(label, self.box, **options)
        self.box.set_choices(choices)
        self.box.activated.connect(lambda _: self._tell())
        self._told = self.box.value()
        self.box.currentIndexChanged.connect(self._on_index_changed)
        self._writing = False

    def set_choices(self, choices: Iterable[tuple[Any, str]]) -> None:
        self._writing = True
        self.box.set_choices(choices)
        self._told = self.box.value()
        self._writing = False

    def value(self) -> Any:
        return self.box.value()

    def set_value(self, value: Any) -> None:
        self._writing = True
        self.box.set_value(value)
        self._told = self.box.value()
        self._writing = False

    def _on_index_changed(self) -> None:
        if not self._writing:
            self._tell()

    def _tell(self) -> None:
        if self.box.value() != self._told:
            self._told = self.box.value()
            self.changed.emit()


class CheckField(QWidget):
    """A tick box whose words wrap. `changed` fires only when the person ticks."""

    changed = Signal()

    def __init__(
        self, label: str, *, name: str = "", hint: str = "", checked: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.words = label.replace("&", "")
        self.setObjectName(f"{name}Field" if name else "")
        self.box = QCheckBox()
        self.editor = self.box
        self.box.setObjectName(name)
        self.box.setAccessibleName(self.words)
        self.box.setAccessibleDescription(hint)
        self.box.setChecked(checked)
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text = _ClickLabel(self.words, self.box)
        self.hint = make_label(hint, "small", wrap=True, parent=self)
        self.hint.setVisible(bool(hint))
        self.error = make_label("", "error", wrap=True)
        self.error.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        self.box.setProperty("bare", True)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setContentsMargins(0, 2, 0, 0)
        words.setSpacing(0)
        words.addWidget(self.text)
        words.addWidget(self.hint)
        words.addWidget(self.error)
        row.addLayout(words, 1)
        self.setFocusProxy(self.box)
        self.box.clicked.connect(lambda _: self.changed.emit())

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: bool) -> None:
        if self.box.isChecked() != bool(value):
            self.box.setChecked(bool(value))

    def problem(self) -> str:
        return ""

    def set_error(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))
        self.box.setAccessibleDescription(" ".join(filter(None, (text, self.hint.text()))))

    def error_text(self) -> str:
        return self.error.text()


class _ClickLabel(QLabel):
    """Words beside a tick box: clicking them ticks it."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text)
        self._box = box
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def mouseReleaseEvent(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._box.isEnabled():
            self._box.click()
            self._box.setFocus(Qt.FocusReason.MouseFocusReason)
