"""What stands against sending a letter, each as a sentence that says what to do; and the sheet of checks for the file."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests import builders
from tests.documents.letters import SENT, a_file, letter, not_planned, offered, problems, without_people
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.issued import PaperCheck, PaperKind, Variant
from victimplanner.domain.meeting import MeetingMode

# ------------------------------------------------------------ what stands against it


def test_nothing_stands_against_a_whole_letter() -> None:
    assert problems(a_file()) == {}
    assert problems(a_file(), not_planned()) == {}


@pytest.mark.parametrize("first", ["S. Llŵyd-Prŷs", "Siân Prŷs", "Mr J Carter", "SIAN Gwenllian"])
def test_a_name_that_differs_from_the_record_is_told(first: str) -> None:
    file = a_file(safe_contact=builders.a_safe_contact(address=f"{first}\n14 Heron Row"))
    assert "Find out which is right" in problems(file)["name"]


@pytest.mark.parametrize("first", ["Heron House", "Flat 2, Gwenllian Court 5", "The Old Mill"])
def test_the_name_of_a_house_is_no_name_of_a_person(first: str) -> None:
    assert problems(a_file(safe_contact=builders.a_safe_contact(address=f"{first}\nWexmouth"))) == {}


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"planned_start": None}, "planned_start", "a day and no time"),
        ({"place": ""}, "place", "a day and no place"),
        ({"planned_on": dt.date(2026, 12, 16)}, "planned_on", "a day that is past"),
        ({"place": "Room TBC"}, "place", "still holds a placeholder"),
        ({"place": "[office]"}, "place", "still holds a placeholder"),
        ({"entrance": "____ door"}, "entrance", "still holds a placeholder"),
        ({"met_by": "to be confirmed"}, "met_by", "still holds a placeholder"),
        ({"place": "Northmere RASSO"}, "place", "a word that others must not read"),
    ],
)
def test_what_the_meeting_lacks_is_told(more: dict[str, Any], field: str, words: str) -> None:
    found = problems(a_file(), offered(**more))
    assert list(found) == [field]
    assert words in found[field]
    assert "The letter was not issued." in found[field]


def test_a_meeting_by_video_needs_no_place() -> None:
    assert problems(a_file(), offered(mode=MeetingMode.VIDEO, place="TBC")) == {}


def test_what_the_case_lacks_is_told() -> None:
    found = problems(without_people(), not_planned())
    assert set(found) == {"people", "phone"}
    nameless = a_file(witness=builders.a_witness(name=" "))
    assert "Her name is not recorded." in problems(nameless)["name"]
    long = a_file(safe_contact=builders.a_safe_contact(address="\n".join(f"Line {n}" for n in range(7))))
    assert "take 8 lines" in problems(long)["address"]
    wide = "\n".join([f"{n} Heron Row with a very long name of a street, Riverside" for n in range(4)])
    assert "take 9 lines" in problems(a_file(safe_contact=builders.a_safe_contact(address=wide)))["address"]
    open_number = a_file(office=builders.an_office(phone="[number]"))
    assert "office details" in problems(open_number)["office"]


# ------------------------------------------------------------ the sheet of checks


def sheet(file: WitnessFile, meeting: MeetingFile | None = None) -> str:
    return letter(file, meeting, variant=Variant.FILE).partition("Checks of this letter")[2]


def test_the_sheet_says_what_was_checked() -> None:
    text = sheet(a_file())
    assert "Letters: allowed by her safe contact ● Yes" in text
    assert "Safe contact: confirmed ● On 21 Dec 2026 by P. Nandakumar (witness care)" in text
    assert "Read by a second person ○ Not yet" in text
    assert "▲" not in text


def test_the_sheet_names_who_read_the_letter_and_which_text() -> None:
    look = PaperCheck(
        case_id=builders.CASE_ID, witness_id=builders.WITNESS_ID, meeting_id=builders.MEETING_ID, kind=PaperKind.LETTER,
        variant=Variant.WITNESS, content_sha256="3f9a07c2" + "0" * 56, checked_by="Priya Nandakumar",
        checked_at=dt.datetime(2026, 12, 17, 9, 2, tzinfo=dt.UTC),
    )  # fmt: skip
    other = look.model_copy(update={"meeting_id": "9" * 32, "checked_by": "Somebody Else"})
    text = sheet(a_file(paper_checks=(look, other)))
    assert "● By Priya Nandakumar, 17 Dec 2026 at 09:02. Check value of the text: 3F9A-07C2" in text


def test_the_sheet_says_what_is_still_to_put_right() -> None:
    contact = builders.a_safe_contact(address="S. Prŷs\n14 Heron Row", letters="no", confirmed_on=dt.date(2026, 10, 1))
    text = sheet(a_file(safe_contact=contact), offered(place="TBC"))
    for words in ("▲ To put right. The name at the head", "▲ No", "▲ Too long ago. On 1 Oct 2026", "such as “TBC”"):
        assert words in text, words
    doubted = builders.a_safe_contact(doubted_on=SENT)
    assert "▲ In doubt. Last on 21 Dec 2026" in sheet(a_file(safe_contact=doubted))
    assert "Safe contact: confirmed ▲ Never" in sheet(a_file(safe_contact=None))
