"""What a unit aims at: a manager sets it, and takes it off again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offices import empty_office
from victimplanner.domain.errors import NotAllowed, RuleBroken
from victimplanner.domain.people import UserRole
from victimplanner.services.aims import set_aim
from victimplanner.services.context import App


@pytest.fixture
def managers(tmp_path: Path) -> Iterator[App]:
    app = empty_office(tmp_path, role=UserRole.MANAGER)
    yield app
    app.close()


def test_an_aim_is_kept_for_its_figure_alone_and_comes_off_again(managers: App) -> None:
    set_aim(managers, "applications", 90)
    set_aim(managers, "duties", 75)
    assert managers.office.aims == {"applications": 90, "duties": 75}
    set_aim(managers, "applications", None)
    assert managers.office.aims == {"duties": 75}


@pytest.mark.parametrize("share", [-1, 0, 101])
def test_a_share_that_nobody_can_aim_at_is_refused_and_the_old_aim_stays(managers: App, share: int) -> None:
    set_aim(managers, "applications", 90)
    with pytest.raises(RuleBroken, match="from 1 to 100"):
        set_aim(managers, "applications", share)
    assert managers.office.aims == {"applications": 90}


def test_whoever_is_no_manager_sets_no_aim(empty: App) -> None:
    with pytest.raises(NotAllowed):
        set_aim(empty, "applications", 90)
    assert empty.office.aims == {}
