"""What a paper needs besides the records: the answers of the rules, worked out above this layer and handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.deadlines import Working
from victimplanner.domain.eligibility import Answer, Availability, GateRule
from victimplanner.domain.inspection.form import ReviewAnswer, ReviewQuestion
from victimplanner.domain.link_steps import SightRow
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.preparation import Section28Rules
from victimplanner.domain.rules import RuleBook
from victimplanner.domain.topics import Topic
from victimplanner.domain.turning_18 import AtEighteenLine
from victimplanner.domain.witness import GateCode


@dataclass(frozen=True)
class PaperFacts:
    """Answers of the rules for one witness on one day, in the order in which papers list them.

    `limits` are the workings of the application limit, one for each accused who pleads not guilty, the earliest
    first; `responses` those of the time to respond, one for each application served. `told_limit_days` is the unit's
    own limit for telling the witness, in working days. `sight` says who sees whom, by kind of occasion; `at_18` what
    becomes of each measure on her eighteenth birthday; `answers` are those to a reviewer's questions.
    `questions` are all that an inspector asks, answered from the records as cut for the copy; `shares_reasons` names the
    measures whose reason another witness has too; `sample` says, as (what, words), how the case was drawn.
    """

    measures: tuple[Availability, ...]
    gates: tuple[GateRule, ...]
    calendar: Calendar
    limits: tuple[Working, ...] = ()
    responses: tuple[Working, ...] = ()
    topics: tuple[Topic, ...] = ()
    standing_warning: str = ""
    told_limit_days: int | None = None
    gates_held: frozenset[GateCode] = frozenset()
    section_28: Section28Rules | None = None
    sight: Mapping[str, tuple[SightRow, ...]] = field(default_factory=dict)
    at_18: tuple[AtEighteenLine, ...] = ()
    answers: tuple[ReviewAnswer, ...] = ()
    questions: tuple[ReviewQuestion, ...] = ()
    shares_reasons: frozenset[MeasureId] = frozenset()
    sample: tuple[tuple[str, str], ...] = ()
    rules: RuleBook | None = None

    def is_open(self, measure: MeasureId) -> bool:
        """Say whether `measure` may be applied for on the facts recorded."""
        return any(m.measure.id is measure and m.answer is not Answer.NO for m in self.measures)
