"""What the Meetings tab asks in a dialog, each question in one function."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from victimplanner.domain.contact import Channel, ContactBarred
from victimplanner.domain.dates import local
from victimplanner.domain.errors import Problem
from victimplanner.domain.meeting import (
    DISCLOSURE_REVIEW_WORDS,
    Attendance,
    AttendanceState,
    DisclosureReview,
    Meeting,
)
from victimplanner.domain.people import CASE_ROLE_WORDS, CaseRole
from victimplanner.domain.support import ADVISERS, SupportRole
from victimplanner.services.contact import MEETING_SHARES, Override, barred
from victimplanner.services.diary import ForWitness
from victimplanner.services.meetings import SIGNED_IN_PROGRAM
from victimplanner.ui.contact_gate import GateFields
from victimplanner.ui.contact_words import contact_words
from victimplanner.ui.screens.meeting.merging import Difference
from victimplanner.ui.screens.meeting.pieces import suggest
from victimplanner.ui.screens.meeting.state import MeetingPage
from victimplanner.ui.screens.meeting.view_model import MeetingViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import CheckField, ChoiceField, DateField, LineField, TextField, TimeField
from victimplanner.ui.widgets.form_dialog import FormDialog

ATTENDANCE_WORDS = {
    AttendanceState.ASKED: "Asked",
    AttendanceState.CONFIRMED: "Confirmed",
    AttendanceState.DECLINED: "Declined",
    AttendanceState.CAME: "Came",
    AttendanceState.DID_NOT_COME: "Did not come",
}
_PLANNING = (AttendanceState.ASKED, AttendanceState.CONFIRMED, AttendanceState.DECLINED)
SIGNED_ON_PAPER = "On paper"
ADVISER_LIMITS = (
    "May sit beside her. Must not discuss the evidence, suggest answers, give legal advice or interrupt (r.3.8(7))."
)
SOMEONE_ELSE = ""
ROLES_AT_MEETINGS = (
    *("Prosecutor", "Paralegal officer", "VLO (CPS)", "WCO", "Officer in case", "Counsel", "Caseworker"),
    *("ISVA", "IDVA", "Supporter", "Communication helper", "Interpreter", "Intermediary", "Witness Service"),
    "Her own lawyer, at her own cost",
)


class Questions:
    """Asks over one view. Answers go straight to the view-model, which says what is to be put right."""

    def __init__(self, session: Session, view_model: MeetingViewModel, parent: QWidget) -> None:
        self._session = session
        self._vm = view_model
        self._parent = parent

    def _ask(
        self, title: str, verb: str, fields: dict[str, object], save: Callable[[], Sequence[Problem]], **options: object
    ) -> bool:
        dialog = FormDialog(self._session.dialogs, title, verb, fields, save, parent=self._parent, **options)  # type: ignore[arg-type]
        done = bool(dialog.exec())
        if isValid(dialog):  # a lock takes the page and its dialogs away
            dialog.deleteLater()
        return done

    def _gate(self, words: str) -> GateFields:
        """The channel fields, for the witness in view."""
        gate = GateFields(self._session.app, words, shares=MEETING_SHARES, parent=self._vm)
        gate.show_file(self._vm.state.file)
        return gate

    def _safe_words(self) -> str:
        file = self._vm.state.file
        return contact_words(file.safe_contact if file else None)

    def _today(self) -> object:
        return self._session.today

    def person(
        self,
        page: MeetingPage,
        meeting: Meeting,
        attendance: Attendance | None,
        keep: Callable[[Attendance | None], None],
    ) -> None:
        """Add a person, or change one who is on the list. `keep(None)` takes the person off."""
        there = {a.person_id for a in page.record.attendances} if page.record else set()
        known = {p.id: (role, p) for role, p in page.people if p.id not in there}
        choices = [(p.id, f"{p.name} · {CASE_ROLE_WORDS[role]}") for p_id, (role, p) in known.items()]
        person = ChoiceField("Person on this case", [*choices, (SOMEONE_ELSE, "Someone else")], name="person_id")
        name = LineField("Name", name="name")
        role_field = LineField("Role", name="role", hint="As it will stand in the record.")
        organisation = LineField("Organisation", name="organisation")
        planning = meeting.held_on is None
        states = _PLANNING if planning else tuple(AttendanceState)
        state = ChoiceField("State", [(s, ATTENDANCE_WORDS[s]) for s in states], name="attendance_state")
        supporter = CheckField("Comes as supporter", name="is_supporter")
        witness = CheckField("Is a witness in this case", name="is_case_witness", hint="A witness must not support.")
        taker = CheckField("Takes the note", name="is_note_taker")
        adviser = CheckField("Is her adviser (ISVA or IDVA)", name="is_adviser", hint=ADVISER_LIMITS)
        of_accused = CheckField(
            "Belongs to the accused’s family", name="is_relative_of_accused", hint="Must not attend."
        )
        of_witness = CheckField(
            "Is a relative of the witness", name="is_relative_of_witness", hint="Must not interpret."
        )
        flags = {
            "is_note_taker": taker,
            "is_supporter": supporter,
            "is_adviser": adviser,
            "is_case_witness": witness,
            "is_relative_of_accused": of_accused,
            "is_relative_of_witness": of_witness,
        }

        def fill() -> None:
            if person.value() in known:
                role, chosen = known[person.value()]
                name.set_value(chosen.name)
                role_field.set_value(CASE_ROLE_WORDS[role])
                organisation.set_value(chosen.organisation)
                supporter.set_value(role.value in ("isva", "supporter"))
                adviser.set_value(role is CaseRole.ISVA)
                self._fill_from_supporter(page, chosen.id, flags)
            else:
                for field in (name, role_field, organisation):
                    field.set_value("")

        person.changed.connect(fill)
        fields: dict[str, object] = {"person_id": person, "name": name, "role": role_field}
        fields |= {"organisation": organisation, "attendance_state": state}
        fields |= flags
        extra = None
        if attendance is not None:
            fields.pop("person_id")
            name.set_value(attendance.name)
            role_field.set_value(attendance.role)
            organisation.set_value(attendance.organisation)
            state.set_value(attendance.state)
            for flag, tick in flags.items():
                tick.set_value(getattr(attendance, flag))
            extra = ("Remove person", lambda: keep(None))
        else:
            fill()

        def save() -> Sequence[Problem]:
            if not name.value().strip():
                return (Problem("name", "Enter the name."),)
            if not role_field.value().strip():
                return (Problem("role", "Enter what this person is, for instance Interpreter, Polish."),)
            base = attendance or Attendance(
                case_id=meeting.case_id,
                meeting_id=meeting.id,
                person_id=person.value() or None,
                name="",
                role="",
            )
            keep(
                base.model_copy(
                    update={
                        "name": name.value().strip(),
                        "role": role_field.value().strip(),
                        "organisation": organisation.value().strip(),
                        "state": state.value(),
                    }
                    | {flag: tick.value() for flag, tick in flags.items()}
                )
            )
            return ()

        spans = {
            "name": 1,
            "role": 1,
            "organisation": 1,
            "attendance_state": 1,
            **dict.fromkeys(flags, 1),
        }
        suggest(role_field, ROLES_AT_MEETINGS)
        self._ask(
            "Who will be there",
            "Keep person" if attendance else "Add person",
            fields,
            save,
            spans=spans,
            extra=extra,
            intro="The CPS decides who attends, taking account of what she wishes.",
        )

    @staticmethod
    def _fill_from_supporter(page: MeetingPage, person_id: str, flags: dict[str, CheckField]) -> None:
        """What stands with her supporters is known already."""
        known = next((s for s in page.file.supporters if s.person_id == person_id), None) if page.file else None
        if known is None:
            return
        flags["is_supporter"].set_value(True)
        flags["is_adviser"].set_value(known.role in ADVISERS)
        flags["is_case_witness"].set_value(known.is_case_witness)
        flags["is_relative_of_accused"].set_value(known.is_relative_of_accused)
        flags["is_relative_of_witness"].set_value(known.role is SupportRole.RELATIVE)

    def offer_again(self) -> None:
        """Offer the meeting anew."""
        on = DateField("Offered on", self._session.app.clock.today, name="offered_on")
        on.set_value(self._session.today)
        gate = self._gate("How")
        by = LineField("By whom", name="offered_by")
        by.set_value(self._session.app.user.display_name)
        self._ask(
            "Offer the meeting again",
            "Save offer",
            {"offered_on": on, "offered_by": by, **gate.fields},
            lambda: self._vm.offer_again(on.value(), gate.value(), by.value(), gate.override()),
            spans={"offered_on": 1, "offered_by": 1, "override_by": 1, "override_reason": 1},
            intro="The earlier offer and its answer stay in the history.",
        )

    def told(self, who: str) -> None:
        """Record that the witness was told of a change."""
        on = DateField("Told on", self._session.app.clock.today, name="told_on")
        on.set_value(self._session.today)
        gate = self._gate("How")
        self._ask(
            "Record told",
            "Record told",
            {"told_on": on, **gate.fields},
            lambda: self._vm.tell_change(on.value(), gate.value(), gate.override()),
            spans={"told_on": 1, "channel": 1, "override_by": 1, "override_reason": 1},
            intro=f"Record when and how {who} was told of the change. {self._safe_words()}",
        )

    def diary_for_witness(self) -> ForWitness | None:
        """Ask how a diary file reaches the witness; None when it is not to be written."""
        gate = self._gate("How it reaches her")
        found: list[ForWitness] = []

        def check(channel: Channel, override: Override | None) -> None:
            found.append(ForWitness(channel, override))
            file = self._vm.state.file
            if (
                override is None
                and file is not None
                and (problems := barred(self._vm.app, file, channel, shares=MEETING_SHARES))
            ):
                raise ContactBarred(*problems)

        done = self._ask(
            "Calendar file for the witness",
            "Choose where to write it",
            gate.fields,
            lambda: gate.run(check),
            spans={"override_by": 1, "override_reason": 1},
            intro=self._safe_words(),
        )
        return found[-1] if done else None

    def disclosure(self, meeting: Meeting) -> None:
        """Note how the record stands with disclosure."""
        review = ChoiceField("Review", list(DISCLOSURE_REVIEW_WORDS.items()), name="disclosure_review")
        review.set_value(meeting.disclosure_review)
        on = DateField("On", self._session.app.clock.today, name="disclosure_reviewed_on")
        on.set_value(meeting.disclosure_reviewed_on or self._session.today)
        by = LineField("By whom", name="disclosure_reviewed_by")
        by.set_value(meeting.disclosure_reviewed_by or self._session.app.user.display_name)
        note = TextField("Note", lines=3, name="disclosure_note", hint="Which parts, and what is done with them.")
        note.set_value(meeting.disclosure_note)
        self._ask(
            "Disclosure review",
            "Save review",
            {
                "disclosure_review": review,
                "disclosure_reviewed_on": on,
                "disclosure_reviewed_by": by,
                "disclosure_note": note,
            },
            lambda: self._vm.review_disclosure(review.value(), on.value(), by.value(), note.value()),
            spans={"disclosure_reviewed_on": 1, "disclosure_reviewed_by": 1},
            intro="The record is relevant unused material unless reviewed otherwise. Anything sensitive, such as a "
            "safe address, goes to the MG6D or is redacted.",
        )

    def lapse(self, who: str) -> None:
        """Let the offer lapse, with a reason."""
        reason = TextField("Why does it lapse?", lines=2, name="reason", hint="Nothing about the offence.")
        intro = f"Nothing more is asked of {who} about this meeting. The offer can be made again at any time."
        self._ask(
            "Let the offer lapse",
            "Let it lapse",
            {"reason": reason},
            lambda: self._vm.lapse(reason.value()),
            intro=intro,
        )

    def cancel(self, who: str) -> None:
        """Cancel the meeting, with a reason."""
        reason = TextField("Why is it cancelled?", lines=2, name="change_reason")
        intro = f"The meeting stays in the history and can be planned again. If it was planned, {who} must be told."
        self._ask(
            "Cancel meeting",
            "Cancel meeting",
            {"change_reason": reason},
            lambda: self._vm.cancel(reason.value()),
            intro=intro,
        )

    def did_not_attend(self) -> None:
        """Record that the witness did not come."""
        reason = TextField("What is known", lines=2, name="answer_reason", hint="For instance: rang at 10:15, unwell.")
        intro = "The meeting can be planned again at once. Not coming is no refusal."
        self._ask(
            "Did not attend",
            "Record it",
            {"answer_reason": reason},
            lambda: self._vm.did_not_attend(reason.value()),
            intro=intro,
        )

    def new_evidence(self, meeting: Meeting, keep: Callable[[dict[str, object]], Sequence[Problem]]) -> None:
        """One checklist: stop, note verbatim, tell the officer, ask for a statement, have disclosure reviewed."""
        stopped = CheckField("Stopped: nothing more was asked about it", name="new_evidence_stopped", checked=True)
        statement = CheckField("The officer was asked to take a statement", name="new_evidence_statement")
        statement.set_value(meeting.new_evidence_statement)
        review = CheckField("Disclosure review asked for", name="ask_disclosure")
        review.set_value(meeting.disclosure_review is not DisclosureReview.NOT_STARTED)
        words = TextField("The words as said", lines=4, name="new_evidence_words")
        words.set_hint("Verbatim, without questions. The officer takes it further, not this meeting.")
        words.set_value(meeting.new_evidence_words)
        at = TimeField("At", name="new_evidence_at")
        at.set_value(meeting.new_evidence_at or self._local_now())
        told = LineField("Officer told", name="new_evidence_told", hint="May follow later; needed before signing.")
        told.set_value(meeting.new_evidence_told)

        def save() -> Sequence[Problem]:
            if not words.value().strip():
                return (Problem("new_evidence_words", "Write down the words as they were said."),)
            asked = {}
            if review.value() and meeting.disclosure_review is DisclosureReview.NOT_STARTED:
                asked = {
                    "disclosure_review": DisclosureReview.ASKED,
                    "disclosure_reviewed_on": self._session.today,
                    "disclosure_reviewed_by": self._session.app.user.display_name,
                }
            return keep(
                asked
                | {
                    "new_evidence_volunteered": True,
                    "new_evidence_stopped": stopped.value(),
                    "new_evidence_statement": statement.value(),
                    "new_evidence_words": words.value().strip(),
                    "new_evidence_at": at.value(),
                    "new_evidence_told": told.value().strip(),
                }
            )

        self._ask(
            "New evidence raised",
            "Keep and save record",
            {
                "new_evidence_stopped": stopped,
                "new_evidence_words": words,
                "new_evidence_at": at,
                "new_evidence_told": told,
                "new_evidence_statement": statement,
                "ask_disclosure": review,
            },
            save,
            spans={"new_evidence_at": 1, "new_evidence_told": 1},
            intro="Stop this subject now. Ask nothing about it. Say that an officer will speak to the witness. The "
            "words below may be disclosed.",
        )

    def _local_now(self) -> object:
        return local(self._session.app.now).time().replace(second=0, microsecond=0)

    def sign(self, attendances: Sequence[Attendance]) -> None:
        """Choose who signs; officials sign, the witness never needs to."""
        came = [a for a in attendances if a.state is AttendanceState.CAME]
        ticks = {
            a.id: CheckField(f"{a.name}, {a.role}", name=f"sign_{n}", checked=not a.is_supporter)
            for n, a in enumerate(came)
        }
        how = ChoiceField(
            "How", [(SIGNED_IN_PROGRAM, SIGNED_IN_PROGRAM), (SIGNED_ON_PAPER, SIGNED_ON_PAPER)], name="signed_how"
        )
        self._ask(
            "Sign and lock",
            "Sign and lock",
            {**ticks, "signed_how": how},
            lambda: self._vm.sign([key for key, tick in ticks.items() if tick.value()], how.value()),
            intro="Officials who were there sign; the witness need not. After that nothing can be changed, only dated "
            "additions. Then list the record on the MG6C.",
        )

    def addition(self) -> None:
        """Add to a signed record."""
        text = TextField("Addition", lines=4, name="text", hint="It is dated and carries your name.")
        intro = "The signed words stay as they are."
        self._ask(
            "Add to the record",
            "Add addition",
            {"text": text},
            lambda: self._vm.add_addition(text.value()),
            intro=intro,
        )

    def mg6c(self, meeting: Meeting) -> None:
        """Note the listing on the MG6C."""
        item = LineField("Item", name="mg6c_item")
        item.set_value(meeting.mg6c_item)
        on = DateField("Listed on", self._session.app.clock.today, name="mg6c_listed_on")
        on.set_value(meeting.mg6c_listed_on or self._session.today)
        self._ask(
            "List on MG6C",
            "Save listing",
            {"mg6c_item": item, "mg6c_listed_on": on},
            lambda: self._vm.list_on_mg6c(item.value(), on.value()),
            spans={"mg6c_item": 1, "mg6c_listed_on": 1},
        )

    def compare(self, found: Sequence[Difference]) -> bool:
        """Choose, field by field, where two people changed the same."""
        fields: dict[str, object] = {}
        boxes: dict[tuple[str, str], ChoiceField] = {}
        for number, difference in enumerate(found):
            box = ChoiceField(
                difference.words,
                [("mine", f"Yours: {_shown(difference.mine)}"), ("theirs", f"Theirs: {_shown(difference.theirs)}")],
                name=f"difference_{number}",
            )
            boxes[difference.key] = box
            fields[f"difference_{number}"] = box

        def save() -> Sequence[Problem]:
            chosen = frozenset(key for key, box in boxes.items() if box.value() == "theirs")
            return () if self._vm.put_together(chosen) else self._vm.state.problems

        if not found:
            save()
            return True
        intro = "Both of you changed these. Everything else from both versions is kept."
        return self._ask("Compare versions", "Save as chosen", fields, save, intro=intro)


def _shown(value: object) -> str:
    text = str(value) if value not in (None, "") else "nothing"
    return text if len(text) <= 90 else text[:87] + "…"
