"""Counting business and working days in England and Wales, and saying how."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.rulebook import CALENDAR, day
from victimplanner.domain.calendar import Calendar, HolidayList
from victimplanner.domain.errors import RuleBroken, RuleFileProblem

DAYS = st.dates(min_value=dt.date(2001, 1, 1), max_value=dt.date(2043, 12, 31))
NUMBERS = st.integers(min_value=0, max_value=60)


@pytest.mark.parametrize(
    ("start", "number", "due"),
    [
        ("2026-12-16", 10, "2027-01-04"),
        ("2026-12-16", 20, "2027-01-18"),
        ("2026-12-18", 10, "2027-01-06"),
        ("2026-11-25", 10, "2026-12-09"),
        ("2027-03-19", 10, "2027-04-06"),
        ("2027-05-21", 10, "2027-06-07"),
        ("2026-12-24", 1, "2026-12-29"),  # the 28th is the substitute for Boxing Day, a Saturday
        ("2026-12-24", 5, "2027-01-05"),
        ("2027-03-25", 1, "2027-03-30"),  # Good Friday and Easter Monday
        ("2024-02-28", 1, "2024-02-29"),
        ("2028-02-28", 2, "2028-03-01"),
        ("2025-12-31", 1, "2026-01-02"),
        ("2026-12-31", 1, "2027-01-04"),
        ("2024-05-03", 1, "2024-05-07"),
        ("2023-05-05", 1, "2023-05-09"),  # the coronation
        ("2022-06-01", 1, "2022-06-06"),  # the platinum jubilee, two days
        ("2022-09-16", 1, "2022-09-20"),  # the state funeral
        ("2030-12-24", 1, "2030-12-27"),
        ("2029-12-31", 1, "2030-01-02"),
    ],
)
def test_the_day_of_the_trigger_is_left_out_and_holidays_are_skipped(start: str, number: int, due: str) -> None:
    assert CALENDAR.business_days_after(day(start), number).due == day(due)


@pytest.mark.parametrize("eve", ["2026-12-24", "2026-12-31", "2025-12-24"])
def test_christmas_eve_and_new_years_eve_are_business_days(eve: str) -> None:
    assert CALENDAR.is_business_day(day(eve))


@pytest.mark.parametrize(
    ("on", "why"),
    [
        ("2026-12-25", "Christmas Day"),
        ("2026-12-26", "Boxing Day"),
        ("2026-12-28", "Boxing Day, substitute day"),
        ("2027-03-26", "Good Friday"),
        ("2027-03-29", "Easter Monday"),
        ("2026-11-28", "Saturday"),
        ("2026-11-29", "Sunday"),
        ("2026-11-30", ""),  # St Andrew's Day is a holiday in Scotland only
        ("2027-03-17", ""),  # St Patrick's Day in Northern Ireland only
        ("2026-08-03", ""),  # the summer holiday of Scotland
    ],
)
def test_why_a_day_does_not_count(on: str, why: str) -> None:
    assert CALENDAR.why_not_business_day(day(on)) == why


def test_an_office_that_closes_moves_its_working_days_but_never_the_courts_business_days() -> None:
    closed = Calendar(CALENDAR.holidays, {day("2026-11-26"): "Training"})
    assert closed.working_days_after(day("2026-11-25"), 1).due == day("2026-11-27")
    assert closed.business_days_after(day("2026-11-25"), 1).due == day("2026-11-26")
    assert closed.why_not_working_day(day("2026-11-26")) == "Office closed: Training"


def test_every_day_of_a_count_is_accounted_for() -> None:
    count = CALENDAR.business_days_after(day("2026-12-16"), 10)
    assert [d.number for d in count.days if d.number] == list(range(1, 11))
    assert [d.on.day for d in count.left_out] == [19, 20, 25, 26, 27, 28, 1, 2, 3]
    assert count.days[-1].on == count.due


@pytest.mark.parametrize(("start", "provisional"), [("2028-12-14", False), ("2028-12-29", True), ("2029-05-01", True)])
def test_a_count_that_needs_a_year_not_yet_published_is_provisional(start: str, provisional: bool) -> None:
    assert CALENDAR.business_days_after(day(start), 5).is_provisional is provisional


@pytest.mark.parametrize("start", ["1999-12-31", "2046-01-01", "2045-12-28"])
def test_outside_the_years_known_or_predicted_nothing_is_computed(start: str) -> None:
    with pytest.raises(RuleBroken, match="Check the year"):
        CALENDAR.business_days_after(day(start), 10)


def broken(**changes: object) -> HolidayList:
    names = dict(CALENDAR.holidays.names)
    values = {
        "names": names,
        "covered_from": day("2026-01-01"),
        "published_to": day("2026-12-31"),
        "covered_to": day("2026-12-31"),
        "edition": "test",
    }
    return HolidayList(**(values | changes))  # type: ignore[arg-type]


def without(*days: str) -> dict[dt.date, str]:
    return {on: name for on, name in CALENDAR.holidays.names.items() if on not in {day(d) for d in days}}


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ({}, "empty"),
        ({day("2026-12-25"): "Christmas Day"}, "1 bank holidays"),
        (without("2026-08-31"), "7 bank holidays"),
        (without("2026-04-03") | {day("2026-02-12"): "Swapped"}, "Good Friday is missing"),
        (without("2026-12-25") | {day("2026-12-29"): "Other"}, "Christmas is missing"),
        (without() | {day("2026-12-26"): "Boxing Day"}, "weekend"),
    ],
)
def test_an_empty_or_broken_list_of_holidays_is_an_error_and_never_no_holidays(
    names: dict[dt.date, str], words: str
) -> None:
    with pytest.raises(RuleFileProblem, match=words):
        broken(names=names)


@given(start=DAYS, number=NUMBERS)
def test_a_count_ends_on_a_business_day_after_exactly_so_many(start: dt.date, number: int) -> None:
    count = CALENDAR.business_days_after(start, number)
    assert sum(1 for d in count.days if d.number is not None) == number
    assert number == 0 or CALENDAR.is_business_day(count.due)
    assert count.due >= start


@given(start=DAYS, first=NUMBERS, then=NUMBERS)
def test_counting_on_from_a_count_is_counting_both_together(start: dt.date, first: int, then: int) -> None:
    middle = CALENDAR.business_days_after(start, first).due
    if first == 0:
        return  # the start itself may be no business day
    assert CALENDAR.business_days_after(middle, then).due == CALENDAR.business_days_after(start, first + then).due


@given(start=DAYS, number=st.integers(min_value=1, max_value=60))
def test_the_days_between_a_start_and_its_due_day_are_the_days_counted(start: dt.date, number: int) -> None:
    due = CALENDAR.business_days_after(start, number).due
    assert CALENDAR.days_between(start, due, "business days") == number
    assert CALENDAR.days_between(due, start, "business days") == -number


@given(on=DAYS)
def test_the_business_day_before_is_one_and_none_lies_between(on: dt.date) -> None:
    before = CALENDAR.business_day_before(on)
    assert CALENDAR.is_business_day(before)
    assert CALENDAR.days_between(before, on - dt.timedelta(days=1), "business days") == 0
