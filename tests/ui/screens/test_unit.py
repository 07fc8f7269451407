"""Unit limits and arrangements: everybody may look, a manager changes, and is told which open dates moved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.offices import empty_office
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.people import UserRole
from victimplanner.services.practice import fill_practice
from victimplanner.ui.screens.unit.view import UnitView
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import TaskRunner


@pytest.fixture
def managers(tmp_path: Path, qapp: QApplication, dialogs: RecorderDialogs) -> Iterator[Session]:
    app = empty_office(tmp_path, role=UserRole.MANAGER)
    fill_practice(app)
    opened = Session(app, dialogs, TaskRunner())
    yield opened
    opened.close()


def view_of(session: Session, qtbot: QtBot) -> UnitView:
    view = UnitView(session)
    qtbot.addWidget(view)
    return view


def test_what_is_law_is_not_listed_and_every_measure_is(session: Session, qtbot: QtBot) -> None:
    lines = view_of(session, qtbot).view_model.state
    assert "application" not in {line.rule_id for line in lines}
    assert "meeting.sign" in {line.rule_id for line in lines}
    assert {line.measure for line in lines if line.measure} == set(MeasureId)


def test_whoever_is_no_manager_looks_and_changes_nothing(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot)
    assert not view.change.isEnabled()
    assert view.change_current() is None


def test_a_changed_limit_names_every_open_date_that_moved(
    managers: Session, qtbot: QtBot, dialogs: RecorderDialogs
) -> None:
    view = view_of(managers, qtbot)
    view.table.select_record(next(line for line in view.view_model.state if line.rule_id == "meeting.sign"))
    form = view.change_current()
    assert form is not None
    form._fields["number"].set_value("nine")
    form.try_save()
    assert "whole number" in form._fields["number"].error_text()
    form._fields["number"].set_value("3")
    form.try_save()
    assert "25 Nov 2026 to 27 Nov 2026" in str(dialogs.last())
    line = next(line for line in view.view_model.state if line.rule_id == "meeting.sign")
    assert (line.value, line.is_own) == ("3 working days", True)


def test_a_measure_that_is_not_arranged_in_the_area_is_closed_with_that_reason(managers: Session, qtbot: QtBot) -> None:
    view = view_of(managers, qtbot)
    view.table.select_record(next(line for line in view.view_model.state if line.measure is MeasureId.INTERMEDIARY))
    form = view.change_current()
    assert form is not None
    form._fields["why_not"].set_value("no intermediary is registered for this circuit")
    form.try_save()
    assert managers.app.office.without_arrangements == {
        "intermediary": "no intermediary is registered for this circuit"
    }
