"""What is due across the office: worked out afresh for `due`, and as it was counted last for the screen.

The counted lines show at once however many cases there are; `services.counting` keeps them right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.deadlines import standing_words
from victimplanner.domain.due import due_for_case, due_for_witness, in_order
from victimplanner.domain.due_item import OPEN, DueItem, DueState
from victimplanner.domain.due_lines import DueCounts, DueQuery, Grouping
from victimplanner.domain.urn import display_urn
from victimplanner.services.cases import read_cases
from victimplanner.services.context import App
from victimplanner.services.stand_ins import my_names
from victimplanner.storage.unit_of_work import UnitOfWork
from victimplanner.storage.worklist_lines import (
    count_groups,
    count_lines,
    has_cases,
    last_row,
    owners_of_lines,
    read_lines,
    units_of_cases,
)

LARGE = 20_000
"""Lines above which counting them all takes longer than a page should wait."""
_FEW = LARGE // 10


class Whose(StrEnum):
    """Whose lines are shown. The values are kept in saved filters: never rename one."""

    MINE = "mine"
    UNIT = "unit"
    ALL = "all"


@dataclass(frozen=True)
class DueGroup:
    """One group of a page: its lines as far as they are shown, and how many it has; None while they are counted."""

    key: str
    items: tuple[DueItem, ...]
    number: int | None


@dataclass(frozen=True)
class Overview:
    """What is counted around a page: whose, by state, how many match the words asked for, and what can be chosen."""

    totals: dict[Whose, int]
    counts: DueCounts
    matching: DueCounts
    owners: tuple[str, ...]
    has_units: bool  # more than one, so that "all" is more than the user's own


def due_items(app: App) -> list[DueItem]:
    """List every open item of every open case, the most pressing first."""
    files = read_cases(app)
    return in_order(item for file in files for item in due_of_case(app, file))


def due_of_case(app: App, file: CaseFile) -> list[DueItem]:
    """List the open items of one case."""
    return due_for_case(file, app.rules, app.calendar, app.today)


def duties_of_witness(app: App, case_file: CaseFile, file: WitnessFile) -> list[DueItem]:
    """List all items of one witness, finished ones too."""
    return due_for_witness(case_file, file, app.rules, app.calendar, app.today)


def is_mine(app: App, item: DueItem) -> bool:
    """Say whether an item is the user's today: by the name that stands on the case, their own or one they stand in for."""
    return item.owner_name.casefold() in my_names(app)


# ---------------------------------------------------------------- as it was counted last


def has_any_case(app: App) -> bool:
    """Whether the office file has a case at all."""
    with app.read() as uow:
        return has_cases(uow)


def is_large(app: App) -> bool:
    """Whether there are so many lines that they are counted beside the page, not before it."""
    with app.read() as uow:
        return last_row(uow) > LARGE


def whose_query(app: App, whose: Whose, query: DueQuery) -> DueQuery:
    """Narrow a query to the lines of the user, of the unit or of nobody in particular."""
    with app.read() as uow:
        return _narrowed(app, uow, whose, query)


def _narrowed(app: App, uow: UnitOfWork, whose: Whose, query: DueQuery) -> DueQuery:
    if whose is Whose.MINE:
        names = my_names(app)
        mine = frozenset(owner for owner in owners_of_lines(uow) if owner.casefold() in names)
        return replace(query, owners=mine if query.owners is None else mine & query.owners)
    if whose is Whose.UNIT:
        return replace(query, units=frozenset({"", app.office.name}))
    return query


def read_groups(
    app: App, query: DueQuery, by: Grouping, limit: int, counts: DueCounts | None = None
) -> tuple[DueGroup, ...]:
    """Return the first lines of a query in groups: at most `limit` of each state, or in all where grouped otherwise.

    `counts` are those of the same query, where they are known already.
    """
    today = app.today
    with app.read() as uow:
        if by is Grouping.WHEN:
            states = OPEN if query.state is None else (query.state,)
            known = counts.by_state if counts is not None else {}
            found = [
                (s, read_lines(uow, replace(query, state=s), today, limit, few=0 < known.get(s, 0) < _FEW))
                for s in states
                if counts is None or known.get(s)
            ]
            return tuple(
                DueGroup(s.value, _standing(app, items), _number(s, items, counts, limit))
                for s, items in found
                if items
            )
        items = read_lines(uow, query, today, limit, by)
        keys = list(dict.fromkeys(_key(item, by) for item in items))
        numbers = count_groups(uow, query, today, by, keys) if len(items) == limit else {}
    shown = {key: [item for item in items if _key(item, by) == key] for key in keys}
    return tuple(DueGroup(key, _standing(app, shown[key]), numbers.get(key, len(shown[key]))) for key in keys)


def _number(state: DueState, items: Sequence[DueItem], counts: DueCounts | None, limit: int) -> int | None:
    if len(items) < limit:
        return len(items)
    return counts.by_state.get(state) if counts is not None else None


def _key(item: DueItem, by: Grouping) -> str:
    return {Grouping.CASE: item.case_id, Grouping.OWNER: item.owner_name}.get(by, item.rule_id)


def _standing(app: App, items: Iterable[DueItem]) -> tuple[DueItem, ...]:
    """Say of each line how many days are left or how late it is, as on the day of looking."""
    today, calendar = app.today, app.calendar
    return tuple(
        replace(item, standing=standing_words(calendar, today, item.due, item.count_unit)) if item.due else item
        for item in items
    )


def count_of(app: App, whose: Whose, query: DueQuery) -> DueCounts:
    """Count the lines of the user, of the unit or all, whatever their state and words."""
    with app.read() as uow:
        plain = replace(query, state=None, text="", put_off=False)
        return count_lines(uow, _narrowed(app, uow, whose, plain), app.today)


def read_overview(app: App, whose: Whose, query: DueQuery) -> Overview:
    """Count around a page. Its state and text narrow only the number that match."""
    plain = replace(query, state=None, text="", put_off=False)
    today = app.today
    with app.read() as uow:
        units = [unit for unit in units_of_cases(uow) if unit]
        has_units = len(units) > 1 or (bool(units) and units != [app.office.name])
        scopes = [w for w in Whose if has_units or w is not Whose.ALL]
        counted = {w: count_lines(uow, _narrowed(app, uow, w, plain), today) for w in scopes}
        chosen = counted.get(whose, counted[Whose.UNIT])
        narrow = query.text.strip() or query.state or query.put_off
        matching = count_lines(uow, _narrowed(app, uow, whose, query), today) if narrow else chosen
        return Overview(
            {w: counts.total for w, counts in counted.items()}, chosen, matching, tuple(owners_of_lines(uow)), has_units
        )


def due_as_data(items: Sequence[DueItem]) -> list[dict[str, Any]]:
    """Return items ready for JSON: ISO dates, the same words as on screen, no names of witnesses."""
    return [
        {
            "urn": display_urn(item.urn),
            "witness": item.witness_label,
            "title": item.title,
            "why": item.why,
            "rule": item.rule_id,
            "citation": item.citation,
            "edition": item.working.rule.edition if item.working else "",
            "source": item.working.rule.source if item.working else "",
            "confidence": item.working.rule.confidence if item.working else "",
            "trigger": item.working.start.words if item.working else item.why,
            "trigger_date": _iso(item.working.start.on if item.working else None),
            "due": _iso(item.due),
            "state": item.state.value,
            "standing": item.standing,
            "missing": item.missing,
            "provisional": item.is_provisional,
            "owner": item.owner_name,
            "steps": [{"step": step.label, "text": step.text} for step in item.working.steps] if item.working else [],
        }
        for item in items
    ]


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None
