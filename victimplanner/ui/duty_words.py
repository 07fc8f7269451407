"""The words and shapes of where a duty stands, the same wherever duties are shown."""

from __future__ import annotations

import datetime as dt
import re

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.deadlines import span_words
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.moved_dates import SHIFT_WORDS, MovedDate, Shift
from victimplanner.ui.formats import UNKNOWN, counted, full_day, recent_day
from victimplanner.ui.widgets import Pill

_PILLS = {
    DueState.OVERDUE: Pill("overdue", "Overdue"),
    DueState.TODAY: Pill("today", "Due today"),
    DueState.THIS_WEEK: Pill("info", "This week"),
    DueState.NEXT_TWO_WEEKS: Pill("info", "Planned", "calendar"),
    DueState.LATER: Pill("grey", "Later", "calendar"),
    DueState.NOT_KNOWN: Pill("unknown", "Not known"),
    DueState.NO_LIMIT: Pill("unknown", "To do"),
    DueState.NOT_STARTED: Pill("grey", "Not started", "info"),
    DueState.MET: Pill("ok", "Met"),
    DueState.MET_LATE: Pill("today", "Met late"),
    DueState.NOT_MET: Pill("refused", "Not met"),
    DueState.EXCUSED: Pill("info", "Good reason", "speech"),
    DueState.NO_LONGER: Pill("grey", "No longer due"),
    DueState.NOT_OURS: Pill("grey", "Not our duty"),
}
_PROVISIONAL = frozenset({DueState.THIS_WEEK, DueState.NEXT_TWO_WEEKS, DueState.LATER})


def result_pill(item: DueItem) -> Pill:
    """Return the pill of a duty; a date that may still move says so."""
    return Pill("today", "Provisional") if item.is_provisional and item.state in _PROVISIONAL else _PILLS[item.state]


def state_word(state: DueState) -> str:
    """Return "Overdue", "Met" and so on."""
    return _PILLS[state].word


def result_words(item: DueItem, calendar: Calendar) -> str:
    """Return how late or how soon, in the rule's own days, for the line under a pill."""
    if item.state is DueState.MET_LATE and item.due and item.told_on:
        return f"{span_words(calendar, item.due, item.told_on, item.count_unit)} late"
    if item.is_open and item.state not in (DueState.TODAY, DueState.NOT_KNOWN):  # what nobody knows is not called late
        return item.standing
    return ""


def due_words(item: DueItem, today: dt.date) -> str:
    """Return the due day for a table: "24 Nov", "no limit", or a dash."""
    if item.due is not None:
        return recent_day(item.due, today)
    has_limit = item.rule is None or item.rule.has_limit
    return UNKNOWN if has_limit or item.state is DueState.NOT_STARTED else "no limit"


def moved_words(moved: MovedDate) -> str:
    """Return one changed date in words: "Tell the outcome: Tue 24 Nov 2026 → Wed 25 Nov 2026"."""
    accused = re.fullmatch(r"D\d+", moved.item.about) if moved.item is not None else None
    title = f"{moved.title} ({accused[0]})" if accused else moved.title  # one clock may give way to that of another
    if moved.shift is Shift.MOVED:
        return f"{title}: {_day(moved.was)} → {_day(moved.now)}"
    if moved.shift is Shift.STARTED:
        return f"{title}, " + (f"due {full_day(moved.now)}" if moved.now else "no day yet")
    note = moved.note.rstrip(".")
    if note and not note[1:2].isdigit():  # "D1 pleaded guilty" keeps its capital
        note = note[:1].lower() + note[1:]
    return f"{title}: {note}" if note else title


def moved_headline(moved: tuple[MovedDate, ...]) -> str:
    """Return "3 dates moved, 1 duty started, 2 ended.", "" for none."""
    number = {shift: sum(m.shift is shift for m in moved) for shift in Shift}
    ended = number[Shift.STOPPED] + number[Shift.FINISHED]
    parts = [
        f"{counted(number[Shift.MOVED], 'date')} moved" if number[Shift.MOVED] else "",
        f"{counted(number[Shift.STARTED], 'duty', 'duties')} started" if number[Shift.STARTED] else "",
        f"{counted(ended, 'duty', 'duties')} ended" if ended else "",
    ]
    words = ", ".join(part for part in parts if part)
    return f"{words}." if words else ""


def moved_text(moved: tuple[MovedDate, ...], most: int) -> str:
    """Return what moved, the first `most` by name: "Starts: …. Moves: …; …. Stops: ….", the rest counted."""
    sentences = []
    for shift in Shift:
        lines = [moved_words(m) for m in moved[:most] if m.shift is shift]
        if lines:
            sentences.append(f"{SHIFT_WORDS[shift]}: {'; '.join(lines)}.")
    if len(moved) > most:
        sentences.append(f"And {len(moved) - most} more.")
    return " ".join(sentences)


def _day(day: dt.date | None) -> str:
    return full_day(day) if day else "no day"
