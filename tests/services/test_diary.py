"""The diary file of a meeting: neutral, right in London time, and one entry for the life of the meeting."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from icalendar import Calendar, Component

from tests.services.finding import with_meeting
from victimplanner.domain.errors import NotAllowed, RuleBroken, StorageProblem
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.domain.people import UserRole
from victimplanner.services import meetings
from victimplanner.services.context import App
from victimplanner.services.diary import diary_file, event_of, write_diary_file

NOW = dt.datetime(2026, 11, 25, 9, 42, tzinfo=dt.UTC)


def planned(day: dt.date, start: dt.time = dt.time(10), end: dt.time = dt.time(11)) -> Meeting:
    return Meeting(
        case_id="c" * 32, witness_id="a" * 32, number=1, state=MeetingState.PLANNED, planned_on=day,
        planned_start=start, planned_end=end, place="Interview room 9", access_needs="Her mother is ill",
    )  # fmt: skip


def parts(content: bytes) -> tuple[Component, Component, Component]:
    """The calendar, its time zone and its event."""
    calendar = Calendar.from_ical(content)
    (zone,), (event,) = calendar.walk("VTIMEZONE"), calendar.walk("VEVENT")
    return calendar, zone, event


DAYS = [
    (dt.date(2027, 1, 13), 10),
    (dt.date(2027, 3, 26), 10),  # the Friday before the clocks go forward
    (dt.date(2027, 3, 28), 9),  # the day on which they do
    (dt.date(2027, 3, 29), 9),
    (dt.date(2027, 7, 14), 9),
    (dt.date(2027, 10, 29), 9),  # the Friday before they go back
    (dt.date(2027, 10, 31), 10),
    (dt.date(2027, 11, 1), 10),
]


@pytest.mark.parametrize(("day", "hour"), DAYS, ids=[str(day) for day, _ in DAYS])
def test_ten_o_clock_in_london_is(day: dt.date, hour: int) -> None:
    """Read with the time zone that the file itself carries, as another program does."""
    _, zone, event = parts(diary_file([event_of(planned(day))], NOW))
    assert event["dtstart"].params["tzid"] == zone["tzid"] == "Europe/London"
    naive = event["dtstart"].dt.replace(tzinfo=None)
    assert naive == dt.datetime.combine(day, dt.time(10))
    moment = naive.replace(tzinfo=zone.to_tz(lookup_tzid=False)).astimezone(dt.UTC)
    assert moment == dt.datetime.combine(day, dt.time(hour), dt.UTC)


def test_the_clocks_change_at_one_in_the_morning_utc() -> None:
    _, zone, _ = parts(diary_file([event_of(planned(dt.date(2027, 1, 13)))], NOW))
    for change in zone.walk():
        if change.name in ("STANDARD", "DAYLIGHT"):
            onset = change["dtstart"].dt - change["tzoffsetfrom"].td
            assert (onset.hour, onset.minute, onset.weekday()) == (1, 0, 6)


def test_the_words_are_neutral() -> None:
    meeting = planned(dt.date(2027, 1, 13))
    text = diary_file([event_of(meeting)], NOW).decode()
    assert parts(text.encode())[2]["summary"] == "Meeting"
    hidden = ("room", "mother", "witness", "victim", "CPS", "prosecut", meeting.case_id, meeting.witness_id)
    body = text.replace("VictimPlanner", "").replace("victimplanner.invalid", "")
    assert [word for word in hidden if word.casefold() in body.casefold()] == []


def test_a_meeting_without_a_day_has_no_diary_file() -> None:
    with pytest.raises(RuleBroken, match="Save the plan first"):
        diary_file([event_of(planned(dt.date(2027, 1, 13)).model_copy(update={"planned_on": None}))], NOW)


def test_one_uid_for_life_and_a_higher_sequence_with_every_change(app: App) -> None:
    meeting = with_meeting(app, MeetingState.PLANNED)[1].meeting
    later = {"planned_on": dt.date(2027, 2, 10)}
    moved = meetings.plan_meeting(app, meeting.model_copy(update=later), (), "A clash")
    cancelled = meetings.cancel_meeting(app, moved, "She asked for it")
    again = meetings.plan_meeting(app, cancelled.model_copy(update={"planned_on": dt.date(2027, 2, 17)}), ())
    today = meetings.plan_meeting(app, again.model_copy(update={"planned_on": app.today}), (), "She can come today")
    missed = meetings.did_not_attend(app, today, "")
    last = meetings.plan_meeting(app, missed.model_copy(update={"planned_on": dt.date(2027, 2, 24)}), ())
    events = [parts(diary_file([event_of(m)], NOW))[2] for m in (meeting, moved, cancelled, again, today, last)]
    assert len({str(event["uid"]) for event in events}) == 1
    assert [event["sequence"] for event in events] == [0, 1, 2, 3, 4, 5]


def test_a_cancelled_meeting_takes_itself_out_of_the_diary(app: App) -> None:
    meeting = with_meeting(app, MeetingState.PLANNED)[1].meeting
    assert parts(diary_file([event_of(meeting)], NOW))[0]["method"] == "PUBLISH"
    calendar, _, event = parts(diary_file([event_of(meetings.cancel_meeting(app, meeting, "She asked for it"))], NOW))
    assert (calendar["method"], event["status"]) == ("CANCEL", "CANCELLED")


def test_a_diary_file_that_leaves_is_recorded(app: App, tmp_path: Path) -> None:
    meeting = with_meeting(app, MeetingState.PLANNED)[1].meeting
    target = tmp_path / "meeting.ics"
    write_diary_file(app, meeting, target)
    write_diary_file(app, meeting, target)  # the person agreed to replace it
    assert target.read_bytes() == diary_file([event_of(meeting)], app.now)
    assert [entry.action for entry in app.vault.history(meeting.case_id, 2)] == ["diary.write"] * 2


def test_a_diary_file_that_cannot_be_written_leaves_no_line_in_the_trail(app: App, tmp_path: Path) -> None:
    meeting = with_meeting(app, MeetingState.PLANNED)[1].meeting
    with pytest.raises(StorageProblem, match="Not written"):
        write_diary_file(app, meeting, tmp_path / "gone" / "meeting.ics")
    assert "diary.write" not in [entry.action for entry in app.vault.history(meeting.case_id)]


def test_who_may_only_read_takes_no_diary_file_away(app: App, tmp_path: Path) -> None:
    meeting = with_meeting(app, MeetingState.PLANNED)[1].meeting
    app.user = app.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        write_diary_file(app, meeting, tmp_path / "meeting.ics")
    assert not (tmp_path / "meeting.ics").exists()
