"""How an entry looks and reads: its mark, its lines, and the sentence a screen reader says."""

from __future__ import annotations

import datetime as dt

from victimplanner.services.schedule import Entry, EntryKind
from victimplanner.ui.formats import clock_time, time_span, week_day
from victimplanner.ui.widgets import Pill

_COURT = frozenset({EntryKind.HEARING, EntryKind.RECORDING, EntryKind.LINK, EntryKind.TEST_CALL})
CLASH = Pill("overdue", "Clash")
COURT = Pill("info", "Hearing or court date", "calendar")
CONTACT = Pill("ok", "Meeting, contact or visit", "speech")
NOT_CONFIRMED = Pill("draft", "Not confirmed")
AWAY = Pill("grey", "Away")
OVER = Pill("grey", "Over", "ok")
CANCELLED = Pill("grey", "Cancelled", "refused")
MARKS = (CLASH, COURT, CONTACT, NOT_CONFIRMED, AWAY, OVER)


def mark_of(entry: Entry, today: dt.date) -> Pill:
    """Return the mark of an entry: the most pressing thing to know about it, as a shape and a word."""
    if entry.is_cancelled:
        return CANCELLED
    if entry.kind is EntryKind.DEADLINE:
        return _due_mark(entry, today)
    if entry.is_done:
        return OVER
    if entry.clashes:
        return CLASH
    if entry.kind is EntryKind.AWAY:
        return AWAY
    if not entry.is_confirmed:
        return NOT_CONFIRMED
    return COURT if entry.kind in _COURT else CONTACT


def _due_mark(entry: Entry, today: dt.date) -> Pill:
    if entry.on < today:
        return Pill("overdue", "Overdue")
    return Pill("today", "Due today") if entry.on == today else Pill("info", "Due")


def standing_pill(entry: Entry, today: dt.date) -> Pill:
    """Return how an entry stands, where its kind is written beside it: "Planned" for what nothing is the matter with."""
    mark = mark_of(entry, today)
    if mark in (COURT, CONTACT):
        return mark._replace(word="Planned")
    return mark


def state_words(entry: Entry, today: dt.date) -> str:
    """Return the word that must stand beside the mark, "" where the title says it already."""
    mark = mark_of(entry, today)
    return "" if mark in (COURT, CONTACT, AWAY) else mark.word


def case_words(entry: Entry) -> str:
    """Return "10AB/12345/26 W1"; "" for what belongs to no case."""
    return f"{entry.urn} {entry.label}".strip()


def where_words(entry: Entry) -> str:
    """Return how and where: "By video; Eastholme suite"."""
    return "; ".join(filter(None, (entry.detail, entry.place)))


def time_words(entry: Entry) -> str:
    """Return "10:30–12:00", or "All day"."""
    return time_span(entry.start, entry.end) if entry.start is not None else "All day"


def what_words(entry: Entry) -> str:
    """Return "Meeting W1, 10AB/12345/26"."""
    return ", ".join(filter(None, (f"{entry.title} {entry.label}".strip(), entry.urn)))


def spoken(entry: Entry, today: dt.date) -> str:
    """Return the whole entry as one sentence: "Meeting W1, 10AB/12345/26, Mon 30 Nov 10:30 to 12:00, clash: …"."""
    when = week_day(entry.on)
    if entry.start is not None:
        when += f" {clock_time(entry.start)}" + (f" to {clock_time(entry.end)}" if entry.end else "")
    parts = [what_words(entry), when, where_words(entry)]
    mark = mark_of(entry, today)
    if mark == CLASH:
        parts.append(clash_words(entry))
    elif word := state_words(entry, today):
        parts.append(word.lower())
    return ", ".join(filter(None, parts))


def clash_words(entry: Entry) -> str:
    """Return "clash: …" with everything that an entry clashes with; "" for none."""
    found = [words.removeprefix("Clash: ") for words in entry.clashes]
    return f"clash: {' '.join(found)}" if found else ""
