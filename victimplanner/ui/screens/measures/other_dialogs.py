"""The rarer dialogs of the Special measures tab: opt-out, intermediary, changed proceedings, views carried over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from victimplanner.domain.errors import Problem
from victimplanner.domain.inspection.form import ReviewAnswer
from victimplanner.domain.measures import PROCEEDINGS_CHANGE_WORDS, IntermediaryWork, ProceedingsChange
from victimplanner.domain.moved_dates import MovedDate
from victimplanner.domain.opt_out import OPT_OUT_FACTORS, OPT_OUT_WORDS, OptOut, OptOutFrom, opt_outs_now
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.urn import display_urn
from victimplanner.ui.answer_words import answer_text
from victimplanner.ui.moved_list import MovedList, with_changes
from victimplanner.ui.screens.measures.age_words import at_eighteen_text
from victimplanner.ui.screens.measures.state import NO_ACCOUNT, MeasuresPage
from victimplanner.ui.screens.measures.view_model import MeasuresViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import CheckField, ChoiceField, DateField, LineField, TextField, label
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_SATISFIED = ((None, "Not decided"), (True, "Satisfied: quality not diminished"), (False, "Not satisfied"))
_NEW = ""


class OtherDialogs:
    """Each saves through the view-model and closes when nothing is wrong."""

    def __init__(self, session: Session, view_model: MeasuresViewModel, parent: QWidget) -> None:
        self._session = session
        self._view_model = view_model
        self._parent = parent

    @property
    def _page(self) -> MeasuresPage:
        return self._view_model.state

    def opt_out(self) -> FormDialog | None:
        """Record that a child does not want a part of the primary rule, and what the court made of it."""
        file = self._page.file
        if file is None:
            return None
        known = opt_outs_now(file.opt_outs)
        what = ChoiceField("What she does not &want", list(OPT_OUT_WORDS.items()), name="from_what")
        fields: dict[str, Any] = {
            "from_what": what,
            "own_words": TextField("In her own &words", lines=2, name="own_words", hint=NO_ACCOUNT),
            "said_on": DateField("Said &on", self._today, name="said_on"),
            "informed_on": DateField("What follows from it e&xplained on", self._today, name="informed_on"),
        }
        for name, words in OPT_OUT_FACTORS.items():
            fields[name] = TextField(words, lines=1, name=name, note="s.21(4C)")
        fields["satisfied"] = ChoiceField("The &court", _SATISFIED, name="satisfied", note="s.21(4)(ba)")
        fields["decided_on"] = DateField("&Decided on", self._today, name="decided_on")

        def fill() -> None:
            entry = known.get(OptOutFrom(what.value()))
            for name, field in fields.items():
                if name != "from_what":
                    field.set_value(getattr(entry, name) if entry else None if name == "satisfied" else _empty(field))
            if entry is None:
                fields["said_on"].set_value(self._session.today)

        what.changed.connect(fill)
        fill()

        def save() -> Sequence[Problem]:
            values = _values(fields)
            if values["said_on"] is None:
                return (Problem("said_on", "Enter the day on which she said it."),)
            return self._view_model.record_opt_out(
                OptOut(**{"case_id": file.case.id, "witness_id": file.witness.id, **values})
            )

        return self._open(
            "Opt-out from the primary rule", "Record opt-out", fields, save,
            intro="For a witness under 18: the recording and the live link are the rule unless she, informed, does not "
            "want them and the court is satisfied (YJCEA s.21(3)-(4C)). Earlier entries stay.",
            spans=dict.fromkeys(("said_on", "informed_on", "satisfied", "decided_on"), 1),
        )  # fmt: skip

    def intermediary(self) -> FormDialog | None:
        """Record the intermediary: person, report, declaration. An interpreter is another matter."""
        file = self._page.file
        if file is None:
            return None
        old = (*file.intermediaries, IntermediaryWork(case_id=file.case.id, witness_id=file.witness.id))[0]
        people = {person.id: person.name for role, person in file.people if role is CaseRole.INTERMEDIARY}
        if (named := file.person_named(old.person_id)) is not None:
            people[named.id] = named.name
        choices = list(people.items())
        fields: dict[str, Any] = {
            "person_id": ChoiceField(
                "&Intermediary", [(None, "Not named"), *choices, (_NEW, "Somebody else…")], name="person_id"
            ),
            "new_name": LineField("&Name", name="new_name"),
            "asked_on": DateField("Asked &for on", self._today, name="asked_on"),
            "was_at_interview": CheckField(
                "Was at the recorded interview", name="was_at_interview",
                hint="That is no s.29 direction; it needs approval before the s.27 direction (s.29(6)).",
            ),
            "report_due_on": DateField("Report &due", self._today, name="report_due_on"),
            "report_received_on": DateField("Report &received", self._today, name="report_received_on"),
            "report_served_on": DateField("Report ser&ved", self._today, name="report_served_on"),
            "declared_on": DateField("De&claration made", self._today, name="declared_on", note="s.29(5)"),
            "note": TextField("N&ote", lines=1, name="note", hint="The arrangement only, never a diagnosis."),
        }  # fmt: skip
        for name, field in fields.items():
            if name != "new_name":
                field.set_value(getattr(old, name))
        if old.person_id is None and choices:
            fields["person_id"].set_value(choices[0][0])

        def follow() -> None:
            fields["new_name"].setVisible(fields["person_id"].value() == _NEW)

        fields["person_id"].changed.connect(follow)

        def save() -> Sequence[Problem]:
            values = _values(fields)
            name = values.pop("new_name")
            new = None
            if values["person_id"] == _NEW:
                if not name:
                    return (Problem("new_name", "Enter the name of the intermediary."),)
                new = Person(name=name)
                values["person_id"] = new.id
            return self._view_model.save_intermediary(old.model_copy(update=values), new)

        interpreter = file.witness.interpreter_need
        apart = label(f"Interpreter, apart from this: {interpreter}.", "strong", wrap=True) if interpreter else None
        dialog = self._open(
            "Intermediary", "Save intermediary", fields, save, above=() if apart is None else (apart,),
            intro="YJCEA s.29: somebody who helps her to understand and to be understood. Not an interpreter.",
            spans=dict.fromkeys(
                ("asked_on", "report_due_on", "report_received_on", "report_served_on", "declared_on"), 1
            ),
        )  # fmt: skip
        follow()
        return dialog

    def proceedings(self) -> FormDialog | None:
        """Record a re-trial, transfer or other change after which directions do not follow by themselves."""
        file = self._page.file
        if file is None:
            return None
        kind = ChoiceField("What &happened", list(PROCEEDINGS_CHANGE_WORDS.items()), name="proceedings_kind")
        on = DateField("&Day", self._today, name="happened_on")
        on.set_value(self._session.today)
        note = TextField("N&ote", lines=2, name="note")

        def entered() -> ProceedingsChange | None:
            day = on.value()
            if day is None:
                return None
            return ProceedingsChange(
                case_id=file.case.id, kind=kind.value(), happened_on=day, note=note.value().strip()
            )

        def save() -> Sequence[Problem]:
            change = entered()
            if change is None:
                return (Problem("happened_on", "Enter the day on which it happened."),)
            return self._view_model.record_proceedings_change(change)

        def foresee() -> tuple[MovedDate, ...] | str:
            change = entered()
            return self._view_model.foresee_proceedings_change(change) if change else "Enter the day first."

        changes = MovedList(file.witness.id, foresee)
        dialog = self._open(
            "Proceedings changed", "Record change", {"proceedings_kind": kind, "happened_on": on, "note": note}, save,
            intro="Directions made before do not follow by themselves: each is marked to be checked. Views stay with "
            "their day and are asked again.",
            body=with_changes(((kind, 1), (on, 1), (note, 2)), (kind, on), changes),
        )  # fmt: skip
        changes.fitted = dialog.fit
        changes.look_again()
        return dialog

    def carry_over(self) -> FormDialog | None:
        """Carry views over from the same witness in a linked case, each with its own day."""
        file = self._page.file
        if file is None:
            return None
        linked = [display_urn(urn) for urn in file.case.linked_urns]
        urn = LineField("URN of the &linked case", name="urn", placeholder="As in 99NM/12345/26")
        urn.set_value(linked[0] if linked else "")
        urn.set_hint(f"Linked: {', '.join(linked)}." if linked else "It is noted as linked to this case.")

        def save() -> Sequence[Problem]:
            return self._view_model.carry_views_over(urn.value())

        return self._open(
            "Carry views over", "Carry over", {"urn": urn}, save,
            intro="From the same witness in another case of this office file. Each view keeps the day on which she "
            "gave it and is marked to be asked again.",
        )  # fmt: skip

    def review(self, answer: ReviewAnswer | None = None) -> None:
        """Show one answer to a reviewer's question, or every one, with the facts it rests on."""
        answers = self._page.answers if answer is None else (answer,)
        self._session.dialogs.show_text("What a reviewer asks", answer_text(answers))

    def at_eighteen(self) -> None:
        """Show what becomes of each measure when she turns 18, and why."""
        self._session.dialogs.show_text("When she turns 18", at_eighteen_text(self._page))

    def _today(self) -> dt.date:
        return self._session.today

    def _open(self, title: str, verb: str, fields: dict[str, Any], save: Any, **options: Any) -> FormDialog:
        return open_form(self._session.dialogs, self._parent, title, verb, fields, save, **options)


def _values(fields: dict[str, Any]) -> dict[str, Any]:
    return {n: v.strip() if type(v := f.value()) is str else v for n, f in fields.items()}


def _empty(field: Any) -> Any:
    return None if isinstance(field, DateField) else ""
