"""What ends the road to a trial, or her part in it: since when, and what goes on all the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.domain.rulebook import TODAY, a_file, day
from tests.duties import an_entry, an_event, item_of, items_of, with_entries, with_events
from victimplanner.domain.case import (
    CaseState,
    Charge,
    ChargeState,
    Defendant,
    Hearing,
    HearingKind,
    HearingState,
    Plea,
    PleaKind,
)
from victimplanner.domain.case_events import EventKind
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.due_item import DueState
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.domain.turning_points import Ending, support_lost, trial_over


def pleads_guilty(file: WitnessFile, *accused: int, on: str | None = "2026-11-23") -> WitnessFile:
    """The file after these accused pleaded guilty, by their places."""
    pleas = tuple(
        Plea(
            case_id=file.case.id, defendant_id=file.defendants[place].id, plea=PleaKind.GUILTY,
            entered_on=day(on) if on else None, sequence=2,
        )
        for place in accused
    )  # fmt: skip
    return replace(file, pleas=(*file.pleas, *pleas))


def stopped(file: WitnessFile, *on: str | None) -> WitnessFile:
    """The file with one charge for each day given, stopped on it; None: a charge that goes on."""
    charges = tuple(
        Charge(
            case_id=file.case.id, offence="Rape", is_sexual_offence=True,
            state=ChargeState.STOPPED if d else ChargeState.LIVE, stopped_on=day(d) if d else None,
        )
        for d in on
    )  # fmt: skip
    return replace(file, charges=charges)


def closed(file: WitnessFile, on: str | None) -> WitnessFile:
    case = file.case.model_copy(update={"state": CaseState.CLOSED, "closed_on": day(on) if on else None})
    return replace(file, case=case)


# ------------------------------------------------------------ the trial


def test_a_case_on_its_way_is_not_over() -> None:
    assert trial_over(a_file("2026-11-18")) is None
    assert trial_over(a_file()) is None, "nobody has pleaded yet"


def test_the_outcome_of_the_case_ends_it_and_that_of_one_accused_does_not() -> None:
    file = a_file("2026-11-04", "2026-11-04")
    outcome = an_event(file, EventKind.OUTCOME, day("2026-11-20"), day("2026-11-23"), witness_id=None)
    assert trial_over(with_events(file, outcome)) == Ending(day("2026-11-20"), "the case has its outcome (20 Nov 2026)")
    of_one = outcome.model_copy(update={"defendant_id": file.defendants[0].id})
    assert trial_over(with_events(file, of_one)) is None
    withdrawn = outcome.model_copy(update={"withdrawn_on": TODAY})
    assert trial_over(with_events(file, withdrawn)) is None


def test_it_ends_once_every_accused_has_an_outcome_of_his_own() -> None:
    file = a_file("2026-11-04", "2026-11-04")
    first, second = (
        an_event(file, EventKind.OUTCOME, day(on), day("2026-11-23"), witness_id=None, defendant_id=accused.id)
        for accused, on in zip(file.defendants, ("2026-11-20", "2026-11-19"), strict=True)
    )
    over = Ending(day("2026-11-20"), "the case has its outcome (20 Nov 2026)")
    assert trial_over(with_events(file, first, second)) == over
    assert trial_over(with_events(pleads_guilty(file, 1), first)) == over, "the other one denies nothing any more"


def test_the_outcome_of_one_accused_ends_his_limit_and_leaves_the_other_his() -> None:
    file = a_file("2026-11-18", "2026-11-20")
    of_one = an_event(
        file, EventKind.OUTCOME, day("2026-11-23"), day("2026-11-24"), witness_id=None,
        defendant_id=file.defendants[0].id,
    )  # fmt: skip
    assert [(i.about, i.is_open) for i in items_of(with_events(file, of_one), "application")] == [("D2", True)]
    alone = with_events(a_file("2026-11-18"))
    alone = with_events(alone, of_one.model_copy(update={"defendant_id": alone.defendants[0].id}))
    assert item_of(alone, "application").state is DueState.NO_LONGER
    assert item_of(alone, "meeting.offer").state is DueState.NO_LONGER


def test_nobody_is_asked_about_an_old_meeting_once_the_case_has_its_outcome() -> None:
    file = a_file("2026-01-05")
    meeting = Meeting(
        case_id=file.case.id, witness_id=file.witness.id, number=1, state=MeetingState.SIGNED, held_on=day("2026-02-02")
    )
    held = replace(file, meetings=(MeetingFile(meeting),))
    assert items_of(held, "meeting.stale")
    outcome = an_event(file, EventKind.OUTCOME, day("2026-11-23"), day("2026-11-24"), witness_id=None)
    assert items_of(with_events(held, outcome), "meeting.stale") == []


def test_it_ends_with_the_last_charge_that_is_stopped() -> None:
    file = a_file("2026-11-04")
    assert trial_over(stopped(file, "2026-11-10", None)) is None
    over = trial_over(stopped(file, "2026-11-10", "2026-11-16"))
    assert over == Ending(day("2026-11-16"), "every charge that concerns her was stopped (16 Nov 2026)")


def test_it_ends_when_the_last_accused_pleads_guilty() -> None:
    file = a_file("2026-11-04", "2026-11-04")
    assert trial_over(pleads_guilty(file, 0)) is None
    assert trial_over(pleads_guilty(file, 0, 1)) == Ending(
        day("2026-11-23"), "no not guilty plea is left (23 Nov 2026)"
    )


def test_a_day_that_nobody_recorded_is_not_made_up() -> None:
    assert trial_over(pleads_guilty(a_file("2026-11-04"), 0, on=None)) == Ending(None, "no not guilty plea is left")
    assert trial_over(closed(a_file("2026-11-04"), None)) == Ending(None, "the case is closed")


def test_a_guilty_plea_from_the_first_was_never_on_its_way_to_a_trial() -> None:
    assert trial_over(a_file("2026-11-04", plea=PleaKind.GUILTY)) is None


# ------------------------------------------------------------ what stops and what starts


def test_a_guilty_plea_stops_the_application_and_the_offer_and_starts_telling_the_outcome() -> None:
    file = a_file("2026-11-18")
    assert item_of(file, "application").is_open
    assert item_of(file, "meeting.offer").is_open
    guilty = pleads_guilty(file, 0)
    for rule_id in ("application", "meeting.offer"):
        assert item_of(guilty, rule_id).state is DueState.NO_LONGER, rule_id
    assert "pleaded guilty, Mon 23 Nov 2026" in item_of(guilty, "application").note
    outcome = item_of(guilty, "R9a")
    assert outcome.state is DueState.NOT_KNOWN
    assert outcome.missing == (
        "Cannot be worked out: the day on which the court’s information about the guilty plea was received is missing."
    )


def test_what_was_late_before_the_plea_stays_not_met() -> None:
    guilty = pleads_guilty(a_file("2026-11-02"), 0)
    for rule_id in ("application", "meeting.offer"):
        item = item_of(guilty, rule_id)
        assert (item.due, item.state) == (day("2026-11-16"), DueState.NOT_MET), rule_id


@pytest.mark.parametrize(("offered", "state"), [("2026-11-16", DueState.MET), ("2026-11-17", DueState.MET_LATE)])
def test_an_offer_made_late_stays_late_after_the_trial_fell_away(offered: str, state: DueState) -> None:
    file = a_file("2026-11-02")
    meeting = Meeting(
        case_id=file.case.id, witness_id=file.witness.id, number=1, state=MeetingState.OFFERED, offered_on=day(offered)
    )
    guilty = pleads_guilty(replace(file, meetings=(MeetingFile(meeting),)), 0)
    assert item_of(guilty, "meeting.offer").state is state


def test_of_two_accused_the_other_keeps_his_limit() -> None:
    file = pleads_guilty(a_file("2026-11-18", "2026-11-20"), 0)
    assert [(i.about, i.due) for i in items_of(file, "application")] == [("D2", day("2026-12-04"))]


def test_a_plea_changed_back_lets_everything_run_again() -> None:
    file = a_file("2026-11-18")
    back = Plea(
        case_id=file.case.id, defendant_id=file.defendants[0].id, plea=PleaKind.NOT_GUILTY,
        entered_on=day("2026-11-24"), sequence=3,
    )  # fmt: skip
    guilty = pleads_guilty(file, 0)
    again = item_of(replace(guilty, pleas=(*guilty.pleas, back)), "application")
    assert (again.is_open, again.due) == (True, day("2026-12-08"))


def test_charges_stopped_stop_the_trial_and_start_the_letter() -> None:
    file = stopped(a_file("2026-11-18"), "2026-11-24")
    assert item_of(file, "application").state is DueState.NO_LONGER
    letter = item_of(file, "R6d")
    assert (letter.due, letter.state) == (TODAY, DueState.TODAY)


def test_an_outcome_ends_what_leads_to_a_trial_and_nothing_that_is_owed_after_it() -> None:
    file = a_file("2026-11-18")
    bail = an_event(file, EventKind.BAIL_RESULT, day("2026-11-23"), day("2026-11-24"))
    outcome = an_event(file, EventKind.OUTCOME, day("2026-11-24"), day("2026-11-24"))
    after = with_events(file, bail, outcome)
    assert item_of(after, "meeting.offer").state is DueState.NO_LONGER
    assert item_of(after, "R8b").is_open
    assert item_of(after, "R9a").is_open


def test_a_closed_case_owes_nothing_more_and_what_was_late_by_then_was_not_met() -> None:
    file = a_file("2026-11-18")
    bail = an_event(file, EventKind.BAIL_RESULT, day("2026-11-18"), day("2026-11-18"))  # due on the 19th
    told = with_entries(with_events(file, bail), an_entry("R8b", bail.id, on=day("2026-11-19")))
    states = {
        on: item_of(closed(with_events(file, bail), on), "R8b").state for on in ("2026-11-19", "2026-11-20", None)
    }
    assert states == {"2026-11-19": DueState.NO_LONGER, "2026-11-20": DueState.NOT_MET, None: DueState.NOT_MET}
    assert item_of(closed(told, "2026-11-20"), "R8b").state is DueState.MET


def test_what_the_police_did_is_no_better_known_in_a_closed_case() -> None:
    file = a_file("2026-11-18")
    step = with_events(file, an_event(file, EventKind.POLICE_STEP, day("2026-11-13")))  # due on the 16th
    assert item_of(closed(step, "2026-11-20"), "R6a").state is DueState.NOT_KNOWN
    assert item_of(closed(step, "2026-11-16"), "R6a").state is DueState.NO_LONGER


def test_a_hearing_that_took_place_untold_was_not_met_whatever_its_day() -> None:
    file = a_file("2026-11-18")
    held = Hearing(
        case_id=file.case.id, kind=HearingKind.TRIAL, listed_on=day("2026-11-24"), notice_received_on=day("2026-11-24"),
        state=HearingState.HELD,
    )  # fmt: skip
    item = item_of(replace(file, hearings=(held,)), "R8a")
    assert (item.due, item.state) == (day("2026-11-25"), DueState.NOT_MET)
    assert item.note == "The hearing took place (24 Nov 2026)."


# ------------------------------------------------------------ her support


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (EventKind.SUPPORT_WITHDRAWN, "witness no longer supports the prosecution (23 Nov 2026)"),
        (EventKind.RETRACTED, "witness says that the allegation is not true (23 Nov 2026)"),
    ],
)
def test_support_withdrawn_and_an_allegation_retracted_are_kept_apart(kind: EventKind, words: str) -> None:
    file = a_file("2026-11-18")
    lost = with_events(file, an_event(file, kind, day("2026-11-23"), day("2026-11-24")))
    assert support_lost(file) is None
    assert support_lost(lost) == Ending(day("2026-11-23"), words)


def test_without_her_support_somebody_decides_how_to_go_on_and_what_is_owed_goes_on() -> None:
    file = a_file("2026-11-18")
    bail = an_event(file, EventKind.BAIL_RESULT, day("2026-11-23"), day("2026-11-24"))
    gone = an_event(file, EventKind.SUPPORT_WITHDRAWN, day("2026-11-23"), day("2026-11-24"))
    lost = with_events(file, bail, gone)
    assert item_of(lost, "support.withdrawn").due == day("2026-11-26")
    assert item_of(lost, "R8b").is_open, "she is told all the same"
    assert item_of(lost, "application").is_open, "the trial may go on without her"


def test_a_planned_meeting_is_thought_over_once_the_trial_fell_away() -> None:
    file = a_file("2026-11-18")
    meeting = Meeting(
        case_id=file.case.id, witness_id=file.witness.id, number=1, state=MeetingState.PLANNED,
        offered_on=day("2026-11-19"), planned_on=dt.date(2026, 12, 7),
    )  # fmt: skip
    planned = replace(file, meetings=(MeetingFile(meeting),))
    assert items_of(planned, "meeting.keep") == []
    assert item_of(pleads_guilty(planned, 0), "meeting.keep").is_open


def test_a_guilty_plea_of_one_ends_nothing_while_another_has_not_pleaded() -> None:
    file = pleads_guilty(a_file("2026-11-04"), 0)
    assert trial_over(file) is not None
    second = Defendant(case_id=file.case.id, number=2, name="D2")
    assert trial_over(replace(file, defendants=(*file.defendants, second))) is None


def test_support_that_came_back_lets_what_was_offered_go_on() -> None:
    file = a_file("2026-11-18")
    lost = an_event(file, EventKind.SUPPORT_WITHDRAWN, day("2026-11-20"), sequence=1)
    back = an_event(file, EventKind.SUPPORT_RETURNED, day("2026-11-24"), sequence=2)
    assert support_lost(with_events(file, lost)) is not None
    assert support_lost(with_events(file, lost, back)) is None
    again = an_event(file, EventKind.RETRACTED, day("2026-11-25"), sequence=3)
    assert support_lost(with_events(file, lost, back, again)) == Ending(
        day("2026-11-25"), "witness says that the allegation is not true (25 Nov 2026)"
    )
