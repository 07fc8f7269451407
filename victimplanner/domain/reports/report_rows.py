"""The rows of many cases together, list by list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

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
            RowKind.WITNESS: self.witnesses,
        }
        return lists[kind]


def together(parts: Iterable[ReportRows]) -> ReportRows:
    """Return the rows of all parts, in their order."""
    known = list(parts)
    return ReportRows(
        tuple(chain.from_iterable(part.duties for part in known)),
        tuple(chain.from_iterable(part.measures for part in known)),
        tuple(chain.from_iterable(part.meetings for part in known)),
        tuple(chain.from_iterable(part.section_28 for part in known)),
        tuple(chain.from_iterable(part.decisions for part in known)),
        tuple(chain.from_iterable(part.links for part in known)),
        tuple(chain.from_iterable(part.applications for part in known)),
        tuple(chain.from_iterable(part.witnesses for part in known)),
    )
