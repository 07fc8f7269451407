"""The Special measures tab around the decision: the whole application, a child, the intermediary, changed proceedings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.journeys.cases import A_CASE, a_case, she_says
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.inspection.form import AnswerState
from victimplanner.domain.measures import (
    ApplicationPurpose,
    MeasureId,
    ProceedingsChangeKind,
    Route,
    ViewKind,
    latest,
)
from victimplanner.domain.opt_out import OptOutFrom
from victimplanner.domain.witness import GateCode, GateHolds
from victimplanner.services.cases import read_case, read_cases
from victimplanner.ui.moved_list import MovedList
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.measures.state import DIRECTION, VIEW
from victimplanner.ui.screens.measures.view import MeasuresView
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog


def directed(file: WitnessFile) -> bool:
    return bool(file.directions) and not file.uses


def a_child(file: WitnessFile) -> bool:
    return file.is_child_on(dt.date(2026, 11, 25))


def undecided(file: WitnessFile) -> bool:
    return file.case.court_kind.value == "crown" and not file.decisions and file.is_going_to_trial


def open_view(
    qtbot: QtBot, session: Session, wanted: Callable[[WitnessFile], bool]
) -> tuple[MeasuresView, WitnessFile]:
    file = next(f for c in read_cases(session.app) for f in c.witnesses if wanted(f))
    return shown(qtbot, session, file), file


def shown(qtbot: QtBot, session: Session, file: WitnessFile) -> MeasuresView:
    view = MeasuresView(session)
    qtbot.addWidget(view)
    view.resize(1040, 700)
    with qtbot.waitActive(view):
        view.show()
    view.show_witness(file.case.id, file.witness.id)
    return view


def again(session: Session, file: WitnessFile) -> WitnessFile:
    return read_case(session.app, file.case.id).witness(file.witness.id)


def fill(form: FormDialog, **values: object) -> None:
    for name, value in values.items():
        form._fields[name].set_value(value)
        form._fields[name].changed.emit()


def visible(form: FormDialog) -> set[str]:
    return {name for name, field in form._fields.items() if field.isVisibleTo(form)}


def words_of(form: FormDialog) -> str:
    return " ".join(label.text() for label in form.findChildren(QLabel))


def banners(view: MeasuresView) -> str:
    return " ".join(banner.accessibleName() for banner in view.banners.banners())


# ---------------------------------------------------------------- the application


def test_every_part_of_r_18_10_is_a_field_and_what_is_missing_is_counted(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, directed)
    form = view._dialogs.application()
    assert form is not None
    assert "What it needs, CrimPR 2025 r.18.10: 8 of 13 there" in words_of(form)
    fill(
        form, why_maximise="Together they let her speak.", view_on_eligibility="She agrees.",
        view_on_improvement="She thinks so.", companion_reason="She trusts her.", video_part="All of it",
    )  # fmt: skip
    assert "13 of 13 there" in words_of(form)
    form.try_save()
    assert again(session, file).applications[0].why_maximise == "Together they let her speak."


def test_a_notice_asks_for_less_than_an_application_and_one_to_vary_for_something_else(
    qtbot: QtBot, session: Session
) -> None:
    view, _ = open_view(qtbot, session, undecided)
    form = view._dialogs.application()
    assert form is not None
    assert {"view_on_eligibility", "attachments", "court_only"} <= visible(form)
    assert not {"unopposed", "material_change", "late_reason", "companion", "opt_out_information"} & visible(form)
    fill(form, route=Route.R18_9_NOTICE)
    assert {"unopposed", "recording_served_on"} <= visible(form)
    assert "view_on_eligibility" not in visible(form)
    fill(form, purpose=ApplicationPurpose.VARY_OR_DISCHARGE)
    assert {"material_change", "aware_on"} <= visible(form)
    assert not {"route", "eligibility_explained", "unopposed"} & visible(form)
    form._dirty = False
    form.reject()


def test_late_service_asks_for_the_reason_and_keeps_what_came_of_the_extension(qtbot: QtBot, session: Session) -> None:
    def late(file: WitnessFile) -> bool:
        limits = [w.due for w in session.app.application_limits(file) if w.due]
        return bool(limits) and min(limits) < session.today and not file.applications

    view, file = open_view(qtbot, session, late)
    form = view._dialogs.application("late_reason")
    assert form is not None
    fill(form, served_on=session.today)
    assert {"late_reason", "extension_granted", "extension_decided_on"} <= visible(form)
    form.try_save()
    assert "explain the delay" in form._fields["late_reason"].error_text()
    fill(form, late_reason="The file came on Monday.", extension_granted=True, extension_decided_on=session.today)
    form.try_save()
    saved = again(session, file).applications[0]
    assert (saved.late_reason, saved.extension_granted) == ("The file came on Monday.", True)


def test_what_is_for_the_court_only_needs_its_reason(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, directed)
    form = view._dialogs.application()
    assert form is not None
    assert "court_only_reason" not in visible(form)
    fill(form, court_only="Where she lives now.")
    assert "court_only_reason" in visible(form)
    form.try_save()
    assert "Say why this is withheld" in form._fields["court_only_reason"].error_text()
    fill(form, court_only_reason="The family does not know.")
    form.try_save()
    assert again(session, file).applications[0].court_only == "Where she lives now."


def test_what_is_typed_is_never_hidden(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, undecided)
    form = view._dialogs.application()
    assert form is not None
    fill(form, attachments="Letter of the school")
    fill(form, route=Route.R18_9_NOTICE)
    assert "attachments" in visible(form)
    form._dirty = False
    form.reject()


# ---------------------------------------------------------------- a child


def test_a_child_is_told_ahead_what_ends_at_18_and_her_ages_stand_at_the_grounds(
    qtbot: QtBot, session: Session
) -> None:
    view, _ = open_view(qtbot, session, a_child)
    assert "turns 18 on" in banners(view)
    form = view._dialogs.grounds()
    assert form is not None
    assert "If the court decided today: 15 on Wed 25 Nov 2026" in words_of(form)


def test_an_opt_out_is_kept_in_her_words_with_what_the_court_made_of_it(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, a_child)
    assert view.opt_out_action.isEnabled()
    form = view._others.opt_out()
    assert form is not None
    fill(form, from_what=OptOutFrom.LIVE_LINK)
    form.try_save()
    assert "in her own words" in form._fields["own_words"].error_text()
    fill(form, own_words="I want to say it to them.", age_and_maturity="Fifteen, clear about it.")
    form.try_save()
    form = view._others.opt_out()
    assert form is not None
    fill(form, from_what=OptOutFrom.LIVE_LINK)
    assert form._fields["own_words"].value() == "I want to say it to them."
    fill(form, satisfied=True, decided_on=session.today)
    form.try_save()
    assert [o.satisfied for o in again(session, file).opt_outs] == [None, True]
    line = next(row for row in view.matrix.table.records.rows() if row.id is MeasureId.SCREEN)
    assert line.cells["open"].second == "In place of the link, s.21(4A)"


def test_an_adult_has_nothing_to_opt_out_of(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, directed)
    assert not view.opt_out_action.isEnabled()


# ---------------------------------------------------------------- intermediary and proceedings


def test_an_intermediary_is_named_with_the_days_of_the_report(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, directed)
    form = view._others.intermediary()
    assert form is not None
    fill(form, person_id="")
    form.try_save()
    assert "Enter the name" in form._fields["new_name"].error_text()
    fill(form, new_name="Mara Quill", asked_on=session.today, report_due_on=dt.date(2026, 12, 4))
    form.try_save()
    now = again(session, file)
    work = now.intermediaries[0]
    named = now.person_named(work.person_id)
    assert named is not None
    assert (named.name, work.report_due_on) == ("Mara Quill", dt.date(2026, 12, 4))


def test_a_decline_of_section_17_4_is_worded_as_her_own_notice(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, directed)
    form = view._dialogs.grounds()
    assert form is not None
    fill(form, ground=GateCode.S17_FEAR)
    assert GateHolds.DECLINED not in form._fields["holds"].box._values, "only a complainant's ground can be declined"
    fill(form, ground=GateCode.S17_4_SEX)
    fill(form, holds=GateHolds.DECLINED)
    assert form._fields["evidence"].words == "Her notice to the court, as she gave it"
    assert form._fields["considered_on"].words == "Told the court on"
    fill(form, evidence="I have told the court: I do not wish to be eligible this way.")
    form.try_save()
    pill = next(pill for pill in view.view_model.state.grounds if pill.word.startswith("s.17(4)"))
    assert (pill.kind, pill.word) == ("refused", "s.17(4) declined by the witness")
    assert "Her notice to the court." in pill.detail


def test_after_a_retrial_directions_are_to_be_checked_and_views_asked_again(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, directed)
    before = view.attention()
    form = view._others.proceedings()
    assert form is not None
    fill(form, proceedings_kind=ProceedingsChangeKind.RETRIAL, note="The jury could not agree.")
    changes = form.findChild(MovedList)
    qtbot.waitUntil(lambda: "Tell the witness of the re-trial or transfer" in changes.words())
    form.try_save()
    assert "Re-trial, Wed 25 Nov 2026. The jury could not agree." in banners(view)
    line = next(row for row in view.matrix.table.records.rows() if row.id is MeasureId.LIVE_LINK)
    assert line.cells[DIRECTION].second == "Check: before the re-trial"
    assert "ask again" in line.cells[VIEW].second
    assert view.attention() > before
    assert again(session, file).directions == file.directions, "nothing was changed"


def test_views_come_from_a_linked_case_with_their_own_day(qtbot: QtBot, empty_session: Session) -> None:
    app = empty_session.app
    source = a_case(app).witnesses[0]
    she_says(app, source, MeasureId.LIVE_LINK, ViewKind.WANTS, "I cannot be in that room.")
    target = a_case(app, urn="99VP4017326").witnesses[0]
    view = shown(qtbot, empty_session, target)
    form = view._others.carry_over()
    assert form is not None
    form.try_save()
    assert "Enter the URN" in form._fields["urn"].error_text()
    fill(form, urn="99VP/99999/26")
    form.try_save()
    assert "No case with this URN" in form._fields["urn"].error_text()
    fill(form, urn="99 VP 40172 26")
    form.try_save()
    assert again(empty_session, target).case.linked_urns == (A_CASE.urn,)
    view_now = latest(again(empty_session, target).views, MeasureId.LIVE_LINK)
    assert view_now is not None
    assert view_now.carried_from == "99VP/40172/26"
    line = next(row for row in view.matrix.table.records.rows() if row.id is MeasureId.LIVE_LINK)
    assert line.cells[VIEW].second == "25 Nov, ask again"


# ---------------------------------------------------------------- what a reviewer asks


def test_questions_2_to_8_and_17_are_answered_on_one_page_and_printed_with_the_record(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs
) -> None:
    view, file = open_view(qtbot, session, directed)
    answers = view.view_model.state.answers
    assert [a.question.number for a in answers] == [2, 3, 4, 5, 6, 7, 8, 17]
    assert answers[4].state is AnswerState.MET
    view.review.set_open(True)
    assert view.review.table.records.rowCount() == 8
    view._others.review()
    assert "8. Was she told of the decision" in str(dialogs.last())
    with qtbot.waitSignal(view.asked) as asked:
        view.review.print_asked.emit()
    assert asked.args == [Destination("export", file.case.id, file.witness.id, part="special-measures")]


@pytest.mark.parametrize("part", ["intermediary"])
def test_a_worklist_row_opens_the_very_dialog(qtbot: QtBot, session: Session, part: str) -> None:
    view, file = open_view(qtbot, session, directed)
    view.show_witness(file.case.id, file.witness.id, "", part)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in view.findChildren(FormDialog)))


def test_an_application_form_writes_only_what_was_typed(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, directed)
    stored = file.applications[0]
    form = view._dialogs.application()
    assert form is not None
    form.try_save()
    assert again(session, file).applications[0] == stored, "an unchanged form changes nothing"
