"""The reviewer's questions 2 to 8 and 17, each answered from the records and never with more than they show."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests import builders
from tests.domain.rulebook import CALENDAR, RULES
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.clocks import application_limits
from victimplanner.domain.eligibility import availability, eligibility_facts
from victimplanner.domain.inspection.answering import answer_questions
from victimplanner.domain.inspection.form import AnswerState, ReviewAnswer, ReviewContext
from victimplanner.domain.measures import (
    ApplicationPurpose,
    DecisionKind,
    DirectionKind,
    MeasureId,
    ProceedingsChange,
    ProceedingsChangeKind,
    ViewKind,
)
from victimplanner.domain.section_28 import Section28Consideration, Section28Outcome
from victimplanner.domain.witness import GateCode, GateHolds
from victimplanner.services.review import measures_questions

TODAY = dt.date(2027, 1, 25)
IDS = {"case_id": builders.CASE_ID, "witness_id": builders.WITNESS_ID}
MET, NOT_MET, NOT_YET, LOOK = AnswerState.MET, AnswerState.NOT_MET, AnswerState.NOT_YET, AnswerState.LOOK
IN_PART = AnswerState.IN_PART


def answers(file: WitnessFile, today: dt.date = TODAY, **more: Any) -> dict[int, ReviewAnswer]:
    facts = eligibility_facts(file, today)
    context = ReviewContext(
        file=file, today=today, calendar=CALENDAR,
        availabilities=tuple(availability(rule, facts) for rule in RULES.measures.values()),
        limits=application_limits(file, RULES, CALENDAR, today), **more,
    )  # fmt: skip
    return {answer.question.number: answer for answer in answer_questions(measures_questions(), context)}


def state(number: int, file: WitnessFile, **more: Any) -> AnswerState:
    return answers(file, **more)[number].state


def test_all_eight_questions_are_asked_and_answered_in_words() -> None:
    found = answers(builders.a_decided_witness_file())
    assert list(found) == [2, 3, 4, 5, 6, 7, 8, 17]
    assert all(answer.words.endswith(".") for answer in found.values())


def test_2_section_16_must_have_been_considered_for_an_adult() -> None:
    none = builders.a_witness_file(gates=())
    assert state(2, none) is IN_PART
    assert "s.16(1)(b) was not considered" in answers(none)[2].words
    considered = builders.a_gate(GateCode.S16_INCAP, GateHolds.NO, "Asked.")
    assert state(2, builders.a_witness_file(gates=(considered,))) is MET


def test_3_a_view_counts_with_her_words_and_who_took_them() -> None:
    asked = [builders.a_view(m, ViewKind.WANTS, "Yes, please.") for m in MeasureId]
    assert state(3, builders.a_witness_file(views=tuple(asked))) is MET
    silent = [*asked[:-1], asked[-1].model_copy(update={"own_words": " "})]
    silent[0] = silent[0].model_copy(update={"own_words": ""})
    assert (
        "without her own words: ABE interview video" in answers(builders.a_witness_file(views=tuple(silent)))[3].words
    )
    assert state(3, builders.a_witness_file(views=())) is NOT_MET


def test_3_views_from_before_a_retrial_are_to_be_asked_again() -> None:
    change = ProceedingsChange(case_id=builders.CASE_ID, kind=ProceedingsChangeKind.RETRIAL, happened_on=TODAY)
    views = tuple(builders.a_view(m, ViewKind.WANTS, "Yes.") for m in MeasureId)
    file = builders.a_witness_file(views=views, proceedings_changes=(change,))
    assert "asked again since the proceedings changed" in answers(file)[3].words


@pytest.mark.parametrize(
    ("outcome", "reason", "explained", "expected"),
    [
        (Section28Outcome.SOUGHT, "", TODAY, MET),
        (Section28Outcome.SOUGHT, "", None, IN_PART),
        (Section28Outcome.NOT_SOUGHT, "She wants to be in court.", TODAY, MET),
        (Section28Outcome.NOT_SOUGHT, "", TODAY, IN_PART),
    ],
)
def test_4_section_28_is_considered_with_a_reason_and_explained(
    outcome: Section28Outcome, reason: str, explained: dt.date | None, expected: AnswerState
) -> None:
    entry = Section28Consideration(**IDS, outcome=outcome, reason=reason, explained_on=explained, considered_on=TODAY)
    file = builders.a_witness_file(considerations=(entry,), decisions=(), views=())
    assert state(4, file) is expected


def test_4_nothing_recorded_is_not_shown_where_it_is_open() -> None:
    assert state(4, builders.a_witness_file(decisions=(), views=())) is NOT_MET
    no_interview = builders.a_witness(abe_recorded_on=None)
    assert state(4, builders.a_witness_file(witness=no_interview, decisions=(), views=())) is NOT_YET


def test_5_a_difference_from_her_view_needs_its_reason_and_a_shared_reason_is_pointed_out() -> None:
    view = (builders.a_view(MeasureId.SCREEN, ViewKind.WANTS, "Yes."),)
    silent = builders.a_decision(MeasureId.SCREEN, DecisionKind.NOT_SOUGHT, reason="")
    assert state(5, builders.a_witness_file(views=view, decisions=(silent,))) is NOT_MET
    said = builders.a_decision(MeasureId.SCREEN, DecisionKind.NOT_SOUGHT, reason="The link does more.")
    assert state(5, builders.a_witness_file(views=view, decisions=(said,))) is MET
    sought = builders.a_decision(MeasureId.SCREEN)
    file = builders.a_witness_file(views=view, decisions=(sought,))
    assert state(5, file, shares_reasons=frozenset({MeasureId.SCREEN})) is LOOK
    assert state(5, builders.a_witness_file(views=view, decisions=())) is NOT_YET


@pytest.mark.parametrize(
    ("served", "reason", "expected", "words"),
    [
        (dt.date(2027, 1, 4), "", MET, "In time: served 4 Jan 2027."),
        (dt.date(2027, 1, 6), "", NOT_MET, "Served 2 business days late, without an explanation."),
        (dt.date(2027, 1, 6), "The file came late.", LOOK, "Served 2 business days late, explained (r.18.6)."),
    ],
)
def test_6_the_application_is_in_time_or_late_with_its_explanation(
    served: dt.date, reason: str, expected: AnswerState, words: str
) -> None:
    """Plea of 16 Dec 2026: the last day is 4 Jan 2027 (r.18.4)."""
    application = builders.an_application(served_on=served, late_reason=reason)
    answer = answers(builders.a_witness_file(applications=(application,)))[6]
    assert (answer.state, answer.words) == (expected, words)


def test_6_not_served_is_not_yet_until_the_last_day_has_passed() -> None:
    file = builders.a_witness_file(applications=())
    assert state(6, file, today=dt.date(2027, 1, 4)) is NOT_YET
    assert state(6, file, today=dt.date(2027, 1, 5)) is NOT_MET


def test_7_a_whole_application_is_still_for_a_person_to_read() -> None:
    answer = answers(builders.a_decided_witness_file())[7]
    assert answer.state is IN_PART
    assert "missing:" in answer.words
    assert state(7, builders.a_witness_file(applications=(), decisions=())) is NOT_YET


def test_8_the_longest_time_to_tell_counts_and_nobody_told_is_not_shown() -> None:
    told = builders.a_decided_witness_file()
    assert answers(told)[8].words == "Told of every decision, at most 1 working day after it."
    untold = builders.a_witness_file(directions=(builders.a_direction(MeasureId.SCREEN, told_on=None),))
    assert answers(untold)[8].words == "Not told of: Screens."


def test_17_a_view_that_changed_after_the_direction_waits_for_an_application_to_vary() -> None:
    granted = builders.a_direction(MeasureId.LIVE_LINK)
    changed = builders.a_view(
        MeasureId.LIVE_LINK, ViewKind.DOES_NOT_WANT, "I want to be there.", given_on=dt.date(2027, 1, 20)
    )
    file = builders.a_witness_file(directions=(granted,), views=(changed,), decisions=())
    assert state(17, file) is NOT_MET
    vary = builders.a_decision(MeasureId.LIVE_LINK, DecisionKind.APPLY_TO_DISCHARGE, decided_on=dt.date(2027, 1, 21))
    served = builders.an_application(
        purpose=ApplicationPurpose.VARY_OR_DISCHARGE, served_on=dt.date(2027, 1, 25), aware_on=dt.date(2027, 1, 20)
    )
    answered = builders.a_witness_file(
        directions=(granted,), views=(changed,), decisions=(vary,), applications=(served,)
    )
    answer = answers(answered)[17]
    assert answer.state is LOOK
    assert [fact.words for fact in answer.facts] == ["Known 20 Jan 2027, served 25 Jan 2027: 3 business days"]
    assert state(17, builders.a_witness_file(directions=())) is NOT_YET


def test_17_a_refusal_she_still_wants_against_is_pointed_out() -> None:
    refused = builders.a_direction(MeasureId.SCREEN, DirectionKind.REFUSED)
    wants = builders.a_view(MeasureId.SCREEN, ViewKind.WANTS, "Please.", given_on=dt.date(2027, 1, 20))
    assert state(17, builders.a_witness_file(directions=(refused,), views=(wants,), decisions=())) is NOT_MET
