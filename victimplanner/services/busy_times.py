"""Taking in when somebody is busy from a diary file. Nothing of it is kept but the times."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import recurring_ical_events
from icalendar import Calendar

from victimplanner.domain.dates import LONDON
from victimplanner.domain.errors import Problem, RuleBroken, StorageProblem
from victimplanner.domain.people import Absence, AbsenceKind, Person
from victimplanner.services.context import App
from victimplanner.services.people import replace_busy_times

AHEAD = dt.timedelta(days=366)
_LARGEST = 10_000_000  # bytes
_MOST = 5_000  # times
_MOST_A_DAY = 96  # times of day named by one repetition


@dataclass(frozen=True)
class BusyImport:
    """What came of a diary file: how many times were added, taken out and known already, over which days."""

    added: int
    removed: int
    unchanged: int
    first: dt.date
    last: dt.date


def read_diary(path: Path) -> bytes:
    """Read the bytes of a diary file. Raises: StorageProblem in words when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)  # one byte more than is taken, so that it is refused as too large
    except FileNotFoundError:
        raise StorageProblem("missing", "That file is not there. Nothing was changed. Check the name.") from None
    except OSError:
        raise StorageProblem(
            "unreadable",
            "That file cannot be read; it may be open elsewhere. Nothing was changed. Close it, try again.",
        ) from None


def import_busy_times(app: App, person: Person, data: bytes) -> BusyImport:
    """Take in when `person` is busy in the coming year, all in one piece of work; a later file takes the place of it.

    Repeated entries count each time; cancelled ones and those marked as free take no time. Titles, places and people
    of the file are not kept. What lies behind us stays as it is.

    Raises: RuleBroken for what is no diary file, holds no entry, or is far too large.
    """
    first, last = app.today, app.today + AHEAD
    busy = read_busy_times(data, person.id, first, last)
    added, removed, unchanged = replace_busy_times(app, person.id, busy, first)
    return BusyImport(added, removed, unchanged, first, last)


def read_busy_times(data: bytes, person_id: str, first: dt.date, last: dt.date) -> list[Absence]:
    """Return the busy times of a diary file from `first` to `last`, in London time. Raises: RuleBroken."""
    if len(data) > _LARGEST:
        raise RuleBroken(
            Problem("file", "Not read: the file is too large for a diary. Nothing was changed. Export a shorter time.")
        )
    try:
        found = [a for event in _events(data, first, last) if (a := _absence(event, person_id)) is not None]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError) as error:
        raise RuleBroken(
            Problem(
                "file",
                "Not read: this is not a diary file (.ics), or a part of it cannot be understood. Nothing was changed. "
                "Export the diary again.",
            )
        ) from error
    if len(found) > _MOST:
        raise RuleBroken(
            Problem("file", f"Not read: more than {_MOST} entries. Nothing was changed. Export a shorter time.")
        )
    return list({absence.source_id: absence for absence in found if absence.last_day >= first}.values())


def _events(data: bytes, first: dt.date, last: dt.date) -> Iterator[Any]:
    """The entries of a diary file that touch the days asked for, repeated ones each time."""
    calendars = Calendar.from_ical(data, multiple=True)
    if not calendars or any(calendar.name != "VCALENDAR" for calendar in calendars):
        raise ValueError("no calendar")
    entries = [entry for calendar in calendars for entry in calendar.walk("VEVENT")]
    if not entries:  # an empty diary is more likely the wrong file, and would take out all that is known
        raise RuleBroken(
            Problem("file", "Not read: there is no entry in this file. Nothing was changed. Export the diary again.")
        )
    if any(_is_beyond_measure(entry) for entry in entries):
        raise RuleBroken(
            Problem("file", "Not read: an entry repeats without a pause. Nothing was changed. Take it out.")
        )
    for calendar in calendars:
        yield from recurring_ical_events.of(calendar).between(first, last + dt.timedelta(days=1))


def _is_beyond_measure(entry: Any) -> bool:
    """Whether an entry repeats so often that counting its times would never end."""
    rules = entry.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        often = {str(value).upper() for value in rule.get("FREQ", [])} & {"SECONDLY", "MINUTELY"}
        times_of_day = 1
        for part in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            times_of_day *= max(1, len(rule.get(part, [])))
        stands_still = any(int(value) < 1 for value in rule.get("INTERVAL", []))
        if often or stands_still or times_of_day > _MOST_A_DAY:
            return True
    return False


def _absence(event: Any, person_id: str) -> Absence | None:
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return None
    start, end = event.start, event.end
    if not isinstance(start, dt.datetime):  # whole days; the end is the day after
        last = max(start, end - dt.timedelta(days=1))
        times: tuple[dt.date, dt.time | None, dt.date, dt.time | None] = (start, None, last, None)
    else:
        begins, ends = _local(start), _local(end)
        if ends <= begins and start.tzinfo and end > start:  # in the hour that comes twice when summer time ends
            begins = begins.replace(minute=0)
            ends = begins + dt.timedelta(hours=1)
        if ends <= begins:
            return None
        if ends.time() == dt.time.min:  # until midnight: the day before, to its end
            times = (begins.date(), begins.time(), ends.date() - dt.timedelta(days=1), None)
        else:
            times = (begins.date(), begins.time(), ends.date(), ends.time())
    key = "|".join(map(str, (person_id, event.get("UID", ""), *times)))
    return Absence(
        person_id=person_id,
        kind=AbsenceKind.BUSY,
        first_day=times[0],
        first_time=times[1],
        last_day=times[2],
        last_time=times[3],
        source_id=hashlib.sha256(key.encode()).hexdigest()[:32],
    )


def _local(moment: dt.datetime) -> dt.datetime:
    """Return a moment as clock time in London; one without a time zone is taken as London's."""
    if moment.tzinfo is None:
        return moment.replace(second=0, microsecond=0)
    return moment.astimezone(LONDON).replace(tzinfo=None, second=0, microsecond=0)
