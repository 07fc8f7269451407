"""What stands around the text of every paper, and what the file says about itself."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from tests import builders
from tests.documents.making import GENERATED, an_issue, facts_for, made, pages_of
from victimplanner.documents.catalogue import documents
from victimplanner.documents.names import paper_name
from victimplanner.documents.page import MARKING
from victimplanner.documents.render import content_sha256, make_paper
from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.issued import PaperKind, Variant

ALL_COPIES = [(spec.kind, variant) for spec in documents().values() for variant in spec.variants]
every_copy = pytest.mark.parametrize(("kind", "variant"), ALL_COPIES)


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def test_the_catalogue_finds_every_kind_of_paper() -> None:
    assert list(documents()) == list(PaperKind)


@every_copy
def test_every_page_bears_the_marking_at_the_top_and_at_the_bottom(kind: PaperKind, variant: Variant) -> None:
    for page in pages_of(made(kind, variant=variant)):
        assert sum(line.strip() == MARKING for line in page.splitlines()) == 2


@every_copy
def test_every_page_says_which_it_is_of_how_many(kind: PaperKind, variant: Variant) -> None:
    paper = made(kind, variant=variant)
    pages = pages_of(paper)
    assert len(pages) == paper.pages
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {paper.pages}" in page
        named = "Case and witness not named" if variant is Variant.ANONYMISED else "URN 99VP/40172/26 · Witness W-K7"
        assert (named in re.sub(" +", " ", page)) is (kind is not PaperKind.LETTER), "a letter may lie on a table"


ONE_PAGE = {(PaperKind.APPLICATION, Variant.COURT_ONLY), (PaperKind.FRONT_SHEET, Variant.FILE)}
LONGER = {Variant.LARGE_PRINT: (3, 4, 5, 6), Variant.EASY_READ: (6, 7)}  # the same words, larger and with more space


@every_copy
def test_papers_are_as_long_as_a_reader_expects(kind: PaperKind, variant: Variant) -> None:
    usual = (1,) if (kind, variant) in ONE_PAGE else (2, 3, 4)
    assert made(kind, variant=variant).pages in LONGER.get(variant, usual)


@every_copy
def test_only_the_two_fonts_are_used_and_both_are_embedded_subsets(kind: PaperKind, variant: Variant) -> None:
    paper = made(kind, variant=variant)
    names = set()
    for page in reader(paper.pdf).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font = font.get_object()
            names.add(font["/BaseFont"].split("+")[-1])
            assert "+" in font["/BaseFont"]
            assert "/FontFile2" in font["/FontDescriptor"]
            assert "/ToUnicode" in font
    assert names == {"LiberationSans", "LiberationSans-Bold"}
    assert b"Helvetica" not in paper.pdf


@every_copy
def test_the_same_copy_makes_the_same_bytes(kind: PaperKind, variant: Variant) -> None:
    assert made(kind, variant=variant).pdf == made(kind, variant=variant).pdf


@every_copy
def test_the_file_describes_itself_without_a_person(kind: PaperKind, variant: Variant) -> None:
    paper = made(kind, builders.a_decided_witness_file(), variant=variant)
    found = reader(paper.pdf)
    info = {key: str(value) for key, value in found.metadata.items()}  # type: ignore[union-attr]
    assert info["/Author"] == "Crown Prosecution Service"
    assert info["/Creator"] == info["/Producer"] == "VictimPlanner"
    if variant is Variant.ANONYMISED:
        assert "99VP" not in info["/Title"] + info["/Subject"]
        assert info["/CreationDate"] == info["/ModDate"] == "D:20261201120000+00'00'", "only a month"
    else:
        assert "99VP4017226 – W-K7" in info["/Title"]
        assert info["/CreationDate"] == info["/ModDate"] == "D:20261223091400+00'00'"
    everything = " ".join(info.values())
    for name in ("Siân", "Llŵyd", "Harcastle", "Calloway", "Wiśniewski", "Rape"):
        assert name not in everything
    catalogue = found.trailer["/Root"]
    assert catalogue["/Lang"] == "en-GB"  # type: ignore[index]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    assert not {"/AcroForm", "/OpenAction", "/AA", "/Names"} & set(catalogue)  # type: ignore[arg-type]


def test_the_title_of_a_paper_for_the_witness_does_not_say_what_it_is_about() -> None:
    info = reader(made(PaperKind.PLAN, variant=Variant.WITNESS).pdf).metadata
    assert info is not None
    assert info.title == "Paper – 99VP4017226 – W-K7"
    assert info.subject == "Paper"


def test_summer_time_is_printed_as_the_clock_on_the_wall() -> None:
    paper = made(PaperKind.MEETING_RECORD, generated_at=dt.datetime(2027, 7, 1, 23, 30, tzinfo=dt.UTC))
    assert "Generated 2 Jul 2027 at 00:30 by R. Calloway, prosecutor" in pages_of(paper)[0]
    assert reader(paper.pdf).metadata["/CreationDate"] == "D:20270702003000+01'00'"  # type: ignore[index]


@every_copy
def test_a_draft_says_so_on_every_page_in_text_and_behind_it(kind: PaperKind, variant: Variant) -> None:
    for page in pages_of(made(kind, variant=variant, is_draft=True)):
        assert "DRAFT, do not serve" in page
        assert "DRAFT" in [line.strip() for line in page.splitlines()]
        assert "Version 2 · DRAFT" in page
    assert all("DRAFT" not in page for page in pages_of(made(kind, variant=variant)))


@every_copy
def test_a_practice_office_says_so_on_every_page(kind: PaperKind, variant: Variant) -> None:
    practice = builders.a_witness_file(office=builders.an_office(is_practice=True))
    for page in pages_of(made(kind, practice, variant=variant)):
        assert page.count("PRACTICE") == 2


def test_papers_for_the_witness_carry_no_marking_where_the_office_says_so() -> None:
    file = builders.a_witness_file(office=builders.an_office(marks_witness_papers=False))
    assert MARKING not in " ".join(pages_of(made(PaperKind.PLAN, file, variant=Variant.WITNESS)))
    assert MARKING in pages_of(made(PaperKind.MEETING_RECORD, file))[0]


@every_copy
def test_the_offices_own_line_stands_beside_the_marking_and_on_no_copy_for_the_witness_or_without_names(
    kind: PaperKind, variant: Variant
) -> None:
    line = "Return to the unit, room 4."
    office = builders.an_office(handling_line=line)
    for page in pages_of(made(kind, builders.a_witness_file(office=office), variant=variant)):
        is_hers = documents()[kind].is_for_witness and variant is not Variant.FILE
        assert page.count(line) == (0 if is_hers or variant is Variant.ANONYMISED else 2)


def test_a_long_maker_does_not_run_over_the_rule_editions() -> None:
    first = pages_of(made(PaperKind.MEETING_RECORD, generated_by="Maximiliana " * 30))[0]
    assert "Maximiliana…" in first or "…" in first
    assert "Rules: CrimPR 2025 (SI 2025/909) · YJCEA 1999 as at 25 Mar 2026" in first


NAMES: list[tuple[PaperKind, Variant, dict[str, Any], str]] = [
    (PaperKind.APPLICATION, Variant.SERVED, {}, "99VP4017226_W-K7_application_20261223_v2_served_c1.pdf"),
    (PaperKind.APPLICATION, Variant.COURT_ONLY, {}, "99VP4017226_W-K7_application_20261223_v2_court-only_c1.pdf"),
    (
        PaperKind.SECTION_28_SHEET,
        Variant.WITNESS_CARE,
        {},
        "99VP4017226_W-K7_s28-sheet_20261223_v2_witness-care_c1.pdf",
    ),
    (PaperKind.MEETING_RECORD, Variant.FILE, {}, "99VP4017226_W-K7_meeting-record_20261223_v2_file_c1.pdf"),
    (PaperKind.SPECIAL_MEASURES, Variant.COURT, {}, "99VP4017226_W-K7_special-measures_20261223_v2_court_c1.pdf"),
    (PaperKind.PLAN, Variant.WITNESS, {"copy_number": 3}, "99VP4017226_W-K7_paper_20261223_v2_witness_c3.pdf"),
    (
        PaperKind.MEETING_RECORD,
        Variant.DISCLOSURE,
        {"generated_at": dt.datetime(2027, 6, 30, 23, 30, tzinfo=dt.UTC)},
        "99VP4017226_W-K7_meeting-record_20270701_v2_disclosure_c1.pdf",
    ),
]


@pytest.mark.parametrize(("kind", "variant", "more", "name"), NAMES)
def test_file_names_hold_no_person_and_no_subject(
    kind: PaperKind, variant: Variant, more: dict[str, Any], name: str
) -> None:
    assert paper_name(builders.a_witness_file(), kind, an_issue(variant, **more)) == name
    assert len(name) < 100


def test_a_paper_without_its_meeting_or_its_variant_is_refused() -> None:
    file = builders.a_witness_file(meetings=())
    facts = facts_for(file)
    record, plan = documents()[PaperKind.MEETING_RECORD], documents()[PaperKind.PLAN]
    with pytest.raises(RuleBroken, match="about one meeting"):
        make_paper(record, file, None, an_issue(), facts)
    with pytest.raises(RuleBroken, match="has no court copy"):
        make_paper(plan, file, None, an_issue(Variant.COURT), facts)


@every_copy
def test_the_content_hash_knows_what_was_said_and_not_when_it_was_printed(kind: PaperKind, variant: Variant) -> None:
    file = builders.a_decided_witness_file()
    spec, meeting, facts = documents()[kind], file.meetings[0], facts_for(file)
    one = content_sha256(spec, file, meeting, an_issue(variant), facts)
    again = an_issue(
        variant,
        document_version=9,
        copy_number=4,
        copies=9,
        generated_at=GENERATED + dt.timedelta(hours=3),
        generated_by="somebody else",
    )
    assert content_sha256(spec, file, meeting, again, facts) == one
    assert make_paper(spec, file, meeting, again, facts).content_sha256 == one
    other = builders.a_decided_witness_file(
        views=tuple(v.model_copy(update={"view": builders.ViewKind.UNDECIDED}) for v in builders.some_views()),
        people=tuple((role, p.model_copy(update={"name": "Y. Abara"})) for role, p in builders.some_people()),
        applications=(builders.an_application(court_only="Something new."),),
        charges=(
            builders.Charge(
                case_id=builders.CASE_ID, offence="Rape", is_sexual_offence=True, charged_on=GENERATED.date()
            ),
        ),
    )
    changed = builders.a_meeting_file(views=other.views)
    assert content_sha256(spec, other, changed, an_issue(variant), facts) != one
