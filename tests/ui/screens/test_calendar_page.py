"""The calendar page: reached and read by keyboard, moved with the mouse, nothing covered, nothing said too much."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.contact import Channel
from victimplanner.domain.contact_log import ContactEntry, ContactOutcome
from victimplanner.domain.meeting import Meeting, MeetingChange
from victimplanner.domain.witness import Witness
from victimplanner.services.schedule import Entry, EntryKind, Scope, why_not_moved
from victimplanner.ui import theme
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.calendar.entry_model import More
from victimplanner.ui.screens.calendar.state import Group, Span
from victimplanner.ui.screens.calendar.view import CalendarView
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import AppFrame
from victimplanner.ui.widgets.form_dialog import FormDialog

MONDAY, TUESDAY = dt.date(2026, 11, 30), dt.date(2026, 12, 1)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(session: Session, qtbot: QtBot) -> CalendarView:
    made = CalendarView(session)
    qtbot.addWidget(made)
    made.resize(1290, 690)
    made.show()
    made.view_model.set_scope(Scope.ALL)
    made.view_model.show_day(MONDAY)
    made.arrive()
    return made


def meetings(view: CalendarView) -> list[Entry]:
    return [entry for entry in view.view_model.state.entries if entry.kind is EntryKind.MEETING]


def row_of(view: CalendarView, entry: Entry) -> int:
    return next(row for row, item in enumerate(view.grid.entries.items()) if item.id == entry.id)


def the_form(view: CalendarView) -> FormDialog:
    return next(form for form in view.findChildren(FormDialog) if form.isVisible())


def fill_in(form: FormDialog, name: str, text: str) -> None:
    line = form._fields[name].line
    line.selectAll()
    QTest.keyClicks(line, text)


def drag(view: CalendarView, entry: Entry, to: QPointF, *, drop: bool = True) -> None:
    """Press an entry, pull it to a place in the grid in a few steps, and let go of it."""
    grid, box = view.grid, view.grid.box_of(row_of(view, entry))
    port, begin = grid.viewport(), QPoint(round(box.center().x()), round(box.top()) + 8)
    QTest.mousePress(port, LEFT, pos=begin)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(port, (QPointF(begin) + (to - QPointF(begin)) * part).toPoint())
    if drop:
        QTest.mouseRelease(port, LEFT, pos=to.toPoint())


def place(view: CalendarView, day: dt.date, minutes: int) -> QPointF:
    """Return where the mouse is let go so that an entry held 8 pixels under its top begins at a minute of a day."""
    grid = view.grid.grid()
    return QPointF(grid.left_of(grid.days.index(day)) + 40, grid.y_of(minutes) + 9)


# ---------------------------------------------------------------- what is drawn


def test_entries_at_the_same_time_do_not_cover_each_other(view: CalendarView) -> None:
    boxes = [view.grid.box_of(row_of(view, entry)) for entry in meetings(view)]
    assert len(boxes) == 3
    for number, box in enumerate(boxes):
        assert box.width() >= theme.SMALLEST_TARGET
        assert box.height() >= theme.SMALLEST_TARGET
        assert not any(box.intersects(other) for other in boxes[number + 1 :])


def test_a_click_finds_the_entry_that_is_drawn_there_even_when_scrolled(view: CalendarView) -> None:
    view.resize(1290, 460)
    QApplication.processEvents()
    view.grid.verticalScrollBar().setValue(view.grid.verticalScrollBar().maximum())
    for entry in meetings(view):
        box = view.grid.box_of(row_of(view, entry))
        assert view.grid.indexAt(box.center().toPoint()).row() == row_of(view, entry)


def test_the_models_keep_qts_promises(view: CalendarView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(view.grid.entries)


def test_the_model_of_the_month_and_of_the_people_keep_qts_promises(
    view: CalendarView, qtmodeltester: ModelTester
) -> None:
    view.view_model.show_span(Span.MONTH)
    qtmodeltester.check(view.month.month)
    dialog = view.find_free_time(meetings(view)[0])
    qtmodeltester.check(dialog.view_model.people)
    dialog.close()


def test_every_entry_has_a_sentence_for_screen_readers(view: CalendarView) -> None:
    model, role = view.grid.entries, Qt.ItemDataRole.AccessibleTextRole
    sentences = [model.index(row).data(role) for row in range(model.rowCount())]
    entry = meetings(view)[0]
    assert any(words.startswith(f"Meeting W1, {entry.urn}, Mon 30 Nov 14:00 to 15:00") for words in sentences)
    assert all(sentences)


def test_a_day_of_the_month_says_its_count_and_opens_with_enter(view: CalendarView) -> None:
    view.view_model.show_day(dt.date(2026, 12, 7), Span.MONTH)
    view.arrive()
    words = view.month.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    number = len([e for e in view.view_model.state.entries if e.on == dt.date(2026, 12, 7)])
    assert words.startswith(f"Mon 7 Dec 2026, {number} entries")
    QTest.keyClick(view.month, Qt.Key.Key_Return)
    state = view.view_model.state
    assert (state.span, state.day) == (Span.DAY, dt.date(2026, 12, 7))
    assert view.pages.areas.currentWidget() is view.grid


def test_no_name_of_a_witness_is_anywhere_on_the_page(view: CalendarView, session: Session) -> None:
    with session.app.read() as uow:
        names = {witness.name for witness in uow.find(Witness) if witness.name}
    shown = []
    for span in Span:
        view.view_model.show_day(MONDAY, span)
        shown += [label.text() for label in view.findChildren(QLabel)]
        for model in (view.grid.entries, view.month.month, view.list.model()):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                columns = 1 if model is view.grid.entries else model.columnCount()
                indexes = (model.index(r, c) for r in range(model.rowCount()) for c in range(columns))
                shown += [str(index.data(role)) for index in indexes]
    text = " ".join(shown)
    assert len(text) > 1000
    assert [name for name in names if name in text] == []


def test_an_empty_week_says_that_nothing_is_planned(view: CalendarView) -> None:
    view.view_model.show_day(dt.date(2031, 6, 4))
    assert view.grid.accessibleDescription() == "Nothing planned."
    view.view_model.show_span(Span.LIST)
    assert view.pages.areas.currentWidget() is view.pages.nothing
    assert view.pages.nothing.sentence_label.text() == "Nothing planned."


@pytest.mark.parametrize("scale", [100, 200])
def test_nothing_scrolls_sideways(view: CalendarView, qapp: QApplication, scale: int) -> None:
    theme.set_text_scale(qapp, scale)
    try:
        view.resize(1366 - theme.RAIL_WIDTH, 680)
        QApplication.processEvents()
        QApplication.processEvents()
        assert view.minimumSizeHint().width() <= view.width()
        assert view.pages.horizontalScrollBar().maximum() == 0
        assert view.pages.widget().width() <= view.pages.viewport().width()
    finally:
        theme.set_text_scale(qapp, 100)


def test_with_little_room_the_pane_beside_the_days_goes_under_them(view: CalendarView) -> None:
    side, areas = view.pages._side_page, view.pages.areas
    assert side.mapTo(view, QPoint(0, 0)).x() > areas.mapTo(view, QPoint(0, 0)).x()
    view.resize(900, 640)
    QApplication.processEvents()
    assert side.mapTo(view, QPoint(0, 0)).x() == areas.mapTo(view, QPoint(0, 0)).x()
    assert side.mapTo(view, QPoint(0, 0)).y() > areas.mapTo(view, QPoint(0, 0)).y()


# ---------------------------------------------------------------- keys


def test_by_keyboard_through_the_entries_the_days_and_the_weeks(view: CalendarView) -> None:
    view.side.ticks[Group.DEADLINES].box.click()
    first, second, third = meetings(view)
    assert view.grid.current_entry() == first
    QTest.keyClick(view.grid, Qt.Key.Key_Down)
    assert view.grid.current_entry() == second
    QTest.keyClick(view.grid, Qt.Key.Key_End)
    assert view.grid.current_entry() == third
    QTest.keyClick(view.grid, Qt.Key.Key_PageDown)
    assert view.view_model.state.first == dt.date(2026, 12, 7)
    QTest.keyClick(view.grid, Qt.Key.Key_PageUp)
    QTest.keyClick(view.grid, Qt.Key.Key_T)
    assert view.view_model.state.day == dt.date(2026, 11, 25)


def test_enter_opens_the_exact_place(view: CalendarView, qtbot: QtBot) -> None:
    entry = meetings(view)[1]
    view.grid.select(entry.id)
    with qtbot.waitSignal(view.asked) as signal:
        QTest.keyClick(view.grid, Qt.Key.Key_Return)
    assert signal.args[0] == Destination("case", entry.case_id, entry.witness_id, "meeting", entry.id)


def test_what_does_not_fit_above_a_day_opens_the_list_of_that_day(view: CalendarView, qtbot: QtBot) -> None:
    more = next(item for item in view.grid.entries.items() if isinstance(item, More))
    view.grid.select(more.id)
    QTest.keyClick(view.grid, Qt.Key.Key_Return)
    state = view.view_model.state
    assert (state.span, state.first) == (Span.LIST, more.on)


def test_f2_moves_and_says_what_the_new_time_clashes_with(view: CalendarView, session: Session) -> None:
    entry = meetings(view)[0]
    view.grid.select(entry.id)
    QTest.keyClick(view.grid, Qt.Key.Key_F2)
    form = the_form(view)
    assert any("Clash:" in label.text() for label in form.page.findChildren(QLabel))
    fill_in(form, "on", "1 Dec 2026")
    fill_in(form, "start", "9:30")
    fill_in(form, "end", "10:30")
    assert not any("Clash:" in label.text() for label in form.page.findChildren(QLabel) if label.isVisible())
    form.verb.click()
    assert form.isVisible(), "a move needs its reason"
    assert form._fields["reason"].error_text().startswith("Say why it is moved.")
    fill_in(form, "reason", "The room is taken")
    form.try_save()
    with session.app.read() as uow:
        stored = uow.get(Meeting, entry.id)
    assert (stored.planned_on, stored.planned_start, stored.planned_end) == (TUESDAY, dt.time(9, 30), dt.time(10, 30))
    assert view.grid.current_entry().id == entry.id  # type: ignore[union-attr]


def test_what_is_not_movable_says_why_in_the_status_line(view: CalendarView, qtbot: QtBot) -> None:
    view.view_model.show_day(dt.date(2026, 12, 7))
    hearing = next(e for e in view.view_model.state.entries if e.kind is EntryKind.HEARING)
    view.grid.select(hearing.id)
    with qtbot.waitSignal(view.said) as signal:
        QTest.keyClick(view.grid, Qt.Key.Key_M)
    assert signal.args[0].startswith("The court moves its hearings.")
    assert not [form for form in view.findChildren(FormDialog) if form.isVisible()]


def test_shift_f1_says_what_clashes_and_why(view: CalendarView, dialogs: RecorderDialogs) -> None:
    view.grid.select(meetings(view)[0].id)
    QTest.keyClick(view.grid, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    kind, words, _more = dialogs.last()
    assert kind == "tell"
    assert "Clash: " in words
    assert "F2" in words


def test_single_letters_do_nothing_outside_the_days(view: CalendarView) -> None:
    view.head.scope.setFocus()
    QTest.keyClick(view.head.scope, Qt.Key.Key_T)
    assert view.view_model.state.day == MONDAY


@pytest.mark.usefixtures("session")
def test_why_something_does_not_move_never_widens_the_window(qtbot: QtBot, qapp: QApplication) -> None:
    theme.set_text_scale(qapp, 200)
    try:
        frame = AppFrame()
        qtbot.addWidget(frame)
        hearing = Entry("h", EntryKind.HEARING, "PTPH", MONDAY, dt.time(10), dt.time(11))
        before = frame.minimumSizeHint().width()
        frame.set_status(why_not_moved(hearing))
        assert frame.minimumSizeHint().width() == before
        assert frame.status.toolTip() == why_not_moved(hearing)
    finally:
        theme.set_text_scale(qapp, 100)


# ---------------------------------------------------------------- mouse


def test_a_dragged_meeting_asks_for_its_reason_and_is_then_stored_and_must_be_told(
    view: CalendarView, session: Session
) -> None:
    entry = meetings(view)[0]
    drag(view, entry, place(view, TUESDAY, 10 * 60 + 15))
    form = the_form(view)
    assert form._fields["on"].value() == TUESDAY
    assert form._fields["start"].value() == dt.time(10, 15)
    assert form._fields["end"].value() == dt.time(11, 15)
    with session.app.read() as uow:
        assert uow.get(Meeting, entry.id).planned_on == MONDAY, "nothing is moved before it is saved"
    fill_in(form, "reason", "The room is taken")
    form.try_save()
    with session.app.read() as uow:
        stored = uow.get(Meeting, entry.id)
        change = uow.find(MeetingChange, meeting_id=entry.id)[-1]
    assert (stored.planned_on, stored.planned_start) == (TUESDAY, dt.time(10, 15))
    assert change.is_untold
    assert view.side.told_card.accessibleName().startswith("Must be told: ")
    assert view.side.told_links[0].accessibleName() == f"Record told… {entry.urn} W1"
    assert any(b.key == "moved" and "must be told" in b.accessibleName() for b in view.banners.banners())


def test_while_it_is_dragged_the_time_it_would_have_is_shown_and_esc_cancels(view: CalendarView) -> None:
    entry = meetings(view)[0]
    to = place(view, TUESDAY, 11 * 60)
    drag(view, entry, to, drop=False)
    dragged = view.grid.drag()
    assert dragged is not None
    assert dragged.words == "Tue 1 Dec, 11:00–12:00"
    QTest.keyClick(view.grid, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.grid.viewport(), LEFT, pos=to.toPoint())
    assert view.grid.drag() is None
    assert not [form for form in view.findChildren(FormDialog) if form.isVisible()]


def test_a_hearing_that_is_dragged_stays_and_says_why(view: CalendarView, qtbot: QtBot) -> None:
    view.view_model.show_day(dt.date(2026, 12, 7))
    hearing = next(e for e in view.view_model.state.entries if e.kind is EntryKind.HEARING)
    with qtbot.waitSignal(view.said) as signal:
        drag(view, hearing, place(view, dt.date(2026, 12, 8), 11 * 60))
    assert signal.args[0].startswith("The court moves its hearings.")
    assert not [form for form in view.findChildren(FormDialog) if form.isVisible()]


def test_a_click_selects_and_a_double_click_opens(view: CalendarView, qtbot: QtBot) -> None:
    entry = meetings(view)[2]
    middle = view.grid.box_of(row_of(view, entry)).center().toPoint()
    QTest.mouseClick(view.grid.viewport(), LEFT, pos=middle)
    assert view.grid.current_entry() == entry
    with qtbot.waitSignal(view.asked):
        QTest.mouseDClick(view.grid.viewport(), LEFT, pos=middle)


# ---------------------------------------------------------------- beside the days


def test_a_clash_in_view_is_named_with_the_way_to_it_and_to_a_free_time(view: CalendarView, qtbot: QtBot) -> None:
    banner = next(b for b in view.banners.banners() if b.key == "clash")
    assert banner.sentence == "3 entries clash this week."
    assert "And 2 more." in banner.accessibleName()
    with qtbot.waitSignal(view.asked) as signal:
        banner.buttons[0].click()
    assert signal.args[0].tab == "meeting"


def test_a_free_time_for_a_clash_moves_the_meeting_there_with_its_reason(view: CalendarView, session: Session) -> None:
    entry = meetings(view)[0]
    dialog = view.find_free_time(entry)
    slot = dialog.view_model.state.slots[0]
    QTest.keyClick(dialog.times, Qt.Key.Key_Return)
    form = the_form(view)
    assert (form._fields["on"].value(), form._fields["start"].value()) == (slot.on, slot.start)
    fill_in(form, "reason", "It clashed")
    form.try_save()
    with session.app.read() as uow:
        assert uow.get(Meeting, entry.id).planned_start == slot.start


def test_a_free_time_looked_for_without_a_meeting_moves_nothing(view: CalendarView) -> None:
    dialog = view.find_free_time(None)
    assert not dialog.move_here.isVisible()
    QTest.keyClick(dialog.times, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClicks(dialog.search, "croft")
    assert dialog.people.model().rowCount() == 1
    dialog.people.setCurrentIndex(dialog.people.model().index(0, 0))
    QTest.keyClick(dialog.people, Qt.Key.Key_Space)
    assert dialog.chosen.text() == "Ticked: H. Croft."
    dialog.close()


def test_every_control_has_a_name_for_screen_readers(view: CalendarView) -> None:
    head = view.head
    controls = [head.before, head.today, head.after, head.span, head.scope, head.free_time, head.file, head.new]
    controls += [view.grid, view.month, view.list, *(tick.box for tick in view.side.ticks.values())]
    assert all(control.accessibleName() for control in controls)


def test_the_calendar_file_is_offered_under_a_neutral_name(
    view: CalendarView, dialogs: RecorderDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    dialogs.saves = tmp_path / "kept.ics"
    with qtbot.waitSignal(view.said) as signal:
        view.head.file.click()
    assert dialogs.last()[:2] == ("save_file", "calendar.ics")
    assert signal.args[0].startswith("Calendar file written: 3 entries")
    assert dialogs.saves.exists()


def test_a_next_contact_stands_above_its_day_and_leads_to_the_contact_tab(
    view: CalendarView, session: Session, qtbot: QtBot
) -> None:
    meeting = meetings(view)[0]
    with session.app.change("contact.record") as uow:
        uow.add(
            ContactEntry(
                case_id=meeting.case_id,
                witness_id=meeting.witness_id,
                happened_on=session.today,
                channel=Channel.THROUGH_SUPPORTER,
                about="Asked about the visit",
                outcome=ContactOutcome.REACHED,
                next_step="Ring the ISVA",
                next_on=MONDAY,
            )
        )
    for group in (Group.DEADLINES, Group.MEETINGS):
        view.view_model.show_group(group, False)
    entry = view.grid.current_entry()
    assert entry is not None
    assert (entry.title, entry.start) == ("Ring the ISVA", None)
    with qtbot.waitSignal(view.asked) as signal:
        QTest.keyClick(view.grid, Qt.Key.Key_Return)
    assert signal.args[0].tab == "contact"
