"""What the Section 28 tab shows, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.eligibility import Availability
from victimplanner.domain.moves import Moved
from victimplanner.domain.preparation import Blocker, CourtDateLine, PreparationLine
from victimplanner.domain.section_28 import CourtDate, RecordingEvent, Section28Consideration, StepState

THIRD_PARTY = "third_party_material"
CONSIDER, CHASE, ORDER, EVENT, MOVE = "consider", "chase", "order", "event", "move"
PARTS = (CONSIDER, CHASE, ORDER, EVENT, MOVE)

FOLLOWS_AT = {
    "application_served": ("measures", "", "Special measures"),
    "section_27_directed": ("measures", "abe_video", "Special measures"),
    "intermediary_report_served": ("measures", "intermediary", "Special measures"),
    "meeting_held": ("meeting", "", "Meetings"),
}
"""Where the fact is entered from which a step follows: the tab, the part of it, and the words of the tab."""

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
    """One row of the table. `id` is the step's; `detail` is the whole of it, `history` every entry, the newest first."""

    id: str
    line: PreparationLine
    is_late: bool
    detail: str
    history: str = ""

    @property
    def place(self) -> tuple[str, str, str] | None:
        """Where the fact is entered that finishes it; None for a step that somebody ticks."""
        return FOLLOWS_AT[self.line.rule.follows] if self.line.rule.follows else None

    @property
    def pill(self) -> tuple[str, ...]:
        """What holds it up comes before that it is late."""
        if self.is_late and self.line.state is not StepState.BLOCKED:
            return ("overdue", "Overdue")
        return STEP_PILLS[self.line.state]

    @property
    def late_words(self) -> str:
        """For a step that is blocked and late."""
        return "Overdue" if self.is_late and self.line.state is StepState.BLOCKED else ""


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
    source_words: str = ""
    orders_history: str = ""
    chase_words: str = ""
    chase_working: Working | None = None
    steps: tuple[StepLine, ...] = ()
    steps_note: str = ""
    blockers: tuple[Blocker, ...] = ()
    moved: tuple[Moved, ...] = ()
    consideration: Section28Consideration | None = None
    considered_words: str = ""
    considered_history: str = ""
    to_consider: bool = False
    events: tuple[RecordingEvent, ...] = ()
    third_party: Working | None = None
    third_party_warning: str = ""
    may_record: bool = True
    error: str = ""

    def card(self, which: CourtDate) -> DateCard:
        return next(card for card in self.cards if card.which is which)

    def step(self, step_id: str) -> StepLine | None:
        return next((line for line in self.steps if line.id == step_id), None)

    @property
    def attention(self) -> int:
        """How many things wait here, for the badge of the tab."""
        open_consequences = sum(len(moved.consequences) for moved in self.moved)
        pressing = sum(line.is_late or line.line.state is StepState.BLOCKED for line in self.steps)
        return len(self.missing) + pressing + open_consequences + int(self.to_consider)
