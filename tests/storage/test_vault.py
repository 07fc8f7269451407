"""Opening an office file: every way in which it can fail has its own sentence and loses nothing."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.offices import CHEAP, LOGIN, NOW, PASSPHRASE
from victimplanner.domain.case import Case
from victimplanner.domain.errors import RuleBroken, StorageProblem
from victimplanner.storage import vault
from victimplanner.storage.schema import HEAD
from victimplanner.storage.vault import OpenVault

PROJECT = Path(__file__).parents[2]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, to see that nothing was changed. The lock file is no data."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.suffix != ".lock"}


def kind_of_failure(path: Path, login: str = LOGIN, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(StorageProblem) as problem:
        vault.unlock(path, login, passphrase).close()
    assert len(str(problem.value)) > 40, "a sentence is owed"
    return problem.value.kind


def add_case(opened: OpenVault, urn: str = "99VP1234526") -> Case:
    with opened.changing(LOGIN, "case.register", NOW) as uow:
        return uow.add(Case(urn=urn))


def test_what_was_saved_is_there_after_opening_again(closed: Path) -> None:
    first = vault.unlock(closed, LOGIN, PASSPHRASE)
    case = add_case(first)
    first.close()
    second = vault.unlock(closed, LOGIN, PASSPHRASE)
    with second.reading() as uow:
        assert uow.get(Case, case.id) == case
    second.close()


def test_a_wrong_passphrase_is_told_apart_from_a_damaged_file(closed: Path) -> None:
    before = contents(closed.parent)
    assert kind_of_failure(closed, passphrase="four loud garden chairs") == "wrong_passphrase"
    assert contents(closed.parent) == before
    data = bytearray(closed.read_bytes())
    data[5000] ^= 0xFF
    closed.write_bytes(bytes(data))
    before = contents(closed.parent)
    assert kind_of_failure(closed) == "damaged_file"
    assert contents(closed.parent) == before


@pytest.mark.parametrize("rubbish", [b"", b"not an office file", b"SQLite format 3\x00" + b"\x00" * 5000])
def test_a_file_overwritten_with_something_else_is_damaged(closed: Path, rubbish: bytes) -> None:
    closed.write_bytes(rubbish)
    assert kind_of_failure(closed) == "damaged_file"
    assert closed.read_bytes() == rubbish


def test_a_file_cut_short_is_damaged(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes()[:-4096])
    assert kind_of_failure(closed) == "damaged_file"


def test_an_unknown_user_is_told_so(closed: Path) -> None:
    assert kind_of_failure(closed, login="nobody") == "unknown_user"


def test_a_missing_office_file_is_never_made_by_opening(tmp_path: Path) -> None:
    assert kind_of_failure(tmp_path / "gone.vpoffice") == "missing_file"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_key_file_is_told_apart(closed: Path) -> None:
    vault.key_path(closed).unlink()
    assert kind_of_failure(closed) == "missing_keys"


def test_a_damaged_key_file_is_told_apart(closed: Path) -> None:
    vault.key_path(closed).write_text("{", encoding="utf-8")
    assert kind_of_failure(closed) == "damaged_keys"


def test_a_file_of_a_newer_program_is_left_as_it_is_and_names_both_versions(closed: Path) -> None:
    made = vault.unlock(closed, LOGIN, PASSPHRASE)
    with made.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")
    made.close()
    with pytest.raises(StorageProblem, match=rf"0099.*{HEAD}") as problem:
        vault.unlock(closed, LOGIN, PASSPHRASE)
    assert problem.value.kind == "too_new"


def test_a_folder_that_cannot_be_written_is_said_and_nothing_changes(closed: Path) -> None:
    """As an ordinary user: the rights of a folder mean nothing to the system's administrator."""
    if os.geteuid() != 0:
        closed.parent.chmod(0o500)
        try:
            assert kind_of_failure(closed) == "read_only_folder"
        finally:
            closed.parent.chmod(0o700)
        return
    for item in (closed, vault.key_path(closed)):
        item.chmod(0o644)
    closed.parent.chmod(0o555)
    folder = closed.parent
    while folder != Path("/tmp") and folder != folder.parent:
        folder.chmod(folder.stat().st_mode | 0o055)
        folder = folder.parent
    closed.parent.chmod(0o555)
    program = textwrap.dedent(
        f"""
        import os, sys
        sys.path.insert(0, {str(PROJECT)!r})
        from victimplanner.domain.errors import StorageProblem
        from victimplanner.storage import vault
        from pathlib import Path
        os.setgid(65534); os.setuid(65534)
        try:
            vault.unlock(Path({str(closed)!r}), {LOGIN!r}, {PASSPHRASE!r})
        except StorageProblem as problem:
            print(problem.kind)
        """
    )
    before = contents(closed.parent)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    closed.parent.chmod(0o700)
    assert done.stdout.strip() == "read_only_folder", done.stderr
    assert contents(closed.parent) == before


