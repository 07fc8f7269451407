"""Duties from the reminder to the report, by keyboard on the real window, as those who work with them do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from tests.journeys.desk import Desk
from tests.office_copies import practice_copy
from tests.offices import PASSPHRASE
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.inspection.form import Evidence
from victimplanner.domain.people import User, UserRole
from victimplanner.domain.reports.rows import Standing
from victimplanner.domain.urn import display_urn
from victimplanner.services.cases import read_case, read_cases
from victimplanner.services.duties import find_item, give_reason
from victimplanner.services.vaults import remember_office
from victimplanner.services.worklist import due_items, duties_of_witness
from victimplanner.ui.screens.duties.view import DutiesView
from victimplanner.ui.screens.inspection.view import InspectionView


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


# ---------------------------------------------------------------- an inspection


def draw(desk: Desk, size: str, seed: str) -> InspectionView:
    """Open the inspection from the reports and draw a sample; return it once the questions are answered."""
    keys = desk.keys
    keys.press("Ctrl+5")
    keys.button("inspection")
    view = keys.top
    assert isinstance(view, InspectionView)
    keys.back_in_window()
    fill(desk, "drawSample", {"size": size, "seed": seed})
    keys.wait(lambda: bool(view.view_model.state.lines) and not view.view_model.state.working)
    return view


def fill(desk: Desk, button: str, values: dict[str, str]) -> None:
    """Open a form over the dialog in front, fill it in and save it."""
    keys, below = desk.keys, desk.keys.top
    keys.button(button)
    keys.wait(lambda: keys.top is not below and keys.top.isActiveWindow())
    for name, words in values.items():
        keys.type(name, words)
    keys.press("Ctrl+Enter")
    keys.wait(lambda: keys.top is below)
    keys.back_in_window()


def test_an_inspector_draws_a_sample_follows_an_answer_to_its_entry_and_takes_sheets_away(desk: Desk) -> None:
    desk.open(practice_copy(desk.folder / "office"))
    keys, out = desk.keys, desk.folder / "out"
    out.mkdir()
    desk.dialogs.folder, desk.dialogs.saves = out, out / "answers"
    view = draw(desk, "4", "1742")
    first = [line.inspected.file.witness.id for line in view.view_model.state.lines]
    assert "1742" in view.how.text()
    keys.press("Esc")
    keys.back_in_window()
    view = draw(desk, "4", "1742")
    assert [line.inspected.file.witness.id for line in view.view_model.state.lines] == first

    fill(desk, "exportSheets", {"recipient": "HMCPSI", "purpose": "Inspection"})
    keys.wait(lambda: view.view_model.state.message is not None)
    fill(desk, "exportAnswers", {"purpose": "Inspection"})
    keys.wait(lambda: bool(list(out.glob("answers*"))) and not view.view_model.state.working)
    sheets = list(out.glob("*.pdf"))
    assert len(sheets) == len(first)
    names = {
        word
        for line in view.view_model.state.lines
        for name in (line.inspected.file.witness.name, *(d.name for d in line.inspected.file.defendants))
        for word in name.split()
    }
    written = "".join(path.name for path in out.iterdir()) + "".join(str(PdfReader(path).metadata) for path in sheets)
    assert not [name for name in names if name in written]

    def is_duty(fact: Evidence) -> bool:
        return fact.subject_id.startswith("R8")

    walk_to(desk, view.answers, lambda answer: any(is_duty(fact) for fact in answer.facts))
    keys.press("Enter")
    fact = walk_to(desk, view.facts, is_duty)
    keys.press("Enter")
    keys.back_in_window()
    duties = desk.frame.page("case").stack.currentWidget()
    assert isinstance(duties, DutiesView)
    keys.wait(lambda: (line := duties.table.current_record()) is not None and line.id == fact.subject_id)


# ---------------------------------------------------------------- leave


def test_whoever_is_on_leave_has_the_work_back_on_the_day_after(desk: Desk) -> None:
    desk.open(practice_copy(desk.folder / "office"))
    keys = desk.keys

    def owners() -> set[str]:
        keys.press("F5")
        return {item.owner_name for item in listed(desk)}

    before = owners()
    assert before == {"R. Okafor"}

    def arrange() -> None:
        keys.type("who", "B. Lindley")
        keys.type("by", "R. Okafor")
        keys.type("first_day", "tomorrow")
        keys.type("last_day", "Fri 27 Nov 2026")
        keys.type("reason", "Leave")
        keys.press("Ctrl+Enter")

    with keys.dialog(arrange):
        keys.from_menu("moreWork", "L")
    seen = [owners()]
    for _ in range(3):
        desk.app.clock.move_on(dt.timedelta(days=1))
        seen.append(owners())
    both = {"R. Okafor", "B. Lindley"}
    assert seen == [before, both, both, before]


# ---------------------------------------------------------------- a guilty plea


def test_what_a_guilty_plea_is_said_to_change_is_what_the_list_and_the_ledger_show(desk: Desk) -> None:
    desk.open(practice_copy(desk.folder / "office"))
    keys = desk.keys
    item = next(
        i
        for i in due_items(desk.app)
        if i.rule_id == "application" and i.due and i.due > desk.app.today and i.owner_name == "R. Okafor"
        and len(read_case(desk.app, i.case_id).witnesses[0].defendants) == 1
    )  # fmt: skip
    before, said = in_the_case(desk, item), list[str]()
    desk.see(item.case_id, item.witness_id or "", "overview")

    def plead() -> None:
        keys.type("plea", "Guilty")
        keys.type("plea_on", "today")
        changes = keys.top.findChild(QWidget, "movedList")
        keys.wait(lambda: "Stops" in changes.words())
        said.append(changes.words())
        keys.press("Ctrl+Enter")

    with keys.dialog(plead):
        keys.button("enterPlea")
    after = in_the_case(desk, item)
    started, stopped = after.keys() - before.keys(), before.keys() - after.keys()
    assert item.key in stopped
    assert all(after[key].title in said[0] for key in started)
    assert all(before[key].title.split(" (")[0] in said[0] for key in stopped)
    stays = [one.title for key, one in after.items() if key in before and one == before[key]]
    assert not [title for title in stays if f"{title}:" in said[0]], "what is said to stop has stopped"

    keys.press("Ctrl+1")
    keys.press("F5")
    mine = {key for key, one in after.items() if one.owner_name == "R. Okafor"}
    assert {i.key for i in listed(desk) if i.case_id == item.case_id} == mine
    duties = to_the_duties_of(desk, item)
    ended = [line.item for line in duties.view_model.state.all_lines if line.id in stopped]
    assert all(i.state is DueState.NO_LONGER and "guilty" in i.note for i in ended)
