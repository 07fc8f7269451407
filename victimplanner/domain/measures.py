"""The four facts about a special measure: wanted, applied for, directed, used. Never one field for two facts.

Each is a dated chain; nothing is overwritten, later entries supersede earlier ones by `sequence`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, TypeVar

from sqlmodel import Field

from victimplanner.domain.chain import Entry, following
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


class ScreenFrom(StrEnum):
    """From whom a screen is to hide the witness, or to hide others from her (s.23; the gallery must be asked for)."""

    ACCUSED = "accused"
    GALLERY = "gallery"


SCREEN_FROM_WORDS = {ScreenFrom.ACCUSED: "The accused", ScreenFrom.GALLERY: "The public gallery"}


def screen_words(screen_from: Iterable[ScreenFrom]) -> str:
    """Return "from the accused and the public gallery", "" when nothing was said."""
    named = [SCREEN_FROM_WORDS[item].lower() for item in ScreenFrom if item in tuple(screen_from)]
    return f"from {' and '.join(named)}" if named else ""


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
    screen_from: tuple[ScreenFrom, ...] = ()  # screens only
    given_on: dt.date
    taken_by: str = ""
    how: str = ""
    carried_from: str = ""  # where an earlier view was carried over from, with its own day kept
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


class ApplicationPurpose(StrEnum):
    """What an application is for: a first direction (r.18.10), or to vary or discharge one (r.18.11)."""

    FIRST = "first"
    VARY_OR_DISCHARGE = "vary_or_discharge"


APPLICATION_PURPOSE_WORDS = {
    ApplicationPurpose.FIRST: "For a direction, r.18.10",
    ApplicationPurpose.VARY_OR_DISCHARGE: "To vary or discharge, r.18.11",
}


class ResponseKind(StrEnum):
    """What another party answered (r.18.13)."""

    NO_OBJECTION = "no_objection"
    OBJECTS = "objects"
    OBJECTS_IN_PART = "objects_in_part"


RESPONSE_WORDS = {
    ResponseKind.NO_OBJECTION: "No objection",
    ResponseKind.OBJECTS: "Objects",
    ResponseKind.OBJECTS_IN_PART: "Objects in part",
}


class Application(Record):
    """One application (or notice) for a witness. The parts of r.18.10 are fields; the court-only part is apart.

    An application to vary or discharge (r.18.11) has no day limit: `aware_on` to `served_on` shows how promptly.
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    purpose: ApplicationPurpose = ApplicationPurpose.FIRST
    route: Route = Route.R18_10_APPLICATION
    served_on: dt.date | None = None
    served_to: str = ""
    late_reason: str = ""  # r.18.6: why it is late; late service stays possible
    extension_granted: bool | None = None  # None: not decided
    extension_decided_on: dt.date | None = None
    response_received_on: dt.date | None = None
    response: ResponseKind | None = None
    response_words: str = ""
    unopposed: bool | None = None  # r.18.9: no other party opposes; None: not known
    recording_served_on: dt.date | None = None  # r.18.9: any recording, as soon as practicable
    material_change: str = ""  # r.18.11: what has changed since the direction, and why it should be varied
    aware_on: dt.date | None = None  # r.18.11: when that became known
    hearing_wanted: bool | None = None  # r.18.10(i); None: not yet answered
    hearing_reason: str = ""
    companion: str = ""  # r.18.10(f)
    companion_reason: str = ""
    companion_view: str = ""
    place_proposed: str = ""
    eligibility_explained: str = ""  # r.18.10(a)
    why_maximise: str = ""  # r.18.10(c): why these measures together would maximise quality
    view_on_eligibility: str = ""  # r.18.10(d)(i)
    view_on_improvement: str = ""  # r.18.10(d)(ii)
    opt_out_information: str = ""  # r.18.10(e): a child or qualifying witness who does not want the primary rule
    video_part: str = ""  # r.18.10(g): which part, if not all of the recording
    attachments: str = ""  # r.18.10(h), one a line
    court_only: str = ""  # r.18.12: withheld from another party
    court_only_reason: str = ""  # why it is withheld

    @property
    def is_to_vary(self) -> bool:
        return self.purpose is ApplicationPurpose.VARY_OR_DISCHARGE


class DecisionKind(StrEnum):
    """Our own decision about a measure. Draft and applied differ by the application being served."""

    APPLY = "apply"
    NOT_SOUGHT = "not_sought"
    WITHDRAWN = "withdrawn"
    APPLY_TO_VARY = "apply_to_vary"
    APPLY_TO_DISCHARGE = "apply_to_discharge"


SOUGHT = frozenset({DecisionKind.APPLY, DecisionKind.APPLY_TO_VARY, DecisionKind.APPLY_TO_DISCHARGE})
CHANGES = frozenset({DecisionKind.APPLY_TO_VARY, DecisionKind.APPLY_TO_DISCHARGE})

