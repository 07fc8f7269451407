"""Spreadsheets and CSV lists, read back: every row and value is there, nothing is a formula, the same twice."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from victimplanner.documents.sheets import (
    LONGEST_TEXT,
    MOST_COLUMNS,
    MOST_ROWS,
    csv_bytes,
    worksheet_names,
    xlsx_bytes,
)
from victimplanner.documents.text import plain
from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.sheets import UNDER_5, ColumnKind, Sheet, SheetColumn

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
COLUMNS = (
    SheetColumn("Witness", ColumnKind.TEXT),
    SheetColumn("Due", ColumnKind.DATE),
    SheetColumn("Duties", ColumnKind.WHOLE_NUMBER),
    SheetColumn("Kept", ColumnKind.SHARE),
)
ROWS = (
    ("W-K7", dt.date(2026, 12, 30), 12, 0.75),
    ('Siân Llŵyd\nsecond line, with a comma and a "quotation"', None, 0, 1 / 3),
    ("  two spaces before, _x0041_ and <b>&amp;</b>", "Not known", UNDER_5, None),
    ("", dt.date(2027, 3, 8), -5, 1.0),
)
MADE = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)  # the next day in London


def a_sheet(rows: tuple[tuple[Any, ...], ...] = ROWS, **more: Any) -> Sheet:
    values: dict[str, Any] = {
        "title": "Code duties", "columns": COLUMNS, "rows": rows,
        "filters": (("Unit", "Northmoor"), ("Due", "Overdue")), "made_by": "R. Calloway", "made_at": MADE,
    }  # fmt: skip
    return Sheet(**values | more)


def of_texts(*texts: str, **more: Any) -> Sheet:
    return a_sheet(tuple((text,) for text in texts), columns=COLUMNS[:1], **more)


# ---------------------------------------------------------------- reading back


def part(file: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return ElementTree.fromstring(archive.read(name))


def as_read(text: str) -> str:
    """Undo what the file format does to a text: "_x005F_" stands for an underscore."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def worksheets(file: bytes) -> dict[str, ElementTree.Element]:
    """The worksheets by their names, in order."""
    sheets = part(file, "xl/workbook.xml").iterfind(f"{MAIN}sheets/{MAIN}sheet")
    numbers = {sheet.attrib["name"]: sheet.attrib[RELATION].removeprefix("rId") for sheet in sheets}
    return {name: part(file, f"xl/worksheets/sheet{number}.xml") for name, number in numbers.items()}


def formats(file: bytes) -> list[str]:
    """What each style of a cell shows numbers as."""
    styles = part(file, "xl/styles.xml")
    own = {n.attrib["numFmtId"]: n.attrib["formatCode"] for n in styles.iter(f"{MAIN}numFmt")}
    cells = styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf")
    return [own.get(xf.attrib["numFmtId"], xf.attrib["numFmtId"]) for xf in cells]


def xlsx_rows(file: bytes, name: str = "") -> list[dict[str, Any]]:
    """The rows of a worksheet, by default the first: column letter and value, a date where the style shows one."""
    sheets = worksheets(file)
    strings = [
        as_read("".join(t.text or "" for t in si.iter(f"{MAIN}t")))
        for si in part(file, "xl/sharedStrings.xml").iter(f"{MAIN}si")
    ]
    styles = formats(file)
    rows = []
    for row in sheets[name or next(iter(sheets))].iter(f"{MAIN}row"):
        cells: dict[str, Any] = {}
        for cell in row.iter(f"{MAIN}c"):
            value = cell.findtext(f"{MAIN}v") or ""
            letter = cell.attrib["r"].rstrip("0123456789")
            style = styles[int(cell.attrib.get("s", "0"))]
            if cell.attrib.get("t") == "s":
                cells[letter] = strings[int(value)]
            elif style == "ddd d mmm yyyy":
                cells[letter] = dt.date(1899, 12, 30) + dt.timedelta(days=int(value))
            else:
                cells[letter] = float(value)
        rows.append(cells)
    return rows


