"""What starts and what ends each clock of a case: pleas, service, decisions, notices, meetings."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.domain.rulebook import CALENDAR, RULES, TODAY, a_file, day
from tests.duties import an_entry, item_of, items_of, with_entries
from victimplanner.domain.case import CourtKind, Hearing, HearingKind, HearingMove, HearingState, Plea, PleaKind
from victimplanner.domain.case_events import EventKind
from victimplanner.domain.case_file import MeetingFile, WitnessFile, notice_about
from victimplanner.domain.clocks import application_limits, workings_of
from victimplanner.domain.contact import Channel, Permission, SafeContact
from victimplanner.domain.contact_log import ContactEntry, ContactOutcome
from victimplanner.domain.deadlines import Start, Working
from victimplanner.domain.due_item import DueState, state_on
from victimplanner.domain.measures import Application, Direction, DirectionKind, MeasureId, Route
from victimplanner.domain.meeting import Meeting, MeetingChange, MeetingState, MeetingStep
from victimplanner.domain.start_context import StartContext
from victimplanner.domain.starts import STARTS
from victimplanner.domain.support import Referral, Supporter, SupportQuery, SupportRole
from victimplanner.domain.witness import Gate, GateCode, GateHolds


def starts(name: str, file: WitnessFile, today: dt.date = TODAY) -> list[Start]:
    limits = application_limits(file, RULES, CALENDAR, today)
    return list(STARTS[name](StartContext(file, today, CALENDAR, limits)))


def offer(file: WitnessFile, today: dt.date = TODAY) -> Working:
    found = workings_of("meeting.offer", file, RULES, CALENDAR, today)
    assert len(found) == 1
    return found[0]


def served(file: WitnessFile, on: str | None, **more: object) -> Application:
    facts = {"served_on": day(on) if on else None} | more
    return Application(case_id=file.case.id, witness_id=file.witness.id, **facts)  # type: ignore[arg-type]


def decided(file: WitnessFile, on: str, **more: object) -> Direction:
    facts = {"measure": MeasureId.SCREEN, "direction": DirectionKind.GRANTED, "decided_on": day(on)} | more
    return Direction(case_id=file.case.id, witness_id=file.witness.id, **facts)  # type: ignore[arg-type]


def hearing(file: WitnessFile, kind: HearingKind, on: str | None, **more: object) -> Hearing:
    return Hearing(case_id=file.case.id, kind=kind, listed_on=day(on) if on else None, **more)  # type: ignore[arg-type]


def a_move(of: Hearing, **more: object) -> HearingMove:
    return HearingMove(case_id=of.case_id, hearing_id=of.id, now_on=of.listed_on, reason="No judge", **more)  # type: ignore[arg-type]


def meeting(file: WitnessFile, **facts: object) -> MeetingFile:
    return MeetingFile(
        Meeting(case_id=file.case.id, witness_id=file.witness.id, **({"number": 1} | facts))  # type: ignore[arg-type]
    )


# ------------------------------------------------------------ not guilty plea (r.18.4)


def test_each_accuseds_own_plea_starts_his_own_clock_and_names_him() -> None:
    found = starts("not_guilty_plea", a_file("2026-11-18", None, "2026-11-20"))
    assert [(s.about, s.words, s.on) for s in found] == [
        ("D1", "Not guilty plea of D1, Wed 18 Nov 2026", day("2026-11-18")),
        ("D2", "Not guilty plea of D2", None),
        ("D3", "Not guilty plea of D3, Fri 20 Nov 2026", day("2026-11-20")),
    ]
    assert found[1].missing == "the date of the not guilty plea of D2 is missing"


def test_a_plea_changed_to_guilty_stops_the_clock_and_says_since_when() -> None:
    file = a_file("2026-11-18")
    changed = Plea(
        case_id=file.case.id,
        defendant_id=file.defendants[0].id,
        plea=PleaKind.GUILTY,
        entered_on=day("2026-11-24"),
        sequence=2,
    )
    (found,) = starts("not_guilty_plea", replace(file, pleas=(*file.pleas, changed)))
    assert (found.ended_on, found.ended_because) == (day("2026-11-24"), "D1 pleaded guilty, Tue 24 Nov 2026")
    assert starts("not_guilty_plea", file)[0].ended_because == "", "before it he was to be tried"


def test_a_direction_made_without_an_application_leaves_nothing_to_serve() -> None:
    file = a_file("2026-11-18")
    made = replace(file, directions=(decided(file, "2026-11-18"),))
    assert [s.finished_on for s in starts("not_guilty_plea", made)] == [day("2026-11-18")]


def test_an_application_not_yet_served_ends_nothing() -> None:
    file = a_file("2026-11-18")
    draft = replace(file, applications=(served(file, None),))
    assert [s.finished_on for s in starts("not_guilty_plea", draft)] == [None]
    assert starts("application_served", draft) == []


# ------------------------------------------------------------ response (r.18.13)


def test_a_response_or_a_decision_after_service_ends_the_time_of_the_others() -> None:
    file = a_file("2026-11-04")
    open_ = replace(file, applications=(served(file, "2026-11-10"),))
    assert starts("application_served", open_)[0].finished_on is None
    responded = replace(file, applications=(served(file, "2026-11-10", response_received_on=day("2026-11-20")),))
    assert starts("application_served", responded)[0].finished_on == day("2026-11-20")
    ruled = replace(open_, directions=(decided(file, "2026-11-18"),))
    assert starts("application_served", ruled)[0].finished_on == day("2026-11-18")


def test_an_earlier_decision_does_not_answer_a_later_application_to_vary() -> None:
    file = a_file("2026-09-01")
    both = replace(
        file,
        applications=(served(file, "2026-09-10"), served(file, "2026-11-16")),
        directions=(decided(file, "2026-10-01"),),
    )
    assert [s.finished_on for s in starts("application_served", both)] == [day("2026-10-01"), None]


@pytest.mark.parametrize(
    ("route", "asks"), [(Route.R18_10_APPLICATION, 1), (Route.COURT_OWN_MOTION, 1), (Route.R18_9_NOTICE, 0)]
)
def test_a_notice_that_nobody_opposes_asks_the_others_for_no_response(route: Route, asks: int) -> None:
    file = a_file("2026-11-04")
    found = starts("application_served", replace(file, applications=(served(file, "2026-11-10", route=route),)))
    assert len(found) == asks


# ------------------------------------------------------------ telling the decision (r.18.5, Code Right 8)


def test_the_clock_to_tell_her_runs_from_receipt_never_from_the_decision() -> None:
    file = a_file("2026-11-04")
    late = replace(file, directions=(decided(file, "2026-11-16", received_on=day("2026-11-23")),))
    (found,) = starts("direction_received", late)
    assert found.on == day("2026-11-23")
    assert found.words == "Court decision of Mon 16 Nov 2026, received Mon 23 Nov 2026"


def test_a_decision_told_before_the_result_came_on_paper_is_told() -> None:
    file = a_file("2026-11-04")
    told = replace(file, directions=(decided(file, "2026-11-16", told_on=day("2026-11-16")),))
    (working,) = workings_of("decision.told", told, RULES, CALENDAR, TODAY)
    assert working.start.finished_on == day("2026-11-16")


def test_what_was_decided_is_said_outcome_by_outcome() -> None:
    file = a_file("2026-11-04")
    received = day("2026-11-17")
    several = replace(
        file,
        directions=(
            decided(file, "2026-11-16", received_on=received),
            decided(file, "2026-11-16", received_on=received, measure=MeasureId.PRIVATE),
            decided(
                file, "2026-11-16", received_on=received, measure=MeasureId.LIVE_LINK, direction=DirectionKind.REFUSED
            ),
        ),
    )
    (working,) = workings_of("decision.told", several, RULES, CALENDAR, TODAY)
    assert working.start.detail == "Granted: Screens, Evidence in private; Refused: Live link"


def test_decisions_of_two_days_are_told_apart_the_earlier_first() -> None:
    file = a_file("2026-11-04")
    two = replace(
        file,
        directions=(
            decided(file, "2026-11-20", received_on=day("2026-11-20"), measure=MeasureId.PRIVATE),
            decided(file, "2026-11-16", received_on=day("2026-11-17")),
        ),
    )
    assert [s.on for s in starts("direction_received", two)] == [day("2026-11-17"), day("2026-11-20")]


# ------------------------------------------------------------ hearings (Code Right 8.1)


def test_a_hearing_of_which_no_notice_came_starts_no_clock() -> None:
    file = a_file("2026-11-18")
    assert starts("hearing_notice", replace(file, hearings=(hearing(file, HearingKind.TRIAL, "2027-05-10"),))) == []


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (None, DueState.OVERDUE),
        ("2026-11-20", DueState.MET),
        ("2026-11-23", DueState.MET),
        ("2026-11-24", DueState.MET_LATE),
    ],
)
def test_telling_her_on_or_after_the_notice_ends_the_clock(told: str | None, state: DueState) -> None:
    file = a_file("2026-11-18")
    trial = hearing(file, HearingKind.TRIAL, None, notice_received_on=day("2026-11-20"))
    file = replace(file, hearings=(trial,))
    if told:
        file = with_entries(file, an_entry("R8a", trial.id, on=day(told)))
    item = item_of(file, "R8a")
    assert (item.due, item.state, item.told_on) == (day("2026-11-23"), state, day(told) if told else None)
    assert item.why == "Notice received, Fri 20 Nov 2026. Trial, no day given."


def test_a_new_notice_of_a_moved_trial_starts_the_clock_again_although_she_knew_the_old_day() -> None:
    file = a_file("2026-11-18")
    moved = hearing(file, HearingKind.TRIAL, "2027-09-06", notice_received_on=day("2026-11-24"))
    move = a_move(moved, was_on=day("2027-05-10"), was_notice_on=day("2026-10-01"), heard_on=day("2026-11-24"))
    file = replace(file, hearings=(moved,), hearing_moves=(move,))
    file = with_entries(file, an_entry("R8a", notice_about(moved, 0), on=day("2026-10-02")))
    was, now = items_of(file, "R8a")
    assert (was.state, was.told_on) == (DueState.MET, day("2026-10-02"))
    assert (now.state, now.due, now.told_on) == (DueState.TODAY, day("2026-11-25"), None)
    assert now.why == "Notice received, Tue 24 Nov 2026. Trial on 6 Sep 2027."
    assert file.told_of_hearing(moved) is None


def test_an_earlier_notice_that_nobody_told_is_of_no_more_use_once_a_later_one_came() -> None:
    file = a_file("2026-11-18")
    moved = hearing(file, HearingKind.TRIAL, "2027-09-06", notice_received_on=day("2026-11-24"))
    in_time = a_move(moved, was_on=day("2027-05-10"), was_notice_on=day("2026-11-23"), heard_on=day("2026-11-24"))
    too_late = in_time.model_copy(update={"was_notice_on": day("2026-11-02")})
    for move, state in ((in_time, DueState.NO_LONGER), (too_late, DueState.NOT_MET)):
        was, _now = items_of(replace(file, hearings=(moved,), hearing_moves=(move,)), "R8a")
        assert (was.state, was.note) == (state, "A later notice replaced it (24 Nov 2026).")


def test_that_a_hearing_was_vacated_is_told_too_until_its_day_has_passed() -> None:
    file = a_file("2026-11-18")
    vacated = hearing(
        file, HearingKind.TRIAL, "2027-01-11", notice_received_on=day("2026-11-24"), state=HearingState.VACATED
    )
    move = a_move(vacated, was_on=day("2027-01-11"), is_vacated=True, heard_on=day("2026-11-24"))
    file = replace(file, hearings=(vacated,), hearing_moves=(move,))
    item = item_of(file, "R8a")
    assert (item.state, item.due) == (DueState.TODAY, day("2026-11-25"))
    assert item.why == "Notice received, Tue 24 Nov 2026. Trial on 11 Jan 2027 was vacated."
    passed = item_of(file, "R8a", today=day("2027-01-12"))
    assert (passed.state, passed.note) == (
        DueState.NOT_MET,
        "The day for which it was listed has passed (11 Jan 2027).",
    )
    told = with_entries(file, an_entry("R8a", notice_about(vacated, 1), on=day("2026-11-25")))
    assert item_of(told, "R8a").state is DueState.MET


def test_a_hearing_entered_as_vacated_was_never_hers_to_know() -> None:
    file = a_file("2026-11-18")
    vacated = hearing(
        file, HearingKind.TRIAL, "2027-01-11", notice_received_on=day("2026-11-24"), state=HearingState.VACATED
    )
    assert starts("hearing_notice", replace(file, hearings=(vacated,))) == []


# ------------------------------------------------------------ the offer of a meeting


def test_the_offer_names_the_limit_it_works_to() -> None:
    working = offer(a_file("2026-11-20", "2026-11-18"))
    assert working.start.detail == "Adult complainant; the day to work to is the application limit (D2)"


@pytest.mark.parametrize(
    ("recording", "due"),
    [
        ("2026-12-01", "2026-11-30"),  # a day before the limit of 2 December
        ("2026-12-02", "2026-12-01"),
        ("2026-12-03", "2026-12-02"),  # both say the 2nd
        ("2026-12-04", "2026-12-02"),  # the limit comes first
        ("2026-11-30", "2026-11-27"),  # over a weekend
    ],
)
def test_the_offer_is_due_by_the_limit_or_the_business_day_before_the_recording(recording: str, due: str) -> None:
    assert offer(a_file("2026-11-18", recording=recording)).due == day(due)


def test_of_a_recording_over_two_days_the_first_counts() -> None:
    file = a_file("2026-11-18")
    days = tuple(hearing(file, HearingKind.SECTION_28_RECORDING, on) for on in ("2026-11-27", "2026-11-26"))
    assert offer(replace(file, hearings=days)).due == day("2026-11-25")


def test_a_vacated_recording_or_one_without_a_day_sets_no_limit() -> None:
    file = a_file("2026-11-18")
    hearings = (
        hearing(file, HearingKind.SECTION_28_RECORDING, "2026-11-26", state=HearingState.VACATED),
        hearing(file, HearingKind.SECTION_28_RECORDING, None),
        hearing(file, HearingKind.TRIAL, "2026-11-27"),
    )
    assert offer(replace(file, hearings=hearings)).due == day("2026-12-02")


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (a_file(None), "the date of the not guilty plea of D1 is missing"),
        (a_file("2026-11-18", court=CourtKind.UNKNOWN), "the court is not recorded"),
        (a_file("2025-09-30"), "no edition of rule “application” that this program holds was in force on 30 Sep 2025"),
        (a_file(None, recording="2206-12-01"), "the date of the not guilty plea of D1 is missing"),
    ],
    ids=["no day of the plea", "no court", "a plea before the rules", "no day, and a mistyped recording"],
)
def test_without_any_day_to_work_to_the_offer_says_why_and_blames_nothing_that_is_recorded(
    file: WitnessFile, why: str
) -> None:
    working = offer(file)
    assert working.due is None
    assert working.missing.startswith(why)


def test_the_recording_alone_is_enough_where_the_limit_cannot_be_worked_out() -> None:
    assert offer(a_file(None, recording="2026-12-01")).due == day("2026-11-30")


def test_a_mistyped_year_of_the_recording_leaves_the_application_limit_as_it_is() -> None:
    assert offer(a_file("2026-11-18", recording="2206-12-01")).due == day("2026-12-02")


def test_the_first_of_several_offers_is_the_one_that_met_it() -> None:
    file = a_file("2026-11-18")
    meetings = (
        meeting(file, number=1, state=MeetingState.DECLINED, offered_on=day("2026-11-19")),
        meeting(file, number=2, state=MeetingState.OFFERED, offered_on=day("2026-12-09")),
    )
    assert offer(replace(file, meetings=meetings)).start.finished_on == day("2026-11-19")


def test_a_witness_who_is_no_complainant_is_offered_none() -> None:
    file = a_file("2026-11-18")
    bystander = replace(file, witness=file.witness.model_copy(update={"is_complainant": False}))
    assert starts("meeting_to_offer", bystander) == []


def test_without_a_date_of_birth_she_counts_as_an_adult_unless_something_says_she_is_a_child() -> None:
    file = a_file("2026-11-18", born=None)
    assert len(starts("meeting_to_offer", file)) == 1
    believed = replace(file, witness=file.witness.model_copy(update={"believed_under_18": True}))
    assert starts("meeting_to_offer", believed) == []
    ground = Gate(
        case_id=file.case.id,
        witness_id=file.witness.id,
        code=GateCode.S16_CHILD,
        holds=GateHolds.YES,
        considered_on=TODAY,
    )
    assert starts("meeting_to_offer", replace(file, gates=(ground,))) == []


# ------------------------------------------------------------ from meeting to signed record


@pytest.mark.parametrize("state", list(MeetingState))
def test_each_state_of_a_meeting_asks_for_its_own_next_step_and_no_other(state: MeetingState) -> None:
    file = a_file("2026-11-18")
    on = day("2026-11-24")
    held = replace(file, meetings=(meeting(file, state=state, planned_on=on, held_on=on, ask_again_on=on),))
    asked = {name for name in ("meeting_planned", "meeting_held", "meeting_ask_again") if starts(name, held)}
    expected = {
        MeetingState.PLANNED: {"meeting_planned"},
        MeetingState.HELD: {"meeting_held"},
        MeetingState.SIGNED: {"meeting_held"},
        MeetingState.LATER: {"meeting_ask_again"},
        MeetingState.NO_REPLY: {"meeting_ask_again"},
    }
    assert asked == expected.get(state, set())


@pytest.mark.parametrize(("signed", "state"), [("2026-11-25", "met"), ("2026-11-26", "met_late"), (None, "today")])
def test_a_record_is_signed_one_working_day_after_the_meeting(signed: str | None, state: str) -> None:
    file = a_file("2026-11-18")
    facts = {"state": MeetingState.SIGNED if signed else MeetingState.HELD, "held_on": day("2026-11-24")}
    held = replace(file, meetings=(meeting(file, **facts, signed_on=day(signed) if signed else None),))
    (working,) = workings_of("meeting.sign", held, RULES, CALENDAR, TODAY)
    assert state_on(TODAY, working.due, working.start.finished_on).value == state


def test_a_held_meeting_without_its_day_says_so() -> None:
    file = a_file("2026-11-18")
    (working,) = workings_of(
        "meeting.sign", replace(file, meetings=(meeting(file, state=MeetingState.HELD),)), RULES, CALENDAR, TODAY
    )
    assert working.missing == "the day the meeting was held is missing"


@pytest.mark.parametrize(("to_tell", "count"), [(True, 1), (False, 0)])
def test_a_moved_meeting_waits_until_she_is_told(to_tell: bool, count: int) -> None:
    file = a_file("2026-11-18")
    moved = meeting(
        file,
        state=MeetingState.PLANNED,
        planned_on=day("2026-12-22"),
    )
    change = MeetingChange(
        case_id=file.case.id,
        meeting_id=moved.meeting.id,
        step=MeetingStep.MOVED,
        state_after=MeetingState.PLANNED,
        happened_on=day("2026-11-24"),
        to_tell=to_tell,
        reason="Room double booked.",
    )
    moved = replace(moved, changes=(change,))
    found = starts("meeting_changed", replace(file, meetings=(moved,)))
    assert len(found) == count
    assert all(s.detail == "Room double booked" for s in found)


# ------------------------------------------------------------ contact and support


def test_what_somebody_typed_reaches_the_lists_with_her_label_in_place_of_her_name() -> None:
    file = a_file("2026-11-18")
    hers = {"case_id": file.case.id, "witness_id": file.witness.id}
    planned = meeting(file, state=MeetingState.PLANNED, planned_on=day("2026-12-22"))
    change = MeetingChange(
        case_id=file.case.id,
        meeting_id=planned.meeting.id,
        step=MeetingStep.MOVED,
        state_after=MeetingState.PLANNED,
        happened_on=day("2026-11-24"),
        to_tell=True,
        reason="Carys is unwell.",
    )
    entry = ContactEntry(
        happened_on=day("2026-11-24"),
        channel=Channel.CALL,
        outcome=ContactOutcome.REACHED,
        next_step="Ring Carys Penhale again.",
        next_on=day("2026-11-26"),
        **hers,
    )
    query = SupportQuery(asked_by="mother of Carys", received_on=TODAY, question="When is the trial?", **hers)
    referral = Referral(
        service="Haven for Carys", offered_on=TODAY, wanted=Permission.YES, referred_on=day("2026-11-24"), **hers
    )
    supporter = Supporter(
        person_id="p" * 32,
        role=SupportRole.RELATIVE,
        relation="Carys’s aunt.",
        consent=Permission.YES,
        consent_until=day("2026-12-01"),
        **hers,
    )
    file = replace(
        file,
        meetings=(replace(planned, changes=(change,)),),
        contact_log=(entry,),
        support_queries=(query,),
        referrals=(referral,),
        supporters=(supporter,),
    )
    expected = {
        "meeting_changed": [("Meeting 1 changed, Tue 24 Nov 2026", "W1 is unwell")],
        "contact_next_step": [("Ring W1 again, by Thu 26 Nov 2026", "After the contact of Tue 24 Nov 2026")],
        "support_query_received": [("Question received, Wed 25 Nov 2026", "Asked by mother of W1")],
        "referral_made": [("Referred to Haven for W1, Tue 24 Nov 2026", "")],
        "consent_ends": [("Her consent to share ends, Tue 1 Dec 2026", "W1’s aunt")],
    }
    assert {name: [(s.words, s.detail) for s in starts(name, file)] for name in expected} == expected


def test_safe_contact_never_confirmed_starts_no_clock() -> None:
    file = a_file("2026-11-18")
    assert starts("safe_contact_confirmed", file) == []
    contact = SafeContact(case_id=file.case.id, witness_id=file.witness.id)
    assert starts("safe_contact_confirmed", replace(file, safe_contact=contact)) == []


# ------------------------------------------------------------ all of them


@pytest.mark.parametrize("name", sorted(STARTS))
def test_in_a_case_in_which_nothing_has_happened_no_clock_runs(name: str) -> None:
    assert starts(name, a_file()) == []


def test_every_rule_names_a_known_trigger_and_every_trigger_but_a_plain_event_is_named_by_a_rule() -> None:
    named = {rule.starts for rule in RULES.deadlines if rule.starts}
    assert named - set(STARTS) == set()
    assert set(STARTS) - named - {kind.value for kind in EventKind} == set(), "an edition may name any kind of event"


# ------------------------------------------------------------ a meeting long ago


def held_long_ago(file: WitnessFile) -> MeetingFile:
    return meeting(file, state=MeetingState.SIGNED, held_on=day("2026-05-29"))


def stale(file: WitnessFile) -> Working:
    (found,) = workings_of("meeting.stale", file, RULES, CALENDAR, TODAY)
    return found


def test_a_meeting_goes_stale_while_the_trial_is_still_to_come() -> None:
    file = a_file("2026-05-18")
    found = stale(replace(file, meetings=(held_long_ago(file),)))
    assert (found.due, found.start.finished_on) == (day("2026-11-25"), None), "180 days later"
    assert "safe contact" in found.start.detail


def test_a_further_meeting_that_was_offered_ends_it() -> None:
    file = a_file("2026-05-18")
    further = meeting(file, number=2, state=MeetingState.OFFERED, offered_on=day("2026-11-23"))
    step = MeetingChange(
        case_id=file.case.id,
        meeting_id=further.meeting.id,
        step=MeetingStep.OFFERED,
        state_after=MeetingState.OFFERED,
        happened_on=day("2026-11-23"),
    )
    both = (held_long_ago(file), replace(further, changes=(step,)))
    assert stale(replace(file, meetings=both)).start.finished_on == day("2026-11-23")


def test_nothing_goes_stale_without_a_meeting_or_without_a_trial() -> None:
    file = a_file("2026-05-18")
    assert starts("meeting_stale", file) == []
    no_trial = replace(file, pleas=())
    assert starts("meeting_stale", replace(no_trial, meetings=(held_long_ago(no_trial),))) == []


def test_once_the_trial_has_begun_nobody_is_asked_again() -> None:
    file = a_file("2026-05-18")
    begun = replace(file, meetings=(held_long_ago(file),), hearings=(hearing(file, HearingKind.TRIAL, "2026-11-23"),))
    assert stale(begun).start.finished_on == day("2026-11-23")
