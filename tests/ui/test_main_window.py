"""The window in use: going places and back, locking, idle, looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.office_copies import practice_copy
from tests.offices import fixed_clock
from victimplanner.domain.editions import Content
from victimplanner.domain.errors import StorageProblem
from victimplanner.domain.people import UserRole
from victimplanner.services.cases import find_case_by_urn, read_case, read_cases
from victimplanner.services.editions import apply_pending
from victimplanner.ui import looks, theme
from victimplanner.ui.main_window import MainWindow
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.unit.view import UnitView
from victimplanner.ui.screens.unlock.view import UnlockView
from victimplanner.ui.screens.unlock.view_model import UnlockViewModel
from victimplanner.ui.tasks import TaskRunner
from victimplanner.ui.widgets import AppFrame
from victimplanner.ui.widgets.form_dialog import FormDialog


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The whole window over the practice office, unlocked."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    frame, tasks, dialogs = AppFrame(), TaskRunner(), RecorderDialogs(discard="discard")
    qtbot.addWidget(frame)
    unlock = UnlockView(UnlockViewModel(tasks, fixed_clock()), dialogs)
    frame.set_lock_page(unlock)
    frame.set_locked(True)
    frame.resize(1366, 768)
    made = MainWindow(frame, unlock, tasks, dialogs)
    frame.show()
    made.open_session(practice_copy(tmp_path))
    with qtbot.waitActive(frame):  # keys of the window work in the active window only
        frame.activateWindow()
    yield made
    made.lock(ask=False)
    tasks.close()
    theme.set_text_scale(qapp, 100)


def press(window: MainWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    mask = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        mask |= modifier
    QTest.keyClick(QApplication.focusWidget() or window.frame, key, mask)


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_after_unlocking_the_worklist_is_there_and_the_practice_mark_with_it(window: MainWindow) -> None:
    assert window.frame.current_page() == "worklist"
    assert window.frame.practice.isVisible()
    assert window.frame.user.text() == "R. Okafor · Prosecutor · Northmere RASSO"


def test_the_title_never_says_more_than_the_name_of_the_program(window: MainWindow) -> None:
    item = window.frame.page("worklist").view_model.state.groups[0][2][0]  # type: ignore[attr-defined]
    window.go(Destination("case", item.case_id, item.witness_id or ""))
    assert window.frame.windowTitle() == "VictimPlanner"


def test_by_keyboard_to_the_cases_and_back(window: MainWindow) -> None:
    press(window, Qt.Key.Key_2, CTRL)
    assert window.frame.current_page() == "cases"
    press(window, Qt.Key.Key_Left, ALT)
    assert window.frame.current_page() == "worklist"


def test_enter_on_the_worklist_opens_the_exact_tab_and_back_comes_to_the_same_row(window: MainWindow) -> None:
    worklist = window.frame.page("worklist")
    row = worklist.list.current_record()  # type: ignore[attr-defined]
    press(window, Qt.Key.Key_Return)
    assert window.frame.current_page() == "case"
    assert window.frame.page("case").case_id == row.case_id  # type: ignore[attr-defined]
    press(window, Qt.Key.Key_Left, ALT)
    assert window.frame.current_page() == "worklist"
    assert worklist.list.current_record().key == row.key  # type: ignore[attr-defined]


def test_by_keyboard_to_the_calendar_where_new_means_a_meeting(window: MainWindow) -> None:
    press(window, Qt.Key.Key_3, CTRL)
    assert window.frame.current_page() == "calendar"
    assert window.frame.rail.button("calendar").isChecked()
    press(window, Qt.Key.Key_N, CTRL)
    form = QApplication.activeModalWidget()
    assert isinstance(form, FormDialog)
    assert form.windowTitle() == "New meeting"
    form.reject()


def test_enter_in_the_calendar_opens_the_tab_and_back_comes_to_the_same_entry(window: MainWindow) -> None:
    window.go(Destination("calendar"))
    calendar = window.frame.page("calendar")
    press(window, Qt.Key.Key_PageDown)
    entry = next(e for e in calendar.view_model.state.entries if e.is_movable)  # type: ignore[attr-defined]
    calendar.grid.select(entry.id)  # type: ignore[attr-defined]
    press(window, Qt.Key.Key_Return)
    assert window.frame.current_page() == "case"
    assert window.frame.page("case").case_id == entry.case_id  # type: ignore[attr-defined]
    press(window, Qt.Key.Key_Left, ALT)
    assert window.frame.current_page() == "calendar"
    assert calendar.grid.current_entry().id == entry.id  # type: ignore[attr-defined]


def test_a_contact_is_recorded_over_any_tab_and_the_tab_stays(window: MainWindow, qtbot: QtBot) -> None:
    assert window.session is not None
    case = read_cases(window.session.app)[0]
    window.go(Destination("case", case.case.id, case.witnesses[0].witness.id, "links"))
    press(window, Qt.Key.Key_C, CTRL, Qt.KeyboardModifier.ShiftModifier)
    form = next(d for d in window.frame.findChildren(FormDialog) if d.isVisible())
    assert form.windowTitle() == "Record contact"
    qtbot.waitUntil(form.isActiveWindow)
    form._fields["direction"].box.setCurrentIndex(1)  # what came from her passes no gate
    QTest.keyClick(form, Qt.Key.Key_Return, CTRL)
    after = read_case(window.session.app, case.case.id).witnesses[0]
    assert len(after.contact_log) == len(case.witnesses[0].contact_log) + 1
    assert window.frame.page("case").tabs.current() == "links"  # type: ignore[attr-defined]
    assert window.frame.status.text() == "Contact recorded"


def test_the_command_to_find_puts_the_cursor_into_the_search_box(window: MainWindow) -> None:
    press(window, Qt.Key.Key_K, CTRL)
    assert QApplication.focusWidget() is window.frame.page("cases").search  # type: ignore[attr-defined]


def test_locking_leaves_nothing_of_the_office_in_the_window_and_closes_the_file(window: MainWindow) -> None:
    assert window.session is not None
    app = window.session.app
    press(window, Qt.Key.Key_L, CTRL)
    assert window.frame.is_locked()
    assert window.frame.user.text() == ""
    assert not window.frame.rail.isVisible()
    with pytest.raises(StorageProblem, match="locked"):
        find_case_by_urn(app, "99EH3564026")


def test_keys_do_nothing_while_locked(window: MainWindow) -> None:
    press(window, Qt.Key.Key_L, CTRL)
    press(window, Qt.Key.Key_2, CTRL)
    assert window.frame.is_locked()


def test_a_minute_before_the_idle_lock_a_banner_says_so_and_any_key_goes_on(window: MainWindow) -> None:
    window.idle.warn()
    assert any(b.key == "idle" for b in window.frame.banners.banners())
    press(window, Qt.Key.Key_Down)
    assert not any(b.key == "idle" for b in window.frame.banners.banners())
    assert not window.frame.is_locked()


def test_the_text_grows_and_comes_back_by_keyboard(window: MainWindow) -> None:
    press(window, Qt.Key.Key_Plus, CTRL)
    assert theme.text_scale() > 100
    press(window, Qt.Key.Key_0, CTRL)
    assert theme.text_scale() == 100


def test_exporting_outside_a_case_says_what_to_do_first(window: MainWindow) -> None:
    press(window, Qt.Key.Key_E, CTRL)
    assert "Open a case first" in window.frame.status.text()


class WindowsShown(QObject):
    """Notes every widget that appears as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_building_pages_never_flashes_a_window_of_its_own_and_keeps_the_focus(
    window: MainWindow, qapp: QApplication
) -> None:
    """A part shown before it has a parent is a window: it flickers and takes the keyboard away."""
    assert window.session is not None
    case_id = window.frame.page("worklist").list.current_record().case_id  # type: ignore[attr-defined]
    seen = WindowsShown()
    qapp.installEventFilter(seen)
    for destination in (
        Destination("cases"),
        Destination("case", case_id),
        Destination("case", case_id, tab="measures"),
        Destination("case", case_id, tab="meeting"),
        Destination("worklist"),
    ):
        window.go(destination)
    qapp.removeEventFilter(seen)
    assert seen.names == []
    assert QApplication.activeWindow() is window.frame


