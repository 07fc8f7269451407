"""Whatever somebody typed, in whichever field: every paper and copy can be made, and is a file that keeps its form."""

from __future__ import annotations

import dataclasses
from enum import Enum
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents.full_file import a_full_file
from tests.documents.letters import a_file as a_letter_file
from tests.documents.making import GENERATED, an_issue, facts_for, text_read_quickly
from tests.documents.reading import failures
from victimplanner.documents.blocks import grid, title
from victimplanner.documents.catalogue import documents
from victimplanner.documents.page import PageInfo, lay_out
from victimplanner.documents.parts.duty_table import DutyRow, duty_table
from victimplanner.documents.render import Rendered, make_paper
from victimplanner.documents.text import clean
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import SafeContact
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.record import Record

ALL_COPIES = [(spec.kind, variant) for spec in documents().values() for variant in spec.variants]
every_copy = pytest.mark.parametrize(("kind", "variant"), ALL_COPIES)
# What says which record it is, and what copies take out wherever it stands: typed everywhere, all would be taken out.
_KEPT = {
    *("urn", "reference", "topic_id", "rule_id", "about", "name", "preferred_name", "organisation", "place", "phone"),
    *("link_details", "court_only", "court_only_reason", "place_proposed", "companion", "entrance", "entrances"),
    *("leaving", "keep_apart", "address", "court_name", "court_case_no", "lead_offence", "offence", "representative"),
}
TEXTS = {
    "letters without a space": "W" * 300,
    "a page of words": "and then she said that it was so " * 90,
    "lines": "line\n" * 120,
    "letters from right to left, signs and controls": "שלום مرحبا \u202e\U0001f600\x00\x07‮ 漢字 ﬁ \ud800 e\u0301",
    "what looks like markup": "<b>&amp;</para><br/> {name} %s </b>",
}


def _filled(value: Any, text: str) -> Any:
    if isinstance(value, SafeContact):
        return value
    if isinstance(value, Record):
        fields = [
            name
            for name in type(value).model_fields
            if name not in _KEPT and name != "id" and not name.endswith(("_id", "sha256"))
        ]
        changed = {name: text for name in fields if type(getattr(value, name)) is str}
        return value.model_copy(update=changed)
    if isinstance(value, tuple):
        return tuple(_filled(part, text) for part in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, Enum):
        parts = {item.name: _filled(getattr(value, item.name), text) for item in dataclasses.fields(value)}
        return dataclasses.replace(value, **parts)  # type: ignore[type-var]
    return value


@cache
def _empty(is_letter: bool) -> WitnessFile:
    return a_letter_file() if is_letter else a_full_file()


def paper(kind: PaperKind, variant: Variant, text: str) -> Rendered:
    spec = documents()[kind]
    file: WitnessFile = _filled(_empty(kind in (PaperKind.LETTER, PaperKind.AGENDA)), text)
    meeting = next((m for m in file.meetings if m.meeting.state in spec.meeting_states), None)
    return make_paper(spec, file, meeting, an_issue(variant, recipient=text), facts_for(file))


@every_copy
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_paper_can_be_made_of_any_words_in_every_field_at_once(kind: PaperKind, variant: Variant, text: str) -> None:
    copy = paper(kind, variant, text)
    assert not failures(copy.pdf, "ua1")
    shown = {mark for mark in _marks(clean(text)) if mark in copy.missing_characters}
    assert shown == set(copy.missing_characters), "each character that the font lacks is named, and no other"


def _marks(text: str) -> set[str]:
    return {f"[U+{part.partition(']')[0]}]" for part in text.split("[U+")[1:]}


@given(st.text(st.characters(), max_size=120), st.sampled_from(ALL_COPIES))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_words_break_a_paper(text: str, copy: tuple[PaperKind, Variant]) -> None:
    made = paper(*copy, text)
    assert made.pages >= 1
    assert not failures(made.pdf, "ua1")


@pytest.mark.parametrize("words", ["W" * 3000 + "end", "so it was " * 1500 + "end"], ids=["letters", "words"])
@pytest.mark.parametrize("kind", [PaperKind.CODE_SHEET, PaperKind.MEETING_RECORD])
def test_a_row_that_no_page_can_hold_goes_on_overleaf(kind: PaperKind, words: str) -> None:
    """No cell should hold so much; one that does is broken, and nothing of it is lost."""
    table = (
        duty_table([DutyRow(heading="Right 1"), DutyRow(("R1", words, "", "", "", "", "")), DutyRow(tuple("abcdefg"))])
        if kind is PaperKind.CODE_SHEET
        else grid(("What", "Note"), [("First", words), ("Second", "b")], (1, 3))
    )
    info = PageInfo("", "", "", "", "", "t", "s", GENERATED, True, False, False)
    pdf, pages = lay_out([*title("T", "s"), table], info)
    text = text_read_quickly(Rendered(pdf, pages, (), ""))
    assert pages > 2
    assert text.replace(" ", "").count(words[:1]) >= words.count(words[:1])
    assert text.replace(" ", "").count("end") == 1
    assert not failures(pdf, "ua1")
