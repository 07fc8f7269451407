"""A child who turns 18: age on the days that matter, what ends and what goes on (YJCEA s.21(8)-(9))."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests import builders
from tests.domain.rulebook import RULES
from victimplanner.domain.case import HearingKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.section_28 import RecordingEventKind
from victimplanner.domain.turning_18 import AtEighteen, ages, at_eighteen, eighteenth_birthday
from victimplanner.domain.witness import GateCode, GateHolds

BIRTHDAY = dt.date(2027, 6, 1)  # the eighteenth
DIRECTED = dt.date(2027, 1, 18)
EVERY = tuple(MeasureId)


def a_child(*, sexual: bool = True, **more: Any) -> WitnessFile:
    """Seventeen when the court directed every measure."""
    values: dict[str, Any] = {
        "witness": builders.a_witness(date_of_birth=dt.date(2009, 6, 1)),
        "directions": tuple(builders.a_direction(measure, decided_on=DIRECTED) for measure in EVERY),
        "gates": (),
    }
    if not sexual:
        values["charges"] = ()
    return builders.a_witness_file(**values | more)


def outcomes(file: WitnessFile) -> dict[MeasureId, AtEighteen]:
    return {line.measure: line.outcome for line in at_eighteen(file, RULES.measures, RULES.at_18)}


@pytest.mark.parametrize(
    ("born", "birthday"),
    [(dt.date(2009, 6, 1), BIRTHDAY), (dt.date(2008, 2, 29), dt.date(2026, 3, 1)), (dt.date(2010, 2, 28), dt.date(2028, 2, 28))],
)  # fmt: skip
def test_eighteen_is_reached_on_the_birthday_and_on_1_march_where_there_is_no_29_february(
    born: dt.date, birthday: dt.date
) -> None:
    assert eighteenth_birthday(born) == birthday
    file = builders.a_witness_file(witness=builders.a_witness(date_of_birth=born))
    assert file.is_child_on(birthday - dt.timedelta(days=1))
    assert not file.is_child_on(birthday)


def test_by_age_alone_only_the_interview_survives_and_the_rest_ends() -> None:
    assert outcomes(a_child(sexual=False)) == {
        MeasureId.ABE_VIDEO: AtEighteen.SURVIVES,
        MeasureId.PRE_RECORDED_CROSS_EXAMINATION: AtEighteen.SURVIVES_IF_RECORDED,
        MeasureId.PRIVATE: AtEighteen.ENDS,
        MeasureId.LIVE_LINK: AtEighteen.ENDS,
        MeasureId.SCREEN: AtEighteen.ENDS,
        MeasureId.NO_WIGS_GOWNS: AtEighteen.ENDS,
        MeasureId.INTERMEDIARY: AtEighteen.ENDS,
        MeasureId.COMMUNICATION_AIDS: AtEighteen.ENDS,
    }


def test_a_complainant_of_a_sexual_offence_keeps_what_section_17_opens_and_loses_what_only_section_16_does() -> None:
    found = outcomes(a_child())
    assert found[MeasureId.LIVE_LINK] is AtEighteen.OTHER_GROUND
    assert found[MeasureId.PRE_RECORDED_CROSS_EXAMINATION] is AtEighteen.OTHER_GROUND
    assert found[MeasureId.INTERMEDIARY] is AtEighteen.ENDS
    assert found[MeasureId.COMMUNICATION_AIDS] is AtEighteen.ENDS


def test_a_second_ground_under_section_16_keeps_the_intermediary() -> None:
    gate = builders.a_gate(GateCode.S16_INCAP, GateHolds.YES, "Report of a psychologist.")
    assert outcomes(a_child(gates=(gate,)))[MeasureId.INTERMEDIARY] is AtEighteen.OTHER_GROUND


def test_a_recording_made_before_the_birthday_survives_and_her_evidence_has_begun() -> None:
    held = builders.a_recording_event(RecordingEventKind.HELD, happened_on=dt.date(2027, 4, 15))
    found = outcomes(a_child(sexual=False, recording_events=(held,)))
    assert found[MeasureId.PRE_RECORDED_CROSS_EXAMINATION] is AtEighteen.SURVIVES
    assert found[MeasureId.LIVE_LINK] is AtEighteen.BEGUN


def test_a_direction_made_when_she_was_grown_up_rests_on_no_age() -> None:
    late = tuple(builders.a_direction(m, decided_on=BIRTHDAY) for m in EVERY)
    assert outcomes(a_child(directions=late)) == {}


def test_every_outcome_has_words_and_a_section() -> None:
    for line in at_eighteen(a_child(sexual=False), RULES.measures, RULES.at_18):
        assert line.because.endswith(".")
        assert "s.21" in line.source


def test_ages_are_worked_out_at_the_decision_the_recording_and_the_trial() -> None:
    hearings = (
        builders.a_recording_hearing(listed_on=dt.date(2027, 5, 31)),
        builders.a_recording_hearing(id="7" * 32, kind=HearingKind.TRIAL, listed_on=BIRTHDAY),
    )
    then = ages(a_child(hearings=hearings), dt.date(2027, 2, 1))
    assert [(a.occasion, a.on, a.age, a.is_under_18) for a in then] == [
        ("Court’s decision", DIRECTED, 17, True),
        ("Section 28 recording", dt.date(2027, 5, 31), 17, True),
        ("Trial", BIRTHDAY, 18, False),
    ]


def test_without_a_date_of_birth_nothing_is_guessed() -> None:
    unknown = a_child(witness=builders.a_witness(date_of_birth=None, believed_under_18=True))
    assert outcomes(unknown) == {}
    assert [a.age for a in ages(unknown, dt.date(2027, 2, 1))] == [None, None, None]


def test_under_18_by_belief_is_presumed_for_complainants_of_sexual_or_slavery_offences_only() -> None:
    """YJCEA s.33(5)-(6)."""
    believed = builders.a_witness(date_of_birth=None, believed_under_18=True)
    day = dt.date(2027, 1, 1)
    assert builders.a_witness_file(witness=believed, gates=()).is_child_on(day)
    other = believed.model_copy(update={"is_complainant": False})
    assert not builders.a_witness_file(witness=other, gates=()).is_child_on(day)
    assert not builders.a_witness_file(witness=believed, charges=(), gates=()).is_child_on(day)
    slavery = builders.a_gate(GateCode.S17_4_MSA, GateHolds.YES, "Charged under s.1.")
    assert builders.a_witness_file(witness=believed, charges=(), gates=(slavery,)).is_child_on(day)


@pytest.mark.parametrize(
    ("recorded", "day", "qualifies"),
    [
        (dt.date(2027, 5, 31), BIRTHDAY, True),
        (dt.date(2027, 5, 31), BIRTHDAY - dt.timedelta(days=1), False),
        (BIRTHDAY, BIRTHDAY, False),
        (None, BIRTHDAY, False),
    ],
)
def test_section_22_follows_from_birth_and_interview(recorded: dt.date | None, day: dt.date, qualifies: bool) -> None:
    """YJCEA s.22(1): under 18 at the recorded interview, no longer at the hearing."""
    witness = builders.a_witness(date_of_birth=dt.date(2009, 6, 1), abe_recorded_on=recorded)
    file = builders.a_witness_file(witness=witness, gates=())
    assert (GateCode.S22_QUALIFYING in file.gates_held_on(day)) is qualifies
