"""How people arrange their worklists: filters they keep, and who stands in for whom."""

from __future__ import annotations

import datetime as dt

from sqlmodel import Field

from victimplanner.domain.record import Record


class SavedFilter(Record):
    """A filter of the worklist that one user keeps under a name. It holds choices and words, never a result."""

    login: str = Field(index=True)
    name: str
    choices: dict[str, str] = Field(default_factory=dict)
    position: int = 0


class StandIn(Record):
    """Who does somebody's work from a day to a day, both included, and why. It ends by itself."""

    person_id: str = Field(foreign_key="person.id", index=True)
    stand_in_id: str = Field(foreign_key="person.id", index=True)
    first_day: dt.date
    last_day: dt.date
    reason: str = ""
    made_by: str = ""
    ended_on: dt.date | None = None  # taken back early
