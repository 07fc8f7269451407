"""Which special measures are open to a witness, with the reason and the section for each answer.

The answers and their words are data (`resources/rules/measures.toml`); what they test is here, by name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from victimplanner.domain.case import CourtKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.opt_out import OptOutFrom, opt_outs_now
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
    """What availability depends on, for one witness on one day.

    `opted_out`: what the court was satisfied that a child may opt out of (s.21(4)-(4B)). `not_arranged`: measures
    for which this office has recorded that no arrangements are in force in its area (s.18(2)), with the reason.
    """

    gates: frozenset[GateCode]
    is_complainant: bool
    court: CourtKind
    is_sexual_offence: bool
    interview_recorded: bool
    video_requested: bool
    opted_out: frozenset[OptOutFrom] = frozenset()
    not_arranged: Mapping[str, str] = field(default_factory=dict)

    def with_gates(self, gates: frozenset[GateCode]) -> EligibilityFacts:
        return replace(self, gates=gates)


def eligibility_facts(file: WitnessFile, on: dt.date) -> EligibilityFacts:
    """Gather what availability depends on from a witness's file, for the day `on`."""
    opted_out = {what for what, entry in opt_outs_now(file.opt_outs).items() if entry.satisfied}
    return EligibilityFacts(
        gates=file.gates_held_on(on),
        is_complainant=file.witness.is_complainant,
        court=file.case.court_kind,
        is_sexual_offence=file.is_sexual_case,
        interview_recorded=file.witness.abe_recorded_on is not None,
        video_requested=file.witness.video_requested,
        opted_out=frozenset(opted_out),
        not_arranged=file.office.without_arrangements,
    )


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
    "opted_out_of_recording": lambda f: OptOutFrom.RECORDING in f.opted_out,
    "opted_out_of_link": lambda f: OptOutFrom.LIVE_LINK in f.opted_out,
    "opted_out_of_screen": lambda f: OptOutFrom.SCREEN in f.opted_out,
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
    not_arranged: AnswerRule  # given where no arrangements are in force in the area (s.18(2)); one for all measures

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
    """Answer whether `measure` is open on these facts: the first rule of which all conditions hold.

    Every measure also needs arrangements in the area (s.18(2)), and only then the other answers matter.
    """
    for rule in measure.answers:
        if all(CONDITIONS[name](facts) for name in rule.when):
            if rule.value is not Answer.NO and (why := facts.not_arranged.get(measure.id.value)):
                rule = measure.not_arranged
                because = rule.because.format(why=why.rstrip("."))
                return Availability(measure, rule.value, rule.brief, because, rule.source, rule.confidence)
            return Availability(measure, rule.value, rule.brief, rule.because, rule.source, rule.confidence)
    raise AssertionError(f"the rule file gives no answer for {measure.id}")  # checked when the file is read
