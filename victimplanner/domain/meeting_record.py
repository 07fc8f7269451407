"""What is recorded at a meeting: who was there, topics, questions, the note, concerns; and what signing it needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.errors import Problem
from victimplanner.domain.meeting import Meeting
from victimplanner.domain.record import Record
from victimplanner.domain.topics import Topic, TopicGroup


class AttendanceState(StrEnum):
    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CAME = "came"
    DID_NOT_COME = "did_not_come"


class Attendance(Record):
    """One person at one meeting. The witness herself is never asked to sign."""

    case_id: str = Field(foreign_key="case.id", index=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    person_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    name: str
    role: str  # in words, as it stands in the record: "Prosecutor", "ISVA, Harbour Light Support"
    organisation: str = ""
    is_supporter: bool = False
    is_case_witness: bool = False  # a witness in this case must not attend as supporter
    is_relative_of_accused: bool = False  # nobody of the accused's family attends
    is_relative_of_witness: bool = False  # must not interpret
    is_adviser: bool = False  # ISVA or IDVA: bound by CrimPR 2025 r.3.8(7)
    is_note_taker: bool = False
    state: AttendanceState = AttendanceState.ASKED
    joined: dt.time | None = None
    left: dt.time | None = None
    signed_at: dt.datetime | None = None
    signed_how: str = ""  # "Confirmed in the program, own login", or "On paper"


class TopicNote(Record):
    """One line of the topics template as it went: an opening statement or a topic; covered, or why not."""

    case_id: str = Field(foreign_key="case.id", index=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    topic_id: str  # an id of the topics template
    title: str = ""  # the words of the line when it was noted: rewording the template changes no record
    group: TopicGroup | None = None
    covered: bool | None = None  # None: not yet ticked
    at: dt.time | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class RecordLine:
    """A line of the topics template in one record: its words and what was noted of it. `why` is for who holds it."""

    topic_id: str
    title: str
    group: TopicGroup
    note: TopicNote | None
    why: str = ""


def record_lines(topics: Sequence[Topic], notes: Iterable[TopicNote], *, is_locked: bool) -> list[RecordLine]:
    """Return the lines of a record in order: what is to be said at the start, then the topics.

    What was noted keeps the words it had then. While the record is open, lines in use of which nothing was noted
    stand there too; what must not be talked about is never ticked.
    """
    noted = {note.topic_id: note for note in notes}
    lines = []
    for topic in topics:
        note = noted.pop(topic.id, None)
        if note is not None or (topic.is_in_use and not is_locked):
            group = note.group if note and note.group else topic.group
            lines.append(
                RecordLine(topic.id, note.title if note and note.title else topic.title, group, note, topic.why)
            )
    for note in noted.values():  # of an earlier template
        title = note.title or note.topic_id.replace("_", " ").capitalize()
        lines.append(RecordLine(note.topic_id, title, note.group or TopicGroup.TOPIC, note))
    return [line for group in TICKED_GROUPS for line in lines if line.group is group]


TICKED_GROUPS = (TopicGroup.OPENING, TopicGroup.TOPIC)


class Question(Record):
    """A question she asked and the answer given."""

    case_id: str = Field(foreign_key="case.id", index=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    number: int
    text: str
    answer: str = ""
    answered_by: str = ""


class NoteParagraph(Record):
    """A numbered paragraph of the narrative note (N1, N2 …). Text of any length; it may be disclosed."""

    case_id: str = Field(foreign_key="case.id", index=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    number: int
    at: dt.time | None = None
    text: str


class Concern(Record):
    """A fact reported and, apart from it, an opinion labelled as such (accuracy: never in one cell)."""

    case_id: str = Field(foreign_key="case.id", index=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    fact: str = ""
    checked_by: str = ""
    opinion: str = ""
    opinion_by: str = ""


class Addendum(Record):
    """A dated addition to a signed record. The words of the record are not altered."""

    case_id: str = Field(foreign_key="case.id", index=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    number: int
    text: str
    added_at: dt.datetime
    added_by: str


class Draft(Record):
    """Text typed into an open form, kept every few seconds so that a crash loses nothing."""

    case_id: str = Field(foreign_key="case.id", index=True)
    subject_id: str = Field(index=True)  # the record the form is about
    user_login: str
    kept_at: dt.datetime
    values: dict[str, str] = Field(default_factory=dict, schema_extra={"json_schema_extra": {"secret": True}})


def signing_problems(
    meeting: Meeting,
    attendances: list[Attendance],
    topics: list[TopicNote],
    topic_ids: list[str],
) -> list[Problem]:
    """List what a record still needs before it can be signed and locked (empty: it can be)."""
    problems = []
    if meeting.started is None or meeting.ended is None:
        problems.append(Problem("started", "Enter when the meeting started and ended."))
    elif meeting.ended <= meeting.started:
        problems.append(Problem("ended", "The meeting ends before it starts. Check the two times."))
    if not meeting.note_taker.strip():
        problems.append(Problem("note_taker", "Name the note-taker: a record needs one."))
    if meeting.new_evidence_volunteered is None:
        problems.append(Problem("new_evidence", "Say whether new evidence was volunteered, yes or no."))
    elif meeting.new_evidence_volunteered and not meeting.new_evidence_told.strip():
        problems.append(Problem("new_evidence_told", "Say which officer was told of the new evidence."))
    if meeting.new_evidence_volunteered and not meeting.new_evidence_words.strip():
        problems.append(Problem("new_evidence_words", "Note the words that were volunteered, as they were said."))
    done = {note.topic_id for note in topics if note.covered or (note.covered is False and note.reason.strip())}
    open_topics = [topic for topic in topic_ids if topic not in done]
    if open_topics:
        one = len(open_topics) == 1
        problems.append(
            Problem("topics", f"{len(open_topics)} {'topic needs' if one else 'topics need'} a tick or a reason.")
        )
    if not any(a.state is AttendanceState.CAME for a in attendances):
        problems.append(Problem("attendance", "Say who was there."))
    return problems
