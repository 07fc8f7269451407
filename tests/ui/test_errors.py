"""What is not expected: a dialog with a reference, and a log that says where and nothing else."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

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
    """Read the dialog that is open, and close it."""
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
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
        errors.show_unexpected(type(error), error, error.__traceback__)
        answer(seen)

    QTimer.singleShot(50, again)
    errors.show_unexpected(type(error), error, error.__traceback__)
    assert len(seen) == 1
    assert QApplication.activeModalWidget() is None


def test_places_name_files_of_the_program_from_its_own_folder_on() -> None:
    with pytest.raises(AttributeError) as raised:
        errors.places("not a traceback")  # type: ignore[arg-type]
    assert "  victimplanner/ui/errors.py:" in errors.places(raised.value.__traceback__)