@pytest.mark.parametrize("share", ["\\\\server\\unit\\a.vpoffice", "//server/unit/a.vpoffice"])
def test_a_network_share_is_refused_in_words(share: str) -> None:
    with pytest.raises(StorageProblem) as problem:
        vault.create(Path(share) if share.startswith("\\") else _Share(share), LOGIN, PASSPHRASE, CHEAP)
    assert problem.value.kind == "network_folder"


class _Share(type(Path())):  # type: ignore[misc]
    """A path that reads as a share, which on this system two slashes alone do not make."""

    def __str__(self) -> str:
        return "//server/unit/a.vpoffice"


HOLDER = """
import sys, time
sys.path.insert(0, {project!r})
from pathlib import Path
from victimplanner.storage import vault
from victimplanner.domain.case import Case
from tests.offices import NOW
opened = vault.unlock(Path({path!r}), {login!r}, {passphrase!r})
with opened.changing({login!r}, "case.register", NOW) as uow:
    uow.add(Case(urn="99VP7654326"))
print("open", flush=True)
time.sleep(60)
"""


def hold_open(path: Path) -> subprocess.Popen[str]:
    """Start a second program that has the office file open and has saved a case."""
    program = HOLDER.format(project=str(PROJECT), path=str(path), login=LOGIN, passphrase=PASSPHRASE)
    holder = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "open"
    return holder


def test_a_second_program_is_told_that_the_file_is_open_and_a_killed_one_leaves_no_lock(closed: Path) -> None:
    holder = hold_open(closed)
    try:
        assert kind_of_failure(closed) == "second_instance"
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert holder.stdout is not None
        holder.stdout.close()
    after = vault.unlock(closed, LOGIN, PASSPHRASE)
    with after.reading() as uow:
        assert [case.urn for case in uow.find(Case)] == ["99VP7654326"], "what was saved before the kill is there"
    after.close()


def test_creating_over_an_existing_file_is_refused(closed: Path) -> None:
    before = contents(closed.parent)
    with pytest.raises(StorageProblem) as problem:
        vault.create(closed, LOGIN, PASSPHRASE, CHEAP)
    assert problem.value.kind == "exists_already"
    assert contents(closed.parent) == before


def test_a_refused_creation_leaves_nothing(office_path: Path) -> None:
    with pytest.raises(RuleBroken):
        vault.create(office_path, LOGIN, "short", CHEAP)
    assert list(office_path.parent.iterdir()) == []


def test_only_the_owner_may_read_the_files(opened: OpenVault) -> None:
    add_case(opened)
    for item in opened.path.parent.iterdir():
        assert item.stat().st_mode & 0o077 == 0, item.name


def test_the_recovery_key_gives_a_new_passphrase_and_the_old_one_ends(office_path: Path) -> None:
    made, recovery = vault.create(office_path, LOGIN, PASSPHRASE, CHEAP)
    made.close()
    vault.unlock_with_recovery(office_path, recovery, LOGIN, "four other garden chairs").close()
    assert kind_of_failure(office_path) == "wrong_passphrase"
    vault.unlock(office_path, LOGIN, "four other garden chairs").close()


def test_a_copied_office_file_opens_with_its_copied_key_file(closed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "copy.vpoffice"
    copy.parent.mkdir()
    shutil.copy2(closed, copy)
    shutil.copy2(vault.key_path(closed), vault.key_path(copy))
    vault.unlock(copy, LOGIN, PASSPHRASE).close()


def test_an_ordinary_database_program_cannot_read_the_file(closed: Path) -> None:
    connection = sqlite3.connect(closed)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        connection.execute("SELECT * FROM sqlite_master")
    connection.close()


def test_no_name_stands_in_plain_anywhere_even_in_the_middle_of_writing(opened: OpenVault) -> None:
    marker = "Zanzibarine-Quillfeather"
    folder = opened.path.parent
    with opened.changing(LOGIN, "case.register", NOW) as uow:
        uow.session.connection().exec_driver_sql("PRAGMA cache_size = 10")  # pages spill into the journal
        uow.add_all([Case(urn=f"99VP{n:07}", notes=marker * 20) for n in range(2000)])
        seen = {p.name: p.read_bytes() for p in folder.iterdir()}
        assert any(name.endswith("-wal") and len(data) > 100_000 for name, data in seen.items()), "it did spill"
        for name, data in seen.items():
            assert marker.encode() not in data, name
            assert not data.startswith(b"SQLite format 3"), name
    opened.close()
    for item in folder.iterdir():
        assert marker.encode() not in item.read_bytes(), item.name
