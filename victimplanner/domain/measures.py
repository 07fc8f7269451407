"""The four facts about a special measure: wanted, applied for, directed, used. Never one field for two facts.

Each is a dated chain; nothing is overwritten, later entries supersede earlier ones by `sequence`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, TypeVar

from sqlmodel import Field

from victimplanner.domain.record import Record


class MeasureId(StrEnum):
    """The eight measures of YJCEA ss.23-30, by the ids used in rule files and vectors."""

    ABE_VIDEO = "abe_video"
    PRE_RECORDED_CROSS_EXAMINATION = "pre_recorded_cross_examination"
    PRIVATE = "private"
    LIVE_LINK = "live_link"
    SCREEN = "screen"
    NO_WIGS_GOWNS = "no_wigs_gowns"
    INTERMEDIARY = "intermediary"
    COMMUNICATION_AIDS = "communication_aids"


class ViewKind(StrEnum):
    WANTS = "wants"
    DOES_NOT_WANT = "does_not_want"
    UNDECIDED = "undecided"
    ONLY_IF = "only_if"
    NOT_ASKED = "not_asked"


VIEW_WORDS = {
    ViewKind.WANTS: "Wants",
    ViewKind.DOES_NOT_WANT: "Does not want",
    ViewKind.UNDECIDED: "Undecided",
    ViewKind.ONLY_IF: "Only if…",
    ViewKind.NOT_ASKED: "Not asked",
}


class MeasureView(Record):
    """What the witness said about one measure, verbatim, dated, by whom taken, and in which meeting."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    meeting_id: str | None = Field(default=None, foreign_key="meeting.id")
    measure: MeasureId
    view: ViewKind
    condition: str = ""  # the words after "only if"
    own_words: str = ""
    information_given: str = ""
    given_on: dt.date
    taken_by: str = ""
    how: str = ""
    sequence: int = 1


class Route(StrEnum):
    """How a measure comes before the court (CrimPR 2025 rr.18.9, 18.10, 18.8)."""

    R18_9_NOTICE = "R18_9_NOTICE"
    R18_10_APPLICATION = "R18_10_APPLICATION"
    COURT_OWN_MOTION = "COURT_OWN_MOTION"


ROUTE_WORDS = {
    Route.R18_9_NOTICE: "Notice, r.18.9",
    Route.R18_10_APPLICATION: "Application, r.18.10",
    Route.COURT_OWN_MOTION: "Court’s own motion",
}


class Application(Record):
    """One application (or notice) for a witness. The parts of r.18.10 are fields; the court-only part is apart."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    route: Route = Route.R18_10_APPLICATION
    served_on: dt.date | None = None
    served_to: str = ""
    late_reason: str = ""  # r.18.6: why it is late; late service stays possible
    response_received_on: dt.date | None = None
    hearing_wanted: bool | None = None  # r.18.10(i); None: not yet answered
    hearing_reason: str = ""
    companion: str = ""  # r.18.10(f)
    companion_view: str = ""
    place_proposed: str = ""
    eligibility_explained: str = ""
    court_only: str = ""  # r.18.12: withheld from another party


class DecisionKind(StrEnum):
    """Our own decision about a measure. Draft and applied differ by the application being served."""

    APPLY = "apply"
    NOT_SOUGHT = "not_sought"
    WITHDRAWN = "withdrawn"


class MeasureDecision(Record):
    """The prosecution's decision on one measure, with a reason written for this witness. A chain, never edited."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    measure: MeasureId
    decision: DecisionKind
    reason: str
    application_id: str | None = Field(default=None, foreign_key="application.id")
    in_the_alternative: bool = False
    override_reason: str = ""  # why it is sought although the law is unsettled or says no
    decided_on: dt.date
    decided_by: str
    sequence: int = 1


class DirectionKind(StrEnum):
    GRANTED = "granted"
    GRANTED_IN_PART = "granted_in_part"
    REFUSED = "refused"
    VARIED = "varied"
    DISCHARGED = "discharged"


DIRECTION_WORDS = {
    DirectionKind.GRANTED: "Granted",
    DirectionKind.GRANTED_IN_PART: "Granted in part",
    DirectionKind.REFUSED: "Refused",
    DirectionKind.VARIED: "Varied",
    DirectionKind.DISCHARGED: "Discharged",
}


class Direction(Record):
    """What the court directed on one measure; per accused where it differs (s.33(4)). Telling her is part of it.

    `received_on` is when this office got the result; `told_on` when the witness was told (r.18.5, Code Right 8).
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    measure: MeasureId
    defendant_id: str | None = Field(default=None, foreign_key="defendant.id")
    direction: DirectionKind
    decided_on: dt.date
    judge: str = ""
    reasons: str = ""  # s.20(5); a refusal needs them
    received_on: dt.date | None = None
    told_on: dt.date | None = None
    told_by: str = ""
    told_how: str = ""
    sequence: int = 1


class UseKind(StrEnum):
    USED = "used"
    USED_IN_PART = "used_in_part"
    NOT_USED = "not_used"
    GIVEN_ANOTHER_WAY = "given_another_way"


USE_WORDS = {
    UseKind.USED: "Used",
    UseKind.USED_IN_PART: "Used in part",
    UseKind.NOT_USED: "Not used",
    UseKind.GIVEN_ANOTHER_WAY: "Given another way",
}


class MeasureUse(Record):
    """What really happened when she gave evidence, and why it differs from the direction."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    measure: MeasureId
    use: UseKind
    used_on: dt.date
    reason: str = ""
    sequence: int = 1


class _Chained(Protocol):
    @property
    def measure(self) -> MeasureId: ...
    @property
    def sequence(self) -> int: ...


Chained = TypeVar("Chained", bound=_Chained)


def latest(chain: Iterable[Chained], measure: MeasureId) -> Chained | None:
    """Return the entry of `chain` that holds now for `measure`: the one with the highest sequence."""
    entries = [entry for entry in chain if entry.measure is measure]
    return max(entries, key=lambda entry: entry.sequence, default=None)


def next_sequence(chain: Iterable[Chained], measure: MeasureId) -> int:
    """Return the sequence number for a new entry that supersedes all of `chain` for `measure`."""
    return max((entry.sequence for entry in chain if entry.measure is measure), default=0) + 1
