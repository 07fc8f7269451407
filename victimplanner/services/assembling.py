"""From stored records to case files: one query per kind of record, put together in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar

from victimplanner.domain.case import Action, Case, Charge, Defendant, Hearing, Plea
from victimplanner.domain.case_file import CaseFile, MeetingFile, WitnessFile
from victimplanner.domain.errors import NotFound
from victimplanner.domain.issued import IssuedDocument
from victimplanner.domain.measures import Application, Direction, MeasureDecision, MeasureUse, MeasureView
from victimplanner.domain.meeting import (
    Addendum,
    Attendance,
    Concern,
    Meeting,
    NoteParagraph,
    Question,
    TopicNote,
)
from victimplanner.domain.office import Office
from victimplanner.domain.people import CasePerson, CaseRole, Person
from victimplanner.domain.record import Record
from victimplanner.domain.witness import Adjustment, Gate, SafeContact, Witness
from victimplanner.storage.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Record)

_OF_CASE: tuple[type[Record], ...] = (
    Defendant,
    Plea,
    Witness,
    Charge,
    Hearing,
    CasePerson,
    Gate,
    SafeContact,
    Adjustment,
    Meeting,
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
    Action,
    IssuedDocument,
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
    people = {person.id: person for person in reader.select_in(Person, "id", person_ids)}
    office = read_office(reader)
    return [_case_file(office, case, by_case[case.id], people) for case in cases]


def _case_file(
    office: Office, case: Case, records: dict[type[Record], list[Any]], people: dict[str, Person]
) -> CaseFile:
    defendants = tuple(sorted(records[Defendant], key=lambda d: d.number))
    witnesses = sorted(records[Witness], key=lambda w: w.number)
    return CaseFile(
        office=office,
        case=case,
        defendants=defendants,
        witnesses=tuple(_witness_file(office, case, defendants, w, records, people) for w in witnesses),
    )


def _witness_file(
    office: Office,
    case: Case,
    defendants: tuple[Defendant, ...],
    witness: Witness,
    records: dict[type[Record], list[Any]],
    people: dict[str, Person],
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
    return WitnessFile(
        office=office,
        case=case,
        defendants=defendants,
        pleas=tuple(sorted(records[Plea], key=lambda p: p.sequence)),
        witness=witness,
        charges=tuple(own_or_shared(Charge)),
        hearings=tuple(sorted(own_or_shared(Hearing), key=lambda h: (h.listed_on is None, str(h.listed_on or "")))),
        people=tuple((link.role, people[link.person_id]) for link in links if link.person_id in people),
        gates=tuple(sorted(own(Gate), key=lambda g: g.sequence)),
        safe_contact=next(iter(own(SafeContact)), None),
        adjustments=tuple(own(Adjustment)),
        meetings=tuple(_meeting_file(meeting, records, actions, views) for meeting in meetings),
        views=views,
        applications=tuple(own(Application)),
        decisions=tuple(sorted(own(MeasureDecision), key=lambda d: d.sequence)),
        directions=tuple(sorted(own(Direction), key=lambda d: d.sequence)),
        uses=tuple(sorted(own(MeasureUse), key=lambda u: u.sequence)),
        actions=actions,
        issued=tuple(sorted(own(IssuedDocument), key=lambda i: i.issued_at)),
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
    )
