"""Columns side by side, each with its number; more than fit go on in a further row of columns below."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing

from victimplanner.documents.plots.sheet import AIM_DASH, GRID, Sheet, one_line, wide, wrapped
from victimplanner.domain.plot_parts import PlotColours
from victimplanner.domain.plots import Histogram

_LEAST_HIGH = 7.0  # all lengths here in sizes of the letters
_LEAST_PITCH = 3.2
_WORD_MOST = 5.5  # a longer word breaks between letters
_COLUMN = 0.62  # of the pitch
_COLUMN_MOST = 6.0
_STEPS = (1, 2, 5)


def tiers(number: int, most: int) -> list[range]:
    """Return columns parted into as few rows as `most` in a row allows, all about equally long."""
    rows = -(-number // max(1, most))
    per_row = -(-number // rows)
    return [range(start, min(number, start + per_row)) for start in range(0, number, per_row)]


def scale_of(highest: int) -> tuple[int, int]:
    """Return the step between two lines of the scale and the top of it, at most five lines above 0."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power * 5 >= highest:
                return step * power, max(1, -(-highest // (step * power))) * step * power
        power *= 10


def draw_histogram(plot: Histogram, width: float, height: float, colours: PlotColours, *, on_paper: bool) -> Drawing:
    """Draw the columns over a scale from 0 (on paper the numbers on the columns are enough), and the limit."""
    size = colours.text_size
    step, top_number = scale_of(max(column.number for column in plot.columns))
    left = 0.0 if on_paper else wide(str(top_number), size) + 0.7 * size
    widest = max(wide(str(column.number), size, bold=True) for column in plot.columns)
    longest = max(wide(word, size) for column in plot.columns for word in one_line(column.label).split(" "))
    least = max(_LEAST_PITCH * size, widest + 0.6 * size, min(longest, _WORD_MOST * size) + 0.5 * size)
    rows = tiers(len(plot.columns), int((width - left) / least))
    pitch = (width - left) / len(rows[0])
    labels = [wrapped(column.label, pitch - 0.5 * size, size) for column in plot.columns]
    line = Sheet(width, height, colours).line
    limit = _limit_words(plot, rows, left, pitch, width, size)
    heads = [line * (1.1 + (len(limit[2]) if limit and limit[0] == row else 0)) for row in range(len(rows))]
    feet = [max(len(labels[place]) for place in row) * line + 0.9 * size for row in rows]
    fixed = sum(heads) + sum(feet)
    high = max(_LEAST_HIGH * size, (height - fixed) / len(rows))
    sheet = Sheet(width, max(height, fixed + high * len(rows)), colours)
    top = 0.0
    for number, row in enumerate(rows):
        floor = top + heads[number] + high
        if not on_paper:
            _draw_scale(sheet, left, floor, high, step, top_number)
        if limit and limit[0] == number:
            _draw_limit(sheet, limit[1], limit[2], top, floor, is_left=limit[3])
        for at, place in enumerate(row):
            middle = left + (at + 0.5) * pitch
            broad = min(_COLUMN * pitch, _COLUMN_MOST * size)
            tall = high * plot.columns[place].number / top_number
            if tall:
                sheet.patterned(middle - broad / 2, floor - tall, broad, tall, plot.pattern(place))
            sheet.words(
                str(plot.columns[place].number), middle, floor - tall - line, bold=True, anchor="middle",
                plate=colours.ground,
            )  # fmt: skip
            sheet.block(labels[place], middle, floor + 0.35 * size, anchor="middle")
        sheet.stroke([(left, floor), (width, floor)], colours.text if on_paper else colours.secondary, thick=0.09)
        top = floor + feet[number]
    return sheet.drawing


def _draw_scale(sheet: Sheet, left: float, floor: float, high: float, step: int, top_number: int) -> None:
    for number in range(0, top_number + 1, step):
        at = floor - high * number / top_number
        if number:
            sheet.stroke([(left, at), (sheet.width, at)], sheet.colours.rule, thick=GRID)
        sheet.words(
            str(number), left - 0.7 * sheet.size, at - sheet.line / 2, anchor="end", colour=sheet.colours.secondary
        )


def _limit_words(
    plot: Histogram, rows: list[range], left: float, pitch: float, width: float, size: float
) -> tuple[int, float, list[str], bool] | None:
    """Return the row that holds the limit, where it stands, its lines, and whether these stand at its left."""
    if plot.limit is None:
        return None
    row = next(number for number, columns in enumerate(rows) if plot.limit.columns in columns)
    x = max(left + (plot.limit.columns - rows[row].start) * pitch, left + 0.1 * size)
    is_left = x - left > width - x and wide(plot.limit.words, size) > width - x - size
    room = (x - left if is_left else width - x) - 0.6 * size
    return row, x, wrapped(plot.limit.words, room, size), is_left


def _draw_limit(sheet: Sheet, x: float, lines: list[str], top: float, floor: float, *, is_left: bool) -> None:
    sheet.stroke([(x, top), (x, floor)], sheet.colours.text, thick=0.11, dash=AIM_DASH)
    side = -0.5 if is_left else 0.5
    sheet.block(lines, x + side * sheet.size, top, anchor="end" if is_left else "start")
