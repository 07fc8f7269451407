"""Where words stand on the pages, from their places: rows, headers, long narratives, the last lines of a paper."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

import pypdfium2 as pdfium
import pytest

from tests import builders
from tests.documents.making import made
from victimplanner.documents.look import BOTTOM, PAGE_HEIGHT, TOP
from victimplanner.documents.render import Rendered
from victimplanner.domain.case import Hearing, HearingKind
from victimplanner.domain.issued import PaperKind

RECORD = PaperKind.MEETING_RECORD
GROUPS = ("Right ", "Policy", "Criminal Procedure Rules")  # how the group rows of the duties begin


HALF_A_LINE = 5  # points


class Line(NamedTuple):
    page: int
    top: float  # points from the lower edge
    bottom: float
    text: str


Part = tuple[float, float, float, str]  # bottom, left, top, words


def _on_one_line(parts: list[Part]) -> list[list[Part]]:
    """Put parts of a line together: letters that hang below it, as a comma does, make a part a little lower."""
    lines: list[list[Part]] = []
    for part in parts:
        if lines and lines[-1][0][0] - part[0] < HALF_A_LINE:
            lines[-1].append(part)
        else:
            lines.append([part])
    return lines


def lines_of(paper: Rendered) -> list[Line]:
    """Every line of the text between header and footer, from the top of the first page to the end of the last."""
    found: list[Line] = []
    with pdfium.PdfDocument(paper.pdf) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            parts: list[Part] = []
            for at in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(at)
                words = text.get_text_bounded(left, bottom, right, top).strip()
                if words and bottom > BOTTOM - 2 and top < PAGE_HEIGHT - TOP + 8:
                    parts.append((bottom, left, top, words))
            for line in _on_one_line(sorted(parts, reverse=True)):
                words = " ".join(part[3] for part in sorted(line, key=lambda part: part[1])).replace("\u00a0", " ")
                found.append(Line(number, max(part[2] for part in line), min(part[0] for part in line), words))
    return found


def with_actions(number: int) -> Rendered:
    actions = tuple(
        builders.an_action(
            f"Begin{n}x of a task with some more words, so that it takes two lines end{n}x", "R. Calloway"
        )
        for n in range(1, number + 1)
    )
    return made(RECORD, None, builders.a_meeting_file(actions=actions))


@pytest.mark.parametrize("number", [0, 1, 8, 11, 40, 400])
def test_rows_are_whole_headers_come_again_and_no_row_is_alone(number: int) -> None:
    lines = lines_of(with_actions(number))
    pages: list[int] = []
    for n in range(1, number + 1):
        (first,) = [line for line in lines if f"Begin{n}x" in line.text]
        (last,) = [line for line in lines if f"end{n}x" in line.text]
        assert first.page == last.page, f"row {n} is split"
        assert last.bottom < first.bottom
        pages.append(first.page)
    assert pages == sorted(pages)
    for page in set(pages):
        heads = [line for line in lines if line.page == page and line.text == "No. Action Owner Due Done"]
        assert len(heads) == 1
        rows = [line for line in lines if line.page == page and re.search(r"Begin\d+x", line.text)]
        assert all(heads[0].bottom > row.top - 1 for row in rows), "the header stands above its rows"
        assert len(rows) > 1 or number == 1
        if page != pages[0]:
            assert heads[0] == next(line for line in lines if line.page == page), "overleaf the header comes first"
    if number <= 10:
        assert len(set(pages)) <= 1


WORDS = re.findall(
    r"\w+", "the witness said that she had been told the same before and asked if it would be possible to see"
)


def narrative(words: int, every: int = 50) -> tuple[tuple[builders.NoteParagraph, ...], list[str]]:
    """Paragraphs of about a hundred words with a marker after every fifty."""
    told = WORDS
    markers, texts, text = [], [], []
    for n in range(1, words + 1):
        text.append(told[n % len(told)])
        if n % every == 0:
            markers.append(f"Mark{n:05}")
            text.append(markers[-1])
        if n % 110 == 0 or n == words:
            texts.append(" ".join(text) + ".")
            text = []
    notes = tuple(builders.a_paragraph(n, t, dt.time(14, n % 60)) for n, t in enumerate(texts, start=1))
    return notes, markers


def test_five_thousand_words_stand_once_and_in_order_on_full_pages() -> None:
    notes, markers = narrative(5_000)
    lines = lines_of(made(RECORD, None, builders.a_meeting_file(paragraphs=notes)))
    assert re.findall(r"Mark\d{5}", " ".join(line.text for line in lines)) == markers
    pages = sorted({line.page for line in lines if "Mark" in line.text})
    assert pages == list(range(pages[0], pages[-1] + 1))
    for page in pages[1:-1]:
        own = [line for line in lines if line.page == page]
        assert own[0].top > PAGE_HEIGHT - TOP - 40
        assert own[-1].bottom < BOTTOM + 60, "a page in the middle of a narrative is full"


@pytest.mark.parametrize("words", range(0, 900, 60))
def test_no_page_is_empty_and_the_last_has_three_lines_or_more(words: int) -> None:
    notes, _ = narrative(words) if words else ((), [])
    paper = made(RECORD, None, builders.a_meeting_file(paragraphs=notes))
    lines = lines_of(paper)
    for page in range(paper.pages):
        assert sum(line.page == page for line in lines) >= 3, f"page {page + 1} of {paper.pages}"


@pytest.mark.parametrize("number", [1, 8, 11, 40, 120])
def test_a_group_comes_again_overleaf_with_continued(number: int) -> None:
    hearings = tuple(
        Hearing(
            case_id=builders.CASE_ID,
            kind=HearingKind.OTHER,
            listed_on=dt.date(2027, 5, 1) + dt.timedelta(days=n),
            notice_received_on=dt.date(2027, 4, 1),
        )
        for n in range(number)
    )
    file = builders.a_witness_file(hearings=hearings)
    paper = made(PaperKind.CODE_SHEET, file, today=dt.date(2027, 4, 20))
    lines = lines_of(paper)
    heads = [line for line in lines if line.text.startswith("Duty What Clock started")]
    assert len({head.page for head in heads}) == len(heads) >= 1
    for at, head in enumerate(heads):
        below = next(line for line in lines if line.page == head.page and line.bottom < head.bottom)
        assert below.text.startswith(GROUPS), "under the header stands the group"
        if at:
            assert head == next(line for line in lines if line.page == head.page), "overleaf the header comes first"
            before = [line for line in lines if line.page == heads[at - 1].page and line.text.startswith(GROUPS)][-1]
            same = before.text.removesuffix(", continued") == below.text.removesuffix(", continued")
            assert below.text.endswith(", continued") is same
