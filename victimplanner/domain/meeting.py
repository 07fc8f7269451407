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


def place_and_time(meeting: Meeting) -> tuple[object, ...]:
    """Return day, times, mode and place of a planned meeting."""
    times = (meeting.planned_on, meeting.planned_start, meeting.planned_end)
    return (*times, meeting.mode, meeting.place.strip())


def must_be_told_anew(before: Meeting, after: Meeting) -> bool:
    """Say whether a plan changed in what she was told: place and time, and the arrival and entrance that were agreed.

    A wrong entrance can lead her past the accused. One that is agreed for the first time is no change.
    """
    arrival = before.arrives is not None and before.arrives != after.arrives
    entrance = bool(before.entrance.strip()) and before.entrance.strip() != after.entrance.strip()
    return place_and_time(before) != place_and_time(after) or arrival or entrance


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
