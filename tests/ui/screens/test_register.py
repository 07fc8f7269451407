"""The register on screen: how each copy stands, its pages, writing and printing again, recall; one witness alone."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.ui.pdf.test_printing import Jobs
from tests.ui.screens.exporting import find
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.issued import IssuedDocument, Output, PaperKind, Variant
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.people import UserRole
from victimplanner.services.cases import read_case
from victimplanner.services.papers import PaperRequest, issue_paper
from victimplanner.ui.navigation import Destination
from victimplanner.ui.paper_words import reader_of
from victimplanner.ui.pdf import page_text
from victimplanner.ui.screens.register.pages import PagesDialog
from victimplanner.ui.screens.register.view import RegisterView
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog

PHRASE = "marble kettle orbit fern"


def issue(session: Session, file: WitnessFile, folder: Path, output: Output = Output.SCREEN) -> IssuedDocument:
    fresh = read_case(session.app, file.case.id).witness(file.witness.id)
    request = PaperRequest(PaperKind.SPECIAL_MEASURES, Variant.FILE, purpose="For the file", output=output)
    return issue_paper(session.app, fresh, request, folder, PHRASE if output is Output.PROTECTED else "")


@pytest.fixture
def file(session: Session) -> WitnessFile:
    return find(session, MeetingState.SIGNED)


@pytest.fixture
def view(qtbot: QtBot, session: Session, file: WitnessFile) -> RegisterView:
    made = RegisterView(session)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show_witness(file.case.id, file.witness.id)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def form_over(view: RegisterView) -> FormDialog:
    return next(form for form in view.findChildren(FormDialog) if form.isVisible())


def cells(view: RegisterView, row: int = 0) -> str:
    records = view.table.records
    role = Qt.ItemDataRole.AccessibleTextRole
    return " | ".join(str(records.index(row, column).data(role)) for column in range(records.columnCount()))


def test_before_anything_left_the_page_says_so_and_leads_to_the_export(view: RegisterView) -> None:
    assert view.pages.currentWidget() is view.nothing
    assert not view.recall.isEnabled()
    asked: list[Destination] = []
    view.asked.connect(asked.append)
    view.export.click()
    assert asked[0].page == "export"


def test_a_copy_stands_with_its_state_check_value_reader_and_purpose(
    view: RegisterView, session: Session, file: WitnessFile, tmp_path: Path, qtbot: QtBot
) -> None:
    entry = issue(session, file, tmp_path)
    qtbot.waitUntil(lambda: view.table.records.rowCount() == 1)
    said = cells(view)
    for words in ("Special measures decision record", "File copy, for case file", "v1, copy 1", "PDF", "Current",
                  entry.check_value, "For the file", "Wed 25 Nov"):  # fmt: skip
        assert words in said, words


def test_the_pages_of_a_copy_are_read_from_the_keyboard(
    view: RegisterView, session: Session, file: WitnessFile, tmp_path: Path, qtbot: QtBot
) -> None:
    issue(session, file, tmp_path)
    qtbot.waitUntil(lambda: view.table.records.rowCount() == 1)
    view.table.setFocus()
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PagesDialog)
        seen.append(dialog.preview.area.accessibleDescription())
        seen.append(dialog.windowTitle())
        dialog.reject()

    QTimer.singleShot(200, look)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert "Special measures" in seen[0]
    assert seen[1] == "Issued copy"
    assert "paper.view" in {line.action for line in session.app.vault.history(file.case.id)}


def test_a_recalled_copy_says_when_by_whom_and_why_and_its_pages_say_it_too(
    view: RegisterView, session: Session, file: WitnessFile, tmp_path: Path, qtbot: QtBot
) -> None:
    issue(session, file, tmp_path)
    qtbot.waitUntil(lambda: view.table.records.rowCount() == 1)
    view.recall.click()
    form = form_over(view)
    form.try_save()
    assert "Say why" in form._fields["recall_reason"].error_text()
    form._fields["recall_reason"].set_value("Sent to the wrong chambers")
    form.try_save()
    assert "Recalled" in cells(view)
    assert "25 Nov 2026, R. Okafor: Sent to the wrong chambers" in cells(view)
    assert not view.recall.isEnabled(), "once is enough"
    pdf = view.view_model.pages_of(view.view_model.state.lines[0])
    assert pdf is not None
    assert "RECALLED" in page_text(pdf).upper()


def test_the_same_bytes_are_written_again_and_no_copy_is_counted(
    view: RegisterView, session: Session, file: WitnessFile, dialogs: RecorderDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    entry = issue(session, file, tmp_path)
    qtbot.waitUntil(lambda: view.table.records.rowCount() == 1)
    view.write.click()
    form_over(view).try_save()
    assert "No folder was chosen" in form_over(view).banners.banners()[0].sentence
    dialogs.folder = tmp_path / "again"
    dialogs.folder.mkdir()
    form_over(view).try_save()
    assert (dialogs.folder / entry.file_name).read_bytes() == (tmp_path / entry.file_name).read_bytes()
    assert view.table.records.rowCount() == 1
    assert view.banners.banners()[0].kind == "done"


def test_a_copy_with_a_passphrase_is_written_again_only_with_one(
    view: RegisterView, session: Session, file: WitnessFile, dialogs: RecorderDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    issue(session, file, tmp_path, Output.PROTECTED)
    qtbot.waitUntil(lambda: view.table.records.rowCount() == 1)
    dialogs.folder = tmp_path / "again"
    dialogs.folder.mkdir()
    view.write.click()
    form = form_over(view)
    form.try_save()
    assert "left with one" in form._fields["passphrase"].error_text()
    form._fields["passphrase"].set_value("lantern cobalt river moss")
    form.try_save()
    (written,) = dialogs.folder.iterdir()
    with pikepdf.open(written, password="lantern cobalt river moss") as opened:
        assert opened.is_encrypted
    assert "Send the passphrase another way" in view.banners.banners()[0].accessibleName()


def test_an_archive_copy_is_written_again_without_asking_for_a_passphrase(
    view: RegisterView, session: Session, file: WitnessFile, dialogs: RecorderDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    entry = issue(session, file, tmp_path, Output.ARCHIVE)
    qtbot.waitUntil(lambda: view.table.records.rowCount() == 1)
    view.write.click()
    assert not view.banners.banners(), "no folder was chosen, which is said nowhere: nothing happened"
    dialogs.folder = tmp_path  # where the first one still is
    view.write.click()
    assert "a file of that name is in the folder already" in view.banners.banners()[0].accessibleName()
    (tmp_path / entry.file_name).unlink()
    view.write.click()
    assert (tmp_path / entry.file_name).is_file()


def test_a_copy_is_printed_again_and_the_history_says_so(
    view: RegisterView, session: Session, file: WitnessFile, dialogs: RecorderDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    entry = issue(session, file, tmp_path)
    qtbot.waitUntil(lambda: view.table.records.rowCount() == 1)
    view.print.click()
    assert dialogs.last()[0] == "choose_printer"
    assert not view.view_model.state.working
    jobs = Jobs(tmp_path)
    dialogs.prints = jobs.choice(1, 1, entry.pages)
    view.print.click()
    assert not view.print.isEnabled(), "one at a time"
    qtbot.waitUntil(lambda: not view.view_model.state.working, timeout=20_000)
    assert jobs.pages(1).count == entry.pages
    assert view.banners.banners()[0].sentence == "Printed again."
    assert "paper.rewrite" in {line.action for line in session.app.vault.history(file.case.id)}
    assert view.table.records.rowCount() == 1


def test_printing_again_that_was_stopped_is_not_said_to_be_done(
    view: RegisterView, session: Session, file: WitnessFile, dialogs: RecorderDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    entry = issue(session, file, tmp_path)
    qtbot.waitUntil(lambda: view.table.records.rowCount() == 1)
    dialogs.prints = Jobs(tmp_path).choice(1, 1, entry.pages)
    view.print.click()
    view.banners.banners()[0].buttons[0].click()
    qtbot.waitUntil(lambda: not view.view_model.state.working, timeout=20_000)
    assert view.banners.banners()[0].sentence == "Not printed in full."
    assert "paper.rewrite" not in {line.action for line in session.app.vault.history(file.case.id)}


def test_nothing_of_another_witness_of_the_case_is_in_the_list(
    view: RegisterView, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    from victimplanner.services.cases import read_cases

    case = next(c for c in read_cases(session.app) if len(c.witnesses) > 1)
    first, second = case.witnesses[:2]
    issue(session, first, tmp_path)
    view.show_witness(case.case.id, first.witness.id)
    assert view.table.records.rowCount() == 1
    view.show_witness(case.case.id, second.witness.id)
    assert view.table.records.rowCount() == 0


def test_who_may_only_read_may_look_at_pages_and_no_more(
    view: RegisterView, session: Session, file: WitnessFile, tmp_path: Path, qtbot: QtBot
) -> None:
    issue(session, file, tmp_path)
    session.app.user = session.app.user.model_copy(update={"role": UserRole.READ_ONLY})
    view.view_model.refresh()
    assert view.view.isEnabled()
    assert not view.write.isEnabled()
    assert not view.print.isEnabled()
    assert not view.recall.isEnabled()


def test_no_alt_letter_of_the_register_is_one_of_the_menus(view: RegisterView) -> None:
    acts = (view.view, view.write, view.print, view.recall)
    letters = [act.text().partition("&")[2][0].lower() for act in acts]
    assert len(set(letters)) == len(acts)
    assert not set(letters) & set("fevcth")


@pytest.mark.parametrize(
    ("variant", "recipient", "words"),
    [
        (Variant.COURT, "court", "Court copy, for court"),
        (Variant.WITNESS, "the witness", "For the witness"),
        (Variant.FILE, "case file", "File copy, for case file"),
    ],
)
def test_a_copy_says_once_whom_it_is_for(variant: Variant, recipient: str, words: str) -> None:
    entry = IssuedDocument.model_construct(variant=variant, recipient=recipient)
    assert reader_of(entry) == words
