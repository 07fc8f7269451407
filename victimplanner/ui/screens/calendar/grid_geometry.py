"""Where things lie in the grid of a day or week: columns, the strip of whole-day entries, hours. Pixels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from victimplanner.services.schedule import Entry
from victimplanner.ui import theme
from victimplanner.ui.screens.calendar.entry_model import Item, More
from victimplanner.ui.screens.calendar.lanes import hours_of, in_lanes

_HOUR = 54  # pixels at 100 % text
_GUTTER, _HEADER, _STRIP_ROW = 57, 28, 27
_GAP = 2  # between entries and the lines round them


@dataclass(frozen=True)
class GridGeometry:
    """The measures of one drawing of the grid. `scroll` is how far the hours are scrolled down."""

    days: tuple[dt.date, ...]
    width: float
    height: float
    gutter: float
    header: float
    strip: float
    hour: float
    first_hour: int
    last_hour: int
    scroll: float = 0

    @property
    def top(self) -> float:
        """Where the hours begin; what is above stays when they scroll."""
        return self.header + self.strip

    @property
    def hours_height(self) -> float:
        return (self.last_hour - self.first_hour) * self.hour

    @property
    def column_width(self) -> float:
        return (self.width - self.gutter) / max(1, len(self.days))

    def left_of(self, day: int) -> float:
        return self.gutter + day * self.column_width

    def y_of(self, minutes: float) -> float:
        return self.top - self.scroll + (minutes / 60 - self.first_hour) * self.hour

    def minute_at(self, y: float) -> float:
        return ((y - self.top + self.scroll) / self.hour + self.first_hour) * 60

    def day_at(self, x: float) -> int:
        """Return the number of the column under `x`, the nearest one outside them."""
        return max(0, min(len(self.days) - 1, int((x - self.gutter) / self.column_width)))

    def box(self, day: int, start: float, end: float, lane: int = 0, lanes: int = 1) -> QRectF:
        """Return the box of a stretch of a day, in one of its lanes."""
        whole = self.column_width - 2 * _GAP
        left = self.left_of(day) + _GAP + whole * lane / lanes
        top, bottom = self.y_of(start), self.y_of(end)
        gap = _GAP if lane < lanes - 1 else 0
        return QRectF(left, top + 1, whole / lanes - gap, bottom - top - 1)


def geometry(
    days: Sequence[dt.date], items: Sequence[Item], width: float, height: float, scroll: float
) -> GridGeometry:
    """Measure the grid for `items` in a space: the hours fill it, and are never lower than can be read."""
    whole: dict[dt.date, int] = {}
    for item in items:
        if is_whole_day(item):
            whole[item.on] = whole.get(item.on, 0) + 1
    header, row = theme.px(_HEADER), theme.px(_STRIP_ROW)
    strip = max(1, max(whole.values(), default=0)) * row + theme.px(5)
    first, last = hours_of(item for item in items if isinstance(item, Entry))
    hour = max(float(theme.px(_HOUR)), (height - header - strip) / (last - first))
    return GridGeometry(tuple(days), width, height, theme.px(_GUTTER), header, strip, hour, first, last, scroll)


def is_whole_day(item: Item) -> bool:
    """Say whether an item stands in the strip above the hours."""
    return isinstance(item, More) or item.start is None


def place_items(grid: GridGeometry, items: Sequence[Item]) -> list[QRectF]:
    """Return the box of every item, in the order given."""
    boxes = [QRectF() for _ in items]
    row = theme.px(_STRIP_ROW)
    least = int(theme.SMALLEST_TARGET / grid.hour * 60) + 1
    for number, day in enumerate(grid.days):
        of_day = [place for place, item in enumerate(items) if item.on == day]
        in_strip = [place for place in of_day if is_whole_day(items[place])]
        for line, place in enumerate(in_strip):
            top = grid.header + theme.px(3) + line * row
            boxes[place] = QRectF(grid.left_of(number) + 4, top, grid.column_width - 8, row - theme.px(3))
        timed = [(place, item) for place in of_day if isinstance(item := items[place], Entry) and item.start]
        lanes = in_lanes([item for _place, item in timed], least)
        for (place, _item), lane in zip(timed, lanes, strict=True):
            boxes[place] = grid.box(number, lane.start, lane.end, lane.lane, lane.lanes)
    return boxes
