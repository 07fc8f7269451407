"""What is due and why: application limits, the meeting offer, telling the witness."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.rulebook import CALENDAR, RULES, TODAY, a_file, case_of, day
from tests.duties import an_entry, an_event, item_of, with_entries, with_events
from victimplanner.domain.case import Action, CaseState, CourtKind, Hearing, HearingKind, HearingState, Plea, PleaKind
from victimplanner.domain.case_events import EventKind
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.clocks import application_limits
from victimplanner.domain.contact import SafeContact
from victimplanner.domain.deadlines import standing_words
from victimplanner.domain.due import counts_by_state, due_for_case, due_for_witness
from victimplanner.domain.due_item import DueItem, DueState, state_on
from victimplanner.domain.duty_entries import NOTHING_ENTERED, EntryKind
from victimplanner.domain.measures import Application, Direction, DirectionKind, MeasureId
from victimplanner.domain.meeting import Meeting, MeetingChange, MeetingState, MeetingStep
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.witness import Witness


def limits(file: WitnessFile) -> list[tuple[str, dt.date | None]]:
    return [(w.start.about, w.due) for w in application_limits(file, RULES, CALENDAR, TODAY)]


def items(file: WitnessFile, rule: str, today: dt.date = TODAY) -> list[DueItem]:
    return [i for i in due_for_witness(case_of(file), file, RULES, CALENDAR, today) if i.rule_id == rule]


def one(file: WitnessFile, rule: str, today: dt.date = TODAY) -> DueItem:
    found = items(file, rule, today)
    assert len(found) == 1
    return found[0]


def with_meeting(file: WitnessFile, **facts: object) -> WitnessFile:
    meeting = Meeting(case_id=file.case.id, witness_id=file.witness.id, number=1, **facts)  # type: ignore[arg-type]
    return replace(file, meetings=(MeetingFile(meeting),))


# ------------------------------------------------------------ the application


@pytest.mark.parametrize(
    ("court", "due"),
    [
        (CourtKind.CROWN, "2026-12-02"),
        (CourtKind.MAGISTRATES, "2026-12-16"),
        (CourtKind.YOUTH, "2026-12-16"),
    ],
)
def test_the_limit_is_ten_business_days_in_the_crown_court_and_twenty_elsewhere(court: CourtKind, due: str) -> None:
    assert limits(a_file("2026-11-18", court=court)) == [("D1", day(due))]


def test_each_accused_has_a_limit_of_his_own_and_the_earliest_leads() -> None:
    file = a_file("2026-11-20", "2026-11-18", None)
    assert limits(file) == [("D2", day("2026-12-02")), ("D1", day("2026-12-04")), ("D3", None)]
    shown = items(file, "application")
    assert [i.due for i in shown] == [day("2026-12-02"), None], "the leading day, and that one is not known"


def test_a_not_guilty_plea_without_a_day_says_which_fact_is_missing() -> None:
    item = one(a_file(None), "application")
    assert item.due is None
    assert item.state is DueState.NOT_KNOWN
    assert item.missing == "Cannot be worked out: the date of the not guilty plea of D1 is missing."


def test_without_a_recorded_court_the_limit_cannot_be_worked_out() -> None:
    item = one(a_file("2026-11-18", court=CourtKind.UNKNOWN), "application")
    assert item.due is None
    assert "court is not recorded" in item.missing


@pytest.mark.parametrize("pleas", [(), ("2026-11-18",)])
def test_no_plea_and_a_guilty_plea_start_no_clock(pleas: tuple[str, ...]) -> None:
    assert items(a_file(*pleas, plea=PleaKind.GUILTY), "application") == []


def test_a_changed_plea_counts_and_the_earlier_one_no_longer_does() -> None:
    file = a_file("2026-11-18", plea=PleaKind.GUILTY)
    first = file.pleas[0]
    changed = Plea(
        case_id=file.case.id,
        defendant_id=first.defendant_id,
        plea=PleaKind.NOT_GUILTY,
        entered_on=day("2026-11-24"),
        sequence=2,
    )
    assert limits(replace(file, pleas=(first, changed))) == [("D1", day("2026-12-08"))]
    assert limits(replace(file, pleas=(changed, first))) == [("D1", day("2026-12-08"))], "in whatever order it is read"


def test_a_plea_from_before_the_rules_held_says_so_instead_of_a_guess() -> None:
    item = one(a_file("2025-10-03"), "application")
    assert item.due is None
    assert "earliest begins on 6 Oct 2025" in item.missing


def test_the_first_day_of_the_rules_is_under_them() -> None:
    assert limits(a_file("2025-10-06")) == [("D1", day("2025-10-20"))]


def test_a_served_application_ends_the_clock_in_time_or_late() -> None:
    file = a_file("2026-11-18")
    for served, state in (("2026-12-02", DueState.MET), ("2026-12-03", DueState.MET_LATE)):
        application = Application(case_id=file.case.id, witness_id=file.witness.id, served_on=day(served))
        assert one(replace(file, applications=(application,)), "application").state is state


def test_the_working_tells_trigger_rule_count_what_was_left_out_and_the_calendar() -> None:
    working = one(a_file("2026-12-16"), "application").working
    assert working is not None
    steps = {step.label: step.text for step in working.steps}
    assert steps["Starts from"] == "Not guilty plea of D1, Wed 16 Dec 2026"
    assert steps["Rule"] == (
        "CrimPR 2025 r.18.4: not more than 10 business days after the defendant pleads not guilty (Crown Court)."
    )
    assert "5 weekend days" in steps["Left out"]
    assert "Fri 25 Dec 2026 (Christmas Day); Sat 26 Dec 2026 (Boxing Day)" in steps["Left out"]
    assert "Mon 28 Dec 2026 (Boxing Day, substitute day)" in steps["Left out"]
    assert steps["Last day"] == "Mon 4 Jan 2027"
    assert "known to 31 Dec 2028" in steps["Calendar"]
    assert "in force from 6 Oct 2025" in steps["Edition"]


def test_a_date_beyond_the_published_holidays_is_provisional_and_says_so() -> None:
    item = one(a_file("2028-12-20"), "application")
    assert item.is_provisional
    assert item.working is not None
    assert any(step.label == "Provisional" for step in item.working.steps)


def test_the_response_of_the_others_runs_from_service() -> None:
    file = a_file("2026-11-18")
    application = Application(case_id=file.case.id, witness_id=file.witness.id, served_on=day("2026-12-16"))
    item = one(replace(file, applications=(application,)), "application.response")
    assert item.due == day("2027-01-04")
    assert item.owner_name == "Defence"


def test_a_plea_from_before_the_rules_held_still_shows_its_working() -> None:
    working = one(a_file("2025-10-03"), "application").working
    assert working is not None
    assert [step.label for step in working.steps] == ["Starts from", "Result"]
    assert working.steps[0].text == "Not guilty plea of D1, Fri 3 Oct 2025"


def test_one_mistyped_year_is_an_item_that_says_so_and_leaves_the_others_as_they_are() -> None:
    file = a_file("2206-11-18", "2026-11-18")
    shown = {i.due: i for i in due_for_case(case_of(file), RULES, CALENDAR, TODAY) if i.rule_id == "application"}
    assert shown.keys() == {day("2026-12-02"), None}
    assert shown[None].missing == (
        "Cannot be worked out: 18 Nov 2206 lies outside the years 2000 to 2045, for which bank holidays are known or "
        "predicted. Check the year."
    )
    assert shown[None].state is DueState.NOT_KNOWN


# ------------------------------------------------------------ the meeting offer


def test_the_offer_is_due_by_the_earliest_application_limit() -> None:
    assert one(a_file("2026-11-20", "2026-11-18"), "meeting.offer").due == day("2026-12-02")


def test_the_offer_is_due_before_a_recording_that_comes_earlier() -> None:
    item = one(a_file("2026-11-18", recording="2026-11-30"), "meeting.offer")
    assert item.due == day("2026-11-27")
    assert "recording on 30 Nov 2026" in item.why


@pytest.mark.parametrize(
    "file",
    [
        a_file("2026-11-18", born="2010-06-01"),
        a_file("2026-11-18", plea=PleaKind.GUILTY),
        a_file(),
        a_file("2026-11-18", sexual=False),
    ],
    ids=["a child", "a guilty plea", "no plea yet", "no sexual offence"],
)
def test_the_entitlement_is_for_adult_complainants_in_cases_that_go_to_trial(file: WitnessFile) -> None:
    assert items(file, "meeting.offer") == []


def test_she_is_an_adult_from_the_start_of_her_eighteenth_birthday() -> None:
    file = a_file("2026-11-18", born="2008-11-25")
    assert items(file, "meeting.offer", day("2026-11-24")) == []
    assert len(items(file, "meeting.offer", day("2026-11-25"))) == 1


def test_one_guilty_plea_among_several_accused_still_leaves_a_trial() -> None:
    file = a_file("2026-11-18", "2026-11-20")
    guilty = file.pleas[0].model_copy(update={"plea": PleaKind.GUILTY})
    mixed = replace(file, pleas=(guilty, file.pleas[1]))
    assert one(mixed, "meeting.offer").due == day("2026-12-04")


def test_the_offer_without_a_dated_plea_cannot_be_worked_out() -> None:
    assert "not guilty plea of D1 is missing" in one(a_file(None), "meeting.offer").missing


def test_a_made_offer_is_met_whatever_she_answers() -> None:
    file = with_meeting(a_file("2026-11-18"), state=MeetingState.DECLINED, offered_on=day("2026-11-19"))
    assert one(file, "meeting.offer").state is DueState.MET


@pytest.mark.parametrize(
    ("facts", "rule", "due"),
    [
        ({"state": MeetingState.HELD, "held_on": day("2026-11-24")}, "meeting.sign", "2026-11-25"),
        ({"state": MeetingState.PLANNED, "planned_on": day("2026-11-25")}, "meeting.outcome", "2026-11-25"),
        ({"state": MeetingState.LATER, "ask_again_on": day("2026-12-01")}, "meeting.ask_again", "2026-12-01"),
    ],
)
def test_a_meeting_asks_for_what_comes_next(facts: dict[str, object], rule: str, due: str) -> None:
    assert one(with_meeting(a_file("2026-11-18"), **facts), rule).due == day(due)


def test_a_moved_meeting_is_told_one_working_day_after_the_change() -> None:
    file = with_meeting(a_file("2026-11-18"), state=MeetingState.PLANNED, planned_on=day("2026-12-22"))
    held = file.meetings[0]
    change = MeetingChange(
        case_id=file.case.id,
        meeting_id=held.meeting.id,
        step=MeetingStep.MOVED,
        state_after=MeetingState.PLANNED,
        happened_on=day("2026-11-24"),
        to_tell=True,
    )
    file = replace(file, meetings=(replace(held, changes=(change,)),))
    assert one(file, "meeting.change_told").due == day("2026-11-25")


def test_a_planned_meeting_in_the_future_asks_for_nothing_yet() -> None:
    file = with_meeting(a_file("2026-11-18"), state=MeetingState.PLANNED, planned_on=day("2026-11-26"))
    assert items(file, "meeting.outcome") == []


# ------------------------------------------------------------ telling her


def a_direction(file: WitnessFile, **facts: object) -> Direction:
    values = {"direction": DirectionKind.REFUSED, "decided_on": day("2026-11-18"), "measure": MeasureId.PRIVATE}
    return Direction(case_id=file.case.id, witness_id=file.witness.id, **(values | facts))  # type: ignore[arg-type]


def test_she_is_told_one_working_day_after_the_decision_was_received_not_after_it_was_made() -> None:
    file = a_file("2026-11-04")
    item = one(replace(file, directions=(a_direction(file, received_on=day("2026-11-23")),)), "decision.told")
    assert item.due == day("2026-11-24")
    assert item.standing == "1 working day late"
    assert "Refused: Evidence in private" in item.why


def test_a_decision_whose_receipt_is_not_recorded_says_so() -> None:
    file = a_file("2026-11-04")
    item = one(replace(file, directions=(a_direction(file),)), "decision.told")
    assert "received is missing" in item.missing


def test_decisions_received_together_are_told_together() -> None:
    file = a_file("2026-11-04")
    both = tuple(
        a_direction(file, measure=m, received_on=day("2026-11-23")) for m in (MeasureId.SCREEN, MeasureId.PRIVATE)
    )
    assert len(one(replace(file, directions=both), "decision.told").subject_ids) == 2


def test_a_hearing_is_told_from_receipt_of_the_notice_and_a_vacated_one_not_at_all() -> None:
    file = a_file("2026-11-18")
    hearing = Hearing(case_id=file.case.id, kind=HearingKind.TRIAL, notice_received_on=day("2026-12-24"))
    assert one(replace(file, hearings=(hearing,)), "R8a").due == day("2026-12-29")
    vacated = hearing.model_copy(update={"state": HearingState.VACATED})
    assert items(replace(file, hearings=(vacated,)), "R8a") == []


def test_safe_contact_is_confirmed_again_after_the_offices_own_interval() -> None:
    file = a_file("2026-11-18")
    contact = SafeContact(case_id=file.case.id, witness_id=file.witness.id, confirmed_on=day("2026-11-01"))
    office = file.office.model_copy(update={"contact_confirm_days": 10})
    assert one(replace(file, safe_contact=contact, office=office), "contact.confirm").due == day("2026-11-11")


def test_a_number_that_a_manager_changed_counts_for_defaults_only() -> None:
    file = a_file("2026-11-18")
    office = file.office.model_copy(update={"rule_counts": {"application": 99, "decision.told": 3}})
    changed = replace(file, office=office, directions=(a_direction(file, received_on=day("2026-11-23")),))
    assert one(changed, "application").due == day("2026-12-02"), "the court's limit is law"
    assert one(changed, "decision.told").due == day("2026-11-26")


@pytest.mark.parametrize(
    ("number", "due", "words"),
    [
        (None, "2026-11-24", "1 working day, from receipt"),
        (3, "2026-11-26", "3 working days, from receipt"),
        (0, "2026-11-23", "The same day"),
    ],
)
def test_the_list_tells_the_number_that_was_counted(number: int | None, due: str, words: str) -> None:
    file = a_file("2026-11-04")
    office = file.office.model_copy(update={"rule_counts": {} if number is None else {"decision.told": number}})
    item = one(
        replace(file, office=office, directions=(a_direction(file, received_on=day("2026-11-23")),)), "decision.told"
    )
    assert (item.due, item.rule_words) == (day(due), words)


# ------------------------------------------------------------ the list


def test_a_closed_case_owes_nothing() -> None:
    file = a_file("2026-11-18")
    closed = case_of(file)
    closed = replace(closed, case=file.case.model_copy(update={"state": CaseState.CLOSED}))
    assert due_for_case(closed, RULES, CALENDAR, TODAY) == []


def test_the_most_pressing_comes_first_and_what_cannot_be_worked_out_last() -> None:
    dues = [i.due for i in due_for_case(case_of(a_file("2026-11-18", None)), RULES, CALENDAR, TODAY)]
    assert dues == sorted(dues, key=lambda d: (d is None, d or dt.date.max))
    assert dues[-1] is None


def test_an_agreed_action_without_a_day_is_listed_as_not_known() -> None:
    file = a_file("2026-11-18")
    action = Action(
        case_id=file.case.id, witness_id=file.witness.id, text="Arrange the court visit", owner="T. Garside"
    )
    assert one(replace(file, actions=(action,)), "action").state is DueState.NOT_KNOWN


@pytest.mark.parametrize(
    ("meeting_id", "why"),
    [("m" * 32, "Agreed at the meeting, for Thu 26 Nov 2026."), (None, "Agreed for Thu 26 Nov 2026.")],
)
def test_an_action_agreed_outside_a_meeting_claims_no_meeting(meeting_id: str | None, why: str) -> None:
    file = a_file("2026-11-18")
    action = Action(
        case_id=file.case.id,
        witness_id=file.witness.id,
        meeting_id=meeting_id,
        text="Arrange the court visit",
        due_on=day("2026-11-26"),
    )
    item = one(replace(file, actions=(action,)), "action")
    assert (item.why, item.state, item.standing) == (why, DueState.THIS_WEEK, "1 day left")


def test_an_action_done_is_met_and_no_longer_open() -> None:
    file = a_file("2026-11-18")
    action = Action(
        case_id=file.case.id, witness_id=file.witness.id, text="Book", due_on=day("2026-11-20"), done_on=TODAY
    )
    done = replace(file, actions=(action,))
    assert one(done, "action").state is DueState.MET_LATE
    assert "action" not in {i.rule_id for i in due_for_case(case_of(done), RULES, CALENDAR, TODAY)}


def test_an_owner_not_yet_named_is_his_role_and_a_named_one_is_the_person() -> None:
    file = a_file("2026-11-18")
    assert one(file, "application").owner_name == "Prosecutor, not named"
    named = replace(file, people=((CaseRole.PROSECUTOR, Person(name="R. Okafor")),))
    assert one(named, "application").owner_name == "R. Okafor"


def test_no_item_of_a_witness_shows_her_name() -> None:
    file = a_file("2026-11-18", None, recording="2026-12-01")
    for item in due_for_witness(case_of(file), file, RULES, CALENDAR, TODAY):
        told = (item.key, item.title, item.why, item.missing, item.witness_label, item.case_title)
        assert not any("Penhale" in text or "Carys" in text for text in told)
        assert item.witness_label == "W1 · W-K7"


def test_the_items_of_a_case_have_keys_of_their_own() -> None:
    keys = [i.key for i in due_for_case(case_of(a_file("2026-11-18", "2026-11-20", None)), RULES, CALENDAR, TODAY)]
    assert len(keys) == len(set(keys)) > 2


def test_items_are_counted_by_where_they_stand() -> None:
    shown = due_for_case(case_of(a_file("2026-11-18", None)), RULES, CALENDAR, TODAY)
    assert counts_by_state(shown) == {DueState.NEXT_TWO_WEEKS: 2, DueState.NOT_KNOWN: 1}


@pytest.mark.parametrize(
    ("due", "state", "words"),
    [
        ("2026-11-24", DueState.OVERDUE, "1 business day late"),
        ("2026-11-25", DueState.TODAY, "by end of day"),
        ("2026-11-26", DueState.THIS_WEEK, "1 business day left"),
        ("2026-11-29", DueState.THIS_WEEK, "2 business days left"),
        ("2026-11-30", DueState.NEXT_TWO_WEEKS, "3 business days left"),
        ("2026-12-13", DueState.NEXT_TWO_WEEKS, "12 business days left"),
        ("2026-12-14", DueState.LATER, "13 business days left"),
    ],
)
def test_where_a_day_stands_from_a_wednesday(due: str, state: DueState, words: str) -> None:
    assert state_on(TODAY, day(due)) is state
    assert standing_words(CALENDAR, TODAY, day(due), "business days") == words


@given(plea=st.dates(dt.date(2025, 10, 6), dt.date(2040, 12, 31)), extra=st.integers(0, 3))
def test_whatever_the_days_of_pleas_the_limit_that_leads_is_the_earliest(plea: dt.date, extra: int) -> None:
    pleas = [(plea + dt.timedelta(days=11 * n)).isoformat() for n in range(extra + 1)]
    known = [due for _about, due in limits(a_file(*reversed(pleas))) if due]
    assert known == sorted(known)
    assert known[0] == CALENDAR.business_days_after(plea, 10).due


def test_her_name_in_whatever_was_entered_about_a_duty_stands_on_no_line_and_in_no_working() -> None:
    file = a_file("2026-11-18")
    appeal = an_event(file, EventKind.APPEAL, day("2026-11-23"), day("2026-11-23"))
    named = with_entries(
        with_events(file, appeal),
        an_entry("R9c", appeal.id, EntryKind.REASON, TODAY, reason="Carys Penhale was away"),
        an_entry("application", "D1", EntryKind.SNOOZED, TODAY, until=day("2026-12-01"), reason="Penhale rings back"),
        an_entry("R9c", appeal.id, EntryKind.TOLD, day("2026-11-24"), by="Carys’s mother"),
        an_entry("application", "D1", EntryKind.PAUSED, TODAY, until=TODAY, reason="Carys is ill"),
        an_entry("application", "D1", EntryKind.EXTENDED, TODAY, until=day("2026-12-09"), by="Court", reason="Penhale"),
    )
    appeal_line, application = item_of(named, "R9c"), item_of(named, "application")
    assert (appeal_line.note, application.snooze_reason) == ("W1 was away", "W1 rings back")
    assert appeal_line.told_by == "W1’s mother"
    assert application.working is not None
    assert "by Court: W1." in application.working.as_text()
    for item in (appeal_line, application):
        shown = repr((replace(item, entered=NOTHING_ENTERED, working=None), item.working and item.working.as_text()))
        assert "Carys" not in shown
        assert "Penhale" not in shown
    assert appeal_line.entered.reason is not None
    assert appeal_line.entered.reason.reason == "Carys Penhale was away", "what was entered stays as it was"


def test_of_somebody_of_the_case_who_bears_her_name_the_name_is_left() -> None:
    officer = Person(name="T. Penhale")
    file = a_file("2026-11-18", people=((CaseRole.WITNESS_CARE_OFFICER, officer),))
    appeal = an_event(file, EventKind.APPEAL, day("2026-11-23"), day("2026-11-23"))
    told = with_entries(with_events(file, appeal), an_entry("R9c", appeal.id, on=day("2026-11-24"), by="T. Penhale"))
    assert item_of(told, "R9c").told_by == "T. Penhale"


def test_what_was_typed_about_the_whole_case_names_no_other_witness() -> None:
    file = a_file("2026-11-18")
    appeal = an_event(
        file,
        EventKind.APPEAL,
        day("2026-11-23"),
        day("2026-11-23"),
        witness_id=None,
        detail="Mair Tollgate heard of it",
    )
    file = with_events(file, appeal)
    second = replace(file, witness=Witness(case_id=file.case.id, number=2, reference="W-B2", name="Mair Tollgate"))
    case = replace(case_of(file), witnesses=(file, second))
    [hers] = [i for i in due_for_witness(case, file, RULES, CALENDAR, TODAY) if i.rule_id == "R9c"]
    assert hers.why == "Appeal lodged, listed or decided, Mon 23 Nov 2026. W2 heard of it."
    assert hers.working is not None
    assert "Tollgate" not in hers.working.as_text()
