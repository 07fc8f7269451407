"""The forms beside unlocking: making an office file, recovering one, and the recovery key."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.screens.unlock.view_model import UnlockState
from victimplanner.ui.widgets import (
    CheckField,
    ChoiceField,
    FieldGrid,
    FlowRow,
    LineField,
    PrimaryButton,
    SecondaryButton,
    announce,
    label,
    show_problems,
)


class CreateForm(QWidget):
    """Where the file goes, whose it is, who opens it first, and with which passphrase."""

    submitted = Signal(dict, str, str)
    left = Signal()
    place_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = _column(self)
        self.office_name = LineField("&Office or unit", name="officeName", placeholder="Northmere RASSO")
        self.display_name = LineField("Your &name in records", name="displayName", placeholder="R. Okafor")
        self.login = LineField("&User name", name="newLogin", placeholder="r.okafor")
        self.role = ChoiceField("&Role", name="role")  # its words come with the services, after the first paint
        self.path = LineField("&File", name="newPath", hint="Keep it on this computer’s own disk.")
        self.passphrase = LineField(
            "&Passphrase", name="newPassphrase", password=True, hint="12 characters or more; four words."
        )
        self.again = LineField("Passphrase a&gain", name="again", password=True)
        place = SecondaryButton("Choose where…", small=True, object_name="choosePlace")
        self.make = PrimaryButton("&Make office file", icon="key", object_name="makeButton")
        back = SecondaryButton("Back", key="Esc", object_name="createBack")
        grid = FieldGrid(columns=2)
        for field in (self.office_name, self.display_name, self.login, self.role):
            grid.add(field)
        column.addWidget(grid)
        column.addWidget(self.path)
        column.addWidget(FlowRow(place))
        secrets = FieldGrid(columns=2)
        secrets.add(self.passphrase)
        secrets.add(self.again)
        column.addWidget(secrets)
        column.addWidget(FlowRow(self.make, back))
        column.addStretch(1)
        place.clicked.connect(self.place_asked)
        back.clicked.connect(self.left)
        self.make.clicked.connect(self._submit)
        self.again.returned.connect(self._submit)
        eyes_after((self.passphrase, self.again), self.make)

    def set_path(self, path: Path) -> None:
        self.path.set_value(str(path))

    def focus_first(self) -> None:
        self.office_name.setFocus()

    def forget_typed(self) -> None:
        self.passphrase.set_value("")
        self.again.set_value("")

    def show_state(self, state: UnlockState) -> None:
        fields = {
            "office_name": self.office_name,
            "display_name": self.display_name,
            "user": self.login,
            "path": self.path,
            "passphrase": self.passphrase,
            "again": self.again,
        }
        show_problems(fields, state.problems)
        self.make.setEnabled(state.is_ready and not state.is_busy)
        self.make.set_words("Making the office file" if state.is_busy else "&Make office file")
        self.role.set_choices(state.roles)
        if state.is_ready and not self.path.value():
            self.path.set_value(state.new_path)

    def _submit(self) -> None:
        values = {
            "path": self.path.value().strip(),
            "login": self.login.value(),
            "display_name": self.display_name.value(),
            "role": self.role.value(),
            "office_name": self.office_name.value(),
        }
        self.submitted.emit(values, self.passphrase.value(), self.again.value())


class RecoverForm(QWidget):
    """The recovery key, the user, and a new passphrase."""

    submitted = Signal(str, str, str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = _column(self)
        self.key = LineField(
            "Recovery &key", name="recoveryKey", hint="32 letters and digits; spaces and hyphens do not matter."
        )
        self.login = LineField("&User", name="recoverLogin")
        self.passphrase = LineField("New &passphrase", name="recoverPassphrase", password=True)
        self.again = LineField("New passphrase a&gain", name="recoverAgain", password=True)
        self.open = PrimaryButton("&Open and change passphrase", icon="key", object_name="recoverButton")
        back = SecondaryButton("Back", key="Esc", object_name="recoverBack")
        for field in (self.key, self.login, self.passphrase, self.again):
            column.addWidget(field)
        column.addWidget(FlowRow(self.open, back))
        column.addStretch(1)
        back.clicked.connect(self.left)
        self.open.clicked.connect(self._submit)
        self.again.returned.connect(self._submit)
        eyes_after((self.passphrase, self.again), self.open)

    def focus_first(self) -> None:
        self.key.setFocus()

    def forget_typed(self) -> None:
        for field in (self.key, self.passphrase, self.again):
            field.set_value("")

    def show_state(self, state: UnlockState) -> None:
        show_problems({"passphrase": self.passphrase, "again": self.again}, state.problems)
        self.open.setEnabled(state.is_ready and not state.is_busy)
        self.open.set_words("Opening" if state.is_busy else "&Open and change passphrase")
        if not self.login.value():
            self.login.set_value(state.login)

    def _submit(self) -> None:
        self.submitted.emit(self.key.value(), self.login.value(), self.passphrase.value(), self.again.value())


class RecoveryKeyPage(QWidget):
    """The recovery key, shown once. Going on needs the word that it was written down."""

    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = _column(self)
        column.addWidget(
            label(
                "Write this key down or print it, and lock it away. It opens this office file when a passphrase is "
                "forgotten. Without a passphrase and without this key the data is gone: nobody can get it back.",
                wrap=True,
            )
        )
        self.key = label("", "number", wrap=True)
        self.key.setObjectName("recoveryKeyText")
        self.key.setAccessibleName("Recovery key")
        self.key.setTextInteractionFlags(self.key.textInteractionFlags().TextSelectableByKeyboard)
        self.kept = CheckField("I have written the recovery &key down", name="kept")
        copy = SecondaryButton("Copy to print it", object_name="copyKey")
        self.go_on = PrimaryButton("&Open the office file", icon="key", object_name="keyGoOn")
        column.addWidget(self.key)
        column.addWidget(self.kept)
        self.copied = label("", "small", wrap=True)
        column.addWidget(FlowRow(self.go_on, copy))
        column.addWidget(self.copied)
        column.addStretch(1)
        self.go_on.setEnabled(False)
        self.kept.changed.connect(lambda: self.go_on.setEnabled(bool(self.kept.value())))
        self.go_on.clicked.connect(self._confirm)
        copy.clicked.connect(self._copy)

    def focus_first(self) -> None:
        self.kept.setFocus()

    def show_key(self, key: str) -> None:
        self.key.setText(key.replace("-", " - "))
        if not key:
            self.copied.setText("")
            self.kept.set_value(False)
            self.go_on.setEnabled(False)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._plain())
        self.copied.setText("Copied. Paste it where you print it; it leaves the clipboard when you go on.")
        announce(self, self.copied.text())

    def _confirm(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard.text() == self._plain():
            clipboard.clear()
        self.confirmed.emit()

    def _plain(self) -> str:
        return self.key.text().replace(" ", "")


def eyes_after(fields: Sequence[LineField], then: QWidget) -> None:
    """Let Tab go from one passphrase straight to the next; the eyes that show them come after the last."""
    order: list[QWidget] = [field.line for field in fields]
    order += [field.line.end_button for field in fields if field.line.end_button is not None]
    for first, second in pairwise([*order, then]):
        QWidget.setTabOrder(first, second)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE_3)
    return column
