"""The grounds of eligibility in words: as pills on the tab, as rows and hints in the dialog."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.witness import GATE_HOLDS_WORDS, GateCode, GateHolds
from victimplanner.ui.formats import full_day, recent_day
from victimplanner.ui.screens.measures.state import GroundLine, GroundPill

NO_GROUND = GroundPill("unknown", "No ground recorded", "Ask the prosecutor which ground applies.")
DECLINABLE = frozenset({GateCode.S17_4_SEX, GateCode.S17_4_MSA, GateCode.S17_4_DA, GateCode.S17_5_WEAPON})
"""Grounds that she may decline by telling the court so (s.17(4), (6))."""


def ground_pill(line: GroundLine) -> GroundPill:
    """Return a ground that holds or was considered as a pill with its test and evidence."""
    rule, gate = line.rule, line.considered
    title = rule.title[:1].lower() + rule.title[1:]
    detail = " ".join(filter(None, [rule.test, gate.evidence if gate else "", considered_words(line)]))
    if line.holds_today:
        return GroundPill("ok", f"{rule.section} {title}", detail)
    assert gate is not None
    if gate.holds is GateHolds.DECLINED:
        return GroundPill("refused", f"{rule.section} declined by the witness", f"Her notice to the court. {detail}")
    if gate.holds is GateHolds.NOT_RELIED_ON:
        return GroundPill("grey", f"{rule.section} not relied on", detail)
    return GroundPill("grey", f"{rule.section} considered: does not hold", detail)


def grounds_note(lines: Sequence[GroundLine], today: dt.date) -> str:
    """The last ground considered, with its evidence; or that nobody asked about section 16."""
    considered = [line for line in lines if line.considered is not None]
    s16 = [line for line in considered if line.rule.code is GateCode.S16_INCAP]
    last = s16 or sorted(considered, key=lambda line: line.considered.considered_on if line.considered else dt.date.min)
    if not s16 and not any(line.rule.code is GateCode.S16_CHILD and line.holds_today for line in lines):
        return "Section 16 (disorder, impairment, disability) is not considered yet. Ask the prosecutor."
    if not last or last[-1].considered is None:
        return ""
    gate = last[-1].considered
    return f"{last[-1].rule.section} checked {recent_day(gate.considered_on, today)}. {gate.evidence}"


def considered_words(line: GroundLine) -> str:
    """Say by whom and when a ground was considered last, "" when it never was."""
    gate = line.considered
    if gate is None:
        return ""
    by = f" by {gate.considered_by}" if gate.considered_by else ""
    return f"Last considered {full_day(gate.considered_on)}{by}: {GATE_HOLDS_WORDS[gate.holds].lower()}."


def is_settled_by_dates(line: GroundLine, file: WitnessFile) -> bool:
    """Whether a ground of age follows from the days recorded, one way or the other."""
    born, recorded = file.witness.date_of_birth, file.witness.abe_recorded_on
    code = line.rule.code
    return born is not None and (code is GateCode.S16_CHILD or (code is GateCode.S22_QUALIFYING and bool(recorded)))


def state_words(line: GroundLine, file: WitnessFile) -> tuple[str, str]:
    """Return the pill of a ground: whether it holds, does not by the days recorded, was considered, or nobody asked."""
    if line.holds_today:
        return "ok", "Holds"
    if is_settled_by_dates(line, file):
        return "grey", "Does not hold"
    if line.considered is None:
        return "unknown", "Not considered"
    if line.considered.holds is GateHolds.DECLINED:
        return "refused", "Declined by the witness"
    if line.considered.holds is GateHolds.NOT_RELIED_ON:
        return "grey", "Not relied on"
    return "grey", "Does not hold"


def ground_hint(line: GroundLine, file: WitnessFile) -> str:
    """What the ground asks for, whether it follows from what is recorded, and how it was considered last."""
    follows = line.holds_today and (line.considered is None or line.considered.holds is not GateHolds.YES)
    words = [line.rule.test]
    if follows:
        words.append("It follows from what is recorded and needs no entry.")
    if line.rule.code in (GateCode.S16_CHILD, GateCode.S22_QUALIFYING):
        words.append(_age_facts(line.rule.code, file))
    words.append(considered_words(line))
    return " ".join(filter(None, words))


def _age_facts(code: GateCode, file: WitnessFile) -> str:
    """Which recorded days an age ground follows from, or which is missing."""
    recorded, born = file.witness.abe_recorded_on, file.witness.date_of_birth
    if born is None:
        return "Her date of birth is not recorded."
    if code is GateCode.S16_CHILD:
        return "It follows from her date of birth."
    if recorded is None:
        return "It follows from her date of birth and the day of the recorded interview, which is not recorded."
    then = file.age_on(recorded)
    return f"She was {then} at the interview recorded on {full_day(recorded)}."
