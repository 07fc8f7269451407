"""What stays on one page however much is recorded: rows are left out one by one, and the page says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlab.platypus import Flowable

from victimplanner.documents.fonts import REGULAR, width_of
from victimplanner.documents.look import COLUMN_HEIGHT, MEASURE
from victimplanner.documents.text import clean
from victimplanner.documents.together import Together

_CHARACTER = 0.53  # how wide a usual character is, in sizes of the letters
_SPARE = 3  # points kept free, so that a rounding never opens a second page


def height_of(flowables: Sequence[Flowable]) -> float:
    """Return how high these stand on a page, in points. They can still be set on one afterwards."""
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


def fewest_left_out(make: Callable[[int], list[Flowable]], most: int, row_height: float) -> list[Flowable]:
    """Return what `make` makes with as few rows left out as one page needs, at most `most`.

    `make` is given a number of rows and must become lower, or stay as it is, with more of them left out. `row_height`
    is that of a row of one line, in points: by it the search begins near its end.
    """
    room = COLUMN_HEIGHT - _SPARE
    found = make(0)
    excess = height_of(found) - room
    too_few, enough = 0, 0
    while excess > 0 and enough < most:  # up, as many rows at a time as are too much
        too_few, enough = enough, min(enough + 1 + int(excess / row_height), most)
        found = make(enough)
        excess = height_of(found) - room
    attempt = enough - 1
    while too_few < attempt:  # and down again, where higher rows went than was thought
        made = make(attempt)
        if height_of(made) <= room:
            found, enough = made, attempt
        else:
            too_few = attempt
        attempt = (too_few + enough) // 2
    return found


class Shortener:
    """Cuts what has no room on the page, and counts how often, so that the page can say it."""

    def __init__(self) -> None:
        self.count = 0

    def short(self, text: str, limit: int) -> str:
        """Return `text` on one line as wide as `limit` usual characters at most; what is cut ends in "…"."""
        words = " ".join(clean(text).split())
        room = limit * _CHARACTER
        if width_of(words, REGULAR, 1) <= room:
            return words
        self.count += 1
        words = words[: 4 * limit]  # no character is narrower than a quarter of a usual one
        while words and width_of(f"{words}…", REGULAR, 1) > room:
            words = words[:-1]
        return f"{words.rstrip()}…"
