"""The words and shapes of the states on the worklist."""

from __future__ import annotations

from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.ui.widgets import Pill

_PILLS = {
    DueState.OVERDUE: Pill("overdue", "Overdue"),
    DueState.TODAY: Pill("today", "Due today"),
    DueState.THIS_WEEK: Pill("info", "This week"),
    DueState.NEXT_TWO_WEEKS: Pill("info", "Planned", "calendar"),
    DueState.LATER: Pill("grey", "Later", "calendar"),
    DueState.NOT_KNOWN: Pill("unknown", "Not known"),
}
COUNTED = (DueState.OVERDUE, DueState.TODAY, DueState.THIS_WEEK, DueState.NOT_KNOWN)
_COUNT_WORDS = {
    DueState.OVERDUE: "overdue",
    DueState.TODAY: "today",
    DueState.THIS_WEEK: "this week",
    DueState.NOT_KNOWN: "not known",
}


def pill_of(item: DueItem) -> Pill:
    """Return the pill of an item's state; a date that may still move says so."""
    if item.is_provisional and item.state in (DueState.THIS_WEEK, DueState.NEXT_TWO_WEEKS, DueState.LATER):
        return Pill("today", "Provisional")
    return _PILLS[item.state]


def kind_of(state: DueState) -> str:
    return _PILLS[state].kind


def count_words(state: DueState, number: int) -> str:
    """Return "3 today"."""
    return f"{number} {_COUNT_WORDS[state]}"
