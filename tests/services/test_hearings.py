"""Hearings: a move keeps where it stood and why, and takes back that she was told."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.journeys.cases import a_case
from victimplanner.domain.case import Hearing, HearingKind, HearingState
from victimplanner.domain.errors import RuleBroken
from victimplanner.services.cases import read_case
from victimplanner.services.context import App
from victimplanner.services.hearings import is_move, save_hearing
from victimplanner.services.worklist import due_items

TODAY, YESTERDAY = dt.date(2026, 11, 25), dt.date(2026, 11, 24)
DAY, LATER = dt.date(2027, 2, 1), dt.date(2027, 2, 8)


@pytest.fixture
def hearing(empty: App) -> Hearing:
    """A recording that is listed, and of which she was told."""
    file = a_case(empty).witnesses[0]
    new = Hearing(
        case_id=file.case.id, witness_id=file.witness.id, kind=HearingKind.SECTION_28_RECORDING, listed_on=DAY,
        starts=dt.time(10, 30), place="Suite 1", notice_received_on=YESTERDAY, told_on=YESTERDAY,
    )  # fmt: skip
    return save_hearing(empty, new)


def test_a_move_needs_its_reason_and_writes_nothing_without_it(empty: App, hearing: Hearing) -> None:
    with pytest.raises(RuleBroken, match="Say why it was moved or vacated"):
        save_hearing(empty, hearing.model_copy(update={"listed_on": LATER}))
    file = read_case(empty, hearing.case_id).witnesses[0]
    assert next(h for h in file.hearings if h.id == hearing.id) == hearing
    assert file.hearing_moves == ()


def test_a_move_keeps_the_old_day_and_she_is_to_be_told_again(empty: App, hearing: Hearing) -> None:
    moved = save_hearing(empty, hearing.model_copy(update={"listed_on": LATER}), "No judge")
    assert (moved.listed_on, moved.told_on, moved.notice_received_on) == (LATER, None, TODAY)
    move = read_case(empty, hearing.case_id).witnesses[0].moves_of(hearing.id)[0]
    assert (move.was_on, move.was_starts, move.was_place, move.now_on) == (DAY, dt.time(10, 30), "Suite 1", LATER)
    assert (move.reason, move.heard_on, move.is_vacated, move.sequence) == ("No judge", TODAY, False, 1)
    told = [i for i in due_items(empty) if i.rule_id == "R8a" and hearing.id in i.subject_ids]
    assert [i.due for i in told] == [dt.date(2026, 11, 26)], "one working day from the new notice"


def test_every_move_is_kept_in_its_order(empty: App, hearing: Hearing) -> None:
    once = save_hearing(empty, hearing.model_copy(update={"listed_on": LATER}), "No judge")
    save_hearing(empty, once.model_copy(update={"state": HearingState.VACATED}), "The witness is ill")
    moves = read_case(empty, hearing.case_id).witnesses[0].moves_of(hearing.id)
    assert [(m.was_on, m.is_vacated, m.sequence) for m in moves] == [(DAY, False, 1), (LATER, True, 2)]


@pytest.mark.parametrize(
    ("change", "moves"),
    [
        ({"listed_on": LATER}, True),
        ({"listed_on": None}, True),
        ({"starts": dt.time(11)}, True),
        ({"place": "Suite 2"}, True),
        ({"state": HearingState.VACATED}, True),
        ({"state": HearingState.HELD}, False),
        ({"judge": "HHJ Tarn"}, False),
        ({"told_on": TODAY}, False),
        ({}, False),
    ],
)
def test_only_another_day_time_or_place_is_a_move(hearing: Hearing, change: dict[str, object], moves: bool) -> None:
    assert is_move(hearing, hearing.model_copy(update=change)) is moves


def test_a_day_for_a_hearing_that_had_none_is_no_move(hearing: Hearing) -> None:
    unlisted = hearing.model_copy(update={"listed_on": None})
    assert not is_move(unlisted, hearing)
