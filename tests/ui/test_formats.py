"""Days and times: what is shown, what is understood, and the words for what is not."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from victimplanner.ui import formats

TODAY = date(2026, 11, 25)
DAYS = st.dates(date(1930, 1, 1), date(2120, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2/12/26", date(2026, 12, 2)),
        ("2.12.2026", date(2026, 12, 2)),
        ("2-12-26", date(2026, 12, 2)),
        ("2 12 2026", date(2026, 12, 2)),
        ("2 Dec", date(2026, 12, 2)),
        ("2dec26", date(2026, 12, 2)),
        ("2nd December 2026", date(2026, 12, 2)),
        ("Wed 2 Dec 2026", date(2026, 12, 2)),
        ("Wednesday, 2 December 2026", date(2026, 12, 2)),
        ("  wed  2  dec ", date(2026, 12, 2)),
        ("3 Sept 2026", date(2026, 9, 3)),
        ("2026-12-02", date(2026, 12, 2)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 26)),
        ("yesterday", date(2026, 11, 24)),
        ("+3", date(2026, 11, 28)),
        ("+ 3 days", date(2026, 11, 28)),
        ("-1", date(2026, 11, 24)),
        ("14 Jan", date(2027, 1, 14)),
        ("14 Jun", date(2026, 6, 14)),
        ("12/3/85", date(1985, 3, 12)),
        ("1/1/46", date(2046, 1, 1)),
        ("", None),
        ("   ", None),
    ],
)
def test_a_day_is_read_from_every_usual_form(typed: str, day: date | None) -> None:
    assert formats.read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31 Nov 2026", "31 November is not a date. Enter a day from 1 to 30."),
        ("31/11", "31 November is not a date. Enter a day from 1 to 30."),
        ("30 Feb", "30 February is not a date. Enter a day from 1 to 28."),
        ("29 Feb 2027", "29 February 2027 is not a date. Enter a day from 1 to 28."),
        ("0 Dec", "0 December is not a date. Enter a day from 1 to 31."),
        ("2/13/26", "There is no month 13. Enter the day first, then a month from 1 to 12."),
        (
            "Thu 2 Dec 2026",
            "2 December 2026 is a Wednesday, not a Thursday. Check the day or leave the weekday out.",
        ),
        ("2 Foo", "“Foo” is not a month. Enter a date such as 2 Dec 2026, 2/12/26, today or +3."),
        ("soon", "“soon” is not a date. Enter a date such as 2 Dec 2026, 2/12/26, today or +3."),
    ],
)
def test_what_is_no_day_is_answered_with_the_cure(typed: str, words: str) -> None:
    with pytest.raises(formats.NotADay) as caught:
        formats.read_day(typed, TODAY)
    assert str(caught.value) == words


@given(DAYS, DAYS)
def test_a_day_shown_in_full_reads_back_as_itself(day: date, today: date) -> None:
    assert formats.read_day(formats.full_day(day), today) == day
    assert formats.read_day(formats.long_day(day), today) == day
    assert formats.read_day(formats.day_month_year(day), today) == day


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(-150, 150))
def test_a_day_without_a_year_is_the_nearest_one(today: date, away: int) -> None:
    day = date.fromordinal(today.toordinal() + away)
    if (day.month, day.day) == (2, 29):
        return
    assert formats.read_day(formats.short_day(day), today) == day


@given(st.text(max_size=25))
def test_nothing_typed_breaks_the_reader(typed: str) -> None:
    for read in (lambda: formats.read_day(typed, TODAY), lambda: formats.read_time(typed)):
        with contextlib.suppress(formats.NotADay, formats.NotATime):
            read()


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("10:30", time(10, 30)),
        ("1030", time(10, 30)),
        ("930", time(9, 30)),
        ("9.15", time(9, 15)),
        ("9", time(9)),
        ("2pm", time(14)),
        ("12am", time(0)),
        ("12.30 pm", time(12, 30)),
        ("00:00", time(0)),
        ("", None),
    ],
)
def test_a_time_is_read_from_every_usual_form(typed: str, moment: time | None) -> None:
    assert formats.read_time(typed) == moment


@pytest.mark.parametrize("typed", ["25:00", "10:75", "noon", "1", "12345"])
def test_what_is_no_time_is_answered_in_words(typed: str) -> None:
    if typed == "1":
        assert formats.read_time(typed) == time(1)
        return
    with pytest.raises(formats.NotATime, match=r"Enter"):
        formats.read_time(typed)


@given(st.times())
def test_a_time_shown_reads_back_to_the_minute(moment: time) -> None:
    assert formats.read_time(formats.clock_time(moment)) == time(moment.hour, moment.minute)


def test_days_and_moments_are_shown_as_people_write_them() -> None:
    day = date(2026, 12, 2)
    assert formats.full_day(day) == "Wed 2 Dec 2026"
    assert formats.long_day(day) == "Wednesday 2 December 2026"
    assert formats.week_day(day) == "Wed 2 Dec"
    assert formats.table_day(day, TODAY) == "Wed 2 Dec"
    assert formats.table_day(date(2027, 3, 8), TODAY) == "8 Mar 2027"
    assert formats.table_day(None, TODAY) == "–"
    assert formats.day_and_time(datetime(2026, 7, 24, 16, 12, tzinfo=UTC)) == "Fri 24 Jul 2026, 17:12"
    assert formats.time_span(time(10, 30), time(12)) == "10:30–12:00"


def test_late_and_left_are_counted_in_full_words() -> None:
    assert formats.late_by(1, "working day") == "1 working day late"
    assert formats.late_by(2, "working day") == "2 working days late"
    assert formats.left_to(5, "business day") == "5 business days left"
    assert formats.joined(["W1", "W2", "W3"]) == "W1, W2 and W3"
    assert formats.joined(["W1"]) == "W1"
    assert formats.joined([]) == ""
