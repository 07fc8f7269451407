"""Special measures: four dated facts for each measure, and nothing that is late is blocked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.services.finding import again, with_two_witnesses, witnesses
from victimplanner.domain.case import CourtKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.completeness import application_needs
from victimplanner.domain.errors import Conflict, NotAllowed, RuleBroken
from victimplanner.domain.measures import (
    Application,
    DecisionKind,
    Direction,
    DirectionKind,
    MeasureId,
    MeasureUse,
    MeasureView,
    UseKind,
    ViewKind,
)
from victimplanner.domain.people import UserRole
from victimplanner.services import applications, directions, measures
from victimplanner.services.cases import amend_case
from victimplanner.services.context import App
from victimplanner.services.measures import MeasureFacts

YESTERDAY, TODAY, TOMORROW = dt.date(2026, 11, 24), dt.date(2026, 11, 25), dt.date(2026, 11, 26)
SCREEN, LINK = MeasureId.SCREEN, MeasureId.LIVE_LINK
WHY = "She froze when she passed him in the corridor."


def fields_of(error: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.field for problem in error.value.problems]


@pytest.fixture
def file(app: App) -> WitnessFile:
    """An adult in the Crown Court about whom nothing is decided yet and whose limit has not passed."""
    for found in witnesses(app):
        limits = [w.due for w in app.application_limits(found) if w.due]
        if limits and min(limits) > TODAY and not (found.decisions or found.applications or found.views):
            return found
    raise AssertionError("the practice office has no such witness")


def facts(app: App, file: WitnessFile, measure: MeasureId = SCREEN) -> MeasureFacts:
    return next(f for f in measures.facts_of(app, again(app, file)) if f.id is measure)


def a_view(file: WitnessFile, view: ViewKind = ViewKind.WANTS, **more: Any) -> MeasureView:
    values = {
        "case_id": file.case.id, "witness_id": file.witness.id, "measure": SCREEN, "view": view, "given_on": TODAY,
    }  # fmt: skip
    return MeasureView(**values | more)


def a_direction(file: WitnessFile, direction: DirectionKind = DirectionKind.GRANTED, **more: Any) -> Direction:
    values = {
        "case_id": file.case.id, "witness_id": file.witness.id, "measure": SCREEN, "direction": direction,
        "decided_on": YESTERDAY,
    }  # fmt: skip
    return Direction(**values | more)


def a_use(file: WitnessFile, use: UseKind = UseKind.USED, **more: Any) -> MeasureUse:
    values = {"case_id": file.case.id, "witness_id": file.witness.id, "measure": SCREEN, "use": use, "used_on": TODAY}
    return MeasureUse(**values | more)


# ------------------------------------------------------------ wanted


def test_a_later_view_counts_and_the_earlier_one_stays(app: App, file: WitnessFile) -> None:
    measures.record_view(app, a_view(file))
    measures.record_view(app, a_view(file, ViewKind.DOES_NOT_WANT))
    now = facts(app, file).view
    assert now is not None
    assert (now.view, now.sequence) == (ViewKind.DOES_NOT_WANT, 2)
    assert len(again(app, file).views) == 2


def test_a_view_needs_its_condition_and_cannot_lie_in_the_future(app: App, file: WitnessFile) -> None:
    with pytest.raises(RuleBroken) as error:
        measures.record_view(app, a_view(file, ViewKind.ONLY_IF, given_on=TOMORROW))
    assert fields_of(error) == ["given_on", "condition"]


# ------------------------------------------------------------ decided


def test_a_measure_applied_for_joins_the_one_open_application(app: App, file: WitnessFile) -> None:
    one = measures.decide_measure(app, file, SCREEN, DecisionKind.APPLY, WHY)
    two = measures.decide_measure(app, file, LINK, DecisionKind.APPLY, WHY)
    assert one.application_id == two.application_id
    assert len(again(app, file).applications) == 1
    assert not facts(app, file).is_served


def test_a_measure_decided_after_service_opens_another_application(app: App, file: WitnessFile) -> None:
    measures.decide_measure(app, file, SCREEN, DecisionKind.APPLY, WHY)
    (application,) = again(app, file).applications
    applications.save_application(app, file, application.model_copy(update={"served_on": TODAY}))
    measures.decide_measure(app, file, LINK, DecisionKind.APPLY, WHY)
    assert facts(app, file, SCREEN).is_served
    assert not facts(app, file, LINK).is_served


@pytest.mark.parametrize(
    ("view", "decision", "asked"),
    [
        (None, DecisionKind.APPLY, True),
        (ViewKind.WANTS, DecisionKind.NOT_SOUGHT, True),
        (ViewKind.DOES_NOT_WANT, DecisionKind.NOT_SOUGHT, False),
        (ViewKind.DOES_NOT_WANT, DecisionKind.WITHDRAWN, True),
    ],
)
def test_a_decision_asks_for_a_reason_where_one_is_owed(
    app: App, file: WitnessFile, view: ViewKind | None, decision: DecisionKind, asked: bool
) -> None:
    if view is not None:
        measures.record_view(app, a_view(file, view))
    if not asked:
        assert measures.decide_measure(app, again(app, file), SCREEN, decision, "").decision is decision
        return
    with pytest.raises(RuleBroken) as error:
        measures.decide_measure(app, again(app, file), SCREEN, decision, " ")
    assert fields_of(error) == ["reason"]


def test_a_measure_that_is_not_open_is_applied_for_only_with_an_override_that_is_kept(
    app: App, file: WitnessFile
) -> None:
    amend_case(app, file.case.model_copy(update={"court_kind": CourtKind.MAGISTRATES}))
    measures.decide_measure(
        app, again(app, file), MeasureId.ABE_VIDEO, DecisionKind.APPLY, WHY, override_reason="As above"
    )
    recording = MeasureId.PRE_RECORDED_CROSS_EXAMINATION
    closed = facts(app, file, recording)
    assert not closed.availability.is_open
    with pytest.raises(RuleBroken) as error:
        measures.decide_measure(app, again(app, file), recording, DecisionKind.APPLY, WHY)
    assert fields_of(error) == ["override_reason"]
    assert closed.availability.because in str(error.value)
    made = measures.decide_measure(
        app, again(app, file), recording, DecisionKind.APPLY, WHY, override_reason="It will be sent to the Crown Court"
    )
    assert made.override_reason == "It will be sent to the Crown Court"


def test_a_decision_is_superseded_never_edited(app: App, file: WitnessFile) -> None:
    measures.decide_measure(app, file, SCREEN, DecisionKind.APPLY, WHY)
    measures.decide_measure(app, again(app, file), SCREEN, DecisionKind.WITHDRAWN, "She prefers the link")
    assert [d.decision for d in again(app, file).decisions] == [DecisionKind.APPLY, DecisionKind.WITHDRAWN]


def test_reasons_that_another_witness_has_word_for_word_are_pointed_out(app: App) -> None:
    one, other = with_two_witnesses(app).witnesses[:2]
    measures.decide_measure(app, one, SCREEN, DecisionKind.APPLY, WHY, override_reason="For the test")
    assert measures.shared_reasons(app, other, f"  {WHY.upper()}\n")
    assert not measures.shared_reasons(app, other, "He has followed her home.")
    assert not measures.shared_reasons(app, one, WHY)
    assert not measures.shared_reasons(app, other, " ")


# ------------------------------------------------------------ applied for


def test_late_is_lawful_with_a_reason(app: App) -> None:
    file = next(
        f for f in witnesses(app)
        if not f.applications and any(w.due and w.due < TODAY for w in app.application_limits(f))
    )  # fmt: skip
    application = Application(case_id=file.case.id, witness_id=file.witness.id, served_on=TODAY)
    with pytest.raises(RuleBroken, match=r"It can be: explain the delay \(r\.18\.6\)") as error:
        applications.save_application(app, file, application)
    assert fields_of(error) == ["late_reason"]
    explained = application.model_copy(update={"late_reason": "The plea changed on the day."})
    assert applications.save_application(app, file, explained).served_on == TODAY


def test_in_time_no_reason_is_asked(app: App, file: WitnessFile) -> None:
    application = Application(case_id=file.case.id, witness_id=file.witness.id, served_on=TODAY)
    assert applications.save_application(app, file, application).late_reason == ""


def test_nothing_is_served_in_the_future(app: App, file: WitnessFile) -> None:
    application = Application(case_id=file.case.id, witness_id=file.witness.id, served_on=TOMORROW)
    with pytest.raises(RuleBroken) as error:
        applications.save_application(app, file, application)
    assert fields_of(error) == ["served_on"]


def test_what_the_application_still_needs_follows_the_measures(app: App, file: WitnessFile) -> None:
    measures.decide_measure(app, file, LINK, DecisionKind.APPLY, WHY)
    now = again(app, file)
    needs = {n.words: n.is_there for n in application_needs(now, now.applications[0], TODAY)}
    assert needs["Why each measure would help"]
    assert not needs["Companion named"]
    filled = now.applications[0].model_copy(update={"companion": "C. Penhale", "hearing_wanted": False})
    needs = {n.words: n.is_there for n in application_needs(now, filled, TODAY)}
    assert needs["Companion named"]
    assert needs["Is a hearing wanted?"]


def test_a_stale_application_is_not_overwritten(app: App, file: WitnessFile) -> None:
    measures.decide_measure(app, file, SCREEN, DecisionKind.APPLY, WHY)
    (stale,) = again(app, file).applications
    applications.save_application(app, file, stale.model_copy(update={"companion": "C. Penhale"}))
    with pytest.raises(Conflict):
        applications.save_application(app, file, stale.model_copy(update={"companion": "H. Croft"}))
    assert again(app, file).applications[0].companion == "C. Penhale"


# ------------------------------------------------------------ directed and told


def test_a_refusal_needs_the_courts_reasons(app: App, file: WitnessFile) -> None:
    with pytest.raises(RuleBroken) as error:
        directions.record_direction(app, file, a_direction(file, DirectionKind.REFUSED))
    assert fields_of(error) == ["reasons"]
    directions.record_direction(app, file, a_direction(file, DirectionKind.REFUSED, reasons="No benefit shown"))
    assert facts(app, file).direction is not None


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ({"decided_on": TOMORROW}, ["decided_on"]),
        ({"received_on": TOMORROW}, ["received_on"]),
        ({"told_on": TOMORROW}, ["told_on"]),
        ({"received_on": YESTERDAY - dt.timedelta(days=1)}, ["received_on"]),
        ({"told_on": YESTERDAY - dt.timedelta(days=1)}, ["told_on"]),
    ],
)
def test_a_direction_is_decided_then_received_then_told(
    app: App, file: WitnessFile, days: dict[str, dt.date], wrong: list[str]
) -> None:
    with pytest.raises(RuleBroken) as error:
        directions.record_direction(app, file, a_direction(file, **days))
    assert fields_of(error) == wrong


def test_telling_says_when_who_and_how(app: App, file: WitnessFile) -> None:
    direction = directions.record_direction(app, file, a_direction(file))
    with pytest.raises(RuleBroken) as error:
        directions.tell_directions(app, [direction], TOMORROW, " ", "")
    assert fields_of(error) == ["told_on", "told_by", "told_how"]
    directions.tell_directions(app, [direction], TODAY, "T. Garside", "By telephone")
    now = facts(app, file).direction
    assert now is not None
    assert (now.told_on, now.told_by, now.told_how) == (TODAY, "T. Garside", "By telephone")


def test_nobody_is_told_before_it_is_decided(app: App, file: WitnessFile) -> None:
    direction = directions.record_direction(app, file, a_direction(file))
    with pytest.raises(RuleBroken) as error:
        directions.tell_directions(app, [direction], YESTERDAY - dt.timedelta(days=1), "T. Garside", "By post")
    assert fields_of(error) == ["told_on"]


# ------------------------------------------------------------ used, and where the four differ


def test_use_that_differs_needs_a_reason_and_lies_in_the_past(app: App, file: WitnessFile) -> None:
    directions.record_direction(app, file, a_direction(file))
    with pytest.raises(RuleBroken) as error:
        directions.record_use(app, again(app, file), a_use(file, UseKind.NOT_USED, used_on=TOMORROW))
    assert fields_of(error) == ["used_on", "reason"]
    directions.record_use(app, again(app, file), a_use(file, UseKind.NOT_USED, reason="The screen did not fit"))
    assert facts(app, file).use is not None


def test_all_four_facts_stand_beside_each_other(app: App, file: WitnessFile) -> None:
    measures.record_view(app, a_view(file, ViewKind.DOES_NOT_WANT))
    measures.decide_measure(app, again(app, file), SCREEN, DecisionKind.APPLY, WHY)
    directions.record_direction(app, file, a_direction(file, DirectionKind.GRANTED))
    directions.record_use(app, again(app, file), a_use(file, UseKind.GIVEN_ANOTHER_WAY, reason="By the link instead"))
    row = facts(app, file)
    assert row.view is not None
    assert row.decision is not None
    assert row.direction is not None
    assert row.use is not None
    assert [row.view.view, row.decision.decision, row.direction.direction, row.use.use] == [
        ViewKind.DOES_NOT_WANT, DecisionKind.APPLY, DirectionKind.GRANTED, UseKind.GIVEN_ANOTHER_WAY,
    ]  # fmt: skip
    assert row.unexplained_difference == ""


def test_a_part_grant_without_reasons_is_an_unexplained_difference(app: App, file: WitnessFile) -> None:
    directions.record_direction(app, file, a_direction(file, DirectionKind.GRANTED_IN_PART))
    assert facts(app, file).unexplained_difference == "Sought but not granted in full: enter the court’s reasons."


def test_all_eight_measures_are_answered_with_a_reason(practice: App) -> None:
    for found in witnesses(practice):
        rows = measures.facts_of(practice, found)
        assert [row.id for row in rows] == list(practice.rules.measures)
        assert len(rows) == 8
        assert all(row.availability.because and row.availability.source for row in rows)


# ------------------------------------------------------------ who may


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (UserRole.PROSECUTOR, True),
        (UserRole.MANAGER, True),
        (UserRole.PARALEGAL_OFFICER, True),
        (UserRole.VICTIM_LIAISON_OFFICER, False),
        (UserRole.READ_ONLY, False),
    ],
)
def test_deciding_is_for_lawyers_and_those_who_work_for_them(
    app: App, file: WitnessFile, role: UserRole, may: bool
) -> None:
    app.user = app.user.model_copy(update={"role": role})
    if may:
        measures.decide_measure(app, file, SCREEN, DecisionKind.APPLY, WHY)
    else:
        with pytest.raises(NotAllowed):
            measures.decide_measure(app, file, SCREEN, DecisionKind.APPLY, WHY)
    assert bool(again(app, file).decisions) is may


def test_who_saved_last_is_named_as_on_screen(app: App, file: WitnessFile) -> None:
    decision = measures.decide_measure(app, file, SCREEN, DecisionKind.APPLY, WHY)
    last = measures.last_saved(app, file.case.id, decision.id)
    assert last is not None
    assert (last.actor, last.action) == ("R. Okafor", "measure.decide")
    assert measures.last_saved(app, file.case.id, "0" * 32) is None
