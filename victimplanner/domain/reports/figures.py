"""What a report shows: figures with their definition, their denominator, and the rows behind every number.

A figure is made of lines, a line of parts, a part of rows; its numbers are how many rows there are. So a list opened
from a number has as many entries as the number says, and picture, table and sentence cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from victimplanner.domain.plots import Plot
from victimplanner.domain.reports.rows import RowKind
from victimplanner.domain.sheets import WITHHELD, Cell, suppressed_share, suppressed_table


@dataclass(frozen=True)
class Part:
    """One number: what it counts, and the ids of the rows behind it."""

    name: str
    rows: tuple[str, ...]

    @property
    def number(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Line:
    """One line of a figure: its parts, and what else its table says of it.

    `aside` parts are shown beside the line and belong to no sum of it ("5 not offered"). `more` are cells of the table
    besides numbers, such as the median of days late. `kind` is given where the line's rows stand in another list than
    the figure's.
    """

    label: str
    parts: tuple[Part, ...]
    aside: tuple[Part, ...] = ()
    more: tuple[str, ...] = ()
    kind: RowKind | None = None

    @property
    def rows(self) -> tuple[str, ...]:
        return tuple(row for part in self.parts for row in part.rows)

    @property
    def total(self) -> int:
        return sum(part.number for part in self.parts)

    def part(self, name: str) -> Part:
        return next(part for part in self.parts if part.name == name)


@dataclass(frozen=True)
class OutsideTable:
    """A figure as it may leave the office: no rows behind it, numbers from 1 to 4 as words, totals that give nothing
    away. `plot` stands only where nothing had to be suppressed."""

    title: str
    definition: str
    denominator: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    words: str = ""
    plot: Plot | None = None
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure of the report.

    `definition` says what is counted, `denominator` of what, each one sentence. `words` is the answer in a few words
    ("78%"), `detail` what stands beside it ("87 of 112; 25 late"). Without anything to count, `empty` is the sentence
    shown in its place and `words` is "–": never a nought. `kind` is the list that its rows stand in.

    `of` heads the column of totals: then the parts of a line have no row in common. `share` heads the share of the first
    part in that total, which is due. `has_total`: the lines add up, and the table has a last line for all. Where lines
    are steps of one way, each within the one before, `outside` is the same witnesses parted, for the outside: a step
    less the next would give a small number away.
    """

    id: str
    title: str
    subtitle: str
    definition: str
    denominator: str
    kind: RowKind
    lines: tuple[Line, ...] = ()
    plot: Plot | None = None
    words: str = ""
    detail: str = ""
    empty: str = ""
    category: str = ""
    of: str = ""
    more: tuple[str, ...] = ()  # headings of `Line.more`
    share: str = ""
    has_total: bool = False
    outside: tuple[Part, ...] = ()

    @property
    def is_empty(self) -> bool:
        return bool(self.empty)

    @property
    def rows(self) -> tuple[str, ...]:
        """Every row behind the figure, each once."""
        return tuple(dict.fromkeys(row for line in self.lines for row in line.rows))

    @property
    def part_names(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.lines[0].parts) if self.lines else ()

    @property
    def header(self) -> tuple[str, ...]:
        """The headings of the table."""
        total = (self.of,) if self.of else ()
        share = (self.share,) if self.share else ()
        return (self.category, *total, *self.part_names, *share, *self.more)

    def table(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the lines of the table, for inside the office; a share is a part of one."""
        rows = [self._cells(line.label, [part.number for part in line.parts], line.more) for line in self.lines]
        if self.has_total and len(self.lines) > 1:
            sums = [sum(line.parts[at].number for line in self.lines) for at in range(len(self.part_names))]
            rows.append(self._cells("All", sums, ("",) * len(self.more)))
        return tuple(rows)

    def _cells(self, label: str, numbers: Sequence[int], more: tuple[str, ...]) -> tuple[Cell, ...]:
        total = sum(numbers)
        cells: list[Cell] = [label, *((total,) if self.of else ()), *numbers]
        if self.share:
            cells.append(numbers[0] / total if total else None)
        return (*cells, *more)

    def outside_lines(self) -> tuple[Line, ...]:
        """Return the lines as they stand outside: steps of one way are parted."""
        return tuple(Line(part.name, (Part(self.part_names[0], part.rows),)) for part in self.outside) or self.lines

    @property
    def has_outside_total(self) -> bool:
        return self.has_total or bool(self.outside)

    def for_outside(self, withheld: frozenset[tuple[int, int]] = frozenset()) -> OutsideTable:
        """Return the figure as it may leave the office.

        `withheld` are the places, row and column as `suppressed_table` has them, that other tables would give away.
        """
        if self.is_empty:
            return OutsideTable(self.title, self.definition, self.denominator, (), (), self.empty)
        lines, has_total = self.outside_lines(), self.has_outside_total
        numbers = [[part.number for part in line.parts] for line in lines]
        counts = suppressed_table(numbers, row_totals=bool(self.of), column_totals=has_total)
        shown = tuple(
            tuple(WITHHELD if (row, at) in withheld else cell for at, cell in enumerate(cells))
            for row, cells in enumerate(counts)
        )
        labels = [*(line.label for line in lines), *(("All",) if has_total else ())]
        rows = tuple(self._outside_cells(label, cells) for label, cells in zip(labels, shown, strict=True))
        header = self.header[: len(self.header) - len(self.more)] if self.more else self.header
        is_whole = not any(isinstance(cell, str) for row in shown for cell in row)
        return OutsideTable(
            self.title,
            self.definition,
            self.denominator,
            header,
            rows,
            self.words if is_whole else "",
            self.plot if is_whole and not any(part.number in range(1, 5) for part in self._asides()) else None,
            "" if is_whole else "Numbers under 5, and what would give them away, are not shown outside the office.",
        )

    def _asides(self) -> tuple[Part, ...]:
        return tuple(part for line in self.lines for part in line.aside)

    def _outside_cells(self, label: str, cells: Sequence[int | str]) -> tuple[Cell, ...]:
        numbers, total = (cells[:-1], cells[-1]) if self.of else (cells, None)
        row: list[Cell] = [label, *((total,) if total is not None else ()), *numbers]
        if self.share:
            whole = total if total is not None else WITHHELD
            row.append(suppressed_share(numbers[0], whole))
        return tuple(row)


@dataclass(frozen=True)
class PanelItem:
    """One of the eight figures at the head of the report: a label, and its answer in a few words."""

    label: str
    words: str
    rows: tuple[str, ...] = ()
    kind: RowKind | None = None


@dataclass(frozen=True)
class Report:
    """Everything that screen and paper show, counted once.

    `key_numbers` and `front` (four plots) are the first page; `panel` and `look_first` head the paper; `overdue` are
    the ids of the duties open and overdue, the longest first. `scope` says how many witnesses and cases were counted,
    `scope_outside` in words that may leave the office.
    """

    period: str
    filters: tuple[tuple[str, str], ...]
    scope: str
    scope_outside: str
    key_numbers: tuple[Figure, ...]
    front: tuple[Figure, ...]
    panel: tuple[PanelItem, ...]
    look_first: str
    by_duty: Figure
    by_right: Figure
    by_unit: Figure
    by_month: Figure
    trend: Figure
    how_late: Figure
    others: Figure
    meetings: Figure
    measures: Figure
    measure_gaps: Figure
    section_28: Figure
    decisions: Figure
    letters: Figure
    links: Figure
    applications: Figure
    questions: Figure
    overdue: tuple[str, ...]
    notes: tuple[str, ...]  # how the figures are made

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure with a table, in the order of the report."""
        return (
            self.by_duty,
            self.by_right,
            self.by_unit,
            self.by_month,
            self.trend,
            self.how_late,
            self.others,
            self.applications,
            self.decisions,
            self.letters,
            self.meetings,
            self.measures,
            self.measure_gaps,
            self.section_28,
            self.links,
            self.questions,
        )
