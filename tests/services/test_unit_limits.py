"""What an office may set for itself, and what it may not; what moves is told before anything is changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_copies import practice_copy
from victimplanner.domain.due_item import DueState
from victimplanner.domain.errors import NotAllowed, NotFound, RuleBroken
from victimplanner.domain.moved_dates import Shift
from victimplanner.domain.people import UserRole
from victimplanner.services.cases import read_cases
from victimplanner.services.context import App
from victimplanner.services.moved_dates import all_items
from victimplanner.services.proposals import what_moves
from victimplanner.services.unit_limits import (
    CONFIRM_CONTACT,
    change_limit,
    limit_rule,
    number_words,
    own_number,
    propose_limit,
)
from victimplanner.services.worklist import due_items


@pytest.fixture
def managers(tmp_path: Path) -> Iterator[App]:
    """The practice office in the hands of a manager."""
    app = practice_copy(tmp_path)
    app.user = app.user.model_copy(update={"role": UserRole.MANAGER})
    yield app
    app.close()


def days_of(app: App, rule: str) -> set[dt.date | None]:
    return {item.due for item in due_items(app) if item.rule_id == rule}


def test_a_manager_changes_a_default_and_every_open_date_follows_and_comes_back(managers: App) -> None:
    before = days_of(managers, "meeting.sign")
    assert before == {dt.date(2026, 11, 25)}
    change_limit(managers, "meeting.sign", 3)
    assert days_of(managers, "meeting.sign") == {dt.date(2026, 11, 27)}
    change_limit(managers, "meeting.sign", None)
    assert days_of(managers, "meeting.sign") == before


def test_what_is_proposed_names_every_date_that_then_moves_and_changes_none_before(managers: App) -> None:
    before = {item.key: item.due for item in due_items(managers)}
    proposal = propose_limit(managers, "meeting.sign", 3)
    told = {(m.item.key, m.was, m.now) for m in what_moves(managers, proposal) if m.item}
    assert {item.key: item.due for item in due_items(managers)} == before
    proposal.apply()
    after = {item.key: item.due for item in due_items(managers)}
    assert told == {(key, before[key], day) for key, day in after.items() if before.get(key) != day}
    assert told


def test_a_number_that_is_in_use_already_moves_nothing(managers: App) -> None:
    assert what_moves(managers, propose_limit(managers, "meeting.sign", 1)) == ()


def test_how_often_safe_contact_is_confirmed_is_a_limit_like_the_others(managers: App) -> None:
    """It stands in the office's details, where a witness's own number has the last word."""
    before = days_of(managers, CONFIRM_CONTACT)
    rule = limit_rule(managers, CONFIRM_CONTACT)
    proposal = propose_limit(managers, CONFIRM_CONTACT, 20)
    assert {m.shift for m in what_moves(managers, proposal)} == {Shift.MOVED}
    proposal.apply()
    assert managers.office.contact_confirm_days == own_number(managers.office, rule) == 20
    assert days_of(managers, CONFIRM_CONTACT) != before
    change_limit(managers, CONFIRM_CONTACT, None)
    assert own_number(managers.office, rule) is None
    assert days_of(managers, CONFIRM_CONTACT) == before


def test_limits_are_said_in_words_and_one_number_for_two_levels_is_pointed_out(managers: App) -> None:
    assert number_words(limit_rule(managers, "meeting.sign"), None) == "1 working day"
    assert number_words(limit_rule(managers, "meeting.sign"), 0) == "The same day"
    assert number_words(limit_rule(managers, "meeting.outcome"), None) == "On the day"
    levels = propose_limit(managers, "R6c", 3).lines
    assert levels[0].startswith("5 working days (standard rights), 1 working day (enhanced rights)")
    assert "everybody alike" in levels[1]
    assert len(propose_limit(managers, "R6c", None).lines) == 1


def test_what_is_law_is_not_the_offices_to_set(managers: App) -> None:
    for act in (change_limit, propose_limit):
        with pytest.raises(RuleBroken, match="not a unit limit"):
            act(managers, "application", 30)
        with pytest.raises(NotFound):
            act(managers, "R99", 3)
        with pytest.raises(RuleBroken, match="from 0 to 400"):
            act(managers, "meeting.sign", 401)


def test_others_may_look_at_what_would_move_and_not_change_it(tmp_path: Path) -> None:
    app = practice_copy(tmp_path)
    proposal = propose_limit(app, "meeting.sign", 3)
    assert what_moves(app, proposal)
    with pytest.raises(NotAllowed):
        proposal.apply()
    assert app.office.rule_counts == {}
    app.close()


def late_letters(app: App) -> list[tuple[str, DueState]]:
    return [
        (item.key, item.state)
        for case in read_cases(app, include_closed=True)
        for item in all_items(app, case)
        if item.rule_id == "R6d" and item.told_on is not None
    ]


def test_a_longer_limit_makes_nothing_that_was_late_in_time(managers: App) -> None:
    before = late_letters(managers)
    assert {state for _key, state in before} & {DueState.MET_LATE, DueState.EXCUSED}
    change_limit(managers, "R6d", 60)
    assert late_letters(managers) == before
    change_limit(managers, "R6d", None)
    assert late_letters(managers) == before


def test_what_is_done_is_judged_by_the_number_of_its_day(managers: App) -> None:
    monday, tuesday = dt.date(2026, 11, 23), dt.date(2026, 11, 24)
    office = managers.office
    assert office.limit_on("R6d", monday) is None
    office = office.model_copy(update={"rule_counts": {"R6d": 3}})
    assert office.limit_on("R6d", monday) == 3, "without a history the present number always held"
    office = office.model_copy(update={"limit_history": {"R6d": ((dt.date.min, None), (tuesday, 3))}})
    assert (office.limit_on("R6d", monday), office.limit_on("R6d", tuesday)) == (None, 3)


def test_a_limit_changed_twice_on_one_day_is_one_change(managers: App) -> None:
    change_limit(managers, "R6d", 3)
    change_limit(managers, "R6d", 4)
    assert managers.office.limit_history["R6d"] == ((dt.date.min, None), (managers.today, 4))
