"""A person at the keyboard: keys go to the widget in focus, dialogs are met when they open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Space": Qt.Key.Key_Space,
    "Tab": Qt.Key.Key_Tab,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Down": Qt.Key.Key_Down,
    "Home": Qt.Key.Key_Home,
    "F2": Qt.Key.Key_F2,
    "F5": Qt.Key.Key_F5,
    "F9": Qt.Key.Key_F9,
}
MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}


class Keyboard:
    """Presses keys in one window and in the dialogs over it."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot = qtbot
        self._window = window
        self._errors: list[BaseException] = []

    @property
    def top(self) -> QWidget:
        """The dialog in front, or the window."""
        return QApplication.activeModalWidget() or self._window

    def press(self, keys: str) -> None:
        """Press for instance "Ctrl+Enter" or "Space" where the focus is."""
        *held, last = keys.split("+")
        mask = Qt.KeyboardModifier.NoModifier
        for name in held:
            mask |= MODIFIERS[name]
        key = KEYS.get(last) or Qt.Key(ord(last.upper()))
        focus = QApplication.focusWidget()
        inside = focus is not None and focus.window() is self.top
        QTest.keyClick(focus if inside and focus is not None else self.top, key, mask)
        QApplication.processEvents()

    def into(self, name: str) -> Any:
        """Put the focus where Tab would bring it: into the field of this name, on the page in view."""
        found = [w for w in self.top.findChildren(QWidget, name) if w.isVisible()]
        assert found, f"no field {name} in view"
        found[0].setFocus(Qt.FocusReason.TabFocusReason)
        return found[0]

    def type(self, name: str, words: str) -> None:
        """Type words into a field that is empty, or over what it holds; choose in a list by typing its beginning."""
        field = self.into(name)
        if isinstance(field, QComboBox):
            QTest.keyClicks(field, words.split()[0])  # a space would open the list
            for number in range(2 * field.count()):
                if words.casefold() in field.currentText().casefold():
                    break
                QTest.keyClick(field, Qt.Key.Key_Home if number == field.count() else Qt.Key.Key_Down)
            assert words.casefold() in field.currentText().casefold(), f"{name}: {field.currentText()}"
            return
        self.press("Ctrl+A")
        QTest.keyClicks(field, words)

    def tick(self, name: str) -> None:
        """Tick a box with Space if it is not ticked."""
        box = self.into(name)
        assert isinstance(box, QCheckBox)
        if not box.isChecked():
            self.press("Space")
        assert box.isChecked(), name

    def button(self, name: str) -> None:
        """Press the button of this name with Space."""
        self.into(name)
        self.press("Space")

    def walk_to(self, table: Any, is_wanted: Callable[[Any], bool]) -> Any:
        """Go down a list, key by key, until such a line is current; return it."""
        table.setFocus(Qt.FocusReason.TabFocusReason)
        self.press("Ctrl+Home")
        for _ in range(400):
            current = table.current_record()
            if current is not None and is_wanted(current):
                return current
            self.press("Down")
        raise AssertionError("no such line in the list")

    def from_menu(self, name: str, letter: str) -> None:
        """Open the menu of the button of this name and choose the entry with this letter underlined."""
        chosen: list[bool] = []

        def look() -> None:
            menu = QApplication.activePopupWidget()
            if not isinstance(menu, QMenu):
                QTimer.singleShot(20, look)
                return
            chosen.append(True)
            QTest.keyClick(menu, Qt.Key(ord(letter.upper())))

        QTimer.singleShot(20, look)
        self.button(name)
        self.wait(lambda: bool(chosen))

    @contextmanager
    def dialog(self, act: Callable[[], None]) -> Any:
        """Do `act` in the dialog that what is done inside the block opens; it must be closed at the end of it."""
        met: list[QWidget] = []

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog) or not dialog.isActiveWindow():
                QTimer.singleShot(20, look)
                return
            met.append(dialog)
            try:
                act()
            except BaseException as error:
                self._errors.append(error)
            finally:
                if isValid(dialog) and dialog.isVisible():
                    QDialog.reject(dialog)

        QTimer.singleShot(20, look)
        yield
        self.wait(lambda: bool(met))
        if self._errors:
            raise self._errors.pop()
        self.back_in_window()

    def back_in_window(self) -> None:
        """Give what is in front the keyboard back after a dialog has closed, as a window manager would."""
        self.top.activateWindow()
        self.wait(self.top.isActiveWindow)

    def wait(self, until: Callable[[], bool], seconds: int = 30) -> None:
        """Let the program work until something holds."""
        self._qtbot.waitUntil(until, timeout=seconds * 1000)
