"""From a rule and a start to a day that explains itself, in the words a person reads; and the Code's duties as data."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.rulebook import CALENDAR, RULES, TODAY, day
from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case import CourtKind
from victimplanner.domain.dates import day_and_date
from victimplanner.domain.deadlines import DeadlineRule, Start, Working, standing_words, work_out
from victimplanner.domain.due_item import DueState, state_on


def rule(rule_id: str) -> DeadlineRule:
    return RULES.deadline(rule_id, TODAY)


def start(on: str | None, key: str = "all", **more: str) -> Start:
    return Start(about="D1", words="Not guilty plea of D1", on=day(on) if on else None, key=key, **more)  # type: ignore[arg-type]


def lines(working: Working) -> list[str]:
    return working.as_text().split("\n")


# ------------------------------------------------------------ why this date


def test_the_whole_working_over_christmas_reads_as_it_stands_on_screen_and_paper() -> None:
    working = work_out(rule("application"), start("2026-12-16", "crown"), CALENDAR)
    assert lines(working) == [
        "Starts from: Not guilty plea of D1",
        "Rule: CrimPR 2025 r.18.4: not more than 10 business days after the defendant pleads not guilty (Crown Court).",
        "Count: day 1 is Thu 17 Dec 2026; day 10 is Mon 4 Jan 2027",
        "Left out: Wed 16 Dec 2026 (the day it runs from); 5 weekend days; Fri 25 Dec 2026 (Christmas Day); "
        "Sat 26 Dec 2026 (Boxing Day); Mon 28 Dec 2026 (Boxing Day, substitute day); Fri 1 Jan 2027 (New Year's Day).",
        "Last day: Mon 4 Jan 2027",
        "Calendar: England and Wales, GOV.UK list of August 2026, known to 31 Dec 2028.",
        "Edition: CrimPR 2025 (SI 2025/909), in force from 6 Oct 2025.",
    ]


def test_a_week_without_a_holiday_says_that_there_is_none() -> None:
    working = work_out(rule("application"), start("2026-11-18", "crown"), CALENDAR)
    assert "Left out: Wed 18 Nov 2026 (the day it runs from); 4 weekend days; no bank holiday falls in this time." in (
        lines(working)
    )


@pytest.mark.parametrize(
    ("court", "words"),
    [
        (CourtKind.CROWN, "10 business days after the defendant pleads not guilty (Crown Court)."),
        (CourtKind.MAGISTRATES, "20 business days after the defendant pleads not guilty (magistrates’ court)."),
        (CourtKind.YOUTH, "20 business days after the defendant pleads not guilty (youth court)."),
    ],
)
def test_the_rule_is_told_with_the_number_and_the_name_of_the_court(court: CourtKind, words: str) -> None:
    text = work_out(rule("application"), start("2026-11-18", court.value), CALENDAR).as_text()
    assert words in text


def test_a_day_the_office_closes_is_named_where_it_is_left_out() -> None:
    calendar = Calendar(CALENDAR.holidays, {day("2026-11-26"): "Training"})
    working = work_out(rule("decision.told"), start("2026-11-25"), calendar)
    assert working.due == day("2026-11-27")
    assert "Thu 26 Nov 2026 (Office closed: Training)" in working.as_text()


def test_one_day_is_one_working_day_in_words() -> None:
    text = work_out(rule("decision.told"), start("2026-11-25"), CALENDAR).as_text()
    assert "unit limit 1 working day from receipt of the decision" in text


def test_an_unverified_limit_says_that_it_is_a_default_which_a_manager_may_change() -> None:
    text = work_out(rule("decision.told"), start("2026-11-25"), CALENDAR).as_text()
    assert text.endswith("Not verified in a current source: a default that a manager may change.")
    verified = work_out(rule("application"), start("2026-11-25", "crown"), CALENDAR).as_text()
    assert "Not verified" not in verified


def test_a_number_changed_by_a_manager_is_the_number_told_and_counted() -> None:
    working = work_out(rule("decision.told"), start("2026-11-25"), CALENDAR, changed_count=3)
    assert working.due == day("2026-11-30")
    assert "unit limit 3 working days" in working.as_text()


def test_what_is_due_on_the_day_itself_has_no_count_and_nothing_left_out() -> None:
    working = work_out(rule("meeting.outcome"), start("2026-11-28"), CALENDAR)
    assert working.due == day("2026-11-28"), "a Saturday, if the meeting is on one"
    assert {"Count", "Left out"}.isdisjoint({step.label for step in working.steps})


# ------------------------------------------------------------ calendar days


def test_calendar_days_over_christmas_never_claim_that_no_bank_holiday_falls_in_them() -> None:
    working = work_out(rule("contact.confirm"), start("2026-12-10"), CALENDAR)
    assert working.due == day("2027-01-09")
    assert "Left out: Thu 10 Dec 2026 (the day it runs from); every other day counts." in lines(working)
    assert "bank holiday" not in working.as_text().lower()


def test_calendar_days_after_the_published_holidays_are_certain() -> None:
    working = work_out(rule("contact.confirm"), start("2029-01-10"), CALENDAR)
    assert not working.is_provisional
    assert "Provisional" not in working.as_text()


# ------------------------------------------------------------ provisional


@pytest.mark.parametrize(
    ("plea", "due", "provisional"),
    [
        ("2028-12-13", "2028-12-29", False),
        ("2028-12-14", "2029-01-02", True),
        ("2029-03-19", "2029-04-04", True),
    ],
)
def test_a_limit_is_provisional_when_it_ends_after_the_last_published_year(
    plea: str, due: str, provisional: bool
) -> None:
    working = work_out(rule("application"), start(plea, "crown"), CALENDAR)
    assert working.due == day(due)
    assert working.is_provisional is provisional
    told = "Bank holidays after 31 Dec 2028 are not yet published. This date is worked out again when they are."
    assert (told in working.as_text()) is provisional


# ------------------------------------------------------------ cannot be worked out


@pytest.mark.parametrize(
    ("on", "key", "missing", "result"),
    [
        (None, "crown", "", "the date that starts the clock is missing"),
        (None, "crown", "the date of the plea of D1 is missing", "the date of the plea of D1 is missing"),
        ("2026-11-18", "unknown", "", "the court is not recorded"),
        ("2026-11-18", "standard", "", "the rule gives no number"),
    ],
)
def test_a_date_that_cannot_be_worked_out_says_which_fact_is_missing(
    on: str | None, key: str, missing: str, result: str
) -> None:
    working = work_out(rule("application"), start(on, key, missing=missing), CALENDAR)
    assert (working.due, working.count, working.missing) == (None, None, result)
    assert lines(working)[0] == "Starts from: Not guilty plea of D1"
    assert lines(working)[-1] == f"Result: Cannot be worked out: {result}."


# ------------------------------------------------------------ the duties of the Code, domain table 3.4


DUTIES = [  # the right, days with standard and with enhanced rights (None: the Code names no number), the clock
    ("R3a", "3", None, None, "event"),
    ("R3b", "3", 5, 5, "event"),
    ("R4a", "4", 2, 2, "event"),
    ("R4b", "4", None, None, "event"),
    ("R6a", "6", 5, 1, "event"),
    ("R6b", "6", 5, 1, "event"),
    ("R6c", "6", 5, 1, "event"),
    ("R6d", "6", 5, 1, "event"),
    ("R6e.local", "6", 10, 10, "received"),
    ("R6e.review", "6", 30, 30, "received"),
    ("R7a", "7", None, None, "event"),
    ("R8a", "8.1", 1, 1, "received"),
    ("R8b", "8.1", 5, 1, "received"),
    ("R8b0", "8.1", 5, 5, "event"),
    ("R8c", "8.2", 1, 1, "received"),
    ("R8d", "8.2", None, None, "event"),
    ("R8e", "", 1, 1, "received"),  # the ledger keeps it as `decision.told`
    ("R8f", "8", 0, 0, "event"),
    ("R9a", "9", 1, 1, "received"),
    ("R9b", "9", 1, 1, "received"),
    ("R9ab0", "9", 5, 5, "event"),
    ("R9c", "9", 1, 1, "received"),
    ("R10a", "10", 10, 10, "received"),
    ("R10b", "10", None, None, "event"),
    ("R11a", "11", 10, 10, "event"),
    ("R12a", "12", 10, 10, "received"),
]


@pytest.mark.parametrize(("duty", "right", "standard", "enhanced", "clock"), DUTIES)
def test_each_duty_of_the_code_has_its_right_its_days_and_its_clock(
    duty: str, right: str, standard: int | None, enhanced: int | None, clock: str
) -> None:
    found = rule(duty)
    assert (found.number("standard"), found.number("enhanced"), found.clock) == (standard, enhanced, clock)
    assert (found.right, found.has_limit) == (right, standard is not None)
    assert found.unit == "working days"
    assert found.in_force == day("2021-04-01")


def test_the_table_of_duties_leaves_out_no_duty_of_the_code() -> None:
    held = {r.id for r in RULES.deadlines if "Code 2020" in r.edition}
    assert held == {duty for duty, *_ in DUTIES}


def test_a_duty_without_a_number_of_days_is_never_late_and_says_so() -> None:
    working = work_out(rule("R7a"), start("2026-11-02"), CALENDAR)
    assert (working.due, working.missing) == (None, "")
    assert "Last day: The rule names no number of days: as soon as possible." in lines(working)


@pytest.mark.parametrize(
    ("rule_id", "citation"),
    [
        ("application", "CrimPR 2025 r.18.4"),
        ("application.response", "CrimPR 2025 r.18.13"),
        ("decision.told", "CrimPR 2025 r.18.5; Code Right 8"),
    ],
)
def test_the_procedure_rules_are_cited_by_their_numbers_of_2025(rule_id: str, citation: str) -> None:
    assert rule(rule_id).citation == citation
    assert rule(rule_id).in_force == day("2025-10-06")


# ------------------------------------------------------------ where a day stands


@pytest.mark.parametrize(
    ("due", "done", "state"),
    [
        ("2026-11-25", "2026-11-25", DueState.MET),
        ("2026-11-25", "2026-11-26", DueState.MET_LATE),
        (None, "2026-11-26", DueState.MET),
        (None, None, DueState.NOT_KNOWN),
    ],
)
def test_what_is_done_is_met_or_met_late_and_no_longer_overdue(
    due: str | None, done: str | None, state: DueState
) -> None:
    assert state_on(TODAY, day(due) if due else None, day(done) if done else None) is state


@pytest.mark.parametrize(
    ("today", "due", "unit", "words"),
    [
        ("2026-11-28", "2026-11-27", "business days", "1 day late"),  # Saturday, due on Friday
        ("2026-11-29", "2026-11-27", "working days", "2 days late"),
        ("2026-11-30", "2026-11-27", "business days", "1 business day late"),
        ("2026-12-28", "2026-12-24", "business days", "4 days late"),  # Christmas to the substitute day
        ("2026-12-29", "2026-12-24", "business days", "1 business day late"),
        ("2026-11-27", "2026-11-28", "working days", "1 day left"),  # she chose a Saturday
        ("2026-11-28", "2026-11-30", "business days", "1 business day left"),
        ("2026-11-28", "2026-11-28", "days", "by end of day"),
        ("2026-11-25", "2026-12-25", "days", "30 days left"),
    ],
)
def test_over_a_weekend_nothing_is_nought_days_late(today: str, due: str, unit: str, words: str) -> None:
    assert standing_words(CALENDAR, day(today), day(due), unit) == words


@given(
    today=st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)),
    far=st.integers(-60, 60),
    unit=st.sampled_from(["business days", "working days", "days"]),
)
def test_the_words_never_say_nought_and_agree_with_the_state(today: dt.date, far: int, unit: str) -> None:
    due = today + dt.timedelta(days=far)
    words = standing_words(CALENDAR, today, due, unit)
    assert not words.startswith("0 ")
    assert words.endswith("late") == (state_on(today, due) is DueState.OVERDUE)
    assert (words == "by end of day") == (state_on(today, due) is DueState.TODAY)


@given(due=st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)), first=st.integers(-40, 40))
def test_as_days_pass_a_date_only_ever_comes_nearer(due: dt.date, first: int) -> None:
    order = [DueState.LATER, DueState.NEXT_TWO_WEEKS, DueState.THIS_WEEK, DueState.TODAY, DueState.OVERDUE]
    states = [state_on(due + dt.timedelta(days=first + n), due) for n in (0, 1)]
    assert order.index(states[0]) <= order.index(states[1])


@given(
    on=st.dates(dt.date(2025, 10, 6), dt.date(2040, 12, 31)),
    rule_id=st.sampled_from(["application.response", "decision.told", "R8b", "R6d", "meeting.sign"]),
    key=st.sampled_from(["standard", "enhanced"]),
)
def test_every_worked_out_day_is_told_as_the_last_day_of_its_working(on: dt.date, rule_id: str, key: str) -> None:
    working = work_out(rule(rule_id), replace(start("2026-01-01", key), on=on), CALENDAR)
    assert working.due is not None
    steps = {step.label: step.text for step in working.steps}
    assert steps["Last day"] == day_and_date(working.due)
    assert steps["Count"].endswith(day_and_date(working.due))
