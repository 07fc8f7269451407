"""How people arrange their worklists: who stands in, filters that are kept, several put off or handed over, a leaver."""

from __future__ import annotations

import datetime as dt

import pytest

from victimplanner.domain.due_item import DueItem
from victimplanner.domain.due_lines import DueQuery, Grouping
from victimplanner.domain.errors import NotFound, RuleBroken
from victimplanner.domain.people import CasePerson, Person
from victimplanner.domain.worklists import SavedFilter
from victimplanner.services.cases import read_cases
from victimplanner.services.clock import FixedClock
from victimplanner.services.context import App
from victimplanner.services.counting import refresh
from victimplanner.services.duties import find_item
from victimplanner.services.duty_planning import assign_all, snooze_all
from victimplanner.services.handing_over import hand_over_leaver
from victimplanner.services.people import directory, remove_person
from victimplanner.services.saved_filters import delete_filter, rename_filter, save_filter, saved_filters
from victimplanner.services.stand_ins import arrange_stand_in, my_names, stand_ins, take_back
from victimplanner.services.tellings import record_told
from victimplanner.services.undoing import as_recorded, undo_told
from victimplanner.services.worklist import Whose, due_items, read_groups, whose_query

DAY = dt.timedelta(days=1)


def named(app: App, name: str) -> Person:
    return next(person for person in directory(app) if person.name == name)


def mine(app: App) -> list[DueItem]:
    query = whose_query(app, Whose.MINE, DueQuery())
    return [item for group in read_groups(app, query, Grouping.WHEN, 1000) for item in group.items]


def at(app: App, day: dt.date) -> None:
    app.clock = FixedClock(dt.datetime.combine(day, dt.time(12), dt.UTC))


# ---------------------------------------------------------------- standing in


def test_who_stands_in_sees_the_items_among_their_own_from_the_first_day_to_the_last(app: App) -> None:
    first, last = app.today + DAY, app.today + 3 * DAY
    arrange_stand_in(app, named(app, "B. Lindley"), named(app, "R. Okafor"), first, last, "Leave")
    seen = []
    for number in range(6):
        at(app, first + (number - 1) * DAY)
        refresh(app)
        seen.append("B. Lindley" in {item.owner_name for item in mine(app)})
    assert seen == [False, True, True, True, False, False]


def test_standing_in_changes_no_owner_and_can_be_taken_back(app: App) -> None:
    refresh(app)
    before = {item.key: item.owner_name for item in due_items(app)}
    arrange_stand_in(app, named(app, "B. Lindley"), named(app, "R. Okafor"), app.today, app.today + 9 * DAY, "Leave")
    assert my_names(app) == {"r. okafor", "b. lindley"}
    assert {item.key: item.owner_name for item in due_items(app)} == before
    take_back(app, stand_ins(app)[0])
    assert my_names(app) == {"r. okafor"}
    assert stand_ins(app) == []


def test_whoever_stands_in_for_a_stand_in_has_the_work_of_both(app: App) -> None:
    pairs = (("K. Belling", "B. Lindley"), ("B. Lindley", "R. Okafor"), ("R. Okafor", "B. Lindley"))
    for who, by in pairs:
        arrange_stand_in(app, named(app, who), named(app, by), app.today, app.today + DAY, "Leave")
    assert my_names(app) == {"r. okafor", "b. lindley", "k. belling"}
    at(app, app.today + 2 * DAY)
    assert my_names(app) == {"r. okafor"}


def test_when_a_stand_in_leaves_whoever_takes_over_stands_in_as_well(app: App) -> None:
    away, leaver, to = (named(app, name) for name in ("K. Belling", "B. Lindley", "R. Okafor"))
    arrange_stand_in(app, away, leaver, app.today - 3 * DAY, app.today + 3 * DAY, "Leave")
    remove_person(app, leaver, "Left the office", instead=to)
    assert [(one.person_id, one.stand_in_id, one.first_day, one.last_day) for one in stand_ins(app)] == [
        (away.id, to.id, app.today, app.today + 3 * DAY)
    ]
    assert my_names(app) == {"r. okafor", "k. belling"}


@pytest.mark.parametrize("to", ["K. Belling", ""])
def test_an_arrangement_ends_with_its_stand_in_where_nobody_else_takes_it_on(app: App, to: str) -> None:
    away, leaver = named(app, "K. Belling"), named(app, "B. Lindley")
    arrange_stand_in(app, away, leaver, app.today, app.today + 3 * DAY, "Leave")
    remove_person(app, leaver, "Left the office", instead=named(app, to) if to else None)
    assert stand_ins(app) == []


