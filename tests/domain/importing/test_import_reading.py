"""Bytes become rows, or a sentence that says what happened, what was kept and what to do."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.importing import FileNotRead, ImportKnowledge, Outcome, prepare_import, read_sheet

HEADINGS = b"URN,Defendant,Victim\n"


@pytest.mark.parametrize(
    ("data", "kind", "says"),
    [
        (b"", "empty", "The file is empty."),
        (b"\xef\xbb\xbf", "empty", "The file is empty."),
        (b" \r\n\r\n", "empty", "The file is empty."),
        (b",,,\n,,,\n", "empty", "The file is empty."),
        (b"PK\x03\x04rest", "spreadsheet", "an Excel"),
        (b"\xd0\xcf\x11\xe0rest", "spreadsheet", "an old Excel file"),
        (b"%PDF-1.7", "pdf", "a PDF"),
        (b"<!DOCTYPE html><table>", "web page", "a web page"),
        (b"just a letter\nto somebody\n", "not a table", "No columns were found"),
        (HEADINGS + b"10AB1234526,A\0B,C D\n", "not text", "Line 2 of the file holds a NUL"),
        (b"\x01\x02\x03\x04\x05\x06,\x07", "not text", "not text"),
        (b"URN,\x81\x8d\xff", "encoding", "not text in a form known here"),
        (b"\xff\xfea", "encoding", "it is damaged"),
        (b"\xff\xfe\0\0U\0\0\0", "encoding", "UTF-32"),
        (HEADINGS + b'10AB1234526,"Kieran Tait,Ewa\n' + b"x,y,z\n" * 3, "quotation mark", "From row 2 on"),
        (HEADINGS + b'10AB1234526,"Kieran" Tait,Ewa\n', "quotation mark", "From row 2 on"),
        (HEADINGS + b"a,b," + b"x" * 40_000 + b"\n", "cell too long", "row 2 is longer"),
        (HEADINGS + b"a,b," + b"x" * 200_000 + b"\n", "cell too long", "row 2 is longer"),
        (HEADINGS + b"," * 500 + b"x\n", "too wide", "Row 2 has 501 cells"),
        (HEADINGS + b"a,b,c\n" * 20_001, "too long", "more than 20000 rows"),
        (b"x" * 20_000_001, "too large", "larger than 20 MB"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(data: bytes, kind: str, says: str) -> None:
    with pytest.raises(FileNotRead) as caught:
        read_sheet(data)
    assert caught.value.kind == kind
    assert says in str(caught.value)
    assert "Nothing was imported." in str(caught.value)


@settings(deadline=None)  # a busy machine is no fault
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b'"')
@example(b"sep=;\n")
def test_no_bytes_make_the_reading_crash(data: bytes) -> None:
    try:
        sheet = read_sheet(data)
    except FileNotRead as refused:
        said = str(refused)
    else:
        said = ""
        assert [row.number for row in sheet.rows] == list(range(1, len(sheet.rows) + 1))
    assert "Nothing was imported." in said or not said


cells = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30) | st.sampled_from(
    [
        "10AB1234526",
        "10ab/12345/26",
        "1OAB1234526",
        "Ewa Kowalska",
        "Kieran Tait & Scott Tait",
        "31/02/2026",
        "46133",
        "0/0/0",
        "99999",
        "00:00",
        "not letters - x",
        "between 9am and 5pm",
        "07700 900456",
        "NG",
        "Total",
        "=1",
        "Rape",
        "T/side CC",
        "MACALLISTER, Bronwen",
        "İ",
        "a\x1f\x08b\tc\nd",
    ]
)


@settings(deadline=None)  # a busy machine is no fault
@given(rows=st.lists(st.lists(cells, min_size=20, max_size=21), max_size=6))
def test_no_cells_make_the_judging_crash_and_every_row_is_accounted_for(
    rows: list[list[str]], knowledge: ImportKnowledge, today: dt.date, sample: bytes
) -> None:
    heading = sample.decode("utf-8-sig").splitlines()[0]
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    plan = prepare_import("\n".join([heading, *lines]).encode(), knowledge, today)
    assert [row.number for row in plan.rows] == list(range(2, len(rows) + 2))
    assert sum(plan.counts.values()) == len(rows)
    for row in plan.rows:
        assert row.outcome == Outcome.IMPORTED or row.reason.endswith(".")
        assert not row.goes_ahead or (row.urn and row.witness_name)


@settings(deadline=None)  # a busy machine is no fault
@given(data=st.binary(max_size=300))
def test_any_bytes_below_good_headings_are_planned_or_refused_in_words(
    data: bytes, knowledge: ImportKnowledge, today: dt.date
) -> None:
    try:
        plan = prepare_import(HEADINGS + data, knowledge, today)
    except RuleBroken as refused:
        problems = [problem.message for problem in refused.problems]
        assert "Nothing was imported." in problems[0]
    else:
        assert sum(plan.counts.values()) == len(plan.rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_found(delimiter: str, ending: str) -> None:
    rows = [["URN", "Defendant", "Victim"], ["10AB1234526", "Tait; other | & co, x", "Ewa Kowalska"]]
    text = ending.join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    sheet = read_sheet(text.encode())
    assert sheet.delimiter == delimiter
    assert [list(row.cells) for row in sheet.rows] == rows


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    sheet = read_sheet(b'URN,Victim\n\n"a\nb\nc",d\n,\ne,f\n')
    assert [(row.number, row.is_blank) for row in sheet.rows] == [
        (1, False),
        (2, True),
        (3, False),
        (4, True),
        (5, False),
    ]


def test_a_line_that_names_the_separator_is_no_row() -> None:
    sheet = read_sheet(b"sep=;\r\nURN;Victim\r\n1;2,3,4,5,6\r\n")
    assert sheet.delimiter == ";"
    assert sheet.rows[0].cells == ("URN", "Victim")


def test_an_old_encoding_is_read_and_said() -> None:
    sheet = read_sheet("URN,Victim\n1,Siân Ŷ".replace("Ŷ", "Ö").encode("cp1252"))
    assert sheet.encoding == "Windows-1252"
    assert sheet.rows[1].cells[1] == "Siân Ö"
    assert "Check names with accents" in sheet.notes[0]
