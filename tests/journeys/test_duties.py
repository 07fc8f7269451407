"""Duties from the reminder to the report, by keyboard on the real window, as those who work with them do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from tests.journeys.desk import Desk
from tests.office_copies import practice_copy
from tests.offices import PASSPHRASE
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.people import User, UserRole
from victimplanner.domain.reports.rows import Standing
from victimplanner.domain.urn import display_urn
from victimplanner.services.cases import read_cases
from victimplanner.services.duties import find_item, give_reason
from victimplanner.services.vaults import remember_office
from victimplanner.services.worklist import due_items, duties_of_witness
from victimplanner.ui.screens.duties.view import DutiesView


def office_of(desk: Desk, name: str, role: UserRole) -> None:
    """Put a closed practice office on the unlock page, whose only user is this person."""
    app = practice_copy(desk.folder / "office")
    with app.change("person.amend") as uow:
        (user,) = uow.find(User, login=app.user.login)
        uow.save(user.model_copy(update={"display_name": name, "role": role}))
    remember_office(app)
    app.close()
    desk.unlock.view_model.load()


def unlock(desk: Desk) -> None:
    desk.keys.type("passphrase", PASSPHRASE)
    desk.keys.press("Enter")
    desk.keys.wait(lambda: desk.window.session is not None)


def listed(desk: Desk) -> list[DueItem]:
    return list(desk.frame.page("worklist").list.groups.records())


def walk_to(desk: Desk, table: QAbstractItemView, is_wanted: Callable[[Any], bool]) -> Any:
    """Go down a list, key by key, until such a line is current; return it."""
    table.setFocus(Qt.FocusReason.TabFocusReason)
    desk.keys.press("Ctrl+Home")
    for _ in range(400):
        current = table.current_record()
        if current is not None and is_wanted(current):
            return current
        desk.keys.press("Down")
    raise AssertionError("the line is not in the list")


def to_the_duties_of(desk: Desk, item: DueItem) -> DutiesView:
    """Find the case by its number and go to its Code duties, the last of its tabs."""
    desk.keys.press("Ctrl+K")
    desk.keys.type("caseSearch", display_urn(item.urn))
    desk.keys.press("Enter")
    desk.keys.press("Ctrl+Shift+Tab")
    view = desk.frame.page("case").stack.currentWidget()
    assert isinstance(view, DutiesView)
    return view


def the_banner(desk: Desk, key: str) -> str:
    page = desk.frame.page("worklist")
    return next((banner.sentence for banner in page.banners.banners() if banner.key == key), "")


def in_the_case(desk: Desk, item: DueItem) -> dict[str, DueItem]:
    """What stands in the case of an item now, by its key."""
    return {one.key: one for one in due_items(desk.app) if one.case_id == item.case_id}


def add_an_outcome(desk: Desk) -> str:
    """Add that the outcome of the whole case was received today; return what was said of it before it was saved."""
    keys, said = desk.keys, list[str]()

    def outcome() -> None:
        keys.type("kind", "Outcome")
        keys.type("happened_on", "today")
        keys.type("received_on", "today")
        changes = keys.top.findChild(QWidget, "movedList")
        keys.wait(lambda: "tarts" in changes.words())
        said.append(changes.words())
        keys.press("Ctrl+Enter")

    with keys.dialog(outcome):
        keys.button("addEvent")
    return said[0]


def the_late_one(desk: Desk, rule_id: str) -> DueItem:
    """The first duty of a rule in an open case that was not done in time, whether done since or not."""
    late = (DueState.MET_LATE, DueState.OVERDUE, DueState.NOT_MET)
    app = desk.app
    return next(
        item
        for case in read_cases(app, include_closed=True)
        for file in case.witnesses
        for item in duties_of_witness(app, case, file)
        if item.rule_id == rule_id and item.state in late
    )


def test_an_evening_in_witness_care(desk: Desk) -> None:
    desk.clock.move_on(dt.timedelta(days=1, hours=7, minutes=13))  # Thursday 26 November, 16:55
    office_of(desk, "T. Garside", UserRole.WITNESS_CARE_OFFICER)
    unlock(desk)
    keys = desk.keys
    assert "overdue" in the_banner(desk, "news")

    keys.button("only_overdue")
    assert {item.state for item in listed(desk)} == {DueState.OVERDUE}
    item = next(i for i in listed(desk) if i.rule_id == "R8a")
    walk_to(desk, desk.frame.page("worklist").list, lambda line: line.key == item.key)

    def by_telephone() -> None:
        keys.type("channel", "Telephone")
        keys.press("Ctrl+Enter")

    with keys.dialog(by_telephone):
        keys.press("Ctrl+D")
    assert item.key not in {i.key for i in listed(desk)}
    whole = find_item(desk.app, item.case_id, item.key)
    assert (whole.state, whole.told_by) == (DueState.MET_LATE, "T. Garside")

    duties = to_the_duties_of(desk, item)
    line = walk_to(desk, duties.table, lambda line: line.id == item.key)
    assert "Met late" in line.result.word
    assert "T. Garside" in duties.strip.facts.text()
    assert line.told_more == "T. Garside, telephone call"

    before = in_the_case(desk, item)
    said = add_an_outcome(desk)
    after = in_the_case(desk, item)
    started, stopped = after.keys() - before.keys(), before.keys() - after.keys()
    assert "R9a" in {after[key].rule_id for key in started}
    assert all(after[key].title in said for key in started), "what starts was said before it was saved"
    assert all(before[key].title.split(" (")[0] in said for key in stopped), "and what stops"

    keys.press("Ctrl+1")
    keys.button("only_overdue")
    assert {key for key in started if after[key].owner_name == "T. Garside"} <= {i.key for i in listed(desk)}
    keys.press("Alt+Left")

    def withdraw() -> None:
        keys.type("reason", "It belongs to another case.")
        keys.press("Ctrl+Enter")

    with keys.dialog(withdraw):
        keys.from_menu("moreDuty", "W")
    assert in_the_case(desk, item) == before, "every date and state is as it was"
    keys.press("Ctrl+1")
    assert not {i.key for i in listed(desk)} & started


def test_a_manager_sees_in_a_minute_how_the_unit_does_and_which_case_needs_her(desk: Desk) -> None:
    office_of(desk, "S. Whitmore", UserRole.MANAGER)
    unlock(desk)
    item = the_late_one(desk, "R9a")
    manager, desk.app.user = desk.app.user, desk.app.user.model_copy(update={"display_name": "T. Garside"})
    give_reason(desk.app, item, "She was in hospital and had asked not to be called.")
    desk.app.user = manager
    pressed: list[str] = []

    def press(*keys: str) -> None:
        for key in keys:
            pressed.append(key)
            desk.keys.press(key)

    def counted() -> None:
        model = reports.view_model
        desk.keys.wait(lambda: model.state.report is not None and not model.state.is_counting)

    press("Ctrl+5")
    reports = desk.frame.page("reports")
    counted()
    assert reports.look_first.text().startswith("Look at first: Outcome told, R9a: met in time 4 of 5 times (80%)")
    press("Tab", "Tab", "O")  # the right or duty
    counted()
    assert reports.right.currentText() == "Outcome told, R9a"
    press("Tab", "Tab", "Tab", "Tab", "Enter")
    dialog = desk.keys.top
    assert (dialog.title.text(), dialog.count.text()) == ("Duties met in time", "5 rows")
    while (row := dialog.table.current_record()).standing in (Standing.MET, Standing.EXCUSED):
        press("Down")
    assert (row.case_id, row.witness_id) == (item.case_id, item.witness_id)
    press("Enter")
    desk.keys.back_in_window()
    duties = desk.frame.page("case").stack.currentWidget()
    assert isinstance(duties, DutiesView)
    desk.keys.wait(lambda: duties.table.current_record() is not None and duties.table.current_record().id == item.key)
    assert len(pressed) == 14, "so many keys are no minute"

    desk.keys.button("goodReason")
    assert find_item(desk.app, item.case_id, item.key).state is DueState.EXCUSED
    press("Alt+Left")
    desk.keys.wait(lambda: desk.keys.top.objectName() == "listDialog")
    dialog = desk.keys.top
    counted()
    assert (dialog.count.text(), dialog.table.current_record().id) == ("5 rows", row.id), "in the list, at the same row"
    assert dialog.table.current_record().standing is Standing.EXCUSED
    (line,) = reports.view_model.figure("by_duty").lines
    assert {part.name: part.number for part in line.parts if part.number} == {"Met": 4, "Good reason": 1}
    desk.keys.press("Esc")
