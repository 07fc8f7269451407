"""The calendar without its window: which days, whose entries, what clashes, what is moved and must be told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.office_copies import practice_copy
from victimplanner.domain.meeting import Meeting, MeetingChange, MeetingState
from victimplanner.domain.people import Absence
from victimplanner.domain.urn import display_urn
from victimplanner.domain.witness import Witness
from victimplanner.services.cases import read_cases
from victimplanner.services.clock import FixedClock
from victimplanner.services.context import App
from victimplanner.services.meetings import cancel_meeting, move_meeting
from victimplanner.services.people import directory, save_absence
from victimplanner.services.schedule import Entry, EntryKind, Scope, entries_between
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.calendar.entry_model import More, items_of
from victimplanner.ui.screens.calendar.free_time_model import FreeTimeModel
from victimplanner.ui.screens.calendar.lanes import hours_of, in_lanes
from victimplanner.ui.screens.calendar.periods import columns, gone_on, heading, period
from victimplanner.ui.screens.calendar.state import Group, Span
from victimplanner.ui.screens.calendar.view_model import CalendarViewModel
from victimplanner.ui.screens.calendar.walk import next_row
from victimplanner.ui.screens.calendar.words import mark_of, spoken
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import TaskRunner

MONDAY = dt.date(2026, 11, 30)  # three planned meetings stand here at 14:00
SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2027, 10, 31)  # the Sundays on which the clocks change


@pytest.fixture
def model(session: Session) -> CalendarViewModel:
    made = CalendarViewModel(session)
    made.set_scope(Scope.ALL)
    made.show_day(MONDAY)
    return made


def meetings(model: CalendarViewModel) -> list[Entry]:
    return [entry for entry in model.state.entries if entry.kind is EntryKind.MEETING]


def an_entry(start: str, end: str, on: dt.date = MONDAY) -> Entry:
    begin, stop = dt.time.fromisoformat(start), dt.time.fromisoformat(end)
    return Entry(f"{on} {start}-{end}", EntryKind.MEETING, "Meeting", on, begin, stop)


def a_planned_meeting(app: App) -> Meeting:
    entries = entries_between(app, MONDAY, MONDAY, Scope.ALL)
    with app.read() as uow:
        return uow.get(Meeting, next(e.id for e in entries if e.is_movable))


# ---------------------------------------------------------------- days


def test_a_week_begins_on_monday_and_a_month_is_shown_with_its_whole_weeks() -> None:
    assert period(Span.WEEK, dt.date(2026, 12, 6)) == (MONDAY, dt.date(2026, 12, 6))
    assert period(Span.MONTH, dt.date(2026, 12, 15)) == (MONDAY, dt.date(2027, 1, 3))
    assert period(Span.LIST, MONDAY) == (MONDAY, dt.date(2026, 12, 27))


def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month() -> None:
    assert gone_on(Span.MONTH, dt.date(2027, 1, 31), 1) == dt.date(2027, 2, 28)
    assert gone_on(Span.MONTH, dt.date(2026, 12, 5), 1) == dt.date(2027, 1, 5)
    assert gone_on(Span.MONTH, dt.date(2027, 1, 5), -1) == dt.date(2026, 12, 5)


def test_weekends_have_a_column_only_when_something_lies_on_them() -> None:
    first, last = period(Span.WEEK, MONDAY)
    assert [day.weekday() for day in columns(Span.WEEK, first, last, ())] == [0, 1, 2, 3, 4]
    assert [day.weekday() for day in columns(Span.WEEK, first, last, [last])] == [0, 1, 2, 3, 4, 6]


def test_the_head_names_the_week_in_full() -> None:
    assert heading(Span.WEEK, MONDAY, *period(Span.WEEK, MONDAY)) == "Week of 30 November 2026"


@pytest.mark.parametrize("sunday", [SPRING, AUTUMN], ids=["clocks forward", "clocks back"])
def test_in_the_weeks_in_which_the_clocks_change_a_meeting_keeps_its_clock_time(
    session: Session, sunday: dt.date
) -> None:
    app = session.app
    meeting = a_planned_meeting(app)
    model = CalendarViewModel(session)
    model.set_scope(Scope.ALL)
    for day in (sunday, sunday + dt.timedelta(days=1)):
        start, end = dt.time(10, 30), dt.time(12)
        meeting = move_meeting(app, meeting.id, on=day, start=start, end=end, reason="Asked for by the witness")
        model.show_day(day)
        shown = next(entry for entry in model.state.entries if entry.id == meeting.id)
        assert (shown.on, shown.start, shown.end) == (day, start, end)
        assert day in model.state.days


@pytest.mark.parametrize(
    ("utc", "london", "today"),
    [
        ("2027-03-28T09:30", "10:30", dt.date(2027, 3, 28)),
        ("2027-03-28T00:59", "00:59", dt.date(2027, 3, 28)),
        ("2027-03-28T01:00", "02:00", dt.date(2027, 3, 28)),
        ("2027-10-31T00:59", "01:59", dt.date(2027, 10, 31)),
        ("2027-10-31T09:30", "09:30", dt.date(2027, 10, 31)),
        ("2027-06-30T23:30", "00:30", dt.date(2027, 7, 1)),
    ],
)
def test_the_line_of_the_present_time_and_today_are_those_of_london(
    tmp_path: Path, dialogs: RecorderDialogs, qtbot: QtBot, utc: str, london: str, today: dt.date
) -> None:
    clock = FixedClock(dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC))
    session = Session(practice_copy(tmp_path, clock), dialogs, TaskRunner())
    model = CalendarViewModel(session)
    assert f"{model.time_now():%H:%M}" == london
    assert model.state.today == model.state.day == today
    session.close()


def test_after_midnight_today_is_the_next_day(tmp_path: Path, dialogs: RecorderDialogs, qtbot: QtBot) -> None:
    clock = FixedClock(dt.datetime(2026, 11, 25, 23, 50, tzinfo=dt.UTC))
    session = Session(practice_copy(tmp_path, clock), dialogs, TaskRunner())
    model = CalendarViewModel(session)
    clock.move_on(dt.timedelta(minutes=20))
    model.go_today()
    assert model.state.today == model.state.day == dt.date(2026, 11, 26)
    session.close()


# ---------------------------------------------------------------- lanes


def test_entries_that_overlap_lie_side_by_side_and_those_that_touch_do_not() -> None:
    one, other, later = an_entry("10:00", "11:30"), an_entry("11:00", "12:00"), an_entry("12:00", "13:00")
    lanes = in_lanes([one, other, later], least=15)
    assert [(lane.lane, lane.lanes) for lane in lanes] == [(0, 2), (1, 2), (0, 1)]


def test_a_short_entry_is_drawn_high_enough_and_what_follows_gives_way() -> None:
    short, next_one = an_entry("10:00", "10:05"), an_entry("10:10", "11:00")
    lanes = in_lanes([short, next_one], least=25)
    assert (lanes[0].start, lanes[0].end) == (600, 625)
    assert {lane.lane for lane in lanes} == {0, 1}


def test_the_hours_grow_to_hold_what_lies_outside_the_usual_day_up_to_midnight() -> None:
    assert hours_of([an_entry("10:00", "11:00")]) == (8, 17)
    assert hours_of([an_entry("00:00", "00:30"), an_entry("23:30", "23:59")]) == (0, 24)
    last = in_lanes([an_entry("23:50", "23:59")], least=30)[0]
    assert (last.start, last.end) == (24 * 60 - 30, 24 * 60)


def test_more_than_three_of_a_whole_day_are_counted() -> None:
    whole = [Entry(str(number), EntryKind.CONTACT, f"Ring {number}", MONDAY) for number in range(5)]
    items = items_of(whole, [MONDAY])
    assert items[-1] == More(MONDAY, 3)
    assert len(items) == 3
    assert items_of(whole[:3], [MONDAY]) == whole[:3]


def test_arrow_keys_go_in_order_of_time_and_to_the_nearest_time_of_another_day() -> None:
    tuesday = MONDAY + dt.timedelta(days=1)
    items = [an_entry("09:00", "10:00"), an_entry("14:00", "15:00"), an_entry("09:30", "10:00", tuesday),
             an_entry("13:30", "14:00", tuesday)]  # fmt: skip
    assert [next_row(items, row, "down") for row in range(4)] == [1, 2, 3, 3]
    assert next_row(items, 1, "right") == 3
    assert next_row(items, 2, "left") == 0
    assert next_row(items, 3, "right") == 3


# ---------------------------------------------------------------- entries


def test_the_scope_mine_shows_only_cases_that_i_am_named_on_and_my_own_times_away(session: Session) -> None:
    people = directory(session.app)
    me = next(person for person in people if person.name == session.app.user.display_name)
    other = next(person for person in people if person is not me)
    for person in (me, other):
        save_absence(session.app, Absence(person_id=person.id, first_day=MONDAY, last_day=MONDAY))
    model = CalendarViewModel(session)
    model.show_day(MONDAY)
    assert model.state.scope is Scope.MINE
    mine = {
        file.case.id
        for file in read_cases(session.app)
        if any(person.id == me.id for witness in file.witnesses for _role, person in witness.people)
    }
    assert {entry.case_id for entry in model.state.entries if entry.case_id} <= mine
    assert [e.title for e in model.state.entries if e.kind is EntryKind.AWAY] == [f"{me.name}: away"]
    few = len(meetings(model))
    model.set_scope(Scope.ALL)
    assert 0 < few < len(meetings(model))
    assert len([e for e in model.state.entries if e.kind is EntryKind.AWAY]) == 2


def test_a_cancelled_meeting_is_hidden_until_asked_for_and_clashes_with_nothing(model: CalendarViewModel) -> None:
    app = model.session.app
    meeting = a_planned_meeting(app)
    cancel_meeting(app, meeting, "She asked for it")
    assert meeting.id not in [entry.id for entry in model.state.entries]
    model.show_cancelled(True)
    shown = next(entry for entry in model.state.entries if entry.id == meeting.id)
    assert shown.clashes == ()
    assert "cancelled" in spoken(shown, model.state.today)


@pytest.mark.parametrize("group", [Group.MEETINGS, Group.DEADLINES])
def test_a_tick_taken_off_hides_its_kind_and_brings_it_back(model: CalendarViewModel, group: Group) -> None:
    before = model.state.entries
    model.show_group(group, False)
    assert len(model.state.entries) < len(before)
    model.show_group(group, True)
    assert model.state.entries == before


def test_a_recording_and_the_live_link_for_it_do_not_clash(model: CalendarViewModel) -> None:
    model.show_day(dt.date(2026, 12, 21), Span.LIST)
    recordings = [entry for entry in model.state.entries if entry.kind is EntryKind.RECORDING]
    assert recordings
    assert [entry.clashes for entry in recordings if entry.clashes] == []


def test_an_entry_is_read_out_with_label_urn_time_and_clash(model: CalendarViewModel) -> None:
    entry = meetings(model)[0]
    words = spoken(entry, model.state.today)
    assert words.startswith(f"Meeting W1, {entry.urn}, Mon 30 Nov 14:00 to 15:00, ")
    assert "clash: " in words
    assert mark_of(entry, model.state.today).word == "Clash"


def test_no_name_of_a_witness_is_in_anything_the_calendar_says(model: CalendarViewModel) -> None:
    with model.session.app.read() as uow:
        names = {witness.name for witness in uow.find(Witness) if witness.name}
    assert names
    model.show_day(dt.date(2026, 12, 10), Span.MONTH)
    said = " ".join(spoken(entry, model.state.today) + model.why(entry) for entry in model.state.entries)
    said += " ".join(f"{item.title} {item.why} {item.witness_label}" for item in model.state.to_tell)
    assert [name for name in names if name in said] == []


def test_an_entry_opens_the_exact_place(model: CalendarViewModel, qtbot: QtBot) -> None:
    entry = meetings(model)[0]
    with qtbot.waitSignal(model.asked) as signal:
        model.open(entry)
    assert signal.args[0] == Destination("case", entry.case_id, entry.witness_id, "meeting", entry.subject_id)


def test_a_time_away_says_where_it_is_changed(model: CalendarViewModel, qtbot: QtBot) -> None:
    away = Entry("a", EntryKind.AWAY, "H. Croft: away", MONDAY)
    with qtbot.waitSignal(model.said) as signal:
        model.open(away)
    assert "directory of people" in signal.args[0]


# ---------------------------------------------------------------- moving


def test_a_meeting_moved_is_stored_with_its_reason_and_must_be_told(model: CalendarViewModel, qtbot: QtBot) -> None:
    entry = meetings(model)[0]
    tuesday = MONDAY + dt.timedelta(days=1)
    assert model.move(entry, tuesday, dt.time(11, 15), dt.time(12, 15), "The room is taken") == ()
    with model.session.app.read() as uow:
        stored = uow.get(Meeting, entry.id)
        change = uow.find(MeetingChange, meeting_id=entry.id)[-1]
    assert (stored.planned_on, stored.planned_start, stored.state) == (tuesday, dt.time(11, 15), MeetingState.PLANNED)
    assert (change.reason, change.is_untold) == ("The room is taken", True)
    assert "moved to Tue 1 Dec, 11:15–12:15" in model.state.moved
    item = model.state.to_tell[0]
    assert item.rule_id == "meeting.change_told"
    with qtbot.waitSignal(model.asked) as signal:
        model.record_told(item)
    assert signal.args[0] == Destination("case", entry.case_id, entry.witness_id, "meeting", entry.id, "plan")


def test_a_move_that_lacks_something_says_so_beside_the_field_and_moves_nothing(model: CalendarViewModel) -> None:
    entry = meetings(model)[0]
    problems = model.move(entry, None, dt.time(11), dt.time(10), " ")
    assert [problem.field for problem in problems] == ["on", "end", "reason"]
    same = model.move(entry, entry.on, entry.start, entry.end, "No reason at all")
    assert [problem.field for problem in same] == ["on"]
    with model.session.app.read() as uow:
        assert uow.get(Meeting, entry.id).planned_on == MONDAY


def test_somebody_who_moved_it_meanwhile_is_not_overwritten(model: CalendarViewModel) -> None:
    entry = meetings(model)[0]
    model.freshness.set_watched(False)
    times = {"on": MONDAY, "start": dt.time(9, 30), "end": dt.time(10, 30)}
    move_meeting(model.session.app, entry.id, **times, reason="Somebody else’s")
    problems = model.move(entry, MONDAY, dt.time(16), dt.time(17), "Mine")
    assert problems
    with model.session.app.read() as uow:
        assert uow.get(Meeting, entry.id).planned_start == dt.time(9, 30)


def test_what_the_new_time_clashes_with_is_named_before_it_is_saved(model: CalendarViewModel) -> None:
    entry = meetings(model)[0]
    clashing = model.warnings(entry, MONDAY, dt.time(14, 15), dt.time(15, 15))
    assert any(headline.startswith("Clash:") for headline, _text in clashing)
    free = model.warnings(entry, dt.date(2026, 12, 1), dt.time(9, 30), dt.time(10, 30))
    assert not any(headline.startswith("Clash:") for headline, _text in free)
    sunday = model.warnings(entry, dt.date(2026, 12, 6), dt.time(9, 30), dt.time(10, 30))
    assert any("not a working day" in headline for headline, _text in sunday)


def test_a_live_link_moves_with_all_its_slots_and_looks_first(model: CalendarViewModel) -> None:
    model.show_day(dt.date(2026, 12, 21))
    link = next(entry for entry in model.state.entries if entry.kind is EntryKind.LINK)
    looked = model.warnings(link, dt.date(2026, 12, 22), link.start, None)
    assert any("The hearing is listed for" in headline for headline, _text in looked)
    assert model.move(link, dt.date(2026, 12, 22), dt.time(9), None, "The site asked for it") == ()
    moved = next(entry for entry in model.state.entries if entry.id == link.id)
    assert (moved.on, moved.start) == (dt.date(2026, 12, 22), dt.time(9))
    assert model.state.to_tell[0].rule_id == "link.change_told"


def test_a_hearing_is_not_moved_and_why_says_whose_it_is(model: CalendarViewModel) -> None:
    model.show_day(dt.date(2026, 12, 7))
    hearing = next(entry for entry in model.state.entries if entry.kind is EntryKind.HEARING)
    assert not hearing.is_movable
    assert "The court moves its hearings" in model.why(hearing)


# ---------------------------------------------------------------- files, cases, free times


def test_the_calendar_file_has_what_is_shown_without_urn_label_or_name(
    model: CalendarViewModel, tmp_path: Path
) -> None:
    target = tmp_path / "calendar.ics"
    assert model.write(target) == ()
    text = target.read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == len(meetings(model))
    assert meetings(model)[0].urn not in text


def test_an_empty_part_of_the_calendar_writes_no_file_and_says_so(model: CalendarViewModel, tmp_path: Path) -> None:
    model.show_day(dt.date(2031, 6, 4))
    assert model.state.entries == ()
    problems = model.write(tmp_path / "calendar.ics")
    assert "Nothing was written" in problems[0].message
    assert not (tmp_path / "calendar.ics").exists()


def test_a_new_meeting_asks_for_the_urn_in_any_spelling(model: CalendarViewModel, qtbot: QtBot) -> None:
    case = read_cases(model.session.app)[0].case
    with qtbot.waitSignal(model.asked) as signal:
        assert model.plan_meeting(display_urn(case.urn).lower()) == ()
    assert signal.args[0] == Destination("case", case.id, tab="meeting")
    assert [problem.field for problem in model.plan_meeting("10AB9999926")] == ["urn"]


def test_a_free_time_for_a_clashing_meeting_starts_from_its_people_place_and_length(model: CalendarViewModel) -> None:
    entry = meetings(model)[0]
    found = FreeTimeModel(model.session, entry, entry.on)
    assert found.state.place == entry.place
    assert found.state.minutes == 60
    assert set(found.state.people) == set(entry.people)
    assert found.state.slots
    taken = [slot for slot in found.state.slots if slot.on == MONDAY and dt.time(13) < slot.start < dt.time(15)]
    assert taken == []


def test_somebody_ticked_who_is_away_has_no_free_time_that_day(model: CalendarViewModel) -> None:
    person = directory(model.session.app)[0]
    save_absence(model.session.app, Absence(person_id=person.id, first_day=MONDAY, last_day=MONDAY))
    found = FreeTimeModel(model.session, None, MONDAY)
    assert any(slot.on == MONDAY for slot in found.state.slots)
    found.people.set_ticked({person.id: person.name})
    found.people.ticked_changed.emit()
    assert not any(slot.on == MONDAY for slot in found.state.slots)
    assert found.state.slots


def test_a_failure_to_read_keeps_what_was_shown_and_says_so(model: CalendarViewModel) -> None:
    before = model.state
    model.session.app.close()
    model.read()
    assert model.state.entries == before.entries
    assert model.state.error.endswith("What is shown is as it was before.")
    assert replace(model.state, error="") == before
