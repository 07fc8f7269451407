"""One complainant's paper holds nothing of another, in any spelling, nor says that there is another."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from typing import Any

import pytest

from tests import builders
from tests.documents.making import made, pages_of
from victimplanner.documents.catalogue import documents
from victimplanner.domain.case_file import WitnessFile

THREE: tuple[dict[str, Any], ...] = (
    {
        "name": "Siân Gwenllian Llŵyd-Prŷs",
        "reference": "W-K7",
        "adviser": "Małgorzata Żółkiewska",
        "words": "Grey heron",
    },
    {"name": "Ottoline Featherstone", "reference": "W-P3", "adviser": "Beatrix Underhill", "words": "Slate roof"},
    {"name": "Éabha Nic Dhonnchadha", "reference": "W-T9", "adviser": "Cosmo Pemberley", "words": "Copper kettle"},
)


def file_of(number: int) -> WitnessFile:
    """The file of one of three witnesses of one case, with records of her own."""
    facts = THREE[number]
    witness = builders.a_witness(
        id=f"{number + 1}" * 32, number=number + 1, reference=facts["reference"], name=facts["name"], preferred_name=""
    )
    views = tuple(v.model_copy(update={"own_words": facts["words"]}) for v in builders.some_views())
    meeting = builders.a_meeting_file(
        views=views,
        attendances=(
            builders.an_attendance(facts["name"], "Complainant"),
            builders.an_attendance(facts["adviser"], "ISVA", is_supporter=True),
        ),
        paragraphs=(builders.a_paragraph(1, f"She said: {facts['words']}."),),
    )
    people = tuple(
        (role, person.model_copy(update={"name": facts["adviser"]}) if role is builders.CaseRole.ISVA else person)
        for role, person in builders.some_people()
    )
    file = builders.a_decided_witness_file(witness=witness, views=views, meetings=(meeting,), people=people)
    assert dataclasses.is_dataclass(file)
    return file


COPIES = [(spec.kind, variant) for spec in documents().values() for variant in spec.variants]


@pytest.mark.parametrize(("kind", "variant"), COPIES)
@pytest.mark.parametrize("number", range(3))
def test_no_value_of_another_witness_is_in_any_paper(number: int, kind: Any, variant: Any) -> None:
    paper = made(kind, file_of(number), variant=variant)
    text = " ".join(" ".join(pages_of(paper)).split())
    forms = [text, text.upper(), unicodedata.normalize("NFD", text), unicodedata.normalize("NFKC", text)]
    for other in (facts for at, facts in enumerate(THREE) if at != number):
        for value in (other["reference"], other["words"], *other["name"].split(), *other["adviser"].split()):
            for form in forms:
                for spelt in (value, value.upper(), unicodedata.normalize("NFD", value)):
                    assert not re.search(rf"(?<!\w){re.escape(spelt)}(?!\w)", form), (value, kind, variant)
    assert not re.search(r"\bW[123]\b", text)
    assert "of three" not in text
