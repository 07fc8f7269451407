"""Where pages break: rows stay whole, headers come again, headings and signatures never stand alone."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests import builders
from tests.documents.making import made, pages_of
from victimplanner.documents.render import Rendered
from victimplanner.domain.case_file import MeetingFile
from victimplanner.domain.issued import PaperKind

COUNTS = (0, 1, 2, 8, 10, 11, 12, 40, 400)
HEADER = "No. Action Owner Due Done"


def with_actions(number: int) -> MeetingFile:
    actions = tuple(
        builders.an_action(
            f"First line of task {n} and some more words, so that the row takes two lines", "R. Calloway"
        )
        for n in range(1, number + 1)
    )
    return builders.a_meeting_file(actions=actions)


def flat(page: str) -> str:
    return re.sub(r"\s+", " ", page)


def rows_by_page(paper: Rendered) -> list[list[int]]:
    return [[int(n) for n in re.findall(r"task (\d+) and", flat(page))] for page in pages_of(paper)]


@pytest.mark.parametrize("number", COUNTS)
def test_every_row_is_printed_once_and_on_one_page(number: int) -> None:
    paper = made(PaperKind.MEETING_RECORD, None, with_actions(number))
    rows = rows_by_page(paper)
    assert [n for page in rows for n in page] == list(range(1, number + 1))
    for page in pages_of(paper):
        text = flat(page)
        assert text.count("First line of task") == text.count("the row takes two lines")


@pytest.mark.parametrize("number", COUNTS)
def test_a_table_of_up_to_ten_rows_stays_whole(number: int) -> None:
    pages = [page for page in rows_by_page(made(PaperKind.MEETING_RECORD, None, with_actions(number))) if page]
    if 0 < number <= 10:
        assert len(pages) == 1


@pytest.mark.parametrize("number", COUNTS)
def test_a_longer_table_repeats_its_header_and_leaves_no_row_alone(number: int) -> None:
    paper = made(PaperKind.MEETING_RECORD, None, with_actions(number))
    for page, rows in zip(pages_of(paper), rows_by_page(paper), strict=True):
        if rows:
            assert flat(page).count(HEADER) == 1
            assert len(rows) > 1 or number == 1


@pytest.mark.parametrize("paragraphs", range(24))
def test_a_heading_is_never_the_last_line_of_a_page_and_signatures_stay_together(paragraphs: int) -> None:
    text = "The prosecutor explained that the purpose of the meeting was to talk about arrangements only. " * 2
    notes = tuple(builders.a_paragraph(n, text, dt.time(14, n)) for n in range(1, paragraphs + 1))
    pages = pages_of(made(PaperKind.MEETING_RECORD, None, builders.a_meeting_file(paragraphs=notes)))
    for page in pages:
        body = [line.strip() for line in page.splitlines() if line.strip()]
        assert not re.match(r"\d+\s\s[A-Z]", body[-1]), f"a heading at the foot: {body[-1]}"
    assert sum(len(re.findall(r"^\d+\s\s[A-Z]", page, re.MULTILINE)) for page in pages) >= 10
    signing = [page for page in map(flat, pages) if "confirms that this is a correct record" in page]
    assert len(signing) == 1
    for part in (
        "Signatures",
        "Name and role Signature Date and time",
        "Rhiannon Calloway, Prosecutor",
        "J. Okoro-Finch",
    ):
        assert part in signing[0]


@pytest.mark.parametrize("paragraphs", range(1, 24, 4))
def test_no_single_line_of_a_paragraph_stands_on_a_page(paragraphs: int) -> None:
    text = "The prosecutor explained that the purpose of the meeting was to talk about arrangements only. " * 5
    notes = tuple(builders.a_paragraph(n, text) for n in range(1, paragraphs + 1))
    for page in pages_of(made(PaperKind.MEETING_RECORD, None, builders.a_meeting_file(paragraphs=notes))):
        lines = [line for line in page.splitlines() if line.strip()]
        starts = [at for at, line in enumerate(lines) if re.match(r"N\d+", line)]
        if starts:
            assert starts[-1] < len(lines) - 2, "one line of a paragraph at the foot of a page"


@pytest.mark.parametrize("kind", [PaperKind.MEETING_RECORD, PaperKind.SPECIAL_MEASURES])
def test_no_page_is_empty(kind: PaperKind) -> None:
    for page in pages_of(made(kind, builders.a_decided_witness_file())):
        assert len(page.split()) > 40


@pytest.mark.parametrize("weekday_date", [dt.date(2026, 12, 30), dt.date(2026, 12, 16)])
def test_dates_do_not_break_in_any_table(weekday_date: dt.date) -> None:
    action = builders.an_action("A short task", "R. Calloway", weekday_date)
    text = "\n".join(pages_of(made(PaperKind.MEETING_RECORD, None, builders.a_meeting_file(actions=(action, action)))))
    assert text.count(f"Wed {weekday_date.day} Dec 2026") >= 2
