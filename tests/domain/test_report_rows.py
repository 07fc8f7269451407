"""From the file of one witness to the rows of reports: what counts as met, late, told, offered, wanted, used."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests import builders
from tests.domain.rulebook import TODAY, a_file, day
from tests.duties import an_entry, an_event, with_entries, with_events
from tests.reports import rows_of
from victimplanner.domain.case import CaseState, Hearing, HearingKind, HearingState
from victimplanner.domain.case_events import EventKind
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.duty_entries import EntryKind
from victimplanner.domain.links import BookingState
from victimplanner.domain.measures import (
    Application,
    DecisionKind,
    Direction,
    DirectionKind,
    MeasureDecision,
    MeasureId,
    MeasureUse,
    MeasureView,
    UseKind,
    ViewKind,
)
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.reports.choosing import ReportFilter
from victimplanner.domain.reports.overview import report_of
from victimplanner.domain.reports.rows import ApplicationRow, DecisionRow, DutyRow, Standing
from victimplanner.domain.reports.witness_rows import (
    LinkUse,
    MeasureGap,
    MeasureRow,
    MeetingAnswer,
    MeetingRow,
    Section28Answer,
)
from victimplanner.domain.section_28 import Section28Consideration, Section28Outcome

S28 = MeasureId.PRE_RECORDED_CROSS_EXAMINATION


def duty(file: WitnessFile, rule_id: str, today: dt.date = TODAY) -> DutyRow:
    (row,) = (row for row in rows_of(file, today=today).duties if row.rule_id == rule_id)
    return row


def with_bail(received: dt.date | None, **told: Any) -> WitnessFile:
    """Bail was changed on Thursday 5 November; `told` is an entry about telling her."""
    file = a_file()
    event = an_event(file, EventKind.BAIL_RESULT, day("2026-11-05"), received)
    file = with_events(file, event)
    return with_entries(file, an_entry("R8b", event.duty_about, **told)) if told else file


# ------------------------------------------------------------ duties


def test_told_with_no_day_of_receipt_is_not_known_and_never_met() -> None:
    assert duty(with_bail(None, on=day("2026-11-06")), "R8b").standing is Standing.NOT_KNOWN
    assert duty(with_bail(day("2026-11-05"), on=day("2026-11-06")), "R8b").standing is Standing.MET


def test_a_duty_counts_in_the_month_of_its_last_day_else_of_the_event() -> None:
    assert duty(with_bail(day("2026-11-05")), "R8b").counted_on == day("2026-11-06")
    assert duty(with_bail(None), "R8b").counted_on == day("2026-11-05")


def test_done_on_the_saturday_after_the_friday_is_one_day_late() -> None:
    row = duty(with_bail(day("2026-11-05"), on=day("2026-11-07")), "R8b")
    assert (row.standing, row.due, row.days_late) == (Standing.LATE, day("2026-11-06"), 1)


@pytest.mark.parametrize(("today", "days"), [("2026-11-09", 1), ("2026-11-25", 13)])
def test_what_is_overdue_is_late_by_the_working_days_gone_by(today: str, days: int) -> None:
    row = duty(with_bail(day("2026-11-05")), "R8b", day(today))
    assert (row.standing, row.days_late) == (Standing.OVERDUE, days)


def closed(file: WitnessFile, on: str) -> WitnessFile:
    case = file.case.model_copy(update={"state": CaseState.CLOSED, "closed_on": day(on)})
    return replace(file, case=case)


def test_what_was_never_done_is_late_by_no_number_of_days() -> None:
    row = duty(closed(with_bail(day("2026-11-05")), "2026-11-18"), "R8b")
    assert (row.standing, row.told_on, row.days_late) == (Standing.NOT_MET, None, None)


def test_a_good_reason_for_not_doing_it_grows_by_no_days() -> None:
    file = with_bail(day("2026-11-05"), kind=EntryKind.REASON, reason="She cannot be reached.")
    reason = file.duty_entries[0]
    file = with_entries(file, an_entry("R8b", reason.about, EntryKind.REASON_ACCEPTED, of_id=reason.id))
    row = duty(file, "R8b")
    assert (row.standing, row.days_late) == (Standing.EXCUSED, None)


def test_what_has_no_day_in_a_closed_case_counts_when_it_was_closed_and_in_no_later_month() -> None:
    rows = rows_of(closed(a_file(), "2026-06-30"))
    assert {row.counted_on for row in rows.witnesses} == {day("2026-06-30")}
    assert all(row.counted_on < TODAY for row in (*rows.duties, *rows.measures, *rows.applications))


def test_a_case_is_open_from_its_first_charge_until_it_is_closed() -> None:
    file = a_file("2026-11-02")
    charged = replace(file, charges=tuple(c.model_copy(update={"charged_on": day("2026-10-20")}) for c in file.charges))

    def is_open_at_the_end_of(month: str, one: WitnessFile) -> str:
        first = day(f"{month}-01")
        return report_of(rows_of(one), ReportFilter(first, first.replace(day=30)), TODAY).panel[0].words

    assert is_open_at_the_end_of("2026-09", charged) == "0"
    assert is_open_at_the_end_of("2026-11", charged) == "1"
    assert is_open_at_the_end_of("2026-11", closed(charged, "2026-11-20")) == "0"


def test_a_good_reason_counts_once_it_is_accepted_and_is_not_met() -> None:
    file = with_bail(day("2026-11-05"), on=day("2026-11-12"))
    about = file.duty_entries[0].about
    reason = an_entry("R8b", about, EntryKind.REASON, reason="She asked us to wait.")
    assert duty(with_entries(file, reason), "R8b").standing is Standing.LATE
    accepted = an_entry("R8b", about, EntryKind.REASON_ACCEPTED, of_id=reason.id)
    row = duty(with_entries(file, reason, accepted), "R8b")
    assert (row.standing, row.days_late) == (Standing.EXCUSED, 4)
    report = report_of(rows_of(with_entries(file, reason, accepted)), ReportFilter(day("2026-11-01"), TODAY), TODAY)
    assert report.by_duty.table()[0][:7] == ("Bail change told, R8b", 1, 0, 0, 1, 0, 0)


def test_what_is_not_ours_or_ended_in_time_is_counted_nowhere() -> None:
    not_ours = with_bail(day("2026-11-05"), kind=EntryKind.NOT_OURS, reason="Another office has the case.")
    assert duty(not_ours, "R8b").standing is Standing.LEFT_OUT
    report = report_of(rows_of(not_ours), ReportFilter(day("2026-11-01"), TODAY), TODAY)
    assert report.by_duty.empty == "No duties were due in this period."


def test_what_the_court_owes_is_not_ours() -> None:
    file = with_bail(day("2026-11-19"))
    court = duty(file, "R8b0")
    assert (court.is_ours, court.owner_role, court.standing) == (False, "Court", Standing.LATE)
    report = report_of(rows_of(file), ReportFilter(day("2026-11-01"), TODAY), TODAY)
    assert [line.label for line in report.others.lines] == ["Court on bail, R8b0 (Court)"]
    assert court.id not in report.by_duty.rows


def test_who_told_her_is_a_role_and_a_name_that_nobody_knows_is_somebody_else() -> None:
    officer = (CaseRole.WITNESS_CARE_OFFICER, Person(name="T. Garside"))
    file = with_bail(day("2026-11-05"), on=day("2026-11-06"), by="t. garside ", how=Channel.LETTER)
    assert duty(replace(file, people=(officer,)), "R8b").told_by_role == "WCO"
    row = duty(file, "R8b")
    assert (row.told_by_role, row.is_by_letter) == ("Somebody else", True)
    assert "garside" not in repr(row).casefold()


def test_nothing_that_somebody_typed_stands_in_a_row() -> None:
    words = "Her aunt Merle Tanqueray rang."
    file = with_bail(day("2026-11-05"), kind=EntryKind.REASON, reason=words, until=day("2026-11-30"))
    row = duty(file, "R8b")
    assert row.next_step == "Reason given, to be done by 30 Nov 2026"
    assert "Tanqueray" not in repr(rows_of(file))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"kind": EntryKind.SNOOZED, "on": TODAY, "until": day("2026-12-01")}, "Put off until 1 Dec 2026"),
        ({"kind": EntryKind.ASSIGNED, "on": TODAY, "by": "L. Penrose"}, "Handed over 25 Nov 2026"),
        ({}, ""),
    ],
)
def test_the_next_step_is_what_was_entered_last_in_the_words_of_the_program(entry: dict[str, Any], words: str) -> None:
    assert duty(with_bail(day("2026-11-05"), **entry), "R8b").next_step == words


def test_section_28_considered_before_any_plea_has_no_clock() -> None:
    file = a_file()
    considered = builders.a_consideration(case_id=file.case.id, witness_id=file.witness.id)
    assert duty(replace(file, considerations=(considered,)), "section_28.consider").standing is Standing.NO_LIMIT
    undated = a_file(None)
    assert duty(replace(undated, considerations=(considered,)), "section_28.consider").standing is Standing.NOT_KNOWN


# ------------------------------------------------------------ applications and decisions


def application(file: WitnessFile) -> ApplicationRow:
    (row,) = rows_of(file).applications
    return row


def an_application(file: WitnessFile, served: str, reason: str = "") -> Application:
    return Application(case_id=file.case.id, witness_id=file.witness.id, served_on=day(served), late_reason=reason)


@pytest.mark.parametrize(
    ("served", "reason", "standing", "has_reason", "days"),
    [
        ("2026-11-16", "", Standing.MET, False, None),
        ("2026-11-17", "", Standing.LATE, False, 1),
        ("2026-11-20", "Report came late.", Standing.LATE, True, 4),
    ],
)
def test_an_application_is_in_time_late_or_late_with_a_reason(
    served: str, reason: str, standing: Standing, has_reason: bool, days: int | None
) -> None:
    file = a_file("2026-11-02")
    row = application(replace(file, applications=(an_application(file, served, reason),)))
    assert row.limit == day("2026-11-16")
    assert (row.standing, row.has_reason, row.days_late) == (standing, has_reason, days)
    assert row.counted_on == day("2026-11-02")


def test_a_direction_without_an_application_leaves_nothing_to_be_in_time() -> None:
    file = a_file("2026-11-02")
    row = application(replace(file, directions=(a_direction(file, MeasureId.SCREEN),)))
    assert (row.served_on, row.standing) == (None, Standing.LEFT_OUT)


def a_direction(
    file: WitnessFile, measure: MeasureId, kind: DirectionKind = DirectionKind.GRANTED, **more: Any
) -> Direction:
    values = {"case_id": file.case.id, "witness_id": file.witness.id, "decided_on": day("2026-11-13")} | more
    return Direction(measure=measure, direction=kind, **values)


def decision(file: WitnessFile, **more: Any) -> DecisionRow:
    (row,) = rows_of(replace(file, directions=(a_direction(file, MeasureId.SCREEN, **more),))).decisions
    return row


@pytest.mark.parametrize(
    ("received", "told", "gap"),
    [("2026-11-13", "2026-11-13", 0), ("2026-11-13", "2026-11-16", 1), ("2026-11-16", "2026-11-13", 0)],
)
def test_the_gap_counts_working_days_and_telling_her_in_court_is_the_same_day(
    received: str, told: str, gap: int
) -> None:
    row = decision(a_file("2026-11-02"), received_on=day(received), told_on=day(told))
    assert (row.gap, row.is_not_told, row.limit_days) == (gap, False, 1)


def test_a_decision_not_told_waits_since_it_came() -> None:
    row = decision(a_file("2026-11-02"), received_on=day("2026-11-18"))
    assert (row.gap, row.waiting, row.is_not_told) == (None, 5, True)
    unknown = decision(a_file("2026-11-02"), told_on=day("2026-11-18"))
    assert (unknown.gap, unknown.standing) == (None, Standing.NOT_KNOWN)


# ------------------------------------------------------------ measures

GAPS = {
    "nothing recorded": ({}, None),
    "wanted, not decided": ({"view": ViewKind.WANTS}, MeasureGap.NOT_DECIDED),
    "wanted, not sought": ({"view": ViewKind.ONLY_IF, "decision": DecisionKind.NOT_SOUGHT}, MeasureGap.NOT_SOUGHT),
    "not wanted, not sought": ({"view": ViewKind.DOES_NOT_WANT, "decision": DecisionKind.NOT_SOUGHT}, None),
    "not served": ({"view": ViewKind.WANTS, "decision": DecisionKind.APPLY}, MeasureGap.NOT_SERVED),
    "applied": ({"view": ViewKind.WANTS, "decision": DecisionKind.APPLY, "served": True}, None),
    "not wanted": (
        {"view": ViewKind.DOES_NOT_WANT, "decision": DecisionKind.APPLY, "served": True}, MeasureGap.NOT_WANTED,
    ),
    "refused": ({"view": ViewKind.WANTS, "direction": DirectionKind.REFUSED}, MeasureGap.REFUSED),
    "directed": ({"view": ViewKind.WANTS, "direction": DirectionKind.GRANTED}, None),
    "directed, not used": ({"direction": DirectionKind.GRANTED, "use": UseKind.NOT_USED}, MeasureGap.NOT_USED),
    "directed and used": ({"direction": DirectionKind.GRANTED, "use": UseKind.USED_IN_PART}, None),
    "used, not directed": ({"use": UseKind.USED}, MeasureGap.NOT_DIRECTED),
}  # fmt: skip


def screen(file: WitnessFile, **facts: Any) -> MeasureRow:
    """The row of the screen, with those of the four facts that are given."""
    ids: dict[str, Any] = {"case_id": file.case.id, "witness_id": file.witness.id, "measure": MeasureId.SCREEN}
    served = (an_application(file, "2026-11-09"),) if facts.get("served") else ()
    more: dict[str, Any] = {"applications": served}
    if kind := facts.get("view"):
        more["views"] = (MeasureView(**ids, view=kind, given_on=day("2026-11-04")),)
    if kind := facts.get("decision"):
        application_id = served[0].id if served else None
        made = {"decided_on": day("2026-11-06"), "decided_by": "P", "reason": "Hers.", "application_id": application_id}
        more["decisions"] = (MeasureDecision(**ids, decision=kind, **made),)
    if kind := facts.get("direction"):
        more["directions"] = (a_direction(file, MeasureId.SCREEN, kind),)
    if kind := facts.get("use"):
        more["uses"] = (MeasureUse(**ids, use=kind, used_on=day("2026-11-20")),)
    (row,) = (row for row in rows_of(replace(file, **more)).measures if row.measure == MeasureId.SCREEN)
    return row


@pytest.mark.parametrize(("facts", "gap"), GAPS.values(), ids=GAPS)
def test_where_the_four_facts_part_is_a_gap(facts: dict[str, Any], gap: MeasureGap | None) -> None:
    assert screen(a_file("2026-11-02"), **facts).gaps == ((gap,) if gap else ())


def test_before_the_limit_nothing_undecided_is_a_gap_and_a_guilty_plea_leaves_none() -> None:
    assert screen(a_file("2026-11-20"), view=ViewKind.WANTS).gaps == ()
    file = a_file("2026-11-02")
    guilty = file.pleas[0].model_copy(
        update={"id": "f" * 32, "plea": "guilty", "entered_on": day("2026-11-05"), "sequence": 2}
    )
    assert screen(replace(file, pleas=(*file.pleas, guilty)), view=ViewKind.WANTS).gaps == ()


def test_a_measure_counts_in_the_month_of_the_first_fact_else_of_the_plea() -> None:
    assert screen(a_file("2026-10-02"), view=ViewKind.WANTS, use=UseKind.USED).counted_on == day("2026-11-04")
    assert screen(a_file("2026-10-02")).counted_on == day("2026-10-02")


# ------------------------------------------------------------ meetings


def meeting(file: WitnessFile, *meetings: dict[str, Any]) -> MeetingRow:
    made = tuple(
        MeetingFile(Meeting(case_id=file.case.id, witness_id=file.witness.id, number=number, **facts))
        for number, facts in enumerate(meetings, 1)
    )
    (row,) = rows_of(replace(file, meetings=made)).meetings
    return row


ANSWERS = {
    "none": ((), MeetingAnswer.NOT_OFFERED),
    "offered": ((MeetingState.OFFERED,), MeetingAnswer.NO_ANSWER),
    "no reply": ((MeetingState.NO_REPLY,), MeetingAnswer.NO_ANSWER),
    "declined": ((MeetingState.DECLINED,), MeetingAnswer.DECLINED),
    "later": ((MeetingState.LATER,), MeetingAnswer.LATER),
    "cancelled": ((MeetingState.CANCELLED,), MeetingAnswer.LAPSED),
    "planned": ((MeetingState.PLANNED,), MeetingAnswer.ACCEPTED),
    "accepted once": ((MeetingState.SIGNED, MeetingState.DECLINED), MeetingAnswer.ACCEPTED),
    "declined, offered again": ((MeetingState.DECLINED, MeetingState.OFFERED), MeetingAnswer.NO_ANSWER),
}


@pytest.mark.parametrize(("states", "answer"), ANSWERS.values(), ids=ANSWERS)
def test_accepted_once_is_accepted_and_else_the_last_answer_counts(
    states: tuple[MeetingState, ...], answer: MeetingAnswer
) -> None:
    row = meeting(a_file("2026-11-02"), *({"state": state, "offered_on": day("2026-11-04")} for state in states))
    assert row.answer is answer
    assert row.is_to_be_offered


HELD = {"state": MeetingState.HELD, "offered_on": day("2026-11-03")}


@pytest.mark.parametrize(
    ("held", "before", "in_time"),
    [
        ("2026-11-16", (True, True, None), True),
        ("2026-11-18", (False, True, None), True),
        ("2026-11-20", (False, False, None), False),
    ],
)
def test_a_meeting_is_held_before_the_limit_the_recording_or_neither(
    held: str, before: tuple[bool | None, ...], in_time: bool
) -> None:
    row = meeting(a_file("2026-11-02", recording="2026-11-20"), HELD | {"held_on": day(held)})
    assert (row.is_before_application_due, row.is_before_recording, row.is_before_trial) == before
    assert row.is_in_time is in_time


def test_without_a_recording_the_trial_is_what_a_meeting_must_come_before() -> None:
    file = a_file("2026-11-02")
    trial = Hearing(case_id=file.case.id, kind=HearingKind.TRIAL, listed_on=day("2026-11-19"), state=HearingState.HELD)
    assert not meeting(replace(file, hearings=(trial,)), HELD | {"held_on": day("2026-11-20")}).is_in_time
    assert meeting(replace(file, hearings=(trial,)), HELD | {"held_on": day("2026-11-18")}).is_in_time


def test_a_child_is_in_no_funnel_and_an_adult_with_nothing_owed_any_more_neither() -> None:
    assert not meeting(a_file("2026-11-02", born="2012-01-01")).is_to_be_offered
    file = a_file("2026-11-20")
    withdrawn = an_event(file, EventKind.SUPPORT_WITHDRAWN, day("2026-11-23"))
    assert not meeting(with_events(file, withdrawn)).is_to_be_offered
    assert meeting(with_events(file, withdrawn), {"offered_on": day("2026-11-21")}).is_to_be_offered


def test_a_record_counts_once_it_is_signed_and_listed() -> None:
    signed = {"state": MeetingState.SIGNED, "held_on": day("2026-11-05"), "signed_on": day("2026-11-06")}
    row = meeting(a_file("2026-11-02"), signed, signed | {"mg6c_listed_on": day("2026-11-09")})
    assert (row.held, row.listed) == (2, 1)


# ------------------------------------------------------------ section 28, links, views


@pytest.mark.parametrize(
    ("outcome", "reason", "words"),
    [
        (Section28Outcome.SOUGHT, "", "To be sought"),
        (Section28Outcome.NOT_SOUGHT, "She wants it over at once.", "Not sought, reason recorded"),
        (Section28Outcome.NOT_SOUGHT, " ", "Not sought, no reason recorded"),
        (Section28Outcome.NOT_OPEN, "", None),
        (None, "", "Not considered"),
    ],
)
def test_section_28_says_why_not_in_the_words_of_the_program(
    outcome: Section28Outcome | None, reason: str, words: str | None
) -> None:
    witness = {"abe_recorded_on": day("2026-08-03"), "video_requested": True}
    file = a_file("2026-11-02")
    file = replace(file, witness=file.witness.model_copy(update=witness if words else {}))
    if outcome is not None:
        facts = {"considered_on": day("2026-11-09"), "considered_by": "P"}
        entry = Section28Consideration(
            case_id=file.case.id, witness_id=file.witness.id, outcome=outcome, reason=reason, **facts
        )
        file = replace(file, considerations=(entry,))
    (row,) = rows_of(file).section_28
    assert "over at once" not in repr(row)
    if words is None:
        assert row.why_not_open
        assert row.reason == row.why_not_open
    else:
        assert row.reason == words


def test_a_decision_on_the_measure_shows_that_section_28_was_considered() -> None:
    file = builders.a_decided_witness_file()
    (row,) = rows_of(file, today=day("2027-02-01")).section_28
    assert (row.answer, row.has_reason, row.explained_on) == (Section28Answer.SOUGHT, True, None)


@pytest.mark.parametrize(
    ("facts", "use", "came_of_it"),
    [
        ({"on": day("2026-11-20")}, UseKind.USED, LinkUse.USED),
        ({"on": day("2026-11-20")}, UseKind.GIVEN_ANOTHER_WAY, LinkUse.NOT_USED),
        ({"on": day("2026-11-19")}, UseKind.USED, LinkUse.NOT_KNOWN),
        ({"on": TODAY}, None, LinkUse.TO_COME),
        ({"on": None}, None, LinkUse.NO_DAY),
        ({"on": day("2026-11-20"), "booking": BookingState.REFUSED}, UseKind.USED, LinkUse.CANCELLED),
    ],
)
def test_a_link_was_used_when_an_entry_of_its_day_says_so(
    facts: dict[str, Any], use: UseKind | None, came_of_it: LinkUse
) -> None:
    file = a_file("2026-11-02")
    ids: dict[str, Any] = {"case_id": file.case.id, "witness_id": file.witness.id}
    link = builders.a_link(**ids, hearing_id=None, **facts)
    uses = (MeasureUse(**ids, measure=MeasureId.LIVE_LINK, use=use, used_on=day("2026-11-20")),) if use else ()
    (row,) = rows_of(replace(file, links=(link,), uses=uses)).links
    assert row.use is came_of_it


def test_views_are_all_recorded_missing_after_the_limit_or_not_yet_due() -> None:
    file = a_file("2026-11-02")
    rows = rows_of(file)
    views = tuple(
        MeasureView(
            case_id=file.case.id, witness_id=file.witness.id, measure=MeasureId(row.measure), view=ViewKind.UNDECIDED,
            given_on=TODAY,
        )
        for row in rows.measures
        if row.is_open
    )  # fmt: skip
    assert [row.has_all_views for row in rows.witnesses] == [False]
    assert [row.has_all_views for row in rows_of(replace(file, views=views)).witnesses] == [True]
    assert [row.has_all_views for row in rows_of(replace(file, views=views[1:])).witnesses] == [False]
    assert [row.has_all_views for row in rows_of(a_file("2026-11-20")).witnesses] == [None]
