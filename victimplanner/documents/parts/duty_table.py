"""The duties of one witness on paper: a table in groups by right, its results as sign and word, and tiles that add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from victimplanner.documents.blocks import NOTHING, PLAIN_FONT, header_row, paragraph, table_row
from victimplanner.documents.look import (
    BOX,
    FILE_LOOK,
    HAIR_RULE,
    HAIRLINE,
    MEASURE,
    STRONG_RULE,
    TABLE_HEAD,
    TEXT,
)
from victimplanner.documents.structure import Element
from victimplanner.documents.text import HARD_SPACE, Marked, bold, join, lines, unbroken
from victimplanner.documents.together import RowTable, row_table
from victimplanner.domain.due_item import DueItem, DueState

LATE, NOT_KEPT, GOOD_REASON, NOT_RECORDED = "late", "not kept", "good reason", "not recorded"
KEPT, NOT_YET_DUE, NOT_OWED = "kept", "not yet due", "not owed"
SIGNS = {KEPT: "●", LATE: "▲", NOT_KEPT: "○", GOOD_REASON: "◊", NOT_YET_DUE: "–", NOT_RECORDED: "▲", NOT_OWED: "–"}
"""The results in the order of the tiles. Late: told after the day, or past it and not told yet."""
RESULT_OF = {
    DueState.MET: KEPT,
    DueState.MET_LATE: LATE,
    DueState.OVERDUE: LATE,
    DueState.NOT_MET: NOT_KEPT,
    DueState.EXCUSED: GOOD_REASON,
    DueState.NOT_KNOWN: NOT_RECORDED,
    DueState.NO_LONGER: NOT_OWED,
    DueState.NOT_OURS: NOT_OWED,
}
_BOLD = (LATE, NOT_KEPT, GOOD_REASON, NOT_RECORDED)
_HEADS = ("Duty", "What", "Clock started", "Due", "Told or done", "How, by whom", "Result")
_WIDTHS = (38, 112, 67, 67, 67, 72, 56)


def result_of(item: DueItem) -> str:
    """Return which tile a duty counts in."""
    return RESULT_OF.get(item.state, NOT_YET_DUE)


def result_mark(item: DueItem, late: str) -> Marked:
    """Return sign and word of a result; `late` says by how much, "" where that says nothing."""
    result = result_of(item)
    word = result.capitalize()
    if item.state is DueState.OVERDUE:
        word = "Late, still open"
    elif item.state is DueState.NO_LIMIT:
        word = "Open"
    elif item.state is DueState.NO_LONGER:
        word = "No longer due"
    elif item.state is DueState.NOT_OURS:
        word = "Not our duty"
    marked = bold(word) if result in _BOLD else word
    return join(f"{SIGNS[result]}{HARD_SPACE}", marked, f", {unbroken(late)}" if late else "")


@dataclass(frozen=True)
class DutyRow:
    """One row; `heading` is set for the row above a group, and then alone."""

    cells: tuple[str, ...] = ()
    heading: str = ""


@dataclass(frozen=True)
class _Line:
    """A row as set: its cells, and the words of a group row."""

    cells: list[Flowable]
    heading: str = ""


class _GroupedTable(RowTable):
    """A table whose group row comes again overleaf, with "continued"; a group row is never the last on a page."""

    head: list[Flowable]
    lines: Sequence[_Line] = ()

    def split(self, width: float, height: float) -> list[Flowable]:
        parts = super().split(width, height)
        if len(parts) != 2 or self.splitInRow or not self.lines:
            return parts
        first = len(parts[0]._cellvalues) - 1
        while first and self.lines[first - 1].heading:
            first -= 1
        if not first:
            return self.broken_row(height)
        rest = list(self.lines[first:])
        if not rest[0].heading:
            heading = next((line.heading for line in reversed(self.lines[:first]) if line.heading), "")
            rest = [_continued(heading), *rest] if heading else rest
        return [_grouped(self.head, self.lines[:first]), _grouped(self.head, rest)]


def duty_table(rows: Sequence[DutyRow]) -> Flowable:
    """Return the table of duties with its group rows."""
    table = Element("Table")
    head = header_row(table, _HEADS, [FILE_LOOK.table_head] * len(_HEADS))
    styles = [FILE_LOOK.dense] * len(_HEADS)
    lines = [
        _group(row.heading, Element("TH", Element("TR", table), scope="Row", columns=len(_HEADS)))
        if row.heading
        else _Line(table_row(table, [bold(row.cells[0]), *row.cells[1:]], styles))
        for row in rows
    ]
    return _grouped(head, lines)


def _group(heading: str, element: Element) -> _Line:
    covered = [Spacer(0, 0) for _ in _HEADS[1:]]
    return _Line([paragraph(bold(heading), FILE_LOOK.table, element), *covered], heading)


def _continued(heading: str) -> _Line:
    """Return a group row overleaf. It is not read out again."""
    words = paragraph(bold(f"{heading}, continued"), FILE_LOOK.table)
    words.element = None
    return _Line([words, *(Spacer(0, 0) for _ in _HEADS[1:])], heading)


def _grouped(head: list[Flowable], lines: Sequence[_Line]) -> Flowable:
    style = [
        PLAIN_FONT,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 3.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
        ("BACKGROUND", (0, 0), (-1, 0), TABLE_HEAD),
        ("LINEABOVE", (0, 0), (-1, 0), STRONG_RULE, TEXT),
        ("LINEBELOW", (0, 0), (-1, 0), STRONG_RULE, TEXT),
        ("LINEBELOW", (0, 1), (-1, -2), HAIR_RULE, HAIRLINE),
        ("LINEBELOW", (0, -1), (-1, -1), STRONG_RULE, TEXT),
    ]
    for number, line in enumerate(lines, start=1):
        if line.heading:
            style += [("SPAN", (0, number), (-1, number)), ("BACKGROUND", (0, number), (-1, number), BOX)]
    share = MEASURE / sum(_WIDTHS)
    table = _GroupedTable(
        [head, *(line.cells for line in lines)],
        repeatRows=1,
        splitByRow=1,
        splitInRow=0,
        colWidths=[width * share for width in _WIDTHS],
        style=style,
    )
    table.head, table.lines = head, tuple(lines)
    return table


def tiles(items: Sequence[DueItem]) -> Flowable:
    """Return how many duties stand where; the numbers add up to the rows of the table."""
    found = [result_of(item) for item in items]
    shown = [result for result in SIGNS if result != NOT_OWED or NOT_OWED in found]
    big = FILE_LOOK.value.clone("tile", fontSize=18, leading=22, textColor=TEXT)
    listed = Element("L")
    cells = []
    for result in shown:
        item = Element("LI", listed)
        number = paragraph(str(found.count(result)), big, Element("Lbl", item))
        cells.append([number, paragraph(f"{SIGNS[result]} {result}", FILE_LOOK.note, Element("LBody", item))])
    style = [
        PLAIN_FONT,
        ("BOX", (0, 0), (-1, -1), 1.1, TEXT),
        ("INNERGRID", (0, 0), (-1, -1), HAIR_RULE, HAIRLINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 7),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    width = MEASURE / len(shown)
    return row_table([cells], header_rows=0, colWidths=[width] * len(shown), style=style, spaceBefore=8)


def day_cell(on: dt.date | None, at: dt.time | None, when: Callable[[dt.date], str]) -> str:
    """Return a day, with the time under it where one is recorded; a dash without a day."""
    if on is None:
        return NOTHING
    return lines(when(on), f"{at:%H:%M}") if at else when(on)
