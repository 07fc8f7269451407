"""Events of a practice case and entries about its duties, as the program would have kept them."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any, TypeVar

from victimplanner.domain.case import Charge, Hearing, HearingKind
from victimplanner.domain.case_events import CaseEvent, EventKind
from victimplanner.domain.contact import Channel
from victimplanner.domain.duty_entries import DutyEntry, EntryKind
from victimplanner.domain.people import CaseRole
from victimplanner.domain.record import Record
from victimplanner.domain.witness import Witness
from victimplanner.services.practice.preparing import BuiltCase

R = TypeVar("R", bound=Record)

_ENTERED = dt.time(8, 5)
_DELAYS = (0, 1, 1, 0, 1, 1, 3, 1, 0, 1, 1, 1, 2, 0, 1, 1)  # business days until somebody told her; two of them late


class DutyBook:
    """Collects the events and entries of one built case. Takes nothing from the builder's own random numbers."""

    def __init__(self, case: BuiltCase) -> None:
        self.case = case
        self.random = Random(f"duties/{case.number}")
        self.witnesses = self.of_kind(Witness)
        self.plea_on = next(h.listed_on for h in self.of_kind(Hearing) if h.kind is HearingKind.PTPH)
        self.charged_on = next(c.charged_on for c in self.of_kind(Charge))
        self.events: list[CaseEvent] = []
        self.entries: list[DutyEntry] = []
        self.told = case.number  # where in the list of delays the next one stands

    def numbered(self) -> list[Record]:
        """Return events and entries, each numbered in order of entry: events in the case, entries for each witness."""
        events = sorted(self.events, key=lambda e: e.entered_on or dt.date.min)
        records: list[Record] = [event.model_copy(update={"sequence": n}) for n, event in enumerate(events, 1)]
        for witness in self.witnesses:
            own = sorted((e for e in self.entries if e.witness_id == witness.id), key=lambda e: e.entered_at)
            records += [entry.model_copy(update={"sequence": n}) for n, entry in enumerate(own, 1)]
        return records

    # ------------------------------------------------------------ small tools

    def of_kind(self, kind: type[R]) -> list[R]:
        return [record for record in self.case.made if isinstance(record, kind)]

    def replace(self, old: Record, **changed: Any) -> None:
        self.case.made[self.case.made.index(old)] = old.model_copy(update=changed)

    def new_id(self) -> str:
        return f"{self.random.getrandbits(128):032x}"

    def after(self, day: dt.date, business_days: int) -> dt.date:
        return self.case.calendar.business_days_after(day, business_days).due if business_days else day

    def name(self, role: CaseRole) -> str:
        return self.case.people[role].name

    def event(
        self,
        kind: EventKind,
        happened_on: dt.date,
        received_on: dt.date | None = None,
        witness: Witness | None = None,
        **more: Any,
    ) -> CaseEvent:
        received = received_on or happened_on
        event = CaseEvent(
            id=self.new_id(),
            case_id=self.case.case.id,
            witness_id=witness.id if witness else None,
            kind=kind,
            happened_on=happened_on,
            received_on=received,
            entered_by=self.name(CaseRole.WITNESS_CARE_OFFICER),
            entered_on=received,
            **more,
        )
        self.events.append(event)
        return event

    def enter(self, kind: EntryKind, witness: Witness, rule_id: str, about: str, on: dt.date, **more: Any) -> DutyEntry:
        entered_by = more.pop("entered_by", None) or more.get("by") or self.name(CaseRole.WITNESS_CARE_OFFICER)
        entry = DutyEntry(
            id=self.new_id(),
            case_id=self.case.case.id,
            witness_id=witness.id,
            rule_id=rule_id,
            about=about,
            kind=kind,
            on=on,
            entered_at=dt.datetime.combine(more.pop("entered_on", on), _ENTERED, dt.UTC),
            entered_by=entered_by,
            **more,
        )
        self.entries.append(entry)
        return entry

    def tell(
        self,
        witness: Witness,
        rule_id: str,
        about: str,
        since: dt.date,
        role: CaseRole = CaseRole.WITNESS_CARE_OFFICER,
        delay: int | None = None,
        how: Channel | None = None,
        *,
        is_told: bool = True,
    ) -> DutyEntry | None:
        """Enter that she was told some business days after `since`; what would lie ahead stays open."""
        if delay is None:
            delay = _DELAYS[self.told % len(_DELAYS)]
            self.told += 1
        on = self.after(since, delay)
        if on >= self.case.today:
            return None
        usual = Channel.THROUGH_SUPPORTER if self.case.number % 2 == 0 else Channel.CALL
        if role is CaseRole.OFFICER_IN_CASE:
            usual = Channel.THROUGH_POLICE
        more = {"by": self.name(role), "how": (how or usual) if is_told else None}
        return self.enter(EntryKind.TOLD, witness, rule_id, about, on, at=dt.time(11, 30), **more)
