"""The post-charge meeting: offer, answer, plan, hold, record, sign. Its states and what leads to what.

Signed records are locked: after that there are only dated additions.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.record import Record


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
    MeetingState.PLANNED: "Planned",
    MeetingState.HELD: "Record open",
    MeetingState.DID_NOT_ATTEND: "Did not attend",
    MeetingState.CANCELLED: "Cancelled",
    MeetingState.SIGNED: "Signed and locked",
}

_S = MeetingState
TRANSITIONS: dict[MeetingState, frozenset[MeetingState]] = {
    _S.OFFERED: frozenset({_S.ACCEPTED, _S.DECLINED, _S.LATER, _S.NO_REPLY, _S.PLANNED, _S.CANCELLED}),
    _S.ACCEPTED: frozenset({_S.PLANNED, _S.DECLINED, _S.LATER, _S.CANCELLED}),
    _S.DECLINED: frozenset({_S.OFFERED, _S.ACCEPTED}),
    _S.LATER: frozenset({_S.OFFERED, _S.ACCEPTED, _S.DECLINED, _S.NO_REPLY}),
    _S.NO_REPLY: frozenset({_S.OFFERED, _S.ACCEPTED, _S.DECLINED, _S.LATER}),
    _S.PLANNED: frozenset({_S.PLANNED, _S.HELD, _S.DID_NOT_ATTEND, _S.CANCELLED, _S.DECLINED}),
    _S.HELD: frozenset({_S.SIGNED}),
    _S.DID_NOT_ATTEND: frozenset({_S.PLANNED, _S.OFFERED, _S.CANCELLED, _S.DECLINED}),
    _S.CANCELLED: frozenset({_S.OFFERED, _S.PLANNED}),
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
    change_reason: str = ""  # why the plan was last moved or cancelled
    changed_on: dt.date | None = None
    change_told_on: dt.date | None = None  # when the witness was told of that change
    change_to_tell: bool = False
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
    vps: str = ""  # Victim Personal Statement: offered, preference
    therapy_explained: bool = False  # explained only; the program holds no therapy content
    court_visit: str = ""
    next_contact: str = ""
    compensation_mentioned: bool = False  # told only that the scheme exists
    signed_on: dt.date | None = None
    mg6c_item: str = ""
    mg6c_listed_on: dt.date | None = None

    @property
    def is_locked(self) -> bool:
        return self.state is MeetingState.SIGNED


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
    topic_id: str  # an id in resources/text/topics.toml
    covered: bool | None = None  # None: not yet ticked
    at: dt.time | None = None
    reason: str = ""
    note: str = ""


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
