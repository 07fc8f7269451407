"""The office file on disk: NAME.vpoffice (encrypted database) and NAME.vpoffice.keys (key slots).

Each way in which opening can fail is a StorageProblem of its own kind, with its own sentence, and loses nothing.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.exc import DBAPIError

from victimplanner.domain.dates import plural
from victimplanner.domain.errors import Problem, RuleBroken, StorageProblem
from victimplanner.domain.history import AuditEntry
from victimplanner.storage import audit, keys
from victimplanner.storage.database import HeldKey, close_engine, create_empty, integrity_faults, open_engine
from victimplanner.storage.keys import KdfCost, KeyFile
from victimplanner.storage.network import is_on_network
from victimplanner.storage.schema import bring_up_to_date, stored_revision
from victimplanner.storage.unit_of_work import UnitOfWork, problem_of

SUFFIX = ".vpoffice"


@dataclass
class OpenVault:
    """An unlocked office file. Close it to lock: nothing can be read or written through it afterwards.

    It may be opened on one thread and closed on another; a unit of work stays on the thread that made it.
    """

    path: Path
    engine: sa.Engine
    login: str
    key_file: KeyFile
    _key: HeldKey
    _lock: FileLock
    _cost: KdfCost

    def reading(self) -> UnitOfWork:
        return UnitOfWork(self.engine)

    def changing(self, actor: str, action: str, at: dt.datetime) -> UnitOfWork:
        return UnitOfWork(self.engine, actor, action, at)

    def record_look(
        self, actor: str, action: str, at: dt.datetime, kind: str, record_id: str, case_id: str | None, reason: str
    ) -> None:
        with self.changing(actor, action, at) as uow:
            uow.note_look(kind, record_id, case_id, reason)

    def history(self, case_id: str | None = None, limit: int = 1000) -> list[AuditEntry]:
        """Return lines of the audit trail, newest first."""
        with self.reading() as uow:
            return audit.read_entries(uow.session, case_id, limit)

    def verify(self) -> audit.ChainState:
        """Check the audit trail's chain of hashes."""
        with self.reading() as uow:
            return audit.verify_chain(uow.session)

    def set_passphrase(self, login: str, passphrase: str) -> None:
        """Give `login` a passphrase in place of any earlier one; a new login becomes another way in.

        Raises: RuleBroken for a weak one, StorageProblem locked or read_only_folder; the earlier one then still holds.
        """
        made = keys.add_passphrase(self.key_file, self._key.use(), login, passphrase, self._cost)
        try:
            keys.write_key_file(key_path(self.path), made)
        except OSError:
            raise _read_only() from None
        self.key_file = made

    def change_passphrase(self, current: str, new: str) -> None:
        """Change the passphrase of the user who opened the file.

        Raises: StorageProblem wrong_passphrase when `current` is not theirs; as `set_passphrase`.
        """
        keys.open_with_passphrase(self.key_file, self.login, current)
        self.set_passphrase(self.login, new)

    def close(self) -> None:
        """Lock: write everything into the one file, forget the key, let others open it. Closing twice is harmless."""
        if not self._lock.is_locked:
            return
        try:
            close_engine(self.engine)
        finally:
            self._key.forget()
            self._lock.release()


def key_path(path: Path) -> Path:
    return path.with_name(path.name + ".keys")


def create(path: Path, login: str, passphrase: str, cost: KdfCost | None = None) -> tuple[OpenVault, str]:
    """Make a new office file; return it open, and the recovery key, which is shown once and kept nowhere.

    Raises: RuleBroken for a weak passphrase or an empty user, StorageProblem exists_already, read_only_folder,
    network_folder. On any failure nothing is left.
    """
    cost = cost or KdfCost()
    if not login.strip():
        raise RuleBroken(Problem("user", "Enter the user who will open this office file."))
    keys.check_passphrase(passphrase)
    _refuse_network(path)
    if path.exists() or key_path(path).exists():
        raise StorageProblem(
            "exists_already",
            "An office file of that name is there already. It was left as it is. Open it, or choose another name.",
        )
    data_key, recovery_key = keys.new_data_key(), keys.new_recovery_key()
    made = KeyFile(secrets.token_hex(16))
    made = keys.add_passphrase(made, data_key, login.strip(), passphrase, cost)
    made = keys.add_recovery(made, data_key, recovery_key)
    held = HeldKey(data_key)
    with ExitStack() as undo:  # on failure takes back, last first, what was made here and nothing else
        _make_folder(path.parent, undo)
        undo.callback(_lock_path(path).unlink, missing_ok=True)
        lock = _take_lock(path)
        undo.callback(lock.release)
        try:
            create_empty(path)
            for ending in ("", "-wal", "-shm"):
                undo.callback(path.with_name(path.name + ending).unlink, missing_ok=True)
            engine = open_engine(path, held)
            undo.callback(engine.dispose)
            bring_up_to_date(engine, path)
            keys.write_key_file(key_path(path), made)
        except DBAPIError as error:
            raise problem_of(error) or error from None
        except OSError:
            raise _read_only() from None
        undo.pop_all()
    return OpenVault(path, engine, login.strip(), made, held, lock, cost), recovery_key


