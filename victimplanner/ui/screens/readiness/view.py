"""The checklist before the first hearing, in a dialog over the window: of one case, or of all that are to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from victimplanner.domain.errors import Problem
from victimplanner.domain.readiness_list import ReadinessLine
from victimplanner.domain.urn import display_urn
from victimplanner.ui import formats, theme
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.readiness.view_model import ReadinessViewModel
from victimplanner.ui.screens.readiness.words import (
    days_words,
    heading_words,
    hearing_words,
    line_pill,
    missing_words,
    owed_words,
)
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Card,
    Column,
    EmptyState,
    PageHeading,
    PrimaryButton,
    RecordTable,
    SecondaryButton,
    TextField,
)
from victimplanner.ui.widgets.fitting import fit_to_screen
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_NOTE = "What follows from the file is never ticked: enter the fact itself."
_CASE_COLUMNS = (
    Column("Case", lambda c: display_urn(c.case.case.urn), second=lambda c: c.case.title, stretch=3, bold=True),
    Column("First hearing", hearing_words, second=days_words, stretch=2),
    Column("Still open", missing_words, stretch=2),
    Column("Who owes it", owed_words, stretch=5),
)
_LINE_COLUMNS = (
    Column("What", lambda line: line.item.title, second=lambda line: line.witness_label, stretch=4, bold=True),
    Column("State", lambda line: "", pill=line_pill, width=128),
    Column(
        "What the file shows",
        lambda line: line.words,
        second=lambda line: formats.full_day(line.on) if line.on else "",
        stretch=4,
        tooltip=lambda line: f"{line.item.source} ({line.item.confidence})",
    ),
    Column("Who owes it", lambda line: line.owner, stretch=3),
)


class ReadinessView(QDialog):
    """Enter opens the place where a fact is entered; Ctrl+D marks what is ticked by hand."""

    asked = Signal(object)  # Destination

    def __init__(self, session: Session, case_id: str = "", parent: QWidget | None = None) -> None:
        """`case_id` "": all cases whose first hearing is to come."""
        super().__init__(parent)
        self.setWindowTitle("First hearing")
        self.setObjectName("readinessView")
        self._session = session
        self.view_model = ReadinessViewModel(session, case_id, self)
        self._build()
        self._connect()
        self._show()
        (self.lines if self.view_model.is_of_one_case else self.cases).setFocus()
        fit_to_screen(self, 1000, 700)

    def _build(self) -> None:
        self.done_button = PrimaryButton("&Mark done…", key="Ctrl+D", object_name="markReady")
        self.waive = SecondaryButton("&Not needed…", object_name="markNotNeeded")
        self.take_off = SecondaryButton("&Take mark off", object_name="takeMarkOff")
        self.place = SecondaryButton("&Open its place", key="Enter", object_name="openPlace")
        self.heading = PageHeading("First hearing", _NOTE, self.place, self.take_off, self.waive, self.done_button)
        self.banners = BannerStack()
        self.cases = RecordTable(
            _CASE_COLUMNS, "Cases whose first hearing is to come", ring="row", object_name="readyCases"
        )
        self.cases_card = Card("Cases whose first hearing is to come", note=" ", flush=True)
        self.cases_card.body.addWidget(self.cases)
        self.lines = RecordTable(_LINE_COLUMNS, "What is ready", ring="row", object_name="readyLines")
        self.lines_card = Card("What is ready", note=" ", flush=True)
        self.lines_card.body.addWidget(self.lines)
        self.empty = EmptyState(
            "No first hearing is to come.", "Cases stand here from the day they are entered until the first hearing."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(self.heading)
        column.addWidget(self.banners)
        column.addWidget(self.cases_card, 2)
        column.addWidget(self.lines_card, 3)
        column.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.cases.current_record_changed.connect(self.view_model.show_case)
        self.cases.record_activated.connect(lambda _case: self.lines.setFocus())
        self.lines.current_record_changed.connect(lambda _line: self._allow())
        self.lines.record_activated.connect(self.open_place)
        self.place.clicked.connect(lambda: self._with_current(self.open_place))
        self.done_button.clicked.connect(lambda: self._with_current(self.ask_done))
        self.waive.clicked.connect(lambda: self._with_current(self.ask_not_needed))
        self.take_off.clicked.connect(lambda: self._with_current(self._unmark))
        shortcut = QShortcut(QKeySequence("Ctrl+D"), self, activated=self.done_button.click)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.view_model.state_changed.connect(self._show)

    def _show(self) -> None:
        state = self.view_model.state
        is_one, current = self.view_model.is_of_one_case, state.current
        if tuple(self.cases.records.rows()) != state.cases:
            self.cases.set_rows(state.cases)
            if self.cases.current_record() is None:
                self.cases.select_row(0)
        self.cases_card.set_note(formats.counted(len(state.cases), "case"))
        self.cases_card.setVisible(not is_one and bool(state.cases))
        self.lines_card.setVisible(current is not None)
        self.empty.setVisible(current is None)
        if current is not None:
            self.lines_card.set_note(heading_words(current))
            self.lines.set_rows(current.lines)
            if self.lines.current_record() is None:
                self.lines.select_row(0)
        self._allow()

    def _allow(self) -> None:
        """Each button works where it can do something for the current line."""
        line, model = self.lines.current_record(), self.view_model
        self.place.setEnabled(line is not None)
        self.done_button.setEnabled(model.can_be_done(line))
        self.waive.setEnabled(model.can_be_waived(line))
        self.take_off.setEnabled(model.has_mark(line))

    # ------------------------------------------------------------ acting

    def open_place(self, line: ReadinessLine) -> None:
        """Go to where the fact of a line is entered; the dialog closes."""
        place: Destination | None = self.view_model.place_of(line)
        if place is not None:
            self.accept()
            self.asked.emit(place)

    def ask_done(self, line: ReadinessLine) -> FormDialog:
        """Mark an item that no fact shows as done, with what came of it."""
        return self._ask(
            "Item of the first hearing",
            "Mark done",
            "&Note",
            "What came of it, if anything.",
            line,
            self.view_model.mark_done,
        )

    def ask_not_needed(self, line: ReadinessLine) -> FormDialog:
        """Say that an item is not needed, and why."""
        return self._ask(
            "Item of the first hearing", "Mark not needed", "&Why", "It stays in the history.", line,
            self.view_model.mark_not_needed,
        )  # fmt: skip

    def _ask(
        self,
        title: str,
        verb: str,
        words: str,
        hint: str,
        line: ReadinessLine,
        mark: Callable[[ReadinessLine, str], Sequence[Problem]],
    ) -> FormDialog:
        note = TextField(words, lines=2, name="note", hint=hint)
        return open_form(
            self._session.dialogs, self, title, verb, {"note": note}, lambda: mark(line, note.value()),
            intro=f"{line.item.title}{', ' + line.witness_label if line.witness_label else ''}.",
        )  # fmt: skip

    def _unmark(self, line: ReadinessLine) -> None:
        problems = self.view_model.unmark(line)
        self.banners.set_banners([Banner("error", p.message, closable=True) for p in problems])

    def _with_current(self, act: Callable[[ReadinessLine], object]) -> None:
        line = self.lines.current_record()
        if line is not None:
            act(line)


def open_readiness(
    session: Session, parent: QWidget | None, go: Callable[[Destination], object], case_id: str = ""
) -> ReadinessView:
    """Open the list over the window; `go` carries to where a fact is entered. `case_id` "": all cases to come."""
    view = ReadinessView(session, case_id, parent)
    view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    view.asked.connect(go)
    view.open()
    return view
