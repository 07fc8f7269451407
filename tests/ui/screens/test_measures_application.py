"""The dialogs round the matrix, by keyboard: the application, the telling, the grounds, other adjustments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.case import PleaKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.measures import Application, DecisionKind, MeasureId, Route
from victimplanner.domain.witness import AdjustmentState, GateCode, GateHolds
from victimplanner.services import applications, cases, measures
from victimplanner.ui.screens.measures.state import MeasuresPage
from victimplanner.ui.screens.measures.view import MeasuresView
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import StatusPill
from victimplanner.ui.widgets.form_dialog import FormDialog

TODAY = dt.date(2026, 11, 25)


def untold(file: WitnessFile) -> bool:
    return any(direction.told_on is None for direction in file.directions)


def viewed_not_decided(file: WitnessFile) -> bool:
    return bool(file.views) and not file.decisions


def opened(qtbot: QtBot, session: Session, wanted: Callable[[WitnessFile], bool]) -> MeasuresView:
    """The tab, on screen, for the first witness that is `wanted`."""
    file = next(w for case in cases.read_cases(session.app) for w in case.witnesses if wanted(w))
    view = MeasuresView(session)
    qtbot.addWidget(view)
    view.resize(1040, 640)
    view.show_witness(file.case.id, file.witness.id)
    with qtbot.waitActive(view):
        view.show()
    return view


def page_of(view: MeasuresView) -> MeasuresPage:
    view.view_model.refresh()
    return view.view_model.state


def stored(view: MeasuresView) -> WitnessFile:
    file = page_of(view).file
    assert file is not None
    return file


def dialog_of(qtbot: QtBot, view: MeasuresView) -> FormDialog:
    """The form that stands open over the tab and has the keyboard."""

    def is_open() -> None:
        assert any(d.isVisible() and d.isActiveWindow() for d in view.findChildren(FormDialog))

    qtbot.waitUntil(is_open)
    return next(d for d in view.findChildren(FormDialog) if d.isVisible())


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key, *, ctrl: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(widget, key, modifier)


def save(qtbot: QtBot, dialog: FormDialog) -> None:
    press(qtbot, dialog, Qt.Key.Key_Return, ctrl=True)


def child(dialog: FormDialog, name: str) -> QWidget:
    found = dialog.findChild(QWidget, name)
    assert found is not None, name
    return found


def choose(qtbot: QtBot, dialog: FormDialog, code: GateCode) -> None:
    """Choose a ground with the arrow keys."""
    ground = child(dialog, "ground")
    ground.setFocus()
    press(qtbot, ground, Qt.Key.Key_Home)
    for _ in list(GateCode)[: list(GateCode).index(code)]:
        press(qtbot, ground, Qt.Key.Key_Down)


def draft_for(view: MeasuresView, session: Session, measure: MeasureId = MeasureId.LIVE_LINK) -> Application:
    """Decide to apply for a measure, which begins an application."""
    file = stored(view)
    measures.decide_measure(session.app, file, measure, DecisionKind.APPLY, "She speaks freely when he is not near.")
    return stored(view).applications[-1]


# ---------------------------------------------------------------- telling


def test_ctrl_t_records_that_she_was_told_and_the_button_rests(qtbot: QtBot, session: Session) -> None:
    view = opened(qtbot, session, untold)
    assert view.attention() == 1
    press(qtbot, view.matrix.table, Qt.Key.Key_T, ctrl=True)
    dialog = dialog_of(qtbot, view)
    how = child(dialog, "told_how")
    how.setFocus()
    qtbot.keyClicks(how, "By telephone, through the ISVA")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: not view.told.isEnabled())
    assert all(d.told_on for d in stored(view).directions)
    assert {d.told_how for d in stored(view).directions if d.told_on == TODAY} >= {"By telephone, through the ISVA"}
    assert view.attention() == 0


def test_telling_asks_how_before_it_saves(qtbot: QtBot, session: Session) -> None:
    view = opened(qtbot, session, untold)
    press(qtbot, view.matrix.table, Qt.Key.Key_T, ctrl=True)
    dialog = dialog_of(qtbot, view)
    save(qtbot, dialog)
    assert dialog.isVisible()
    assert dialog.focusWidget() is child(dialog, "told_how")
    assert untold(stored(view))


def test_telling_shows_the_safe_contact_first(qtbot: QtBot, session: Session) -> None:
    view = opened(qtbot, session, untold)
    press(qtbot, view.matrix.table, Qt.Key.Key_T, ctrl=True)
    words = " ".join(each.text() for each in dialog_of(qtbot, view).findChildren(QLabel))
    assert "Safe contact: Through ISVA only." in words


def test_a_direction_not_told_opens_the_telling_when_it_is_gone_to(qtbot: QtBot, session: Session) -> None:
    view = opened(qtbot, session, untold)
    direction = next(d for d in stored(view).directions if d.told_on is None)
    view.show_witness(stored(view).case.id, stored(view).witness.id, subject_id=direction.id)
    dialog = dialog_of(qtbot, view)
    assert dialog.windowTitle() == "Told witness"
    assert view.matrix.current_column() == "direction"
    line = view.matrix.current_line()
    assert line is not None
    assert line.id is direction.measure


def test_nothing_to_tell_is_said_and_opens_nothing(qtbot: QtBot, session: Session) -> None:
    view = opened(qtbot, session, viewed_not_decided)
    with qtbot.waitSignal(view.said) as said:
        press(qtbot, view.matrix.table, Qt.Key.Key_T, ctrl=True)
    assert said.args == ["Nothing to tell"]
    assert not [d for d in view.findChildren(FormDialog) if d.isVisible()]


# ---------------------------------------------------------------- the application


def test_the_application_says_what_is_in_it_and_what_it_needs(qtbot: QtBot, session: Session) -> None:
    view = opened(qtbot, session, viewed_not_decided)
    draft_for(view, session)
    view.application.click()
    dialog = dialog_of(qtbot, view)
    words = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert "In it: Live link." in words
    pills = {pill.accessibleName(): pill for pill in dialog.findChildren(StatusPill)}
    assert any("Companion named" in name for name in pills)


def test_an_application_is_filled_in_and_served_by_keyboard(qtbot: QtBot, session: Session) -> None:
    view = opened(qtbot, session, viewed_not_decided)
    draft_for(view, session)
    view.application.click()
    dialog = dialog_of(qtbot, view)
    for name, words in (
        ("served_on", "24 Nov 2026"),
        ("served_to", "Court officer; each accused"),
        ("companion", "C. Penhale (ISVA)"),
        ("companion_view", "Wants this person"),
    ):
        editor = child(dialog, name)
        editor.setFocus()
        qtbot.keyClicks(editor, words)
        press(qtbot, editor, Qt.Key.Key_Tab)
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    saved = stored(view).applications[-1]
    assert (saved.served_on, saved.served_to) == (dt.date(2026, 11, 24), "Court officer; each accused")
    assert (saved.companion, saved.route) == ("C. Penhale (ISVA)", Route.R18_10_APPLICATION)
    assert page_of(view).facts_about(MeasureId.LIVE_LINK).is_served


def test_a_late_application_asks_why_only_once_it_is_late(qtbot: QtBot, session: Session) -> None:
    def late(file: WitnessFile) -> bool:
        limits = session.app.application_limits(file)
        return bool(limits and limits[0].due and limits[0].due < TODAY and not file.applications)

    view = opened(qtbot, session, late)
    draft_for(view, session)
    view.application.click()
    dialog = dialog_of(qtbot, view)
    reason = child(dialog, "late_reason")
    assert not reason.isVisible()
    served = child(dialog, "served_on")
    served.setFocus()
    qtbot.keyClicks(served, "24 Nov 2026")
    press(qtbot, served, Qt.Key.Key_Tab)
    assert reason.isVisible()
    save(qtbot, dialog)
    assert dialog.isVisible()
    assert dialog.focusWidget() is reason
    assert stored(view).applications[-1].served_on is None
    qtbot.keyClicks(reason, "The needs assessment came on 23 November.")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert stored(view).applications[-1].late_reason == "The needs assessment came on 23 November."


def test_a_day_that_is_none_is_not_saved(qtbot: QtBot, session: Session) -> None:
    view = opened(qtbot, session, viewed_not_decided)
    draft_for(view, session)
    view.application.click()
    dialog = dialog_of(qtbot, view)
    served = child(dialog, "served_on")
    served.setFocus()
    qtbot.keyClicks(served, "31 Nov 2026")
    save(qtbot, dialog)
    assert dialog.isVisible()
    assert stored(view).applications[-1].served_on is None


@pytest.mark.parametrize(("answer", "stays"), [("keep", True), ("discard", False), ("save", False)])
def test_escape_asks_about_what_was_typed(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs, answer: str, stays: bool
) -> None:
    view = opened(qtbot, session, viewed_not_decided)
    draft_for(view, session)
    view.application.click()
    dialog = dialog_of(qtbot, view)
    place = child(dialog, "place_proposed")
    place.setFocus()
    qtbot.keyClicks(place, "Eastholme remote suite")
    dialogs.discard = answer  # type: ignore[assignment]
    press(qtbot, dialog, Qt.Key.Key_Escape)
    assert dialogs.last()[0] == "ask_discard"
    assert dialog.isVisible() is stays
    assert (stored(view).applications[-1].place_proposed == "Eastholme remote suite") is (answer == "save")


def test_closing_a_form_gives_the_focus_back(qtbot: QtBot, session: Session) -> None:
    view = opened(qtbot, session, viewed_not_decided)
    view.application.setFocus()
    press(qtbot, view.application, Qt.Key.Key_Space)
    press(qtbot, dialog_of(qtbot, view), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.focusWidget() is view.application)


# ---------------------------------------------------------------- grounds


def test_a_ground_recorded_opens_the_measures_that_need_it(qtbot: QtBot, session: Session) -> None:
    view = opened(
        qtbot, session, lambda f: untold(f) and f.gates_as_considered()[GateCode.S16_INCAP].holds is GateHolds.NO
    )
    assert not page_of(view).facts_about(MeasureId.INTERMEDIARY).availability.is_open
    view.eligibility.review.click()
    dialog = dialog_of(qtbot, view)
    choose(qtbot, dialog, GateCode.S16_INCAP)
    holds, evidence = child(dialog, "holds"), child(dialog, "evidence")
    holds.setFocus()
    press(qtbot, holds, Qt.Key.Key_Home)
    evidence.setFocus()
    press(qtbot, evidence, Qt.Key.Key_A, ctrl=True)
    qtbot.keyClicks(evidence, "Report of 20 November: significant impairment.")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    page = page_of(view)
    assert page.holds(GateCode.S16_INCAP)
    assert page.facts_about(MeasureId.INTERMEDIARY).availability.is_open
    assert any(pill.word.startswith("s.16(1)(b)") and pill.kind == "ok" for pill in page.grounds)


@pytest.mark.parametrize("code", [GateCode.S16_CHILD, GateCode.S17_4_SEX])
def test_a_ground_that_follows_from_the_facts_says_that_it_needs_no_entry(
    qtbot: QtBot, session: Session, code: GateCode
) -> None:
    view = opened(qtbot, session, lambda f: code in f.gates_held_on(TODAY))
    view.eligibility.review.click()
    dialog = dialog_of(qtbot, view)
    choose(qtbot, dialog, code)
    words = child(dialog, "ground").accessibleDescription()
    assert "It follows from what is recorded and needs no entry." in words


def test_a_child_has_a_banner_with_her_eighteenth_birthday(qtbot: QtBot, session: Session) -> None:
    view = opened(qtbot, session, lambda f: f.is_child_on(TODAY) and f.witness.date_of_birth is not None)
    file = stored(view)
    born = file.witness.date_of_birth
    assert born is not None
    assert page_of(view).turns_18_on == born.replace(year=born.year + 18)
    assert any("turns 18 on" in banner.accessibleName() for banner in view.banners.banners())


# ---------------------------------------------------------------- other adjustments


def test_an_adjustment_is_added_and_then_changed(qtbot: QtBot, session: Session) -> None:
    view = opened(qtbot, session, viewed_not_decided)
    view.adjustments.add.setFocus()
    press(qtbot, view.adjustments.add, Qt.Key.Key_Space)
    dialog = dialog_of(qtbot, view)
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: len(stored(view).adjustments) == 1)
    added = stored(view).adjustments[0]
    assert added.state is AdjustmentState.ASKED_FOR
    pill = view.adjustments.findChild(QWidget, "adjustment")
    assert pill is not None
    pill.setFocus()
    press(qtbot, pill, Qt.Key.Key_Space)
    again = dialog_of(qtbot, view)
    state = child(again, "adjustment_state")
    state.setFocus()
    press(qtbot, state, Qt.Key.Key_Down)
    save(qtbot, again)
    qtbot.waitUntil(lambda: stored(view).adjustments[0].state is AdjustmentState.ARRANGED)
    assert len(stored(view).adjustments) == 1


def test_something_else_needs_words(qtbot: QtBot, session: Session) -> None:
    view = opened(qtbot, session, viewed_not_decided)
    view.adjustments.add.click()
    dialog = dialog_of(qtbot, view)
    what, text = child(dialog, "what"), child(dialog, "text")
    assert not text.isVisible()
    what.setFocus()
    press(qtbot, what, Qt.Key.Key_End)
    assert text.isVisible()
    save(qtbot, dialog)
    assert dialog.isVisible()
    text.setFocus()
    qtbot.keyClicks(text, "Her dog in the waiting room")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: len(stored(view).adjustments) == 1)
    assert stored(view).adjustments[0].text == "Her dog in the waiting room"


# ---------------------------------------------------------------- the deadline that cannot be worked out


def test_a_deadline_that_cannot_be_worked_out_names_the_missing_fact_and_leads_to_it(
    qtbot: QtBot, session: Session
) -> None:
    view = opened(qtbot, session, lambda f: any(plea.entered_on is None for plea in f.pleas))
    words = [each.text() for each in view.eligibility.findChildren(QLabel)]
    assert "Cannot be worked out: the date of the not guilty plea of D1 is missing." in words
    link = view.eligibility.findChild(QWidget, "enterPleaLink")
    assert link is not None
    with qtbot.waitSignal(view.asked) as asked:
        press(qtbot, link, Qt.Key.Key_Space)
    assert (asked.args[0].tab, asked.args[0].part) == ("overview", "plea")


def test_the_day_by_which_the_other_parties_answer_stands_until_they_have(qtbot: QtBot, session: Session) -> None:
    view = opened(qtbot, session, viewed_not_decided)
    draft = draft_for(view, session)
    assert page_of(view).responses == ()
    served = draft.model_copy(update={"served_on": dt.date(2026, 11, 24)})
    saved = applications.save_application(session.app, stored(view), served)
    assert [(r.about, r.day) for r in page_of(view).responses] == [("Response due", "Tue 8 Dec 2026")]
    assert "Response due" in [each.text() for each in view.eligibility.findChildren(QLabel)]
    answered = saved.model_copy(update={"response_received_on": TODAY})
    applications.save_application(session.app, stored(view), answered)
    assert page_of(view).responses == ()


def test_a_limit_of_each_accused_stands_where_they_differ(qtbot: QtBot, session: Session) -> None:
    def two_pleas(file: WitnessFile) -> bool:
        return len(file.defendants) == 2 and len(file.pleas) == 2

    view = opened(qtbot, session, two_pleas)
    assert [limit.about for limit in page_of(view).limits] == ["D1, D2"]
    file = stored(view)
    later = file.pleas[0].entered_on
    assert later is not None
    cases.enter_plea(session.app, file.defendants[1], PleaKind.NOT_GUILTY, later + dt.timedelta(days=3))
    limits = page_of(view).limits
    assert [limit.about for limit in limits] == ["D1", "D2"]
    assert limits[0].working.due < limits[1].working.due  # type: ignore[operator]