def csv_rows(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def about(rows: list[list[str]]) -> dict[str, str]:
    return dict(rows[rows.index([]) + 1 :])  # type: ignore[arg-type]


def without_guard(text: str) -> str:
    """The original of a text of a CSV list: the first apostrophe of a line is taken away where one was put."""
    guarded = r"^'(?=[\s\"'‘’“”`´]*(?:[=+\-@＝＋－＠﹦﹢﹣﹫−]|0[0-9]+\s*\Z|[0-9]{16,}\s*\Z))"
    return re.sub(guarded, "", text, flags=re.MULTILINE)


# ---------------------------------------------------------------- what is listed is what is written


def test_every_value_comes_back_from_the_workbook() -> None:
    header, *rows = xlsx_rows(xlsx_bytes([a_sheet()]))
    assert header == dict(zip("ABCD", ("Witness", "Due", "Duties", "Kept"), strict=True))
    expected = [
        {letter: cell for letter, cell in zip("ABCD", row, strict=True) if cell not in (None, "")} for row in ROWS
    ]
    assert rows == expected


def test_every_value_comes_back_from_the_csv_list() -> None:
    header, *rows = csv_rows(csv_bytes(a_sheet()))
    assert header == ["Witness", "Due", "Duties", "Kept"]
    assert rows[: rows.index([])] == [
        ["W-K7", "2026-12-30", "12", "75%"],
        [ROWS[1][0], "", "0", "33.3333%"],
        [ROWS[2][0], "Not known", "under 5", ""],
        ["", "2027-03-08", "-5", "100%"],
    ]


def test_excel_finds_its_mark_its_line_ends_and_no_separator_in_a_text() -> None:
    file = csv_bytes(of_texts("a;b\tc\r\nd"))
    assert file.startswith(b'\xef\xbb\xbf"Witness"\r\n"a;b c\nd"\r\n\r\n"Handling"')
    assert file.endswith(b"\r\n")


def test_dates_and_shares_are_numbers_shown_as_such() -> None:
    file = xlsx_bytes([a_sheet()])
    styles = formats(file)
    cells = {cell.attrib["r"]: cell for cell in worksheets(file)["Code duties"].iter(f"{MAIN}c")}
    shown = {place: styles[int(cells[place].attrib["s"])] for place in ("B2", "C2", "D2")}
    assert shown == {"B2": "ddd d mmm yyyy", "C2": "1", "D2": "0.0%"}  # 1: the built-in format "0"
    assert {cells[place].attrib.get("t") for place in ("B2", "C2", "D2")} == {None}


def test_a_day_that_excel_does_not_have_is_written_in_words() -> None:
    rows = ((dt.date(1899, 12, 31),), (dt.date(1900, 2, 28),), (dt.date(1900, 3, 1),))
    sheet = a_sheet(rows, columns=COLUMNS[1:2])
    assert xlsx_rows(xlsx_bytes([sheet]))[1:] == [{"A": "31 Dec 1899"}, {"A": "28 Feb 1900"}, {"A": rows[2][0]}]


def test_the_header_stays_in_sight_and_filters() -> None:
    worksheet = worksheets(xlsx_bytes([a_sheet()]))["Code duties"]
    pane = worksheet.find(f".//{MAIN}pane")
    assert pane is not None
    assert (pane.attrib["ySplit"], pane.attrib["state"]) == ("1", "frozen")
    autofilter = worksheet.find(f"{MAIN}autoFilter")
    assert autofilter is not None
    assert autofilter.attrib["ref"] == "A1:D5"


def test_a_row_has_room_for_all_lines_of_its_longest_text() -> None:
    """Not every program finds the height of a row itself, and lines then lie upon each other."""
    worksheet = worksheets(xlsx_bytes([of_texts("one line", "a\nb\nc", "word " * 30)]))["Code duties"]
    heights = [float(row.attrib.get("ht", "0")) for row in worksheet.iter(f"{MAIN}row")]
    assert heights[:2] == [0, 0]  # the program's own height of a line
    assert heights[2] == heights[3] >= 3 * 12


# ---------------------------------------------------------------- what a file says about itself


@pytest.mark.parametrize("rows", [(), ROWS])
def test_both_files_say_what_chose_the_rows_how_many_who_and_when(rows: tuple[tuple[Any, ...], ...]) -> None:
    sheet = a_sheet(rows, note="Only this month.")
    said = {
        "Handling": "OFFICIAL-SENSITIVE",
        "List": "Code duties",
        "Filter: Unit": "Northmoor",
        "Filter: Due": "Overdue",
        "Rows": str(len(rows)),
        "Made by": "R. Calloway",
        "Made on": "Thu 2 Jul 2026 at 00:30, London time",
        "Note": "Only this month.",
    }
    assert about(csv_rows(csv_bytes(sheet))) == said
    workbook = xlsx_bytes([sheet])
    assert list(worksheets(workbook)) == ["Code duties", "About"]
    assert {row["A"]: row["B"] for row in xlsx_rows(workbook, "About") if row} == said


def test_no_filter_is_said_too() -> None:
    assert about(csv_rows(csv_bytes(a_sheet(filters=()))))["Filters"] == "None"


def test_every_list_of_a_workbook_is_described() -> None:
    file = xlsx_bytes([a_sheet(), a_sheet(ROWS[:1], title="Meetings", filters=())])
    assert list(worksheets(file)) == ["Code duties", "Meetings", "About"]
    said = [(row["A"], row["B"]) for row in xlsx_rows(file, "About") if row]
    assert [words for name, words in said if name == "List"] == ["Code duties", "Meetings"]
    assert [words for name, words in said if name == "Rows"] == ["4", "1"]


def test_the_marking_is_printed_on_every_page() -> None:
    for worksheet in worksheets(xlsx_bytes([a_sheet(is_practice=True)])).values():
        for place in ("oddHeader", "oddFooter"):
            assert "OFFICIAL-SENSITIVE, PRACTICE" in (worksheet.findtext(f"{MAIN}headerFooter/{MAIN}{place}") or "")


def test_a_sheet_for_outside_explains_its_words() -> None:
    sheet = a_sheet(is_for_outside=True)
    assert "1, 2, 3 or 4" in about(csv_rows(csv_bytes(sheet)))["Small numbers"]
    assert "Small numbers" not in about(csv_rows(csv_bytes(a_sheet())))


def test_the_files_own_description_names_nobody() -> None:
    file = xlsx_bytes([a_sheet()])
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        described = archive.read("docProps/core.xml").decode() + archive.read("docProps/app.xml").decode()
    assert "Calloway" not in described
    assert "<dc:title>List</dc:title>" in described
    assert "<dc:creator>Crown Prosecution Service</dc:creator>" in described
    assert described.count("2026-07-01T23:30:00Z") == 2  # created and modified


def test_the_same_sheet_gives_the_same_bytes_and_another_moment_others() -> None:
    later = a_sheet(made_at=MADE + dt.timedelta(minutes=1))
    assert xlsx_bytes([a_sheet()]) == xlsx_bytes([a_sheet()]) != xlsx_bytes([later])
    assert csv_bytes(a_sheet()) == csv_bytes(a_sheet()) != csv_bytes(later)


# ---------------------------------------------------------------- nothing typed is calculated


START = st.sampled_from([*"=+-@＝＋－＠\t\r\n \"'’“0123", "\u00a0", "\u200b", "\ufeff", "\u202e", "﹦", "−"])
TYPED = st.builds("".join, st.tuples(st.text(START, max_size=4), st.text(max_size=12)))
DANGEROUS = tuple("=+-@\t\r＝＋－＠﹦﹢﹣﹫−")


@given(st.lists(TYPED, min_size=1, max_size=5), TYPED)
@example(['=HYPERLINK("//x","y")', "@SUM(1)", "\t=1+1", "\r=1+1", "\ufeff=1+1", ' "=1+1', "a\n=1+1"], "=1+1")
def test_no_text_of_a_csv_list_begins_as_a_formula_and_every_text_comes_back(texts: list[str], words: str) -> None:
    sheet = of_texts(*texts, title=words, filters=((words, words),), note=words, made_by=words)
    rows = csv_rows(csv_bytes(sheet))
    for cell in (cell for row in rows for cell in row):
        for line in cell.split("\n"):
            assert not line.lstrip(' \u00a0"').startswith(DANGEROUS), cell
    assert [without_guard(row[0]) for row in rows[1 : rows.index([])]] == [plain(text) for text in texts]


@given(st.lists(TYPED, min_size=1, max_size=5), TYPED)
@example(['=HYPERLINK("//x","y")', "{=1+1}", "http://example.org", "mailto:x@example.org", "01632960123"], "=1+1")
def test_no_cell_of_a_workbook_is_a_formula_or_a_link_and_every_text_comes_back(texts: list[str], words: str) -> None:
    sheet = of_texts(*texts, title=words, filters=((words, words),), note=words, made_by=words)
    file = xlsx_bytes([sheet])
    first, *_ = worksheets(file)
    for worksheet in worksheets(file).values():
        assert not list(worksheet.iter(f"{MAIN}f"))
        assert not list(worksheet.iter(f"{MAIN}hyperlink"))
        assert {cell.attrib.get("t") for cell in worksheet.iter(f"{MAIN}c")} == {"s"}
    rows = {int(row.attrib["r"]) for row in worksheets(file)[first].iter(f"{MAIN}row")}
    assert rows == {1, *(at for at, text in enumerate(texts, start=2) if plain(text))}
    assert [row["A"] for row in xlsx_rows(file)[1:]] == [plain(text) for text in texts if plain(text)]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("+44 1632 960123", "'+44 1632 960123"),
        ("01632960123", "'01632960123"),
        ("01632 960123", "01632 960123"),
        ("-5", "'-5"),
        ("1234567890123456", "'1234567890123456"),
        ("0", "0"),
        ("’=1", "'’=1"),
        ("'=1", "''=1"),
        ("She said:\n- no screen\n- a link", "She said:\n'- no screen\n'- a link"),
        ("99VP4017226", "99VP4017226"),
        ("A-B", "A-B"),
    ],
)
def test_what_is_guarded_can_still_be_read(typed: str, written: str) -> None:
    assert csv_rows(csv_bytes(of_texts(typed)))[1] == [written]
    assert xlsx_rows(xlsx_bytes([of_texts(typed)]))[1] == {"A": typed}


