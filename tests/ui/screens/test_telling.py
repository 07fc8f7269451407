"""Record told: one small dialog, by the gate where this office tells her, done with Enter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.contact_log import ContactEntry
from victimplanner.domain.due_item import DueItem
from victimplanner.services.cases import read_case
from victimplanner.services.contact import barred
from victimplanner.services.duties import find_item
from victimplanner.services.tellings import shares_of
from victimplanner.services.worklist import due_items
from victimplanner.ui.session import Session
from victimplanner.ui.telling import ask_told
from victimplanner.ui.widgets.form_dialog import FormDialog

pytestmark = pytest.mark.usefixtures("qapp")


def told_item(session: Session, rule_id: str = "R8a") -> tuple[DueItem, WitnessFile]:
    """An item of a witness who may be reached today."""
    for item in due_items(session.app):
        if item.rule_id == rule_id and item.witness_id is not None:
            file = read_case(session.app, item.case_id).witness(item.witness_id)
            if any(not barred(session.app, file, channel, shares=shares_of(item)) for channel in Channel):
                return item, file
    raise AssertionError("nobody who is to be told may be reached")


def while_open(act: Callable[[FormDialog], object]) -> None:
    """Do something with the dialog once it stands and has the focus; one that stays open all the same is closed."""

    def look() -> None:
        window = QApplication.activeModalWidget()
        if isinstance(window, FormDialog) and window.isVisible() and window.focusWidget() is not None:
            act(window)
            QTimer.singleShot(5000, window, window.reject)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_enter_records_that_she_was_told_today_by_the_user(qtbot: QtBot, session: Session) -> None:
    item, file = told_item(session)
    while_open(lambda dialog: QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return))
    assert ask_told(session, parent(qtbot), item, file)
    whole = find_item(session.app, item.case_id, item.key)
    assert (whole.told_on, whole.told_by) == (session.today, "R. Okafor")
    assert whole.told_how
    with session.app.read() as uow:
        assert [e for e in uow.find(ContactEntry, witness_id=file.witness.id) if e.happened_on == session.today]


def test_leaving_records_nothing(qtbot: QtBot, session: Session) -> None:
    item, file = told_item(session)
    while_open(lambda dialog: dialog.reject())
    assert not ask_told(session, parent(qtbot), item, file)
    assert find_item(session.app, item.case_id, item.key).told_on is None


def test_a_day_in_the_future_is_refused_beside_its_field(
    qtbot: QtBot,
    session: Session,
    dialogs: RecorderDialogs,
) -> None:
    item, file = told_item(session)
    dialogs.discard = "discard"
    said: list[str] = []

    def enter(dialog: FormDialog) -> None:
        dialog._fields["told_on"].set_value(session.today.replace(year=session.today.year + 1))
        dialog.try_save()
        said.append(dialog._fields["told_on"].error_text())
        dialog.reject()

    while_open(enter)
    assert not ask_told(session, parent(qtbot), item, file)
    assert said == ["That day lies in the future. Enter the day on which it was done."]


def test_what_is_done_and_not_told_asks_for_no_channel(qtbot: QtBot, session: Session) -> None:
    item = next(i for i in due_items(session.app) if i.rule_id == "R8d")
    assert item.witness_id is not None
    file = read_case(session.app, item.case_id).witness(item.witness_id)
    fields: list[set[str]] = []

    def look(dialog: FormDialog) -> None:
        fields.append(set(dialog._fields))
        dialog.try_save()

    while_open(look)
    assert ask_told(session, parent(qtbot), item, file)
    assert fields == [{"told_on", "told_by"}]
