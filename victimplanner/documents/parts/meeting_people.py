"""The people at a meeting, for the meeting record: who was there, when, and who confirms the record."""

from __future__ import annotations

import datetime as dt

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import NOTHING, grid, paragraph, signatures
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.prose import Notes
from victimplanner.documents.together import Together
from victimplanner.documents.withheld import REMOVED_NAME, REMOVED_SUPPORTER
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.dates import clock_time, local, plain_date
from victimplanner.domain.issued import Variant
from victimplanner.domain.meeting_record import Attendance, AttendanceState


def is_her(file: WitnessFile, attendance: Attendance) -> bool:
    own = {file.witness.name.casefold(), file.witness.preferred_name.casefold(), REMOVED_NAME.casefold()} - {""}
    return attendance.name.casefold() in own or attendance.role.casefold() in ("complainant", "witness", "the witness")


def to_sign(file: WitnessFile, meeting: MeetingFile) -> list[Attendance]:
    """Return who came and is asked to confirm the record: everyone but the witness."""
    return [a for a in meeting.attendances if a.state is AttendanceState.CAME and not is_her(file, a)]


def who_was_there(file: WitnessFile, meeting: MeetingFile, variant: Variant, notes: Notes) -> list[Flowable]:
    """Return the table of people: the witness first, then the others in order. Nobody signs a copy that names nobody."""
    is_nameless = variant is Variant.ANONYMISED
    her_role = "Complainant" if file.witness.is_complainant else "Witness"
    her_name = REMOVED_NAME if variant is Variant.DISCLOSURE else file.witness.name
    hers = [a for a in meeting.attendances if is_her(file, a)]
    asked = NOTHING if is_nameless else "Not asked to sign"
    rows = [(notes.short(her_name, "Name"), her_role, _present(hers[0]) if hers else NOTHING, asked)]
    for attendance in meeting.attendances:
        if attendance in hers:
            continue
        signed = "–"
        if attendance.state is AttendanceState.CAME and not is_nameless:
            signed = "Yes" if attendance.signed_at else ("Awaited" if meeting.meeting.is_locked else "Not yet")
        name = _name(attendance, variant is not Variant.DISCLOSURE)
        rows.append(
            (notes.short(name, "Name"), notes.short(role_words(attendance), "Role"), _present(attendance), signed)
        )
    table = grid(("Name", "Role", "Present", "Signed as correct"), rows, (163, 158, 77, 81), is_first_bold=True)
    return [table, *notes.take()]


def _name(attendance: Attendance, is_named: bool) -> str:
    return attendance.name if is_named or not attendance.is_supporter else REMOVED_SUPPORTER


def role_words(attendance: Attendance) -> str:
    """Return the role of a person with organisation and note-taking, as it stands in papers."""
    organisation = attendance.organisation
    parts = [attendance.role or "–"]
    if organisation and organisation not in attendance.role:
        parts.append(organisation)
    if attendance.is_note_taker and "note" not in attendance.role.casefold():
        parts.append("note-taker")
    return ", ".join(parts)


def _present(attendance: Attendance) -> str:
    if attendance.state is AttendanceState.DID_NOT_COME:
        return "Did not come"
    if attendance.state is AttendanceState.DECLINED:
        return "Declined"
    if attendance.state is not AttendanceState.CAME:
        return "Not recorded"
    return span(attendance.joined, attendance.left, "–") or "Yes"


def span(start: dt.time | None, end: dt.time | None, between: str) -> str:
    """Return "14:00–15:10", or what is known of it."""
    times = [clock_time(t) if t else "" for t in (start, end)]
    if all(times):
        return between.join(times)
    return f"from {times[0]}" if times[0] else (f"to {times[1]}" if times[1] else "")


def confirmations(file: WitnessFile, meeting: MeetingFile, is_file_copy: bool) -> list[Flowable]:
    """Return the sentence and the table to confirm in, as one block."""
    who = "complainant" if file.witness.is_complainant else "witness"
    text = (
        f"Each person below, other than the {who}, confirms that this is a correct record of what was said while "
        f"they were present. The {who} is not asked to sign."
    )
    rows = []
    for attendance in to_sign(file, meeting):
        name = f"{_name(attendance, is_file_copy)}, {attendance.role}"[:200]
        moment = local(attendance.signed_at) if attendance.signed_at else None
        at = f"{plain_date(moment.date())}, {clock_time(moment.time())}" if moment else ""
        rows.append((name, attendance.signed_how[:120] if moment else "", at))
    sentence_above = paragraph(text, FILE_LOOK.body)
    if not rows:
        return [sentence_above, paragraph("Nobody is recorded as present yet.", FILE_LOOK.body)]
    return [Together([sentence_above, signatures(rows)])]
