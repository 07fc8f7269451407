"""What an office may set for itself, and what it may not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_copies import practice_copy
from tests.offices import empty_office
from victimplanner.domain.errors import NotAllowed, NotFound, RuleBroken
from victimplanner.domain.people import UserRole
from victimplanner.services.context import App
from victimplanner.services.practice import fill_practice
from victimplanner.services.unit_limits import change_limit, close_office_on
from victimplanner.services.worklist import due_items


@pytest.fixture
def managers(tmp_path: Path) -> Iterator[App]:
    """The practice office in the hands of a manager."""
    app = empty_office(tmp_path, role=UserRole.MANAGER)
    fill_practice(app)
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


def test_what_is_law_is_not_the_offices_to_set(managers: App) -> None:
    with pytest.raises(RuleBroken, match="not a unit limit"):
        change_limit(managers, "application", 30)
    with pytest.raises(NotFound):
        change_limit(managers, "R99", 3)
    with pytest.raises(RuleBroken, match="from 0 to 400"):
        change_limit(managers, "meeting.sign", 401)


def test_a_closed_day_moves_working_days_and_never_the_courts_limits(managers: App) -> None:
    limits = days_of(managers, "application")
    close_office_on(managers, dt.date(2026, 11, 25), "Training")
    assert days_of(managers, "meeting.sign") == {dt.date(2026, 11, 26)}
    assert days_of(managers, "application") == limits
    with pytest.raises(RuleBroken, match="already"):
        close_office_on(managers, dt.date(2026, 11, 25), "Training")


def test_others_may_not(tmp_path: Path) -> None:
    app = practice_copy(tmp_path)
    with pytest.raises(NotAllowed):
        change_limit(app, "meeting.sign", 3)
    app.close()
