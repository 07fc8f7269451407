"""Finding a case, and registering one by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from victimplanner.domain.case import Defendant, PleaKind
from victimplanner.domain.urn import display_urn
from victimplanner.domain.witness import Witness
from victimplanner.services.cases import count_cases, find_case_by_urn, read_cases
from victimplanner.ui.screens.cases.new_case import NewCaseDialog
from victimplanner.ui.screens.cases.view import CasesView
from victimplanner.ui.screens.cases.view_model import CasesViewModel
from victimplanner.ui.session import Session


def new_case_dialog(session: Session, qtbot: QtBot) -> NewCaseDialog:
    dialog = NewCaseDialog(session)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):  # keys of the whole dialog work in the active window only
        dialog.show()
        dialog.activateWindow()
    return dialog


@pytest.fixture
def model(session: Session) -> CasesViewModel:
    return CasesViewModel(session)


@pytest.fixture
def view(session: Session, qtbot: QtBot) -> CasesView:
    made = CasesView(session)
    qtbot.addWidget(made)
    made.resize(1290, 690)
    made.show()
    made.arrive()
    return made


def test_open_cases_are_listed_and_closed_ones_only_when_asked(model: CasesViewModel) -> None:
    open_only = len(model.state.rows)
    model.include_closed(True)
    assert len(model.state.rows) == model.state.total == 40
    assert open_only < 40


@pytest.mark.parametrize(
    "spell",
    [
        lambda urn, _: urn[:9],
        lambda urn, _: f"{urn[:4]}/{urn[4:9]}/{urn[9:]}".lower(),
        lambda urn, _: f" {urn[:2]}-{urn[2:4]}-{urn[4:9]}-{urn[9:]} ",
        lambda _, reference: reference.lower(),
    ],
    ids=["without the year", "with strokes", "with hyphens", "paper reference"],
)
def test_a_urn_in_any_spelling_or_a_paper_reference_finds_the_case(
    session: Session, model: CasesViewModel, spell: Callable[[str, str], str]
) -> None:
    case = read_cases(session.app)[0]
    model.search(spell(case.case.urn, case.witnesses[0].witness.reference))
    assert display_urn(case.case.urn) in [row.urn for row in model.state.rows]
    assert len(model.state.rows) < 5


def test_a_defendant_is_found_whatever_the_accents(session: Session, model: CasesViewModel) -> None:
    with session.app.read() as uow:
        name = next(d.name for d in uow.find(Defendant) if d.name.startswith("Paweł"))
    model.search("pawel " + name.split()[-1].upper())
    assert model.state.rows


def test_a_witness_is_never_found_by_her_name(session: Session, model: CasesViewModel) -> None:
    with session.app.read() as uow:
        names = [w.name for w in uow.find(Witness)]
    for name in names:
        model.search(name)
        assert not model.state.rows


def test_the_count_says_what_matched(session: Session, model: CasesViewModel) -> None:
    urn = read_cases(session.app)[0].case.urn
    model.search(urn)
    assert model.state.count_words == f"1 of 40 cases match “{urn}”"


def test_signs_with_a_meaning_to_the_database_are_plain_text(model: CasesViewModel) -> None:
    for typed in ("%", "_", "\\", "' OR 1=1 --", "*"):
        model.search(typed)
        assert not model.state.rows, typed


def test_the_model_keeps_qts_promises(view: CasesView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(view.table.model())


def test_by_keyboard_typing_and_enter_opens_the_only_match(session: Session, view: CasesView, qtbot: QtBot) -> None:
    QTest.keyClicks(view.search, read_cases(session.app)[0].case.urn.lower())
    with qtbot.waitSignal(view.asked) as signal:
        QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert signal.args[0].page == "case"


def test_with_several_matches_enter_goes_into_the_list_and_opens_there(view: CasesView, qtbot: QtBot) -> None:
    QTest.keyClicks(view.search, "99")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    first = view.view_model.state.rows[0]
    with qtbot.waitSignal(view.asked) as signal:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert signal.args[0].case_id == first.id


def test_down_from_the_search_box_leads_into_the_list_of_what_was_just_typed(view: CasesView, qtbot: QtBot) -> None:
    with qtbot.waitActive(view):
        view.activateWindow()
    QTest.keyClicks(view.search, "99vp")
    QTest.keyClick(view.search, Qt.Key.Key_Down)
    assert view.table.hasFocus()
    assert {row.urn[:4] for row in view.view_model.state.rows} == {"99VP"}
    assert view.table.current_record() is not None


def test_the_preview_shows_no_name(view: CasesView, session: Session) -> None:
    with session.app.read() as uow:
        names = {w.name for w in uow.find(Witness)}
    words = " ".join(child.text() for child in view.preview.findChildren(QLabel))
    assert "W1 · W-" in words
    assert not [name for name in names if name in words]


def test_a_search_without_result_says_what_to_try(view: CasesView) -> None:
    view.view_model.search("nothing like this")
    assert view.pages.currentWidget() is view.nothing


def test_a_new_case_needs_little_and_says_everything_that_is_missing_at_once(
    empty_session: Session, qtbot: QtBot
) -> None:
    dialog = new_case_dialog(empty_session, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert all(f.error_text() for f in (dialog.urn, dialog.offence, dialog.defendants, dialog.witness_name))
    assert count_cases(empty_session.app) == 0


def test_by_keyboard_a_new_case_is_registered(empty_session: Session, qtbot: QtBot) -> None:
    dialog = new_case_dialog(empty_session, qtbot)
    for field, words in (
        (dialog.urn, "99vp/12345/26"),
        (dialog.offence, "Rape"),
        (dialog.defendants, "K. Marrick"),
        (dialog.witness_name, "Carys Penhale"),
    ):
        QTest.keyClicks(field.editor, words)
    dialog.plea.set_value(PleaKind.NOT_GUILTY)
    QTest.keyClicks(dialog.plea_on.editor, "18 Nov 2026")
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert dialog.case_id
    file = find_case_by_urn(empty_session.app, "99VP1234526")
    assert file.title == "R v Marrick"
    assert file.witnesses[0].is_going_to_trial


def test_a_date_that_is_none_stops_the_registration_and_keeps_what_was_typed(
    empty_session: Session, qtbot: QtBot
) -> None:
    dialog = new_case_dialog(empty_session, qtbot)
    QTest.keyClicks(dialog.charged_on.editor, "31 November 2026")
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.case_id
    assert dialog.charged_on.problem()
