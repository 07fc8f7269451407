"""Unlocking, creating and recovering an office file. Services load while the passphrase is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.errors import PlannerError, Problem, RuleBroken, StorageProblem
from victimplanner.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from victimplanner.domain.people import UserRole
    from victimplanner.services.clock import Clock
    from victimplanner.services.context import App
    from victimplanner.services.vaults import KnownOffice, Tries

UNLOCK, CREATE, RECOVER, RECOVERY_KEY = "unlock", "create", "recover", "recovery_key"


@dataclass(frozen=True)
class UnlockState:
    """What the page shows. `page` is one of unlock, create, recover, recovery_key."""

    page: str = UNLOCK
    is_ready: bool = False  # the services have loaded
    is_busy: bool = False
    offices: tuple[KnownOffice, ...] = ()
    path: Path | None = None
    login: str = ""
    error: str = ""  # the whole sentence for a banner
    note: str = ""  # what follows from it: tries left
    problems: tuple[Problem, ...] = field(default_factory=tuple)
    recovery_key: str = ""  # shown once, after creating
    roles: tuple[tuple[UserRole, str], ...] = ()  # whoever makes an office file may be one of these
    new_path: str = ""  # where a new office file would go


class UnlockViewModel(QObject):
    """Holds the state of the unlock page; `opened` hands over the open office file."""

    state_changed = Signal()
    opened = Signal(object)  # App

    def __init__(self, tasks: TaskRunner, clock: Clock | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._clock = clock
        self._tries: dict[Path, Tries] = {}
        self._waiting: App | None = None  # created, its recovery key not yet confirmed
        self.state = UnlockState()

    # ------------------------------------------------------------ getting ready

    def load(self) -> None:
        """Import the services; called after the first paint, so that the window is there at once."""
        from victimplanner.domain.people import USER_ROLE_WORDS, UserRole
        from victimplanner.services.clock import SystemClock
        from victimplanner.services.vaults import SUFFIX, check_rules, default_folder, known_offices

        self._clock = self._clock or SystemClock()
        offices = tuple(known_offices())
        self._set(
            is_ready=True,
            offices=offices,
            page=UNLOCK if offices else CREATE,
            roles=tuple((role, USER_ROLE_WORDS[role]) for role in UserRole if role is not UserRole.READ_ONLY),
            new_path=str(default_folder() / f"office{SUFFIX}"),
        )
        if offices:
            self.choose_office(offices[0].path, offices[0].login)
        try:
            check_rules()
        except PlannerError as problem:
            self._set(error=f"{problem} No office file can be opened until this is put right.")

    def choose_office(self, path: Path, login: str = "") -> None:
        """Choose an office file; its only user is filled in."""
        from victimplanner.services.vaults import office_users

        error = ""
        try:
            users = office_users(path)
            if login not in users:
                login = users[0] if len(users) == 1 else ""
        except PlannerError as problem:
            error = str(problem)
        self._set(page=UNLOCK, path=path, login=login, error=error, note="", problems=())

    def show(self, page: str) -> None:
        """Turn to another page: unlock, create or recover."""
        self._set(page=page, error="", note="", problems=())

    # ------------------------------------------------------------ intentions

    def unlock(self, login: str, passphrase: str) -> None:
        """Open the chosen office file with a passphrase, on the work thread."""
        from victimplanner.services.vaults import Tries, open_office

        path = self.state.path
        if path is None:
            self._set(error="Choose an office file first. Nothing was opened.")
            return
        assert self._clock is not None
        clock = self._clock
        tries = self._tries.setdefault(path, Tries(clock))
        try:
            tries.check()
        except StorageProblem as problem:
            self._set(error=str(problem), note="")
            return

        def failed(problem: Exception) -> None:
            if isinstance(problem, StorageProblem) and problem.kind == "wrong_passphrase":
                self._set(error=str(problem), note=tries.wrong())

        def succeeded(app: App) -> None:
            tries.right()
            self._hand_over(app)

        self._start(lambda: open_office(path, login, passphrase, clock), succeeded, failed, login=login)

    def create(self, values: dict[str, Any], passphrase: str, again: str) -> None:
        """Create an office file; then its recovery key is shown once."""
        from victimplanner.services.vaults import NewOffice, create_office

        problems = []
        if not values["path"]:
            problems.append(Problem("path", "Choose where the office file goes."))
        if passphrase != again:
            problems.append(Problem("again", "The two passphrases differ. Type the same one twice."))
        if problems:
            self._set(problems=tuple(problems))
            return
        assert self._clock is not None
        clock = self._clock
        new = NewOffice(
            Path(values["path"]), values["login"], values["display_name"], values["role"], values["office_name"]
        )

        def succeeded(made: tuple[App, str]) -> None:
            self._waiting, key = made
            self._set(page=RECOVERY_KEY, recovery_key=key)

        self._start(lambda: create_office(new, passphrase, clock), succeeded)

    def confirm_recovery_key(self) -> None:
        """The person has kept the recovery key; it is forgotten here and the office file opens."""
        assert self._waiting is not None
        app, self._waiting = self._waiting, None
        self._set(recovery_key="", page=UNLOCK)
        self._hand_over(app)

    def recover(self, recovery_key: str, login: str, passphrase: str, again: str) -> None:
        """Open with the recovery key and give the user a new passphrase."""
        from victimplanner.services.vaults import recover_office

        path = self.state.path
        problems = []
        if path is None:
            problems.append(Problem("path", "Choose an office file first."))
        if passphrase != again:
            problems.append(Problem("again", "The two passphrases differ. Type the same one twice."))
        if problems or path is None:
            self._set(problems=tuple(problems))
            return
        assert self._clock is not None
        clock = self._clock
        self._start(lambda: recover_office(path, recovery_key, login, passphrase, clock), self._hand_over)

    def locked(self) -> None:
        """The office file was locked: show the page for it again."""
        from victimplanner.services.vaults import known_offices

        self._set(page=UNLOCK, offices=tuple(known_offices()), error="", note="", problems=(), is_busy=False)

    def close(self) -> None:
        """Leave nothing open: an office file whose recovery key was not yet confirmed is locked."""
        if self._waiting is not None:
            self._waiting.close()
            self._waiting = None

    # ------------------------------------------------------------ inside

    def _hand_over(self, app: App) -> None:
        from victimplanner.services.vaults import remember_office

        remember_office(app)
        self._set(path=app.vault.path, login=app.user.login, error="", note="", problems=())
        self.opened.emit(app)

    def _start(
        self,
        work: Callable[[], Any],
        succeeded: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
        **changes: Any,
    ) -> None:
        self._set(is_busy=True, error="", note="", problems=(), **changes)
        task = self._tasks.start(lambda _progress: work())

        def went_wrong(problem: Exception) -> None:
            if isinstance(problem, RuleBroken):
                self._set(is_busy=False, problems=tuple(problem.problems))
            elif isinstance(problem, PlannerError):
                self._set(is_busy=False, error=str(problem))
                if failed is not None:
                    failed(problem)
            else:
                self._set(is_busy=False)
                raise problem

        def went_well(result: Any) -> None:
            self._set(is_busy=False)
            succeeded(result)

        task.succeeded.connect(went_well)
        task.failed.connect(went_wrong)

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit()
