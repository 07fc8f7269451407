"""How the plan is set: as usual, in large print, or in easy read with one idea a line. The words are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from victimplanner.documents.blocks import box, grid, paragraph
from victimplanner.documents.look import EASY_READ_LOOK, LARGE_PRINT_LOOK, WITNESS_LOOK, Look
from victimplanner.documents.prose import bullets
from victimplanner.documents.text import Marked, bold, join, lines, safe
from victimplanner.documents.together import Together
from victimplanner.domain.issued import Variant

_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)(</b>)? +(?=[A-Z“]|<b>)|<br/>")


@dataclass(frozen=True)
class PlanSetting:
    """One way of setting the plan. `is_easy_read`: every sentence begins a line, and no table is read across."""

    look: Look
    is_easy_read: bool = False

    def words(self, text: str) -> list[Flowable]:
        """Return running words, in easy read a line for each sentence."""
        return [paragraph(part, self.look.body) for part in self._parts(text)]

    def framed(self, text: str) -> Flowable:
        """Return a framed statement."""
        return box(lines(*self._parts(text)), self.look, is_filled=False)

    def listed(self, items: Sequence[str]) -> list[Flowable]:
        """Return a list, in easy read a point for each sentence."""
        return bullets([part for item in items for part in self._parts(item)], self.look)

    def table(
        self, columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], *, is_first_bold: bool
    ) -> list[Flowable]:
        """Return rows as a table; in easy read each row as lines, with the question that a column asks before them."""
        if not self.is_easy_read:
            return [grid(columns, rows, widths, self.look, is_first_bold=is_first_bold)]
        return [Together(self._row(columns, row, is_first_bold)) for row in rows]

    def _row(self, columns: Sequence[str], row: Sequence[str], is_first_bold: bool) -> list[Flowable]:
        said = []
        for at, (column, cell) in enumerate(zip(columns, row, strict=True)):
            parts = self._parts(cell) if cell else []
            if at == 0 and is_first_bold:
                parts = [bold(part) for part in parts]
            elif column.endswith("?"):
                parts = [join(f"{column} ", parts[0]), *parts[1:]] if parts else []
            said += parts
        return [*(paragraph(part, self.look.body) for part in said), Spacer(1, self.look.body.leading / 2)]

    def _parts(self, text: str) -> list[Marked]:
        marked = safe(text)
        if not self.is_easy_read:
            return [marked]
        found, start = [], 0
        for end in _BETWEEN_SENTENCES.finditer(marked):
            found.append(Marked(f"{marked[start : end.start()]}{end[1] or ''}"))
            start = end.end()
        return _bold_apart([part for part in (*found, Marked(marked[start:])) if part.strip()])


def _bold_apart(parts: Sequence[Marked]) -> list[Marked]:
    """Return parts that can each be set alone: bold that goes over an end is ended there, and begun again."""
    whole, is_bold = [], False
    for part in parts:
        begun = f"<b>{part}" if is_bold else part
        is_bold = begun.count("<b>") > begun.count("</b>")
        whole.append(Marked(f"{begun}</b>" if is_bold else begun))
    return whole


SETTINGS = {
    Variant.WITNESS: PlanSetting(WITNESS_LOOK),
    Variant.LARGE_PRINT: PlanSetting(LARGE_PRINT_LOOK),
    Variant.EASY_READ: PlanSetting(EASY_READ_LOOK, is_easy_read=True),
}
"""How each copy for the witness is set."""
