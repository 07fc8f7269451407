"""What came in from a list: kept in the source's own words, so that nothing is lost in reading it."""

from __future__ import annotations

import datetime as dt

from sqlmodel import Field

from victimplanner.domain.record import Record


class ImportedRow(Record):
    """A row of a caseload list that made a witness. The same fingerprint is never taken in twice."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    fingerprint: str = Field(index=True)
    row_number: int
    imported_at: dt.datetime
    raw: dict[str, str] = Field(default_factory=dict, schema_extra={"json_schema_extra": {"secret": True}})
    warnings: tuple[str, ...] = ()
