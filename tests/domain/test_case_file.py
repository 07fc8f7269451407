"""What follows from the records of a case: age, gates held, the title."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.rulebook import TODAY, a_file, case_of, day
from victimplanner.domain.case import ChargeState, Defendant, Hearing, HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile, age_on
from victimplanner.domain.errors import NotFound
from victimplanner.domain.witness import Gate, GateCode, GateHolds


def considered(file: WitnessFile, code: GateCode, *holds: GateHolds) -> WitnessFile:
    gates = tuple(
        Gate(
            case_id=file.case.id,
            witness_id=file.witness.id,
            code=code,
            holds=h,
            evidence="Asked",
            considered_on=TODAY,
            sequence=n,
        )
        for n, h in enumerate(holds, 1)
    )
    return replace(file, gates=gates)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2008-11-25", "2026-11-24", 17),
        ("2008-11-25", "2026-11-25", 18),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2028-02-29", 20),
        ("2026-11-25", "2026-11-25", 0),
    ],
)
def test_an_age_is_reached_at_the_start_of_the_birthday(born: str, on: str, age: int) -> None:
    assert age_on(day(born), day(on)) == age


@given(born=st.dates(dt.date(1920, 1, 1), dt.date(2026, 1, 1)), days=st.integers(0, 20000))
def test_nobody_grows_younger(born: dt.date, days: int) -> None:
    on = born + dt.timedelta(days=days)
    assert (age_on(born, on) or 0) <= (age_on(born, on + dt.timedelta(days=1)) or 0)


def test_a_complainant_of_a_sexual_offence_is_eligible_without_an_entry() -> None:
    assert a_file("2026-11-18").gates_held_on(TODAY) == {GateCode.S17_4_SEX}


def test_a_stopped_charge_no_longer_makes_her_eligible() -> None:
    file = a_file("2026-11-18")
    stopped = tuple(c.model_copy(update={"state": ChargeState.STOPPED}) for c in file.charges)
    assert replace(file, charges=stopped).gates_held_on(TODAY) == frozenset()


def test_her_own_notice_to_the_court_ends_eligibility_by_section_17_4_alone() -> None:
    file = considered(a_file("2026-11-18"), GateCode.S17_4_SEX, GateHolds.DECLINED)
    assert GateCode.S17_4_SEX not in file.gates_held_on(TODAY)
    fear = considered(file, GateCode.S17_FEAR, GateHolds.YES)
    assert GateCode.S17_FEAR in fear.gates_held_on(TODAY)


def test_the_latest_entry_of_a_gate_counts() -> None:
    file = considered(a_file("2026-11-18"), GateCode.S16_INCAP, GateHolds.YES, GateHolds.NO)
    assert GateCode.S16_INCAP not in file.gates_held_on(TODAY)


def test_under_18_follows_from_her_age_on_the_day_asked_and_from_nothing_else() -> None:
    file = considered(a_file("2026-11-18", born="2008-12-01"), GateCode.S16_CHILD, GateHolds.NO)
    assert GateCode.S16_CHILD in file.gates_held_on(day("2026-11-30"))
    assert GateCode.S16_CHILD not in file.gates_held_on(day("2026-12-01"))


def test_without_a_date_of_birth_the_reason_to_believe_decides() -> None:
    file = a_file("2026-11-18", born=None)
    assert GateCode.S16_CHILD not in file.gates_held_on(TODAY)
    young = replace(file, witness=file.witness.model_copy(update={"believed_under_18": True}))
    assert GateCode.S16_CHILD in young.gates_held_on(TODAY)


def test_a_date_of_birth_outweighs_what_was_believed_or_recorded_before_it_was_known() -> None:
    file = considered(a_file("2026-11-18", born="1990-06-01"), GateCode.S16_CHILD, GateHolds.YES)
    believed = replace(file, witness=file.witness.model_copy(update={"believed_under_18": True}))
    assert not believed.is_child_on(TODAY)
    assert GateCode.S16_CHILD not in believed.gates_held_on(TODAY)


@pytest.mark.parametrize(
    ("holds", "child"),
    [
        ((GateHolds.YES,), True),
        ((GateHolds.YES, GateHolds.NO), False),
        ((GateHolds.NO,), False),
        ((GateHolds.NOT_RELIED_ON,), False),
    ],
)
def test_without_a_date_of_birth_the_ground_as_last_recorded_holds(holds: tuple[GateHolds, ...], child: bool) -> None:
    file = considered(a_file("2026-11-18", born=None), GateCode.S16_CHILD, *holds)
    assert (GateCode.S16_CHILD in file.gates_held_on(TODAY)) is child
    assert file.is_child_on(TODAY) is child


@pytest.mark.parametrize(
    ("holds", "held"),
    [
        (GateHolds.YES, True),
        (GateHolds.NO, False),
        (GateHolds.NOT_RELIED_ON, False),
        (GateHolds.DECLINED, False),
    ],
)
@pytest.mark.parametrize(
    "code",
    [
        GateCode.S16_INCAP,
        GateCode.S17_FEAR,
        GateCode.S17_4_MSA,
        GateCode.S17_4_DA,
        GateCode.S17_5_WEAPON,
        GateCode.S22_QUALIFYING,
    ],
)
def test_a_ground_that_follows_from_no_fact_holds_only_when_recorded_as_holding(
    code: GateCode, holds: GateHolds, held: bool
) -> None:
    assert (code in considered(a_file("2026-11-18"), code, holds).gates_held_on(TODAY)) is held


@pytest.mark.parametrize("holds", [GateHolds.YES, GateHolds.NO, GateHolds.NOT_RELIED_ON])
def test_only_her_own_notice_ends_what_section_17_4_gives_a_complainant(holds: GateHolds) -> None:
    file = considered(a_file("2026-11-18"), GateCode.S17_4_SEX, holds)
    assert GateCode.S17_4_SEX in file.gates_held_on(TODAY)


def test_section_17_4_is_for_a_complainant_and_no_entry_makes_another_witness_one() -> None:
    file = considered(a_file("2026-11-18"), GateCode.S17_4_SEX, GateHolds.YES)
    bystander = replace(file, witness=file.witness.model_copy(update={"is_complainant": False}))
    assert bystander.gates_held_on(TODAY) == frozenset()
    assert considered(a_file("2026-11-18", sexual=False), GateCode.S17_4_SEX, GateHolds.YES).gates_held_on(TODAY) == (
        frozenset()
    )


def test_where_no_charge_is_entered_the_ground_as_recorded_holds() -> None:
    file = replace(a_file("2026-11-18"), charges=())
    assert file.gates_held_on(TODAY) == frozenset()
    assert considered(file, GateCode.S17_4_SEX, GateHolds.YES).gates_held_on(TODAY) == {GateCode.S17_4_SEX}


def test_of_several_charges_one_live_sexual_offence_is_enough() -> None:
    file = a_file("2026-11-18")
    stopped = file.charges[0].model_copy(update={"state": ChargeState.STOPPED, "id": "s" * 32})
    assert replace(file, charges=(stopped, *file.charges)).is_sexual_complainant


def test_a_plea_of_one_accused_is_not_the_plea_of_another() -> None:
    file = a_file("2026-11-18", "2026-11-20")
    assert [file.plea_of(d).entered_on for d in file.defendants if file.plea_of(d)] == [  # type: ignore[union-attr]
        day("2026-11-18"),
        day("2026-11-20"),
    ]
    without_second = replace(file, pleas=file.pleas[:1])
    assert without_second.plea_of(file.defendants[1]) is None
    assert without_second.is_going_to_trial


def test_the_hearing_that_counts_is_the_last_dated_one_that_stands() -> None:
    file = a_file("2026-11-18")
    first, second, vacated = (
        Hearing(case_id=file.case.id, kind=HearingKind.TRIAL, listed_on=day(on))
        for on in ("2027-03-01", "2027-05-10", "2027-09-06")
    )
    vacated = vacated.model_copy(update={"state": HearingState.VACATED})
    unlisted = Hearing(case_id=file.case.id, kind=HearingKind.TRIAL)
    listed = replace(file, hearings=(vacated, second, unlisted, first))
    assert listed.next_hearing(HearingKind.TRIAL) == second
    assert listed.next_hearing(HearingKind.SENTENCE) is None


@pytest.mark.parametrize(
    ("names", "title"),
    [
        ((), "R v (no defendant entered)"),
        (("Kieran Marrick",), "R v Marrick"),
        (("Kieran Tait", "Scott Tait"), "R v Tait"),
        (("A Hesketh", "B Rowe"), "R v Hesketh and Rowe"),
        (("A Hesketh", "B Rowe", "C Imber"), "R v Hesketh and 2 others"),
    ],
)
def test_the_short_title_of_a_case(names: tuple[str, ...], title: str) -> None:
    case = case_of(a_file("2026-11-18"))
    defendants = tuple(Defendant(case_id=case.case.id, number=n, name=name) for n, name in enumerate(names, 1))
    assert replace(case, defendants=defendants).title == title


def test_a_witness_of_another_case_is_not_found() -> None:
    with pytest.raises(NotFound):
        case_of(a_file("2026-11-18")).witness("somebody else")
