"""Acting on the worklist: done and undone, put off, handed over; the day that begins, and very many cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.office_copies import never_counted
from victimplanner.domain.contact import Channel
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.due_lines import is_put_off
from victimplanner.domain.people import UserRole
from victimplanner.services.cases import read_case
from victimplanner.services.clock import FixedClock
from victimplanner.services.counting import refresh, to_count
from victimplanner.services.duties import find_item
from victimplanner.services.people import directory
from victimplanner.services.tellings import record_told
from victimplanner.services.worklist import Whose, due_items
from victimplanner.ui.screens.worklist.leave import LeaveForm
from victimplanner.ui.screens.worklist.state import Undoable, news_words
from victimplanner.ui.screens.worklist.view import WorklistView
from victimplanner.ui.screens.worklist.view_model import WorklistViewModel
from victimplanner.ui.session import Session


@pytest.fixture
def model(session: Session) -> Iterator[WorklistViewModel]:
    made = WorklistViewModel(session)
    yield made
    made.deleteLater()  # here, not wherever Python collects it: it holds a timer


@pytest.fixture
def view(session: Session, qtbot: QtBot) -> WorklistView:
    made = WorklistView(session)
    qtbot.addWidget(made)
    made.resize(1290, 690)
    made.show()
    made.arrive()
    return made


def all_items(model: WorklistViewModel) -> list[DueItem]:
    return [item for group in model.state.groups for item in group.items]


def has_fresh_contact(session: Session, item: DueItem) -> bool:
    """Whether how she may be reached was confirmed lately, so that she may be told."""
    contact = read_case(session.app, item.case_id).witness(item.witness_id or "").safe_contact
    confirmed = contact.confirmed_on if contact is not None else None
    return confirmed is not None and (session.today - confirmed).days < 28


# ---------------------------------------------------------------- acting


def test_what_was_done_by_one_key_can_be_undone_in_the_banner(session: Session, view: WorklistView) -> None:
    view.view_model.show_whose(Whose.UNIT)
    item = next(i for i in all_items(view.view_model) if i.rule_id == "action")
    view.list.select_record(next(i for i in view.list.groups.records() if i.key == item.key))
    QTest.keyClick(view.done, Qt.Key.Key_Space)
    assert item.key not in {i.key for i in all_items(view.view_model)}
    done = next(banner for banner in view.banners.banners() if banner.key == "done")
    QTest.keyClick(done.buttons[0], Qt.Key.Key_Space)
    assert item.key in {i.key for i in all_items(view.view_model)}
    assert "done" not in [banner.key for banner in view.banners.banners()]


def test_what_she_is_told_is_asked_for_by_whom_and_how(session: Session, model: WorklistViewModel) -> None:
    model.show_whose(Whose.UNIT)
    item = next(i for i in all_items(model) if i.rule_id == "R8a" and has_fresh_contact(session, i))
    asked = model.acts.finish(item)
    assert asked is not None
    whole, file = asked
    assert (whole.key, file.witness.id) == (item.key, item.witness_id)
    record_told(session.app, whole, session.today, "R. Okafor", Channel.IN_PERSON)
    model.acts.told(whole)
    assert item.key not in {i.key for i in all_items(model)}
    assert model.state.done is not None
    assert model.state.done.item is not None
    model.acts.undo(model.state.done.item)
    assert item.key in {i.key for i in all_items(model)}


def test_a_decision_that_was_told_leaves_the_list_and_is_taken_back_where_it_stands(
    session: Session, model: WorklistViewModel
) -> None:
    model.show_whose(Whose.UNIT)
    item = next(i for i in all_items(model) if i.rule_id == "decision.told" and has_fresh_contact(session, i))
    record_told(session.app, item, session.today, "T. Garside", Channel.IN_PERSON)
    model.acts.told(item)
    assert item.key not in {i.key for i in all_items(model)}
    assert model.state.done == Undoable("Recorded: Tell the witness what the court decided.", None)


def test_several_chosen_lines_are_put_off_and_the_count_shows_them_again(session: Session, view: WorklistView) -> None:
    model = view.view_model
    before = model.state.put_off
    far = [i for i in view.list.groups.records() if i.due and (i.due - session.today).days > 9][:2]
    view.list.select_record(far[0])
    index = view.list.currentIndex()
    flags = QItemSelectionModel.SelectionFlag
    view.list.selectionModel().select(index.siblingAtRow(index.row() + 1), flags.Select | flags.Rows)
    assert [i.key for i in view.list.chosen_records()] == [i.key for i in far]
    dialog = view.dialogs.put_off(view.list.chosen_records())
    dialog._fields["until"].set_value(session.today + dt.timedelta(days=3))
    dialog._fields["reason"].set_value("The court has the file.")
    dialog.try_save()
    assert not {i.key for i in far} & {i.key for i in all_items(model)}
    assert model.state.put_off == before + 2
    QTest.keyClick(view.bar.put_off, Qt.Key.Key_Space)
    assert {i.key for i in far} <= {i.key for i in all_items(model)}
    assert view.bar.put_off.accessibleName().endswith("put off only")


def test_several_chosen_lines_are_not_marked_as_done_at_once(session: Session, view: WorklistView) -> None:
    view.view_model.show_whose(Whose.UNIT)
    before = [i.key for i in due_items(session.app)]
    view.list.select_first()
    index = view.list.currentIndex()
    flags = QItemSelectionModel.SelectionFlag
    view.list.selectionModel().select(index.siblingAtRow(index.row() + 1), flags.Select | flags.Rows)
    QTest.keyClick(view.done, Qt.Key.Key_Space)
    assert view.view_model.state.error.startswith("2 items are chosen.")
    assert [i.key for i in due_items(session.app)] == before


def test_who_may_only_read_is_offered_nothing_to_plan(session: Session, view: WorklistView) -> None:
    session.app.user = session.app.user.model_copy(update={"role": UserRole.READ_ONLY})
    menu = view.more.menu()
    menu.aboutToShow.emit()
    offered = {action.text().replace("&", "").split("\t")[0] for action in menu.actions() if action.isEnabled()}
    assert offered - {""} == {"Why this date?", "Filters"}


def test_one_line_is_handed_over_to_somebody_of_the_directory(session: Session, view: WorklistView) -> None:
    item = all_items(view.view_model)[0]
    dialog = view.dialogs.hand_over([item])
    dialog.try_save()
    assert dialog._fields["to"].error_text(), "nobody was chosen"
    dialog._fields["to"].set_value("B. Lindley")
    dialog.try_save()
    assert find_item(session.app, item.case_id, item.key).owner_name == "B. Lindley"
    assert item.key not in {i.key for i in all_items(view.view_model)}, "it is no longer mine"


def test_leave_is_arranged_seen_and_taken_back_in_one_dialog(session: Session, view: WorklistView) -> None:
    people = {person.name: person.id for person in directory(session.app)}
    form = LeaveForm(session, view.view_model, view)
    dialog = form.open()
    form.who.set_value(people["B. Lindley"])
    form.by.set_value(people["R. Okafor"])
    form.last.set_value(session.today)
    form.reason.set_value("Leave")
    dialog.try_save()
    assert {item.owner_name for item in all_items(view.view_model)} == {"R. Okafor", "B. Lindley"}
    again = LeaveForm(session, view.view_model, view)
    shown = again.open()
    back = shown.findChild(QPushButton, "takeBack")
    assert "B. Lindley" in back.accessibleName()
    QTest.keyClick(back, Qt.Key.Key_Space)
    assert {item.owner_name for item in all_items(view.view_model)} == {"R. Okafor"}
    shown.reject()


def test_a_leaver_s_work_is_handed_over_only_after_a_second_question(
    session: Session, view: WorklistView, dialogs: RecorderDialogs
) -> None:
    people = {person.name: person.id for person in directory(session.app)}
    form = LeaveForm(session, view.view_model, view)
    dialog = form.open()
    form.kind.set_value("gone")
    form.who.set_value(people["T. Garside"])
    form.by.set_value(people["K. Belling"])
    form.reason.set_value("Left the office")
    dialogs.confirms = False
    dialog.try_save()
    assert "T. Garside" in {person.name for person in directory(session.app)}
    dialogs.confirms = True
    dialog.try_save()
    view.view_model.show_whose(Whose.UNIT)
    assert "T. Garside" not in {item.owner_name for item in all_items(view.view_model)}
    assert "T. Garside" not in {person.name for person in directory(session.app)}


# ---------------------------------------------------------------- the day, and many cases


def test_what_is_pressing_is_said_once_without_a_name_and_stays_read(view: WorklistView) -> None:
    news = next(banner for banner in view.banners.banners() if banner.key == "news")
    counts = view.view_model.state.counts
    assert counts is not None
    late, today = counts[DueState.OVERDUE], counts[DueState.TODAY]
    assert news.sentence == f"{late} things are overdue, {today} are due today."
    news.closed.emit()
    view.view_model.recount()
    assert "news" not in [banner.key for banner in view.banners.banners()]


@pytest.mark.parametrize(
    ("late", "today", "words"),
    [
        (0, 0, ""),
        (1, 0, "1 thing is overdue."),
        (0, 1, "1 thing is due today."),
        (1, 2, "1 thing is overdue, 2 are due today."),
    ],
)
def test_the_reminder_counts_in_plain_words(late: int, today: int, words: str) -> None:
    assert news_words({DueState.OVERDUE: late, DueState.TODAY: today}) == words


def test_at_midnight_the_list_stands_as_on_the_new_day(session: Session, view: WorklistView) -> None:
    clock = session.app.clock
    assert isinstance(clock, FixedClock)
    due_now = {i.key for i in all_items(view.view_model) if i.state is DueState.TODAY}
    assert due_now
    view.view_model.forget_news()
    clock.move_on(dt.timedelta(hours=14, minutes=18))  # 09:42 and this: 0:00 on Thursday
    view.view_model._days.look()
    overdue = {i.key for i in all_items(view.view_model) if i.state is DueState.OVERDUE}
    assert due_now <= overdue
    assert "news" in [banner.key for banner in view.banners.banners()], "a new day is a new reminder"


def test_in_a_large_office_the_page_is_there_before_everything_is_counted(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(session.app)
    monkeypatch.setattr("victimplanner.services.worklist.LARGE", 10)
    made = WorklistView(session)
    qtbot.addWidget(made)
    model = made.view_model
    assert all_items(model), "one’s own lines are there at once"
    assert model.state.totals is None
    qtbot.waitUntil(lambda: model.state.totals is not None, timeout=10_000)
    model.show_whose(Whose.UNIT)
    assert model.state.groups[0].number in (None, len(model.state.groups[0].items))
    qtbot.waitUntil(lambda: all(group.number is not None for group in model.state.groups), timeout=10_000)
    model.filter("hearing")
    assert model.state.is_reading
    qtbot.waitUntil(lambda: not model.state.is_reading, timeout=10_000)
    assert model.state.matching == sum(group.number or 0 for group in model.state.groups)
    qtbot.waitUntil(lambda: not session.tasks.is_busy, timeout=10_000)


def test_many_cases_that_were_never_counted_are_counted_beside_the_page(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    never_counted(session.app)
    monkeypatch.setattr("victimplanner.ui.screens.worklist.lots.CHUNK", 15)
    made = WorklistView(session)
    qtbot.addWidget(made)
    said: list[str] = []
    made.said.connect(said.append)
    qtbot.waitUntil(lambda: not to_count(session.app), timeout=20_000)
    qtbot.waitUntil(lambda: not session.tasks.is_busy and bool(all_items(made.view_model)), timeout=20_000)
    assert any(words.startswith("Counting: ") for words in said)
    made.view_model.show_whose(Whose.UNIT)
    while made.view_model.state.has_more:
        made.view_model.show_more()
    today = session.today
    assert len(all_items(made.view_model)) == sum(not is_put_off(i, today) for i in due_items(session.app))
