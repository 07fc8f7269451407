"""Where a duty stands: from its facts and entries alone, worked out anew each time."""

from __future__ import annotations

import datetime as dt

from victimplanner.domain.case import CaseState
from victimplanner.domain.case_file import CaseFile
from victimplanner.domain.deadlines import (
    DeadlineRule,
    Start,
    Working,
)
from victimplanner.domain.due_item import DueState, state_on
from victimplanner.domain.duty_entries import DutyFacts


def state_of(
    rule: DeadlineRule, working: Working, facts: DutyFacts, told_on: dt.date | None, case: CaseFile, today: dt.date
) -> tuple[DueState, str]:
    """Where a duty stands, from its facts and entries alone, and in words why it ended or was excused."""
    due, start = working.due, working.start
    if facts.not_ours is not None:
        return DueState.NOT_OURS, facts.not_ours.reason
    ended = _ended(start, case)
    until = told_on or (ended[0] if ended else None) or today
    is_late = (due is not None and until > due) or (told_on is None and ended is not None and start.is_missed)
    closes = facts.accepted is not None and facts.reason is not None and facts.reason.until is None
    if is_late and facts.accepted is not None and facts.reason is not None and (told_on is not None or closes):
        return DueState.EXCUSED, f"{facts.reason.reason.rstrip('.')}. Accepted by {facts.accepted.by}."
    if told_on is not None:
        if due is None and rule.has_limit and rule.right[:1].isdigit():
            return DueState.NOT_KNOWN, "Told, but without the day it runs from nobody can say whether in time."
        return state_on(today, due, told_on), facts.reason.reason if facts.reason else ""
    is_police = rule.owner == "police" and is_late  # nobody here knows what the police did
    if ended and not is_police:
        because = ended[1]
        return (DueState.NOT_MET if is_late else DueState.NO_LONGER), f"{because[:1].upper()}{because[1:]}."
    if not rule.has_limit:
        return DueState.NO_LIMIT, ""
    if is_police:
        return DueState.NOT_KNOWN, ""
    return state_on(today, due), facts.reason.reason if facts.reason else ""


def _ended(start: Start, case: CaseFile) -> tuple[dt.date | None, str] | None:
    if start.ended_because:
        return start.ended_on, start.ended_because
    if case.case.state is CaseState.CLOSED:
        return case.case.closed_on, "the case is closed"
    return None
