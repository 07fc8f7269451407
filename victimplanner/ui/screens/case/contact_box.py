"""The safe contact of a witness: always in view, its secrets hidden until asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.screens.case.state import ContactLine, ContactState
from victimplanner.ui.screens.case.words import Words
from victimplanner.ui.widgets import FlowRow, IconLabel, LinkButton, SecondaryButton, label, rule
from victimplanner.ui.widgets.edge import EDGE, paint_edge

_LINES = (
    "route", "decided_by", "phone", "other_phone", "who_may_answer", "times", "calls", "texts", "voicemail", "letters",
    "email", "code_word", "keep_from", "shares_with_accused", "language", "interpreter", "raw",
)  # fmt: skip
_TONES = {"no": ("cross", "overdue", "overdue"), "yes": ("check", "ok", "ok"), "": ("", "text", "body")}
_SECRET_FIELDS = {"letters": "address", "email": "email"}


class _Line(QObject):
    """One line of the box: what, its words with a cross or a tick, and a link where it can be revealed."""

    def __init__(self, name: str, grid: QGridLayout, row: int, reveal: Callable[[str], None]) -> None:
        super().__init__()
        self.key = label("", "small", wrap=True)
        self.icon = IconLabel("cross", "overdue", 11)
        self.words = Words()
        self.link = LinkButton("Reveal", small=True, object_name=f"reveal_{_SECRET_FIELDS.get(name, name)}")
        self._secret = ""
        self.link.clicked.connect(lambda: reveal(self._secret))
        self.value = QWidget()
        self.setParent(self.value)  # gone with its widgets, and no longer told of the theme
        inner = QVBoxLayout(self.value)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        first = QHBoxLayout()
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(4)
        first.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.words)
        inner.addLayout(first)
        first.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        first.addStretch(1)
        self.fit()
        grid.addWidget(self.key, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.value, row, 1)

    def fit(self) -> None:
        """Keep icon and link as high as a line, at the text size in use."""
        line = round(theme.metrics("body").height())
        self.icon.setContentsMargins(0, max(0, (line - theme.px(11)) // 2), 0, 0)
        self.icon.setFixedHeight(line)
        self.link.setFixedHeight(line + 1)  # a link inside a line of text is as high as the line

    def show(self, line: ContactLine | None, shown: tuple[str, str]) -> None:
        for widget in (self.key, self.value):
            widget.setVisible(line is not None)
        if line is None:
            return
        icon, token, role = _TONES[line.tone]
        revealed = bool(line.secret) and shown[0] == line.secret
        words = shown[1] if revealed else line.words
        self.key.setText(line.key)
        self.icon.setVisible(bool(icon))
        if icon:
            self.icon.set_icon(icon, token)
        self.words.setText(words)
        theme.set_role(self.words, "strong" if line.strong and not line.tone else role)
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self.words.setAccessibleName(f"{line.key}: {words}")
        self._secret = line.secret
        self.link.setVisible(bool(line.secret))
        self.link.set_words("Hide" if revealed else "Reveal")
        self.link.setAccessibleName(f"{'Hide' if revealed else 'Reveal'} {line.key.lower()}")


class ContactBox(QFrame):
    """A framed box in the colour of its state: confirmed, to be confirmed, or no contact."""

    def __init__(self, reveal: Callable[[str], None], change: Callable[[], None], record: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("contactBox")
        self.setAccessibleName("Safe contact")
        self._tone = "ok"
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE + 8, 8, 9, 9)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(6)
        self.shield = IconLabel("shield", "ok")
        self.title = label("Safe contact", "ok")
        head.addWidget(self.shield)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        self.doubt = label("", "error", wrap=True)
        self.doubt.setObjectName("contactDoubt")
        self.doubt.hide()
        column.addWidget(self.doubt)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self.lines = {name: _Line(name, grid, row, reveal) for row, name in enumerate(_LINES)}
        self._grid = grid
        column.addLayout(grid)
        column.addWidget(rule())
        self.confirmed = [label("", "small", wrap=True), label("", "small", wrap=True)]
        for words in self.confirmed:
            column.addWidget(words)
        self.record = SecondaryButton(
            "Record contact", key="Ctrl+Shift+C", small=True, object_name="panelRecordContact"
        )
        self.record.clicked.connect(record)
        self.change = SecondaryButton("Confirm or change…", small=True, object_name="changeContact")
        self.change.clicked.connect(change)
        column.addWidget(FlowRow(self.record, self.change))
        theme.signals().changed.connect(self._size_keys)
        self._size_keys()

    def _size_keys(self) -> None:
        self._grid.setColumnMinimumWidth(0, theme.px(59))
        for line in self.lines.values():
            line.fit()

    def show_contact(self, state: ContactState, shown: tuple[str, str], may_change: bool) -> None:
        """Write everything from the state; what is revealed stands in place of its hint."""
        self._tone = state.tone
        self.shield.set_icon("shield", state.tone)
        theme.set_role(self.title, "ok" if state.tone == "ok" else "strong")
        self.doubt.setText(f"In doubt: {state.doubt}" if state.doubt else "")
        self.doubt.setVisible(bool(state.doubt))
        by_name = {line.name: line for line in state.lines}
        for name, line in self.lines.items():
            line.show(by_name.get(name), shown)
        for number, words in enumerate(self.confirmed):
            text, role = state.confirmed[number] if number < len(state.confirmed) else ("", "small")
            words.setText(text)
            words.setVisible(bool(text))
            theme.set_role(words, role)
        self.change.setEnabled(may_change)
        self.record.setEnabled(may_change)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_edge(self, self._tone, "panel")
