"""The road to a section 28 recording (YJCEA): considered, ordered, prepared, held. Dates are recorded, never computed.

Every list here is a chain: a later entry supersedes an earlier one by `sequence`, and the earlier one stays.
The ground rules hearing and the recording themselves are hearings (see `case`); their moves are `HearingMove`s.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.record import Record


class Section28Outcome(StrEnum):
    """What came of considering pre-recorded cross-examination for a witness."""

    SOUGHT = "sought"
    NOT_SOUGHT = "not_sought"
    NOT_OPEN = "not_open"


SECTION_28_OUTCOME_WORDS = {
    Section28Outcome.SOUGHT: "To be sought",
    Section28Outcome.NOT_SOUGHT: "Not sought",
    Section28Outcome.NOT_OPEN: "Not open to her",
}


class Section28Consideration(Record):
    """That section 28 was considered for a witness, with the reason when it is not sought, and when it was explained."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    outcome: Section28Outcome
    reason: str = ""
    explained_on: dt.date | None = None  # when it was explained to the witness; None: not yet
    considered_by: str = ""
    considered_on: dt.date
    sequence: int = 1


class CourtDate(StrEnum):
    """The five dates of CrimPR 2025 r.18.8(2), by their letters."""

    GROUND_RULES = "a"
    RECORDING = "b"
    FURTHER_QUESTIONS = "c"
    EXCLUSION = "d"
    EDITING = "e"


COURT_DATE_WORDS = {
    CourtDate.GROUND_RULES: "Ground rules hearing",
    CourtDate.RECORDING: "Recording",
    CourtDate.FURTHER_QUESTIONS: "Last date: s.28(5) application",
    CourtDate.EXCLUSION: "Last date: exclude part",
    CourtDate.EDITING: "Editing finished",
}


def rule_of(which: CourtDate) -> str:
    """Return "r.18.8(2)(a)"."""
    return f"r.18.8(2)({which.value})"


class Section28Order(Record):
    """An order of the court that sets dates for a recording: when it was made, by whom, when it came here."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    ordered_on: dt.date
    judge: str = ""
    received_on: dt.date | None = None
    ground_rules_hearing_needed: bool = True  # r.18.8(2)(a) speaks of "any" ground rules hearing
    note: str = ""
    sequence: int = 1


class OrderedDate(Record):
    """One of the dates (c), (d), (e) as an order set it. A changed date is a new entry with its reason."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    order_id: str = Field(foreign_key="section28_order.id", index=True)
    which: CourtDate
    on: dt.date
    reason: str = ""  # why it differs from the date before
    sequence: int = 1


class StepState(StrEnum):
    """Where a step of the preparation stands."""

    TO_DO = "to_do"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    BLOCKED = "blocked"
    NOT_KNOWN = "not_known"
    DONE = "done"
    NOT_NEEDED = "not_needed"


STEP_STATE_WORDS = {
    StepState.TO_DO: "To do",
    StepState.IN_PROGRESS: "In progress",
    StepState.WAITING: "Waiting",
    StepState.BLOCKED: "Blocked",
    StepState.NOT_KNOWN: "Not known",
    StepState.DONE: "Done",
    StepState.NOT_NEEDED: "Not needed",
}
FINISHED_STEPS = frozenset({StepState.DONE, StepState.NOT_NEEDED})


class PreparationStep(Record):
    """What is recorded of one step to finish before the recording. `step` is an id in resources/rules/section_28.toml.

    `notice_on` is the day on which a third party was given notice of an application for its records (r.17.5).
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    step: str
    state: StepState = StepState.TO_DO
    owner: str = ""  # a name, or who owes it
    due_on: dt.date | None = None  # as ordered or agreed, never computed
    done_on: dt.date | None = None
    notice_on: dt.date | None = None
    note: str = ""  # what holds it up, or why it is not needed
    changed_on: dt.date
    changed_by: str = ""
    sequence: int = 1


class RecordingEventKind(StrEnum):
    """What can happen to a recording."""

    HELD = "held"
    NOT_HELD = "not_held"
    FURTHER_QUESTIONS_ASKED = "further_questions_asked"
    FURTHER_QUESTIONS_ALLOWED = "further_questions_allowed"
    FURTHER_QUESTIONS_REFUSED = "further_questions_refused"
    EXCLUSION_ASKED = "exclusion_asked"
    EXCLUSION_DECIDED = "exclusion_decided"
    EDITING_DONE = "editing_done"
    PLAYED = "played"


RECORDING_EVENT_WORDS = {
    RecordingEventKind.HELD: "Recording held",
    RecordingEventKind.NOT_HELD: "Recording did not go ahead",
    RecordingEventKind.FURTHER_QUESTIONS_ASKED: "Further questions applied for, s.28(5)",
    RecordingEventKind.FURTHER_QUESTIONS_ALLOWED: "Further questions allowed, s.28(5)-(6)",
    RecordingEventKind.FURTHER_QUESTIONS_REFUSED: "Further questions refused, s.28(5)-(6)",
    RecordingEventKind.EXCLUSION_ASKED: "Exclusion of part applied for",
    RecordingEventKind.EXCLUSION_DECIDED: "Exclusion of part decided",
    RecordingEventKind.EDITING_DONE: "Editing finished",
    RecordingEventKind.PLAYED: "Played at the trial",
}


class RecordingEvent(Record):
    """One dated thing that happened to the recording. Never edited; a mistake is put right by a later entry."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    hearing_id: str | None = Field(default=None, foreign_key="hearing.id")
    kind: RecordingEventKind
    happened_on: dt.date
    started: dt.time | None = None  # local wall-clock time
    ended: dt.time | None = None
    minutes: int | None = None  # length of the recording itself, breaks left out
    edit_version: str = ""
    text: str = ""
    noted_by: str = ""
    sequence: int = 1


class Chase(Record):
    """That somebody was asked for something that is owed: a date of the court, a step, link details."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    about: str  # in words, for instance "r.18.8(2)(d)"
    chased_on: dt.date
    chased_by: str = ""
    how: str = ""
    answer: str = ""
