"""What was entered about one duty: told, excused, paused, extended, put off, handed over. Each can be taken off again.

A duty is known by its rule, its witness and what it is about. Its state is always worked out by replaying these
entries over the facts; no state is stored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.contact import Channel
from victimplanner.domain.record import Record


class EntryKind(StrEnum):
    TOLD = "told"  # she was told, or what was due was done
    REASON = "reason"  # why it was not done in time, or not at all
    REASON_ACCEPTED = "reason_accepted"  # a manager accepts `of_id` as a good reason
    NOT_OURS = "not_ours"
    PAUSED = "paused"
    EXTENDED = "extended"
    SNOOZED = "snoozed"  # out of sight on the worklist until a day; the duty itself goes on
    ASSIGNED = "assigned"
    TAKEN_OFF = "taken_off"  # takes `of_id` off again


ENTRY_WORDS = {
    EntryKind.TOLD: "Told or done",
    EntryKind.REASON: "Reason given",
    EntryKind.REASON_ACCEPTED: "Reason accepted",
    EntryKind.NOT_OURS: "Not our duty",
    EntryKind.PAUSED: "Paused",
    EntryKind.EXTENDED: "Extended",
    EntryKind.SNOOZED: "Put off",
    EntryKind.ASSIGNED: "Handed over",
    EntryKind.TAKEN_OFF: "Taken off",
}


class DutyEntry(Record):
    """One entry about one duty, never changed. Days are local dates, `at` a local clock time."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    rule_id: str
    about: str
    kind: EntryKind
    on: dt.date | None = None  # told on; first day of a pause; the day an entry was made otherwise
    at: dt.time | None = None
    until: dt.date | None = None  # last day of a pause or of being put off; the new last day of an extension
    by: str = ""  # told by; handed over to
    how: Channel | None = None
    reason: str = ""
    of_id: str | None = None
    entered_at: dt.datetime
    entered_by: str
    sequence: int = 1  # order of entry for this witness


@dataclass(frozen=True)
class DutyFacts:
    """What holds now of the entries about one duty: the last of each kind, those taken off left out."""

    told: DutyEntry | None = None
    reason: DutyEntry | None = None
    accepted: DutyEntry | None = None
    not_ours: DutyEntry | None = None
    snoozed: DutyEntry | None = None
    assigned: DutyEntry | None = None
    pauses: tuple[DutyEntry, ...] = ()
    extensions: tuple[DutyEntry, ...] = ()
    entries: tuple[DutyEntry, ...] = ()  # all of them, those taken off too, in order


NOTHING_ENTERED = DutyFacts()


def duty_key(rule_id: str, about: str) -> tuple[str, str]:
    """Return how one duty of a witness is known."""
    return (rule_id, about)


def replay(entries: Iterable[DutyEntry]) -> Mapping[tuple[str, str], DutyFacts]:
    """Return what holds now for every duty of one witness, from all that was entered about her duties."""
    by_duty: dict[tuple[str, str], list[DutyEntry]] = {}
    for entry in sorted(entries, key=lambda e: e.sequence):
        by_duty.setdefault(duty_key(entry.rule_id, entry.about), []).append(entry)
    return {key: _facts(own) for key, own in by_duty.items()}


def _facts(own: list[DutyEntry]) -> DutyFacts:
    off = {entry.of_id for entry in own if entry.kind is EntryKind.TAKEN_OFF}
    on = [entry for entry in own if entry.id not in off and entry.of_id not in off]

    def last(kind: EntryKind) -> DutyEntry | None:
        return next((entry for entry in reversed(on) if entry.kind is kind), None)

    reason, accepted = last(EntryKind.REASON), last(EntryKind.REASON_ACCEPTED)
    return DutyFacts(
        told=last(EntryKind.TOLD),
        reason=reason,
        accepted=accepted if reason is not None and accepted is not None and accepted.of_id == reason.id else None,
        not_ours=last(EntryKind.NOT_OURS),
        snoozed=last(EntryKind.SNOOZED),
        assigned=last(EntryKind.ASSIGNED),
        pauses=tuple(entry for entry in on if entry.kind is EntryKind.PAUSED),
        extensions=tuple(entry for entry in on if entry.kind is EntryKind.EXTENDED),
        entries=tuple(own),
    )
