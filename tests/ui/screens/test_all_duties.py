"""The page of all duties: which cases need me, filtered, counted, and one key to the place where to act."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from victimplanner.domain.case import CaseState, CourtKind, PleaKind
from victimplanner.domain.case_events import CaseEvent, EventKind
from victimplanner.domain.contact import Channel
from victimplanner.domain.due_item import DueState
from victimplanner.domain.errors import Cancelled
from victimplanner.domain.ledger import HERE
from victimplanner.domain.people import CaseRole, Person
from victimplanner.services.case_events import record_event
from victimplanner.services.cases import NewCase, NewDefendant, amend_case, name_person, read_case, register_case
from victimplanner.services.duties import accept_reason, give_reason
from victimplanner.services.ledger import office_duties
from victimplanner.services.tellings import record_told
from victimplanner.ui import theme
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.all_duties import view_model as module
from victimplanner.ui.screens.all_duties.state import Result
from victimplanner.ui.screens.all_duties.view import AllDutiesView
from victimplanner.ui.screens.all_duties.view_model import AllDutiesViewModel
from victimplanner.ui.session import Session

URNS = ("99VP1234526", "99VP4017226", "99NM4129926")


def a_case(session: Session, urn: str, officer: str) -> str:
    """A case going to trial, with a bail hearing heard of on Monday: late since yesterday."""
    new = NewCase(
        urn=urn, defendants=[NewDefendant("Kieran Marrick", PleaKind.NOT_GUILTY, dt.date(2026, 11, 18))], offence="Rape",
        is_sexual_offence=True, witness_name="Carys Penhale", court_kind=CourtKind.CROWN,
        charged_on=dt.date(2026, 10, 2), date_of_birth=dt.date(1998, 4, 2),
    )  # fmt: skip
    made = register_case(session.app, new)
    name_person(session.app, made, CaseRole.WITNESS_CARE_OFFICER, Person(name=officer))
    days = {"happened_on": dt.date(2026, 11, 18), "received_on": dt.date(2026, 11, 23)}
    record_event(session.app, CaseEvent(case_id=made, kind=EventKind.BAIL_RESULT, **days))
    return made


@pytest.fixture
def office(empty_session: Session) -> Session:
    """Three cases, the first two with the user as witness care officer, the third closed since."""
    a_case(empty_session, URNS[0], empty_session.app.user.display_name)
    a_case(empty_session, URNS[1], "T. Garside")
    closed = read_case(empty_session.app, a_case(empty_session, URNS[2], "T. Garside")).case
    amend_case(empty_session.app, closed.model_copy(update={"state": CaseState.CLOSED}))
    return empty_session


@pytest.fixture
def model(office: Session) -> AllDutiesViewModel:
    return AllDutiesViewModel(office)


def shown(model: AllDutiesViewModel) -> list[tuple[str, str]]:
    return [(line.item.urn, line.item.rule_id) for line in model.state.lines]


# ---------------------------------------------------------------- what it shows


def test_every_open_duty_of_the_open_cases_stands_in_it_the_most_pressing_first(
    office: Session, model: AllDutiesViewModel
) -> None:
    assert [line.item.state for line in model.state.lines[:2]] == [DueState.OVERDUE, DueState.OVERDUE]
    assert {urn for urn, _ in shown(model)} == set(URNS[:2]), "a closed case needs nobody"
    assert all(line.item.right and line.item.is_open for line in model.state.lines)
    assert len(model.state.lines) == sum(item.is_open for item in office_duties(office.app))


def test_duties_and_cases_are_counted_in_words(model: AllDutiesViewModel) -> None:
    model.show_result(Result.OVERDUE)
    assert model.state.counted == "2 duties in 2 cases"
    model.filter(URNS[0])
    assert model.state.counted == "1 duty in 1 case"


def test_mine_are_those_that_carry_my_name(model: AllDutiesViewModel, office: Session) -> None:
    model.show_mine(True)
    assert model.state.lines
    assert {line.item.owner_name for line in model.state.lines} == {office.app.user.display_name}
    assert model.state.mine < model.state.unit


def test_right_result_owner_and_words_narrow_the_list_together(model: AllDutiesViewModel) -> None:
    model.show_right("8.1")
    model.show_owner("T. Garside")
    model.show_result(Result.OVERDUE)
    assert shown(model) == [(URNS[1], "R8b")]
    model.filter("no such words")
    assert model.state.lines == ()


@pytest.mark.parametrize("words", ["99VP1234526", "99VP/12345/26", "99vp 12345"])
def test_the_filter_knows_a_urn_in_any_spelling(model: AllDutiesViewModel, words: str) -> None:
    model.filter(words)
    assert {urn for urn, _ in shown(model)} == {URNS[0]}


def test_each_result_shows_as_many_as_it_says(model: AllDutiesViewModel) -> None:
    for result in Result:
        model.show_result(result)
        assert len(model.state.lines) == model.state.counts[result]


def test_a_manager_finds_the_reasons_that_wait_to_be_accepted(office: Session, model: AllDutiesViewModel) -> None:
    late = next(line.item for line in model.state.lines if line.item.rule_id == "R8b")
    give_reason(office.app, late, "The file was at court.")
    model.read()
    model.show_result(Result.TO_ACCEPT)
    assert [line.id for line in model.state.lines] == [late.key]
    office.app.user = office.app.user.model_copy(update={"role": "manager", "display_name": "M. Ferrant"})
    accept_reason(office.app, model.state.lines[0].item)
    model.read()
    assert model.state.lines == ()
    model.show_result(Result.EXCUSED)
    assert [line.id for line in model.state.lines] == [late.key]


def test_what_was_done_late_is_found_with_how_late(office: Session, model: AllDutiesViewModel) -> None:
    court = next(i for i in office_duties(office.app) if i.rule_id == "R6c")
    record_told(office.app, court, dt.date(2026, 10, 7), "DC Shah", Channel.IN_PERSON)
    model.read()
    model.show_result(Result.MET_LATE)
    assert [(line.item.rule_id, line.result_words) for line in model.state.lines] == [("R6c", "2 working days late")]


# ---------------------------------------------------------------- reading


def test_many_cases_are_read_beside_the_screen(qtbot: QtBot, office: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 0)
    model = AllDutiesViewModel(office)
    assert model.state.is_reading
    assert model.state.reading.startswith("Counting")
    qtbot.waitUntil(lambda: not model.state.is_reading)
    assert {urn for urn, _ in shown(model)} == set(URNS[:2])


def test_reading_stops_when_asked(office: Session) -> None:
    class Stops:
        def report(self, done: int, total: int, text: str) -> None:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        office_duties(office.app, Stops())


# ---------------------------------------------------------------- the page


def open_view(qtbot: QtBot, session: Session) -> AllDutiesView:
    view = AllDutiesView(session)
    qtbot.addWidget(view)
    view.resize(1290, 690)
    with qtbot.waitActive(view):
        view.show()
    view.arrive()
    return view


def test_by_keyboard_from_the_filter_to_the_duty_in_its_case(qtbot: QtBot, office: Session) -> None:
    view = open_view(qtbot, office)
    qtbot.keyClick(view.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(view.search, "bail hearing")
    assert view.counted.text() == "2 duties in 2 cases"
    qtbot.keyClick(view.search, Qt.Key.Key_Down)
    assert view.table.hasFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    line = view.table.current_record()
    with qtbot.waitSignal(view.asked) as asked:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert asked.args == [Destination("case", line.item.case_id, line.item.witness_id, HERE, line.id)]


def test_a_change_elsewhere_is_counted_when_the_page_is_seen_again(qtbot: QtBot, office: Session) -> None:
    view = open_view(qtbot, office)
    before = view.view_model.state.counts[Result.OVERDUE]
    view.hide()
    a_case(office, "99NM7745326", "T. Garside")
    QApplication.processEvents()
    assert view.view_model.state.counts[Result.OVERDUE] == before, "nobody looks"
    view.show()
    qtbot.waitUntil(lambda: view.view_model.state.counts[Result.OVERDUE] == before + 1)


def test_an_empty_office_says_how_duties_appear(qtbot: QtBot, empty_session: Session) -> None:
    view = open_view(qtbot, empty_session)
    assert view.pages.currentWidget() is view.nothing
    assert view.nothing.sentence_label.text() == "No case yet."


def test_no_name_of_a_witness_is_on_the_page(qtbot: QtBot, office: Session) -> None:
    view = open_view(qtbot, office)
    view.view_model.show_result(Result.ALL)
    records = view.table.records
    words = " ".join(
        str(records.index(row, column).data(role))
        for row in range(records.rowCount())
        for column in range(records.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
    )
    assert "W1" in words
    assert "Penhale" not in words
    assert "Carys" not in words


@pytest.mark.parametrize(("width", "scale"), [(1290, 100), (1204, 100), (1249, 200)])
def test_nothing_scrolls_sideways(qtbot: QtBot, qapp: QApplication, office: Session, width: int, scale: int) -> None:
    view = open_view(qtbot, office)
    try:
        theme.set_text_scale(qapp, scale)
        view.resize(width, 640)
        qtbot.waitUntil(lambda: view.table.horizontalScrollBar().maximum() == 0)
        assert view.width() == width, "nothing presses the page wider"
    finally:
        theme.set_text_scale(qapp, 100)
