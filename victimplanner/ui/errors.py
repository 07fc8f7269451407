"""What is not expected: one dialog with a reference number, and a log without names."""

from __future__ import annotations

import logging
import secrets
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from victimplanner.domain.errors import PlannerError
from victimplanner.paths import log_folder
from victimplanner.ui.dialogs import QtDialogs

log = logging.getLogger("victimplanner")
_PROGRAM = Path(__file__).resolve().parent.parent
_telling: list[str] = []
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def install(application: QApplication) -> None:
    """Send unexpected errors and Qt's own messages to the log, and unexpected errors to one dialog."""
    _log_to_file()
    sys.excepthook = show_unexpected
    qInstallMessageHandler(_qt_message)


def show_unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log where it happened, without the error's own text and without values, and tell the person."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    reference = secrets.token_hex(3).upper()
    log.error("Unexpected %s, reference %s\n%s", kind.__name__, reference, places(trace))
    if QApplication.instance() is None or _telling:
        return  # one dialog is enough: a fault while drawing would open one after the other
    _telling.append(reference)
    try:
        _tell(error, reference)
    finally:
        _telling.clear()


def _tell(error: BaseException, reference: str) -> None:
    dialogs = QtDialogs(QApplication.activeWindow())
    if isinstance(error, PlannerError):
        dialogs.tell("VictimPlanner", str(error))
        return
    dialogs.tell(
        "Something unexpected happened",
        "The program met a fault. What was saved before is safe; what you were typing may not be saved. Go on "
        "working, and if it happens again tell the people who look after the program.",
        f"Reference {reference}",
    )


def places(trace: TracebackType | None) -> str:
    """Return the places of a traceback: file, line and function.

    The error's own text may hold a name and is left out; so are folders above the program, which hold the user's.
    """
    return "".join(f"  {_short(f.filename)}:{f.lineno} in {f.name}\n" for f in traceback.extract_tb(trace))


def _short(file_name: str) -> str:
    path = Path(file_name)
    inside = path.is_relative_to(_PROGRAM)
    return path.relative_to(_PROGRAM.parent).as_posix() if inside else "/".join(path.parts[-2:])


def _log_to_file() -> None:
    try:
        handler = RotatingFileHandler(
            log_folder() / "victimplanner.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8"
        )
    except OSError:
        return  # a log that cannot be written is no reason not to work
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)


def _qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
