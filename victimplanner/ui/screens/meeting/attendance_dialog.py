"""Who will be there, or was: adding a person and changing one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from victimplanner.domain.errors import Problem
from victimplanner.domain.meeting import Meeting
from victimplanner.domain.meeting_record import Attendance, AttendanceState
from victimplanner.domain.people import CASE_ROLE_WORDS, CaseRole
from victimplanner.domain.support import ADVISERS, SupportRole
from victimplanner.ui.screens.meeting.asking import Asking
from victimplanner.ui.screens.meeting.pieces import suggest
from victimplanner.ui.screens.meeting.state import MeetingPage
from victimplanner.ui.widgets import CheckField, ChoiceField, LineField

ATTENDANCE_WORDS = {
    AttendanceState.ASKED: "Asked",
    AttendanceState.CONFIRMED: "Confirmed",
    AttendanceState.DECLINED: "Declined",
    AttendanceState.CAME: "Came",
    AttendanceState.DID_NOT_COME: "Did not come",
}
_PLANNING = (AttendanceState.ASKED, AttendanceState.CONFIRMED, AttendanceState.DECLINED)
SOMEONE_ELSE = ""
ROLES_AT_MEETINGS = (
    *("Prosecutor", "Paralegal officer", "VLO (CPS)", "WCO", "Officer in case", "Counsel", "Caseworker"),
    *("ISVA", "IDVA", "Supporter", "Communication helper", "Interpreter", "Intermediary", "Witness Service"),
    "Her own lawyer, at her own cost",
)
ADVISER_LIMITS = (
    "May sit beside her. Must not discuss the evidence, suggest answers, give legal advice or interrupt (r.3.8(7))."
)


class AttendanceDialog(Asking):
    """Adds a person to a meeting, or changes one who is on the list."""

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

    def _kept(self, title: str) -> None:
        """Nothing is kept: the words would come back over another person."""
