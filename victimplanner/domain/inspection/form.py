"""The form of the questions: what is asked, how an answer stands, and the evidence behind it.

What this office does itself and nobody recorded counts as not done. What others do and nobody recorded is not known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.eligibility import Availability
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.witness import GateCode


class AnswerState(StrEnum):
    """How an answer stands. The order is that of a summary; the values are stored nowhere."""

    MET = "met"
    IN_PART = "in_part"
    NOT_MET = "not_met"  # something is late, missing, or was not recorded by those whose task it is
    NOT_KNOWN = "not_known"
    LOOK = "look"  # the records cannot tell; a person must look
    NOT_YET = "not_yet"  # the time for it has not come
    NOT_APPLICABLE = "not_applicable"


ANSWER_STATE_WORDS = {
    AnswerState.MET: "Yes",
    AnswerState.IN_PART: "In part",
    AnswerState.NOT_MET: "No",
    AnswerState.NOT_KNOWN: "Not known",
    AnswerState.LOOK: "For a person",
    AnswerState.NOT_YET: "Not reached",
    AnswerState.NOT_APPLICABLE: "Not applicable",
}

MEASURES = "measures"
TOPICS = {
    "charge": "Before charge",
    MEASURES: "Special measures",
    "meeting": "Meeting",
    "care": "Witness care",
    "code": "Victims’ Code",
    "letters": "Letters and questions",
}
"""What questions are about; those on measures stand on the special measures tab and record too."""


@dataclass(frozen=True)
class ReviewQuestion:
    """One question as the text file gives it. `about` is a key of `TOPICS`."""

    id: str
    number: int
    text: str
    about: str = MEASURES


@dataclass(frozen=True)
class Evidence:
    """One fact behind an answer, in words, with its day; `tab` and `subject_id` name the entry in the case."""

    words: str
    on: dt.date | None = None
    tab: str = ""
    subject_id: str = ""


@dataclass(frozen=True)
class ReviewAnswer:
    """One answer: how it stands, in one sentence, and the facts it rests on."""

    question: ReviewQuestion
    state: AnswerState
    words: str
    facts: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class ReviewContext:
    """What an answer may look at. `availabilities`, `limits` and `items` (every duty, finished ones too) are worked out."""

    file: WitnessFile
    today: dt.date
    calendar: Calendar
    availabilities: tuple[Availability, ...]
    limits: tuple[Working, ...]
    shares_reasons: frozenset[MeasureId] = frozenset()  # measures whose reason another witness of the case has too
    items: tuple[DueItem, ...] = ()
    gate_names: Mapping[GateCode, str] = field(default_factory=dict)  # "s.17(4) Complainant of a sexual offence"

    def title(self, measure: MeasureId) -> str:
        return next(a.measure.title for a in self.availabilities if a.measure.id is measure)

    @property
    def open_measures(self) -> tuple[MeasureId, ...]:
        return tuple(a.measure.id for a in self.availabilities if a.is_open)

    def items_of(self, *rule_ids: str) -> tuple[DueItem, ...]:
        """Return every duty by these rules."""
        return tuple(item for item in self.items if item.rule_id in rule_ids)


Answered = tuple[AnswerState, str, tuple[Evidence, ...]]


def in_all(good: int, total: int) -> AnswerState:
    """Return yes when all of `total` parts are there, no when none is, in part otherwise."""
    if good == total:
        return AnswerState.MET
    return AnswerState.IN_PART if good else AnswerState.NOT_MET


def count_answers(answers: Iterable[ReviewAnswer]) -> dict[AnswerState, int]:
    """Count answers by how they stand, in the order of a summary; kinds that do not occur are left out."""
    found = [answer.state for answer in answers]
    return {state: found.count(state) for state in AnswerState if state in found}
