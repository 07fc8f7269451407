"""What the Section 28 tab shows, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.eligibility import Availability
from victimplanner.domain.moves import Moved
from victimplanner.domain.preparation import Blocker, CourtDateLine, PreparationLine
from victimplanner.domain.section_28 import CourtDate, RecordingEvent, Section28Consideration, StepState

THIRD_PARTY = "third_party_material"
CONSIDER, CHASE, ORDER, EVENT, MOVE = "consider", "chase", "order", "event", "move"
PARTS = (CONSIDER, CHASE, ORDER, EVENT, MOVE)

STEP_PILLS = {
    StepState.TO_DO: ("unknown", "To do"),
    StepState.IN_PROGRESS: ("info", "In progress", "half"),
    StepState.WAITING: ("grey", "Waiting"),
    StepState.BLOCKED: ("refused", "Blocked"),
    StepState.NOT_KNOWN: ("unknown", "Not known"),
    StepState.DONE: ("ok", "Done"),
    StepState.NOT_NEEDED: ("grey", "Not needed"),
}


@dataclass(frozen=True)
class StepLine:
    """One row of the table. `id` is the step's; `detail` is the whole of it for who looks closer."""

    id: str
    line: PreparationLine
    is_late: bool
    detail: str

    @property
    def pill(self) -> tuple[str, ...]:
        return ("overdue", "Overdue") if self.is_late else STEP_PILLS[self.line.state]


@dataclass(frozen=True)
class DateCard:
    """One of the five dates as a card."""

    which: CourtDate
    rule: str
    title: str
    pill: tuple[str, ...]
    day: str
    where: str
    earlier: str
    line: CourtDateLine


@dataclass(frozen=True)
class Section28Page:
    """Everything the tab shows of one witness."""

    file: WitnessFile | None = None
    today: dt.date = dt.date.min
    label: str = ""
    availability: Availability | None = None
    is_directed: bool = False
    has_section_27: bool = False
    cards: tuple[DateCard, ...] = ()
    missing: tuple[CourtDate, ...] = ()
    order_words: str = ""
    chase_by: str = ""
    chase_working: Working | None = None
    steps: tuple[StepLine, ...] = ()
    steps_note: str = ""
    blockers: tuple[Blocker, ...] = ()
    moved: tuple[Moved, ...] = ()
    consideration: Section28Consideration | None = None
    considered_words: str = ""
    to_consider: bool = False
    events: tuple[RecordingEvent, ...] = ()
    third_party: Working | None = None
    third_party_warning: str = ""
    may_record: bool = True
    error: str = ""
    titles: dict[str, str] = field(default_factory=dict)

    def step(self, step_id: str) -> StepLine | None:
        return next((line for line in self.steps if line.id == step_id), None)

    @property
    def attention(self) -> int:
        """How many things wait here, for the badge of the tab."""
        open_consequences = sum(len(moved.consequences) for moved in self.moved)
        pressing = sum(line.is_late or line.line.state is StepState.BLOCKED for line in self.steps)
        return len(self.missing) + pressing + open_consequences + int(self.to_consider)
