"""Recording that she was told, or that what was due was done, in one small dialog, wherever the duty stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import CHANNEL_WORDS, Channel
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.errors import Problem
from victimplanner.services.duties import is_ours
from victimplanner.services.tellings import is_telling, record_told, shares_of
from victimplanner.ui.attempt import attempt
from victimplanner.ui.contact_gate import GateFields
from victimplanner.ui.contact_words import contact_words
from victimplanner.ui.kept_words import KeptWords
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import ChoiceField, DateField, LineField
from victimplanner.ui.widgets.form_dialog import FormDialog


def ask_told(session: Session, parent: QWidget, item: DueItem, file: WitnessFile) -> bool:
    """Ask when, by whom and how it was done, today and by the user at first; Enter saves. True when it was recorded.

    What this office tells her passes the contact gate; what the police or the court told her is only noted.
    """
    form = _ToldForm(session, item, file)
    dialog = form.dialog(parent)
    done = bool(dialog.exec())
    if isValid(dialog):  # a lock takes the page and its dialogs away
        dialog.deleteLater()
    return done


class _ToldForm:
    """The fields, by what is due: how only where she is told, the gate only where this office tells her."""

    def __init__(self, session: Session, item: DueItem, file: WitnessFile) -> None:
        self._session = session
        self._item = item
        self._file = file
        telling = is_telling(item)
        self._is_gated = telling and is_ours(item)
        said = "Told" if telling else "Done"
        self.on = DateField(f"{said} &on", lambda: session.today, name="told_on")
        self.on.set_value(session.today)
        self.by = LineField(f"{said} &by", name="told_by")
        self.by.set_value(session.app.user.display_name if is_ours(item) else "")
        self.gate: GateFields | None = None
        self.how: ChoiceField | None = None
        if self._is_gated:
            self.gate = GateFields(session.app, "&How", shares=shares_of(item), parent=session)
            self.gate.show_file(file)
        elif telling:
            choices = [(None, "Choose how"), *((channel, CHANNEL_WORDS[channel]) for channel in Channel)]
            self.how = ChoiceField("&How", choices, name="how")

    def dialog(self, parent: QWidget) -> FormDialog:
        fields = {"told_on": self.on, "told_by": self.by}
        if self.gate is not None:
            fields |= self.gate.fields
        elif self.how is not None:
            fields["how"] = self.how
        telling = is_telling(self._item)
        intro = f"{self._item.witness_label}. {self._item.title}."
        if self._is_gated:
            intro += f" Safe contact: {contact_words(self._file.safe_contact)}"
        dialog = FormDialog(
            self._session.dialogs,
            "Record told" if telling else "Record done",
            "Record told" if telling else "Record done",
            fields,
            self._save,
            intro=intro,
            spans={"told_on": 1, "told_by": 1, "override_by": 1, "override_reason": 1},
            kept=KeptWords(self._session.app, self._item.case_id, f"told/{self._item.key}"),
            parent=parent,
        )
        dialog.verb.setDefault(True)  # one key opens it, the next one saves
        if self.gate is not None:
            self.gate.changed.connect(dialog.fit)
            dialog.destroyed.connect(self.gate.deleteLater)
        self.on.setFocus()
        return dialog

    def _save(self) -> Sequence[Problem]:
        on, by = self.on.value(), self.by.value()
        if on is None:
            return (Problem("told_on", "Enter the day on which it was done."),)
        if self.gate is not None:
            return self.gate.run(
                lambda how, override: record_told(self._session.app, self._item, on, by, how, override=override)
            )
        how = self.how.value() if self.how is not None else None
        return attempt(lambda: record_told(self._session.app, self._item, on, by, how))
