"""How columns share the width of a list."""

from __future__ import annotations

from collections.abc import Sequence

from victimplanner.ui import theme
from victimplanner.ui.widgets.record_model import Column

_PLAIN_WIDTH = 110


def share_widths(columns: Sequence[Column], room: int, hidden: set[int] | None = None) -> dict[int, int]:
    """Width in pixels of each visible column.

    Fixed columns get their width, grown with the text; stretching ones share the rest by their weight but never fall
    under their own width. If that is too wide, all shrink alike as far as they can still be read.
    """
    shown = [number for number in range(len(columns)) if number not in (hidden or set())]
    if not shown:
        return {}
    widths = {number: float(theme.px(columns[number].width or _PLAIN_WIDTH)) for number in shown}
    spare = room - sum(widths.values())
    weights = {number: columns[number].stretch for number in shown if columns[number].stretch}
    if spare > 0:
        weights = weights or {shown[-1]: 1}
        whole = sum(weights.values())
        for number, weight in weights.items():
            widths[number] += spare * weight / whole
    elif spare < 0:
        least = theme.px(56)
        givers = {number: max(0.0, width - least) for number, width in widths.items()}
        give = sum(givers.values())
        share = min(1.0, -spare / give) if give else 0.0
        for number, most in givers.items():
            widths[number] -= most * share
    result = {number: int(width) for number, width in widths.items()}
    if spare > 0:  # rounding must not leave a sliver beside the last column
        result[shown[-1]] += room - sum(result.values())
    return result
