"""Sheets as files: an XLSX workbook or a CSV list, with what chose the rows, how many, who, when and the marking.

Text typed by people is never a formula. In XLSX every text is written as text, marked so that editing a cell leaves
it text. CSV has no such types: a text that a spreadsheet would calculate gets one apostrophe before it, and nothing
else is changed, so that “'+44 1632 960123” can still be read and dialled and the original is had by taking the
apostrophe away (CSV injection, as OWASP describes it). A space before it would not do, as some programs drop it on
opening; an invisible mark would go along into a dialler. Digits that would lose a leading nought, such as a telephone
number without spaces, get one too.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from victimplanner.documents.description import AUTHOR
from victimplanner.documents.page import MARKING
from victimplanner.documents.text import plain
from victimplanner.domain.dates import clock_time, day_and_date, local, plain_date, plural
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.sheets import UNDER_5, WITHHELD, Cell, ColumnKind, Sheet

MOST_ROWS = 1_048_576  # of a worksheet, its header among them; the limits of Excel, as are those below
MOST_COLUMNS = 16_384
LONGEST_TEXT = 32_767  # of a cell, in UTF-16 units
_LONGEST_NAME = 31
_FIRST_DAY = dt.date(1900, 3, 1)  # before it Excel has a day that never was, and before 1900 none
_RESERVED_NAMES = ("about", "history")  # ours, and one that Excel keeps for itself

_WIDEST = 60  # characters; longer texts go on in a second line
_NARROWEST = 8
_NAMES = 22  # the width of the first column of “About”
_LINE, _TALLEST = 13, 409  # points: a line, and the tallest row of Excel
_ARROW = 4  # characters that the arrow of a filter covers
_LONGEST_DAY = "Wed 30 Dec 2026"
_FONT = "Arial"

# Also behind spaces and quotation marks, which some programs take away, and on every line, as older ones take a line
# for a row. Full-width and small forms count as the plain ones.
_CALCULATED = re.compile(r"^(?=(?:[^\S\n]|[\"'‘’“”`´])*[=+\-@＝＋－＠﹦﹢﹣﹫−])", re.MULTILINE)
_DIGITS_LOST = re.compile(r"[\s\"'‘’“”`´]*(?:0[0-9]+|[0-9]{16,})\s*")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\s]+")


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook: a worksheet for each sheet and a last one, “About”. The same sheets give the same bytes.

    Raises: RuleBroken when a list is longer or wider than a worksheet.
    """
    if not sheets:
        raise ValueError("a workbook has at least one sheet")
    for sheet in sheets:
        _check_size(sheet)
    output = io.BytesIO()
    book = Workbook(
        output,
        {
            "in_memory": True,  # nothing of a case lies in a folder for temporary files
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": _FONT, "font_size": 10, "valign": "top"},
        },
    )
    book.set_properties({"title": "List", "author": AUTHOR, "created": max(sheet.made_at for sheet in sheets)})
    looks = _looks(book)
    about: list[tuple[str, str]] = []
    for sheet, name in zip(sheets, worksheet_names(sheets), strict=True):
        cut = _fill(book.add_worksheet(name), sheet, looks)
        about += [*about_sheet(sheet, cut), ("", "")]
    _fill_about(book.add_worksheet("About"), about, any(sheet.is_practice for sheet in sheets), looks)
    book.close()
    return output.getvalue()


def csv_bytes(sheet: Sheet) -> bytes:
    """Return a list as Excel in an English office opens it: UTF-8 with its mark, commas, lines ended by CR and LF.

    The header stands first, so that filters work; what the list is about stands below, after an empty line. Days are
    ISO dates, shares have a percent sign and at most four decimals. The same sheet gives the same bytes.

    Raises: RuleBroken when the list is longer or wider than a worksheet.
    """
    _check_size(sheet, more_rows=1 + len(about_sheet(sheet, 1)))
    output = io.StringIO(newline="")
    # Everything in quotation marks: a program that parts columns at semicolons finds no new cell within a text.
    writer = csv.writer(output, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_as_csv(column.title)[0] for column in sheet.columns])
    cut = 0
    for row in sheet.rows:
        cells = [_as_csv(cell) for cell in row]
        writer.writerow([text for text, _ in cells])
        cut += sum(is_cut for _, is_cut in cells)
    writer.writerow([])
    writer.writerows([[_as_csv(name)[0], _as_csv(words)[0]] for name, words in about_sheet(sheet, cut)])
    return output.getvalue().encode("utf-8-sig")


