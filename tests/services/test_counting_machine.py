"""Whatever is entered and however many days pass, the worklist as counted is the worklist worked out afresh.

A machine changes pleas, births, events, hearings, tellings, people and the office's own limits on a real encrypted
office file, lets days pass, and after each step compares every stored line with the rules applied anew.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.journeys.cases import TRIAL, a_case, another_complainant
from tests.office_copies import empty_copy
from tests.offices import NOW
from victimplanner.domain.case import CaseState, Hearing, HearingKind, PleaKind
from victimplanner.domain.case_events import RECEIVED_KINDS, CaseEvent, EventKind
from victimplanner.domain.case_file import CaseFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.due_lines import DueQuery, Grouping
from victimplanner.domain.errors import PlannerError
from victimplanner.domain.office import ClosedDay
from victimplanner.domain.people import CaseRole, Person
from victimplanner.services import cases, duties, tellings
from victimplanner.services.case_events import record_event, withdraw_event
from victimplanner.services.clock import FixedClock
from victimplanner.services.counting import refresh
from victimplanner.services.hearings import save_hearing
from victimplanner.services.people import save_person
from victimplanner.services.worklist import due_items, read_groups

AWAY = st.integers(min_value=0, max_value=40)  # days
PLACE = st.integers(min_value=0, max_value=1000)
STORED = (
    "key", "case_id", "urn", "case_title", "unit", "witness_id", "witness_label", "rule_id", "about", "title", "why",
    "citation", "rule_words", "count_unit", "due", "missing", "is_provisional", "owner_role", "owner_name", "act_at",
    "subject_ids", "snoozed_until", "snooze_reason", "state", "standing",
)  # fmt: skip


def as_stored(items: list[DueItem]) -> list[tuple[object, ...]]:
    """What a line keeps of an item, in the order of its key."""
    return sorted((tuple(getattr(item, name) for name in STORED) for item in items), key=str)


class Counting(RuleBasedStateMachine):
    """Two cases, one with two complainants, in one office."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="victimplanner-counting-"))
        self.clock = FixedClock(NOW)
        self.app = empty_copy(self.folder, self.clock)
        self.names = 0

    @initialize()
    def begin(self) -> None:
        first = a_case(self.app)
        second = a_case(
            self.app, urn="99VP4017326", witness_name="Bronwen Askerswell", date_of_birth=dt.date(2008, 12, 9)
        )
        another_complainant(self.app, second, "Mair Tollgate")
        self.ids = (first.case.id, second.case.id)
        for case_id in self.ids:
            cases.name_person(self.app, case_id, CaseRole.PROSECUTOR, Person(name="R. Okafor"))

    def teardown(self) -> None:
        self.app.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def case(self, place: int) -> CaseFile:
        return cases.read_case(self.app, self.ids[place % 2])

    def item(self, place: int) -> DueItem | None:
        items = due_items(self.app)
        return duties.find_item(self.app, (one := items[place % len(items)]).case_id, one.key) if items else None

    # ------------------------------------------------------------ what a person does

    @rule(place=PLACE, plea=st.sampled_from(PleaKind), ago=AWAY)
    def plead(self, place: int, plea: PleaKind, ago: int) -> None:
        on = self.app.today - dt.timedelta(days=ago)
        cases.enter_plea(self.app, self.case(place).defendants[0], plea, on)

    @rule(place=PLACE, ahead=AWAY)
    def put_right_when_she_was_born(self, place: int, ahead: int) -> None:
        """So that she comes of age within the days that pass here."""
        witness = self.case(place).witnesses[0].witness
        born = (self.app.today + dt.timedelta(days=ahead)).replace(year=self.app.today.year - 18, day=1 + ahead % 28)
        cases.amend_witness(self.app, witness.model_copy(update={"date_of_birth": born}))

    @rule(place=PLACE, kind=st.sampled_from(EventKind), ago=AWAY, received=st.booleans())
    def happen(self, place: int, kind: EventKind, ago: int, received: bool) -> None:
        case = self.case(place)
        on = self.app.today - dt.timedelta(days=ago)
        known = self.app.today if received and kind in RECEIVED_KINDS else None
        event = CaseEvent(
            case_id=case.case.id, witness_id=case.witnesses[-1].witness.id, kind=kind, happened_on=on,
            received_on=known, detail="On the plea.",
        )  # fmt: skip
        record_event(self.app, event)

    @rule(place=PLACE)
    def withdraw(self, place: int) -> None:
        if events := [event for event in self.case(place).witnesses[-1].events if not event.is_withdrawn]:
            withdraw_event(self.app, events[place % len(events)], "Entered in the wrong case.")

    @rule(place=PLACE, ahead=AWAY)
    def list_or_move_a_hearing(self, place: int, ahead: int) -> None:
        case = self.case(place)
        known = case.witnesses[0].hearings
        new = Hearing(case_id=case.case.id, kind=HearingKind.TRIAL, listed_on=TRIAL)
        hearing = known[0] if known else new
        on = self.app.today + dt.timedelta(days=ahead)
        moved = hearing.model_copy(update={"listed_on": on, "notice_received_on": self.app.today})
        save_hearing(self.app, moved, "The court moved it.")

    @rule(place=PLACE)
    def tell(self, place: int) -> None:
        item = self.item(place)
        if item is not None and tellings.can_be_told(item):
            try:
                tellings.record_told(self.app, item, self.app.today, "T. Garside", Channel.IN_PERSON)
            except PlannerError:
                return  # barred, for instance: nothing was written

    @rule(place=PLACE, ahead=AWAY)
    def put_off(self, place: int, ahead: int) -> None:
        item = self.item(place)
        if item is not None:
            try:
                duties.snooze(self.app, item, self.app.today + dt.timedelta(days=ahead), "The court has the file.")
            except PlannerError:
                return  # after it is due, or today

    @rule(place=PLACE)
    def hand_over(self, place: int) -> None:
        if (item := self.item(place)) is not None:
            duties.assign(self.app, item, "B. Lindley")

    @rule(place=PLACE)
    def close_or_open(self, place: int) -> None:
        case = self.case(place).case
        other = CaseState.OPEN if case.state is CaseState.CLOSED else CaseState.CLOSED
        cases.amend_case(self.app, case.model_copy(update={"state": other}))

    @rule()
    def rename_the_prosecutor(self) -> None:
        self.names += 1
        person = self.case(0).witnesses[0].person(CaseRole.PROSECUTOR)
        assert person is not None
        save_person(self.app, person.model_copy(update={"name": f"R. Okafor {self.names}"}))

    @rule(ahead=AWAY)
    def shut_the_office(self, ahead: int) -> None:
        with self.app.change("office.fill_practice") as uow:
            uow.add(ClosedDay(on=self.app.today + dt.timedelta(days=ahead), reason="Moving house"))

    @rule(days=st.integers(min_value=1, max_value=45))
    def let_days_pass(self, days: int) -> None:
        self.clock.move_on(dt.timedelta(days=days))

    # ------------------------------------------------------------ what always holds

    @invariant()
    def the_lines_are_what_the_rules_say_today(self) -> None:
        if not hasattr(self, "ids"):
            return
        refresh(self.app)
        away = read_groups(self.app, DueQuery(put_off=True), Grouping.CASE, 1000)
        seen = read_groups(self.app, DueQuery(), Grouping.WHEN, 1000)
        stored = [item for group in (*seen, *away) for item in group.items]
        assert as_stored(stored) == as_stored(due_items(self.app))
        today = self.app.today
        for group in seen:
            assert {item.state.value for item in group.items} == {group.key}
            assert all(item.snoozed_until is None or item.snoozed_until <= today for item in group.items)


Counting.TestCase.settings = settings(
    max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestCounting = Counting.TestCase
