"""Where words stand beside the points of a plot: near their own, none on another, in the order of the points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from victimplanner.documents.plots.sheet import LINE, MARKER_HALF

_GRAIN = 8  # places to try within the height of a letter
_NEAR = 0.5 + LINE / 2  # from a point to the middle of its words, in sizes of the letters
_ON_A_MARKER, _PAST_A_POINT = 30.0, 20.0  # what an unwanted place costs; one size of distance costs 2
_DISTANCE, _OTHER_SIDE = 2.0, 0.5


class Spot(NamedTuple):
    """A point to be given words, counted from the top; a peak has them above, where no line runs through them."""

    y: float
    is_peak: bool


def beside_points(spots: Sequence[Spot], ceiling: float, floor: float, size: float) -> list[float]:
    """Return the upper edge of one line of words for each spot, the highest spot first.

    Of all ways to set the lines between `ceiling` and `floor` it takes the one that keeps them nearest to their points
    and off the markers. The room must hold all lines with as much again between them.
    """
    step, gap = size / _GRAIN, round(LINE * _GRAIN)
    tops = [ceiling + at * step for at in range(int((floor - ceiling - LINE * size) / step) + 1)]
    best: list[list[tuple[float, int]]] = []  # for each spot: least cost up to a place, and the place taken
    before = [0.0] * len(tops)  # what the spots above cost when this one is written at a place
    for spot in spots:
        line: list[tuple[float, int]] = []
        for at, top in enumerate(tops):
            here = (before[at] + _cost(spot, spots, top, size), at)
            line.append(min(line[-1], here) if line else here)
        best.append(line)
        before = [float("inf")] * gap + [cost for cost, _ in line[: len(tops) - gap]]
    chosen: list[int] = []
    for line in reversed(best):
        chosen.append(line[chosen[-1] - gap if chosen else -1][1])
    return [tops[at] for at in reversed(chosen)]


def _cost(spot: Spot, spots: Sequence[Spot], top: float, size: float) -> float:
    middle = top + LINE * size / 2
    cost = _DISTANCE * abs(abs(middle - spot.y) / size - _NEAR)
    if (middle < spot.y) is not spot.is_peak:
        cost += _OTHER_SIDE
    clear = (LINE / 2 + MARKER_HALF) * size
    low, high = min(middle, spot.y), max(middle, spot.y)
    for other in spots:
        if abs(middle - other.y) < clear:
            cost += _ON_A_MARKER
        if low < other.y < high:
            cost += _PAST_A_POINT
    return cost


def pushed_apart(wanted: Sequence[tuple[float, float]], ceiling: float, floor: float) -> list[float]:
    """Return the upper edges of blocks of words, given as upper edge and height from top to bottom, none on another."""
    tops: list[float] = []
    lowest = ceiling
    for top, height in wanted:
        tops.append(max(top, lowest))
        lowest = tops[-1] + height
    highest = floor
    for place in reversed(range(len(wanted))):
        tops[place] = min(tops[place], highest - wanted[place][1])
        highest = tops[place]
    return tops