def about_sheet(sheet: Sheet, cut: int) -> list[tuple[str, str]]:
    """Return what a file says about a sheet, as (name, words). `cut` is how many texts were too long for a cell."""
    made = local(sheet.made_at)
    lines = [("Handling", _marking(sheet.is_practice)), ("List", sheet.title)]
    lines += [(f"Filter: {name}", choice) for name, choice in sheet.filters] or [("Filters", "None")]
    lines += [
        ("Rows", str(len(sheet.rows))),
        ("Made by", sheet.made_by),
        ("Made on", f"{day_and_date(made.date())} at {clock_time(made.time())}, London time"),
    ]
    if sheet.note:
        lines.append(("Note", sheet.note))
    if sheet.is_for_outside:
        words = f"“{UNDER_5}” is 1, 2, 3 or 4. “{WITHHELD}” is a number that would give away one of these."
        lines.append(("Small numbers", words))
    if cut:
        words = (
            f"{plural(cut, 'text')} longer than a cell can hold. Each says where it was cut; the program has all of it."
        )
        lines.append(("Long texts", words))
    return lines


def worksheet_names(sheets: Sequence[Sheet]) -> list[str]:
    """Return a name for each sheet as Excel allows it: its title, at most 31 characters, no two alike."""
    names: list[str] = []
    for sheet in sheets:
        title = _NOT_IN_NAMES.sub(" ", plain(sheet.title)).strip(" '") or "List"
        taken, number = {*_RESERVED_NAMES, *(name.lower() for name in names)}, 1
        name = _first_units(title, _LONGEST_NAME).strip(" '")
        while name.lower() in taken:
            number += 1
            ending = f" ({number})"
            name = _first_units(title, _LONGEST_NAME - len(ending)).rstrip(" '") + ending
        names.append(name)
    return names


# ---------------------------------------------------------------- worksheets


def _looks(book: Workbook) -> dict[str, Format]:
    """Return the formats by name. Every text has the mark that keeps it text when somebody edits the cell."""
    text = {"text_wrap": True, "quote_prefix": True}
    right = {"align": "right", "indent": 1}  # the next column may begin with words
    return {
        name: book.add_format(properties)
        for name, properties in {
            "words": text,
            "words_right": {**text, **right},
            "head": {**text, "bold": True, "bottom": 2},
            "head_right": {**text, **right, "bold": True, "bottom": 2},
            "name": {**text, "bold": True},
            ColumnKind.DATE: {"num_format": "ddd d mmm yyyy", "align": "left"},
            ColumnKind.WHOLE_NUMBER: {"num_format": "0", **right},
            ColumnKind.SHARE: {"num_format": "0.0%", **right},
        }.items()
    }


def _fill(worksheet: Worksheet, sheet: Sheet, looks: dict[str, Format]) -> int:
    """Write the rows under their header; return how many texts were too long for a cell."""
    cut = 0
    lines: Counter[int] = Counter()
    for at, column in enumerate(sheet.columns):
        right = "_right" if column.kind in (ColumnKind.WHOLE_NUMBER, ColumnKind.SHARE) else ""
        title, _ = _fitted(plain(column.title))
        worksheet.write_string(0, at, title, looks[f"head{right}"])
        texts: dict[int, str] = {}
        widest = len(title) + _ARROW
        for number, row in enumerate(sheet.rows, start=1):
            cell = row[at]
            if isinstance(cell, dt.date) and cell < _FIRST_DAY:
                cell = plain_date(cell)
            if isinstance(cell, str):
                texts[number], is_cut = _fitted(plain(cell))
                cut += is_cut
            elif isinstance(cell, dt.date):
                worksheet.write_datetime(number, at, cell, looks[ColumnKind.DATE])
                widest = max(widest, len(_LONGEST_DAY))
            elif cell is not None:
                worksheet.write_number(number, at, cell, looks[column.kind])
        widest = max([widest, *(len(line) for text in texts.values() for line in text.split("\n"))])
        width = min(max(widest, _NARROWEST), _WIDEST)
        worksheet.set_column(at, at, width + 2)
        for number, text in texts.items():
            if text:
                worksheet.write_string(number, at, text, looks[f"words{right}"])
                lines[number] = max(lines[number], _lines(text, width))
    _set_heights(worksheet, lines)
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    worksheet.repeat_rows(0)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})  # a URN or a telephone number is no error
    _set_page(worksheet, sheet.is_practice)
    return cut


