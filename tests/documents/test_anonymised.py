"""The copy that names nobody, and the defence's list: what was taken out is counted by the step that takes it out."""

from __future__ import annotations

import dataclasses
import io
import re
from collections import Counter

import pytest
from pypdf import PdfReader

from tests import builders
from tests.documents.making import an_issue, facts_for, made, pages_of, text_of
from victimplanner.documents.catalogue import documents
from victimplanner.documents.names import paper_name
from victimplanner.documents.removals import Removed
from victimplanner.documents.render import content_sha256
from victimplanner.documents.variants import cut_for
from victimplanner.domain.case_file import MeetingFile
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.meeting import DisclosureReview
from victimplanner.domain.meeting_record import Question

RECORD = PaperKind.MEETING_RECORD
ANONYMISED = [(spec.kind, Variant.ANONYMISED) for spec in documents().values() if Variant.ANONYMISED in spec.variants]


def removed(variant: Variant, *paragraphs: str) -> Counter[Removed]:
    """What is taken out of a meeting record with these paragraphs in its narrative."""
    meeting = builders.a_meeting_file(
        paragraphs=tuple(builders.a_paragraph(n, text) for n, text in enumerate(paragraphs, start=1))
    )
    prints = documents()[RECORD].prints_for_outside
    return cut_for(builders.a_witness_file(), meeting, variant, prints=prints).removed


SAID = [
    ("Siân told SIAN’S sister, and Ms Llwyd-Prys said so. Prŷs!", {Removed.HER_NAME: 4}),
    ("T. Harcastle and Harcastle", {Removed.ACCUSED: 2}),
    ("Małgorzata Żółkiewska; Malgorzata said; Harbour Light Support", {Removed.SUPPORTER: 2, Removed.ORGANISATION: 1}),
    ("Calloway, R. Calloway and Rhiannon; DC Thornbury", {Removed.STAFF: 4}),
    ("Met in Northmoor CPS, Room 2.", {Removed.PLACE: 1}),
    ("On 9 Dec 2026, 4th January and 22/12/2026; at 14:02", {Removed.DAY: 3}),
    ("99VP/40172/26, T20269907 and W-K7, log NM-88213, in Northmoor", {Removed.CASE: 5}),
    ("Ring 07700 900417 or 01632 960555, write to x@example.invalid, SE1 9HS", {Removed.CONTACT: 4}),
]


@pytest.mark.parametrize("variant", [Variant.DISCLOSURE, Variant.ANONYMISED])
@pytest.mark.parametrize(
    ("name", "preferred", "words"),
    [("Mei Li", "Mei", "Ms Li was upset. LI asked."), ("Jo Ng", "Jo", "Jo said so, and Ms Ng agreed.")],
)
def test_a_name_of_two_letters_is_a_name_too(variant: Variant, name: str, preferred: str, words: str) -> None:
    file = builders.a_witness_file(witness=builders.a_witness(name=name, preferred_name=preferred))
    meeting = builders.a_meeting_file(
        paragraphs=(builders.a_paragraph(1, words),),
        questions=(Question(case_id=builders.CASE_ID, meeting_id="1", number=1, text="Why?", answered_by=preferred),),
    )
    cut = cut_for(file, meeting, variant).meeting
    assert cut is not None
    said = f"{cut.paragraphs[0].text} {cut.questions[0].answered_by}"
    assert not {word.casefold() for word in re.findall(r"\w+", said)} & {word.casefold() for word in name.split()}


def test_what_begins_a_sentence_is_nobodys_name_of_two_letters() -> None:
    file = builders.a_witness_file(witness=builders.a_witness(name="Lan He", preferred_name="Lan"))
    meeting = builders.a_meeting_file(paragraphs=(builders.a_paragraph(1, "He came. Lan He spoke; Ms He did not."),))
    cut = cut_for(file, meeting, Variant.DISCLOSURE).meeting
    assert cut is not None
    assert cut.paragraphs[0].text.startswith("He came. [removed: name of complainant] spoke")


@pytest.mark.parametrize(("words", "counts"), SAID)
def test_everything_taken_out_of_free_words_is_counted_once(words: str, counts: dict[Removed, int]) -> None:
    before, after = removed(Variant.ANONYMISED, "Nothing."), removed(Variant.ANONYMISED, f"Nothing. {words}")
    assert after - before == Counter(counts)


ORDINARY = [  # a name that is also a word of everyday, of an office or a month
    ("Ann North", "Ms North came.", "Ms North"),
    ("Ann Judge", "Ms Judge came.", "Judge came"),
    ("Mrs Bell Bell", "Mrs Gray and Bell came.", "Bell"),
]


@pytest.mark.parametrize(("name", "words", "gone"), ORDINARY)
def test_a_surname_that_is_an_ordinary_word_is_taken_out_all_the_same(name: str, words: str, gone: str) -> None:
    witness = builders.a_witness(name=name, preferred_name="")
    meeting = builders.a_meeting_file(attendances=(), paragraphs=(builders.a_paragraph(1, words),))
    text = text_of(made(RECORD, builders.a_witness_file(witness=witness), meeting, variant=Variant.DISCLOSURE))
    assert gone not in text
    assert "Mrs Gray" in text or "Mrs" not in words


