"""All records of one case in one value, and the part of it that concerns one witness.

Rules and papers take these; a paper only ever gets a `WitnessFile`, which holds nothing of other witnesses.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from victimplanner.domain.case import (
    Action,
    Case,
    Charge,
    ChargeState,
    Defendant,
    Hearing,
    HearingKind,
    HearingMove,
    HearingState,
    Plea,
    PleaKind,
)
from victimplanner.domain.case_events import CaseEvent, EventKind
from victimplanner.domain.contact import ContactOverride, SafeContact
from victimplanner.domain.contact_log import ContactEntry
from victimplanner.domain.contact_preferences import ContactPreference
from victimplanner.domain.duty_entries import NOTHING_ENTERED, DutyEntry, DutyFacts, duty_key, replay
from victimplanner.domain.errors import NotFound
from victimplanner.domain.issued import IssuedDocument, PaperCheck
from victimplanner.domain.links import LinkArrangement, LinkChange, Room, Site
from victimplanner.domain.measures import (
    Application,
    Direction,
    IntermediaryWork,
    MeasureDecision,
    MeasureUse,
    MeasureView,
    ProceedingsChange,
)
from victimplanner.domain.meeting import Meeting, MeetingChange
from victimplanner.domain.meeting_record import Addendum, Attendance, Concern, NoteParagraph, Question, TopicNote
from victimplanner.domain.office import Office
from victimplanner.domain.opt_out import OptOut
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.readiness import ReadinessTick
from victimplanner.domain.rights import RightsOverride
from victimplanner.domain.section_28 import (
    Chase,
    OrderedDate,
    PreparationStep,
    RecordingEvent,
    Section28Consideration,
    Section28Order,
)
from victimplanner.domain.support import Referral, Supporter, SupportQuery
from victimplanner.domain.witness import Adjustment, Gate, GateCode, GateHolds, Witness

HEARING_TOLD = "R8a"
"""The rule by which she is told of a hearing (Code Right 8.1)."""


def notice_about(hearing: Hearing, moves: int) -> str:
    """Return what the duty to tell her of a hearing is about: each move brings a notice of its own."""
    return f"{hearing.id}/{moves}" if moves else hearing.id


@dataclass(frozen=True)
class MeetingFile:
    """One meeting with everything recorded at it, in order."""

    meeting: Meeting
    attendances: tuple[Attendance, ...] = ()
    topics: tuple[TopicNote, ...] = ()
    questions: tuple[Question, ...] = ()
    paragraphs: tuple[NoteParagraph, ...] = ()
    concerns: tuple[Concern, ...] = ()
    actions: tuple[Action, ...] = ()
    addenda: tuple[Addendum, ...] = ()
    views: tuple[MeasureView, ...] = ()  # views given at this meeting
    changes: tuple[MeetingChange, ...] = ()  # every step on its way, the first first

    @property
    def last_change(self) -> MeetingChange | None:
        """The last move or cancellation that concerned the witness; None when there was none."""
        return next((change for change in reversed(self.changes) if change.to_tell), None)

    @property
    def must_be_told(self) -> bool:
        """Whether she still has to be told of a move or a cancellation."""
        return any(change.is_untold for change in self.changes)


@dataclass(frozen=True)
class WitnessFile:
    """Everything that concerns one witness, and nothing of any other witness of the case.

    `hearings`, `charges` and `people` hold the case's own and this witness's; never another's.
    """

    office: Office
    case: Case
    defendants: tuple[Defendant, ...]
    pleas: tuple[Plea, ...]
    witness: Witness
    charges: tuple[Charge, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    people: tuple[tuple[CaseRole, Person], ...] = ()
    gates: tuple[Gate, ...] = ()
    safe_contact: SafeContact | None = None
    contact_log: tuple[ContactEntry, ...] = ()  # the newest first
    contact_overrides: tuple[ContactOverride, ...] = ()
    contact_preferences: tuple[ContactPreference, ...] = ()
    supporters: tuple[Supporter, ...] = ()
    referrals: tuple[Referral, ...] = ()
    support_queries: tuple[SupportQuery, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    meetings: tuple[MeetingFile, ...] = ()
    views: tuple[MeasureView, ...] = ()
    applications: tuple[Application, ...] = ()
    decisions: tuple[MeasureDecision, ...] = ()
    directions: tuple[Direction, ...] = ()
    uses: tuple[MeasureUse, ...] = ()
    opt_outs: tuple[OptOut, ...] = ()
    intermediaries: tuple[IntermediaryWork, ...] = ()
    hearing_moves: tuple[HearingMove, ...] = ()
    proceedings_changes: tuple[ProceedingsChange, ...] = ()
    considerations: tuple[Section28Consideration, ...] = ()
    orders: tuple[Section28Order, ...] = ()
    ordered_dates: tuple[OrderedDate, ...] = ()
    steps: tuple[PreparationStep, ...] = ()
    recording_events: tuple[RecordingEvent, ...] = ()
    chases: tuple[Chase, ...] = ()
    links: tuple[LinkArrangement, ...] = ()
    link_changes: tuple[LinkChange, ...] = ()
    places: tuple[tuple[Room, Site], ...] = ()  # the rooms that `links` use
    link_people: tuple[Person, ...] = ()  # those whom `links`, `intermediaries` and `supporters` name
    events: tuple[CaseEvent, ...] = ()  # of the case or of this witness, withdrawn ones too
    duty_entries: tuple[DutyEntry, ...] = ()
    rights_overrides: tuple[RightsOverride, ...] = ()
    actions: tuple[Action, ...] = ()
    issued: tuple[IssuedDocument, ...] = ()
    paper_checks: tuple[PaperCheck, ...] = ()

    def gates_as_considered(self) -> dict[GateCode, Gate]:
        """Return the entry that holds now for each gate that was considered."""
        now: dict[GateCode, Gate] = {}
        for gate in sorted(self.gates, key=lambda g: g.sequence):
            now[gate.code] = gate
        return now

    def age_on(self, day: dt.date) -> int | None:
        """Return her age in whole years on `day`, or None without a date of birth.

        Attained at the start of the birthday; born on 29 February: on 1 March in other years (domain trap 1).
        """
        return age_on(self.witness.date_of_birth, day)

    def is_child_on(self, day: dt.date) -> bool:
        """Say whether she is, or is taken to be, under 18 on `day` (YJCEA s.16(1)(a), s.33(5)-(6)).

        Without a date of birth the ground as somebody recorded it counts, and, for a complainant of a sexual or
        modern slavery offence only, what is believed: she is presumed to be under 18.
        """
        if (age := self.age_on(day)) is not None:
            return age < 18
        considered = self.gates_as_considered()
        recorded = considered.get(GateCode.S16_CHILD)
        if recorded is not None and recorded.holds is GateHolds.YES:
            return True
        slavery = considered.get(GateCode.S17_4_MSA)
        is_slavery_complainant = slavery is not None and slavery.holds is GateHolds.YES
        return self.witness.believed_under_18 and (self.is_sexual_complainant or is_slavery_complainant)

    def is_qualifying_on(self, day: dt.date) -> bool:
        """Say whether she was under 18 at the recorded interview and is no longer on `day` (YJCEA s.22(1))."""
        recorded_on = self.witness.abe_recorded_on
        then = self.age_on(recorded_on) if recorded_on else None
        now = self.age_on(day)
        return then is not None and now is not None and then < 18 <= now

    def gates_held_on(self, day: dt.date) -> frozenset[GateCode]:
        """Return the gates that hold on `day`: those recorded, those that follow from the facts, less the declined.

        A complainant in a sexual offence is eligible under s.17(4) unless she told the court otherwise; a child
        is eligible by age. Both follow from facts and need no entry.
        """
        considered = self.gates_as_considered()
        held = {code for code, gate in considered.items() if gate.holds is GateHolds.YES}
        held.discard(GateCode.S16_CHILD)
        if self.is_child_on(day):
            held.add(GateCode.S16_CHILD)
        if self.is_qualifying_on(day):
            held.add(GateCode.S22_QUALIFYING)
        declined = considered.get(GateCode.S17_4_SEX)
        if self.is_sexual_complainant and (declined is None or declined.holds is not GateHolds.DECLINED):
            held.add(GateCode.S17_4_SEX)
        elif self.charges or not self.witness.is_complainant:
            # No complainant, or no sexual charge is left. Without any charge entered the ground as recorded holds.
            held.discard(GateCode.S17_4_SEX)
        return frozenset(held)

    @property
    def is_sexual_case(self) -> bool:
        """Whether the proceedings concern a sexual offence, stopped charges left out."""
        return any(c.is_sexual_offence for c in self.charges if c.state is ChargeState.LIVE)

    @property
    def is_sexual_complainant(self) -> bool:
        return self.witness.is_complainant and self.is_sexual_case

    def plea_of(self, defendant: Defendant) -> Plea | None:
        """Return the plea that counts now for `defendant`: the one entered last."""
        own = [plea for plea in self.pleas if plea.defendant_id == defendant.id]
        return max(own, key=lambda plea: plea.sequence, default=None)

    @property
    def is_going_to_trial(self) -> bool:
        """Whether at least one accused pleads not guilty now."""
        pleas = [self.plea_of(d) for d in self.defendants]
        return any(p is not None and p.plea is PleaKind.NOT_GUILTY for p in pleas)

    @property
    def was_to_be_tried(self) -> bool:
        """Whether a sexual offence against her was ever denied: somebody pleaded not guilty, now or once."""
        is_victim = self.witness.is_complainant and any(charge.is_sexual_offence for charge in self.charges)
        return is_victim and any(plea.plea is PleaKind.NOT_GUILTY for plea in self.pleas)

    def next_hearing(self, kind: HearingKind) -> Hearing | None:
        """Return the hearing of `kind` listed or held last, vacated ones left out; None if there is none."""
        own = [h for h in self.hearings if h.kind is kind and h.state is not HearingState.VACATED]
        return max(own, key=lambda h: h.listed_on or dt.date.min, default=None)

    def person(self, role: CaseRole) -> Person | None:
        return next((person for r, person in self.people if r is role), None)

    def person_named(self, person_id: str | None) -> Person | None:
        """Return a person by id, of the case or named in a link arrangement; None when nobody has it."""
        known = (*(person for _, person in self.people), *self.link_people)
        return next((person for person in known if person.id == person_id), None)

    def place_of(self, room_id: str | None) -> tuple[Room, Site] | None:
        """Return the room and its site, None while no room is chosen."""
        return next(((room, site) for room, site in self.places if room.id == room_id), None)

    def events_of(self, *kinds: EventKind) -> tuple[CaseEvent, ...]:
        """Return the events of these kinds in order of entry, withdrawn ones left out."""
        return tuple(event for event in self.events if event.kind in kinds and not event.is_withdrawn)

    @cached_property
    def _duty_facts(self) -> Mapping[tuple[str, str], DutyFacts]:
        return replay(self.duty_entries)

    def duty_facts(self, rule_id: str, about: str) -> DutyFacts:
        """Return what was entered about one duty and holds now."""
        return self._duty_facts.get(duty_key(rule_id, about), NOTHING_ENTERED)

    def told_of_hearing(self, hearing: Hearing) -> dt.date | None:
        """Return when she was told of a hearing as it stands now, None when she was not (Code Right 8.1)."""
        told = self.duty_facts(HEARING_TOLD, notice_about(hearing, len(self.moves_of(hearing.id)))).told
        return told.on if told else None

    def moves_of(self, hearing_id: str) -> tuple[HearingMove, ...]:
        return tuple(move for move in self.hearing_moves if move.hearing_id == hearing_id)

    @property
    def contact_preference(self) -> ContactPreference | None:
        """What she said last on how she wants to hear from the office."""
        return max(self.contact_preferences, key=lambda entry: entry.sequence, default=None)

    def supporters_on(self, day: dt.date) -> tuple[Supporter, ...]:
        """Return those who support her on `day`."""
        return tuple(supporter for supporter in self.supporters if supporter.is_active_on(day))

    @property
    def latest_order(self) -> Section28Order | None:
        return max(self.orders, key=lambda order: order.sequence, default=None)

    @property
    def consideration(self) -> Section28Consideration | None:
        """How section 28 was considered last."""
        return max(self.considerations, key=lambda entry: entry.sequence, default=None)

    @property
    def proceedings_changed_on(self) -> dt.date | None:
        """The day of the last re-trial, transfer or other change after which directions do not follow by themselves."""
        return max((change.happened_on for change in self.proceedings_changes), default=None)


@dataclass(frozen=True)
class CaseFile:
    """A whole case: what all witnesses share, and one `WitnessFile` for each, by label."""

    office: Office
    case: Case
    defendants: tuple[Defendant, ...] = ()
    witnesses: tuple[WitnessFile, ...] = field(default=())
    ticks: tuple[ReadinessTick, ...] = ()

    @property
    def title(self) -> str:
        """The short title: "R v Marrick and Rowe"."""
        surnames = [d.name.split()[-1] if d.name.split() else d.label for d in self.defendants]
        unique = list(dict.fromkeys(surnames))
        if not unique:
            return "R v (no defendant entered)"
        if len(unique) > 2:
            return f"R v {unique[0]} and {len(unique) - 1} others"
        return "R v " + " and ".join(unique)

    def witness(self, witness_id: str) -> WitnessFile:
        """Return the file of one witness. Raises NotFound when she is not in this case."""
        for witness_file in self.witnesses:
            if witness_file.witness.id == witness_id:
                return witness_file
        raise NotFound("This witness is not in this case. Open the case again from the list.")


def age_on(born: dt.date | None, day: dt.date) -> int | None:
    """Return the age in whole years on `day`, None when the date of birth is not known."""
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
