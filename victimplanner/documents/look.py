"""Type, colour and space on paper. Two sets: for the file, and larger for the witness."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from victimplanner.documents.fonts import BOLD, REGULAR

PAGE_WIDTH, PAGE_HEIGHT = 210 * mm, 297 * mm
LEFT, RIGHT, TOP, BOTTOM = 23 * mm, 18 * mm, 25 * mm, 24.5 * mm
MEASURE = PAGE_WIDTH - LEFT - RIGHT
COLUMN_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

TEXT = HexColor("#111111")
SECONDARY = HexColor("#474747")
HEADING = HexColor("#12355B")
HAIRLINE = HexColor("#B4B4B4")
TABLE_HEAD = HexColor("#E9E9E9")
BOX = HexColor("#F5F5F5")
NOT_A_BUSINESS_DAY = HexColor("#DCDCDC")
WATERMARK = HexColor("#C8C8C8")
STRONG_RULE, HAIR_RULE = 0.9, 0.5  # points


def _style(
    size: float, leading: float, *, rank: str = "P", is_bold: bool = False, colour: Any = TEXT, **more: Any
) -> Any:
    """`rank` is what words in this style are in the structure: a heading of some level, or a paragraph."""
    return ParagraphStyle(
        "paper",
        rank=rank,
        fontName=BOLD if is_bold else REGULAR,
        bulletFontName=REGULAR,
        fontSize=size,
        leading=leading,
        textColor=colour,
        bulletColor=TEXT,
        bulletFontSize=size,
        splitLongWords=1,  # a word wider than its column breaks between letters, with no hyphen added
        allowWidows=0,
        allowOrphans=0,
        **more,
    )


@dataclass(frozen=True)
class Look:
    """The styles of one kind of paper. Sizes are in points."""

    body: Any
    table: Any
    dense: Any
    table_head: Any
    label: Any
    value: Any
    fact_label: Any
    note: Any
    title: Any
    subtitle: Any
    heading: Any
    small_heading: Any
    narrative: Any
    answer: Any
    bullet: Any
    quotation: Any
    signature: Any
    cell_padding: float
    space_before_heading: float


FILE_LOOK = Look(
    body=_style(10, 14, spaceAfter=5),
    table=_style(9, 12),
    dense=_style(8.5, 11),
    table_head=_style(8.5, 11, is_bold=True),
    label=_style(8.5, 11, colour=SECONDARY),
    value=_style(10.5, 13, is_bold=True),
    fact_label=_style(9, 12, colour=SECONDARY),
    note=_style(8.5, 11.5, spaceAfter=5),
    title=_style(22, 26, rank="H1", is_bold=True, colour=HEADING),
    subtitle=_style(11, 15, colour=SECONDARY, spaceAfter=8),
    heading=_style(13, 17, rank="H2", is_bold=True, colour=HEADING),
    small_heading=_style(10.5, 14, rank="H3", is_bold=True, spaceBefore=4, spaceAfter=2),
    narrative=_style(10.5, 15.5, leftIndent=22 * mm, spaceAfter=7),
    answer=_style(10, 14, leftIndent=20),
    bullet=_style(10, 14, leftIndent=14, bulletIndent=2, spaceAfter=3),
    quotation=_style(10, 14, leftIndent=11),
    signature=_style(9, 12),
    cell_padding=4.5,
    space_before_heading=16,
)

SHEET_LOOK = replace(FILE_LOOK, cell_padding=4, space_before_heading=12)  # two pages that hang on a wall

WITNESS_LOOK = Look(
    body=_style(13.5, 19.5, spaceAfter=6),
    table=_style(12.5, 17),
    dense=_style(12.5, 17),
    table_head=_style(11.5, 15, is_bold=True),
    label=_style(12.5, 17, colour=SECONDARY),
    value=_style(13.5, 19.5, is_bold=True),
    fact_label=_style(12.5, 17, colour=SECONDARY),
    note=_style(12.5, 17, spaceAfter=6),
    title=_style(28, 33, rank="H1", is_bold=True, colour=HEADING),
    subtitle=_style(14, 19, colour=SECONDARY, spaceAfter=10),
    heading=_style(18, 23, rank="H2", is_bold=True, colour=HEADING),
    small_heading=_style(13.5, 19.5, rank="H3", is_bold=True),
    narrative=_style(13.5, 19.5),
    answer=_style(13.5, 19.5, leftIndent=24),
    bullet=_style(13.5, 19.0, leftIndent=17, bulletIndent=2, spaceAfter=4),
    quotation=_style(13.5, 19.5, leftIndent=12),
    signature=_style(12.5, 17),
    cell_padding=5,
    space_before_heading=18,
)


def _scaled(look: Look, factor: float, *, least: float = 0, spread: float = 1) -> Look:
    """Return a look `factor` times as large, no letter under `least` points, with lines and gaps `spread` wide."""
    sized = {}
    for item in fields(look):
        style = getattr(look, item.name)
        if not isinstance(style, ParagraphStyle):
            sized[item.name] = style * factor * spread
            continue
        size = max(least, style.fontSize * factor)
        grown = size / style.fontSize
        sized[item.name] = style.clone(
            f"{style.name}-large",
            fontSize=size,
            leading=style.leading * grown * spread,
            bulletFontSize=style.bulletFontSize * grown,
            leftIndent=style.leftIndent * grown,
            bulletIndent=style.bulletIndent * grown,
            spaceAfter=style.spaceAfter * grown * spread,
            spaceBefore=style.spaceBefore * grown * spread,
        )
    return Look(**sized)


LARGE_PRINT_LOOK = _scaled(WITNESS_LOOK, 18 / 13.5, least=18)
EASY_READ_LOOK = _scaled(WITNESS_LOOK, 16 / 13.5, least=16, spread=1.2)
