"""Every paper can be heard as well as seen, and read in twenty years: checked by a validator, then by what it says."""

from __future__ import annotations

import io
import re
from functools import cache
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import builders
from tests.documents.making import AROUND, an_issue, facts_for, made, pages_of
from tests.documents.reading import Words, elements, failures, words_in_order
from victimplanner.documents.catalogue import documents
from victimplanner.documents.finish import protect
from victimplanner.documents.render import Rendered, make_paper
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.issued import PaperKind, Variant

ALL_COPIES = [(spec.kind, variant) for spec in documents().values() for variant in spec.variants]
every_copy = pytest.mark.parametrize(("kind", "variant"), ALL_COPIES)
FILES = {
    "bare": builders.a_witness_file,
    "decided": builders.a_decided_witness_file,
    "long": lambda: long_file(),
}
every_file = pytest.mark.parametrize("file", FILES)


def long_file() -> WitnessFile:
    """Tables over several pages, a long narrative, and words that the font lacks."""
    meeting = builders.a_meeting_file(
        paragraphs=tuple(
            builders.a_paragraph(n, f"Paragraph {n}. " + "She said so again. " * 40) for n in range(1, 30)
        ),
        questions=tuple(builders.a_question(n, f"Question {n}?", "An answer \U0001f600.") for n in range(1, 40)),
    )
    return builders.a_decided_witness_file(meetings=(meeting,))


@cache
def paper(
    kind: PaperKind, variant: Variant, file: str, *, is_archive: bool = False, is_draft: bool = False
) -> Rendered:
    spec, records = documents()[kind], FILES[file]()
    meeting = records.meetings[0] if records.meetings else None
    issue = an_issue(variant, is_draft=is_draft)
    return make_paper(spec, records, meeting, issue, facts_for(records), is_archive=is_archive)


# ---------------------------------------------------------------- the validator


@every_copy
@every_file
def test_every_copy_keeps_pdf_ua_1(kind: PaperKind, variant: Variant, file: str) -> None:
    assert not failures(paper(kind, variant, file).pdf, "ua1")


@every_copy
@every_file
def test_every_archive_copy_keeps_pdf_a_2a_and_pdf_ua_1(kind: PaperKind, variant: Variant, file: str) -> None:
    pdf = paper(kind, variant, file, is_archive=True).pdf
    assert not failures(pdf, "2a")
    assert not failures(pdf, "ua1")


@every_copy
def test_a_draft_keeps_both_too(kind: PaperKind, variant: Variant) -> None:
    pdf = paper(kind, variant, "bare", is_archive=True, is_draft=True).pdf
    assert not failures(pdf, "2a") + failures(pdf, "ua1")


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=40, deadline=None)
def test_no_words_make_a_copy_that_an_archive_refuses(words: str) -> None:
    """A stream that ends like a line once failed one file in fifteen: so many different ones are made."""
    file = builders.a_witness_file(meetings=(builders.a_meeting_file(paragraphs=(builders.a_paragraph(1, words),)),))
    spec = documents()[PaperKind.MEETING_RECORD]
    pdf = make_paper(spec, file, file.meetings[0], an_issue(), facts_for(file), is_archive=True).pdf
    assert not failures(pdf, "2a") + failures(pdf, "ua1")
    assert b"\r\nendstream" not in pdf


def test_a_screen_copy_claims_no_archive_and_an_archive_copy_both() -> None:
    screen, archive = (paper(PaperKind.AGENDA, Variant.FILE, "bare", is_archive=a).pdf for a in (False, True))
    assert b"pdfuaid:part>1<" in screen
    assert b"pdfaid" not in screen
    assert b"pdfuaid:part>1<" in archive
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A<" in archive


# ---------------------------------------------------------------- the structure


