"""The decision dialog: from whom a screen hides, how a direction came about, what had changed, permission, vary."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from victimplanner.domain.case import CourtKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.measures import (
    DecisionKind,
    DirectionBasis,
    DirectionKind,
    MeasureId,
    ScreenFrom,
    UseKind,
    ViewKind,
    latest,
)
from victimplanner.services.cases import read_case, read_cases
from victimplanner.ui.screens.measures.decision_dialog import DecisionDialog
from victimplanner.ui.screens.measures.state import DECISION, DIRECTION, USE, VIEW
from victimplanner.ui.screens.measures.view import MeasuresView
from victimplanner.ui.session import Session


def directed(file: WitnessFile) -> bool:
    return bool(file.directions) and not file.uses


def at_the_beginning(file: WitnessFile) -> bool:
    return file.case.court_kind is CourtKind.CROWN and not file.decisions and file.witness.abe_recorded_on is not None


def used(file: WitnessFile) -> bool:
    return bool(file.uses)


def open_at(
    qtbot: QtBot, session: Session, wanted: Callable[[WitnessFile], bool], measure: MeasureId
) -> tuple[DecisionDialog, WitnessFile]:
    file = next(f for c in read_cases(session.app, include_closed=True) for f in c.witnesses if wanted(f))
    view = MeasuresView(session)
    qtbot.addWidget(view)
    view.resize(1040, 700)
    with qtbot.waitActive(view):
        view.show()
    view.show_witness(file.case.id, file.witness.id)
    dialog = view.open_decision(measure)
    assert dialog is not None
    return dialog, file


def again(session: Session, file: WitnessFile) -> WitnessFile:
    return read_case(session.app, file.case.id).witness(file.witness.id)


def fill(dialog: DecisionDialog, part: str, **values: object) -> None:
    for name, value in values.items():
        dialog.parts[part].fields[name].set_value(value)
        dialog.parts[part].fields[name].changed.emit()


def shown(dialog: DecisionDialog, part: str) -> set[str]:
    return {name for name, field in dialog.parts[part].fields.items() if field.isVisibleTo(dialog)}


def offered(dialog: DecisionDialog) -> list[str]:
    box = dialog.parts[DECISION].fields["decision"].editor
    assert isinstance(box, QComboBox)
    return [box.itemText(n) for n in range(box.count())]


def test_from_whom_a_screen_hides_is_kept_for_view_decision_and_direction_apart(qtbot: QtBot, session: Session) -> None:
    dialog, file = open_at(qtbot, session, at_the_beginning, MeasureId.SCREEN)
    fill(dialog, VIEW, view=ViewKind.WANTS, own_words="Not his family either.", from_accused=True, from_gallery=True)
    fill(dialog, DECISION, decision=DecisionKind.APPLY, reason="She falls silent before them.", from_accused=True)
    assert dialog.view_model.save()
    now = again(session, file)
    view, decision = latest(now.views, MeasureId.SCREEN), latest(now.decisions, MeasureId.SCREEN)
    assert view is not None
    assert decision is not None
    assert view.screen_from == (ScreenFrom.ACCUSED, ScreenFrom.GALLERY)
    assert decision.screen_from == (ScreenFrom.ACCUSED,)


def test_only_screens_ask_from_whom(qtbot: QtBot, session: Session) -> None:
    dialog, _ = open_at(qtbot, session, at_the_beginning, MeasureId.LIVE_LINK)
    fill(dialog, VIEW, view=ViewKind.WANTS)
    assert "from_gallery" not in shown(dialog, VIEW)
    dialog.show_measure(MeasureId.SCREEN)
    fill(dialog, VIEW, view=ViewKind.WANTS)
    assert {"from_accused", "from_gallery"} <= shown(dialog, VIEW)
    dialog.leave()


def test_section_28_needs_the_interview_video_first_and_a_reason_when_it_is_not_sought(
    qtbot: QtBot, session: Session
) -> None:
    dialog, file = open_at(qtbot, session, at_the_beginning, MeasureId.PRE_RECORDED_CROSS_EXAMINATION)
    fill(dialog, DECISION, decision=DecisionKind.APPLY, reason="She wants to give evidence once.")
    assert not dialog.view_model.save()
    assert "needs section 27" in dialog.parts[DECISION].fields["decision"].error_text()
    fill(dialog, DECISION, decision=DecisionKind.NOT_SOUGHT, reason="")
    assert not dialog.view_model.save()
    assert "say why it is not sought" in dialog.parts[DECISION].fields["reason"].error_text()
    assert not again(session, file).decisions
    dialog.leave()


def test_to_vary_is_offered_once_there_is_a_direction(qtbot: QtBot, session: Session) -> None:
    dialog, _ = open_at(qtbot, session, at_the_beginning, MeasureId.LIVE_LINK)
    assert offered(dialog) == ["Not decided", "Apply for it", "Not sought", "Withdrawn"]
    dialog.leave()
    dialog, file = open_at(qtbot, session, directed, MeasureId.LIVE_LINK)
    assert offered(dialog)[-2:] == ["Apply to vary", "Apply to discharge"]
    fill(dialog, DECISION, decision=DecisionKind.APPLY_TO_VARY, reason="Her companion has moved away.")
    assert "r.18.11" in dialog.parts[DECISION].application_words.text()  # type: ignore[attr-defined]
    assert dialog.view_model.save()
    now = again(session, file)
    decision = latest(now.decisions, MeasureId.LIVE_LINK)
    assert decision is not None
    assert next(a for a in now.applications if a.id == decision.application_id).is_to_vary


def test_a_direction_says_how_it_came_about_by_the_route_of_the_application(qtbot: QtBot, session: Session) -> None:
    dialog, _ = open_at(qtbot, session, directed, MeasureId.SCREEN)
    fill(dialog, DIRECTION, direction=DirectionKind.GRANTED)
    assert dialog.view_model.state.forms[DIRECTION].basis in (None, DirectionBasis.ON_APPLICATION)
    dialog.leave()


def test_a_correction_is_a_new_entry_and_the_first_one_stays(qtbot: QtBot, session: Session) -> None:
    dialog, file = open_at(qtbot, session, directed, MeasureId.LIVE_LINK)
    before = latest(file.directions, MeasureId.LIVE_LINK)
    assert before is not None
    fill(dialog, DIRECTION, particulars="From Suite 1, with C. Penhale beside her", companion="C. Penhale (ISVA)")
    assert dialog.view_model.save()
    own = [d for d in again(session, file).directions if d.measure is MeasureId.LIVE_LINK]
    assert [d.particulars for d in own] == ["", "From Suite 1, with C. Penhale beside her"]
    assert own[0] == before, "what was entered first is as it was"
    assert own[1].told_on == before.told_on, "and what she was told of it still counts"


def test_a_variation_says_what_had_changed(qtbot: QtBot, session: Session) -> None:
    dialog, file = open_at(qtbot, session, directed, MeasureId.LIVE_LINK)
    fill(dialog, DIRECTION, direction=DirectionKind.VARIED)
    fill(dialog, DIRECTION, decided_on=session.today, basis=DirectionBasis.ON_APPLICATION)
    assert "material_change" in shown(dialog, DIRECTION)
    assert not dialog.view_model.save()
    assert "Say what had changed" in dialog.parts[DIRECTION].fields["material_change"].error_text()
    fill(dialog, DIRECTION, material_change="Her companion has moved away.")
    assert dialog.view_model.save()
    now = latest(again(session, file).directions, MeasureId.LIVE_LINK)
    assert now is not None
    assert now.material_change == "Her companion has moved away."


def test_another_way_than_the_link_needs_permission(qtbot: QtBot, session: Session) -> None:
    dialog, file = open_at(qtbot, session, used, MeasureId.LIVE_LINK)
    fill(dialog, USE, use=UseKind.GIVEN_ANOTHER_WAY, used_on=session.today, reason="She asked to come into court.")
    assert "permission" in shown(dialog, USE)
    assert not dialog.view_model.save()
    assert "needs permission" in dialog.parts[USE].fields["permission"].error_text()
    fill(dialog, USE, permission="HHJ Verrall, on the day")
    assert dialog.view_model.save()
    now = latest(again(session, file).uses, MeasureId.LIVE_LINK)
    assert now is not None
    assert now.permission == "HHJ Verrall, on the day"
