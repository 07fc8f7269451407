"""One complainant's paper holds nothing of another, in any spelling, nor says that there is another."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import unicodedata
from typing import Any

import pytest

from tests import builders
from tests.documents.making import made, pages_of
from tests.documents.searching import everything_in, plain_letters
from victimplanner.documents.catalogue import documents
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import long_date, plain_date
from victimplanner.domain.issued import PaperKind, Variant

THREE: tuple[dict[str, Any], ...] = (
    {
        "name": "Siân Gwenllian Llŵyd-Prŷs",
        "reference": "W-K7",
        "adviser": "Małgorzata Żółkiewska",
        "words": "Grey heron",
        "born": dt.date(2009, 3, 17),
        "phone": "07700 900117",
        "home": "11 Quarry Steps",
        "number": "NM-70117",
    },
    {
        "name": "Ottoline Featherstone",
        "reference": "W-P3",
        "adviser": "Beatrix Underhill",
        "words": "Slate roof",
        "born": dt.date(2010, 8, 29),
        "phone": "07700 900228",
        "home": "22 Tanner Wharf",
        "number": "NM-70228",
    },
    {
        "name": "Éabha Nic Dhonnchadha",
        "reference": "W-T9",
        "adviser": "Cosmo Pemberley",
        "words": "Copper kettle",
        "born": dt.date(2011, 11, 6),
        "phone": "07700 900339",
        "home": "33 Ferry Bank",
        "number": "NM-70339",
    },
)


def file_of(number: int) -> WitnessFile:
    """The file of one of three witnesses of one case, with records of her own."""
    facts = THREE[number]
    witness = builders.a_witness(
        id=f"{number + 1}" * 32, number=number + 1, reference=facts["reference"],
        name=facts["name"], preferred_name="",
        date_of_birth=facts["born"],
    )  # fmt: skip
    views = tuple(v.model_copy(update={"own_words": facts["words"]}) for v in builders.some_views())
    meeting = builders.a_meeting_file(
        views=views,
        attendances=(
            builders.an_attendance(facts["name"], "Complainant"),
            builders.an_attendance(facts["adviser"], "ISVA", is_supporter=True),
        ),
        paragraphs=(builders.a_paragraph(1, f"She said: {facts['words']}. Logged as {facts['number']}."),),
    )
    people = tuple(
        (role, person.model_copy(update={"name": facts["adviser"]}) if role is builders.CaseRole.ISVA else person)
        for role, person in builders.some_people()
    )
    own = facts["words"]
    companion = builders.a_companion(name=facts["adviser"])
    link = builders.a_link(breaks=f"{own} link.", leaving=f"{own} taxi.", fallback=f"{own} room.")
    file = builders.a_child_witness_file(
        witness=witness,
        safe_contact=builders.a_safe_contact(phone=facts["phone"], address=facts["home"]),
        views=views,
        meetings=(meeting,),
        people=people,
        applications=(builders.a_whole_application(why_maximise=f"{own}.", court_only=f"{own} Row."),),
        considerations=(builders.a_consideration(reason=f"{own}."),),
        opt_outs=(builders.an_opt_out(own_words=own),),
        intermediaries=(builders.an_intermediary_work(note=own),),
        links=(link,),
        link_changes=(builders.a_link_change(what=own),),
        hearing_moves=(builders.a_hearing_move(reason=own),),
        link_people=(companion,),
    )
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
    if documents()[kind].name_instead:
        for value in THREE[number]["name"].split():
            for spelt in (value, value.upper(), unicodedata.normalize("NFD", value)):
                assert not re.search(rf"(?<!\w){re.escape(spelt)}(?!\w)", text), (value, kind, variant)
    assert "of three" not in text


@pytest.mark.parametrize(("kind", "variant"), COPIES)
@pytest.mark.parametrize("number", range(3))
def test_nothing_of_another_witness_is_anywhere_in_the_file(number: int, kind: Any, variant: Any) -> None:
    """In no form of letters, stream, name of an object or description: her birthday, number and home neither."""
    inside = everything_in(made(kind, file_of(number), variant=variant))
    for other in (facts for at, facts in enumerate(THREE) if at != number):
        born = other["born"]
        days = (plain_date(born), long_date(born), born.isoformat(), f"{born:%d/%m/%Y}", f"{born:%d%m%Y}")
        values = [other[key] for key in ("name", "adviser", "words", "phone", "home", "number")]
        found = [value for value in (*values, *days) if plain_letters(value) in inside]
        assert found == [], (kind, variant)
        assert f"witness{plain_letters(other['reference'])}" not in inside


def test_a_witness_has_her_own_values_on_her_own_papers() -> None:
    for number, own in enumerate(THREE):
        inside = everything_in(made(PaperKind.MEETING_RECORD, file_of(number)))
        assert all(plain_letters(own[key]) in inside for key in ("name", "adviser", "words", "number", "reference"))


NEEDED = [  # what a copy may not hold, and which field it was written into
    ("links", "fallback", f"Join {builders.LINK_SECRET} again"),
    ("links", "breaks", "Say heron93 at the door"),
    ("directions", "particulars", f"Link: {builders.LINK_SECRET}."),
    ("uses", "reason", "The passcode heron93 did not work."),
    ("applications", "why_maximise", f"Link: {builders.LINK_SECRET}."),
]


@pytest.mark.parametrize(("kind", "variant"), COPIES)
@pytest.mark.parametrize(("part", "field", "words"), NEEDED)
def test_what_opens_a_link_is_on_no_paper_wherever_it_was_pasted(
    part: str, field: str, words: str, kind: Any, variant: Any
) -> None:
    file = file_of(0)
    records = tuple(record.model_copy(update={field: words}) for record in getattr(file, part))
    text = " ".join(pages_of(made(kind, dataclasses.replace(file, **{part: records}), variant=variant)))
    for secret in ("link.example.invalid", "930417", "heron93"):
        assert secret not in text, (secret, kind, variant)


def test_the_defence_copy_of_the_record_names_no_companion_and_no_place_of_a_link() -> None:
    file = file_of(0)
    said = f"She sat with {THREE[0]['adviser']} at Larkfield Link Suite, 2 Mill Lane, Wexmouth; in by Rear entrance, Mill Lane."
    directions = tuple(
        d.model_copy(
            update={
                "particulars": said,
                "place": "Tannery House, Eastholme",
                "companion": "Beatrix Ashworth, her aunt",
                "reasons": "Tannery House, Eastholme suits; Beatrix Ashworth, her aunt comes.",
            }
        )
        for d in file.directions
    )
    file = dataclasses.replace(file, directions=directions)
    hidden = ("Żółkiewska", "Larkfield", "Mill Lane", "Rear entrance", "Tannery", "Ashworth", "Quay Suite")
    defence, court = (
        " ".join(" ".join(pages_of(made(PaperKind.SPECIAL_MEASURES, file, variant=variant))).split())
        for variant in (Variant.DISCLOSURE, Variant.COURT)
    )
    for value in hidden:
        assert value not in defence, value
        assert value in court, value
    assert "Northmoor Crown Court" in defence
