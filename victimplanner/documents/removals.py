"""What a copy may leave out: the kinds, in words, how often each was taken out, and how a day is written instead."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from victimplanner.documents.text import date, day, full_month, unbroken
from victimplanner.domain.dates import MONTHS
from victimplanner.paths import resource

REMOVED = "[removed: "
"""How every note begins that stands in the place of something taken out."""


class Removed(StrEnum):
    """What was taken out, by the keys of `resources/text/papers/removed.toml`."""

    HER_NAME = "her_name"
    SUPPORTER = "supporter"
    ORGANISATION = "organisation"
    PLACE = "place"
    HEALTH = "health"
    SUPPORT = "support"
    OPINION = "opinion"
    NEXT_CONTACT = "next_contact"
    ACTIONS = "actions"
    REASONING = "reasoning"
    OWN_WORDS = "own_words"
    PARTY = "party"
    CONTACT = "contact"
    LINK = "link"
    ACCUSED = "accused"
    OFFENCE = "offence"
    STAFF = "staff"
    CASE = "case"
    DAY = "day"
    BLOCK = "block"  # a part left out whole: what stood in it is not counted one by one


Tally = Counter[Removed]
"""How often each kind was taken out, counted by the step that takes it out."""


@cache
def removed_words() -> Mapping[str, Any]:
    """Return the words of what copies leave out, as they stand in the resource file."""
    return tomllib.loads(resource("text", "papers", "removed.toml").read_text("utf-8"))


def anonymised_rows(removed: Mapping[Removed, int]) -> list[tuple[str, str, str]]:
    """Return what was removed, how often and why, for a copy that names nobody; nothing removed makes no row."""
    rows = []
    for group in removed_words()["anonymised"]:
        kinds = [Removed(kind) for kind in group["kinds"]]
        number = sum(removed.get(kind, 0) for kind in kinds)
        if number:
            blocks = "" if Removed.BLOCK not in kinds else " block" if number == 1 else " blocks"
            rows.append((group["what"], f"{number}{blocks}", group["why"]))
    return rows


def disclosure_rows(removed: Mapping[Removed, int]) -> list[tuple[str, str, str]]:
    """Return what was removed from the defence's copy, how often, and on what ground."""
    said = removed_words()["kinds"]
    return [
        (said[kind.value]["what"], str(removed[kind]), said[kind.value]["ground"])
        for kind in Removed
        if removed.get(kind, 0)
    ]


DayWords = Callable[[dt.date], str]


@dataclass(frozen=True)
class Days:
    """How a copy writes days: `full` with the weekday, `short` without."""

    full: DayWords = day
    short: DayWords = date
    on: str = "on"  # the word before a day: "on 2 Dec 2026", "in December 2026"

    def said_on(self, when: dt.date) -> str:
        """Return "on 2 Dec 2026", or "in December 2026"."""
        return f"{self.on} {self.short(when)}"


def months_only(removed: Tally) -> Days:
    """Return days written as their month, "December 2026", "Dec 2026"; each one is counted as a day removed."""

    def month(on: dt.date) -> str:
        removed[Removed.DAY] += 1
        return full_month(on)

    def short_month(on: dt.date) -> str:
        removed[Removed.DAY] += 1
        return unbroken(f"{MONTHS[on.month - 1][:3]} {on.year}")

    return Days(month, short_month, "in")
