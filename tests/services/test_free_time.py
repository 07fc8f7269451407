"""The next free time: for whom, where, how long, and never one that clashes."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.journeys.cases import a_case
from tests.services.test_schedule import COUNSEL, a_meeting
from victimplanner.domain.people import Absence
from victimplanner.services.context import App
from victimplanner.services.free_time import Slot, Wanted, free_slots
from victimplanner.services.people import save_absence, save_person

TODAY = dt.date(2026, 11, 25)
DAY = dt.date(2026, 12, 2)


def first(app: App, count: int = 3, **wanted: object) -> list[Slot]:
    values: dict[str, object] = {"first_day": DAY, "minutes": 60, "people": {COUNSEL.id: COUNSEL.name}}
    return list(itertools.islice(free_slots(app, Wanted(**values | wanted)), count))  # type: ignore[arg-type]


def test_with_nothing_booked_the_day_begins_at_half_past_nine(empty: App) -> None:
    assert first(empty) == [
        Slot(DAY, dt.time(9, 30), dt.time(10, 30)),
        Slot(DAY, dt.time(10), dt.time(11)),
        Slot(DAY, dt.time(10, 30), dt.time(11, 30)),
    ]


def test_somebody_who_is_at_a_meeting_is_free_before_and_after_it(empty: App) -> None:
    save_person(empty, COUNSEL)
    a_meeting(empty, a_case(empty).witnesses[0], DAY, 10, COUNSEL)
    starts = [slot.start for slot in first(empty, 2)]
    assert starts == [dt.time(11), dt.time(11, 30)]


def test_a_whole_day_away_leads_to_the_next_working_day(empty: App) -> None:
    save_person(empty, COUNSEL)
    save_absence(empty, Absence(person_id=COUNSEL.id, first_day=DAY, last_day=dt.date(2026, 12, 4)))
    assert first(empty, 1)[0].on == dt.date(2026, 12, 7), "over the weekend"


def test_what_has_gone_by_today_is_not_offered(empty: App) -> None:
    (slot,) = first(empty, 1, first_day=TODAY)
    assert (slot.on, slot.start) == (TODAY, dt.time(10)), "it is 9.42"


@pytest.mark.parametrize("day", [dt.date(2026, 12, 25), dt.date(2026, 12, 26), dt.date(2026, 12, 28)])
def test_a_holiday_is_passed_over(empty: App, day: dt.date) -> None:
    assert first(empty, 1, first_day=day)[0].on == dt.date(2026, 12, 29)


def test_longer_than_the_day_there_is_none(empty: App) -> None:
    assert first(empty, minutes=8 * 60) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    away=st.lists(st.tuples(st.integers(0, 4), st.integers(9, 15), st.integers(1, 4)), max_size=4),
    minutes=st.sampled_from([30, 60, 90, 120]),
)
def test_a_time_found_never_lies_in_a_time_away(practice: App, away: list[tuple[int, int, int]], minutes: int) -> None:
    absences = [
        Absence(
            person_id=COUNSEL.id,
            first_day=DAY + dt.timedelta(days=day),
            first_time=dt.time(hour),
            last_day=DAY + dt.timedelta(days=day),
            last_time=dt.time(hour + length),
        )
        for day, hour, length in away
    ]
    with practice.change("absence.amend") as uow:
        known = uow.find(type(COUNSEL), id=COUNSEL.id)
        if not known:
            uow.add(COUNSEL)
        for absence in absences:
            uow.add(absence)
    try:
        for slot in first(practice, 6, minutes=minutes):
            for absence in absences:
                start, end = absence.hours_on(absence.first_day)
                assert slot.on != absence.first_day or slot.end <= start or end <= slot.start
    finally:
        with practice.change("absence.amend") as uow:
            for absence in absences:
                uow.delete(absence)
