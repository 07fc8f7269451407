"""The small dialogs of the case page: plea, hearing, court, witness, people."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from victimplanner.domain.case import (
    HEARING_WORDS,
    Case,
    CaseState,
    CourtKind,
    Hearing,
    HearingKind,
    HearingState,
    PleaKind,
)
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import Problem
from victimplanner.domain.moved_dates import MovedDate
from victimplanner.domain.people import CASE_ROLE_WORDS, CaseRole, Person
from victimplanner.services.hearings import is_move
from victimplanner.ui.moved_list import MovedList, with_changes
from victimplanner.ui.screens.case.view_model import CaseViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import CheckField, ChoiceField, DateField, LineField, TextField, TimeField
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

NO_ACCOUNT = "Do not record her account here."
_PLEAS = ((PleaKind.NOT_GUILTY, "Not guilty"), (PleaKind.GUILTY, "Guilty"))
_COURTS = (
    (CourtKind.CROWN, "Crown Court"),
    (CourtKind.MAGISTRATES, "Magistrates’ court"),
    (CourtKind.YOUTH, "Youth court"),
    (CourtKind.UNKNOWN, "Not known"),
)
_HEARING_STATES = ((HearingState.LISTED, "Listed"), (HearingState.HELD, "Held"), (HearingState.VACATED, "Vacated"))
_CASE_STATES = ((CaseState.OPEN, "Open"), (CaseState.CLOSED, "Closed: nothing falls due"))
_PRONOUNS = ("she/her", "he/him", "they/them")
_HER_HEARINGS = (HearingKind.SECTION_28_RECORDING,)
_HER_OWN = (CaseRole.ISVA, CaseRole.SUPPORTER, CaseRole.INTERPRETER, CaseRole.INTERMEDIARY)


class CaseDialogs:
    """Opens the dialogs of one case page. Each saves through the view-model and closes when nothing is wrong."""

    def __init__(self, session: Session, view_model: CaseViewModel, parent: QWidget) -> None:
        self._session = session
        self._view_model = view_model
        self._parent = parent

    @property
    def _file(self) -> WitnessFile | None:
        return self._view_model.state.witness

    def enter_plea(self, defendant_id: str = "") -> None:
        """Ask for a plea and its day."""
        file = self._file
        if file is None or not file.defendants:
            return
        defendants = {d.id: d for d in file.defendants}
        first = next((d for d in file.defendants if file.plea_of(d) is None), file.defendants[0])
        who = ChoiceField("&Defendant", [(d.id, f"{d.label}  {d.name}") for d in file.defendants], name="defendant")
        who.set_value(defendant_id or first.id)
        plea = ChoiceField("&Plea", _PLEAS, name="plea")
        on = DateField(
            "Entered &on", lambda: self._session.today, name="plea_on",
            hint="Leave empty where it is not known. No date is worked out until it is entered.",
        )  # fmt: skip
        note = "An earlier plea stays in the history and no longer counts."

        def save() -> Sequence[Problem]:
            return self._view_model.enter_plea(defendants[who.value()], PleaKind(plea.value()), on.value())

        def foresee() -> tuple[MovedDate, ...]:
            return self._view_model.foresee_plea(defendants[who.value()], PleaKind(plea.value()), on.value())

        changes = MovedList(file.witness.id, foresee)
        body = with_changes(((who, 2), (plea, 1), (on, 1)), (who, plea, on), changes)
        fields: dict[str, object] = {"defendant": who, "plea": plea, "plea_on": on}
        changes.fitted = self._open("Plea", "Enter plea", fields, save, intro=note, body=body).fit
        changes.look_again()

    def hearing(self, hearing: Hearing | None = None, kind_wanted: HearingKind = HearingKind.PTPH) -> None:
        """Add a hearing, or change one: its day, its state, when notice came and when she was told."""
        file = self._file
        if file is None:
            return
        old = hearing or Hearing(case_id=file.case.id, kind=kind_wanted)
        today = lambda: self._session.today  # noqa: E731
        kind = ChoiceField("&Hearing", list(HEARING_WORDS.items()), name="kind")
        state = ChoiceField("S&tate", _HEARING_STATES, name="hearing_state")
        on = DateField("&Day", today, name="listed_on", hint="Leave empty while no day is listed.")
        starts = TimeField("Start&s", name="starts")
        place = LineField("P&lace", name="place", placeholder=file.case.court_name)
        notice = DateField("&Notice received", today, name="notice_received_on", hint="Starts the time to tell her.")
        told = DateField("&Witness told on", today, name="told_on")
        alone = CheckField("Concerns this &witness alone", name="alone", hint="For instance her own recording.")
        reason = TextField(
            "Why it was &moved or vacated",
            lines=2,
            name="reason",
            hint="Where it stood before is kept. She is told of the new position again.",
        )
        fields = {
            "kind": kind, "hearing_state": state, "listed_on": on, "starts": starts, "place": place, "reason": reason,
            "notice_received_on": notice, "told_on": told, "alone": alone,
        }  # fmt: skip
        kind.set_value(old.kind)
        state.set_value(old.state)
        on.set_value(old.listed_on)
        starts.set_value(old.starts)
        place.set_value(old.place)
        notice.set_value(old.notice_received_on)
        told.set_value(file.told_of_hearing(old))
        alone.set_value(old.witness_id is not None or (hearing is None and old.kind in _HER_HEARINGS))
        kind.changed.connect(lambda: alone.set_value(HearingKind(kind.value()) in _HER_HEARINGS))

        def entered() -> Hearing:
            return old.model_copy(
                update={
                    "kind": HearingKind(kind.value()),
                    "state": HearingState(state.value()),
                    "listed_on": on.value(),
                    "starts": starts.value(),
                    "place": place.value().strip(),
                    "notice_received_on": notice.value(),
                    "witness_id": file.witness.id if alone.value() else None,
                }
            )

        def follow() -> None:
            reason.setVisible(hearing is not None and is_move(old, entered()))

        for field in (state, on, starts, place):
            field.changed.connect(follow)

        def save() -> Sequence[Problem]:
            return self._view_model.save_hearing(entered(), reason.value(), file.witness.id, told.value())

        self._open(
            "Hearing", "Save hearing", fields, save,
            spans=dict.fromkeys(("kind", "hearing_state", "listed_on", "starts", "notice_received_on", "told_on"), 1),
        )  # fmt: skip
        follow()

    def court(self) -> None:
        """Change the court, its number, the lead offence, the state of the case and the notes."""
        file = self._file
        if file is None:
            return
        case: Case = file.case
        kind = ChoiceField("&Court", _COURTS, name="court_kind")
        name = LineField("Court na&me", name="court_name")
        number = LineField("Court case num&ber", name="court_case_no")
        state = ChoiceField("S&tate of the case", _CASE_STATES, name="case_state")
        offence = LineField("Lead &offence", name="lead_offence")
        notes = TextField("&Notes on the case", lines=3, name="notes", hint=NO_ACCOUNT)
        for field, value in (
            (kind, case.court_kind),
            (name, case.court_name),
            (number, case.court_case_no),
            (state, case.state),
            (offence, case.lead_offence),
            (notes, case.notes),
        ):
            field.set_value(value)

        def entered() -> Case:
            return case.model_copy(
                update={
                    "court_kind": CourtKind(kind.value()),
                    "court_name": name.value().strip(),
                    "court_case_no": number.value().strip(),
                    "state": CaseState(state.value()),
                    "lead_offence": offence.value().strip(),
                    "notes": notes.value().strip(),
                }
            )

        changes = MovedList(file.witness.id, lambda: self._view_model.foresee_case(entered()))
        body = with_changes(
            ((kind, 1), (name, 1), (number, 1), (state, 1), (offence, 2), (notes, 2)), (kind, state), changes
        )
        fields: dict[str, object] = {
            "court_kind": kind, "court_name": name, "court_case_no": number, "case_state": state,
            "lead_offence": offence, "notes": notes,
        }  # fmt: skip
        dialog = self._open(
            "Court details", "Save details", fields, lambda: self._view_model.amend_case(entered()), body=body
        )
        changes.fitted = dialog.fit
        changes.look_again()

    def witness(self) -> None:
        """Change facts about the witness on which measures and papers rest. Her name is not among them."""
        file = self._file
        if file is None:
            return
        old = file.witness
        today = lambda: self._session.today  # noqa: E731
        pronouns = ChoiceField(
            "&Pronouns", [(p, p) for p in dict.fromkeys((*_PRONOUNS, old.pronouns))], name="pronouns"
        )
        born = DateField("Date of &birth", today, name="date_of_birth")
        under = CheckField("Believed &under 18", name="believed_under_18", hint="Where her age is not known.")
        complainant = CheckField("&Complainant", name="is_complainant", hint="A witness who is also a victim.")
        language = LineField("&Language", name="language")
        interpreter = LineField("&Interpreter needed", name="interpreter_need", placeholder="Language, dialect, gender")
        access = LineField("&Access needs", name="access_needs")
        abe = DateField("Inter&view video recorded on", today, name="abe_recorded_on")
        minutes = LineField("Length in &minutes", name="abe_minutes")
        asked = CheckField("She asks that the &recording be played", name="video_requested", hint="Section 22A.")
        fields = {
            "pronouns": pronouns, "date_of_birth": born, "believed_under_18": under, "is_complainant": complainant,
            "language": language, "interpreter_need": interpreter, "access_needs": access, "abe_recorded_on": abe,
            "abe_minutes": minutes, "video_requested": asked,
        }  # fmt: skip
        for name, field in fields.items():
            value = getattr(old, name)
            field.set_value(
                "" if name == "abe_minutes" and value is None else str(value) if name == "abe_minutes" else value
            )  # type: ignore[attr-defined]

        def save() -> Sequence[Problem]:
            typed = minutes.value().strip()
            if typed and not (typed.isdigit() and 0 < int(typed) < 1000):
                return (Problem("abe_minutes", "Enter whole minutes from 1 to 999, or leave it empty."),)
            update = {name: field.value() for name, field in fields.items()}  # type: ignore[attr-defined]
            update |= {name: value.strip() for name, value in update.items() if isinstance(value, str)}
            update |= {"abe_minutes": int(typed) if typed else None, "pronouns": pronouns.value()}
            return self._view_model.amend_witness(old.model_copy(update=update))

        halves = [name for name in fields if name not in ("access_needs", "video_requested")]
        self._open("About the witness", "Save facts", fields, save, spans=dict.fromkeys(halves, 1))

    def people(self) -> None:
        """Name a person for a part in the case; the earlier holder is taken off it."""
        file = self._file
        if file is None:
            return
        role = ChoiceField("&Part", list(CASE_ROLE_WORDS.items()), name="role")
        name = LineField("&Name", name="name")
        organisation = LineField("&Organisation", name="organisation")
        phone = LineField("Tele&phone", name="phone")
        hours = LineField("&Hours", name="hours", placeholder="Mon–Fri 9am–5pm")
        email = LineField("&E-mail", name="email")
        alone = CheckField("For this &witness alone", name="alone")
        texts = {"name": name, "organisation": organisation, "phone": phone, "hours": hours, "email": email}

        def fill() -> None:
            now = file.person(CaseRole(role.value()))
            for key, field in texts.items():
                field.set_value(getattr(now, key) if now else "")
            alone.set_value(CaseRole(role.value()) in _HER_OWN)

        role.changed.connect(fill)
        fill()

        def save() -> Sequence[Problem]:
            person = Person(**{key: field.value().strip() for key, field in texts.items()})
            return self._view_model.name_person(
                CaseRole(role.value()), person, file.witness.id if alone.value() else None
            )

        self._open(
            "People on this case", "Name person", {"role": role, **texts, "alone": alone}, save,
            intro="Staff, officers, advisers and supporters. Never the witness or the accused.",
            spans=dict.fromkeys(("organisation", "phone", "hours", "email"), 1) | {"role": 1, "name": 1},
        )  # fmt: skip

    def _open(self, title: str, verb: str, fields: dict[str, object], save, **options) -> FormDialog:  # type: ignore[no-untyped-def]
        return open_form(self._session.dialogs, self._parent, title, verb, fields, save, **options)
