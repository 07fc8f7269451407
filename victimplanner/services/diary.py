"""A diary file for a planned meeting: neutral words, no names, London time with its time zone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from icalendar import Calendar, Event

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
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def write_diary_file(app: App, meeting: Meeting, target: Path) -> None:
    """Write the diary file of a meeting to `target` and record that it left the program.

    Raises: RuleBroken when the meeting has no day or times, StorageProblem when it cannot be written.
    """
    content = diary_file(meeting, app.now)
    app.look("meeting.diary", Meeting.__name__, meeting.id, meeting.case_id)
    write_whole(target, content, replace=True)
