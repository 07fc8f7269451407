"""What the page of all duties shows, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from victimplanner.domain.due_item import DueItem, DueState


class Result(StrEnum):
    """Which results are asked for."""

    OPEN = "open"
    OVERDUE = "overdue"
    TODAY = "today"
    NOT_KNOWN = "not_known"
    TO_ACCEPT = "to_accept"  # a reason is given and no manager has accepted it
    NOT_MET = "not_met"
    MET_LATE = "met_late"
    EXCUSED = "excused"
    ALL = "all"


RESULT_WORDS = {
    Result.OPEN: "Open",
    Result.OVERDUE: "Overdue",
    Result.TODAY: "Due today",
    Result.NOT_KNOWN: "Not known",
    Result.TO_ACCEPT: "Reasons to accept",
    Result.NOT_MET: "Not met",
    Result.MET_LATE: "Met late",
    Result.EXCUSED: "Good reason",
    Result.ALL: "All results",
}
_STATES = {
    Result.OVERDUE: DueState.OVERDUE,
    Result.TODAY: DueState.TODAY,
    Result.NOT_KNOWN: DueState.NOT_KNOWN,
    Result.NOT_MET: DueState.NOT_MET,
    Result.MET_LATE: DueState.MET_LATE,
    Result.EXCUSED: DueState.EXCUSED,
}


def is_wanted(item: DueItem, result: Result) -> bool:
    """Whether a duty is among the results asked for."""
    if result is Result.ALL:
        return True
    if result is Result.OPEN:
        return item.is_open
    if result is Result.TO_ACCEPT:
        is_late = item.state in (DueState.OVERDUE, DueState.NOT_MET, DueState.MET_LATE)
        return is_late and item.entered.reason is not None and item.entered.accepted is None
    return item.state is _STATES[result]


@dataclass(frozen=True)
class OfficeLine:
    """One row. `id` is the key of the duty; the words stand in its columns."""

    id: str
    item: DueItem
    case: str
    result_words: str
    told: str


@dataclass(frozen=True)
class AllDutiesPage:
    """Everything the page shows; `mine` to `text` are the filters in use, "" for all."""

    has_cases: bool = True
    lines: tuple[OfficeLine, ...] = ()
    only_mine: bool = False
    mine: int = 0  # duties that are mine, whatever else is chosen
    unit: int = 0
    result: Result = Result.OPEN
    counts: Mapping[Result, int] = field(default_factory=dict)
    right: str = ""
    rights: tuple[str, ...] = ()
    owner: str = ""
    owners: tuple[str, ...] = ()
    text: str = ""
    counted: str = ""  # "12 duties in 8 cases"
    is_reading: bool = False
    reading: str = ""  # how far it is
    error: str = ""
