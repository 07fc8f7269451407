"""The audit trail: one line for each changed record, in the same transaction, chained by hashes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from pydantic_core import to_jsonable_python
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from victimplanner.domain.history import AuditEntry
from victimplanner.storage.tables import TABLES, AuditEntryRow, AuditValueRow

START_HASH = "0" * 64
_HIDDEN = ("id", "version")
_ROWS = {row: record for record, row in TABLES.items()}

TRIGGERS = (
    "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END",
    "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END",
)


@dataclass(frozen=True)
class ChainState:
    """What checking the trail found: how many lines, the hash of the last, and the first bad line, if any."""

    count: int
    head: str
    first_bad: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.first_bad is None


def watch(session: Session, actor: str, action: str, at: dt.datetime) -> None:
    """Make `session` write an audit line for every record it adds, changes or deletes."""

    @event.listens_for(session, "before_flush")
    def before_flush(_session: Session, _context: Any, _instances: Any) -> None:
        lines = [
            (row, change)
            for kind, rows in (("new", session.new), ("dirty", session.dirty), ("deleted", session.deleted))
            for row in list(rows)
            if type(row) in _ROWS and (change := _change(row, kind))
        ]
        if not lines:
            return
        seq, previous = _head(session)
        for row, change in lines:
            seq, previous = seq + 1, _add_line(session, seq + 1, previous, row, change, actor, action, at)


def refuse_bulk(session: Session) -> None:
    """Make `session` refuse every statement that is no select: it would escape the audit trail."""

    @event.listens_for(session, "do_orm_execute")
    def only_selects(state: ORMExecuteState) -> None:
        if not state.is_select:
            raise AssertionError("a statement written by hand would escape the audit trail")


def refuse_writing(session: Session) -> None:
    """Make `session` refuse to write at all."""

    @event.listens_for(session, "before_flush")
    def nothing_to_write(_session: Session, _context: Any, _instances: Any) -> None:
        if session.new or session.deleted or any(session.is_modified(row) for row in session.dirty):
            raise AssertionError("this unit of work only reads; open the door with an action to write")


def add_look(
    session: Session,
    actor: str,
    action: str,
    at: dt.datetime,
    kind: str,
    record_id: str,
    case_id: str | None,
    reason: str,
) -> None:
    """Write a line for something looked at, shown, refused or issued."""
    seq, previous = _head(session)
    entry = AuditEntryRow(
        seq=seq + 1,
        at=at,
        actor=actor,
        action=action,
        kind=kind,
        record_id=record_id,
        case_id=case_id,
        reason=reason,
        previous_hash=previous,
        hash="",
    )
    entry.hash = _hash(entry)
    session.add(entry)


def read_entries(session: Session, case_id: str | None = None, limit: int = 1000) -> list[AuditEntry]:
    """Return the newest lines, of one case or of all, newest first."""
    statement = sa.select(AuditEntryRow).order_by(sa.desc(sa.text("seq"))).limit(limit)
    if case_id is not None:
        statement = statement.where(AuditEntryRow.__table__.c.case_id == case_id)  # type: ignore[attr-defined]
    return [
        AuditEntry(
            seq=row.seq or 0,
            at=row.at,
            actor=row.actor,
            action=row.action,
            kind=row.kind,
            record_id=row.record_id,
            case_id=row.case_id,
            reason=row.reason,
            fields=tuple(json.loads(row.changes)),
        )
        for row in session.execute(statement).scalars()
    ]


def verify_chain(session: Session) -> ChainState:
    """Check every line against the one before, and the values kept behind it against its hashes.

    Shows tampering; cannot prevent it by somebody who holds the key. Lines cut off at the end show only by comparing
    `head` or `count` with ones kept elsewhere. Values destroyed by retention are no fault.
    """
    previous, count = START_HASH, 0
    statement = (
        sa.select(AuditEntryRow, AuditValueRow)
        .outerjoin(AuditValueRow, sa.text("audit_value.seq = audit_entry.seq"))
        .order_by(sa.text("audit_entry.seq"))
        .execution_options(yield_per=1000)
    )
    for row, values in session.execute(statement):
        count += 1
        is_linked = row.seq == count and row.previous_hash == previous and row.hash == _hash(row)
        if not is_linked or (values is not None and not _values_fit(row, values)):
            return ChainState(count, previous, row.seq)
        previous = row.hash
    return ChainState(count, previous)


def _values_fit(row: AuditEntryRow, values: AuditValueRow) -> bool:
    try:
        kept = json.loads(values.values)
        hashes = {name: [_salted(values.salt, value) for value in pair] for name, pair in kept.items()}
    except (ValueError, AttributeError, TypeError):
        return False  # overwritten with something that is not even in form
    return bool(hashes == json.loads(row.changes))


def _change(row: Any, kind: str) -> dict[str, list[Any]]:
    """Return field -> [before, after] as JSON values; empty when nothing really changed."""
    state = sa.inspect(row)
    changes: dict[str, list[Any]] = {}
    for name, field in _ROWS[type(row)].model_fields.items():
        if name in _HIDDEN:
            continue
        history = state.attrs[name].history
        value = getattr(row, name)
        if kind == "new":
            before, after = None, value
        elif kind == "deleted":
            before, after = value, None
        else:
            if not history.has_changes():
                continue
            before = history.deleted[0] if history.deleted else None
            after = value
        if before == after:
            continue
        extra = field.json_schema_extra
        if isinstance(extra, dict) and extra.get("secret"):
            before, after = None, "changed"
        changes[name] = [to_jsonable_python(before), to_jsonable_python(after)]
    return changes


def _head(session: Session) -> tuple[int, str]:
    with session.no_autoflush:
        row = session.execute(sa.select(AuditEntryRow).order_by(sa.desc(sa.text("seq"))).limit(1)).scalar_one_or_none()
        pending = [r for r in session.new if isinstance(r, AuditEntryRow)]
    last = max([*([row] if row else []), *pending], key=lambda r: r.seq or 0, default=None)
    return (0, START_HASH) if last is None else (last.seq or 0, last.hash)


def _add_line(
    session: Session,
    seq: int,
    previous: str,
    row: Any,
    change: dict[str, list[Any]],
    actor: str,
    action: str,
    at: dt.datetime,
) -> str:
    salt = secrets.token_hex(16)
    hashes = {name: [_salted(salt, value) for value in pair] for name, pair in change.items()}
    record = _ROWS[type(row)]
    entry = AuditEntryRow(
        seq=seq,
        at=at,
        actor=actor,
        action=action,
        kind=record.__name__,
        record_id=row.id,
        case_id=row.id if record.__name__ == "Case" else getattr(row, "case_id", None),
        changes=json.dumps(hashes, sort_keys=True),
        previous_hash=previous,
        hash="",
    )
    entry.hash = _hash(entry)
    session.add(entry)
    session.add(AuditValueRow(seq=seq, salt=salt, values=json.dumps(change, ensure_ascii=False, sort_keys=True)))
    return entry.hash


def _salted(salt: str, value: Any) -> str:
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()[:32]


def _hash(entry: AuditEntryRow) -> str:
    parts: Iterable[Any] = (
        entry.seq,
        entry.at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds"),
        entry.actor,
        entry.action,
        entry.kind,
        entry.record_id,
        entry.case_id,
        entry.reason,
        entry.changes,
        entry.previous_hash,
    )
    return hashlib.sha256(json.dumps(list(parts), ensure_ascii=False).encode()).hexdigest()
