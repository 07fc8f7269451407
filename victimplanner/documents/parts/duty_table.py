"""The duties of one witness on paper: a table in groups by right, its results as sign and word, and tiles that add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import NOTHING, PLAIN_FONT, paragraph
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


class _GroupedTable(RowTable):
    """A table whose group row comes again overleaf, with "continued"; a group row is never the last on a page."""

    rows: Sequence[DutyRow] = ()

    def split(self, width: float, height: float) -> list[Flowable]:
        parts = super().split(width, height)
        if len(parts) != 2:
            return parts
        first = len(parts[0]._cellvalues) - 1
        while first and self.rows[first - 1].heading:
            first -= 1
        if not first:
            return []
        rest = list(self.rows[first:])
        if not rest[0].heading:
            heading = next((row.heading for row in reversed(self.rows[:first]) if row.heading), "")
            heading = heading.removesuffix(_CONTINUED)
            rest = [DutyRow(heading=f"{heading}{_CONTINUED}"), *rest] if heading else rest
        return [duty_table(self.rows[:first]), duty_table(rest)]


_CONTINUED = ", continued"


def duty_table(rows: Sequence[DutyRow]) -> Flowable:
    """Return the table of duties with its group rows."""
    data = [[paragraph(head, FILE_LOOK.table_head) for head in _HEADS]]
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
    for number, row in enumerate(rows, start=1):
        if row.heading:
            cells = [
                paragraph(bold(row.heading), FILE_LOOK.table),
                *(paragraph("", FILE_LOOK.table) for _ in _HEADS[1:]),
            ]
            style += [("SPAN", (0, number), (-1, number)), ("BACKGROUND", (0, number), (-1, number), BOX)]
        else:
            cells = [paragraph(bold(row.cells[0]), FILE_LOOK.dense)]
            cells += [paragraph(cell, FILE_LOOK.dense) for cell in row.cells[1:]]
        data.append(cells)
    share = MEASURE / sum(_WIDTHS)
    table = _GroupedTable(
        data, repeatRows=1, splitByRow=1, splitInRow=0, colWidths=[width * share for width in _WIDTHS], style=style
    )
    table.rows = tuple(rows)
    return table


def tiles(items: Sequence[DueItem]) -> Flowable:
    """Return how many duties stand where; the numbers add up to the rows of the table."""
    found = [result_of(item) for item in items]
    shown = [result for result in SIGNS if result != NOT_OWED or NOT_OWED in found]
    big = FILE_LOOK.title.clone("tile", fontSize=18, leading=22, textColor=TEXT)
    cells = [
        [paragraph(str(found.count(result)), big), paragraph(f"{SIGNS[result]} {result}", FILE_LOOK.note)]
        for result in shown
    ]
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
