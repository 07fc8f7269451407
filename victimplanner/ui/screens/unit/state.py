"""What the screen of the unit shows: limits, days and rules as lines of tables, and the words they carry."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from victimplanner.domain.measures import MeasureId
from victimplanner.domain.moved_dates import MovedDate, Shift
from victimplanner.domain.office import ClosedDay
from victimplanner.domain.rule_editions import AnnouncedHoliday
from victimplanner.services.editions import EditionFacts, Pending
from victimplanner.ui.formats import counted

NOT_CONFIRMED = {
    "GK-U": "General knowledge: confirm it, or set your own number",
    "V-old": "From an older edition: confirm it, or set your own number",
}
"""What is said of a rule by how sure its source is; nothing of one that was verified."""
ONLY_MANAGERS = "A manager has to confirm."


@dataclass(frozen=True)
class UnitLine:
    """One thing the unit may set: a limit (`rule_id`) or whether a measure is to be had (`measure`)."""

    id: str
    title: str
    citation: str
    value: str
    default: str  # beside the unit's own number
    is_own: bool
    source: str = ""
    confidence: str = "V"
    rule_id: str = ""
    measure: MeasureId | None = None
    number: int | None = None
    why_not: str = ""

    @property
    def is_confirmed(self) -> bool:
        return self.confidence not in NOT_CONFIRMED

    @property
    def doubt(self) -> str:
        return NOT_CONFIRMED.get(self.confidence, "")


@dataclass(frozen=True)
class DayLine:
    """One day that counts for nothing: from the list, announced since, or closed by this office."""

    id: str
    on: dt.date
    name: str
    kind: str
    source: str
    record: AnnouncedHoliday | ClosedDay | None = None  # what can be taken back


@dataclass(frozen=True)
class UnitState:
    """The whole screen."""

    limits: tuple[UnitLine, ...]
    days: tuple[DayLine, ...]
    list_edition: str
    covered: tuple[int, int]  # first and last year
    published_to: dt.date
    edition: EditionFacts
    pending: Pending | None
    may_change: bool


def moves_words(moved: tuple[MovedDate, ...]) -> str:
    """Return "3 dates move, 1 duty starts and 2 stop, in 2 cases.", or that nothing moves."""
    if not moved:
        return "Nothing moves."
    number = {shift: sum(one.shift is shift for one in moved) for shift in Shift}
    ended = number[Shift.STOPPED] + number[Shift.FINISHED]
    parts = [
        f"{counted(number[Shift.MOVED], 'date')} {'moves' if number[Shift.MOVED] == 1 else 'move'}"
        if number[Shift.MOVED]
        else "",
        f"{counted(number[Shift.STARTED], 'duty', 'duties')} {'starts' if number[Shift.STARTED] == 1 else 'start'}"
        if number[Shift.STARTED]
        else "",
        f"{counted(ended, 'duty', 'duties')} {'ends' if ended == 1 else 'end'}" if ended else "",
    ]
    cases = counted(len({one.case_id for one in moved}), "case")
    return f"{', '.join(part for part in parts if part)}, in {cases}."
