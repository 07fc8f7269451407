"""Starting the window: paint first, load afterwards."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from victimplanner.ui import errors, theme
from victimplanner.ui.dialogs import QtDialogs
from victimplanner.ui.screens.unlock.view import UnlockView
from victimplanner.ui.screens.unlock.view_model import UnlockViewModel
from victimplanner.ui.tasks import TaskRunner
from victimplanner.ui.widgets import AppFrame


def run_window() -> int:
    """Open the window and run until it closes; return the exit code.

    The unlock page needs only Qt; everything else is imported after the first paint, while the passphrase is typed.
    """
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        print(
            "victimplanner: there is no screen here, so no window can open. Start it where there is one, or use the "
            "commands: victimplanner --help",
            file=sys.stderr,
        )
        return 2
    application = QApplication(sys.argv[:1])
    application.setApplicationName("VictimPlanner")
    theme.apply(application, "system", 100)
    errors.install(application)
    frame = AppFrame()
    frame.resize(1366, 768)
    tasks = TaskRunner(frame)
    dialogs = QtDialogs(frame)
    view_model = UnlockViewModel(tasks, parent=frame)
    unlock = UnlockView(view_model, dialogs)
    frame.set_lock_page(unlock)
    frame.set_locked(True)
    frame.set_status("Office file locked")
    frame.set_key_hints([("Tab", "Next field"), ("Enter", "Unlock")])
    frame.show()

    def load() -> None:
        from victimplanner.ui.main_window import MainWindow

        view_model.load()
        application.main_window = MainWindow(frame, unlock, tasks, dialogs)  # type: ignore[attr-defined]

    QTimer.singleShot(0, lambda: QTimer.singleShot(0, load))
    code = application.exec()
    view_model.close()
    return code
