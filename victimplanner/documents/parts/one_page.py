"""What stays on one page however much is recorded: rows are left out one by one, and the page says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlab.platypus import Flowable

from victimplanner.documents.look import COLUMN_HEIGHT, MEASURE
from victimplanner.documents.together import Together

_SPARE = 3  # points kept free, so that a rounding never opens a second page


def height_of(flowables: Sequence[Flowable]) -> float:
    """Return how high these stand on a page, in points. They cannot be set on a page afterwards: make them anew."""
    total = last_gap = 0.0
    for flowable in flowables:
        if isinstance(flowable, Together):
            inner = height_of(flowable._content)
            gap = float(flowable._content[0].getSpaceBefore())
            last_after = float(flowable._content[-1].getSpaceAfter())
        else:
            inner = float(flowable.wrap(MEASURE, COLUMN_HEIGHT)[1])
            gap, last_after = float(flowable.getSpaceBefore()), float(flowable.getSpaceAfter())
            inner += last_after
        total += inner + max(gap - last_gap, 0.0)
        last_gap = last_after
    return total


def fewest_left_out(make: Callable[[int], list[Flowable]], most: int) -> list[Flowable]:
    """Return what `make` makes with as few rows left out as one page needs, at most `most`.

    `make` is given a number of rows and must become lower, or stay as it is, with more of them left out.
    """
    if height_of(make(0)) <= COLUMN_HEIGHT - _SPARE:
        return make(0)
    fewest, enough = 1, most
    while fewest < enough:
        middle = (fewest + enough) // 2
        if height_of(make(middle)) <= COLUMN_HEIGHT - _SPARE:
            enough = middle
        else:
            fewest = middle + 1
    return make(enough)


class Shortener:
    """Cuts what has no room on the page, and counts how often, so that the page can say it."""

    def __init__(self) -> None:
        self.count = 0

    def short(self, text: str, limit: int) -> str:
        """Return `text` on one line of at most `limit` characters; what is cut ends in "…"."""
        words = " ".join(text.split())
        if len(words) <= limit:
            return words
        self.count += 1
        return f"{words[: limit - 1].rstrip()}…"
