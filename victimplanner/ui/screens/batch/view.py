"""The dialog of a batch: which paper, in what form, for whom and why; then how far it is and what was refused."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from victimplanner.domain.issued import GIVEN_WORDS, OUTPUT_WORDS, PAPER_WORDS, VARIANT_WORDS, Output
from victimplanner.ui import theme
from victimplanner.ui.screens.batch.view_model import BatchPage, BatchViewModel, Wanted
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Card,
    ChoiceField,
    Column,
    FieldGrid,
    LineField,
    PrimaryButton,
    RecordTable,
    ScrollPage,
    SecondaryButton,
    announce,
    label,
    show_problems,
)
from victimplanner.ui.widgets.fitting import fit_to_screen

_FORMS = (Output.SCREEN, Output.ARCHIVE, Output.PROTECTED)


class BatchDialog(QDialog):
    """One batch. It stays open at the end, so that what was refused can be read."""

    def __init__(self, session: Session, wanted: Wanted, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export for the list")
        self.setObjectName("batchDialog")
        self._session = session
        self.view_model = BatchViewModel(session, wanted, self)
        self._shown_notice: object = None
        self._build()
        self._connect()
        self._show()
        fit_to_screen(self, 640, 640)
        self.purpose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        state = self.view_model.state
        self.banners = BannerStack()
        self.kind = ChoiceField("&What", [(c.kind, PAPER_WORDS[c.kind]) for c in state.choices], name="kind")
        self.variant = ChoiceField("Which &copy", name="variant")
        self.recipient = LineField("Who is it &for", name="recipient")
        self.way = ChoiceField("&How it is given", list(GIVEN_WORDS.items()), name="given_by")
        self.purpose = LineField("Wh&y", name="purpose", note="kept in the disclosure log")
        self.output = ChoiceField("&Output", [(o, OUTPUT_WORDS[o]) for o in _FORMS], name="output")
        self.passphrase = LineField(
            "&Passphrase", name="passphrase", password=True, hint="One for all. Send it another way."
        )
        self.fields: dict[str, Any] = {
            "recipient": self.recipient,
            "purpose": self.purpose,
            "passphrase": self.passphrase,
        }
        page = ScrollPage()
        page.body.addWidget(self.banners)
        page.body.addWidget(
            label(
                f"For {state.for_whom}: one file for each, about her alone. A meeting is her own last one. "
                "Each file is entered in the register; who cannot have it is left out, and the reason is shown.",
                "secondary",
                wrap=True,
            )
        )
        grid = FieldGrid(2, narrowest=190)
        for field in (self.kind, self.variant, self.recipient, self.way):
            grid.add(field)
        grid.add(self.purpose, 2)
        grid.add(self.output)
        grid.add(self.passphrase)
        page.body.addWidget(grid)
        self.refused = RecordTable(
            (
                Column("Witness", lambda r: r.about, width=176, bold=True),
                Column("Why", lambda r: r.reason, width=220, stretch=1),
            ),
            "Not issued, and why",
            ring="row",
            object_name="notIssued",
        )
        self.refused.show_whole()
        self.card = Card("Not issued", flush=True, object_name="notIssuedCard")
        self.card.body.addWidget(self.refused)
        page.body.addWidget(self.card)
        page.body.addStretch(1)
        self.page = page
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(page, 1)
        outer.addWidget(self._make_foot())

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("bar", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(theme.SPACE_2)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Progress")
        self.said = label("", "small", wrap=True)
        row.addWidget(self.said, 1)
        row.addWidget(self.bar, 1)
        self.cancel = SecondaryButton("Cancel", key="Esc", object_name="cancel")
        self.export = PrimaryButton("&Export…", icon="document", key="Ctrl+Enter", object_name="exportBatch")
        row.addWidget(self.cancel)
        row.addWidget(self.export)
        return foot

    def _connect(self) -> None:
        vm = self.view_model
        vm.state_changed.connect(self._show)
        vm.finished.connect(lambda words: announce(self, words))
        self.kind.changed.connect(lambda: vm.choose_kind(self.kind.value()))
        self.variant.changed.connect(lambda: vm.choose_variant(self.variant.value()))
        self.recipient.changed.connect(lambda: vm.write_recipient(self.recipient.value()))
        self.way.changed.connect(lambda: vm.choose_way(self.way.value()))
        self.purpose.changed.connect(lambda: vm.write_purpose(self.purpose.value()))
        self.output.changed.connect(self._choose_output)
        self.passphrase.changed.connect(lambda: vm.write_passphrase(self.passphrase.value()))
        self.cancel.clicked.connect(self.reject)
        self.export.clicked.connect(self.try_export)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.try_export)

    def _choose_output(self) -> None:
        self.passphrase.set_value("")
        self.view_model.choose_output(self.output.value())

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        state = self.view_model.state
        request = state.request
        self.kind.set_value(request.kind)
        self.variant.set_choices([(v, VARIANT_WORDS[v]) for v in state.choice.variants])
        self.variant.set_value(request.variant)
        self.recipient.set_value(request.recipient)
        self.way.setVisible(state.choice.is_for_witness)
        self.way.set_value(request.channel)
        self.purpose.set_value(request.purpose)
        self.output.set_value(request.output)
        self.passphrase.setVisible(request.output is Output.PROTECTED)
        general = show_problems(self.fields, state.problems)
        self._show_notice(state, general)
        if tuple(self.refused.records.rows()) != state.refused:
            self.refused.set_rows(state.refused)
        self.card.setVisible(bool(state.refused))
        self.card.set_note(str(len(state.refused)))
        self._show_busy(state)

    def _show_notice(self, state: BatchPage, general: list[str]) -> None:
        shown = (state.notice, tuple(general))
        if shown == self._shown_notice:
            return
        self._shown_notice = shown
        banners = [Banner("error", text) for text in general]
        if state.notice is not None:
            banners.append(Banner(*state.notice, key="notice"))
        self.banners.set_banners(banners)

    def _show_busy(self, state: BatchPage) -> None:
        self.bar.setVisible(state.is_busy)
        self.bar.setRange(0, state.witnesses)
        self.bar.setValue(state.done)
        self.bar.setFormat("")
        self.said.setText(state.progress or "Each file will be recorded: reader, purpose, copy.")
        self.page.content.setEnabled(not state.is_busy)
        self.export.setEnabled(not state.is_busy)
        is_over = state.notice is not None and not state.is_busy
        self.cancel.set_words("Stop" if state.is_busy else "Close" if is_over else "Cancel")

    # ------------------------------------------------------------ what the person does

    def try_export(self) -> None:
        """Check, ask for the folder, and write; or show what is still to be filled in."""
        vm = self.view_model
        if vm.state.is_busy:
            return
        if not vm.check():
            first = next((p.field for p in vm.state.problems if p.field in self.fields), None)
            if first is not None:
                self.fields[first].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        folder = self._session.dialogs.choose_folder("Choose the folder for the files")
        if folder is not None:
            vm.export(folder)

    def reject(self) -> None:
        """Esc stops first: whoever closes the dialog knows what was written."""
        if self.view_model.state.is_busy:
            self.view_model.stop()
        else:
            super().reject()

    def done(self, result: int) -> None:
        self.view_model.close()
        self.passphrase.set_value("")
        super().done(result)


def open_batch(session: Session, parent: QWidget, wanted: Wanted) -> BatchDialog:
    """Ask which paper is made for each witness of a list, and make them."""
    dialog = BatchDialog(session, wanted, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
