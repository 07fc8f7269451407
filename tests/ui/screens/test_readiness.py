"""The checklist before the first hearing on screen: what is missing, marks, and the way to where a fact is entered."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.services.test_readiness import a_new_case
from victimplanner.domain.people import UserRole
from victimplanner.domain.readiness_list import Readiness, ReadinessLine
from victimplanner.ui import theme
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.readiness.view import ReadinessView, open_readiness
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import RecordTable
from victimplanner.ui.widgets.form_dialog import FormDialog

SOON, LATER = dt.date(2026, 12, 2), dt.date(2026, 12, 9)


@pytest.fixture
def case_id(empty_session: Session) -> str:
    a_new_case(empty_session.app, "99VP1234626", LATER)
    return a_new_case(empty_session.app, "99VP1234526", SOON)


def shown(qtbot: QtBot, session: Session, case_id: str = "") -> ReadinessView:
    view = ReadinessView(session, case_id)
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
    return view


def choose(view: ReadinessView, item: str) -> ReadinessLine:
    line = next(line for line in view.lines.records.rows() if line.item.id == item)
    view.lines.select_record(line)
    return line


def words(table: RecordTable, row: int) -> list[str]:
    model, role = table.records, Qt.ItemDataRole.AccessibleTextRole
    return [str(model.data(model.index(row, column), role)) for column in range(model.columnCount())]


def form_of(view: ReadinessView) -> FormDialog:
    return next(form for form in view.findChildren(FormDialog) if form.isVisible())


def test_all_cases_to_come_stand_with_what_is_missing_and_who_owes_it(
    qtbot: QtBot, empty_session: Session, case_id: str
) -> None:
    view = shown(qtbot, empty_session)
    first = words(view.cases, 0)
    assert "99VP/12345/26" in first[0]
    assert "7 days left" in first[1]
    assert "14 of 15 open" in first[2]
    assert "Prosecutor 4" in first[3]
    assert "7 days left" in view.lines_card.note_label.text()
    view.cases.select_row(1)
    assert "99VP/12346/26" in view.lines_card.note_label.text()


def test_one_case_has_its_own_list_alone(qtbot: QtBot, empty_session: Session, case_id: str) -> None:
    view = shown(qtbot, empty_session, case_id)
    assert not view.cases_card.isVisible()
    assert view.lines.hasFocus()
    states = [line.state for line in view.lines.records.rows()]
    assert states.count(Readiness.DONE) == 1
    assert "Penhale" not in " ".join(" ".join(words(view.lines, row)) for row in range(len(states)))


def test_by_hand_is_marked_and_taken_off_and_the_line_stays_current(
    qtbot: QtBot, empty_session: Session, case_id: str
) -> None:
    view = shown(qtbot, empty_session, case_id)
    choose(view, "disclosure")
    assert view.done_button.isEnabled()
    assert not view.take_off.isEnabled()
    view.done_button.click()
    form = form_of(view)
    form._fields["note"].set_value("Served by the digital case system.")
    form.try_save()
    assert not form.isVisible()
    current = view.lines.current_record()
    assert current is not None
    assert (current.item.id, current.state) == ("disclosure", Readiness.DONE)
    view.take_off.click()
    assert choose(view, "disclosure").state is Readiness.TO_DO


def test_a_fact_is_not_ticked_and_not_needed_asks_why(qtbot: QtBot, empty_session: Session, case_id: str) -> None:
    view = shown(qtbot, empty_session, case_id)
    choose(view, "mg2")
    assert not view.done_button.isEnabled()
    view.waive.click()
    form = form_of(view)
    form.try_save()
    assert form.isVisible(), "a reason is missing"
    form._fields["note"].set_value("Assessed at the interview.")
    form.try_save()
    assert not form.isVisible()
    assert choose(view, "mg2").state is Readiness.NOT_NEEDED
    assert view.take_off.isEnabled()


def test_enter_leads_to_where_the_fact_is_entered(qtbot: QtBot, empty_session: Session, case_id: str) -> None:
    went: list[Destination] = []
    view = open_readiness(empty_session, None, went.append, case_id)
    qtbot.addWidget(view)
    line = choose(view, "views")
    with qtbot.waitSignal(view.finished):
        qtbot.keyClick(view.lines, Qt.Key.Key_Return)
    assert went == [Destination("case", case_id, line.witness_id, "measures")]


def test_who_may_only_read_marks_nothing(qtbot: QtBot, empty_session: Session, case_id: str) -> None:
    empty_session.app.user = empty_session.app.user.model_copy(update={"role": UserRole.READ_ONLY})
    view = shown(qtbot, empty_session, case_id)
    for item in ("disclosure", "mg2", "charges"):
        choose(view, item)
        assert not any(b.isEnabled() for b in (view.done_button, view.waive, view.take_off))
        assert view.place.isEnabled()


def test_an_office_without_a_first_hearing_to_come_says_so(qtbot: QtBot, empty_session: Session) -> None:
    view = shown(qtbot, empty_session)
    assert view.empty.isVisible()
    assert not view.cases_card.isVisible()
    assert not view.place.isEnabled()


@pytest.mark.parametrize("scale", [100, 200])
def test_no_button_is_clipped(
    qtbot: QtBot, qapp: QApplication, empty_session: Session, case_id: str, scale: int
) -> None:
    theme.apply(qapp, "light", scale)
    try:
        view = shown(qtbot, empty_session)
        view.resize(1000, 700)
        qtbot.wait(20)
        for button in (view.place, view.take_off, view.waive, view.done_button):
            assert button.width() >= button.sizeHint().width()
        assert view.lines.horizontalScrollBar().maximum() == 0
    finally:
        theme.apply(qapp, "light", 100)
