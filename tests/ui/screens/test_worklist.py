"""The worklist: what is due, grouped, filtered, and the way to the exact place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from victimplanner.domain.case import Action
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.due_lines import Grouping, is_put_off
from victimplanner.services.cases import count_cases
from victimplanner.services.meetings import finish_action
from victimplanner.services.people import directory
from victimplanner.services.saved_filters import save_filter
from victimplanner.services.stand_ins import arrange_stand_in
from victimplanner.services.worklist import Whose, due_items
from victimplanner.ui import theme
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.worklist.state import Choices, choices_of, rules_of_kind
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


def test_every_open_item_of_the_office_stands_in_exactly_one_group(session: Session, model: WorklistViewModel) -> None:
    model.show_whose(Whose.UNIT)
    while model.state.has_more:
        model.show_more()
    shown = [item.key for item in all_items(model)]
    today = session.today
    assert sorted(shown) == sorted(i.key for i in due_items(session.app) if not is_put_off(i, today))
    assert len(set(shown)) == len(shown)


def test_groups_come_in_the_order_of_pressure(model: WorklistViewModel) -> None:
    model.show_whose(Whose.UNIT)
    titles = [group.title for group in model.state.groups]
    assert titles[:2] == ["Overdue", "Today"]
    assert titles.index("Cannot be worked out") < titles.index("Next two weeks")


def test_mine_are_the_items_that_carry_my_name(model: WorklistViewModel) -> None:
    assert model.state.choices.whose is Whose.MINE, "who has items begins with their own"
    assert {item.owner_name for item in all_items(model)} == {"R. Okafor"}
    totals = model.state.totals
    assert totals is not None
    assert totals[Whose.MINE] == len(all_items(model)) < totals[Whose.UNIT]


def test_a_count_filters_and_asked_again_shows_all(model: WorklistViewModel) -> None:
    model.show_whose(Whose.UNIT)
    everything = len(all_items(model))
    model.show_only(DueState.TODAY)
    assert {item.state for item in all_items(model)} == {DueState.TODAY}
    model.show_only(DueState.TODAY)
    assert len(all_items(model)) == everything


@pytest.mark.parametrize(
    "spell",
    [
        lambda urn: urn[:9],
        lambda urn: f"{urn[:4]}/{urn[4:9]}/{urn[9:]}".lower(),
        lambda urn: f"{urn[:2]} {urn[2:4]} {urn[4:9]}".lower(),
    ],
    ids=["without the year", "with strokes", "with spaces"],
)
def test_the_filter_knows_a_urn_in_any_spelling(model: WorklistViewModel, spell: Callable[[str], str]) -> None:
    urn = all_items(model)[0].urn
    model.filter(spell(urn))
    assert {item.urn for item in all_items(model)} == {urn}


def test_an_item_leads_to_the_exact_place(model: WorklistViewModel, qtbot: QtBot) -> None:
    item = next(i for i in all_items(model) if i.rule_id == "application")
    with qtbot.waitSignal(model.asked) as signal:
        model.acts.go(item)
    destination = signal.args[0]
    assert destination == Destination(
        "case", item.case_id, item.witness_id or "", "measures", subject_id=item.subject_ids[0]
    )


def test_marking_an_agreed_action_as_done_takes_it_off_the_list(session: Session, model: WorklistViewModel) -> None:
    model.show_whose(Whose.UNIT)
    item = next(i for i in all_items(model) if i.rule_id == "action")
    model.acts.finish(item)
    assert item.key not in [i.key for i in all_items(model)]
    with session.app.read() as uow:
        assert uow.get(Action, item.subject_ids[0]).done_on == session.today


def test_what_is_no_action_is_not_done_from_here_but_opened(model: WorklistViewModel, qtbot: QtBot) -> None:
    item = next(i for i in all_items(model) if i.rule_id == "application")
    with qtbot.waitSignal(model.asked):
        model.acts.finish(item)


def test_the_models_keep_qts_promises(view: WorklistView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(view.list.model())


def test_by_keyboard_the_first_item_opens_with_enter(view: WorklistView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.asked) as signal:
        QTest.keyClick(view.list, Qt.Key.Key_Return)
    first = view.view_model.state.groups[0][2][0]
    assert signal.args[0].case_id == first.case_id


def test_no_name_of_a_witness_is_on_the_page(view: WorklistView, session: Session) -> None:
    from victimplanner.domain.witness import Witness

    with session.app.read() as uow:
        names = {witness.name for witness in uow.find(Witness)}
    words = " ".join(f"{i.title} {i.why} {i.case_title} {i.owner_name}" for i in all_items(view.view_model))
    assert not [name for name in names if name in words]


def test_an_empty_office_file_offers_three_ways_to_begin(empty_session: Session, qtbot: QtBot) -> None:
    made = WorklistView(empty_session)
    qtbot.addWidget(made)
    made.show()
    made.arrive()
    assert made.pages.currentWidget() is made.empty
    with qtbot.waitSignal(made.new_case_asked):
        QTest.keyClick(made.empty.new, Qt.Key.Key_Space)


def test_filling_the_empty_file_with_practice_cases_shows_what_is_due(empty_session: Session, qtbot: QtBot) -> None:
    made = WorklistView(empty_session)
    qtbot.addWidget(made)
    made.show()
    made.empty.practice_asked.emit()
    assert not made.empty.practice.isEnabled(), "it says that it is writing"
    qtbot.waitUntil(lambda: made.pages.currentWidget() is made.list, timeout=30_000)
    assert count_cases(empty_session.app) == 40
    assert empty_session.app.office.is_practice


def test_a_pressed_count_is_marked_as_pressed_and_filters(view: WorklistView) -> None:
    button = view.bar.counts[DueState.TODAY]
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert button.isChecked()
    assert button.accessibleName().endswith("today only")
    assert {item.state for item in all_items(view.view_model)} == {DueState.TODAY}


def test_from_the_filter_down_and_enter_lead_into_the_list(view: WorklistView, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        with qtbot.waitActive(view):
            view.activateWindow()
        view.bar.search.setFocus()
        QTest.keyClick(view.bar.search, key)
        assert view.list.hasFocus()


def test_when_the_current_item_is_done_the_next_one_is_current(view: WorklistView) -> None:
    view.view_model.show_whose(Whose.UNIT)
    items = all_items(view.view_model)
    place = next(number for number, item in enumerate(items) if item.rule_id == "action")
    view.list.select_record(items[place])
    view.view_model.acts.finish(items[place])
    assert view.list.current_record().key == items[place + 1].key


def test_a_page_nobody_sees_counts_again_only_when_it_is_shown(view: WorklistView, session: Session) -> None:
    view.view_model.show_whose(Whose.UNIT)
    item = next(i for i in all_items(view.view_model) if i.rule_id == "action")
    view.hide()
    finish_action(session.app, item.subject_ids[0])
    assert item.key in [i.key for i in all_items(view.view_model)]
    view.show()
    assert item.key not in [i.key for i in all_items(view.view_model)]


def test_a_wide_window_shows_the_item_in_full_and_how_she_may_be_reached(view: WorklistView) -> None:
    assert not view.detail.isVisible()
    view.resize(1840, 900)
    assert view.detail.isVisible()
    detail = view.view_model.state.detail
    assert detail is not None
    words = " ".join(part.text() for part in view.detail.findChildren(QLabel))
    assert detail.item.why in words
    assert "Before any contact" in words
    assert detail.contact in words


def test_large_text_leaves_out_owner_and_rule_and_nothing_scrolls_sideways(
    view: WorklistView, qtbot: QtBot, qapp: QApplication
) -> None:
    theme.set_text_scale(qapp, 200)
    try:
        bar = view.list.horizontalScrollBar()
        qtbot.waitUntil(lambda: view.list.header().hiddenSectionCount() == 2 and bar.maximum() == 0)
    finally:
        theme.set_text_scale(qapp, 100)
    qtbot.waitUntil(lambda: view.list.header().hiddenSectionCount() == 0)


# ---------------------------------------------------------------- mine, my unit, groups and filters


def test_where_all_cases_are_of_one_unit_nobody_is_asked_for_all(view: WorklistView) -> None:
    assert not view.bar.who.button(Whose.ALL).isVisible()
    assert view.bar.who.button(Whose.UNIT).isVisible()


def test_when_somebody_is_away_who_stands_in_sees_their_items_among_mine(
    session: Session, model: WorklistViewModel
) -> None:
    people = {person.name: person for person in directory(session.app)}
    today = session.today
    arrange_stand_in(session.app, people["B. Lindley"], people["R. Okafor"], today, today, "Leave")
    model.recount()
    assert {item.owner_name for item in all_items(model)} == {"R. Okafor", "B. Lindley"}


@pytest.mark.parametrize("by", list(Grouping))
def test_every_grouping_heads_its_groups_with_words_and_their_number(view: WorklistView, by: Grouping) -> None:
    view.bar.by.set_value(by)
    view.bar.by.activated.emit(view.bar.by.currentIndex())
    groups = view.view_model.state.groups
    assert len(groups) > 1 or by is Grouping.OWNER
    for shown, group in zip(view.list.groups.groups(), groups, strict=True):
        assert shown.title == group.title != ""
        assert shown.count == str(group.number)


def test_a_kind_of_duty_leaves_its_own_rules_alone_in_the_list(session: Session, model: WorklistViewModel) -> None:
    model.show_whose(Whose.UNIT)
    for kind in ("code", "court", "policy", "unit", "agreed"):
        model.show_kind(kind)
        shown = {item.rule_id for item in all_items(model)}
        assert shown
        assert shown <= rules_of_kind(kind, session.app.rules)


def test_one_owner_alone_is_shown_when_chosen(view: WorklistView) -> None:
    model = view.view_model
    model.show_whose(Whose.UNIT)
    view.bar.owner.set_value("T. Garside")
    view.bar.owner.activated.emit(view.bar.owner.currentIndex())
    assert {item.owner_name for item in all_items(model)} == {"T. Garside"}


def test_more_lines_are_read_when_asked_for_and_none_twice(view: WorklistView) -> None:
    model = view.view_model
    model.show_whose(Whose.UNIT)
    first = [item.key for item in all_items(model)]
    assert model.state.has_more
    QTest.keyClick(view.show_more, Qt.Key.Key_Space)
    keys = [item.key for item in all_items(model)]
    assert set(first) < set(keys)
    assert len(set(keys)) == len(keys)


def test_what_is_chosen_is_kept_under_a_name_and_comes_back_with_its_key(
    session: Session, view: WorklistView, qtbot: QtBot
) -> None:
    model = view.view_model
    model.show_whose(Whose.UNIT)
    model.show_kind("code")
    model.filter("hearing")
    wanted = model.state.choices
    dialog = view.dialogs.keep_filter()
    dialog._fields["name"].set_value("Hearings to tell")
    dialog.try_save()
    assert [kept.name for kept in model.state.filters] == ["Hearings to tell"]
    model.show_all()
    model.show_whose(Whose.MINE)
    with qtbot.waitActive(view):
        view.activateWindow()
    QTest.keyClick(view, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert model.state.choices == wanted
    assert view.bar.search.text() == "hearing"
    assert not model.use_filter(2)


def test_a_kept_filter_of_an_older_program_still_opens(model: WorklistViewModel) -> None:
    assert choices_of({"whose": "the moon", "by": "colour", "only": "?", "kind": "x"}) == Choices()


def test_a_filter_is_renamed_and_deleted(session: Session, view: WorklistView) -> None:
    save_filter(session.app, "One", Choices().as_saved())
    view.view_model.read_filters()
    dialog = view.dialogs.manage_filters()
    dialog._fields["name"].set_value("Another")
    dialog.try_save()
    assert [kept.name for kept in view.view_model.state.filters] == ["Another"]
    dialog = view.dialogs.manage_filters()
    QTest.keyClick(dialog.findChild(QPushButton, "extra"), Qt.Key.Key_Space)
    assert view.view_model.state.filters == ()
