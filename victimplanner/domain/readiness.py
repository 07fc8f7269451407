"""Readiness for the first hearing: what was ticked by hand for a case. What follows from facts is never ticked."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.record import Record


class ReadinessMark(StrEnum):
    DONE = "done"
    NOT_NEEDED = "not_needed"
    OPEN = "open"  # taken off again


class ReadinessTick(Record):
    """One item of the checklist of one case as marked by somebody. Later marks of the same item supersede."""

    case_id: str = Field(foreign_key="case.id", index=True)
    item_id: str
    mark: ReadinessMark
    on: dt.date
    by: str
    note: str = ""  # why it is not needed; what came of it
    sequence: int = 1
