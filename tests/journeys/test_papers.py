"""Papers by keyboard alone: one with a passphrase, numbered prints, a letter that two people saw, recall, a whole list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
from PySide6.QtWidgets import QApplication

from tests.journeys.desk import Desk
from tests.office_copies import practice_copy
from tests.ui.pdf.test_printing import Jobs
from victimplanner.domain.case_file import CaseFile
from victimplanner.domain.issued import IssuedDocument, Output, PaperKind
from victimplanner.domain.meeting import MeetingState
from victimplanner.services.cases import read_case, read_cases
from victimplanner.ui.screens.batch.view import BatchDialog
from victimplanner.ui.screens.export import ExportDialog
from victimplanner.ui.screens.register.pages import PagesDialog

PHRASE = "marble kettle orbit fern"


def a_case(desk: Desk, state: MeetingState) -> CaseFile:
    cases = read_cases(desk.app)
    return next(c for c in cases if any(m.meeting.state is state for m in c.witnesses[0].meetings))


def issued(desk: Desk, case: CaseFile) -> list[IssuedDocument]:
    entries = read_case(desk.app, case.case.id).witnesses[0].issued
    return sorted(entries, key=lambda entry: (entry.kind, entry.copy_number))


def export_dialog(desk: Desk) -> ExportDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    desk.keys.wait(lambda: settled(dialog))
    return dialog


def settled(dialog: Any) -> bool:
    state = dialog.view_model.state
    return not state.is_loading and not state.is_busy and not dialog.view_model.previewer.is_waiting


def register(desk: Desk) -> Any:
    assert desk.window._case is not None
    return desk.window._case._tabs["exports"]


def test_a_record_is_sent_with_a_passphrase_and_printed_in_two_copies(desk: Desk, tmp_path: Path) -> None:
    desk.open(practice_copy(tmp_path / "office"))
    case = a_case(desk, MeetingState.SIGNED)
    desk.see(case.case.id, case.witnesses[0].witness.id, "exports")
    desk.dialogs.folder = tmp_path / "out"
    desk.dialogs.folder.mkdir()
    jobs = Jobs(tmp_path)

    def send_and_print() -> None:
        keys, dialog = desk.keys, export_dialog(desk)
        keys.type("kind", "Meeting record")
        keys.wait(lambda: settled(dialog))
        desk.dialogs.prints = jobs.choice(2, 1, dialog.view_model.state.pages)
        keys.press("Ctrl+F")
        keys.type("findInPaper", "Topics")
        keys.press("Enter")
        keys.wait(lambda: dialog.preview.find_bar.count.text().startswith("1 of"))
        keys.press("Esc")
        keys.press("Esc")
        assert dialog.isVisible(), "Escape left the search, not the dialog"
        keys.type("purpose", "To chambers")
        keys.into("output_screen")
        keys.press("Right")
        keys.press("Right")
        assert dialog.view_model.state.request.output is Output.PROTECTED
        keys.type("passphrase", PHRASE)
        keys.press("Ctrl+Enter")
        keys.wait(lambda: settled(dialog) and dialog.view_model.state.notice is not None)
        keys.press("Ctrl+P")
        keys.wait(lambda: settled(dialog) and len(issued(desk, case)) == 3)
        keys.press("Esc")
        assert not dialog.isVisible()

    with desk.keys.dialog(send_and_print):
        desk.keys.press("Ctrl+E")
    (written,) = desk.dialogs.folder.iterdir()
    with pikepdf.open(written, password=PHRASE) as opened:
        assert opened.is_encrypted
    outputs = [(entry.copy_number, entry.output) for entry in issued(desk, case)]
    assert outputs == [(1, Output.PROTECTED), (2, Output.PRINTED), (3, Output.PRINTED)]
    assert len(jobs.printers) == 2
    assert register(desk).table.records.rowCount() == 3


def test_a_copy_is_read_and_recalled_where_the_register_stands(desk: Desk, tmp_path: Path) -> None:
    desk.open(practice_copy(tmp_path / "office"))
    case = a_case(desk, MeetingState.SIGNED)
    desk.see(case.case.id, case.witnesses[0].witness.id, "overview")
    desk.dialogs.folder = tmp_path

    def write() -> None:
        dialog = export_dialog(desk)
        desk.keys.type("purpose", "To chambers")
        desk.keys.press("Ctrl+E")
        desk.keys.wait(lambda: settled(dialog) and bool(issued(desk, case)))
        desk.keys.press("Esc")

    with desk.keys.dialog(write):
        desk.keys.press("Ctrl+E")
    while desk.window._case is not None and desk.window._case.tabs.current() != "exports":
        desk.keys.press("Ctrl+Tab")
    page = register(desk)
    desk.keys.walk_to(page.table, lambda copy: copy.entry.purpose == "To chambers")
    read: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PagesDialog)
        read.append(dialog.preview.area.accessibleDescription())
        desk.keys.press("Esc")

    with desk.keys.dialog(look):
        desk.keys.press("Enter")
    assert "OFFICIAL-SENSITIVE" in read[0]

    def recall() -> None:
        desk.keys.type("recall_reason", "Sent to the wrong chambers")
        desk.keys.press("Ctrl+Enter")

    with desk.keys.dialog(recall):
        desk.keys.button("recallCopy")
    (entry,) = issued(desk, case)
    assert entry.recall_reason == "Sent to the wrong chambers"


def test_a_letter_waits_for_a_colleague_who_reads_it(desk: Desk, tmp_path: Path) -> None:
    desk.open(practice_copy(tmp_path / "office"))
    case = a_case(desk, MeetingState.PLANNED)
    desk.see(case.case.id, case.witnesses[0].witness.id, "overview")

    def read_it() -> None:
        keys, dialog = desk.keys, export_dialog(desk)
        keys.type("kind", "Letter offering")
        keys.wait(lambda: settled(dialog))

        def confirm() -> None:
            keys.tick("second_check")
            keys.press("Ctrl+Enter")

        with keys.dialog(confirm):
            keys.button("secondLook")
        assert dialog.banners.banners()[0].sentence == "Your look is recorded."
        keys.type("purpose", "First offer")
        keys.press("Ctrl+Enter")
        assert "second_check" in {problem.field for problem in dialog.view_model.state.problems}
        keys.press("Esc")

    with desk.keys.dialog(read_it):
        desk.keys.press("Ctrl+E")
    assert not [call for call in desk.dialogs.asked if call[0] == "choose_folder"]
    desk.app.user = desk.app.user.model_copy(update={"display_name": "B. Lindley", "login": "b.lindley"})

    def colleague() -> None:
        keys, dialog = desk.keys, export_dialog(desk)
        keys.type("kind", "Letter offering")
        keys.wait(lambda: settled(dialog))
        assert "second_check" not in {stop.field for stop in dialog.view_model.state.stops}
        keys.press("Esc")

    with desk.keys.dialog(colleague):
        desk.keys.press("Ctrl+E")


def test_the_list_of_cases_gets_a_sheet_for_each_witness(desk: Desk, tmp_path: Path) -> None:
    desk.open(practice_copy(tmp_path / "office"))
    case = read_cases(desk.app)[0]
    desk.keys.press("Ctrl+2")
    desk.keys.type("caseSearch", case.case.urn)
    desk.keys.wait(lambda: desk.frame.page("cases").table.records.rowCount() == 1)
    desk.dialogs.folder = tmp_path / "out"
    desk.dialogs.folder.mkdir()

    def write() -> None:
        keys, dialog = desk.keys, QApplication.activeModalWidget()
        assert isinstance(dialog, BatchDialog)
        keys.type("kind", "Code compliance")
        keys.type("purpose", "Monthly review")
        keys.press("Ctrl+Enter")
        keys.wait(lambda: not dialog.view_model.state.is_busy and dialog.view_model.state.notice is not None)
        assert dialog.view_model.state.refused == ()
        keys.press("Esc")

    with desk.keys.dialog(write):
        desk.keys.button("exportList")
    assert len(list(desk.dialogs.folder.iterdir())) == len(case.witnesses)
    assert {entry.kind for entry in issued(desk, case)} == {PaperKind.CODE_SHEET}
