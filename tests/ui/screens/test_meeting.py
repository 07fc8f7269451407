"""The Meetings tab: what is shown, typed, saved, signed, and what happens when something stands in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.errors import StorageProblem
from victimplanner.domain.measures import MeasureId, ViewKind, latest
from victimplanner.domain.meeting import DisclosureReview, Meeting, MeetingKind, MeetingState
from victimplanner.domain.meeting_record import Attendance, AttendanceState, Question
from victimplanner.services import drafts
from victimplanner.services.cases import amend_witness, read_case, read_cases
from victimplanner.services.meeting_checks import free_times, plan_warnings
from victimplanner.services.meeting_records import record_of, save_record
from victimplanner.services.meetings import plan_meeting
from victimplanner.services.topic_template import topic_template
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.meeting import MeetingView
from victimplanner.ui.screens.meeting.merging import differences, merge
from victimplanner.ui.screens.meeting.state import FOLLOW_UP, PLAN, RECORD, from_values, to_values
from victimplanner.ui.screens.meeting.view_model import MeetingViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog


def find(session: Session, state: MeetingState | None) -> WitnessFile:
    """The first witness whose newest meeting is in this state; None: without a meeting, in a case going to trial."""
    for case in read_cases(session.app):
        for file in case.witnesses:
            if state is None and not file.meetings and file.is_going_to_trial:
                return file
            if file.meetings and file.meetings[-1].meeting.state is state:
                return file
    raise AssertionError(f"no practice case with a meeting that is {state}")


def again(session: Session, file: WitnessFile) -> WitnessFile:
    return read_case(session.app, file.case.id).witness(file.witness.id)


def open_model(session: Session, state: MeetingState | None, part: str = "") -> tuple[MeetingViewModel, WitnessFile]:
    model = MeetingViewModel(session)
    file = find(session, state)
    model.show_witness(file.case.id, file.witness.id, "", part)
    return model, file


def open_view(
    qtbot: QtBot, session: Session, state: MeetingState | None, part: str = ""
) -> tuple[MeetingView, WitnessFile]:
    view = MeetingView(session)
    qtbot.addWidget(view)
    view.resize(1044, 604)
    file = find(session, state)
    view.show_witness(file.case.id, file.witness.id, "", part)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view, file


def people(view: MeetingView) -> tuple[Attendance, ...]:
    record = view.view_model.state.record
    return record.attendances if record else ()


def in_dialog(act: Callable[[FormDialog], None]) -> None:
    """Do something in the next dialog that opens."""

    def look() -> None:
        dialog = next((w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible()), None)
        if dialog is None or not dialog.isActiveWindow():
            QTimer.singleShot(10, look)
            return
        try:
            act(dialog)
        finally:  # a failed test must not wait for ever
            if dialog.isVisible():
                dialog._dirty = False
                dialog.reject()

    QTimer.singleShot(0, look)


# ------------------------------------------------------------ the offer


def test_without_a_meeting_the_offer_form_is_shown_and_an_offer_opens_the_meeting(
    qtbot: QtBot, session: Session
) -> None:
    view, file = open_view(qtbot, session, None)
    assert view.stack.currentWidget() is view.offer_page
    assert view.attention() == 1
    assert view.offer_form.gate.channel.error_text() == "", "the first channel that is safe is chosen"
    qtbot.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    meeting = again(session, file).meetings[-1].meeting
    assert meeting.state is MeetingState.OFFERED
    assert meeting.offered_on == session.today
    assert meeting.offered_by == "R. Okafor"
    assert view.header.pill.text() == "Offered"


def test_an_offer_by_a_barred_channel_says_why_and_needs_who_decided_and_why(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, None)
    gate = view.offer_form.gate
    assert not gate.by.isVisible()
    gate.channel.box.setCurrentText("Text message")
    assert "Use that route." in gate.channel.error_text()
    assert gate.by.isVisible()
    view.offer_form.send()
    assert not again(session, file).meetings, "nothing is written without who decided"
    qtbot.keyClicks(gate.by.line, "S. Whitmore")
    qtbot.keyClicks(gate.reason.line, "She wrote to us first")
    view.offer_form.send()
    file = again(session, file)
    assert file.meetings[-1].meeting.offer_method == "Text message"
    (override,) = file.contact_overrides
    assert (override.decided_by, override.reason, override.used_by) == (
        "S. Whitmore",
        "She wrote to us first",
        "R. Okafor",
    )
    assert file.contact_log[0].override_id == override.id


@pytest.mark.parametrize(
    ("answer", "ask_again", "problem"),
    [
        (MeetingState.ACCEPTED, None, ""),
        (MeetingState.DECLINED, None, ""),
        (MeetingState.LATER, None, "ask_again_on"),
        (MeetingState.NO_REPLY, dt.date(2026, 12, 2), ""),
    ],
)
def test_each_answer_to_an_offer_is_kept_with_its_day(
    session: Session, answer: MeetingState, ask_again: dt.date | None, problem: str
) -> None:
    model, file = open_model(session, MeetingState.OFFERED)
    found = model.answer(answer, session.today, "Not now", ask_again)
    assert [p.field for p in found] == ([problem] if problem else [])
    meeting = again(session, file).meetings[-1].meeting
    assert meeting.state is (MeetingState.OFFERED if problem else answer)
    if not problem:
        assert (meeting.answer_reason, meeting.ask_again_on) == ("Not now", ask_again)


def test_a_declined_meeting_shows_its_reason_and_can_be_offered_again(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.DECLINED)
    assert "Not now; she has the number." in view.plan.answer.story.text()
    assert not view.header.save.isVisible()
    assert view.view_model.offer_again(session.today, Channel.IN_PERSON, "B. Lindley") == ()
    meeting = again(session, file).meetings[-1].meeting
    assert (meeting.state, meeting.answered_on, meeting.answer_reason) == (MeetingState.OFFERED, None, "")


# ------------------------------------------------------------ the plan


def test_a_first_plan_starts_from_what_is_known_of_the_witness_and_is_not_yet_unsaved(session: Session) -> None:
    model, file = open_model(session, MeetingState.OFFERED)
    assert model.state.meeting is not None
    assert model.state.meeting.access_needs == file.witness.access_needs
    assert model.state.meeting.met_by == "B. Lindley"
    assert not model.has_unsaved


def test_a_plan_is_typed_and_saved_by_keyboard(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.OFFERED)
    fields = view.plan.fields
    for name, text in (("planned_on", "3 Dec"), ("planned_start", "1030"), ("planned_end", "12"), ("place", "Room 9")):
        fields[name].line.setFocus(Qt.FocusReason.TabFocusReason)  # Tab selects what stands there, as the suggested end
        qtbot.keyClicks(fields[name].line, text)
    assert view.has_unsaved()
    qtbot.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    meeting = again(session, file).meetings[-1].meeting
    assert meeting.state is MeetingState.PLANNED
    assert meeting.planned_on == dt.date(2026, 12, 3)
    assert (meeting.planned_start, meeting.planned_end) == (dt.time(10, 30), dt.time(12, 0))
    assert meeting.place == "Room 9"
    assert not view.has_unsaved()
    assert view.header.state_words.text() == "Saved 09:42"


def test_a_day_that_cannot_be_read_keeps_the_text_and_sends_the_focus_to_the_link(
    qtbot: QtBot, session: Session
) -> None:
    view, _ = open_view(qtbot, session, MeetingState.OFFERED)
    line = view.plan.fields["planned_on"].line
    line.setFocus()
    qtbot.keyClicks(line, "31 Nov")
    assert line.text() == "31 Nov"
    assert not view.save()
    assert line.text() == "31 Nov"
    banner = view.banners.banners()[0]
    assert banner.sentence == "1 thing to put right before you can save."
    assert "31 November" in view.plan.fields["planned_on"].error_text()
    banner.links[0].click()
    assert QApplication.focusWidget() is line


def test_moving_a_plan_asks_for_the_reason_and_then_tells_that_she_must_be_told(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.PLANNED, PLAN)
    assert not view.plan.reason.isVisible()
    view.plan.fields["place"].setFocus()
    view.plan.fields["place"].line.clear()
    qtbot.keyClicks(view.plan.fields["place"].line, "Room 9")
    assert view.plan.reason.isVisible()
    assert not view.save()
    assert "say why" in view.plan.reason.error_text()
    assert again(session, file).meetings[-1].meeting.place != "Room 9"
    qtbot.keyClicks(view.plan.reason.line, "Room taken")
    assert view.save()
    meeting = again(session, file).meetings[-1].meeting
    change = again(session, file).meetings[-1].changes[-1]
    assert (meeting.place, change.reason, change.is_untold) == ("Room 9", "Room taken", True)
    assert any("must be told" in banner.sentence for banner in view.banners.banners())
    assert view.view_model.tell_change(session.today, Channel.IN_PERSON) == ()
    assert not any("must be told" in banner.sentence for banner in view.banners.banners())


def test_clashes_are_seen_at_once_and_never_stop_a_save(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.PLANNED, PLAN)
    clash = next(b for b in view.banners.banners() if b.sentence.startswith("Clash:"))
    assert "at another meeting" in clash.sentence
    assert view.attention() > 0
    states = [view.plan.people.records.index(row, 2).data() for row in range(view.plan.people.records.rowCount())]
    assert "Clash" in states
    view.plan.fields["travel"].line.setText("Taxi booked")
    view.plan._tell()
    assert view.save()
    assert again(session, file).meetings[-1].meeting.travel == "Taxi booked"


def test_a_free_time_that_is_found_has_nothing_to_look_at(session: Session) -> None:
    file = find(session, MeetingState.PLANNED)
    stored = file.meetings[-1]
    found = free_times(session.app, file, stored.meeting, stored.attendances)
    assert found
    for moved in found:
        warnings = plan_warnings(session.app, file, moved, stored.attendances)
        assert {w.kind for w in warnings} <= {"people"}
        assert session.app.calendar.is_working_day(moved.planned_on or session.today)


def test_a_free_time_chosen_goes_into_the_form(qtbot: QtBot, session: Session, dialogs: RecorderDialogs) -> None:
    view, file = open_view(qtbot, session, MeetingState.PLANNED, PLAN)
    dialogs.choice = 1
    view._act("free_time")
    assert dialogs.last()[0] == "choose"
    assert view.has_unsaved()
    assert view.plan.fields["planned_on"].value() != file.meetings[-1].meeting.planned_on
    assert view.plan.reason.isVisible()


def test_a_person_is_added_by_keyboard_and_can_be_removed_again(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.PLANNED, PLAN)
    before = len(file.meetings[-1].attendances)

    def fill(dialog: FormDialog) -> None:
        fields = dialog._fields
        fields["person_id"].set_value("")
        fields["person_id"].changed.emit()
        dialog.try_save()
        assert fields["name"].error_text() == "Enter the name."
        qtbot.keyClicks(fields["name"].line, "A. Zielinska")
        qtbot.keyClicks(fields["role"].line, "Interpreter, Polish")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    in_dialog(fill)
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(people(view)) == before + 1)
    assert view.save()
    added = next(a for a in again(session, file).meetings[-1].attendances if a.name == "A. Zielinska")
    assert added.role == "Interpreter, Polish"
    view.view_model.take_off(added.id)
    assert view.save()
    assert len(again(session, file).meetings[-1].attendances) == before


def test_a_supporter_who_is_a_witness_is_warned_about(session: Session) -> None:
    model, file = open_model(session, MeetingState.PLANNED, PLAN)
    record = record_of(file.meetings[-1])
    people = tuple(a.model_copy(update={"is_case_witness": a.is_supporter}) for a in record.attendances)
    model.edit(replace(record, attendances=people))
    assert any("supporter is a witness" in message.sentence for message in model.state.messages)


def test_cancelling_keeps_the_meeting_and_its_reason(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.PLANNED, PLAN)

    def fill(dialog: FormDialog) -> None:
        dialog.try_save()
        assert "Say why" in dialog._fields["change_reason"].error_text()
        dialog._fields["change_reason"].text_edit.insertPlainText("Witness unwell")
        dialog.try_save()

    in_dialog(fill)
    view.plan.cancel.click()
    meeting = again(session, file).meetings[-1].meeting
    change = again(session, file).meetings[-1].changes[-1]
    assert (meeting.state, change.reason) == (MeetingState.CANCELLED, "Witness unwell")
    assert view.header.pill.text() == "Cancelled"
    assert "Witness unwell" in view.plan.answer.story.text()


def test_the_calendar_file_is_written_under_a_neutral_name(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    view, file = open_view(qtbot, session, MeetingState.PLANNED, PLAN)
    dialogs.saves = tmp_path / "meeting.ics"
    view.header.diary.click()
    assert dialogs.last() == ("save_file", "meeting.ics", "Calendar files (*.ics)")
    text = (tmp_path / "meeting.ics").read_text(encoding="utf-8")
    assert "SUMMARY:Meeting" in text
    for word in (*file.witness.name.split(), file.case.urn, file.witness.reference):
        assert word not in text


# ------------------------------------------------------------ the record


def test_space_ticks_a_topic_and_the_arrow_moves_to_the_next(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.PLANNED, RECORD)
    rows = list(view.record.topics.rows.values())
    rows[0].tick.setFocus()
    qtbot.keyClick(rows[0].tick.box, Qt.Key.Key_Space)
    qtbot.keyClick(rows[0].tick.box, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is rows[1].tick.box
    qtbot.keyClick(rows[1].tick.box, Qt.Key.Key_Space)
    assert view.save()
    stored = again(session, file).meetings[-1]
    assert stored.meeting.state is MeetingState.HELD
    assert {t.topic_id for t in stored.topics if t.covered} == {t.id for t in topic_template().topics[:2]}
    assert view.header.pill.text() == "Record open"


def test_a_topic_may_have_a_reason_instead_of_a_tick(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.HELD, RECORD)
    row = view.record.topics.rows["vps"]
    row.why.click()
    qtbot.keyClicks(row.reason.line, "Asked to leave it for another day")
    assert view.save()
    note = next(t for t in again(session, file).meetings[-1].topics if t.topic_id == "vps")
    assert (note.covered, note.reason) == (False, "Asked to leave it for another day")


def test_her_words_appear_among_the_four_facts_and_earlier_views_stay(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.PLANNED, RECORD)
    before = len(file.views)
    row = view.record.views.rows[MeasureId.LIVE_LINK]
    row.view.set_value(ViewKind.ONLY_IF)
    row.view.changed.emit()
    assert row.condition.isVisible()
    qtbot.keyClicks(row.condition.line, "Carys sits beside me")
    row.words.text_edit.insertPlainText("“Only with Carys next to me.”")
    assert view.save()
    views = again(session, file).views
    now = latest(views, MeasureId.LIVE_LINK)
    assert now is not None
    assert (now.view, now.condition) == (ViewKind.ONLY_IF, "Carys sits beside me")
    assert now.own_words == "“Only with Carys next to me.”"
    assert now.given_on == file.meetings[-1].meeting.planned_on
    assert len(views) == before + 1


def test_a_measure_that_is_not_open_says_why(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, MeetingState.HELD, RECORD)
    shut = [a for a in view.view_model.state.measures if not a.is_open]
    assert len(view.view_model.state.measures) == 8
    for availability in shut:
        row = view.record.views.rows[availability.measure.id]
        assert row.pill.text() == "Not available"
        assert row.because.text() == availability.brief
        assert not row.view.isVisible()


def test_questions_note_concerns_and_actions_are_added_and_stay_in_order(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.HELD, RECORD)
    pane = view.record
    pane.questions.add.click()
    line = list(pane.questions.lines._lines.values())[-1]
    assert QApplication.focusWidget() is line.fields["text"].text_edit
    line.fields["text"].text_edit.insertPlainText("Can the gallery be closed?")
    pane.note.add.click()
    paragraph = list(pane.note.lines._lines.values())[-1]
    long = "A sentence of the note. " * 600
    paragraph.fields["text"].text_edit.setPlainText(long)
    pane.concerns.add.click()
    list(pane.concerns.lines._lines.values())[-1].fields["fact"].text_edit.setPlainText("A car waited outside.")
    pane.actions.add.click()
    action = list(pane.actions.lines._lines.values())[-1]
    action.fields["text"].text_edit.insertPlainText("Ask the court for reasons")
    qtbot.keyClicks(action.fields["due_on"].line, "1 Dec")
    assert view.save()
    stored = again(session, file).meetings[-1]
    assert stored.questions[-1].text == "Can the gallery be closed?"
    assert stored.questions[-1].answered_by == "R. Okafor"
    assert stored.paragraphs[-1].text == long
    assert [p.number for p in stored.paragraphs] == [1, 2]
    assert any(c.fact == "A car waited outside." for c in stored.concerns)
    new = next(a for a in stored.actions if a.text == "Ask the court for reasons")
    assert (new.due_on, new.witness_id) == (dt.date(2026, 12, 1), file.witness.id)


def test_a_line_removed_is_gone_after_saving(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.HELD, RECORD)
    first = file.meetings[-1].questions[0]
    view.record.questions.lines._lines[first.id].bin.click()
    assert view.save()
    assert first.id not in {q.id for q in again(session, file).meetings[-1].questions}


def test_new_evidence_stops_the_meeting_and_is_saved_word_for_word(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.PLANNED, RECORD)

    def fill(dialog: FormDialog) -> None:
        assert "Ask nothing" in " ".join(label.text() for label in dialog.findChildren(QLabel))
        dialog.try_save()
        assert dialog._fields["new_evidence_words"].error_text()
        dialog._fields["new_evidence_words"].text_edit.insertPlainText("“He had a second telephone.”")
        qtbot.keyClicks(dialog._fields["new_evidence_told"].line, "DC Shah")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    in_dialog(fill)
    qtbot.keyClick(view, Qt.Key.Key_F9)
    meeting = again(session, file).meetings[-1].meeting
    assert meeting.new_evidence_volunteered is True
    assert meeting.new_evidence_words == "“He had a second telephone.”"
    assert (meeting.new_evidence_told, meeting.new_evidence_at) == ("DC Shah", dt.time(9, 42))


def test_alt_and_a_number_go_to_the_parts_of_the_record(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, MeetingState.HELD, RECORD)
    for number, target in enumerate(view.record.panes()):
        assert target is not None
        qtbot.keyClick(view, Qt.Key(Qt.Key.Key_1.value + number), Qt.KeyboardModifier.AltModifier)
        focused = QApplication.focusWidget()
        assert focused is target or target.isAncestorOf(focused)


def test_signing_names_what_is_missing_with_links_and_then_locks(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.HELD, RECORD)
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    banner = view.banners.banners()[0]
    assert banner.sentence == "1 thing to put right before you can sign."
    banner.links[0].click()
    assert QApplication.focusWidget() is view.record.topics.rows["vps"].tick.box
    for row in view.record.topics.rows.values():
        if not row.tick.value():
            qtbot.keyClick(row.tick.box, Qt.Key.Key_Space)
    assert not view.banners.banners()

    def sign(dialog: FormDialog) -> None:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    in_dialog(sign)
    qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stored = again(session, file).meetings[-1]
    assert stored.meeting.state is MeetingState.SIGNED
    signed = {a.name for a in stored.attendances if a.signed_at}
    assert signed == {a.name for a in stored.attendances if a.state is AttendanceState.CAME and not a.is_supporter}


def test_a_signed_record_can_be_read_added_to_and_listed_but_not_changed(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.SIGNED, RECORD)
    assert not view.header.save.isVisible()
    assert not view.record.sign.isVisible()
    assert not view.record.questions.add.isVisible()
    assert view.record.fields["vps"].line.isReadOnly()
    assert not view.record.topics.rows["vps"].tick.box.isEnabled()
    line = next(iter(view.record.note.lines._lines.values()))
    assert line.fields["text"].text_edit.isReadOnly()
    assert view.view_model.add_addition("The court visit took place.") == ()
    assert view.record.additions.isVisible()
    assert view.view_model.list_on_mg6c("43", session.today) == ()
    stored = again(session, file).meetings[-1]
    assert [a.text for a in stored.addenda] == ["The court visit took place."]
    assert (stored.meeting.mg6c_item, stored.meeting.mg6c_listed_on) == ("43", session.today)
    assert stored.paragraphs == file.meetings[-1].paragraphs


# ------------------------------------------------------------ nothing lost


def test_a_recovery_copy_is_kept_and_offered_back_when_the_tab_is_opened_again(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.HELD, RECORD)
    view.record.fields["court_visit"].setFocus()
    view.record.fields["court_visit"].line.clear()
    qtbot.keyClicks(view.record.fields["court_visit"].line, "Wants to see the court room")
    assert view.view_model._timer.isActive()
    assert view.view_model._timer.interval() <= 30_000
    view.keep_copy()
    assert view.header.state_words.text() == "Unsaved changes · recovery copy 09:42"

    later, _ = open_view(qtbot, session, MeetingState.HELD, RECORD)
    banner = later.banners.banners()[0]
    assert banner.sentence == "A recovery copy from Wed 25 Nov 2026, 09:42 is here."
    assert later.record.fields["court_visit"].value() != "Wants to see the court room"
    banner.buttons[0].click()
    assert later.record.fields["court_visit"].value() == "Wants to see the court room"
    assert later.has_unsaved()
    assert later.save()
    assert again(session, file).meetings[-1].meeting.court_visit == "Wants to see the court room"
    assert drafts.draft_of(session.app, file.meetings[-1].meeting.id) is None


def test_a_recovery_copy_may_be_left_out(session: Session) -> None:
    model, file = open_model(session, MeetingState.HELD, RECORD)
    record = record_of(file.meetings[-1])
    model.edit(replace(record, meeting=record.meeting.model_copy(update={"vps": "Later"})))
    model.keep_copy()
    other, _ = open_model(session, MeetingState.HELD, RECORD)
    assert other.state.messages
    other.leave_copy()
    assert not other.state.messages
    assert drafts.draft_of(session.app, file.meetings[-1].meeting.id) is None


def test_every_field_of_a_record_survives_the_way_through_a_copy(session: Session) -> None:
    for state in (MeetingState.SIGNED, MeetingState.HELD, MeetingState.PLANNED, MeetingState.OFFERED):
        record = record_of(find(session, state).meetings[-1])
        copy = from_values(to_values(RECORD, record, record, "why"))
        assert (copy.record, copy.base, copy.reason, copy.part) == (record, record, "why", RECORD)


def test_when_somebody_saved_first_the_text_is_kept_and_both_versions_go_together(session: Session) -> None:
    model, file = open_model(session, MeetingState.HELD, RECORD)
    record = record_of(file.meetings[-1])
    model.edit(replace(record, meeting=record.meeting.model_copy(update={"vps": "Mine"})))
    theirs = record.meeting.model_copy(update={"court_visit": "Theirs"})
    model._busy = True  # as if it came from another computer: nothing announces it here
    save_record(session.app, replace(record, meeting=theirs))
    model._busy = False
    assert not model.save()
    message = model.state.messages[0]
    assert message.kind == "error"
    assert message.sentence.startswith("Not saved: r.okafor changed this meeting at 09:42.")
    assert model.state.meeting is not None
    assert model.state.meeting.vps == "Mine"
    assert model.both_changed() == []
    assert model.put_together(frozenset())
    stored = again(session, file).meetings[-1].meeting
    assert (stored.vps, stored.court_visit) == ("Mine", "Theirs")


@pytest.mark.parametrize("take", ["mine", "theirs"])
def test_where_both_changed_the_same_field_the_person_chooses(session: Session, take: str) -> None:
    model, file = open_model(session, MeetingState.HELD, RECORD)
    record = record_of(file.meetings[-1])
    model.edit(replace(record, meeting=record.meeting.model_copy(update={"vps": "mine"})))
    model._busy = True
    save_record(session.app, replace(record, meeting=record.meeting.model_copy(update={"vps": "theirs"})))
    model._busy = False
    assert not model.save()
    (difference,) = model.both_changed()
    assert (difference.mine, difference.theirs) == ("mine", "theirs")
    chosen = frozenset({difference.key}) if take == "theirs" else frozenset()
    assert model.put_together(chosen)
    assert again(session, file).meetings[-1].meeting.vps == take


def test_lines_added_and_removed_on_both_sides_go_together(session: Session) -> None:
    record = record_of(find(session, MeetingState.HELD).meetings[-1])
    new = [
        Question(case_id=record.meeting.case_id, meeting_id=record.meeting.id, number=n, text=text)
        for n, text in ((4, "mine"), (5, "theirs"))
    ]
    mine = replace(record, questions=(*record.questions[1:], new[0]))
    theirs = replace(record, questions=(*record.questions[:-1], new[1]))
    merged = merge(record, mine, theirs, frozenset())
    assert [q.text for q in merged.questions] == [record.questions[1].text, "mine", "theirs"]
    assert differences(record, mine, theirs) == []


def test_a_failed_save_shows_the_error_and_keeps_the_text(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    model, file = open_model(session, MeetingState.HELD, RECORD)
    record = record_of(file.meetings[-1])
    model.edit(replace(record, meeting=record.meeting.model_copy(update={"vps": "Mine"})))

    def full(*_: object) -> None:
        raise StorageProblem("disk", "Not saved: the disk is full. Nothing was changed. Make room, then save.")

    monkeypatch.setattr(session.app.vault, "changing", full)
    assert not model.save()
    assert model.state.messages[0].sentence == "Not saved: the disk is full."
    assert model.has_unsaved
    model.keep_copy()
    assert model.state.messages[0].sentence == "No recovery copy could be kept."


def test_a_change_elsewhere_does_not_touch_what_is_being_typed(session: Session) -> None:
    model, file = open_model(session, MeetingState.PLANNED, PLAN)
    record = record_of(file.meetings[-1])
    model.edit(replace(record, meeting=record.meeting.model_copy(update={"travel": "Taxi"})))
    other = find(session, MeetingState.HELD)
    save_record(session.app, record_of(other.meetings[-1]))
    amend_witness(session.app, file.witness.model_copy(update={"access_needs": "Step-free"}))
    assert model.state.meeting is not None
    assert model.state.meeting.travel == "Taxi"
    assert model.has_unsaved


def test_an_answer_noted_beside_a_plan_that_is_being_typed_leaves_the_plan_in_the_form(session: Session) -> None:
    model, file = open_model(session, MeetingState.OFFERED, PLAN)
    record = model.state.record
    assert record is not None
    typed = {"planned_on": session.today, "planned_start": dt.time(14), "travel": "Taxi"}
    model.edit(replace(record, meeting=record.meeting.model_copy(update=typed)))
    assert model.answer(MeetingState.ACCEPTED, session.today, "", None) == ()
    assert again(session, file).meetings[-1].meeting.state is MeetingState.ACCEPTED
    assert model.state.meeting is not None
    assert {name: getattr(model.state.meeting, name) for name in typed} == typed
    assert model.state.meeting.state is MeetingState.ACCEPTED
    assert model.has_unsaved
    assert drafts.draft_of(session.app, model.meeting_id) is not None
    assert model.state.record is not None
    model.edit(replace(model.state.record, meeting=model.state.meeting.model_copy(update={"planned_end": dt.time(15)})))
    assert model.save()
    assert again(session, file).meetings[-1].meeting.travel == "Taxi"


def test_a_cancelling_that_met_the_change_of_another_says_that_nothing_was_recorded(session: Session) -> None:
    model, file = open_model(session, MeetingState.PLANNED, PLAN)
    meeting = file.meetings[-1].meeting
    model._busy = True  # as if it came from another computer
    with session.app.change("meeting.plan") as uow:
        uow.save(meeting.model_copy(update={"travel": "Taxi"}))
    model._busy = False
    problems = model.cancel("She is ill")
    assert [problem.message[:13] for problem in problems] == ["Not recorded:"], "the form stays open with its words"
    assert any("Not recorded" in f"{message.sentence} {message.text}" for message in model.state.messages)
    assert model.state.meeting is not None
    assert model.state.meeting.travel == "Taxi"
    assert model.cancel("She is ill") == ()
    assert again(session, file).meetings[-1].meeting.state is MeetingState.CANCELLED


def test_an_offer_that_cannot_be_written_says_so(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    model, _file = open_model(session, None)

    def full(*_args: object, **_options: object) -> None:
        raise StorageProblem("disk", "Not saved: the disk is full.")

    monkeypatch.setattr("victimplanner.services.meetings.offer_meeting", full)
    model.offer(session.today, Channel.CALL, "R. Okafor", MeetingKind.PRE_TRIAL)
    assert any("the disk is full" in f"{message.sentence} {message.text}" for message in model.state.messages)


def test_going_to_a_meeting_whose_record_is_being_typed_keeps_a_recovery_copy(session: Session) -> None:
    model, file = open_model(session, MeetingState.HELD, RECORD)
    record = model.state.record
    assert record is not None
    model.edit(replace(record, meeting=record.meeting.model_copy(update={"travel": "Taxi"})))
    model.show_witness(file.case.id, file.witness.id, file.meetings[-1].meeting.id, RECORD)
    model.use_copy()
    assert model.state.meeting is not None
    assert model.state.meeting.travel == "Taxi"


def test_another_meeting_is_offered_only_after_asking_about_the_record_that_is_not_saved(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs
) -> None:
    view, _file = open_view(qtbot, session, MeetingState.HELD, RECORD)
    record = view.view_model.state.record
    assert record is not None
    view.view_model.edit(replace(record, meeting=record.meeting.model_copy(update={"travel": "Taxi"})))
    view.header.new.click()
    assert dialogs.last()[0] == "ask_discard"
    assert view.stack.currentWidget() is view.record


@pytest.mark.parametrize(
    ("answer", "pane", "place"), [("keep", PLAN, "old"), ("discard", RECORD, "old"), ("save", RECORD, "new")]
)
def test_turning_to_another_part_asks_about_unsaved_work(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs, answer: str, pane: str, place: str
) -> None:
    view, file = open_view(qtbot, session, MeetingState.PLANNED, PLAN)
    view.plan.fields["travel"].line.setText("new")
    view.plan._tell()
    dialogs.discard = answer  # type: ignore[assignment]
    view.header.segments.changed.emit(RECORD)
    assert dialogs.last()[0] == "ask_discard"
    assert view.view_model.state.pane == pane
    assert view.header.segments.value() == pane
    assert (again(session, file).meetings[-1].meeting.travel == "new") is (place == "new")


# ------------------------------------------------------------ follow-up


def test_follow_up_asks_for_the_export_of_this_meeting(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.SIGNED, FOLLOW_UP)
    asked: list[Destination] = []
    view.asked.connect(asked.append)
    buttons = {row.act: row.button for row in view.follow_up.rows}
    buttons["export_record"].click()
    buttons["export_plan"].click()
    assert [(d.page, d.part, d.witness_id) for d in asked] == [
        ("export", "meeting-record", file.witness.id),
        ("export", "plan", file.witness.id),
    ]
    assert asked[0].subject_id == file.meetings[-1].meeting.id


def test_an_action_is_marked_as_done_by_keyboard(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.SIGNED, FOLLOW_UP)
    open_before = [a for a in file.meetings[-1].actions if a.done_on is None]
    view.follow_up.table.setFocus()
    qtbot.keyClick(view.follow_up.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    open_now = [a for a in again(session, file).meetings[-1].actions if a.done_on is None]
    assert len(open_now) == len(open_before) - 1


def test_the_key_for_an_action_done_does_nothing_while_the_actions_are_not_in_view(
    qtbot: QtBot, session: Session
) -> None:
    view, signed = open_view(qtbot, session, MeetingState.SIGNED, FOLLOW_UP)
    other = find(session, MeetingState.HELD)
    view.show_witness(other.case.id, other.witness.id, "", RECORD)
    qtbot.keyClick(view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert again(session, signed).meetings[-1].actions == signed.meetings[-1].actions


def test_several_meetings_are_chosen_between_and_an_older_one_is_opened_by_its_id(
    qtbot: QtBot, session: Session
) -> None:
    view, file = open_view(qtbot, session, MeetingState.SIGNED, FOLLOW_UP)
    first = file.meetings[-1].meeting
    view._act("offer_another")
    view.offer_form.kind.set_value(MeetingKind.BEFORE_TRIAL)
    view.offer_form.send()
    assert view.header.meetings.isVisible()
    assert view.header.meetings.currentText() == "Meeting 2, before the trial"
    view.show_witness(file.case.id, file.witness.id, first.id, RECORD)
    assert view.header.meetings.currentText() == "Meeting 1, pre-trial"
    assert view.view_model.state.pane == RECORD


def test_no_name_of_a_witness_stands_in_any_word_of_the_tab(qtbot: QtBot, session: Session) -> None:
    for state, part in ((MeetingState.PLANNED, PLAN), (MeetingState.HELD, RECORD), (MeetingState.SIGNED, FOLLOW_UP)):
        view, file = open_view(qtbot, session, state, part)
        words = []
        for widget in view.findChildren(QWidget):
            for name in ("text", "toPlainText", "toolTip", "accessibleName", "windowTitle"):
                if callable(getattr(widget, name, None)):
                    words.append(str(getattr(widget, name)()))
        assert file.witness.name not in " ".join(words)


def test_every_control_of_the_tab_has_an_accessible_name(qtbot: QtBot, session: Session) -> None:
    for state, part in ((MeetingState.PLANNED, PLAN), (MeetingState.HELD, RECORD), (MeetingState.SIGNED, FOLLOW_UP)):
        view, _ = open_view(qtbot, session, state, part)
        for kind in (QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QTableView):
            for widget in view.findChildren(kind):
                if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    assert widget.accessibleName() or widget.property("text"), widget.objectName()


def test_a_plan_saved_twice_without_a_change_stays_one_version(session: Session) -> None:
    file = find(session, MeetingState.PLANNED)
    stored = file.meetings[-1]
    saved: Meeting = plan_meeting(session.app, stored.meeting, stored.attendances)
    assert saved.version == stored.meeting.version


# ------------------------------------------------------------ what is suggested, and what stays


@pytest.mark.parametrize(("interpreter", "end"), [("", dt.time(11, 30)), ("Polish", dt.time(12, 0))])
def test_an_end_is_suggested_with_the_start_longer_where_somebody_interprets(
    session: Session, interpreter: str, end: dt.time
) -> None:
    model, _file = open_model(session, MeetingState.OFFERED)
    record = model.state.record
    assert record is not None

    def typed(**values: object) -> None:
        assert model.state.record is not None
        meeting = model.state.record.meeting.model_copy(update=values)
        model.edit(replace(model.state.record, meeting=meeting))

    typed(planned_start=dt.time(10), interpreter=interpreter)
    typed(planned_start=dt.time(10, 30))
    assert model.state.meeting is not None
    assert model.state.meeting.planned_end == end, "it follows the start"
    typed(planned_end=dt.time(13))
    typed(planned_start=dt.time(9))
    assert model.state.meeting.planned_end == dt.time(13), "what somebody entered stays"


def test_the_offer_of_a_further_meeting_stays_in_view_whatever_changes_elsewhere(
    qtbot: QtBot, session: Session
) -> None:
    view, file = open_view(qtbot, session, MeetingState.SIGNED, FOLLOW_UP)
    view._act("offer_another")
    view.offer_form.by.set_value("T. Garside")
    session.app.look("case.open", "Case", file.case.id, file.case.id)
    with session.app.change("case.amend") as uow:
        uow.save(file.case.model_copy(update={"notes": "Another desk wrote this."}))
    qtbot.wait(50)
    assert view.stack.currentWidget() is view.offer_page
    assert view.offer_form.by.value() == "T. Garside"
    view._on_pane(FOLLOW_UP)
    assert view.stack.currentWidget() is view.follow_up


def test_new_evidence_is_one_checklist_and_asks_for_disclosure_to_be_reviewed(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, MeetingState.HELD, RECORD)

    def fill(dialog: FormDialog) -> None:
        assert not dialog._fields["new_evidence_stopped"].value(), "nothing is ticked that nobody did"
        for name in ("new_evidence_stopped", "new_evidence_statement", "ask_disclosure"):
            dialog._fields[name].box.click()
        dialog._fields["new_evidence_words"].text_edit.insertPlainText("He rang her on Sunday.")
        dialog._fields["new_evidence_told"].line.insert("DC Shah")
        dialog.try_save()

    in_dialog(fill)
    view._act("new_evidence")
    meeting = again(session, file).meetings[-1].meeting
    assert (meeting.new_evidence_stopped, meeting.new_evidence_statement) == (True, True)
    assert meeting.new_evidence_words == "He rang her on Sunday."
    assert (meeting.disclosure_review, meeting.disclosure_reviewed_on) == (DisclosureReview.ASKED, session.today)
