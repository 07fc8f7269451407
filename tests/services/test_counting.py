"""The worklist is counted once for each case: what is counted again, when, and what stays as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from tests.office_copies import never_counted
from tests.services.test_counting_machine import as_stored
from victimplanner.domain.case import Case
from victimplanner.domain.due_item import OPEN, DueItem, DueState, state_on
from victimplanner.domain.due_lines import DueQuery, Grouping, days_of
from victimplanner.domain.errors import Cancelled
from victimplanner.domain.office import ClosedDay
from victimplanner.domain.people import Person
from victimplanner.services import counting
from victimplanner.services.cases import amend_case, name_person, read_case
from victimplanner.services.clock import FixedClock
from victimplanner.services.context import App
from victimplanner.services.counting import count_changed, refresh, to_count
from victimplanner.services.drafts import keep_draft
from victimplanner.services.duties import assign, find_item, snooze
from victimplanner.services.people import save_person
from victimplanner.services.worklist import Whose, due_as_data, due_items, read_groups, read_overview, whose_query
from victimplanner.storage.due_lines import DUE_LINE


def lines(app: App, query: DueQuery | None = None, by: Grouping = Grouping.WHEN, limit: int = 1000) -> list[DueItem]:
    return [item for group in read_groups(app, query or DueQuery(), by, limit) for item in group.items]


def stored(app: App) -> Mapping[str, list[Any]]:
    """Every stored line, by case."""
    found: dict[str, list[Any]] = {}
    with app.read() as uow:
        for row in uow.rows(sa.select(DUE_LINE).order_by(DUE_LINE.c.key)):
            found.setdefault(row.case_id, []).append(tuple(row))
    return found


def test_a_file_that_was_never_counted_is_counted_once(app: App) -> None:
    never_counted(app)
    assert len(to_count(app)) == 40
    assert refresh(app) == 40
    assert to_count(app) == []
    away = lines(app, DueQuery(put_off=True))
    assert as_stored([*lines(app), *away]) == as_stored(due_items(app))


def test_a_change_in_one_case_counts_that_case_and_leaves_the_other_lines_as_they_are(app: App) -> None:
    refresh(app)
    before = stored(app)
    item = lines(app)[0]
    assign(app, find_item(app, item.case_id, item.key), "B. Lindley")
    assert to_count(app) == [item.case_id]
    refresh(app)
    after = stored(app)
    assert after.pop(item.case_id) != before.pop(item.case_id)
    assert after == before


def test_what_a_change_concerned_is_counted_before_anybody_reads(app: App) -> None:
    refresh(app)
    app.changed.listen(lambda changed: count_changed(app, changed))
    item = lines(app)[0]
    assign(app, find_item(app, item.case_id, item.key), "B. Lindley")
    assert next(i for i in lines(app) if i.key == item.key).owner_name == "B. Lindley"


def test_when_the_program_stops_between_change_and_count_the_case_is_counted_at_the_next_look(app: App) -> None:
    refresh(app)
    case = read_case(app, lines(app)[0].case_id).case
    amend_case(app, case.model_copy(update={"unit": "Southmere RASSO"}))  # and here the program was stopped
    assert to_count(app) == [case.id]


def test_words_that_are_only_being_typed_count_nothing_again(app: App) -> None:
    refresh(app)
    keep_draft(app, lines(app)[0].case_id, "dialog/example", {"reason": "half a word"})
    assert to_count(app) == []


def test_another_program_or_other_rules_count_every_case_again(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh(app)
    monkeypatch.setattr(counting, "_counted_by", lambda: 7)
    assert len(to_count(app)) == 40
    refresh(app)
    assert to_count(app) == []


def test_a_new_closed_day_counts_every_case_again(app: App) -> None:
    refresh(app)
    with app.change("office.fill_practice") as uow:
        uow.add(ClosedDay(on=dt.date(2026, 12, 4), reason="Training"))
    assert len(to_count(app)) == 40


def test_somebody_new_in_the_directory_counts_nothing_again_and_a_changed_name_everything(app: App) -> None:
    refresh(app)
    person = save_person(app, Person(name="N. Newcome"))
    assert to_count(app) == []
    save_person(app, person.model_copy(update={"name": "N. Newcombe"}))
    assert len(to_count(app)) == 40


def test_a_change_made_in_the_moment_of_counting_is_not_lost(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh(app)
    item = next(i for i in lines(app) if i.owner_name != "B. Lindley")
    whole = find_item(app, item.case_id, item.key)
    assign(app, whole, "T. Garside")
    really, times = counting.due_for_case, []

    def meanwhile(*arguments: Any) -> list[DueItem]:
        found = really(*arguments)
        if not times:
            assign(app, whole, "B. Lindley")
        times.append(1)
        return found

    monkeypatch.setattr(counting, "due_for_case", meanwhile)
    refresh(app)
    assert len(times) == 2
    assert next(i for i in lines(app) if i.key == item.key).owner_name == "B. Lindley"


def test_counting_that_is_stopped_keeps_what_was_counted(app: App) -> None:
    class Stop:
        def report(self, done: int, total: int, text: str) -> None:
            if done:
                raise Cancelled("Stopped.")

    never_counted(app)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "CHUNK", 10)
        with pytest.raises(Cancelled):
            refresh(app, Stop())
    assert len(to_count(app)) == 30


def test_what_is_put_off_is_back_on_its_day(app: App) -> None:
    refresh(app)
    item = next(i for i in lines(app) if i.due and i.due > app.today + dt.timedelta(days=7) and i.state in OPEN)
    until = app.today + dt.timedelta(days=6)
    snooze(app, find_item(app, item.case_id, item.key), until, "The court has the file.")
    refresh(app)
    assert item.key not in {i.key for i in lines(app)}
    assert item.key in {i.key for i in lines(app, DueQuery(put_off=True))}
    app.clock = FixedClock(dt.datetime.combine(until, dt.time(9), dt.UTC))
    assert item.key in {i.key for i in lines(app)}


def test_a_page_holds_the_first_lines_of_each_group_and_says_how_many_there_are(app: App) -> None:
    refresh(app)
    counts = read_overview(app, Whose.ALL, DueQuery()).counts
    groups = read_groups(app, DueQuery(), Grouping.WHEN, 3, counts)
    whole = {g.key: g.items for g in read_groups(app, DueQuery(), Grouping.WHEN, 1000)}
    assert {g.key: g.number for g in groups} == {key: len(items) for key, items in whole.items()}
    for group in groups:
        assert group.items == whole[group.key][:3]


@pytest.mark.parametrize("by", [Grouping.CASE, Grouping.OWNER, Grouping.RULE])
def test_by_case_owner_or_rule_every_line_stands_in_one_group(app: App, by: Grouping) -> None:
    refresh(app)
    groups = read_groups(app, DueQuery(), by, 1000)
    assert as_stored([i for g in groups for i in g.items]) == as_stored(lines(app))
    assert len({g.key for g in groups}) == len(groups) > 3
    for group in groups:
        assert group.number == len(group.items)
        dues = [item.due or dt.date.max for item in group.items]
        assert dues == sorted(dues)


def test_a_group_that_is_cut_off_still_says_its_whole_number(app: App) -> None:
    refresh(app)
    whole = {g.key: g.number for g in read_groups(app, DueQuery(), Grouping.OWNER, 1000)}
    for group in read_groups(app, DueQuery(), Grouping.OWNER, 50):
        assert group.number == whole[group.key]


@pytest.mark.parametrize("text", ["Tell", "tell the", "okafor", "18.4", "99", "100%_", "’"])
def test_words_find_what_stands_on_the_line_and_nothing_else(app: App, text: str) -> None:
    refresh(app)

    def holds(item: DueItem) -> bool:
        words = (item.title, item.why, item.case_title, item.witness_label, item.owner_name, item.citation, item.urn)
        return any(text.casefold().replace("’", "'") in part.casefold().replace("’", "'") for part in words)

    assert {i.key for i in lines(app, DueQuery(text=text))} == {i.key for i in lines(app) if holds(i)}


@pytest.mark.parametrize("days", range(0, 400, 9))
def test_the_days_of_a_state_are_the_days_on_which_it_is_said(days: int) -> None:
    today = dt.date(2026, 11, 25) + dt.timedelta(days=days)
    for state in (DueState.OVERDUE, DueState.TODAY, DueState.THIS_WEEK, DueState.NEXT_TWO_WEEKS, DueState.LATER):
        first, last = days_of(state, today)
        for number in range(-30, 40):
            day = today + dt.timedelta(days=number)
            inside = (first is None or day >= first) and (last is None or day <= last)
            assert inside is (state_on(today, day) is state)


def test_the_counts_are_those_of_the_lines(app: App) -> None:
    refresh(app)
    seen = read_overview(app, Whose.UNIT, DueQuery(text="tell"))
    shown = lines(app)
    assert seen.counts.by_state == {s: n for s in OPEN if (n := sum(1 for i in shown if i.state is s))}
    assert seen.totals[Whose.UNIT] == len(shown)
    assert seen.totals[Whose.MINE] == len(lines(app, whose_query(app, Whose.MINE, DueQuery())))
    assert seen.matching.total == len(lines(app, DueQuery(text="tell")))
    assert seen.counts.next_due == min(i.due for i in shown if i.due)
    assert set(seen.owners) == {i.owner_name for i in due_items(app)}
    assert not seen.has_units, "all cases are of this unit"


def test_the_lines_of_another_unit_are_neither_mine_nor_my_unit_s(app: App) -> None:
    with app.read() as uow:
        case = uow.find(Case)[0]
    amend_case(app, case.model_copy(update={"unit": "Southmere RASSO"}))
    refresh(app)
    assert read_overview(app, Whose.ALL, DueQuery()).has_units
    unit = lines(app, whose_query(app, Whose.UNIT, DueQuery()))
    assert case.id not in {i.case_id for i in unit}
    assert len(unit) < len(lines(app))


def test_naming_somebody_new_on_a_case_counts_that_case_alone(app: App) -> None:
    from victimplanner.domain.people import CaseRole

    refresh(app)
    case_id = lines(app)[0].case_id
    name_person(app, case_id, CaseRole.PROSECUTOR, Person(name="N. Newcome"))
    assert to_count(app) == [case_id]


def test_the_list_of_the_command_line_is_the_list_of_the_screen(app: App) -> None:
    refresh(app)
    on_screen = [*lines(app), *lines(app, DueQuery(put_off=True))]

    def words(item: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(
            item[name] for name in ("urn", "witness", "title", "why", "rule", "due", "state", "standing", "owner")
        )

    printed = due_as_data(due_items(app))
    assert sorted(map(words, due_as_data(on_screen)), key=str) == sorted(map(words, printed), key=str)
    assert all(item["steps"] for item in printed if item["rule"] != "action"), "and each with its working"
