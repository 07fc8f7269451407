"""What stays together on a page, and tables that break only where a reader can follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, KeepTogether, Table

from victimplanner.documents.look import COLUMN_HEIGHT

KEPT_WHOLE = 10  # a table of up to so many rows stays on one page
_LINES_KEPT = 40  # points of a row broken over pages, at least, on each
_START_NEEDS = 150  # points left on a page for a block too long for one page to start there


class Together(KeepTogether):  # type: ignore[misc]  # the layout library has no types
    """Flowables kept on one page. Those longer than a page start where they stand if there is room for a beginning.

    A beginning is everything but the last flowable, which is the one that goes on overleaf.
    """

    def __init__(self, flowables: Sequence[Flowable]) -> None:
        flat: list[Flowable] = []
        for flowable in flowables:  # one inside another would count as endlessly tall
            flat += flowable._content if isinstance(flowable, Together) else [flowable]
        super().__init__(flat)

    def split(self, width: float, height: float) -> list[Flowable]:
        flowables: list[Flowable] = super().split(width, height)
        if self._H > COLUMN_HEIGHT and height > self._start_height(width):
            return [self.NullActionFlowable(), *self._content]
        return flowables

    def _start_height(self, width: float) -> float:
        lead = sum(f.wrapOn(self.canv, width, COLUMN_HEIGHT)[1] for f in self._content[:-1])
        return float(lead) + _START_NEEDS


def of_the_day(flowable: Flowable) -> Flowable:
    """Mark what says where things stand on the day of printing: it does not make a new version of a paper."""
    flowable.is_of_the_day = True
    for inner in getattr(flowable, "_content", ()) if isinstance(flowable, Together) else ():
        inner.is_of_the_day = True
    return flowable


class RowTable(Table):  # type: ignore[misc]  # the layout library has no types
    """A table that never splits a row and leaves no row alone on a page; its header row comes again overleaf.

    What it is for a reader who hears it stands with the words in its cells; fills and lines are decoration.
    """

    _measured_for: float | None = None  # the width for which its rows were measured

    def _calc(self, width: float, height: float) -> None:
        """Measure the rows once for each width: blocks kept together ask again and again."""
        if width != self._measured_for:
            super()._calc(width, height)
            self._measured_for = width

    def _drawBkgrnd(self) -> None:
        if self._bkgrndcmds:
            with self.canv.decoration():
                super()._drawBkgrnd()

    def _drawLines(self) -> None:
        if self._linecmds:
            with self.canv.decoration():
                super()._drawLines()

    def split(self, width: float, height: float) -> list[Flowable]:
        parts: list[Flowable] = super().split(width, height)
        if not parts:
            return self.broken_row(height)
        if len(parts) != 2:
            return parts
        header = int(self.repeatRows)
        first, rest = (len(part._cellvalues) - header for part in parts)
        if first == 1 and rest >= 1 and height < COLUMN_HEIGHT * 0.6:
            return []  # the whole table goes overleaf
        if rest == 1 and first >= 3:
            shorter = sum(self._rowHeights[: header + first - 1]) + 0.1
            again: list[Flowable] = super().split(width, shorter)
            return again or parts
        return parts

    def broken_row(self, height: float) -> list[Flowable]:
        """Return the parts of a table whose first row no page can hold, or nothing where another page may hold it."""
        if height < COLUMN_HEIGHT - 1:
            return []
        self.splitInRow = _LINES_KEPT
        return list(self._splitRows(height, doInRowSplit=1))


def row_table(data: Sequence[Sequence[Any]], header_rows: int = 1, **more: Any) -> RowTable:
    """Return a table whose first `header_rows` come again overleaf. Not a constructor: a split makes new tables."""
    return RowTable(data, repeatRows=header_rows, splitByRow=1, splitInRow=0, **more)
