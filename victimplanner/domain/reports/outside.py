"""All tables of a report as they may leave the office together: what one of them hides, no other gives away.

The same duties stand in several tables, by duty, by right and by month. A number left out of one table could be worked
back from another that adds the same rows up another way. So every number is taken as the set of rows it counts; where
numbers shown give a small one away, one of them is withheld, and so on until nothing can be worked back:

- no adding and taking away of numbers shown gives a small one, and
- wherever numbers add up to another, at least two values stay possible, “under 5” being known to be 1 to 4.

What a reader knows from elsewhere, or from a second file with another filter, no table can guard against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from victimplanner.domain.reports.figures import Figure, OutsideTable
from victimplanner.domain.reports.rows import RowKind
from victimplanner.domain.sheets import WITHHELD, suppressed_table

_FROM_DUTIES = frozenset({RowKind.DUTY, RowKind.DECISION, RowKind.APPLICATION})  # rows of the same items
_MOST_SMALL = 4
_UNBOUNDED = 10**9
_PRIME = 2**61 - 1

_Rows = int
"""A set of rows, one bit for each."""
_Equation = dict[_Rows, int]
"""How often each number is counted; all of it together is nothing."""
_Place = tuple[str, int, int]
"""A figure, and the row and column in its outside table."""


def outside_tables(figures: Sequence[Figure]) -> Mapping[str, OutsideTable]:
    """Return the tables for outside by the ids of their figures, such that none gives away what another hides."""
    cells = _Cells(figures)
    while found := cells.given_away():
        cells.shown -= found
    return {figure.id: figure.for_outside(cells.withheld_in(figure)) for figure in figures}


@dataclass(frozen=True)
class _Sum:
    """Rows of one number that are parted by others, none of them empty."""

    whole: _Rows
    parts: tuple[_Rows, ...]

    def members(self) -> tuple[_Rows, ...]:
        return (self.whole, *self.parts)


class _Cells:
    """Every number of all tables as a set of rows; `shown` are the sets that stand as numbers or “under 5” somewhere."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self._bits: dict[str, int] = {}
        self._places: dict[_Rows, list[_Place]] = {}
        self.shown: set[_Rows] = set()
        self._shown_at: dict[str, set[_Place]] = {}
        self._small: set[_Rows] = set()
        parted: list[list[_Rows]] = []
        for figure in figures:
            if not figure.is_empty:
                parted += self._add(figure)
        self._sums = tuple(self._find_sums(parted))

    def withheld_in(self, figure: Figure) -> frozenset[tuple[int, int]]:
        """Return the places of a table that would stand as numbers or “under 5” and must not."""
        kept = {place for rows in self.shown for place in self._places[rows]}
        return frozenset((row, at) for name, row, at in self._shown_at.get(figure.id, set()) - kept)

    def given_away(self) -> set[_Rows]:
        """Return what is shown and lets small numbers be worked back; nothing when none can be."""
        return self._by_adding() or self._by_bounds()

    # ------------------------------------------------------------ reading the figures

    def _add(self, figure: Figure) -> list[list[_Rows]]:
        """Take in the numbers of a table; return its lines and columns of numbers that have no row in common."""
        lines = [
            [self._set(figure, line.kind or figure.kind, part.rows) for part in line.parts]
            for line in figure.outside_lines()
        ]
        width = len(lines[0])
        table = [[*line, _union(line)] if figure.of else line for line in lines]
        if figure.has_outside_total:
            table.append([_union(line[at] for line in table) for at in range(len(table[0]))])
        counts = suppressed_table(
            [[rows.bit_count() for rows in line] for line in lines],
            row_totals=bool(figure.of),
            column_totals=figure.has_outside_total,
        )
        shown_at = self._shown_at.setdefault(figure.id, set())
        for row, (line, cells) in enumerate(zip(table, counts, strict=True)):
            for at, (rows, cell) in enumerate(zip(line, cells, strict=True)):
                if not rows:
                    continue
                place = (figure.id, row, at)
                self._places.setdefault(rows, []).append(place)
                if 0 < rows.bit_count() <= _MOST_SMALL:
                    self._small.add(rows)
                if cell != WITHHELD:
                    self.shown.add(rows)
                    shown_at.add(place)
        columns = [[line[at] for line in table[: len(lines)]] for at in range(len(table[0]))]
        return [*columns, *(line[:width] for line in table if figure.of)]

    def _set(self, figure: Figure, kind: RowKind, rows: Iterable[str]) -> _Rows:
        found = 0
        for row in rows:
            item = row.partition("/")[2] if kind in _FROM_DUTIES else row
            found |= 1 << self._bits.setdefault(item, len(self._bits))
        return found

    def _find_sums(self, parted: Iterable[Sequence[_Rows]]) -> Iterator[_Sum]:
        """Find every number that is the sum of numbers in one line or column."""
        seen = set()
        for group in parted:
            parts = [rows for rows in group if rows]
            if sum(rows.bit_count() for rows in parts) != _union(parts).bit_count():
                continue  # they have rows in common, and add up to nothing
            for whole in self._places:
                inside = tuple(rows for rows in parts if rows & whole == rows)
                if len(inside) > 1 and _union(inside) == whole and (whole, frozenset(inside)) not in seen:
                    seen.add((whole, frozenset(inside)))
                    yield _Sum(whole, inside)

    # ------------------------------------------------------------ working back

    def _by_adding(self) -> set[_Rows]:
        """Find small numbers that follow from numbers shown, whatever is added and taken away; return one such for each.

        Each sum is an equation of what is shown and what is not. Solved for what is not, an equation that is left with
        one unknown gives it away. Counted modulo a large prime, as exact as fractions and quicker.
        """
        numbers = self.shown - self._small
        solved: dict[_Rows, _Equation] = {}
        for one in self._sums:
            equation = dict.fromkeys(one.parts, 1) | {one.whole: _PRIME - 1}
            for unknown in [rows for rows in equation if rows in solved]:
                _add(equation, solved[unknown], -equation[unknown])
            pivot = next((rows for rows in equation if rows not in numbers), None)
            if pivot is None:
                continue
            inverse = pow(equation[pivot], -1, _PRIME)
            equation = {rows: times * inverse % _PRIME for rows, times in equation.items()}
            for other in solved.values():
                if pivot in other:
                    _add(other, equation, -other[pivot])
            solved[pivot] = equation
        found: set[_Rows] = set()
        for small in sorted(self._small & solved.keys()):
            known = solved[small].keys() - {small}
            if known <= numbers and not known & found:
                found.add(self._cheapest(known))
        return found

    def _by_bounds(self) -> set[_Rows]:
        """Find a small number of which only one value is possible; return something shown that leads to it."""
        bounds = {rows: self._known(rows) for rows in self._places}
        cause: dict[_Rows, _Sum] = {}
        is_new = True
        while is_new:
            is_new = False
            for one in self._sums:
                for rows, bound in _narrowed(one, bounds):
                    if bound != bounds[rows]:
                        bounds[rows], cause[rows], is_new = bound, one, True
                        if rows in self._small and bound[0] == bound[1]:
                            return self._behind(rows, cause)
        return set()

    def _known(self, rows: _Rows) -> tuple[int, int]:
        if rows not in self.shown:
            return 1, _UNBOUNDED
        return (1, _MOST_SMALL) if rows in self._small else (rows.bit_count(), rows.bit_count())

    def _behind(self, rows: _Rows, cause: Mapping[_Rows, _Sum]) -> set[_Rows]:
        """Return what is shown as near as possible to a number whose bounds follow from it: rather a number than words."""
        near, seen = [rows], {rows}
        while near:
            members = [other for one in near if one in cause for other in cause[one].members()]
            if known := self.shown.intersection(members):
                numbers = known - self._small
                return {self._cheapest(numbers) if numbers else max(known, key=int.bit_count)}
            near = [other for other in members if other not in seen]
            seen.update(near)
        return set()

    def _cheapest(self, candidates: Iterable[_Rows]) -> _Rows:
        """Return the number that tells least: the smallest, and no sum where there is another."""
        wholes = {one.whole for one in self._sums}
        return min(candidates, key=lambda rows: (rows in wholes, rows.bit_count(), rows))


def _narrowed(one: _Sum, bounds: Mapping[_Rows, tuple[int, int]]) -> Iterator[tuple[_Rows, tuple[int, int]]]:
    """Return what the bounds of a sum and of its parts say of each other."""
    least = sum(bounds[part][0] for part in one.parts)
    most = sum(bounds[part][1] for part in one.parts)
    low, high = bounds[one.whole]
    yield one.whole, (max(low, least), min(high, most))
    for part in one.parts:
        own = bounds[part]
        yield part, (max(own[0], low - (most - own[1])), min(own[1], high - (least - own[0])))


def _add(equation: _Equation, other: _Equation, times: int) -> None:
    """Add a multiple of another equation; what comes to nothing falls out."""
    for rows, number in other.items():
        if total := (equation.get(rows, 0) + times * number) % _PRIME:
            equation[rows] = total
        else:
            equation.pop(rows, None)


def _union(sets: Iterable[_Rows]) -> _Rows:
    found = 0
    for rows in sets:
        found |= rows
    return found
