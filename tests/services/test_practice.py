"""The practice office: invented cases in every stage, the same each time, marked as practice."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import pytest

from tests.offices import NOW
from tests.services.finding import witnesses
from victimplanner.domain.case import CaseState, Hearing
from victimplanner.domain.case_events import CaseEvent, EventKind
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.duty_entries import DutyEntry, EntryKind
from victimplanner.domain.meeting import MeetingState
from victimplanner.services.case_events import event_problems
from victimplanner.services.cases import count_cases, read_cases
from victimplanner.services.context import App
from victimplanner.services.measures import facts_of
from victimplanner.services.moved_dates import all_items
from victimplanner.services.practice import practice_records
from victimplanner.services.practice.filling import COLLEAGUES


def test_there_are_forty_cases_one_of_them_with_several_complainants(practice: App) -> None:
    assert count_cases(practice) == 40
    assert any(len(case.witnesses) > 1 for case in read_cases(practice))


def test_every_stage_of_the_main_job_occurs(practice: App) -> None:
    states = {m.meeting.state for file in witnesses(practice) for m in file.meetings}
    assert states >= {
        MeetingState.OFFERED, MeetingState.DECLINED, MeetingState.PLANNED, MeetingState.HELD, MeetingState.SIGNED,
    }  # fmt: skip
    rows = [row for file in witnesses(practice) for row in facts_of(practice, file)]
    for fact in ("view", "decision", "application", "direction", "use"):
        assert any(getattr(row, fact) is not None for row in rows), fact
    assert any(case.case.state is CaseState.CLOSED for case in read_cases(practice, include_closed=True))


def test_it_is_marked_as_practice(practice: App) -> None:
    assert practice.office.is_practice


def test_the_same_day_gives_the_same_office(practice: App) -> None:
    one, two = (practice_records(NOW.date(), practice.calendar) for _ in range(2))
    assert one == two


def test_another_day_moves_the_dates_with_it(practice: App) -> None:
    later = practice_records(NOW.date().replace(year=2027, day=24), practice.calendar)
    assert len(later) > 500
    assert later != practice_records(NOW.date(), practice.calendar)


def test_numbers_and_addresses_are_from_ranges_kept_for_fiction(practice: App) -> None:
    words = " ".join(repr(record) for record in practice_records(NOW.date(), practice.calendar))
    numbers = re.findall(r"\b0[0-9]{4} ?[0-9]{6}\b", words)
    assert numbers
    assert [n for n in numbers if not n.startswith(("01632 960", "07700 900"))] == []
    assert [
        m for m in re.findall(r"[\w.]+@([\w.]+)", words) if not m.endswith(("example.invalid", "example.org"))
    ] == []


def test_colleagues_have_an_entry_and_no_key(practice: App) -> None:
    assert set(practice.vault.key_file.logins()).isdisjoint(login for login, _, _ in COLLEAGUES)


def test_filling_is_one_transaction_and_the_trail_is_whole(practice: App) -> None:
    assert practice.vault.verify().is_whole


# ------------------------------------------------------------ its duties, told and untold

PRESSED = {DueState.MET, DueState.MET_LATE, DueState.NOT_MET, DueState.EXCUSED, DueState.OVERDUE}


def lines(app: App) -> list[DueItem]:
    """Every duty of every case whose clock has started."""
    return [item for case in read_cases(app, include_closed=True) for item in all_items(app, case) if item.right]


def entries(app: App) -> list[DutyEntry]:
    return [e for case in read_cases(app, include_closed=True) for file in case.witnesses for e in file.duty_entries]


def test_most_duties_were_met_and_every_way_of_ending_occurs(practice: App) -> None:
    states = Counter(item.state for item in lines(practice))
    ended = sum(states[state] for state in PRESSED)
    assert 0.8 <= states[DueState.MET] / ended <= 0.92
    ways = PRESSED | {DueState.NOT_OURS, DueState.NOT_KNOWN, DueState.NO_LIMIT}
    assert ways - set(states) == set(), "each is shown"


def test_the_last_seven_months_all_have_something_to_show(practice: App) -> None:
    months = Counter(item.due.strftime("%Y-%m") for item in lines(practice) if item.due and item.due < practice.today)
    assert [f"2026-{month:02}" for month in range(5, 12)] == sorted(months)
    assert min(months.values()) >= 20


def test_every_kind_of_entry_and_nearly_every_kind_of_event_occurs(practice: App) -> None:
    assert {entry.kind for entry in entries(practice)} == set(EntryKind)
    files = [file for case in read_cases(practice, include_closed=True) for file in case.witnesses]
    kinds = {event.kind for file in files for event in file.events}
    rare = {
        EventKind.NOT_INVESTIGATED, EventKind.NOT_CHARGED, EventKind.CHARGE_ALTERED, EventKind.VPS_SENT,
        EventKind.RETRACTED, EventKind.SUPPORT_RETURNED, EventKind.PROPERTY_RELEASED,
    }  # fmt: skip
    assert set(EventKind) - kinds == rare


def test_nothing_happened_or_was_entered_in_the_future_or_before_it_was_known(practice: App) -> None:
    for case in read_cases(practice, include_closed=True):
        for file in case.witnesses:
            for event in file.events:
                assert event_problems(practice, event) == [], event.kind
            for entry in file.duty_entries:
                assert entry.entered_at <= practice.now
                assert entry.kind is not EntryKind.TOLD or (entry.on is not None and entry.on < practice.today)
        for item in all_items(practice, case):
            if item.entered.told and item.received_on and item.told_on:
                assert item.told_on >= item.received_on, item.key


def test_every_entry_is_about_a_duty_that_is_there(practice: App) -> None:
    known = {(i.witness_id, i.rule_id, i.about) for case in read_cases(practice, include_closed=True)
             for i in all_items(practice, case)}  # fmt: skip
    lost = [e for e in entries(practice) if (e.witness_id, e.rule_id, e.about) not in known]
    assert lost == []


def test_one_late_letter_is_excused_and_another_still_waits_for_a_manager(practice: App) -> None:
    letters = [item for item in lines(practice) if item.rule_id == "R6d"]
    assert sorted(item.state.value for item in letters) == ["excused", "met_late"]
    waiting = next(item for item in letters if item.state is DueState.MET_LATE)
    assert waiting.entered.reason is not None
    assert waiting.entered.accepted is None


def test_a_closed_case_says_since_when(practice: App) -> None:
    closed = [case.case for case in read_cases(practice, include_closed=True) if case.case.state is CaseState.CLOSED]
    assert closed
    assert all(case.closed_on and case.closed_on < practice.today for case in closed)


@pytest.mark.parametrize("today", ["2026-01-02", "2026-04-06", "2026-08-31", "2027-02-28", "2028-02-29", "2026-12-26"])
def test_on_any_day_of_the_year_what_happened_lies_behind_and_is_heard_of_afterwards(practice: App, today: str) -> None:
    day = dt.date.fromisoformat(today)
    for record in practice_records(day, practice.calendar):
        if isinstance(record, CaseEvent):
            assert record.happened_on is not None
            assert record.received_on is not None
            assert record.happened_on <= record.received_on < day, record.kind
        elif isinstance(record, DutyEntry):
            assert record.entered_at.date() < day, (record.kind, record.rule_id)
            assert record.on is not None
            assert record.on < day
        elif isinstance(record, Hearing) and record.notice_received_on:
            assert record.notice_received_on < day
            assert record.listed_on is None or record.notice_received_on <= record.listed_on
