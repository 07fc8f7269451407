"""Tables and grouped lists: models keep Qt's rules, keys work, cells read as words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from victimplanner.ui import theme
from victimplanner.ui.widgets import (
    Column,
    GroupedList,
    GroupedModel,
    Pill,
    RecordRole,
    RecordTable,
    RecordTableModel,
    ScrollPage,
)
from victimplanner.ui.widgets.column_widths import Needs, share_widths
from victimplanner.ui.widgets.record_delegate import RecordDelegate, matched_spans
from victimplanner.ui.widgets.record_model import SortRole


@dataclass(frozen=True)
class Row:
    id: str
    urn: str
    due: date | None
    note: str = ""


ROWS = [
    Row("a", "10AB/12345/26", date(2026, 12, 2), "R v Marrick"),
    Row("b", "11CD/20417/26", None, "R v Pellow"),
    Row("c", "17EF/00931/26", date(2026, 11, 24), "R v Ostrander"),
]
COLUMNS = (
    Column("URN", lambda row: row.urn, lambda row: row.note, bold=True, width=140),
    Column(
        "Due",
        lambda row: str(row.due or "–"),
        pill=lambda row: ("today", "Due today") if row.due else None,
        sort=lambda row: row.due,
        tooltip=lambda row: f"Worked out for {row.urn}",
        width=120,
    ),
)


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    made = RecordTable(COLUMNS, "Cases", sortable=True)
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.set_rows(ROWS)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_table_model_keeps_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = RecordTableModel(COLUMNS)
    model.set_rows(ROWS)
    qtmodeltester.check(model, force_py=True)
    assert model.rowCount(model.index(0, 0)) == 0


def test_the_grouped_model_keeps_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = GroupedModel(COLUMNS)
    model.set_groups([("Overdue", "Do these first", ROWS[:1]), ("Empty", "", []), ("Later", "", ROWS[1:])])
    qtmodeltester.check(model, force_py=True)


def test_a_cell_gives_its_record_its_sort_value_and_its_words() -> None:
    model = RecordTableModel(COLUMNS)
    model.set_rows(ROWS)
    assert model.index(0, 1).data(RecordRole) is ROWS[0]
    assert model.index(0, 1).data(SortRole) == date(2026, 12, 2)
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Due: Due today"
    assert model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Due: –"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "URN: 10AB/12345/26, R v Marrick"
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "Worked out for 10AB/12345/26"


@pytest.mark.parametrize(
    ("order", "ids"), [(Qt.SortOrder.AscendingOrder, "cab"), (Qt.SortOrder.DescendingOrder, "acb")]
)
def test_sorting_uses_the_value_and_leaves_what_is_not_known_last(order: Qt.SortOrder, ids: str) -> None:
    model = RecordTableModel(COLUMNS)
    model.set_rows(ROWS)
    model.sort(1, order)
    assert "".join(row.id for row in model.rows()) == ids


def test_the_current_record_stays_current_through_a_sort_and_a_new_list(table: RecordTable) -> None:
    table.select_record(ROWS[2])
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert table.current_record() is ROWS[2]
    newer = Row("c", "17EF/00931/26", date(2026, 11, 24), "changed")
    table.set_rows([ROWS[1], newer])
    assert table.current_record() is newer


def test_when_the_current_record_goes_its_neighbour_becomes_current(table: RecordTable) -> None:
    table.select_row(1)
    table.set_rows([ROWS[0], ROWS[2]])
    assert table.current_record() is ROWS[2]
    heard: list[Any] = []
    table.current_record_changed.connect(heard.append)
    table.set_rows([])
    assert table.current_record() is None
    assert heard == [None]


def test_arrows_move_and_enter_opens_the_record(qtbot: QtBot, table: RecordTable) -> None:
    opened: list[Any] = []
    moved: list[Any] = []
    table.setFocus(Qt.FocusReason.TabFocusReason)
    table.select_row(0)
    table.record_activated.connect(opened.append)
    table.current_record_changed.connect(moved.append)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [ROWS[1]]
    assert moved == [ROWS[1]]
    assert table.currentIndex().column() == 1


def test_tab_leaves_a_table(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    assert not RecordTable(COLUMNS, "Cases", parent=page).tabKeyNavigation()


def test_rows_grow_with_the_text(qtbot: QtBot, qapp: QApplication, table: RecordTable) -> None:
    qtbot.waitUntil(lambda: table.rowHeight(0) >= theme.ROW_HEIGHT_TWO_LINES)
    before = table.rowHeight(0)
    try:
        theme.set_text_scale(qapp, 200)
        qtbot.waitUntil(lambda: table.rowHeight(0) > 1.7 * before)
    finally:
        theme.set_text_scale(qapp, 100)


def test_a_long_cell_wraps_instead_of_being_cut(qtbot: QtBot, table: RecordTable) -> None:
    table.set_rows(
        [*ROWS, Row("d", "17GH/01204/26", None, "a long second line that wants more room than the column has")]
    )
    table.setColumnWidth(0, 140)
    qtbot.waitUntil(lambda: table.rowHeight(3) > table.rowHeight(0))


def test_columns_share_the_width_and_never_break_a_word() -> None:
    columns = (Column("A", str, width=100), Column("B", str, width=100, stretch=1), Column("C", str, width=100))
    assert sum(share_widths(columns, 700).values()) == 700
    assert share_widths(columns, 700)[0] == 100
    assert share_widths(columns, 700, {1})[2] == 600
    tight = share_widths(columns, 10, needs=Needs({0: 90}, {2: 140}))
    assert (tight[0], tight[1], tight[2]) == (90, 44, 140)
    assert share_widths((), 100) == {}


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("10AB/12345/26", "123", ["123"]),
        ("10AB/12345/26", "ab123", ["AB/123"]),
        ("17EF/01123/25", "1123", ["1123"]),
        ("R v Marrick", "rvm", ["R v M"]),
        ("R v Marrick", "", []),
        ("R v Marrick", "zz", []),
        ("W1, W2", "w", ["W", "W"]),
    ],
)
def test_matches_are_found_whatever_the_spaces_slashes_and_case(text: str, wanted: str, found: list[str]) -> None:
    assert [text[start : start + length] for start, length in matched_spans(text, wanted)] == found


def _picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_the_current_cell_carries_the_focus_ring_only_while_focused(qtbot: QtBot, table: RecordTable) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    table.select_row(1)
    table.activateWindow()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(table.hasFocus)
    ring = theme.colour("focus").name()
    corner = table.visualRect(table.currentIndex()).topLeft()
    assert _picture(table.viewport()).pixelColor(corner).name() == ring
    table.clearFocus()
    assert _picture(table.viewport()).pixelColor(corner).name() != ring


@pytest.fixture
def grouped(qtbot: QtBot) -> GroupedList:
    made = GroupedList(COLUMNS, "Worklist")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.set_groups([("Overdue", "Do these first", ROWS[:1]), ("Today", "", ROWS[1:])])
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_group_says_its_number_and_closes_by_key(qtbot: QtBot, grouped: GroupedList) -> None:
    header = grouped.groups.index(1, 0)
    assert header.data(Qt.ItemDataRole.AccessibleTextRole) == "Today, 2"
    assert header.data(Qt.ItemDataRole.DisplayRole) == "Today (2)"
    grouped.setCurrentIndex(header)
    qtbot.keyClick(grouped, Qt.Key.Key_Left)
    assert not grouped.isExpanded(header)
    qtbot.keyClick(grouped, Qt.Key.Key_Return)
    assert grouped.isExpanded(grouped.groups.index(1, 0))


def test_a_closed_group_stays_closed_when_the_list_is_counted_again(grouped: GroupedList) -> None:
    grouped.collapse(grouped.groups.index(1, 0))
    grouped.set_groups([("Overdue", "", ROWS[:1]), ("Today", "", ROWS[1:]), ("This week", "", [])])
    assert not grouped.isExpanded(grouped.groups.index(1, 0))
    assert grouped.isExpanded(grouped.groups.index(0, 0))


def test_down_goes_through_group_rows_and_enter_opens_a_record(qtbot: QtBot, grouped: GroupedList) -> None:
    opened: list[Any] = []
    grouped.record_activated.connect(opened.append)
    grouped.select_first()
    assert grouped.current_record() is ROWS[0]
    qtbot.keyClick(grouped, Qt.Key.Key_Down)
    assert grouped.current_record() is None
    qtbot.keyClick(grouped, Qt.Key.Key_Down)
    qtbot.keyClick(grouped, Qt.Key.Key_Return)
    assert opened == [ROWS[1]]
    qtbot.keyClick(grouped, Qt.Key.Key_Left)
    assert grouped.currentIndex() == grouped.groups.index(1, 0)


def test_a_record_that_is_still_listed_stays_current(grouped: GroupedList) -> None:
    grouped.select_record(ROWS[2])
    grouped.set_groups([("Later", "", [ROWS[2], ROWS[0]])])
    assert grouped.current_record() is ROWS[2]
    grouped.set_groups([])
    assert grouped.current_record() is None
    assert grouped.currentIndex() == QModelIndex()


def test_every_kind_of_pill_is_drawn_in_a_cell(qtbot: QtBot) -> None:
    kinds = [
        Pill(kind, kind.title()) for kind in ("overdue", "today", "info", "ok", "refused", "grey", "unknown", "draft")
    ]
    table = RecordTable((Column("State", lambda pill: pill.word, pill=lambda pill: pill, width=200),), "States")
    qtbot.addWidget(table)
    table.resize(300, 400)
    table.set_rows(kinds)
    table.show()
    image = _picture(table.viewport())
    seen = {image.pixelColor(x, y).name() for x in range(140) for y in range(image.height())}
    for pill in kinds:
        assert theme.colour(pill.kind).name() in seen, pill.kind


def test_the_page_follows_the_current_row_of_a_table_that_is_shown_whole(qtbot: QtBot) -> None:
    page = ScrollPage()
    qtbot.addWidget(page)
    table = RecordTable(COLUMNS, "Steps")
    table.set_rows(Row(str(number), f"10AB/{number:05}/26", None) for number in range(40))
    table.show_whole()
    page.body.addWidget(table)
    page.resize(400, 200)
    with qtbot.waitActive(page):
        page.show()
    table.setFocus()
    table.select_row(0)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 200)
    for _ in range(30):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    row = table.visualRect(table.currentIndex())
    assert 0 <= table.viewport().mapTo(page.viewport(), row.topLeft()).y() <= page.viewport().height() - row.height()


def test_columns_hidden_where_the_room_is_narrow_come_back_with_their_share(qtbot: QtBot) -> None:
    table = RecordTable(COLUMNS, "Steps")
    qtbot.addWidget(table)
    table.set_rows(ROWS)
    table.resize(600, 200)
    table.show()
    table.content_height()
    whole = table.columnWidth(1)
    table.hide_columns({1})
    table.content_height()
    assert table.isColumnHidden(1)
    table.hide_columns(())
    table.content_height()
    assert table.columnWidth(1) == whole


def test_the_rows_of_a_grouped_list_are_measured_once_it_is_shown_and_at_its_own_width(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    widths: list[float] = []
    measured = RecordDelegate.cell_height

    def noted(delegate: RecordDelegate, cell: Any, width: float) -> int:
        widths.append(width)
        return measured(delegate, cell, width)

    monkeypatch.setattr(RecordDelegate, "cell_height", noted)
    view = GroupedList(COLUMNS, "Worklist")
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.set_groups([("Overdue", "", ROWS)])
    view.select_first()
    assert widths == []
    view.show()
    view.grab()  # the first frame
    assert set(widths) == {float(view.columnWidth(number)) for number in range(len(COLUMNS))}