def _fill_about(
    worksheet: Worksheet, rows: Sequence[tuple[str, str]], is_practice: bool, looks: dict[str, Format]
) -> None:
    lines: Counter[int] = Counter()
    for number, row in enumerate(rows):
        name, words = (_fitted(plain(text))[0] for text in row)
        if name:
            worksheet.write_string(number, 0, name, looks["name"])
            worksheet.write_string(number, 1, words, looks["words"])
            lines[number] = max(_lines(name, _NAMES), _lines(words, _WIDEST))
    worksheet.set_column(0, 0, _NAMES + 2)
    worksheet.set_column(1, 1, _WIDEST + 2)
    _set_heights(worksheet, lines)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:B{len(rows)}"})
    _set_page(worksheet, is_practice)


def _lines(text: str, width: int) -> int:
    """Return on how many lines a text stands in a column so many characters wide, rather one too many."""
    return sum(1 + len(line) * 10 // (width * 9) if len(line) > width else 1 for line in text.split("\n"))


def _set_heights(worksheet: Worksheet, lines: Counter[int]) -> None:
    """Give room to the rows with more than one line: not every program finds their height itself on opening."""
    for number, count in lines.items():
        if count > 1:
            worksheet.set_row(number, min(count * _LINE, _TALLEST))


def _set_page(worksheet: Worksheet, is_practice: bool) -> None:
    """Set an A4 page with the marking at its top and bottom, as on every paper."""
    marking = f'&C&"{_FONT},Bold"{_marking(is_practice)}'
    worksheet.set_header(marking)
    worksheet.set_footer(f'{marking}&R&"{_FONT},Regular"Page &P of &N')
    worksheet.set_paper(9)
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)


# ---------------------------------------------------------------- cells


def _as_csv(cell: Cell) -> tuple[str, bool]:
    """Return a cell as it stands in a CSV list, and whether it was too long for a cell."""
    if cell is None:
        return "", False
    if isinstance(cell, str):
        return _fitted(_never_calculated(plain(cell)))
    if isinstance(cell, dt.date):
        return cell.isoformat(), False
    if isinstance(cell, int):
        return str(cell), False  # a minus before nothing but digits is a number, not somebody's words
    percent = f"{cell * 100:.4f}".rstrip("0").rstrip(".")
    return f"{percent}%", False


def _never_calculated(text: str) -> str:
    """Return a text with an apostrophe before what a spreadsheet would calculate, or take for a shorter number."""
    return f"'{text}" if _DIGITS_LOST.fullmatch(text) else _CALCULATED.sub("'", text)


def _fitted(text: str) -> tuple[str, bool]:
    """Return a text as long as a cell can hold, and whether it was cut. A text that is cut says so."""
    if len(text) <= LONGEST_TEXT // 2 or _units(text) <= LONGEST_TEXT:
        return text, False
    ending = f" … [cut here: the whole text has {len(text):,} characters]"
    return _first_units(text, LONGEST_TEXT - len(ending)) + ending, True


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _first_units(text: str, number: int) -> str:
    """Return as many whole characters as have room in `number` UTF-16 units."""
    return text.encode("utf-16-le")[: 2 * number].decode("utf-16-le", "ignore")


def _marking(is_practice: bool) -> str:
    return f"{MARKING}, PRACTICE" if is_practice else MARKING


def _check_size(sheet: Sheet, more_rows: int = 0) -> None:
    rows, columns = MOST_ROWS - 1 - more_rows, MOST_COLUMNS  # the header is a row
    for what, number, room in (("rows", len(sheet.rows), rows), ("columns", len(sheet.columns), columns)):
        if number > room:
            message = (
                f"The list has {number:,} {what} and a spreadsheet has room for {room:,}. "
                f"Nothing was written. Choose fewer {what}."
            )
            raise RuleBroken(Problem(what, message))
