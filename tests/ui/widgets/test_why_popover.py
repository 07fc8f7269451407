"""Why this date: the steps and the strip of days, by keyboard, at any text size, also where there is no date."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.deadlines import Start, Working, work_out
from victimplanner.storage.resource_files import load_holiday_list, load_rule_book
from victimplanner.ui import theme
from victimplanner.ui.widgets.why_popover import DayStrip, WhyPopover, show_why, strip_words

PLEA = dt.date(2026, 11, 18)


def working(on: dt.date | None = PLEA, court: str = "crown", missing: str = "") -> Working:
    rule = load_rule_book().deadline("application", PLEA)
    start = Start("D1", "Not guilty plea of D1, Wed 18 Nov 2026", on, missing, key=court)
    return work_out(rule, start, Calendar(load_holiday_list()))


def open_popover(qtbot: QtBot, shown: Working) -> tuple[WhyPopover, QPushButton]:
    anchor = QPushButton("Why this date?")
    qtbot.addWidget(anchor)
    with qtbot.waitActive(anchor):
        anchor.show()
    anchor.setFocus()
    popover = show_why(shown, anchor)
    qtbot.waitUntil(popover.isVisible)
    return popover, anchor


def shut(qtbot: QtBot, popover: WhyPopover) -> None:
    """Close and wait until it is gone, before the window under it goes."""
    with qtbot.waitSignal(popover.destroyed):
        popover.close()


def texts(popover: WhyPopover) -> list[str]:
    return [found.text() for found in popover.findChildren(QLabel)]


def test_it_shows_every_step_in_the_words_of_the_paper(qtbot: QtBot) -> None:
    shown = working()
    popover, _anchor = open_popover(qtbot, shown)
    assert popover.title.text() == "Why Wed 2 Dec 2026?"
    for step in shown.steps:
        assert step.label in texts(popover)
        assert step.label == "Count" or step.text in texts(popover)
    assert popover.strip is not None
    assert popover.accessibleDescription() == shown.as_text()
    shut(qtbot, popover)


def test_the_strip_says_each_day_in_words(qtbot: QtBot) -> None:
    count = working().count
    assert count is not None
    words = strip_words(count)
    assert words.startswith("10 business days. Thu 19 Nov is 1; Fri 20 Nov is 2; Sat 21 Nov not counted, Saturday;")
    assert words.endswith("Wed 2 Dec is 10.")
    strip = DayStrip(count)
    qtbot.addWidget(strip)
    assert strip.accessibleName() == f"Count: {words}"


@pytest.mark.parametrize(("width", "columns", "lines"), [(500, 14, 3), (410, 14, 3), (300, 7, 5), (100, 3, 10)])
def test_the_strip_wraps_after_a_fortnight_and_earlier_where_it_is_narrow(
    qtbot: QtBot, width: int, columns: int, lines: int
) -> None:
    strip = DayStrip(Calendar(load_holiday_list()).calendar_days_after(PLEA, 30))
    qtbot.addWidget(strip)
    assert (strip.columns(width), strip.lines(width)) == (columns, lines)
    assert strip.heightForWidth(width) > (lines - 1) * strip.heightForWidth(1000) / 3


def test_the_last_day_is_filled_and_days_left_out_are_grey(qtbot: QtBot) -> None:
    count = working().count
    assert count is not None
    strip = DayStrip(count)
    qtbot.addWidget(strip)
    strip.resize(strip.sizeHint().width(), strip.heightForWidth(500))
    picture = strip.grab().toImage()
    cell = theme.px(29)
    ratio = picture.devicePixelRatio()

    def fill(place: int) -> str:
        return picture.pixelColor(round((place * cell + 2) * ratio), round(2 * ratio)).name().upper()

    assert fill(0) == theme.hex_colour("panel").upper()
    assert fill(2) == theme.hex_colour("sunk").upper()  # Saturday
    assert fill(len(count.days) - 1) == theme.hex_colour("accent").upper()


def test_the_focus_moves_in_and_escape_takes_it_back(qtbot: QtBot) -> None:
    popover, anchor = open_popover(qtbot, working())
    assert popover.focusWidget() is popover.copy_button
    qtbot.keyClick(popover.copy_button, Qt.Key.Key_Tab)
    assert popover.focusWidget() is popover.close_button
    with qtbot.waitSignal(popover.destroyed):
        qtbot.keyClick(popover.close_button, Qt.Key.Key_Escape)
    qtbot.waitUntil(anchor.hasFocus)


def test_enter_copies_the_working(qtbot: QtBot, qapp: QApplication) -> None:
    shown = working()
    popover, _anchor = open_popover(qtbot, shown)
    qtbot.keyClick(popover.copy_button, Qt.Key.Key_Return)
    assert qapp.clipboard().text() == f"Why Wed 2 Dec 2026?\n{shown.as_text()}"
    assert popover.copied.text() == "Copied."
    shut(qtbot, popover)


@pytest.mark.parametrize(
    ("shown", "result"),
    [
        (working(None, missing="the date of the not guilty plea of D1 is missing"), "the date of the not guilty plea"),
        (working(court="unknown"), "the court is not recorded"),
    ],
)
def test_where_there_is_no_date_it_says_what_is_missing(qtbot: QtBot, shown: Working, result: str) -> None:
    popover, _anchor = open_popover(qtbot, shown)
    assert popover.title.text() == "Why no date?"
    assert popover.strip is None
    assert any(f"Cannot be worked out: {result}" in text for text in texts(popover))
    shut(qtbot, popover)


def test_it_stays_on_the_screen_and_scrolls_by_keyboard_at_double_text(qtbot: QtBot, qapp: QApplication) -> None:
    theme.set_text_scale(qapp, 200)
    try:
        popover, anchor = open_popover(qtbot, working())
        screen = anchor.screen().availableGeometry()
        assert screen.contains(popover.geometry())
        bar = popover.page.verticalScrollBar()
        before = bar.value()
        qtbot.keyClick(popover, Qt.Key.Key_PageDown)
        assert bar.value() > before or bar.maximum() == 0
        shut(qtbot, popover)
    finally:
        theme.set_text_scale(qapp, 100)
