"""The columns of the worklist, and the words of its counts."""

from __future__ import annotations

from victimplanner.domain.dates import day_and_date_no_year
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.urn import display_urn
from victimplanner.ui.duty_words import result_pill
from victimplanner.ui.formats import UNKNOWN, counted
from victimplanner.ui.screens.worklist.state import ShownGroup, WorklistState
from victimplanner.ui.widgets import Column

COUNTED = {
    DueState.OVERDUE: ("overdue", "overdue"),
    DueState.TODAY: ("today", "today"),
    DueState.THIS_WEEK: ("info", "this week"),
    DueState.NOT_KNOWN: ("unknown", "not known"),
}
"""Status kind and word of the counts above the list."""
RULE, OWNER = 3, 5
"""Columns that give way where there is no room for all."""


def count_words(state: DueState, number: int | None) -> str:
    """Return "3 today"; a dash while it is counted."""
    return f"{UNKNOWN if number is None else number} {COUNTED[state][1]}"


def status_words(state: WorklistState) -> str:
    """Return what the status bar says: when it was counted, or that it is being counted."""
    if state.waiting:
        return f"Counting: {counted(state.waiting, 'case')} left"
    return "Looking" if state.is_reading else state.counted_at


def with_number(words: str, number: int | None) -> str:
    """Return "Mine  8"; the word alone while it is counted."""
    return words if number is None else f"{words}  {number}"


def number_words(group: ShownGroup) -> str:
    """Return how many a group has, where that is more than it shows; "" otherwise."""
    if group.number is None:
        return f"more than {len(group.items)}"
    return "" if group.number == len(group.items) else str(group.number)


def _due_words(item: DueItem) -> str:
    if item.due is None:
        return UNKNOWN
    return day_and_date_no_year(item.due) + (" (provisional)" if item.is_provisional else "")


def _standing(item: DueItem) -> str:
    if item.state is DueState.NO_LIMIT:
        return "No limit"
    return item.standing or ("Add date" if item.missing else "Not known")


def _tone(item: DueItem) -> str:
    if item.state is DueState.OVERDUE:
        return "overdue"
    return "link" if item.missing and item.state is not DueState.NO_LIMIT else ""


def _put_off(item: DueItem) -> str:
    """Why it was put off, where it was; otherwise what it runs from."""
    return (
        f"Put off until {day_and_date_no_year(item.snoozed_until)}: {item.snooze_reason}" if item.snoozed_until else ""
    )


COLUMNS = (
    Column("Due", text=lambda i: "", pill=result_pill, width=128, middle=True),
    Column(
        "Case",
        text=lambda i: display_urn(i.urn),
        second=lambda i: f"{i.witness_label} · {i.case_title}",
        width=186,
        bold=True,
    ),
    Column(
        "What to do, and why",
        text=lambda i: i.title,
        second=lambda i: _put_off(i) or i.why,
        width=220,
        stretch=1,
        bold=True,
    ),
    Column("Rule", text=lambda i: i.citation, second=lambda i: i.rule_words, width=196),
    Column("Due date", text=_due_words, second=_standing, second_tone=_tone, width=140),
    Column("Owner", text=lambda i: i.owner_name, width=96),
)
