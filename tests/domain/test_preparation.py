"""What is finished before a recording: steps, the five dates, blockers in plain words. No day is ever computed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests import builders
from tests.domain.rulebook import RULES
from victimplanner.domain.case import HearingMove, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.measures import DirectionKind, IntermediaryWork, MeasureId, ViewKind
from victimplanner.domain.preparation import (
    BlockerKind,
    PreparationLine,
    blockers,
    court_dates,
    is_directed,
    missing_dates,
    preparation,
    recording_held_on,
    recording_on,
)
from victimplanner.domain.section_28 import CourtDate, PreparationStep, RecordingEventKind, StepState

STEPS = RULES.section_28
DAY = builders.RECORDING_DAY
NEAR = DAY - dt.timedelta(days=9)
BOTH = (
    builders.a_direction(MeasureId.ABE_VIDEO),
    builders.a_direction(MeasureId.PRE_RECORDED_CROSS_EXAMINATION),
)


def a_file(**more: Any) -> WitnessFile:
    values: dict[str, Any] = {"directions": BOTH, "hearings": (builders.a_recording_hearing(),)}
    return builders.a_witness_file(**values | more)


def a_step(step: str, state: StepState = StepState.TO_DO, **more: Any) -> PreparationStep:
    values = {
        "case_id": builders.CASE_ID, "witness_id": builders.WITNESS_ID, "step": step, "state": state,
        "changed_on": dt.date(2027, 1, 20),
    }  # fmt: skip
    return PreparationStep(**values | more)


def line_of(file: WitnessFile, step: str) -> PreparationLine:
    return next(line for line in preparation(file, STEPS) if line.rule.id == step)


# ---------------------------------------------------------------- steps


def test_every_step_of_the_rule_file_stands_in_its_order_and_has_a_source() -> None:
    lines = preparation(a_file(), STEPS)
    wanted = [rule.id for rule in STEPS.steps if not rule.when]
    assert [line.rule.id for line in lines] == wanted
    assert all(rule.source and rule.missing and rule.holds_up for rule in STEPS.steps)


def test_the_intermediary_report_is_a_step_only_where_an_intermediary_is_wanted() -> None:
    assert "intermediary_report" not in [line.rule.id for line in preparation(a_file(), STEPS)]
    wants = a_file(views=(builders.a_view(MeasureId.INTERMEDIARY, ViewKind.WANTS),))
    assert line_of(wants, "intermediary_report").state is StepState.TO_DO


def test_what_follows_from_a_fact_is_done_by_the_fact_and_undone_with_it() -> None:
    ticked = a_step("section_27_direction", StepState.DONE, done_on=dt.date(2027, 1, 1))
    assert line_of(a_file(steps=(ticked,)), "section_27_direction").done_on == dt.date(2027, 1, 18)
    refused = builders.a_direction(MeasureId.ABE_VIDEO, DirectionKind.DISCHARGED, sequence=2)
    undone = line_of(a_file(steps=(ticked,), directions=(*BOTH, refused)), "section_27_direction")
    assert (undone.state, undone.done_on) == (StepState.TO_DO, None)


def test_the_last_entry_of_a_step_counts_and_the_usual_owner_stands_in() -> None:
    first = a_step("initial_disclosure", StepState.WAITING)
    second = a_step("initial_disclosure", StepState.IN_PROGRESS, owner="J. Okoro-Finch", sequence=2)
    line = line_of(a_file(steps=(second, first)), "initial_disclosure")
    assert (line.state, line.owner) == (StepState.IN_PROGRESS, "J. Okoro-Finch")
    assert line_of(a_file(), "initial_disclosure").owner == "Rhiannon Calloway"
    assert line_of(a_file(), "defence_statement").owner == "Defence"
    assert line_of(a_file(people=()), "court_visit").owner == "WCO"


def test_a_served_intermediary_report_finishes_its_step() -> None:
    work = IntermediaryWork(
        case_id=builders.CASE_ID, witness_id=builders.WITNESS_ID, report_served_on=dt.date(2027, 2, 1)
    )
    assert line_of(a_file(intermediaries=(work,)), "intermediary_report").done_on == dt.date(2027, 2, 1)


# ---------------------------------------------------------------- the five dates


def test_a_date_nobody_ordered_is_missing_and_never_worked_out() -> None:
    file = a_file(orders=(builders.an_order(),))
    assert {line.which: line.state for line in court_dates(file)} == {
        CourtDate.GROUND_RULES: "missing",
        CourtDate.RECORDING: "set",
        CourtDate.FURTHER_QUESTIONS: "missing",
        CourtDate.EXCLUSION: "missing",
        CourtDate.EDITING: "missing",
    }
    assert all(line.on is None for line in court_dates(file) if line.state == "missing")
    assert len(missing_dates(file)) == 4


def test_an_order_without_a_ground_rules_hearing_leaves_that_date_not_needed() -> None:
    file = a_file(orders=(builders.an_order(ground_rules_hearing_needed=False),))
    assert court_dates(file)[0].state == "not_needed"
    assert CourtDate.GROUND_RULES not in missing_dates(file)


def test_without_a_direction_and_an_order_the_court_owes_no_dates() -> None:
    assert missing_dates(builders.a_witness_file()) == ()


def test_after_the_recording_only_the_later_dates_can_be_missing() -> None:
    held = builders.a_recording_event(RecordingEventKind.HELD)
    assert missing_dates(a_file(recording_events=(held,))) == (
        CourtDate.FURTHER_QUESTIONS, CourtDate.EXCLUSION, CourtDate.EDITING,
    )  # fmt: skip


def test_a_changed_date_keeps_the_old_one_with_its_reason() -> None:
    old = builders.an_ordered_date(CourtDate.EDITING, dt.date(2027, 5, 6))
    new = builders.an_ordered_date(CourtDate.EDITING, dt.date(2027, 5, 20), sequence=2, reason="The editor is ill")
    line = court_dates(a_file(orders=(builders.an_order(),), ordered_dates=(new, old)))[4]
    assert line.on == dt.date(2027, 5, 20)
    assert [(e.on, e.reason) for e in line.earlier] == [(dt.date(2027, 5, 6), "The editor is ill")]


def test_a_vacated_recording_has_no_day_and_says_where_it_stood() -> None:
    hearing = builders.a_recording_hearing(state=HearingState.VACATED)
    move = HearingMove(
        case_id=builders.CASE_ID, hearing_id=hearing.id, was_on=DAY, is_vacated=True, reason="No judge",
        heard_on=dt.date(2027, 4, 1),
    )  # fmt: skip
    file = a_file(hearings=(hearing,), hearing_moves=(move,))
    line = court_dates(file)[1]
    assert (line.state, line.on, line.earlier[0].on) == ("vacated", None, DAY)
    assert recording_on(file) is None
    assert CourtDate.RECORDING in missing_dates(file)
    anew = builders.a_recording_hearing(id="6" * 32, listed_on=DAY + dt.timedelta(days=7))
    line = court_dates(a_file(hearings=(hearing, anew), hearing_moves=(move,)))[1]
    assert (line.state, line.on, line.earlier[0].reason) == ("set", anew.listed_on, "No judge")


def test_her_own_recording_comes_before_one_shared_by_the_case() -> None:
    shared = builders.a_recording_hearing(id="5" * 32, witness_id=None, listed_on=DAY + dt.timedelta(days=30))
    assert recording_on(a_file(hearings=(shared, builders.a_recording_hearing()))) == DAY


# ---------------------------------------------------------------- blockers


def test_a_blocker_says_how_long_it_is_to_the_recording_and_what_is_missing() -> None:
    words = [b.words for b in blockers(a_file(), STEPS, NEAR)]
    assert "Recording in 9 days: section 41 ruling not recorded." in words
    assert "Recording in 9 days: no defence statement." in words


@pytest.mark.parametrize(
    ("left", "start"), [(0, "Recording today:"), (1, "Recording tomorrow:"), (2, "Recording in 2 days:")]
)
def test_the_last_days_are_named_as_people_say_them(left: int, start: str) -> None:
    assert blockers(a_file(), STEPS, DAY - dt.timedelta(days=left))[0].words.startswith(start)


def test_long_before_only_the_late_and_the_blocked_are_named() -> None:
    steps = (
        a_step("initial_disclosure", due_on=dt.date(2027, 1, 25)),
        a_step("third_party_material", StepState.BLOCKED, note="The service asks for a notice."),
        a_step("editing_agreed", due_on=DAY + dt.timedelta(days=3)),
    )
    found = blockers(a_file(steps=steps), STEPS, dt.date(2027, 2, 1))
    assert [(b.step, b.kind) for b in found] == [
        ("initial_disclosure", BlockerKind.LATE),
        ("editing_agreed", BlockerKind.LATE),
        ("third_party_material", BlockerKind.BLOCKED),
    ]
    assert "it was due on 25 Jan 2027" in found[0].words
    assert "after the recording" in found[1].words
    assert found[2].words.endswith("blocked: The service asks for a notice.")


def test_a_recording_without_a_direction_must_be_put_right() -> None:
    late = [b.words for b in blockers(a_file(directions=()), STEPS, NEAR) if b.kind is BlockerKind.LATE]
    assert late == ["Recording in 9 days: no section 28 direction is recorded."]


def test_what_was_held_or_is_not_listed_is_blocked_by_nothing() -> None:
    held = builders.a_recording_event(RecordingEventKind.HELD)
    assert blockers(a_file(recording_events=(held,)), STEPS, NEAR) == ()
    assert blockers(a_file(hearings=()), STEPS, NEAR) == ()
    assert recording_held_on(a_file()) is None


def test_a_direction_counts_until_it_is_discharged() -> None:
    assert is_directed(a_file(), MeasureId.ABE_VIDEO)
    gone = builders.a_direction(MeasureId.ABE_VIDEO, DirectionKind.DISCHARGED, sequence=2)
    assert not is_directed(a_file(directions=(*BOTH, gone)), MeasureId.ABE_VIDEO)
