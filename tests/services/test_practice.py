"""The practice office: invented cases in every stage, the same each time, marked as practice."""

from __future__ import annotations

import re

from tests.offices import NOW
from tests.services.finding import witnesses
from victimplanner.domain.case import CaseState
from victimplanner.domain.meeting import MeetingState
from victimplanner.services.cases import count_cases, read_cases
from victimplanner.services.context import App
from victimplanner.services.measures import facts_of
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
