"""How columns share the width of a list."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QFontMetricsF

from victimplanner.ui import theme
from victimplanner.ui.widgets.pill import pill_size
from victimplanner.ui.widgets.record_model import Column, cell_of

_PLAIN_WIDTH = 110
_STRETCH_GIVES = 0.55  # the part of its width a stretching column can do without
_TEXT_GIVES = 0.4
_SIDES = 20


@dataclass(frozen=True)
class Needs:
    """The least width of each column in pixels: of its longest word, and of its widest pill, which cannot wrap."""

    words: dict[int, int]
    pills: dict[int, int]


def needs_of(columns: Sequence[Column], records: Iterable[Any]) -> Needs:
    """Measure what the columns need for these records."""
    body, strong, small = (theme.metrics(role) for role in ("body", "strong", "small"))
    words = {
        number: max((_longest_word(column.title, strong), float(theme.px(36)))) for number, column in enumerate(columns)
    }
    pills: dict[int, float] = {}
    for record in records:
        for number, column in enumerate(columns):
            cell = cell_of(column, record)
            first = strong if cell.bold else body
            words[number] = max(words[number], _longest_word(cell.second, small))
            if cell.pill:
                pills[number] = max(pills.get(number, 0.0), pill_size(cell.pill).width())
            else:
                words[number] = max(words[number], _longest_word(cell.text, first))
    sides = theme.px(_SIDES) + 2
    return Needs(
        {number: math.ceil(width) + sides for number, width in words.items()},
        {number: math.ceil(width) + sides for number, width in pills.items()},
    )


def _longest_word(text: str, metrics: QFontMetricsF) -> float:
    return max((metrics.horizontalAdvance(word) for word in text.split()), default=0.0)


def share_widths(
    columns: Sequence[Column], room: int, hidden: set[int] | None = None, needs: Needs | None = None
) -> dict[int, int]:
    """Width in pixels of each visible column.

    Fixed columns get their width, grown with the text; stretching ones share the rest by their weight. If that is too
    wide, columns whose text wraps give way, but never less than their longest word; then the list scrolls sideways.
    """
    shown = [number for number in range(len(columns)) if number not in (hidden or set())]
    if not shown:
        return {}
    needs = needs or Needs({}, {})
    widths = {
        number: float(max(theme.px(columns[number].width or _PLAIN_WIDTH), needs.pills.get(number, 0)))
        for number in shown
    }
    spare = room - sum(widths.values())
    weights = {number: columns[number].stretch for number in shown if columns[number].stretch}
    if spare > 0:
        weights = weights or {shown[-1]: 1}
        whole = sum(weights.values())
        for number, weight in weights.items():
            widths[number] += spare * weight / whole
    elif spare < 0:
        givers = {number: _can_give(columns[number], widths[number], number, needs) for number in shown}
        give = sum(givers.values())
        share = min(1.0, -spare / give) if give else 0.0
        for number, most in givers.items():
            widths[number] -= most * share
    result = {number: int(width) for number, width in widths.items()}
    if spare > 0:  # rounding must not leave a sliver beside the last column
        result[shown[-1]] += room - sum(result.values())
    return result


def _can_give(column: Column, width: float, number: int, needs: Needs) -> float:
    least = width * (1 - (_STRETCH_GIVES if column.stretch else _TEXT_GIVES))
    least = max(least, needs.words.get(number, 0), needs.pills.get(number, 0))
    return max(0.0, width - least)
