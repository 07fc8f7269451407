"""Looking at a plan: what clashes, who is to be kept apart, what lies at a bad time. Everything may still be saved."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.journeys.cases import a_case
from tests.services.finding import again, with_two_witnesses, without_meeting, witnesses
from victimplanner.domain.case import Hearing, HearingKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.contact_preferences import ContactPreference
from victimplanner.domain.measures import Application
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.domain.meeting_record import Attendance, AttendanceState
from victimplanner.domain.people import CaseRole
from victimplanner.services import meeting_checks, meetings
from victimplanner.services.context import App
from victimplanner.services.hearings import save_hearing
from victimplanner.services.meeting_checks import PlanWarning, plan_warnings, suggested_minutes, timing_checks

DAY = dt.date(2027, 2, 10)  # a Wednesday beyond everything the practice office holds
PLACE = "Interview room 9"


def a_meeting(app: App, file: WitnessFile, start: str = "10:00", end: str = "11:00", day: dt.date = DAY) -> Meeting:
    offered = meetings.offer_meeting(
        app, file.witness.id, offered_on=app.today, channel=Channel.IN_PERSON, offered_by="R. Okafor"
    )
    return moved(offered, start, end, day)


def moved(meeting: Meeting, start: str, end: str, day: dt.date = DAY) -> Meeting:
    times = {
        "planned_on": day, "planned_start": dt.time.fromisoformat(start), "planned_end": dt.time.fromisoformat(end),
        "place": PLACE,
    }  # fmt: skip
    return meeting.model_copy(update=times)


def a_planned_meeting(app: App) -> tuple[WitnessFile, Meeting]:
    file = without_meeting(app)
    return file, a_meeting(app, file)


def prosecutor_at(meeting: Meeting, file: WitnessFile) -> Attendance:
    person = file.person(CaseRole.PROSECUTOR)
    assert person is not None
    return Attendance(
        case_id=meeting.case_id, meeting_id=meeting.id, person_id=person.id, name=person.name, role="Prosecutor",
        is_note_taker=True,
    )  # fmt: skip


def kinds(warnings: list[PlanWarning]) -> list[str]:
    return sorted(warning.kind for warning in warnings if warning.kind != "timing")


@pytest.fixture
def two(app: App) -> tuple[WitnessFile, WitnessFile]:
    """Two witnesses of two cases with one prosecutor."""
    files = [f for f in witnesses(app) if f.person(CaseRole.PROSECUTOR)]
    one = files[0]
    other = next(
        f
        for f in files
        if f.case.id != one.case.id and f.person(CaseRole.PROSECUTOR) == one.person(CaseRole.PROSECUTOR)
    )
    return one, other


# ------------------------------------------------------------ clashes


@pytest.mark.parametrize(
    ("start", "end", "clashes"),
    [
        ("10:00", "11:00", True),
        ("10:59", "12:00", True),
        ("09:00", "12:00", True),
        ("11:00", "12:00", False),
        ("09:00", "10:00", False),
    ],
)
def test_a_person_and_a_room_clash_where_times_overlap_and_not_where_they_touch(
    app: App, two: tuple[WitnessFile, WitnessFile], start: str, end: str, clashes: bool
) -> None:
    one, other = two
    taken = a_meeting(app, one)
    meetings.plan_meeting(app, taken, (prosecutor_at(taken, one),))
    wanted = a_meeting(app, other, start, end)
    found = plan_warnings(app, other, wanted, (prosecutor_at(wanted, other),))
    assert kinds(found) == (["clash", "clash"] if clashes else [])


def test_a_clash_names_the_person_the_other_urn_and_the_time(app: App, two: tuple[WitnessFile, WitnessFile]) -> None:
    one, other = two
    taken = a_meeting(app, one)
    meetings.plan_meeting(app, taken, (prosecutor_at(taken, one),))
    wanted = a_meeting(app, other)
    attendance = prosecutor_at(wanted, other)
    person = next(w for w in plan_warnings(app, other, wanted, (attendance,)) if w.attendance_ids)
    assert person.headline.startswith(f"Clash: {attendance.name} is at another meeting, ")
    assert person.text == "Wed 10 Feb 10:00–11:00."
    assert person.attendance_ids == (attendance.id,)


def test_a_meeting_never_clashes_with_itself(app: App, two: tuple[WitnessFile, WitnessFile]) -> None:
    meeting = a_meeting(app, two[0])
    attendance = prosecutor_at(meeting, two[0])
    saved = meetings.plan_meeting(app, meeting, (attendance,))
    assert kinds(plan_warnings(app, two[0], saved, (attendance,))) == []


def test_a_cancelled_meeting_takes_nobody_and_no_room(app: App, two: tuple[WitnessFile, WitnessFile]) -> None:
    one, other = two
    taken = a_meeting(app, one)
    meetings.cancel_meeting(app, meetings.plan_meeting(app, taken, (prosecutor_at(taken, one),)), "Not needed")
    wanted = a_meeting(app, other)
    assert kinds(plan_warnings(app, other, wanted, (prosecutor_at(wanted, other),))) == []


@pytest.mark.parametrize(("start", "clashes"), [("10:30", True), ("08:30", False), ("11:00", False)])
def test_somebody_wanted_at_a_hearing_clashes(
    app: App, two: tuple[WitnessFile, WitnessFile], start: str, clashes: bool
) -> None:
    one, other = two
    hearing = Hearing(
        case_id=one.case.id, kind=HearingKind.PRE_TRIAL_REVIEW, listed_on=DAY, starts=dt.time.fromisoformat(start)
    )
    save_hearing(app, hearing)
    wanted = a_meeting(app, other)
    found = plan_warnings(app, other, wanted, (prosecutor_at(wanted, other),))
    assert kinds(found) == (["clash"] if clashes else [])


@pytest.mark.parametrize(("start", "apart"), [("10:30", True), ("11:00", True), ("12:30", True), ("13:00", False)])
def test_two_complainants_of_one_case_are_kept_apart_by_two_hours(app: App, start: str, apart: bool) -> None:
    case = with_two_witnesses(app)
    one, other = case.witnesses[:2]
    meetings.plan_meeting(app, a_meeting(app, one), ())
    wanted = a_meeting(app, other, start, "14:00").model_copy(update={"place": "Elsewhere"})
    found = [w for w in plan_warnings(app, other, wanted, ()) if w.kind == "apart"]
    assert bool(found) is apart
    assert all("Complainants are never met together" in w.text for w in found)


def test_no_warning_names_a_witness(app: App) -> None:
    case = with_two_witnesses(app)
    one, other = case.witnesses[:2]
    meetings.plan_meeting(app, a_meeting(app, one), ())
    words = " ".join(f"{w.headline} {w.text}" for w in plan_warnings(app, other, a_meeting(app, other), ()))
    assert one.witness.name not in words
    assert other.witness.name not in words


# ------------------------------------------------------------ days and times


DAYS = [
    (dt.date(2027, 2, 13), "Saturday"),
    (dt.date(2026, 12, 25), "Christmas Day"),
    (dt.date(2027, 3, 26), "Good Friday"),
]


@pytest.mark.parametrize(("day", "reason"), DAYS, ids=[reason for _, reason in DAYS])
def test_a_day_that_is_no_working_day_says_why(app: App, day: dt.date, reason: str) -> None:
    file = without_meeting(app)
    found = plan_warnings(app, file, a_meeting(app, file, day=day), ())
    assert reason in next(w.text for w in found if "is not a working day" in w.headline)


def test_a_day_in_the_past_is_pointed_out(app: App) -> None:
    file = without_meeting(app)
    found = plan_warnings(app, file, a_meeting(app, file, day=dt.date(2026, 11, 24)), ())
    assert "The day chosen is in the past." in [w.headline for w in found]


def test_an_early_or_late_hour_is_pointed_out(app: App) -> None:
    file = without_meeting(app)
    meeting = a_meeting(app, file)
    for start, end in (("07:30", "08:30"), ("18:30", "19:30")):
        found = plan_warnings(app, file, moved(meeting, start, end), ())
        assert "The meeting lies outside 8am to 7pm." in [w.headline for w in found]


@pytest.mark.parametrize(
    ("kind", "headline"),
    [
        (HearingKind.SECTION_28_RECORDING, "The meeting is not before the section 28 recording."),
        (HearingKind.TRIAL, "The meeting is not before the trial."),
    ],
)
def test_a_meeting_should_come_before(app: App, kind: HearingKind, headline: str) -> None:
    file = without_meeting(app)
    day = dt.date(2027, 12, 1)
    save_hearing(app, Hearing(case_id=file.case.id, witness_id=file.witness.id, kind=kind, listed_on=day))
    file, meeting = again(app, file), a_meeting(app, file)
    for planned, warned in ((day - dt.timedelta(days=1), False), (day, True), (day + dt.timedelta(days=1), True)):
        found = plan_warnings(app, file, moved(meeting, "10:00", "11:00", planned), ())
        assert (headline in [w.headline for w in found]) is warned


def test_a_meeting_after_the_application_limit_is_pointed_out_until_the_application_is_served(app: App) -> None:
    from victimplanner.services.applications import save_application

    file = without_meeting(app)
    meeting = a_meeting(app, file)
    headline = "The meeting is after the application limit."
    assert headline in [w.headline for w in plan_warnings(app, file, meeting, ())]
    application = Application(case_id=file.case.id, witness_id=file.witness.id, served_on=app.today)
    save_application(app, file, application)
    assert headline not in [w.headline for w in plan_warnings(app, again(app, file), meeting, ())]


# ------------------------------------------------------------ people


def test_a_supporter_who_is_a_witness_must_not_come(app: App) -> None:
    file = without_meeting(app)
    meeting = a_meeting(app, file)
    sister = Attendance(
        case_id=meeting.case_id, meeting_id=meeting.id, name="A. Oddfellow", role="Sister", is_supporter=True,
        is_case_witness=True,
    )  # fmt: skip
    found = plan_warnings(app, file, meeting, (sister,))
    assert [w.headline for w in found if w.kind == "people"] == [
        "A supporter is a witness in this case.",
        "No note-taker is named.",
    ]


# ------------------------------------------------------------ free times, timing, preparation


def test_free_times_are_on_working_days_and_clash_with_nothing(app: App, two: tuple[WitnessFile, WitnessFile]) -> None:
    file = two[0]
    meeting = a_meeting(app, file, day=dt.date(2026, 12, 24))
    attendances = (prosecutor_at(meeting, file),)
    found = meeting_checks.free_times(app, file, meeting, attendances)
    for free in found:
        assert free.planned_on is not None
        assert app.calendar.why_not_working_day(free.planned_on) == ""
        assert [w.kind for w in plan_warnings(app, file, free, attendances) if w.kind != "people"] == []


def test_the_timing_panel_says_what_is_not_known(app: App) -> None:
    file = without_meeting(app)
    checks = {c.words: c for c in meeting_checks.timing_checks(app, file, a_meeting(app, file))}
    assert checks["After not guilty plea"].good is True
    assert checks["Before application limit"].good is False
    assert checks["Before section 28 recording"].good is None
    assert checks["Long enough"].good is True


def test_an_interpreter_makes_a_meeting_longer_and_adds_a_check(app: App) -> None:
    file = without_meeting(app)
    meeting = a_meeting(app, file)
    interpreted = meeting.model_copy(update={"interpreter": "Polish, female"})
    assert meeting_checks.timing_checks(app, file, interpreted)[-1].good is False
    without, with_one = (meeting_checks.preparation_checks(app, file, m, ()) for m in (meeting, interpreted))
    assert {c.id for c in with_one} > {c.id for c in without}


def test_a_check_ticked_by_hand_is_done(app: App) -> None:
    file = without_meeting(app)
    meeting = a_meeting(app, file)
    first = next(c for c in meeting_checks.preparation_checks(app, file, meeting, ()) if c.id)
    assert not first.done
    ticked = meeting.model_copy(update={"checks_done": (first.id,)})
    assert next(c for c in meeting_checks.preparation_checks(app, file, ticked, ()) if c.id == first.id).done


def test_only_planned_meetings_take_time(practice: App) -> None:
    planned = [m.meeting for f in witnesses(practice) for m in f.meetings if m.meeting.state is MeetingState.PLANNED]
    assert planned
    for meeting in planned:
        file = next(f for f in witnesses(practice) if f.witness.id == meeting.witness_id)
        assert "apart" not in kinds(plan_warnings(practice, file, meeting, ()))


# ------------------------------------------------------------ who must not come, and what she wishes


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"is_relative_of_accused": True}, "accused’s family"),
        ({"is_relative_of_witness": True, "role": "Interpreter, Polish"}, "A relative is to interpret"),
    ],
)
def test_who_must_not_come_is_named(app: App, facts: dict[str, Any], words: str) -> None:
    file, meeting = a_planned_meeting(app)
    person = Attendance(
        **{"case_id": file.case.id, "meeting_id": meeting.id, "name": "A. B.", "role": "Supporter"} | facts
    )
    warned = [w for w in plan_warnings(app, file, meeting, [person]) if words in w.headline]
    assert [w.attendance_ids for w in warned] == [(person.id,)]
    declined = person.model_copy(update={"state": AttendanceState.DECLINED})
    assert not [w for w in plan_warnings(app, file, meeting, [declined]) if words in w.headline]


def test_a_relative_may_support_but_not_interpret(app: App) -> None:
    file, meeting = a_planned_meeting(app)
    aunt = Attendance(
        case_id=file.case.id, meeting_id=meeting.id, name="A. B.", role="Supporter", is_relative_of_witness=True
    )
    assert not [w for w in plan_warnings(app, file, meeting, [aunt]) if "relative" in w.headline]


def test_a_time_against_her_wishes_is_pointed_out(app: App) -> None:
    file, meeting = a_planned_meeting(app)
    wish = ContactPreference(case_id=file.case.id, witness_id=file.witness.id, earliest=dt.time(11), noted_on=app.today)
    wished = replace(file, contact_preferences=(wish,))
    early = meeting.model_copy(update={"planned_start": dt.time(9, 30), "planned_end": dt.time(10, 30)})
    (warning,) = [w for w in plan_warnings(app, wished, early, []) if w.kind == "wish"]
    assert "not before 11:00" in warning.text
    late = meeting.model_copy(update={"planned_start": dt.time(11), "planned_end": dt.time(12)})
    assert not [w for w in plan_warnings(app, wished, late, []) if w.kind == "wish"]


def test_without_a_recording_the_meeting_is_compared_with_the_trial(empty: App) -> None:
    file = a_case(empty).witnesses[0]
    meeting = Meeting(case_id=file.case.id, witness_id=file.witness.id, number=1, planned_on=dt.date(2027, 3, 15))
    (trial,) = [c for c in timing_checks(empty, file, meeting) if c.words == "Before trial"]
    assert trial.good is False, "the day of the trial is not before it"
    before = meeting.model_copy(update={"planned_on": dt.date(2027, 3, 12)})
    assert [c.good for c in timing_checks(empty, file, before) if c.words == "Before trial"] == [True]


@pytest.mark.parametrize(
    ("needs", "minutes"), [({}, 60), ({"interpreter": "Polish"}, 90), ({"intermediary": "Yes"}, 90)]
)
def test_a_meeting_is_planned_longer_where_somebody_stands_between(needs: dict[str, str], minutes: int) -> None:
    assert suggested_minutes(Meeting(case_id="c" * 32, witness_id="w" * 32, number=1, **needs)) == minutes  # type: ignore[arg-type]
