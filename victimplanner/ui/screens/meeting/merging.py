"""Two people changed one meeting record: what each changed goes together; what both changed must be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from victimplanner.domain.record import Record
from victimplanner.services.meeting_records import MeetingRecord

_KEPT_ASIDE = ("id", "version")


@dataclass(frozen=True)
class Difference:
    """One field that both changed. `key` names it for the choice; `words` for the person."""

    key: tuple[str, str]  # record id, field
    words: str
    mine: Any
    theirs: Any


def differences(base: MeetingRecord, mine: MeetingRecord, theirs: MeetingRecord) -> list[Difference]:
    """List the fields that both sides changed to different values."""
    found: list[Difference] = []
    before, stored = _by_id(base), _by_id(theirs)
    for record_id, own in _by_id(mine).items():
        old, other = before.get(record_id), stored.get(record_id)
        if old is None or other is None:
            continue
        for name in type(own).model_fields:
            if name in _KEPT_ASIDE:
                continue
            a, b, c = getattr(old, name), getattr(own, name), getattr(other, name)
            if b != a and c != a and b != c:
                found.append(Difference((record_id, name), _words(own, name), b, c))
    return found


def merge(
    base: MeetingRecord, mine: MeetingRecord, theirs: MeetingRecord, take_theirs: frozenset[tuple[str, str]]
) -> MeetingRecord:
    """Put both together on top of the stored versions. Where both changed a field, mine stands unless named."""
    before, stored, own = _by_id(base), _by_id(theirs), _by_id(mine)

    def one(record: Record) -> Record:
        old, other = before.get(record.id), stored.get(record.id)
        if old is None or other is None:
            return record
        taken: dict[str, Any] = {}
        for name in type(record).model_fields:
            changed_here = getattr(record, name) != getattr(old, name)
            if name in _KEPT_ASIDE or not changed_here or (record.id, name) in take_theirs:
                taken[name] = getattr(other, name)
        return record.model_copy(update=taken)

    def lines(name: str) -> tuple[Any, ...]:
        kept = [
            one(record)
            for record in getattr(mine, name)
            if record.id in stored or record.id not in before or record != before[record.id]
        ]
        added = [r for r in getattr(theirs, name) if r.id not in before and r.id not in own]
        return tuple(kept + added)

    parts = {field.name: lines(field.name) for field in fields(MeetingRecord) if field.name != "meeting"}
    return MeetingRecord(meeting=one(mine.meeting), **parts)  # type: ignore[arg-type]


def _by_id(record: MeetingRecord) -> Mapping[str, Record]:
    return {line.id: line for line in _all(record)}


def _all(record: MeetingRecord) -> Iterable[Record]:
    yield record.meeting
    for field in fields(MeetingRecord):
        if field.name != "meeting":
            yield from getattr(record, field.name)


_NAMES = {
    "planned_on": "Date", "planned_start": "Start", "planned_end": "End", "mode": "How", "met_by": "Met by",
    "interpreter": "Interpreter", "access_needs": "Access needs", "vps": "Victim Personal Statement",
    "own_words": "Own words", "checks_done": "Checks before the meeting",
}  # fmt: skip
_KINDS = {
    "Meeting": "", "Attendance": "Person", "TopicNote": "Topic", "Question": "Question", "NoteParagraph": "Note",
    "Concern": "Concern", "Action": "Action", "MeasureView": "View",
}  # fmt: skip


def _words(record: Record, name: str) -> str:
    field = _NAMES.get(name, name.replace("_", " ").capitalize())
    kind = _KINDS.get(type(record).__name__, "")
    return f"{kind}: {field.lower()}" if kind else field
