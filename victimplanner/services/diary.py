"""A diary file for a planned meeting: neutral words, no names, London time with its time zone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from victimplanner.domain.dates import LONDON
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.services.context import App
from victimplanner.services.papers import write_whole

NEUTRAL_NAME = "meeting.ics"
_DOMAIN = "victimplanner.invalid"


def diary_file(meeting: Meeting, now: dt.datetime) -> bytes:
    """Return an iCalendar file for a planned or cancelled meeting.

    The UID stays for the life of the meeting and SEQUENCE rises with every change; the title says nothing about
    the case or the person. `now` is an aware UTC time.

    Raises: RuleBroken when the meeting has no day or times yet.
    """
    if meeting.planned_on is None or meeting.planned_start is None or meeting.planned_end is None:
        raise RuleBroken(Problem("planned_on", "The meeting has no day or times yet. Save the plan first."))
    cancelled = meeting.state is MeetingState.CANCELLED
    event = Event()
    event.add("uid", f"{meeting.id}@{_DOMAIN}")
    event.add("sequence", meeting.diary_sequence)
    event.add("dtstamp", now)
    event.add("summary", "Meeting")
    event.add("dtstart", dt.datetime.combine(meeting.planned_on, meeting.planned_start, LONDON))
    event.add("dtend", dt.datetime.combine(meeting.planned_on, meeting.planned_end, LONDON))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//VictimPlanner//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(_london())
    calendar.add_component(event)
    return bytes(calendar.to_ical())


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


def write_diary_file(app: App, meeting: Meeting, target: Path) -> None:
    """Write the diary file of a meeting to `target` and record that it left the program.

    Raises: RuleBroken when the meeting has no day or times, StorageProblem when it cannot be written.
    """
    content = diary_file(meeting, app.now)
    with app.change("meeting.diary") as uow:  # recorded and written, or neither
        uow.note_look(Meeting.__name__, meeting.id, meeting.case_id, "")
        write_whole(target, content, replace=True)
