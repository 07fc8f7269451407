"""How a paper leaves the export dialog: archive, passphrase, numbered prints, several in one file, a second look."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.ui.pdf.test_printing import Jobs
from tests.ui.screens.exporting import Open, find, settle
from victimplanner.domain.issued import IssuedDocument, Output, PaperKind, Variant
from victimplanner.domain.meeting import MeetingState
from victimplanner.services.cases import read_case
from victimplanner.ui.pdf import page_text
from victimplanner.ui.screens.export import ExportDialog
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog

PHRASE = "marble kettle orbit fern"
CTRL = Qt.KeyboardModifier.ControlModifier


def register_of(session: Session, dialog: ExportDialog) -> list[IssuedDocument]:
    state = dialog.view_model.state
    issued = read_case(session.app, state.case.case.id).witness(state.file.witness.id).issued
    return sorted(issued, key=lambda entry: entry.copy_number)


def choose(qtbot: QtBot, dialog: ExportDialog, output: Output) -> None:
    """Choose a form by its round button, as Space does."""
    button = dialog.form.output.button(output)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settle(qtbot, dialog)
    assert dialog.view_model.state.request.output is output


def form_over(dialog: ExportDialog) -> FormDialog:
    return next(form for form in dialog.findChildren(FormDialog) if form.isVisible())


def test_the_forms_in_which_a_copy_leaves_are_chosen_with_the_arrow_keys(qtbot: QtBot, open_dialog: Open) -> None:
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    first = dialog.form.output.button(Output.SCREEN)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert dialog.view_model.state.request.output is Output.ARCHIVE
    assert "Never encrypted" in dialog.form.output_note.text()
    assert first.accessibleName() == "Output: PDF"
    settle(qtbot, dialog)
    assert dialog.form.name.value().endswith("_archive.pdf")


def test_a_passphrase_is_judged_while_it_is_typed_and_shown_only_on_demand(qtbot: QtBot, open_dialog: Open) -> None:
    dialog, file = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    assert not dialog.form.passphrase.isVisible()
    choose(qtbot, dialog, Output.PROTECTED)
    field = dialog.form.passphrase
    assert field.isVisible()
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClicks(field.line, "short")
    assert "too short" in field.hint.text()
    field.line.clear()
    qtbot.keyClicks(field.line, f"{file.witness.name} 2026")
    assert "holds a name" in field.hint.text()
    field.line.clear()
    qtbot.keyClicks(field.line, PHRASE)
    assert field.hint.text() == "Strong. Send it another way."
    field.line.end_pressed.emit()
    assert field.line.echoMode() == QLineEdit.EchoMode.Normal
    assert PHRASE not in repr(dialog.view_model.state)


def test_a_protected_copy_opens_with_its_passphrase_which_is_then_forgotten(
    qtbot: QtBot, session: Session, open_dialog: Open, dialogs: RecorderDialogs, tmp_path: Path
) -> None:  # fmt: skip
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    dialogs.folder = tmp_path / "out"
    dialogs.folder.mkdir()
    dialog.view_model.write_purpose("Hearing")
    choose(qtbot, dialog, Output.PROTECTED)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert "too short" in dialog.form.passphrase.error_text()
    assert QApplication.focusWidget() is dialog.form.passphrase.line
    assert not dialogs.asked
    qtbot.keyClicks(dialog.form.passphrase.line, PHRASE)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    settle(qtbot, dialog)
    assert "Send the passphrase another way. It is not kept." in dialog.banners.banners()[0].accessibleName()
    assert dialog.form.passphrase.value() == ""
    (written,) = dialogs.folder.iterdir()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(written)
    with pikepdf.open(written, password=PHRASE) as opened:
        assert len(opened.pages) == dialog.view_model.state.pages
    (entry,) = register_of(session, dialog)
    assert entry.output is Output.PROTECTED


def test_numbered_copies_are_printed_with_control_p_and_each_stands_in_the_register(
    qtbot: QtBot, session: Session, open_dialog: Open, dialogs: RecorderDialogs, tmp_path: Path
) -> None:  # fmt: skip
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.SPECIAL_MEASURES)
    jobs = Jobs(tmp_path)
    pages = dialog.view_model.state.pages
    dialogs.prints = jobs.choice(2, 1, pages)
    dialog.view_model.write_purpose("For the court bundle")
    choose(qtbot, dialog, Output.PRINTED)
    assert dialog.export.accessibleName() == "Print…"
    dialog.form.copies.line.selectAll()
    qtbot.keyClicks(dialog.form.copies.line, "2")
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    assert dialogs.last() == ("choose_printer", f"{pages} pages", "2 copies")
    settle(qtbot, dialog)
    assert [jobs.pages(job).count for job in (1, 2)] == [pages, pages]
    entries = register_of(session, dialog)
    assert [(e.copy_number, e.output) for e in entries] == [(1, Output.PRINTED), (2, Output.PRINTED)]
    assert dialog.banners.banners()[0].kind == "done"
    assert "Copies 1, 2" in dialog.banners.banners()[0].accessibleName()


def test_control_p_prints_and_control_e_exports_whatever_is_chosen(
    qtbot: QtBot, open_dialog: Open, dialogs: RecorderDialogs
) -> None:  # fmt: skip
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    dialog.view_model.write_purpose("Hearing")
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    assert dialogs.last()[0] == "choose_printer"
    assert dialog.view_model.state.request.output is Output.PRINTED
    qtbot.keyClick(dialog, Qt.Key.Key_E, CTRL)
    assert dialogs.last()[0] == "choose_folder"
    assert dialog.view_model.state.request.output is Output.SCREEN
    choose(qtbot, dialog, Output.ARCHIVE)
    qtbot.keyClick(dialog, Qt.Key.Key_E, CTRL)
    assert dialog.view_model.state.request.output is Output.ARCHIVE
    assert not dialog.view_model.state.is_busy
    settle(qtbot, dialog)


def test_printing_stopped_in_the_middle_records_only_what_came_out(
    qtbot: QtBot, session: Session, open_dialog: Open, dialogs: RecorderDialogs, tmp_path: Path
) -> None:  # fmt: skip
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    pages = dialog.view_model.state.pages

    class Stopping(Jobs):
        """Escape is pressed while the second copy is on its way."""

        def open(self):  # type: ignore[no-untyped-def]
            if len(self.printers) == 1:
                dialog.view_model._task.cancel()  # type: ignore[union-attr]
            return super().open()

    jobs = Stopping(tmp_path)
    dialogs.prints = jobs.choice(3, 1, pages)
    dialog.view_model.write_purpose("Hearing")
    dialog.view_model.choose_output(Output.PRINTED)
    settle(qtbot, dialog)
    dialog.try_export()
    assert dialog.cancel.text() == "Stop"
    settle(qtbot, dialog)
    assert [entry.copy_number for entry in register_of(session, dialog)] == [1]
    (banner, *_rest) = dialog.banners.banners()
    assert banner.kind == "warning"
    assert "1 of 3 copies" in banner.sentence
    assert "Destroy the pages" in banner.accessibleName()


def test_escape_stops_printing_before_it_closes_the_dialog(
    qtbot: QtBot, session: Session, open_dialog: Open, dialogs: RecorderDialogs, tmp_path: Path
) -> None:  # fmt: skip
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    dialogs.prints = Jobs(tmp_path).choice(20, 1, dialog.view_model.state.pages)
    dialog.view_model.write_purpose("Hearing")
    dialog.view_model.choose_output(Output.PRINTED)
    settle(qtbot, dialog)
    dialog.try_export()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    settle(qtbot, dialog)
    assert len(register_of(session, dialog)) < 20
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_register_says_when_only_some_pages_were_printed(
    qtbot: QtBot, session: Session, open_dialog: Open, dialogs: RecorderDialogs, tmp_path: Path
) -> None:  # fmt: skip
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    pages = dialog.view_model.state.pages
    dialogs.prints = Jobs(tmp_path).choice(1, 2, 2)
    dialog.view_model.write_purpose("Page for the interpreter")
    dialog.view_model.choose_output(Output.PRINTED)
    settle(qtbot, dialog)
    dialog.try_export()
    settle(qtbot, dialog)
    (entry,) = register_of(session, dialog)
    assert entry.purpose == f"Page for the interpreter (page 2 of {pages} only)"


def test_several_papers_go_in_one_file_and_each_is_a_copy_of_its_own(
    qtbot: QtBot, session: Session, open_dialog: Open, dialogs: RecorderDialogs, tmp_path: Path
) -> None:  # fmt: skip
    dialog, file = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    dialogs.folder = tmp_path / "out"
    dialogs.folder.mkdir()
    dialog.form.all_papers.click()
    form = form_over(dialog)
    assert not [name for name in form._fields if name in ("bundle_plan", "bundle_letter")]
    for kind in PaperKind:
        if f"bundle_{kind}" in form._fields:
            form._fields[f"bundle_{kind}"].set_value(False)
    form.try_save()
    assert "Tick at least one paper" in " ".join(b.sentence for b in form.banners.banners())
    assert "disclosure log" in form._fields["purpose"].error_text()
    for kind in (PaperKind.MEETING_RECORD, PaperKind.SPECIAL_MEASURES):
        form._fields[f"bundle_{kind}"].set_value(True)
    form._fields["purpose"].set_value("Handed to a new prosecutor")
    form.try_save()
    settle(qtbot, dialog)
    (written,) = dialogs.folder.iterdir()
    words = page_text(written.read_bytes())
    assert "Meeting record" in words
    assert "Special measures" in words
    assert {e.kind for e in register_of(session, dialog)} == {PaperKind.MEETING_RECORD, PaperKind.SPECIAL_MEASURES}
    assert dialog.form.table.records.rowCount() == 2
    for part in file.witness.name.split():
        assert part not in written.name


def test_a_letter_goes_only_after_somebody_else_has_read_it(qtbot: QtBot, session: Session) -> None:
    file = find(session, MeetingState.PLANNED)
    dialog = ExportDialog(session, file.case.id, file.witness.id, PaperKind.LETTER)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(qtbot, dialog)
    assert dialog.form.second_look.isVisible()
    dialog.form.second_look.click()
    form = form_over(dialog)
    form.try_save()
    assert "Tick that you read it" in form._fields["second_check"].error_text()
    form._fields["second_check"].set_value(True)
    form.try_save()
    settle(qtbot, dialog)
    assert dialog.banners.banners()[0].sentence == "Your look is recorded."
    assert dialog.form.second_look.isVisible(), "the one who read it is not the one who issues it"
    session.app.user = session.app.user.model_copy(update={"display_name": "B. Lindley", "login": "b.lindley"})
    dialog.view_model.read_again()
    settle(qtbot, dialog)
    assert not dialog.form.second_look.isVisible()


def test_a_paper_without_a_second_look_shows_no_button_for_it(open_dialog: Open) -> None:
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    assert not dialog.form.second_look.isVisible()


def test_everything_in_the_dialog_is_reached_with_tab(qtbot: QtBot, open_dialog: Open) -> None:
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    dialog.form.kind.setFocus()
    seen = []
    for _ in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        if seen and focus is seen[0]:
            break
        seen.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    named = {widget.objectName() for widget in seen}
    assert {"kind", "variant", "recipient", "purpose", "output_screen", "exportAll", "export", "pageArea", "openFind",
            "pageNumber", "fit", "zoomIn"} <= named  # fmt: skip
    assert all(widget.accessibleName() for widget in seen), [w.objectName() for w in seen if not w.accessibleName()]


def test_a_copy_for_the_witness_in_large_print_is_offered(qtbot: QtBot, open_dialog: Open) -> None:
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.PLAN)
    dialog.view_model.choose_variant(Variant.LARGE_PRINT)
    settle(qtbot, dialog)
    assert dialog.form.recipient.value() == "the witness"
    assert dialog.view_model.state.pages > 0


def test_pages_asked_for_just_before_a_failed_export_come_into_view_all_the_same(
    qtbot: QtBot, open_dialog: Open, dialogs: RecorderDialogs, tmp_path: Path
) -> None:  # fmt: skip
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    model = dialog.view_model
    model.write_purpose("Training")
    dialogs.folder = tmp_path / "taken away"
    before = model.state.pdf
    model.choose_variant(Variant.ANONYMISED)
    dialog.try_export()
    settle(qtbot, dialog)
    assert dialog.banners.banners()[0].kind == "error"
    assert model.state.pdf != before
    assert model.state.file_name.startswith("anon_")


def test_all_pages_are_printed_though_those_in_view_are_of_a_shorter_paper(
    qtbot: QtBot, session: Session, open_dialog: Open, dialogs: RecorderDialogs, tmp_path: Path
) -> None:  # fmt: skip
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.FRONT_SHEET)
    assert dialog.view_model.state.pages == 1
    jobs = Jobs(tmp_path)
    dialogs.prints = jobs.choice(1, 1, None)
    dialog.view_model.write_purpose("Hearing")
    dialog.view_model.choose_kind(PaperKind.MEETING_RECORD)
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL)
    settle(qtbot, dialog)
    (entry,) = register_of(session, dialog)
    assert jobs.pages(1).count == entry.pages > 1
    assert entry.purpose == "Hearing"


def test_no_two_controls_of_the_export_dialog_have_the_same_alt_letter(qtbot: QtBot, open_dialog: Open) -> None:
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.LETTER)
    for output in Output:
        dialog.view_model.choose_output(output)
        settle(qtbot, dialog)
        shown = [w for kind in (QLabel, QAbstractButton) for w in dialog.findChildren(kind) if w.isVisible()]
        letters = [w.text().partition("&")[2][0].lower() for w in shown if "&" in w.text()]
        assert len(letters) == len(set(letters)), output


def test_papers_that_hold_nothing_yet_are_not_ticked_for_one_file(qtbot: QtBot, open_dialog: Open) -> None:
    dialog, file = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    assert not [m for m in file.meetings if m.meeting.state in (MeetingState.OFFERED, MeetingState.PLANNED)]
    fields = dialog.ask_bundle()._fields
    assert fields["bundle_meeting-record"].value()
    assert not fields["bundle_agenda"].value()


def test_a_bundle_that_was_stopped_says_that_nothing_was_written(
    qtbot: QtBot, session: Session, open_dialog: Open, dialogs: RecorderDialogs, tmp_path: Path
) -> None:  # fmt: skip
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    dialogs.folder = tmp_path / "out"
    dialogs.folder.mkdir()
    form = dialog.ask_bundle()
    form._fields["purpose"].set_value("Handed to a new prosecutor")
    form.try_save()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settle(qtbot, dialog)
    banner = dialog.banners.banners()[0]
    assert (banner.kind, banner.sentence) == ("warning", "Stopped.")
    assert not list(dialogs.folder.iterdir())
    assert register_of(session, dialog) == []
