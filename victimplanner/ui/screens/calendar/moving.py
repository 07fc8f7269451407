"""What to look at before a meeting or a live link is moved: the checks of its own place, at the new time."""

from __future__ import annotations

import datetime as dt

from victimplanner.services.cases import read_case
from victimplanner.services.context import App
from victimplanner.services.links import link_warnings, moved_link
from victimplanner.services.meeting_checks import plan_warnings
from victimplanner.services.schedule import Entry, EntryKind


def new_time_warnings(
    app: App, entry: Entry, on: dt.date, start: dt.time, end: dt.time | None
) -> tuple[tuple[str, str], ...]:
    """Return the warnings of an entry at another time as (headline, text). Those about its people stand already.

    Raises: RuleBroken where it cannot lie there at all.
    """
    file = read_case(app, entry.case_id).witness(entry.witness_id)
    if entry.kind is EntryKind.LINK:
        link = next(link for link in file.links if link.id == entry.id)
        now = {(w.headline, w.text) for w in link_warnings(app, file, link)}
        moved = link_warnings(app, file, moved_link(link, on=on, start=start))
        return tuple(
            (w.headline, w.text)
            for w in moved
            if w.kind in ("clash", "apart", "timing") or (w.headline, w.text) not in now
        )
    meeting = next(m for m in file.meetings if m.meeting.id == entry.id)
    times = {"planned_on": on, "planned_start": start, "planned_end": end}
    planned = meeting.meeting.model_copy(update=times)
    found = plan_warnings(app, file, planned, meeting.attendances)
    return tuple((w.headline, w.text) for w in found if w.kind != "people")
