"""One row class for every record, made from the record's own declaration; no field is written twice."""

from __future__ import annotations

import datetime as dt
import json
import re
import types
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from victimplanner.domain.record import Record
from victimplanner.domain.records import RECORDS


class EnumText(TypeDecorator[StrEnum]):
    """A StrEnum kept as its value, so that renaming a member in code never changes what is stored."""

    impl = sa.String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else str(self.kind(value).value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


class JsonText(TypeDecorator[Any]):
    """A tuple or mapping of plain values, kept as JSON text with stable key order."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, annotation: Any) -> None:
        super().__init__()
        self.annotation = annotation
        self._adapter = TypeAdapter(annotation)

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        if value is None:
            return None
        return json.dumps(self._adapter.dump_python(value, mode="json"), ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Any:
        return None if value is None else self._adapter.validate_json(value)


class UtcMoment(TypeDecorator[dt.datetime]):
    """An aware moment, kept in UTC. A naive time is a bug and is refused."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs its time zone")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        return None if value is None else value.replace(tzinfo=dt.UTC)


def table_name(record: type[Record]) -> str:
    """Return the table of a record: its class name in snake case."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", record.__name__).lower()


def _column_type(annotation: Any) -> Any:
    """Return the special column type for an annotation, None where the plain one serves."""
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return EnumText(annotation)
    if annotation is dt.datetime:
        return UtcMoment()
    if get_origin(annotation) in (tuple, list, dict):
        return JsonText(annotation)
    return None


def _row_class(record: type[Record]) -> type[Any]:
    namespace: dict[str, Any] = {
        "__module__": __name__,
        "__tablename__": table_name(record),
        "__annotations__": {},
        "model_config": {"frozen": False},
    }
    for name, field in record.model_fields.items():
        special = _column_type(field.annotation)
        if special is None:
            continue
        namespace["__annotations__"][name] = field.annotation
        options: dict[str, Any] = {"sa_type": special}
        if field.default_factory is not None:
            options["default_factory"] = field.default_factory
        elif not field.is_required():
            options["default"] = field.default
        namespace[name] = Field(**options)
    made: type[Any] = type(SQLModel)(f"{record.__name__}Row", (record,), namespace, table=True)  # type: ignore[misc]
    return made


TABLES: dict[type[Record], type[Any]] = {record: _row_class(record) for record in RECORDS}


class AuditEntryRow(SQLModel, table=True):
    """One line of the audit trail. It holds ids, action and field names and salted hashes, never a value.

    `changes` is JSON: field name -> [hash before, hash after]. `hash` covers this line and the one before.
    """

    __tablename__ = "audit_entry"

    seq: int | None = Field(default=None, primary_key=True)
    at: dt.datetime = Field(sa_type=UtcMoment)
    actor: str
    action: str = Field(index=True)
    kind: str
    record_id: str = Field(index=True)
    case_id: str | None = Field(default=None, index=True)
    reason: str = ""
    changes: str = "{}"
    previous_hash: str
    hash: str


class AuditValueRow(SQLModel, table=True):
    """The values behind an audit line, with the salt of their hashes. Destroying them leaves the chain valid."""

    __tablename__ = "audit_value"

    seq: int = Field(primary_key=True)
    salt: str
    values: str  # JSON: field name -> [before, after]


METADATA = SQLModel.metadata


def to_row(record: Record) -> Any:
    """Return a new row with the record's fields."""
    return TABLES[type(record)](**{name: getattr(record, name) for name in type(record).model_fields})


def to_record(row: Any) -> Any:
    """Return the frozen record of a row, free of any session."""
    return _RECORD_OF[type(row)].model_construct(
        **{name: getattr(row, name) for name in _RECORD_OF[type(row)].model_fields}
    )


_RECORD_OF: dict[type[Any], type[Record]] = {row: record for record, row in TABLES.items()}
