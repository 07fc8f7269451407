"""From stored records to case files: one query per kind of record, put together in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from victimplanner.domain.case import Action, Case, Charge, Defendant, Hearing, HearingMove, Plea
from victimplanner.domain.case_events import CaseEvent
from victimplanner.domain.case_file import CaseFile, MeetingFile, WitnessFile
from victimplanner.domain.contact import ContactOverride, SafeContact
from victimplanner.domain.contact_log import ContactEntry
from victimplanner.domain.contact_preferences import ContactPreference
from victimplanner.domain.duty_entries import DutyEntry
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
from victimplanner.domain.people import CasePerson, CaseRole, Person
from victimplanner.domain.readiness import ReadinessTick
from victimplanner.domain.record import Record
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
from victimplanner.domain.witness import Adjustment, Gate, Witness
from victimplanner.storage.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Record)

_OF_CASE: tuple[type[Record], ...] = (
    Defendant,
    Plea,
    Witness,
    Charge,
    Hearing,
    HearingMove,
    ProceedingsChange,
    CaseEvent,
    DutyEntry,
    RightsOverride,
    ReadinessTick,
    CasePerson,
    Gate,
    SafeContact,
    ContactOverride,
    ContactEntry,
    ContactPreference,
    Supporter,
    Referral,
    SupportQuery,
    Adjustment,
    Meeting,
    MeetingChange,
    Attendance,
    TopicNote,
    Question,
    NoteParagraph,
    Concern,
    Addendum,
    MeasureView,
    Application,
    MeasureDecision,
    Direction,
    MeasureUse,
    OptOut,
    IntermediaryWork,
    Section28Consideration,
    Section28Order,
    OrderedDate,
    PreparationStep,
    RecordingEvent,
    Chase,
    LinkArrangement,
    LinkChange,
    Action,
    IssuedDocument,
    PaperCheck,
)

_ROLE_ORDER = tuple(CaseRole)


def read_office(reader: UnitOfWork) -> Office:
    """Return the office of this file. Raises: NotFound when the file was never set up."""
    offices = reader.find(Office)
    if not offices:
        raise NotFound("This office file has no office details. Create the office file again.")
    return offices[0]


def read_case_files(reader: UnitOfWork, cases: Sequence[Case]) -> list[CaseFile]:
    """Return the whole files of `cases`, in their order."""
    ids = [case.id for case in cases]
    by_case: dict[str, dict[type[Record], list[Any]]] = {case_id: defaultdict(list) for case_id in ids}
    for kind in _OF_CASE:
        for record in reader.select_in(kind, "case_id", ids):
            by_case[record.case_id][kind].append(record)  # type: ignore[attr-defined]
    person_ids = {link.person_id for kinds in by_case.values() for link in kinds[CasePerson]}
    person_ids |= {person_id for kinds in by_case.values() for person_id in _named_people(kinds)}
    room_ids = {link.room_id for kinds in by_case.values() for link in kinds[LinkArrangement] if link.room_id}
    rooms = {room.id: room for room in reader.select_in(Room, "id", room_ids)}
    sites = {site.id: site for site in reader.select_in(Site, "id", {room.site_id for room in rooms.values()})}
    directory = _Directory(
        people={person.id: person for person in reader.select_in(Person, "id", person_ids)},
        places={room.id: (room, sites[room.site_id]) for room in rooms.values()},
    )
    office = read_office(reader)
    return [_case_file(office, case, by_case[case.id], directory) for case in cases]


@dataclass(frozen=True)
class _Directory:
    """The people and places that the records of some cases refer to, by id."""

    people: Mapping[str, Person]
    places: Mapping[str, tuple[Room, Site]]


_PEOPLE_OF_A_LINK = ("companion_id", "supporter_id", "staff_id", "interpreter_id", "intermediary_id")


def _named_people(records: Mapping[type[Record], Sequence[Any]]) -> set[str]:
    """Return the ids of the people whom arrangements and intermediary records name."""
    named = {getattr(link, field) for link in records[LinkArrangement] for field in _PEOPLE_OF_A_LINK}
    named |= {work.person_id for work in records[IntermediaryWork]}
    named |= {supporter.person_id for supporter in records[Supporter]}
    return {person_id for person_id in named if person_id}


def _case_file(office: Office, case: Case, records: dict[type[Record], list[Any]], directory: _Directory) -> CaseFile:
    defendants = tuple(sorted(records[Defendant], key=lambda d: d.number))
    witnesses = sorted(records[Witness], key=lambda w: w.number)
    return CaseFile(
        office=office,
        case=case,
        defendants=defendants,
        witnesses=tuple(_witness_file(office, case, defendants, w, records, directory) for w in witnesses),
        ticks=tuple(sorted(records[ReadinessTick], key=lambda t: t.sequence)),
    )


def _witness_file(
    office: Office,
    case: Case,
    defendants: tuple[Defendant, ...],
    witness: Witness,
    records: dict[type[Record], list[Any]],
    directory: _Directory,
) -> WitnessFile:
    """Keep what is the case's own or this witness's; another witness's records never get in."""

    def own(kind: type[R]) -> list[R]:
        return [r for r in records[kind] if r.witness_id == witness.id]

    def own_or_shared(kind: type[R]) -> list[R]:
        return [r for r in records[kind] if r.witness_id in (None, witness.id)]

    meetings = sorted(own(Meeting), key=lambda m: m.number)
    actions = tuple(sorted(own(Action), key=lambda a: (a.due_on is None, str(a.due_on or ""), a.text)))
    views = tuple(sorted(own(MeasureView), key=lambda v: v.sequence))
    links = sorted(own_or_shared(CasePerson), key=lambda link: _ROLE_ORDER.index(link.role))
    hearings = tuple(sorted(own_or_shared(Hearing), key=lambda h: (h.listed_on is None, str(h.listed_on or ""))))
    hearing_ids = {hearing.id for hearing in hearings}
    link_arrangements = tuple(sorted(own(LinkArrangement), key=lambda a: (a.on is None, str(a.on or ""), a.id)))
    supporters = own(Supporter)
    named = _named_people(
        {LinkArrangement: link_arrangements, IntermediaryWork: own(IntermediaryWork), Supporter: supporters}
    )
    return WitnessFile(
        office=office,
        case=case,
        defendants=defendants,
        pleas=tuple(sorted(records[Plea], key=lambda p: p.sequence)),
        witness=witness,
        charges=tuple(own_or_shared(Charge)),
        hearings=hearings,
        people=tuple(
            (link.role, directory.people[link.person_id]) for link in links if link.person_id in directory.people
        ),
        gates=tuple(sorted(own(Gate), key=lambda g: g.sequence)),
        safe_contact=next(iter(own(SafeContact)), None),
        contact_log=tuple(
            sorted(
                own(ContactEntry), key=lambda e: (e.happened_on, str(e.happened_time or ""), e.sequence), reverse=True
            )
        ),
        contact_overrides=tuple(sorted(own(ContactOverride), key=lambda o: o.used_at)),
        contact_preferences=tuple(sorted(own(ContactPreference), key=lambda p: p.sequence)),
        supporters=tuple(sorted(supporters, key=lambda s: (s.ended_on is not None, str(s.started_on or "")))),
        referrals=tuple(sorted(own(Referral), key=lambda r: r.offered_on)),
        support_queries=tuple(sorted(own(SupportQuery), key=lambda q: (q.answered_on is not None, q.received_on))),
        adjustments=tuple(own(Adjustment)),
        meetings=tuple(_meeting_file(meeting, records, actions, views) for meeting in meetings),
        views=views,
        applications=tuple(own(Application)),
        decisions=tuple(sorted(own(MeasureDecision), key=lambda d: d.sequence)),
        directions=tuple(sorted(own(Direction), key=lambda d: d.sequence)),
        uses=tuple(sorted(own(MeasureUse), key=lambda u: u.sequence)),
        opt_outs=tuple(sorted(own(OptOut), key=lambda o: o.sequence)),
        intermediaries=tuple(own(IntermediaryWork)),
        hearing_moves=tuple(
            sorted((m for m in records[HearingMove] if m.hearing_id in hearing_ids), key=lambda m: m.sequence)
        ),
        proceedings_changes=tuple(sorted(records[ProceedingsChange], key=lambda c: c.happened_on)),
        considerations=tuple(sorted(own(Section28Consideration), key=lambda c: c.sequence)),
        orders=tuple(sorted(own(Section28Order), key=lambda o: o.sequence)),
        ordered_dates=tuple(sorted(own(OrderedDate), key=lambda d: d.sequence)),
        steps=tuple(sorted(own(PreparationStep), key=lambda s: s.sequence)),
        recording_events=tuple(sorted(own(RecordingEvent), key=lambda e: (e.happened_on, e.sequence))),
        chases=tuple(sorted(own(Chase), key=lambda c: c.chased_on)),
        links=link_arrangements,
        link_changes=tuple(sorted(own(LinkChange), key=lambda c: c.sequence)),
        places=tuple(
            directory.places[room_id] for room_id in dict.fromkeys(a.room_id for a in link_arrangements) if room_id
        ),
        link_people=tuple(directory.people[person_id] for person_id in sorted(named)),
        events=tuple(sorted(own_or_shared(CaseEvent), key=lambda e: e.sequence)),
        duty_entries=tuple(sorted(own(DutyEntry), key=lambda e: e.sequence)),
        rights_overrides=tuple(sorted(own(RightsOverride), key=lambda o: o.sequence)),
        actions=actions,
        issued=tuple(sorted(own(IssuedDocument), key=lambda i: i.issued_at)),
        paper_checks=tuple(sorted(own(PaperCheck), key=lambda c: c.checked_at)),
    )


def _meeting_file(
    meeting: Meeting,
    records: dict[type[Record], list[Any]],
    actions: tuple[Action, ...],
    views: tuple[MeasureView, ...],
) -> MeetingFile:
    def of_meeting(kind: type[R]) -> list[R]:
        return [r for r in records[kind] if r.meeting_id == meeting.id]

    return MeetingFile(
        meeting=meeting,
        attendances=tuple(of_meeting(Attendance)),
        topics=tuple(of_meeting(TopicNote)),
        questions=tuple(sorted(of_meeting(Question), key=lambda q: q.number)),
        paragraphs=tuple(sorted(of_meeting(NoteParagraph), key=lambda p: p.number)),
        concerns=tuple(of_meeting(Concern)),
        actions=tuple(a for a in actions if a.meeting_id == meeting.id),
        addenda=tuple(sorted(of_meeting(Addendum), key=lambda a: a.number)),
        views=tuple(v for v in views if v.meeting_id == meeting.id),
        changes=tuple(sorted(of_meeting(MeetingChange), key=lambda c: c.sequence)),
    )
