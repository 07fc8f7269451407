"""Form fields: label above, editor, inline error, hint. Values go in and out as plain Python values.

`changed` fires only when the person changes something, never through `set_value`, which writes only what differs, so
typing never moves the cursor.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from victimplanner.ui import theme
from victimplanner.ui.widgets.after_events import after_events
from victimplanner.ui.widgets.layout import label as make_label
from victimplanner.ui.widgets.line import Line


class Field(QWidget):
    """What all fields share. Subclasses give `editor`, `value` and `_write`."""

    changed = Signal()
    """The person changed the value."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        name: str = "",
        note: str = "",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`name` is the object name (the record's field); `note` stands beside the label, `hint` under the editor."""
        super().__init__(parent)
        self.editor = editor
        self.words = label.replace("&", "")
        self.setObjectName(f"{name}Field" if name else "")
        editor.setObjectName(name)
        editor.setAccessibleName(self.words)
        self.label = make_label(label, "small_strong")
        self.label.setBuddy(editor)
        self.note = make_label(note, "small", parent=self)  # shown without a parent it would be a window
        self.note.setVisible(bool(note))
        self.hint = make_label(hint, "small", wrap=True, parent=self)
        self.hint.setVisible(bool(hint))
        self.error = make_label("", "error", wrap=True)
        self.error.setObjectName(f"{name}Error" if name else "")
        self.error.hide()
        self._told_hint = hint
        self.setFocusProxy(editor)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        top = QHBoxLayout()
        top.setSpacing(5)
        top.addWidget(self.label)
        top.addWidget(self.note, 1)
        if not self.note.text():
            top.addStretch(1)
        if self.words:
            column.addLayout(top)
        column.addWidget(self.editor)
        column.addWidget(self.error)
        column.addWidget(self.hint)
        column.addStretch(1)

    def value(self) -> Any:
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; nothing is written when it is shown already."""
        raise NotImplementedError

    def problem(self) -> str:
        """Why what was typed cannot be read, in words; "" when it can."""
        return ""

    def set_error(self, text: str) -> None:
        """Show a problem under the field ("" clears it). The text names the cure."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        theme.set_property(self.editor, "problem", bool(text))
        self._describe()

    def error_text(self) -> str:
        return self.error.text()

    def set_hint(self, text: str) -> None:
        self._told_hint = text
        self.hint.setText(text)
        self.hint.setVisible(bool(text))
        self._describe()

    def set_label(self, text: str) -> None:
        self.words = text.replace("&", "")
        self.label.setText(text)
        self.editor.setAccessibleName(self.words)

    def _describe(self) -> None:
        parts = (f"Error: {self.error.text()}" if self.error.text() else "", self._told_hint)
        self.editor.setAccessibleDescription(" ".join(filter(None, parts)))


class LineField(Field):
    """One line of text. A passphrase is hidden, with an eye to show it."""

    returned = Signal()
    """Enter was pressed."""

    def __init__(
        self,
        label: str,
        *,
        placeholder: str = "",
        password: bool = False,
        icon: str = "",
        longest: int = 0,
        **options: Any,
    ) -> None:
        self.line = Line()
        super().__init__(label, self.line, **options)
        self.line.setPlaceholderText(placeholder)
        if longest:
            self.line.setMaxLength(longest)
        self.line.textEdited.connect(lambda _: self.changed.emit())
        self.line.returnPressed.connect(self.returned)
        if icon:
            self.line.set_end(icon)
        if password:
            self._hide_text()

    def value(self) -> str:
        return self.line.text()

    def set_value(self, value: str | None) -> None:
        if self.line.text() != (value or ""):
            self.line.setText(value or "")
            self.line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        """A value to read and copy but not to change."""
        self.line.setReadOnly(read_only)
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)

    def _hide_text(self) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        eye = self.line.set_end("eye", f"Show {self.words.lower()}", tab=True)

        def turn() -> None:
            hidden = self.line.echoMode() == QLineEdit.EchoMode.Password
            self.line.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
            eye.set_icon_name("eye-off" if hidden else "eye")
            eye.set_words(f"{'Hide' if hidden else 'Show'} {self.words.lower()}")

        self.line.end_pressed.connect(turn)


class SearchBox(Line):
    """A filter over a list, outside a form. Esc clears it; Down moves into the list."""

    left_downwards = Signal()

    def __init__(self, words: str, *, object_name: str = "search", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(words)
        self.setPlaceholderText(words)
        self.set_end("search")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class TextField(Field):
    """Several lines of plain text; grows with what is written, Tab moves on."""

    def __init__(
        self, label: str, *, lines: int = 3, most_lines: int = 12, placeholder: str = "", **options: Any
    ) -> None:
        self.text_edit = PlainText(lines, most_lines)
        super().__init__(label, self.text_edit, **options)
        self.text_edit.setPlaceholderText(placeholder)
        self._writing = False
        self.text_edit.textChanged.connect(self._on_text_changed)

    def value(self) -> str:
        return self.text_edit.toPlainText()

    def set_value(self, value: str | None) -> None:
        if self.text_edit.toPlainText() != (value or ""):
            self._writing = True
            self.text_edit.setPlainText(value or "")
            self._writing = False

    def set_read_only(self, read_only: bool) -> None:
        self.text_edit.setReadOnly(read_only)

    def _on_text_changed(self) -> None:
        if not self._writing:
            self.changed.emit()


class PlainText(QPlainTextEdit):
    """A plain text editor as high as its text, between two numbers of lines."""

    def __init__(self, lines: int = 3, most_lines: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, max(lines, most_lines)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(3)
        self._fit_timer = after_events(self, self._fit)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit_timer.start())
        theme.signals().changed.connect(self._fit_timer.start)
        self._fit()

    def _fit(self) -> None:
        line = QFontMetricsF(theme.font("body")).lineSpacing()
        needed = round(self.document().size().height())
        # A bar that came and went would change the width, and with it the number of lines, for ever.
        off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(on if needed > self._most else off)
        wanted = max(self._lines, min(self._most, needed))
        height = round(line * wanted) + 14
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit_timer.start()


def show_problems(fields: dict[str, Any], problems: Iterable[Any]) -> list[str]:
    """Show each problem at its field and clear the others; gives back the texts that belong to no field.

    `fields` maps record field names to fields; a problem has `field` and `message`.
    """
    left: dict[str, str] = {}
    general: list[str] = []
    for problem in problems:
        if problem.field in fields:
            left.setdefault(problem.field, problem.message)
        else:
            general.append(problem.message)
    for name, field in fields.items():
        field.set_error(left.get(name, ""))
    return general
