"""The export dialog: the pages at the left, what they are for and how they leave at the right."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from victimplanner.domain.issued import Output, PaperKind
from victimplanner.ui import theme
from victimplanner.ui.pdf import PagePreview
from victimplanner.ui.screens.export import forms
from victimplanner.ui.screens.export.bundle_form import ask_bundle
from victimplanner.ui.screens.export.form import ExportForm
from victimplanner.ui.screens.export.state import ExportPage
from victimplanner.ui.screens.export.view_model import ExportViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import Banner, IconLabel, PrimaryButton, SecondaryButton, announce, label
from victimplanner.ui.widgets.fitting import fit_to_screen
from victimplanner.ui.widgets.form_dialog import FormDialog

_WIDTH, _HEIGHT = 1068, 746


def open_export(
    session: Session,
    parent: QWidget | None,
    case_id: str,
    witness_id: str,
    kind: PaperKind | str | None = None,
    meeting_id: str = "",
) -> None:
    """Ask what to export of a witness's papers, for whom and why, and write or print it."""
    dialog = ExportDialog(session, case_id, witness_id, PaperKind(kind) if kind else None, meeting_id, parent)
    dialog.exec()
    if isValid(dialog):  # a lock takes the window and its dialogs away
        dialog.deleteLater()


class ExportDialog(QDialog):
    """One export. It stays open after writing, so that another copy or paper can follow."""

    def __init__(
        self,
        session: Session,
        case_id: str,
        witness_id: str,
        kind: PaperKind | None = None,
        meeting_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export PDF")
        self.setObjectName("exportDialog")
        self._session = session
        self._revision = -1
        self._shown_notices: object = None
        self.view_model = ExportViewModel(session, case_id, witness_id, kind, meeting_id, self)
        self._build()
        self._connect()
        self._show()
        fit_to_screen(self, _WIDTH, _HEIGHT)
        self.form.purpose.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.preview = PagePreview()
        self.form = ExportForm(self.view_model.state.choices, self._session.today)
        self.banners = self.form.banners
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.preview, 9)
        middle.addWidget(self.form, 11)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(self._make_foot())
        order = [*self.form.stops(), self.cancel, self.export, *self.preview.stops()]
        for first, second in pairwise(order):
            self.setTabOrder(first, second)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("bar", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(IconLabel("history", "text_secondary"))
        self.foot_words = label("This export will be recorded: reader, purpose, copy.", "small", wrap=True)
        row.addWidget(self.foot_words, 1)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Progress")
        row.addWidget(self.bar, 1)
        self.cancel = SecondaryButton("Cancel", key="Esc", object_name="cancel")
        self.export = PrimaryButton("&Export…", icon="document", key="Ctrl+Enter", object_name="export")
        row.addWidget(self.cancel)
        row.addWidget(self.export)
        return foot

    def _connect(self) -> None:
        vm, form = self.view_model, self.form
        vm.state_changed.connect(self._show)
        vm.exported.connect(lambda words: announce(self, words))
        form.kind.changed.connect(lambda: vm.choose_kind(form.kind.value()))
        form.variant.changed.connect(lambda: vm.choose_variant(form.variant.value()))
        form.meeting.changed.connect(lambda: vm.choose_meeting(form.meeting.value()))
        form.way.changed.connect(lambda: vm.choose_way(form.way.value()))
        form.recipient.changed.connect(lambda: vm.write_recipient(form.recipient.value()))
        form.purpose.changed.connect(lambda: vm.write_purpose(form.purpose.value()))
        form.output.changed.connect(lambda: vm.choose_output(form.output.value()))
        form.passphrase.changed.connect(lambda: vm.write_passphrase(form.passphrase.value()))
        form.copies_written.connect(vm.write_copies)
        form.second_look.clicked.connect(self.ask_second_look)
        form.all_papers.clicked.connect(self.ask_bundle)
        self.cancel.clicked.connect(self.reject)
        self.export.clicked.connect(self.try_export)
        self.preview.add_keys(self)
        for key, act in (
            ("Ctrl+Return", self.try_export),
            ("Ctrl+Enter", self.try_export),
            ("Ctrl+E", lambda: self._leave_as(Output.SCREEN)),
            ("Ctrl+P", lambda: self._leave_as(Output.PRINTED)),
        ):
            QShortcut(QKeySequence(key), self, act)

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        state = self.view_model.state
        self.form.show_state(state)
        if state.revision != self._revision:
            self._revision = state.revision
            self.preview.show_pdf(state.pdf, state.no_preview or "Making the page…")
        self._show_notices(state)
        self._show_busy(state)

    def _show_notices(self, state: ExportPage) -> None:
        general = tuple(p.message for p in state.problems if p.field not in self.form.fields and p not in state.stops)
        shown = (state.notice, state.stops, state.override_words, general)
        if shown == self._shown_notices:
            return
        self._shown_notices = shown
        banners = [Banner("error", *_two(message)) for message in general]
        if state.notice is not None:
            banners.append(Banner(state.notice.kind, state.notice.sentence, state.notice.text))
        if state.override_words:
            banners.append(
                Banner("warning", "A way that is barred is used all the same.", state.override_words,
                       [("Take back", self.view_model.take_override_back)], icon="shield", key="override")
            )  # fmt: skip
        last_bar = state.bars[-1] if state.bars else None
        for stop in state.stops:
            actions = [("Use it all the same…", self.ask_override)] if stop == last_bar else []
            banners.append(Banner("error", *_two(stop.message), actions, icon="shield"))
        self.banners.set_banners(banners)

    def _show_busy(self, state: ExportPage) -> None:
        self.bar.setVisible(state.is_busy)
        self.bar.setRange(0, state.total)
        self.bar.setValue(state.done)
        self.bar.setFormat(state.progress)
        self.foot_words.setVisible(not state.is_busy)
        is_print = state.request.output is Output.PRINTED
        self.export.set_words("&Print…" if is_print else "&Export…")
        self.export.set_icon_name("print" if is_print else "document")
        self.export.setEnabled(not state.is_busy)
        done = state.notice is not None and state.notice.kind == "done"
        self.cancel.set_words("Stop" if state.can_stop else "Close" if done else "Cancel")

    # ------------------------------------------------------------ what the person does

    def _leave_as(self, output: Output) -> None:
        """Print or export at once, whichever of them is chosen in the form; a form of export that is chosen stays."""
        now = self.view_model.state.request.output
        if (now is Output.PRINTED) != (output is Output.PRINTED) and not self.view_model.state.is_busy:
            self.view_model.choose_output(output)
        self.try_export()

    def try_export(self) -> None:
        """Check, ask for the folder or the printer, and write; or show what stands in the way."""
        vm = self.view_model
        if vm.state.is_busy:
            return
        if not vm.check():
            first = next((p.field for p in vm.state.problems if p.field in self.form.fields), None)
            if first is not None:
                self.form.fields[first].setFocus(Qt.FocusReason.OtherFocusReason)
                self.form.ensureWidgetVisible(self.form.fields[first], 20, 30)
            return
        if vm.state.request.output is Output.PRINTED:
            choice = self._session.dialogs.choose_printer(vm.state.pages, vm.state.copies)
            if choice is not None:
                vm.print(choice)
            return
        folder = self._session.dialogs.choose_folder("Choose the folder for the PDF")
        if folder is not None:
            vm.export(folder)

    def ask_override(self) -> FormDialog:
        """Ask who decided to use the barred way all the same, and why."""
        return forms.ask_override(self._session, self.view_model, self)

    def ask_second_look(self) -> FormDialog:
        """Ask the second person to confirm that the paper was read."""
        return forms.ask_second_look(self._session, self.view_model, self)

    def ask_bundle(self) -> FormDialog:
        """Ask which papers of this witness go together in one file."""
        return ask_bundle(self._session, self.view_model, self)

    def done(self, result: int) -> None:
        self.view_model.close()
        self.form.passphrase.set_value("")
        self.preview.close_pdf()
        super().done(result)

    def reject(self) -> None:
        """Close. While a paper is being written it waits; printing and a bundle are stopped first."""
        if self.view_model.state.can_stop:
            self.view_model.stop()
        elif not self.view_model.state.is_busy:
            super().reject()


def _two(message: str) -> tuple[str, str]:
    """A message as the sentence in bold and the rest."""
    first, _, rest = message.partition(". ")
    return f"{first.rstrip('.')}.", rest
