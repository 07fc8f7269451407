"""Rule files, texts and the list of bank holidays, read from `resources/` and handed on as plain dicts or values."""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from functools import cache
from typing import Any

import holidays

from victimplanner.domain.calendar import HolidayList
from victimplanner.domain.errors import RuleFileProblem
from victimplanner.domain.rules import DEADLINE_FILES, MEASURES_FILE, SECTION_28_FILE, RuleBook, read_rule_book
from victimplanner.domain.starts import STARTS
from victimplanner.paths import resources

_HOLIDAYS_FILE = "bank_holidays.toml"


def read_toml(*parts: str) -> dict[str, Any]:
    """Read one TOML file below `resources/`.

    Raises: RuleFileProblem naming the file when it is missing or is no TOML.
    """
    path = resources().joinpath(*parts)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RuleFileProblem(parts[-1], "file", "name", "the file is missing. Install the program again.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise RuleFileProblem(parts[-1], "file", "form", f"cannot be read: {problem}") from None


@cache
def load_rule_book() -> RuleBook:
    """Read and check every rule file. Raises: RuleFileProblem naming file, entry and key."""
    known = (MEASURES_FILE, SECTION_28_FILE, *DEADLINE_FILES)
    found = sorted(path.name for path in resources().joinpath("rules").glob("*.toml"))
    names = (*known, *(name for name in found if name not in (*known, _HOLIDAYS_FILE)))
    files = {name: read_toml("rules", name) for name in names}
    digest = hashlib.sha256()
    for name in (*names, _HOLIDAYS_FILE):
        digest.update(resources().joinpath("rules", name).read_bytes())
    return read_rule_book(files, frozenset(STARTS), digest.hexdigest()[:12])


@cache
def load_holiday_list() -> HolidayList:
    """Return the weekday bank holidays of England, from the `holidays` package within the years the rule file covers.

    Raises: RuleFileProblem when the file or the list is broken or empty.
    """
    facts = read_toml("rules", _HOLIDAYS_FILE)
    days = {key: _day(facts, key) for key in ("covered_from", "published_to", "covered_to")}
    years = range(days["covered_from"].year, days["covered_to"].year + 1)
    found = holidays.country_holidays("GB", subdiv="ENG", years=years)
    return HolidayList(
        names={
            day: name.replace(" (observed)", ", substitute day") for day, name in found.items() if day.weekday() < 5
        },
        covered_from=days["covered_from"],
        published_to=days["published_to"],
        covered_to=days["covered_to"],
        edition=str(facts.get("edition", "")),
    )


def _day(facts: dict[str, Any], key: str) -> dt.date:
    value = facts.get(key)
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise RuleFileProblem(_HOLIDAYS_FILE, "file", key, "must be a day, written 2028-12-31.")
    return value
