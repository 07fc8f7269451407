"""One invented case of the practice office, at a stage that its number decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random
from typing import Any, TypeVar

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case import (
    Action,
    Case,
    CaseState,
    Charge,
    CourtKind,
    Defendant,
    Hearing,
    HearingKind,
    HearingState,
    Plea,
    PleaKind,
    Remand,
)
from victimplanner.domain.contact import CHANNEL_WORDS, Channel
from victimplanner.domain.links import Room
from victimplanner.domain.measures import (
    Application,
    DecisionKind,
    Direction,
    DirectionKind,
    MeasureDecision,
    MeasureId,
    MeasureUse,
    MeasureView,
    Route,
    UseKind,
    ViewKind,
)
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.domain.meeting_record import (
    TICKED_GROUPS,
    Attendance,
    AttendanceState,
    Concern,
    NoteParagraph,
    Question,
    TopicNote,
)
from victimplanner.domain.people import CASE_ROLE_WORDS, CasePerson, CaseRole, Person
from victimplanner.domain.record import Record
from victimplanner.domain.topics import TopicGroup
from victimplanner.domain.witness import Adjustment, AdjustmentState, Gate, GateCode, GateHolds, Witness
from victimplanner.services.practice.contacting import contact_records
from victimplanner.services.practice.duty_steps import DutySteps
from victimplanner.services.practice.meeting_steps import meeting_steps
from victimplanner.services.practice.names import (
    ACCUSED_FIRST,
    ACCUSED_LAST,
    COURTS,
    EXPLAINED,
    FIRST_NAMES,
    LAST_NAMES,
    MAGISTRATES,
    OFFENCES,
    OWN_WORDS,
    PLACES,
    REASONS,
)
from victimplanner.services.practice.preparing import Preparing
from victimplanner.services.topic_template import topic_template

R = TypeVar("R", bound=Record)

_STAGES = (
    "signed",  # the whole way to a signed record, applied, directed, one refusal not told
    "planned",
    "offer_due",
    "charged",
    "offered",
    "held",
    "recording_listed",
    "directed_told",
    "plea_undated",
    "overdue",
    "guilty",
    "used",
    "magistrates",
    "child",
    "declined",
    "closed",
)
_REFERENCES = "ABCDEFGHJKLMNPRSTVWXYZ"
_WANTED = (
    MeasureId.ABE_VIDEO,
    MeasureId.PRE_RECORDED_CROSS_EXAMINATION,
    MeasureId.PRIVATE,
    MeasureId.LIVE_LINK,
    MeasureId.SCREEN,
    MeasureId.NO_WIGS_GOWNS,
)
# How many business days ago the not guilty plea was entered, by stage; None: no plea, or no dated one.
_PLEA_AGE = {
    "signed": 12,
    "planned": 5,
    "offer_due": 3,
    "offered": 4,
    "held": 7,
    "recording_listed": 30,
    "directed_told": 25,
    "overdue": 14,
    "used": 90,
    "magistrates": 6,
    "child": 4,
    "declined": 6,
    "closed": 120,
    "guilty": 5,
}
_MET = ("signed", "held", "recording_listed", "directed_told", "used", "closed")
_APPLIED = ("signed", "recording_listed", "directed_told", "used", "closed")


class CaseBuilder:
    """Builds the records of one practice case; `records()` returns them, each after what it refers to."""

    def __init__(
        self,
        random: Random,
        today: dt.date,
        calendar: Calendar,
        number: int,
        people: dict[CaseRole, Person],
        rooms: Mapping[str, Room],
    ) -> None:
        self.random = random
        self.today = today
        self.calendar = calendar
        self.number = number
        self.stage = _STAGES[number % len(_STAGES)]
        self.people = people
        self.rooms = rooms
        self.made: list[Record] = []
        self.used_references: set[str] = set()

    def records(self) -> list[Record]:
        self._case()
        self._pleas()
        self._hearings()
        for role in (
            CaseRole.PROSECUTOR,
            CaseRole.VICTIM_LIAISON_OFFICER,
            CaseRole.WITNESS_CARE_OFFICER,
            CaseRole.OFFICER_IN_CASE,
            CaseRole.COUNSEL,
        ):
            self._add(CasePerson, case_id=self.case.id, person_id=self.people[role].id, role=role)
        for witness_number in range(1, (2 if self.number in (0, 9, 21) else 1) + 1):
            self._witness(witness_number)
        DutySteps(self).add_all()
        return self.made

    # ------------------------------------------------------------ small tools

    def _add(self, kind: type[R], /, **values: Any) -> R:
        record = kind(id=f"{self.random.getrandbits(128):032x}", **values)
        self.made.append(record)
        return record

    def back(self, business_days: int) -> dt.date:
        """Return the business day so many before today."""
        day = self.today
        for _ in range(business_days):
            day = self.calendar.business_day_before(day)
        return day if business_days else self.calendar.business_day_before(day + dt.timedelta(days=1))

    def ahead(self, business_days: int) -> dt.date:
        """Return the business day so many after today."""
        return self.calendar.business_days_after(self.today, business_days).due

    # ------------------------------------------------------------ the case

    def _case(self) -> None:
        random = self.random
        is_magistrates = self.stage == "magistrates"
        self.case = self._add(
            Case,
            urn=f"99{random.choice(('VP', 'NM', 'EH', 'W1'))}{random.randint(10000, 99999)}{self.today.year % 100:02}",
            unit="Northmere RASSO",
            court_kind=CourtKind.MAGISTRATES if is_magistrates else CourtKind.CROWN,
            court_name=MAGISTRATES if is_magistrates else random.choice(COURTS),
            court_case_no="" if is_magistrates else f"T{self.today.year}{random.randint(1000, 9999)}",
            lead_offence=random.choice(OFFENCES),
            state=CaseState.CLOSED if self.stage == "closed" else CaseState.OPEN,
            closed_on=self.back(3) if self.stage == "closed" else None,
        )
        self.defendants = [
            self._add(
                Defendant,
                case_id=self.case.id,
                number=number,
                name=f"{random.choice(ACCUSED_FIRST)} {ACCUSED_LAST[(self.number + 7 * number - 7) % len(ACCUSED_LAST)]}",
                remand=random.choice((Remand.BAIL, Remand.CUSTODY)),
            )
            for number in range(1, (2 if self.number in (3, 9, 17) else 1) + 1)
        ]

    def _pleas(self) -> None:
        age = _PLEA_AGE.get(self.stage)
        self.plea_on = self.back(age) if age is not None else None
        if self.stage == "charged":
            return
        for defendant in self.defendants:
            self._add(
                Plea,
                case_id=self.case.id,
                defendant_id=defendant.id,
                plea=PleaKind.GUILTY if self.stage == "guilty" else PleaKind.NOT_GUILTY,
                entered_on=self.plea_on,
            )

    def _hearings(self) -> None:
        place = self.case.court_name
        ptph = self.plea_on or (self.ahead(8) if self.stage == "charged" else self.back(9))
        self._add(
            Hearing,
            case_id=self.case.id,
            kind=HearingKind.PTPH,
            listed_on=ptph,
            starts=dt.time(10, 0),
            place=place,
            state=HearingState.HELD if ptph <= self.today else HearingState.LISTED,
        )
        if self.stage in ("guilty", "charged"):
            return
        over = {"used": 4, "closed": 12}.get(self.stage)
        trial = self.back(over) if over else self.ahead(self.random.randint(90, 160))
        self._add(
            Hearing,
            case_id=self.case.id,
            kind=HearingKind.TRIAL,
            listed_on=trial,
            starts=dt.time(10, 0),
            place=place,
            state=HearingState.HELD if trial < self.today else HearingState.LISTED,
            notice_received_on=self.back(1) if self.stage == "planned" else None,
        )
        if self.stage in ("recording_listed", "used", "closed"):
            recording = self.ahead(18 + self.number // 8) if self.stage == "recording_listed" else self.back(30)
            self._add(
                Hearing,
                case_id=self.case.id,
                kind=HearingKind.SECTION_28_RECORDING,
                listed_on=recording,
                starts=dt.time(10, 30),
                place="Eastholme remote suite",
                state=HearingState.LISTED if recording > self.today else HearingState.HELD,
            )

    # ------------------------------------------------------------ the witness

    def _reference(self) -> str:
        while True:
            reference = f"W-{self.random.choice(_REFERENCES)}{self.random.randint(2, 9)}"
            if reference not in self.used_references:
                self.used_references.add(reference)
                return reference

    def _witness(self, number: int) -> None:
        random = self.random
        years = 15 if self.stage == "child" else random.randint(19, 58)
        first = random.choice(FIRST_NAMES)
        polish = self.number % 8 == 0
        witness = self._add(
            Witness,
            case_id=self.case.id,
            number=number,
            reference=self._reference(),
            name=f"{first} {random.choice(LAST_NAMES)}",
            preferred_name=first,
            date_of_birth=self.today.replace(year=self.today.year - years, day=min(self.today.day, 28)),
            language="Polish" if polish else "English",
            interpreter_need="Polish, female, independent" if polish else "",
            access_needs="Step-free; quiet waiting room" if random.random() < 0.3 else "",
            abe_recorded_on=self.back(140) if random.random() < 0.85 or self.stage in _APPLIED else None,
            abe_minutes=random.randint(35, 110),
            video_requested=self.stage in _APPLIED,
        )
        self._charge(witness)
        phone = f"07700 900{self.random.randint(100, 999)}"
        contact_id = f"{self.random.getrandbits(128):032x}"
        self.made += contact_records(self, witness, contact_id, phone)
        self._add(
            CasePerson,
            case_id=self.case.id,
            witness_id=witness.id,
            person_id=self.people[CaseRole.ISVA].id,
            role=CaseRole.ISVA,
        )
        self._gates(witness)
        if self.stage in ("charged", "guilty", "plea_undated", "overdue", "child", "magistrates", "offer_due"):
            return
        if number > 1:
            return  # the second complainant of a case is at the beginning of her own way
        self._meeting(witness)
        if self.stage in _APPLIED:
            self._application(witness)
            Preparing(self, witness, self.rooms).add_all()
        if self.stage == "signed":
            self._add(
                Adjustment,
                case_id=self.case.id,
                witness_id=witness.id,
                text="Separate entrance",
                state=AdjustmentState.ARRANGED,
                noted_on=self.back(4),
            )

    def _charge(self, witness: Witness) -> None:
        self._add(
            Charge,
            case_id=self.case.id,
            witness_id=witness.id,
            offence=self.case.lead_offence,
            is_sexual_offence=True,
            charged_on=(self.plea_on or self.today) - dt.timedelta(days=33),
        )

    def _gates(self, witness: Witness) -> None:
        by = self.people[CaseRole.PROSECUTOR].name
        self._add(
            Gate,
            case_id=self.case.id,
            witness_id=witness.id,
            code=GateCode.S16_INCAP,
            holds=GateHolds.YES if self.number % 11 == 5 else GateHolds.NO,
            evidence="Report of a psychologist served with the file."
            if self.number % 11 == 5
            else "Asked. No disorder or impairment reported in the needs assessment.",
            considered_by=by,
            considered_on=self.back(9),
        )

    # ------------------------------------------------------------ the meeting

    def _meeting(self, witness: Witness) -> None:
        vlo = self.people[CaseRole.VICTIM_LIAISON_OFFICER].name
        offered_on = self.plea_on or self.back(3)
        state = {
            "planned": MeetingState.PLANNED,
            "offered": MeetingState.OFFERED,
            "declined": MeetingState.DECLINED,
            "held": MeetingState.HELD,
        }.get(self.stage, MeetingState.SIGNED)
        met = self.stage in _MET
        day = {"signed": 5, "held": 1, "recording_listed": 22, "directed_told": 18}.get(self.stage, 80)
        planned_on = self.back(day) if met else self.ahead(3) if self.stage == "planned" else None
        interpreter = witness.interpreter_need
        end = dt.time(15, 10) if interpreter else dt.time(14, 50)
        meeting = self._add(
            Meeting,
            case_id=self.case.id,
            witness_id=witness.id,
            number=1,
            state=state,
            offered_on=offered_on,
            offer_method=CHANNEL_WORDS[Channel.THROUGH_SUPPORTER],
            offered_by=vlo,
            answered_on=None if state is MeetingState.OFFERED else offered_on + dt.timedelta(days=1),
            answer_reason="Not now; she has the number." if state is MeetingState.DECLINED else "",
            planned_on=planned_on,
            planned_start=dt.time(14, 0) if planned_on else None,
            planned_end=(dt.time(15, 30) if interpreter else dt.time(15, 0)) if planned_on else None,
            place=PLACES[self.number % 3] if planned_on else "",
            access_needs=witness.access_needs,
            arrives=dt.time(13, 45) if planned_on else None,
            met_by=vlo if planned_on else "",
            entrance="Rear, Mill Lane" if planned_on else "",
            interpreter=interpreter,
            held_on=planned_on if met else None,
            started=dt.time(14, 0) if met else None,
            ended=end if met else None,
            note_taker=self.people[CaseRole.PARALEGAL_OFFICER].name if planned_on else "",
            new_evidence_volunteered=False if met else None,
            new_evidence_at=dt.time(14, 40) if met else None,
            vps="Offered. Will decide by the end of next month." if met else "",
            therapy_explained=met,
            court_visit="Offered, accepted. To be arranged." if met else "",
            next_contact="By telephone in two weeks, by the Victim Liaison Officer" if met else "",
            compensation_mentioned=met,
            signed_on=planned_on if state is MeetingState.SIGNED else None,
            mg6c_item="41" if state is MeetingState.SIGNED else "",
            mg6c_listed_on=self.back(day - 1) if state is MeetingState.SIGNED else None,
        )
        self.made += meeting_steps(meeting)
        if planned_on:
            self._attendances(meeting, met)
        if met:
            self._record(meeting, witness)

    def _attendances(self, meeting: Meeting, met: bool) -> None:
        for role in (
            CaseRole.PROSECUTOR,
            CaseRole.VICTIM_LIAISON_OFFICER,
            CaseRole.ISVA,
            CaseRole.PARALEGAL_OFFICER,
        ):
            person = self.people[role]
            signed = meeting.is_locked and role is not CaseRole.ISVA and meeting.held_on is not None
            self._add(
                Attendance,
                case_id=self.case.id,
                meeting_id=meeting.id,
                person_id=person.id,
                name=person.name,
                role=CASE_ROLE_WORDS[role],
                organisation=person.organisation,
                is_supporter=role is CaseRole.ISVA,
                is_note_taker=role is CaseRole.PARALEGAL_OFFICER,
                state=AttendanceState.CAME if met else AttendanceState.CONFIRMED,
                joined=meeting.started,
                left=meeting.ended,
                signed_at=dt.datetime.combine(meeting.held_on, dt.time(16, 30), dt.UTC)
                if signed and meeting.held_on
                else None,
                signed_how="Confirmed in the program, own login" if signed else "",
            )

    def _record(self, meeting: Meeting, witness: Witness) -> None:
        assert meeting.held_on is not None
        for minute, topic in enumerate(t for t in topic_template().topics if t.group in TICKED_GROUPS):
            left_open = self.stage == "held" and topic.id in ("vps", "anonymity", "therapy", "decisions")
            self._add(
                TopicNote,
                case_id=self.case.id,
                meeting_id=meeting.id,
                topic_id=topic.id,
                title=topic.title,
                group=topic.group,
                covered=None if left_open else True,
                at=dt.time(14, 2 + minute) if topic.group is TopicGroup.OPENING else None,
            )
        prosecutor = self.people[CaseRole.PROSECUTOR].name
        for number, (question, answer) in enumerate(
            (
                ("Will I meet him in the corridor?", "A separate entrance and waiting room will be asked for."),
                ("Will he see me on the link?", "Yes, usually on a screen. You will not see him."),
                ("How long will the questions last?", "The judge sets limits. I cannot promise a length."),
            ),
            1,
        ):
            self._add(
                Question,
                case_id=self.case.id,
                meeting_id=meeting.id,
                number=number,
                text=question,
                answer=answer,
                answered_by=prosecutor,
            )
        self._add(
            NoteParagraph,
            case_id=self.case.id,
            meeting_id=meeting.id,
            number=1,
            at=dt.time(14, 20),
            text="The prosecutor explained that no promise could be made about any measure because the judge decides. "
            "A break was taken at the witness’s request and the meeting went on when she was ready.",
        )
        self._add(
            Concern,
            case_id=self.case.id,
            meeting_id=meeting.id,
            fact="A relative of the accused stood outside her place of work for about ten minutes.",
            checked_by=f"{self.people[CaseRole.OFFICER_IN_CASE].name}: logged; bail conditions under review.",
            opinion="Fear is likely to affect the quality of evidence if the family sits in the gallery.",
            opinion_by=prosecutor,
        )
        for text, role, days in (
            ("Arrange the court visit, rear entrance", CaseRole.WITNESS_CARE_OFFICER, 4),
            ("Tell the witness the court’s decision the day it is known", CaseRole.VICTIM_LIAISON_OFFICER, 12),
        ):
            self._add(
                Action,
                case_id=self.case.id,
                witness_id=witness.id,
                meeting_id=meeting.id,
                text=text,
                owner=self.people[role].name,
                due_on=self.ahead(days),
                done_on=self.back(3) if self.stage in ("used", "closed") else None,
            )
        for measure in _WANTED:
            view = {MeasureId.NO_WIGS_GOWNS: ViewKind.DOES_NOT_WANT, MeasureId.SCREEN: ViewKind.ONLY_IF}.get(
                measure, ViewKind.WANTS
            )
            self._add(
                MeasureView,
                case_id=self.case.id,
                witness_id=witness.id,
                meeting_id=meeting.id,
                measure=measure,
                view=view,
                condition="the link breaks" if view is ViewKind.ONLY_IF else "",
                own_words=OWN_WORDS[measure.value],
                information_given=EXPLAINED[measure.value],
                given_on=meeting.held_on,
                taken_by=self.people[CaseRole.VICTIM_LIAISON_OFFICER].name,
                how="At the meeting",
            )

    # ------------------------------------------------------------ the four facts

    def _application(self, witness: Witness) -> None:
        assert self.plea_on is not None
        served_on = self.calendar.business_days_after(self.plea_on, 8).due
        application = self._add(
            Application,
            case_id=self.case.id,
            witness_id=witness.id,
            route=Route.R18_10_APPLICATION,
            served_on=served_on,
            served_to="Court officer and each accused, by the digital case system",
            hearing_wanted=False,
            companion=self.people[CaseRole.ISVA].name + " (ISVA)",
            companion_view="Wants this person",
            place_proposed="Eastholme remote suite",
            eligibility_explained="Complainant in respect of a sexual offence, s.17(4).",
        )
        decided_on = self.back(1) if self.stage == "signed" else self.calendar.business_days_after(served_on, 9).due
        for measure in _WANTED:
            apply = measure is not MeasureId.NO_WIGS_GOWNS
            self._add(
                MeasureDecision,
                case_id=self.case.id,
                witness_id=witness.id,
                measure=measure,
                decision=DecisionKind.APPLY if apply else DecisionKind.NOT_SOUGHT,
                reason=REASONS.get(measure.value, "The witness’s own choice."),
                application_id=application.id if apply else None,
                in_the_alternative=measure is MeasureId.SCREEN,
                decided_on=self.calendar.business_day_before(served_on),
                decided_by=self.people[CaseRole.PROSECUTOR].name,
            )
            if apply:
                self._direction(witness, measure, decided_on)

    def _direction(self, witness: Witness, measure: MeasureId, decided_on: dt.date) -> None:
        refused = measure is MeasureId.SCREEN
        untold = self.stage == "signed" and refused
        told_on = None if untold else min(self.calendar.business_days_after(decided_on, 1).due, self.today)
        self._add(
            Direction,
            case_id=self.case.id,
            witness_id=witness.id,
            measure=measure,
            direction=DirectionKind.REFUSED if refused else DirectionKind.GRANTED,
            decided_on=decided_on,
            judge="HHJ Verrall",
            reasons="A second suite is on hold; a screen adds nothing unless both fail."
            if refused
            else "In the interests of the quality of her evidence.",
            received_on=decided_on,
            told_on=told_on,
            told_by=self.people[CaseRole.VICTIM_LIAISON_OFFICER].name if told_on else "",
            told_how="By telephone" if told_on else "",
        )
        if self.stage in ("used", "closed") and not refused:
            self._add(
                MeasureUse,
                case_id=self.case.id,
                witness_id=witness.id,
                measure=measure,
                use=UseKind.USED_IN_PART if measure is MeasureId.PRIVATE else UseKind.USED,
                used_on=self.back(30),
                reason="Two visitors stayed six minutes; reported to the court."
                if measure is MeasureId.PRIVATE
                else "",
            )
