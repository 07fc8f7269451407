"""A moved or vacated hearing: everything that hangs on the day, found from what stands, gone when it is put right."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests import builders
from tests.domain.rulebook import RULES
from tests.duties import an_entry
from victimplanner.domain.case import Hearing, HearingKind, HearingMove, HearingState
from victimplanner.domain.case_file import HEARING_TOLD, MeetingFile, WitnessFile, notice_about
from victimplanner.domain.duty_entries import DutyEntry
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.moves import ConsequenceKind, Moved, moved_hearings
from victimplanner.domain.section_28 import CourtDate, PreparationStep

OLD, NEW = dt.date(2027, 4, 15), dt.date(2027, 5, 6)
HEARD = dt.date(2027, 3, 1)


def a_move(hearing: Hearing, **more: Any) -> HearingMove:
    values = {
        "case_id": builders.CASE_ID, "hearing_id": hearing.id, "was_on": OLD, "now_on": hearing.listed_on,
        "reason": "The judge is not available", "heard_on": HEARD,
    }  # fmt: skip
    return HearingMove(**values | more)


def told(hearing: Hearing, on: dt.date, moves: int = 1) -> DutyEntry:
    """That she was told of a hearing as it stood after so many moves."""
    return an_entry(HEARING_TOLD, notice_about(hearing, moves), on=on)


def a_file(
    hearing: Hearing | None = None, move: HearingMove | None = None, told_on: dt.date | None = HEARD, **more: Any
) -> WitnessFile:
    hearing = hearing or builders.a_recording_hearing(listed_on=NEW)
    values: dict[str, Any] = {
        "hearings": (hearing,), "hearing_moves": (move or a_move(hearing),),
        "duty_entries": (told(hearing, told_on),) if told_on else (),
        "directions": (builders.a_direction(MeasureId.ABE_VIDEO), builders.a_direction(MeasureId.PRE_RECORDED_CROSS_EXAMINATION)),
    }  # fmt: skip
    return builders.a_witness_file(**values | more)


def moved(file: WitnessFile) -> Moved:
    found = moved_hearings(file, RULES.section_28)
    assert len(found) == 1
    return found[0]


def words(file: WitnessFile) -> list[tuple[ConsequenceKind, str]]:
    return [(c.kind, c.words) for m in moved_hearings(file, RULES.section_28) for c in m.consequences]


def test_nothing_hangs_on_a_day_when_everything_has_followed() -> None:
    assert moved_hearings(a_file(), RULES.section_28) == ()


def test_she_is_told_again_until_somebody_says_that_she_was() -> None:
    tell = [(ConsequenceKind.TELL, "Tell the witness of the new position.")]
    hearing = builders.a_recording_hearing(listed_on=NEW)
    assert words(a_file(hearing, told_on=None)) == tell
    assert words(a_file(hearing, told_on=HEARD - dt.timedelta(days=1))) == tell
    of_the_old_day = told(hearing, HEARD + dt.timedelta(days=1), moves=0)
    assert words(a_file(hearing, duty_entries=(of_the_old_day,))) == tell, "what she heard was the old day"


def test_a_link_booked_for_the_old_day_is_rebooked_with_its_test_call() -> None:
    file = a_file(links=(builders.a_link(hearing_id=builders.RECORDING_ID, on=OLD),))
    found = moved(file)
    assert found.headline == "Section 28 recording moved from Thu 15 Apr 2027 to Thu 6 May 2027."
    assert [c.kind for c in found.consequences] == [ConsequenceKind.REBOOK, ConsequenceKind.REBOOK]
    assert "booked for 15 Apr 2027: rebook them" in found.consequences[0].words
    assert found.consequences[0].tab == "links"
    rebooked = a_file(links=(builders.a_link(hearing_id=builders.RECORDING_ID, on=NEW),))
    assert moved_hearings(rebooked, RULES.section_28) == ()


def test_a_vacated_recording_releases_the_site_and_asks_for_a_new_day() -> None:
    hearing = builders.a_recording_hearing(listed_on=OLD, state=HearingState.VACATED)
    file = a_file(
        hearing, a_move(hearing, is_vacated=True, now_on=None), links=(builders.a_link(hearing_id=hearing.id, on=OLD),)
    )
    assert moved(file).headline == "Section 28 recording of Thu 15 Apr 2027 vacated."
    said = " ".join(text for _, text in words(file))
    assert "still booked for the old day" in said
    assert "Ask the court for a new day for the recording." in said
    assert "dates (c) to (e) still stand" in said


def test_once_the_court_has_listed_it_anew_only_what_is_booked_for_the_old_day_still_hangs() -> None:
    old = builders.a_recording_hearing(listed_on=OLD, state=HearingState.VACATED)
    new = builders.a_recording_hearing(id="6" * 32, listed_on=NEW)
    vacated = {"hearings": (old, new), "hearing_moves": (a_move(old, is_vacated=True, now_on=None),)}
    assert moved_hearings(a_file(**vacated), RULES.section_28) == ()
    booked = a_file(**vacated, links=(builders.a_link(hearing_id=old.id, on=OLD),))
    assert [kind for kind, _ in words(booked)] == [ConsequenceKind.REBOOK, ConsequenceKind.REBOOK]


def test_a_meeting_that_is_no_longer_before_the_recording_is_pointed_out() -> None:
    meeting = builders.a_meeting(
        state=MeetingState.PLANNED, planned_on=dt.date(2027, 5, 7), held_on=None, signed_on=None
    )
    assert (ConsequenceKind.CHECK, "The meeting planned for 7 May 2027 is no longer before it.") in words(
        a_file(meetings=(MeetingFile(meeting),))
    )


def test_dates_and_steps_on_the_wrong_side_of_the_new_day_are_pointed_out() -> None:
    late = PreparationStep(
        case_id=builders.CASE_ID, witness_id=builders.WITNESS_ID, step="editing_agreed", due_on=dt.date(2027, 5, 7),
        changed_on=HEARD,
    )  # fmt: skip
    grh = builders.a_ground_rules_hearing(listed_on=NEW, state=HearingState.LISTED)
    hearing = builders.a_recording_hearing(listed_on=NEW)
    file = a_file(
        hearing,
        hearings=(grh, hearing),
        orders=(builders.an_order(),),
        ordered_dates=(builders.an_ordered_date(CourtDate.EDITING, dt.date(2027, 4, 29)),),
        steps=(late,),
    )
    said = [text for _, text in words(file)]
    assert "Ground rules hearing on 6 May 2027 is not before the recording." in said
    assert "Editing finished, 29 Apr 2027, now lies before the recording." in said
    assert "Edits to ABE video agreed: due on 7 May 2027, after the recording." in said


def test_a_child_who_is_18_on_the_new_day_is_pointed_out() -> None:
    witness = builders.a_witness(date_of_birth=dt.date(2009, 5, 1))
    assert any("18 or over" in text for _, text in words(a_file(witness=witness, gates=())))


def test_a_moved_trial_hangs_on_its_link_too_and_other_hearings_do_not_matter() -> None:
    trial = builders.a_recording_hearing(kind=HearingKind.TRIAL, listed_on=NEW)
    assert words(a_file(trial, told_on=None)) == [(ConsequenceKind.TELL, "Tell the witness of the new position.")]
    sentence = builders.a_recording_hearing(kind=HearingKind.SENTENCE, listed_on=NEW)
    assert words(a_file(sentence, told_on=None)) == []


def test_what_was_held_after_all_has_no_loose_ends() -> None:
    held = builders.a_recording_hearing(listed_on=NEW, state=HearingState.HELD)
    assert words(a_file(held)) == []
