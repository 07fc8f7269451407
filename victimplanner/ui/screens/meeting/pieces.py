"""Small pieces of the meeting forms: writing into fields, locking, and columns that stack."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from victimplanner.ui import theme
from victimplanner.ui.widgets import Field, LineField


class SideBySide(QWidget):
    """Two widgets beside each other that stack when there is no room for both at this text size."""

    def __init__(self, first: QWidget, second: QWidget, *, stretch: tuple[int, int], stack_below: int) -> None:
        """`stack_below` is a width in pixels at 100 % text."""
        super().__init__()
        self._stack_below = stack_below
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.CARD_GAP)
        self._box.addWidget(first, stretch[0])
        self._box.addWidget(second, stretch[1])
        theme.signals().changed.connect(self._turn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        narrow = self.width() < theme.px(self._stack_below)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)


def put(field: Any, value: Any, *, anew: bool) -> None:
    """Show a value. What the person is typing and cannot be read yet is left alone unless the form is filled anew."""
    if not anew and value is None and field.problem():
        return
    field.set_value(value)
    if anew and not field.problem():
        field.set_error("")


def unreadable(fields: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    """The (name, words) of every field whose text cannot be read."""
    return [(name, field.problem()) for name, field in fields if field.problem()]


def lock(widget: QWidget, locked: bool) -> None:
    """Make everything in a widget readable but not changeable, or changeable again."""
    for line in widget.findChildren(QLineEdit):
        if line.isReadOnly() != locked and line.objectName() != "qt_spinbox_lineedit":
            line.setReadOnly(locked)
            line.style().unpolish(line)
            line.style().polish(line)
    for text in widget.findChildren(QPlainTextEdit):
        text.setReadOnly(locked)
    for box in (*widget.findChildren(QComboBox), *widget.findChildren(QCheckBox)):
        box.setEnabled(not locked)
    for button in widget.findChildren(QWidget):
        if button.property("edits"):
            button.setVisible(not locked)


def suggest(field: LineField, words: Iterable[str]) -> None:
    """Offer words used before while the person types."""
    wanted = sorted({word.strip() for word in words} - {""})
    if field.property("suggested") == wanted:
        return
    field.setProperty("suggested", wanted)
    completer = QCompleter(wanted, field.line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.activated.connect(lambda _: field.changed.emit())
    field.line.setCompleter(completer)


def bare(field: Field, name: str) -> Field:
    """A field without a label above it, as in a row of a list; `name` is what a screen reader says."""
    field.words = name
    field.editor.setAccessibleName(name)
    return field
