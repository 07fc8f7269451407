"""Dates in many forms: day first, never a silent guess."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from victimplanner.domain.dates import MONTHS, day_and_date, long_date, plain_date
from victimplanner.domain.importing import ImportKnowledge, Level
from victimplanner.domain.importing.dates import read_date

FORMS = (
    lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d.day}-{d.month}-{d.year}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f" {d.day} / {d.month} / {d.year} ",
    lambda d: f"{d.day}/{d.month}/{d.year % 100:02}",
    lambda d: d.isoformat(),
    lambda d: f"{d.isoformat()} 00:00:00",
    lambda d: f"{d.isoformat()}T00:00:00",
    lambda d: d.isoformat().replace("-", "/"),
    plain_date,
    long_date,
    day_and_date,
    lambda d: f"{d.day}-{MONTHS[d.month - 1][:3].upper()}-{d.year % 100:02}",
    lambda d: f"{d.day}th of {MONTHS[d.month - 1].lower()} {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
)


@given(day=st.dates(dt.date(2017, 1, 1), dt.date(2030, 12, 31)), form=st.sampled_from(FORMS))
def test_every_form_gives_the_same_day(day: dt.date, form: object, knowledge: ImportKnowledge, today: dt.date) -> None:
    assert callable(form)
    assert read_date(form(day), knowledge, today) == read_date(day.isoformat(), knowledge, today)
    assert read_date(form(day), knowledge, today).value == day


@given(day=st.dates(dt.date(1927, 1, 1), dt.date(2026, 11, 25)))
def test_a_birth_with_a_two_digit_year_is_never_in_the_future_and_always_warned_of(
    day: dt.date, knowledge: ImportKnowledge, today: dt.date
) -> None:
    reading = read_date(f"{day.day}/{day.month}/{day.year % 100:02}", knowledge, today, birth=True)
    assert reading.value == day
    assert [level for level, _ in reading.messages] == [Level.WARNING]


@given(text=st.text(max_size=25))
def test_any_text_is_a_day_or_a_reason(text: str, knowledge: ImportKnowledge, today: dt.date) -> None:
    reading = read_date(text, knowledge, today)
    assert reading.value or reading.messages or knowledge.is_blank(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/02/2026", "31/02/2026 is not a date: February 2026 has 28 days"),
        ("29/02/2026", "February 2026 has 28 days"),
        ("2026-04-31", "April 2026 has 30 days"),
        ("31 Nov 2026", "November 2026 has 30 days"),
        ("0/0/00", "0/0/00 is not a date"),
        ("13/13/2026", "13/13/2026 is not a date"),
        ("12/25/2026", "Written month first it would be 25 Dec 2026; that was not used"),
        ("46133", "looks like a spreadsheet day number for 21 Apr 2026; that was not used"),
        ("46133.5", "looks like a spreadsheet day number for 21 Apr 2026"),
        ("1990", "The number 1990 could not be read as a date"),
        ("01/01/0001", "The year 1 is too long ago"),
        ("soon", "The text in this cell could not be read as a date"),
        ("w/c 12 Oct", "could not be read as a date"),
        ("1 Foo 2026", "could not be read as a date"),
        ("20260522", "could not be read as a date"),
    ],
)
def test_what_is_no_date_leaves_the_date_unknown(
    text: str, says: str, knowledge: ImportKnowledge, today: dt.date
) -> None:
    reading = read_date(text, knowledge, today)
    assert reading.value is None
    assert [level for level, _ in reading.messages] == [Level.WARNING]
    assert says in reading.messages[0][1]
    assert "left unknown" in reading.messages[0][1]


@pytest.mark.parametrize("text", ["TBC", "tbc.", "To be fixed", "?", "n/k", "Not listed"])
def test_a_date_not_known_yet_is_no_fault(text: str, knowledge: ImportKnowledge, today: dt.date) -> None:
    reading = read_date(text, knowledge, today)
    assert reading.value is None
    assert [level for level, _ in reading.messages] == [Level.NOTE]


@pytest.mark.parametrize("text", ["", "  ", "-", "n/a"])
def test_a_blank_cell_says_nothing(text: str, knowledge: ImportKnowledge, today: dt.date) -> None:
    assert read_date(text, knowledge, today).value is None
    assert not read_date(text, knowledge, today).messages


def test_a_time_of_day_and_a_wrong_weekday_are_said(knowledge: ImportKnowledge, today: dt.date) -> None:
    timed = read_date("16/07/2026 10:00", knowledge, today)
    assert (timed.value, timed.messages[0][0]) == (dt.date(2026, 7, 16), Level.NOTE)
    wrong = read_date("Mon 25 Nov 2026", knowledge, today)
    assert (wrong.value, wrong.messages[0][0]) == (dt.date(2026, 11, 25), Level.WARNING)
    assert "is a Wednesday" in wrong.messages[0][1]


def test_a_name_in_a_date_column_is_not_repeated(knowledge: ImportKnowledge, today: dt.date) -> None:
    assert "Kowalska" not in read_date("Ewa Kowalska 1973", knowledge, today).messages[0][1]
