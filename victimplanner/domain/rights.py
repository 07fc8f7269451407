"""Standard or enhanced rights under the Victims' Code: derived from the facts, with a reasoned override."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.record import Record


class RightsLevel(StrEnum):
    """The two columns of the Code. The values are the keys of `count` in rule files."""

    STANDARD = "standard"
    ENHANCED = "enhanced"


RIGHTS_WORDS = {RightsLevel.STANDARD: "Standard rights", RightsLevel.ENHANCED: "Enhanced rights"}


class RightsOverride(Record):
    """That somebody set the level of rights by hand, or (level None) took that off again. Later entries supersede."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    level: RightsLevel | None
    reason: str
    decided_by: str
    decided_on: dt.date
    sequence: int = 1