@pytest.mark.parametrize(
    ("who", "by", "first", "last", "reason", "field"),
    [
        ("B. Lindley", "B. Lindley", 0, 3, "Leave", "by"),
        ("B. Lindley", "R. Okafor", 3, 1, "Leave", "last_day"),
        ("B. Lindley", "R. Okafor", -9, -3, "Leave", "last_day"),
        ("B. Lindley", "R. Okafor", 0, 3, "  ", "reason"),
    ],
)
def test_an_arrangement_that_cannot_be_says_which_field(
    app: App, who: str, by: str, first: int, last: int, reason: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        arrange_stand_in(app, named(app, who), named(app, by), app.today + first * DAY, app.today + last * DAY, reason)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert stand_ins(app) == []


# ---------------------------------------------------------------- filters that are kept


def test_a_filter_is_kept_under_its_name_and_the_same_name_again_gives_it_new_choices(app: App) -> None:
    save_filter(app, "Mine, overdue", {"whose": "mine"})
    save_filter(app, "mine, OVERDUE", {"whose": "unit"})
    assert [(one.name, one.choices) for one in saved_filters(app)] == [("Mine, overdue", {"whose": "unit"})]


def test_filters_stand_in_the_order_in_which_they_were_kept_and_are_renamed_and_deleted(app: App) -> None:
    first, second = (save_filter(app, name, {}) for name in ("One", "Two"))
    rename_filter(app, first, "Eins")
    assert [one.name for one in saved_filters(app)] == ["Eins", "Two"]
    with pytest.raises(RuleBroken):
        rename_filter(app, second, "eins")
    delete_filter(app, second)
    assert [one.name for one in saved_filters(app)] == ["Eins"]


def test_there_are_no_more_filters_than_keys_and_none_without_a_name(app: App) -> None:
    for number in range(9):
        save_filter(app, f"Filter {number}", {})
    with pytest.raises(RuleBroken):
        save_filter(app, "One too many", {})
    with pytest.raises(RuleBroken):
        save_filter(app, "  ", {})


def test_somebody_else_s_filters_are_neither_seen_nor_deleted(app: App) -> None:
    with app.change("filter.keep") as uow:
        other = uow.add(SavedFilter(login="b.lindley", name="Theirs"))
    assert saved_filters(app) == []
    with pytest.raises(NotFound):
        delete_filter(app, other)


# ---------------------------------------------------------------- several at once


def test_several_items_are_handed_over_or_put_off_together(app: App) -> None:
    refresh(app)
    later = [item for item in mine(app) if item.due and item.due > app.today + 9 * DAY][:3]
    assign_all(app, later, "B. Lindley")
    snooze_all(app, later, app.today + 2 * DAY, "The court has the file.")
    for item in later:
        whole = find_item(app, item.case_id, item.key)
        assert (whole.owner_name, whole.snoozed_until) == ("B. Lindley", app.today + 2 * DAY)


def test_when_one_of_several_cannot_be_put_off_so_long_none_is(app: App) -> None:
    refresh(app)
    soon = min((item for item in mine(app) if item.due and item.due > app.today), key=lambda i: i.due or dt.date.max)
    late = max((item for item in mine(app) if item.due), key=lambda i: i.due or dt.date.min)
    assert soon.due is not None
    with pytest.raises(RuleBroken):
        snooze_all(app, [late, soon], soon.due + DAY, "The court has the file.")
    assert find_item(app, late.case_id, late.key).snoozed_until is None


def test_a_leaver_s_parts_and_every_open_item_go_to_somebody_else(app: App) -> None:
    refresh(app)
    leaver, to = named(app, "T. Garside"), named(app, "K. Belling")
    own = mine(app)[:2]
    assign_all(app, own, leaver.name)
    refresh(app)
    before = {item.key for item in due_items(app) if item.owner_name == leaver.name}
    assert {item.key for item in own} <= before
    left = hand_over_leaver(app, leaver, to, "Left the office")
    after = {item.key: item.owner_name for item in due_items(app)}
    assert leaver.name not in after.values()
    assert {after[key] for key in before if key in after} == {to.name}
    assert left >= len(own), "what was handed to the leaver by name goes over one by one"
    with app.read() as uow:
        left_over = {part.case_id for part in uow.find(CasePerson, person_id=leaver.id)}
    assert not left_over & {case.case.id for case in read_cases(app)}, "only in closed cases, which stay as they are"


def test_an_action_done_by_mistake_is_open_again(app: App) -> None:
    from victimplanner.services.meetings import finish_action

    item = next(i for i in due_items(app) if i.rule_id == "action")
    finish_action(app, item.subject_ids[0])
    undo_told(app, item)
    assert item.key in {i.key for i in due_items(app)}


def test_undoing_leaves_alone_what_a_colleague_recorded_since(app: App) -> None:
    item = next(i for i in due_items(app) if i.rule_id == "R8d")
    record_told(app, item, app.today, "R. Okafor", None)
    mine = as_recorded(app, item)
    assert mine is not None
    undo_told(app, mine)
    record_told(app, item, app.today, "T. Garside", None)
    with pytest.raises(RuleBroken, match="taken off already"):
        undo_told(app, mine)
    assert find_item(app, item.case_id, item.key).told_by == "T. Garside"
