"""The inspector's other questions, 1 and 9 to 16, each answered both ways from a built file, with its evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests import builders
from tests.domain.rulebook import CALENDAR, RULES, a_file, case_of, day
from victimplanner.domain.case import Charge, ChargeState, Hearing, HearingKind, HearingState, Plea, PleaKind
from victimplanner.domain.case_events import CaseEvent, EventKind
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.clocks import application_limits
from victimplanner.domain.contact import Channel
from victimplanner.domain.due import due_for_witness
from victimplanner.domain.duty_entries import DutyEntry, EntryKind
from victimplanner.domain.eligibility import availability, eligibility_facts
from victimplanner.domain.errors import RuleFileProblem
from victimplanner.domain.inspection.answering import ANSWERS, answer_questions, read_questions
from victimplanner.domain.inspection.form import TOPICS, AnswerState, ReviewAnswer, ReviewContext, count_answers
from victimplanner.domain.measures import Application
from victimplanner.domain.meeting import DisclosureReview, Meeting, MeetingState
from victimplanner.domain.rules import PLACES
from victimplanner.domain.support import SupportQuery
from victimplanner.services.review import review_questions
from victimplanner.storage.resource_files import read_toml

TODAY = day("2027-01-25")
MET, IN_PART, NOT_MET, NOT_KNOWN = AnswerState.MET, AnswerState.IN_PART, AnswerState.NOT_MET, AnswerState.NOT_KNOWN
LOOK, NOT_YET, NOT_APPLICABLE = AnswerState.LOOK, AnswerState.NOT_YET, AnswerState.NOT_APPLICABLE


def answers(file: WitnessFile, today: dt.date = TODAY) -> dict[int, ReviewAnswer]:
    facts = eligibility_facts(file, today)
    context = ReviewContext(
        file=file, today=today, calendar=CALENDAR,
        availabilities=tuple(availability(rule, facts) for rule in RULES.measures.values()),
        limits=application_limits(file, RULES, CALENDAR, today),
        items=tuple(due_for_witness(case_of(file), file, RULES, CALENDAR, today)),
    )  # fmt: skip
    return {answer.question.number: answer for answer in answer_questions(review_questions(), context)}


def state(number: int, file: WitnessFile, today: dt.date = TODAY) -> AnswerState:
    return answers(file, today)[number].state


def tried(**more: Any) -> WitnessFile:
    """Not guilty plea of 16 Dec 2026, charged on 1 Oct 2026."""
    file = a_file("2026-12-16")
    charge = file.charges[0].model_copy(update={"charged_on": day("2026-10-01"), "witness_id": file.witness.id})
    return replace(file, **{"charges": (charge,), **more})


def event(file: WitnessFile, kind: EventKind, on: str | None = None, received: str | None = None, **more: Any) -> Any:
    """The file with one more event of this witness."""
    new = CaseEvent(
        case_id=file.case.id, witness_id=file.witness.id, kind=kind, happened_on=day(on) if on else None,
        received_on=day(received) if received else None, sequence=len(file.events) + 1, **more,
    )  # fmt: skip
    return replace(file, events=(*file.events, new))


def entered(file: WitnessFile, rule_id: str, about: str, kind: EntryKind, on: str, **more: Any) -> WitnessFile:
    entry = DutyEntry(
        case_id=file.case.id, witness_id=file.witness.id, rule_id=rule_id, about=about, kind=kind, on=day(on),
        entered_at=dt.datetime(2027, 1, 2, 9, tzinfo=dt.UTC), entered_by="P. Nandakumar",
        sequence=len(file.duty_entries) + 1, **more,
    )  # fmt: skip
    return replace(file, duty_entries=(*file.duty_entries, entry))


def told(file: WitnessFile, rule_id: str, about: str, on: str) -> WitnessFile:
    return entered(file, rule_id, about, EntryKind.TOLD, on, by="P. Nandakumar", how=Channel.CALL)


def meeting(file: WitnessFile, meeting_state: MeetingState, **more: Any) -> WitnessFile:
    values = {"offered_on": day("2026-12-17"), "offered_by": "T. Wiśniewski", **more}
    new = Meeting(
        case_id=file.case.id, witness_id=file.witness.id, number=len(file.meetings) + 1, state=meeting_state, **values
    )
    return replace(file, meetings=(*file.meetings, MeetingFile(new)))


def test_seventeen_questions_are_asked_in_order_and_each_is_answered_in_a_sentence() -> None:
    found = answers(tried())
    assert list(found) == list(range(1, 18))
    assert all(answer.words.endswith(".") and not answer.words[0].islower() for answer in found.values())


# ---------------------------------------------------------------- 1: MG2


@pytest.mark.parametrize(
    ("asked", "received", "expected"),
    [
        (None, None, NOT_KNOWN),
        ("2026-09-01", None, IN_PART),
        (None, "2026-10-01", MET),
        (None, "2026-10-02", NOT_MET),
        ("2026-09-01", "2026-10-02", IN_PART),
    ],
)
def test_1_the_assessment_comes_before_charge_or_is_asked_for(
    asked: str | None, received: str | None, expected: AnswerState
) -> None:
    file = tried()
    file = event(file, EventKind.MG2_ASKED, asked) if asked else file
    file = event(file, EventKind.MG2_RECEIVED, received) if received else file
    assert state(1, file) is expected


def test_1_without_a_day_of_charge_nobody_can_tell() -> None:
    file = event(a_file("2026-12-16"), EventKind.MG2_RECEIVED, "2026-09-30")
    assert answers(file)[1].words == "MG2 came; the day of charge is not recorded."
    assert state(1, event(tried(), EventKind.MG2_RECEIVED)) is NOT_KNOWN


# ---------------------------------------------------------------- 9 and 10: meetings


def without_a_trial(file: WitnessFile, on: str) -> WitnessFile:
    guilty = file.pleas[0].model_copy(update={"plea": PleaKind.GUILTY, "entered_on": day(on), "sequence": 2})
    return replace(file, pleas=(*file.pleas, Plea.model_validate(guilty.model_dump() | {"id": "later"})))


def test_6_an_application_served_late_stays_late_once_no_trial_is_to_come() -> None:
    late = Application(case_id=builders.CASE_ID, witness_id=builders.WITNESS_ID, served_on=day("2027-01-11"))
    file = tried(applications=(late,))
    assert state(6, file) is NOT_MET
    after = answers(without_a_trial(file, "2027-01-18"))[6]
    assert (after.state, after.words) == (NOT_MET, answers(file)[6].words)


def test_6_nothing_is_asked_where_the_trial_fell_away_before_the_last_day() -> None:
    answer = answers(without_a_trial(tried(), "2026-12-21"))[6]
    assert answer.state is NOT_APPLICABLE
    assert answer.words.startswith("Not served before its last day: ")
    assert state(6, without_a_trial(tried(), "2027-01-18")) is NOT_MET


def test_8_told_late_is_kept_in_part() -> None:
    file = builders.a_decided_witness_file()
    on_time = tuple(
        d.model_copy(update={"received_on": d.decided_on, "told_on": d.decided_on, "told_by": "P. Nandakumar"})
        for d in file.directions
    )
    assert state(8, replace(file, directions=on_time)) is MET
    late = tuple(d.model_copy(update={"told_on": d.decided_on + dt.timedelta(days=30)}) for d in on_time)
    answer = answers(replace(file, directions=late), TODAY + dt.timedelta(days=60))[8]
    assert answer.state is IN_PART
    assert "told late" in answer.words


def test_9_a_meeting_offered_in_time_and_held_or_declined_is_kept() -> None:
    held = meeting(tried(), MeetingState.SIGNED, held_on=day("2026-12-22"))
    assert answers(held)[9].words == "Offered 17 Dec 2026; held 22 Dec 2026, before she gives evidence."
    assert state(9, held) is MET
    assert state(9, meeting(tried(), MeetingState.DECLINED)) is MET
    assert state(9, meeting(tried(), MeetingState.PLANNED, planned_on=day("2027-02-01"))) is MET
    assert state(9, meeting(tried(), MeetingState.NO_REPLY)) is IN_PART


def test_9_a_meeting_after_she_gave_evidence_is_kept_in_part_only() -> None:
    trial = Hearing(case_id="c", kind=HearingKind.TRIAL, listed_on=day("2027-01-18"), state=HearingState.HELD)
    after = meeting(tried(hearings=(trial,)), MeetingState.SIGNED, held_on=day("2027-01-20"))
    assert answers(after)[9].words == "Offered 17 Dec 2026; held only after she gave evidence."
    assert state(9, after) is IN_PART
    never = meeting(tried(hearings=(trial,)), MeetingState.ACCEPTED)
    assert state(9, never) is IN_PART


def test_9_not_offered_is_not_kept_once_its_day_has_passed_and_not_asked_of_others() -> None:
    assert state(9, tried(), day("2026-12-20")) is NOT_YET
    assert state(9, tried()) is NOT_MET
    assert state(9, a_file()) is NOT_YET
    assert state(9, a_file("2026-12-16", sexual=False)) is NOT_APPLICABLE
    assert state(9, a_file("2026-12-16", born="2012-05-01")) is NOT_APPLICABLE


def test_9_a_late_offer_is_kept_in_part() -> None:
    late = meeting(tried(), MeetingState.SIGNED, offered_on=day("2027-01-20"), held_on=day("2027-01-22"))
    assert answers(late)[9].words.startswith("Offered 20 Jan 2027, late;")
    assert state(9, late) is IN_PART


def test_10_a_record_is_signed_listed_and_reviewed() -> None:
    whole = {
        "held_on": day("2026-12-22"),
        "signed_on": day("2026-12-22"),
        "mg6c_listed_on": day("2026-12-23"),
        "disclosure_review": DisclosureReview.LIST_ONLY,
    }
    assert state(10, meeting(tried(), MeetingState.SIGNED, **whole)) is MET
    asked = whole | {"disclosure_review": DisclosureReview.ASKED}
    answer = answers(meeting(tried(), MeetingState.SIGNED, **asked))[10]
    assert (answer.state, answer.words) == (IN_PART, "Meeting 1 not reviewed for disclosure.")
    assert state(10, meeting(tried(), MeetingState.HELD, held_on=day("2026-12-22"))) is NOT_MET
    assert state(10, tried()) is NOT_YET


# ---------------------------------------------------------------- 11: warned, needs, visit


def required() -> WitnessFile:
    return event(tried(), EventKind.REQUIRED_TO_ATTEND, received="2027-01-11")


def test_11_told_in_time_needs_assessed_and_a_visit_offered() -> None:
    file = required()
    about = file.events[0].id
    assert state(11, file) is NOT_MET
    in_time = told(file, "R8c", about, "2027-01-12")
    assert answers(in_time)[11].words == "Not shown: needs assessed, court visit offered."
    assert state(11, in_time) is IN_PART
    whole = entered(in_time, "R8d", "needs", EntryKind.TOLD, "2027-01-14", by="P. Nandakumar")
    assert state(11, whole) is MET
    late = told(file, "R8c", about, "2027-01-14")
    late = entered(late, "R8d", "needs", EntryKind.TOLD, "2027-01-14", by="P. Nandakumar")
    assert answers(late)[11].words == "Not shown: told in time that she is required."


def test_11_a_listed_trial_without_a_list_of_witnesses_is_not_known() -> None:
    trial = Hearing(case_id="c", kind=HearingKind.TRIAL, listed_on=day("2027-09-06"))
    assert state(11, tried(hearings=(trial,))) is NOT_KNOWN
    assert state(11, tried()) is NOT_YET
    assert state(11, required(), day("2027-01-12")) is NOT_YET


# ---------------------------------------------------------------- 12: the clocks


def test_12_clocks_are_kept_late_or_excused_and_say_so() -> None:
    file = event(tried(), EventKind.BAIL_RESULT, "2027-01-10", "2027-01-11")
    about = file.events[0].id
    assert state(12, file) is NOT_MET
    kept = told(file, "R8b", about, "2027-01-12")
    assert state(12, kept) is MET
    assert "Enhanced rights: sexual offence" in answers(kept)[12].words
    late = told(file, "R8b", about, "2027-01-14")
    assert answers(late)[12].words == "0 of 1 duty kept; 1 late or not met."
    reason = entered(late, "R8b", about, EntryKind.REASON, "2027-01-14", reason="She asked for no calls until then.")
    assert state(12, reason) is NOT_MET, "a reason counts once a manager accepted it"
    excused = entered(
        reason,
        "R8b",
        about,
        EntryKind.REASON_ACCEPTED,
        "2027-01-15",
        by="D. Marchetti",
        of_id=reason.duty_entries[-1].id,
    )
    assert "1 of them with a good reason" in answers(excused)[12].words
    assert state(12, excused) is MET


def test_12_what_has_no_day_is_not_known_and_nothing_owed_is_not_reached() -> None:
    assert state(12, event(tried(), EventKind.BAIL_RESULT, "2027-01-10")) is NOT_KNOWN
    assert state(12, tried()) is NOT_YET
    assert "Charge" not in answers(tried())[12].words, "what the police owe is evidence, not our answer"


# ---------------------------------------------------------------- 13: the statement


def test_13_a_statement_is_offered_taken_sent_and_its_reading_asked() -> None:
    file = event(tried(), EventKind.STATEMENT_TAKEN, "2026-09-01")
    assert state(13, tried()) is NOT_KNOWN
    assert state(13, file) is NOT_MET
    offered = event(file, EventKind.VPS_OFFERED, "2026-09-01")
    assert state(13, offered) is LOOK
    taken = event(offered, EventKind.VPS_TAKEN, "2026-11-02")
    assert answers(taken)[13].words == (
        "Offered and taken; not recorded: how she wants it read, that it was sent to the court."
    )
    sent = event(
        event(file, EventKind.VPS_TAKEN, "2026-11-02", detail="To be read by the prosecutor."), EventKind.VPS_SENT
    )
    assert state(13, sent) is MET
    witness = tried().witness.model_copy(update={"is_complainant": False})
    assert state(13, tried(witness=witness)) is NOT_APPLICABLE


# ---------------------------------------------------------------- 14 and 15: stopped charges


def stopped(on: str | None = "2027-01-18") -> WitnessFile:
    file = tried()
    second = Charge(
        case_id=file.case.id, witness_id=file.witness.id, offence="Assault", is_sexual_offence=False,
        state=ChargeState.STOPPED, stopped_on=day(on) if on else None,
    )  # fmt: skip
    return replace(file, charges=(*file.charges, second))


def test_14_she_is_consulted_before_a_charge_is_stopped() -> None:
    assert state(14, tried()) is NOT_APPLICABLE
    assert state(14, stopped()) is NOT_MET
    assert state(14, event(stopped(), EventKind.CONSULTED, "2027-01-18")) is MET
    assert state(14, event(stopped(), EventKind.CONSULTED, "2027-01-19")) is NOT_MET, "afterwards is too late"
    assert state(14, event(stopped(None), EventKind.CONSULTED, "2027-01-19")) is NOT_KNOWN
    altered = event(stopped(), EventKind.CHARGE_ALTERED, "2027-01-04")
    assert state(14, event(altered, EventKind.CONSULTED, "2027-01-10")) is IN_PART
    assert state(14, event(tried(), EventKind.CONSULTED, "2027-01-19")) is MET


def test_14_a_guilty_plea_is_for_a_person_to_judge() -> None:
    file = tried()
    guilty = Plea(
        case_id=file.case.id, defendant_id=file.defendants[0].id, plea=PleaKind.GUILTY, entered_on=TODAY, sequence=2
    )
    assert state(14, replace(file, pleas=(*file.pleas, guilty))) is LOOK


def test_15_the_letter_is_in_time_late_or_missing_and_its_checks_are_for_a_person() -> None:
    charge = stopped().charges[1].id
    assert state(15, tried()) is NOT_APPLICABLE
    file = stopped()
    charge = file.charges[1].id
    assert state(15, file) is NOT_MET
    assert state(15, file, day("2027-01-18")) is NOT_YET
    assert state(15, told(file, "R6d", charge, "2027-01-19")) is LOOK
    assert state(15, told(file, "R6d", charge, "2027-01-21")) is IN_PART
    assert state(15, stopped(None)) is NOT_KNOWN


# ---------------------------------------------------------------- 16: questions


def asked(file: WitnessFile, received: str, answered: str | None = None) -> WitnessFile:
    query = SupportQuery(
        case_id=file.case.id, witness_id=file.witness.id, asked_by="Harbour Light Support", received_on=day(received),
        question="When is the trial?", answered_on=day(answered) if answered else None,
    )  # fmt: skip
    return replace(file, support_queries=(*file.support_queries, query))


def test_16_questions_are_answered_within_the_target() -> None:
    assert state(16, tried()) is NOT_APPLICABLE
    in_time = asked(tried(), "2027-01-04", "2027-01-11")
    assert state(16, in_time) is MET
    assert answers(asked(in_time, "2027-01-04", "2027-01-12"))[16].words == "1 of 2 answered within the target."
    assert state(16, asked(in_time, "2027-01-04", "2027-01-12")) is IN_PART
    assert state(16, asked(tried(), "2027-01-04")) is NOT_MET
    assert state(16, asked(tried(), "2027-01-22")) is NOT_YET


# ---------------------------------------------------------------- evidence, form, file


def test_evidence_names_a_tab_that_exists_and_a_record_that_is_there() -> None:
    file = event(stopped(), EventKind.CONSULTED, "2027-01-18")
    file = asked(meeting(file, MeetingState.SIGNED, held_on=day("2026-12-22"), vps="Offered."), "2027-01-04")
    file = told(file, "R6d", file.charges[1].id, "2027-01-19")
    facts = [fact for answer in answers(file).values() for fact in answer.facts]
    assert len(facts) > 8
    assert {fact.tab for fact in facts} <= set(PLACES) - {""}
    links = {fact.subject_id for fact in facts if fact.tab == "meeting"}
    assert links == {file.meetings[0].meeting.id}


def test_no_answer_holds_her_name() -> None:
    file = event(tried(), EventKind.CONSULTED, "2027-01-18", detail="Carys Penhale was asked by telephone.")
    shown = answers(file)[14]
    assert "Penhale" not in shown.words + " ".join(fact.words for fact in shown.facts)
    assert any("W1 was asked by telephone" in fact.words for fact in shown.facts)


def test_answers_are_counted_in_the_order_of_a_summary() -> None:
    counts = count_answers(answers(tried()).values())
    assert sum(counts.values()) == 17
    assert list(counts) == [kind for kind in AnswerState if kind in counts]


@pytest.mark.parametrize(
    ("change", "key"),
    [({"about": "weather"}, "about"), ({"id": "rumours"}, "id"), ({"number": 2}, "number"), ({"text": None}, "text")],
)
def test_a_mistake_in_the_questions_names_entry_and_key(change: dict[str, Any], key: str) -> None:
    data = read_toml("text", "review_questions.toml")
    entry = {name: value for name, value in (data["question"][0] | change).items() if value is not None}
    if "number" in change:  # the second of the two that are alike is named
        data["question"][2] = data["question"][2] | change
    else:
        data["question"][0] = entry
    with pytest.raises(RuleFileProblem, match=key):
        read_questions(data, "review_questions.toml")


def test_a_question_that_is_missing_is_named() -> None:
    data = read_toml("text", "review_questions.toml")
    data["question"].pop()
    with pytest.raises(RuleFileProblem, match="vary"):
        read_questions(data, "review_questions.toml")
    assert len(ANSWERS) == 17
    assert {question.about for question in review_questions()} == set(TOPICS)
