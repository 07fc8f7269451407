"""The day strip: every day from the plea to the last day, counted or greyed, so that anyone can count along."""

from __future__ import annotations

import datetime as dt
from typing import Any

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import PLAIN_FONT, paragraph, table_row
from victimplanner.documents.look import (
    FILE_LOOK,
    HAIR_RULE,
    HAIRLINE,
    MEASURE,
    NOT_A_BUSINESS_DAY,
    STRONG_RULE,
    TEXT,
)
from victimplanner.documents.structure import Element
from victimplanner.documents.text import date, join
from victimplanner.documents.together import Together, row_table
from victimplanner.domain.calendar import Count, CountedDay
from victimplanner.domain.dates import MONTHS, WEEKDAYS

DAYS_IN_A_STRIP = 31
_LABELS = 34.0  # points
_WIDEST_DAY = 22.2
_START = 18.0  # the word "Plea" at 7.5 points

_LETTER = FILE_LOOK.dense.clone("letter", fontSize=7.5, leading=10, alignment=1)
_NUMBER = FILE_LOOK.dense.clone("number", fontSize=9, leading=10, alignment=1, fontName=FILE_LOOK.value.fontName)
_START_WORD = _LETTER.clone("start", fontName=FILE_LOOK.value.fontName)
_ROW = FILE_LOOK.dense


def day_strip(count: Count, start_word: str = "Plea") -> list[Flowable]:
    """Return the strip of a count, wrapped into a further strip after 31 days. The last day has a heavy box."""
    days = [CountedDay(count.start, 0), *count.days]
    pieces = [days[at : at + DAYS_IN_A_STRIP] for at in range(0, len(days), DAYS_IN_A_STRIP)]
    return [Together([_strip(piece, count, start_word)]) for piece in pieces]


def _strip(days: list[CountedDay], count: Count, start_word: str) -> Flowable:
    others = max(len(days) - 1, 1)
    width = min(_WIDEST_DAY, (MEASURE - _LABELS - _START) / others)
    widths = [_LABELS, max(_START, width) if days[0].on == count.start else width, *[width] * (len(days) - 1)]
    table = Element("Table")
    last = len(days)
    rows: tuple[tuple[str, list[str], Any], ...] = (
        ("Day", [WEEKDAYS[d.on.weekday()][0] for d in days], _LETTER),
        ("Date", [str(d.on.day) for d in days], _LETTER),
        ("Count", [_counted(d, count, start_word) for d in days], _NUMBER),
    )
    data = [table_row(table, [head, *cells], [_ROW, *[style] * last]) for head, cells, style in rows]
    if days[0].on == count.start:
        data[2][1] = paragraph(start_word, _START_WORD, data[2][1].element)
    style: list[tuple[Any, ...]] = [
        PLAIN_FONT,
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ("LINEAFTER", (1, 0), (-2, -1), HAIR_RULE, HAIRLINE),
        ("BOX", (1, 0), (-1, -1), STRONG_RULE, TEXT),
    ]
    for column, counted in enumerate(days, start=1):
        if counted.number is None:
            style.append(("BACKGROUND", (column, 0), (column, -1), NOT_A_BUSINESS_DAY))
        if counted.on == count.due:
            style.append(("BOX", (column, 0), (column, -1), 2, TEXT))
    strip = row_table(data, header_rows=0, colWidths=widths, style=style, spaceAfter=4)
    strip.hAlign = "LEFT"
    return strip


def _counted(day: CountedDay, count: Count, start_word: str) -> str:
    if day.on == count.start:
        return start_word
    return "–" if day.number is None else str(day.number)


def strip_legend(count: Count) -> str:
    """Return which days are grey, each holiday by its name and day."""
    grey = count.left_out
    if not grey:
        return f"Every day counts: none of these is a weekend or a holiday ({date(count.start)} to {date(count.due)})."
    parts = ["weekends"] if any(d.left_out_because in ("Saturday", "Sunday") for d in grey) else []
    named = [d for d in grey if d.left_out_because not in ("Saturday", "Sunday")]
    parts += [f"{d.left_out_because} ({_short(d.on)})" for d in named]
    end = "" if named else " No holiday falls in this time."
    listed = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
    return join(f"Grey days are not {count.unit}: {listed}.{end}")


def _short(on: dt.date) -> str:
    weekday = f", a {WEEKDAYS[on.weekday()]}" if on.weekday() >= 5 else ""
    return f"{on.day}\u00a0{MONTHS[on.month - 1][:3]}{weekday}"
