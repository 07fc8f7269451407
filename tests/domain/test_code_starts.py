"""The triggers of the Victims' Code: from which of two days the clock runs, what ends it, whose it is, what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.domain.rulebook import CALENDAR, RULES, TODAY, a_file, case_of, day
from tests.duties import an_entry, an_event, item_of, items_of, with_entries, with_events
from victimplanner.domain.case import Charge, ChargeState, Hearing, HearingKind, HearingState, PleaKind
from victimplanner.domain.case_events import EventKind
from victimplanner.domain.case_file import WitnessFile, notice_about
from victimplanner.domain.deadlines import DeadlineRule
from victimplanner.domain.due import due_for_case, due_for_witness
from victimplanner.domain.due_item import OPEN, DueItem, DueState

E = EventKind


def after(kind: EventKind, happened: str | None, received: str | None = None, **more: object) -> WitnessFile:
    """A victim of a sexual offence in whose case this happened."""
    file = a_file()
    days = (day(text) if text else None for text in (happened, received))
    return with_events(file, an_event(file, kind, *days, **more))  # type: ignore[arg-type]


def charged(file: WitnessFile, *on: str | None, **more: object) -> WitnessFile:
    charges = tuple(
        Charge(case_id=file.case.id, offence="Rape", is_sexual_offence=True, charged_on=day(d) if d else None, **more)  # type: ignore[arg-type]
        for d in on
    )
    return replace(file, charges=charges)


# ------------------------------------------------------------ every kind of event


@pytest.mark.parametrize(
    ("rule_id", "kind", "due"),
    [  # it happened on Friday 13 November and was heard of on Thursday 19 November
        ("R3b", E.REPORTED, "2026-11-20"),
        ("R4a", E.REPORTED, "2026-11-17"),
        ("R6a", E.POLICE_STEP, "2026-11-16"),
        ("R6b", E.NOT_INVESTIGATED, "2026-11-16"),
        ("R6c", E.NOT_CHARGED, "2026-11-16"),
        ("R6d", E.CHARGE_ALTERED, "2026-11-16"),
        ("R6e.local", E.REVIEW_ASKED, "2026-12-03"),
        ("R6e.review", E.REVIEW_ASKED, "2027-01-05"),
        ("R8b", E.BAIL_RESULT, "2026-11-20"),
        ("R8b0", E.BAIL_RESULT, "2026-11-20"),
        ("R8c", E.REQUIRED_TO_ATTEND, "2026-11-20"),
        ("R9a", E.OUTCOME, "2026-11-20"),
        ("R9ab0", E.OUTCOME, "2026-11-20"),
        ("R9b", E.SENTENCE, "2026-11-20"),
        ("R9ab0", E.SENTENCE, "2026-11-20"),
        ("R9c", E.APPEAL, "2026-11-20"),
        ("R10a", E.EXPENSES_CLAIMED, "2026-12-03"),
        ("R12a", E.COMPLAINT, "2026-12-03"),
        ("support.withdrawn", E.SUPPORT_WITHDRAWN, "2026-11-23"),
        ("support.withdrawn", E.RETRACTED, "2026-11-23"),
    ],
)
def test_each_duty_runs_from_the_event_or_from_receipt_as_its_rule_says(
    rule_id: str, kind: EventKind, due: str
) -> None:
    item = item_of(after(kind, "2026-11-13", "2026-11-19"), rule_id)
    assert item.due == day(due)
    assert (item.event_on, item.received_on) == (day("2026-11-13"), day("2026-11-19"))
    assert "Fri 13 Nov 2026, received Thu 19 Nov 2026" in item.why


@pytest.mark.parametrize(("rule_id", "kind"), [("R3a", E.REPORTED), ("R4b", E.REPORTED), ("R10b", E.PROPERTY_RELEASED)])
def test_a_duty_without_a_number_of_days_is_to_be_done_and_never_late(rule_id: str, kind: EventKind) -> None:
    item = item_of(after(kind, "2026-01-06"), rule_id)
    assert (item.state, item.due, item.rule_words) == (DueState.NO_LIMIT, None, "No number of days")


def test_every_kind_of_event_that_starts_a_duty_is_tried_here_or_in_a_test_of_its_own() -> None:
    by_kind = {kind.value: kind for kind in EventKind}
    for rule in RULES.deadlines:
        if rule.starts in by_kind:
            assert items_of(after(by_kind[rule.starts], "2026-11-13", "2026-11-19"), rule.id), rule.id


@pytest.mark.parametrize(
    "rule_id", ["R8b", "R8c", "R9a", "R9b", "R9c", "R10a", "R12a", "R6e.local", "support.withdrawn"]
)
def test_what_runs_from_receipt_does_not_run_before_the_day_of_receipt_is_known(rule_id: str) -> None:
    kinds = {
        "R8b": E.BAIL_RESULT, "R8c": E.REQUIRED_TO_ATTEND, "R9a": E.OUTCOME, "R9b": E.SENTENCE, "R9c": E.APPEAL,
        "R10a": E.EXPENSES_CLAIMED, "R12a": E.COMPLAINT, "R6e.local": E.REVIEW_ASKED,
        "support.withdrawn": E.SUPPORT_WITHDRAWN,
    }  # fmt: skip
    item = item_of(after(kinds[rule_id], "2026-11-13"), rule_id)
    assert (item.due, item.state) == (None, DueState.NOT_KNOWN)
    assert item.missing == "Cannot be worked out: the day on which the information was received is missing."


def test_what_runs_from_the_event_does_not_run_before_its_day_is_known() -> None:
    item = item_of(after(E.POLICE_STEP, None, "2026-11-19"), "R6a")
    assert item.missing == "Cannot be worked out: the day on which it happened is missing."


def test_a_withdrawn_event_starts_nothing() -> None:
    file = after(E.SENTENCE, "2026-11-13", "2026-11-19", withdrawn_on=TODAY)
    assert {item.rule_id for item in items_of(file)} & {"R9b", "R9ab0", "R11a"} == set()


def test_what_concerns_the_whole_case_is_told_to_each_witness() -> None:
    file = a_file()
    shared = an_event(file, E.BAIL_RESULT, day("2026-11-23"), day("2026-11-24"), witness_id=None)
    assert item_of(with_events(file, shared), "R8b").about == shared.id


def test_her_name_in_the_words_of_an_event_never_stands_on_a_line() -> None:
    file = after(E.POLICE_STEP, "2026-11-24", detail="Interview after Carys Penhale had been seen.")
    item = item_of(file, "R6a")
    assert "Penhale" not in item.why
    assert "Carys" not in item.why
    assert "Interview after" in item.why


# ------------------------------------------------------------ two stages: the court, then this office


def test_the_court_has_five_working_days_and_then_one_day_is_ours() -> None:
    waiting = after(E.BAIL_RESULT, "2026-11-13")
    assert item_of(waiting, "R8b0").state is DueState.OVERDUE, "the court is late"
    heard = after(E.BAIL_RESULT, "2026-11-13", "2026-11-24")
    court, ours = item_of(heard, "R8b0"), item_of(heard, "R8b")
    assert (court.state, court.told_on) == (DueState.MET_LATE, day("2026-11-24"))
    assert (ours.state, ours.due) == (DueState.TODAY, TODAY), "what came late is not told late"


def test_what_the_court_or_the_police_owes_stands_in_the_ledger_and_not_on_the_worklist() -> None:
    file = with_events(
        after(E.BAIL_RESULT, "2026-11-13"),
        an_event(a_file(), E.REPORTED, day("2026-11-24")),
    )
    owed = {item.owner_role for item in items_of(file)}
    assert {"court", "police"} <= owed
    listed = due_for_case(case_of(file), RULES, CALENDAR, TODAY)
    assert {item.owner_role for item in listed} & {"court", "police"} == set()
    assert listed


def test_whether_the_police_told_her_in_time_is_not_known_until_somebody_says_so() -> None:
    file = after(E.POLICE_STEP, "2026-11-13")
    item = item_of(file, "R6a")
    assert (item.state, item.due) == (DueState.NOT_KNOWN, day("2026-11-16"))
    assert item.missing == "Not known: it is not recorded whether and when this was done."
    told = with_entries(file, an_entry("R6a", item.about, on=day("2026-11-16"), by="DC 4471"))
    assert (item_of(told, "R6a").state, item_of(told, "R6a").told_by) == (DueState.MET, "DC 4471")
    assert item_of(file, "R6a", today=day("2026-11-16")).state is DueState.TODAY


# ------------------------------------------------------------ charges


def test_charges_of_one_day_are_told_together_and_those_of_two_days_apart() -> None:
    file = charged(a_file(), "2026-11-19", "2026-11-19", "2026-11-24", None)
    first, second, third, _unknown = file.charges
    assert [(i.about, i.due) for i in items_of(file, "R6c")] == [
        (f"charge/{min(first.id, second.id)}", day("2026-11-20")),
        (f"charge/{third.id}", day("2026-11-25")),
    ]


def test_what_was_told_of_a_charge_stays_when_its_day_is_put_right() -> None:
    file = charged(a_file(), "2026-11-19")
    told = with_entries(file, an_entry("R6c", item_of(file, "R6c").about, on=day("2026-11-23"), by="DC 4471"))
    assert item_of(told, "R6c").state is DueState.MET_LATE
    right = replace(told, charges=(told.charges[0].model_copy(update={"charged_on": day("2026-11-20")}),))
    assert item_of(right, "R6c").state is DueState.MET
    further = told.charges[0].model_copy(update={"id": "0" * 32})
    assert item_of(replace(told, charges=(further, *told.charges)), "R6c").state is DueState.MET_LATE


def test_each_stopped_charge_has_a_letter_of_its_own_and_one_without_its_day_says_so() -> None:
    file = charged(a_file(), "2026-10-12", "2026-10-12", state=ChargeState.STOPPED, stopped_on=day("2026-11-24"))
    assert [item.due for item in items_of(file, "R6d")] == [TODAY, TODAY]
    unknown = charged(a_file(), "2026-10-12", state=ChargeState.STOPPED)
    item = item_of(unknown, "R6d")
    assert item.missing == "Cannot be worked out: the day on which the charge was stopped is missing."
    assert items_of(charged(a_file(), "2026-10-12"), "R6d") == []


# ------------------------------------------------------------ statement, needs, evidence


@pytest.mark.parametrize("kind", [E.VPS_OFFERED, E.VPS_TAKEN])
def test_a_personal_statement_is_offered_once_her_statement_was_taken(kind: EventKind) -> None:
    file = after(E.STATEMENT_TAKEN, "2026-11-16")
    assert item_of(file, "R7a").state is DueState.NO_LIMIT
    done = item_of(with_events(file, an_event(file, kind, day("2026-11-18"))), "R7a")
    assert (done.state, done.told_on) == (DueState.MET, day("2026-11-18"))


def test_of_several_statements_the_first_starts_the_offer() -> None:
    file = after(E.STATEMENT_TAKEN, "2026-11-16")
    more = with_events(file, an_event(file, E.STATEMENT_TAKEN, day("2026-11-20")))
    assert [item.event_on for item in items_of(more, "R7a")] == [day("2026-11-16")]


def test_needs_are_assessed_once_somebody_denies_it_and_she_is_required() -> None:
    denied = a_file("2026-11-18")
    required = an_event(denied, E.REQUIRED_TO_ATTEND, day("2026-11-19"), day("2026-11-20"))
    assert items_of(denied, "R8d") == []
    assert items_of(with_events(a_file(), required), "R8d") == []
    item = item_of(with_events(denied, required), "R8d")
    assert (item.state, item.event_on) == (DueState.NO_LIMIT, day("2026-11-20")), "the later of the two days"
    done = with_entries(with_events(denied, required), an_entry("R8d", item.about, on=day("2026-11-23")))
    assert item_of(done, "R8d").state is DueState.MET


def listed(file: WitnessFile, kind: HearingKind, on: str, **more: object) -> WitnessFile:
    hearing = Hearing(case_id=file.case.id, kind=kind, listed_on=day(on), **more)  # type: ignore[arg-type]
    return replace(file, hearings=(*file.hearings, hearing))


def test_before_she_gives_evidence_means_the_business_day_before_the_recording_or_else_the_trial() -> None:
    file = a_file("2026-11-18")
    assert items_of(file, "R8f") == []
    trial = listed(file, HearingKind.TRIAL, "2027-05-10")  # a Monday
    assert item_of(trial, "R8f").due == day("2027-05-07")
    both = listed(trial, HearingKind.SECTION_28_RECORDING, "2026-12-29")  # after Christmas
    assert item_of(both, "R8f").due == day("2026-12-24")
    vacated = listed(trial, HearingKind.SECTION_28_RECORDING, "2026-12-29", state=HearingState.VACATED)
    assert item_of(vacated, "R8f").due == day("2027-05-07")


def test_evidence_given_without_it_was_not_met() -> None:
    file = listed(a_file("2026-10-05"), HearingKind.SECTION_28_RECORDING, "2026-11-24", state=HearingState.HELD)
    item = item_of(file, "R8f")
    assert (item.state, item.note) == (DueState.NOT_MET, "She has given evidence.")
    done = with_entries(file, an_entry("R8f", item.about, on=day("2026-11-23")))
    assert item_of(done, "R8f").state is DueState.MET


# ------------------------------------------------------------ outcome and custody


def test_a_guilty_plea_waits_for_the_court_until_the_outcome_of_that_accused_is_entered() -> None:
    file = a_file("2026-11-18", "2026-11-18")
    guilty = file.pleas[0].model_copy(update={"plea": PleaKind.GUILTY})
    file = replace(file, pleas=(guilty, file.pleas[1]))
    waiting = item_of(file, "R9a")
    assert (waiting.state, waiting.about) == (DueState.NOT_KNOWN, f"plea/{file.defendants[0].id}")
    outcome = an_event(
        file, E.OUTCOME, day("2026-11-18"), day("2026-11-24"), defendant_id=file.defendants[0].id, witness_id=None
    )
    assert [(i.about, i.due) for i in items_of(with_events(file, outcome), "R9a")] == [(outcome.id, TODAY)]


def test_what_she_was_told_of_a_guilty_plea_goes_over_to_its_outcome_and_to_no_other() -> None:
    file = a_file("2026-11-18", "2026-11-18", plea=PleaKind.GUILTY)
    first, second = file.defendants
    told = with_entries(file, an_entry("R9a", f"plea/{first.id}", on=day("2026-11-19")))
    one, other = (
        an_event(file, E.OUTCOME, day("2026-11-18"), day("2026-11-19"), defendant_id=d.id, witness_id=None)
        for d in (first, second)
    )
    states = {i.subject_ids[0]: i.state for i in items_of(with_events(told, one, other), "R9a")}
    assert states == {one.id: DueState.MET, other.id: DueState.OVERDUE}
    again = one.model_copy(update={"id": "7" * 32})
    assert [i.state for i in items_of(with_events(told, one, again), "R9a") if first.id not in i.subject_ids] == [
        DueState.MET, DueState.OVERDUE, DueState.NOT_KNOWN,
    ]  # fmt: skip
    of_the_case = one.model_copy(update={"defendant_id": None})
    assert item_of(with_events(told, of_the_case), "R9a").state is DueState.MET
    keys = [i.key for i in items_of(with_events(told, one, of_the_case.model_copy(update={"id": "8" * 32})))]
    assert len(keys) == len(set(keys))


def test_that_she_was_told_before_it_happened_says_nothing_of_what_happened_later() -> None:
    """A charge that was stopped and went on after all is stopped anew; a plea changed back and forth is guilty again."""
    file = a_file("2026-11-18")
    stopped = file.charges[0].model_copy(update={"state": ChargeState.STOPPED, "stopped_on": day("2026-11-02")})
    told = with_entries(file, an_entry("R6d", stopped.id, on=day("2026-11-03")))
    first = item_of(replace(told, charges=(stopped,)), "R6d")
    assert (first.state, first.told_on) == (DueState.MET, day("2026-11-03"))
    anew = stopped.model_copy(update={"stopped_on": day("2026-11-20")})
    second = item_of(replace(told, charges=(anew,)), "R6d")
    assert (second.state, second.told_on) == (DueState.OVERDUE, None)
    assert second.entered.entries == told.duty_entries, "what was entered stays to be read"


@pytest.mark.parametrize(
    ("months", "specified", "starts"),
    [(12, True, 1), (30, True, 1), (11, True, 0), (12, False, 0), (None, True, 0)],
)
def test_the_contact_scheme_is_for_twelve_months_or_more_for_a_specified_offence(
    months: int | None, specified: bool, starts: int
) -> None:
    file = after(E.SENTENCE, "2026-11-13", "2026-11-19", custody_months=months, is_specified_offence=specified)
    assert len(items_of(file, "R11a")) == starts
    if starts:
        assert item_of(file, "R11a").due == day("2026-11-27"), "from sentence, not from receipt"


# ------------------------------------------------------------ 8.1: each hearing, each notice


def test_each_hearing_with_a_notice_is_told_by_itself() -> None:
    file = listed(a_file("2026-11-18"), HearingKind.TRIAL, "2027-05-10", notice_received_on=day("2026-11-20"))
    file = listed(file, HearingKind.GROUND_RULES, "2027-01-12", notice_received_on=day("2026-11-24"))
    assert [(i.about, i.due) for i in items_of(file, "R8a")] == [
        (notice_about(file.hearings[0], 0), day("2026-11-23")),
        (notice_about(file.hearings[1], 0), day("2026-11-25")),
    ]


def test_that_she_was_told_of_one_hearing_says_nothing_of_another() -> None:
    file = listed(a_file("2026-11-18"), HearingKind.TRIAL, "2027-05-10", notice_received_on=day("2026-11-20"))
    file = listed(file, HearingKind.GROUND_RULES, "2027-01-12", notice_received_on=day("2026-11-20"))
    told = with_entries(file, an_entry("R8a", file.hearings[0].id, on=day("2026-11-20")))
    assert [item.state for item in items_of(told, "R8a")] == [DueState.MET, DueState.OVERDUE]


# ------------------------------------------------------------ a later edition of the Code


def a_later_code(**changed: object) -> tuple[DeadlineRule, ...]:
    """The rules of this Code with an invented edition after it, in force from 16 November 2026."""
    later = replace(
        RULES.deadline("R9b", TODAY),
        in_force=day("2026-11-16"),
        edition="Victims' Code 2026 (invented)",
        **changed,  # type: ignore[arg-type]
    )
    return (*RULES.deadlines, later)


def sentence_told(happened: str, received: str) -> DueItem:
    file = after(E.SENTENCE, happened, received)
    rules = replace(RULES, deadlines=a_later_code(right="4", right_title="Outcomes", count={"all": 3}))
    return item_of(file, "R9b", rules=rules)


def test_a_later_edition_counts_only_for_what_happened_since_its_day() -> None:
    before, since = sentence_told("2026-11-13", "2026-11-13"), sentence_told("2026-11-16", "2026-11-16")
    assert (before.right, before.due) == ("9", day("2026-11-16"))
    assert (since.right, since.due) == ("4", day("2026-11-19"))
    assert before.working is not None
    assert since.working is not None
    assert "Victims' Code 2020" in before.working.as_text()
    assert "Victims' Code 2026 (invented)" in since.working.as_text()


def test_what_happened_before_the_edition_and_was_heard_of_after_it_stays_under_the_old_one() -> None:
    item = sentence_told("2026-11-13", "2026-11-18")
    assert (item.right, item.due) == ("9", day("2026-11-19"))


def test_a_later_edition_that_starts_a_duty_from_another_day_leaves_the_old_ones_as_they_were() -> None:
    rules = replace(RULES, deadlines=a_later_code(clock="event"))
    old = after(E.SENTENCE, "2026-11-13", "2026-11-18")
    new = after(E.SENTENCE, "2026-11-17", "2026-11-20")
    assert item_of(old, "R9b", rules=rules).due == day("2026-11-19")
    assert item_of(new, "R9b", rules=rules).due == day("2026-11-18")


# ------------------------------------------------------------ the same facts, whatever the day


@pytest.mark.parametrize("today", ["2026-11-13", "2026-11-25", "2027-06-30"])
def test_another_day_moves_states_and_no_date(today: str) -> None:
    file = with_events(
        after(E.BAIL_RESULT, "2026-11-13", "2026-11-13"), an_event(a_file(), E.SENTENCE, day("2026-11-13"))
    )
    on_the_day = {i.key.split("/")[0]: i.due for i in due_for_witness(case_of(file), file, RULES, CALENDAR, TODAY)}
    later = due_for_witness(case_of(file), file, RULES, CALENDAR, dt.date.fromisoformat(today))
    assert {i.key.split("/")[0]: i.due for i in later} == on_the_day
    assert {i.state for i in later} & set(OPEN)
