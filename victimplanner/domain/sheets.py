"""Lists that leave the screen as tables of rows, and numbers too small to leave the office.

What is listed is what is written: a sheet holds the rows of the list and the filters that chose them.

A number from 1 to 4 may point to a person. Outside the office it is the words “under 5”, and where a total would give
it away, other numbers give way as well (complementary suppression). Nought stays nought.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

Cell = str | dt.date | int | float | None  # None: nothing is known or nothing is due; written as an empty cell

UNDER_5 = "under 5"
WITHHELD = "withheld"
_SMALL = range(1, 5)
_SHOWN_FROM = 5
_TOO_LARGE = 10**15  # a spreadsheet keeps fifteen digits of a number


class ColumnKind(StrEnum):
    TEXT = "text"
    DATE = "date"
    WHOLE_NUMBER = "whole_number"
    SHARE = "share"


_HOLDS: dict[ColumnKind, type | None] = {
    ColumnKind.TEXT: None,
    ColumnKind.DATE: dt.date,
    ColumnKind.WHOLE_NUMBER: int,
    ColumnKind.SHARE: float,
}


@dataclass(frozen=True)
class SheetColumn:
    """One column: its heading and what stands in it. Words may stand in any column: “under 5”, “Not known”.

    A share is a part of one: 0.5 is shown as 50%.
    """

    title: str
    kind: ColumnKind


@dataclass(frozen=True)
class Sheet:
    """A list as it was seen: title, columns, rows in their order, the filters as (name, choice), who and when.

    `made_by` is who made it; for the outside it is the office, not a person. `made_at` is an aware UTC moment. `note`
    is a sentence for the reader, such as why a list is empty. `is_for_outside` marks a sheet that leaves the office.

    Raises: ValueError when a cell does not fit its column, or a number from 1 to 4 would go outside.
    """

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    filters: tuple[tuple[str, str], ...]
    made_by: str
    made_at: dt.datetime
    note: str = ""
    is_for_outside: bool = False
    is_practice: bool = False

    def __post_init__(self) -> None:
        if self.made_at.utcoffset() != dt.timedelta():
            raise ValueError("the moment a sheet was made is an aware UTC time")
        if not self.columns:
            raise ValueError("a sheet has at least one column")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")
            for column, cell in zip(self.columns, row, strict=True):
                if not _fits(column.kind, cell):
                    raise ValueError(f"row {number}: a {type(cell).__name__} does not fit a {column.kind} column")
                if self.is_for_outside and type(cell) is int and cell in _SMALL:
                    raise ValueError(f"row {number}: a number under 5 does not leave the office")


def _fits(kind: ColumnKind, cell: Cell) -> bool:
    """Tell whether a cell may stand in a column. A truth value is no number and a moment is no day."""
    if cell is None or isinstance(cell, str):
        return True
    if type(cell) is not _HOLDS[kind]:
        return False
    return isinstance(cell, dt.date) or abs(cell) < _TOO_LARGE  # not so for what is no number at all


# ---------------------------------------------------------------- small numbers


def suppressed(number: int) -> int | str:
    """Return a number as it may leave the office: “under 5” for 1 to 4. Standing alone, with no total beside it."""
    if number < 0:
        raise ValueError("a number of people or duties is not negative")
    return UNDER_5 if number in _SMALL else number


def suppressed_share(part: int | str, whole: int | str) -> float | str | None:
    """Return the share of two suppressed numbers, “withheld” where it would give one away, None of nothing.

    Part and whole are cells as they are shown. A rest of 1 to 4 is given away by part and whole themselves: in a
    suppressed table the rest is a column too.
    """
    if isinstance(part, str) or isinstance(whole, str):
        return WITHHELD
    if not 0 <= part <= whole:
        raise ValueError("a part is not more than the whole")
    if any(number in _SMALL for number in (part, whole, whole - part)):
        return WITHHELD
    return part / whole if whole else None


def suppressed_table(
    numbers: Sequence[Sequence[int]], *, row_totals: bool = True, column_totals: bool = True
) -> tuple[tuple[int | str, ...], ...]:
    """Return a table of counts as it may leave the office, with its totals in a last column and a last row.

    Numbers from 1 to 4 are “under 5”, totals too. Where the rest of the table would still give one away, the smallest
    numbers that help are “withheld”, and a total only when nothing else helps. At least two values stay possible for
    every number suppressed, whatever totals are shown and although a reader knows that “under 5” is 1 to 4.

    Raises: ValueError for a negative number or rows of different lengths.
    """
    return _Table(numbers, row_totals, column_totals).shown()


_Place = tuple[int, int]
_Cost = tuple[int, int]  # totals and small numbers that lose their words, then the numbers that are withheld


class _Table:
    """A table of counts with its margins, as flows between rows and columns.

    A value can be another one when some others move with it so that every row and column still adds up: up in one
    column of a row, down in another, and so on round a cycle. Margins move the other way, being what is added up to.
    So a number is safe when a cycle of suppressed cells runs through it, and made safe by the cheapest cycle.
    """

    def __init__(self, numbers: Sequence[Sequence[int]], row_totals: bool, column_totals: bool) -> None:
        width = len(numbers[0]) if numbers else 0
        if any(len(row) != width for row in numbers) or any(number < 0 for row in numbers for number in row):
            raise ValueError("a table of counts has rows of one length and no negative number")
        values = [[*row, sum(row)] for row in numbers]
        self._values = [*values, [sum(row[at] for row in values) for at in range(width + 1)]]
        self._last_row, self._last_column = len(numbers), width
        self._height = len(numbers) + int(column_totals)
        self._width = width + int(row_totals)
        places = [(r, c) for r in range(self._height) for c in range(self._width)]
        self._words = {(r, c): UNDER_5 for r, c in places if self._values[r][c] in _SMALL}
        for place in tuple(self._words):
            self._make_safe(place)

    def shown(self) -> tuple[tuple[int | str, ...], ...]:
        return tuple(
            tuple(self._words.get((r, c), self._values[r][c]) for c in range(self._width)) for r in range(self._height)
        )

    def _make_safe(self, place: _Place) -> None:
        cycles = [cycle for up in (True, False) if (cycle := self._cheapest_cycle(place, up)) is not None]
        _, steps = min(cycles)  # there is one: the number, its totals and the sum of all, all of them up by one
        for step, up in steps:
            cost = self._cost(step, up)
            if cost is not None and cost > (0, 0):
                self._words[step] = WITHHELD

    def _cheapest_cycle(self, place: _Place, up: bool) -> tuple[_Cost, list[tuple[_Place, bool]]] | None:
        """Return what it costs that `place` may be one more (or less), and the moves that go with it."""
        own = self._cost(place, up)
        if own is None:
            return None
        start, goal = self._ends(place, up)
        best: dict[int, _Cost] = {goal: own}
        came: dict[int, tuple[int, _Place, bool]] = {}
        queue = [(own, goal)]
        while queue:
            cost, node = heapq.heappop(queue)
            if node == start:
                return cost, [(place, up), *_moves_back(came, node)]
            if cost > best[node]:
                continue
            for step, step_up in self._moves_from(node):
                more = self._cost(step, step_up)
                if step == place or more is None:
                    continue
                after = self._ends(step, step_up)[1]
                total = (cost[0] + more[0], cost[1] + more[1])
                if after not in best or total < best[after]:
                    best[after], came[after] = total, (node, step, step_up)
                    heapq.heappush(queue, (total, after))
        return None

    def _ends(self, place: _Place, up: bool) -> tuple[int, int]:
        """Return where a move starts and ends. Rows are 0, 1, 2 …, columns -1, -2, -3 …"""
        row, column = place
        is_margin = (row == self._last_row) != (column == self._last_column)
        return (row, -1 - column) if up != is_margin else (-1 - column, row)

    def _moves_from(self, node: int) -> Iterator[tuple[_Place, bool]]:
        if node >= 0:
            places = [(node, column) for column in range(self._last_column + 1)]
        else:
            places = [(row, -1 - node) for row in range(self._last_row + 1)]
        return ((place, self._ends(place, True)[0] == node) for place in places)

    def _cost(self, place: _Place, up: bool) -> _Cost | None:
        """Return what must be given up so that a reader can think this number one more (or less); None: impossible."""
        row, column = place
        value, words = self._values[row][column], self._words.get(place)
        is_shown = row < self._height and column < self._width
        if not is_shown:
            return (0, 0) if up or value else None
        if not value or (not up and value in (1, _SHOWN_FROM)):
            return None  # nought is always shown, and nothing that is shown as words can be nought
        if words == WITHHELD or (words == UNDER_5 and (not up or value + 1 in _SMALL)):
            return (0, 0)
        is_dear = words == UNDER_5 or row == self._last_row or column == self._last_column
        return (int(is_dear), value)


def _moves_back(came: dict[int, tuple[int, _Place, bool]], node: int) -> Iterator[tuple[_Place, bool]]:
    while node in came:
        node, place, up = came[node]
        yield place, up
