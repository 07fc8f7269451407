"""Recording a contact, over any tab: safe contact first, then how, when, what came of it, and what follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.domain.contact_log import (
    CONTACT_DIRECTION_WORDS,
    CONTACT_OUTCOME_WORDS,
    ContactDirection,
    ContactEntry,
    ContactOutcome,
)
from victimplanner.domain.errors import PlannerError, Problem
from victimplanner.ui import theme
from victimplanner.ui.contact_gate import GateFields
from victimplanner.ui.contact_words import contact_cautions, contact_words
from victimplanner.ui.formats import full_day
from victimplanner.ui.kept_words import KeptWords
from victimplanner.ui.screens.contact.record_model import RecordModel
from victimplanner.ui.screens.contact.words import NO_ACCOUNT
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import ChoiceField, DateField, IconLabel, LineField, TextField, TimeField, label
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_DOUBT = "After this her safe contact must be confirmed again before anything else is done."


def open_record_contact(
    session: Session,
    parent: QWidget,
    case_id: str,
    witness_id: str,
    said: Callable[[str], object],
    corrects: ContactEntry | None = None,
) -> FormDialog | None:
    """Ask for a contact with a witness and add it to the log; `said` gets the words for the status bar.

    With `corrects` the new entry puts an earlier one right, which stays.
    """
    try:
        model = RecordModel(session.app, case_id, witness_id, corrects)
    except PlannerError as problem:
        session.dialogs.tell("Record contact", str(problem))
        return None
    return _RecordForm(session, model, said).open(parent)


class _RecordForm:
    """The fields of one contact and how they follow one another."""

    def __init__(self, session: Session, model: RecordModel, said: Callable[[str], object]) -> None:
        self._session = session
        self._model = model
        self._said = said
        self._gate = GateFields(session.app, "&How", parent=session)
        self._went_between = ""  # who was named by the form itself, and may be taken out by it again
        self._outcome_chosen = model.corrects is not None
        self._dialog: FormDialog | None = None
        self.fields = self._make_fields()
        self._fill()

    def _make_fields(self) -> dict[str, Any]:
        def today() -> dt.date:
            return self._session.today

        return {
            "direction": ChoiceField("Wh&o contacted whom", list(CONTACT_DIRECTION_WORDS.items()), name="direction"),
            **self._gate.fields,
            "happened_on": DateField("&Day", today, name="happened_on"),
            "happened_time": TimeField("&Time", name="happened_time"),
            "outcome": ChoiceField("O&utcome", list(CONTACT_OUTCOME_WORDS.items()), name="outcome"),
            "with_whom": LineField(
                "&With whom", name="with_whom", hint="The supporter or officer who carried it. Empty: herself."
            ),
            "made_by": LineField("Made &by", name="made_by"),
            "about": TextField("&About", lines=2, name="about", hint=NO_ACCOUNT),
            "next_step": LineField("&Next step", name="next_step", hint="What is to follow, if anything."),
            "next_on": DateField("By which day", today, name="next_on"),
        }

    def _fill(self) -> None:
        first = self._model.first()
        fields = self.fields
        for name, field in fields.items():
            if name not in self._gate.fields:
                field.set_value(getattr(first, name))
        self._gate.show_file(self._model.file, self._model.first_channel())
        self._follow_direction()
        self._follow_channel()
        fields["direction"].changed.connect(self._follow_direction)
        fields["direction"].changed.connect(self._follow_channel)
        fields["channel"].changed.connect(self._follow_channel)
        fields["outcome"].changed.connect(self._outcome_was_chosen)
        self._gate.changed.connect(self._fit)

    # ------------------------------------------------------------ one field follows another

    def _direction(self) -> ContactDirection:
        return ContactDirection(self.fields["direction"].value())

    def _follow_direction(self) -> None:
        """What came from her, and what only corrects an entry, passes no gate."""
        out = self._direction() is ContactDirection.OUT
        self._gate.set_needed(out and self._model.corrects is None)

    def _follow_channel(self) -> None:
        between = self._model.go_between(self._gate.value())
        if self.fields["with_whom"].value() in ("", self._went_between) and self._model.corrects is None:
            self.fields["with_whom"].set_value(between)
            self._went_between = between
        if not self._outcome_chosen:
            self.fields["outcome"].set_value(self._model.usual_outcome(self._gate.value(), self._direction()))
        self._show_doubt()

    def _outcome_was_chosen(self) -> None:
        self._outcome_chosen = True
        self._show_doubt()

    def _show_doubt(self) -> None:
        outcome = ContactOutcome(self.fields["outcome"].value())
        self.fields["outcome"].set_hint(_DOUBT if self._model.puts_in_doubt(outcome) else "")
        self._fit()

    def _fit(self) -> None:
        if self._dialog is not None:
            self._dialog.fit()

    # ------------------------------------------------------------ opening and saving

    def open(self, parent: QWidget) -> FormDialog:
        corrects, file = self._model.corrects, self._model.file
        intro, title, verb = "", "Record contact", "Record contact"
        if corrects is not None:
            intro = f"The entry of {full_day(corrects.happened_on)} stays; this one counts from now on."
            title, verb = "Correct contact", "Record correction"
        halves = ("direction", "channel", "override_by", "override_reason", "happened_on", "happened_time",
                  "with_whom", "made_by", "next_step", "next_on")  # fmt: skip
        self._dialog = open_form(
            self._session.dialogs, parent, title, verb, self.fields, self._save, intro=intro,
            above=[_safe_contact(self._model)], spans=dict.fromkeys(halves, 1), width=640,
            kept=KeptWords(self._session.app, file.case.id, f"{title}/{corrects.id if corrects else file.witness.id}"),
        )  # fmt: skip
        self._dialog.destroyed.connect(self._gate.deleteLater)
        self.fields["channel"].setFocus()
        return self._dialog

    def _save(self) -> Sequence[Problem]:
        plain = {
            name: value.strip() if type(value) is str else value
            for name, value in ((n, f.value()) for n, f in self.fields.items() if n not in self._gate.fields)
        }
        plain["direction"] = self._direction()
        plain["outcome"] = ContactOutcome(plain["outcome"])
        problems = self._gate.run(lambda channel, override: self._model.record(plain, channel, override))
        if not problems:
            self._said("Correction recorded" if self._model.corrects else "Contact recorded")
        return problems


def _safe_contact(model: RecordModel) -> QWidget:
    """Her safe contact in words, before anything is chosen. No number and no address is in it."""
    box = QWidget()
    box.setObjectName("safeContactWords")
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.SPACE_2)
    row.addWidget(IconLabel("shield", "text"), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(2)
    words = contact_words(model.file.safe_contact)
    said = label(f"Witness {model.file.witness.label}: {words}", "strong", wrap=True)
    said.setAccessibleName(f"Safe contact of {said.text()}")
    column.addWidget(said)
    if cautions := contact_cautions(model.file.safe_contact):
        column.addWidget(label(cautions, "secondary", wrap=True))
    row.addLayout(column, 1)
    return box