def unlock(path: Path, login: str, passphrase: str, cost: KdfCost | None = None) -> OpenVault:
    """Open an office file with a user's passphrase.

    Raises: StorageProblem missing_file, missing_keys, damaged_keys, unknown_user, wrong_passphrase, damaged_file,
    too_new, read_only_folder, network_folder, second_instance. Nothing is changed in any of these.
    """
    made = _key_file_of(path)
    data_key = keys.open_with_passphrase(made, login.strip(), passphrase)
    known = next(name for name in made.logins() if name.casefold() == login.strip().casefold())
    return _open(path, made, data_key, known, cost)


def unlock_with_recovery(path: Path, recovery_key: str, login: str, new_passphrase: str) -> OpenVault:
    """Open with the recovery key and give `login`, who must be known, a new passphrase.

    Raises: as `unlock`; StorageProblem wrong_recovery_key; RuleBroken for a weak passphrase.
    """
    keys.check_passphrase(new_passphrase)
    made = _key_file_of(path)
    known = next((name for name in made.logins() if name.casefold() == login.strip().casefold()), None)
    data_key = keys.open_with_recovery(made, recovery_key)
    if known is None:
        raise StorageProblem("unknown_user", "There is no such user in this office file. Nothing was changed.")
    vault = _open(path, made, data_key, known, None)
    vault.set_passphrase(known, new_passphrase)
    return vault


def users_of(path: Path) -> tuple[str, ...]:
    """Return the logins that can open this office file, without opening it."""
    return _key_file_of(path).logins()


def _key_file_of(path: Path) -> KeyFile:
    _refuse_network(path)
    if not path.exists():
        raise StorageProblem(
            "missing_file",
            f"The office file {path.name} is not there. Nothing was changed. It may have been moved or renamed, or its "
            "drive may be off; choose it with Open another.",
        )
    return keys.read_key_file(key_path(path))


def _open(path: Path, made: KeyFile, data_key: bytes, login: str, cost: KdfCost | None) -> OpenVault:
    if path.stat().st_size == 0:
        raise _damaged("the office file is empty")  # before opening, which would write into it
    lock = _take_lock(path)
    held = HeldKey(data_key)
    engine = open_engine(path, held)
    try:
        try:
            if faults := integrity_faults(engine):
                raise _damaged(f"{plural(len(faults), 'part')} of the office file cannot be read")
            if stored_revision(engine) is None:
                # Migrating would quietly put an empty office in the place of a lost one.
                raise _damaged("the office file is empty")
            bring_up_to_date(engine, path)
        except DBAPIError as error:
            problem = problem_of(error)
            if problem is not None and problem.kind == "damaged_file":
                raise _damaged("the office file cannot be read, or its key file belongs to another one") from None
            raise problem or error from None
    except BaseException:
        engine.dispose()
        held.forget()
        lock.release()
        raise
    return OpenVault(path, engine, login, made, held, lock, cost or KdfCost())


def _damaged(what: str) -> StorageProblem:
    return StorageProblem(
        "damaged_file",
        f"Your passphrase is right, but {what}. Both files were left as they are. Copy them to a safe place, then "
        "restore both from the last backup.",
    )


def _read_only() -> StorageProblem:
    return StorageProblem(
        "read_only_folder",
        "The folder of the office file cannot be written to. Nothing was changed. Ask for the right to write there, or "
        "copy the office file and its key file to your own folder.",
    )


def _refuse_network(path: Path) -> None:
    if is_on_network(path):
        raise StorageProblem(
            "network_folder",
            "The office file lies on a network share, where it could be damaged by two computers writing at once. "
            "Nothing was changed. Keep it on this computer’s own disk.",
        )


def _make_folder(folder: Path, undo: ExitStack) -> None:
    try:
        if not folder.exists():
            folder.mkdir(parents=True, mode=0o700)
            undo.callback(_remove_if_empty, folder)
            folder.chmod(0o700)
    except OSError:
        raise _read_only() from None


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):  # somebody put something there meanwhile: it is theirs
        folder.rmdir()


def _lock_path(path: Path) -> Path:
    real = path.resolve()  # two links to one file share one lock
    return real.with_name(real.name + ".lock")


def _take_lock(path: Path) -> FileLock:
    """Take the lock that only one running program can hold; the system frees it when a program dies.

    Not per thread: a file is unlocked on a worker thread and locked again from the window.
    """
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise _read_only()
    lock = FileLock(_lock_path(path), mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StorageProblem(
            "second_instance",
            "This office file is open in another window of the program. Nothing was changed. Go to that window, or "
            "close it first.",
        ) from None
    except OSError:
        raise _read_only() from None
    return lock