def test_the_tabs_of_a_case_can_be_chosen_in_the_menu_only_while_one_is_in_view(window: MainWindow) -> None:
    window._allow_tabs()
    assert not any(action.isEnabled() for action in window._tab_actions)
    item = window.frame.page("worklist").view_model.state.groups[0][2][0]  # type: ignore[attr-defined]
    window.go(Destination("case", item.case_id, item.witness_id or ""))
    window._allow_tabs()
    assert all(action.isEnabled() for action in window._tab_actions)


def test_locking_closes_the_working_of_a_date_too(window: MainWindow) -> None:
    press(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    window.lock(ask=False)
    assert not popup.isVisible()


def test_the_idle_lock_does_not_wait_for_an_answer_about_what_was_typed_in_a_form(window: MainWindow) -> None:
    window.open_people()
    people = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and w.objectName() == "peopleView")
    people.findChild(QWidget, "addPerson").click()  # type: ignore[union-attr]
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible())
    form._fields["name"].line.setText("H. Croft")
    window.lock(ask=False)
    assert window.frame.is_locked()
    assert isinstance(window._dialogs, RecorderDialogs)
    assert window._dialogs.asked == [], "a question would keep the office file open until somebody comes"
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [window.frame]


def test_whoever_stays_with_unsaved_work_can_still_go_back_later(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = window.frame.page("worklist").view_model.state.groups[0][2][0]  # type: ignore[attr-defined]
    window.go(Destination("case", item.case_id, item.witness_id or ""))
    monkeypatch.setattr(window, "_may_leave", lambda: False)
    window.back()
    assert window.frame.current_page() == "case"
    monkeypatch.setattr(window, "_may_leave", lambda: True)
    window.back()
    assert window.frame.current_page() == "worklist"


def test_staying_with_one_witness_leaves_the_way_back_as_it_is(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.session is not None
    case = next(case for case in read_cases(window.session.app) if len(case.witnesses) > 1)
    first, second = (file.witness.id for file in case.witnesses[:2])
    window.go(Destination("case", case.case.id, first))
    monkeypatch.setattr(window, "_may_leave", lambda: False)
    window.go(Destination("case", case.case.id, second))
    assert window._case is not None
    assert (window._case.witness_id, window._here.witness_id) == (first, first)


def test_a_theme_chosen_in_the_menu_is_remembered(window: MainWindow) -> None:
    window.menus.set_theme("dark")
    try:
        assert looks.remembered().theme == "dark"
    finally:
        window.menus.set_theme("light")


def test_the_edit_menu_works_on_the_field_with_the_focus(window: MainWindow) -> None:
    press(window, Qt.Key.Key_K, CTRL)
    search = window.frame.page("cases").search  # type: ignore[attr-defined]
    search.setText("99vp")
    for action in window.frame.actions():
        if action.text().startswith("Select &all"):
            action.trigger()
    assert search.selectedText() == "99vp"


def test_the_status_bar_shows_the_keys_of_the_tab_in_view_and_what_was_saved_there(window: MainWindow) -> None:
    item = window.frame.page("worklist").view_model.state.groups[0][2][0]  # type: ignore[attr-defined]
    window.go(Destination("case", item.case_id, item.witness_id or "", "measures"))
    case = window.frame.page("case")
    assert window.frame.keys.text().startswith("↑↓←→ Move   F2 Edit   Shift+F1 Why?   Ctrl+T Told")
    case.stack.currentWidget().said.emit("Saved 09:42")  # type: ignore[attr-defined]
    assert window.frame.status.text() == "Saved 09:42"
    window.go(Destination("case", item.case_id, item.witness_id or ""))
    assert window.frame.keys.text().startswith("Ctrl+Tab Next tab")


def test_a_missing_plea_is_asked_for_where_a_screen_leads_to_it(window: MainWindow) -> None:
    item = window.frame.page("worklist").view_model.state.groups[0][2][0]  # type: ignore[attr-defined]
    window.go(Destination("case", item.case_id, item.witness_id or "", "overview", part="plea"))
    dialog = window.frame.page("case").findChild(FormDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Plea"
    dialog.reject()


def test_help_text_size_and_closing_work_on_the_unlock_page_too(window: MainWindow) -> None:
    press(window, Qt.Key.Key_L, CTRL)
    press(window, Qt.Key.Key_Plus, CTRL)
    assert theme.text_scale() > 100
    press(window, Qt.Key.Key_F1)
    guide = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "guideView")
    assert guide.isVisible()
    guide.close()
    window.frame.activateWindow()
    press(window, Qt.Key.Key_Q, CTRL)
    assert not window.frame.isVisible()


def test_rules_that_came_with_a_newer_version_are_offered_over_every_page_until_they_are_confirmed(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert window.session is not None
    app = window.session.app
    assert window.frame.banners.banners() == []
    app.shipped = Content(app.shipped.deadlines[:-1], app.shipped.holidays)
    app.__dict__.pop("in_use", None)
    window._offer_new_rules()
    (banner,) = window.frame.banners.banners()
    assert banner.sentence == "New rules came with this version."
    assert "A manager has to confirm." in banner.accessibleName()
    banner.buttons[0].click()
    unit = window.frame.findChild(UnitView)
    assert unit is not None
    assert unit.section.value() == "rules"
    unit.close()
    app.user = app.user.model_copy(update={"role": UserRole.MANAGER})
    apply_pending(app)
    qtbot.waitUntil(lambda: window.frame.banners.banners() == [], timeout=5000)


class _Windows(QObject):
    """Notes every window that opens and is no dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.mark.parametrize("role", [UserRole.MANAGER, UserRole.READ_ONLY])
def test_no_page_opens_a_window_of_its_own_while_it_is_made(
    window: MainWindow, qapp: QApplication, role: UserRole
) -> None:
    assert window.session is not None
    window.session.app.user = window.session.app.user.model_copy(update={"role": role})
    watching = _Windows()
    qapp.installEventFilter(watching)
    file = read_cases(window.session.app)[0].witnesses[0]
    for page in ("cases", "calendar", "all_duties", "reports"):
        window.go(Destination(page))
    for tab in ("overview", "measures", "meeting", "contact", "section_28", "links", "duties"):
        window.go(Destination("case", file.case.id, file.witness.id, tab))
    qapp.removeEventFilter(watching)
    assert watching.opened == []
