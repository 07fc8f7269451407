"""Creating, opening and locking an office file, and what is remembered about it on this computer."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from victimplanner.domain.dates import plural
from victimplanner.domain.errors import NotFound, Problem, RuleBroken, StorageProblem
from victimplanner.domain.office import Office
from victimplanner.domain.people import User, UserRole
from victimplanner.paths import data_folder, settings_folder
from victimplanner.services.clock import Clock
from victimplanner.services.context import App
from victimplanner.services.editions import first_edition, keep_first_edition
from victimplanner.storage import vault
from victimplanner.storage.keys import KdfCost
from victimplanner.storage.resource_files import load_holiday_list, load_rule_book

SUFFIX = vault.SUFFIX
_TRIES = 5
_WAIT = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class NewOffice:
    """What it takes to create an office file: who opens it first, and whose it is."""

    path: Path
    login: str
    display_name: str
    role: UserRole
    office_name: str


def check_rules() -> None:
    """Read and check every rule file and the list of bank holidays. Raises: RuleFileProblem naming the mistake."""
    load_rule_book()
    load_holiday_list()


def create_office(new: NewOffice, passphrase: str, clock: Clock, cost: KdfCost | None = None) -> tuple[App, str]:
    """Create an office file; return it open, and the recovery key, which is shown once and kept nowhere.

    Raises: RuleBroken for missing names or a weak passphrase, StorageProblem; nothing is left then.
    """
    problems = []
    if not new.office_name.strip():
        problems.append(Problem("office_name", "Enter the name of the office or unit."))
    if not new.display_name.strip():
        problems.append(Problem("display_name", "Enter your name as it stands in records, for instance R. Okafor."))
    if problems:
        raise RuleBroken(*problems)
    check_rules()
    path = new.path if new.path.suffix == SUFFIX else new.path.with_name(new.path.name + SUFFIX)
    opened, recovery_key = vault.create(path, new.login, passphrase, cost)
    user = User(login=opened.login, display_name=new.display_name.strip(), role=new.role)
    app = App(opened, user, clock)
    with app.change("office.set_up") as uow:
        uow.add(Office(name=new.office_name.strip()))
        uow.add(user)
        uow.add(first_edition(app))
    return app, recovery_key


def open_office(path: Path, login: str, passphrase: str, clock: Clock) -> App:
    """Open an office file with a passphrase. Raises: StorageProblem, each failure with its own sentence."""
    check_rules()
    return _app_of(vault.unlock(path, login, passphrase), clock)


def recover_office(path: Path, recovery_key: str, login: str, new_passphrase: str, clock: Clock) -> App:
    """Open an office file with the recovery key and give the user a new passphrase."""
    check_rules()
    return _app_of(vault.unlock_with_recovery(path, recovery_key, login, new_passphrase), clock)


def office_users(path: Path) -> tuple[str, ...]:
    """Return the logins that can open this office file. Raises: StorageProblem when it or its keys are missing."""
    return vault.users_of(path)


def _app_of(opened: vault.OpenVault, clock: Clock) -> App:
    try:
        with opened.reading() as uow:
            users = uow.find(User, login=opened.login)
        if not users:
            raise NotFound("This user has a key but no entry in the office file. Ask your manager to add you.")
        app = App(opened, users[0], clock)
        keep_first_edition(app)
        return app
    except BaseException:
        opened.close()
        raise


class Tries:
    """Counts wrong passphrases for one office file: after five, the next try waits a minute. Nothing is erased."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wrong = 0
        self._wait_until: dt.datetime | None = None

    def check(self) -> None:
        """Raises: StorageProblem wait, while the minute runs."""
        if self._wait_until is None:
            return
        left = self._wait_until - self._clock.now()
        if left > dt.timedelta():
            seconds = plural(max(1, round(left.total_seconds())), "second")
            raise StorageProblem("wait", f"Five wrong passphrases. Nothing was erased. Try again in {seconds}.")
        self._wait_until, self._wrong = None, 0

    def wrong(self) -> str:
        """Count a wrong passphrase; return what it means for the next try."""
        self._wrong += 1
        left = _TRIES - self._wrong
        if left <= 0:
            self._wait_until = self._clock.now() + _WAIT
            return "The next try is possible in 1 minute. Nothing is erased."
        return f"{plural(left, 'try', 'tries')} before a 1 minute wait."

    def right(self) -> None:
        self._wrong, self._wait_until = 0, None


@dataclass(frozen=True)
class KnownOffice:
    """An office file opened on this computer before: where, by whom, when. Nothing about a case."""

    path: Path
    login: str
    opened_at: dt.datetime


def known_offices() -> list[KnownOffice]:
    """Return the office files opened before that are still there, the last one first."""
    try:
        entries = json.loads(_known_file().read_text(encoding="utf-8"))
        found = [KnownOffice(Path(e["path"]), e["login"], dt.datetime.fromisoformat(e["opened_at"])) for e in entries]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return sorted((k for k in found if k.path.exists()), key=lambda k: k.opened_at, reverse=True)


def remember_office(app: App) -> None:
    """Remember that this office file was opened, for the list on the unlock page. A full disk is no reason to stop."""
    others = [k for k in known_offices() if k.path != app.vault.path]
    entries = [KnownOffice(app.vault.path, app.user.login, app.now), *others][:8]
    data = [{"path": str(k.path), "login": k.login, "opened_at": k.opened_at.isoformat()} for k in entries]
    try:
        _known_file().write_text(json.dumps(data, indent=1), encoding="utf-8")
    except OSError:
        return


def default_folder() -> Path:
    """Return the user's own folder for office files."""
    return data_folder()


def _known_file() -> Path:
    return settings_folder() / "offices.json"
