"""What a plot shows: numbers with their names. Screen, paper, table and the words for readers come from the same object.

Each plot refuses to be empty: whoever has nothing to show says so in words, never as a zero. A share is whole per
cent; it is 0% only for none and 100% only for all.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from victimplanner.domain.dates import plural
from victimplanner.domain.plot_parts import (
    Pattern,
    PlotTable,
    capital,
    month_words,
    percent,
    refuse_empty,
    refuse_negative,
    running,
)

FEWEST_PLOTTED = 5  # a month with fewer is not plotted, so that no one can be picked out
MOST_LINES = 4  # as many as there are line styles to tell apart without colour


class BarEnd(StrEnum):
    """What stands behind a bar."""

    SHARE = "share"  # "85% met", and counts in the bar
    COUNT = "count"  # "212 of 235", and the share in the bar, over an axis in per cent


@dataclass(frozen=True)
class Series:
    """One kind of part in every bar, for instance "Good reason"."""

    name: str
    pattern: Pattern


@dataclass(frozen=True)
class Bar:
    """The counts of one category, in the order of the series."""

    label: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class StackedBars:
    """One bar for each category, parted by series; the share is that of the first series.

    `category`, `total` and `share` head the columns of the table.
    """

    title: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    end: BarEnd = BarEnd.SHARE
    category: str = "Duty"
    total: str = "Due"
    share: str = "In time"

    def __post_init__(self) -> None:
        refuse_empty(self.series, self.bars)
        if len({one.pattern for one in self.series}) < len(self.series):
            raise ValueError("two series have the same pattern")
        if any(len(bar.counts) != len(self.series) for bar in self.bars):
            raise ValueError("a bar has not one count for each series")
        refuse_negative(count for bar in self.bars for count in bar.counts)

    def share_of(self, bar: Bar) -> int | None:
        """Return the share of the first series in per cent; None where nothing was counted."""
        return percent(bar.counts[0], bar.total) if bar.total else None

    def alt_text(self) -> str:
        """Return every number in words."""
        parts = []
        for bar in self.bars:
            counts = ", ".join(
                f"{count} {running(one.name)}" for one, count in zip(self.series, bar.counts, strict=True)
            )
            share = self.share_of(bar)
            end = "none to count" if share is None else f"{share}% {running(self.series[0].name)}"
            parts.append(f"{bar.label}: {bar.total} {running(self.total)}; {counts}; {end}.")
        return " ".join((f"{self.title}. Bars, {plural(len(self.bars), 'row')}.", *parts))

    def as_table(self) -> PlotTable:
        header = (self.category, self.total, *(one.name for one in self.series), self.share)
        rows = []
        for bar in self.bars:
            share = self.share_of(bar)
            rows.append((bar.label, str(bar.total), *map(str, bar.counts), "–" if share is None else f"{share}%"))
        return PlotTable(header, tuple(rows))


class MonthCount(NamedTuple):
    """How many of a month were as they should be, and of how many."""

    met: int
    of: int

    @property
    def is_plotted(self) -> bool:
        return self.of >= FEWEST_PLOTTED

    @property
    def share(self) -> int | None:
        """The share in per cent; None for a month that is not plotted."""
        return percent(self.met, self.of) if self.is_plotted else None

    @property
    def of_words(self) -> str:
        """The number of cases as it may be shown: "17", "<5", "0"."""
        return str(self.of) if self.is_plotted or not self.of else f"<{FEWEST_PLOTTED}"


@dataclass(frozen=True)
class MonthSeries:
    """One line, with a count for each month."""

    name: str
    counts: tuple[MonthCount, ...]


@dataclass(frozen=True)
class Aim:
    """A dashed line to aim at, in per cent, with its words: "unit aim 90%"."""

    share: int
    words: str


@dataclass(frozen=True)
class LineByMonth:
    """Shares month by month. `months` are first days, none left out; months under five are named, not plotted."""

    title: str
    months: tuple[dt.date, ...]
    series: tuple[MonthSeries, ...]
    aim: Aim | None = None

    def __post_init__(self) -> None:
        refuse_empty(self.months, self.series)
        if len(self.series) > MOST_LINES:
            raise ValueError("more lines than can be told apart")
        numbers = [month.year * 12 + month.month for month in self.months]
        if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or any(m.day != 1 for m in self.months):
            raise ValueError("the months are not first days, one after the other")
        if any(len(one.counts) != len(self.months) for one in self.series):
            raise ValueError("a line has not one count for each month")
        if any(not 0 <= count.met <= count.of for one in self.series for count in one.counts):
            raise ValueError("more were met than there were")
        if self.aim is not None and not 0 <= self.aim.share <= 100:
            raise ValueError("the aim is no share")

    @property
    def leaves_out(self) -> bool:
        """Whether a month has cases, but too few to be plotted."""
        return any(0 < count.of < FEWEST_PLOTTED for one in self.series for count in one.counts)

    def alt_text(self) -> str:
        """Return every number in words. A month under five is said to be so, with no number."""
        aim = f" {capital(self.aim.words)}: {self.aim.share}%." if self.aim else ""
        lines = []
        for one in self.series:
            points = "; ".join(
                f"{month_words(month)} {_count_words(count)}"
                for month, count in zip(self.months, one.counts, strict=True)
            )
            lines.append(f"{one.name}: {points}.")
        return f"{self.title}. Line by month, {plural(len(self.months), 'month')}.{aim} {' '.join(lines)}"

    def as_table(self) -> PlotTable:
        several = len(self.series) > 1
        header = ["Month"]
        for one in self.series:
            header += [f"{one.name}, {word}" if several else capital(word) for word in ("met", "of", "share")]
        rows = []
        for place, month in enumerate(self.months):
            row = [month_words(month)]
            for one in self.series:
                count = one.counts[place]
                met = str(count.met) if count.is_plotted else "–"
                row += [met, count.of_words, "not plotted" if count.share is None else f"{count.share}%"]
            rows.append(tuple(row))
        return PlotTable(tuple(header), tuple(rows))


@dataclass(frozen=True)
class Column:
    """One column. `is_apart` marks one that is no step of the scale, for instance "Not told"."""

    label: str
    number: int
    is_apart: bool = False


@dataclass(frozen=True)
class Limit:
    """A dashed line behind the first `columns` columns, with its words: "unit limit: 1 working day"."""

    columns: int
    words: str


@dataclass(frozen=True)
class Histogram:
    """Columns side by side, each with its number. `category` and `counted` head the table."""

    title: str
    columns: tuple[Column, ...]
    limit: Limit | None = None
    category: str = "Working days"
    counted: str = "Number"

    def __post_init__(self) -> None:
        refuse_empty(self.columns)
        refuse_negative(column.number for column in self.columns)
        if self.limit is not None and not 0 < self.limit.columns < len(self.columns):
            raise ValueError("the limit stands beside no column")

    def is_beyond(self, place: int) -> bool:
        return self.limit is not None and place >= self.limit.columns and not self.columns[place].is_apart

    def pattern(self, place: int) -> Pattern:
        """Return the pattern of a column: dots beyond the limit, lines for one apart, otherwise solid."""
        if self.columns[place].is_apart:
            return Pattern.LINES
        return Pattern.DOTS if self.is_beyond(place) else Pattern.SOLID

    def alt_text(self) -> str:
        """Return every number in words."""
        limit = f" {capital(self.limit.words)}." if self.limit else ""
        parts = "; ".join(
            f"{column.label}: {column.number}{' (beyond the limit)' if self.is_beyond(place) else ''}"
            for place, column in enumerate(self.columns)
        )
        return f"{self.title}. Columns, {plural(len(self.columns), 'column')}.{limit} {parts}."

    def as_table(self) -> PlotTable:
        rows = [(column.label, str(column.number)) for column in self.columns]
        if self.limit is None:
            return PlotTable((self.category, self.counted), tuple(rows))
        words = [
            "–" if column.is_apart else "beyond" if self.is_beyond(place) else "within"
            for place, column in enumerate(self.columns)
        ]
        with_limit = tuple((*row, word) for row, word in zip(rows, words, strict=True))
        return PlotTable((self.category, self.counted, capital(self.limit.words)), with_limit)


@dataclass(frozen=True)
class Step:
    """One step of a funnel; `aside` says who did not go on: "5 not offered"."""

    label: str
    number: int
    aside: str = ""


@dataclass(frozen=True)
class Funnel:
    """Steps one below the other, each with its number."""

    title: str
    steps: tuple[Step, ...]
    category: str = "Step"
    counted: str = "Number"

    def __post_init__(self) -> None:
        refuse_empty(self.steps)
        refuse_negative(step.number for step in self.steps)

    def alt_text(self) -> str:
        """Return every number in words."""
        parts = "; ".join(f"{s.label}: {s.number}{f' ({s.aside})' if s.aside else ''}" for s in self.steps)
        return f"{self.title}. Steps, {plural(len(self.steps), 'step')}. {parts}."

    def as_table(self) -> PlotTable:
        rows = tuple((step.label, str(step.number), step.aside or "–") for step in self.steps)
        return PlotTable((self.category, self.counted, "Not gone on"), rows)


Plot = StackedBars | LineByMonth | Histogram | Funnel


def _count_words(count: MonthCount) -> str:
    if count.share is not None:
        return f"{count.share}% ({count.met} of {count.of})"
    return f"not plotted (fewer than {FEWEST_PLOTTED})" if count.of else "none"
