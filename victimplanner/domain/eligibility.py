"""Which special measures are open to a witness, with the reason and the section for each answer.

The answers and their words are data (`resources/rules/measures.toml`); what they test is here, by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from victimplanner.domain.case import CourtKind
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.witness import GateCode


class Answer(StrEnum):
    """Not available; available (the court applies s.19); presumed (statute tells the court to direct it);
    conditional (open on the stated condition)."""

    NO = "no"
    AVAILABLE = "available"
    PRESUMED = "presumed"
    CONDITIONAL = "conditional"


ANSWER_WORDS = {
    Answer.NO: "Not available",
    Answer.AVAILABLE: "Available",
    Answer.PRESUMED: "Presumed",
    Answer.CONDITIONAL: "On a condition",
}


@dataclass(frozen=True)
class EligibilityFacts:
    """What availability depends on, for one witness on one day."""

    gates: frozenset[GateCode]
    is_complainant: bool
    court: CourtKind
    is_sexual_offence: bool
    interview_recorded: bool
    video_requested: bool


_S16 = frozenset({GateCode.S16_CHILD, GateCode.S16_INCAP})
_S17_4 = frozenset({GateCode.S17_4_SEX, GateCode.S17_4_MSA, GateCode.S17_4_DA})
_S17 = _S17_4 | {GateCode.S17_FEAR, GateCode.S17_5_WEAPON}
_SECTION_28 = _S16 | {GateCode.S17_4_SEX, GateCode.S17_4_MSA}

CONDITIONS: Mapping[str, Callable[[EligibilityFacts], bool]] = {
    "no_gate": lambda f: not f.gates,
    "only_qualifying": lambda f: f.gates == {GateCode.S22_QUALIFYING},
    "child": lambda f: GateCode.S16_CHILD in f.gates,
    "qualifying_under_18_at_recording": lambda f: GateCode.S22_QUALIFYING in f.gates,
    "s16_gate": lambda f: bool(f.gates & _S16),
    "s16b_or_s17": lambda f: bool(f.gates & (_S17 | {GateCode.S16_INCAP})),
    "no_section_28_gate": lambda f: not f.gates & _SECTION_28,
    "complainant": lambda f: f.is_complainant,
    "sexual_offence": lambda f: f.is_sexual_offence,
    "private_offence": lambda f: f.is_sexual_offence or bool(f.gates & _S17_4),
    "crown_court": lambda f: f.court is CourtKind.CROWN,
    "not_crown_court": lambda f: f.court in (CourtKind.MAGISTRATES, CourtKind.YOUTH),
    "court_unknown": lambda f: f.court is CourtKind.UNKNOWN,
    "interview_not_recorded": lambda f: not f.interview_recorded,
    "video_requested": lambda f: f.video_requested,
}


@dataclass(frozen=True)
class AnswerRule:
    """One possible answer: given when all conditions named in `when` hold."""

    value: Answer
    when: tuple[str, ...]
    brief: str  # for a table cell
    because: str  # the whole reason
    source: str
    confidence: str


@dataclass(frozen=True)
class MeasureRule:
    """A special measure as the rule file describes it."""

    id: MeasureId
    title: str
    paper_title: str
    section: str
    explain: tuple[str, ...]
    answers: tuple[AnswerRule, ...]

    @property
    def statute(self) -> str:
        return f"YJCEA s.{self.section}"


@dataclass(frozen=True)
class GateRule:
    """A ground of eligibility as the rule file describes it."""

    code: GateCode
    title: str
    section: str
    test: str
    source: str
    confidence: str


@dataclass(frozen=True)
class Availability:
    """The answer for one measure and one witness, which explains itself."""

    measure: MeasureRule
    answer: Answer
    brief: str
    because: str
    source: str
    confidence: str

    @property
    def is_open(self) -> bool:
        return self.answer is not Answer.NO


def availability(measure: MeasureRule, facts: EligibilityFacts) -> Availability:
    """Answer whether `measure` is open on these facts: the first rule of which all conditions hold."""
    for rule in measure.answers:
        if all(CONDITIONS[name](facts) for name in rule.when):
            return Availability(measure, rule.value, rule.brief, rule.because, rule.source, rule.confidence)
    raise AssertionError(f"the rule file gives no answer for {measure.id}")  # checked when the file is read
