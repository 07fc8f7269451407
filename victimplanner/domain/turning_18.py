"""A witness who turns 18: her age on the days that matter, and what ends or goes on that day (YJCEA s.21(8)-(9))."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from victimplanner.domain.case import HearingKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.eligibility import MeasureRule, availability, eligibility_facts
from victimplanner.domain.measures import IN_FORCE, MeasureId, directions_now
from victimplanner.domain.preparation import hearing_for, recording_held_on, recording_on
from victimplanner.domain.witness import GateCode


class AtEighteen(StrEnum):
    """What becomes of a measure on the eighteenth birthday."""

    ENDS = "ends"
    SURVIVES = "survives"
    SURVIVES_IF_RECORDED = "survives_if_recorded"
    OTHER_GROUND = "other_ground"
    BEGUN = "begun"


AT_EIGHTEEN_WORDS = {
    AtEighteen.ENDS: "Ends",
    AtEighteen.SURVIVES: "Goes on",
    AtEighteen.SURVIVES_IF_RECORDED: "If recorded by then",
    AtEighteen.OTHER_GROUND: "Other ground",
    AtEighteen.BEGUN: "Goes on, begun",
}


@dataclass(frozen=True)
class AtEighteenRule:
    """The words of one outcome, as the rule file gives them."""

    outcome: AtEighteen
    because: str
    source: str
    confidence: str


@dataclass(frozen=True)
class AtEighteenLine:
    """What becomes of one directed measure, and why."""

    measure: MeasureId
    outcome: AtEighteen
    because: str
    source: str


@dataclass(frozen=True)
class AgeThen:
    """Her age on a day that matters. `on` None: the day is not known."""

    occasion: str
    on: dt.date | None
    age: int | None

    @property
    def is_under_18(self) -> bool | None:
        return None if self.age is None else self.age < 18


def eighteenth_birthday(born: dt.date) -> dt.date:
    """Return the day on which somebody turns 18; born on 29 February: 1 March in a year without one."""
    try:
        return born.replace(year=born.year + 18)
    except ValueError:
        return dt.date(born.year + 18, 3, 1)


def ages(file: WitnessFile, today: dt.date) -> tuple[AgeThen, ...]:
    """Return her age at the court's decision (today while there is none), at the recording and at the trial.

    Age counts when the court decides the s.19(2) question (s.16(3)); the other two show what is coming.
    """
    decided = min((d.decided_on for d in file.directions), default=None)
    recording = recording_held_on(file) or recording_on(file)
    trial = hearing_for(file, HearingKind.TRIAL)
    occasions = (
        ("Court’s decision" if decided else "If the court decided today", decided or today),
        ("Section 28 recording", recording),
        ("Trial", trial.listed_on if trial else None),
    )
    return tuple(AgeThen(words, on, file.age_on(on) if on else None) for words, on in occasions)


def at_eighteen(
    file: WitnessFile,
    measures: Mapping[MeasureId, MeasureRule],
    rules: Mapping[AtEighteen, AtEighteenRule],
) -> tuple[AtEighteenLine, ...]:
    """Say for each measure directed now what becomes of it on her eighteenth birthday. Empty without a date of birth.

    Only a direction made while she was a child can rest on age.
    """
    if file.witness.date_of_birth is None:
        return ()
    birthday = eighteenth_birthday(file.witness.date_of_birth)
    result = []
    for measure, rule in measures.items():
        now = directions_now(file.directions, measure, [d.id for d in file.defendants]).values()
        if not any(d.direction in IN_FORCE and file.is_child_on(d.decided_on) for d in now):
            continue
        outcome = _outcome(file, rule, birthday)
        words = rules[outcome]
        result.append(AtEighteenLine(measure, outcome, words.because, words.source))
    return tuple(result)


def _outcome(file: WitnessFile, measure: MeasureRule, birthday: dt.date) -> AtEighteen:
    has_begun = any(use.used_on < birthday for use in file.uses) or _recorded_before(file, birthday)
    if has_begun and measure.id not in (MeasureId.PRE_RECORDED_CROSS_EXAMINATION, MeasureId.ABE_VIDEO):
        return AtEighteen.BEGUN
    if measure.id is MeasureId.ABE_VIDEO:
        return AtEighteen.SURVIVES
    if measure.id is MeasureId.PRE_RECORDED_CROSS_EXAMINATION and _recorded_before(file, birthday):
        return AtEighteen.SURVIVES
    if _has_other_ground(file, measure, birthday):
        return AtEighteen.OTHER_GROUND
    if measure.id is MeasureId.PRE_RECORDED_CROSS_EXAMINATION:
        return AtEighteen.SURVIVES_IF_RECORDED
    return AtEighteen.ENDS


def _recorded_before(file: WitnessFile, birthday: dt.date) -> bool:
    held = recording_held_on(file)
    return held is not None and held < birthday


def _has_other_ground(file: WitnessFile, measure: MeasureRule, birthday: dt.date) -> bool:
    """Whether the measure is open on her birthday by a ground other than age or the age at the interview."""
    facts = eligibility_facts(file, birthday)
    grounds = facts.gates - {GateCode.S16_CHILD, GateCode.S22_QUALIFYING}
    if not grounds:
        return False
    return availability(measure, facts.with_gates(grounds)).is_open
