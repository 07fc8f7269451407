"""What the Code duties tab shows, as plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from victimplanner.domain.case_events import CaseEvent
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.entitlement import Rights
from victimplanner.services.duties import is_ours
from victimplanner.services.ledger import Part
from victimplanner.ui.widgets import Pill


class Act(StrEnum):
    """What can be done with one duty. The values name the actions of the table of access."""

    TOLD = "duty.told"
    REASON = "duty.reason"
    ACCEPT = "duty.accept"
    NOT_OURS = "duty.not_ours"
    PAUSE = "duty.pause"
    EXTEND = "duty.extend"
    TAKE_OFF = "duty.take_off"
    HAND_OVER = "duty.hand_over"
    PUT_OFF = "duty.put_off"


ALLOWED_BY = {
    Act.TOLD: "duty.told",
    Act.REASON: "duty.reason",
    Act.ACCEPT: "duty.accept",
    Act.NOT_OURS: "duty.reason",
    Act.PAUSE: "duty.clock",
    Act.EXTEND: "duty.clock",
    Act.TAKE_OFF: "duty.take_off",
    Act.HAND_OVER: "duty.plan",
    Act.PUT_OFF: "duty.plan",
}
"""The action in the table of access by which each is allowed."""

TAB_WORDS = {
    "overview": "Overview",
    "meeting": "Meetings",
    "measures": "Special measures",
    "section_28": "Section 28",
    "links": "Live link",
    "contact": "Contact",
}
"""Where a duty is finished that is not finished here."""


@dataclass(frozen=True)
class DutyLine:
    """One row of the table. `id` is the key of the duty; `result` its pill and `result_words` the line under it."""

    id: str
    item: DueItem
    result: Pill
    result_words: str
    told: str
    told_more: str
    clock: str  # the two-stage clock in words
    entries: str  # everything that was entered about it, a line each

    @property
    def is_waiting(self) -> bool:
        return self.item.state is DueState.NOT_STARTED


@dataclass(frozen=True)
class DutiesPage:
    """Everything the tab shows of one witness. `why_not` says of each duty and act why it cannot be done now."""

    case: CaseFile | None = None
    file: WitnessFile | None = None
    today: dt.date = dt.date.min
    label: str = ""
    rights: Rights | None = None
    rights_words: str = ""
    lines: tuple[DutyLine, ...] = ()  # those that are shown
    all_lines: tuple[DutyLine, ...] = ()
    part: Part = Part.ALL
    counts: Mapping[Part, int] = field(default_factory=dict)
    edition: str = ""
    editions: tuple[str, ...] = ()
    left_out: str = ""
    may: frozenset[Act] = frozenset()
    may_add: bool = False
    may_set_rights: bool = False
    user_name: str = ""
    error: str = ""

    def line(self, key: str) -> DutyLine | None:
        return next((line for line in self.all_lines if line.id == key), None)

    def event_of(self, line: DutyLine) -> CaseEvent | None:
        """Return the event from which a duty runs, None where it runs from a charge, a plea, a hearing or a meeting."""
        assert self.file is not None
        known = {event.id: event for event in self.events}
        return next((known[subject] for subject in line.item.subject_ids if subject in known), None)

    @property
    def events(self) -> tuple[CaseEvent, ...]:
        """The events that count, withdrawn ones left out, the newest first."""
        return tuple(e for e in reversed(self.file.events) if not e.is_withdrawn) if self.file else ()

    @property
    def attention(self) -> int:
        """How many duties wait here, for the badge of the tab."""
        pressing = (DueState.OVERDUE, DueState.TODAY, DueState.NOT_KNOWN)
        return sum(line.item.state in pressing and is_ours(line.item) for line in self.all_lines)
