"""The ledger of one witness: what stands in it, in which order, and what can never apply to her."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.rulebook import CALENDAR, RULES, TODAY, a_file, case_of, day
from victimplanner.domain.case_events import CaseEvent, EventKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import DeadlineRule
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.ledger import (
    editions_of,
    find_line,
    in_order_of_rights,
    ledger_of,
    left_out_words,
    right_order,
    right_title,
)
from victimplanner.domain.rules import RuleBook


def ledger(file: WitnessFile, today: dt.date = TODAY, rules: RuleBook = RULES) -> tuple[DueItem, ...]:
    return ledger_of(case_of(file), file, rules, CALENDAR, today)


def with_events(file: WitnessFile, *events: CaseEvent) -> WitnessFile:
    return replace(file, events=events)


def an_event(file: WitnessFile, kind: EventKind, **facts: object) -> CaseEvent:
    return CaseEvent(case_id=file.case.id, kind=kind, **facts)  # type: ignore[arg-type]


def lines(items: tuple[DueItem, ...], rule_id: str) -> list[DueItem]:
    return [item for item in items if item.rule_id == rule_id]


def a_witness_only(file: WitnessFile) -> WitnessFile:
    return replace(file, witness=file.witness.model_copy(update={"is_complainant": False}))


# ---------------------------------------------------------------- what stands in it


def test_every_duty_stands_in_it_once_it_starts_and_waits_in_it_before() -> None:
    duties = {rule.id for rule in RULES.deadlines if rule.right and rule.starts}
    assert {item.rule_id for item in ledger(a_file())} == duties
    assert all(item.state is DueState.NOT_STARTED for item in ledger(a_file()))


def test_a_duty_that_waits_says_for_what() -> None:
    item = lines(ledger(a_file()), "R9b")[0]
    assert item.why == "Not started: waits for a sentence."
    assert item.due is None
    assert not item.is_open


def test_a_duty_that_has_started_waits_no_longer() -> None:
    file = a_file()
    file = with_events(file, an_event(file, EventKind.SENTENCE, happened_on=day("2026-11-23"), received_on=TODAY))
    assert [item.state for item in lines(ledger(file), "R9b")] == [DueState.THIS_WEEK]


def test_two_bail_hearings_are_two_lines() -> None:
    file = a_file()
    events = [
        an_event(file, EventKind.BAIL_RESULT, happened_on=day(d), received_on=day(d))
        for d in ("2026-11-20", "2026-11-16")
    ]
    found = lines(ledger(with_events(file, *events)), "R8b")
    assert [item.event_on for item in found] == [day("2026-11-16"), day("2026-11-20")], "by the day of the event"


def test_a_task_of_the_unit_that_is_done_here_stands_below_the_duties() -> None:
    file = a_file()
    own = {"witness_id": file.witness.id, "happened_on": TODAY, "received_on": TODAY}
    file = with_events(file, an_event(file, EventKind.SUPPORT_WITHDRAWN, **own))
    assert ledger(file)[-1].rule_id == "support.withdrawn"
    assert right_title(ledger(file)[-1]) == "Limits of this unit"
    assert not lines(ledger(a_file()), "support.withdrawn"), "it is no duty that waits to be owed"


# ---------------------------------------------------------------- in which order


def test_rights_stand_in_the_order_of_their_numbers_then_policy_then_the_rules_of_court() -> None:
    rights = list(dict.fromkeys(item.right for item in ledger(a_file())))
    assert rights == ["3", "4", "6", "7", "8", "8.1", "8.2", "9", "10", "11", "12", "Policy", "CrimPR"]


@given(st.lists(st.sampled_from(["3", "8", "8.1", "8.2", "10", "12", "Policy", "CrimPR", ""])))
def test_no_right_is_torn_apart_whatever_stands_in_a_ledger(rights: list[str]) -> None:
    item = ledger(a_file())[0]
    ordered = [i.right for i in in_order_of_rights([replace(item, right=right) for right in rights])]
    assert ordered == sorted(rights, key=right_order)
    assert len(list(dict.fromkeys(ordered))) == sum(a != b for a, b in zip(ordered, ["?", *ordered], strict=False))


def test_each_right_is_called_as_its_edition_calls_it() -> None:
    assert right_title(lines(ledger(a_file()), "R9a")[0]) == "Right 9: The outcome of the case and any appeals"
    assert right_title(lines(ledger(a_file()), "R8a")[0]).startswith("Right 8.1: The trial, the trial process")
    assert right_title(lines(ledger(a_file()), "meeting.offer")[0]) == "Policy, not yet a right of the Code"


def test_a_new_edition_numbers_only_what_happens_under_it() -> None:
    old = next(rule for rule in RULES.deadlines if rule.id == "R9b")
    new: DeadlineRule = replace(
        old, in_force=day("2026-11-20"), edition="A later Code", right="5", right_title="Outcomes"
    )
    book = replace(RULES, deadlines=(*RULES.deadlines, new))
    file = a_file()
    events = [
        an_event(file, EventKind.SENTENCE, happened_on=day(d), received_on=day(d)) for d in ("2026-11-19", "2026-11-20")
    ]
    found = ledger(with_events(file, *events), rules=book)
    assert [item.right for item in lines(found, "R9b")] == ["5", "9"]
    assert editions_of(found) == (old.edition, "A later Code")


# ---------------------------------------------------------------- what can never apply to her


def test_the_meeting_is_no_duty_towards_a_child_and_the_ledger_says_so() -> None:
    child = a_file(born="2012-06-01")
    assert not lines(ledger(child), "meeting.offer")
    assert "for adults" in left_out_words(child, TODAY)
    assert lines(ledger(a_file()), "meeting.offer")
    assert left_out_words(a_file(), TODAY) == ""


def test_a_witness_who_is_no_victim_is_owed_what_has_started_and_nothing_waits_but_the_rules_of_court() -> None:
    file = a_witness_only(a_file())
    assert {item.right for item in ledger(file)} == {"CrimPR"}
    assert "not a victim" in left_out_words(file, TODAY)
    file = with_events(file, an_event(file, EventKind.OUTCOME, happened_on=TODAY, received_on=TODAY))
    assert lines(ledger(file), "R9a"), "nothing that runs is hidden"


# ---------------------------------------------------------------- finding a line


def test_a_line_is_found_by_what_it_is_about_and_the_most_pressing_one_leads() -> None:
    file = a_file()
    event = an_event(file, EventKind.OUTCOME, happened_on=day("2026-11-16"), received_on=day("2026-11-18"))
    found = ledger(with_events(file, event))
    line = find_line(found, "", event.id)
    assert line is not None
    assert line.rule_id == "R9a", "late; that the court told us is met"
    assert find_line(found, found[0].key) is found[0]
    assert find_line(found, "", "f" * 32) is None
