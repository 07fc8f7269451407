"""A sample of cases drawn at random, so that anybody can draw it again: its seed, filter, population and size are said."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Iterable
from dataclasses import dataclass

from victimplanner.domain.dates import plain_date, plural
from victimplanner.domain.errors import Problem, RuleBroken

MOST_DRAWN = 200
LARGEST_SEED = 999_999_999
_SHOWN_OF_FINGERPRINT = 12


@dataclass(frozen=True)
class SampleFilter:
    """Which cases are drawn from: of a unit ("" for all), charged from a day to a day, closed ones among them or not."""

    unit: str = ""
    charged_from: dt.date | None = None
    charged_to: dt.date | None = None
    with_closed: bool = True

    def words(self) -> tuple[tuple[str, str], ...]:
        """Return the filter as (what, choice)."""
        first, last = self.charged_from, self.charged_to
        period = "Any day, or no day recorded"
        if first and last:
            period = f"{plain_date(first)} to {plain_date(last)}"
        elif first or last:
            period = f"From {plain_date(first)}" if first else f"To {plain_date(last)}"  # type: ignore[arg-type]
        return (
            ("Unit", self.unit or "All units"),
            ("First charged", period),
            ("Closed cases", "Included" if self.with_closed else "Left out"),
        )

    def takes(self, unit: str, charged_on: dt.date | None, is_closed: bool) -> bool:
        """Say whether a case is among those drawn from. A case without a day of charge is in no period."""
        if (self.unit and unit != self.unit) or (is_closed and not self.with_closed):
            return False
        if self.charged_from is None and self.charged_to is None:
            return True
        if charged_on is None:
            return False
        return (self.charged_from or dt.date.min) <= charged_on <= (self.charged_to or dt.date.max)


@dataclass(frozen=True)
class Drawn:
    """A sample. `keys` are (URN, id) of the cases in the order drawn; `population` is how many they were drawn from.

    `fingerprint` is the start of the SHA-256 of the sorted URNs: the same seed draws the same cases from the same list
    only, and the fingerprint shows whether it is the same.
    """

    seed: int
    filter: SampleFilter
    asked: int
    population: int
    fingerprint: str
    keys: tuple[tuple[str, str], ...]

    def words(self, number: int = 0) -> tuple[tuple[str, str], ...]:
        """Return how it was drawn, as (what, words). `number` is the place of one case in it."""
        size = plural(len(self.keys), "case")
        place = f"{size}; this is number {number}" if number else size
        return (
            ("Seed", str(self.seed)),
            *self.filter.words(),
            ("Drawn from", f"{plural(self.population, 'case')}, list {self.fingerprint}"),
            ("Drawn", place),
        )


def draw(keys: Iterable[tuple[str, str]], chosen: SampleFilter, size: int, seed: int) -> Drawn:
    """Draw `size` cases, or all when there are not more. The order in which `keys` come makes no difference.

    Raises: RuleBroken for a size or seed that is no whole number within bounds, or when there is nothing to draw from.
    """
    problems = []
    if not 1 <= size <= MOST_DRAWN:
        problems.append(Problem("size", f"Enter how many cases to draw, from 1 to {MOST_DRAWN}."))
    if not 0 <= seed <= LARGEST_SEED:
        problems.append(Problem("seed", "Enter a seed of up to nine digits, or leave it empty for a new one."))
    ordered = sorted(set(keys))
    if not ordered:
        problems.append(Problem("unit", "No case matches this filter. Choose another unit or period."))
    if problems:
        raise RuleBroken(*problems)
    digest = hashlib.sha256("\n".join(urn for urn, _ in ordered).encode()).hexdigest()[:_SHOWN_OF_FINGERPRINT]
    taken = random.Random(seed).sample(ordered, min(size, len(ordered)))  # fairness, not secrecy
    return Drawn(seed, chosen, size, len(ordered), digest, tuple(taken))
