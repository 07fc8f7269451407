"""What the calendar shows: a stretch of days, whose entries, which kinds, and what stands in them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from victimplanner.domain.due_item import DueItem
from victimplanner.services.schedule import Entry, EntryKind, Scope


class Span(StrEnum):
    """How much is shown at once."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    LIST = "list"


SPAN_WORDS = {Span.DAY: "Day", Span.WEEK: "Week", Span.MONTH: "Month", Span.LIST: "List"}
SCOPE_WORDS = {Scope.MINE: "Mine and my cases", Scope.UNIT: "My unit", Scope.ALL: "Whole office file"}


class Group(StrEnum):
    """Kinds of entry that are shown and hidden together."""

    MEETINGS = "meetings"
    HEARINGS = "hearings"
    SECTION_28 = "section_28"
    DEADLINES = "deadlines"
    CONTACTS = "contacts"
    AWAY = "away"


GROUP_WORDS = {
    Group.MEETINGS: "Meetings",
    Group.HEARINGS: "Hearings",
    Group.SECTION_28: "Section 28 and links",
    Group.DEADLINES: "Deadlines",
    Group.CONTACTS: "Contacts",
    Group.AWAY: "Away",
}
GROUP_OF = {
    EntryKind.MEETING: Group.MEETINGS,
    EntryKind.HEARING: Group.HEARINGS,
    EntryKind.RECORDING: Group.SECTION_28,
    EntryKind.LINK: Group.SECTION_28,
    EntryKind.TEST_CALL: Group.SECTION_28,
    EntryKind.DEADLINE: Group.DEADLINES,
    EntryKind.CONTACT: Group.CONTACTS,
    EntryKind.AWAY: Group.AWAY,
}


@dataclass(frozen=True)
class CalendarState:
    """`day` is the day one is on, `first` and `last` the days read, `days` those with a column of their own.

    `notes` says of a day why nobody works on it. `to_tell` are the changes and notices that a witness has not been
    told of. `moved` says what was moved last, "" when nothing was.
    """

    today: dt.date
    day: dt.date
    first: dt.date
    last: dt.date
    span: Span = Span.WEEK
    scope: Scope = Scope.MINE
    groups: frozenset[Group] = frozenset(Group)
    with_cancelled: bool = False
    days: tuple[dt.date, ...] = ()
    notes: dict[dt.date, str] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    to_tell: tuple[DueItem, ...] = ()
    moved: str = ""
    moved_entry: Entry | None = None
    error: str = ""

    @property
    def clashing(self) -> tuple[Entry, ...]:
        """The entries that clash; what can be moved here comes first."""
        found = [entry for entry in self.entries if entry.clashes]
        return tuple(sorted(found, key=lambda entry: not entry.is_movable))
