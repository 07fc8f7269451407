"""The building blocks of a paper: headings, panel, box, tables and signatures.

Every cell holds a paragraph in a style of our own, an empty one too: an empty string would draw the layout library's
default font into the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.graphics.shapes import Drawing
from reportlab.lib.enums import TA_RIGHT
from reportlab.platypus import Flowable, Spacer

from victimplanner.documents.fonts import REGULAR
from victimplanner.documents.look import (
    BOX,
    FILE_LOOK,
    HAIR_RULE,
    HAIRLINE,
    HEADING,
    MEASURE,
    STRONG_RULE,
    TABLE_HEAD,
    TEXT,
    Look,
)
from victimplanner.documents.paragraph import PaperParagraph
from victimplanner.documents.structure import Element
from victimplanner.documents.text import HARD_SPACE, Marked, bold, join, safe, without_markup
from victimplanner.documents.together import KEPT_WHOLE, Together, row_table

Row = Sequence[str]
PLAIN_FONT = ("FONT", (0, 0), (-1, -1), REGULAR, 9)
NOT_RECORDED = Marked("▲ <b>Not recorded</b>")
NOTHING = Marked("–")
NOT_YET_DUE = Marked("– Not yet due")


def paragraph(text: str, style: Any, element: Element | None = None) -> PaperParagraph:
    """Return words as a paragraph or heading of their own, as the style says, or as part of `element`."""
    made = PaperParagraph(safe(text), style)
    made.element = element or Element(style.rank)
    return made


def paragraphs(text: str, style: Any, lead: str = "") -> list[Flowable]:
    """Set text of any length: each line somebody began anew is a paragraph, so that all of it can flow.

    `lead` stands in bold before the first.
    """
    parts = [text] if isinstance(text, Marked) else [part for part in text.splitlines() if part.strip()] or [""]
    first = join(bold(f"{lead} "), parts[0]) if lead else parts[0]
    return [paragraph(part, style) for part in (first, *parts[1:])]


class Heading(Flowable):  # type: ignore[misc]  # the layout library has no types
    """A heading with a rule above it, which is left out at the top of a page."""

    keepWithNext = 1

    def __init__(self, text: str, look: Look) -> None:
        super().__init__()
        self.words = without_markup(text)
        self._paragraph = paragraph(text, look.heading)
        self._space = look.space_before_heading
        self._gap = look.heading.fontSize * 0.55
        self._at_top = False

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._at_top = bool(getattr(getattr(self, "_frame", None), "_atTop", False))
        self._text_height = self._paragraph.wrap(width, height)[1]
        above = self._gap if self._at_top else self._space + self._gap
        self.width, self.height = width, above + self._text_height + 4
        return self.width, self.height

    def draw(self) -> None:
        if not self._at_top:
            with self.canv.decoration():
                self.canv.setStrokeColor(HEADING)
                self.canv.setLineWidth(STRONG_RULE)
                self.canv.line(0, self.height - self._space, self.width, self.height - self._space)
        self.canv.note_heading(1, self.words, self.height)
        self._paragraph.drawOn(self.canv, 0, 4)


class _Title(PaperParagraph):
    """The one heading of the first level."""

    def draw(self) -> None:
        self.canv.note_heading(0, self.getPlainText(), self.height)
        super().draw()


def title(text: str, subtitle: str, look: Look = FILE_LOOK) -> list[Flowable]:
    first = _Title(safe(text), look.title)
    first.element = Element(look.title.rank)
    return [Spacer(1, 3), first, paragraph(subtitle, look.subtitle)]


def section(heading: str, *flowables: Flowable, look: Look = FILE_LOOK) -> list[Flowable]:
    """Return a heading kept with what follows it, up to and including the first table or paragraph of the text."""
    kept = 0
    while kept < len(flowables) and getattr(flowables[kept], "is_note", False):
        kept += 1
    kept = min(kept + 1, len(flowables))
    return [Together([Heading(heading, look), *flowables[:kept]]), *flowables[kept:]]


def numbered_title(number: int, words: str) -> str:
    return f"{number}{HARD_SPACE}{HARD_SPACE}{words}"


def note(text: str, look: Look = FILE_LOOK) -> Flowable:
    """Return a small line that explains the table after it."""
    made = paragraph(text, look.note)
    made.is_note = True
    return made


def panel(cells: Sequence[tuple[str, str]], widths: Sequence[float], look: Look = FILE_LOOK) -> Flowable:
    """Return the identity panel: a label above each value, as many columns as there are widths (points)."""
    columns = len(widths)
    filled = [*cells, *[("", "")] * (-len(cells) % columns)]
    listed = Element("L")
    data = [
        [_pair(label, value, listed, look) for label, value in filled[at : at + columns]]
        for at in range(0, len(filled), columns)
    ]
    style = [
        PLAIN_FONT,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
        ("LINEABOVE", (0, 0), (-1, 0), 2.2, HEADING),
        ("LINEBELOW", (0, 0), (-1, -2), HAIR_RULE, HAIRLINE),
        ("LINEBELOW", (0, -1), (-1, -1), STRONG_RULE, TEXT),
    ]
    return row_table(data, header_rows=0, colWidths=list(widths), style=style)


def _pair(label: str, value: str, listed: Element, look: Look) -> list[Flowable]:
    if not label and not value:  # fills up the last row
        return [Spacer(0, 0)]
    item = Element("LI", listed)
    return [paragraph(label, look.label, Element("Lbl", item)), paragraph(value, look.value, Element("LBody", item))]


def box(text: str, look: Look = FILE_LOOK, *, is_filled: bool = True) -> Flowable:
    """Return a framed statement. The text is ours and short; nobody's free text goes in."""
    style = [
        PLAIN_FONT,
        ("BOX", (0, 0), (-1, -1), 1.1, TEXT),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("RIGHTPADDING", (0, 0), (-1, -1), 9),
        ("TOPPADDING", (0, 0), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
    ]
    if is_filled:
        style.append(("BACKGROUND", (0, 0), (-1, -1), BOX))
    data = [[paragraph(text, look.body)]]
    return row_table(data, header_rows=0, colWidths=[MEASURE], style=style, spaceBefore=7, spaceAfter=2)


def facts(rows: Sequence[tuple[str, str]], label_width: float = 125, look: Look = FILE_LOOK) -> Flowable:
    """Return label and value, row by row. An empty value is a dash; longer tables may break between rows."""
    table, data = Element("Table"), []
    for label, value in rows:
        row = Element("TR", table)
        head = paragraph(label, look.fact_label, Element("TH", row, scope="Row"))
        data.append([head, paragraph(value or NOTHING, look.table, Element("TD", row))])
    style = [
        PLAIN_FONT,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LINEBELOW", (0, 0), (-1, -1), HAIR_RULE, HAIRLINE),
    ]
    return row_table(data, header_rows=0, colWidths=[label_width, MEASURE - label_width], style=style)


def grid(
    heads: Row,
    rows: Sequence[Row],
    widths: Sequence[float],
    look: Look = FILE_LOOK,
    *,
    is_first_bold: bool = False,
    is_dense: bool = False,
    numbers_from: int | None = None,
) -> Flowable:
    """Return a table with a header row. `widths` are shares of the measure; a row never splits.

    From column `numbers_from` on, heads and cells stand at the right, so that digits stand below digits.
    """
    text = look.dense if is_dense else look.table
    share = MEASURE / sum(widths)
    styles = [_aligned(text, numbers_from, at) for at in range(len(heads))]
    element = Element("Table")
    head_styles = [_aligned(look.table_head, numbers_from, at) for at in range(len(heads))]
    data = [header_row(element, heads, head_styles)]
    for row in rows:
        data.append(table_row(element, [bold(row[0]) if is_first_bold else row[0], *row[1:]], styles))
    padding = look.cell_padding
    style = [
        PLAIN_FONT,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), padding - 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
        ("BACKGROUND", (0, 0), (-1, 0), TABLE_HEAD),
        ("LINEABOVE", (0, 0), (-1, 0), STRONG_RULE, TEXT),
        ("LINEBELOW", (0, 0), (-1, 0), STRONG_RULE, TEXT),
        ("LINEBELOW", (0, 1), (-1, -2), HAIR_RULE, HAIRLINE),
        ("LINEBELOW", (0, -1), (-1, -1), STRONG_RULE, TEXT),
    ]
    table = row_table(data, colWidths=[width * share for width in widths], style=style, spaceAfter=padding)
    return Together([table]) if len(rows) <= KEPT_WHOLE else table


