"""What the dialogs of the Meetings tab share: asking over one view, the contact gate, her safe contact in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from victimplanner.domain.errors import Problem
from victimplanner.services.contact import MEETING_SHARES
from victimplanner.ui.contact_gate import GateFields
from victimplanner.ui.contact_words import contact_words
from victimplanner.ui.kept_words import KeptWords
from victimplanner.ui.screens.meeting.view_model import MeetingViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog


class Asking:
    """Asks over one view. Answers go straight to the view-model, which says what is to be put right."""

    def __init__(self, session: Session, view_model: MeetingViewModel, parent: QWidget) -> None:
        self._session = session
        self._vm = view_model
        self._parent = parent

    def _ask(
        self, title: str, verb: str, fields: dict[str, object], save: Callable[[], Sequence[Problem]], **options: object
    ) -> bool:
        dialog = FormDialog(
            self._session.dialogs, title, verb, fields, save, kept=self._kept(title), parent=self._parent, **options
        )  # type: ignore[arg-type]
        done = bool(dialog.exec())
        if isValid(dialog):  # a lock takes the page and its dialogs away
            dialog.deleteLater()
        return done

    def _kept(self, title: str) -> KeptWords | None:
        """Where the words of a dialog about the meeting in view are kept."""
        file = self._vm.state.file
        return KeptWords(self._session.app, file.case.id, f"{title}/{self._vm.meeting_id}") if file else None

    def _gate(self, words: str) -> GateFields:
        """The channel fields, for the witness in view."""
        gate = GateFields(self._session.app, words, shares=MEETING_SHARES, parent=self._vm)
        gate.show_file(self._vm.state.file)
        return gate

    def _safe_words(self) -> str:
        file = self._vm.state.file
        return contact_words(file.safe_contact if file else None)
