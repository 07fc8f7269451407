"""Plots whose bars lie: parts of each category, and the steps of a funnel. Names at the left, or above where narrow."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from victimplanner.documents.plots.sheet import GRID, LINE, Sheet, one_line, wide, wrapped
from victimplanner.domain.plot_parts import Pattern, PlotColours, running
from victimplanner.domain.plots import Bar, BarEnd, Funnel, StackedBars

_BAR = 1.75  # all lengths here in sizes of the letters
_GAP, _ROW_GAP, _ROW_GAP_MOST = 0.7, 0.7, 1.0
_NARROW = 32
_NAME_SHARE, _END_SHARE = 0.32, 0.26  # of the width
_LEAST_PART = 0.2  # a part that is there can be seen
_SWATCH = 2.0
_BESIDE, _BESIDE_ON_PATTERN = 0.7, 1.2  # what is left of a part beside its number: of a pattern, enough to be known


@dataclass(frozen=True)
class _Frame:
    """Where names and bars stand. `left` is where the bars begin; in a narrow plot the names stand above them."""

    width: float
    size: float
    left: float
    narrow: bool
    names: list[list[str]]

    @property
    def line(self) -> float:
        return LINE * self.size

    def above(self, place: int, beside: int = 0) -> float:
        """Return the height of what stands above a bar; `beside` is the number of lines at the right of the name."""
        return max(len(self.names[place]), beside) * self.line if self.narrow else 0.0


def _frame(names: list[str], width: float, size: float, name_room: float) -> _Frame:
    narrow = width < _NARROW * size
    room = name_room if narrow else min(max(wide(name, size) for name in names), _NAME_SHARE * width)
    wrapped_names = [wrapped(name, room + 0.01, size) for name in names]
    return _Frame(width, size, 0 if narrow else room + _GAP * size, narrow, wrapped_names)


def _write_name(sheet: Sheet, frame: _Frame, place: int, top: float, bar_top: float, *, on_paper: bool) -> None:
    lines = frame.names[place]
    if frame.narrow:
        sheet.block(lines, 0, top)
        return
    middle = bar_top + (_BAR * frame.size - len(lines) * frame.line) / 2
    if on_paper:
        sheet.block(lines, 0, max(top, middle))
    else:
        sheet.block(lines, frame.left - _GAP * frame.size, max(top, middle), anchor="end")


# --- parts of each category ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Row:
    parts: list[tuple[float, float]]  # start and width of each part within the bar
    inside: list[str]  # what is printed in each part; "" where it has no room
    under: list[str]  # lines of the counts that have no room
    end: list[str]


def draw_bars(plot: StackedBars, width: float, height: float, colours: PlotColours, *, on_paper: bool) -> Drawing:
    """Draw one bar for each category, all of the same length, with its legend."""
    size = colours.text_size
    ends = [_end_words(plot, bar) for bar in plot.bars]
    end_room = min(max(wide(end, size, bold=True) for end in ends), _END_SHARE * width) + 0.01
    frame = _frame([bar.label for bar in plot.bars], width, size, width - end_room - _GAP * size)
    long = width - frame.left - (0 if frame.narrow else end_room + _GAP * size)
    rows = [
        _measure(plot, bar, long, size, wrapped(end, end_room, size, bold=True, most=2))
        for bar, end in zip(plot.bars, ends, strict=True)
    ]
    heights = [_row_height(frame, place, row) for place, row in enumerate(rows)]
    legend = _legend_lines(plot, width - (0 if on_paper else frame.left), size)
    legend_height = len(legend) * 1.5 * size + 0.6 * size
    axis = on_paper and plot.end is BarEnd.COUNT
    fixed = sum(heights) + legend_height + (1.4 * size if axis else 0) + 0.3 * size
    gap = min(_ROW_GAP_MOST * size, max(_ROW_GAP * size, (height - fixed) / len(rows)))
    sheet = Sheet(width, max(height, fixed + gap * len(rows)), colours)
    top = 0.15 * size
    if on_paper:
        _draw_legend(sheet, plot, legend, 0, top)
        top += legend_height
    if axis:
        _draw_axis(sheet, frame.left, long, top, top + sum(heights) + gap * len(rows))
    for place, row in enumerate(rows):
        _draw_row(sheet, plot, frame, place, row, top, long, on_paper=on_paper)
        top += heights[place] + gap
    if not on_paper:
        _draw_legend(sheet, plot, legend, frame.left, top + 0.2 * size)
    return sheet.drawing


def _end_words(plot: StackedBars, bar: Bar) -> str:
    share = plot.share_of(bar)
    if share is None:
        return "none"
    if plot.end is BarEnd.COUNT:
        return f"{bar.counts[0]} of {bar.total}"
    return f"{share}% {running(plot.series[0].name)}"


def _measure(plot: StackedBars, bar: Bar, long: float, size: float, end: list[str]) -> _Row:
    least = _LEAST_PART * size
    widths = [max(least, long * count / bar.total) if count else 0.0 for count in bar.counts]
    if bar.total:
        widths[widths.index(max(widths))] -= sum(widths) - long
    parts, inside, under, start = [], [], [], 0.0
    for place, (series, count, part) in enumerate(zip(plot.series, bar.counts, widths, strict=True)):
        is_share = place == 0 and plot.end is BarEnd.COUNT
        words = f"{plot.share_of(bar)}%" if is_share else str(count)
        beside = _BESIDE_ON_PATTERN if series.pattern in (Pattern.LINES, Pattern.DOTS) else _BESIDE
        fits = wide(words, size, bold=True) + beside * size <= part
        parts.append((start, part))
        inside.append(words if count and fits else "")
        if count and not fits:
            under.append(f"{words} {running(series.name)}")
        start += part
    return _Row(parts, inside, wrapped(", ".join(under), long, size) if under else [], end)


def _row_height(frame: _Frame, place: int, row: _Row) -> float:
    bar = _BAR * frame.size + len(row.under) * frame.line
    if frame.narrow:
        return frame.above(place, len(row.end)) + 0.1 * frame.size + bar
    return max(bar, len(frame.names[place]) * frame.line, len(row.end) * frame.line)


def _draw_row(
    sheet: Sheet, plot: StackedBars, frame: _Frame, place: int, row: _Row, top: float, long: float, *, on_paper: bool
) -> None:
    size, high = frame.size, _BAR * frame.size
    bar_top = top
    if frame.narrow:
        bar_top += frame.above(place, len(row.end)) + 0.1 * size
    elif not row.under:
        bar_top += (_row_height(frame, place, row) - high) / 2
    _write_name(sheet, frame, place, top, bar_top, on_paper=on_paper)
    if not any(plot.bars[place].counts):
        sheet.patterned(frame.left, bar_top, long, high, Pattern.WHITE)
    for series, (start, width), words in zip(plot.series, row.parts, row.inside, strict=True):
        if width:
            sheet.patterned(frame.left + start, bar_top, width, high, series.pattern)
        if words:
            fill = sheet.colours.fill(series.pattern)
            solid = series.pattern is Pattern.SOLID
            x, y = frame.left + start + 0.5 * size, bar_top + (high - frame.line) / 2
            if solid:
                sheet.words(words, x, y, bold=True, colour=fill.tint)
            else:
                middle = frame.left + start + width / 2
                sheet.words(words, middle, y, bold=True, colour=fill.ink, plate=fill.tint, anchor="middle")
    for line, words in enumerate(row.under):
        sheet.words(
            words, frame.left + long, bar_top + high + line * frame.line + 0.12 * size,
            colour=sheet.colours.secondary, anchor="end", plate=sheet.colours.ground,
        )  # fmt: skip
    if frame.narrow:
        sheet.block(row.end, frame.width, top, bold=True, anchor="end")
    else:
        middle = bar_top + (high - len(row.end) * frame.line) / 2
        sheet.block(row.end, frame.left + long + _GAP * size, max(top, middle), bold=True)


def _draw_axis(sheet: Sheet, left: float, long: float, top: float, bottom: float) -> None:
    ticks = (0, 25, 50, 75, 100) if long > 16 * sheet.size else (0, 50, 100) if long > 9 * sheet.size else (0, 100)
    for tick in ticks:
        x = left + long * tick / 100
        sheet.stroke([(x, top - 0.2 * sheet.size), (x, bottom)], sheet.colours.rule, thick=GRID)
        half = wide(f"{tick}%", sheet.size) / 2
        x = min(max(x, half), sheet.width - half)
        sheet.words(f"{tick}%", x, bottom + 0.1 * sheet.size, anchor="middle")


def _legend_lines(plot: StackedBars, room: float, size: float) -> list[list[tuple[float, str, Pattern]]]:
    lines: list[list[tuple[float, str, Pattern]]] = [[]]
    x = 0.0
    for series in plot.series:
        words = wrapped(series.name, room - (_SWATCH + 0.5) * size, size, most=1)[0]
        long = (_SWATCH + 0.5) * size + wide(words, size)
        if lines[-1] and x + long > room:
            lines.append([])
            x = 0.0
        lines[-1].append((x, words, series.pattern))
        x += long + 1.6 * size
    return lines


def _draw_legend(
    sheet: Sheet, plot: StackedBars, lines: list[list[tuple[float, str, Pattern]]], left: float, top: float
) -> None:
    size = sheet.size
    for line in lines:
        for x, words, pattern in line:
            sheet.patterned(left + x, top + 0.05 * size, _SWATCH * size, 1.15 * size, pattern)
            sheet.words(words, left + x + (_SWATCH + 0.5) * size, top)
        top += 1.5 * size


# --- steps of a funnel -----------------------------------------------------------------------------------------------


def draw_funnel(plot: Funnel, width: float, height: float, colours: PlotColours, *, on_paper: bool) -> Drawing:
    """Draw one bar for each step, as long as its number, with the words about those who did not go on."""
    size = colours.text_size
    frame = _frame([step.label for step in plot.steps], width, size, width)
    room = width - frame.left
    asides = [wrapped(step.aside, 0.42 * room, size, most=2) if one_line(step.aside) else [] for step in plot.steps]
    unit, outside = _unit(plot, asides, room, size)
    heights = []
    for place, aside in enumerate(asides):
        bar = max(_BAR * size, len(aside) * frame.line)
        beside = 0 if frame.narrow else len(frame.names[place]) * frame.line
        heights.append(frame.above(place) + max(bar, beside))
    fixed = sum(heights) + 0.3 * size
    gap = min(_ROW_GAP_MOST * size, max(_ROW_GAP * size, (height - fixed) / len(heights)))
    sheet = Sheet(width, max(height, fixed + gap * len(heights)), colours)
    top = 0.15 * size
    for place, step in enumerate(plot.steps):
        high, inner = _BAR * size, heights[place] - frame.above(place)
        bar_top = top + frame.above(place) + (inner - high) / 2
        _write_name(sheet, frame, place, top, bar_top, on_paper=on_paper)
        x, middle = frame.left + step.number * unit, bar_top + (high - frame.line) / 2
        if step.number:
            sheet.patterned(frame.left, bar_top, step.number * unit, high, Pattern.SOLID)
        if place in outside:
            x += (0.3 if step.number else 0) * size
            sheet.words(str(step.number), x, middle, bold=True)
            x += wide(str(step.number), size, bold=True)
        else:
            tint = colours.solid.tint
            sheet.words(str(step.number), frame.left + 0.5 * size, middle, bold=True, colour=tint)
        lines = asides[place]
        aside_top = bar_top + (high - len(lines) * frame.line) / 2
        sheet.block(lines, x + _GAP * size, aside_top, colour=colours.secondary)
        top += heights[place] + gap
    return sheet.drawing


def _unit(plot: Funnel, asides: list[list[str]], room: float, size: float) -> tuple[float, set[int]]:
    """Return the length of one, and the steps whose number has no room in their bar."""
    outside: set[int] = {place for place, step in enumerate(plot.steps) if not step.number}
    while True:
        unit = room / max(1, *(step.number for step in plot.steps)) if len(plot.steps) > 1 else room
        for place, step in enumerate(plot.steps):
            tail = max((wide(line, size) for line in asides[place]), default=-_GAP * size) + (_GAP + 0.1) * size
            if place in outside:
                tail += wide(str(step.number), size, bold=True) + 0.3 * size
            if step.number:
                unit = min(unit, max(0.0, room - tail) / step.number)
        found = {
            place
            for place, step in enumerate(plot.steps)
            if wide(str(step.number), size, bold=True) + 0.9 * size > step.number * unit
        }
        if found <= outside:
            return unit, outside
        outside |= found
