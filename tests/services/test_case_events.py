"""Entering what happened, putting it right, withdrawing it: the duties follow, and every entry stays to be read."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.journeys.cases import a_case, another_complainant
from tests.services.finding import lines_in_the_trail
from victimplanner.domain.case import Charge, ChargeState, PleaKind
from victimplanner.domain.case_events import HER_OWN_KINDS, RECEIVED_KINDS, CaseEvent, EventKind
from victimplanner.domain.case_file import CaseFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.errors import Conflict, NotAllowed, RuleBroken
from victimplanner.domain.moved_dates import Shift
from victimplanner.domain.people import UserRole
from victimplanner.services import tellings
from victimplanner.services.case_events import correct_event, record_event, stop_charge, withdraw_event
from victimplanner.services.cases import enter_plea, read_case
from victimplanner.services.contact import Override
from victimplanner.services.context import App
from victimplanner.services.moved_dates import (
    all_items,
    changing,
    with_charge,
    with_event,
    without_event,
    would_move,
)

TODAY, YESTERDAY, TOMORROW = dt.date(2026, 11, 25), dt.date(2026, 11, 24), dt.date(2026, 11, 26)
FRIDAY = dt.date(2026, 11, 20)
BOSS = Override("She rang us herself and asked for it", "S. Whitmore")


@pytest.fixture
def case(empty: App) -> CaseFile:
    return a_case(empty)


def an_event(case: CaseFile, kind: EventKind = EventKind.BAIL_RESULT, **more: object) -> CaseEvent:
    values: dict[str, object] = {
        "case_id": case.case.id, "witness_id": case.witnesses[0].witness.id, "kind": kind, "happened_on": FRIDAY,
        "received_on": YESTERDAY, "detail": "On the plea" if kind is EventKind.CONSULTED else "",
    }  # fmt: skip
    return CaseEvent(**values | more)  # type: ignore[arg-type]


def lines(app: App, case: CaseFile, rule_id: str) -> list[DueItem]:
    return [i for i in all_items(app, read_case(app, case.case.id)) if i.rule_id == rule_id]


def stored(app: App, case: CaseFile) -> list[CaseEvent]:
    with app.read() as uow:
        return sorted(uow.find(CaseEvent, case_id=case.case.id), key=lambda e: e.sequence)


def fields_of(error: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.field for problem in error.value.problems]


# ------------------------------------------------------------ entering


@pytest.mark.parametrize("kind", list(EventKind))
def test_every_kind_of_event_is_kept_with_who_entered_it_and_when(empty: App, case: CaseFile, kind: EventKind) -> None:
    record_event(empty, an_event(case, kind))
    [event] = read_case(empty, case.case.id).witnesses[0].events_of(kind)
    assert (event.entered_by, event.entered_on, event.sequence) == ("R. Okafor", TODAY, 1)
    assert (event.happened_on, event.received_on) == (FRIDAY, YESTERDAY)


def test_events_are_numbered_in_the_order_of_entry_whatever_their_days(empty: App, case: CaseFile) -> None:
    for day in (YESTERDAY, FRIDAY, TODAY):
        record_event(empty, an_event(case, happened_on=day, received_on=TODAY))
    assert [(e.sequence, e.happened_on) for e in stored(empty, case)] == [(1, YESTERDAY), (2, FRIDAY), (3, TODAY)]


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"happened_on": TOMORROW, "received_on": None}, ["happened_on"]),
        ({"received_on": TOMORROW}, ["received_on"]),
        ({"happened_on": TODAY}, ["received_on"]),  # heard of before it happened
        ({"happened_on": None, "received_on": None}, ["happened_on"]),
        ({"custody_months": 0}, ["custody_months"]),
        ({"custody_months": 1201}, ["custody_months"]),
        ({"kind": EventKind.CONSULTED, "detail": " "}, ["detail"]),
        (
            {"happened_on": TOMORROW, "received_on": FRIDAY, "custody_months": -1},
            ["happened_on", "received_on", "custody_months"],
        ),
    ],
)
def test_an_event_that_cannot_be_is_refused_with_every_field_named(
    empty: App, case: CaseFile, facts: dict[str, object], fields: list[str]
) -> None:
    before = lines_in_the_trail(empty)
    with pytest.raises(RuleBroken) as error:
        record_event(empty, an_event(case, **facts))  # type: ignore[arg-type]
    assert fields_of(error) == fields
    assert lines_in_the_trail(empty) == before


@pytest.mark.parametrize("kind", list(EventKind))
def test_what_concerns_one_witness_needs_her_and_the_rest_concerns_all(
    empty: App, case: CaseFile, kind: EventKind
) -> None:
    shared = an_event(case, kind, witness_id=None)
    if kind in HER_OWN_KINDS:
        with pytest.raises(RuleBroken) as error:
            record_event(empty, shared)
        assert fields_of(error) == ["witness"]
    else:
        second = another_complainant(empty, case, "Mair Tollgate")
        record_event(empty, shared)
        assert read_case(empty, case.case.id).witness(second.witness.id).events_of(kind)


def test_one_of_the_two_days_is_enough(empty: App, case: CaseFile) -> None:
    record_event(empty, an_event(case, received_on=None))
    record_event(empty, an_event(case, EventKind.SENTENCE, happened_on=None))
    assert lines(empty, case, "R8b")[0].state is DueState.NOT_KNOWN
    assert lines(empty, case, "R9b")[0].due == TODAY


def test_a_claim_and_a_complaint_are_heard_of_like_everything_that_runs_from_receipt() -> None:
    assert {EventKind.EXPENSES_CLAIMED, EventKind.COMPLAINT, EventKind.BAIL_RESULT} <= RECEIVED_KINDS


def test_what_one_witness_does_is_not_the_others(empty: App, case: CaseFile) -> None:
    second = another_complainant(empty, case, "Mair Tollgate")
    record_event(empty, an_event(case, EventKind.COMPLAINT))
    assert read_case(empty, case.case.id).witness(second.witness.id).events == ()
    assert [i.witness_id for i in lines(empty, case, "R12a")] == [case.witnesses[0].witness.id]


def test_who_may_only_read_enters_and_withdraws_nothing(empty: App, case: CaseFile) -> None:
    event = record_event(empty, an_event(case))
    empty.user = empty.user.model_copy(update={"role": UserRole.READ_ONLY})
    for act in (
        lambda: record_event(empty, an_event(case)),
        lambda: correct_event(empty, event, an_event(case), "Wrong day"),
        lambda: withdraw_event(empty, event, "Another case"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert stored(empty, case) == [event]


# ------------------------------------------------------------ putting right


def test_an_event_put_right_keeps_the_old_entry_and_takes_the_telling_over(empty: App, case: CaseFile) -> None:
    old = record_event(empty, an_event(case))
    [line] = lines(empty, case, "R8b")
    tellings.record_told(empty, line, TODAY, "T. Garside", Channel.IN_PERSON, override=BOSS)
    new = correct_event(empty, old, an_event(case, happened_on=YESTERDAY), "It was on Tuesday")
    first, second = stored(empty, case)
    assert (first.withdrawn_reason, first.withdrawn_by, first.withdrawn_on) == ("It was on Tuesday", "R. Okafor", TODAY)
    assert (second.id, second.first_id, second.happened_on) == (new.id, old.id, YESTERDAY)
    [after] = lines(empty, case, "R8b")
    assert (after.key, after.told_on, after.event_on) == (line.key, TODAY, YESTERDAY)


def test_put_right_twice_it_is_still_the_same_duty(empty: App, case: CaseFile) -> None:
    event = record_event(empty, an_event(case))
    key = lines(empty, case, "R8b")[0].key
    for day in (YESTERDAY, TODAY):
        event = correct_event(empty, event, an_event(case, happened_on=FRIDAY, received_on=day), "Another day")
        assert [i.key for i in lines(empty, case, "R8b")] == [key]
    assert lines(empty, case, "R8b")[0].due == TOMORROW


def test_what_is_put_right_wrongly_or_without_a_reason_leaves_everything_as_it_was(empty: App, case: CaseFile) -> None:
    old = record_event(empty, an_event(case))
    with pytest.raises(RuleBroken) as error:
        correct_event(empty, old, an_event(case, happened_on=TOMORROW, received_on=None), " ")
    assert fields_of(error) == ["happened_on", "reason"]
    assert stored(empty, case) == [old]


def test_of_two_people_who_put_the_same_entry_right_the_second_is_told(empty: App, case: CaseFile) -> None:
    old = record_event(empty, an_event(case))
    correct_event(empty, old, an_event(case, happened_on=YESTERDAY), "It was on Tuesday")
    with pytest.raises(Conflict):
        correct_event(empty, old, an_event(case, happened_on=TODAY, received_on=TODAY), "It was today")
    assert [e.is_withdrawn for e in stored(empty, case)] == [True, False]


# ------------------------------------------------------------ withdrawing, and what moves


def test_what_was_withdrawn_is_neither_withdrawn_nor_put_right_again(empty: App, case: CaseFile) -> None:
    event = record_event(empty, an_event(case, EventKind.BAIL_RESULT))
    gone = withdraw_event(empty, event, "Of another case")
    with pytest.raises(RuleBroken, match="withdrawn already"):
        withdraw_event(empty, gone, "Once more")
    with pytest.raises(RuleBroken, match="withdrawn already"):
        correct_event(empty, gone, an_event(case, EventKind.BAIL_RESULT), "The other day")
    [kept] = read_case(empty, case.case.id).witnesses[0].events
    assert kept.withdrawn_reason == "Of another case"


def test_a_withdrawn_event_gives_every_line_of_the_case_back_as_it_was(empty: App, case: CaseFile) -> None:
    before = all_items(empty, read_case(empty, case.case.id))
    for kind in EventKind:
        event = record_event(empty, an_event(case, kind))
        withdraw_event(empty, event, "Another case")
        assert all_items(empty, read_case(empty, case.case.id)) == before, kind
    with pytest.raises(RuleBroken):
        withdraw_event(empty, record_event(empty, an_event(case)), " ")


@pytest.mark.parametrize("kind", list(EventKind))
def test_what_would_move_is_what_moves(empty: App, case: CaseFile, kind: EventKind) -> None:
    file = read_case(empty, case.case.id)
    foreseen = would_move(empty, file, with_event(file, an_event(case, kind)))
    event, moved = changing(empty, case.case.id, lambda: record_event(empty, an_event(case, kind)))
    said = [(m.shift, m.title, m.was, m.now, m.note) for m in moved]
    assert [(m.shift, m.title, m.was, m.now, m.note) for m in foreseen] == said
    file = read_case(empty, case.case.id)
    back = would_move(empty, file, without_event(file, event))
    _, undone = changing(empty, case.case.id, lambda: withdraw_event(empty, event, "Another case"))
    assert [(m.shift, m.title) for m in back] == [(m.shift, m.title) for m in undone]


def test_a_guilty_plea_says_what_stops_and_what_starts(empty: App, case: CaseFile) -> None:
    accused = case.defendants[0]
    _, moved = changing(empty, case.case.id, lambda: enter_plea(empty, accused, PleaKind.GUILTY, YESTERDAY))
    found = {(m.item.rule_id, m.shift) for m in moved if m.item}
    assert {("application", Shift.STOPPED), ("meeting.offer", Shift.STOPPED), ("R9a", Shift.STARTED)} <= found


# ------------------------------------------------------------ charges


def a_charge(app: App, case: CaseFile) -> Charge:
    charge = case.witnesses[0].charges[0].model_copy(update={"charged_on": dt.date(2026, 10, 12)})
    with app.change("event.record") as uow:
        return uow.save(charge)


def test_a_stopped_charge_starts_the_letter_and_one_that_goes_on_after_all_stops_it(empty: App, case: CaseFile) -> None:
    charge = a_charge(empty, case)
    file = read_case(empty, case.case.id)
    stopped = charge.model_copy(update={"state": ChargeState.STOPPED, "stopped_on": YESTERDAY})
    foreseen = would_move(empty, file, with_charge(file, stopped))
    before = all_items(empty, file)
    saved, moved = changing(empty, case.case.id, lambda: stop_charge(empty, charge, YESTERDAY))
    assert [(m.shift, m.title) for m in foreseen] == [(m.shift, m.title) for m in moved]
    assert lines(empty, case, "R6d")[0].due == TODAY
    stop_charge(empty, saved, None)
    assert lines(empty, case, "R6d") == []
    assert all_items(empty, read_case(empty, case.case.id)) == before


@pytest.mark.parametrize(
    ("day", "words"), [(TOMORROW, "lies in the future"), (dt.date(2026, 10, 11), "before it was made")]
)
def test_a_charge_is_stopped_after_it_was_made_and_not_in_the_future(
    empty: App, case: CaseFile, day: dt.date, words: str
) -> None:
    charge = a_charge(empty, case)
    with pytest.raises(RuleBroken, match=words) as error:
        stop_charge(empty, charge, day)
    assert fields_of(error) == ["happened_on"]
    assert read_case(empty, case.case.id).witnesses[0].charges == (charge,)
