"""Unlocking, making and recovering an office file, on the real page with a real file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.offices import LOGIN, PASSPHRASE, empty_office, fixed_clock
from victimplanner.services.context import App
from victimplanner.ui.screens.unlock.view import UnlockView
from victimplanner.ui.screens.unlock.view_model import CREATE, RECOVERY_KEY, UNLOCK, UnlockViewModel
from victimplanner.ui.tasks import TaskRunner


@pytest.fixture
def known_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer has opened no office file before."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def page(known_nothing: None, qtbot: QtBot, qapp: QApplication) -> Iterator[UnlockView]:
    tasks = TaskRunner()
    view = UnlockView(UnlockViewModel(tasks, fixed_clock()), RecorderDialogs())
    qtbot.addWidget(view)
    view.show()
    yield view
    view.view_model.close()
    tasks.close()


@pytest.fixture
def office_path(tmp_path: Path) -> Path:
    app = empty_office(tmp_path / "unit")
    app.close()
    return app.vault.path


def wait_for_task(page: UnlockView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.view_model.state.is_busy, timeout=20_000)


def opened(page: UnlockView, qtbot: QtBot, act: object) -> App:
    with qtbot.waitSignal(page.view_model.opened, timeout=20_000) as signal:
        act()  # type: ignore[operator]
    app = signal.args[0]
    assert isinstance(app, App)
    return app


def choose(page: UnlockView, path: Path) -> None:
    page.view_model.load()
    page.view_model.choose_office(path)


def test_a_computer_that_knows_no_office_file_offers_to_make_one(page: UnlockView) -> None:
    page.view_model.load()
    assert page.view_model.state.page == CREATE


def test_typing_the_passphrase_and_enter_opens_the_file(page: UnlockView, qtbot: QtBot, office_path: Path) -> None:
    choose(page, office_path)
    assert page.login.value() == LOGIN, "the only user is filled in"
    QTest.keyClicks(page.passphrase.editor, PASSPHRASE)
    app = opened(page, qtbot, lambda: QTest.keyClick(page.passphrase.editor, Qt.Key.Key_Return))
    assert app.user.login == LOGIN
    app.close()


def test_a_wrong_passphrase_says_how_many_tries_are_left_and_empties_the_field(
    page: UnlockView, qtbot: QtBot, office_path: Path
) -> None:
    choose(page, office_path)
    page.passphrase.set_value("four loud garden chairs")
    QTest.keyClick(page.passphrase.editor, Qt.Key.Key_Return)
    wait_for_task(page, qtbot)
    assert "Passphrase not right" in page.view_model.state.error
    assert page.view_model.state.note == "4 tries before a 1 minute wait."
    assert page.passphrase.value() == ""


def test_after_five_wrong_passphrases_the_next_try_waits(page: UnlockView, qtbot: QtBot, office_path: Path) -> None:
    choose(page, office_path)
    for _ in range(5):
        page.view_model.unlock(LOGIN, "four loud garden chairs")
        wait_for_task(page, qtbot)
    page.view_model.unlock(LOGIN, PASSPHRASE)
    assert "Try again in" in page.view_model.state.error


def test_a_missing_key_file_has_its_own_sentence(page: UnlockView, office_path: Path) -> None:
    office_path.with_name(office_path.name + ".keys").unlink()
    choose(page, office_path)
    assert "key file" in page.view_model.state.error


def test_an_office_file_open_elsewhere_has_its_own_sentence(page: UnlockView, qtbot: QtBot, tmp_path: Path) -> None:
    other = empty_office(tmp_path / "unit")
    choose(page, other.vault.path)
    page.view_model.unlock(LOGIN, PASSPHRASE)
    wait_for_task(page, qtbot)
    assert "open in another window" in page.view_model.state.error
    other.close()


def test_making_an_office_file_shows_the_recovery_key_once_and_needs_the_word_that_it_was_kept(
    page: UnlockView, qtbot: QtBot, tmp_path: Path
) -> None:
    page.view_model.load()
    form = page.create_form
    form.office_name.set_value("Northmere RASSO")
    form.display_name.set_value("R. Okafor")
    form.login.set_value(LOGIN)
    form.path.set_value(str(tmp_path / "new"))
    form.passphrase.set_value(PASSPHRASE)
    form.again.set_value(PASSPHRASE)
    form.make.click()
    qtbot.waitUntil(lambda: page.view_model.state.page == RECOVERY_KEY, timeout=20_000)
    key = page.view_model.state.recovery_key
    assert len(key.replace("-", "")) == 32
    assert not page.key_page.go_on.isEnabled()
    QTest.keyClick(page.key_page.kept.editor, Qt.Key.Key_Space)
    assert page.key_page.go_on.isEnabled()
    app = opened(page, qtbot, page.key_page.go_on.click)
    assert page.view_model.state.recovery_key == ""
    assert app.office.name == "Northmere RASSO"
    app.close()


def test_two_different_passphrases_are_said_at_the_field(page: UnlockView) -> None:
    page.view_model.load()
    page.create_form.passphrase.set_value(PASSPHRASE)
    page.create_form.again.set_value(PASSPHRASE + " ")
    page.create_form.make.click()
    assert "differ" in page.create_form.again.error_text()


def test_the_recovery_page_opens_with_the_key_and_sets_a_new_passphrase(
    page: UnlockView, qtbot: QtBot, tmp_path: Path
) -> None:
    from tests.offices import CHEAP
    from victimplanner.domain.people import UserRole
    from victimplanner.services.vaults import NewOffice, create_office

    new = NewOffice(tmp_path / "unit" / "office", LOGIN, "R. Okafor", UserRole.PROSECUTOR, "Northmere RASSO")
    made, key = create_office(new, PASSPHRASE, fixed_clock(), CHEAP)
    made.close()
    choose(page, made.vault.path)
    page.forgotten.click()
    form = page.recover_form
    form.key.set_value(key.lower())
    form.passphrase.set_value("four other garden chairs")
    form.again.set_value("four other garden chairs")
    opened(page, qtbot, form.open.click).close()


def test_caps_lock_is_told_while_typing(page: UnlockView, office_path: Path) -> None:
    choose(page, office_path)
    QTest.keyClicks(page.passphrase.editor, "a")
    assert page.passphrase.hint.text() == "Caps Lock is off"


def test_an_office_file_that_was_opened_is_offered_again_with_its_user(
    page: UnlockView, qtbot: QtBot, office_path: Path
) -> None:
    choose(page, office_path)
    page.view_model.unlock(LOGIN, PASSPHRASE)
    qtbot.waitUntil(lambda: bool(page.view_model.state.path) and not page.view_model.state.is_busy, timeout=20_000)
    qtbot.waitUntil(lambda: (office_path.parent / "office.vpoffice").exists())
    page.view_model.locked()
    assert [k.path for k in page.view_model.state.offices] == [office_path]
    assert page.view_model.state.page == UNLOCK


def test_escape_leaves_the_form_for_a_new_office_file(page: UnlockView, qtbot: QtBot) -> None:
    page.view_model.load()
    with qtbot.waitActive(page):
        page.activateWindow()
    QTest.keyClick(page.create_form.office_name.editor, Qt.Key.Key_Escape)
    assert page.view_model.state.page == UNLOCK


def test_tab_goes_from_one_passphrase_straight_to_the_next(page: UnlockView, qtbot: QtBot) -> None:
    page.view_model.load()
    form = page.create_form
    with qtbot.waitActive(page):
        page.activateWindow()
    form.passphrase.setFocus()
    QTest.keyClick(form.passphrase.editor, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is form.again.editor


def test_what_is_typed_on_the_eye_does_not_go_into_the_passphrase(page: UnlockView) -> None:
    page.view_model.load()
    line = page.create_form.passphrase.line
    QTest.keyClicks(line.end_button, "again")
    assert line.text() == ""


def test_a_long_problem_has_room_under_its_field_and_the_cursor_goes_there(page: UnlockView, qtbot: QtBot) -> None:
    page.resize(1366, 700)
    page.view_model.load()
    form = page.create_form
    for field, text in ((form.office_name, "Northmere RASSO"), (form.display_name, "R. Okafor"), (form.login, LOGIN)):
        field.set_value(text)
    form.passphrase.set_value("short")
    form.again.set_value("short")
    form.make.click()
    qtbot.waitUntil(lambda: bool(form.passphrase.error_text()), timeout=20_000)
    error = form.passphrase.error
    qtbot.waitUntil(lambda: error.height() >= error.heightForWidth(error.width()))
    assert error.y() > form.passphrase.editor.geometry().bottom()
    assert form.passphrase.hint.y() >= error.geometry().bottom()


def test_enter_before_the_services_have_loaded_is_not_lost(page: UnlockView, qtbot: QtBot, office_path: Path) -> None:
    page.view_model.load()
    page.view_model.choose_office(office_path)
    opened(page, qtbot, lambda: page.view_model.unlock(LOGIN, PASSPHRASE)).close()
    tasks = TaskRunner()
    again = UnlockView(UnlockViewModel(tasks, fixed_clock()), RecorderDialogs())
    qtbot.addWidget(again)
    again.show()
    QTest.keyClicks(again.passphrase.editor, PASSPHRASE)
    QTest.keyClick(again.passphrase.editor, Qt.Key.Key_Return)
    opened(again, qtbot, again.view_model.load).close()
    tasks.close()


def test_the_recovery_key_leaves_the_clipboard_when_one_goes_on(page: UnlockView, qtbot: QtBot) -> None:
    page.key_page.show_key("ABCD-EFGH")
    page.key_page._copy()
    assert QApplication.clipboard().text() == "ABCD-EFGH"
    page.key_page.confirmed.disconnect()
    page.key_page._confirm()
    assert QApplication.clipboard().text() == ""