@every_copy
@every_file
def test_headings_begin_with_one_of_the_first_level_and_skip_none(kind: PaperKind, variant: Variant, file: str) -> None:
    parts = elements(paper(kind, variant, file).pdf)
    levels = [int(part.kind[1]) for part in parts if re.fullmatch(r"H\d", part.kind)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


@every_copy
@every_file
def test_every_row_of_a_table_is_headed_and_as_wide_as_the_others(kind: PaperKind, variant: Variant, file: str) -> None:
    for table in elements(paper(kind, variant, file).pdf):
        if table.kind != "Table":
            continue
        assert {row.kind for row in table.kids} == {"TR"}
        for row in table.kids:
            assert {cell.kind for cell in row.kids} <= {"TH", "TD"}
            assert any(cell.kind == "TH" and cell.scope for cell in row.kids)
        assert len({sum(cell.columns for cell in row.kids) for row in table.kids}) == 1


@every_copy
@every_file
def test_every_list_has_items_with_a_label_and_a_body(kind: PaperKind, variant: Variant, file: str) -> None:
    for part in elements(paper(kind, variant, file).pdf):
        if part.kind == "L":
            assert {item.kind for item in part.kids} == {"LI"}
        if part.kind == "LI":
            assert [inner.kind for inner in part.kids] == ["Lbl", "LBody"]


@every_copy
@every_file
def test_all_that_is_drawn_is_words_of_an_element_or_decoration(kind: PaperKind, variant: Variant, file: str) -> None:
    opened = pikepdf.open(io.BytesIO(paper(kind, variant, file).pdf))
    for sheet in opened.pages:
        depth, marks = 0, []
        for operands, operator in pikepdf.parse_content_stream(sheet):
            name = str(operator)
            if name in ("BDC", "BMC"):
                assert depth == 0, "one mark within another"
                depth += 1
                if operands[0] != "/Artifact":
                    marks.append(int(operands[1].MCID))
            elif name == "EMC":
                depth -= 1
            elif name in ("Tj", "TJ", "'", "S", "s", "f", "f*", "B", "b", "Do"):
                assert depth == 1, f"{name} outside of any mark"
        assert depth == 0
        assert marks == list(range(len(marks)))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", "", text)


@every_copy
@every_file
def test_all_that_is_seen_is_heard(kind: PaperKind, variant: Variant, file: str) -> None:
    copy = paper(kind, variant, file)
    heard = squeezed(" ".join(words.text for words in words_in_order(copy.pdf)))
    for sheet in pages_of(copy):
        seen = [line for line in sheet.splitlines() if not AROUND.match(line.strip())]
        assert [line for line in seen if squeezed(line) not in heard] == []


@every_copy
@every_file
def test_it_is_heard_from_the_top_of_the_first_page_to_the_bottom_of_the_last(
    kind: PaperKind, variant: Variant, file: str
) -> None:
    by_part: dict[int, Words] = {}
    for words in words_in_order(paper(kind, variant, file).pdf):
        by_part.setdefault(words.part, words)
    if kind is PaperKind.LETTER:
        return  # address and sender stand side by side
    places = [(words.page, -words.height) for words in by_part.values()]
    assert places == sorted(places)


@every_copy
def test_what_comes_again_on_each_page_is_heard_once(kind: PaperKind, variant: Variant) -> None:
    words = words_in_order(paper(kind, variant, "long").pdf)
    heard = " ".join(w.text for w in words)
    assert heard.count("OFFICIAL-SENSITIVE") <= 1, "the marking is decoration, though the plan speaks of it"
    assert "Page 1 of" not in heard


def test_a_label_stands_on_the_line_of_the_words_it_belongs_to() -> None:
    for kind, variant, label in (
        (PaperKind.MEETING_RECORD, Variant.FILE, "Q."),
        (PaperKind.SECTION_28_SHEET, Variant.FILE, "1."),
        (PaperKind.LETTER, Variant.WITNESS, "•"),
    ):
        found = [
            pair
            for pair in pairwise(words_in_order(paper(kind, variant, "decided").pdf))
            if pair[0].text.strip() == label
        ]
        assert found
        assert all(own.height == words.height for own, words in found)


def test_a_header_row_that_comes_again_overleaf_is_heard_once() -> None:
    rows = [builders.an_action(text=f"Action {number}.") for number in range(40)]
    file = builders.a_witness_file(meetings=(builders.a_meeting_file(actions=tuple(rows)),))
    spec = documents()[PaperKind.MEETING_RECORD]
    copy = make_paper(spec, file, file.meetings[0], an_issue(), facts_for(file))
    assert " ".join(pages_of(copy)).count("Owner") == 2
    assert " ".join(w.text for w in words_in_order(copy.pdf)).count("Owner") == 1


# ---------------------------------------------------------------- the file


@every_copy
def test_a_long_paper_has_bookmarks_and_a_short_one_none(kind: PaperKind, variant: Variant) -> None:
    for file in ("bare", "long"):
        copy = paper(kind, variant, file)
        with pikepdf.open(io.BytesIO(copy.pdf)) as opened, opened.open_outline() as outline:
            titles = [item.title for item in outline.root]
            assert len(titles) == (1 if copy.pages > 3 else 0)
            headings = [part for part in elements(copy.pdf) if part.kind == "H2"]
            assert sum(len(item.children) for item in outline.root) == (len(headings) if copy.pages > 3 else 0)


@every_copy
def test_both_descriptions_of_the_file_agree(kind: PaperKind, variant: Variant) -> None:
    with pikepdf.open(io.BytesIO(made(kind, variant=variant).pdf)) as opened:
        info, xmp = opened.docinfo, opened.open_metadata()
        assert xmp["dc:title"] == str(info["/Title"])
        assert xmp["dc:creator"] == [str(info["/Author"])] == ["Crown Prosecution Service"]
        assert xmp["dc:description"] == str(info["/Subject"])
        assert xmp["pdf:Producer"] == str(info["/Producer"]) == xmp["xmp:CreatorTool"] == str(info["/Creator"])
        day = str(info["/CreationDate"])[2:10]
        assert xmp["xmp:CreateDate"].replace("-", "").startswith(day)
        assert opened.Root.MarkInfo.Marked
        assert all(sheet.obj.Tabs == "/S" for sheet in opened.pages)


@every_copy
def test_a_protected_copy_opens_with_its_passphrase_alone_and_says_nothing_without(
    kind: PaperKind, variant: Variant
) -> None:
    phrase = "cold tea żółć 7"
    copy = made(kind, variant=variant)
    locked = protect(copy.pdf, phrase)
    for wrong in ("", "cold tea"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(locked), password=wrong)
    assert b"99VP" not in locked
    assert b"dc:title" not in locked
    with pikepdf.open(io.BytesIO(locked), password=phrase) as opened:
        assert opened.encryption.R == 6
        assert opened.encryption.bits == 256
        assert opened.allow.accessibility
        assert opened.allow.print_highres
        assert not opened.allow.extract
        assert len(opened.pages) == copy.pages
        assert opened.Root.StructTreeRoot.K.S == "/Document"
