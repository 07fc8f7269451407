"""Buttons, pills, banners, cards, rail and frame: by keyboard, by name, at any text size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.ui import theme
from victimplanner.ui.asking import Dialogs
from victimplanner.ui.dialogs import QtDialogs
from victimplanner.ui.widgets import (
    AppFrame,
    Banner,
    BannerStack,
    Card,
    FlowRow,
    IconButton,
    KeyValueRows,
    LinkButton,
    PrimaryButton,
    SecondaryButton,
    SegmentedChoice,
    StatusPill,
)


def test_a_pill_reads_as_its_word_and_grows_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    pill = StatusPill("unknown", "Not known")
    qtbot.addWidget(pill)
    assert pill.accessibleName() == "Not known"
    small = pill.sizeHint()
    try:
        theme.set_text_scale(qapp, 200)
        assert pill.sizeHint().width() > 1.7 * small.width()
    finally:
        theme.set_text_scale(qapp, 100)
    pill.set_pill("ok", "Granted")
    assert pill.accessibleName() == "Granted"


def test_a_pill_of_no_known_kind_is_an_error(qtbot: QtBot) -> None:
    with pytest.raises(KeyError):
        theme.current().status("fuchsia")


def test_a_button_tells_its_key_and_drops_only_the_badge_when_narrow(qtbot: QtBot) -> None:
    button = PrimaryButton("&Save plan", key="Ctrl+S")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Save plan"
    assert button.accessibleDescription() == "Key: Ctrl+S"
    assert (
        SecondaryButton("Save plan").sizeHint().width() <= button.minimumSizeHint().width() < button.sizeHint().width()
    )


def test_a_key_works_only_when_asked_to(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    pressed: list[str] = []
    for words, works in (("Told", False), ("Export", True)):
        button = SecondaryButton(words, key="Ctrl+E" if works else "Ctrl+T", shortcut=works)
        button.clicked.connect(lambda _=False, words=words: pressed.append(words))
        box.addWidget(button)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["Export"]


@pytest.mark.parametrize("make", [lambda: LinkButton("Why?"), lambda: IconButton("phone", "Phone number")])
def test_nothing_to_press_is_smaller_than_24_pixels(qtbot: QtBot, make: object) -> None:
    button = make()  # type: ignore[operator]
    qtbot.addWidget(button)
    assert button.sizeHint().height() >= 24
    assert button.sizeHint().width() >= 24
    assert button.accessibleName()


def test_enter_presses_a_link(qtbot: QtBot) -> None:
    link = LinkButton("Why this date?")
    qtbot.addWidget(link)
    with qtbot.waitSignal(link.clicked):
        qtbot.keyClick(link, Qt.Key.Key_Return)


def test_segments_move_by_arrows_and_are_one_tab_stop(qtbot: QtBot) -> None:
    choice = SegmentedChoice([("plan", "Plan"), ("record", "Record"), ("after", "Follow-up")], "Part of the meeting")
    qtbot.addWidget(choice)
    choice.show()
    told: list[object] = []
    choice.changed.connect(told.append)
    assert choice.value() == "plan"
    qtbot.keyClick(choice.button("plan"), Qt.Key.Key_Right)
    qtbot.keyClick(choice.button("record"), Qt.Key.Key_Left)
    qtbot.keyClick(choice.button("plan"), Qt.Key.Key_Left)
    assert told == ["record", "plan", "after"]
    choice.set_value("record")
    assert told == ["record", "plan", "after"]
    stops = [button.focusPolicy() == Qt.FocusPolicy.StrongFocus for button in choice.findChildren(QPushButton)]
    assert stops.count(True) == 1


def test_a_long_link_in_a_banner_goes_on_to_the_next_line_where_the_room_ends(qtbot: QtBot) -> None:
    words = "Site, room, companion, interpreter and staff are booked for 23 Dec 2026: rebook them."
    banner = Banner("warning", "Moved.", "It hangs on it:", links=[(words, lambda: None)])
    qtbot.addWidget(banner)
    banner.setFixedWidth(300)
    banner.show()
    link = banner.links[0]
    qtbot.waitUntil(lambda: link.height() >= 2 * theme.metrics("body").height())
    assert link.geometry().right() < banner.width()
    assert banner.minimumSizeHint().width() < 300


def test_two_banners_are_shown_and_the_rest_counted(qtbot: QtBot) -> None:
    stack = BannerStack()
    qtbot.addWidget(stack)
    assert stack.isHidden()
    stack.show()
    for number in range(4):
        stack.add(Banner("warning", f"Clash {number}.", key=str(number)))
    shown = [banner for banner in stack.banners() if not banner.isHidden()]
    assert [banner.sentence for banner in shown] == ["Clash 3.", "Clash 2."]
    more = stack.findChild(LinkButton, "moreBanners")
    assert more.text() == "and 2 more"
    more.click()
    assert all(not banner.isHidden() for banner in stack.banners())
    for number in range(4):
        stack.remove(str(number))
    assert stack.isHidden()


def test_a_banner_of_the_same_matter_replaces_the_older_one(qtbot: QtBot) -> None:
    stack = BannerStack()
    qtbot.addWidget(stack)
    stack.add(Banner("error", "Not saved.", key="save"))
    stack.add(Banner("error", "Still not saved.", key="save"))
    assert [banner.sentence for banner in stack.banners()] == ["Still not saved."]


def test_a_banner_acts_and_reads_its_kind_and_text(qtbot: QtBot) -> None:
    done: list[str] = []
    banner = Banner(
        "error",
        "Not saved: <B> & co.",
        "Your text is kept.",
        [("Compare versions...", lambda: done.append("compare"))],
        links=[("1. Served on", lambda: done.append("served"))],
    )
    qtbot.addWidget(banner)
    assert banner.accessibleName() == "Error: Not saved: <B> & co. Your text is kept."
    assert "&lt;B&gt; &amp; co." in banner.words.text()
    banner.buttons[0].click()
    banner.links[0].click()
    assert done == ["compare", "served"]
    with pytest.raises(ValueError, match="two"):
        Banner("info", "x", actions=[("a", print)] * 3)


def test_pills_go_on_to_the_next_line_when_the_room_ends(qtbot: QtBot) -> None:
    row = FlowRow(*(StatusPill("ok", f"Evidence number {number}") for number in range(6)))
    qtbot.addWidget(row)
    assert row.heightForWidth(1400) < 30
    assert row.heightForWidth(300) > 3 * row.heightForWidth(1400)
    row.set_widgets(StatusPill("ok", "One"))
    assert row.flow.count() == 1


def test_a_card_opens_and_closes_and_says_which(qtbot: QtBot) -> None:
    card = Card("Other adjustments", note="not special measures", collapsible=True)
    qtbot.addWidget(card)
    assert card.opener is not None
    card.opener.click()
    assert not card.is_open()
    assert card.opener.accessibleName() == "Open Other adjustments"


def test_facts_read_with_what_they_are(qtbot: QtBot) -> None:
    rows = KeyValueRows()
    qtbot.addWidget(rows)
    rows.set_rows([("Route", "Through the adviser first"), ("Phone", LinkButton("Reveal"))])
    shown = rows.add_row("Post", "Do not send", role="overdue")
    assert shown.accessibleName() == "Post: Do not send"
    rows.set_rows([("Route", "Direct")])
    assert [label.text() for label in rows.findChildren(QLabel) if not label.isHidden()] == ["Route", "Direct"]


@pytest.fixture
def frame(qtbot: QtBot) -> AppFrame:
    made = AppFrame()
    qtbot.addWidget(made)
    made.menus.addMenu("&File")
    for key, title in (("worklist", "Worklist"), ("cases", "Cases"), ("reports", "Reports")):
        made.add_page(key, key, title, QLabel(title))
    made.rail.add_action("lock", "lock", "Lock")
    made.set_user_text("R. Okafor · Prosecutor")
    made.show_page("worklist")
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_title_never_says_more_than_the_name(frame: AppFrame) -> None:
    frame.set_status("Saved 09:41")
    frame.show_page("cases")
    assert frame.windowTitle() == "VictimPlanner"


def test_the_rail_moves_by_arrows_and_only_asks(qtbot: QtBot, frame: AppFrame) -> None:
    asked: list[str] = []
    frame.page_asked.connect(asked.append)
    frame.activateWindow()
    frame.rail.setFocus()
    qtbot.waitUntil(frame.rail.button("worklist").hasFocus)
    qtbot.keyClick(frame.rail.button("worklist"), Qt.Key.Key_Down)
    assert frame.rail.button("cases").hasFocus()
    assert frame.current_page() == "worklist"
    qtbot.keyClick(frame.rail.button("cases"), Qt.Key.Key_Return)
    qtbot.keyClick(frame.rail.button("cases"), Qt.Key.Key_End)
    assert frame.rail.button("lock").hasFocus()
    qtbot.keyClick(frame.rail.button("lock"), Qt.Key.Key_Space)
    assert asked == ["cases", "lock"]


def test_a_page_may_be_made_when_first_shown_and_dropped_at_lock(frame: AppFrame) -> None:
    made: list[QWidget] = []

    def make() -> QWidget:
        made.append(QWidget())
        return made[-1]

    frame.add_hidden_page("case", make)
    assert made == []
    frame.show_page("case", mark="cases")
    frame.show_page("case", mark="cases")
    assert len(made) == 1
    assert frame.rail.button("cases").isChecked()
    frame.forget_pages()
    frame.show_page("case")
    assert len(made) == 2


def test_a_locked_window_keeps_the_marking_and_nothing_else(frame: AppFrame) -> None:
    lock = QLabel("Unlock vault")
    frame.set_lock_page(lock)
    frame.set_practice(True)
    frame.set_locked(True)
    assert frame.pages.currentWidget() is lock
    assert [frame.rail.isVisible(), frame.menus.isVisible(), frame.user.text()] == [False, False, ""]
    assert frame.marking.isVisible()
    assert frame.practice.isVisible()
    frame.show_page("reports")
    assert frame.pages.currentWidget() is lock
    frame.set_locked(False)
    assert frame.pages.currentWidget() is frame.page("reports")
    assert frame.rail.isVisible()


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_the_frame_fits_a_small_screen_at_every_text_size(
    qtbot: QtBot, qapp: QApplication, frame: AppFrame, scale: int
) -> None:
    try:
        theme.set_text_scale(qapp, scale)
        frame.resize(1280, 720)
        qtbot.wait(10)
        assert frame.minimumSizeHint().height() <= 720
        assert frame.minimumSizeHint().width() <= 1280
        for key in ("worklist", "cases", "reports", "lock"):
            button = frame.rail.button(key)
            assert button.height() >= button.sizeHint().height()
            assert button.fontMetrics().horizontalAdvance(button.text()) <= frame.rail.width()
    finally:
        theme.set_text_scale(qapp, 100)


def test_key_hints_are_whole_for_readers_even_when_cut(frame: AppFrame) -> None:
    frame.set_key_hints([("Enter", "Open"), ("Ctrl+D", "Done")])
    assert frame.keys.accessibleName() == "Enter Open   Ctrl+D Done"


def test_the_recorder_answers_like_the_real_dialogs(qtbot: QtBot) -> None:
    recorder: Dialogs = RecorderDialogs(confirms=False, discard="save")
    real: Dialogs = QtDialogs()
    assert recorder.ask_discard() == "save"
    assert recorder.confirm("Delete meeting", "It goes to the bin.", "Delete meeting") is False
    public = {name for name in dir(Dialogs) if not name.startswith("_")}
    assert public <= set(dir(real)) & set(dir(recorder))


def _answer(qtbot: QtBot, words: str) -> None:
    """Press a button of the question on screen."""

    def shown() -> QPushButton | None:
        box = QApplication.activeModalWidget()
        buttons = box.findChildren(QPushButton) if box else []
        return next((button for button in buttons if button.text() == words), None)

    def press() -> None:
        button = shown()
        if button is None:
            QTimer.singleShot(10, press)
        else:
            button.click()

    QTimer.singleShot(0, press)


@pytest.mark.parametrize(("words", "answer"), [("Save", "save"), ("Don’t save", "discard"), ("Keep editing", "keep")])
def test_leaving_unsaved_work_asks_in_verbs(qtbot: QtBot, words: str, answer: str) -> None:
    _answer(qtbot, words)
    assert QtDialogs().ask_discard("Part 2 has unsaved changes.") == answer


@pytest.mark.parametrize(("words", "answer"), [("Delete meeting", True), ("Cancel", False)])
def test_a_question_carries_its_verb_and_cancel(qtbot: QtBot, words: str, answer: bool) -> None:
    _answer(qtbot, words)
    assert QtDialogs().confirm("Delete meeting", "It goes to the bin.", "Delete meeting", dangerous=True) is answer
