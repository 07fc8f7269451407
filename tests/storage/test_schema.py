"""Migrations: one history, whole or not at all, and the same schema as the records declare."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.offices import LOGIN, PASSPHRASE
from victimplanner.storage import schema, vault
from victimplanner.storage.tables import METADATA
from victimplanner.storage.vault import OpenVault

MIGRATIONS = Path(schema.__file__).parent / "migrations"


def test_a_new_office_file_has_the_schema_that_the_records_declare(opened: OpenVault) -> None:
    with opened.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, METADATA) == []


def test_the_history_is_one_line_and_its_end_is_the_schema_the_program_knows() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    assert script.get_heads() == [schema.HEAD]
    assert [s.revision for s in reversed(list(script.walk_revisions()))] == list(schema._KNOWN)


def test_migrations_import_nothing_of_the_program() -> None:
    """Released migrations are frozen: they may not follow later changes of the records."""
    for path in (MIGRATIONS / "versions").glob("*.py"):
        assert "victimplanner" not in path.read_text(encoding="utf-8"), path.name


def test_foreign_keys_are_enforced_after_opening(opened: OpenVault) -> None:
    with opened.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_schema_change_that_fails_half_way_is_rolled_back(opened: OpenVault) -> None:
    with opened.engine.connect() as connection:
        transaction = connection.begin()
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        with pytest.raises(sa.exc.DatabaseError):
            connection.exec_driver_sql("INSERT INTO nowhere VALUES (1)")
        transaction.rollback()
    with opened.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'half'").scalar() == 0


def test_opening_a_present_file_again_needs_no_migration(closed: Path) -> None:
    before = {p.name for p in closed.parent.iterdir()}
    vault.unlock(closed, LOGIN, PASSPHRASE).close()
    assert {p.name for p in closed.parent.iterdir()} == before, "and makes no copy"
