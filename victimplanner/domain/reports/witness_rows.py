"""Rows about one witness: her measures, meetings, section 28, links; and the row that counts her."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from victimplanner.domain.reports.rows import Row, Standing


class MeasureGap(StrEnum):
    """Where the four facts about a measure part."""

    NOT_DECIDED = "not_decided"  # wanted, and nobody has decided whether to apply
    NOT_SOUGHT = "not_sought"  # wanted, decided not to apply
    NOT_SERVED = "not_served"  # to be applied for, the application is not served
    NOT_WANTED = "not_wanted"  # applied for or directed although she does not want it
    REFUSED = "refused"  # applied for, refused or discharged
    NOT_USED = "not_used"  # directed, evidence given without it
    NOT_DIRECTED = "not_directed"  # used without a direction in force


MEASURE_GAP_WORDS = {
    MeasureGap.NOT_DECIDED: "Wanted, not decided",
    MeasureGap.NOT_SOUGHT: "Wanted, not sought",
    MeasureGap.NOT_SERVED: "To be applied for, not served",
    MeasureGap.NOT_WANTED: "Applied for or directed, not wanted",
    MeasureGap.REFUSED: "Applied for, refused or discharged",
    MeasureGap.NOT_USED: "Directed, not used",
    MeasureGap.NOT_DIRECTED: "Used, not directed",
}


@dataclass(frozen=True)
class MeasureRow(Row):
    """One measure for one witness, open to her or with anything recorded. Counted in the month of the first of the
    four facts, else of the not guilty plea.

    Each day is that of the fact as it holds now; None: not so.
    """

    measure: str  # id
    title: str
    is_open: bool
    limit: dt.date | None  # her earliest application limit
    view: str  # in words; "Not asked" when nothing is recorded
    is_asked: bool  # her view is recorded
    wanted_on: dt.date | None
    applied_on: dt.date | None
    directed_on: dt.date | None
    used_on: dt.date | None
    gaps: tuple[MeasureGap, ...]


class MeetingAnswer(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LATER = "later"
    NO_ANSWER = "no_answer"
    LAPSED = "lapsed"  # lapsed or cancelled, with no answer recorded
    NOT_OFFERED = "not_offered"


MEETING_ANSWER_WORDS = {
    MeetingAnswer.ACCEPTED: "Accepted",
    MeetingAnswer.DECLINED: "Declined",
    MeetingAnswer.LATER: "Wants to be asked later",
    MeetingAnswer.NO_ANSWER: "No answer",
    MeetingAnswer.LAPSED: "Lapsed or cancelled",
    MeetingAnswer.NOT_OFFERED: "Not offered",
}


@dataclass(frozen=True)
class MeetingRow(Row):
    """The meetings with one witness: those who are to be offered one, and whoever has one. Counted in the month of the
    first not guilty plea, else of the offer or the meeting.

    `is_to_be_offered`: an adult complainant of a sexual offence that is or was denied, unless the offer ceased to be
    owed before it was due. `offer` is how the duty to offer stands. `held_on` is the first meeting held; the three
    booleans are None while it is not held or the day to compare with is not known. `is_over`: no meeting
    is to come any more. `held` and `listed` count her meetings held, and those signed and listed on MG6C.
    """

    is_to_be_offered: bool
    offer: Standing
    plea_on: dt.date | None
    offered_on: dt.date | None
    answer: MeetingAnswer
    held_on: dt.date | None
    is_before_application_due: bool | None
    is_before_recording: bool | None
    is_before_trial: bool | None
    is_over: bool
    held: int
    listed: int

    @property
    def is_in_time(self) -> bool:
        """Whether it was held before the recording or, where there is none, before the trial."""
        if self.held_on is None:
            return False
        before = self.is_before_recording if self.is_before_recording is not None else self.is_before_trial
        return before is not False  # with no day of evidence there is nothing that it came after


class Section28Answer(StrEnum):
    """How section 28 stands for a witness to whom it is open, or for whom it was considered."""

    SOUGHT = "sought"
    NOT_SOUGHT = "not_sought"
    NOT_OPEN = "not_open"
    NOT_CONSIDERED = "not_considered"
    NOT_YET = "not_yet"  # not considered, and the day to do it by has not passed


SECTION_28_ANSWER_WORDS = {
    Section28Answer.SOUGHT: "To be sought",
    Section28Answer.NOT_SOUGHT: "Not sought",
    Section28Answer.NOT_OPEN: "Not open to her",
    Section28Answer.NOT_CONSIDERED: "Not considered",
    Section28Answer.NOT_YET: "Not yet due",
}


@dataclass(frozen=True)
class Section28Row(Row):
    """How section 28 was considered for one witness. Counted in the month of the first not guilty plea, else when it
    was considered.

    The reason that somebody wrote stands in the case; `why_not_open` is the program's own, from the statute.
    """

    answer: Section28Answer
    considered_on: dt.date | None
    explained_on: dt.date | None
    has_reason: bool
    why_not_open: str

    @property
    def reason(self) -> str:
        """Why it is not sought, as far as it may leave the case."""
        if self.answer is Section28Answer.NOT_OPEN:
            return self.why_not_open or "Not open to her"
        if self.answer is Section28Answer.NOT_SOUGHT:
            return "Not sought, reason recorded" if self.has_reason else "Not sought, no reason recorded"
        return SECTION_28_ANSWER_WORDS[self.answer]


class LinkUse(StrEnum):
    USED = "used"
    NOT_USED = "not_used"
    NOT_KNOWN = "not_known"  # the day has passed, nothing is recorded
    TO_COME = "to_come"
    NO_DAY = "no_day"
    CANCELLED = "cancelled"  # or refused


LINK_USE_WORDS = {
    LinkUse.USED: "Used",
    LinkUse.NOT_USED: "Not used",
    LinkUse.NOT_KNOWN: "Not known",
    LinkUse.TO_COME: "Still to come",
    LinkUse.NO_DAY: "No day yet",
    LinkUse.CANCELLED: "Cancelled or refused",
}


@dataclass(frozen=True)
class LinkRow(Row):
    """One place from which a witness gives evidence. Counted in the month of its day."""

    on: dt.date | None
    booking: str  # in words
    is_confirmed: bool
    told_on: dt.date | None
    use: LinkUse


@dataclass(frozen=True)
class WitnessRow(Row):
    """One witness of one case. Counted in the month of the first not guilty plea.

    `has_all_views`: her view on every measure open to her is recorded; False once the application limit has passed
    without, None while it has not, or where no measure is open. `closed_on` None: open, or closed on a day that nobody
    recorded; `is_open` tells them apart. `charged_on` is the first charge: from then on there is a case.
    """

    is_complainant: bool
    is_open: bool
    closed_on: dt.date | None
    has_all_views: bool | None
    has_open_measures: bool
    charged_on: dt.date | None = None
