"""The list of bank holidays in the form in which GOV.UK publishes it, checked as our own list is."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from victimplanner.domain.calendar import HolidayList
from victimplanner.domain.dates import day_and_date
from victimplanner.domain.errors import Problem, RuleBroken, RuleFileProblem

DIVISION = "england-and-wales"


@dataclass(frozen=True)
class GovUkList:
    """Bank holidays of England and Wales by day, with the first and the last year that the list covers whole."""

    names: Mapping[dt.date, str]
    first_year: int
    last_year: int


def read_gov_uk_list(text: str) -> GovUkList:
    """Read the list of England and Wales from the text of GOV.UK's file.

    Raises: RuleBroken in words for what is no such file, has no list of England and Wales, or leaves out what every
    year has: such a list must never pass for a year with fewer holidays.
    """
    try:
        data = json.loads(text)
    except ValueError:
        raise _refused("The file is not JSON. Save GOV.UK’s list of bank holidays as JSON and choose it.") from None
    events = _events(data)
    names: dict[dt.date, str] = {}
    for event in events:
        day, name = _day(event)
        if day in names:
            raise _refused(f"{day_and_date(day)} stands twice in the list.")
        names[day] = name
    first, last = min(names).year, max(names).year
    try:
        HolidayList(names, dt.date(first, 1, 1), dt.date(last, 12, 31), dt.date(last, 12, 31), "")
    except RuleFileProblem as wrong:
        raise _refused(f"The list is not whole: {wrong.entry}: {wrong.message}") from None
    return GovUkList(names, first, last)


def _events(data: object) -> list[Any]:
    division = data.get(DIVISION, data) if isinstance(data, dict) else None
    if not isinstance(division, dict) or division.get("division") != DIVISION:
        raise _refused("The file has no list of England and Wales. Choose GOV.UK’s list of bank holidays.")
    events = division.get("events")
    if not isinstance(events, list) or not events:
        raise _refused("The list of England and Wales in this file is empty.")
    return events


def _day(event: object) -> tuple[dt.date, str]:
    try:
        assert isinstance(event, dict)
        day, name, notes = dt.date.fromisoformat(event["date"]), str(event["title"]).strip(), event.get("notes") or ""
        assert name
    except (AssertionError, KeyError, TypeError, ValueError):
        raise _refused("An entry of the list has no day or no name.") from None
    return day, f"{name}, {str(notes).lower()}" if notes else name


def _refused(words: str) -> RuleBroken:
    return RuleBroken(Problem("", f"{words} Nothing was changed."))
