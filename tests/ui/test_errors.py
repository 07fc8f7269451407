"""What is not expected: a dialog with a reference, and a log that says where and nothing else."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from victimplanner.ui import errors


def fail(name: str) -> None:
    raise ValueError(f"something about {name}")


def caught(name: str) -> ValueError:
    try:
        fail(name)
    except ValueError as error:
        return error
    raise AssertionError


def answer(seen: list[str]) -> None:
    """Read the dialog that opens, and close it."""
    dialog = QApplication.activeModalWidget()
    if dialog is None or not dialog.isVisible():  # not open yet: a slow machine takes its time
        QTimer.singleShot(10, lambda: answer(seen))
        return
    seen.append(" ".join(part.text() for part in dialog.findChildren(QLabel)))
    dialog.close()


def test_the_log_says_where_without_the_words_of_the_error(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    error, seen = caught("Anna Sample"), []  # type: ignore[var-annotated]
    QTimer.singleShot(50, lambda: answer(seen))
    with caplog.at_level(logging.ERROR, logger="victimplanner"):
        errors.show_unexpected(type(error), error, error.__traceback__)
    assert "in fail" in caplog.text
    assert "ValueError" in caplog.text
    assert "Anna" not in caplog.text + seen[0]
    reference = seen[0].split("Reference ")[1].split()[0]
    assert reference in caplog.text


def test_a_second_fault_while_the_first_is_told_opens_no_second_dialog(qtbot: QtBot) -> None:
    error, seen = caught("x"), []  # type: ignore[var-annotated]

    def again() -> None:
        if QApplication.activeModalWidget() is None:
            QTimer.singleShot(10, again)
            return
        errors.show_unexpected(type(error), error, error.__traceback__)
        answer(seen)

    QTimer.singleShot(50, again)
    errors.show_unexpected(type(error), error, error.__traceback__)
    assert len(seen) == 1
    assert QApplication.activeModalWidget() is None


def test_a_window_closed_under_the_dialog_takes_it_along_without_a_second_fault(qtbot: QtBot) -> None:
    window = QWidget()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    error = caught("x")

    def close() -> None:
        if QApplication.activeModalWidget() is None:
            QTimer.singleShot(10, close)
            return
        delete(window)

    QTimer.singleShot(0, close)
    errors.show_unexpected(type(error), error, error.__traceback__)
    assert QApplication.activeModalWidget() is None


def test_places_name_files_of_the_program_from_its_own_folder_on() -> None:
    with pytest.raises(AttributeError) as raised:
        errors.places("not a traceback")  # type: ignore[arg-type]
    assert "  victimplanner/ui/errors.py:" in errors.places(raised.value.__traceback__)
