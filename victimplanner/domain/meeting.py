"""The post-charge meeting: offer, answer, plan, hold, record, sign. Its states and what leads to what.

Signed records are locked: after that there are only dated additions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.record import Record
from victimplanner.domain.topics import Topic, TopicGroup


class MeetingKind(StrEnum):
    PRE_TRIAL = "pre_trial"
    AFTER_DECISION = "after_decision"
    BEFORE_RECORDING = "before_recording"
    BEFORE_TRIAL = "before_trial"
    OTHER = "other"


MEETING_KIND_WORDS = {
    MeetingKind.PRE_TRIAL: "pre-trial meeting",
    MeetingKind.AFTER_DECISION: "meeting after the special measures decision",
    MeetingKind.BEFORE_RECORDING: "meeting before the recording",
    MeetingKind.BEFORE_TRIAL: "meeting before the trial",
    MeetingKind.OTHER: "meeting",
}


class MeetingState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LATER = "later"  # not now; ask again
    NO_REPLY = "no_reply"
    LAPSED = "lapsed"  # an offer that stands no longer: support withdrawn, time gone by; can be reopened
    PLANNED = "planned"
    HELD = "held"  # took place, record open
    DID_NOT_ATTEND = "did_not_attend"
    CANCELLED = "cancelled"
    SIGNED = "signed"  # record locked


MEETING_STATE_WORDS = {
    MeetingState.OFFERED: "Offered",
    MeetingState.ACCEPTED: "Accepted",
    MeetingState.DECLINED: "Declined",
    MeetingState.LATER: "Wants to be asked later",
    MeetingState.NO_REPLY: "No reply",
    MeetingState.LAPSED: "Lapsed",
    MeetingState.PLANNED: "Planned",
    MeetingState.HELD: "Record open",
    MeetingState.DID_NOT_ATTEND: "Did not attend",
    MeetingState.CANCELLED: "Cancelled",
    MeetingState.SIGNED: "Signed and locked",
}

_S = MeetingState
TRANSITIONS: dict[MeetingState, frozenset[MeetingState]] = {
    _S.OFFERED: frozenset({_S.ACCEPTED, _S.DECLINED, _S.LATER, _S.NO_REPLY, _S.LAPSED, _S.PLANNED, _S.CANCELLED}),
    _S.ACCEPTED: frozenset({_S.PLANNED, _S.DECLINED, _S.LATER, _S.LAPSED, _S.CANCELLED}),
    _S.DECLINED: frozenset({_S.OFFERED, _S.ACCEPTED, _S.LAPSED}),
    _S.LATER: frozenset({_S.OFFERED, _S.ACCEPTED, _S.DECLINED, _S.NO_REPLY, _S.LAPSED}),
    _S.NO_REPLY: frozenset({_S.OFFERED, _S.ACCEPTED, _S.DECLINED, _S.LATER, _S.LAPSED}),
    _S.LAPSED: frozenset({_S.OFFERED, _S.ACCEPTED}),
    _S.PLANNED: frozenset({_S.PLANNED, _S.HELD, _S.DID_NOT_ATTEND, _S.CANCELLED, _S.DECLINED}),
    _S.HELD: frozenset({_S.SIGNED}),
    _S.DID_NOT_ATTEND: frozenset({_S.PLANNED, _S.OFFERED, _S.CANCELLED, _S.DECLINED, _S.LAPSED}),
    _S.CANCELLED: frozenset({_S.OFFERED, _S.PLANNED, _S.LAPSED}),
    _S.SIGNED: frozenset(),
}


def check_transition(now: MeetingState, then: MeetingState) -> None:
    """Allow the step from `now` to `then`, or say why not.

    Raises: RuleBroken, with what is possible instead.
    """
    if then in TRANSITIONS[now]:
        return
    if now is MeetingState.SIGNED:
        message = "This record is signed and locked. Nothing was changed. Add a dated addition instead."
    else:
        possible = ", ".join(sorted(MEETING_STATE_WORDS[s].lower() for s in TRANSITIONS[now]))
        message = (
            f"A meeting that is “{MEETING_STATE_WORDS[now].lower()}” cannot become "
            f"“{MEETING_STATE_WORDS[then].lower()}”. Nothing was changed. Possible now: {possible}."
        )
    raise RuleBroken(Problem("state", message))


class MeetingMode(StrEnum):
    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"


MEETING_MODE_WORDS = {
    MeetingMode.IN_PERSON: "In person",
    MeetingMode.VIDEO: "By video",
    MeetingMode.PHONE: "By telephone",
}


class DisclosureReview(StrEnum):
    """How the note of a meeting stands with disclosure: it is relevant unused material unless reviewed otherwise."""

    NOT_STARTED = "not_started"
    ASKED = "asked"
    LIST_ONLY = "list_only"
    DISCLOSE = "disclose"
    PART_SENSITIVE = "part_sensitive"


DISCLOSURE_REVIEW_WORDS = {
    DisclosureReview.NOT_STARTED: "Not started",
    DisclosureReview.ASKED: "Asked for",
    DisclosureReview.LIST_ONLY: "Reviewed: list on MG6C",
    DisclosureReview.DISCLOSE: "Reviewed: disclose",
    DisclosureReview.PART_SENSITIVE: "Reviewed: part sensitive, to MG6D or redacted",
}


class Meeting(Record):
    """One meeting with one witness, from the offer to the signed record. `number` counts them per witness.

    Planned and actual times are local (Europe/London) dates and wall-clock times of one day.
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    number: int
    kind: MeetingKind = MeetingKind.PRE_TRIAL
    state: MeetingState = MeetingState.OFFERED
    # the offer and the answer
    offered_on: dt.date | None = None
    offer_method: str = ""
    offered_by: str = ""
    answered_on: dt.date | None = None
    answer_reason: str = ""
    ask_again_on: dt.date | None = None
    # the plan
    planned_on: dt.date | None = Field(default=None, index=True)
    planned_start: dt.time | None = None
    planned_end: dt.time | None = None
    mode: MeetingMode = MeetingMode.IN_PERSON
    place: str = ""
    access_needs: str = ""
    arrives: dt.time | None = None
    met_by: str = ""
    entrance: str = ""
    travel: str = ""
    childcare: str = ""
    interpreter: str = ""
    intermediary: str = ""
    checks_done: tuple[str, ...] = ()  # ids of the checks before the meeting that were ticked by hand
    diary_sequence: int = 0  # SEQUENCE of the diary file, up on every change
    # the record
    held_on: dt.date | None = None
    started: dt.time | None = None
    ended: dt.time | None = None
    note_taker: str = ""
    new_evidence_volunteered: bool | None = None  # None: not asked yet
    new_evidence_at: dt.time | None = None
    new_evidence_words: str = ""  # verbatim, for the officer
    new_evidence_told: str = ""  # which officer was told
    new_evidence_stopped: bool = False  # the talk was stopped at once
    new_evidence_statement: bool = False  # the officer was asked to take a statement
    section_28_explained: bool | None = None  # None: not asked yet
    information_given: str = ""  # leaflets, links, what was explained besides
    interpreter_declared: bool = False  # said at the start to be independent and bound to confidence
    intermediary_declared: bool = False
    sound_recording_reason: str = ""  # why sound or video was recorded; empty: it was not
    vps: str = ""  # Victim Personal Statement: offered, preference
    therapy_explained: bool = False  # explained only; the program holds no therapy content
    court_visit: str = ""
    next_contact: str = ""
    compensation_mentioned: bool = False  # told only that the scheme exists
    signed_on: dt.date | None = None
    mg6c_item: str = ""
    mg6c_listed_on: dt.date | None = None
    disclosure_review: DisclosureReview = DisclosureReview.NOT_STARTED
    disclosure_reviewed_on: dt.date | None = None
    disclosure_reviewed_by: str = ""
    disclosure_note: str = ""

    @property
    def is_locked(self) -> bool:
        return self.state is MeetingState.SIGNED


