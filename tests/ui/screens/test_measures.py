"""The Special measures tab: four dated facts, the decision in four parts, telling, grounds, application, conflicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.measures import (
    Application,
    DecisionKind,
    Direction,
    DirectionKind,
    MeasureId,
    UseKind,
    ViewKind,
    latest,
)
from victimplanner.domain.witness import AdjustmentState, GateCode, GateHolds
from victimplanner.services import directions, measures
from victimplanner.services.cases import amend_witness, read_case, read_cases
from victimplanner.services.drafts import draft_of
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.measures.cells import labelled_directions
from victimplanner.ui.screens.measures.decision_dialog import DecisionDialog
from victimplanner.ui.screens.measures.decision_model import DecisionViewModel
from victimplanner.ui.screens.measures.decision_state import from_values, to_values
from victimplanner.ui.screens.measures.state import DECISION, DIRECTION, USE, VIEW, CellWords
from victimplanner.ui.screens.measures.view import MeasuresView
from victimplanner.ui.screens.measures.view_model import MeasuresViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog
from victimplanner.ui.widgets.why_popover import WhyPopover

TODAY = dt.date(2026, 11, 25)
Wanted = Callable[[WitnessFile], bool]


def untold(file: WitnessFile) -> bool:
    return any(d.told_on is None for d in file.directions)


def fresh(file: WitnessFile) -> bool:
    return file.is_going_to_trial and not file.views and not file.is_child_on(TODAY)


def drafted(file: WitnessFile) -> bool:
    return bool(file.views) and not file.decisions


def used(file: WitnessFile) -> bool:
    return bool(file.uses)


def find(session: Session, wanted: Wanted) -> WitnessFile:
    for case in read_cases(session.app):
        for file in case.witnesses:
            if wanted(file):
                return file
    raise AssertionError("no practice witness is like that")


def again(session: Session, file: WitnessFile) -> WitnessFile:
    return read_case(session.app, file.case.id).witness(file.witness.id)


def page_model(session: Session, wanted: Wanted) -> tuple[MeasuresViewModel, WitnessFile]:
    file = find(session, wanted)
    model = MeasuresViewModel(session)
    model.show_witness(file.case.id, file.witness.id)
    return model, file


def decision_model(session: Session, wanted: Wanted, measure: MeasureId) -> tuple[DecisionViewModel, WitnessFile]:
    pages, file = page_model(session, wanted)
    model = DecisionViewModel(session, pages)
    model.show(measure)
    return model, file


def cell(model: MeasuresViewModel, measure: MeasureId, column: str) -> CellWords:
    return next(line for line in model.state.lines if line.id is measure).cells[column]


def open_view(qtbot: QtBot, session: Session, wanted: Wanted) -> tuple[MeasuresView, WitnessFile]:
    view = MeasuresView(session)
    qtbot.addWidget(view)
    view.resize(1044, 604)
    file = find(session, wanted)
    view.show_witness(file.case.id, file.witness.id)
    with qtbot.waitActive(view):
        view.show()
    return view, file


def form_dialog(qtbot: QtBot) -> FormDialog:
    """The form that is open, once it has the keyboard."""

    def find_it() -> FormDialog | None:
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible()), None)

    qtbot.waitUntil(lambda: (form := find_it()) is not None and form.isActiveWindow())
    form = find_it()
    assert form is not None
    return form


def save_form(qtbot: QtBot, form: FormDialog) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def words_of(widget: QWidget) -> str:
    """Everything that a widget says, to the eye and to a screen reader."""
    found = []
    for child in [widget, *widget.findChildren(QWidget)]:
        found += [child.accessibleName(), child.accessibleDescription(), child.toolTip()]
        if isinstance(child, QLabel):
            found.append(child.text())
    return "\n".join(found)


# ------------------------------------------------------------ the matrix


def test_eight_measures_each_show_availability_and_four_dated_facts(session: Session) -> None:
    model, file = page_model(session, untold)
    assert [line.id for line in model.state.lines] == list(session.app.rules.measures)
    link = next(line for line in model.state.lines if line.id is MeasureId.LIVE_LINK).cells
    assert link["open"].second == "Court decides, s.19"
    assert "YJCEA" in link["open"].detail
    assert link[VIEW].pill == ("info", "Wants", "speech", False)
    assert link[VIEW].second.endswith(latest(file.views, MeasureId.LIVE_LINK).taken_by)  # type: ignore[union-attr]
    assert link[DECISION].pill == ("info", "Applied", "send", False)
    assert link[DIRECTION].second.startswith("24 Nov; told ")
    assert link[USE].text == "Not yet given"


def test_a_measure_that_is_not_open_stays_in_view_with_its_reason(session: Session) -> None:
    model, _ = page_model(session, untold)
    shown = cell(model, MeasureId.INTERMEDIARY, "open")
    assert shown.text == "Not available"
    assert shown.detail.startswith("Not available on present facts. An intermediary is open only")


def test_a_draft_shows_its_last_day_and_a_late_one_says_so(session: Session) -> None:
    model, file = page_model(session, drafted)
    measures.decide_measure(session.app, file, MeasureId.LIVE_LINK, DecisionKind.APPLY, "She cannot speak near him.")
    shown = cell(model, MeasureId.LIVE_LINK, DECISION)
    limit = session.app.application_limits(file)[0].due
    assert limit is not None
    assert shown.pill == ("draft", "Draft", "", False)
    assert shown.second == f"{'Due' if limit >= TODAY else 'Was due'} {limit.day} {limit:%b}"


def test_a_difference_without_its_reason_is_flagged_and_counts_for_the_badge(session: Session) -> None:
    model, file = page_model(session, untold)
    assert model.attention() == 1  # the refusal she is not told of
    old = latest(file.directions, MeasureId.LIVE_LINK)
    assert old is not None
    part = old.model_copy(update={"direction": DirectionKind.GRANTED_IN_PART, "reasons": "", "id": "0" * 32})
    directions.record_direction(session.app, file, Direction(**part.model_dump(exclude={"id", "version", "sequence"})))
    shown = cell(model, MeasureId.LIVE_LINK, DIRECTION)
    assert (shown.second, shown.tone) == ("Reason missing", "overdue")
    assert model.attention() == 2


def test_a_direction_that_differs_between_two_accused_names_them(session: Session) -> None:
    model, file = page_model(session, lambda f: len(f.defendants) == 2)
    for defendant, kind in zip(file.defendants, (DirectionKind.GRANTED, DirectionKind.REFUSED), strict=True):
        directions.record_direction(
            session.app,
            again(session, file),
            Direction(
                case_id=file.case.id,
                witness_id=file.witness.id,
                measure=MeasureId.SCREEN,
                defendant_id=defendant.id,
                direction=kind,
                decided_on=TODAY,
                reasons="As argued.",
            ),
        )
    shown = cell(model, MeasureId.SCREEN, DIRECTION)
    assert shown.second == "D1 granted; D2 refused; not told"
    assert [label for label, _ in labelled_directions(again(session, file), MeasureId.SCREEN)] == ["D1", "D2"]


def test_evidence_that_was_given_shows_how_and_what_differed(session: Session) -> None:
    model, _ = page_model(session, used)
    shown = cell(model, MeasureId.PRIVATE, USE)
    assert shown.pill == ("ok", "Used in part", "half", False)
    assert "Two visitors" in shown.detail


def test_the_deadline_stands_once_for_accused_with_the_same_day(session: Session) -> None:
    model, _ = page_model(session, lambda f: len(f.defendants) == 2 and bool(f.pleas))
    assert [limit.about for limit in model.state.limits] == ["D1, D2"]
    assert model.state.limits[0].working.count is not None


def test_without_a_plea_the_tab_asks_for_it(session: Session) -> None:
    model, _ = page_model(session, lambda f: not f.pleas)
    assert model.state.no_limit == "Enter the plea to work out the date."
    assert model.state.limits == ()


def test_a_child_has_the_day_on_which_she_turns_18(session: Session) -> None:
    model, file = page_model(session, lambda f: f.is_child_on(TODAY))
    born = file.witness.date_of_birth
    assert born is not None
    assert model.state.turns_18_on == born.replace(year=born.year + 18)
    leap = file.witness.model_copy(update={"date_of_birth": dt.date(2012, 2, 29)})
    amend_witness(session.app, leap)
    assert model.state.turns_18_on == dt.date(2030, 3, 1)


# ------------------------------------------------------------ grounds, application, telling, adjustments


def test_a_ground_that_is_found_opens_the_intermediary(session: Session) -> None:
    model, _ = page_model(session, drafted)
    found = model.record_gate(GateCode.S16_INCAP, GateHolds.YES, "", "R. Okafor", TODAY)
    assert [problem.field for problem in found] == ["evidence"]
    assert not model.record_gate(GateCode.S16_INCAP, GateHolds.YES, "Report of 20 Nov.", "R. Okafor", TODAY)
    assert cell(model, MeasureId.INTERMEDIARY, "open").text == "Available"
    assert model.state.grounds[0].kind == "ok"
    assert model.state.holds(GateCode.S16_INCAP)


def test_a_late_application_asks_for_the_reason_and_is_never_blocked(session: Session) -> None:
    model, file = page_model(session, lambda f: bool(f.pleas) and not f.applications and is_overdue(session, f))
    application = Application(case_id=file.case.id, witness_id=file.witness.id, served_on=TODAY)
    assert model.is_late(application)
    assert [problem.field for problem in model.save_application(application)] == ["late_reason"]
    explained = application.model_copy(update={"late_reason": "Her views came late; extension sought."})
    assert not model.save_application(explained)
    assert model.state.limits[0].pill == ("today", "Served late 25 Nov")


def is_overdue(session: Session, file: WitnessFile) -> bool:
    return any(w.due and w.due < TODAY for w in session.app.application_limits(file))


def test_telling_needs_who_and_how_and_clears_the_badge(session: Session) -> None:
    model, file = page_model(session, untold)
    assert len(model.state.untold) == 1
    assert {p.field for p in model.tell(model.state.untold, TODAY, "", "")} == {"told_by", "told_how"}
    assert not model.tell(model.state.untold, TODAY, "R. Okafor", "By telephone")
    assert model.attention() == 0
    assert not untold(again(session, file))


# ------------------------------------------------------------ the decision in four parts


def test_a_changed_view_is_a_new_entry_of_today_without_the_earlier_words(session: Session) -> None:
    model, file = decision_model(session, untold, MeasureId.LIVE_LINK)
    model.edit(VIEW, replace(model.state.forms[VIEW], view=ViewKind.UNDECIDED))
    form = model.state.forms[VIEW]
    assert (form.given_on, form.own_words) == (TODAY, "")
    assert model.state.foot == "Unsaved changes in part 1"
    assert model.save()
    now = again(session, file)
    entry = latest(now.views, MeasureId.LIVE_LINK)
    assert entry is not None
    assert (entry.view, entry.given_on) == (ViewKind.UNDECIDED, TODAY)
    assert len(now.views) == len(file.views) + 1
    assert model.state.earlier[VIEW] == 1
    assert "Wants" in model.earlier(VIEW)


def test_what_was_explained_is_kept_with_the_view(session: Session) -> None:
    model, _ = decision_model(session, drafted, MeasureId.LIVE_LINK)
    lines = model.facts.availability.measure.explain
    model.edit(VIEW, replace(model.state.forms[VIEW], explained=lines[:2]))
    assert model.save()
    model.show(MeasureId.LIVE_LINK)
    assert model.state.forms[VIEW].explained == lines[:2]


@pytest.mark.parametrize(
    ("part", "change", "fields"),
    [
        (VIEW, {"view": ViewKind.ONLY_IF}, {"condition"}),
        (DECISION, {"decision": DecisionKind.APPLY}, {"reason"}),
        (DECISION, {"reason": "Because."}, {"decision"}),
        (DECISION, {"decision": DecisionKind.NOT_SOUGHT}, {"reason"}),
        (DIRECTION, {"judge": "HHJ Verrall"}, {"direction", "decided_on"}),
        (DIRECTION, {"direction": DirectionKind.REFUSED, "decided_on": TODAY}, {"reasons"}),
        (DIRECTION, {"direction": DirectionKind.GRANTED, "decided_on": dt.date(2026, 12, 1)}, {"decided_on"}),
        (USE, {"reason": "As planned."}, {"use", "used_on"}),
        (USE, {"use": UseKind.NOT_USED, "used_on": TODAY}, {"reason", "use"}),
    ],
)
def test_a_part_that_cannot_be_saved_says_why_at_its_fields(
    session: Session, part: str, change: dict[str, object], fields: set[str]
) -> None:
    model, file = decision_model(session, drafted, MeasureId.LIVE_LINK)
    model.edit(part, replace(model.state.forms[part], **change))
    assert not model.save()
    assert {problem.field for problem in model.state.problems[part]} == fields
    assert model.state.unsaved == (part,)
    assert len(model.state.messages[0].links) == len(fields)
    assert again(session, file).directions == file.directions


def test_each_part_saves_alone_while_another_waits(session: Session) -> None:
    model, file = decision_model(session, drafted, MeasureId.LIVE_LINK)
    model.edit(VIEW, replace(model.state.forms[VIEW], view=ViewKind.DOES_NOT_WANT))
    model.edit(DECISION, replace(model.state.forms[DECISION], decision=DecisionKind.APPLY))
    assert not model.save()
    assert model.state.unsaved == (DECISION,)
    assert latest(again(session, file).views, MeasureId.LIVE_LINK).view is ViewKind.DOES_NOT_WANT  # type: ignore[union-attr]


def test_a_measure_that_is_not_open_is_sought_only_with_a_reason_for_the_override(session: Session) -> None:
    adult = {GateCode.S17_4_SEX}  # no ground under s.16, which alone opens an intermediary
    model, file = decision_model(
        session, lambda f: drafted(f) and f.gates_held_on(session.today) == adult, MeasureId.INTERMEDIARY
    )
    form = replace(model.state.forms[DECISION], decision=DecisionKind.APPLY, reason="She needs questions put simply.")
    model.edit(DECISION, form)
    assert model.state.needs_override
    assert not model.save()
    assert [p.field for p in model.state.problems[DECISION]] == ["override_reason"]
    model.edit(DECISION, replace(form, override_reason="Assessment ordered; ground to follow."))
    assert model.save()
    assert latest(again(session, file).decisions, MeasureId.INTERMEDIARY) is not None


def test_the_request_for_the_video_makes_it_the_rule(session: Session) -> None:
    model, file = decision_model(session, lambda f: drafted(f) and crown(f), MeasureId.ABE_VIDEO)
    assert model.facts.availability.answer.value == "available"
    model.edit(DECISION, replace(model.state.forms[DECISION], video_requested=True))
    assert model.save()
    assert again(session, file).witness.video_requested
    assert model.facts.availability.answer.value == "presumed"
    assert again(session, file).decisions == file.decisions


def crown(file: WitnessFile) -> bool:
    return file.case.court_kind.value == "crown" and not file.witness.video_requested


def test_telling_her_amends_the_direction_and_another_outcome_is_a_new_one(session: Session) -> None:
    model, file = decision_model(session, untold, MeasureId.SCREEN)
    model.edit(DIRECTION, replace(model.state.forms[DIRECTION], told_on=TODAY))
    assert model.state.forms[DIRECTION].told_by == "R. Okafor"
    assert model.save()
    assert len(again(session, file).directions) == len(file.directions)
    model.edit(DIRECTION, replace(model.state.forms[DIRECTION], direction=DirectionKind.VARIED))
    form = model.state.forms[DIRECTION]
    assert (form.decided_on, form.told_on, form.reasons) == (None, None, "")
    model.edit(DIRECTION, replace(form, decided_on=TODAY, reasons="Now possible."))
    assert not model.save(), "a variation says what had changed"
    assert [p.field for p in model.state.problems[DIRECTION]] == ["material_change"]
    changed = replace(model.state.forms[DIRECTION], material_change="A second suite was found.")
    model.edit(DIRECTION, changed)
    assert model.save()
    assert len(again(session, file).directions) == len(file.directions) + 1


def test_the_direction_on_one_accused_is_its_own_chain(session: Session) -> None:
    model, file = decision_model(session, lambda f: len(f.defendants) == 2, MeasureId.SCREEN)
    first, second = file.defendants
    granted = replace(model.state.forms[DIRECTION], defendant_id=first.id)
    model.edit(DIRECTION, granted)
    model.edit(DIRECTION, replace(granted, direction=DirectionKind.GRANTED, decided_on=TODAY))
    assert model.save()
    model.edit(DIRECTION, replace(model.state.forms[DIRECTION], defendant_id=second.id))
    assert model.state.forms[DIRECTION].direction is None
    model.edit(DIRECTION, replace(model.state.forms[DIRECTION], defendant_id=first.id))
    assert model.state.forms[DIRECTION].direction is DirectionKind.GRANTED
    assert not model.has_unsaved


def test_use_is_shut_until_there_is_a_direction_and_evidence(session: Session) -> None:
    model, _ = decision_model(session, untold, MeasureId.LIVE_LINK)
    assert model.state.use_shut.startswith("Opens after evidence is given; first occasion ")
    model.show(MeasureId.SCREEN)
    assert model.state.use_shut == "Opens once the court has directed the measure"
    model, _ = decision_model(session, used, MeasureId.LIVE_LINK)
    assert model.state.use_shut == ""


def test_a_reason_that_stands_for_another_witness_is_pointed_out(session: Session) -> None:
    file = find(session, lambda f: f.witness.number == 2)
    other = read_case(session.app, file.case.id).witnesses[0]
    reason = "She cannot speak while he watches."
    measures.decide_measure(session.app, other, MeasureId.LIVE_LINK, DecisionKind.APPLY, reason)
    model, _ = decision_model(session, lambda f: f.witness.id == file.witness.id, MeasureId.LIVE_LINK)
    model.edit(DECISION, replace(model.state.forms[DECISION], decision=DecisionKind.APPLY, reason=f" {reason} "))
    assert model.state.messages[-1].sentence == "The same reason stands for another witness of this case."
    assert model.save()  # pointed out, not blocked


# ------------------------------------------------------------ nothing typed is lost


def test_another_person_s_later_entry_is_not_overwritten_and_the_text_stays(session: Session) -> None:
    model, file = decision_model(session, drafted, MeasureId.LIVE_LINK)
    reason = "She cannot be in the same room."
    model.edit(DECISION, replace(model.state.forms[DECISION], decision=DecisionKind.APPLY, reason=reason))
    measures.decide_measure(session.app, file, MeasureId.LIVE_LINK, DecisionKind.NOT_SOUGHT, "Asked again tomorrow.")
    assert not model.save()
    assert model.state.messages[0].sentence.startswith("Not saved: R. Okafor changed this decision at ")
    assert model.state.forms[DECISION].reason == reason
    assert any("Apply for it" in line and "Not sought" in line for line in model.compare())
    assert model.settle(keep_mine=True)
    now = again(session, file)
    assert [d.decision for d in now.decisions] == [DecisionKind.NOT_SOUGHT, DecisionKind.APPLY]


def test_the_stored_version_can_be_taken_instead(session: Session) -> None:
    model, file = decision_model(session, untold, MeasureId.SCREEN)
    model.edit(DIRECTION, replace(model.state.forms[DIRECTION], judge="HHJ Marlow"))
    stored = latest(file.directions, MeasureId.SCREEN)
    assert stored is not None
    directions.record_direction(session.app, file, stored.model_copy(update={"judge": "HHJ Tarn"}))
    assert not model.save()
    assert model.compare() == ["Judge: yours “HHJ Marlow”; stored “HHJ Tarn”."]
    assert model.settle(keep_mine=False)
    assert model.state.forms[DIRECTION].judge == "HHJ Tarn"


def test_parts_nobody_types_in_follow_what_others_save(session: Session) -> None:
    model, file = decision_model(session, drafted, MeasureId.LIVE_LINK)
    model.edit(DECISION, replace(model.state.forms[DECISION], reason="Half a sentence"))
    view = latest(file.views, MeasureId.LIVE_LINK)
    assert view is not None
    measures.record_view(session.app, view.model_copy(update={"id": "1" * 32, "view": ViewKind.UNDECIDED}))
    assert model.state.forms[VIEW].view is ViewKind.UNDECIDED
    assert model.state.forms[DECISION].reason == "Half a sentence"


def test_a_recovery_copy_holds_what_was_typed_and_comes_back(session: Session) -> None:
    model, file = decision_model(session, drafted, MeasureId.LIVE_LINK)
    model.edit(DECISION, replace(model.state.forms[DECISION], decision=DecisionKind.APPLY, reason="Typed, not saved"))
    assert from_values(to_values(model.state)) == {DECISION: model.state.forms[DECISION]}
    model.keep_copy()
    assert "Recovery copy 09:42" in model.state.foot
    later, _ = decision_model(session, lambda f: f.witness.id == file.witness.id, MeasureId.LIVE_LINK)
    assert later.state.messages[0].acts[0] == ("Use it", "use_copy")
    later.use_copy()
    assert later.state.forms[DECISION].reason == "Typed, not saved"
    assert later.save()
    assert draft_of(session.app, f"{file.witness.id}/live_link") is None


# ------------------------------------------------------------ by keyboard


def test_f2_opens_the_decision_at_the_part_of_the_current_column_and_ctrl_s_saves(
    qtbot: QtBot, session: Session
) -> None:
    view, file = open_view(qtbot, session, drafted)
    view.matrix.go_to(MeasureId.LIVE_LINK, DECISION)
    qtbot.keyClick(view.matrix.table, Qt.Key.Key_F2)
    dialog = view._decision
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.windowTitle() == "Special measure decision"
    box = dialog.parts[DECISION].fields["decision"]
    qtbot.waitUntil(lambda: box.editor.hasFocus())
    qtbot.keyClick(box.editor, Qt.Key.Key_Down)
    qtbot.keyClicks(dialog.parts[DECISION].fields["reason"].editor, "She stops speaking when he is near.")
    assert view.has_unsaved()
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: view._decision is None)
    decision = latest(again(session, file).decisions, MeasureId.LIVE_LINK)
    assert decision is not None
    assert (decision.decision, decision.reason) == (DecisionKind.APPLY, "She stops speaking when he is near.")
    assert view.focusWidget() is view.matrix.table


def test_esc_asks_about_unsaved_work_and_keeps_or_drops_it(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs
) -> None:
    view, file = open_view(qtbot, session, drafted)
    dialog = view.open_decision(MeasureId.LIVE_LINK, DECISION)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.parts[DECISION].fields["reason"].editor, "Half")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialogs.last()[1] == "Unsaved changes in part 2."
    assert dialog.isVisible()
    dialogs.discard = "discard"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view._decision is None)
    assert again(session, file).decisions == file.decisions


def test_locking_closes_the_decision_without_a_question_and_keeps_a_copy(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs
) -> None:
    view, file = open_view(qtbot, session, drafted)
    dialog = view.open_decision(MeasureId.LIVE_LINK, DECISION)
    assert dialog is not None
    qtbot.keyClicks(dialog.parts[DECISION].fields["reason"].editor, "Half")
    dialog.close()
    assert not dialogs.asked
    assert view._decision is None
    assert draft_of(session.app, f"{file.witness.id}/live_link") is not None


def test_a_day_that_cannot_be_read_is_named_before_anything_is_saved(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, drafted)
    dialog = view.open_decision(MeasureId.LIVE_LINK, DIRECTION)
    assert dialog is not None
    on = dialog.parts[DIRECTION].fields["decided_on"]
    qtbot.keyClicks(on.editor, "31 Nov 2026")
    assert not view.save()
    assert on.error_text() == "31 November is not a date. Enter a day from 1 to 30."
    assert len(dialog.banners.banners()[0].links) == 1
    assert again(session, file).directions == file.directions
    view.discard()


def test_the_next_measure_is_one_button_away_and_asks_first(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs
) -> None:
    view, _ = open_view(qtbot, session, drafted)
    dialog = view.open_decision(MeasureId.PRIVATE, VIEW)
    assert dialog is not None
    assert dialog.after.accessibleName() == "Next measure: Live link"
    dialog.after.click()
    assert dialog.title.text() == "Live link"
    dialog.parts[VIEW].fields["how"].line.setText("")
    qtbot.keyClicks(dialog.parts[VIEW].fields["how"].editor, "By video")
    dialog.before.click()
    assert dialogs.last()[0] == "ask_discard"
    assert dialog.title.text() == "Live link"
    dialog.leave()


def test_ctrl_t_records_the_telling(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, untold)
    qtbot.keyClick(view, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    dialog = form_dialog(qtbot)
    qtbot.keyClicks(dialog._fields["told_how"].editor, "By telephone, through the ISVA")
    save_form(qtbot, dialog)
    assert not untold(again(session, file))
    assert not view.told.isEnabled()


def test_a_worklist_item_about_a_direction_opens_its_telling(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, untold)
    direction = next(d for d in file.directions if d.told_on is None)
    view.show_witness(file.case.id, file.witness.id, direction.id)
    assert form_dialog(qtbot).windowTitle() == "Told witness"
    assert view.matrix.current_column() == DIRECTION
    form_dialog(qtbot).reject()


def test_a_measure_or_an_application_can_be_gone_to(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, untold)
    view.show_witness(file.case.id, file.witness.id, "live_link", "decision")
    qtbot.waitUntil(lambda: view.matrix.current_column() == DECISION)
    assert view.matrix.current_line().id is MeasureId.LIVE_LINK  # type: ignore[union-attr]
    view.show_witness(file.case.id, file.witness.id, file.applications[0].id)
    qtbot.waitUntil(view.application.hasFocus)


def test_shift_f1_says_why_of_the_current_cell(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, untold)
    view.matrix.go_to(MeasureId.LIVE_LINK, DECISION)
    qtbot.keyClick(view.matrix.table, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    popover = next(w for w in QApplication.topLevelWidgets() if isinstance(w, WhyPopover) and w.isVisible())
    assert "r.18.4" in popover.accessibleDescription()
    popover.close()
    view.matrix.go_to(MeasureId.INTERMEDIARY, "open")
    assert "An intermediary is open only" in view.matrix.detail.words
    qtbot.keyClick(view.matrix.table, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)


def test_the_application_form_asks_for_the_reason_only_when_late(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, lambda f: bool(f.pleas) and not f.applications and is_overdue(session, f))
    view.application.click()
    dialog = form_dialog(qtbot)
    late = dialog._fields["late_reason"]
    assert not late.isVisible()
    qtbot.keyClicks(dialog._fields["served_on"].editor, "today")
    assert late.isVisible()
    save_form(qtbot, dialog)
    assert "explain the delay" in late.error_text()
    qtbot.keyClicks(late.editor, "Her views came late.")
    save_form(qtbot, dialog)
    assert again(session, file).applications[0].served_on == TODAY


def test_the_grounds_form_records_a_ground_with_its_evidence(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, drafted)
    view.eligibility.review.click()
    dialog = form_dialog(qtbot)
    dialog._fields["ground"].box.set_value(GateCode.S17_FEAR)
    assert "fear or distress" in dialog._fields["ground"].hint.text()
    dialog._fields["holds"].set_value(GateHolds.YES)
    qtbot.keyClicks(dialog._fields["evidence"].editor, "Needs assessment of 12 Nov.")
    save_form(qtbot, dialog)
    assert again(session, file).gates_as_considered()[GateCode.S17_FEAR].holds is GateHolds.YES


def test_an_adjustment_is_added_and_its_state_changed(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, drafted)
    view.adjustments.add.click()
    save_form(qtbot, form_dialog(qtbot))
    added = again(session, file).adjustments
    assert [(a.text, a.state) for a in added] == [("Separate entrance", AdjustmentState.ASKED_FOR)]
    view.adjustments.chosen.emit(added[0])
    form_dialog(qtbot)._fields["adjustment_state"].set_value(AdjustmentState.ARRANGED)
    save_form(qtbot, form_dialog(qtbot))
    assert [a.state for a in again(session, file).adjustments] == [AdjustmentState.ARRANGED]


def test_no_view_yet_leads_to_the_first_one(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, fresh)
    assert view.note.text() == "No views recorded."
    view.take_views.click()
    assert isinstance(view._decision, DecisionDialog)
    assert view._decision.title.text() == "ABE interview video"
    view._decision.leave()


def test_a_missing_plea_leads_to_where_it_is_entered(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, lambda f: not f.pleas)
    with qtbot.waitSignal(view.asked) as asked:
        view.eligibility.plea_asked.emit()
    assert asked.args == [Destination("case", file.case.id, file.witness.id, "overview", part="plea")]


def test_no_name_of_a_witness_or_an_accused_stands_anywhere(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, untold)
    dialog = view.open_decision(MeasureId.LIVE_LINK, VIEW)
    assert dialog is not None
    said = words_of(view) + words_of(dialog) + dialog.windowTitle()
    for line in view.view_model.state.lines:
        said += " ".join(shown.detail for shown in line.cells.values())
    assert file.witness.name not in said
    assert not any(defendant.name in said for defendant in file.defendants)
    assert file.case.urn not in dialog.windowTitle()
    dialog.leave()


def test_every_control_of_the_decision_has_a_name_for_screen_readers(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, untold)
    dialog = view.open_decision(MeasureId.ABE_VIDEO, VIEW)
    assert dialog is not None
    for part in dialog.parts.values():
        for field in part.fields.values():
            assert field.editor.accessibleName()
            assert field.editor.objectName()
    dialog.leave()