def header_row(table: Element, heads: Row, styles: Sequence[Any]) -> list[Flowable]:
    """Return the cells that head the columns of `table`."""
    row = Element("TR", table)
    cells = zip(heads, styles, strict=True)
    return [paragraph(head, style, Element("TH", row, scope="Column")) for head, style in cells]


def table_row(table: Element, cells: Row, styles: Sequence[Any]) -> list[Flowable]:
    """Return the cells of one row of `table`; the first heads the row."""
    row = Element("TR", table)
    elements = [Element("TH", row, scope="Row"), *(Element("TD", row) for _ in cells[1:])]
    return [paragraph(cell, style, element) for cell, style, element in zip(cells, styles, elements, strict=True)]


def _aligned(style: Any, numbers_from: int | None, column: int) -> Any:
    if numbers_from is None or column < numbers_from:
        return style
    return style.clone(f"{style.name}-right", alignment=TA_RIGHT)


def signatures(rows: Sequence[Row], look: Look = FILE_LOOK, *, is_low: bool = False) -> Flowable:
    """Return the table to sign in: name and role, signature, date and time. An empty cell is a line for ink.

    `is_low` makes rows of 27 points, where a sheet has to stay on its pages.
    """
    element = Element("Table")
    data = [header_row(element, ("Name and role", "Signature", "Date and time"), [look.table_head] * 3)]
    data += [table_row(element, row, [look.signature] * 3) for row in rows]
    style = [
        PLAIN_FONT,
        ("VALIGN", (0, 1), (-1, -1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 1), (-1, -1), 10 if is_low else 19),  # with one line of text a row of 27 or 36 points
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ("BACKGROUND", (0, 0), (-1, 0), TABLE_HEAD),
        ("LINEABOVE", (0, 0), (-1, 0), STRONG_RULE, TEXT),
        ("LINEBELOW", (0, 0), (-1, -1), STRONG_RULE, TEXT),
        ("LINEAFTER", (0, 0), (1, -1), HAIR_RULE, HAIRLINE),
    ]
    return row_table(data, colWidths=[192, 173, MEASURE - 365], style=style)


class Picture(Flowable):  # type: ignore[misc]  # the layout library has no types
    """A drawing as one figure. `words` give every number of it to people who cannot see it."""

    def __init__(self, drawing: Drawing, words: str) -> None:
        super().__init__()
        self._drawing = drawing
        self._element = Element("Figure", alt=words)
        self.width, self.height = drawing.width, drawing.height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        left, bottom = self.canv.absolutePosition(0, 0)
        self._element.box = (left, bottom, left + self.width, bottom + self.height)
        with self.canv.words_of(self._element):
            self._drawing.drawOn(self.canv, 0, 0)
