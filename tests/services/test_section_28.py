"""The road to a recording through the services: what is refused, what is kept, what becomes due."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.journeys.cases import a_case
from tests.services.finding import again
from victimplanner.domain.case import Hearing, HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import NotAllowed, RuleBroken
from victimplanner.domain.measures import Direction, DirectionKind, MeasureId
from victimplanner.domain.people import UserRole
from victimplanner.domain.section_28 import (
    Chase,
    CourtDate,
    PreparationStep,
    RecordingEvent,
    RecordingEventKind,
    Section28Consideration,
    Section28Outcome,
    StepState,
)
from victimplanner.services import section_28
from victimplanner.services.context import App
from victimplanner.services.directions import record_direction
from victimplanner.services.hearings import save_hearing
from victimplanner.services.section_28 import CourtOrder
from victimplanner.services.worklist import due_items

TODAY, TOMORROW = dt.date(2026, 11, 25), dt.date(2026, 11, 26)
RECORDING = dt.date(2027, 2, 1)


@pytest.fixture
def file(empty: App) -> WitnessFile:
    return a_case(empty).witnesses[0]


def ids(file: WitnessFile) -> dict[str, str]:
    return {"case_id": file.case.id, "witness_id": file.witness.id}


def direct(app: App, file: WitnessFile) -> WitnessFile:
    for measure in (MeasureId.ABE_VIDEO, MeasureId.PRE_RECORDED_CROSS_EXAMINATION):
        made = Direction(
            **ids(file), measure=measure, direction=DirectionKind.GRANTED, decided_on=dt.date(2026, 11, 20)
        )
        record_direction(app, again(app, file), made)
    return again(app, file)


def an_order(**more: Any) -> CourtOrder:
    return CourtOrder(**{"ordered_on": TODAY, "judge": "HHJ Tarn", "recording_on": RECORDING} | more)


def a_step(file: WitnessFile, **more: Any) -> PreparationStep:
    return PreparationStep(**{**ids(file), "step": "section_41", "changed_on": TODAY} | more)


def an_event(file: WitnessFile, kind: RecordingEventKind = RecordingEventKind.HELD, **more: Any) -> RecordingEvent:
    return RecordingEvent(**{**ids(file), "kind": kind, "happened_on": TODAY} | more)


def due(app: App, rule_id: str) -> list[dt.date | None]:
    return [item.due for item in due_items(app) if item.rule_id == rule_id]


# ---------------------------------------------------------------- considered


def test_it_is_to_be_considered_by_the_application_limit_until_somebody_did(empty: App, file: WitnessFile) -> None:
    assert due(empty, "section_28.consider") == [dt.date(2026, 12, 2)]
    entry = Section28Consideration(
        **ids(file), outcome=Section28Outcome.NOT_SOUGHT, reason="Her choice.", considered_on=TODAY
    )
    section_28.consider(empty, entry)
    assert due(empty, "section_28.consider") == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"outcome": Section28Outcome.NOT_SOUGHT}, "reason"),
        ({"outcome": Section28Outcome.NOT_OPEN, "reason": " "}, "reason"),
        ({"considered_on": TOMORROW}, "considered_on"),
        ({"explained_on": TOMORROW}, "explained_on"),
    ],
)
def test_a_consideration_that_cannot_be_is_said_beside_its_field(
    empty: App, file: WitnessFile, more: dict[str, Any], field: str
) -> None:
    entry = Section28Consideration(**{**ids(file), "outcome": Section28Outcome.SOUGHT, "considered_on": TODAY} | more)
    with pytest.raises(RuleBroken) as refused:
        section_28.consider(empty, entry)
    assert [p.field for p in refused.value.problems] == [field]
    assert again(empty, file).considerations == ()


# ---------------------------------------------------------------- the order


def test_an_order_makes_the_hearings_and_keeps_the_other_dates(empty: App, file: WitnessFile) -> None:
    order = an_order(
        ground_rules_on=dt.date(2027, 1, 25), ground_rules_at=dt.time(10), recording_at=dt.time(10, 30),
        recording_place="Suite 1", dates={CourtDate.EDITING: dt.date(2027, 2, 22)}, received_on=TODAY,
    )  # fmt: skip
    section_28.record_order(empty, file, order)
    now = again(empty, file)
    listed = {h.kind: (h.listed_on, h.starts, h.judge, h.witness_id) for h in now.hearings if h.witness_id}
    assert listed == {
        HearingKind.GROUND_RULES: (dt.date(2027, 1, 25), dt.time(10), "HHJ Tarn", file.witness.id),
        HearingKind.SECTION_28_RECORDING: (RECORDING, dt.time(10, 30), "HHJ Tarn", file.witness.id),
    }
    assert [(d.which, d.on) for d in now.ordered_dates] == [(CourtDate.EDITING, dt.date(2027, 2, 22))]


def test_the_same_order_again_moves_nothing(empty: App, file: WitnessFile) -> None:
    order = an_order(dates={CourtDate.EDITING: dt.date(2027, 2, 22)})
    section_28.record_order(empty, file, order)
    section_28.record_order(empty, again(empty, file), order)
    now = again(empty, file)
    assert len(now.ordered_dates) == 1
    assert now.hearing_moves == ()
    assert len(now.orders) == 2, "both orders are kept"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"ordered_on": None}, "ordered_on"),
        ({"ordered_on": TOMORROW}, "ordered_on"),
        ({"received_on": dt.date(2026, 11, 24)}, "received_on"),
        ({"received_on": TOMORROW}, "received_on"),
        ({"ground_rules_on": dt.date(2027, 2, 2)}, "ground_rules_on"),
        ({"ground_rules_needed": False, "ground_rules_on": dt.date(2027, 1, 25)}, "ground_rules_on"),
        ({"dates": {CourtDate.EDITING: dt.date(2027, 1, 31)}}, "date_e"),
        ({"recording_on": dt.date(2026, 11, 24)}, "recording_on"),
    ],
)
def test_an_order_that_contradicts_itself_writes_nothing(
    empty: App, file: WitnessFile, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        section_28.record_order(empty, file, an_order(**more))
    assert [p.field for p in refused.value.problems] == [field]
    now = again(empty, file)
    assert (now.orders, now.ordered_dates) == ((), ())
    assert HearingKind.SECTION_28_RECORDING not in [h.kind for h in now.hearings]


def test_a_later_order_repeats_a_hearing_that_was_held_and_makes_no_second_one(empty: App, file: WitnessFile) -> None:
    held = Hearing(
        **ids(file),
        kind=HearingKind.GROUND_RULES,
        listed_on=dt.date(2026, 11, 10),
        state=HearingState.HELD,
        judge="HHJ Ode",
    )
    save_hearing(empty, held)
    order = an_order(ground_rules_on=held.listed_on, dates={CourtDate.EDITING: dt.date(2027, 3, 1)})
    section_28.record_order(empty, again(empty, file), order)
    now = again(empty, file)
    assert [(h.id, h.judge) for h in now.hearings if h.kind is HearingKind.GROUND_RULES] == [(held.id, "HHJ Ode")]
    assert [d.which for d in now.ordered_dates] == [CourtDate.EDITING]


def test_the_recording_of_another_witness_is_never_moved(empty: App, file: WitnessFile) -> None:
    """An order for one complainant makes a recording of her own beside one that the other has."""
    from tests.journeys.cases import another_complainant
    from victimplanner.services.cases import read_case

    section_28.record_order(empty, file, an_order())
    other = another_complainant(empty, read_case(empty, file.case.id), "Seren Hallow")
    section_28.record_order(empty, other, an_order(recording_on=dt.date(2027, 3, 1)))
    recordings = [h for h in again(empty, file).hearings if h.kind is HearingKind.SECTION_28_RECORDING]
    assert [(h.witness_id, h.listed_on) for h in recordings] == [(file.witness.id, RECORDING)]


def test_missing_dates_are_asked_for_and_asked_for_again(empty: App, file: WitnessFile) -> None:
    direct(empty, file)
    section_28.record_order(empty, again(empty, file), an_order(received_on=TODAY))
    assert due(empty, "section_28.dates") == [dt.date(2026, 11, 30)], "three working days after the order"
    section_28.record_chases(empty, again(empty, file), ("r.18.8(2)(d)",), TODAY, "E-mail")
    assert due(empty, "section_28.dates") == [dt.date(2026, 11, 30)]
    with pytest.raises(RuleBroken, match="future"):
        section_28.record_chases(empty, file, ("r.18.8(2)(d)",), TOMORROW, "E-mail")
    with pytest.raises(RuleBroken, match="what you asked for"):
        section_28.record_chase(empty, Chase(**ids(file), about=" ", chased_on=TODAY))


# ---------------------------------------------------------------- steps


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"state": StepState.BLOCKED}, "note"),
        ({"state": StepState.NOT_NEEDED}, "note"),
        ({"state": StepState.DONE}, "done_on"),
        ({"state": StepState.DONE, "done_on": TOMORROW}, "done_on"),
        ({"done_on": TODAY}, "state"),
        ({"notice_on": TOMORROW}, "notice_on"),
    ],
)
def test_a_step_that_cannot_be_is_said_beside_its_field(
    empty: App, file: WitnessFile, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        section_28.save_step(empty, a_step(file, **more))
    assert [p.field for p in refused.value.problems] == [field]
    assert again(empty, file).steps == ()


def test_a_step_is_due_on_its_day_and_done_keeps_what_was_known(empty: App, file: WitnessFile) -> None:
    section_28.save_step(empty, a_step(file, due_on=dt.date(2026, 12, 1), owner="Listing office"))
    item = next(i for i in due_items(empty) if i.rule_id == "section_28.step")
    assert (item.due, item.owner_name) == (dt.date(2026, 12, 1), "Listing office")
    assert item.title == "Section 28: Section 41 application decided"
    section_28.finish_step(empty, again(empty, file), "section_41", "Court")
    first, second = again(empty, file).steps
    assert (first.state, second.state, second.owner) == (StepState.TO_DO, StepState.DONE, "Listing office")
    assert due(empty, "section_28.step") == []


def test_a_third_party_has_ten_business_days(empty: App, file: WitnessFile) -> None:
    """CrimPR 2025 r.17.5: Wed 25 Nov 2026 and ten business days is Wed 9 Dec 2026."""
    section_28.save_step(empty, a_step(file, step="third_party_material", notice_on=TODAY))
    assert due(empty, "third_party.notice") == [dt.date(2026, 12, 9)]


# ---------------------------------------------------------------- what happened


@pytest.mark.parametrize(
    ("kind", "more", "field"),
    [
        (RecordingEventKind.HELD, {}, "kind"),
        (RecordingEventKind.EDITING_DONE, {}, "kind"),
        (RecordingEventKind.NOT_HELD, {}, "text"),
        (RecordingEventKind.EXCLUSION_ASKED, {"happened_on": TOMORROW}, "happened_on"),
        (RecordingEventKind.EXCLUSION_ASKED, {"minutes": 0}, "minutes"),
        (RecordingEventKind.EXCLUSION_ASKED, {"started": dt.time(11), "ended": dt.time(11)}, "ended"),
    ],
)
def test_an_event_that_cannot_be_is_said_beside_its_field(
    empty: App, file: WitnessFile, kind: RecordingEventKind, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        section_28.record_event(empty, file, an_event(file, kind, **more))
    assert [p.field for p in refused.value.problems] == [field]
    assert again(empty, file).recording_events == ()


def test_a_recording_that_was_held_marks_its_hearing_and_opens_what_comes_after(empty: App, file: WitnessFile) -> None:
    known = direct(empty, file)
    with pytest.raises(RuleBroken, match="before the court directed it"):
        section_28.record_event(empty, known, an_event(file, happened_on=dt.date(2026, 11, 19)))
    hearing = Hearing(**ids(file), kind=HearingKind.SECTION_28_RECORDING, listed_on=TODAY)
    save_hearing(empty, hearing)
    section_28.record_event(empty, again(empty, file), an_event(file, minutes=40))
    held = next(h for h in again(empty, file).hearings if h.id == hearing.id)
    assert held.state is HearingState.HELD
    section_28.record_event(empty, again(empty, file), an_event(file, RecordingEventKind.FURTHER_QUESTIONS_ASKED))
    early = an_event(file, RecordingEventKind.EDITING_DONE, happened_on=dt.date(2026, 11, 24))
    with pytest.raises(RuleBroken, match="before the recording was held"):
        section_28.record_event(empty, again(empty, file), early)
    assert [e.sequence for e in again(empty, file).recording_events] == [1, 2]


def test_who_may_only_read_records_nothing(empty: App, file: WitnessFile) -> None:
    empty.user = empty.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        section_28.record_order(empty, file, an_order())
    with pytest.raises(NotAllowed):
        section_28.save_step(empty, a_step(file))
