"""Whatever is done in one case, the other stays as it is: every row byte for byte, every line that is due, every date.

A machine enters pleas, hearings, events, tellings, reasons, pauses, extensions, rights and takes them off again, in one
of two cases of a real encrypted office file. After each step it dumps the rows of the other.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.journeys.cases import TRIAL, a_case, another_complainant
from tests.office_copies import empty_copy
from victimplanner.domain.case import Case, CaseState, ChargeState, Hearing, HearingKind, HearingState, PleaKind
from victimplanner.domain.case_events import CaseEvent, EventKind
from victimplanner.domain.case_file import CaseFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.duty_entries import EntryKind
from victimplanner.domain.errors import PlannerError
from victimplanner.domain.records import RECORDS
from victimplanner.domain.rights import RightsLevel
from victimplanner.services import cases, duties, tellings
from victimplanner.services.case_events import correct_event, record_event, stop_charge, withdraw_event
from victimplanner.services.contact import Override
from victimplanner.services.hearings import HearingTold, save_hearing
from victimplanner.services.moved_dates import all_items
from victimplanner.storage.tables import TABLES

PLACE = st.integers(min_value=0, max_value=1000)
DAYS = st.dates(min_value=dt.date(2026, 11, 2), max_value=dt.date(2026, 11, 25))
AHEAD = st.dates(min_value=dt.date(2026, 11, 26), max_value=dt.date(2026, 12, 31))
BOSS = Override("She rang us herself and asked for it", "S. Whitmore")
OF_ONE_CASE = [kind for kind in RECORDS if kind is Case or "case_id" in kind.model_fields]
LINES = [field.name for field in fields(DueItem) if field.name not in ("rule", "working")]


class TwoCases(RuleBasedStateMachine):
    """Two like cases, the changed one with two complainants; `steady` is what the other was at the beginning."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="victimplanner-two-cases-"))
        self.app = empty_copy(self.folder)
        self.steady: tuple[Any, ...] | None = None

    @initialize()
    def begin(self) -> None:
        other = a_case(self.app, urn="99VP4017326", witness_name="Bronwen Askerswell")
        own = a_case(self.app)
        another_complainant(self.app, own, "Mair Tollgate")
        self.other_id, self.case_id = other.case.id, own.case.id
        trial = other.witnesses[0].hearings[0].model_copy(update={"notice_received_on": self.app.today})
        save_hearing(self.app, trial, told=HearingTold(other.witnesses[0].witness.id, self.app.today))
        for kind in (EventKind.BAIL_RESULT, EventKind.SENTENCE):
            self.happens(self.other_id, other.witnesses[0].witness.id, kind, self.app.today)
        for item in all_items(self.app, cases.read_case(self.app, self.other_id)):
            duties.give_reason(self.app, item, "Kept as it is")
        self.steady = self.dump()

    def teardown(self) -> None:
        self.app.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def dump(self) -> tuple[Any, ...]:
        """Every row of the other case as the database holds it, and every line that it makes."""
        rows = []
        with self.app.vault.engine.connect() as connection:
            for kind in OF_ONE_CASE:
                table = TABLES[kind].__table__
                of_case = table.c.id if kind is Case else table.c.case_id
                found = connection.execute(sa.select(table).where(of_case == self.other_id).order_by(table.c.id))
                rows.append((kind.__name__, [tuple(row) for row in found]))
        items = all_items(self.app, cases.read_case(self.app, self.other_id))
        text = [item.working.as_text() if item.working else "" for item in items]
        return rows, [tuple(getattr(item, name) for name in LINES) for item in items], text

    @property
    def case(self) -> CaseFile:
        return cases.read_case(self.app, self.case_id)

    def item(self, place: int) -> DueItem:
        items = all_items(self.app, self.case)
        return items[place % len(items)]

    def happens(self, case_id: str, witness_id: str, kind: EventKind, on: dt.date) -> CaseEvent:
        return record_event(self.app, self.event(case_id, witness_id, kind, on))

    def event(self, case_id: str, witness_id: str, kind: EventKind, on: dt.date) -> CaseEvent:
        return CaseEvent(
            case_id=case_id, witness_id=witness_id, kind=kind, happened_on=on, received_on=on, detail="On the plea.",
            custody_months=30, is_specified_offence=True,
        )  # fmt: skip

    # ------------------------------------------------------------ what a person does in the one case

    @rule(plea=st.sampled_from(PleaKind), on=DAYS)
    def plead(self, plea: PleaKind, on: dt.date) -> None:
        cases.enter_plea(self.app, self.case.defendants[0], plea, on)

    @rule(kind=st.sampled_from(HearingKind), notice=DAYS, place=PLACE)
    def list_a_hearing(self, kind: HearingKind, notice: dt.date, place: int) -> None:
        told = HearingTold(self.case.witnesses[place % 2].witness.id, self.app.today if place % 3 else None)
        new = Hearing(case_id=self.case_id, kind=kind, listed_on=TRIAL, notice_received_on=notice)
        save_hearing(self.app, new, told=told)

    @rule(place=PLACE, vacated=st.booleans(), on=AHEAD)
    def move_a_hearing(self, place: int, vacated: bool, on: dt.date) -> None:
        hearings = self.case.witnesses[0].hearings
        hearing = hearings[place % len(hearings)]
        change: dict[str, Any] = {"state": HearingState.VACATED} if vacated else {"listed_on": on}
        save_hearing(self.app, hearing.model_copy(update=change), "The court moved it.")

    @rule(place=PLACE, kind=st.sampled_from(EventKind), on=DAYS)
    def happen(self, place: int, kind: EventKind, on: dt.date) -> None:
        self.happens(self.case_id, self.case.witnesses[place % 2].witness.id, kind, on)

    @rule(place=PLACE, on=DAYS, right=st.booleans())
    def withdraw_or_put_right(self, place: int, on: dt.date, right: bool) -> None:
        file = self.case.witnesses[place % 2]
        events = [event for event in file.events if not event.is_withdrawn]
        if not events:
            return
        event = events[place % len(events)]
        if right:
            new = self.event(self.case_id, file.witness.id, event.kind, on)
            correct_event(self.app, event, new, "Another day.")
        else:
            withdraw_event(self.app, event, "Another case.")

    @rule(place=PLACE)
    def stop_or_take_up_a_charge(self, place: int) -> None:
        charge = self.case.witnesses[place % 2].charges[0]
        stop_charge(self.app, charge, None if charge.state is ChargeState.STOPPED else self.app.today)

    @rule(place=PLACE, kind=st.sampled_from(EntryKind), until=AHEAD)
    def enter(self, place: int, kind: EntryKind, until: dt.date) -> None:
        item = self.item(place)
        acts = {
            EntryKind.REASON: lambda: duties.give_reason(self.app, item, "The post was on strike."),
            EntryKind.NOT_OURS: lambda: duties.set_not_ours(self.app, item, "Wearbridge has it."),
            EntryKind.PAUSED: lambda: duties.pause(self.app, item, self.app.today, until, "She is ill."),
            EntryKind.EXTENDED: lambda: duties.extend(self.app, item, until, "HHJ Verrall", "The report is awaited."),
            EntryKind.SNOOZED: lambda: duties.snooze(self.app, item, until, "The list officer answers."),
            EntryKind.ASSIGNED: lambda: duties.assign(self.app, item, "M. Strand"),
            EntryKind.TOLD: lambda: self.tell(item),
        }
        if kind in acts:
            try:
                acts[kind]()
            except PlannerError:
                return  # a time that may not be stretched, a day too late: nothing was written

    def tell(self, item: DueItem) -> None:
        if tellings.can_be_told(item):
            tellings.record_told(self.app, item, self.app.today, "T. Garside", Channel.IN_PERSON, override=BOSS)

    @rule(place=PLACE)
    def take_off(self, place: int) -> None:
        entries = self.case.witnesses[place % 2].duty_entries
        if entries:
            try:
                duties.take_off(self.app, entries[place % len(entries)], "By mistake.")
            except PlannerError:
                return  # taken off already

    @rule(place=PLACE, level=st.sampled_from([*RightsLevel, None]))
    def set_rights(self, place: int, level: RightsLevel | None) -> None:
        duties.set_rights(self.app, self.case.witnesses[place % 2], level, "Persistently targeted.")

    @rule()
    def close_or_open(self) -> None:
        case = self.case.case
        state = CaseState.OPEN if case.state is CaseState.CLOSED else CaseState.CLOSED
        cases.amend_case(self.app, case.model_copy(update={"state": state}))

    # ------------------------------------------------------------ what always holds

    @invariant()
    def the_other_case_is_as_it_was(self) -> None:
        if self.steady is not None:
            assert self.dump() == self.steady


TwoCases.TestCase.settings = settings(
    max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestTwoCases = TwoCases.TestCase
