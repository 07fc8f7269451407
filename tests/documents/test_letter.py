"""The letter that offers a meeting: where her address stands, plain words, no gap, and what stands against sending it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from PIL import Image
from pypdf import PdfReader

from tests import builders
from tests.documents.letters import SENT, a_file, letter, not_planned, offered, problems, without_people
from tests.documents.making import made, pages_of, text_of
from victimplanner.documents.catalogue import documents
from victimplanner.documents.parts.letter_facts import address_lines, letter_words
from victimplanner.domain.case import Charge
from victimplanner.domain.case_file import MeetingFile
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.meeting import MeetingKind, MeetingMode, MeetingState
from victimplanner.domain.people import CaseRole, Person

COPIES = (Variant.WITNESS, Variant.LARGE_PRINT, Variant.FILE)
MM = 72 / 25.4


# ------------------------------------------------------------ what it says


def test_the_letter_offers_a_choice_in_its_parts() -> None:
    text = letter()
    parts = (
        "Siân Gwenllian Llŵyd-Prŷs Flat 2, 14 Heron Row Wexmouth WX3 0ZZ",
        "Crown Prosecution Service Northmoor office 2 Tannery Yard Northmoor NM1 0ZZ 01632 960100",
        "Thursday 17 December 2026 Our reference: W-K7",
        "Dear Siân Would you like to meet us before the trial?",
        "I am your contact at the Crown Prosecution Service. On Wednesday 16 December, the person accused said in court "
        "that they are not guilty. This means that there will be a trial. I am sorry for the worry",
        "It is your choice. Saying no will not harm the case",
        "What the meeting is for",
        "What we cannot talk about We cannot talk about what happened to you, or practise your evidence.",
        "The defence may be given it",
        "Who can come with you You can bring someone you trust, such as a friend, a relative or your adviser. It cannot be "
        "someone who is a witness in the case. We can arrange an interpreter",
        "We suggest Tuesday 22 December at 2pm, at our office in Northmoor. It takes about an hour, with breaks.",
        "We must send our requests to the judge by Monday 4 January 2027, so a meeting before then helps us most.",
        "Call me on 01632 960114. You can also ask your adviser to tell me.",
        "If I do not hear from you by Monday 21 December, I will ask your adviser to check with you.",
        "Harbour Light Support is free and independent of us: 01632 960178.",
        "No one may publish anything that could show who you are. If you are in danger, call 999.",
        "in another language, in large print or read to you",
        "I can explain how to complain. Yours sincerely Tomasz Wiśniewski Victim Liaison Officer",
        "Reply slip Reference W-K7. You do not need to write your name. □ Yes, Tuesday 22 December at 2pm",
    )
    places = [text.find(words) for words in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"planned_start": dt.time(9, 30)}, "We suggest Tuesday 22 December at 9.30am, at our office in Northmoor."),
        ({"planned_end": dt.time(15, 30)}, "It takes about 90 minutes, with breaks."),
        (
            {"mode": MeetingMode.VIDEO},
            "at 2pm, by video. It takes about an hour, with breaks. We can also meet in person",
        ),
        ({"mode": MeetingMode.PHONE}, "at 2pm, by phone."),
        ({"arrives": dt.time(13, 45)}, "If you can, come at 1.45pm."),
        ({"entrance": "Rear door, Mill Lane."}, "Please use this way in: Rear door, Mill Lane."),
        ({"met_by": "Priya Nandakumar"}, "Priya Nandakumar will meet you there."),
        ({"kind": MeetingKind.BEFORE_RECORDING}, "Would you like to meet us before your questions are recorded?"),
        ({"planned_on": dt.date(2027, 1, 3)}, "We suggest Sunday 3 January 2027 at 2pm"),
    ],
)
def test_the_letter_says_when_and_where(more: dict[str, Any], words: str) -> None:
    assert words in letter(meeting=offered(**more))


def test_a_meeting_without_a_day_leaves_the_day_to_her() -> None:
    text = letter(meeting=not_planned())
    assert "You can choose the day and the time that are good for you. We can meet at our office, by video" in text
    assert "□ Yes, please. Good days for me:" in text
    assert "If I do not hear from you, I will ask your adviser" in text
    assert "suggest" not in text


def test_the_last_day_for_the_requests_is_said_only_while_it_helps() -> None:
    words = "We must send our requests"
    assert words not in letter(meeting=offered(planned_on=dt.date(2027, 1, 5))), "the meeting comes too late for it"
    assert words not in letter(today=dt.date(2027, 1, 5)), "the day is past"
    assert words not in letter(a_file(applications=(builders.an_application(),))), "they were sent"


def test_without_an_adviser_nobody_is_promised_one() -> None:
    people = tuple(item for item in builders.some_people() if item[0] is not CaseRole.ISVA)
    text = letter(a_file(people=people))
    assert "adviser" not in text
    assert "such as a friend or a relative." in text
    assert "I will ask you once more, in the way you chose." in text
    assert "I can tell you who offers it near you." in text


def test_a_support_service_whose_name_says_too_much_is_not_named() -> None:
    isva = Person(name="Małgorzata Żółkiewska", organisation="Harbour Rape Crisis", phone="01632 960178")
    text = letter(a_file(people=(*builders.some_people()[:2], (CaseRole.ISVA, isva))))
    assert "Your adviser is free and independent of us." in text
    assert "Rape" not in text


def test_witness_care_writes_where_there_is_no_liaison_officer() -> None:
    people = tuple(item for item in builders.some_people() if item[0] is not CaseRole.VICTIM_LIAISON_OFFICER)
    text = letter(a_file(people=people))
    assert "Yours sincerely Priya Nandakumar Witness Care Officer" in text
    assert "I am your contact" not in text


def test_lifelong_anonymity_is_said_only_where_the_law_says_so() -> None:
    other = Charge(case_id=builders.CASE_ID, offence="Affray", is_sexual_offence=False)
    assert "No one may publish" not in letter(a_file(charges=(other,)))


@pytest.mark.parametrize("variant", COPIES)
def test_a_case_with_nothing_recorded_leaves_no_gap(variant: Variant) -> None:
    bare = MeetingFile(meeting=builders.a_meeting(state=MeetingState.OFFERED, place="", planned_on=None))
    text = letter(without_people(), bare, variant=variant).partition("Reply slip")[0]
    for gap in ("▲", "–", "None", "{", "[", " .", " ,", "  ", "Call me", "on the first page", "Monday to"):
        assert gap not in text, gap
    assert "Dear Siân Gwenllian Llŵyd-Prŷs" in text
    assert "I am writing about the case in which you are a witness." in text


def test_every_optional_thing_may_be_missing_alone() -> None:
    whole = a_file()
    for name in ("people", "pleas", "charges", "hearings", "gates", "adjustments", "views", "actions", "defendants"):
        text = letter(dataclasses.replace(whole, **{name: ()}))  # type: ignore[arg-type]
        assert not re.search(r"[{}\[\]▲]", text), name
    for field in ("planned_end", "place", "planned_start"):
        text = letter(whole, offered(**{field: "" if field == "place" else None}))
        assert not re.search(r"[{}\[\]▲]| ,|, \.", text), field


# ------------------------------------------------------------ plain words, and none that others must not read


@pytest.mark.parametrize("meeting", [offered(), not_planned(), offered(mode=MeetingMode.PHONE)])
def test_the_words_are_plain_and_sentences_short(meeting: MeetingFile) -> None:
    text = letter(meeting=meeting)
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", text[text.index("Dear") :]) if len(s.split()) > 2]
    assert sum(len(s.split()) for s in sentences) / len(sentences) <= 20
    words = re.findall(r"[A-Za-z’']+", text[text.index("I am your") : text.index("Yours sincerely")])
    syllables = sum(len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower()))) or 1 for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    assert grade <= 6.5, "the school grade of Flesch and Kincaid: grade 6 is read at age 11"


@pytest.mark.parametrize("variant", COPIES)
def test_no_offence_accused_unit_statute_or_jargon_is_on_any_copy(variant: Variant) -> None:
    said = "T. Harcastle is on bail for rape, section 28"
    file = a_file(
        office=builders.an_office(name="Northmere RASSO", address=f"RASSO floor\n2 Tannery Yard\n{said}"),
        defendants=(builders.a_defendant(name="Kit Harcastle"),),
    )
    meeting = offered(place=said, entrance=said, met_by=said, travel=said, access_needs=said, offered_by=said)
    paper = made(PaperKind.LETTER, file, meeting, variant=variant, today=SENT)
    text = text_of(paper).partition("Checks of this letter")[0]
    for word in ("Harcastle", "RASSO", "section 28", "s.28", *letter_words()["barred"]):
        assert not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE), word
    assert "2 Tannery Yard" in text, "the rest of the sender stands"


def test_no_wording_of_ours_holds_a_word_that_is_barred() -> None:
    own = " ".join(_strings({key: value for key, value in letter_words().items() if key != "barred"}))
    for word in letter_words()["barred"]:
        assert not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", own, re.IGNORECASE), word


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for item in items for text in _strings(item)]


# ------------------------------------------------------------ the page


def _box(pdf: bytes, wanted: str) -> tuple[float, float, float]:
    """Where a text stands on the first page: its left, top and foot, in millimetres from the left and from the top."""
    with pdfium.PdfDocument(pdf) as document:
        words = document[0].get_textpage()
        index, _count = words.search(wanted, match_case=True).get_next()
        left, bottom, _right, top = words.get_charbox(index, loose=True)
    return left / MM, 297 - top / MM, 297 - bottom / MM


@pytest.mark.parametrize("variant", COPIES)
@pytest.mark.parametrize("lines", [1, 3, 6])
def test_her_address_sits_in_the_window_of_the_envelope(variant: Variant, lines: int) -> None:
    address = "\n".join(f"Heron line {number}" for number in range(1, lines + 1))
    file = a_file(safe_contact=builders.a_safe_contact(address=address))
    pdf = made(PaperKind.LETTER, file, offered(), variant=variant, today=SENT).pdf
    left, top, _foot = _box(pdf, "Siân Gwenllian")
    assert left == pytest.approx(23, abs=0.5)
    assert top == pytest.approx(51, abs=1.5)
    assert _box(pdf, f"Heron line {lines}")[2] < 51 + 38
    assert _box(pdf, "Dear Siân")[1] > 51 + 38, "no other line comes into the window"
    sender = _box(pdf, "Crown Prosecution Service")
    assert sender[0] > 115, "the sender stands beside it"
    assert sender[1] >= 50


@pytest.mark.parametrize("variant", COPIES)
def test_every_copy_is_the_same_letter(variant: Variant) -> None:
    first = made(PaperKind.LETTER, a_file(), offered(), variant=Variant.WITNESS, today=SENT)
    other = made(PaperKind.LETTER, a_file(), offered(), variant=variant, today=SENT)
    assert other.content_sha256 == first.content_sha256
    words = text_of(other).partition("Checks of this letter")[0].split()
    assert sorted(words) == sorted(text_of(first).split())


def test_the_date_alone_makes_no_other_letter() -> None:
    days = (SENT, SENT + dt.timedelta(1))
    one, next_day = (
        made(PaperKind.LETTER, a_file(), offered(), variant=Variant.WITNESS, today=day).content_sha256 for day in days
    )
    moved = made(PaperKind.LETTER, a_file(), offered(planned_start=dt.time(15)), variant=Variant.WITNESS, today=SENT)
    assert one == next_day
    assert moved.content_sha256 != one


def test_the_letter_for_her_takes_two_pages_and_the_file_has_the_checks_on_one_more() -> None:
    papers = [
        made(PaperKind.LETTER, a_file(), offered(), variant=v, today=SENT) for v in (Variant.WITNESS, Variant.FILE)
    ]
    assert [paper.pages for paper in papers] == [2, 3]
    assert "Checks of this letter" not in " ".join(pages_of(papers[0]))
    assert "Checks of this letter" in pages_of(papers[1])[2]


def test_large_print_has_a_text_of_18_points() -> None:
    sizes: dict[str, float] = {}

    def visit(text: str, _cm: object, _matrix: object, _font: object, size: float) -> None:
        sizes[text.strip()[:4]] = size

    pdf = made(PaperKind.LETTER, a_file(), offered(), variant=Variant.LARGE_PRINT, today=SENT).pdf
    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    assert sizes["Dear"] == 18


def test_the_marking_stands_only_where_the_office_wants_it() -> None:
    plain = a_file(office=builders.an_office(marks_witness_papers=False))
    page = pages_of(made(PaperKind.LETTER, plain, offered(), variant=Variant.WITNESS, today=SENT))[0]
    assert "OFFICIAL-SENSITIVE" not in page
    assert "OFFICIAL-SENSITIVE" in pages_of(made(PaperKind.LETTER, a_file(), offered(), variant=Variant.WITNESS))[0]


def a_logo(width: int, height: int) -> bytes:
    output = io.BytesIO()
    Image.new("RGBA", (width, height), (18, 53, 91, 128)).save(output, "PNG")
    return output.getvalue()


@pytest.mark.parametrize("size", [(300, 60), (40, 900), (3000, 10)])
def test_the_logo_stands_beside_the_window_and_never_above_it(size: tuple[int, int]) -> None:
    file = a_file(office=builders.an_office(logo=a_logo(*size)))
    pdf = made(PaperKind.LETTER, file, offered(), variant=Variant.WITNESS, today=SENT).pdf
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    assert len(page.images) == 1
    with pdfium.PdfDocument(pdf) as document:
        (picture,) = document[0].get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,))
        left, bottom, right, top = (edge / MM for edge in picture.get_bounds())
    assert 297 - top >= 50.9
    assert left > 115
    assert right <= 192
    assert _box(pdf, "Crown Prosecution Service")[1] > 297 - bottom - 0.5, "the name of the office stands below it"


def test_a_broken_logo_is_left_out_and_told() -> None:
    file = a_file(office=builders.an_office(logo=a_logo(300, 60)[:80]))
    pdf = made(PaperKind.LETTER, file, offered(), variant=Variant.WITNESS, today=SENT).pdf
    assert len(PdfReader(io.BytesIO(pdf)).pages[0].images) == 0
    assert "cannot be read and is left out" in problems(file)["logo"]
    assert "logo" not in problems(a_file(office=builders.an_office(logo=a_logo(300, 60))))


# ------------------------------------------------------------ her name and address


def test_her_address_is_on_the_letter_and_on_no_other_paper() -> None:
    file = a_file(
        meetings=(builders.a_meeting_file(),),
        actions=(builders.an_action("We post it to Flat 2, 14 Heron Row"),),
    )
    for spec in documents().values():
        for variant in spec.variants:
            text = " ".join(" ".join(pages_of(made(spec.kind, file, variant=variant))).split())
            assert ("14 Heron Row" in text) is (spec.kind is PaperKind.LETTER), (spec.kind, variant)


def test_her_name_stands_in_address_and_salutation_only() -> None:
    meeting = offered(place="Siân’s aunt’s house", met_by="Siân Gwenllian Llŵyd-Prŷs")
    text = letter(meeting=meeting)
    assert text.count("Siân") == 2
    assert "Llŵyd-Prŷs" not in text[text.index("Dear") :]
    assert set(problems(a_file(), meeting)) == set()


def test_the_file_says_nothing_of_her_outside() -> None:
    found = PdfReader(io.BytesIO(made(PaperKind.LETTER, a_file(), offered(), variant=Variant.WITNESS).pdf)).metadata
    assert found is not None
    assert found.title == "Paper 1 – 99VP4017226 – W-K7"


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("4 Quarry Steps, Northmoor", ["4 Quarry Steps", "Northmoor"]),
        ("Flat 2, 14 Heron Row\n\nWexmouth,\n WX3  0ZZ", ["Flat 2, 14 Heron Row", "Wexmouth", "WX3 0ZZ"]),
        ("14, Heron Row, Wexmouth", ["14 Heron Row", "Wexmouth"]),
        ("14a, Heron Row", ["14a Heron Row"]),
        ("", []),
    ],
)
def test_an_address_is_set_in_lines(address: str, lines: list[str]) -> None:
    assert address_lines(address) == lines


def test_a_name_that_heads_the_address_is_not_set_twice() -> None:
    contact = builders.a_safe_contact(address="Siân Gwenllian Llŵyd-Prŷs\n14 Heron Row\nWexmouth")
    file = a_file(safe_contact=contact)
    assert "Siân Gwenllian Llŵyd-Prŷs 14 Heron Row Wexmouth" in letter(file)
    assert problems(file) == {}
