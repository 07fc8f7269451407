"""What screens are tested with: a real practice office, recorded questions, one task runner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.office_copies import empty_copy, practice_copy
from tests.ui.screens.exporting import Open, opener
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import TaskRunner


@pytest.fixture
def dialogs() -> RecorderDialogs:
    return RecorderDialogs()


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication, dialogs: RecorderDialogs) -> Iterator[Session]:
    """A session over the forty invented cases, on Wednesday 25 November 2026, 09:42."""
    opened = Session(practice_copy(tmp_path), dialogs, TaskRunner())
    yield opened
    opened.close()


@pytest.fixture
def empty_session(tmp_path: Path, qapp: QApplication, dialogs: RecorderDialogs) -> Iterator[Session]:
    """A session over an office file without cases."""
    opened = Session(empty_copy(tmp_path), dialogs, TaskRunner())
    yield opened
    opened.close()


@pytest.fixture
def open_dialog(qtbot: QtBot, session: Session) -> Open:
    """Open the export dialog on a witness and wait for the first page."""
    return opener(qtbot, session)
