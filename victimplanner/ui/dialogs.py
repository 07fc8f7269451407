"""Questions to the person, as dialogs over a window: the port of `asking` with real windows behind it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from victimplanner.ui import theme
from victimplanner.ui.asking import Discard, PrintChoice
from victimplanner.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton
from victimplanner.ui.widgets.layout import label


class QtDialogs:
    """Dialogs over a window. Titles are plain words; no URN, name or label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def ask_discard(self, what: str = "") -> Discard:
        answers: list[Discard] = ["save", "discard"]
        words = what or "There are unsaved changes."
        chosen = self._ask(
            "Unsaved changes", words, "Save them before leaving?", ["Save", "Don’t save"], "Keep editing"
        )
        return "keep" if chosen is None else answers[chosen]

    def confirm(self, title: str, text: str, verb: str, *, dangerous: bool = False) -> bool:
        return self._ask(title, text, "", [verb], dangerous=dangerous) == 0

    def choose(self, title: str, text: str, verbs: Sequence[str]) -> int | None:
        return self._ask(title, text, "", verbs)

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

    def choose_printer(self, pages: int, copies: int, *, may_copy: bool = True) -> PrintChoice | None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        pages = max(1, pages)  # none is known while the first page is still being made
        printer.setFromTo(1, pages)
        printer.setCopyCount(copies)
        dialog = QPrintDialog(printer, self._parent)
        dialog.setWindowTitle("Print")
        dialog.setMinMax(1, pages)
        options = QPrintDialog.PrintDialogOption
        dialog.setOption(options.PrintPageRange)
        dialog.setOption(options.PrintToFile, False)  # a file leaves by an export, which records it as one
        is_chosen = dialog.exec() == QDialog.DialogCode.Accepted
        _discard(dialog)
        if not is_chosen:
            return None
        wanted = printer.copyCount() if may_copy else 1
        ranged = printer.printRange() == QPrinter.PrintRange.PageRange
        first, last = (printer.fromPage(), min(pages, printer.toPage())) if ranged and printer.toPage() else (1, None)
        printer.setPrintRange(QPrinter.PrintRange.AllPages)
        printer.setCopyCount(1)  # each copy has its own number on it, so each is a job of its own
        return PrintChoice(wanted, max(1, first), last, lambda: printer)

    def tell(self, title: str, text: str, details: str = "") -> None:
        self._ask(title, text, details, [], "Close")

    def show_text(self, title: str, text: str) -> None:
        dialog = TextDialog(title, text, self._parent)
        dialog.exec()
        _discard(dialog)

    def _ask(
        self,
        title: str,
        text: str,
        more: str,
        verbs: Sequence[str],
        leave: str = "Cancel",
        *,
        dangerous: bool = False,
    ) -> int | None:
        dialog = QuestionDialog(title, text, more, verbs, leave, dangerous=dangerous, parent=self._parent)
        dialog.exec()
        chosen = dialog.chosen
        _discard(dialog)
        return chosen


def _discard(dialog: QDialog) -> None:
    """Let a dialog go that was answered; one whose window was closed under it has gone already."""
    if isValid(dialog):
        dialog.deleteLater()


class QuestionDialog(QDialog):
    """A question with verbs for buttons: the one that goes on stands at the right, leaving is left of it."""

    def __init__(
        self,
        title: str,
        text: str,
        more: str,
        verbs: Sequence[str],
        leave: str = "Cancel",
        *,
        dangerous: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.chosen: int | None = None
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(360))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(6)
        column.addWidget(label(text, "strong" if more else "body", wrap=True))
        if more:
            column.addWidget(label(more, "body", wrap=True))
        outer.addWidget(words, 1)
        foot = QWidget()
        foot.setProperty("bar", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(theme.SPACE_2)
        row.addStretch(1)
        leaving = SecondaryButton(leave, key="Esc")
        leaving.clicked.connect(self.reject)
        buttons = [self._verb(number, verb, dangerous=dangerous) for number, verb in enumerate(verbs)]
        for button in [*buttons[:0:-1], leaving, *buttons[:1]]:
            row.addWidget(button)
        outer.addWidget(foot)
        first = leaving if dangerous or not buttons else buttons[0]
        first.setDefault(True)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setAccessibleDescription(f"{text} {more}".strip())

    def _verb(self, number: int, verb: str, *, dangerous: bool) -> Button:
        kind = "danger" if dangerous else "primary" if number == 0 else "secondary"
        button = Button(verb, kind=kind)
        button.clicked.connect(lambda: self._choose(number))
        return button

    def _choose(self, number: int) -> None:
        self.chosen = number
        self.accept()


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
