"""Writing one entry about one duty, within a change that is open."""

from __future__ import annotations

from typing import Any

from victimplanner.domain.chain import following
from victimplanner.domain.duty_entries import DutyEntry, EntryKind
from victimplanner.services.context import App
from victimplanner.storage.unit_of_work import UnitOfWork


def add_duty_entry(app: App, uow: UnitOfWork, kind: EntryKind, *, witness_id: str, **values: Any) -> DutyEntry:
    """Add an entry; `values` say which duty (case_id, rule_id, about) and what is entered."""
    return uow.add(
        DutyEntry(
            kind=kind,
            witness_id=witness_id,
            entered_at=app.now,
            entered_by=app.user.display_name,
            sequence=following(uow.find(DutyEntry, witness_id=witness_id)),
            **values,
        )
    )
