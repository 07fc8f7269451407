"""The export dialog: the page at the left, what it is for at the right, the register of what was issued."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from victimplanner.domain.dates import local
from victimplanner.domain.issued import PAPER_WORDS, VARIANT_WORDS, IssuedDocument, PaperKind
from victimplanner.ui import theme
from victimplanner.ui.formats import clock_time, table_day
from victimplanner.ui.screens.export.preview import PagePreview
from victimplanner.ui.screens.export.state import GIVEN_WORDS, VARIANT_NOTES, ExportPage
from victimplanner.ui.screens.export.view_model import ExportViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Card,
    ChoiceField,
    Column,
    FieldGrid,
    FlowRow,
    IconLabel,
    LineField,
    PrimaryButton,
    RecordTable,
    ScrollPage,
    SecondaryButton,
    StatusPill,
    announce,
    label,
    show_problems,
)
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_WIDTH, _HEIGHT = 1068, 746


def open_export(
    session: Session,
    parent: QWidget | None,
    case_id: str,
    witness_id: str,
    kind: PaperKind | str | None = None,
    meeting_id: str = "",
) -> None:
    """Ask what to export of a witness's papers, for whom and why, and write it."""
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
        screen = self.screen().availableGeometry()
        self.resize(min(theme.px(_WIDTH), screen.width() - 40), min(theme.px(_HEIGHT), screen.height() - 50))
        self.purpose.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        session = self._session
        self.preview = PagePreview()
        self.banners = BannerStack()
        state = self.view_model.state
        self.kind = ChoiceField("&What", [(c.kind, PAPER_WORDS[c.kind]) for c in state.choices], name="kind")
        self.variant = ChoiceField("Which copy", name="variant")
        self.meeting = ChoiceField("Which meeting", name="meeting_id")
        self.recipient = LineField("Who is it for", name="recipient")
        self.way = ChoiceField("How it is given", list(GIVEN_WORDS.items()), name="given_by")
        self.purpose = LineField("Wh&y", name="purpose", note="kept in the disclosure log")
        self.name = LineField("File name", name="file_name", hint="Never holds a name")
        self.name.set_read_only(True)
        self.fields: dict[str, Any] = {"recipient": self.recipient, "purpose": self.purpose}
        page = ScrollPage()
        grid = FieldGrid(2, narrowest=190)
        either = QWidget()  # a paper has a meeting to choose or a way to be given, never both
        both = QVBoxLayout(either)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.meeting)
        both.addWidget(self.way)
        for field in (self.kind, self.variant, self.recipient, either):
            grid.add(field)
        grid.add(self.purpose, 2)
        grid.add(self.name, 2)
        self.checks = Card("Checked before export", object_name="checksCard")
        self.pills = FlowRow()
        self.checks.body.addWidget(self.pills)
        self.variant_note = label("", "secondary", wrap=True)
        self.handling = label("OFFICIAL-SENSITIVE stands at the top and bottom of each page.", "secondary", wrap=True)
        self.checks.body.addWidget(self.variant_note)
        self.checks.body.addWidget(self.handling)
        self.register = Card("Issued for this witness", flush=True, object_name="registerCard")
        self.table = RecordTable(
            (
                Column("Paper", _paper, _reader, width=150, stretch=2),
                Column("Copy", _copy, width=84),
                Column(
                    "When",
                    lambda e: f"{table_day(_day(e), session.today)} {clock_time(e.issued_at)}",
                    lambda e: e.issued_by,
                    width=130,
                ),
                Column("Why", lambda e: e.purpose, width=110, stretch=2),
            ),
            "Issued for this witness",
            ring="row",
            object_name="issuedTable",
        )
        self.table.setMinimumHeight(theme.px(96))
        self.nothing = label("Nothing was issued yet.", "secondary", wrap=True)
        self.nothing.setContentsMargins(12, 8, 12, 8)
        self.register.body.addWidget(self.nothing)
        self.register.body.addWidget(self.table)
        for widget in (self.banners, grid, self.checks, self.register):
            page.body.addWidget(widget)
        page.body.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.preview, 9)
        middle.addWidget(page, 11)
        self.form = page
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(self._make_foot())
        for first, second in zip(order := self._tab_order(), order[1:], strict=False):
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
        self.bar.setRange(0, 2)
        row.addWidget(self.bar, 1)
        self.cancel = SecondaryButton("Cancel", key="Esc", object_name="cancel")
        self.export = PrimaryButton("&Export…", icon="document", key="Ctrl+Enter", object_name="export")
        row.addWidget(self.cancel)
        row.addWidget(self.export)
        return foot

    def _tab_order(self) -> list[QWidget]:
        fields = (self.kind, self.variant, self.recipient, self.meeting, self.way, self.purpose, self.name)
        inner: list[QWidget] = [field.editor for field in fields]
        ends: list[QWidget] = [self.table, self.cancel, self.export]
        return [*inner, *ends, self.preview.previous, self.preview.next, self.preview.fit, self.preview.area]

    def _connect(self) -> None:
        vm = self.view_model
        vm.state_changed.connect(self._show)
        vm.exported.connect(lambda words: announce(self, words))
        self.kind.changed.connect(lambda: vm.choose_kind(self.kind.value()))
        self.variant.changed.connect(lambda: vm.choose_variant(self.variant.value()))
        self.meeting.changed.connect(lambda: vm.choose_meeting(self.meeting.value()))
        self.way.changed.connect(lambda: vm.choose_way(self.way.value()))
        self.recipient.changed.connect(lambda: vm.write_recipient(self.recipient.value()))
        self.purpose.changed.connect(lambda: vm.write_purpose(self.purpose.value()))
        self.cancel.clicked.connect(self.reject)
        self.export.clicked.connect(self.try_export)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, activated=self.try_export)

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        state = self.view_model.state
        request = state.request
        self.kind.set_value(request.kind)
        self.variant.set_choices([(v, VARIANT_WORDS[v]) for v in state.choice.variants])
        self.variant.set_value(request.variant)
        self.meeting.setVisible(bool(state.meetings) and state.choice.needs_meeting)
        self.meeting.set_choices(state.meetings)
        self.meeting.set_value(request.meeting_id)
        self.way.setVisible(state.choice.is_for_witness)
        self.way.set_value(request.channel)
        self.recipient.set_value(request.recipient)
        self.purpose.set_value(request.purpose)
        self.name.set_value(state.file_name or "–")
        self.variant_note.setText(VARIANT_NOTES[request.variant])
        if state.revision != self._revision:
            self._revision = state.revision
            self.preview.show_pdf(state.pdf, state.no_preview or "Making the page…")
        self._show_checks(state)
        self._show_notices(state)
        self.table.set_rows(state.register)
        self.table.setVisible(bool(state.register))
        self.nothing.setVisible(not state.register)
        show_problems(self.fields, [p for p in state.problems if p.field in self.fields])
        self._show_busy(state)

    def _show_checks(self, state: ExportPage) -> None:
        wanted = state.checks
        if self.pills.property("shown") == wanted:
            return
        self.pills.setProperty("shown", wanted)
        self.pills.set_widgets(*(StatusPill(kind, words) for kind, words in wanted))
        self.pills.setVisible(bool(wanted))

    def _show_notices(self, state: ExportPage) -> None:
        shown = (state.notice, state.stops, state.override_words)
        if shown == self._shown_notices:
            return
        self._shown_notices = shown
        banners = []
        if state.notice is not None:
            banners.append(Banner(state.notice.kind, state.notice.sentence, state.notice.text))
        if state.override_words:
            banners.append(
                Banner("warning", "A way that is barred is used all the same.", state.override_words,
                       [("Take back", self.view_model.take_override_back)], icon="shield", key="override")
            )  # fmt: skip
        last_bar = state.bars[-1] if state.bars else None
        for stop in state.stops:
            first, _, rest = stop.message.partition(". ")
            actions = [("Use it all the same…", self.ask_override)] if stop == last_bar else []
            banners.append(Banner("error", f"{first.rstrip('.')}.", rest, actions, icon="shield"))
        self.banners.set_banners(banners)

    def _show_busy(self, state: ExportPage) -> None:
        self.bar.setVisible(state.is_busy)
        self.bar.setValue(1)
        self.bar.setFormat(state.progress)
        self.foot_words.setVisible(not state.is_busy)
        self.form.content.setEnabled(not state.is_busy)
        self.export.setEnabled(not state.is_busy)
        done = state.notice is not None and state.notice.kind == "done"
        self.cancel.set_words("Close" if done else "Cancel")

    # ------------------------------------------------------------ what the person does

    def try_export(self) -> None:
        """Check, ask for the folder, and write; or show what stands in the way."""
        if self.view_model.state.is_busy:
            return
        if not self.view_model.check():
            first = next((p.field for p in self.view_model.state.problems if p.field in self.fields), None)
            if first is not None:
                self.fields[first].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        folder = self._session.dialogs.choose_folder("Choose the folder for the PDF")
        if folder is not None:
            self.view_model.export(folder)

    def ask_override(self) -> FormDialog:
        """Ask who decided to use the barred way all the same, and why."""
        by = LineField("&Who decided it", name="override_by")
        reason = LineField("Wh&y", name="override_reason", hint="Kept in the audit trail, with your name.")
        bars = " ".join(dict.fromkeys(problem.message for problem in self.view_model.state.bars))
        return open_form(
            self._session.dialogs, self, "Use a barred way", "Use it all the same",
            {"override_by": by, "override_reason": reason},
            lambda: self.view_model.use_all_the_same(by.value(), reason.value()),
            intro=bars,
        )  # fmt: skip

    def done(self, result: int) -> None:
        self.view_model.close()
        super().done(result)

    def reject(self) -> None:
        """Close; while a paper is being written it waits."""
        if self.view_model.state.is_busy:
            return
        self.preview.close_pdf()
        super().reject()


def _paper(entry: IssuedDocument) -> str:
    return PAPER_WORDS[entry.kind] + (", draft" if entry.is_draft else "")


def _reader(entry: IssuedDocument) -> str:
    return f"{VARIANT_WORDS[entry.variant]}, for {entry.recipient}"


def _copy(entry: IssuedDocument) -> str:
    return f"v{entry.document_version}, c{entry.copy_number}"


def _day(entry: IssuedDocument) -> dt.date:
    return local(entry.issued_at).date()
