"""The inspection on screen: one case or a sample, answers, the way to their entries, sheets and list."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.case_events import EventKind
from victimplanner.domain.inspection.form import ANSWER_STATE_WORDS, AnswerState
from victimplanner.domain.inspection.sampling import SampleFilter
from victimplanner.domain.issued import Variant
from victimplanner.domain.people import UserRole
from victimplanner.services.cases import read_cases
from victimplanner.ui import theme
from victimplanner.ui.answer_words import answer_pill
from victimplanner.ui.main_window import _CASE_TABS
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.duties.view import DutiesView
from victimplanner.ui.screens.inspection.view import InspectionView, open_inspection
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog

LONG = 20_000  # milliseconds; two processors may be busy with other things


def shown(qtbot: QtBot, session: Session, case_id: str = "") -> InspectionView:
    view = InspectionView(session, case_id)
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
    return view


def drawn(qtbot: QtBot, session: Session, size: int = 3, seed: int = 4711) -> InspectionView:
    view = shown(qtbot, session)
    assert view.view_model.draw(SampleFilter(), size, seed) == ()
    qtbot.waitUntil(lambda: bool(view.view_model.state.lines), timeout=LONG)
    return view


def form_of(view: InspectionView) -> FormDialog:
    return next(form for form in view.findChildren(FormDialog) if form.isVisible())


def fill(form: FormDialog, /, **values: object) -> None:
    for name, value in values.items():
        form._fields[name].set_value(value)


def a_directed_case(session: Session) -> str:
    return next(c.case.id for c in read_cases(session.app) if any(f.directions for f in c.witnesses))


def test_one_case_has_its_seventeen_answers_and_the_entries_behind_each(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session, a_directed_case(session))
    assert view.answers.records.rowCount() == 17
    assert not view.how.isVisible(), "no sample, no seed"
    view.answers.select_row(7)
    answer = view.answers.current_record()
    assert answer is not None
    assert tuple(view.facts.records.rows()) == answer.facts
    assert view.fact_card.title_label.text() == "Entries behind answer 8"


def test_a_sample_says_how_it_was_drawn_and_keeps_the_question_from_witness_to_witness(
    qtbot: QtBot, session: Session
) -> None:
    view = drawn(qtbot, session)
    assert "Seed: 4711" in view.how.text()
    assert "Drawn: 3 cases" in view.how.text()
    assert view.witnesses.records.rowCount() >= 3
    view.answers.select_row(11)
    view.witnesses.select_row(1)
    current = view.answers.current_record()
    assert current is not None
    assert current.question.number == 12
    assert view.view_model.state.current == view.view_model.state.lines[1]
    assert view.view_model.state.lines[1].urn in view.answer_card.note_label.text()


def test_the_same_seed_shows_the_same_witnesses(qtbot: QtBot, session: Session) -> None:
    one, other = drawn(qtbot, session), drawn(qtbot, session)
    assert [line.id for line in one.view_model.state.lines] == [line.id for line in other.view_model.state.lines]


def test_an_entry_opens_its_place_in_a_tab_that_exists(qtbot: QtBot, session: Session) -> None:
    went: list[Destination] = []
    case_id = a_directed_case(session)
    view = open_inspection(session, None, went.append, case_id)
    qtbot.addWidget(view)
    view.answers.select_row(7)
    with qtbot.waitSignal(view.finished):
        qtbot.keyClick(view.facts, Qt.Key.Key_Return)
    assert went[0].page == "case"
    assert went[0].case_id == case_id
    assert went[0].tab in {tab for tab, _ in _CASE_TABS}


def test_every_tab_that_evidence_names_is_a_tab_of_the_window(qtbot: QtBot, session: Session) -> None:
    tabs = {tab for tab, _ in _CASE_TABS} | {"duties"}
    view = drawn(qtbot, session, size=12)
    facts = [f for line in view.view_model.state.lines for a in line.inspected.answers for f in a.facts]
    assert len(facts) > 50
    assert {fact.tab for fact in facts} <= tabs


def test_an_entry_that_starts_no_duty_opens_the_list_of_events(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs
) -> None:
    case = read_cases(session.app)[0]
    file = case.witnesses[0]
    event = next(e for e in file.events if e.kind is EventKind.MG2_RECEIVED)
    duties = DutiesView(session)
    qtbot.addWidget(duties)
    duties.show_witness(case.case.id, file.witness.id, event.id)
    qtbot.waitUntil(lambda: bool(dialogs.asked), timeout=LONG)
    kind, title, words = dialogs.last()
    assert (kind, title) == ("show_text", "Events")
    assert "MG2 received" in words


def test_a_sample_is_asked_for_in_words_and_what_is_wrong_stands_at_its_field(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    assert view.empty.isVisible()
    view.sample.click()
    form = form_of(view)
    fill(form, size="none", seed="abc")
    form.try_save()
    assert form.isVisible()
    fill(form, size="2", seed="12")
    form.try_save()
    qtbot.waitUntil(lambda: len(view.view_model.state.lines) >= 2, timeout=LONG)
    assert "Seed: 12" in view.how.text()


def test_one_case_is_found_by_its_urn_and_an_unknown_one_is_said(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    case = read_cases(session.app)[0]
    view.case.click()
    form = form_of(view)
    form.try_save()
    assert form.isVisible()
    fill(form, urn="99VP9999926")
    form.try_save()
    assert form.isVisible()
    fill(form, urn=case.case.urn.lower())
    form.try_save()
    assert not form.isVisible()
    assert view.view_model.state.lines[0].inspected.case.case.id == case.case.id


def test_sheets_are_written_one_for_each_witness(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    view = drawn(qtbot, session, size=2)
    folder = tmp_path / "out"
    folder.mkdir()
    dialogs.folder = folder
    view.pack.click()
    form = form_of(view)
    form.try_save()
    assert form.isVisible(), "for whom and why"
    fill(form, variant=Variant.INSPECTION, recipient="HMCPSI", purpose="Inspection")
    form.try_save()
    qtbot.waitUntil(lambda: view.view_model.state.message is not None, timeout=LONG)
    assert view.view_model.state.message is not None
    assert view.view_model.state.message[0] == "done"
    assert len(list(folder.glob("*.pdf"))) == len(view.view_model.state.lines)


def test_a_list_is_written_with_its_ending(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    view = shown(qtbot, session, a_directed_case(session))
    dialogs.saves = tmp_path / "answers"
    view.list.click()
    form = form_of(view)
    fill(form, form="csv", purpose="For the inspector")
    form.try_save()
    qtbot.waitUntil(lambda: view.view_model.state.message is not None, timeout=LONG)
    assert (tmp_path / "answers.csv").exists()
    assert "answers.csv" in view.banners.banners()[0].accessibleName()


def test_no_list_that_nobody_agreed_to_replace_is_replaced(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    """The system asked about “answers”; “answers.csv” was there before."""
    kept = tmp_path / "answers.csv"
    kept.write_bytes(b"kept")
    view = shown(qtbot, session, a_directed_case(session))
    dialogs.saves = tmp_path / "answers"
    view.list.click()
    form = form_of(view)
    fill(form, form="csv", purpose="For the inspector")
    form.try_save()
    qtbot.waitUntil(lambda: view.view_model.state.message is not None, timeout=LONG)
    assert view.view_model.state.message is not None
    assert view.view_model.state.message[:2] == ("error", "It was not finished.")
    assert kept.read_bytes() == b"kept"


def test_stopping_an_inspection_stops_nobody_elses_work(qtbot: QtBot, session: Session) -> None:
    view = shown(qtbot, session)
    gate = threading.Event()
    other = session.tasks.start(lambda _progress: gate.wait(60))
    try:
        assert view.view_model.draw(SampleFilter(), 3, 12) == ()
        view.reject()
        assert view.isVisible(), "Esc stops the work first"
        with qtbot.waitSignal(other.succeeded, timeout=LONG):
            gate.set()
    finally:
        gate.set()
    qtbot.waitUntil(lambda: not view.view_model.is_working, timeout=LONG)
    assert view.view_model.state.message is not None
    assert view.view_model.state.message[1] == "Stopped."
    view.reject()
    assert not view.isVisible()


def test_who_may_only_read_exports_nothing(qtbot: QtBot, session: Session) -> None:
    session.app.user = session.app.user.model_copy(update={"role": UserRole.READ_ONLY})
    view = shown(qtbot, session, a_directed_case(session))
    assert not view.list.isEnabled()
    assert not view.pack.isEnabled()
    assert view.sample.isEnabled()


def test_no_name_of_a_witness_is_on_the_screen(qtbot: QtBot, session: Session) -> None:
    view = drawn(qtbot, session, size=8)
    for line in view.view_model.state.lines:
        name = line.inspected.file.witness.name
        shown_words = " ".join(a.words + " ".join(f.words for f in a.facts) for a in line.inspected.answers)
        assert name not in shown_words + view.answer_card.note_label.text()


def test_every_answer_has_a_pill_of_its_own_word() -> None:
    words = [answer_pill(state).word for state in AnswerState]
    assert words == list(ANSWER_STATE_WORDS.values())
    looks = {(answer_pill(state).kind, answer_pill(state).shape) for state in AnswerState}
    assert len(looks) == len(AnswerState), "no two differ by their word alone"


@pytest.mark.parametrize("scale", [100, 200])
def test_it_fits_a_laptop_in_large_text(qtbot: QtBot, qapp: QApplication, session: Session, scale: int) -> None:
    theme.apply(qapp, "light", scale)
    try:
        view = shown(qtbot, session, a_directed_case(session))
        view.resize(1000 if scale == 100 else 1326, 728)
        qtbot.wait(30)
        assert view.page.horizontalScrollBar().maximum() == 0
        for button in (view.case, view.sample, view.list, view.pack):
            assert button.width() >= button.sizeHint().width()
    finally:
        theme.apply(qapp, "light", 100)
