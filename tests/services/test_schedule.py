"""The calendar: what stands on which day, whose it is, what clashes, and what a move leaves to be told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.journeys.cases import A_CASE, a_case, another_complainant
from tests.services.finding import again, meeting_again, with_meeting
from victimplanner.domain.case import CaseState, Hearing, HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.errors import Conflict, RuleBroken
from victimplanner.domain.links import BookingState, LinkArrangement
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.domain.meeting_record import Attendance
from victimplanner.domain.people import Absence, CaseRole, Person
from victimplanner.services import meetings
from victimplanner.services.cases import amend_case, name_person, read_case
from victimplanner.services.contact import save_safe_contact
from victimplanner.services.context import App
from victimplanner.services.diary import write_calendar_file
from victimplanner.services.links import plan_link
from victimplanner.services.people import save_absence, save_person
from victimplanner.services.schedule import (
    Entry,
    EntryKind,
    Scope,
    deadline_entries,
    entries_between,
    move_entry,
    why_not_moved,
)
from victimplanner.services.worklist import due_items

TODAY = dt.date(2026, 11, 25)
DAY = dt.date(2026, 12, 2)
MONDAY, SUNDAY = dt.date(2026, 11, 30), dt.date(2026, 12, 6)
COUNSEL = Person(name="H. Croft", organisation="Eastholme Chambers")


@pytest.fixture
def file(empty: App) -> WitnessFile:
    return a_case(empty).witnesses[0]


def a_meeting(app: App, file: WitnessFile, day: dt.date = DAY, start: int = 10, *people: Person) -> Meeting:
    """A planned meeting of an hour."""
    offer = meetings.offer_meeting(
        app, reachable(app, file).witness.id, offered_on=TODAY, channel=Channel.IN_PERSON, offered_by=""
    )
    times = {"planned_on": day, "planned_start": dt.time(start), "planned_end": dt.time(start + 1)}
    ids = {"case_id": offer.case_id, "meeting_id": offer.id}
    there = [Attendance(**ids, person_id=p.id, name=p.name, role="Counsel") for p in people]
    return meetings.plan_meeting(app, offer.model_copy(update=times), there)


def reachable(app: App, file: WitnessFile) -> WitnessFile:
    """The witness with her safe contact confirmed."""
    from victimplanner.domain.contact import ContactRoute, SafeContact

    file = again(app, file)
    contact = file.safe_contact or SafeContact(case_id=file.case.id, witness_id=file.witness.id)
    save_safe_contact(app, contact.model_copy(update={"route": ContactRoute.DIRECT}), confirmed=True)
    return again(app, file)


def a_link(file: WitnessFile, **more: Any) -> LinkArrangement:
    values: dict[str, Any] = {
        "case_id": file.case.id, "witness_id": file.witness.id, "on": DAY, "before_start": dt.time(9, 30),
        "before_end": dt.time(10), "main_start": dt.time(10), "main_end": dt.time(12), "arrives": dt.time(9),
    }  # fmt: skip
    return LinkArrangement(**values | more)


def week(app: App, scope: Scope = Scope.ALL) -> list[Entry]:
    return entries_between(app, MONDAY, SUNDAY, scope)


def the(entries: list[Entry], kind: EntryKind) -> Entry:
    (found,) = [entry for entry in entries if entry.kind is kind]
    return found


# ------------------------------------------------------------ what stands there


def test_a_week_shows_meetings_hearings_links_tests_and_times_away_in_order(empty: App, file: WitnessFile) -> None:
    a_meeting(empty, file)
    with empty.change("case.amend") as uow:
        uow.add(Hearing(case_id=file.case.id, kind=HearingKind.PTPH, listed_on=DAY, starts=dt.time(14)))
    plan_link(empty, file, a_link(file, on=dt.date(2026, 12, 3), test_on=dt.date(2026, 12, 1), test_at=dt.time(9)))
    save_person(empty, COUNSEL)
    save_absence(empty, Absence(person_id=COUNSEL.id, first_day=dt.date(2026, 12, 4), last_day=dt.date(2026, 12, 9)))
    found = [(entry.on.day, entry.kind.value, entry.title) for entry in week(empty)]
    assert found == [
        (1, "test_call", "Link test"),
        (2, "meeting", "Meeting"),
        (2, "hearing", "PTPH"),
        (3, "link", "Live link"),
        (4, "away", "H. Croft: away"),
        (5, "away", "H. Croft: away"),
        (6, "away", "H. Croft: away"),
    ]


def test_no_entry_names_a_witness(app: App) -> None:
    names = {w.witness.name for case in (read_case(app, e.case_id) for e in whole(app)) for w in case.witnesses}
    shown = " ".join(f"{e.title} {e.detail} {e.place} {e.label} {e.urn} {' '.join(e.clashes)}" for e in whole(app))
    assert names
    assert [name for name in names if name in shown] == []


def whole(app: App) -> list[Entry]:
    found = entries_between(app, TODAY - dt.timedelta(days=60), TODAY + dt.timedelta(days=200), Scope.ALL)
    return [entry for entry in found if entry.case_id]


@pytest.mark.parametrize("day", [dt.date(2027, 3, 28), dt.date(2027, 10, 31)], ids=["forward", "back"])
def test_on_the_days_the_clocks_change_an_entry_stands_at_its_clock_time(
    empty: App, file: WitnessFile, day: dt.date
) -> None:
    meeting = a_meeting(empty, file, day)
    (entry,) = entries_between(empty, day, day, Scope.ALL)
    assert (entry.id, entry.on, entry.start, entry.end) == (meeting.id, day, dt.time(10), dt.time(11))


def test_a_meeting_until_the_last_minute_belongs_to_its_own_day_alone(empty: App, file: WitnessFile) -> None:
    a_meeting(empty, file, DAY, 22)
    next_day = DAY + dt.timedelta(days=1)
    assert entries_between(empty, next_day, next_day, Scope.ALL) == []
    assert the(entries_between(empty, DAY, DAY, Scope.ALL), EntryKind.MEETING).end == dt.time(23)


def test_a_closed_case_is_not_in_the_calendar(empty: App, file: WitnessFile) -> None:
    a_meeting(empty, file)
    amend_case(empty, again(empty, file).case.model_copy(update={"state": CaseState.CLOSED}))
    assert week(empty) == []


def test_scope_is_the_cases_one_is_named_on_the_unit_or_everything(empty: App, file: WitnessFile) -> None:
    a_meeting(empty, file)
    other = a_case(empty, urn="99NM7654326")
    a_meeting(empty, other.witnesses[0], DAY, 14)
    amend_case(empty, read_case(empty, other.case.id).case.model_copy(update={"unit": "Southmere RASSO"}))
    name_person(empty, file.case.id, CaseRole.PROSECUTOR, Person(name="R. Okafor"))
    assert [len(week(empty, scope)) for scope in (Scope.MINE, Scope.UNIT, Scope.ALL)] == [1, 1, 2]
    assert week(empty, Scope.MINE)[0].case_id == file.case.id


def test_deadlines_stand_on_their_day_and_lead_to_where_they_are_met(empty: App, file: WitnessFile) -> None:
    items = due_items(empty)
    first = next(item for item in items if item.rule_id == "application")
    assert first.due == dt.date(2026, 12, 2)
    entry = next(e for e in deadline_entries(items, DAY, DAY) if e.title == first.title)
    assert (entry.urn, entry.label, entry.tab, entry.start) == ("99VP/40172/26", "W1", first.act_at, None)
    assert [e for e in deadline_entries(items, MONDAY, MONDAY) if e.title == first.title] == []


# ------------------------------------------------------------ clashes


def test_the_same_person_in_two_places_clashes_in_both_and_touching_does_not(empty: App, file: WitnessFile) -> None:
    save_person(empty, COUNSEL)
    a_meeting(empty, file, DAY, 10, COUNSEL)
    other = a_case(empty, urn="99NM7654326").witnesses[0]
    second = a_meeting(empty, other, DAY, 10, COUNSEL)
    assert [bool(entry.clashes) for entry in week(empty)] == [True, True]
    assert all("H. Croft" in entry.clashes[0] for entry in week(empty))
    move_entry(empty, entry_of(empty, second), on=DAY, start=dt.time(11), end=dt.time(12), reason="Counsel is busy")
    assert [entry.clashes for entry in week(empty)] == [(), ()]


def entry_of(app: App, meeting: Meeting) -> Entry:
    return next(entry for entry in week(app) if entry.id == meeting.id)


def test_somebody_away_clashes(empty: App, file: WitnessFile) -> None:
    save_person(empty, COUNSEL)
    a_meeting(empty, file, DAY, 10, COUNSEL)
    absence = Absence(
        person_id=COUNSEL.id, first_day=DAY, first_time=dt.time(10, 30), last_day=DAY, last_time=dt.time(12)
    )
    save_absence(empty, absence)
    assert "H. Croft is away." in the(week(empty), EntryKind.MEETING).clashes[0]
    save_absence(empty, again_of(empty, absence).model_copy(update={"first_time": dt.time(11)}))
    assert the(week(empty), EntryKind.MEETING).clashes == ()


def again_of(app: App, absence: Absence) -> Absence:
    with app.read() as uow:
        return uow.get(Absence, absence.id)


def test_two_complainants_of_one_case_too_near_clash_whoever_is_there(empty: App) -> None:
    case = a_case(empty)
    second = another_complainant(empty, case, "Nia Penhallow")
    a_meeting(empty, case.witnesses[0], DAY, 10)
    a_meeting(empty, second, DAY, 12)
    for entry in week(empty):
        assert entry.clashes[0].startswith("Keep apart")


def test_a_witness_cannot_be_at_two_meetings_or_a_meeting_and_a_live_link_at_once(
    empty: App, file: WitnessFile
) -> None:
    a_meeting(empty, file, DAY, 10)
    assert the(week(empty), EntryKind.MEETING).clashes == ()
    plan_link(empty, reachable(empty, file), a_link(file))
    for entry in week(empty):
        assert entry.clashes[0].startswith("Clash: the witness herself has a ")
        assert entry.clashes[0].endswith("She cannot be at both.")


def test_what_is_cancelled_clashes_with_nothing_and_says_that_it_is(empty: App, file: WitnessFile) -> None:
    save_person(empty, COUNSEL)
    meetings.cancel_meeting(empty, a_meeting(empty, file, DAY, 10, COUNSEL), "Guilty plea")
    a_meeting(empty, a_case(empty, urn="99NM7654326").witnesses[0], DAY, 10, COUNSEL)
    cancelled, live = sorted(week(empty), key=lambda entry: not entry.is_cancelled)
    assert (cancelled.is_cancelled, cancelled.clashes, live.clashes) == (True, (), ())


# ------------------------------------------------------------ moving


def test_moving_a_meeting_asks_why_and_she_must_be_told(empty: App, file: WitnessFile) -> None:
    entry = entry_of(empty, a_meeting(empty, file))
    with pytest.raises(RuleBroken, match="say why"):
        move_entry(empty, entry, on=DAY, start=dt.time(14), end=dt.time(15), reason=" ")
    move_entry(empty, entry, on=dt.date(2026, 12, 3), start=dt.time(14), end=dt.time(15), reason="Room taken")
    moved = again(empty, file).meetings[0]
    assert (moved.meeting.planned_on, moved.meeting.planned_start) == (dt.date(2026, 12, 3), dt.time(14))
    assert moved.must_be_told
    assert any(item.rule_id == "meeting.change_told" for item in due_items(empty))


def test_a_move_of_what_somebody_else_moved_first_is_refused(empty: App, file: WitnessFile) -> None:
    stale = entry_of(empty, a_meeting(empty, file))
    move_entry(empty, stale, on=DAY, start=dt.time(14), end=dt.time(15), reason="Room taken")
    with pytest.raises(Conflict):
        move_entry(empty, stale, on=DAY, start=dt.time(16), end=dt.time(17), reason="Late")


def test_a_link_moves_with_every_slot_and_the_arrival(empty: App, file: WitnessFile) -> None:
    plan_link(empty, file, a_link(file))
    entry = the(week(empty), EntryKind.LINK)
    assert (entry.start, entry.end) == (dt.time(9, 30), dt.time(12))
    move_entry(empty, entry, on=dt.date(2026, 12, 3), start=dt.time(13), end=dt.time(15, 30), reason="Court asked")
    link = again(empty, file).links[0]
    assert (link.on, link.before_start, link.main_start, link.main_end, link.arrives) == (
        dt.date(2026, 12, 3), dt.time(13), dt.time(13, 30), dt.time(15, 30), dt.time(12, 30),
    )  # fmt: skip
    assert link.to_tell


def test_a_link_does_not_run_past_midnight(empty: App, file: WitnessFile) -> None:
    plan_link(empty, file, a_link(file))
    entry = the(week(empty), EntryKind.LINK)
    with pytest.raises(RuleBroken, match="past midnight"):
        move_entry(empty, entry, on=DAY, start=dt.time(22), end=dt.time(23), reason="Late")
    assert again(empty, file).links[0].main_start == dt.time(10)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": EntryKind.HEARING}, "The court moves its hearings"),
        ({"kind": EntryKind.RECORDING}, "The court moves its hearings"),
        ({"kind": EntryKind.DEADLINE}, "follows from the facts"),
        ({"kind": EntryKind.AWAY}, "where it was entered"),
        ({"kind": EntryKind.MEETING, "is_cancelled": True}, "It is over"),
        ({"kind": EntryKind.LINK, "is_done": True}, "It is over"),
    ],
)
def test_what_is_not_moved_here_says_why_and_stays(empty: App, facts: dict[str, Any], words: str) -> None:
    entry = Entry(**{"id": "x", "title": "PTPH", "on": DAY, "start": dt.time(10), "end": dt.time(11), **facts})
    assert not entry.is_movable
    assert words in why_not_moved(entry)
    with pytest.raises(RuleBroken, match="Nothing was changed"):
        move_entry(empty, entry, on=DAY, start=dt.time(12), end=dt.time(13), reason="Because")


# ------------------------------------------------------------ as a diary file


def test_a_week_leaves_as_one_neutral_diary_file(empty: App, file: WitnessFile, tmp_path: Path) -> None:
    meeting = a_meeting(empty, file)
    plan_link(empty, file, a_link(file, on=dt.date(2026, 12, 3), booking=BookingState.PLANNED))
    with empty.change("case.amend") as uow:
        uow.add(Hearing(case_id=file.case.id, kind=HearingKind.TRIAL, listed_on=DAY, state=HearingState.LISTED))
    target = tmp_path / "calendar.ics"
    assert write_calendar_file(empty, week(empty), target) == 2, "the trial has no time of day yet"
    text = target.read_text("utf-8")
    events = Calendar.from_ical(text).walk("VEVENT")
    assert sorted(str(event["summary"]) for event in events) == ["Appointment", "Meeting"]
    assert f"{meeting.id}@victimplanner.invalid" in {str(event["uid"]) for event in events}
    hidden = (A_CASE.witness_name, "Marrick", "40172", "Rape", "Northmere", "W1")
    assert [words for words in hidden if words in text] == []
    actions = [entry.action for entry in empty.vault.history(file.case.id, 2)]
    assert actions == ["diary.write"] * 2


def test_an_empty_week_writes_no_file(empty: App, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="Nothing was written"):
        write_calendar_file(empty, week(empty), tmp_path / "calendar.ics")
    assert not (tmp_path / "calendar.ics").exists()


def test_a_moved_meeting_has_a_higher_number_in_the_calendar_too(app: App) -> None:
    meeting = with_meeting(app, MeetingState.PLANNED)[1].meeting
    assert meeting.planned_on is not None
    entries = entries_between(app, meeting.planned_on, meeting.planned_on, Scope.ALL)
    entry = next(entry for entry in entries if entry.id == meeting.id)
    move_entry(app, entry, on=dt.date(2027, 2, 3), start=dt.time(10), end=dt.time(11), reason="A clash")
    moved = next(e for e in entries_between(app, dt.date(2027, 2, 3), dt.date(2027, 2, 3), Scope.ALL))
    assert moved.sequence == entry.sequence + 1
    assert meeting_again(app, meeting).meeting.diary_sequence == moved.sequence


def test_a_moved_test_call_has_a_higher_number_in_the_calendar(empty: App, file: WitnessFile) -> None:
    reached = reachable(empty, file)
    link = plan_link(empty, reached, a_link(file, test_on=DAY, test_at=dt.time(8)))
    before = the(week(empty), EntryKind.TEST_CALL)
    plan_link(empty, reached, link.model_copy(update={"test_at": dt.time(8, 30)}))
    after = the(week(empty), EntryKind.TEST_CALL)
    assert after.start == dt.time(8, 30)
    assert after.sequence > before.sequence
