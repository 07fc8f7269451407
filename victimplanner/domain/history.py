"""One line of the audit trail as a person may read it: who did what to which record, when and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class AuditEntry:
    """A line of the trail. `fields` names what changed; the values are not here. `at` is an aware UTC moment."""

    seq: int
    at: dt.datetime
    actor: str
    action: str
    kind: str
    record_id: str
    case_id: str | None
    reason: str
    fields: tuple[str, ...]