DECISION_WORDS = {
    DecisionKind.APPLY: "Apply",
    DecisionKind.NOT_SOUGHT: "Not sought",
    DecisionKind.WITHDRAWN: "Withdrawn",
    DecisionKind.APPLY_TO_VARY: "Apply to vary",
    DecisionKind.APPLY_TO_DISCHARGE: "Apply to discharge",
}


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
    screen_from: tuple[ScreenFrom, ...] = ()  # screens only
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


class DirectionBasis(StrEnum):
    """How a direction came about (CrimPR 2025 rr.18.8-18.11)."""

    ON_APPLICATION = "on_application"
    ON_NOTICE = "on_notice"
    OWN_MOTION = "own_motion"


DIRECTION_BASIS_WORDS = {
    DirectionBasis.ON_APPLICATION: "On application",
    DirectionBasis.ON_NOTICE: "On notice, r.18.9",
    DirectionBasis.OWN_MOTION: "Of the court’s own motion",
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
    basis: DirectionBasis | None = None  # None: not recorded
    decided_on: dt.date
    judge: str = ""
    reasons: str = ""  # s.20(5); a refusal needs them
    particulars: str = ""  # s.19(4): what exactly was directed
    screen_from: tuple[ScreenFrom, ...] = ()  # screens only
    companion: str = ""  # s.24(1A): who may accompany her, live link only
    place: str = ""  # live link only
    material_change: str = ""  # s.20(2): what had changed, for a variation or discharge
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
    permission: str = ""  # s.24(2)-(3): who allowed evidence another way than by the link directed
    sequence: int = 1


class _Chained(Entry, Protocol):
    @property
    def measure(self) -> MeasureId: ...


Chained = TypeVar("Chained", bound=_Chained)


def latest(chain: Iterable[Chained], measure: MeasureId) -> Chained | None:
    """Return the entry of `chain` that holds now for `measure`: the one with the highest sequence."""
    entries = [entry for entry in chain if entry.measure is measure]
    return max(entries, key=lambda entry: entry.sequence, default=None)


def directions_now(
    directions: Iterable[Direction], measure: MeasureId, defendant_ids: Iterable[str]
) -> dict[str | None, Direction]:
    """Return the direction that holds now for each accused; one key, None, where it is the same for all (s.33(4)).

    A later entry for all accused replaces every earlier one; a later entry for one accused replaces only his.
    """
    now: dict[str | None, Direction] = {}
    entries = [entry for entry in directions if entry.measure is measure]
    for entry in sorted(entries, key=lambda e: e.sequence):
        if entry.defendant_id is None:
            now = {None: entry}
        else:
            for defendant_id in defendant_ids:
                if None in now and defendant_id != entry.defendant_id:
                    now.setdefault(defendant_id, now[None])
            now.pop(None, None)
            now[entry.defendant_id] = entry
    return now


IN_FORCE = frozenset({DirectionKind.GRANTED, DirectionKind.GRANTED_IN_PART, DirectionKind.VARIED})
"""Directions under which the measure is given."""


def next_sequence(chain: Iterable[Chained], measure: MeasureId) -> int:
    """Return the sequence number for a new entry that supersedes all of `chain` for `measure`."""
    return following(entry for entry in chain if entry.measure is measure)


class IntermediaryWork(Record):
    """A registered intermediary for one witness: who, what was asked for, the report, the declaration (s.29).

    Help at the recorded interview is no s.29 direction; it needs approval before the s.27 direction (s.29(6)).
    An interpreter is another matter and stands with the witness.
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    person_id: str | None = Field(default=None, foreign_key="person.id")
    asked_on: dt.date | None = None
    was_at_interview: bool = False
    report_due_on: dt.date | None = None
    report_received_on: dt.date | None = None
    report_served_on: dt.date | None = None
    declared_on: dt.date | None = None  # s.29(5)
    note: str = ""


class ProceedingsChangeKind(StrEnum):
    """After these, directions do not follow by themselves: each is to be checked or made again."""

    RETRIAL = "retrial"
    TRANSFER = "transfer"
    JOINED = "joined"
    SPLIT = "split"
    NEW_INDICTMENT = "new_indictment"


PROCEEDINGS_CHANGE_WORDS = {
    ProceedingsChangeKind.RETRIAL: "Re-trial",
    ProceedingsChangeKind.TRANSFER: "Transfer to another court",
    ProceedingsChangeKind.JOINED: "Joined with another case",
    ProceedingsChangeKind.SPLIT: "Split from another case",
    ProceedingsChangeKind.NEW_INDICTMENT: "New indictment",
}


class ProceedingsChange(Record):
    """That the proceedings changed, so that earlier directions are to be checked and views asked again."""

    case_id: str = Field(foreign_key="case.id", index=True)
    kind: ProceedingsChangeKind
    happened_on: dt.date
    note: str = ""
