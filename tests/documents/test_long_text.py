"""Text of any length and any characters: nothing lost, nothing shortened, no page that cannot be set."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import builders
from tests.documents.full_file import AROUND_PARTS, ROAD_PARTS, a_full_file
from tests.documents.making import made, text_of, text_read_quickly
from victimplanner.domain.case import Case
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.measures import ApplicationPurpose
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.record import Record

WORDS = re.findall(
    r"\w+",
    "the witness said that she understood and had been told the same by her adviser on the telephone and asked whether"
    " it would be possible to see the room before the day",
)
TOTAL = 5_000


def marked_text(words: int = TOTAL) -> tuple[str, list[str]]:
    """Five thousand words in sentences, each with a marker of its own, and the markers."""
    sentences, markers, count = [], [], 0
    while count < words:
        marker = f"§{len(markers):04}§"
        body = [*WORDS[: 10 + len(markers) % 17], marker]
        sentences.append(" ".join(body).capitalize() + ".")
        markers.append(marker)
        count += len(body)
    return " ".join(sentences), markers


LONG, MARKERS = marked_text()
SHORTER = " ".join(WORDS * 4)  # a hundred words: longer than any cell may hold


def _text_fields(record: Record) -> list[str]:
    left = {"id", "raw", "urn", "reference", "topic_id", "signed_how"}
    return [
        name
        for name in type(record).model_fields
        if isinstance(getattr(record, name), str)
        and type(getattr(record, name)) is str
        and name not in left
        and not name.endswith("_id")
    ]


Filled = tuple[WitnessFile, MeetingFile]
Texts = dict[str, str]

MEETING_PARTS = (
    "meeting",
    "attendances",
    "topics",
    "questions",
    "paragraphs",
    "concerns",
    "actions",
    "addenda",
    "views",
)
FILE_PARTS = (
    *("case", "witness", "defendants", "gates", "adjustments"),
    *("views", "applications", "decisions", "directions", "uses"),
    *AROUND_PARTS,
    *ROAD_PARTS,
    "ordered_dates",
)
ENDS_OF_NAME_FIELDS = (
    "name",
    "_by",
    "_to",
    "_how",
    "_no",
    "_item",
    "owner",
    "judge",
    "role",
    "place",
    "phone",
    "_method",
)


def _updated(value: Any, index: int, texts: Texts) -> Any:
    if isinstance(value, Record):
        return value.model_copy(update=texts)
    return tuple(r.model_copy(update=texts) if i == index else r for i, r in enumerate(value))


def _index(part: str, value: Any) -> int:
    """Which record of a part to fill: of directions the refusal, of uses the one in part, for they print reasons."""
    if isinstance(value, Record):
        return 0
    known = {"directions": 4, "decisions": 4, "uses": 2, "attendances": 3, "link_people": 0}
    return known.get(part, len(value) - 1)


def filled(name: str, texts: Texts) -> Filled:
    """The full file with `texts` in the fields of one record; `name` is "meeting.<part>" or "<part>"."""
    file = a_full_file()
    meeting = file.meetings[0]
    part = name.removeprefix("meeting.")
    if name.startswith("meeting."):
        value = getattr(meeting, part)
        meeting = dataclasses.replace(meeting, **{part: _updated(value, _index(part, value), texts)})
        return dataclasses.replace(file, meetings=(meeting,)), meeting
    value = getattr(file, part)
    return dataclasses.replace(file, **{part: _updated(value, _index(part, value), texts)}), meeting


def _parts() -> dict[str, list[str]]:
    file = a_full_file()
    found = {}
    for prefix, owner, parts in (("meeting.", file.meetings[0], MEETING_PARTS), ("", file, FILE_PARTS)):
        for part in parts:
            value = getattr(owner, part)
            record = value if isinstance(value, Record) else value[_index(part, value)]
            found[prefix + part] = _text_fields(record)
    return found


PARTS = _parts()


# Fields that no paper prints, or that papers print only from another copy of the same fact.
NOT_PRINTED = {
    *(f"meeting.meeting.{f}" for f in ("entrance", "travel", "childcare", "met_by")),
    "meeting.views.taken_by",
    "meeting.views.how",
    "meeting.views.carried_from",  # a view given at the meeting was not carried over
    "case.unit",
    "case.lead_offence",
    "case.notes",
    "witness.preferred_name",
    "witness.pronouns",
    "witness.language",
    "witness.access_needs",
    "witness.interpreter_need",
    "defendants.representative",
    "views.information_given",
    "views.taken_by",
    "views.how",
    "decisions.decided_by",
    "links.link_details",  # opens the link: on no paper at all
    "recording_events.text",
    "recording_events.noted_by",
    "link_people.removed_reason",
    "link_people.hours",
    "link_people.email",
}


def printed(name: str, texts: Texts) -> str:
    """The text of the papers that print these fields."""
    file, meeting = filled(name, texts)
    if name.startswith("meeting.") or name == "witness":
        return text_read_quickly(made(PaperKind.MEETING_RECORD, file, meeting))
    if name in (*ROAD_PARTS, "ordered_dates"):
        return text_read_quickly(made(PaperKind.SECTION_28_SHEET, file))
    record = text_read_quickly(made(PaperKind.SPECIAL_MEASURES, file, meeting))
    return record if name != "applications" else record + _schedules(file)


def _schedules(file: WitnessFile) -> str:
    """The same words as an application and as one to vary, each without what is for the court only."""
    to_vary = tuple(a.model_copy(update={"purpose": ApplicationPurpose.VARY_OR_DISCHARGE}) for a in file.applications)
    files = (file, dataclasses.replace(file, applications=to_vary))
    return " ".join(text_read_quickly(made(PaperKind.APPLICATION, f, variant=Variant.SERVED)) for f in files)


PROSE = [(part, f) for part, fields in PARTS.items() for f in fields if not f.endswith(ENDS_OF_NAME_FIELDS)]


@pytest.mark.parametrize(("part", "field"), PROSE)
def test_five_thousand_words_in_any_free_text_are_printed_to_the_last(part: str, field: str) -> None:
    text = printed(part, {field: LONG})
    if f"{part}.{field}" not in NOT_PRINTED:
        missing = [marker for marker in MARKERS if marker not in text]
        assert not missing, f"{len(missing)} of {len(MARKERS)} lost"


@pytest.mark.parametrize("part", PARTS)
def test_text_too_long_for_its_cell_is_printed_whole_in_every_field_at_once(part: str) -> None:
    texts = {field: f"{field.upper()}-START {SHORTER} {field.upper()}-END" for field in PARTS[part]}
    text = printed(part, texts)
    for field in PARTS[part]:
        if f"{part}.{field}" not in NOT_PRINTED:
            assert f"{field.upper()}-START {SHORTER} {field.upper()}-END" in text


def test_five_thousand_words_in_every_field_of_the_plan_can_be_set() -> None:
    file = a_full_file()
    meeting = dataclasses.replace(file.meetings[0], meeting=builders.a_meeting(next_contact=LONG, place=LONG))
    people = tuple((role, p.model_copy(update={"name": LONG, "phone": LONG, "hours": LONG})) for role, p in file.people)
    views = tuple(v.model_copy(update={"own_words": LONG, "condition": LONG}) for v in file.views)
    actions = (builders.an_action(f"We {LONG}", LONG), builders.an_action("We call you", LONG))
    office = builders.an_office(name=LONG, phone=LONG, hours=LONG)
    file = dataclasses.replace(
        file, office=office, people=people, views=views, actions=actions, case=builders.a_case(lead_offence=LONG)
    )
    paper = made(PaperKind.PLAN, file, meeting, variant=Variant.WITNESS)
    assert paper.pages < 6
    assert "We call you" in text_of(paper)


def test_a_long_narrative_flows_on_with_every_paragraph_and_its_number() -> None:
    paragraphs, markers = [], []
    for number in range(1, 47):
        text, _ = marked_text(110)
        text = text.replace("§", f"§{number}.")
        markers += re.findall(r"§\d+\.\d+§", text.replace(f"§{number}.", f"§{number}.", 1))
        paragraphs.append(builders.a_paragraph(number, text, dt.time(14, number)))
    paper = made(PaperKind.MEETING_RECORD, None, builders.a_meeting_file(paragraphs=tuple(paragraphs)))
    text = text_of(paper)
    for number in range(1, 47):
        assert f"N{number} 14:{number:02}" in text
    words = sum(len(p.text.split()) for p in paragraphs)
    assert f"End of narrative: 46 paragraphs, {words:,} words." in text


LONG_WORD = "Rechtsschutzversicherungsgesellschaften" * 6


@pytest.mark.parametrize("part", PARTS)
def test_words_of_234_letters_break_without_losing_or_adding_a_letter(part: str) -> None:
    texts = {field: f"{field.replace('_', '')}{LONG_WORD}" for field in PARTS[part]}
    text = re.sub(r"\s", "", printed(part, texts))
    for field in PARTS[part]:
        if f"{part}.{field}" not in NOT_PRINTED:
            assert texts[field] in text


HARD_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=600)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=HARD_TEXT, name=st.text(min_size=1, max_size=80))
def test_any_characters_at_all_can_be_set(text: str, name: str) -> None:
    meeting = builders.a_meeting_file(
        meeting=builders.a_meeting(place=name, note_taker=name, vps=text, next_contact=text),
        paragraphs=(builders.a_paragraph(1, text),),
        questions=(builders.a_question(1, text, text, name),),
        concerns=(builders.a_concern(fact=text, opinion=text),),
        views=(builders.a_view(builders.MeasureId.SCREEN, builders.ViewKind.ONLY_IF, text, condition=text),),
        actions=(builders.an_action(text, name),),
    )
    file = builders.a_decided_witness_file(
        meetings=(meeting,),
        decisions=(builders.a_decision(builders.MeasureId.SCREEN, reason=text),),
        directions=(builders.a_direction(builders.MeasureId.SCREEN, reasons=text, judge=name),),
        actions=meeting.actions,
    )
    for kind, variant in ((PaperKind.MEETING_RECORD, Variant.FILE), (PaperKind.SPECIAL_MEASURES, Variant.FILE)):
        assert made(kind, file, meeting, variant=variant).pages >= 2
    assert made(PaperKind.PLAN, file, meeting, variant=Variant.WITNESS).pages >= 2


def test_signs_and_letters_of_other_languages_come_back_as_written() -> None:
    words = "ŵ ŷ Ŵ Ŷ ł ś ż ź ć ń ą ę á é í ó ú ● ○ ◊ ▲ □ “ ” ’ – … £ €"
    meeting = builders.a_meeting_file(paragraphs=(builders.a_paragraph(1, words),))
    assert words in text_of(made(PaperKind.MEETING_RECORD, None, meeting))


def test_letters_made_of_two_characters_are_printed_as_one() -> None:
    meeting = builders.a_meeting_file(paragraphs=(builders.a_paragraph(1, "Sia\u0302n Llw\u0302yd"),))
    paper = made(PaperKind.MEETING_RECORD, None, meeting)
    assert "Siân Llŵyd" in text_of(paper)
    assert paper.missing_characters == ()


def test_a_character_the_font_has_not_is_shown_by_its_number_and_reported() -> None:
    meeting = builders.a_meeting_file(paragraphs=(builders.a_paragraph(1, "She smiled \U0001f600 then 漢."),))
    paper = made(PaperKind.MEETING_RECORD, None, meeting)
    assert "She smiled [U+1F600] then [U+6F22]." in text_of(paper)
    assert paper.missing_characters == ("[U+1F600]", "[U+6F22]")


def test_what_looks_like_markup_is_printed_as_typed() -> None:
    words = "<b>bold</b> & <para> <br/> </font> &amp; {name} %s"
    meeting = builders.a_meeting_file(
        paragraphs=(builders.a_paragraph(1, words),), questions=(builders.a_question(1, words, words),)
    )
    assert text_of(made(PaperKind.MEETING_RECORD, None, meeting)).count(words) == 3


def test_control_characters_are_left_out_and_line_breaks_kept() -> None:
    meeting = builders.a_meeting_file(paragraphs=(builders.a_paragraph(1, "one\x00\x07\u202e two\r\nthree\u2028four"),))
    assert "one two three four" in text_of(made(PaperKind.MEETING_RECORD, None, meeting))


def test_a_case_with_a_name_of_five_thousand_words_still_has_a_header_of_one_line() -> None:
    file = dataclasses.replace(a_full_file(), case=Case(urn="99VP4017226", court_name=LONG))
    assert made(PaperKind.SPECIAL_MEASURES, file, file.meetings[0]).pages > 5


def test_an_unsigned_record_with_nothing_in_it_can_be_printed() -> None:
    meeting = MeetingFile(
        builders.Meeting(
            id=builders.MEETING_ID,
            case_id=builders.CASE_ID,
            witness_id=builders.WITNESS_ID,
            number=1,
            state=MeetingState.HELD,
        )
    )
    file = WitnessFile(builders.an_office(), builders.Case(urn="99VP4017226"), (), (), builders.a_witness())
    for kind, variant in ((PaperKind.MEETING_RECORD, Variant.FILE), (PaperKind.MEETING_RECORD, Variant.DISCLOSURE)):
        assert "▲ Not recorded" in text_of(made(kind, file, meeting, variant=variant))
    for variant in (Variant.COURT, Variant.SUITE, Variant.WITNESS_CARE, Variant.FILE):
        assert "▲ No link arrangement is recorded." in text_of(made(PaperKind.SECTION_28_SHEET, file, variant=variant))
    assert "▲ Not recorded" in text_of(made(PaperKind.APPLICATION, file, variant=Variant.SERVED))
    assert "Nothing is withheld" in text_of(made(PaperKind.APPLICATION, file, variant=Variant.COURT_ONLY))
    for variant in (Variant.FILE, Variant.COURT, Variant.DISCLOSURE):
        assert "clock starts with a not guilty plea" in text_of(made(PaperKind.SPECIAL_MEASURES, file, variant=variant))
    assert made(PaperKind.PLAN, file, variant=Variant.WITNESS).pages >= 2
