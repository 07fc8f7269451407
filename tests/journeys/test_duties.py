"""Duties from the reminder to the report, by keyboard on the real window, as those who work with them do."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from tests.journeys.desk import Desk
from tests.office_copies import practice_copy
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.people import UserRole
from victimplanner.domain.urn import display_urn
from victimplanner.services.cases import read_case
from victimplanner.services.duties import find_item
from victimplanner.services.worklist import due_items
from victimplanner.ui.screens.duties.view import DutiesView


def listed(desk: Desk) -> list[DueItem]:
    return list(desk.frame.page("worklist").list.groups.records())


def to_the_duties_of(desk: Desk, item: DueItem) -> DutiesView:
    """Find the case by its number and go to its Code duties, the last of its tabs."""
    desk.keys.press("Ctrl+K")
    desk.keys.type("caseSearch", display_urn(item.urn))
    desk.keys.press("Enter")
    desk.keys.press("Ctrl+Shift+Tab")  # the exports
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


def test_an_evening_in_witness_care(desk: Desk) -> None:
    desk.clock.move_on(dt.timedelta(days=1, hours=7, minutes=13))  # Thursday 26 November, 16:55
    desk.wait_locked("T. Garside", UserRole.WITNESS_CARE_OFFICER)
    desk.unlock_office()
    keys = desk.keys
    assert "overdue" in the_banner(desk, "news")

    keys.button("only_overdue")
    assert {item.state for item in listed(desk)} == {DueState.OVERDUE}
    item = next(i for i in listed(desk) if i.rule_id == "R8a")
    desk.keys.walk_to(desk.frame.page("worklist").list, lambda line: line.key == item.key)

    def by_telephone() -> None:
        keys.type("channel", "Telephone")
        keys.press("Ctrl+Enter")

    with keys.dialog(by_telephone):
        keys.press("Ctrl+D")
    assert item.key not in {i.key for i in listed(desk)}
    whole = find_item(desk.app, item.case_id, item.key)
    assert (whole.state, whole.told_by) == (DueState.MET_LATE, "T. Garside")

    duties = to_the_duties_of(desk, item)
    line = desk.keys.walk_to(duties.table, lambda line: line.id == item.key)
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
