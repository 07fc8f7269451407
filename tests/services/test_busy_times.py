"""Busy times from a diary file: read as a calendar reads them, nothing but the times kept, all or nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from victimplanner.domain.errors import NotAllowed, RuleBroken, StorageProblem
from victimplanner.domain.people import Absence, AbsenceKind, Person, UserRole
from victimplanner.services import people
from victimplanner.services.busy_times import BusyImport, import_busy_times, read_diary
from victimplanner.services.context import App
from victimplanner.storage.tables import METADATA

TODAY = dt.date(2026, 11, 25)
SECRETS = ("Heronfield", "Quarry Steps", "dentist", "s.prys@example.invalid", "uid-4471")
NEW_YORK = """BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:EST
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
END:DAYLIGHT
END:VTIMEZONE
"""
OFFICE_CLOCK = """BEGIN:VTIMEZONE
TZID:Northmere office clock
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
"""


def diary(*parts: str) -> bytes:
    """A diary file with these parts, lines ended as the standard asks."""
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Invented//Diary//EN\n{''.join(parts)}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def entry(times: str, uid: str = "uid-4471") -> str:
    return (
        f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20261101T090000Z\nSUMMARY:Heronfield: see the dentist\n"
        f"LOCATION:4 Quarry Steps\nDESCRIPTION:About the\n  witness\nATTENDEE:mailto:s.prys@example.invalid\n"
        f"{times.strip()}\nEND:VEVENT\n"
    )


ONE = entry("DTSTART:20261202T100000Z\nDTEND:20261202T113000Z", "one")
TWO = entry("DTSTART:20261203T100000Z\nDTEND:20261203T110000Z", "two")


@pytest.fixture
def person(empty: App) -> Person:
    return people.save_person(empty, Person(name="H. Croft"))


def spans(app: App, person: Person) -> list[str]:
    """The times kept, as "2 Dec 2026 10:00 – 2 Dec 2026 11:30"; whole days without times."""

    def side(day: dt.date, time: dt.time | None) -> str:
        return f"{day.day} {day:%b %Y}" + (f" {time:%H:%M}" if time else "")

    return [
        f"{side(a.first_day, a.first_time)} – {side(a.last_day, a.last_time)}" for a in people.absences(app, person.id)
    ]


def taken_in(app: App, person: Person, *parts: str) -> list[str]:
    import_busy_times(app, person, diary(*parts))
    return spans(app, person)


def counts(done: BusyImport) -> tuple[int, int, int]:
    return done.added, done.removed, done.unchanged


# ------------------------------------------------------------ when somebody is busy


@pytest.mark.parametrize(
    ("times", "busy"),
    [
        ("DTSTART:20270705T130000Z\nDTEND:20270705T140000Z", "5 Jul 2027 14:00 – 5 Jul 2027 15:00"),
        ("DTSTART:20270111T130000Z\nDTEND:20270111T140000Z", "11 Jan 2027 13:00 – 11 Jan 2027 14:00"),
        ("DTSTART:20270705T130000\nDTEND:20270705T140000", "5 Jul 2027 13:00 – 5 Jul 2027 14:00"),
        (
            "DTSTART;TZID=Europe/London:20270705T130000\nDTEND;TZID=Europe/London:20270705T140000",
            "5 Jul 2027 13:00 – 5 Jul 2027 14:00",
        ),
        ("DTSTART:20261202T100000Z\nDURATION:PT45M", "2 Dec 2026 10:00 – 2 Dec 2026 10:45"),
        ("DTSTART:20261202T223000Z\nDTEND:20261203T013000Z", "2 Dec 2026 22:30 – 3 Dec 2026 01:30"),
        ("DTSTART:20261202T223000Z\nDTEND:20261203T000000Z", "2 Dec 2026 22:30 – 2 Dec 2026"),
        ("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261225", "24 Dec 2026 – 24 Dec 2026"),
        ("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20270104", "24 Dec 2026 – 3 Jan 2027"),
        ("DTSTART;VALUE=DATE:20261224", "24 Dec 2026 – 24 Dec 2026"),
        ("DTSTART:20261120T090000Z\nDTEND:20261127T170000Z", "20 Nov 2026 09:00 – 27 Nov 2026 17:00"),
        (
            "DTSTART:20261202T100000Z\nDTEND:20261202T110000Z\nSTATUS:TENTATIVE",
            "2 Dec 2026 10:00 – 2 Dec 2026 11:00",
        ),
    ],
    ids=[
        "UTC in July", "UTC in January", "floating time is London's", "London time", "a length instead of an end",
        "past midnight", "until midnight", "all day", "days on end", "all day without an end", "begun before today",
        "tentative",
    ],
)  # fmt: skip
def test_an_entry_takes_its_time_on_a_clock_in_london(empty: App, person: Person, times: str, busy: str) -> None:
    assert taken_in(empty, person, entry(times)) == [busy]


def test_a_foreign_time_zone_is_reckoned_over_to_london(empty: App, person: Person) -> None:
    times = "DTSTART;TZID=America/New_York:20270317T090000\nDTEND;TZID=America/New_York:20270317T100000"
    assert taken_in(empty, person, NEW_YORK, entry(times)) == ["17 Mar 2027 13:00 – 17 Mar 2027 14:00"], (
        "in these two weeks New York is four hours behind, not five"
    )


def test_a_time_zone_that_only_the_file_knows_is_taken_from_the_file(empty: App, person: Person) -> None:
    times = "DTSTART;TZID=Northmere office clock:20270111T120000\nDTEND;TZID=Northmere office clock:20270111T130000"
    assert taken_in(empty, person, OFFICE_CLOCK, entry(times)) == ["11 Jan 2027 09:00 – 11 Jan 2027 10:00"]


def test_a_weekly_entry_counts_each_week_without_the_one_left_out_and_with_the_one_moved(
    empty: App, person: Person
) -> None:
    weekly = entry(
        "DTSTART;TZID=Europe/London:20261130T090000\nDTEND;TZID=Europe/London:20261130T100000\n"
        "RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/London:20261207T090000"
    )
    moved = entry(
        "RECURRENCE-ID;TZID=Europe/London:20261214T090000\n"
        "DTSTART;TZID=Europe/London:20261215T140000\nDTEND;TZID=Europe/London:20261215T150000"
    )
    assert taken_in(empty, person, weekly, moved) == [
        "30 Nov 2026 09:00 – 30 Nov 2026 10:00",
        "15 Dec 2026 14:00 – 15 Dec 2026 15:00",
        "21 Dec 2026 09:00 – 21 Dec 2026 10:00",
    ]


def test_a_weekly_entry_stays_at_its_hour_when_the_clocks_change(empty: App, person: Person) -> None:
    weekly = (
        "DTSTART;TZID=Europe/London:2027{day}T090000\nDTEND;TZID=Europe/London:2027{day}T100000\n"
        "RRULE:FREQ=WEEKLY;COUNT=2"
    )
    spring, autumn = (entry(weekly.format(day=day), day) for day in ("0325", "1028"))
    assert {span.split(" – ")[0][-5:] for span in taken_in(empty, person, spring, autumn)} == {"09:00"}
    assert len(spans(empty, person)) == 4


@pytest.mark.parametrize(
    ("times", "busy"),
    [
        ("DTSTART:20270328T003000Z\nDTEND:20270328T013000Z", "28 Mar 2027 00:30 – 28 Mar 2027 02:30"),
        ("DTSTART:20271031T003000Z\nDTEND:20271031T023000Z", "31 Oct 2027 01:30 – 31 Oct 2027 02:30"),
        ("DTSTART:20271031T003000Z\nDTEND:20271031T011500Z", "31 Oct 2027 01:00 – 31 Oct 2027 02:00"),
        ("DTSTART;VALUE=DATE:20270328\nDTEND;VALUE=DATE:20270329", "28 Mar 2027 – 28 Mar 2027"),
        ("DTSTART;VALUE=DATE:20271031\nDTEND;VALUE=DATE:20271101", "31 Oct 2027 – 31 Oct 2027"),
    ],
    ids=["an hour skipped", "an hour twice", "within the hour that comes twice", "whole day", "whole longer day"],
)
def test_on_the_days_when_the_clocks_change_no_time_is_lost(empty: App, person: Person, times: str, busy: str) -> None:
    assert taken_in(empty, person, entry(times)) == [busy]


@pytest.mark.parametrize(
    "times",
    [
        "DTSTART:20261202T100000Z\nDTEND:20261202T110000Z\nSTATUS:CANCELLED",
        "DTSTART:20261202T100000Z\nDTEND:20261202T110000Z\nTRANSP:TRANSPARENT",
        "DTSTART:20261202T100000Z",
        "DTSTART:20261123T100000Z\nDTEND:20261123T110000Z",
        "DTSTART:20280110T100000Z\nDTEND:20280110T110000Z",
    ],
    ids=["cancelled", "marked as free", "a mere reminder", "over", "beyond the coming year"],
)
def test_what_takes_no_time_of_the_coming_year_is_left_out(empty: App, person: Person, times: str) -> None:
    assert taken_in(empty, person, entry(times)) == []


# ------------------------------------------------------------ a second file


def test_the_same_file_again_changes_nothing(empty: App, person: Person) -> None:
    assert counts(import_busy_times(empty, person, diary(ONE, TWO))) == (2, 0, 0)
    before, lines = people.absences(empty, person.id), empty.vault.verify().count
    assert counts(import_busy_times(empty, person, diary(TWO, ONE))) == (0, 0, 2)
    assert people.absences(empty, person.id) == before
    assert empty.vault.verify().count == lines


def test_a_shorter_file_takes_out_what_is_gone(empty: App, person: Person) -> None:
    import_busy_times(empty, person, diary(ONE, TWO))
    assert counts(import_busy_times(empty, person, diary(TWO))) == (0, 1, 1)
    assert spans(empty, person) == ["3 Dec 2026 10:00 – 3 Dec 2026 11:00"]


def test_an_entry_at_another_hour_takes_the_place_of_the_earlier_one(empty: App, person: Person) -> None:
    import_busy_times(empty, person, diary(ONE))
    later = entry("DTSTART:20261202T140000Z\nDTEND:20261202T150000Z", "one")
    assert counts(import_busy_times(empty, person, diary(later))) == (1, 1, 0)
    assert spans(empty, person) == ["2 Dec 2026 14:00 – 2 Dec 2026 15:00"]


def test_times_entered_by_hand_and_those_of_others_stay(empty: App, person: Person) -> None:
    other = people.save_person(empty, Person(name="S. Whitmore"))
    by_hand = people.save_absence(empty, Absence(person_id=person.id, first_day=TODAY, last_day=TODAY, note="Leave"))
    import_busy_times(empty, other, diary(ONE))
    import_busy_times(empty, person, diary(ONE))
    import_busy_times(empty, person, diary(TWO))
    assert by_hand in people.absences(empty, person.id)
    assert spans(empty, other) == ["2 Dec 2026 10:00 – 2 Dec 2026 11:30"]


def test_busy_times_that_are_over_stay_and_are_not_counted_as_taken_out(empty: App, person: Person) -> None:
    past = Absence(
        person_id=person.id, kind=AbsenceKind.BUSY, first_day=dt.date(2026, 11, 2), last_day=dt.date(2026, 11, 2),
        source_id="of an earlier file",
    )  # fmt: skip
    people.save_absence(empty, past)
    assert counts(import_busy_times(empty, person, diary(ONE))) == (1, 0, 0)
    assert past.id in {absence.id for absence in people.absences(empty, person.id, dt.date(2026, 11, 1))}


# ------------------------------------------------------------ nothing but the times


def test_no_word_of_a_diary_is_stored_anywhere(empty: App, person: Person) -> None:
    import_busy_times(empty, person, diary(entry("DTSTART:20261202T100000Z\nDTEND:20261202T110000Z")))
    import_busy_times(empty, person, diary(TWO))
    with empty.read() as uow:
        stored = " ".join(str(row) for table in METADATA.sorted_tables for row in uow.rows(sa.select(table)))
    assert "H. Croft" in stored, "the search looks at every row"
    assert [secret for secret in SECRETS if secret.casefold() in stored.casefold()] == []


# ------------------------------------------------------------ what is no diary


FULL = diary(ONE, TWO)
NO_DIARY = {
    "empty": b"",
    "garbage": bytes(range(256)) * 40,
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "plain words": b"Monday: court\r\nTuesday: leave\r\n",
    "an address card": b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:H. Croft\r\nEND:VCARD\r\n",
    "an entry without a diary": ONE.replace("\n", "\r\n").encode(),
    "no entry": diary(),
    "a day that is none": diary(entry("DTSTART:20261345T100000Z\nDTEND:20261202T110000Z")),
    "a rule that is none": diary(entry("DTSTART:20261202T100000Z\nDTEND:20261202T110000Z\nRRULE:FREQ=SOMETIMES")),
    "without end": diary(entry("DTSTART:20261202T100000Z\nDTEND:20261202T100001Z\nRRULE:FREQ=SECONDLY")),
    "every minute of a day": diary(
        entry(
            "DTSTART:20261202T100000Z\nDTEND:20261202T100100Z\nRRULE:FREQ=DAILY;BYHOUR=8,9,10,11;"
            f"BYMINUTE={','.join(map(str, range(60)))}"
        )
    ),
    "never going on": diary(entry("DTSTART:20261101T100000Z\nDTEND:20261101T110000Z\nRRULE:FREQ=DAILY;INTERVAL=0")),
    "far too many": diary(entry("DTSTART:20261202T100000Z\nDTEND:20261202T101500Z\nRRULE:FREQ=HOURLY")),
    "far too large": b"BEGIN:VCALENDAR\r\n" + b"X" * 10_000_001,
}


@pytest.mark.parametrize("data", NO_DIARY.values(), ids=NO_DIARY)
def test_what_is_no_diary_is_said_in_a_sentence_and_changes_nothing(empty: App, person: Person, data: bytes) -> None:
    import_busy_times(empty, person, diary(ONE))
    before, lines = people.absences(empty, person.id), empty.vault.verify().count
    with pytest.raises(RuleBroken, match=r"Not read: .*Nothing was changed\. ") as error:
        import_busy_times(empty, person, data)
    assert [problem.field for problem in error.value.problems] == ["file"]
    assert people.absences(empty, person.id) == before
    assert empty.vault.verify().count == lines


@pytest.mark.parametrize("length", range(len(FULL) // 12, len(FULL) - 20, len(FULL) // 12))
def test_a_file_cut_off_in_the_middle_changes_nothing(empty: App, person: Person, length: int) -> None:
    import_busy_times(empty, person, FULL)
    before = people.absences(empty, person.id)
    with pytest.raises(RuleBroken, match="Nothing was changed"):
        import_busy_times(empty, person, FULL[:length])
    assert people.absences(empty, person.id) == before


def test_a_file_that_cannot_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match=r"not there. Nothing was changed. Check the name\."):
        read_diary(tmp_path / "diary.ics")
    with pytest.raises(StorageProblem, match="cannot be read"):
        read_diary(tmp_path)
    (tmp_path / "diary.ics").write_bytes(FULL)
    assert read_diary(tmp_path / "diary.ics") == FULL


def test_who_may_only_read_takes_in_no_diary(empty: App, person: Person) -> None:
    empty.user = empty.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        import_busy_times(empty, person, FULL)
    assert people.absences(empty, person.id) == []
