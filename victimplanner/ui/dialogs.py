"""Questions to the person, behind one port, so that view-models can ask without a window and tests can answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from victimplanner.ui.widgets.buttons import PrimaryButton, SecondaryButton

Discard = Literal["save", "discard", "keep"]


class Dialogs(Protocol):
    """Everything a screen may ask. Buttons are verbs; nothing is ever called OK or Yes."""

    def ask_discard(self, what: str = "") -> Discard:
        """Unsaved work: save it, drop it, or keep editing. `what` says what is unsaved, without a name."""
        ...

    def confirm(self, title: str, text: str, verb: str, *, dangerous: bool = False) -> bool:
        """True if the person chose `verb`; Cancel is the default when it is dangerous."""
        ...

    def choose(self, title: str, text: str, verbs: Sequence[str]) -> int | None:
        """The number of the verb chosen, None if cancelled."""
        ...

    def open_file(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        """An existing file. `kinds` is for instance "Lists (*.csv)"."""
        ...

    def save_file(self, title: str, name: str, kinds: str, folder: Path | None = None) -> Path | None:
        """Where to write. `name` is neutral: never a person's."""
        ...

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None: ...

    def tell(self, title: str, text: str, details: str = "") -> None:
        """Something to know before going on."""
        ...

    def show_text(self, title: str, text: str) -> None:
        """A longer text to read, with a button to copy it."""
        ...


class QtDialogs:
    """Dialogs over a window. Titles are plain words; no URN, name or label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def ask_discard(self, what: str = "") -> Discard:
        box = self._box("Unsaved changes", what or "There are unsaved changes.", QMessageBox.Icon.NoIcon)
        box.setInformativeText("Save them before leaving?")
        save = box.addButton("Save", QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton("Don’t save", QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton("Keep editing", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(keep)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        return "save" if clicked is save else "discard" if clicked is drop else "keep"

    def confirm(self, title: str, text: str, verb: str, *, dangerous: bool = False) -> bool:
        return self._ask(title, text, [verb], dangerous=dangerous) == 0

    def choose(self, title: str, text: str, verbs: Sequence[str]) -> int | None:
        return self._ask(title, text, verbs, dangerous=False)

    def open_file(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._parent, title, str(folder or Path.home()), kinds)
        return Path(name) if name else None

    def save_file(self, title: str, name: str, kinds: str, folder: Path | None = None) -> Path | None:
        start = str((folder or Path.home()) / name)
        chosen, _ = QFileDialog.getSaveFileName(self._parent, title, start, kinds)
        return Path(chosen) if chosen else None

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self._parent, title, str(folder or Path.home()))
        return Path(chosen) if chosen else None

    def tell(self, title: str, text: str, details: str = "") -> None:
        box = self._box(title, text, QMessageBox.Icon.NoIcon)
        if details:
            box.setDetailedText(details)
        box.addButton("Close", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        box.deleteLater()

    def show_text(self, title: str, text: str) -> None:
        dialog = TextDialog(title, text, self._parent)
        dialog.exec()
        dialog.deleteLater()

    def _ask(self, title: str, text: str, verbs: Sequence[str], *, dangerous: bool) -> int | None:
        box = self._box(title, text, QMessageBox.Icon.NoIcon)
        role = QMessageBox.ButtonRole.DestructiveRole if dangerous else QMessageBox.ButtonRole.AcceptRole
        buttons: list[QPushButton] = [box.addButton(verb, role) for verb in verbs]
        cancel = box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel if dangerous else buttons[0])
        box.setEscapeButton(cancel)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        return next((number for number, button in enumerate(buttons) if button is clicked), None)

    def _box(self, title: str, text: str, icon: QMessageBox.Icon) -> QMessageBox:
        box = QMessageBox(self._parent)
        box.setWindowTitle(title)
        box.setIcon(icon)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        return box


class TextDialog(QDialog):
    """A text to read and to copy."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(640, 460)
        box = QVBoxLayout(self)
        self.reader = QPlainTextEdit(text)
        self.reader.setReadOnly(True)
        self.reader.setTabChangesFocus(True)
        self.reader.setAccessibleName(title)
        copy = SecondaryButton("Copy text", icon="copy")
        close = PrimaryButton("Close", key="Esc")
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        box.addWidget(self.reader, 1)
        box.addLayout(row)

    def _copy(self) -> None:
        cursor = self.reader.textCursor()
        self.reader.selectAll()
        self.reader.copy()
        self.reader.setTextCursor(cursor)
