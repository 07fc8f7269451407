"""What the Reports page shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from victimplanner.domain.reports.choosing import ReportFilter
from victimplanner.domain.reports.figures import Figure, Report
from victimplanner.domain.reports.report_rows import ReportRows


@dataclass(frozen=True)
class ReportsState:
    """`report` is None until the first count is done; it stays while another is under way.

    `chosen` is the filter asked for, `period` the key of the period in it; `counted` is the filter of the report shown.
    `units`, `rights` and `duties` (rule id, words) are those that occur. `progress` is done, total and words.
    """

    chosen: ReportFilter
    period: str
    units: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    duties: tuple[tuple[str, str], ...] = ()
    rows: ReportRows = field(default_factory=ReportRows)
    report: Report | None = None
    counted: ReportFilter | None = None
    is_counting: bool = False
    progress: tuple[int, int, str] = (0, 0, "")
    counted_at: str = ""
    error: str = ""

    @property
    def all_figures(self) -> tuple[Figure, ...]:
        """Every figure once: the key numbers, the first four, and the others."""
        if self.report is None:
            return ()
        found = (*self.report.front, *self.report.figures(), *self.report.key_numbers)
        return tuple({figure.id: figure for figure in found}.values())

    @property
    def further(self) -> tuple[Figure, ...]:
        """The figures below the first four."""
        if self.report is None:
            return ()
        first = {figure.id for figure in self.report.front}
        return tuple(figure for figure in self.report.figures() if figure.id not in first)
