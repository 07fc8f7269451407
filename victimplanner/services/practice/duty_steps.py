"""What happened in a practice case from the report to the sentence, and that the witness was told of it, in time or late."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from victimplanner.domain.case import Charge, Defendant, Hearing, HearingKind, HearingMove, HearingState, Remand
from victimplanner.domain.case_events import EventKind
from victimplanner.domain.case_file import HEARING_TOLD, notice_about
from victimplanner.domain.contact import Channel
from victimplanner.domain.duty_entries import EntryKind
from victimplanner.domain.people import CaseRole
from victimplanner.domain.record import Record
from victimplanner.domain.witness import Witness
from victimplanner.services.practice.duty_book import DutyBook
from victimplanner.services.practice.duty_turns import add_turn

R = TypeVar("R", bound=Record)

_COURT_DELAYS = (1, 2, 0, 3, 1, 4, 2, 7)
_OLD = ("used", "closed")
_LISTED = ("recording_listed", "directed_told")


class DutySteps(DutyBook):
    """Adds events and entries to one built case, as far as its stage has come."""

    def add_all(self) -> None:
        """Add what the stage of the case has come to, then number events and entries in order of entry."""
        for witness in self.witnesses:
            self._investigation(witness)
        self._bail()
        self._further_hearings()
        self._notices()
        for witness in self.witnesses:
            self._attendance(witness)
        self._ends()
        add_turn(self)
        self._first_hearing()
        self.case.made += self.numbered()

    # ------------------------------------------------------------ before the charge

    def _investigation(self, witness: Witness) -> None:
        assert self.charged_on is not None
        number, officer = self.case.number, CaseRole.OFFICER_IN_CASE
        before = min(witness.abe_recorded_on or self.charged_on - dt.timedelta(days=40), self.charged_on)
        reported_on = self.case.calendar.business_day_before(before - dt.timedelta(days=4 + number % 7))
        report = self.event(EventKind.REPORTED, reported_on, witness=witness)
        for rule_id, delay in (("R3a", 1), ("R3b", 3 + number % 3), ("R4a", 1 + (number % 9 == 4)), ("R4b", 1)):
            if number % 11 != 6 or rule_id != "R3b":
                is_told = rule_id.startswith("R3")
                self.tell(witness, rule_id, report.id, reported_on, officer, delay, Channel.LETTER, is_told=is_told)
        asked = self.event(EventKind.MG2_ASKED, self.after(reported_on, 1), witness=witness)
        if number % 10 != 7:
            self.event(EventKind.MG2_RECEIVED, self.after(asked.happened_on or reported_on, 6), witness=witness)
        taken_on = witness.abe_recorded_on or self.after(reported_on, 3)
        self.event(EventKind.STATEMENT_TAKEN, taken_on, witness=witness)
        if number % 13 != 4:
            self.event(EventKind.VPS_OFFERED, self.after(taken_on, number % 4), witness=witness)
        if number % 3 == 0:
            self.event(EventKind.VPS_TAKEN, self.after(taken_on, 30), witness=witness)
        span = (self.charged_on - reported_on).days
        steps = (
            ("Arrest and interview", 3 + number % 5),
            ("Further interview; bail goes on", span * (2 + number % 6) // 8),
        )
        for detail, days in steps:
            if 0 < days < span:
                day = self.case.calendar.business_day_before(reported_on + dt.timedelta(days=days + 1))
                step = self.event(EventKind.POLICE_STEP, day, witness=witness, detail=detail)
                self.tell(witness, "R6a", step.id, day, officer)
        if number % 12 != 8:
            self.tell(witness, "R6c", self._charge_about(witness), self.charged_on, officer)

    def _charge_about(self, witness: Witness) -> str:
        """What the duty to tell her of the charges of that day is about."""
        own = [
            c.id for c in self.of_kind(Charge) if c.witness_id in (None, witness.id) and c.charged_on == self.charged_on
        ]
        return f"charge/{min(own)}"

    # ------------------------------------------------------------ before the trial

    def _bail(self) -> None:
        assert self.charged_on is not None
        assert self.plea_on is not None
        is_held = any(accused.remand is Remand.CUSTODY for accused in self.of_kind(Defendant))
        days = [(self.after(self.charged_on, 1), "Remanded in custody" if is_held else "Bail: no contact with her")]
        later = (20, 45, 62) if self.case.stage in _OLD else (12,) if self.case.stage in _LISTED else ()
        if self.case.stage not in ("charged", "plea_undated") and self.case.number % 3 == 0:
            later = (0, *later)
        days += [(self.after(self.plea_on, after), "Condition changed: a further area is barred") for after in later]
        for place, (day, detail) in enumerate(days):
            received_on = self.after(day, _COURT_DELAYS[(self.case.number + 3 * place) % len(_COURT_DELAYS)])
            if received_on >= self.case.today:
                continue
            result = self.event(EventKind.BAIL_RESULT, day, received_on, detail=detail)
            for witness in self.witnesses:
                if self.case.number == 28:
                    reason = "The unit of the neighbouring area has taken the case over."
                    self.enter(EntryKind.NOT_OURS, witness, "R8b", result.id, received_on, reason=reason)
                else:
                    self.tell(witness, "R8b", result.id, received_on)

    def _further_hearings(self) -> None:
        """Old cases have been before the court more often."""
        assert self.plea_on is not None
        for after in (28, 52) if self.case.stage in _OLD else (15,) if self.case.stage in _LISTED else ():
            self.case.made.append(
                Hearing(
                    id=self.new_id(),
                    case_id=self.case.case.id,
                    kind=HearingKind.FURTHER_CASE_MANAGEMENT,
                    listed_on=self.after(self.plea_on, after),
                    starts=dt.time(9, 30),
                    place=self.case.case.court_name,
                    state=HearingState.HELD,
                    notice_received_on=self.after(self.plea_on, after - 6),
                )
            )

    def _first_hearing(self) -> None:
        """A case in which nobody has pleaded comes before the magistrates in two business days; notice came yesterday."""
        if self.case.stage != "charged":
            return
        self.case.made.append(
            Hearing(
                id=self.new_id(),
                case_id=self.case.case.id,
                kind=HearingKind.FIRST_HEARING,
                listed_on=self.case.ahead(2),
                starts=dt.time(10, 0),
                place=f"{self.case.case.court_name.removesuffix(' Crown Court')} Magistrates’ Court",
                notice_received_on=self.case.back(1),
            )
        )

    def _notices(self) -> None:
        """Every hearing has its notice; each witness whom it concerns was told of it, or was not yet."""
        assert self.charged_on is not None
        assert self.plea_on is not None
        since = {
            HearingKind.PTPH: self.after(self.charged_on, 3),
            HearingKind.TRIAL: self.after(self.plea_on, 1),
            HearingKind.GROUND_RULES: self.after(self.plea_on, 18),
            HearingKind.SECTION_28_RECORDING: self.after(self.plea_on, 18),
        }
        for hearing in self.of_kind(Hearing):
            moves = [move for move in self.of_kind(HearingMove) if move.hearing_id == hearing.id]
            first = since.get(hearing.kind)
            if moves:
                self.replace(moves[0], was_notice_on=first)
            elif hearing.notice_received_on is None:
                self.replace(hearing, notice_received_on=first)
            elif hearing.kind is HearingKind.TRIAL:
                continue  # it came yesterday and waits for today
            else:
                first = hearing.notice_received_on
            for witness in self.witnesses:
                if first is not None and hearing.witness_id in (None, witness.id):
                    self.tell(witness, HEARING_TOLD, notice_about(hearing, 0), first)

    def _attendance(self, witness: Witness) -> None:
        assert self.plea_on is not None
        if self.case.stage in ("charged", "guilty"):
            return
        received_on = self.after(self.plea_on, 1)
        required = self.event(EventKind.REQUIRED_TO_ATTEND, self.plea_on, received_on, witness)
        self.tell(witness, "R8c", required.id, received_on)
        self.tell(witness, "R8d", "needs", received_on, delay=2 + self.case.number % 4, is_told=False)
        recording = [h for h in self.of_kind(Hearing) if h.kind is HearingKind.SECTION_28_RECORDING]
        if self.case.stage in _OLD and self.case.number != 27 and recording and recording[0].listed_on:
            before = self.case.calendar.business_day_before(recording[0].listed_on)
            self.tell(witness, "R8f", recording[0].id, before, CaseRole.PROSECUTOR, 0, is_told=False)

    # ------------------------------------------------------------ how it ended

    def _ends(self) -> None:
        back, number = self.case.back, self.case.number
        if number == 10:
            [witness] = self.witnesses
            self.event(EventKind.CONSULTED, back(6), witness=witness, detail="On whether the plea is accepted")
        if self.case.stage not in _OLD and number != 10:
            return
        day, received, told = {10: (5, 4, 3), 11: (3, 2, 1), 27: (3, 3, 1), 15: (11, 10, 9), 31: (11, 9, 8)}[number]
        outcome = self.event(
            EventKind.OUTCOME, back(day), back(received), detail="Not guilty" if number == 31 else "Guilty"
        )
        for witness in self.witnesses:
            self.tell(witness, "R9a", outcome.id, back(received), delay=received - told)
        if number == 15:
            self._sentence(self.witnesses[0])
        if number == 31:
            claim = self.event(EventKind.EXPENSES_CLAIMED, back(10), back(9), self.witnesses[0])
            self.tell(self.witnesses[0], "R10a", claim.id, back(9), CaseRole.PARALEGAL_OFFICER, 5, is_told=False)

    def _sentence(self, witness: Witness) -> None:
        back = self.case.back
        sentence = self.event(
            EventKind.SENTENCE, back(8), back(7), detail="Custody", custody_months=30, is_specified_offence=True
        )
        self.tell(witness, "R9b", sentence.id, back(7), delay=1)
        self.tell(witness, "R11a", sentence.id, back(7), delay=2, is_told=False)
        appeal = self.event(EventKind.APPEAL, back(6), back(5), detail="Lodged against sentence")
        self.tell(witness, "R9c", appeal.id, back(5), delay=1)
