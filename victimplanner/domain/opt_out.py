"""A child's wish to depart from the primary rule, and what the court made of it (YJCEA s.21(4)-(4C))."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.record import Record


class OptOutFrom(StrEnum):
    """What a child may opt out of: either limb of the primary rule, or the screen that then takes its place."""

    RECORDING = "recording"
    LIVE_LINK = "live_link"
    SCREEN = "screen"


OPT_OUT_WORDS = {
    OptOutFrom.RECORDING: "The recorded interview, s.21(3)(a)",
    OptOutFrom.LIVE_LINK: "The live link, s.21(3)(b)",
    OptOutFrom.SCREEN: "The screen in its place, s.21(4A)",
}

OPT_OUT_FACTORS = {
    "age_and_maturity": "Age and maturity",
    "understanding": "Understanding of what follows from it",
    "relationship": "Relationship to the accused",
    "background": "Social, cultural and ethnic background",
    "offence": "Nature and circumstances of the offence",
}
"""The five factors of s.21(4C) that the court must consider, by the names of their fields."""


class OptOut(Record):
    """A child witness's wish not to follow one part of the primary rule. Later entries supersede; earlier ones stay.

    `satisfied`: whether the court was satisfied that quality would not be diminished; None: not decided.
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    from_what: OptOutFrom
    own_words: str = ""
    informed_on: dt.date | None = None  # when what follows from it was explained to her
    age_and_maturity: str = ""
    understanding: str = ""
    relationship: str = ""
    background: str = ""
    offence: str = ""
    satisfied: bool | None = None
    decided_on: dt.date | None = None
    said_on: dt.date
    sequence: int = 1


def opt_outs_now(entries: tuple[OptOut, ...]) -> dict[OptOutFrom, OptOut]:
    """Return the entry that holds now for each part of the primary rule."""
    now: dict[OptOutFrom, OptOut] = {}
    for entry in sorted(entries, key=lambda e: e.sequence):
        now[entry.from_what] = entry
    return now
