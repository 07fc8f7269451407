"""Hearings: a move keeps where it stood and why, and every witness is to be told anew, each by herself."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.journeys.cases import a_case, another_complainant
from victimplanner.domain.case import Hearing, HearingKind, HearingState
from victimplanner.domain.duty_entries import EntryKind
from victimplanner.domain.errors import RuleBroken
from victimplanner.services.cases import read_case
from victimplanner.services.context import App
from victimplanner.services.hearings import HearingTold, is_move, save_hearing
from victimplanner.services.moved_dates import all_items
from victimplanner.services.worklist import due_items

TODAY, YESTERDAY = dt.date(2026, 11, 25), dt.date(2026, 11, 24)
DAY, LATER = dt.date(2027, 2, 1), dt.date(2027, 2, 8)


@pytest.fixture
def hearing(empty: App) -> Hearing:
    """A recording that is listed, and of which she was told."""
    file = a_case(empty).witnesses[0]
    new = Hearing(
        case_id=file.case.id, witness_id=file.witness.id, kind=HearingKind.SECTION_28_RECORDING, listed_on=DAY,
        starts=dt.time(10, 30), place="Suite 1", notice_received_on=YESTERDAY,
    )  # fmt: skip
    return save_hearing(empty, new, told=HearingTold(file.witness.id, YESTERDAY))


def told_of(app: App, hearing: Hearing) -> list[dt.date | None]:
    """When each witness of the case was told of a hearing as it stands now."""
    return [file.told_of_hearing(hearing) for file in read_case(app, hearing.case_id).witnesses]


def entries(app: App, hearing: Hearing) -> list[tuple[EntryKind, dt.date | None, str]]:
    """What was entered about telling the first witness, in order: kind, day, and notice by its number."""
    own = read_case(app, hearing.case_id).witnesses[0].duty_entries
    return [(e.kind, e.on, e.about.removeprefix(hearing.id)) for e in own if e.about.startswith(hearing.id)]


def test_a_move_needs_its_reason_and_writes_nothing_without_it(empty: App, hearing: Hearing) -> None:
    with pytest.raises(RuleBroken, match="Say why it was moved or vacated"):
        save_hearing(empty, hearing.model_copy(update={"listed_on": LATER}))
    file = read_case(empty, hearing.case_id).witnesses[0]
    assert next(h for h in file.hearings if h.id == hearing.id) == hearing
    assert file.hearing_moves == ()


def test_a_move_keeps_the_old_day_and_she_is_to_be_told_again(empty: App, hearing: Hearing) -> None:
    moved = save_hearing(empty, hearing.model_copy(update={"listed_on": LATER}), "No judge")
    assert (moved.listed_on, moved.notice_received_on) == (LATER, TODAY)
    assert told_of(empty, moved) == [None]
    move = read_case(empty, hearing.case_id).witnesses[0].moves_of(hearing.id)[0]
    assert (move.was_on, move.was_starts, move.was_place, move.now_on) == (DAY, dt.time(10, 30), "Suite 1", LATER)
    assert (move.reason, move.heard_on, move.is_vacated, move.sequence) == ("No judge", TODAY, False, 1)
    assert move.was_notice_on == YESTERDAY
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
        ({"notice_received_on": TODAY}, False),
        ({}, False),
    ],
)
def test_only_another_day_time_or_place_is_a_move(hearing: Hearing, change: dict[str, object], moves: bool) -> None:
    assert is_move(hearing, hearing.model_copy(update=change)) is moves


def test_a_day_for_a_hearing_that_had_none_is_no_move(hearing: Hearing) -> None:
    unlisted = hearing.model_copy(update={"listed_on": None})
    assert not is_move(unlisted, hearing)


# ------------------------------------------------------------ that she was told


def test_each_witness_is_told_by_herself(empty: App) -> None:
    case = a_case(empty)
    second = another_complainant(empty, case, "Mair Tollgate")
    trial = case.witnesses[0].hearings[0].model_copy(update={"notice_received_on": YESTERDAY})
    saved = save_hearing(empty, trial, told=HearingTold(second.witness.id, TODAY))
    assert told_of(empty, saved) == [None, TODAY]
    waiting = [item.witness_id for item in due_items(empty) if item.rule_id == "R8a"]
    assert waiting == [case.witnesses[0].witness.id]


def test_to_save_a_hearing_again_with_the_same_day_enters_nothing_more(empty: App, hearing: Hearing) -> None:
    witness_id = read_case(empty, hearing.case_id).witnesses[0].witness.id
    save_hearing(empty, hearing, told=HearingTold(witness_id, YESTERDAY))
    save_hearing(empty, hearing)
    assert entries(empty, hearing) == [(EntryKind.TOLD, YESTERDAY, "")]


def test_another_day_takes_the_first_off_and_no_day_takes_it_off_for_good(empty: App, hearing: Hearing) -> None:
    witness_id = read_case(empty, hearing.case_id).witnesses[0].witness.id
    save_hearing(empty, hearing, told=HearingTold(witness_id, TODAY))
    assert told_of(empty, hearing) == [TODAY]
    save_hearing(empty, hearing, told=HearingTold(witness_id, None))
    assert told_of(empty, hearing) == [None]
    kinds = [kind for kind, _, _ in entries(empty, hearing)]
    assert kinds == [EntryKind.TOLD, EntryKind.TAKEN_OFF, EntryKind.TOLD, EntryKind.TAKEN_OFF], "all stay to be read"


def test_the_day_of_the_old_notice_left_in_the_form_of_a_move_tells_nobody_of_the_new_one(
    empty: App, hearing: Hearing
) -> None:
    witness_id = read_case(empty, hearing.case_id).witnesses[0].witness.id
    moved = save_hearing(
        empty, hearing.model_copy(update={"listed_on": LATER}), "No judge", HearingTold(witness_id, YESTERDAY)
    )
    assert told_of(empty, moved) == [None]
    assert entries(empty, moved) == [(EntryKind.TOLD, YESTERDAY, "")], "of the old day she stays told"
    save_hearing(empty, moved, told=HearingTold(witness_id, TODAY))
    assert told_of(empty, moved) == [TODAY]
    assert entries(empty, moved)[-1] == (EntryKind.TOLD, TODAY, "/1")


def test_that_a_hearing_was_vacated_is_told_too(empty: App, hearing: Hearing) -> None:
    vacated = save_hearing(empty, hearing.model_copy(update={"state": HearingState.VACATED}), "The witness is ill")
    [item] = [i for i in due_items(empty) if i.rule_id == "R8a" and hearing.id in i.subject_ids]
    assert item.why == "Notice received, Wed 25 Nov 2026. Section 28 recording on 1 Feb 2027 was vacated."
    assert told_of(empty, vacated) == [None]


def test_a_vacated_hearing_listed_anew_is_a_move_of_which_she_is_to_be_told(empty: App, hearing: Hearing) -> None:
    witness_id = read_case(empty, hearing.case_id).witnesses[0].witness.id
    vacated = save_hearing(empty, hearing.model_copy(update={"state": HearingState.VACATED}), "The witness is ill")
    save_hearing(empty, vacated, told=HearingTold(witness_id, TODAY))
    again = vacated.model_copy(update={"state": HearingState.LISTED, "listed_on": LATER})
    with pytest.raises(RuleBroken, match="Say why"):
        save_hearing(empty, again)
    listed = save_hearing(empty, again, "She is well", HearingTold(witness_id, TODAY))
    assert told_of(empty, listed) == [None], "that she heard of the vacating today says nothing of the new day"
    [item] = [i for i in due_items(empty) if i.rule_id == "R8a" and hearing.id in i.subject_ids]
    assert item.why == "Notice received, Wed 25 Nov 2026. Section 28 recording on 8 Feb 2027."
    told = [i for i in all_items(empty, read_case(empty, hearing.case_id)) if hearing.id in i.subject_ids and i.told_on]
    assert "Section 28 recording on 1 Feb 2027 was vacated." in told[-1].why, "what she was told of stays to be read"


def test_moved_twice_on_one_day_she_is_told_twice(empty: App, hearing: Hearing) -> None:
    witness_id = read_case(empty, hearing.case_id).witnesses[0].witness.id
    once = save_hearing(empty, hearing.model_copy(update={"listed_on": LATER}), "No judge")
    once = save_hearing(empty, once, told=HearingTold(witness_id, TODAY))
    twice = save_hearing(
        empty, once.model_copy(update={"starts": dt.time(14)}), "No room", HearingTold(witness_id, TODAY)
    )
    assert told_of(empty, twice) == [None], "the day stood in the form from before"
    save_hearing(empty, twice, told=HearingTold(witness_id, TODAY))
    assert told_of(empty, twice) == [TODAY]


def test_nobody_is_told_before_the_notice_came(empty: App, hearing: Hearing) -> None:
    witness_id = read_case(empty, hearing.case_id).witnesses[0].witness.id
    with pytest.raises(RuleBroken, match="before the notice came"):
        save_hearing(empty, hearing, told=HearingTold(witness_id, dt.date(2026, 11, 23)))
    assert told_of(empty, hearing) == [YESTERDAY]
