"""The export dialog: what is shown of the page, what stops an export, what is written and entered in the register."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.ui.screens.exporting import Open, find, settle
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel, ContactRoute, Permission
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.people import UserRole
from victimplanner.services.cases import read_case, read_cases
from victimplanner.services.contact import save_safe_contact
from victimplanner.ui.pdf import page_text
from victimplanner.ui.screens.export import ExportDialog
from victimplanner.ui.screens.export.view_model import ExportViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_paper_is_shown_page_by_page(qtbot: QtBot, open_dialog: Open, kind: PaperKind) -> None:
    of = MeetingState.PLANNED if kind in (PaperKind.AGENDA, PaperKind.LETTER) else MeetingState.SIGNED
    dialog, _ = open_dialog(of, kind)
    preview = dialog.preview
    assert (preview.page_box.text(), preview.where.text()) == ("1", f"of {dialog.view_model.state.pages}")
    assert page_text(dialog.view_model.state.pdf).startswith(preview.area.accessibleDescription())
    preview.area.setFocus()
    for page in range(2, dialog.view_model.state.pages + 1):
        qtbot.keyClick(preview.area, Qt.Key.Key_PageDown)
        assert preview.page_number == page
    assert not preview.next.isEnabled()
    qtbot.keyClick(preview.area, Qt.Key.Key_PageUp)
    assert preview.page_number == max(1, dialog.view_model.state.pages - 1)


def test_fit_width_makes_the_page_larger_than_fit_page(qtbot: QtBot, open_dialog: Open) -> None:
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    dialog.resize(1060, 600)
    whole = dialog.preview.area.percent
    dialog.preview.fit.setFocus()
    qtbot.keyClick(dialog.preview.fit, Qt.Key.Key_Down)
    assert dialog.preview.fit.currentText() == "Fit width"
    assert dialog.preview.area.percent > whole


def test_another_copy_is_another_page_with_its_usual_reader(qtbot: QtBot, open_dialog: Open) -> None:
    dialog, file = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    assert file.witness.name in page_text(dialog.view_model.state.pdf).replace("\r\n", " ")
    assert ("info", "Carries the witness’s name, as a file copy does") in dialog.view_model.state.checks
    dialog.form.variant.set_value(Variant.DISCLOSURE)
    dialog.form.variant.changed.emit()
    settle(qtbot, dialog)
    assert dialog.form.recipient.value() == "defence"
    assert "disclosure" in dialog.form.name.value()
    assert file.witness.name not in page_text(dialog.view_model.state.pdf).replace("\r\n", " ")
    assert ("ok", "No name of the witness") in dialog.view_model.state.checks


def test_a_reader_who_was_named_stays_when_the_copy_changes(qtbot: QtBot, open_dialog: Open) -> None:
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    dialog.view_model.write_recipient("H. Croft, counsel")
    dialog.view_model.choose_variant(Variant.DISCLOSURE)
    settle(qtbot, dialog)
    assert dialog.form.recipient.value() == "H. Croft, counsel"


def test_without_a_reason_nothing_is_written_and_the_field_is_asked_for(
    qtbot: QtBot, open_dialog: Open, dialogs: RecorderDialogs
) -> None:
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "disclosure log" in dialog.form.purpose.error_text()
    assert QApplication.focusWidget() is dialog.form.purpose.line
    assert not dialogs.asked


def test_a_paper_is_exported_by_keyboard_and_entered_in_the_register(
    qtbot: QtBot, session: Session, open_dialog: Open, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    dialog, file = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    dialogs.folder = tmp_path / "out"
    dialogs.folder.mkdir()
    expected = dialog.form.name.value()
    qtbot.keyClicks(dialog.form.purpose.line, "Ground rules hearing, 18 Jan 2027")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, dialog)
    assert dialog.banners.banners()[0].sentence == "Exported. Copy 1 recorded."
    (written,) = dialogs.folder.iterdir()
    assert written.name == expected
    assert len(pypdfium2.PdfDocument(written.read_bytes())) == dialog.view_model.state.pages
    (entry,) = read_case(session.app, file.case.id).witness(file.witness.id).issued
    assert (entry.purpose, entry.recipient) == ("Ground rules hearing, 18 Jan 2027", "case file")
    assert dialog.form.table.records.rowCount() == 1
    assert dialog.form.name.value().endswith("_c2.pdf")
    assert dialog.cancel.text() == "Close"
    for part in file.witness.name.split():
        assert part not in written.name


def test_a_folder_that_is_not_there_leaves_nothing_behind(
    qtbot: QtBot, session: Session, open_dialog: Open, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    dialog, file = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    dialogs.folder = tmp_path / "taken away"
    dialog.view_model.write_purpose("Hearing")
    dialog.try_export()
    settle(qtbot, dialog)
    banner = dialog.banners.banners()[0]
    assert banner.kind == "error"
    assert banner.sentence == "Not written: the folder cannot be reached or written to."
    assert not read_case(session.app, file.case.id).witness(file.witness.id).issued


def test_choosing_no_folder_changes_nothing(qtbot: QtBot, open_dialog: Open, dialogs: RecorderDialogs) -> None:
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    dialog.view_model.write_purpose("Hearing")
    dialog.try_export()
    assert dialogs.last()[0] == "choose_folder"
    assert not dialog.view_model.state.is_busy
    assert not dialog.banners.banners()


def test_a_record_that_is_not_signed_is_shown_as_a_draft(open_dialog: Open) -> None:
    dialog, _ = open_dialog(MeetingState.HELD, PaperKind.MEETING_RECORD)
    assert ("draft", "Draft: the record is not signed") in dialog.view_model.state.checks
    assert dialog.form.meeting.box.currentText().endswith("not signed")


def test_without_a_record_the_dialog_says_what_to_do_first(open_dialog: Open) -> None:
    dialog, _ = open_dialog(None, PaperKind.MEETING_RECORD)
    assert dialog.preview.where.text() == "No page"
    assert "Plan and record a meeting first" in dialog.preview.words.text()
    assert dialog.banners.banners()[0].kind == "error"
    assert not dialog.view_model.check()


def test_an_unsafe_way_to_the_witness_stops_the_export(
    qtbot: QtBot, session: Session, open_dialog: Open, dialogs: RecorderDialogs
) -> None:
    file = find(session, MeetingState.SIGNED)
    assert file.safe_contact is not None
    save_safe_contact(
        session.app,
        file.safe_contact.model_copy(update={"route": ContactRoute.NO_CONTACT, "decided_by": "R. Okafor"}),
        confirmed=True,
    )
    dialog, _ = open_dialog(MeetingState.SIGNED, PaperKind.PLAN)
    assert dialog.form.way.isVisible()
    assert dialog.banners.banners()[0].kind == "error"
    dialog.view_model.write_purpose("Agreed at the meeting")
    dialog.try_export()
    assert not dialogs.asked


def test_the_way_a_plan_is_given_is_checked_against_safe_contact(session: Session, qtbot: QtBot) -> None:
    file = next(
        w for case in read_cases(session.app) for w in case.witnesses
        if w.safe_contact and w.safe_contact.letters.value == "no" and w.meetings
    )  # fmt: skip
    model = ExportViewModel(session, file.case.id, file.witness.id, PaperKind.PLAN)
    before = len(model.state.stops)
    model.choose_way(Channel.LETTER)
    assert len(model.state.stops) > before
    qtbot.waitUntil(lambda: not model.state.is_loading, timeout=20_000)


def barred_by_post(session: Session) -> WitnessFile:
    """A witness with a plan to be given, reached directly, to whom no letter may be sent; no refusal is untold."""
    files = [w for case in read_cases(session.app) for w in case.witnesses if w.meetings and w.safe_contact]
    told = [f for f in files if all(d.told_on for d in f.directions)]
    file = next(f for f in told if any(m.meeting.state is MeetingState.SIGNED for m in f.meetings))
    assert file.safe_contact is not None
    update = {"route": ContactRoute.DIRECT, "letters": Permission.NO}
    save_safe_contact(session.app, file.safe_contact.model_copy(update=update), confirmed=True)
    return read_case(session.app, file.case.id).witness(file.witness.id)


def override_form(dialog: ExportDialog) -> FormDialog:
    return next(form for form in dialog.findChildren(FormDialog) if form.isVisible())


def test_a_barred_way_is_used_all_the_same_only_by_name_and_reason_and_once(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    file = barred_by_post(session)
    dialog = ExportDialog(session, file.case.id, file.witness.id, PaperKind.PLAN)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(qtbot, dialog)
    dialog.view_model.choose_way(Channel.LETTER)
    (stop,) = dialog.banners.banners()
    assert stop.kind == "error"
    stop.buttons[0].click()
    form = override_form(dialog)
    form.try_save()
    assert "Name who decided it" in form._fields["override_by"].error_text()
    form._fields["override_by"].set_value("R. Okafor")
    form.try_save()
    assert "Say why" in form._fields["override_reason"].error_text()
    form._fields["override_reason"].set_value("She asked for it today")
    form.try_save()
    (named,) = dialog.banners.banners()
    assert named.sentence == "A way that is barred is used all the same."
    assert "Decided by R. Okafor: She asked for it today" in named.accessibleName()
    dialogs.folder = tmp_path
    dialog.view_model.write_purpose("Before the hearing")
    dialog.try_export()
    settle(qtbot, dialog)
    now = read_case(session.app, file.case.id).witness(file.witness.id)
    (override,) = now.contact_overrides
    assert (override.channel, override.decided_by) == (Channel.LETTER, "R. Okafor")
    assert dialog.view_model.state.request.override is None  # another copy is decided anew
    assert dialog.view_model.state.bars


def test_another_way_or_taking_it_back_drops_what_was_decided(qtbot: QtBot, session: Session) -> None:
    file = barred_by_post(session)
    model = ExportViewModel(session, file.case.id, file.witness.id, PaperKind.PLAN)
    model.choose_way(Channel.LETTER)
    assert model.use_all_the_same("R. Okafor", "She asked for it") == ()
    assert model.state.bars == ()
    model.take_override_back()
    assert model.state.bars
    model.use_all_the_same("R. Okafor", "She asked for it")
    model.choose_way(Channel.EMAIL)
    assert model.state.override_words == ""
    model.use_all_the_same("R. Okafor", "She asked for it")
    model.choose_kind(PaperKind.SPECIAL_MEASURES)
    assert model.state.override_words == ""
    qtbot.waitUntil(lambda: not model.state.is_loading, timeout=20_000)


def test_only_a_lawyer_opens_what_says_no_contact(qtbot: QtBot, session: Session) -> None:
    file = barred_by_post(session)
    assert file.safe_contact is not None
    barred = file.safe_contact.model_copy(update={"route": ContactRoute.NO_CONTACT, "decided_by": "R. Okafor"})
    save_safe_contact(session.app, barred, confirmed=True)
    session.app.user = session.app.user.model_copy(update={"role": UserRole.WITNESS_CARE_OFFICER})
    model = ExportViewModel(session, file.case.id, file.witness.id, PaperKind.PLAN)
    (problem,) = model.use_all_the_same("R. Okafor", "She asked for it")
    assert "may not" in problem.message
    assert model.state.bars
    qtbot.waitUntil(lambda: not model.state.is_loading, timeout=20_000)


def test_the_register_shows_this_witness_alone(
    qtbot: QtBot, session: Session, open_dialog: Open, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    dialog, file = open_dialog(MeetingState.SIGNED, PaperKind.SPECIAL_MEASURES)
    dialogs.folder = tmp_path
    dialog.view_model.write_purpose("Hearing")
    dialog.try_export()
    settle(qtbot, dialog)
    other = next(w for c in read_cases(session.app) for w in c.witnesses if w.witness.id != file.witness.id)
    model = ExportViewModel(session, other.case.id, other.witness.id)
    assert model.state.register == ()
    qtbot.waitUntil(lambda: not model.state.is_loading, timeout=20_000)


def test_looking_at_a_page_is_recorded(session: Session, open_dialog: Open) -> None:
    _, file = open_dialog(MeetingState.SIGNED, PaperKind.MEETING_RECORD)
    assert "paper.preview" in {entry.action for entry in session.app.vault.history(file.case.id)}


def test_a_letter_carries_her_name_on_purpose_and_is_no_draft(session: Session, qtbot: QtBot) -> None:
    file = find(session, MeetingState.PLANNED)
    model = ExportViewModel(session, file.case.id, file.witness.id, PaperKind.LETTER)
    qtbot.waitUntil(lambda: not model.state.is_loading, timeout=20_000)
    kinds = [kind for kind, _words in model.state.checks]
    assert ("info", "Carries the witness’s name, as a letter does") in model.state.checks
    assert "draft" not in kinds
