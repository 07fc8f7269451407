"""The Reports page: every number opens the list behind it, nothing is a nought that was not counted, nobody is named."""

from __future__ import annotations

import csv
import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.office_copies import practice_copy
from tests.offices import empty_office
from victimplanner.domain.access import ACTIONS
from victimplanner.domain.people import UserRole
from victimplanner.domain.plot_parts import percent
from victimplanner.domain.reports.choosing import Who
from victimplanner.domain.reports.figures import Figure
from victimplanner.domain.reports.rows import DutyRow
from victimplanner.services.cases import read_cases
from victimplanner.services.context import App
from victimplanner.services.practice import fill_practice
from victimplanner.services.report_files import Content, FileForm, FileRequest
from victimplanner.ui import theme
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.reports.choosing import WHOLE, choices_of, key_of
from victimplanner.ui.screens.reports.figure_card import cell_words
from victimplanner.ui.screens.reports.list_dialog import ListDialog
from victimplanner.ui.screens.reports.periods import OWN, USUAL, periods
from victimplanner.ui.screens.reports.view import ReportsView
from victimplanner.ui.screens.reports.view_model import ReportsViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import TaskRunner
from victimplanner.ui.widgets.form_dialog import FormDialog

ENOUGH_MS = 60_000


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The practice office, only to look at: its rows are counted once for all tests."""
    opened = practice_copy(tmp_path_factory.mktemp("reports"))
    yield opened
    opened.close()


@pytest.fixture
def looking(office: App, qapp: QApplication, dialogs: RecorderDialogs) -> Iterator[Session]:
    tasks = TaskRunner()
    yield Session(office, dialogs, tasks)
    tasks.close()


@pytest.fixture
def model(looking: Session, qtbot: QtBot) -> ReportsViewModel:
    return counted(ReportsViewModel(looking), qtbot)


@pytest.fixture
def view(looking: Session, qtbot: QtBot) -> ReportsView:
    return shown(looking, qtbot)


def shown(session: Session, qtbot: QtBot) -> ReportsView:
    made = ReportsView(session)
    qtbot.addWidget(made)
    made.resize(1290, 690)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.arrive()
    wait_for(made.view_model, qtbot)
    return made


def counted(model: ReportsViewModel, qtbot: QtBot) -> ReportsViewModel:
    model.arrive()
    wait_for(model, qtbot)
    return model


def wait_for(model: ReportsViewModel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not model.state.is_counting, timeout=ENOUGH_MS)


def figures(model: ReportsViewModel) -> dict[str, Figure]:
    return {figure.id: figure for figure in model.state.all_figures}


def the_list(view: ReportsView) -> ListDialog:
    return next(dialog for dialog in view.findChildren(ListDialog) if dialog.isVisible())


def words_on(widget: QWidget) -> str:
    """Every word that is shown or read out."""
    parts = [widget, *widget.findChildren(QWidget)]
    texts = [f"{part.accessibleName()} {part.accessibleDescription()} {part.toolTip()}" for part in parts]
    return " ".join([*texts, *(p.text() for p in parts if isinstance(p, QLabel | QAbstractButton))])


# ---------------------------------------------------------------- every number and its list


def test_every_list_has_as_many_rows_as_its_number_says(model: ReportsViewModel) -> None:
    seen = 0
    for figure in figures(model).values():
        for choice in choices_of(figure):
            _kind, rows = model.rows_behind(figure.id, choice.key)
            assert len(rows) == int(choice.words.rsplit(maxsplit=1)[1]), (figure.id, choice.words)
            assert {row.id for row in rows} == set(choice.rows)
            seen += 1
    assert seen > 100


def test_every_number_of_every_table_opens_a_list_of_that_many_rows(model: ReportsViewModel) -> None:
    seen = 0
    for figure in figures(model).values():
        first, last = 1, 1 + bool(figure.of) + len(figure.part_names)
        for at, line in enumerate(figure.table()):
            for column in range(first, last):
                _kind, rows = model.rows_behind(figure.id, key_of(figure, at, column))
                assert len(rows) == line[column], (figure.id, line[0], figure.header[column])
                seen += 1
    assert seen > 200


@pytest.mark.parametrize(("part", "whole"), [(49, 338), (1, 8), (199, 200), (1, 900)])
def test_a_share_in_a_table_is_the_share_of_its_plot(part: int, whole: int) -> None:
    assert cell_words(part / whole) == f"{percent(part, whole)}%"


def test_the_key_numbers_say_what_their_lists_hold(view: ReportsView) -> None:
    report = view.view_model.state.report
    assert report is not None
    for figure in report.key_numbers:
        number, title, _note = view.number(figure.id).words()
        assert (number, title) == (figure.words, figure.title)
        if number.isdigit():
            assert int(number) == len(view.view_model.rows_behind(figure.id, WHOLE)[1])


def test_enter_on_a_plot_opens_its_list_and_enter_there_opens_the_case_at_the_right_tab(view: ReportsView) -> None:
    asked: list[Destination] = []
    view.asked.connect(asked.append)
    card = view.card("by_right")
    card.focus_part()
    QTest.keyClick(card.plot_view, Qt.Key.Key_Return)
    dialog = the_list(view)
    dialog.table.select_row(3)
    row = dialog.table.current_record()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert asked == [Destination("case", row.case_id, row.witness_id, tab=row.act_at, subject_id=row.subject_id)]
    assert not dialog.isVisible()


def test_whoever_comes_back_from_a_case_finds_the_list_open_at_the_same_row(view: ReportsView) -> None:
    first = view.open_list("by_right", "sum:1")
    assert first is not None
    first.table.select_row(2)
    row = first.table.current_record()
    QTest.keyClick(first.table, Qt.Key.Key_Return)
    view.arrive()
    dialog = the_list(view)
    assert dialog.key() == "sum:1"
    assert dialog.table.current_record() == row
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    view.arrive()
    assert [found for found in view.findChildren(ListDialog) if found.isVisible()] == []


def test_closing_a_list_gives_the_focus_back_to_the_plot_it_was_opened_from(view: ReportsView) -> None:
    card = view.card("decisions")
    card.focus_part()
    QTest.keyClick(card.plot_view, Qt.Key.Key_Return)
    QTest.keyClick(the_list(view), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is card.plot_view


def test_t_swaps_plot_and_table_and_the_focus_stays_with_the_figure(view: ReportsView) -> None:
    card = view.card("by_right")
    card.focus_part()
    QTest.keyClick(card.plot_view, Qt.Key.Key_T)
    assert card.table is not None
    assert card.table.isVisible()
    assert not card.plot_view.isVisible()
    assert QApplication.focusWidget() is card.table
    QTest.keyClick(card.table, Qt.Key.Key_T)
    assert card.plot_view.isVisible()
    assert QApplication.focusWidget() is card.plot_view


def test_enter_on_a_number_of_the_table_opens_the_list_of_that_number(view: ReportsView) -> None:
    card = view.card("by_right")
    card.turn()
    assert card.table is not None
    figure = card.figure
    row, column = next(
        (at, 3) for at, line in enumerate(figure.table()) if isinstance(line[3], int) and line[3] > 0
    )  # met late
    card.table.setCurrentIndex(card.table.records.index(row, column))
    card.table.setFocus()
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    assert len(the_list(view).rows()) == figure.table()[row][column]


def test_tab_goes_through_a_card_as_it_is_read_and_on_to_the_next(view: ReportsView) -> None:
    one, two = view.card("applications"), view.card("decisions")
    one.swap.setFocus()
    way = []
    for _step in range(5):
        way.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert way == [one.swap, one.list_button, one.how, one.plot_view, two.swap]


def test_how_a_figure_is_counted_is_said_in_plain_sight(view: ReportsView) -> None:
    card = view.card("applications")
    assert not card.how_label.isVisible()
    card.how.click()
    assert card.how_label.isVisible()
    assert card.figure.definition in card.how_label.text()
    assert card.figure.denominator in card.how_label.text()


# ---------------------------------------------------------------- counting


def test_the_old_figures_stay_while_new_ones_are_counted(model: ReportsViewModel, qtbot: QtBot) -> None:
    before = model.state.report
    model.choose_who(Who.CHILDREN)
    assert model.state.is_counting
    assert model.state.report is before
    wait_for(model, qtbot)
    assert model.state.report != before


def test_counting_that_is_stopped_keeps_the_old_figures_and_says_so(view: ReportsView, qtbot: QtBot) -> None:
    before = view.view_model.state.report
    held = threading.Event()
    view.view_model._session.tasks.start(lambda _progress: held.wait(60))
    view.view_model.choose_who(Who.CHILDREN)
    view.stop.click()
    held.set()
    wait_for(view.view_model, qtbot)
    assert view.view_model.state.report is before
    [banner] = view.banners.banners()
    assert "Counting was stopped. The figures are those counted 25 Nov 2026, 09:42." in banner.accessibleName()


def test_a_choice_made_while_counting_is_the_one_that_is_shown(model: ReportsViewModel, qtbot: QtBot) -> None:
    model.choose_who(Who.CHILDREN)
    model.choose_who(Who.ADULTS)
    wait_for(model, qtbot)
    assert model.state.counted == model.state.chosen
    assert ("Witnesses", "Adult witnesses") in (model.state.report.filters if model.state.report else ())


def test_the_filter_chooses_the_rows_behind_every_duty(model: ReportsViewModel, qtbot: QtBot) -> None:
    model.choose_duties("8.1", None)
    model.choose_months(dt.date(2026, 10, 9), dt.date(2026, 10, 30))
    wait_for(model, qtbot)
    assert (model.state.period, model.state.chosen.period_words()) == (OWN, "October 2026")
    _kind, rows = model.rows_behind("by_duty", WHOLE)
    assert rows
    for row in rows:
        assert isinstance(row, DutyRow)
        assert row.right == "8.1"
        assert dt.date(2026, 10, 1) <= row.counted_on <= dt.date(2026, 10, 31)


def test_the_usual_periods_are_of_whole_months_and_end_with_this_one_or_before_it() -> None:
    made = {period.key: (period.first, period.last) for period in periods(dt.date(2027, 1, 31))}
    assert made == {
        USUAL: (dt.date(2026, 7, 1), dt.date(2027, 1, 31)),
        "month": (dt.date(2027, 1, 1), dt.date(2027, 1, 31)),
        "month_before": (dt.date(2026, 12, 1), dt.date(2026, 12, 31)),
        "quarter": (dt.date(2027, 1, 1), dt.date(2027, 3, 31)),
        "quarter_before": (dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
        "year": (dt.date(2026, 1, 1), dt.date(2027, 1, 31)),
    }


def test_months_in_the_wrong_order_are_put_right_before_anything_is_counted(view: ReportsView) -> None:
    before = view.view_model.state.chosen
    form = view.dialogs.choose_months()
    form._fields["first"].set_value(dt.date(2026, 10, 1))
    form._fields["last"].set_value(dt.date(2026, 9, 1))
    form.try_save()
    assert "before the first" in form._fields["last"].error_text()
    assert view.view_model.state.chosen == before


def test_an_office_without_cases_says_so_in_words_and_never_as_a_nought(empty_session: Session, qtbot: QtBot) -> None:
    view = shown(empty_session, qtbot)
    report = view.view_model.state.report
    assert report is not None
    assert view.card("applications").empty_label.text() == "No pleas in this period."
    for figure in report.key_numbers:
        number, _title, note = view.number(figure.id).words()
        assert number == "–"
        assert note == figure.empty != ""
        assert not view.number(figure.id).isEnabled()
    for figure in (*report.front, *view.view_model.state.further):
        card = view.card(figure.id)
        qtbot.waitUntil(card.isVisible)
        assert card.empty_label.isVisible()
        assert not card.plot_view.isVisible()
        assert view.open_list(figure.id) is None


# ---------------------------------------------------------------- roles, aims, exports


@pytest.fixture
def managers(tmp_path: Path, qapp: QApplication, dialogs: RecorderDialogs) -> Iterator[Session]:
    app = empty_office(tmp_path, role=UserRole.MANAGER)
    fill_practice(app)
    opened = Session(app, dialogs, TaskRunner())
    yield opened
    opened.close()


def test_a_manager_sets_the_aim_and_the_plot_shows_it(managers: Session, qtbot: QtBot) -> None:
    view = shown(managers, qtbot)
    form = view.dialogs.set_aim()
    assert form is not None
    form._fields["share"].set_value("ninety")
    form.try_save()
    assert "whole number" in form._fields["share"].error_text()
    form._fields["share"].set_value("90 %")
    form.try_save()
    assert managers.app.office.aims == {"applications": 90}
    qtbot.waitUntil(lambda: "unit aim 90%" in view.card("applications").plot_view.accessibleDescription().lower())
    again = view.dialogs.set_aim()
    assert again is not None
    assert again._fields["share"].value() == "90"
    again._fields["off"].set_value(True)
    again.try_save()
    assert managers.app.office.aims == {}


def test_whoever_is_no_manager_is_not_asked_for_an_aim(view: ReportsView) -> None:
    assert not view.aim.isVisible()


def test_a_role_that_only_reads_looks_at_everything_and_exports_nothing(
    view: ReportsView, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert UserRole.READ_ONLY not in ACTIONS["report.export"]
    monkeypatch.setattr(view.view_model._session.app, "user", _reader(view))
    assert not view.view_model.may_export
    view.ask_export()
    assert not view.window().findChildren(QWidget, "formDialog")


def _reader(view: ReportsView) -> Any:
    return view.view_model._session.app.user.model_copy(update={"role": UserRole.READ_ONLY})


def test_an_export_asks_why_and_where_and_writes_what_is_shown(
    session: Session, dialogs: RecorderDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    view = shown(session, qtbot)
    form = view.dialogs.export_report(FileForm.CSV)
    form.try_save()
    assert "Say why" in form._fields["purpose"].error_text()
    form._fields["purpose"].set_value("Monthly meeting")
    form.try_save()
    assert form.isVisible()  # no file was chosen
    dialogs.saves = tmp_path / "figures"
    with qtbot.waitSignal(view.view_model.written, timeout=ENOUGH_MS):
        form.try_save()
        assert not form.isVisible()
    assert (tmp_path / "figures.csv").read_bytes().startswith("\ufeff".encode())
    kind, name, _kinds = dialogs.last()
    assert (kind, name) == ("save_file", "northmere-rasso_2026-05_2026-11_caseload.csv")


def test_a_list_that_would_leave_the_office_is_refused_at_its_field(view: ReportsView) -> None:
    form = view.dialogs.export_report(FileForm.XLSX)
    form._fields["content"].set_value(Content.LIST)
    form._fields["is_for_outside"].set_value(True)
    form._fields["purpose"].set_value("Area meeting")
    form.try_save()
    assert "stays inside the office" in form._fields["is_for_outside"].error_text()


def test_the_list_behind_a_number_is_exported_as_it_is_shown(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    model = counted(ReportsViewModel(session), qtbot)
    target = tmp_path / "late.csv"
    request = FileRequest(Content.LIST, FileForm.CSV, purpose="To look into")
    with qtbot.waitSignal(model.written, timeout=ENOUGH_MS):
        assert model.export(request, target, model.list_shown("by_right", "sum:1")) == ()
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines.index("") - 1 == len(model.rows_behind("by_right", "sum:1")[1]) > 0


# ---------------------------------------------------------------- sight


def test_a_list_that_was_sorted_is_exported_in_the_order_on_the_screen(
    session: Session, dialogs: RecorderDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    view = shown(session, qtbot)
    dialog = view.open_list("by_right")
    assert dialog is not None
    dialog.table.records.sort(4, Qt.SortOrder.DescendingOrder)
    dues = [row.due for row in dialog.rows()]
    assert dues == sorted(dues, reverse=True) != [row.due for row in view.view_model.rows_behind("by_right", WHOLE)[1]]
    dialog.export.click()
    form = next(form for form in dialog.findChildren(FormDialog) if form.isVisible())
    form._fields["form"].set_value(FileForm.CSV)
    form._fields["purpose"].set_value("To look into")
    dialogs.saves = tmp_path / "late.csv"
    with qtbot.waitSignal(view.view_model.written, timeout=ENOUGH_MS):
        form.try_save()
    with (tmp_path / "late.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *lines = csv.reader(file)
    at = header.index("Due")
    assert [line[at] for line in lines[: len(dues)]] == [due.isoformat() for due in dues if due]


def test_a_file_that_cannot_be_written_is_said_and_the_window_stays_as_it_was(
    session: Session, dialogs: RecorderDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    model = counted(ReportsViewModel(session), qtbot)
    request = FileRequest(Content.FIGURES, FileForm.XLSX, purpose="Monthly meeting")
    assert model.export(request, tmp_path / "gone" / "figures.xlsx") == ()
    qtbot.waitUntil(lambda: not session.tasks.is_busy, timeout=ENOUGH_MS)
    kind, words, _details = dialogs.last()
    assert kind == "tell"
    assert "the folder cannot be reached" in words


def test_a_long_list_is_written_beside_the_window(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    """Asking returns at once, whatever the file takes."""
    model = counted(ReportsViewModel(session), qtbot)
    gate = threading.Event()
    session.tasks.start(lambda _progress: gate.wait(60))
    target = tmp_path / "list.xlsx"
    try:
        assert model.export(FileRequest(Content.LIST, FileForm.XLSX, purpose="To look into"), target) == ()
        assert not target.exists()
        with qtbot.waitSignal(model.written, timeout=ENOUGH_MS):
            gate.set()
    finally:
        gate.set()
    assert target.exists()


@pytest.mark.parametrize(("width", "scale", "columns"), [(1290, 100, 2), (1204, 150, 1), (1250, 200, 1), (824, 100, 1)])
def test_nothing_scrolls_sideways_and_cards_stack_where_the_room_is_narrow(
    view: ReportsView, qapp: QApplication, qtbot: QtBot, width: int, scale: int, columns: int
) -> None:
    theme.set_text_scale(qapp, scale)
    try:
        view.resize(width, 660)
        for card_id in ("by_right", "applications"):
            view.card(card_id).turn()
        qtbot.waitUntil(lambda: view.first.columns_shown() == columns)
        qapp.processEvents()
        assert view.page.horizontalScrollBar().maximum() == 0
        table = view.card("by_right").table
        assert table is not None
        assert table.horizontalScrollBar().maximum() == 0
    finally:
        theme.set_text_scale(qapp, 100)


def test_nobody_is_named_on_the_page_or_in_a_list(view: ReportsView) -> None:
    view.open_list("by_right")
    seen = words_on(view).casefold()
    table = the_list(view).table
    for row in range(table.records.rowCount()):
        for column in range(table.records.columnCount()):
            index = table.records.index(row, column)
            seen += f" {index.data(Qt.ItemDataRole.AccessibleTextRole)}".casefold()
    for case in read_cases(view.view_model._session.app):
        for witness in case.witnesses:
            assert witness.witness.name.casefold() not in seen
            assert all(person.name.casefold() not in seen for _role, person in witness.people)
        assert all(defendant.name.casefold() not in seen for defendant in case.defendants)
