"""Standard or enhanced rights: from the facts, by whoever set them with a reason, and by the facts again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.rulebook import TODAY, a_file, day
from tests.duties import an_entry, an_event, item_of, with_entries, with_events
from victimplanner.domain.case import Charge, ChargeState
from victimplanner.domain.case_events import EventKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.due_item import DueState
from victimplanner.domain.entitlement import Rights, rights_of
from victimplanner.domain.rights import RightsLevel, RightsOverride
from victimplanner.domain.witness import Gate, GateCode, GateHolds

STANDARD, ENHANCED = RightsLevel.STANDARD, RightsLevel.ENHANCED


def with_charges(file: WitnessFile, *sexual: bool, **more: object) -> WitnessFile:
    charges = tuple(
        Charge(
            case_id=file.case.id, offence="Invented", is_sexual_offence=is_sexual, charged_on=day("2026-10-12"), **more
        )  # type: ignore[arg-type]
        for is_sexual in sexual
    )
    return replace(file, charges=charges)


def with_ground(file: WitnessFile, code: GateCode, holds: GateHolds = GateHolds.YES) -> WitnessFile:
    gate = Gate(
        case_id=file.case.id, witness_id=file.witness.id, code=code, holds=holds, considered_on=day("2026-11-16"),
        sequence=len(file.gates) + 1,
    )  # fmt: skip
    return replace(file, gates=(*file.gates, gate))


def set_by_hand(file: WitnessFile, level: RightsLevel | None, reason: str = "Persistently targeted") -> WitnessFile:
    entry = RightsOverride(
        case_id=file.case.id, witness_id=file.witness.id, level=level, reason=reason, decided_by="R. Okafor",
        decided_on=day("2026-11-20"), sequence=len(file.rights_overrides) + 1,
    )  # fmt: skip
    return replace(file, rights_overrides=(*file.rights_overrides, entry))


def plain() -> WitnessFile:
    """An adult complainant of no sexual offence, about whom nothing else is recorded."""
    return with_charges(a_file(), False)


def test_a_victim_of_a_sexual_offence_has_enhanced_rights_since_the_charge() -> None:
    rights = rights_of(with_charges(a_file(), False, True), TODAY)
    assert rights == Rights(ENHANCED, "sexual offence", day("2026-10-12"), ENHANCED)


def test_a_stopped_charge_takes_no_right_away() -> None:
    file = with_charges(a_file(), True, state=ChargeState.STOPPED, stopped_on=day("2026-11-16"))
    assert rights_of(file, TODAY).level is ENHANCED


def test_where_no_fact_gives_more_rights_are_standard_and_that_is_said() -> None:
    assert rights_of(plain(), TODAY) == Rights(STANDARD, "no fact recorded gives enhanced rights", None, STANDARD)


@pytest.mark.parametrize(
    ("code", "because"),
    [
        (GateCode.S16_INCAP, "vulnerable"),
        (GateCode.S17_FEAR, "intimidated"),
        (GateCode.S17_4_MSA, "intimidated"),
        (GateCode.S17_4_DA, "intimidated"),
        (GateCode.S17_5_WEAPON, "intimidated"),
    ],
)
def test_a_ground_that_holds_gives_enhanced_rights_since_it_was_considered(code: GateCode, because: str) -> None:
    rights = rights_of(with_ground(plain(), code), TODAY)
    assert (rights.level, rights.because, rights.since) == (ENHANCED, because, day("2026-11-16"))


@pytest.mark.parametrize("holds", [GateHolds.NO, GateHolds.DECLINED, GateHolds.NOT_RELIED_ON])
def test_a_ground_that_does_not_hold_gives_nothing(holds: GateHolds) -> None:
    assert rights_of(with_ground(plain(), GateCode.S17_FEAR, holds), TODAY).level is STANDARD


def test_a_ground_considered_again_counts_as_considered_last() -> None:
    file = with_ground(with_ground(plain(), GateCode.S17_FEAR), GateCode.S17_FEAR, GateHolds.NO)
    assert rights_of(file, TODAY).level is STANDARD


def test_a_child_is_vulnerable_until_the_day_she_is_18() -> None:
    child = with_charges(a_file(born="2008-11-25"), False)
    assert rights_of(child, day("2026-11-24")).because == "vulnerable"
    assert rights_of(child, day("2026-11-25")).level is STANDARD


def test_a_witness_who_is_no_victim_has_standard_rights_whatever_the_charge() -> None:
    file = with_charges(a_file(), True)
    bystander = replace(file, witness=file.witness.model_copy(update={"is_complainant": False}))
    assert rights_of(bystander, TODAY).because == "a witness, not a victim in this case"
    assert rights_of(bystander, TODAY).level is STANDARD


def test_what_was_set_by_hand_comes_first_says_by_whom_and_keeps_what_the_facts_would_give() -> None:
    rights = rights_of(set_by_hand(plain(), ENHANCED), TODAY)
    assert (rights.level, rights.derived, rights.since) == (ENHANCED, STANDARD, day("2026-11-20"))
    assert rights.because == "set by R. Okafor on 20 Nov 2026: Persistently targeted"
    lower = rights_of(set_by_hand(with_charges(a_file(), True), STANDARD, "Her own wish."), TODAY)
    assert (lower.level, lower.derived) == (STANDARD, ENHANCED)
    assert lower.because.endswith("Her own wish")


def test_why_it_was_set_by_hand_bears_her_label_and_never_her_name() -> None:
    named = set_by_hand(plain(), ENHANCED, "Carys Penhale is followed by him again and again")
    assert rights_of(named, TODAY).because.endswith(": W1 is followed by him again and again")


def test_taken_off_again_the_facts_decide_as_if_nothing_had_been_set() -> None:
    file = plain()
    both = set_by_hand(set_by_hand(file, ENHANCED), None, "Wrong file")
    assert rights_of(both, TODAY) == rights_of(file, TODAY)
    assert rights_of(set_by_hand(both, ENHANCED), TODAY).level is ENHANCED


@pytest.mark.parametrize(
    ("rule_id", "kind"),
    [("R6a", EventKind.POLICE_STEP), ("R6b", EventKind.NOT_INVESTIGATED), ("R8b", EventKind.BAIL_RESULT)],
)
def test_the_level_decides_between_one_working_day_and_five(rule_id: str, kind: EventKind) -> None:
    file = plain()
    file = with_events(file, an_event(file, kind, day("2026-11-18"), day("2026-11-18")))
    standard, enhanced = item_of(file, rule_id), item_of(set_by_hand(file, ENHANCED), rule_id)
    assert (standard.due, standard.level, standard.state) == (day("2026-11-25"), "standard", DueState.TODAY)
    assert (enhanced.due, enhanced.level, enhanced.is_open) == (day("2026-11-19"), "enhanced", True)


def test_where_the_code_makes_no_difference_the_line_names_no_level() -> None:
    file = plain()
    file = with_events(file, an_event(file, EventKind.SENTENCE, day("2026-11-24"), day("2026-11-24")))
    assert {item_of(f, "R9b").level for f in (file, set_by_hand(file, ENHANCED))} == {""}


def test_rights_set_by_hand_change_nothing_that_was_done_before() -> None:
    """R6c counts one working day with enhanced rights and five with standard ones."""
    file = with_charges(a_file(), True)  # charged on 12 October
    told = with_entries(file, an_entry("R6c", item_of(file, "R6c").about, on=day("2026-10-15"), by="DC 4471"))
    assert item_of(told, "R6c").state is DueState.MET_LATE
    assert item_of(set_by_hand(told, RightsLevel.STANDARD), "R6c").state is DueState.MET_LATE
