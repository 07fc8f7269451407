"""Invented events and entries about duties, and the lines they make: what is due for one witness, found by its rule."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from tests import builders
from tests.domain.rulebook import CALENDAR, RULES, TODAY, case_of
from victimplanner.domain.case_events import CaseEvent, EventKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.due import due_for_witness
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.duty_entries import DutyEntry, EntryKind
from victimplanner.domain.rules import RuleBook

NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


def an_entry(
    rule_id: str, about: str, kind: EntryKind = EntryKind.TOLD, on: dt.date | None = None, **more: Any
) -> DutyEntry:
    """What was entered about one duty."""
    values: dict[str, Any] = {
        "case_id": builders.CASE_ID,
        "witness_id": builders.WITNESS_ID,
        "rule_id": rule_id,
        "about": about,
        "kind": kind,
        "on": on,
        "by": "T. Garside",
        "entered_at": NOON,
        "entered_by": "T. Garside",
    }
    return DutyEntry(**values | more)


def taken_off(entry: DutyEntry, **more: Any) -> DutyEntry:
    """That an entry was taken off again."""
    values = {"of_id": entry.id, "reason": "Entered by mistake", "sequence": entry.sequence + 1} | more
    return an_entry(entry.rule_id, entry.about, EntryKind.TAKEN_OFF, **values)


def an_event(
    file: WitnessFile, kind: EventKind, happened: dt.date | None, received: dt.date | None = None, **more: Any
) -> CaseEvent:
    """An event that concerns this witness."""
    values = {"case_id": file.case.id, "witness_id": file.witness.id, "happened_on": happened, "received_on": received}
    return CaseEvent(kind=kind, **values | more)


def with_events(file: WitnessFile, *events: CaseEvent) -> WitnessFile:
    """The file with further events, in this order."""
    return replace(file, events=(*file.events, *events))


def with_entries(file: WitnessFile, *entries: DutyEntry) -> WitnessFile:
    """The file with further entries, numbered in this order."""
    return replace(
        file,
        duty_entries=(
            *file.duty_entries,
            *(
                entry.model_copy(update={"sequence": number})
                for number, entry in enumerate(entries, len(file.duty_entries) + 1)
            ),
        ),
    )


def items_of(
    file: WitnessFile, rule_id: str | None = None, today: dt.date = TODAY, rules: RuleBook = RULES
) -> list[DueItem]:
    """Every item of the witness whose clock has started, or those of one rule."""
    found = due_for_witness(case_of(file), file, rules, CALENDAR, today)
    return [item for item in found if rule_id in (None, item.rule_id)]


def item_of(file: WitnessFile, rule_id: str, today: dt.date = TODAY, rules: RuleBook = RULES) -> DueItem:
    """The one item of a rule."""
    (item,) = items_of(file, rule_id, today, rules)
    return item
