"""What remains when a disk fills up, a write fails or a file is damaged: everything that was there before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.offices import CHEAP, LOGIN, NOW, PASSPHRASE
from victimplanner.domain.case import Case
from victimplanner.domain.errors import StorageProblem
from victimplanner.storage import keys, vault
from victimplanner.storage.vault import OpenVault

PROJECT = Path(__file__).parents[2]
NEW = "four other garden chairs"


def run_on_a_full_disk(program: str, most_bytes: int) -> str:
    """Run `program` where no file may grow beyond `most_bytes`, as on a full disk; return what it prints."""
    head = f"""
        import resource, signal, sys
        sys.path.insert(0, {str(PROJECT)!r})
        from pathlib import Path
        from tests.offices import CHEAP, LOGIN, NOW, PASSPHRASE
        from victimplanner.domain.case import Case
        from victimplanner.domain.errors import StorageProblem
        from victimplanner.storage import vault
        import alembic.command
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        def fill(): resource.setrlimit(resource.RLIMIT_FSIZE, ({most_bytes}, {most_bytes}))
        """
    text = textwrap.dedent(head) + textwrap.dedent(program)
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False, cwd=PROJECT)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_creating_on_a_full_disk_is_said_in_words_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    printed = run_on_a_full_disk(
        f"""
        fill()
        try:
            vault.create(Path({str(folder / "a.vpoffice")!r}), LOGIN, PASSPHRASE, CHEAP)
        except StorageProblem as problem:
            print(problem.kind)
        """,
        20_000,
    )
    assert printed == "disk"
    assert list(tmp_path.iterdir()) == []


def test_saving_on_a_full_disk_is_said_in_words_and_keeps_what_was_saved(closed: Path) -> None:
    printed = run_on_a_full_disk(
        f"""
        opened = vault.unlock(Path({str(closed)!r}), LOGIN, PASSPHRASE)
        with opened.changing(LOGIN, "case.register", NOW) as uow:
            uow.add(Case(urn="99VP0000001"))
        fill()
        try:
            with opened.changing(LOGIN, "case.register", NOW) as uow:
                uow.add(Case(urn="99VP0000002", notes="x" * 3_000_000))
        except StorageProblem as problem:
            print(problem.kind)
        """,
        600_000,
    )
    assert printed == "disk"
    again = vault.unlock(closed, LOGIN, PASSPHRASE)
    with again.reading() as uow:
        assert [case.urn for case in uow.find(Case)] == ["99VP0000001"]
    assert again.verify().is_whole
    again.close()


def test_a_passphrase_that_cannot_be_written_down_does_not_count(
    opened: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_from: object, _to: object) -> None:
        raise OSError(28, "No space left on device")

    before = opened.key_file
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(StorageProblem):
        opened.set_passphrase(LOGIN, NEW)
    monkeypatch.undo()
    assert opened.key_file == before
    opened.close()
    vault.unlock(opened.path, LOGIN, PASSPHRASE).close()
    assert not [p for p in opened.path.parent.iterdir() if p.name.startswith(".keys-")]


@pytest.mark.parametrize("stop_at", [1, 2])
def test_there_is_no_moment_without_a_key_file(
    opened: OpenVault, monkeypatch: pytest.MonkeyPatch, stop_at: int
) -> None:
    """Cut off just before either of the two steps that put a file in place: one passphrase still opens."""
    put, steps = os.replace, []

    def cut_off(source: str, target: str) -> None:
        steps.append(target)
        if len(steps) == stop_at:
            raise KeyboardInterrupt
        put(source, target)

    monkeypatch.setattr(os, "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        opened.set_passphrase(LOGIN, NEW)
    monkeypatch.undo()
    opened.close()
    vault.unlock(opened.path, LOGIN, PASSPHRASE).close()


@pytest.mark.parametrize("name", ["salt", "nonce", "wrapped", "login", "passes", "id", "kind"])
def test_a_damaged_slot_is_told_apart_from_a_wrong_passphrase(closed: Path, name: str) -> None:
    path = vault.key_path(closed)
    data = json.loads(path.read_text(encoding="utf-8"))
    value = data["slots"][0][name]
    data["slots"][0][name] = value + 1 if isinstance(value, int) else ("A" if value[0] != "A" else "B") + value[1:]
    path.write_text(json.dumps(data), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(StorageProblem) as problem:
        vault.unlock(closed, LOGIN, PASSPHRASE)
    assert problem.value.kind == "damaged_keys"
    assert path.read_bytes() == before


def test_a_slot_whose_values_have_the_wrong_form_is_damaged_even_with_a_right_check_sum(closed: Path) -> None:
    path = vault.key_path(closed)
    data = json.loads(path.read_text(encoding="utf-8"))
    for name, value in (("salt", "AAAA"), ("nonce", "AAAA"), ("wrapped", ""), ("lanes", 0), ("kind", "other")):
        slot = keys.KeySlot(**{**data["slots"][0], name: value})
        keys.write_key_file(path, keys.KeyFile(data["vault_id"], (slot,)))
        with pytest.raises(StorageProblem) as problem:
            vault.unlock(closed, LOGIN, PASSPHRASE)
        assert problem.value.kind == "damaged_keys", name


def test_the_key_file_of_another_office_file_is_not_taken_for_damage_done_to_the_passphrase(tmp_path: Path) -> None:
    for name in ("one", "two"):
        vault.create(tmp_path / f"{name}.vpoffice", LOGIN, PASSPHRASE, CHEAP)[0].close()
    one, two = tmp_path / "one.vpoffice", tmp_path / "two.vpoffice"
    own = vault.key_path(one).read_bytes()
    vault.key_path(one).write_bytes(vault.key_path(two).read_bytes())
    before = one.read_bytes()
    with pytest.raises(StorageProblem, match="key file belongs to another") as problem:
        vault.unlock(one, LOGIN, PASSPHRASE)
    assert problem.value.kind == "damaged_file"
    assert one.read_bytes() == before
    vault.key_path(one).write_bytes(own)
    vault.unlock(one, LOGIN, PASSPHRASE).close()


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_no_setting_of_the_computer_opens_the_files_to_others(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        opened, _key = vault.create(tmp_path / "new" / "a.vpoffice", LOGIN, PASSPHRASE, CHEAP)
        with opened.changing(LOGIN, "case.register", NOW) as uow:
            uow.add(Case(urn="99VP1234526"))
        modes = {p.name: p.stat().st_mode & 0o777 for p in opened.path.parent.iterdir()}
        opened.close()
    finally:
        os.umask(before)
    assert len(modes) == 5, "file, journal, shared memory, keys, lock"
    assert set(modes.values()) == {0o600}, modes
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_a_user_changes_the_passphrase_only_with_the_present_one(opened: OpenVault) -> None:
    with pytest.raises(StorageProblem) as problem:
        opened.change_passphrase("four wrong garden chairs", NEW)
    assert problem.value.kind == "wrong_passphrase"
    opened.change_passphrase(PASSPHRASE, NEW)
    opened.close()
    with pytest.raises(StorageProblem):
        vault.unlock(opened.path, LOGIN, PASSPHRASE)
    vault.unlock(opened.path, LOGIN, NEW).close()


def test_a_second_user_gets_a_way_in_and_a_login_in_other_letters_is_the_same_user(opened: OpenVault) -> None:
    opened.set_passphrase("b.lindley", NEW)
    opened.set_passphrase(LOGIN.upper(), "five other garden chairs")
    opened.close()
    assert len(vault.users_of(opened.path)) == 2
    vault.unlock(opened.path, "b.lindley", NEW).close()
    vault.unlock(opened.path, LOGIN, "five other garden chairs").close()
    with pytest.raises(StorageProblem):
        vault.unlock(opened.path, LOGIN, PASSPHRASE)
