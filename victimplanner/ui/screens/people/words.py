"""How the directory puts days and earlier details into words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from victimplanner.domain.people import Absence, Person, PersonDetails
from victimplanner.ui import formats

_DETAIL_WORDS = {
    "name": "Name",
    "organisation": "Organisation",
    "phone": "Telephone",
    "hours": "Hours",
    "email": "E-mail",
}


def time_away(absence: Absence) -> str:
    """Mon 30 Nov 2026 to Fri 4 Dec 2026; Mon 30 Nov 2026, 14:00–16:00."""
    first, last = formats.full_day(absence.first_day), formats.full_day(absence.last_day)
    if absence.first_day == absence.last_day:
        return f"{first}{_times(absence)}"
    begins = f", {formats.clock_time(absence.first_time)}" if absence.first_time else ""
    ends = f", {formats.clock_time(absence.last_time)}" if absence.last_time else ""
    return f"{first}{begins} to {last}{ends}"


def absence_words(absence: Absence, today: dt.date) -> str:
    """Say in a table when somebody is away: now and until when, or when next."""
    first, last = (formats.table_day(day, today) for day in (absence.first_day, absence.last_day))
    if absence.first_day == absence.last_day:
        return f"Away {'today' if absence.first_day == today else first}{_times(absence)}"
    return f"Away now, to {last}" if absence.first_day <= today else f"Away {first} to {last}"


def _times(absence: Absence) -> str:
    """The hours of an absence of one day, with a comma before; "" for the whole day."""
    if absence.first_time and absence.last_time:
        return f", {formats.time_span(absence.first_time, absence.last_time)}"
    if absence.first_time:
        return f", from {formats.clock_time(absence.first_time)}"
    return f", to {formats.clock_time(absence.last_time)}" if absence.last_time else ""


def earlier_words(person: Person, earlier: Sequence[PersonDetails]) -> list[tuple[str, str]]:
    """Say of each of the earlier details to which day they held, and what was different from those that came after."""
    lines: list[tuple[str, str]] = []
    after: Person | PersonDetails = person
    for details in earlier:
        parts = [
            f"{words}: {getattr(details, name) or 'none'}"
            for name, words in _DETAIL_WORDS.items()
            if getattr(details, name) != getattr(after, name)
        ]
        by = f" Changed by {details.changed_by}." if details.changed_by else ""
        lines.append((f"To {formats.full_day(details.held_until)}", f"{'; '.join(parts)}.{by}"))
        after = details
    return lines
