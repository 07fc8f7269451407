"""Every date that a change would move, before it is made: Confirm, or leave everything as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from victimplanner.domain.moved_dates import SHIFT_WORDS, MovedDate, Shift
from victimplanner.domain.urn import display_urn
from victimplanner.services.proposals import Proposal
from victimplanner.ui import theme
from victimplanner.ui.formats import UNKNOWN, full_day
from victimplanner.ui.screens.unit.moves_model import MovesViewModel
from victimplanner.ui.screens.unit.state import ONLY_MANAGERS, moves_words
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Card,
    Column,
    EmptyState,
    PrimaryButton,
    RecordTable,
    ScrollPage,
    SecondaryButton,
    announce,
    label,
)
from victimplanner.ui.widgets.fitting import fit_to_screen

_MOST_LINES = 6  # of the proposal in view; more scroll


def _new_day(moved: MovedDate) -> str:
    return full_day(moved.now) if moved.now else UNKNOWN


def _old_day(moved: MovedDate) -> str:
    """The day before the change; what only starts had none."""
    if moved.shift is Shift.STARTED:
        return ""
    return f"was {full_day(moved.was)}" if moved.was else "had no day"


_COLUMNS = (
    Column("Case", lambda m: display_urn(m.urn), second=lambda m: m.witness, width=140, bold=True),
    Column("What", lambda m: m.title, second=lambda m: m.item.citation if m.item else "", stretch=1),
    Column("Change", lambda m: SHIFT_WORDS[m.shift], second=lambda m: m.note if m.shift is Shift.STOPPED else "",
           width=96),
    Column("Due, new and old", _new_day, second=_old_day, width=150, bold=True),
)  # fmt: skip


class MovesDialog(QDialog):
    """Shows what moves. Nothing is written unless Confirm is chosen; Esc leaves everything as it is."""

    def __init__(self, session: Session, proposal: Proposal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("What moves")
        self.setObjectName("movesDialog")
        self.view_model = MovesViewModel(session, proposal, self)
        self.banners = BannerStack()
        self.title = label(proposal.title, "title", wrap=True)
        self.lines = ScrollPage(margin=0, gap=2)
        for line in proposal.lines:
            self.lines.body.addWidget(label(line, wrap=True))
        self.lines.body.addStretch(1)
        self.lines.setMaximumHeight(theme.px(22) * min(len(proposal.lines), _MOST_LINES) + theme.px(8))
        self.lines.setMinimumHeight(self.lines.maximumHeight())
        self.counts = label("", "section", wrap=True)
        self.table = RecordTable(_COLUMNS, "Dates that move", ring="row")
        self.card = Card("", flush=True)
        self.card.body.addWidget(self.table)
        self.empty = EmptyState("Nothing moves.", "No open date of any open case changes by it.", icon="check")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        body = QVBoxLayout()
        body.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, 12)
        body.setSpacing(theme.SPACE_2)
        for part, stretch in (
            (self.banners, 0), (self.title, 0), (self.lines, 0), (self.counts, 0), (self.card, 1), (self.empty, 1),
        ):  # fmt: skip
            body.addWidget(part, stretch)
        body.addStretch(0)
        column.addLayout(body, 1)
        column.addWidget(self._foot())
        self.view_model.state_changed.connect(self._show)
        self._show()
        fit_to_screen(self, 900, 600)
        self.view_model.work_out()

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("bar", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(theme.SPACE_2)
        words = "Nothing is changed until you confirm." if self.view_model.is_managers else ONLY_MANAGERS
        self.foot_words = label(words, "small", wrap=True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Cases worked out again")
        self.progress.setMaximumWidth(theme.px(220))
        self.leave = SecondaryButton("Leave as it is", key="Esc", object_name="leave")
        self.confirm = PrimaryButton("&Confirm", key="Ctrl+Enter", object_name="confirm")
        self.leave.clicked.connect(self.reject)
        self.confirm.clicked.connect(self._confirm)
        for part, stretch in ((self.foot_words, 1), (self.progress, 0), (self.leave, 0), (self.confirm, 0)):
            row.addWidget(part, stretch)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, activated=self._confirm)
        return foot

    def reject(self) -> None:
        """Esc and Leave: stop counting and change nothing."""
        self.view_model.stop()
        super().reject()

    def _show(self) -> None:
        state = self.view_model.state
        done, total, words = state.progress
        is_busy = state.moved is None and not state.error
        self.progress.setVisible(is_busy)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        first = state.moved is not None and self.counts.text() != moves_words(state.moved)
        self.counts.setText(words if is_busy else moves_words(state.moved) if state.moved is not None else "")
        self.counts.setVisible(bool(is_busy or state.moved))
        self.card.setVisible(bool(state.moved))
        self.empty.setVisible(state.moved == ())
        self.confirm.setEnabled(self.view_model.can_confirm)
        if state.error:
            self.banners.set_banners([Banner("error", state.error, key="refused")])
        if state.moved is not None and first:
            self.table.set_rows(state.moved)
            announce(self, moves_words(state.moved))
            if state.moved:
                self.table.select_row(0)
                self.table.setFocus()
            else:
                (self.confirm if self.confirm.isEnabled() else self.leave).setFocus()

    def _confirm(self) -> None:
        if self.view_model.can_confirm and not self.view_model.confirm():
            self.accept()


def open_moves(
    session: Session, parent: QWidget, proposal: Proposal, confirmed: Callable[[], object] = lambda: None
) -> MovesDialog:
    """Open the list over `parent`; `confirmed` is called when the change was made. Focus goes back to what opened it."""
    dialog = MovesDialog(session, proposal, parent)
    opener = parent.window().focusWidget()

    def closed() -> None:
        dialog.deleteLater()
        if opener is not None and isValid(opener) and opener.isVisible():
            opener.setFocus()

    dialog.finished.connect(closed)
    dialog.accepted.connect(confirmed)
    dialog.open()
    return dialog
