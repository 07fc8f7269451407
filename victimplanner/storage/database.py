"""The encrypted database: engine, connection settings, transactions that roll back whole."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from victimplanner.domain.errors import StorageProblem

_CACHE_KIB = 64 * 1024
# Letters that do not take apart into a base letter and an accent.
_FOLDED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'"})


def fold(text: str | None) -> str:
    """Return text for searching: lower case, accents taken off, spaces run together."""
    if not text:
        return ""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_FOLDED))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


class HeldKey:
    """The data key while a file is open. Once forgotten, no new connection can be made with it."""

    def __init__(self, data_key: bytes) -> None:
        self._data_key: bytes | None = data_key

    def __repr__(self) -> str:
        return f"HeldKey({'held' if self._data_key else 'forgotten'})"  # never the key: reprs end up in logs

    def use(self) -> bytes:
        """Return the key. Raises: StorageProblem locked."""
        if self._data_key is None:
            raise StorageProblem(
                "locked", "The office file is locked. Everything saved so far is kept. Unlock it to go on."
            )
        return self._data_key

    def forget(self) -> None:
        self._data_key = None


def open_engine(path: Path, data_key: HeldKey) -> sa.Engine:
    """Return an engine for the encrypted file at `path`; each connection gets the raw key.

    Nothing is read yet: a wrong key or a damaged file shows with the first statement, as sqlalchemy's DatabaseError.
    """

    def connect() -> Any:
        key = data_key.use().hex()
        connection = sqlcipher.connect(
            str(path), timeout=10, isolation_level=None, check_same_thread=False, detect_types=0
        )
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master")
            for pragma in (
                "journal_mode = WAL",
                "synchronous = FULL",
                "foreign_keys = ON",
                "recursive_triggers = ON",  # or INSERT OR REPLACE would slip past the trail's DELETE trigger
                "secure_delete = ON",
                "temp_store = MEMORY",
                f"cache_size = -{_CACHE_KIB}",
            ):
                connection.execute(f"PRAGMA {pragma}")
            connection.create_function("fold", 1, fold, deterministic=True)
        except BaseException:
            connection.close()  # a leaked handle would hold a lock
            raise
        return connection

    # hide_parameters: the values of a failed statement are people's names; they must not reach an error's text.
    engine = sa.create_engine(
        "sqlite://", module=sqlcipher, creator=connect, poolclass=QueuePool, pool_size=2, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # Started by hand so that changes of the schema roll back too; a reader does not take the write lock.
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def create_empty(path: Path) -> None:
    """Make an empty file that only its owner may read. Raises: FileExistsError."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    os.close(handle)
    os.chmod(path, 0o600)


def close_engine(engine: sa.Engine) -> None:
    """Write the journal back into the file and close every connection."""
    try:
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()


def integrity_faults(engine: sa.Engine) -> list[str]:
    """Return what a full check of the encrypted pages finds; empty when nothing is wrong."""
    with engine.connect() as connection:
        return [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
