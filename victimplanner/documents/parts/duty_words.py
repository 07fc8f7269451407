"""How one duty is put into the narrow columns of a paper: its number, its time, how late it was."""

from __future__ import annotations

import datetime as dt
import re

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.dates import plural
from victimplanner.domain.deadlines import span_words
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.rights import RightsLevel

_NUMBERED = re.compile(r"R\d+\w*")
_ALSO_NUMBERED = {"decision.told": "R8e", "meeting.offer": "R8g"}  # kept under our own id, owed under these
_SHORT_UNITS = {"working days": "wd", "business days": "bd", "days": "days"}


def paper_id(item: DueItem) -> str:
    """Return the number of a duty as the list of duties has it; a dash for one that has none."""
    found = _NUMBERED.match(item.rule_id)
    return found[0] if found else _ALSO_NUMBERED.get(item.rule_id, "–")


def clock_started(item: DueItem) -> dt.date | None:
    """Return the day from which the time runs: receipt where the rule says so, otherwise the event."""
    is_received = item.rule is not None and item.rule.clock == "received"
    return item.received_on if is_received else item.event_on


def time_allowed(item: DueItem) -> str:
    """Return "1 wd", "1 wd from receipt" before it runs, "none stated" without a limit."""
    rule = item.rule
    if rule is None:
        return ""
    if not rule.has_limit:
        return "none stated"
    number = item.working.count.number if item.working and item.working.count else None
    if number is None:
        number = rule.number(item.level or RightsLevel.ENHANCED.value)
    if not number:
        return rule.brief or ("the same day" if "{count}" in rule.words else rule.words)
    words = f"{number} {_SHORT_UNITS[rule.unit]}"
    waits = item.state is DueState.NOT_STARTED and rule.clock == "received"
    return f"{words} from receipt" if waits else words


def late_by(item: DueItem, calendar: Calendar, *, in_full: bool = False) -> str:
    """Return how much after its day a duty was done: "2 wd", or "2 working days"; "" when it was not late."""
    if item.due is None or item.told_on is None or item.told_on <= item.due:
        return item.standing.removesuffix(" late") if in_full and item.state is DueState.OVERDUE else ""
    words = span_words(calendar, item.due, item.told_on, item.count_unit)
    if in_full:
        return words
    number = calendar.days_between(item.due, item.told_on, item.count_unit)
    return f"{number} {_SHORT_UNITS[item.count_unit]}" if number else plural((item.told_on - item.due).days, "day")
