"""What is due across the office: every item with rule, trigger, date and steps, or with what is missing."""

from __future__ import annotations

import datetime as dt
import json

from tests.services.finding import witnesses
from victimplanner.domain.case import CaseState
from victimplanner.domain.contact import Channel
from victimplanner.domain.due_item import DueState
from victimplanner.services.cases import amend_case, read_case, read_cases
from victimplanner.services.clock import FixedClock
from victimplanner.services.context import App
from victimplanner.services.meetings import offer_meeting
from victimplanner.services.worklist import due_as_data, due_items, due_of_case, duties_of_witness, is_mine


def test_every_item_says_what_why_by_which_rule_and_when_or_why_not_when(practice: App) -> None:
    items = due_items(practice)
    assert len(items) > 40
    for item in items:
        assert item.title
        assert item.why
        assert item.citation
        if item.state is DueState.NO_LIMIT:
            assert (item.due, item.missing, item.rule_words) == (None, "", "No number of days")
        else:
            assert item.due is not None or item.missing.startswith("Cannot be worked out: ")


def test_every_item_by_a_rule_shows_its_steps(practice: App) -> None:
    for item in due_as_data(due_items(practice)):
        if item["rule"] == "action":
            continue
        labels = [step["step"] for step in item["steps"]]
        assert labels[0] == "Starts from"
        assert labels[-1] == ("Edition" if item["due"] or item["state"] == "no_limit" else "Result")
        assert item["source"]
        assert item["edition"]


def test_the_most_pressing_comes_first_and_what_is_not_known_last(practice: App) -> None:
    dues = [item.due or dt.date.max for item in due_items(practice)]
    assert dues == sorted(dues)
    assert dues[0] < practice.today
    assert dues[-1] == dt.date.max


def test_only_open_items_of_open_cases_are_listed(practice: App) -> None:
    items = due_items(practice)
    assert not {item.state for item in items} & {DueState.MET, DueState.MET_LATE}
    assert {item.case_id for item in items} <= {case.case.id for case in read_cases(practice)}


def test_a_closed_case_has_nothing_due(app: App) -> None:
    first = due_items(app)[0]
    amend_case(app, read_case(app, first.case_id).case.model_copy(update={"state": CaseState.CLOSED}))
    assert first.case_id not in {item.case_id for item in due_items(app)}


def test_what_was_done_leaves_the_list_and_stays_among_the_duties(app: App) -> None:
    item = next(i for i in due_items(app) if i.rule_id == "meeting.offer")
    assert item.witness_id is not None
    offer_meeting(app, item.witness_id, offered_on=app.today, channel=Channel.IN_PERSON, offered_by="R. Okafor")
    case = read_case(app, item.case_id)
    assert item.key not in {i.key for i in due_of_case(app, case)}
    done = [d for d in duties_of_witness(app, case, case.witness(item.witness_id)) if d.key == item.key]
    assert [d.state in (DueState.MET, DueState.MET_LATE) for d in done] == [True]


def test_another_day_moves_the_states_and_not_the_dates(app: App) -> None:
    before = {item.key: item.due for item in due_items(app) if item.rule_id == "application"}
    app.clock = FixedClock(dt.datetime(2027, 1, 20, 9, tzinfo=dt.UTC))
    after = {item.key: item for item in due_items(app) if item.rule_id == "application"}
    shared = before.keys() & after.keys()
    assert shared
    assert all(after[key].due == before[key] for key in shared)
    assert {after[key].state for key in shared if before[key]} == {DueState.OVERDUE}


def test_mine_is_what_bears_my_name(practice: App) -> None:
    items = due_items(practice)
    mine = [item for item in items if is_mine(practice, item)]
    assert 0 < len(mine) < len(items)
    assert {item.owner_name for item in mine} == {"R. Okafor"}


def test_the_list_as_data_is_json_and_names_no_witness(practice: App) -> None:
    text = json.dumps(due_as_data(due_items(practice)), ensure_ascii=False)
    assert [file.witness.name for file in witnesses(practice) if file.witness.name in text] == []
