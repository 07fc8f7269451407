"""Adding an event, putting one right, withdrawing one: what that changes is said before it is saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.domain.case_events import CaseEvent, EventKind
from victimplanner.domain.errors import Problem
from victimplanner.ui.moved_list import MovedList
from victimplanner.ui.screens.duties.duty_dialogs import DutyDialogs
from victimplanner.ui.screens.duties.event_form import EventForm, choice_of
from victimplanner.ui.screens.duties.words import events_text
from victimplanner.ui.widgets import TextField
from victimplanner.ui.widgets.form_dialog import FormDialog

_WIDTH = 680


class EventDialogs(DutyDialogs):
    """Everything that is recorded on the tab, events too."""

    def add_event(
        self, kind: str = EventKind.BAIL_RESULT, defendant_id: str | None = None, charge_id: str = ""
    ) -> FormDialog | None:
        """Ask for an event; `kind` may also be that a charge was stopped."""
        file = self._page.file
        if file is None:
            return None
        form = EventForm(self._session, self._view_model, file, None)
        dialog = self._open(
            "Add event", "Add event", form.fields, form.record, f"event/{file.witness.id}", body=form.body, width=_WIDTH,
        )  # fmt: skip
        form.changes.fitted = dialog.fit
        form.begin(kind, defendant_id, charge_id)
        return dialog

    def correct_event(self, event: CaseEvent | None = None) -> FormDialog | None:
        """Ask what was wrong with an event; the old entry stays to be read."""
        file, events = self._page.file, self._page.events
        if file is None or not events:
            self._no_event()
            return None
        first = event or events[0]
        form = EventForm(self._session, self._view_model, file, first)
        which = choice_of(events)
        which.set_value(first.id)
        reason = TextField("Wh&y it is put right", lines=2, name="reason", hint="Both entries stay to be read.")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (which, form.body, reason):
            column.addWidget(part)
        dialog = self._open(
            "Correct event", "Put event right", {"event": which, **form.fields, "reason": reason},
            lambda: form.correct(reason.value()), body=body, width=_WIDTH,
            intro="What was entered about duties that hang on it goes over to the new entry.",
        )  # fmt: skip
        form.changes.fitted = dialog.fit
        which.changed.connect(lambda: form.show_event(next(e for e in events if e.id == which.value())))
        form.show_event(first)
        return dialog

    def withdraw_event(self, event: CaseEvent | None = None) -> FormDialog | None:
        """Ask why an event is withdrawn that did not happen."""
        file, events = self._page.file, self._page.events
        if file is None or not events:
            self._no_event()
            return None
        which = choice_of(events)
        which.set_value((event or events[0]).id)
        reason = TextField("&Reason", lines=2, name="reason", hint="The entry stays to be read.")

        def chosen() -> CaseEvent:
            return next(e for e in events if e.id == which.value())

        changes = MovedList(file.witness.id, lambda: self._view_model.foresee_withdrawal(chosen()))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (which, reason, changes):
            column.addWidget(part)

        def save() -> Sequence[Problem]:
            return self._view_model.withdraw_event(chosen(), reason.value())

        dialog = self._open(
            "Withdraw event", "Withdraw event", {"event": which, "reason": reason}, save, body=body, width=_WIDTH,
            intro="For what did not happen. What it started stops; what it stopped goes on.",
        )  # fmt: skip
        changes.fitted = dialog.fit
        which.changed.connect(changes.look_again)
        changes.look_again()
        return dialog

    def all_events(self) -> None:
        """Show every event that concerns her, withdrawn ones too."""
        file = self._page.file
        if file is not None:
            text = events_text(file.events) or "No event was added in this case."
            self._session.dialogs.show_text("Events", text)

    def _no_event(self) -> None:
        self._session.dialogs.tell(
            "No event", "No event was added in this case. Charges, pleas, hearings and decisions are put right where "
            "they were entered.",
        )  # fmt: skip
