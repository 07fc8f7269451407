"""Fields: values in and out, only the person's changes are told, errors name the cure."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from victimplanner.domain.errors import Problem
from victimplanner.ui.widgets import (
    CheckField,
    ChoiceField,
    DateField,
    FieldGrid,
    LineField,
    SearchBox,
    TextField,
    TimeField,
    show_problems,
)


def a_date_field() -> DateField:
    return DateField("Served on", lambda: date(2026, 11, 25), name="served_on")


FIELDS = {
    "line": (lambda: LineField("User", name="user"), "r.okafor", "a.other"),
    "text": (lambda: TextField("Own words", name="own_words"), "one\ntwo", "three"),
    "choice": (lambda: ChoiceField("View", [(None, "Not asked"), ("yes", "Wants")], name="view"), "yes", None),
    "check": (lambda: CheckField("Safe contact confirmed", name="confirmed"), True, False),
    "date": (a_date_field, date(2026, 12, 2), None),
    "time": (lambda: TimeField("Start", name="starts_at"), time(10, 30), None),
}


@pytest.mark.parametrize("kind", FIELDS)
def test_a_value_written_reads_back_and_is_not_told_as_a_change(qtbot: QtBot, kind: str) -> None:
    make, first, second = FIELDS[kind]
    field = make()
    qtbot.addWidget(field)
    told: list[int] = []
    field.changed.connect(lambda: told.append(1))
    for value in (first, second, first):
        field.set_value(value)
        assert field.value() == value
    assert told == []


@pytest.mark.parametrize("kind", FIELDS)
def test_every_editor_has_a_name_for_tests_and_for_readers(qtbot: QtBot, kind: str) -> None:
    field = FIELDS[kind][0]()
    qtbot.addWidget(field)
    assert field.editor.objectName()
    assert field.editor.accessibleName() == field.words
    field.set_error("Say who was told.")
    assert "Say who was told." in field.editor.accessibleDescription()
    assert field.error_text() == "Say who was told."
    field.set_error("")
    assert "Say who" not in field.editor.accessibleDescription()


def test_writing_the_same_text_never_moves_the_cursor(qtbot: QtBot) -> None:
    line = LineField("User", name="user")
    text = TextField("Own words", name="own_words")
    for field in (line, text):
        qtbot.addWidget(field)
    line.set_value("abcdef")
    line.line.setCursorPosition(3)
    line.set_value("abcdef")
    assert line.line.cursorPosition() == 3
    text.set_value("abcdef")
    cursor = text.text_edit.textCursor()
    cursor.setPosition(4)
    text.text_edit.setTextCursor(cursor)
    text.set_value("abcdef")
    assert text.text_edit.textCursor().position() == 4


def test_typing_is_told_each_time(qtbot: QtBot) -> None:
    field = LineField("User", name="user")
    qtbot.addWidget(field)
    told: list[str] = []
    field.changed.connect(lambda: told.append(field.value()))
    qtbot.keyClicks(field.line, "abc")
    assert told == ["a", "ab", "abc"]


def test_a_typed_date_is_shown_in_full_when_left(qtbot: QtBot) -> None:
    field = a_date_field()
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, "2/12/26")
    assert field.value() == date(2026, 12, 2)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.text() == "Wed 2 Dec 2026"
    assert field.value() == date(2026, 12, 2)


def test_a_date_that_is_none_says_so_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    field = a_date_field()
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field.line, "31 Nov 2026")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.error_text() == "31 November is not a date. Enter a day from 1 to 30."
    assert field.error.isVisible()
    assert field.text() == "31 Nov 2026"
    assert field.value() is None
    assert field.problem()
    qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.error_text() == ""


def test_the_calendar_opens_by_key_and_a_day_chosen_is_told(qtbot: QtBot) -> None:
    field = a_date_field()
    qtbot.addWidget(field)
    field.show()
    told: list[date | None] = []
    field.changed.connect(lambda: told.append(field.value()))
    qtbot.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field._popup
    assert popup is not None
    assert popup.isVisible()
    assert popup.calendar.selectedDate() == QDate(2026, 11, 25)
    popup.calendar.clicked.emit(QDate(2026, 12, 2))
    assert not popup.isVisible()
    assert told == [date(2026, 12, 2)]
    assert field.text() == "Wed 2 Dec 2026"


def test_escape_closes_the_calendar_and_changes_nothing(qtbot: QtBot) -> None:
    field = a_date_field()
    qtbot.addWidget(field)
    field.show()
    field.open_calendar()
    assert field._popup is not None
    qtbot.keyClick(field._popup, Qt.Key.Key_Escape)
    assert not field._popup.isVisible()
    assert field.value() is None


def test_a_choice_changes_by_key_and_is_told_once(qtbot: QtBot) -> None:
    field = ChoiceField("View", [("no", "Does not want"), ("yes", "Wants")], name="view")
    qtbot.addWidget(field)
    told: list[str] = []
    field.changed.connect(lambda: told.append(field.value()))
    qtbot.keyClick(field.box, Qt.Key.Key_Down)
    assert told == ["yes"]
    field.set_choices([("yes", "Wants"), ("only", "Only if")])
    assert field.value() == "yes"
    assert told == ["yes"]


def test_a_tick_by_space_or_on_the_words_is_told(qtbot: QtBot) -> None:
    field = CheckField("Safe contact confirmed", name="confirmed")
    qtbot.addWidget(field)
    field.show()
    told: list[bool] = []
    field.changed.connect(lambda: told.append(field.value()))
    qtbot.keyClick(field.box, Qt.Key.Key_Space)
    qtbot.mouseClick(field.text, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert told == [True, False]


def test_tab_leaves_a_field_of_several_lines(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    text, line = TextField("Own words", name="own_words"), LineField("User", name="user")
    box.addWidget(text)
    box.addWidget(line)
    page.show()
    page.activateWindow()
    text.setFocus()
    qtbot.waitUntil(text.text_edit.hasFocus)
    qtbot.keyClick(text.text_edit, Qt.Key.Key_Tab)
    assert line.line.hasFocus()
    assert text.value() == ""


def test_a_field_of_several_lines_grows_with_its_text(qtbot: QtBot) -> None:
    field = TextField("Own words", name="own_words", lines=2, most_lines=6)
    qtbot.addWidget(field)
    field.resize(400, 300)
    field.show()
    before = field.text_edit.height()
    field.set_value("\n".join("abcde"))
    qtbot.waitUntil(lambda: field.text_edit.height() > before)
    tall = field.text_edit.height()
    field.set_value("\n" * 40)
    qtbot.waitUntil(lambda: field.text_edit.height() > tall)
    assert field.text_edit.height() < 3 * tall


def test_the_eye_shows_and_hides_a_passphrase_by_key(qtbot: QtBot) -> None:
    field = LineField("&Passphrase", name="passphrase", password=True)
    qtbot.addWidget(field)
    eye = field.line.end_button
    assert eye is not None
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    assert eye.accessibleName() == "Show passphrase"
    qtbot.keyClick(eye, Qt.Key.Key_Space)
    assert field.line.echoMode() == QLineEdit.EchoMode.Normal
    assert eye.accessibleName() == "Hide passphrase"


def test_problems_go_to_their_fields_and_the_rest_is_given_back(qtbot: QtBot) -> None:
    fields = {"user": LineField("User", name="user"), "served_on": a_date_field()}
    for field in fields.values():
        qtbot.addWidget(field)
    fields["user"].set_error("old")
    left = show_problems(fields, [Problem("served_on", "Enter the day."), Problem("", "Reasons are needed.")])
    assert left == ["Reasons are needed."]
    assert fields["served_on"].error_text() == "Enter the day."
    assert fields["user"].error_text() == ""


def test_escape_clears_a_search_and_down_leaves_it(qtbot: QtBot) -> None:
    search = SearchBox("Filter this list")
    qtbot.addWidget(search)
    left: list[int] = []
    search.left_downwards.connect(lambda: left.append(1))
    qtbot.keyClicks(search, "123")
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert left == [1]
    assert search.text() == ""


def test_a_grid_of_fields_takes_fewer_columns_when_narrow(qtbot: QtBot) -> None:
    grid = FieldGrid(4)
    qtbot.addWidget(grid)
    fields = [grid.add(LineField(f"Field {number}", name=f"field_{number}")) for number in range(4)]
    grid.resize(900, 200)
    grid.show()
    qtbot.waitUntil(lambda: len({field.y() for field in fields}) == 1)
    grid.resize(360, 400)
    qtbot.waitUntil(lambda: len({field.y() for field in fields}) == 2)
