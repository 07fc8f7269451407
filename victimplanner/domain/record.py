"""The form of every record: frozen, with an id made in Python and a version for safe saving."""

from __future__ import annotations

from uuid import uuid4

from pydantic import ConfigDict
from sqlmodel import Field, SQLModel


def new_id() -> str:
    """Return a fresh internal id: 32 hexadecimal letters, never shown as a reference to anyone."""
    return uuid4().hex


class Record(SQLModel):
    """A fact or a set of facts about one thing, frozen and free of any session.

    `version` counts saves of this record from 1; saving an older version raises `Conflict`.
    A field whose `json_schema_extra` holds {"secret": True} never has its values written to the audit trail.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")  # type: ignore[assignment]

    id: str = Field(default_factory=new_id, primary_key=True)
    version: int = 1
