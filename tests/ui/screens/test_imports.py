"""Importing a list: nothing is written before the person has seen every row and agreed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.importing import Outcome
from victimplanner.services.cases import count_cases
from victimplanner.ui.screens.imports.view import ImportDialog, open_import
from victimplanner.ui.screens.imports.view_model import messages_of
from victimplanner.ui.session import Session

SAMPLE = Path(__file__).parents[2] / "data" / "caseload.csv"


@pytest.fixture
def dialog(empty_session: Session, qtbot: QtBot) -> ImportDialog:
    made = ImportDialog(empty_session)
    qtbot.addWidget(made)
    made.view_model.read(SAMPLE)
    made.show()
    return made


def wait(dialog: ImportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.view_model.state.is_busy, timeout=60_000)


def test_reading_a_list_shows_every_row_and_writes_nothing(dialog: ImportDialog, empty_session: Session) -> None:
    state = dialog.view_model.state
    assert len(state.rows) == 39
    assert dict(state.counts) == {
        Outcome.IMPORTED: 10,
        Outcome.WARNING: 24,
        Outcome.REFUSED: 3,
        Outcome.LEFT_OUT: 2,
    }
    assert count_cases(empty_session.app) == 0


def test_the_columns_are_guessed_and_can_be_taken_as_something_else(dialog: ImportDialog) -> None:
    mapping = dialog.view_model.state.mapping
    assert mapping is not None
    assert {c.key: c.field for c in mapping.columns}["DOB"] == "date_of_birth"
    dialog.view_model.take_column_as("DOB", "")
    assert dialog.view_model.state.rows[0].date_of_birth is None


def test_without_a_column_it_needs_the_dialog_says_so_and_cannot_import(dialog: ImportDialog) -> None:
    dialog.view_model.take_column_as("URN", "")
    assert dialog.view_model.state.error
    assert not dialog.write.isEnabled()


def test_a_count_shows_only_those_rows(dialog: ImportDialog) -> None:
    dialog.counts[Outcome.REFUSED].click()
    assert {row.outcome for row in dialog.view_model.state.rows} == {Outcome.REFUSED}


def test_the_model_keeps_qts_promises(dialog: ImportDialog, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(dialog.table.model())


def test_by_keyboard_the_list_is_written_and_the_result_is_said(
    dialog: ImportDialog, empty_session: Session, qtbot: QtBot
) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait(dialog, qtbot)
    assert dialog.view_model.state.done_words == "33 cases and 34 witnesses written."
    assert count_cases(empty_session.app) == 33
    assert not dialog.view_model.state.can_import, "and not twice"


def test_reading_the_same_list_again_leaves_every_row_out(
    dialog: ImportDialog, empty_session: Session, qtbot: QtBot
) -> None:
    dialog.view_model.write()
    wait(dialog, qtbot)
    dialog.view_model.read(SAMPLE)
    assert not dialog.view_model.state.can_import
    assert {row.outcome for row in dialog.view_model.state.rows} == {Outcome.LEFT_OUT, Outcome.REFUSED}


def test_stopping_half_way_leaves_whole_cases_only(dialog: ImportDialog, empty_session: Session, qtbot: QtBot) -> None:
    dialog.view_model.write()
    dialog.reject()
    wait(dialog, qtbot)
    assert dialog.isVisible(), "the dialog stays and says what happened"
    assert count_cases(empty_session.app) < 33


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, b"\xd0\xcf\x11\xe0" + b"\x00" * 100])
def test_what_is_no_list_is_refused_in_a_sentence(
    dialog: ImportDialog, empty_session: Session, tmp_path: Path, content: bytes
) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_bytes(content)
    dialog.view_model.read(wrong)
    assert len(dialog.view_model.state.error) > 30
    assert not dialog.write.isEnabled()


def test_leaving_the_file_question_changes_nothing(
    empty_session: Session, dialogs: RecorderDialogs, qapp: object
) -> None:
    dialogs.opens = None
    open_import(empty_session, None)
    assert dialogs.last()[0] == "open_file"


def test_the_current_row_says_everything_there_is_to_check_one_note_a_line(dialog: ImportDialog, qtbot: QtBot) -> None:
    row = next(row for row in dialog.view_model.state.rows if len(messages_of(row)) > 3)
    dialog.table.select_record(row)

    def shown() -> list[str]:
        return [part.text() for part in dialog.row_card.findChildren(QLabel) if part.isVisibleTo(dialog.row_card)]

    qtbot.waitUntil(lambda: all(text in shown() for text in messages_of(row)))
    assert f"Row {row.number}" in shown()