def test_somebody_called_may_leaves_no_day_behind() -> None:
    people = (*builders.some_people(), (builders.CaseRole.COUNSEL, builders.Person(name="May Asante-Boyd")))  # type: ignore[attr-defined]
    meeting = builders.a_meeting_file(paragraphs=(builders.a_paragraph(1, "Seen on 4 May 2027 by May."),))
    text = text_of(made(RECORD, builders.a_witness_file(people=people), meeting, variant=Variant.ANONYMISED))
    assert "Seen in Advocate 2027 by Advocate." in text


def test_an_office_typed_as_a_name_empties_no_text() -> None:
    meeting = builders.a_meeting_file(
        actions=(builders.an_action("Ask the Witness for her Care plan", "Witness Care"),),
    )
    text = text_of(made(RECORD, None, meeting, variant=Variant.ANONYMISED))
    assert "Ask the Witness for her Care plan Witness Care" in text


def test_the_table_says_what_was_removed_how_often_and_why() -> None:
    file = builders.a_witness_file()
    cut = cut_for(file, file.meetings[0], Variant.ANONYMISED, prints=documents()[RECORD].prints_for_outside).removed
    text = text_of(made(RECORD, file, variant=Variant.ANONYMISED))
    names = sum(cut[kind] for kind in (Removed.HER_NAME, Removed.ACCUSED, Removed.SUPPORTER, Removed.STAFF))
    assert f"Names of every person {names} Identifies" in text
    assert f"URN, court, case number, references {cut[Removed.CASE]} Joins" in text
    months = len(re.findall(r"(?:January|December|Jan|Dec) 202[67]", text))
    assert f"Exact dates (month kept) {months} Joins" in text
    assert "3 blocks" in text
    assert "Nothing lies underneath" in text


def test_people_stand_as_roles_and_days_as_months() -> None:
    text = text_of(made(RECORD, variant=Variant.ANONYMISED))
    for words in (
        "Witness reference Person A",
        "Accused D1",
        "Date December 2026",
        "Place and mode [removed: place]",
        "Person A Complainant 14:00–15:10 –",
        "Prosecutor Prosecutor, led the meeting",
        "Note-taker CPS officer 3",
        "Supporter ISVA 14:00–15:10 –",
        "In December 2026 the accused’s brother",
        "Fact checked by Police officer",
        "Court visit [removed: support detail]",
        "“It makes no difference to me.”",
    ):
        assert words in text, words
    for gone in ("Offer and preparation", "Signatures", "Version history", "MG6C"):
        assert gone not in text.partition("Nothing lies underneath")[2], gone


def test_the_decision_record_gives_its_answer_without_the_days() -> None:
    text = text_of(made(PaperKind.SPECIAL_MEASURES, builders.a_decided_witness_file(), variant=Variant.ANONYMISED))
    assert "Applied in time, with 2 business days left." in text
    assert "Time from decision to telling 1 working day." in text
    assert "Directed for the whole of the witness’s evidence." in text
    assert "s.16(1)(b) Incapacity: disorder, impairment or disability ○ No [removed: health]" in text
    assert not re.search(r"\b\d{1,2} (Jan|Dec|Apr)\b", text)


@pytest.mark.parametrize(("kind", "variant"), ANONYMISED)
def test_a_name_that_nobody_knows_stands_as_a_member_of_staff(kind: PaperKind, variant: Variant) -> None:
    file = builders.a_decided_witness_file()
    meeting = dataclasses.replace(
        file.meetings[0], actions=(builders.an_action("Book it", "Zebedee"), builders.an_action("Ask", "the court"))
    )
    file = dataclasses.replace(
        file,
        meetings=(meeting,),
        gates=tuple(gate.model_copy(update={"considered_by": "zebedee (duty)"}) for gate in file.gates),
    )
    text = text_of(made(kind, file, variant=variant))
    assert "ebedee" not in text
    if kind is RECORD:
        assert "Book it Member of staff" in text
        assert "Ask the court" in text


@pytest.mark.parametrize(("kind", "variant"), ANONYMISED)
def test_the_code_of_a_copy_stands_in_its_name_title_and_footer_and_leads_nowhere(
    kind: PaperKind, variant: Variant
) -> None:
    file = builders.a_decided_witness_file()
    spec, meeting, facts = documents()[kind], file.meetings[0], facts_for(file)
    issue = an_issue(variant)
    content = content_sha256(spec, file, meeting, issue, facts)
    names = {paper_name(file, kind, dataclasses.replace(issue, content_sha256=content)) for _ in range(2)}
    (name,) = names
    found = re.fullmatch(rf"anon_([0-9A-F]{{4}})_{kind.value}\.pdf", name)
    assert found is not None
    paper = made(kind, file, variant=variant)
    info = PdfReader(io.BytesIO(paper.pdf)).metadata
    assert info is not None
    assert info.title == f"{kind.value.replace('-', ' ').capitalize()} – {found[1]}"
    assert all(found[1] in page for page in pages_of(paper))
    other = dataclasses.replace(issue, content_sha256=content, copy_number=2)
    assert paper_name(file, kind, other) != name


