"""Bringing an office file to the present schema: one linear history of migrations, run only when behind."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from victimplanner.domain.errors import StorageProblem

HEAD = "0005"
_KNOWN = ("0001", "0002", "0003", "0004", "0005")  # oldest first; the last is HEAD
_MIGRATIONS = Path(__file__).parent / "migrations"


def stored_revision(engine: sa.Engine) -> str | None:
    """Return the schema version of a file, None for an empty one."""
    with engine.connect() as connection:
        known = connection.exec_driver_sql(
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
        ).scalar()
        if not known:
            return None
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def bring_up_to_date(engine: sa.Engine, path: Path) -> None:
    """Migrate to the present schema, keeping a copy of an existing file beside it first.

    Raises: StorageProblem too_new, naming both versions.
    """
    revision = stored_revision(engine)
    if revision == HEAD:
        return
    if revision is not None and revision not in _KNOWN:
        raise StorageProblem(
            "too_new",
            f"This office file was made by a newer program (schema {revision}; this program knows {HEAD}). It was left "
            "as it is. Install the newer program to open it.",
        )
    if revision is not None:
        _keep_copy(engine, path, revision)
    migrate(engine)


def _keep_copy(engine: sa.Engine, path: Path, revision: str) -> None:
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy2(path, path.with_name(f"{path.name}.before-{HEAD}-from-{revision}"))


def migrate(engine: sa.Engine, folder: Path = _MIGRATIONS) -> None:
    """Run the migrations in `folder` that the file has not seen, all or none.

    Raises: StorageProblem migration when a row would be left referring to nothing.
    """
    # Alembic is slow to import and only wanted here.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder))
    with engine.connect() as connection:
        # A batch migration rebuilds tables; with foreign keys on, rebuilding would delete child rows.
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                faults = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if faults:
                    raise StorageProblem(
                        "migration",
                        "The office file could not be brought to the new version. It was left as it was; a copy stands "
                        "beside it. Ask for help before going on.",
                    )
        finally:
            raw.execute("PRAGMA foreign_keys = ON")
