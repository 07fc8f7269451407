"""The menus: entries that need an open office file, entries that always work, and how the window looks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from victimplanner.ui import looks, theme
from victimplanner.ui.widgets import AppFrame

_THEMES = (("system", "&Follow system"), ("light", "&Light"), ("dark", "&Dark"), ("contrast", "&High contrast"))
_EDITING = (  # the editors have these keys themselves; here they are found by looking
    ("&Undo", "Ctrl+Z", "undo"),
    ("&Redo", "Ctrl+Y", "redo"),
    ("Cu&t", "Ctrl+X", "cut"),
    ("&Copy", "Ctrl+C", "copy"),
    ("&Paste", "Ctrl+V", "paste"),
    ("Select &all", "Ctrl+A", "selectAll"),
)


class Menus:
    """Fills the menu bar of a frame. The keys of entries work in the whole window, the menus shown or not."""

    def __init__(self, frame: AppFrame) -> None:
        self._frame = frame
        self._while_open: list[QAction] = []

    def menu(self, title: str) -> QMenu:
        return self._frame.menus.addMenu(title)

    def add(self, menu: QMenu, words: str, key: str, act: Callable[..., object], *, always: bool = False) -> QAction:
        """Add an entry; `always`: it works on the unlock page too, because it shows nothing of an office file."""
        action = QAction(words, self._frame)
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked=False: act())
        menu.addAction(action)
        self._frame.addAction(action)
        if not always:
            self._while_open.append(action)
            action.setEnabled(False)
        return action

    def set_open(self, is_open: bool) -> None:
        """An office file was opened or locked."""
        for action in self._while_open:
            action.setEnabled(is_open)

    def add_editing(self, menu: QMenu) -> None:
        for words, key, name in _EDITING:
            self.add(menu, words, "", lambda n=name: _ask_editor(n)).setText(f"{words}\t{key}")

    def add_looks(self, menu: QMenu) -> None:
        """Text size and theme; both are remembered on this computer."""
        self.add(
            menu, "Text &larger", "Ctrl++", lambda: self.scale(theme.larger_scale(theme.text_scale())), always=True
        )
        self.add(
            menu, "Text &smaller", "Ctrl+-", lambda: self.scale(theme.smaller_scale(theme.text_scale())), always=True
        )
        self.add(menu, "Text as &set", "Ctrl+0", lambda: self.scale(100), always=True)
        menu.addSeparator()
        group = QActionGroup(self._frame)
        for name, words in _THEMES:
            action = self.add(menu, words, "", lambda n=name: self.set_theme(n), always=True)
            action.setCheckable(True)
            action.setChecked(name == str(theme.chosen()))
            group.addAction(action)

    def scale(self, scale: int) -> None:
        """Set the text size, in per cent."""
        theme.set_text_scale(_application(), scale)
        self._frame.set_status(f"Text at {theme.text_scale()} %", say=True)
        _remember_looks()

    def set_theme(self, name: str) -> None:
        theme.apply(_application(), name, theme.text_scale())
        _remember_looks()


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def _remember_looks() -> None:
    looks.remember(looks.Looks(str(theme.chosen()), theme.text_scale()))


def _ask_editor(name: str) -> None:
    """Have the text field with the focus do what the Edit menu says; nothing where none has it."""
    command = getattr(QApplication.focusWidget(), name, None)
    if callable(command):
        command()
