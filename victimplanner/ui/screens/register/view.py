"""The Exports tab of a case: every copy that left for this witness, how it stands, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from victimplanner.domain.dates import local
from victimplanner.domain.errors import Problem
from victimplanner.domain.issued import OUTPUT_WORDS, PAPER_WORDS
from victimplanner.services.register import REGISTER_STATE_WORDS, RegisterState
from victimplanner.ui import theme
from victimplanner.ui.formats import clock_time, day_month_year, table_day
from victimplanner.ui.navigation import Destination
from victimplanner.ui.paper_words import reader_of
from victimplanner.ui.screens.register.pages import PagesDialog
from victimplanner.ui.screens.register.view_model import CopyLine, RegisterViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Column,
    EmptyState,
    FlowRow,
    LineField,
    PageHeading,
    Pill,
    PrimaryButton,
    RecordTable,
    ScrollPage,
    SecondaryButton,
    announce,
)
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_NOTE = "Every copy that left the program for this witness. Its pages are kept."
_KINDS = {RegisterState.CURRENT: "ok", RegisterState.SUPERSEDED: "grey", RegisterState.RECALLED: "refused"}
_CHECK_VALUE, _WHY = 3, 5
_LEAST_HEIGHT = 180
_ROOM_FOR = {_WHY: 720, _CHECK_VALUE: 560}  # at 100 % text


def _state_pill(copy: CopyLine) -> Pill:
    return Pill(_KINDS[copy.line.state], REGISTER_STATE_WORDS[copy.line.state])


def _state_words(copy: CopyLine) -> str:
    entry = copy.entry
    if entry.recalled_on is not None:
        return f"{day_month_year(entry.recalled_on)}, {entry.recalled_by}: {entry.recall_reason}"
    return f"Version {copy.line.superseded_by} holds" if copy.line.superseded_by else ""


def _paper(copy: CopyLine) -> str:
    return PAPER_WORDS[copy.entry.kind] + (", draft" if copy.entry.is_draft else "")


def _reader(copy: CopyLine) -> str:
    return reader_of(copy.entry)


class RegisterView(QWidget):
    """The register of one witness."""

    KEY_HINTS = (("↑↓", "Move"), ("Enter", "View"))
    asked = Signal(object)  # Destination
    said = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registerView")
        self.setProperty("page", True)
        self._session = session
        self._shown_notice: object = None
        self.view_model = RegisterViewModel(session, self)
        self._build()
        self._connect()
        self._show()

    # ------------------------------------------------------------ the contract with the case page

    def show_witness(self, case_id: str, witness_id: str, subject_id: str = "", part: str = "") -> None:
        """Show a witness; `subject_id` may be an entry of the register."""
        self.view_model.show_witness(case_id, witness_id)
        wanted = next((copy for copy in self.view_model.state.lines if copy.id == subject_id), None)
        if wanted is not None:
            self.table.select_record(wanted)
            self.table.setFocus()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.view = SecondaryButton("V&iew", icon="eye", key="Enter", object_name="viewCopy")
        self.write = SecondaryButton("&Write again…", icon="download", object_name="writeAgain")
        self.print = SecondaryButton("&Print again…", icon="print", object_name="printAgain")
        self.recall = SecondaryButton("Reca&ll…", icon="undo", object_name="recallCopy")
        self.export = PrimaryButton("Export PDF…", icon="document", key="Ctrl+E", object_name="exportFromRegister")
        self.heading = PageHeading("Exports", _NOTE, self.export)
        self.acts = FlowRow(self.view, self.write, self.print, self.recall)
        self.banners = BannerStack()
        self.table = RecordTable(self._columns(), "Issued copies", ring="row", framed=True, object_name="register")
        self.nothing = EmptyState(
            "Nothing was exported yet.", "A copy stands here once it was written or printed.", icon="document"
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.nothing)
        self.pages.setMinimumHeight(theme.px(_LEAST_HEIGHT))
        page = ScrollPage(margin=0)
        page.body.setContentsMargins(14, 8, 14, 9)
        for part, stretch in ((self.heading, 0), (self.banners, 0), (self.acts, 0), (self.pages, 1)):
            page.body.addWidget(part, stretch)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)

    def _columns(self) -> list[Column]:
        return [
            Column("Paper", _paper, _reader, width=170, stretch=3, bold=True),
            Column("Copy", lambda c: f"v{c.entry.document_version}, copy {c.entry.copy_number}",
                   lambda c: OUTPUT_WORDS[c.entry.output], width=100),
            Column("State", lambda c: "", _state_words, pill=_state_pill, width=120, stretch=2),
            Column("Check value", lambda c: c.entry.check_value, width=96,
                   tooltip=lambda c: "Stands at the foot of each page of the copy."),
            Column("When", self._when, lambda c: c.entry.issued_by, width=116),
            Column("Why", lambda c: c.entry.purpose, width=110, stretch=2),
        ]  # fmt: skip

    def _when(self, copy: CopyLine) -> str:
        moment = copy.entry.issued_at
        return f"{table_day(local(moment).date(), self._session.today)} {clock_time(moment)}"

    def _connect(self) -> None:
        vm = self.view_model
        vm.state_changed.connect(self._show)
        vm.saved.connect(self._on_saved)
        self.table.record_activated.connect(self.view_copy)
        self.table.current_record_changed.connect(lambda _: self._allow())
        for button, act in (
            (self.view, self.view_copy),
            (self.write, self.ask_write_again),
            (self.print, self.ask_print_again),
            (self.recall, self.ask_recall),
        ):
            button.clicked.connect(lambda _=False, act=act: self._with_current(act))
        self.export.clicked.connect(self._ask_export)
        theme.signals().changed.connect(self._give_room)

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        state = self.view_model.state
        self.table.set_rows(state.lines)
        if state.lines and not self.table.currentIndex().isValid():
            self.table.select_row(0)
        self.pages.setCurrentWidget(self.table if state.lines else self.nothing)
        self._show_notice()
        self._allow()

    def _show_notice(self) -> None:
        state, vm = self.view_model.state, self.view_model
        shown = (state.notice, state.working, state.error)
        if shown == self._shown_notice:
            return
        self._shown_notice = shown
        banners = [Banner("error", "The register could not be read.", state.error)] if state.error else []
        if state.working:
            banners.append(Banner("info", f"{state.working}.", "", [("&Stop", vm.stop)], key="working"))
        elif state.notice is not None:
            banner = Banner(*state.notice, closable=True, key="notice")
            banner.closed.connect(vm.forget_notice)
            banners.append(banner)
        self.banners.set_banners(banners)

    def _allow(self) -> None:
        vm, copy = self.view_model, self._current()
        is_any = copy is not None and not vm.state.working
        self.view.setEnabled(is_any)
        for button in (self.write, self.print):
            button.setEnabled(is_any and vm.may_write)
        self.recall.setEnabled(is_any and vm.may_recall and copy is not None and not copy.entry.is_recalled)
        self.export.setEnabled(vm.state.file is not None)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._give_room()

    def _give_room(self) -> None:
        """In a narrow window columns give way; View and the history say the same."""
        self.table.hide_columns(column for column, room in _ROOM_FOR.items() if self.width() < theme.px(room))

    def _on_saved(self, words: str) -> None:
        self.said.emit(words)
        announce(self, words)

    # ------------------------------------------------------------ acting

    def _current(self) -> CopyLine | None:
        copy: CopyLine | None = self.table.current_record()
        return copy

    def _with_current(self, act: Callable[[CopyLine], object]) -> None:
        copy = self._current()
        if copy is not None:
            act(copy)

    def _ask_export(self) -> None:
        file = self.view_model.state.file
        if file is not None:
            self.asked.emit(Destination("export", file.case.id, file.witness.id))

    def view_copy(self, copy: CopyLine) -> None:
        """Show the pages of a copy as they left; one that no longer holds says so on every page."""
        pdf = self.view_model.pages_of(copy)
        if pdf is None:
            return
        dialog = PagesDialog(pdf, f"{_paper(copy)}. {_reader(copy)}. {_state_pill(copy).word}.", self)
        dialog.exec()
        if isValid(dialog):  # a lock takes the window and its dialogs away
            dialog.deleteLater()

    def ask_write_again(self, copy: CopyLine) -> FormDialog | None:
        """Ask for the folder, and for a passphrase where the copy has one, and write the same bytes again."""
        vm = self.view_model
        if not vm.may_have_passphrase(copy):
            self._write(copy, "")
            return None
        hint = "The same or another. It is not kept." if vm.needs_passphrase(copy) else "Empty: a PDF without one."
        passphrase = LineField("&Passphrase", name="passphrase", password=True, hint=hint)
        return open_form(
            self._session.dialogs, self, "Write again", "Write…", {"passphrase": passphrase},
            lambda: self._write(copy, passphrase.value()),
            intro="The same copy under the same number. Its register entry stays as it is; the history says that it "
            "was written again.",
        )  # fmt: skip

    def _write(self, copy: CopyLine, passphrase: str) -> Sequence[Problem]:
        vm = self.view_model
        if vm.needs_passphrase(copy) and not passphrase:
            return (Problem("passphrase", "Enter a passphrase: this copy left with one."),)
        folder = self._session.dialogs.choose_folder("Choose the folder for the PDF")
        if folder is None:
            return (Problem("", "No folder was chosen. Nothing was written."),)
        problems = vm.write_again(copy, folder, passphrase)
        if problems and not vm.may_have_passphrase(copy):
            self.banners.set_banners([Banner("error", problem.message) for problem in problems])
        return problems

    def ask_print_again(self, copy: CopyLine) -> None:
        """Ask for the printer, and print the copy once more."""
        choice = self._session.dialogs.choose_printer(copy.entry.pages, 1, may_copy=False)
        if choice is not None:
            self.view_model.print_again(copy, choice)

    def ask_recall(self, copy: CopyLine) -> FormDialog:
        """Ask why a copy is called back."""
        reason = LineField("Wh&y", name="recall_reason", hint="It stands in the register, with your name and the day.")
        return open_form(
            self._session.dialogs, self, "Recall a copy", "Recall copy", {"recall_reason": reason},
            lambda: self.view_model.recall(copy, reason.value()),
            intro="The copy stays in the register and its pages are kept, marked as recalled. "
            "Ask whoever has it to send it back or to destroy it.",
        )  # fmt: skip