def test_a_text_stays_text_when_somebody_edits_its_cell() -> None:
    file = xlsx_bytes([of_texts("=1+1")])
    styles = list(part(file, "xl/styles.xml").iterfind(f"{MAIN}cellXfs/{MAIN}xf"))
    for worksheet in worksheets(file).values():
        for cell in worksheet.iter(f"{MAIN}c"):
            assert styles[int(cell.attrib["s"])].attrib["quotePrefix"] == "1"


def test_what_no_file_can_hold_is_shown_or_left_out() -> None:
    sheet = of_texts("bell\a, half \ud83d, mark \uffff, \x00\x1b\u202eend")
    expected = "bell, half [U+D83D], mark [U+FFFF], end"
    assert xlsx_rows(xlsx_bytes([sheet]))[1] == {"A": expected}
    assert csv_rows(csv_bytes(sheet))[1] == [expected]


# ---------------------------------------------------------------- the limits of a spreadsheet


@pytest.mark.parametrize("character", ["w", "ŵ", "\U0001f600"])
def test_a_text_too_long_for_a_cell_says_where_it_was_cut(character: str) -> None:
    units = len(character.encode("utf-16-le")) // 2
    fits, long = character * (LONGEST_TEXT // units), character * (LONGEST_TEXT // units + 1)
    sheet = of_texts(fits, long)
    read = [
        [row["A"] for row in xlsx_rows(xlsx_bytes([sheet]))[1:]],
        [row[0] for row in csv_rows(csv_bytes(sheet))[1:3]],
    ]
    for whole, cut in read:
        assert whole == fits
        assert len(cut.encode("utf-16-le")) // 2 in (LONGEST_TEXT, LONGEST_TEXT - 1)
        kept, ending = cut.split(" … ")
        assert ending == f"[cut here: the whole text has {len(long):,} characters]"
        assert kept == character * len(kept)
    assert about(csv_rows(csv_bytes(sheet)))["Long texts"].startswith("1 text longer than a cell can hold")
    assert any(row.get("A") == "Long texts" for row in xlsx_rows(xlsx_bytes([sheet]), "About"))


def test_a_guarded_text_is_not_longer_than_a_cell_either() -> None:
    cell = csv_rows(csv_bytes(of_texts("=\n" * (LONGEST_TEXT // 2))))[1][0]
    assert len(cell) == LONGEST_TEXT
    assert cell.endswith("characters]")


def test_a_list_longer_than_a_worksheet_is_refused_in_words() -> None:
    most = MOST_ROWS - 1
    too_long = dataclasses.replace(of_texts(), rows=(("x",),) * (most + 1))
    with pytest.raises(RuleBroken, match=r"has 1,048,576 rows .* room for 1,048,575\. Nothing was written"):
        xlsx_bytes([too_long])
    with pytest.raises(RuleBroken, match=r"has 1,048,576 rows .* Nothing was written"):
        csv_bytes(too_long)


def test_a_list_wider_than_a_worksheet_is_refused_in_words() -> None:
    wide = a_sheet((), columns=COLUMNS[:1] * (MOST_COLUMNS + 1))
    with pytest.raises(RuleBroken, match=r"16,385 columns .* room for 16,384"):
        xlsx_bytes([wide])
    with pytest.raises(RuleBroken, match=r"16,385 columns"):
        csv_bytes(wide)


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["Due: 1/12 [all] * ?\\"], ["Due 1 12 all"]),
        (["'quoted'"], ["quoted"]),
        (["", "\t", "List"], ["List", "List (2)", "List (3)"]),
        (["About", "HISTORY"], ["About (2)", "HISTORY (2)"]),
        (["Code duties", "code DUTIES"], ["Code duties", "code DUTIES (2)"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
        (["\U0001f600" * 20], ["\U0001f600" * 15]),
    ],
)
def test_worksheets_have_names_that_excel_allows(titles: list[str], names: list[str]) -> None:
    sheets = [a_sheet(title=title) for title in titles]
    assert worksheet_names(sheets) == names
    assert list(worksheets(xlsx_bytes(sheets))) == [*names, "About"]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_titles_give_names_that_excel_allows(titles: list[str]) -> None:
    names = worksheet_names([of_texts(title=title) for title in titles])
    assert len({name.lower() for name in names} | {"about", "history"}) == len(names) + 2
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name


def test_a_workbook_of_nothing_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="at least one sheet"):
        xlsx_bytes([])
