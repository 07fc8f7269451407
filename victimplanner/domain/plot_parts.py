"""What every plot is made of: patterns and colours, a table of its numbers, shares in per cent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from victimplanner.domain.dates import MONTHS

_MOST_COUNTED = 1_000_000  # things in one figure


class Pattern(StrEnum):
    """How an area is filled, told apart without colour."""

    SOLID = "solid"
    LINES = "lines"
    DOTS = "dots"
    WHITE = "white"


class PlotTable(NamedTuple):
    """The numbers of a plot as header and rows; the first column names the row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Fill:
    """Two colours as #RRGGBB: `ink` draws border and marks on `tint`. A solid area is all ink, with words in tint."""

    ink: str
    tint: str


@dataclass(frozen=True)
class PlotColours:
    """The colours of a plot as #RRGGBB, and the size of its letters in units of the drawing (points or pixels)."""

    text: str
    secondary: str
    rule: str
    ground: str
    solid: Fill
    lines: Fill
    dots: Fill
    white: Fill
    text_size: float = 9

    def fill(self, pattern: Pattern) -> Fill:
        fills = {Pattern.SOLID: self.solid, Pattern.LINES: self.lines, Pattern.DOTS: self.dots}
        return fills.get(pattern, self.white)


def percent(part: int, whole: int) -> int:
    """Return the share of `part` in `whole` in whole per cent. Raises ValueError for a share of nothing."""
    if whole <= 0 or not 0 <= part <= whole:
        raise ValueError(f"no share of {part} in {whole}")
    if part in (0, whole):
        return 100 * part // whole
    return min(99, max(1, (200 * part + whole) // (2 * whole)))


def share_words(share: float) -> str:
    """Return a share (0 to 1) of counted things as words, the same whole per cent as `percent` gives for the counts."""
    counts = Fraction(share).limit_denominator(_MOST_COUNTED)
    return f"{percent(counts.numerator, counts.denominator)}%"


def month_words(month: dt.date) -> str:
    """Return "Jun 2026"."""
    return f"{MONTHS[month.month - 1][:3]} {month.year}"


def running(name: str) -> str:
    """Return a name as it stands within a sentence: "Good reason" as "good reason", "ABE" as it is."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def capital(words: str) -> str:
    """Return words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def refuse_empty(*lists: Sequence[object]) -> None:
    """Raise ValueError when a list is empty."""
    if not all(lists):
        raise ValueError("a plot of nothing: say so in words")


def refuse_negative(numbers: Iterable[int]) -> None:
    """Raise ValueError when a count is below 0."""
    if any(number < 0 for number in numbers):
        raise ValueError("a count below nothing")
