"""Reports that leave the program as files: the figures, or a list of rows as it is on the screen.

A file says which filters chose its rows, how many there are, who made it and when. For outside the office numbers
under 5 are words, no list of cases goes along, and the office stands as its maker. Every file is recorded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from victimplanner.documents.caseload_report import ReportCopy, caseload_pdf
from victimplanner.documents.sheets import csv_bytes, xlsx_bytes
from victimplanner.domain.access import check_access
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.people import USER_ROLE_WORDS
from victimplanner.domain.reports.choosing import ReportFilter
from victimplanner.domain.reports.figures import Figure, OutsideTable, Report
from victimplanner.domain.reports.outside import outside_tables
from victimplanner.domain.reports.report_rows import ReportRows
from victimplanner.domain.reports.rows import Row, RowKind
from victimplanner.domain.sheets import Cell, ColumnKind, Sheet, SheetColumn
from victimplanner.services.context import App
from victimplanner.services.paper_files import write_recorded
from victimplanner.services.reports import rows_as_sheet

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")
_RULE_EDITIONS = 2  # the two that fit the footer


class FileForm(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


class Content(StrEnum):
    """What is in a file."""

    FIGURES = "figures"
    LIST = "list"


@dataclass(frozen=True)
class FileRequest:
    """What is asked for. `purpose` is kept in the history, and not in the file."""

    content: Content
    form: FileForm
    is_for_outside: bool = False
    purpose: str = ""


@dataclass(frozen=True)
class ListShown:
    """A list as it is on the screen: its rows in their order, of which figure and which of its numbers."""

    kind: RowKind
    rows: Sequence[Row]
    title: str
    which: str = ""


def file_problems(request: FileRequest) -> list[Problem]:
    """Return why a file may not be written; empty: it may."""
    problems = []
    if request.content is Content.LIST and request.is_for_outside:
        problems.append(
            Problem("is_for_outside", "A list of cases stays inside the office. Choose the figures, or inside.")
        )
    if request.content is Content.LIST and request.form is FileForm.PDF:
        problems.append(Problem("form", "A list is written as XLSX or CSV. Choose one of them."))
    if not request.purpose.strip():
        problems.append(Problem("purpose", "Say why it is made. It is kept in the history."))
    return problems


def file_name(app: App, chosen: ReportFilter, request: FileRequest) -> str:
    """Return "northmere-rasso_2026-05_2026-11_caseload.xlsx": letters, digits, "-" and "_" only, and nobody's name.

    A file for outside says so in its name: nobody sends the one with the small numbers, or writes one over the other.
    """
    unit = _NOT_IN_NAMES.sub("-", chosen.unit or app.office.name).strip("-").lower()[:32] or "office"
    word = "caseload-list" if request.content is Content.LIST else "caseload"
    if request.is_for_outside:
        word = "caseload-outside"
    period = f"{chosen.first:%Y-%m}_{chosen.last:%Y-%m}"
    return f"{unit}_{period}_{word}.{request.form.value}"


def write_file(
    app: App,
    report: Report,
    rows: ReportRows,
    request: FileRequest,
    target: Path,
    shown: ListShown | None = None,
    *,
    replace: bool = False,
) -> None:
    """Write a report, or the list shown, and record it. The file is there whole or not at all.

    Raises: NotAllowed for a role that only reads; RuleBroken with everything that stands against it; StorageProblem
    when the folder cannot be written. Then nothing is written.
    """
    problems = file_problems(request)
    if problems:
        raise RuleBroken(*problems)
    check_access(app.user.role, "report.export")
    content = _content(app, report, rows, request, shown)
    write_recorded(app, target, content, "report.export", Report.__name__, request.purpose.strip(), replace=replace)


def _content(app: App, report: Report, rows: ReportRows, request: FileRequest, shown: ListShown | None) -> bytes:
    if request.content is Content.LIST:
        assert shown is not None, "a list is written as it is shown"
        sheets: tuple[Sheet, ...] = (list_sheet(app, report, shown),)
    elif request.form is FileForm.PDF:
        return _pdf(app, report, rows, request)
    elif request.form is FileForm.CSV:
        sheets = (figures_in_one(app, report, request.is_for_outside),)
    else:
        sheets = figure_sheets(app, report, request.is_for_outside)
    return csv_bytes(sheets[0]) if request.form is FileForm.CSV else xlsx_bytes(sheets)


def list_sheet(app: App, report: Report, shown: ListShown) -> Sheet:
    """Return a list as it is on the screen, with the filters that chose it."""
    filters = [*report.filters, ("Figure", shown.title)]
    if shown.which:
        filters.append(("Rows", shown.which))
    return rows_as_sheet(app, shown.kind, shown.rows, filters=tuple(filters))


def figure_sheets(app: App, report: Report, is_for_outside: bool) -> tuple[Sheet, ...]:
    """Return a sheet for each figure, with how it is counted."""
    outside = outside_tables(report.figures()) if is_for_outside else {}
    return tuple(_figure_sheet(app, report, figure, outside.get(figure.id)) for figure in report.figures())


def figures_in_one(app: App, report: Report, is_for_outside: bool) -> Sheet:
    """Return all figures in one list, a row for each number: figure, line, what it is, the number or share or words."""
    rows: list[tuple[Cell, ...]] = []
    for sheet in figure_sheets(app, report, is_for_outside):
        for line in sheet.rows:
            for column, cell in list(zip(sheet.columns, line, strict=True))[1:]:
                number, share, words = (cell if type(cell) is kind else None for kind in (int, float, str))
                rows.append((sheet.title, line[0], column.title, number, share, words))
        if not sheet.rows:
            rows.append((sheet.title, None, None, None, None, sheet.note))
    columns = (
        SheetColumn("Figure", ColumnKind.TEXT),
        SheetColumn("Line", ColumnKind.TEXT),
        SheetColumn("What", ColumnKind.TEXT),
        SheetColumn("Number", ColumnKind.WHOLE_NUMBER),
        SheetColumn("Share", ColumnKind.SHARE),
        SheetColumn("In words", ColumnKind.TEXT),
    )
    return _sheet(app, report, "Caseload figures", columns, tuple(rows), "", is_for_outside)


def _figure_sheet(app: App, report: Report, figure: Figure, outside: OutsideTable | None) -> Sheet:
    how = f"{figure.definition} {figure.denominator}"
    if outside is not None:
        header, rows, more = outside.header, outside.rows, outside.note
    else:
        header, rows, more = figure.header, figure.table(), ""
    if figure.is_empty:
        header, rows, more = (figure.category or "Figure",), (), figure.empty
    columns = tuple(
        SheetColumn(title, _kind([row[at] for row in rows], is_first=at == 0)) for at, title in enumerate(header)
    )
    note = " ".join(filter(None, (more, how)))
    return _sheet(app, report, figure.title, columns, rows, note, outside is not None)


def _sheet(
    app: App,
    report: Report,
    title: str,
    columns: tuple[SheetColumn, ...],
    rows: tuple[tuple[Cell, ...], ...],
    note: str,
    is_for_outside: bool,
) -> Sheet:
    office = app.office
    made_by = office.name if is_for_outside else _who(app)
    return Sheet(
        title, columns, rows, report.filters, made_by, app.now, note, is_for_outside, is_practice=office.is_practice
    )


def _kind(cells: Sequence[Cell], *, is_first: bool) -> ColumnKind:
    """Return the kind of a column; words in place of a number may stand in any."""
    if is_first or not cells:
        return ColumnKind.TEXT
    if any(isinstance(cell, float) for cell in cells):
        return ColumnKind.SHARE
    return ColumnKind.WHOLE_NUMBER if any(isinstance(cell, int) for cell in cells) else ColumnKind.TEXT


def _pdf(app: App, report: Report, rows: ReportRows, request: FileRequest) -> bytes:
    by_id = {row.id: row for row in rows.duties}
    office = app.office
    copy = ReportCopy(
        unit=office.name,
        recipient="outside the office" if request.is_for_outside else "managers of this office",
        generated_at=app.now,
        generated_by="" if request.is_for_outside else _who(app),
        rule_editions=" · ".join(reversed(app.rules.editions[:_RULE_EDITIONS])),
        is_practice=office.is_practice,
        is_for_outside=request.is_for_outside,
        handling_line=office.handling_line,
    )
    overdue = () if request.is_for_outside else tuple(by_id[row_id] for row_id in report.overdue)
    return caseload_pdf(report, overdue, copy)[0]


def _who(app: App) -> str:
    return f"{app.user.display_name}, {USER_ROLE_WORDS[app.user.role].lower()}"
