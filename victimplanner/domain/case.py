"""The case: court, accused, charges, pleas and hearings."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.record import Record


class CourtKind(StrEnum):
    """Which kind of court hears the case now. Never inferred from the offence (a youth court can try rape)."""

    CROWN = "crown"
    MAGISTRATES = "magistrates"
    YOUTH = "youth"
    UNKNOWN = "unknown"


class CaseState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Case(Record):
    """One prosecution file. Keyed by its internal id; the URN is text and may be shared by linked cases."""

    urn: str = Field(index=True)  # normalised: 11 characters, upper case, no separators
    linked_urns: tuple[str, ...] = ()
    unit: str = ""
    court_kind: CourtKind = CourtKind.UNKNOWN
    court_name: str = ""
    court_case_no: str = ""
    lead_offence: str = ""
    state: CaseState = CaseState.OPEN
    closed_on: dt.date | None = None
    notes: str = ""


class Remand(StrEnum):
    BAIL = "bail"
    CUSTODY = "custody"
    UNKNOWN = "unknown"


class Defendant(Record):
    """An accused person. `number` gives the label D1, D2 within the case."""

    case_id: str = Field(foreign_key="case.id", index=True)
    number: int
    name: str
    remand: Remand = Remand.UNKNOWN
    representative: str = ""

    @property
    def label(self) -> str:
        return f"D{self.number}"


class PleaKind(StrEnum):
    NOT_GUILTY = "not_guilty"
    GUILTY = "guilty"


class Plea(Record):
    """A plea as entered. Pleas change: the one entered last counts, earlier ones stay."""

    case_id: str = Field(foreign_key="case.id", index=True)
    defendant_id: str = Field(foreign_key="defendant.id", index=True)
    plea: PleaKind
    entered_on: dt.date | None = None  # None: the plea is known, its date is not
    sequence: int = 1  # order of entry for this defendant, from 1
    raw: str = ""  # what the source said, where it could not be read


class ChargeState(StrEnum):
    LIVE = "live"
    STOPPED = "stopped"


class Charge(Record):
    """A charge against one accused (or all, when `defendant_id` is None) concerning one complainant (or all)."""

    case_id: str = Field(foreign_key="case.id", index=True)
    defendant_id: str | None = Field(default=None, foreign_key="defendant.id")
    witness_id: str | None = Field(default=None, foreign_key="witness.id")
    offence: str
    is_sexual_offence: bool
    charged_on: dt.date | None = None
    state: ChargeState = ChargeState.LIVE
    stopped_on: dt.date | None = None


class HearingKind(StrEnum):
    FIRST_HEARING = "first_hearing"
    PTPH = "ptph"
    FURTHER_CASE_MANAGEMENT = "further_case_management"
    GROUND_RULES = "ground_rules"
    SECTION_28_RECORDING = "section_28_recording"
    PRE_TRIAL_REVIEW = "pre_trial_review"
    TRIAL = "trial"
    SENTENCE = "sentence"
    OTHER = "other"


HEARING_WORDS = {
    HearingKind.FIRST_HEARING: "First hearing",
    HearingKind.PTPH: "Plea and trial preparation hearing (PTPH)",
    HearingKind.FURTHER_CASE_MANAGEMENT: "Further case management hearing",
    HearingKind.GROUND_RULES: "Ground rules hearing",
    HearingKind.SECTION_28_RECORDING: "Section 28 recording",
    HearingKind.PRE_TRIAL_REVIEW: "Pre-trial review",
    HearingKind.TRIAL: "Trial",
    HearingKind.SENTENCE: "Sentence",
    HearingKind.OTHER: "Hearing",
}


class HearingState(StrEnum):
    LISTED = "listed"
    HELD = "held"
    VACATED = "vacated"


class Hearing(Record):
    """A listed hearing. Section 28 recordings are recorded as directed, never computed.

    `notice_received_on` starts the duty to tell each witness (Code Right 8.1); that she was told is an entry about that
    duty, one for each witness and each notice (see `duty_entries`).
    `witness_id` is set where the hearing concerns one witness alone (a recording).
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str | None = Field(default=None, foreign_key="witness.id")
    kind: HearingKind
    listed_on: dt.date | None = None  # the day of the hearing, local; None: not listed yet
    starts: dt.time | None = None
    place: str = ""
    judge: str = ""
    state: HearingState = HearingState.LISTED
    notice_received_on: dt.date | None = None
    raw: str = ""


class HearingMove(Record):
    """That a hearing was moved or vacated: where it stood before, why, and when this office heard of it."""

    case_id: str = Field(foreign_key="case.id", index=True)
    hearing_id: str = Field(foreign_key="hearing.id", index=True)
    was_on: dt.date | None = None
    was_starts: dt.time | None = None
    was_place: str = ""
    now_on: dt.date | None = None  # None: vacated, or no new day yet
    is_vacated: bool = False
    reason: str
    heard_on: dt.date
    was_notice_on: dt.date | None = None  # when the notice before this move came
    sequence: int = 1


class Action(Record):
    """Something somebody promised to do, usually at a meeting."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str | None = Field(default=None, foreign_key="witness.id", index=True)
    meeting_id: str | None = Field(default=None, foreign_key="meeting.id", index=True)
    text: str
    owner: str = ""
    due_on: dt.date | None = None
    done_on: dt.date | None = None