class MeetingStep(StrEnum):
    """What happened to a meeting on its way."""

    OFFERED = "offered"
    ANSWERED = "answered"
    LAPSED = "lapsed"
    REOPENED = "reopened"
    PLANNED = "planned"
    MOVED = "moved"
    CANCELLED = "cancelled"
    DID_NOT_ATTEND = "did_not_attend"


MEETING_STEP_WORDS = {
    MeetingStep.OFFERED: "Offered",
    MeetingStep.ANSWERED: "Answered",
    MeetingStep.LAPSED: "Lapsed",
    MeetingStep.REOPENED: "Reopened",
    MeetingStep.PLANNED: "Planned",
    MeetingStep.MOVED: "Moved",
    MeetingStep.CANCELLED: "Cancelled",
    MeetingStep.DID_NOT_ATTEND: "Did not attend",
}


class MeetingChange(Record):
    """One step of a meeting: what it was before and after, why, by whom, and whether the witness was told.

    Steps are added, never changed, save for noting that she was told. Days and times are local.
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    step: MeetingStep
    state_before: MeetingState | None = None
    state_after: MeetingState
    was_on: dt.date | None = None
    was_start: dt.time | None = None
    was_end: dt.time | None = None
    was_place: str = ""
    was_mode: MeetingMode | None = None
    reason: str = ""
    happened_on: dt.date | None = None
    made_by: str = ""
    to_tell: bool = False
    told_on: dt.date | None = None
    told_how: str = ""
    told_by: str = ""
    sequence: int = 1

    @property
    def is_untold(self) -> bool:
        return self.to_tell and self.told_on is None


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
