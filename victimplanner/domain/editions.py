"""The time limits and bank holidays that an office works by, kept as text, so that new ones wait until somebody agreed.

What the program brings is `shipped`; what the office file keeps is an edition. Where both have a rule, the kept one
counts. A rule that is kept in a form this program cannot read is replaced by its own, and that is said.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from victimplanner.domain.calendar import HolidayList
from victimplanner.domain.dates import day_and_date, plain_date, plural
from victimplanner.domain.deadlines import COURT_WORDS, DeadlineRule
from victimplanner.domain.errors import RuleFileProblem
from victimplanner.domain.rule_editions import AnnouncedHoliday, RuleEdition
from victimplanner.domain.rules import RightTitle, RuleBook, read_deadline
from victimplanner.domain.starts import STARTS

_FORM = 1
_KEPT = "rules in use"
_NOT_IN_A_FILE = frozenset({"edition", "right_title", "right_short"})
_BOUNDS = ("covered_from", "published_to", "covered_to")


@dataclass(frozen=True)
class Content:
    """The time limits and the list of bank holidays of one edition."""

    deadlines: tuple[DeadlineRule, ...]
    holidays: HolidayList


@dataclass(frozen=True)
class KeptContent:
    """What an office file keeps, as far as it can be read; `problems` says in sentences what cannot.

    Of a rule one of whose entries cannot be read nothing is kept. `holidays` None: the list cannot be read.
    """

    deadlines: tuple[DeadlineRule, ...]
    holidays: HolidayList | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class InUse:
    """What an office works by: the content, the kept edition it rests on (None: none yet), and what was said of it.

    `pending` lists how the rules that came with the program differ; they wait until a manager agrees. `is_earlier`: the
    office worked by those before, so that an older program may have been started.
    """

    content: Content
    edition: RuleEdition | None
    pending: tuple[Difference, ...] = ()
    problems: tuple[str, ...] = ()
    is_earlier: bool = False


@dataclass(frozen=True)
class Difference:
    """One thing in which two editions differ: what, as it was, as it will be, and from which day (None: at once)."""

    what: str
    was: str
    now: str
    in_force: dt.date | None = None


# ---------------------------------------------------------------- as text


def content_of(deadlines: Iterable[DeadlineRule], holidays: HolidayList) -> str:
    """Return rules and holidays as JSON, the same text for the same content."""
    data = {
        "form": _FORM,
        "deadlines": [_entry(rule) for rule in deadlines],
        "holidays": {
            "names": {day.isoformat(): name for day, name in holidays.names.items()},
            "edition": holidays.edition,
            **{key: getattr(holidays, key).isoformat() for key in _BOUNDS},
        },
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint_of(content: str) -> str:
    """Return the first 12 hexadecimal letters of the SHA-256 of a content."""
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _entry(rule: DeadlineRule) -> dict[str, Any]:
    entry = {field.name: getattr(rule, field.name) for field in fields(rule)}
    entry["in_force"] = rule.in_force.isoformat()
    entry["count"] = dict(rule.count)
    return entry


def read_content(text: str) -> KeptContent:
    """Read what `content_of` wrote, in this or another version of the program. Never raises: it says what is wrong."""
    try:
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("form") != _FORM or not isinstance(data.get("deadlines"), list):
            raise ValueError
    except ValueError:
        return KeptContent(
            (), None, ("The rules kept in this office file cannot be read. Those of the program are used.",)
        )
    problems: list[str] = []
    rules: list[DeadlineRule] = []
    unread: set[str] = set()
    for entry in data["deadlines"]:
        try:
            rules.append(_read_entry(entry))
        except (RuleFileProblem, ValueError, TypeError, AttributeError):
            name = str(entry.get("id", "")) if isinstance(entry, dict) else ""
            unread.add(name)
            problems.append(
                f"Rule “{name}” is kept in a form that this version does not read. The program’s own is used."
            )
    holidays = None
    try:
        holidays = _read_holidays(data["holidays"])
    except (RuleFileProblem, ValueError, TypeError, AttributeError, KeyError):
        problems.append("The bank holidays kept in this office file cannot be read. Those of the program are used.")
    return KeptContent(tuple(rule for rule in rules if rule.id not in unread), holidays, tuple(dict.fromkeys(problems)))


def _read_entry(entry: Mapping[str, Any]) -> DeadlineRule:
    """Read one entry by the reader of the rule files, which checks it as it checks them."""
    values = {key: value for key, value in entry.items() if key not in _NOT_IN_A_FILE}
    values["in_force"] = dt.date.fromisoformat(entry["in_force"])
    if entry.get("has_limit") is False:
        values.pop("count", None)
    title = str(entry.get("right_title", ""))
    called = RightTitle(title, str(entry.get("right_short", title)))
    titles = {str(entry.get("right", "")).partition(".")[0]: called}
    return read_deadline(_KEPT, values, str(entry.get("edition", "")), frozenset(STARTS), titles)


def _read_holidays(data: Mapping[str, Any]) -> HolidayList:
    bounds = {key: dt.date.fromisoformat(data[key]) for key in _BOUNDS}
    names = {dt.date.fromisoformat(day): str(name) for day, name in data["names"].items()}
    return HolidayList(names=names, edition=str(data["edition"]), **bounds)


# ---------------------------------------------------------------- what is in use


def effective(shipped: Content, kept: KeptContent) -> Content:
    """Return what counts: of each rule the kept entries, of one that is not kept the shipped ones; the kept holidays.

    A kept rule that the program brings no longer stays until the new edition is confirmed.
    """
    by_id: dict[str, list[DeadlineRule]] = {}
    for rule in kept.deadlines:
        by_id.setdefault(rule.id, []).append(rule)
    ids = dict.fromkeys((*(rule.id for rule in shipped.deadlines), *by_id))
    deadlines: list[DeadlineRule] = []
    for rule_id in ids:
        deadlines += by_id.get(rule_id) or [rule for rule in shipped.deadlines if rule.id == rule_id]
    return Content(tuple(deadlines), kept.holidays or shipped.holidays)


def in_use(shipped: Content, *editions: RuleEdition) -> InUse:
    """Return what an office works by that keeps these editions, in a program that brings `shipped`: the newest counts."""
    edition = max(editions, key=lambda each: each.sequence, default=None)
    text = content_of(shipped.deadlines, shipped.holidays)
    if edition is None or edition.content == text:
        return InUse(shipped, edition)
    kept = read_content(edition.content)
    is_earlier = any(each.content == text for each in editions)
    return InUse(effective(shipped, kept), edition, differences(kept, shipped), kept.problems, is_earlier)


def book_in_use(book: RuleBook, content: Content) -> RuleBook:
    """Return the rule book with the time limits of `content` in place of its own."""
    if content.deadlines == book.deadlines:
        return book
    editions = dict.fromkeys(rule.edition for rule in content.deadlines)
    return replace(book, deadlines=content.deadlines, editions=(book.editions[0], *editions))


def with_announced(holidays: HolidayList, announced: Iterable[AnnouncedHoliday]) -> HolidayList:
    """Return the list with holidays that were announced later; a day that it has already keeps its name."""
    added = {holiday.on: holiday.name for holiday in announced}
    return replace(holidays, names=dict(sorted({**added, **holidays.names}.items()))) if added else holidays


# ---------------------------------------------------------------- how two editions differ

_LIMIT = ("count", "unit", "has_limit", "clock")
_DETAILS = {
    "title": "title",
    "words": "wording",
    "citation": "citation",
    "right": "number of the right",
    "right_title": "title of the right",
    "right_short": "short title of the right",
    "starts": "what starts it",
    "waits_for": "what it waits for",
    "owner": "who owes it",
    "source": "source",
    "confidence": "confidence",
    "note": "note",
    "brief": "short words",
    "short": "short title",
    "act_at": "where it is done",
    "is_default": "whether a manager may change it",
    "may_extend": "whether it may be extended",
    "is_told": "whether she is told",
}


def differences(kept: KeptContent, new: Content) -> tuple[Difference, ...]:
    """Say in words how `new` differs from what an office keeps: limits, wording, editions, bank holidays."""
    was = {(rule.id, rule.in_force): rule for rule in kept.deadlines}
    now = {(rule.id, rule.in_force): rule for rule in new.deadlines}
    kept_ids = {rule.id for rule in kept.deadlines}
    found: list[Difference] = []
    for key, rule in now.items():
        old = was.get(key)
        if old is not None:
            found += _changed(old, rule)
        elif rule.id not in kept_ids:
            found.append(Difference(rule.title, "Not kept", f"{limit_words(rule)}. In use already", rule.in_force))
        else:
            before = [r for r in kept.deadlines if r.id == rule.id and r.in_force < rule.in_force]
            old_words = limit_words(max(before, key=lambda r: r.in_force)) if before else "No limit before that day"
            found.append(Difference(rule.title, old_words, limit_words(rule), rule.in_force))
    found += [
        Difference(rule.title, limit_words(rule), "No longer among the rules", rule.in_force)
        for key, rule in was.items()
        if key not in now
    ]
    found += _names_of_editions(was.values(), now.values())
    return (*found, *_holiday_differences(kept.holidays, new.holidays))


def limit_words(rule: DeadlineRule) -> str:
    """Return the limit of a rule in words: "10 business days (Crown Court), 20 business days (youth court)"."""
    if not rule.has_limit:
        return "No number of days"
    unit = rule.unit.removesuffix("s")
    whose = {"all": "", **{key: f" ({words})" for key, words in COURT_WORDS.items()}}
    parts = [plural(number, unit) + whose.get(key, f" ({key} rights)") for key, number in rule.count.items()]
    return ", ".join(parts) + (", from receipt" if rule.clock == "received" else "")


def _changed(old: DeadlineRule, new: DeadlineRule) -> list[Difference]:
    found = []
    if any(getattr(old, name) != getattr(new, name) for name in _LIMIT):
        found.append(Difference(new.title, limit_words(old), limit_words(new), new.in_force))
    for name, words in _DETAILS.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            found.append(Difference(f"{new.title}: {words}", _said(before), _said(after), new.in_force))
    return found


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value) or "Nothing"


def _names_of_editions(was: Iterable[DeadlineRule], now: Iterable[DeadlineRule]) -> list[Difference]:
    old = list(dict.fromkeys(rule.edition for rule in was))
    new = list(dict.fromkeys(rule.edition for rule in now))
    gone, come = ("; ".join(n for n in one if n not in other) for one, other in ((old, new), (new, old)))
    return [Difference("Editions", gone or "Nothing", come or "Nothing")] if gone or come else []


def _holiday_differences(old: HolidayList | None, new: HolidayList) -> list[Difference]:
    if old is None or old == new:
        return []
    found = []
    if old.edition != new.edition:
        found.append(Difference("List of bank holidays", old.edition, new.edition))
    if (old.covered_from, old.covered_to) != (new.covered_from, new.covered_to):
        found.append(
            Difference(
                "Years covered",
                f"{old.covered_from.year} to {old.covered_to.year}",
                f"{new.covered_from.year} to {new.covered_to.year}",
            )
        )
    if old.published_to != new.published_to:
        found.append(
            Difference("Bank holidays published to", plain_date(old.published_to), plain_date(new.published_to))
        )
    first, last = max(old.covered_from, new.covered_from), min(old.covered_to, new.covered_to)
    for day in sorted({*old.names, *new.names}):
        before, after = old.names.get(day, "No bank holiday"), new.names.get(day, "No bank holiday")
        if before != after and first <= day <= last:
            found.append(Difference(day_and_date(day), before, after, day))
    return found
