"""What the calendar says above the days: clashes in view, and what was moved."""

from __future__ import annotations

from collections.abc import Callable

from victimplanner.services.schedule import Entry, EntryKind
from victimplanner.ui.formats import counted, week_day
from victimplanner.ui.screens.calendar.state import CalendarState, Span
from victimplanner.ui.screens.calendar.view_model import CalendarViewModel
from victimplanner.ui.screens.calendar.words import time_words, what_words
from victimplanner.ui.widgets import Banner

_WHEN = {Span.DAY: "this day", Span.WEEK: "this week", Span.MONTH: "in this month", Span.LIST: "in these weeks"}
_GO_TO = {EntryKind.MEETING: "Go to meeting", EntryKind.LINK: "Go to live link"}


def clash_banner(state: CalendarState, go_to: Callable[[Entry], object], find: Callable[[Entry], object]) -> Banner:
    """Say the first clash in words and how many more entries clash, with the way to it and to a free time."""
    first, *rest = state.clashing
    number = counted(len(state.clashing), "entry clashes", "entries clash")
    words = first.clashes[0].removeprefix("Clash: ")
    text = f"{what_words(first)}, {week_day(first.on)} {time_words(first)}: {words}"
    if rest:
        text += f" And {len(rest)} more."
    return Banner(
        "warning",
        f"{number} {_WHEN[state.span]}.",
        text,
        [
            (_GO_TO.get(first.kind, "Go to hearing"), lambda: go_to(first)),
            ("Find a free time…", lambda: find(first)),
        ],
        key="clash",
    )


def moved_banner(model: CalendarViewModel) -> Banner:
    """Say what was moved and that the witness must be told, with the way to record it."""
    entry = model.state.moved_entry
    item = model.told_item(entry) if entry is not None else None
    actions = [("Record told…", lambda: model.record_told(item))] if item is not None else []
    return Banner("done", model.state.moved, "The witness must be told of it." if item else "", actions, key="moved",
                  closable=True)  # fmt: skip
