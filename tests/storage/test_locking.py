"""Who may have an office file open, and that locking it means what it says."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.offices import CHEAP, LOGIN, NOW, PASSPHRASE
from victimplanner.domain.case import Case
from victimplanner.domain.errors import StorageProblem
from victimplanner.storage import vault
from victimplanner.storage.network import is_on_network
from victimplanner.storage.vault import OpenVault


def test_a_file_unlocked_on_a_worker_thread_can_be_locked_from_the_window(closed: Path) -> None:
    found: list[OpenVault] = []
    worker = threading.Thread(target=lambda: found.append(vault.unlock(closed, LOGIN, PASSPHRASE)))
    worker.start()
    worker.join()
    found[0].close()
    vault.unlock(closed, LOGIN, PASSPHRASE).close()


def test_a_worker_thread_that_ends_does_not_give_up_the_lock(closed: Path) -> None:
    found: list[OpenVault] = []
    worker = threading.Thread(target=lambda: found.append(vault.unlock(closed, LOGIN, PASSPHRASE)))
    worker.start()
    worker.join()
    with pytest.raises(StorageProblem) as problem:
        vault.unlock(closed, LOGIN, PASSPHRASE)
    assert problem.value.kind == "second_instance"
    found[0].close()


def test_two_links_to_one_file_are_one_file(closed: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.vpoffice"
    link.symlink_to(closed)
    vault.key_path(link).symlink_to(vault.key_path(closed))
    first = vault.unlock(closed, LOGIN, PASSPHRASE)
    with pytest.raises(StorageProblem) as problem:
        vault.unlock(link, LOGIN, PASSPHRASE)
    assert problem.value.kind == "second_instance"
    first.close()


def test_a_failed_opening_does_not_keep_the_lock(closed: Path) -> None:
    whole = closed.read_bytes()
    closed.write_bytes(whole[:100])
    with pytest.raises(StorageProblem):
        vault.unlock(closed, LOGIN, PASSPHRASE)
    closed.write_bytes(whole)
    vault.unlock(closed, LOGIN, PASSPHRASE).close()


def test_nothing_can_be_read_or_written_once_locked(closed: Path) -> None:
    opened = vault.unlock(closed, LOGIN, PASSPHRASE)
    opened.close()
    opened.close()  # twice is harmless
    for work in (opened.reading(), opened.changing(LOGIN, "case.register", NOW)):
        with pytest.raises(StorageProblem) as problem, work as uow:
            uow.find(Case)
        assert problem.value.kind == "locked"
    with pytest.raises(StorageProblem) as problem:
        opened.set_passphrase(LOGIN, "four other garden chairs")
    assert problem.value.kind == "locked"


def test_locking_leaves_everything_in_the_one_file(opened: OpenVault) -> None:
    with opened.changing(LOGIN, "case.register", NOW) as uow:
        uow.add(Case(urn="99VP1234526"))
    opened.close()
    left = {p.name for p in opened.path.parent.iterdir()}
    assert left == {opened.path.name, opened.path.name + ".keys", opened.path.name + ".lock"}


def test_the_key_never_shows_when_an_open_file_is_printed(opened: OpenVault) -> None:
    key = opened._key.use()
    shown = repr(opened) + str(opened) + repr(opened.engine)
    assert repr(key) not in shown
    assert key.hex() not in shown


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//files/unit /srv/unit cifs rw 0 0
me@files:/unit /home/me/unit\\040files fuse.sshfs rw 0 0
/dev/sdb1 /srv/unit/local ext4 rw 0 0
files:/u /srv/u nfs4 rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("/home/me/a.vpoffice", False),
        ("/srv/unit/a.vpoffice", True),
        ("/srv/unit/local/a.vpoffice", False),
        ("/srv/units/a.vpoffice", False),
        ("/srv/u/deep/er/a.vpoffice", True),
        ("/home/me/unit files/a.vpoffice", True),
        ("\\\\files\\unit\\a.vpoffice", True),
    ],
)
def test_a_mounted_share_counts_as_a_network_folder(place: str, expected: bool) -> None:
    assert is_on_network(Path(place), MOUNTS) is expected


def test_the_disk_of_this_computer_is_no_network_folder(tmp_path: Path) -> None:
    assert not is_on_network(tmp_path / "a.vpoffice")


def test_opening_from_a_share_is_refused_before_anything_is_touched() -> None:
    with pytest.raises(StorageProblem) as problem:
        vault.unlock(Path("\\\\files\\unit\\a.vpoffice"), LOGIN, PASSPHRASE, CHEAP)
    assert problem.value.kind == "network_folder"
