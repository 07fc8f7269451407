"""Diary files: neutral words, no names, London time with its time zone, the same entry for its whole life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from victimplanner.domain.contact import Channel
from victimplanner.domain.dates import LONDON
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.services.contact import MEETING_SHARES, Override, pass_gate
from victimplanner.services.context import App
from victimplanner.services.paper_files import write_whole
from victimplanner.services.schedule import Entry, EntryKind

NEUTRAL_NAME = "meeting.ics"
NEUTRAL_CALENDAR_NAME = "calendar.ics"
_DOMAIN = "victimplanner.invalid"


@dataclass(frozen=True)
class DiaryEvent:
    """One entry of a diary file. `title` is neutral; `sequence` rises with every change. Local day and times."""

    id: str
    title: str
    on: dt.date
    start: dt.time
    end: dt.time
    sequence: int = 0
    is_cancelled: bool = False


def event_of(meeting: Meeting) -> DiaryEvent:
    """Return the diary entry of a planned or cancelled meeting. Raises: RuleBroken when it has no day or times yet."""
    if meeting.planned_on is None or meeting.planned_start is None or meeting.planned_end is None:
        raise RuleBroken(Problem("planned_on", "The meeting has no day or times yet. Save the plan first."))
    return DiaryEvent(
        meeting.id,
        "Meeting",
        meeting.planned_on,
        meeting.planned_start,
        meeting.planned_end,
        meeting.diary_sequence,
        meeting.state in (MeetingState.CANCELLED, MeetingState.DECLINED, MeetingState.LAPSED),
    )


def events_of(entries: Sequence[Entry]) -> list[DiaryEvent]:
    """Return the diary entries of what stands in the calendar at a time of day; deadlines and absences are left out."""
    return [
        DiaryEvent(
            entry.id,
            "Meeting" if entry.kind is EntryKind.MEETING else "Appointment",
            entry.on,
            entry.start,
            entry.end,
            entry.sequence,
            entry.is_cancelled,
        )
        for entry in entries
        if entry.start is not None and entry.end is not None and entry.kind is not EntryKind.AWAY
    ]


def diary_file(events: Sequence[DiaryEvent], now: dt.datetime) -> bytes:
    """Return an iCalendar file. The titles say nothing about a case or a person. `now` is an aware UTC time.

    A file of cancelled entries alone is a cancellation (METHOD:CANCEL), which takes them out of a calendar.
    """
    is_cancel = bool(events) and all(event.is_cancelled for event in events)
    calendar = Calendar()
    calendar.add("prodid", "-//VictimPlanner//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancel else "PUBLISH")
    calendar.add_component(_london())
    for event in events:
        calendar.add_component(_component(event, now))
    return bytes(calendar.to_ical())


def _component(entry: DiaryEvent, now: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.id}@{_DOMAIN}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now)
    event.add("summary", entry.title)
    event.add("dtstart", dt.datetime.combine(entry.on, entry.start, LONDON))
    event.add("dtend", dt.datetime.combine(entry.on, entry.end, LONDON))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return event


def _london() -> Timezone:
    """Europe/London as a rule: the clocks change at 1am UTC on the last Sundays of March and October.

    A start of summer or winter time is written in the local time that holds just before it.
    """
    zone = Timezone()
    zone.add("tzid", LONDON.key)
    for part, name, first, month, before, after in (
        (TimezoneDaylight(), "BST", dt.datetime(1996, 3, 31, 1), 3, 0, 1),  # noqa: DTZ001
        (TimezoneStandard(), "GMT", dt.datetime(1996, 10, 27, 2), 10, 1, 0),  # noqa: DTZ001
    ):
        part.add("tzname", name)
        part.add("dtstart", first)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", dt.timedelta(hours=before))
        part.add("tzoffsetto", dt.timedelta(hours=after))
        zone.add_component(part)
    return zone


@dataclass(frozen=True)
class ForWitness:
    """That a diary file is for the witness herself, and how it reaches her."""

    channel: Channel
    override: Override | None = None


def write_diary_file(app: App, meeting: Meeting, target: Path, for_witness: ForWitness | None = None) -> None:
    """Write the diary file of a meeting to `target` and record that it left the program.

    One for the witness passes the contact gate first. Raises: ContactBarred when it may not reach her in that way,
    RuleBroken when the meeting has no day or times, StorageProblem when it cannot be written.
    """
    content = diary_file([event_of(meeting)], app.now)
    with app.change("diary.write") as uow:  # recorded and written, or neither
        if for_witness is not None:
            nothing_done = "The diary file was not written."
            used_for, override = "a diary file", for_witness.override
            channel = for_witness.channel
            pass_gate(app, uow, meeting.witness_id, channel, used_for, override, nothing_done, MEETING_SHARES)
        uow.note_look(Meeting.__name__, meeting.id, meeting.case_id, "for the witness" if for_witness else "")
        write_whole(target, content, replace=True)


def write_calendar_file(app: App, entries: Sequence[Entry], target: Path) -> int:
    """Write what stands in the calendar to one diary file for staff; return how many entries it has.

    Raises: RuleBroken when none of it has a time, StorageProblem when it cannot be written.
    """
    events = events_of(entries)
    if not events:
        raise RuleBroken(Problem("", "Nothing with a time stands in this part of the calendar. Nothing was written."))
    case_of = {entry.id: entry.case_id for entry in entries}
    with app.change("diary.write") as uow:
        for event in events:
            uow.note_look("DiaryEvent", event.id.partition("/")[0], case_of.get(event.id) or None, "")
        write_whole(target, diary_file(events, app.now), replace=True)
    return len(events)
