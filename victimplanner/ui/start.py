"""Starting the window: paint first, load afterwards."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from victimplanner.ui import errors, looks, theme
from victimplanner.ui.dialogs import QtDialogs
from victimplanner.ui.screens.unlock.view import UnlockView
from victimplanner.ui.screens.unlock.view_model import UnlockViewModel
from victimplanner.ui.tasks import TaskRunner
from victimplanner.ui.widgets import AppFrame

if TYPE_CHECKING:
    from victimplanner.ui.main_window import MainWindow

_NO_SCREEN = (
    "victimplanner: there is no screen here, so no window can open. Start it where there is one, or use the commands: "
    "victimplanner --help"
)
_DESIGN_SIZE = (1366, 768)


def run_window() -> int:
    """Open the window and run until it closes; return the exit code.

    The unlock page needs only Qt; everything else is imported after the first paint, while the passphrase is typed.
    """
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        print(_NO_SCREEN, file=sys.stderr)
        return 2
    qInstallMessageHandler(_while_starting)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("VictimPlanner")
    errors.install(application)
    remembered = looks.remembered()
    theme.apply(application, remembered.theme, remembered.text_scale)
    program = Program(application)
    code = application.exec()
    program.close()
    return code


class Program:
    """The window from its first paint to its end."""

    def __init__(self, application: QApplication) -> None:
        self.frame = AppFrame()
        self.main_window: MainWindow | None = None
        self._tasks = TaskRunner(self.frame)
        self._dialogs = QtDialogs(self.frame)
        self.view_model = UnlockViewModel(self._tasks, parent=self.frame)
        self.unlock = UnlockView(self.view_model, self._dialogs)
        self.frame.set_lock_page(self.unlock)
        self.frame.set_locked(True)
        self.frame.set_status("Office file locked")
        self.frame.set_key_hints([("Tab", "Next field"), ("Enter", "Unlock"), ("F1", "Help")])
        _fit(self.frame, application)
        self.frame.show()
        QTimer.singleShot(0, lambda: QTimer.singleShot(0, self._load))

    def close(self) -> None:
        """Leave nothing open and no thread running."""
        self._tasks.close()
        self.view_model.close()

    def _load(self) -> None:
        """Import the rest on the work thread, so that what is typed meanwhile appears."""
        task = self._tasks.start(lambda _progress: _import_the_rest())
        task.succeeded.connect(self._ready)
        task.failed.connect(_pass_on)

    def _ready(self, made: type[MainWindow]) -> None:
        self.view_model.load()
        self.main_window = made(self.frame, self.unlock, self._tasks, self._dialogs)


def _import_the_rest() -> type[MainWindow]:
    import victimplanner.services.vaults  # noqa: F401
    from victimplanner.ui.main_window import MainWindow

    return MainWindow


def _pass_on(problem: Exception) -> None:
    raise problem


def _fit(frame: AppFrame, application: QApplication) -> None:
    """Take the size the pages are drawn for, or the whole screen where that is smaller than the window and its title."""
    room = application.primaryScreen().availableGeometry()
    width, height = _DESIGN_SIZE
    frame.resize(min(width, room.width()), min(height, room.height()))
    if room.width() <= width or room.height() <= height + 40:
        frame.setWindowState(frame.windowState() | Qt.WindowState.WindowMaximized)


def _while_starting(kind: QtMsgType, _context: QMessageLogContext, _message: str) -> None:
    """Qt ends the process where it cannot reach the screen; say it in our own words before that."""
    if kind is QtMsgType.QtFatalMsg:
        print(_NO_SCREEN, file=sys.stderr, flush=True)
        os._exit(2)
