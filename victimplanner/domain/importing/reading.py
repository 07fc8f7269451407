"""The bytes of a list become rows of text, or a sentence says why not.

Decisions:
- Rows are numbered as a spreadsheet shows them: the first row is 1, a cell with line breaks is one row, empty rows
  count. A first line "sep=;" only names the separator; spreadsheets hide it, so it has no number.
- UTF-8 first (with or without mark), UTF-16 only with its mark, else Windows-1252, which is said in a note.
- The separator is the one of comma, semicolon, tab and bar that gives most columns in most rows; a tie goes to
  the comma.
- A quotation mark out of place can swallow rows or shift cells, so the whole file is refused, with the row.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from victimplanner.domain.errors import Problem, RuleBroken

MAX_BYTES = 20_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 32_767  # characters, the limit of the spreadsheets these lists come from
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 60
_KEPT = "Nothing was imported."
_SAVE_AS = "Open it in the spreadsheet program and save it as \u201cCSV UTF-8\u201d, then choose that file."
_KNOWN_STARTS = (
    (b"PK\x03\x04", "spreadsheet", "an Excel or other zipped file, not a CSV file"),
    (b"\xd0\xcf\x11\xe0", "spreadsheet", "an old Excel file, not a CSV file"),
    (b"%PDF", "pdf", "a PDF, not a CSV file"),
    (b"{\\rtf", "text document", "a text document, not a CSV file"),
)


class FileNotRead(RuleBroken):
    """The file cannot be read as a list. `kind` is a short stable word; the text is for people."""

    def __init__(self, kind: str, what: str, cure: str) -> None:
        self.kind = kind
        super().__init__(Problem("file", f"{what} {_KEPT} {cure}"))


@dataclass(frozen=True, repr=False)
class SheetRow:
    """One row as in the file. `number` is the one a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]

    def __repr__(self) -> str:
        return f"SheetRow({self.number})"

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, repr=False)
class Sheet:
    """All rows of the file, headings included, and how they were read."""

    encoding: str
    delimiter: str
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Sheet({len(self.rows)} rows)"


def read_sheet(data: bytes) -> Sheet:
    """Read the bytes of a CSV file. Raises `FileNotRead` with a sentence; never anything else."""
    if len(data) > MAX_BYTES:
        raise FileNotRead(
            "too large",
            f"The file is larger than {MAX_BYTES // 1_000_000} MB, far more than a caseload list.",
            "Check that it is the right file, or split it.",
        )
    for start, kind, words in _KNOWN_STARTS:
        if data.startswith(start):
            raise FileNotRead(kind, f"The file is {words}.", _SAVE_AS)
    text, encoding, notes = _decode(data)
    _refuse_what_is_no_text(text)
    text, delimiter = _take_separator_line(text)
    delimiter = delimiter or _guess_delimiter(text)
    rows = tuple(_rows(text, delimiter))
    if all(row.is_blank for row in rows):
        raise FileNotRead("empty", "The file is empty.", "Check that it is the right file.")
    if max(len(row.cells) for row in rows) < 2:
        raise FileNotRead(
            "not a table",
            "No columns were found: the file has no commas, semicolons or tabs between cells.",
            _SAVE_AS,
        )
    return Sheet(encoding, delimiter, rows, notes)


def _decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise FileNotRead("encoding", "The file is written in UTF-32, which is not read here.", _SAVE_AS)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), "UTF-16", ()
        except UnicodeDecodeError:
            raise FileNotRead(
                "encoding", "The file says that it is UTF-16 text, but it is damaged.", _SAVE_AS
            ) from None
    try:
        return data.decode("utf-8-sig"), "UTF-8", ()
    except UnicodeDecodeError:
        pass  # an older spreadsheet wrote it; the next attempt says so in a note
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise FileNotRead(
            "encoding", "The file is not text in a form known here (UTF-8 or Windows-1252).", _SAVE_AS
        ) from None
    note = (
        "The file is not UTF-8, so it was read as Windows-1252. Check names with accents;"
        " saving the list as \u201cCSV UTF-8\u201d avoids the question."
    )
    return text, "Windows-1252", (note,)


def _refuse_what_is_no_text(text: str) -> None:
    if not text.strip():
        raise FileNotRead("empty", "The file is empty.", "Check that it is the right file.")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FileNotRead(
            "not text",
            f"Line {line} of the file holds a NUL character, which no list has: it is damaged, or not a CSV file.",
            _SAVE_AS,
        )
    control = sum(c < " " and c not in "\t\r\n" for c in text)
    if control * 10 > len(text):
        raise FileNotRead("not text", "The file is not text, so it is not a CSV file.", _SAVE_AS)
    if re.match(r"\s*<(!doctype|html|\?xml|table)", text[:200], re.IGNORECASE):
        raise FileNotRead("web page", "The file is a web page or XML, not a CSV file.", _SAVE_AS)


def _take_separator_line(text: str) -> tuple[str, str]:
    found = re.match(r'"?sep=([,;\t|])"?[ \t]*(?:\r\n|\r|\n)', text, re.IGNORECASE)
    return (text[found.end() :], found.group(1)) if found else (text, "")


def _guess_delimiter(text: str) -> str:
    best, best_score = ",", (0, 0)
    for delimiter in _DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
                if any(cells):
                    widths[len(cells)] += 1
                if widths.total() >= _SAMPLE_ROWS:
                    break
        except csv.Error:
            pass  # the reading proper says what is wrong, with the row; what was seen so far still counts
        tables = [(count * (width - 1), width) for width, count in widths.items() if width > 1]
        score = max(tables, default=(0, 0))
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _rows(text: str, delimiter: str) -> Iterator[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _broken_row(number, str(error)) from None
        if number > MAX_ROWS:
            raise FileNotRead("too long", f"The file has more than {MAX_ROWS} rows.", "Split it into smaller lists.")
        if len(cells) > MAX_COLUMNS:
            raise FileNotRead(
                "too wide",
                f"Row {number} has {len(cells)} cells; a list has at most {MAX_COLUMNS}.",
                "Check that it is the right file, and that the separator is a comma, semicolon or tab.",
            )
        if any(len(cell) > MAX_CELL for cell in cells):
            raise _cell_too_long(number)
        yield SheetRow(number, tuple(cells))


def _broken_row(number: int, error: str) -> FileNotRead:
    if "field limit" in error:
        return _cell_too_long(number)
    return FileNotRead(
        "quotation mark",
        f"From row {number} on the cells cannot be told apart: a quotation mark is opened and not closed,"
        " or stands in the wrong place.",
        "Correct that row in the list, or save it again as \u201cCSV UTF-8\u201d from the spreadsheet program.",
    )


def _cell_too_long(number: int) -> FileNotRead:
    return FileNotRead(
        "cell too long",
        f"A cell in row {number} is longer than {MAX_CELL} characters, which usually means an unclosed quotation mark.",
        "Correct that row in the list and choose the file again.",
    )
