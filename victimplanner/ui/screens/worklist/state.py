"""What the worklist shows and what was chosen: plain values, without a widget."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from victimplanner.domain.dates import WEEKDAYS, long_date, plain_date
from victimplanner.domain.due import ACTION
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.due_lines import DueQuery, Grouping
from victimplanner.domain.rules import RuleBook
from victimplanner.domain.worklists import SavedFilter
from victimplanner.services.worklist import Whose

ORDER = (
    DueState.OVERDUE,
    DueState.TODAY,
    DueState.THIS_WEEK,
    DueState.NOT_KNOWN,
    DueState.NEXT_TWO_WEEKS,
    DueState.LATER,
    DueState.NO_LIMIT,
)
GROUP_WORDS = {
    DueState.OVERDUE: "Overdue",
    DueState.TODAY: "Today",
    DueState.THIS_WEEK: "This week",
    DueState.NOT_KNOWN: "Cannot be worked out",
    DueState.NEXT_TWO_WEEKS: "Next two weeks",
    DueState.LATER: "Later",
    DueState.NO_LIMIT: "No number of days",
}
WHOSE_WORDS = {Whose.MINE: "Mine", Whose.UNIT: "My unit", Whose.ALL: "All"}
GROUPING_WORDS = {
    Grouping.WHEN: "By when",
    Grouping.CASE: "By case",
    Grouping.OWNER: "By owner",
    Grouping.RULE: "By rule",
}
KIND_WORDS = {
    "": "All duties",
    "code": "Victims’ Code",
    "court": "CrimPR",
    "policy": "CPS policy",
    "unit": "Unit tasks",
    "agreed": "Agreed actions",
}
"""Kinds of duty to choose among. The keys are kept in saved filters: never rename one."""


class ShownGroup(NamedTuple):
    """One group: its items as far as they are shown, and how many it has; None while that is counted."""

    title: str
    note: str
    items: tuple[DueItem, ...]
    number: int | None


@dataclass(frozen=True)
class Choices:
    """What was chosen to be shown, and how."""

    whose: Whose = Whose.UNIT
    by: Grouping = Grouping.WHEN
    kind: str = ""
    owner: str = ""
    text: str = ""
    only: DueState | None = None
    put_off: bool = False

    def query(self, rules: RuleBook) -> DueQuery:
        """Return what is asked of the lines."""
        return DueQuery(
            owners=frozenset({self.owner}) if self.owner else None,
            rule_ids=rules_of_kind(self.kind, rules) if self.kind else None,
            state=self.only,
            text=self.text,
            put_off=self.put_off,
        )

    def as_saved(self) -> dict[str, str]:
        """Return the choices as they are kept."""
        return {
            "whose": self.whose.value,
            "by": self.by.value,
            "kind": self.kind,
            "owner": self.owner,
            "text": self.text,
            "only": self.only.value if self.only else "",
            "put_off": "yes" if self.put_off else "",
        }

    @property
    def is_plain(self) -> bool:
        """Whether nothing narrows the list but whose it is."""
        return not (self.kind or self.owner or self.text.strip() or self.only or self.put_off)


def choices_of(saved: Mapping[str, str]) -> Choices:
    """Return choices as they were kept; what this program does not know any more is left out."""

    def one_of(kind: type[Whose | Grouping | DueState], name: str) -> str | None:
        return saved.get(name) if saved.get(name) in {member.value for member in kind} else None

    only = one_of(DueState, "only")
    return Choices(
        whose=Whose(one_of(Whose, "whose") or Whose.UNIT),
        by=Grouping(one_of(Grouping, "by") or Grouping.WHEN),
        kind=saved["kind"] if saved.get("kind") in KIND_WORDS else "",
        owner=saved.get("owner", ""),
        text=saved.get("text", ""),
        only=DueState(only) if only else None,
        put_off=saved.get("put_off") == "yes",
    )


def rules_of_kind(kind: str, rules: RuleBook) -> frozenset[str]:
    """Return the rules of one kind of duty; a rule that two editions place differently is of both kinds."""
    if kind == "agreed":
        return frozenset({ACTION})
    return frozenset(rule.id for rule in rules.deadlines if _kind(rule.right) == kind)


def _kind(right: str) -> str:
    if right[:1].isdigit():
        return "code"
    return {"CrimPR": "court", "Policy": "policy"}.get(right, "unit")


@dataclass(frozen=True)
class Detail:
    """One item in full: the steps of its date, and how she may be reached."""

    item: DueItem
    steps: tuple[tuple[str, str], ...]
    contact: str


@dataclass(frozen=True)
class Undoable:
    """What was just done, in words, and what it was done to; `item` None: it cannot be taken back here."""

    words: str
    item: DueItem | None = None


@dataclass(frozen=True)
class WorklistState:
    """What the page shows. Empty groups are left out; `totals` None and a group's number None: still being counted.

    `waiting` cases are still to be counted; `detail` is filled where there is room for it. `news` says what is pressing
    after unlocking and when a new day begins.
    """

    has_cases: bool = True
    choices: Choices = Choices()
    groups: tuple[ShownGroup, ...] = ()
    has_more: bool = False
    totals: Mapping[Whose, int] | None = None
    counts: Mapping[DueState, int] | None = None
    put_off: int = 0
    matching: int | None = None
    owners: tuple[str, ...] = ()
    has_units: bool = False
    filters: tuple[SavedFilter, ...] = ()
    waiting: int = 0
    is_reading: bool = False
    next_words: str = ""
    counted_at: str = ""
    error: str = ""
    done: Undoable | None = None
    news: str = ""
    is_filling: bool = False
    detail: Detail | None = None


def group_note(state: DueState, today: dt.date) -> str:
    """Return the few words beside the heading of a group."""
    if state is DueState.OVERDUE:
        return "Do these first"
    if state is DueState.TODAY:
        return long_date(today)
    if state is DueState.THIS_WEEK:
        sunday = today.toordinal() + 6 - today.weekday()
        return f"to {WEEKDAYS[6]} {plain_date(today.fromordinal(sunday))}"
    if state is DueState.NO_LIMIT:
        return "As soon as possible"
    return "A fact is missing" if state is DueState.NOT_KNOWN else ""


def rule_title(rule_id: str, rules: RuleBook) -> str:
    """Return what the newest edition of a rule asks for, to head its group."""
    if rule_id == ACTION:
        return KIND_WORDS["agreed"]
    editions = [rule for rule in rules.deadlines if rule.id == rule_id]
    return max(editions, key=lambda rule: rule.in_force).title if editions else rule_id


def news_words(counts: Mapping[DueState, int]) -> str:
    """Return "3 things are overdue, 2 are due today." without naming anybody; "" when nothing is pressing."""
    late, today = counts.get(DueState.OVERDUE, 0), counts.get(DueState.TODAY, 0)
    if late and today:
        return f"{_things(late)} overdue, {today} {'is' if today == 1 else 'are'} due today."
    return f"{_things(late)} overdue." if late else f"{_things(today)} due today." if today else ""


def _things(number: int) -> str:
    return "1 thing is" if number == 1 else f"{number} things are"
