"""Slots in their order, the steps of a booking, the steps of an arrangement, who sees whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.link_steps import link_steps, measure_of, who_sees_whom
from victimplanner.domain.links import (
    BOOKING_STEPS,
    BookingState,
    LinkArrangement,
    check_booking_step,
    slot_problems,
    span_of,
)
from victimplanner.domain.measures import DirectionKind, MeasureId
from victimplanner.services.links import sight_rows

TIMES = st.one_of(
    st.none(), st.times(min_value=dt.time(8), max_value=dt.time(18)).map(lambda t: t.replace(second=0, microsecond=0))
)


def a_link(**more: Any) -> LinkArrangement:
    values: dict[str, Any] = {
        "case_id": builders.CASE_ID, "witness_id": builders.WITNESS_ID, "on": dt.date(2027, 4, 15),
        "before_start": dt.time(10), "before_end": dt.time(10, 30), "main_start": dt.time(10, 30),
        "main_end": dt.time(13), "after_start": dt.time(13), "after_end": dt.time(13, 30),
    }  # fmt: skip
    return LinkArrangement(**values | more)


def test_slots_that_touch_are_in_order() -> None:
    assert slot_problems(a_link()) == []
    assert span_of(a_link()) == (dt.time(10), dt.time(13, 30))


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"main_end": dt.time(10, 30)}, "main_end", "ends before it starts"),
        ({"main_start": dt.time(10, 29)}, "main_start", "starts before the before slot ends"),
        ({"after_start": dt.time(12, 59)}, "after_start", "starts before the main slot ends"),
        ({"before_end": None}, "before_end", "both times"),
        ({"main_start": None}, "main_start", "both times"),
        ({"arrives": dt.time(10, 31)}, "arrives", "after the main slot starts"),
    ],
)
def test_a_slot_that_cannot_be_is_said_beside_its_field(change: dict[str, Any], field: str, words: str) -> None:
    problems = slot_problems(a_link(**change))
    assert [problem.field for problem in problems] == [field]
    assert words in problems[0].message


@given(st.tuples(TIMES, TIMES, TIMES, TIMES, TIMES, TIMES))
def test_slots_without_a_problem_never_overlap_and_never_run_backwards(times: tuple[dt.time | None, ...]) -> None:
    names = ("before_start", "before_end", "main_start", "main_end", "after_start", "after_end")
    link = a_link(**dict(zip(names, times, strict=True)))
    if not slot_problems(link):
        entered = [time for time in times if time is not None]
        assert entered == sorted(entered)
        assert len(entered) % 2 == 0


@pytest.mark.parametrize("now", list(BookingState))
@pytest.mark.parametrize("then", list(BookingState))
def test_a_booking_goes_only_where_it_can_and_says_what_is_possible(now: BookingState, then: BookingState) -> None:
    if then is now or then in BOOKING_STEPS[now]:
        check_booking_step(now, then)
    else:
        with pytest.raises(RuleBroken, match=r"cannot become .* Possible now"):
            check_booking_step(now, then)


def test_cancelled_and_refused_arrangements_take_no_room() -> None:
    assert not a_link(booking=BookingState.CANCELLED).is_live
    assert not a_link(booking=BookingState.REFUSED).is_live
    assert a_link(booking=BookingState.PLANNED).is_live


# ---------------------------------------------------------------- steps and sight


def test_the_steps_are_facts_of_their_own() -> None:
    hearing = builders.a_recording_hearing()
    file = builders.a_witness_file(hearings=(hearing,))
    link = a_link(hearing_id=hearing.id, booking=BookingState.CONFIRMED)
    words = {step.id: step.word for step in link_steps(file, link)}
    assert words == {
        "direction": "Not decided", "booking": "Confirmed", "details": "Missing", "test": "To do", "told": "Waiting",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"directions": (builders.a_direction(MeasureId.LIVE_LINK),)}, "Granted"),
        ({"directions": (builders.a_direction(MeasureId.PRE_RECORDED_CROSS_EXAMINATION),)}, "Granted"),
        ({"directions": (builders.a_direction(MeasureId.LIVE_LINK, DirectionKind.REFUSED),)}, "Refused"),
        ({"decisions": (builders.a_decision(MeasureId.LIVE_LINK),), "applications": (builders.an_application(),)}, "Applied"),
        ({"decisions": (builders.a_decision(MeasureId.LIVE_LINK),), "applications": ()}, "Draft"),
    ],
)  # fmt: skip
def test_the_direction_is_apart_from_the_booking(more: dict[str, Any], word: str) -> None:
    hearing = builders.a_recording_hearing()
    file = builders.a_witness_file(hearings=(hearing,), **more)
    assert link_steps(file, a_link(hearing_id=hearing.id))[0].word == word


def test_a_change_nobody_told_her_of_is_the_last_step_and_overdue() -> None:
    link = a_link(to_tell=True, changed_on=dt.date(2027, 4, 1), told_on=dt.date(2027, 3, 1))
    step = link_steps(builders.a_witness_file(), link)[-1]
    assert (step.kind, step.word) == ("overdue", "Must be told")


def test_at_a_recording_the_jury_sees_her_later_and_at_a_trial_at_once() -> None:
    recording, trial = builders.a_recording_hearing(), builders.a_recording_hearing(id="7" * 32, kind="trial")
    file = builders.a_witness_file(hearings=(recording, trial))
    at = {
        hearing.id: {
            row.person: row.sees_her for row in who_sees_whom(sight_rows(), file, a_link(hearing_id=hearing.id))
        }
        for hearing in (recording, trial)
    }
    assert at[recording.id]["Jury"] == "Later, on the recording"
    assert at[trial.id]["Jury"] == "Yes, on a screen"
    assert at[recording.id]["Accused"] == "Yes, on a screen", "always said"
    assert measure_of(file, a_link(hearing_id=trial.id)) is MeasureId.LIVE_LINK


def test_only_a_shielded_picture_hides_her_from_the_accused() -> None:
    file = builders.a_witness_file()
    rows = {row.person: row.sees_her for row in who_sees_whom(sight_rows(), file, a_link(is_screened=True))}
    assert rows["Accused"] == "No, shielded"