# ---------------------------------------------------------------- the defence's list


def disclosed(**meeting: object) -> str:
    held = builders.a_meeting_file(meeting=builders.a_meeting(**meeting))
    return text_of(made(RECORD, None, held, variant=Variant.DISCLOSURE))


def test_each_removal_from_the_defences_copy_has_its_ground_and_who_approved_it() -> None:
    text = disclosed(
        disclosure_review=DisclosureReview.PART_SENSITIVE,
        disclosure_reviewed_by="R. Calloway",
        disclosure_reviewed_on=builders.MEETING_DAY,
    )
    for words in (
        "Name of the complainant 2 Identifies her (SO(A)A 1992 s.1) R. Calloway, 22 Dec 2026",
        "Supporters’ organisations 1 Helps to find her R. Calloway",
        "Adjustments and access needs 3 May reveal health (DPA 2018 s.35)",
        "Officers’ opinions 1 ",
        "Next contact 1 ",
        "Actions 4 Internal",
    ):
        assert words in text, words
    assert "▲" not in text


@pytest.mark.parametrize("review", [DisclosureReview.NOT_STARTED, DisclosureReview.ASKED, DisclosureReview.LIST_ONLY])
def test_a_copy_that_no_lawyer_approved_says_so(review: DisclosureReview) -> None:
    text = disclosed(disclosure_review=review, disclosure_reviewed_by="R. Calloway")
    assert "▲ Not recorded" in text
    assert "▲ 1 fact is not recorded." in text


# ---------------------------------------------------------------- each marker once, in each copy

SHOWN = {
    "topics.note": {Variant.FILE, Variant.DISCLOSURE, Variant.ANONYMISED},
    "questions.text": {Variant.FILE, Variant.DISCLOSURE, Variant.ANONYMISED},
    "questions.answer": {Variant.FILE, Variant.DISCLOSURE, Variant.ANONYMISED},
    "paragraphs.text": {Variant.FILE, Variant.DISCLOSURE, Variant.ANONYMISED},
    "concerns.fact": {Variant.FILE, Variant.DISCLOSURE, Variant.ANONYMISED},
    "concerns.opinion": {Variant.FILE},
    "actions.text": {Variant.FILE, Variant.ANONYMISED},
    "views.own_words": {Variant.FILE, Variant.DISCLOSURE, Variant.ANONYMISED},
    "views.information_given": {Variant.FILE, Variant.DISCLOSURE, Variant.ANONYMISED},
    "meeting.vps": {Variant.FILE, Variant.DISCLOSURE, Variant.ANONYMISED},
    "meeting.court_visit": {Variant.FILE, Variant.DISCLOSURE},
    "meeting.information_given": {Variant.FILE, Variant.DISCLOSURE, Variant.ANONYMISED},
    "meeting.next_contact": {Variant.FILE, Variant.ANONYMISED},
    "meeting.access_needs": {Variant.FILE},
    "meeting.offer_method": {Variant.FILE},
    "meeting.interpreter": {Variant.FILE, Variant.DISCLOSURE},
    "meeting.intermediary": {Variant.FILE},
    "meeting.disclosure_note": {Variant.FILE},
    "meeting.travel": set(),
    "meeting.childcare": set(),
}


def _marked() -> tuple[MeetingFile, dict[str, str]]:
    """A meeting with a marker of its own in each of these fields, and the markers by field."""
    meeting = builders.a_meeting_file(paragraphs=(builders.a_paragraph(1, ""),))
    markers = {}
    for number, place in enumerate(SHOWN, start=1):
        part, field = place.split(".")
        markers[place] = marker = f"§{chr(64 + number)}mark§"
        held = getattr(meeting, part)
        if part == "meeting":
            changed: object = held.model_copy(update={field: marker})
        else:
            changed = (held[0].model_copy(update={field: marker, "reason": ""} if part == "topics" else {field: marker}),
                       *held[1:])  # fmt: skip
        meeting = dataclasses.replace(meeting, **{part: changed})
    return meeting, markers


@pytest.mark.parametrize("variant", [Variant.FILE, Variant.DISCLOSURE, Variant.ANONYMISED])
def test_each_field_stands_once_in_the_copies_that_show_it_and_in_no_other(variant: Variant) -> None:
    meeting, markers = _marked()
    text = text_of(made(RECORD, None, meeting, variant=variant))
    assert {place: text.count(marker) for place, marker in markers.items()} == {
        place: int(variant in copies) for place, copies in SHOWN.items()
    }
