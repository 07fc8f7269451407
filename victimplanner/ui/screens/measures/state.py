"""What the Special measures tab shows, as plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.eligibility import GateRule
from victimplanner.domain.inspection.form import ReviewAnswer
from victimplanner.domain.measures import Direction, MeasureId
from victimplanner.domain.turning_18 import AgeThen, AtEighteenLine
from victimplanner.domain.witness import Adjustment, Gate, GateCode
from victimplanner.services.measures import MeasureFacts

NO_ACCOUNT = "Do not record her account here."
VIEW, DECISION, DIRECTION, USE = "view", "decision", "direction", "use"
PARTS = (VIEW, DECISION, DIRECTION, USE)
COLUMNS = ("measure", "open", *PARTS)
PillParts = tuple[str, str, str, bool]  # kind, word, shape, flat


@dataclass(frozen=True)
class CellWords:
    """One cell of the matrix: a pill or plain words, a second line, and the whole of it for who looks closer."""

    pill: PillParts | None = None
    text: str = "–"
    second: str = ""
    tone: str = ""
    detail: str = ""


@dataclass(frozen=True)
class MeasureLine:
    """One row of the matrix. `cells` are by column; `attention` says that something here waits to be done."""

    id: MeasureId
    title: str
    cells: Mapping[str, CellWords]
    attention: bool = False


@dataclass(frozen=True)
class GroundPill:
    """A ground as a pill: which, whether it holds, and on what evidence."""

    kind: str
    word: str
    detail: str = ""


@dataclass(frozen=True)
class GroundLine:
    """A ground in the dialog: its rule, whether it holds today by itself, and how it was considered."""

    rule: GateRule
    holds_today: bool
    considered: Gate | None

    @property
    def id(self) -> str:
        """What tells the rows of a table apart."""
        return self.rule.code.value


@dataclass(frozen=True)
class LimitLine:
    """The application limit from one plea, or another day by which something is due: its pill and the working."""

    about: str
    day: str
    pill: tuple[str, str]
    working: Working
    extension: tuple[str, str] | None = None  # what came of an extension asked for (r.18.6), as a pill


@dataclass(frozen=True)
class MeasuresPage:
    """Everything the tab shows. `limits` are the earliest first; `untold` the directions she is still to be told of."""

    file: WitnessFile | None = None
    today: dt.date = dt.date.min
    label: str = ""
    grounds: tuple[GroundPill, ...] = ()
    grounds_note: str = ""
    ground_lines: tuple[GroundLine, ...] = ()
    limit_title: str = ""
    limits: tuple[LimitLine, ...] = ()
    no_limit: str = ""
    responses: tuple[LimitLine, ...] = ()  # of other parties, to applications served and not answered
    lines: tuple[MeasureLine, ...] = ()
    facts: tuple[MeasureFacts, ...] = ()
    workings: Mapping[str, Working] = field(default_factory=dict)  # by direction or application id
    untold: tuple[Direction, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    turns_18_on: dt.date | None = None
    other_ground_than_age: bool = False
    at_eighteen: tuple[AtEighteenLine, ...] = ()  # what becomes of each measure directed, while she is a child
    ages: tuple[AgeThen, ...] = ()
    answers: tuple[ReviewAnswer, ...] = ()
    proceedings_changed: str = ""
    interpreter: str = ""
    has_primary_rule: bool = False  # a child, or under 18 when her interview was recorded: s.21, s.22
    has_views: bool = False
    may_decide: bool = True
    may_record: bool = True
    error: str = ""

    def facts_about(self, measure: MeasureId) -> MeasureFacts:
        return next(facts for facts in self.facts if facts.id is measure)

    def title_of(self, measure: MeasureId) -> str:
        return self.facts_about(measure).availability.measure.title

    def holds(self, code: GateCode) -> bool:
        return any(line.rule.code is code and line.holds_today for line in self.ground_lines)
