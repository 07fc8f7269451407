"""Counting business and working days in England and Wales, and saying how."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.rulebook import CALENDAR, day
from victimplanner.domain.calendar import Calendar, HolidayList, Pause
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


# Each run of days that a holiday closes, by the last business day before it and the first after it.
CLOSED_RUNS = [
    # 2024
    ("2023-12-29", "2024-01-02"),
    ("2024-03-28", "2024-04-02"),
    ("2024-05-03", "2024-05-07"),
    ("2024-05-24", "2024-05-28"),
    ("2024-08-23", "2024-08-27"),
    ("2024-12-24", "2024-12-27"),
    # 2025
    ("2024-12-31", "2025-01-02"),
    ("2025-04-17", "2025-04-22"),
    ("2025-05-02", "2025-05-06"),
    ("2025-05-23", "2025-05-27"),
    ("2025-08-22", "2025-08-26"),
    ("2025-12-24", "2025-12-29"),
    # 2026
    ("2025-12-31", "2026-01-02"),
    ("2026-04-02", "2026-04-07"),
    ("2026-05-01", "2026-05-05"),
    ("2026-05-22", "2026-05-26"),
    ("2026-08-28", "2026-09-01"),
    ("2026-12-24", "2026-12-29"),
    # 2027
    ("2026-12-31", "2027-01-04"),
    ("2027-03-25", "2027-03-30"),
    ("2027-04-30", "2027-05-04"),
    ("2027-05-28", "2027-06-01"),
    ("2027-08-27", "2027-08-31"),
    ("2027-12-24", "2027-12-29"),
    # 2028
    ("2027-12-31", "2028-01-04"),
    ("2028-04-13", "2028-04-18"),
    ("2028-04-28", "2028-05-02"),
    ("2028-05-26", "2028-05-30"),
    ("2028-08-25", "2028-08-29"),
    ("2028-12-22", "2028-12-27"),
    # 2029 and 2030: predicted
    ("2028-12-29", "2029-01-02"),
    ("2029-03-29", "2029-04-03"),
    ("2029-05-04", "2029-05-08"),
    ("2029-05-25", "2029-05-29"),
    ("2029-08-24", "2029-08-28"),
    ("2029-12-24", "2029-12-27"),
    ("2029-12-31", "2030-01-02"),
    ("2030-04-18", "2030-04-23"),
    ("2030-05-03", "2030-05-07"),
    ("2030-05-24", "2030-05-28"),
    ("2030-08-23", "2030-08-27"),
    ("2030-12-24", "2030-12-27"),
]


@pytest.mark.parametrize(("before", "after"), CLOSED_RUNS)
def test_no_day_counts_between_the_last_business_day_before_a_holiday_and_the_first_after_it(
    before: str, after: str
) -> None:
    last, first = day(before), day(after)
    closed = [last + dt.timedelta(days=n) for n in range(1, (first - last).days)]
    assert [on for on in closed if CALENDAR.is_business_day(on)] == []
    for on in (last, *closed):
        assert CALENDAR.business_days_after(on, 1).due == first, f"the day after {on}"
        assert CALENDAR.working_days_after(on, 1).due == first, f"the day after {on}"
    assert CALENDAR.business_day_before(first) == last


def test_the_table_of_closed_runs_leaves_out_no_holiday_from_2024_to_2030() -> None:
    seen = {on for on in CALENDAR.holidays.names if any(day(b) < on < day(a) for b, a in CLOSED_RUNS)}
    assert seen == {on for on in CALENDAR.holidays.names if 2024 <= on.year <= 2030}


def easter_sunday(year: int) -> dt.date:
    """Easter by the Gregorian reckoning of Meeus, apart from any library."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * shift) // 451
    month, on = divmod(h + shift - 7 * m + 114, 31)
    return dt.date(year, month, on + 1)


@pytest.mark.parametrize("year", range(2000, 2046))
def test_good_friday_and_easter_monday_lie_about_easter_in_every_year_covered(year: int) -> None:
    sunday = easter_sunday(year)
    assert CALENDAR.why_not_business_day(sunday - dt.timedelta(days=2)) == "Good Friday"
    assert CALENDAR.why_not_business_day(sunday + dt.timedelta(days=1)) == "Easter Monday"


def test_to_count_nothing_gives_the_day_itself_even_where_it_does_not_count() -> None:
    count = CALENDAR.business_days_after(day("2026-12-26"), 0)
    assert (count.due, count.days) == (day("2026-12-26"), ())


def test_a_negative_count_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="never negative"):
        CALENDAR.business_days_after(day("2026-11-25"), -1)


def test_calendar_days_count_every_day_and_need_no_published_list() -> None:
    count = CALENDAR.calendar_days_after(day("2028-12-23"), 30)
    assert (count.due, len(count.days), count.left_out) == (day("2029-01-22"), 30, ())
    assert not count.is_provisional


def test_what_is_said_of_a_day_outside_the_known_years_is_one_plain_sentence_and_what_to_do() -> None:
    with pytest.raises(RuleBroken) as problem:
        CALENDAR.is_working_day(day("2206-11-18"))
    assert str(problem.value) == (
        "18 Nov 2206 lies outside the years 2000 to 2045, for which bank holidays are known or predicted. "
        "Check the year."
    )


def test_an_office_that_closes_without_a_reason_leaves_no_open_colon() -> None:
    closed = Calendar(CALENDAR.holidays, {day("2026-11-26"): "", day("2026-12-25"): "Christmas party"})
    assert closed.why_not_working_day(day("2026-11-26")) == "Office closed"
    assert closed.why_not_working_day(day("2026-12-25")) == "Christmas Day", "the law's reason comes first"
    assert not closed.is_working_day(day("2026-11-26"))
    assert closed.is_business_day(day("2026-11-26"))


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


