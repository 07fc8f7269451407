"""What stands round the decisions of the Special measures tab: accused that differ, ages, the foot, large text."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.journeys.cases import a_case, another_complainant, she_says
from victimplanner.domain.case import PleaKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.inspection.form import AnswerState
from victimplanner.domain.measures import (
    Direction,
    DirectionKind,
    IntermediaryWork,
    MeasureId,
    MeasureUse,
    MeasureView,
    ProceedingsChange,
    ProceedingsChangeKind,
    ScreenFrom,
    UseKind,
    ViewKind,
)
from victimplanner.domain.opt_out import OptOut, OptOutFrom
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.witness import GateCode
from victimplanner.services import cases, directions, measures, primary_rule, proceedings
from victimplanner.services.cases import NewDefendant
from victimplanner.ui import theme
from victimplanner.ui.screens.measures.form_sections import FormSections
from victimplanner.ui.screens.measures.state import DIRECTION, USE, VIEW, CellWords
from victimplanner.ui.screens.measures.view import MeasuresView
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import Card, RecordTable
from victimplanner.ui.widgets.form_dialog import FormDialog

PLEA = dt.date(2026, 11, 18)
TWO = (
    NewDefendant("Daniel Marrick", PleaKind.NOT_GUILTY, PLEA),
    NewDefendant("Ossian Teague", PleaKind.NOT_GUILTY, PLEA + dt.timedelta(days=4)),
)


def again(session: Session, file: WitnessFile) -> WitnessFile:
    return cases.read_case(session.app, file.case.id).witness(file.witness.id)


def tab(qtbot: QtBot, session: Session, file: WitnessFile, width: int = 1040, height: int = 700) -> MeasuresView:
    view = MeasuresView(session)
    qtbot.addWidget(view)
    view.resize(width, height)
    with qtbot.waitActive(view):
        view.show()
    view.show_witness(file.case.id, file.witness.id)
    return view


def cell(view: MeasuresView, measure: MeasureId, column: str) -> CellWords:
    return next(line for line in view.view_model.state.lines if line.id is measure).cells[column]


def direct(session: Session, file: WitnessFile, measure: MeasureId, **facts: object) -> None:
    entry = {
        "case_id": file.case.id, "witness_id": file.witness.id, "measure": measure,
        "direction": DirectionKind.GRANTED, "decided_on": session.today, "reasons": "As argued.",
    } | facts  # fmt: skip
    directions.record_direction(session.app, again(session, file), Direction(**entry))  # type: ignore[arg-type]


def words_of(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def child_of(session: Session, born: dt.date) -> WitnessFile:
    return a_case(session.app, date_of_birth=born).witnesses[0]


# ---------------------------------------------------------------- several accused, several complainants


def test_a_direction_for_one_accused_alone_says_so_and_both_stand_in_the_detail(
    qtbot: QtBot, empty_session: Session
) -> None:
    case = a_case(empty_session.app, defendants=TWO)
    file = case.witnesses[0]
    first, second = case.defendants
    direct(empty_session, file, MeasureId.SCREEN, defendant_id=first.id)
    view = tab(qtbot, empty_session, file)
    assert cell(view, MeasureId.SCREEN, DIRECTION).second.startswith("D1 only, s.33(4); ")
    direct(empty_session, file, MeasureId.SCREEN, defendant_id=second.id, direction=DirectionKind.REFUSED)
    differs = cell(view, MeasureId.SCREEN, DIRECTION)
    assert differs.pill is not None
    assert differs.pill[1] == "Differs per accused"
    assert differs.detail.startswith("Differs per accused, s.33(4). D1: Granted")
    assert "D2: Refused" in differs.detail


def test_the_same_direction_for_each_accused_in_turn_is_not_called_one_for_some_only(
    qtbot: QtBot, empty_session: Session
) -> None:
    case = a_case(empty_session.app, defendants=TWO)
    file = case.witnesses[0]
    for defendant in case.defendants:
        direct(empty_session, file, MeasureId.SCREEN, defendant_id=defendant.id)
    view = tab(qtbot, empty_session, file)
    assert cell(view, MeasureId.SCREEN, DIRECTION).second == "25 Nov; not told yet"
    telling = directions.tell_directions
    telling(empty_session.app, [again(empty_session, file).directions[0]], empty_session.today, "B. Lindley", "Phone")
    assert cell(view, MeasureId.SCREEN, DIRECTION).second == "25 Nov; not told yet", "one of the two is still untold"


def test_each_accused_has_a_limit_and_the_extension_has_its_way(qtbot: QtBot, empty_session: Session) -> None:
    view = tab(qtbot, empty_session, a_case(empty_session.app, defendants=TWO).witnesses[0])
    assert [line.about for line in view.view_model.state.limits] == ["D1", "D2"]
    link = view.eligibility.findChild(QWidget, "recordExtension")
    assert link is not None
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: any(form.isVisible() for form in view.findChildren(FormDialog)))
    form = next(form for form in view.findChildren(FormDialog) if form.isVisible())
    assert "Last day to serve: D1 Wed 2 Dec 2026; D2 Fri 4 Dec 2026." in words_of(form)
    assert form.focusWidget() is form._fields["late_reason"].editor
    form.reject()


def test_nothing_of_another_complainant_is_shown(qtbot: QtBot, empty_session: Session) -> None:
    case = a_case(empty_session.app)
    other = another_complainant(empty_session.app, case, "Maren Holloway")
    she_says(empty_session.app, other, MeasureId.SCREEN, ViewKind.WANTS, "Only where nobody sees me.")
    view = tab(qtbot, empty_session, again(empty_session, case.witnesses[0]))
    shown = words_of(view) + repr([line.cells for line in view.view_model.state.lines])
    assert "Only where nobody sees me" not in shown
    assert other.witness.reference not in shown
    assert "No views recorded." in shown


# ---------------------------------------------------------------- cells


def test_a_screen_says_from_whom_and_the_view_says_to_whom_it_was_given(qtbot: QtBot, empty_session: Session) -> None:
    file = a_case(empty_session.app).witnesses[0]
    measures.record_view(
        empty_session.app,
        MeasureView(
            case_id=file.case.id, witness_id=file.witness.id, measure=MeasureId.SCREEN, view=ViewKind.WANTS,
            screen_from=(ScreenFrom.ACCUSED, ScreenFrom.GALLERY), given_on=empty_session.today,
            taken_by="B. Lindley", how="By telephone",
        ),
    )  # fmt: skip
    direct(empty_session, file, MeasureId.SCREEN, screen_from=(ScreenFrom.ACCUSED,))
    view = tab(qtbot, empty_session, file)
    shown = cell(view, MeasureId.SCREEN, VIEW)
    assert shown.second == "25 Nov, accused and gallery"
    assert "by telephone, to B. Lindley. From the accused and the public gallery." in shown.detail
    assert "From the accused." in cell(view, MeasureId.SCREEN, DIRECTION).detail


def test_evidence_given_another_way_shows_the_permission(qtbot: QtBot, empty_session: Session) -> None:
    file = a_case(empty_session.app).witnesses[0]
    direct(empty_session, file, MeasureId.LIVE_LINK)
    directions.record_use(
        empty_session.app,
        again(empty_session, file),
        MeasureUse(
            case_id=file.case.id, witness_id=file.witness.id, measure=MeasureId.LIVE_LINK,
            use=UseKind.GIVEN_ANOTHER_WAY, used_on=empty_session.today, reason="The link failed.",
            permission="HHJ Amory, after hearing both sides",
        ),
    )  # fmt: skip
    shown = cell(tab(qtbot, empty_session, file), MeasureId.LIVE_LINK, USE)
    assert shown.second == "25 Nov, with permission"
    assert "With permission: HHJ Amory, after hearing both sides." in shown.detail


@pytest.mark.parametrize(
    ("satisfied", "second"), [(None, "Opt-out: court to decide"), (False, "Opt-out: not satisfied")]
)
def test_an_opt_out_stands_at_the_measure_that_it_concerns(
    qtbot: QtBot, empty_session: Session, satisfied: bool | None, second: str
) -> None:
    file = child_of(empty_session, dt.date(2011, 2, 1))
    primary_rule.record_opt_out(
        empty_session.app,
        file,
        OptOut(
            case_id=file.case.id, witness_id=file.witness.id, from_what=OptOutFrom.LIVE_LINK,
            own_words="I want to be in the room.", said_on=empty_session.today, satisfied=satisfied,
            decided_on=None if satisfied is None else empty_session.today,
        ),
    )  # fmt: skip
    shown = cell(tab(qtbot, empty_session, file), MeasureId.LIVE_LINK, "open")
    assert shown.second == second
    assert "“I want to be in the room.”" in shown.detail


def test_how_far_the_intermediary_is_stands_at_the_measure_with_the_interpreter_apart(
    qtbot: QtBot, empty_session: Session
) -> None:
    file = a_case(empty_session.app).witnesses[0]
    cases.amend_witness(empty_session.app, file.witness.model_copy(update={"interpreter_need": "Polish, a woman"}))
    people = [Person(name="Mara Quill"), Person(name="Tove Anders")]
    for person in people:
        cases.name_person(empty_session.app, file.case.id, CaseRole.INTERMEDIARY, person, file.witness.id)
    work = IntermediaryWork(
        case_id=file.case.id, witness_id=file.witness.id, person_id=people[0].id,
        asked_on=empty_session.today, report_due_on=dt.date(2026, 12, 4), was_at_interview=True,
    )  # fmt: skip
    primary_rule.save_intermediary(empty_session.app, work)
    view = tab(qtbot, empty_session, file)
    detail = cell(view, MeasureId.INTERMEDIARY, "measure").detail
    assert "Intermediary: Mara Quill." in detail
    assert "Report due Fri 4 Dec 2026." in detail
    assert "no direction (s.29(6))" in detail
    assert detail.endswith("Interpreter, apart from this: Polish, a woman.")
    form = view._others.intermediary()
    assert form is not None
    assert "Interpreter, apart from this: Polish, a woman." in words_of(form)
    assert form._fields["person_id"].value() == people[0].id
    form.reject()


def test_once_all_is_made_again_after_a_retrial_the_banner_goes(qtbot: QtBot, empty_session: Session) -> None:
    file = a_case(empty_session.app).witnesses[0]
    direct(empty_session, file, MeasureId.SCREEN, decided_on=dt.date(2026, 11, 20))
    change = ProceedingsChange(
        case_id=file.case.id, kind=ProceedingsChangeKind.TRANSFER, happened_on=dt.date(2026, 11, 23)
    )
    proceedings.record_proceedings_change(empty_session.app, change)
    view = tab(qtbot, empty_session, file)
    assert cell(view, MeasureId.SCREEN, DIRECTION).second == "Check: before the transfer"
    assert view.view_model.state.proceedings_changed.startswith("Transfer to another court, Mon 23 Nov 2026.")
    assert view.attention() == 1
    direct(empty_session, file, MeasureId.SCREEN, told_on=empty_session.today, told_by="B. Lindley")
    assert view.view_model.state.proceedings_changed == ""
    assert view.attention() == 0


def test_views_of_somebody_else_are_not_carried_over(empty_session: Session) -> None:
    source = a_case(empty_session.app).witnesses[0]
    she_says(empty_session.app, source, MeasureId.SCREEN, ViewKind.WANTS, "I do not want to be seen.")
    target = a_case(empty_session.app, urn="99VP4017326", witness_name="Maren Holloway").witnesses[0]
    assert not proceedings.is_same_person(source.witness, target.witness)
    with pytest.raises(RuleBroken, match="do not seem to be the same person"):
        proceedings.carry_views_over(empty_session.app, source, target)


# ---------------------------------------------------------------- grounds and ages


def test_the_grounds_stand_in_a_table_that_leads_the_form(qtbot: QtBot, empty_session: Session) -> None:
    view = tab(qtbot, empty_session, a_case(empty_session.app).witnesses[0])
    form = view._dialogs.grounds()
    assert form is not None
    assert form._fields["ground"].value() is not GateCode.S16_CHILD, "her age settles that"
    table = form.findChild(RecordTable, "groundTable")
    assert table is not None
    table.select_row(list(view.view_model.state.ground_lines).index(_line(view, GateCode.S17_FEAR)))
    assert form._fields["ground"].value() is GateCode.S17_FEAR
    form._fields["ground"].set_value(GateCode.S22_QUALIFYING)
    form._fields["ground"].changed.emit()
    assert table.current_record() == _line(view, GateCode.S22_QUALIFYING)
    assert "She was 32 at the interview recorded on Mon 3 Aug 2026." in form._fields["ground"].hint.text()
    form._dirty = False
    form.reject()


def _line(view: MeasuresView, code: GateCode) -> object:
    return next(line for line in view.view_model.state.ground_lines if line.rule.code is code)


@pytest.mark.parametrize(
    ("born", "kind"), [(dt.date(2009, 1, 10), "warning"), (dt.date(2011, 2, 1), "info")], ids=["before trial", "later"]
)
def test_turning_18_before_the_trial_warns_and_later_is_only_said(
    qtbot: QtBot, empty_session: Session, dialogs: RecorderDialogs, born: dt.date, kind: str
) -> None:
    file = child_of(empty_session, born)
    direct(empty_session, file, MeasureId.INTERMEDIARY)
    direct(empty_session, file, MeasureId.ABE_VIDEO)
    view = tab(qtbot, empty_session, file)
    (banner,) = [b for b in view.banners.banners() if "turns 18" in b.accessibleName()]
    assert banner.kind == kind
    assert "Goes on: ABE interview video." in banner.accessibleName()
    assert "Ends: Intermediary." in banner.accessibleName()
    view._others.at_eighteen()
    assert "Intermediary: ends.\nShe is eligible for this measure by age only." in str(dialogs.last()[2])
    assert "at the court’s decision" in view.eligibility.note.text()


def test_an_adult_interviewed_as_a_child_may_opt_out_of_the_recording(qtbot: QtBot, empty_session: Session) -> None:
    view = tab(qtbot, empty_session, child_of(empty_session, dt.date(2008, 10, 1)))
    assert view.view_model.state.holds(GateCode.S22_QUALIFYING)
    assert view.opt_out_action.isEnabled()


# ---------------------------------------------------------------- the foot and large text


def test_the_reviewers_questions_stand_beside_the_adjustments_until_they_are_opened(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs
) -> None:
    file = next(f for case in cases.read_cases(session.app) for f in case.witnesses if f.directions and not f.uses)
    view = tab(qtbot, session, file)
    assert view.review.y() == view.adjustments.y()
    assert view.review.note_label.text() == "6 of 8 shown"
    view.heading.review.trigger()
    qtbot.waitUntil(view.review.table.hasFocus)
    qtbot.waitUntil(lambda: view.review.y() > view.adjustments.y())
    current = view.review.table.current_record()
    assert current is not None
    assert current.state is AnswerState.IN_PART
    qtbot.keyClick(view.review.table, Qt.Key.Key_Return)
    assert "7. Is the application complete" in str(dialogs.last())
    assert "8. Was she told" not in str(dialogs.last()), "one question alone"
    other = next(f for case in cases.read_cases(session.app) for f in case.witnesses if f.witness.id != file.witness.id)
    view.show_witness(other.case.id, other.witness.id)
    assert not view.review.is_open(), "the matrix comes first again"


@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("opened", [False, True])
def test_the_tab_never_scrolls_sideways(
    qtbot: QtBot, qapp: QApplication, session: Session, scale: int, opened: bool
) -> None:
    file = next(f for case in cases.read_cases(session.app) for f in case.witnesses if f.is_child_on(session.today))
    theme.apply(qapp, "light", scale)
    try:
        view = tab(qtbot, session, file, 864, 473)
        view.review.set_open(opened)
        qtbot.wait(20)
        assert view.page.horizontalScrollBar().maximum() == 0
        for button in (view.told, view.edit, view.application, view.heading.more):
            assert button.width() >= button.sizeHint().width(), "no button is clipped"
    finally:
        theme.apply(qapp, "light", 100)


def test_the_application_is_one_form_in_sections_with_the_court_only_part_last_and_apart(
    qtbot: QtBot, session: Session
) -> None:
    file = next(f for case in cases.read_cases(session.app) for f in case.witnesses if f.directions and not f.uses)
    form = tab(qtbot, session, file)._dialogs.application()
    assert form is not None
    sections = form.findChild(FormSections)
    assert sections is not None
    assert sections.titles() == [
        "Kind and service", "Why these measures", "Her views", "Live link: who is with her, and where",
        "Recording and attachments", "Hearing", "Response of the other parties", "For the court only",
    ]  # fmt: skip
    last = form.findChildren(Card, "formSection")[-1]
    assert last.note_label.text() == "r.18.12, never in the served part"
    form.reject()
