"""The sheet for the room: five dates as ordered, the set-up, who sees whom, whom to ring; nothing of her."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from tests import builders
from tests.builders import MeasureId
from tests.documents.making import made, pages_of, text_of
from victimplanner.documents.catalogue import documents
from victimplanner.domain.case import Hearing, HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.links import BookingState
from victimplanner.domain.measures import DirectionKind, ScreenFrom
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.section_28 import CourtDate, RecordingEventKind

DAY = dt.date(2027, 4, 9)
COPIES = (Variant.COURT, Variant.SUITE, Variant.WITNESS_CARE, Variant.FILE)
every_copy = pytest.mark.parametrize("variant", COPIES)


def sheet(file: WitnessFile | None = None, variant: Variant = Variant.COURT, today: dt.date = DAY) -> str:
    file = builders.a_prepared_witness_file() if file is None else file
    return text_of(made(PaperKind.SECTION_28_SHEET, file, variant=variant, today=today))


def with_link(**changed: Any) -> WitnessFile:
    return builders.a_prepared_witness_file(links=(builders.a_link(**changed),))


# ---------------------------------------------------------------- what it says


@every_copy
def test_everything_needed_to_set_the_room_is_on_every_copy(variant: Variant) -> None:
    text = sheet(variant=variant)
    for words in (
        "Recording Thu 15 Apr 2027, 10:00",
        "On the day call: witness care, Priya Nandakumar, 01632 960131.",
        "Link fails: the suite, G. Prendergast, 01632 960162.",
        "Use the witness reference only.",
        "(a) Ground rules hearing Thu 8 Apr 2027, 09:45 Court 3 ● Held",
        "(b) Recording of cross-examination Thu 15 Apr 2027, 10:00 HHJ Ferreira-Lunt, Court 3 ○ Listed",
        "(c) Last date, s.28(5) application Fri 7 May 2027 Parties ○ Open",
        "(d) Last date, leave out part Fri 14 May 2027 Parties ○ Open",
        "(e) Editing of the recording finished ▲ Not set by court Chased 25 Jan 2027 ▲ Missing",
        "Larkfield Link Suite, Room 1, 2 Mill Lane, Wexmouth.",
        "before 09:30 to 10:00, evidence 10:00 to 12:30, after 12:30 to 13:00. Court at the other end: Court 3.",
        "Witness 09:00, by: Rear entrance, Mill Lane. Link test Wed 14 Apr 2027, 09:15, without the witness.",
        "Edited version 2 of 9 Apr 2027, 44 minutes.",
        "○ Picture ○ Sound both ways ○ Document camera ○ Playback ○ Recording starts and saves",
        "Chair with arms.",
        "Every 25 minutes, 10 minutes.",
        "Step-free route; hearing loop.",
        "Accused D1 ● Yes, on a screen ● Yes ○ No Not in the room with her",
        "Public gallery ○ No ○ No ○ No Cleared, s.25",
        "Companion, CrimPR 3.8(7) Małgorzata Żółkiewska, Harbour Light Support 01632 960178 ● Yes, 9 Apr 2027",
        "Defence, D1 L. Hartwell-Osei",
        "Link suite ● Confirmed Mon 18 Jan 2027 LK-2207",
        "Link details from the court ● Received Tue 6 Apr 2027",
        "Test call ○ Planned Wed 14 Apr 2027, 09:15",
        "For the court",
        "For the link suite",
    ):
        assert words in text, words


@pytest.mark.parametrize(("variant", "pages"), [*((v, 2) for v in COPIES[:3]), (Variant.FILE, 3)])
def test_a_usual_sheet_has_two_pages_and_the_file_copy_its_history_besides(variant: Variant, pages: int) -> None:
    file = builders.a_prepared_witness_file()
    assert made(PaperKind.SECTION_28_SHEET, file, variant=variant, today=DAY).pages == pages


IN_SOME_COPIES = [
    ("01632 960147", {Variant.COURT, Variant.WITNESS_CARE, Variant.FILE}),  # the defence advocate's number
    ("Leaving and transport Taxi at the rear entrance", {Variant.WITNESS_CARE, Variant.FILE}),
    ("Witness told ● Done", {Variant.WITNESS_CARE, Variant.FILE}),
    ("● Done: by telephone Tue 2 Mar 2027 By T. Wiśniewski", {Variant.FILE}),
    ("Who sees whom explained ● Done Mon 1 Mar 2027", {Variant.FILE}),
    ("Tue 13 Apr 2027, 10:00, Court 3, then Thu 15 Apr 2027 The judge was not available. 2 Feb 2027", {Variant.FILE}),
    ("Arrival: 09:00, was 09:30 The host asked for it. 8 Feb 2027", {Variant.FILE}),
    ("Sixty minutes in two parts.", {Variant.COURT, Variant.WITNESS_CARE, Variant.FILE}),  # the judge's limits
    ("The gallery is cleared before ten.", set(COPIES)),
]


@every_copy
@pytest.mark.parametrize(("words", "copies"), IN_SOME_COPIES, ids=[c[0][:20] for c in IN_SOME_COPIES])
def test_each_copy_holds_what_its_reader_needs_and_no_more(words: str, copies: set[Variant], variant: Variant) -> None:
    said = {
        MeasureId.PRE_RECORDED_CROSS_EXAMINATION: "Sixty minutes in two parts.",
        MeasureId.PRIVATE: "The gallery is cleared before ten.",
    }
    file = builders.a_prepared_witness_file()
    directions = tuple(d.model_copy(update={"particulars": said.get(d.measure, "")}) for d in file.directions)
    text = sheet(dataclasses.replace(file, directions=directions), variant)
    assert (words in text) is (variant in copies)
    assert text.count(words) <= 1


# ---------------------------------------------------------------- what it never says

SECRETS: dict[str, dict[str, Any]] = {
    "witness": {
        "preferred_name": "§PREFERRED§",
        "access_needs": "§HEALTH§",
        "interpreter_need": "§DIALECT§",
    },
    "safe_contact": {
        "phone": "07700 900951",
        "address": "§HOME§ Terrace 5",
        "email": "secret.box@example.invalid",
        "code_word": "§CODE§",
        "keep_from": "§KEEP§",
        "times": "§TIMES§",
        "voicemail_wording": "§VOICE§",
    },
}
NEVER = (
    *("Llŵyd", "Prŷs", "Siân", "§PREFERRED§", "§HEALTH§", "§DIALECT§", "§HOME§", "secret.box", "§CODE§", "§KEEP§"),
    *("§TIMES§", "§VOICE§", "900951", "§VIEW§", "§REASON§", "§WITHHELD§", "§TOPIC§", "§GATE§", "§EVIDENCE§"),
    *("heron93", "link.example.invalid", "930417", "Harcastle", "Rape", "Wants this person"),
)


@every_copy
def test_her_name_home_contact_health_views_and_questions_are_on_no_copy(variant: Variant) -> None:
    file = builders.a_prepared_witness_file()
    file = dataclasses.replace(
        file,
        witness=file.witness.model_copy(update=SECRETS["witness"]),
        safe_contact=builders.a_safe_contact(**SECRETS["safe_contact"]),
        views=tuple(v.model_copy(update={"own_words": "§VIEW§", "condition": "§VIEW§"}) for v in file.views),
        decisions=tuple(d.model_copy(update={"reason": "§REASON§"}) for d in file.decisions),
        applications=(builders.a_whole_application(court_only="§WITHHELD§ place", why_maximise="§REASON§"),),
        gates=tuple(g.model_copy(update={"evidence": "§EVIDENCE§"}) for g in file.gates),
        meetings=(builders.a_meeting_file(questions=(builders.a_question(1, "§TOPIC§", "§TOPIC§"),)),),
        links=(
            builders.a_link(
                breaks="Siân may raise a hand. Ring 07700 900951 or §HOME§ Terrace 5.",
                fallback=f"Mrs Llŵyd-Prŷs waits; join by {builders.LINK_SECRET} with heron93.",
                equipment="For LLŴYD-PRŶS a chair with arms.",
            ),
        ),
    )
    paper = made(PaperKind.SECTION_28_SHEET, file, variant=variant, today=DAY)
    text = " ".join(pages_of(paper))
    for secret in NEVER:
        assert secret.casefold() not in text.casefold(), secret
    assert "[the witness] may raise a hand" in " ".join(text.split())


def test_the_surname_of_a_relative_who_sits_beside_her_is_taken_out() -> None:
    aunt = Person(id="f" * 32, name="Anwen Llŵyd-Prŷs", phone="01632 960145")
    file = builders.a_prepared_witness_file(
        links=(builders.a_link(companion_id=aunt.id, companion_notified_on=None),), link_people=(aunt,)
    )
    text = sheet(file)
    assert "Companion Anwen [removed: surname] 01632 960145 –" in text
    assert "Llŵyd" not in text


# ---------------------------------------------------------------- which arrangement, and what is missing


def test_of_several_arrangements_the_next_one_not_cancelled_is_printed() -> None:
    links = (
        builders.a_link(id="a1" * 16, on=dt.date(2027, 4, 1), breaks="The past one."),
        builders.a_link(id="a2" * 16, on=dt.date(2027, 4, 12), booking=BookingState.CANCELLED, breaks="Cancelled."),
        builders.a_link(id="a3" * 16, on=dt.date(2027, 4, 20), breaks="The later one."),
        builders.a_link(id="a4" * 16, on=builders.RECORDING_DAY, breaks="The next one."),
    )
    text = sheet(builders.a_prepared_witness_file(links=links))
    assert "The next one." in text
    assert not any(words in text for words in ("The past one.", "Cancelled.", "The later one."))
    assert "The past one." in sheet(builders.a_prepared_witness_file(links=links[:2]))


def test_a_room_held_for_another_day_than_the_recording_is_pointed_out() -> None:
    assert "▲ The hearing is listed for Thu 15 Apr 2027: not the same day." in sheet(with_link(on=dt.date(2027, 4, 13)))
    assert "not the same day" not in sheet()


MISSING: list[tuple[dict[str, Any], str]] = [
    ({"room_id": None}, "Place of witness ▲ Not recorded"),
    ({"arrives": None, "entrance": ""}, "Witness: ▲ Not recorded. Link test"),
    ({"test_on": None, "test_at": None}, "Test call ▲ Not planned"),
    ({"fallback": ""}, "Spare, if the link fails ▲ Not recorded"),
    ({"breaks": ""}, "Breaks ▲ Not recorded"),
    ({"court_room": ""}, "Court at the other end: ▲ Not recorded."),
    ({"link_details": "", "link_details_on": None}, "Link details from the court ▲ Not received"),
    ({"companion_notified_on": None}, "01632 960178 ▲ Not recorded"),
    ({"booking": BookingState.ASKED}, "Link suite ◊ Asked"),
    ({"test_passed_on": dt.date(2027, 4, 8)}, "Test call ● Passed Thu 8 Apr 2027"),
    ({"is_screened": True}, "Accused D1 ○ No, shielded"),
    ({"interpreter_id": builders.COMPANION_ID}, "Companion, CrimPR 3.8(7); interpreter Małgorzata"),
    ({"entrance": ""}, "Front for visitors; rear for witnesses."),
]


@pytest.mark.parametrize(("changed", "words"), MISSING, ids=[words for _, words in MISSING])
def test_what_is_missing_or_else_as_it_stands_is_said_in_words(changed: dict[str, Any], words: str) -> None:
    assert words in sheet(with_link(**changed))


def test_a_booking_without_a_room_has_no_telephone_and_says_so() -> None:
    assert "Link fails: the suite, ▲ telephone not recorded." in sheet(with_link(room_id=None))


DATES: list[tuple[dict[str, Any], str]] = [
    ({"hearings": ()}, "(b) Recording of cross-examination ▲ Not set by court – ▲ Missing"),
    (
        {"hearings": (builders.a_recording_hearing(state=HearingState.VACATED),)},
        "(b) Recording of cross-examination ▲ Not set by court – ▲ Vacated",
    ),
    (
        {"hearings": (), "orders": (builders.an_order(ground_rules_hearing_needed=False),)},
        "(a) Ground rules hearing – – – Not needed",
    ),
    (
        {
            "recording_events": (
                builders.a_recording_event(RecordingEventKind.HELD, happened_on=builders.RECORDING_DAY),
            )
        },
        "HHJ Ferreira-Lunt, Court 3 ● Held",
    ),
    (
        {
            "recording_events": (
                builders.a_recording_event(RecordingEventKind.HELD, happened_on=builders.RECORDING_DAY),
                builders.a_recording_event(
                    RecordingEventKind.EDITING_DONE, happened_on=dt.date(2027, 5, 3), edit_version="1", sequence=2
                ),
            )
        },
        "(e) Editing of the recording finished ▲ Not set by court Chased 25 Jan 2027 ● Done",
    ),
]


@pytest.mark.parametrize(("changed", "words"), DATES, ids=[words[:30] + str(n) for n, (_, words) in enumerate(DATES)])
def test_the_five_dates_are_printed_as_recorded_and_never_worked_out(changed: dict[str, Any], words: str) -> None:
    assert words in sheet(builders.a_prepared_witness_file(**changed))


def test_a_changed_order_is_history_in_the_file_copy() -> None:
    dates = (
        builders.an_ordered_date(CourtDate.EXCLUSION, dt.date(2027, 5, 14)),
        builders.an_ordered_date(CourtDate.EXCLUSION, dt.date(2027, 5, 21), reason="Leave of counsel.", sequence=2),
    )
    file = builders.a_prepared_witness_file(ordered_dates=dates)
    words = "Last date, leave out part Fri 14 May 2027, then Fri 21 May 2027 Leave of counsel. 18 Jan 2027"
    assert words in sheet(file, Variant.FILE)
    assert "Leave of counsel." not in sheet(file)


# ---------------------------------------------------------------- a link at the trial


def a_trial_file(**link: Any) -> WitnessFile:
    trial = Hearing(
        id="8" * 32,
        case_id=builders.CASE_ID,
        kind=HearingKind.TRIAL,
        listed_on=dt.date(2027, 6, 14),
        starts=dt.time(10, 30),
        place="Court 1",
    )
    nothing: dict[str, Any] = dict.fromkeys(
        ("orders", "ordered_dates", "chases", "recording_events", "hearing_moves", "link_changes"), ()
    )
    return builders.a_prepared_witness_file(
        **nothing,
        hearings=(trial,),
        links=(builders.a_link(hearing_id=trial.id, on=dt.date(2027, 6, 15), **link),),
        directions=(
            builders.a_direction(MeasureId.LIVE_LINK),
            builders.a_direction(
                MeasureId.SCREEN, DirectionKind.GRANTED, screen_from=(ScreenFrom.ACCUSED, ScreenFrom.GALLERY)
            ),
            builders.a_direction(MeasureId.ABE_VIDEO),
        ),
    )


@every_copy
def test_a_link_at_the_trial_has_its_sheet_without_a_recording(variant: Variant) -> None:
    paper = made(PaperKind.SECTION_28_SHEET, a_trial_file(), variant=variant, today=DAY)
    text = text_of(paper)
    assert paper.pages in (2, 3)
    for words in (
        "Remote-link sheet",
        "Trial Mon 14 Jun 2027, 10:30 Court 1 ○ Listed",
        "Occasion Trial, Mon 14 Jun 2027",
        "s.27 recording of 3 Aug 2026, 48 minutes. No edited version recorded.",
        "Jury ● Yes, on a screen",
        "Screen (s.23), from the accused and the public gallery: Directed, 18 Jan 2027.",
        "before the hearing",
    ):
        assert words in text, words
    assert "18.8(2)" not in text
    assert "not the same day" not in text  # a later day of the trial


def test_with_nothing_to_set_up_the_sheet_is_refused_in_a_sentence() -> None:
    spec = documents()[PaperKind.SECTION_28_SHEET]
    [problem] = spec.problems(builders.a_witness_file(), DAY)
    assert "neither a section 28 timetable nor a link arrangement" in problem.message
    only_link = builders.a_witness_file(links=(builders.a_link(hearing_id=None),))
    for file in (builders.a_prepared_witness_file(), builders.a_decided_witness_file(), only_link, a_trial_file()):
        assert spec.problems(file, DAY) == []


# ---------------------------------------------------------------- breaks


@pytest.mark.parametrize("number", [0, 1, 8, 11, 40, 400])
def test_every_change_is_printed_once_and_no_heading_stands_last_on_a_page(number: int) -> None:
    changes = tuple(
        builders.a_link_change(what=f"change {n} and more words on it, enough of them for two lines", sequence=n)
        for n in range(1, number + 1)
    )
    pages = pages_of(
        made(
            PaperKind.SECTION_28_SHEET,
            builders.a_prepared_witness_file(link_changes=changes),
            variant=Variant.FILE,
            today=DAY,
        )
    )
    found = [n for page in pages for n in range(1, number + 1) if f"change {n} and" in " ".join(page.split())]
    assert found == list(range(1, number + 1))
    for page in pages:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert not lines[-1][:1].isdigit() or "  " not in lines[-1]
    assert sum("For the link suite" in page and "Set-up agreed" in page for page in pages) == 1


def test_a_person_with_two_parts_is_listed_once() -> None:
    file = builders.a_prepared_witness_file()
    care = next(person for role, person in file.people if role is CaseRole.WITNESS_CARE_OFFICER)
    text = sheet(dataclasses.replace(file, links=(builders.a_link(staff_id=care.id),)))
    assert "Witness care; staff with the witness Priya Nandakumar 01632 960131" in text
