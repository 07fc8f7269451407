"""The next free time for chosen people, a place and a witness."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from victimplanner.domain.dates import local
from victimplanner.services.context import App
from victimplanner.services.engagements import Engagement, clashes, engagements_between

_HOURS = (dt.time(9, 30), dt.time(16, 30))
_STEP = dt.timedelta(minutes=30)
_LOOK_AHEAD = 15  # working days


@dataclass(frozen=True)
class Wanted:
    """What a free time is looked for: how long, from which day, with whom, where. `record_id` is what it moves."""

    first_day: dt.date
    minutes: int
    people: Mapping[str, str] = field(default_factory=dict)  # names by person id
    place: str = ""
    case_id: str = ""
    witness_id: str | None = None
    record_id: str = ""


@dataclass(frozen=True)
class Slot:
    """A free time of one day, local."""

    on: dt.date
    start: dt.time
    end: dt.time


def free_slots(app: App, wanted: Wanted) -> Iterator[Slot]:
    """Yield the times at which nothing clashes, the earliest first: every half hour from 9.30 to 16.30 of a working day.

    Searched over 15 working days from the day wanted, today at the earliest. Times that have gone by today are left
    out; people who are away, places that are taken and other witnesses of the case count as clashes.
    """
    day = max(wanted.first_day, app.today)
    if app.calendar.why_not_working_day(day):
        day = app.calendar.working_days_after(day, 1).due
    last = app.calendar.working_days_after(day, _LOOK_AHEAD - 1).due
    booked = engagements_between(app, day, last, without=wanted.record_id)
    now = local(app.now).time()
    while day <= last:
        if not app.calendar.why_not_working_day(day):
            begin = dt.datetime.combine(day, _HOURS[0])
            while (stop := begin + dt.timedelta(minutes=wanted.minutes)) <= dt.datetime.combine(day, _HOURS[1]):
                slot = Slot(day, begin.time(), stop.time())
                is_past = day == app.today and slot.start < now
                if not is_past and not clashes(_engagement(wanted, slot), booked):
                    yield slot
                begin += _STEP
        day += dt.timedelta(days=1)


def _engagement(wanted: Wanted, slot: Slot) -> Engagement:
    return Engagement(
        record_id=wanted.record_id,
        what="a meeting",
        case_id=wanted.case_id,
        witness_id=wanted.witness_id,
        on=slot.on,
        start=slot.start,
        end=slot.end,
        place=wanted.place,
        people=wanted.people,
    )
