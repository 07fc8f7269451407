"""Which rules and bank holidays this office works by, so that new ones apply only after somebody has seen what moves."""

from __future__ import annotations

import datetime as dt

from sqlmodel import Field

from victimplanner.domain.record import Record


class RuleEdition(Record):
    """The time limits and bank holidays in use since a day, as text, with who confirmed them. Later ones supersede."""

    fingerprint: str
    content: str  # JSON, see `domain/editions.py`
    applied_on: dt.date
    applied_by: str
    sequence: int = 1


class AnnouncedHoliday(Record):
    """A bank holiday in England and Wales that was announced after the program's list was made."""

    on: dt.date = Field(unique=True)
    name: str
    source: str
    entered_by: str
    entered_on: dt.date
