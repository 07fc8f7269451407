"""Whatever a person does with a meeting, every step is kept, and she is told of every change or it is still open.

A machine offers, answers, plans, moves, cancels, lets lapse, reopens and tells in any order, on a real encrypted office
file. A step that is refused writes nothing. The number in the diary file never falls, and rises with every move.
"""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.journeys.cases import a_case
from tests.office_copies import empty_copy
from victimplanner.domain.case_file import MeetingFile
from victimplanner.domain.contact import Channel, ContactRoute, SafeContact
from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.meeting import Meeting, MeetingChange, MeetingState, MeetingStep
from victimplanner.services import meetings
from victimplanner.services.cases import read_case
from victimplanner.services.contact import save_safe_contact
from victimplanner.services.worklist import due_items

TODAY = dt.date(2026, 11, 25)
DAYS = st.dates(min_value=TODAY, max_value=dt.date(2027, 4, 30))
PAST = st.dates(min_value=dt.date(2026, 11, 23), max_value=dt.date(2026, 11, 26))
HOURS = st.integers(8, 18)
REASONS = st.sampled_from(("", "The room was taken"))
MAY_BE_ADDED = {"version", "told_on", "told_how", "told_by"}


class Steps(RuleBasedStateMachine):
    """One witness with one meeting; `known` holds every step as it was first kept."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="victimplanner-meetings-"))
        self.app = empty_copy(self.folder)
        self.known: dict[str, MeetingChange] = {}
        self.sequence = 0

    @initialize()
    def begin(self) -> None:
        case = a_case(self.app)
        self.case_id, self.witness_id = case.case.id, case.witnesses[0].witness.id
        contact = case.witnesses[0].safe_contact or SafeContact(case_id=self.case_id, witness_id=self.witness_id)
        save_safe_contact(self.app, contact.model_copy(update={"route": ContactRoute.DIRECT}), confirmed=True)
        meetings.offer_meeting(
            self.app, self.witness_id, offered_on=TODAY, channel=Channel.IN_PERSON, offered_by="B. Lindley"
        )

    def teardown(self) -> None:
        self.app.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def file(self) -> MeetingFile:
        return read_case(self.app, self.case_id).witness(self.witness_id).meetings[0]

    @property
    def meeting(self) -> Meeting:
        return self.file.meeting

    def attempt(self, change: Callable[[], object]) -> None:
        """Do it, or see it refused with nothing written."""
        before, trail = self.file, self.app.vault.verify().count
        try:
            change()
        except RuleBroken:
            assert self.file == before
            assert self.app.vault.verify().count == trail

    # ------------------------------------------------------------ what a person does

    @rule(
        answer=st.sampled_from(
            (MeetingState.ACCEPTED, MeetingState.DECLINED, MeetingState.LATER, MeetingState.NO_REPLY)
        ),
        on=PAST,
        again=st.none() | DAYS,
    )
    def answer(self, answer: MeetingState, on: dt.date, again: dt.date | None) -> None:
        self.attempt(
            lambda: meetings.answer_offer(self.app, self.meeting, answer=answer, answered_on=on, ask_again_on=again)
        )

    @rule(on=PAST)
    def offer_again(self, on: dt.date) -> None:
        self.attempt(
            lambda: meetings.offer_again(
                self.app, self.meeting, offered_on=on, channel=Channel.IN_PERSON, offered_by="B. Lindley"
            )
        )

    @rule(reason=REASONS)
    def lapse(self, reason: str) -> None:
        self.attempt(lambda: meetings.lapse_offer(self.app, self.meeting, reason))

    @rule(on=DAYS, hour=HOURS, hours=st.integers(0, 3), place=st.sampled_from(("Room 1", "Room 2")), reason=REASONS)
    def plan_or_move(self, on: dt.date, hour: int, hours: int, place: str, reason: str) -> None:
        times = {"planned_on": on, "planned_start": dt.time(hour), "planned_end": dt.time(hour + hours)}
        planned = self.meeting.model_copy(update=times | {"place": place})
        self.attempt(lambda: meetings.plan_meeting(self.app, planned, (), reason))

    @rule(reason=REASONS)
    def cancel(self, reason: str) -> None:
        self.attempt(lambda: meetings.cancel_meeting(self.app, self.meeting, reason))

    @rule()
    def stay_away(self) -> None:
        self.attempt(lambda: meetings.did_not_attend(self.app, self.meeting, "Not well"))

    @rule(on=PAST)
    def tell(self, on: dt.date) -> None:
        self.attempt(lambda: meetings.tell_change(self.app, self.meeting, on, Channel.IN_PERSON))

    # ------------------------------------------------------------ what always holds

    @invariant()
    def every_step_stays_as_it_was(self) -> None:
        now = {change.id: change for change in self.file.changes}
        for change_id, first in self.known.items():
            assert change_id in now, "a step is gone"
            for name in type(first).model_fields:
                if name not in MAY_BE_ADDED:
                    assert getattr(now[change_id], name) == getattr(first, name)
        for change_id, change in now.items():
            self.known.setdefault(change_id, change)

    @invariant()
    def the_steps_lead_to_where_the_meeting_is(self) -> None:
        changes = self.file.changes
        assert [change.sequence for change in changes] == list(range(1, len(changes) + 1))
        assert changes[0].step is MeetingStep.OFFERED
        assert changes[-1].state_after is self.meeting.state
        for before, after in itertools.pairwise(changes):
            assert after.state_before is before.state_after

    @invariant()
    def she_is_told_of_every_change_or_it_is_on_the_list(self) -> None:
        untold = [change for change in self.file.changes if change.to_tell and change.told_on is None]
        listed = [item for item in due_items(self.app) if item.rule_id == "meeting.change_told"]
        assert len(listed) == (1 if untold else 0)

    @invariant()
    def the_number_in_the_diary_never_falls_and_rises_with_every_move(self) -> None:
        moved = sum(change.step in (MeetingStep.MOVED, MeetingStep.CANCELLED) for change in self.file.changes)
        assert self.meeting.diary_sequence >= max(self.sequence, moved)
        self.sequence = self.meeting.diary_sequence


TestSteps = Steps.TestCase
TestSteps.settings = settings(
    max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
