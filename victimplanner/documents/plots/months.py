"""Lines month by month, each known by its dash and its marker; more months than fit go on in a further row below."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from victimplanner.documents.plots.columns import tiers
from victimplanner.documents.plots.places import Spot, beside_points, pushed_apart
from victimplanner.documents.plots.sheet import AIM_DASH, GRID, LINE, LINE_STYLES, Sheet, wide, wrapped
from victimplanner.domain.dates import MONTHS
from victimplanner.domain.plot_parts import PlotColours
from victimplanner.domain.plots import FEWEST_PLOTTED, LineByMonth

_LEAST_HIGH = 10.0  # all lengths here in sizes of the letters; room for every number at one point
_HEAD = 1.75  # above 100%: room for a number over a marker
_NAME_SHARE = 0.27  # of the width
_KEY = 2.2  # the sample of a line beside its name
LEFT_OUT = f"<{FEWEST_PLOTTED}: fewer than {FEWEST_PLOTTED}, not plotted"

Point = tuple[float, float]


@dataclass(frozen=True)
class _Frame:
    left: float
    right: float
    pitch: float
    high: float
    feet: list[list[str]]  # the lines under each month
    names: list[tuple[int, list[str]]]  # number of the series (-1 for the aim) and its words
    names_x: float


def draw_months(plot: LineByMonth, width: float, height: float, colours: PlotColours, *, on_paper: bool) -> Drawing:
    """Draw one line for each series over 0 to 100%. A month without a share is a gap."""
    size = colours.text_size
    line = LINE * size
    left = wide("100%", size) + 0.7 * size
    names_room = _names_room(plot, width, size)
    several, years = len(plot.series) > 1, plot.months[0].year != plot.months[-1].year
    room = width - left - names_room
    least = max(wide(text, size) for text in ("100", "May", "2026" if years else "", *_count_texts(plot))) + 0.35 * size
    rows = tiers(len(plot.months), int(room / least))
    pitch = room / len(rows[0])
    feet = [_feet(plot, place, pitch - 0.3 * size, size, years=years) for place in range(len(plot.months))]
    foot = max(map(len, feet)) * line + 0.9 * size
    note = wrapped(LEFT_OUT, width, size, most=2) if plot.leaves_out else []
    fixed = len(rows) * (_HEAD * size + foot) + len(note) * line
    high = max(_LEAST_HIGH * size, (height - fixed) / len(rows))
    most = max(1, min(3, int(high / line / (len(plot.series) + bool(plot.aim)))))
    names = _names(plot, names_room - (_KEY + 1.2 if several else 0.6) * size, size, most)
    frame = _Frame(left, width - names_room, pitch, high, feet, names, width - names_room + 0.6 * size)
    sheet = Sheet(width, max(height, fixed + high * len(rows)), colours)
    for number, row in enumerate(rows):
        ceiling = number * (_HEAD * size + high + foot) + _HEAD * size
        _draw_row(sheet, plot, frame, row, ceiling, on_paper=on_paper)
    sheet.block(note, 0, len(rows) * (_HEAD * size + high + foot), colour=colours.secondary)
    return sheet.drawing


def _count_texts(plot: LineByMonth) -> list[str]:
    return [f"({count.of_words})" for one in plot.series for count in one.counts]


def _feet(plot: LineByMonth, place: int, room: float, size: float, *, years: bool) -> list[str]:
    """Return the lines under a month: its name, the numbers of cases, the year where it begins."""
    month = plot.months[place]
    name = MONTHS[month.month - 1][:3]
    counts = [f"({one.counts[place].of_words})" for one in plot.series]
    lines = [name, *counts]
    widest = max(wide(text, size) for text in _count_texts(plot)) + wide("May ", size)
    if len(counts) == 1 and widest <= room:  # for every month alike
        lines = [f"{name} {counts[0]}"]
    if years and (place == 0 or month.month == 1):
        lines.append(str(month.year))
    return lines


def _names_room(plot: LineByMonth, width: float, size: float) -> float:
    several = len(plot.series) > 1
    natural = [wide(one.name, size, bold=True) + (_KEY + 0.6) * size for one in plot.series if several]
    natural += [wide(plot.aim.words, size) + (_KEY + 0.6 if several else 0) * size] if plot.aim else []
    return min(max(natural) + 0.7 * size, max(_NAME_SHARE * width, 7 * size)) if natural else 0.6 * size


def _names(plot: LineByMonth, room: float, size: float, most: int) -> list[tuple[int, list[str]]]:
    names = []
    if len(plot.series) > 1:
        names = [(n, wrapped(one.name, room, size, bold=True, most=most)) for n, one in enumerate(plot.series)]
    if plot.aim:
        names.append((-1, wrapped(plot.aim.words, room, size, most=most)))
    return names


def _draw_row(sheet: Sheet, plot: LineByMonth, frame: _Frame, row: range, ceiling: float, *, on_paper: bool) -> None:
    size, floor = sheet.size, ceiling + frame.high
    colours = sheet.colours
    for tick in (0, 25, 50, 75, 100):
        at = floor - frame.high * tick / 100
        if tick:
            sheet.stroke([(frame.left, at), (frame.right, at)], colours.rule, thick=GRID)
        sheet.words(f"{tick}%", frame.left - 0.7 * size, at - sheet.line / 2, anchor="end", colour=colours.secondary)
    if plot.aim:
        at = floor - frame.high * plot.aim.share / 100
        sheet.stroke([(frame.left, at), (frame.right, at)], colours.text, thick=0.11, dash=AIM_DASH)
    points = [_points(plot, frame, number, row, floor) for number in range(len(plot.series))]
    for number, line in enumerate(points):
        for run in _runs(line):
            if len(run) > 1:
                sheet.stroke(run, _ink(sheet, number), thick=0.17, dash=LINE_STYLES[number][0])
    for at, place in enumerate(row):
        _write_numbers(sheet, plot, frame, points, at, place, (ceiling - _HEAD * size, floor))
    for number, line in enumerate(points):
        for point in filter(None, line):
            sheet.marker(LINE_STYLES[number][1], *point, _ink(sheet, number))
    ink = colours.text if on_paper else colours.secondary
    sheet.stroke([(frame.left, floor), (frame.right, floor)], ink, thick=0.12)
    for at, place in enumerate(row):
        sheet.block(frame.feet[place], frame.left + (at + 0.5) * frame.pitch, floor + 0.35 * size, anchor="middle")
    if len(plot.series) > 1:
        for number in range(len(plot.series)):
            middle = floor + 0.35 * size + (number + 1.5) * sheet.line
            sheet.marker(LINE_STYLES[number][1], frame.left - 1.1 * size, middle, _ink(sheet, number))
    _draw_names(sheet, plot, frame, points, ceiling, floor)


def _ink(sheet: Sheet, number: int) -> str:
    colours = sheet.colours
    return (colours.solid.ink, colours.lines.ink, colours.dots.ink, colours.text)[number]


def _points(plot: LineByMonth, frame: _Frame, number: int, row: range, floor: float) -> list[Point | None]:
    points: list[Point | None] = []
    for at, place in enumerate(row):
        share = plot.series[number].counts[place].share
        x = frame.left + (at + 0.5) * frame.pitch
        points.append(None if share is None else (x, floor - frame.high * share / 100))
    return points


def _runs(points: list[Point | None]) -> list[list[Point]]:
    runs: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return runs


def _write_numbers(
    sheet: Sheet,
    plot: LineByMonth,
    frame: _Frame,
    points: list[list[Point | None]],
    at: int,
    place: int,
    room: tuple[float, float],
) -> None:
    """Write the share of each line at one month; where months stand close without the sign."""
    here = []
    for number, line in enumerate(points):
        point = line[at]
        if point:
            here.append((Spot(point[1], _is_peak(line, at)), plot.series[number].counts[place].share))
    here.sort(key=lambda one: one[0].y)
    tops = beside_points([spot for spot, _ in here], *room, sheet.size)
    for (_, share), top in zip(here, tops, strict=True):
        fits = wide(f"{share}%", sheet.size) + 0.3 * sheet.size <= frame.pitch
        x = frame.left + (at + 0.5) * frame.pitch
        sheet.words(f"{share}%" if fits else str(share), x, top, anchor="middle", plate=sheet.colours.ground)


def _is_peak(line: list[Point | None], at: int) -> bool:
    here = line[at]
    beside = [point for point in (*line[max(0, at - 1) : at], *line[at + 1 : at + 2]) if point]
    return bool(here and len(beside) > 1 and all(point[1] > here[1] for point in beside))


def _draw_names(
    sheet: Sheet, plot: LineByMonth, frame: _Frame, points: list[list[Point | None]], ceiling: float, floor: float
) -> None:
    """Write each name where its line ends, pushed apart where lines end close together."""
    wanted = []
    for number, lines in frame.names:
        if number < 0 and plot.aim:
            y = floor - frame.high * plot.aim.share / 100
        else:
            y = next((point[1] for point in reversed(points[number]) if point), floor)
        wanted.append((y - len(lines) * sheet.line / 2, number, lines))
    wanted.sort(key=lambda one: one[:2])
    blocks = [(top, len(lines) * sheet.line) for top, _, lines in wanted]
    tops = pushed_apart(blocks, ceiling - _HEAD * sheet.size, floor + 0.5 * sheet.size)
    several = len(plot.series) > 1
    for top, (_, number, lines) in zip(tops, wanted, strict=True):
        x, middle = frame.names_x, top + sheet.line / 2
        if several:
            colour = sheet.colours.text if number < 0 else _ink(sheet, number)
            dash = AIM_DASH if number < 0 else LINE_STYLES[number][0]
            ends = [(x, middle), (x + _KEY * sheet.size, middle)]
            sheet.stroke(ends, colour, thick=0.11 if number < 0 else 0.17, dash=dash)
            if number >= 0:
                sheet.marker(LINE_STYLES[number][1], x + _KEY * sheet.size / 2, middle, colour)
            x += (_KEY + 0.5) * sheet.size
        sheet.block(lines, x, top, bold=number >= 0, colour="" if number >= 0 else sheet.colours.secondary)
