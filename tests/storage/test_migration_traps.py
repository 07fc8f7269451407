"""Migrations run for real on an encrypted file: children survive, failures leave nothing, loose ends are refused."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
import sqlalchemy as sa

from victimplanner.domain.errors import StorageProblem
from victimplanner.storage import schema
from victimplanner.storage.database import HeldKey, create_empty, open_engine

FIRST = """
    op.create_table("parent", sa.Column("id", sa.String(), primary_key=True), sa.Column("size", sa.String()))
    op.create_table(
        "child",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("parent_id", sa.String(), sa.ForeignKey("parent.id", ondelete="CASCADE")),
    )
    op.execute("INSERT INTO parent VALUES ('p', '3')")
    op.execute("INSERT INTO child VALUES ('c', 'p')")
"""
REBUILD = """
    with op.batch_alter_table("parent", recreate="always") as batch:
        batch.alter_column("size", type_=sa.Integer())
"""
FAILS = """
    op.add_column("parent", sa.Column("half", sa.String()))
    op.execute("INSERT INTO nowhere VALUES (1)")
"""
LOOSE_END = """
    op.execute("DELETE FROM parent")
"""


class History:
    """A migrations folder of its own, run by the program's own runner on an encrypted file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "migrations"
        (self.folder / "versions").mkdir(parents=True)
        shipped = Path(schema.__file__).parent / "migrations"
        for name in ("env.py", "script.py.mako"):
            (self.folder / name).write_text((shipped / name).read_text(encoding="utf-8"), encoding="utf-8")
        self.count = 0
        create_empty(folder / "file.db")
        self.engine = open_engine(folder / "file.db", HeldKey(b"k" * 32))

    def add(self, body: str) -> None:
        before, self.count = (f'"{self.count}"' if self.count else "None"), self.count + 1
        text = (
            f'import sqlalchemy as sa\nfrom alembic import op\n\nrevision = "{self.count}"\ndown_revision = {before}\n'
            f"\n\ndef upgrade():\n{textwrap.indent(textwrap.dedent(body), '    ')}\n"
        )
        (self.folder / "versions" / f"v{self.count}.py").write_text(text, encoding="utf-8")

    def run(self) -> None:
        schema.migrate(self.engine, self.folder)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql)]


@pytest.fixture
def history(tmp_path: Path) -> History:
    made = History(tmp_path)
    made.add(FIRST)
    made.run()
    return made


def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(history: History) -> None:
    """With foreign keys on, the rebuild would delete every child by ON DELETE CASCADE, without a word."""
    history.add(REBUILD)
    history.run()
    assert history.rows("SELECT id, parent_id FROM child") == [("c", "p")]
    assert history.rows("SELECT size FROM parent") == [(3,)]
    assert history.rows("PRAGMA foreign_keys") == [(1,)], "and they are enforced again"
    history.engine.dispose()


def test_a_migration_that_fails_leaves_the_file_as_it_was(history: History) -> None:
    before = history.rows("SELECT name, sql FROM sqlite_master ORDER BY name")
    history.add(FAILS)
    with pytest.raises(sa.exc.DatabaseError):
        history.run()
    assert history.rows("SELECT name, sql FROM sqlite_master ORDER BY name") == before
    assert history.rows("SELECT version_num FROM alembic_version") == [("1",)]
    assert history.rows("PRAGMA foreign_keys") == [(1,)]
    history.engine.dispose()


def test_a_migration_that_would_leave_a_row_without_its_parent_is_taken_back(history: History) -> None:
    history.add(LOOSE_END)
    with pytest.raises(StorageProblem) as problem:
        history.run()
    assert problem.value.kind == "migration"
    assert history.rows("SELECT id FROM parent") == [("p",)]
    assert history.rows("SELECT version_num FROM alembic_version") == [("1",)]
    history.engine.dispose()