@given(start=DAYS, later=st.integers(0, 30), number=NUMBERS)
def test_a_later_start_or_a_longer_count_never_ends_earlier(start: dt.date, later: int, number: int) -> None:
    due = CALENDAR.business_days_after(start, number).due
    assert CALENDAR.business_days_after(start, number + 1).due > due
    if number:  # to count nothing is to stay, even on a day that does not count
        assert CALENDAR.business_days_after(start + dt.timedelta(days=later), number).due >= due


@given(start=DAYS, number=NUMBERS)
def test_without_closed_days_of_its_own_an_office_works_on_the_courts_business_days(
    start: dt.date, number: int
) -> None:
    business = CALENDAR.business_days_after(start, number)
    working = CALENDAR.working_days_after(start, number)
    assert (working.due, working.days) == (business.due, business.days)


@given(start=DAYS, number=NUMBERS, closed=st.sets(st.integers(1, 40), max_size=8))
def test_closed_days_only_ever_put_a_working_day_off(start: dt.date, number: int, closed: set[int]) -> None:
    office = Calendar(CALENDAR.holidays, {start + dt.timedelta(days=n): "Closed" for n in closed})
    assert office.working_days_after(start, number).due >= CALENDAR.working_days_after(start, number).due
    assert office.business_days_after(start, number).due == CALENDAR.business_days_after(start, number).due


@given(start=DAYS, number=NUMBERS)
def test_a_count_shows_every_day_once_in_order_and_gives_each_left_out_day_a_reason(
    start: dt.date, number: int
) -> None:
    count = CALENDAR.business_days_after(start, number)
    assert [d.on for d in count.days] == [start + dt.timedelta(days=n) for n in range(1, (count.due - start).days + 1)]
    assert all((d.number is None) == bool(d.left_out_because) for d in count.days)
    assert count.is_provisional == (count.due > dt.date(2028, 12, 31))


@given(on=DAYS)
def test_what_the_law_names_never_counts_whatever_the_list_says(on: dt.date) -> None:
    """CrimPR 2025 r.2.2 names weekends, Christmas Day and Boxing Day beside the bank holidays."""
    named = on.weekday() >= 5 or (on.month, on.day) in ((12, 25), (12, 26))
    assert CALENDAR.is_business_day(on) == (not named and on not in CALENDAR.holidays.names)


# ------------------------------------------------------------ against a second, naive counter


def naive(
    start: dt.date, number: int, closed: frozenset[dt.date], pause: tuple[dt.date, dt.date] | None = None
) -> dt.date:
    """Count by walking: nothing of the calendar is used but the days on which the country rests."""
    on, left = start, number
    while left:
        on += dt.timedelta(days=1)
        if on.weekday() < 5 and on not in closed and not (pause and pause[0] <= on <= pause[1]):
            left -= 1
    return on


HOLIDAYS = frozenset(on for on in CALENDAR.holidays.names if 2023 <= on.year <= 2031)
ROUND = sorted({on for on in HOLIDAYS if 2024 <= on.year <= 2030})


@pytest.mark.parametrize("holiday", ROUND, ids=str)
def test_round_every_holiday_from_2024_to_2030_a_naive_counter_says_the_same(holiday: dt.date) -> None:
    training = frozenset({holiday + dt.timedelta(days=n) for n in (1, 2)})
    office = Calendar(CALENDAR.holidays, dict.fromkeys(training, "Training"))
    for away in range(-12, 4):
        start = holiday + dt.timedelta(days=away)
        for number in (0, 1, 2, 5, 10, 20, 30):
            assert office.business_days_after(start, number).due == naive(start, number, HOLIDAYS)
            assert office.working_days_after(start, number).due == naive(start, number, HOLIDAYS | training)
            pause = (holiday - dt.timedelta(days=2), holiday + dt.timedelta(days=6))
            paused = CALENDAR.days_after(start, number, "working days", (Pause(*pause, "Ill"),))
            assert paused.due == naive(start, number, HOLIDAYS, pause)


@pytest.mark.parametrize(
    ("first", "last"), [(f"{year}-12-18", f"{year + 1}-01-08") for year in range(2023, 2031)]
    + [(f"{year}-02-22", f"{year}-03-05") for year in (2024, 2025, 2028)],
    ids=lambda text: text,
)  # fmt: skip
def test_over_the_end_of_a_year_and_a_leap_day_a_naive_counter_says_the_same(first: str, last: str) -> None:
    for start in (day(first) + dt.timedelta(days=n) for n in range((day(last) - day(first)).days)):
        for number in (1, 2, 5, 10, 20):
            due = naive(start, number, HOLIDAYS)
            assert CALENDAR.business_days_after(start, number).due == due
            assert CALENDAR.working_days_after(start, number).due == due
            assert CALENDAR.days_between(start, due, "business days") == number


@given(
    start=st.dates(dt.date(2024, 1, 1), dt.date(2030, 9, 30)),
    number=NUMBERS,
    first=st.integers(-10, 60),
    long=st.integers(0, 40),
)
def test_whatever_the_pause_a_naive_counter_says_the_same(start: dt.date, number: int, first: int, long: int) -> None:
    pause = (start + dt.timedelta(days=first), start + dt.timedelta(days=first + long))
    for unit in ("business days", "working days"):
        assert CALENDAR.days_after(start, number, unit, (Pause(*pause, "Ill"),)).due == naive(
            start, number, HOLIDAYS, pause
        )
