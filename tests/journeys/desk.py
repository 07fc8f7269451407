"""The window as a person finds it, with a keyboard before it."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.journeys.keyboard import Keyboard
from tests.office_copies import practice_copy
from tests.offices import PASSPHRASE, fixed_clock
from victimplanner.domain.people import User, UserRole
from victimplanner.services.context import App
from victimplanner.services.vaults import remember_office
from victimplanner.ui.main_window import MainWindow
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.unlock.view import UnlockView
from victimplanner.ui.screens.unlock.view_model import UnlockViewModel
from victimplanner.ui.tasks import TaskRunner
from victimplanner.ui.widgets import AppFrame


class Desk:
    """The window as a person finds it, the keyboard, and what the system's own dialogs answer."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.folder = folder
        self.dialogs = RecorderDialogs(discard="discard")
        self.frame, self.tasks = AppFrame(), TaskRunner()
        qtbot.addWidget(self.frame)
        self.clock = fixed_clock()
        self.unlock = UnlockView(UnlockViewModel(self.tasks, self.clock), self.dialogs)
        self.frame.set_lock_page(self.unlock)
        self.frame.set_locked(True)
        self.frame.resize(1366, 768)
        self.window = MainWindow(self.frame, self.unlock, self.tasks, self.dialogs)
        self.keys = Keyboard(qtbot, self.frame)
        with qtbot.waitActive(self.frame):
            self.frame.show()
            self.frame.activateWindow()
        self.unlock.view_model.load()

    @property
    def app(self) -> App:
        assert self.window.session is not None
        return self.window.session.app

    def open(self, app: App) -> None:
        """Go on with an office file that is open already, as after unlocking."""
        self.unlock.view_model.opened.emit(app)
        self.keys.wait(lambda: self.window.session is not None)

    def wait_locked(self, name: str, role: UserRole) -> None:
        """Put a practice office on the unlock page, whose user is this person."""
        app = practice_copy(self.folder / "office")
        with app.change("person.amend") as uow:
            (user,) = uow.find(User, login=app.user.login)
            uow.save(user.model_copy(update={"display_name": name, "role": role}))
        remember_office(app)
        app.close()
        self.unlock.view_model.load()

    def unlock_office(self) -> None:
        """Type the passphrase on the unlock page."""
        self.keys.type("passphrase", PASSPHRASE)
        self.keys.press("Enter")
        self.keys.wait(lambda: self.window.session is not None)

    def see(self, case_id: str, witness_id: str, tab: str) -> None:
        """Go to a tab of a case, as a worklist row does."""
        self.window.go(Destination("case", case_id, witness_id, tab))
        self.keys.wait(lambda: self.frame.current_page() == "case")
