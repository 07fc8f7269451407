"""Whatever a person records of a measure, no entry is ever lost or rewritten.

A machine takes views, decisions, directions (also for one accused), variations, discharges, tellings and uses in any
order, on a real encrypted office file. After each step everything stored before is still stored as it was; only receipt
and telling may be added to a direction. A step that is refused writes nothing.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.journeys.cases import a_case
from tests.office_copies import empty_copy
from victimplanner.domain.case import PleaKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.measures import (
    Application,
    DecisionKind,
    Direction,
    DirectionBasis,
    DirectionKind,
    MeasureDecision,
    MeasureId,
    MeasureUse,
    MeasureView,
    UseKind,
    ViewKind,
    directions_now,
)
from victimplanner.domain.record import Record
from victimplanner.services import applications, directions, measures
from victimplanner.services.cases import NewDefendant, read_case

CHAINS: tuple[type[Record], ...] = (MeasureView, MeasureDecision, Direction, MeasureUse)
MAY_BE_ADDED = {"version", "received_on", "told_on", "told_by", "told_how"}  # to a direction that stands
TODAY = dt.date(2026, 11, 25)
MEASURES = st.sampled_from((MeasureId.ABE_VIDEO, MeasureId.PRE_RECORDED_CROSS_EXAMINATION, MeasureId.LIVE_LINK))
DAYS = st.dates(min_value=dt.date(2026, 11, 20), max_value=dt.date(2026, 11, 27))
WORDS = st.sampled_from(("", "She could not speak."))


class Chains(RuleBasedStateMachine):
    """One witness with two accused; `known` holds every entry as it was first stored."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="victimplanner-chains-"))
        self.app = empty_copy(self.folder)
        self.known: dict[str, Record] = {}

    @initialize()
    def begin(self) -> None:
        pleas = tuple(
            NewDefendant(name, PleaKind.NOT_GUILTY, dt.date(2026, 11, 18)) for name in ("Daniel Marrick", "Owen Rowe")
        )
        case = a_case(self.app, defendants=pleas)
        self.case_id, self.witness_id = case.case.id, case.witnesses[0].witness.id

    def teardown(self) -> None:
        self.app.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def file(self) -> WitnessFile:
        return read_case(self.app, self.case_id).witness(self.witness_id)

    def stored(self) -> dict[str, Record]:
        with self.app.read() as uow:
            return {record.id: record for kind in CHAINS for record in uow.find(kind)}

    def attempt(self, change: Callable[[], object]) -> None:
        """Do it, or see it refused with nothing written."""
        before, trail = self.stored(), self.app.vault.verify().count
        try:
            change()
        except RuleBroken:
            assert self.stored() == before
            assert self.app.vault.verify().count == trail
            return
        for record_id, record in self.stored().items():
            self.known.setdefault(record_id, record)

    # ------------------------------------------------------------ what a person does

    @rule(measure=MEASURES, view=st.sampled_from(ViewKind), on=DAYS, words=WORDS)
    def say(self, measure: MeasureId, view: ViewKind, on: dt.date, words: str) -> None:
        entry = MeasureView(
            case_id=self.case_id, witness_id=self.witness_id, measure=measure, view=view, given_on=on, own_words=words
        )
        self.attempt(lambda: measures.record_view(self.app, entry))

    @rule(measure=MEASURES, decision=st.sampled_from(DecisionKind), reason=WORDS)
    def decide(self, measure: MeasureId, decision: DecisionKind, reason: str) -> None:
        self.attempt(lambda: measures.decide_measure(self.app, self.file, measure, decision, reason))

    @rule(on=DAYS)
    def serve(self, on: dt.date) -> None:
        with self.app.read() as uow:
            drafts = [a for a in uow.find(Application) if a.served_on is None]
        if drafts:
            served = drafts[0].model_copy(update={"served_on": on, "material_change": "Something new."})
            self.attempt(lambda: applications.save_application(self.app, self.file, served))

    @rule(
        measure=MEASURES, kind=st.sampled_from(DirectionKind), accused=st.sampled_from((None, 0, 1)), on=DAYS,
        reasons=WORDS, changed=WORDS, basis=st.sampled_from((None, *DirectionBasis)),
    )  # fmt: skip
    def direct(self, measure: MeasureId, kind: DirectionKind, accused: int | None, on: dt.date, **words: Any) -> None:
        file = self.file
        entry = Direction(
            case_id=self.case_id, witness_id=self.witness_id, measure=measure, direction=kind, decided_on=on,
            defendant_id=None if accused is None else file.defendants[accused].id, reasons=words["reasons"],
            material_change=words["changed"], basis=words["basis"],
        )  # fmt: skip
        self.attempt(lambda: directions.record_direction(self.app, file, entry))

    @rule(judge=WORDS, on=DAYS)
    def correct(self, judge: str, on: dt.date) -> None:
        """What is put right about a direction supersedes it; it never changes it."""
        if own := list(self.file.directions):
            put_right = own[-1].model_copy(update={"judge": judge, "decided_on": on})
            self.attempt(lambda: directions.record_direction(self.app, self.file, put_right))

    @rule(on=DAYS)
    def tell(self, on: dt.date) -> None:
        if untold := [d for d in self.file.directions if d.told_on is None]:
            self.attempt(lambda: directions.tell_directions(self.app, untold, on, "T. Garside", "By telephone"))

    @rule(measure=MEASURES, use=st.sampled_from(UseKind), on=DAYS, reason=WORDS, permission=WORDS)
    def give_evidence(self, measure: MeasureId, use: UseKind, on: dt.date, reason: str, permission: str) -> None:
        entry = MeasureUse(
            case_id=self.case_id, witness_id=self.witness_id, measure=measure, use=use, used_on=on, reason=reason,
            permission=permission,
        )  # fmt: skip
        self.attempt(lambda: directions.record_use(self.app, self.file, entry))

    # ------------------------------------------------------------ what always holds

    @invariant()
    def nothing_is_lost_or_rewritten(self) -> None:
        now = self.stored()
        assert set(now) == set(self.known)
        for record_id, first in self.known.items():
            added = {n for n in type(first).model_fields if getattr(first, n) != getattr(now[record_id], n)}
            assert added <= (MAY_BE_ADDED if isinstance(first, Direction) else set())

    @invariant()
    def every_chain_is_counted_without_a_gap(self) -> None:
        for kind in CHAINS:
            for measure in MeasureId:
                own = [r for r in self.known.values() if type(r) is kind and r.measure is measure]  # type: ignore[attr-defined]
                assert sorted(r.sequence for r in own) == list(range(1, len(own) + 1))  # type: ignore[attr-defined]

    @invariant()
    def what_holds_now_is_the_last_entry_for_each_accused(self) -> None:
        if not hasattr(self, "case_id"):
            return
        file = self.file
        for measure in MeasureId:
            now = directions_now(file.directions, measure, [d.id for d in file.defendants])
            for defendant in file.defendants:
                concerning = [
                    d for d in file.directions if d.measure is measure and d.defendant_id in (None, defendant.id)
                ]
                last = max(concerning, key=lambda d: d.sequence, default=None)
                assert now.get(defendant.id, now.get(None)) == last


Chains.TestCase.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestChains = Chains.TestCase
