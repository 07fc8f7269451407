"""The case front sheet: one page whatever is recorded, how she may be reached and never where, only this witness."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import Any

import pytest

from tests import builders
from tests.documents.making import made, pages_of, text_of
from victimplanner.domain.case import Charge, ChargeState, Hearing, HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel, ContactRoute, Permission
from victimplanner.domain.contact_preferences import ContactPreference
from victimplanner.domain.issued import IssuedDocument, PaperKind, Variant
from victimplanner.domain.measures import DirectionKind, MeasureId
from victimplanner.domain.people import CaseRole, Person

COUNTS = (0, 1, 8, 40, 400)
LONG = "Llanfairpwllgwyngyll" * 12
APRIL = dt.date(2027, 4, 9)


def sheet(file: WitnessFile | None = None, **issue: Any) -> str:
    paper = made(PaperKind.FRONT_SHEET, file, **issue)
    assert paper.pages == 1
    return text_of(paper)


def contact_words(**more: Any) -> str:
    file = builders.a_witness_file(safe_contact=builders.a_safe_contact(**more))
    text = sheet(file)
    return text[text.index("Before you contact the witness") : text.index("Key dates")]


def bare() -> WitnessFile:
    return WitnessFile(
        office=builders.an_office(), case=builders.a_case(), defendants=(), pleas=(), witness=builders.a_witness()
    )


# ------------------------------------------------------------ what it says


def test_the_sheet_says_where_the_case_stands() -> None:
    file = builders.a_prepared_witness_file()
    few = dataclasses.replace(file, actions=file.actions[:1], hearings=file.hearings[1:])
    text = sheet(few, today=APRIL)
    for words in (
        "Complainant (file copy only)",
        "Age group; eligibility",
        "Adult; s.17(4)",
        "D1 T. Harcastle",
        "Recording of cross-examination Thu 15 Apr 2027, 10:00 ○ Listed",
        "Editing of the recording finished ▲ Not set by court ▲ Missing",
        "Recorded interview as evidence, s.27 ● Yes ● Yes ◊ In part – Not yet due",
        "Screen, s.23 ◊ Unsure ● Yes ○ Refused –",
        "No wigs or gowns, s.26 ○ No ○ Not sought – –",
        "Rhiannon Calloway; Tomasz Wiśniewski; Priya Nandakumar",
        "Małgorzata Żółkiewska, Harbour Light Support; Ellis Thornbury; no interpreter",
        "None issued yet",
    ):
        assert words in text, words


def test_dates_stand_in_order_with_what_became_of_them() -> None:
    text = sheet(builders.a_witness_file(actions=(), views=()))
    rows = ("Not guilty plea Wed 16 Dec 2026 ● Done", "Pre-trial meeting Tue 22 Dec 2026 ● Held")
    last = "Application, last day Mon 4 Jan 2027 ○ Open"
    assert text.index(rows[0]) < text.index(rows[1]) < text.index(last)


@pytest.mark.parametrize(
    ("served", "today", "words"),
    [
        (dt.date(2026, 12, 30), APRIL, "● Served Wed 30 Dec"),
        (dt.date(2027, 1, 6), APRIL, "◊ Served Wed 6 Jan, late"),
        (None, APRIL, "▲ Not served"),
    ],
)
def test_an_application_is_held_against_its_last_day(served: dt.date | None, today: dt.date, words: str) -> None:
    applications = (builders.an_application(served_on=served),)
    file = builders.a_witness_file(applications=applications, actions=(), views=(), hearings=())
    assert f"Application, last day Mon 4 Jan 2027 {words}" in sheet(file, today=today)


def test_a_direction_that_differs_by_accused_says_so() -> None:
    accused = (builders.a_defendant(), builders.a_defendant(2, "V. Oddney"))
    first = builders.a_direction(MeasureId.SCREEN, defendant_id=accused[0].id)
    second = builders.a_direction(MeasureId.SCREEN, DirectionKind.REFUSED, defendant_id=accused[1].id)
    decisions = (builders.a_decision(MeasureId.SCREEN),)
    both = builders.a_decided_witness_file(defendants=accused, directions=(first, second), decisions=decisions, uses=())
    assert "Screen, s.23 ◊ Unsure ● Yes ◊ Differs" in sheet(both)
    one = dataclasses.replace(both, directions=(first,))
    assert "Screen, s.23 ◊ Unsure ● Yes ◊ D1 only" in sheet(one)


def test_charges_are_counted_for_this_witness_only() -> None:
    charges = [Charge(case_id=builders.CASE_ID, offence="Rape", is_sexual_offence=True) for _ in range(2)]
    stopped = charges[0].model_copy(update={"id": "9" * 32, "state": ChargeState.STOPPED})
    assert "2, 1 stopped" in sheet(builders.a_witness_file(charges=(*charges, stopped)))


def test_papers_are_named_by_their_newest_version_and_recalled_ones_are_not() -> None:
    def issued(kind: PaperKind, version: int, **more: Any) -> IssuedDocument:
        moment = dt.datetime(2026, 12, 23, 9, tzinfo=dt.UTC)
        return IssuedDocument(
            case_id=builders.CASE_ID, witness_id=builders.WITNESS_ID, kind=kind, variant=Variant.FILE,
            document_version=version, copy_number=1, recipient="case file", purpose="For the test", file_name="x.pdf",
            sha256="0" * 64, content_sha256="0" * 64, pages=1, is_draft=False, issued_at=moment, issued_by="R. Calloway",
            **more,
        )  # fmt: skip

    papers = (
        issued(PaperKind.CODE_SHEET, 1),
        issued(PaperKind.MEETING_RECORD, 1),
        issued(PaperKind.MEETING_RECORD, 2),
        issued(PaperKind.SPECIAL_MEASURES, 4, recalled_on=dt.date(2026, 12, 24)),
        issued(PaperKind.FRONT_SHEET, 9),
    )
    text = sheet(builders.a_witness_file(issued=papers))
    assert "Papers behind this sheet Meeting record v2; Victims’ Code compliance sheet v1" in text
    assert "v4" not in text
    assert "v9" not in text


def test_a_case_with_nothing_recorded_has_its_sheet() -> None:
    text = sheet(bare())
    assert "▲ Not recorded. Do nothing before it is recorded how the witness may be reached." in text
    assert text.count("– None recorded.") == 2
    assert "no gate" in text


def test_someone_who_is_no_complainant_is_called_a_witness() -> None:
    text = sheet(builders.a_witness_file(witness=builders.a_witness(is_complainant=False)))
    assert "Witness (file copy only)" in text
    assert "Complainant" not in text


def test_an_interpreter_is_named_or_the_need_for_one() -> None:
    needed = builders.a_witness_file(witness=builders.a_witness(interpreter_need="Polish, a woman"))
    assert "interpreter needed: Polish, a woman" in sheet(needed)
    named = (*builders.some_people(), (CaseRole.INTERPRETER, Person(name="Ilse Brandt")))
    assert "Ellis Thornbury; Ilse Brandt" in sheet(builders.a_witness_file(people=named))


# ------------------------------------------------------------ before you contact the witness


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"times": "10:00 to 15:00"}, "Directly. Call only 10:00 to 15:00."),
        ({"calls": Permission.NO}, "No calls."),
        ({"calls": Permission.UNKNOWN}, "Do not call: not known to be safe."),
        ({"voicemail": Permission.NO, "texts": Permission.NO}, "No voicemail, no text messages."),
        ({"voicemail": Permission.UNKNOWN}, "Not known, so not to be used: voicemail"),
        ({}, "Allowed: letters, e-mail."),
        ({"route": ContactRoute.VIA_ISVA}, "Only through the ISVA."),
        ({"route": ContactRoute.VIA_POLICE, "times": "mornings"}, "Only through the police. Times: mornings."),
        ({"route": ContactRoute.NO_CONTACT, "decided_by": "DS Invented"}, "▲ No contact. Decided by DS Invented."),
        ({"route": ContactRoute.UNKNOWN}, "▲ Not recorded."),
        ({}, "Confirm safe contact every time (last: 21 Dec 2026)."),
        ({"confirmed_on": None}, "▲ Never confirmed: confirm it first."),
        ({"confirmed_on": dt.date(2026, 10, 1)}, "▲ Last confirmed 1 Oct 2026, 83 days ago: confirm it first."),
        ({"doubted_on": dt.date(2026, 12, 22)}, "▲ In doubt since 22 Dec 2026: confirm it first."),
    ],
)
def test_the_box_says_how_she_may_be_reached(values: dict[str, Any], words: str) -> None:
    assert words in contact_words(**values)


def test_no_contact_offers_no_way_of_contact() -> None:
    text = contact_words(route=ContactRoute.NO_CONTACT, decided_by="DS Invented", times="10:00 to 15:00")
    for way in ("Call", "Allowed", "10:00", "letters"):
        assert way not in text


def test_her_wish_is_said_where_safe_contact_gives_no_times() -> None:
    wish = ContactPreference(
        case_id=builders.CASE_ID, witness_id=builders.WITNESS_ID, method=Channel.TEXT, week_days=(0, 3),
        earliest=dt.time(10), latest=dt.time(15), noted_on=dt.date(2026, 12, 1),
    )  # fmt: skip
    text = sheet(builders.a_witness_file(contact_preferences=(wish,)))
    assert "Call only Mon, Thu 10:00 to 15:00." in text
    assert "Prefers: text message." in text


def test_no_number_and_no_address_is_on_the_sheet_wherever_it_was_typed() -> None:
    secret = "at 4 Quarry Steps, Northmoor or 07700900417, s.prys@example.invalid, say heronfield"
    contact = builders.a_safe_contact(times=f"10:00, {secret}", decided_by=secret)
    file = builders.a_witness_file(
        safe_contact=contact,
        actions=(builders.an_action(f"Ring her {secret}", secret),),
        witness=builders.a_witness(interpreter_need=secret),
    )
    text = " ".join(pages_of(made(PaperKind.FRONT_SHEET, file)))
    for value in ("Quarry", "900417", "example.invalid", "heronfield"):
        assert value not in text, value


# ------------------------------------------------------------ one page


def crowded(number: int, word: str = LONG) -> WitnessFile:
    """So many of everything that has a row, each with words too long for its cell."""
    accused = tuple(builders.a_defendant(n + 1, word, id=f"{n:032x}") for n in range(number))
    day = dt.date(2027, 4, 9)
    hearings = tuple(
        Hearing(
            case_id=builders.CASE_ID,
            kind=HearingKind.OTHER,
            listed_on=day + dt.timedelta(n),
            state=HearingState.LISTED if n % 2 else HearingState.HELD,
        )
        for n in range(number)
    )
    person = Person(name=word, organisation=word, phone="01632 960114")
    return builders.a_witness_file(
        case=builders.a_case(court_name=word, court_case_no=word),
        witness=builders.a_witness(name=f"{word} {word}", interpreter_need=word),
        defendants=accused,
        pleas=tuple(builders.a_plea(one) for one in accused),
        hearings=hearings,
        meetings=tuple(builders.a_meeting_file(meeting=builders.a_meeting(number=n + 1)) for n in range(number)),
        actions=tuple(builders.an_action(f"Task {n} {word}", word, day + dt.timedelta(n)) for n in range(number)),
        people=tuple((role, person) for role in CaseRole),
        safe_contact=builders.a_safe_contact(times=word, decided_by=word),
    )


@pytest.mark.parametrize("number", COUNTS)
def test_the_sheet_is_one_page_however_much_is_recorded(number: int) -> None:
    text = sheet(crowded(number), today=APRIL)
    assert "Before you contact the witness" in text
    assert "Papers behind this sheet" in text
    assert "texts are cut short (…) and whole in the program." in text


@pytest.mark.parametrize("word", ["W" * 240, "😀" * 240, "Ŵ " * 120, "\n".join("WORD" for _ in range(60))])
@pytest.mark.parametrize("number", [0, 1, 40])
def test_wide_and_unknown_letters_and_many_lines_make_no_second_page(number: int, word: str) -> None:
    assert "Papers behind this sheet" in sheet(crowded(number, word), today=APRIL)


@pytest.mark.parametrize("number", COUNTS)
def test_every_action_is_shown_or_counted(number: int) -> None:
    actions = tuple(
        builders.an_action(f"Task {n} of many", "P. Nandakumar", APRIL + dt.timedelta(n)) for n in range(number)
    )
    text = sheet(builders.a_witness_file(actions=actions), today=APRIL)
    shown = [int(n) for n in re.findall(r"Task (\d+) of many", text)]
    assert shown == list(range(len(shown))), "the next ones first"
    assert len(shown) <= 6
    more = re.search(r"and (\d+) more in the program", text)
    assert len(shown) + (int(more[1]) if more else 0) == number


@pytest.mark.parametrize("number", COUNTS)
def test_every_date_is_shown_or_counted(number: int) -> None:
    hearings = tuple(
        Hearing(case_id=builders.CASE_ID, kind=HearingKind.OTHER, listed_on=APRIL + dt.timedelta(n))
        for n in range(number)
    )
    text = sheet(builders.a_witness_file(hearings=hearings, defendants=(), pleas=(), meetings=()), today=APRIL)
    later = re.search(r"(\d+) later dates?", text)
    assert text.count("○ Listed") + (int(later[1]) if later else 0) == number


def test_dates_that_are_done_go_first_then_measures_not_open() -> None:
    done = tuple(
        Hearing(case_id=builders.CASE_ID, kind=HearingKind.OTHER, listed_on=APRIL, state=HearingState.HELD)
        for _ in range(30)
    )
    held = sheet(builders.a_witness_file(hearings=done), today=APRIL)
    assert re.search(r"No room here for \d+ dates done: see the program\.", held)
    assert "Aids to communication" in held
    to_come = tuple(hearing.model_copy(update={"state": HearingState.LISTED}) for hearing in done)
    listed = sheet(builders.a_witness_file(hearings=to_come), today=APRIL)
    assert re.search(r"No room here for \d+ dates done, \d+ later dates, 2 measures not open: see", listed)
    assert "Aids to communication" not in listed


def test_a_table_whose_rows_all_went_does_not_say_that_nothing_is_recorded() -> None:
    text = sheet(crowded(400), today=APRIL)
    assert "None recorded" not in text
