"""The rows of many cases together, list by list."""

from __future__ import annotations

from dataclasses import dataclass

from victimplanner.domain.reports.rows import ApplicationRow, DecisionRow, DutyRow, Row, RowKind
from victimplanner.domain.reports.witness_rows import LinkRow, MeasureRow, MeetingRow, Section28Row, WitnessRow


@dataclass(frozen=True)
class ReportRows:
    """Every row of some cases, and one for each witness in them."""

    duties: tuple[DutyRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    meetings: tuple[MeetingRow, ...] = ()
    section_28: tuple[Section28Row, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()
    links: tuple[LinkRow, ...] = ()
    applications: tuple[ApplicationRow, ...] = ()
    witnesses: tuple[WitnessRow, ...] = ()

    def of_kind(self, kind: RowKind) -> tuple[Row, ...]:
        """Return the list of one kind."""
        lists: dict[RowKind, tuple[Row, ...]] = {
            RowKind.DUTY: self.duties,
            RowKind.MEASURE: self.measures,
            RowKind.MEETING: self.meetings,
            RowKind.SECTION_28: self.section_28,
            RowKind.DECISION: self.decisions,
            RowKind.LINK: self.links,
            RowKind.APPLICATION: self.applications,
        }
        return lists[kind]
