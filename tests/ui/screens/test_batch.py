"""One paper for every witness of a list: where the list comes from, what is asked, what is written and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.issued import Output, PaperKind
from victimplanner.domain.people import UserRole
from victimplanner.services.cases import read_case, read_cases
from victimplanner.ui.screens.batch.view import BatchDialog
from victimplanner.ui.screens.cases.view import CasesView
from victimplanner.ui.screens.worklist.view import WorklistView
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import SecondaryButton

LONG = 60_000  # milliseconds
CTRL = Qt.KeyboardModifier.ControlModifier


def wanted(session: Session, number: int) -> list[tuple[str, str]]:
    return [(case.case.id, case.witnesses[0].witness.id) for case in read_cases(session.app)[:number]]


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> Iterator[BatchDialog]:
    made = BatchDialog(session, wanted(session, 4))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.view_model.close()


def settle(qtbot: QtBot, dialog: BatchDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.view_model.state.is_busy, timeout=LONG)


def test_what_is_missing_is_said_where_it_is_and_nothing_is_written(
    qtbot: QtBot, dialog: BatchDialog, dialogs: RecorderDialogs
) -> None:
    dialog.output.set_value(Output.PROTECTED)
    dialog.output.changed.emit()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert "disclosure log" in dialog.purpose.error_text()
    assert "too short" in dialog.passphrase.error_text()
    assert QApplication.focusWidget() is dialog.purpose.line
    assert not dialogs.asked


def test_a_file_for_each_witness_is_written_by_keyboard_and_recorded_in_her_case(
    qtbot: QtBot, session: Session, dialog: BatchDialog, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    dialogs.folder = tmp_path / "out"
    dialogs.folder.mkdir()
    dialog.kind.set_value(PaperKind.CODE_SHEET)
    dialog.kind.changed.emit()
    qtbot.keyClicks(dialog.purpose.line, "Monthly file review")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert dialog.cancel.text() == "Stop"
    settle(qtbot, dialog)
    banner = dialog.banners.banners()[0]
    assert (banner.kind, banner.sentence) == ("done", "4 of 4 papers written and entered in the register.")
    assert len(list(dialogs.folder.iterdir())) == 4
    assert dialog.cancel.text() == "Close"
    for case_id, witness_id in wanted(session, 4):
        (entry,) = read_case(session.app, case_id).witness(witness_id).issued
        assert (entry.kind, entry.purpose) == (PaperKind.CODE_SHEET, "Monthly file review")


def test_who_cannot_have_the_paper_is_listed_with_the_reason_and_the_others_have_it(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    cases = read_cases(session.app)
    has = next(c for c in cases if any(m.meeting.is_locked for m in c.witnesses[0].meetings))
    has_not = next(c for c in cases if not c.witnesses[0].meetings)
    pairs = [(c.case.id, c.witnesses[0].witness.id) for c in (has, has_not)]
    dialog = BatchDialog(session, pairs)
    qtbot.addWidget(dialog)
    dialog.show()
    dialogs.folder = tmp_path / "out"
    dialogs.folder.mkdir()
    dialog.view_model.choose_kind(PaperKind.MEETING_RECORD)
    dialog.view_model.write_purpose("Review")
    dialog.try_export()
    settle(qtbot, dialog)
    assert len(list(dialogs.folder.iterdir())) == 1
    (refused,) = dialog.refused.records.rows()
    assert has_not.witnesses[0].witness.reference in refused.about
    assert "no meeting record yet" in refused.reason
    assert has_not.witnesses[0].witness.name not in refused.about
    assert dialog.card.isVisible()
    assert dialog.banners.banners()[0].kind == "warning"
    dialog.view_model.close()


def test_a_stop_leaves_whole_files_and_says_how_many_were_not_tried(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    dialog = BatchDialog(session, wanted(session, 5))
    qtbot.addWidget(dialog)
    dialog.show()
    dialogs.folder = tmp_path / "out"
    dialogs.folder.mkdir()
    dialog.view_model.choose_kind(PaperKind.CODE_SHEET)
    dialog.view_model.write_purpose("Review")
    dialog.try_export()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "it stays, so that one reads how it ended"
    settle(qtbot, dialog)
    words = dialog.banners.banners()[0].accessibleName()
    assert "not tried" in words or "Nothing was written" in words, "the latter where it had not begun"
    for path in dialogs.folder.iterdir():
        assert path.read_bytes().rstrip().endswith(b"%%EOF")
    dialog.view_model.close()


def test_a_paper_for_the_witness_asks_how_it_reaches_her(dialog: BatchDialog) -> None:
    dialog.view_model.choose_kind(PaperKind.CODE_SHEET)
    assert not dialog.way.isVisible()
    dialog.view_model.choose_kind(PaperKind.PLAN)
    assert dialog.way.isVisible()
    assert dialog.recipient.value() == "the witness"


def test_the_list_of_cases_gives_every_witness_that_was_found(qtbot: QtBot, session: Session) -> None:
    view = CasesView(session)
    qtbot.addWidget(view)
    cases = read_cases(session.app)
    assert len(view.listed()) == sum(len(c.witnesses) for c in cases if view.view_model.state.include_closed or
                                     c.case.id in {row.id for row in view.view_model.state.rows})  # fmt: skip
    one = cases[0]
    view.view_model.search(one.case.urn)
    assert view.listed() == [(one.case.id, w.witness.id) for w in one.witnesses]


def test_the_worklist_gives_each_witness_once_and_only_those_of_the_filter(qtbot: QtBot, session: Session) -> None:
    view = WorklistView(session)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: bool(view.list.groups.records()), timeout=LONG)
    everybody = view.listed()
    assert len(everybody) == len(set(everybody))
    urn = view.list.groups.records()[0].urn
    view.view_model.filter(urn)
    qtbot.waitUntil(lambda: {item.urn for item in view.list.groups.records()} == {urn}, timeout=LONG)
    assert 0 < len(view.listed()) < len(everybody)


def test_without_a_witness_in_the_list_it_says_so(qtbot: QtBot, session: Session) -> None:
    dialog = BatchDialog(session, [])
    qtbot.addWidget(dialog)
    dialog.view_model.write_purpose("Review")
    assert not dialog.view_model.check()
    assert "No witness is in the list" in dialog.view_model.state.problems[0].message


def test_a_batch_stopped_before_it_began_says_that_nothing_was_written(
    qtbot: QtBot, session: Session, dialog: BatchDialog, tmp_path: Path
) -> None:
    other = Event()
    session.tasks.start(lambda _progress: other.wait(LONG))  # the batch waits behind it
    dialog.view_model.write_purpose("Monthly file review")
    dialog.view_model.export(tmp_path)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    other.set()
    settle(qtbot, dialog)
    banner = dialog.banners.banners()[0]
    assert (banner.kind, banner.sentence) == ("warning", "Stopped.")
    assert "Nothing was written" in banner.accessibleName()
    assert not list(tmp_path.glob("*.pdf"))


def test_who_may_only_read_is_not_offered_papers_for_a_list(qtbot: QtBot, session: Session) -> None:
    session.app.user = session.app.user.model_copy(update={"role": UserRole.READ_ONLY})
    view = CasesView(session)
    qtbot.addWidget(view)
    button = view.findChild(SecondaryButton, "exportList")
    assert button is not None
    assert not button.isEnabled()
