"""The caseload compliance report on paper: the figures of the screen, each with its table and how it is counted.

It is about no one case: no complainant, no URN but in the list of what is overdue, nobody's name. What leaves the office
has no such list, and numbers under five as words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from victimplanner.documents.blocks import Picture, box, grid, note, numbered_title, panel, paragraph, section, title
from victimplanner.documents.fonts import BOLD, REGULAR, width_of
from victimplanner.documents.look import FILE_LOOK, MEASURE
from victimplanner.documents.page import PageInfo, lay_out
from victimplanner.documents.plots import draw_plot
from victimplanner.documents.prose import bullets
from victimplanner.documents.text import Marked, bold, day, join, unbroken, without_markup
from victimplanner.domain.dates import clock_time, local, plain_date, plural
from victimplanner.domain.plot_parts import share_words
from victimplanner.domain.plots import Plot
from victimplanner.domain.reports.figures import Figure, OutsideTable, Report
from victimplanner.domain.reports.outside import outside_tables
from victimplanner.domain.reports.rows import DutyRow
from victimplanner.domain.sheets import Cell
from victimplanner.domain.urn import display_urn

TITLE = "Caseload compliance report"
_PANEL_WIDTHS = (MEASURE / 4,) * 4
_FIRST_COLUMN = 0.29  # of the measure, at least
_WIDEST = 74  # points, for a column of numbers that has room
_HEAD_SIZE, _CELL_SIZE, _PADDING = 8.5, 9, 9.5
_ONE_LINE = 16  # letters: longer cells may wrap
_SHORT_DAYS = {"working day": "wd", "business day": "bd"}
_NOTHING_OVERDUE = "Nothing was open and overdue."


@dataclass(frozen=True)
class ReportCopy:
    """Around the figures: whose they are, for whom, made when and by whom. `generated_at` is an aware moment.

    `generated_by` is empty on a copy that leaves the office.
    """

    unit: str
    recipient: str
    generated_at: dt.datetime
    generated_by: str
    rule_editions: str
    is_practice: bool
    is_for_outside: bool = False
    handling_line: str = ""


def caseload_pdf(report: Report, overdue: Sequence[DutyRow], copy: ReportCopy) -> tuple[bytes, int]:
    """Return the report as a file, and how many pages it has. The same arguments give the same bytes.

    `overdue` are the rows of the report's own list, the longest overdue first; no copy for outside shows them.
    """
    info = _page_info(report, copy)
    return lay_out(_flowables(report, overdue, copy), info)


def _page_info(report: Report, copy: ReportCopy) -> PageInfo:
    made = local(copy.generated_at)
    moment = f"{plain_date(made.date())} at {clock_time(made.time())}"
    who = "for outside the office" if copy.is_for_outside else "managers"
    by = f" by {copy.generated_by}" if copy.generated_by and not copy.is_for_outside else ""
    return PageInfo(
        header_left=f"{TITLE} · {who}",
        header_right="",
        footer_left=f"Period {report.period}  ·  {copy.recipient}",
        footer_second=f"Generated {moment}{by}",
        footer_right=f"Rules: {copy.rule_editions}",
        title=f"{TITLE} – {report.period}",
        subject=TITLE,
        generated_at=copy.generated_at,
        is_marked=True,
        is_practice=copy.is_practice,
        is_draft=False,
        handling_line=copy.handling_line,
        is_archive=True,  # it is never sent with a passphrase: one form serves the screen and the archive
    )


def _flowables(report: Report, overdue: Sequence[DutyRow], copy: ReportCopy) -> list[Flowable]:
    flowables = title(TITLE, f"{copy.unit} · {report.period}")
    if not copy.is_for_outside:
        flowables.append(panel([(item.label, item.words) for item in report.panel], _PANEL_WIDTHS))
        flowables.append(box(join(bold("What to look at first. "), report.look_first)))
    scope = report.scope_outside if copy.is_for_outside else report.scope
    flowables.append(paragraph(scope, FILE_LOOK.note))
    outside = outside_tables(report.figures()) if copy.is_for_outside else {}
    number = 0
    for figure in _in_order(report):
        number += 1
        flowables += section(numbered_title(number, figure.title), *_shown(figure, report, outside.get(figure.id)))
        if figure is report.how_late and not copy.is_for_outside:
            number += 1
            flowables += _overdue(number, overdue)
    notes = [*report.notes]
    if copy.is_for_outside:
        notes.append("Numbers under 5, and what would give them away, are not shown outside the office.")
    flowables += section(numbered_title(number + 1, "How the figures are made"), *bullets(notes))
    return flowables


def _in_order(report: Report) -> Iterator[Figure]:
    """The figures in the order of the paper: duties first, then what is behind them. One unit is no comparison."""
    first = (report.by_duty, report.trend, report.how_late, report.questions)
    yield from first
    for figure in report.figures():
        if figure not in first and not (figure is report.by_unit and len(figure.lines) < 2):
            yield figure


def _shown(figure: Figure, report: Report, outside: OutsideTable | None) -> list[Flowable]:
    """The plot, the same numbers as a table, and how they are counted; or the words for nothing to count."""
    if figure.is_empty:
        return [paragraph(figure.empty, FILE_LOOK.body)]
    if outside is not None:
        header, rows, plot = outside.header, outside.rows, outside.plot
    else:
        header, rows, plot = figure.header, figure.table(), figure.plot
    if figure is report.trend and plot is not None:
        header, rows = plot.as_table()  # a row for each month: the lines stand side by side
    drawn = _plot(plot) if figure in _plotted(report) else []
    return [*drawn, _table(header, rows), note(f"{figure.definition} {figure.denominator}{_short_words(rows)}")]


def _plotted(report: Report) -> tuple[Figure, ...]:
    """The figures that a reader looks at as a picture first; the others are read as tables."""
    return (report.by_duty, report.trend, report.how_late, report.applications, report.decisions, report.meetings)


def _plot(plot: Plot | None) -> list[Flowable]:
    if plot is None:
        return []
    return [Picture(draw_plot(plot, MEASURE), plot.alt_text()), Spacer(1, 6)]


def _table(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Flowable:
    """A table whose columns of numbers are as narrow as their words allow; the first column has the rest."""
    shown = [[_cell(cell) for cell in row] for row in rows]
    narrow = [_needed(header[at], [row[at] for row in shown]) for at in range(1, len(header))]
    least = MEASURE * _FIRST_COLUMN
    spare = MEASURE - least - sum(narrow)
    if spare < 0:
        narrow = [width * (MEASURE - least) / sum(narrow) for width in narrow]
    else:
        narrow = [max(width, min(_WIDEST, width + spare / len(narrow))) for width in narrow]
    first = max(least, MEASURE - sum(narrow))
    return grid(header, shown, (first, *narrow), is_first_bold=True, is_dense=len(header) > 7, numbers_from=1)


def _needed(head: str, cells: Sequence[str]) -> float:
    """How wide a column has to be for its longest word of the head, and for its cells in one line (points)."""
    words = [width_of(word, BOLD, _HEAD_SIZE) for word in head.split()]
    words += [width_of(without_markup(cell), REGULAR, _CELL_SIZE) for cell in cells if len(cell) <= _ONE_LINE]
    return max(words, default=0) + _PADDING


def _short_days(words: str) -> str:
    for long, short in _SHORT_DAYS.items():
        words = words.replace(f" {long}s", f" {short}").replace(f" {long}", f" {short}")
    return words


def _short_words(rows: Sequence[Sequence[Cell]]) -> str:
    """Say what the short words for days mean, where the table has them."""
    cells = [cell for row in rows for cell in row if isinstance(cell, str)]
    used = [f"{short} = {long}s" for long, short in _SHORT_DAYS.items() if any(long in cell for cell in cells)]
    return f" {', '.join(used)}." if used else ""


def _cell(cell: Cell) -> str:
    """A number as it is, a share in whole per cent, a day with its weekday, nothing as a dash."""
    match cell:
        case None | "":
            return Marked("–")
        case dt.date():
            return day(cell)
        case float():
            return share_words(cell)
        case str():
            return _short_days(cell)
        case _:
            return str(cell)


def _overdue(number: int, rows: Sequence[DutyRow]) -> list[Flowable]:
    heading = numbered_title(number, "Open and overdue")
    if not rows:
        return section(heading, paragraph(_NOTHING_OVERDUE, FILE_LOOK.body))
    heads = ("URN", "Witness", "Duty", "Due", "Late", "Owner", "Next step")
    lines = [
        (
            display_urn(row.urn),
            row.reference,
            row.label,
            day(row.due) if row.due else Marked("–"),
            _late(row),
            row.owner_role,
            row.next_step or Marked("▲ <b>Not recorded</b>"),
        )
        for row in rows
    ]
    table = grid(heads, lines, (92, 50, 84, 84, 58, 66, 70), is_first_bold=True, is_dense=True)
    return section(
        heading, note("By URN and witness reference only. No copy for outside the office has this list."), table
    )


def _late(row: DutyRow) -> str:
    return unbroken(plural(row.days_late, row.count_unit.removesuffix("s"))) if row.days_late else Marked("–")
