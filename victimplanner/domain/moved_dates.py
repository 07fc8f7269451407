"""What a change does to what is due: dates that move, duties that start, stop, or are no longer known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from victimplanner.domain.due_item import DueItem, DueState


class Shift(StrEnum):
    MOVED = "moved"
    STARTED = "started"
    STOPPED = "stopped"
    FINISHED = "finished"


SHIFT_WORDS = {
    Shift.MOVED: "Moves",
    Shift.STARTED: "Starts",
    Shift.STOPPED: "Stops",
    Shift.FINISHED: "Is finished",
}
_FINISHED = frozenset({DueState.MET, DueState.MET_LATE, DueState.EXCUSED, DueState.NOT_OURS})


@dataclass(frozen=True)
class MovedDate:
    """One duty that a change touched: from which day to which (None: no day), and in words why it stopped."""

    shift: Shift
    case_id: str
    urn: str
    witness: str  # her label
    title: str
    was: dt.date | None
    now: dt.date | None
    note: str = ""
    item: DueItem | None = None  # as it is after the change; before it where it is gone


def moved_dates(before: Iterable[DueItem], after: Iterable[DueItem]) -> tuple[MovedDate, ...]:
    """Compare what was due with what is due after a change, item by item; what did not move is left out.

    Only what was or is open counts: a date that lies behind a finished duty moves nobody. What starts comes first, then
    what moves, what stops and what is finished, each by day.
    """
    was = {item.key: item for item in before}
    now = {item.key: item for item in after}
    found = []
    for key, item in now.items():
        old = was.get(key)
        is_new = old is None or not old.is_open
        if item.is_open and is_new:
            found.append(_line(Shift.STARTED, item, None, item.due))
        elif old is not None and item.is_open and old.due != item.due:
            found.append(_line(Shift.MOVED, item, old.due, item.due))
        elif old is not None and old.is_open and not item.is_open:
            shift = Shift.FINISHED if item.state in _FINISHED else Shift.STOPPED
            found.append(_line(shift, item, old.due, None))
    for key, old in was.items():
        if key not in now and old.is_open:
            found.append(_line(Shift.STOPPED, old, old.due, None))
    order = (Shift.STARTED, Shift.MOVED, Shift.STOPPED, Shift.FINISHED)
    return tuple(
        sorted(found, key=lambda m: (order.index(m.shift), m.now or m.was or dt.date.max, m.urn, m.witness, m.title))
    )


def _line(shift: Shift, item: DueItem, was: dt.date | None, now: dt.date | None) -> MovedDate:
    return MovedDate(shift, item.case_id, item.urn, item.witness_label, item.title, was, now, item.note, item)
