"""The calendar: meetings, hearings, recordings, links, test calls, contacts, deadlines and times away, between two days.

All days and times are local (Europe/London). An entry shows the URN and the witness's label, never a name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from victimplanner.domain.case import HEARING_WORDS, Case, CaseState, Hearing, HearingKind, HearingMove, HearingState
from victimplanner.domain.contact import CHANNEL_WORDS
from victimplanner.domain.contact_log import ContactEntry
from victimplanner.domain.dates import day_and_date_no_year, later_time
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.links import LinkArrangement, LinkChange, span_of
from victimplanner.domain.meeting import MEETING_MODE_WORDS, Meeting, MeetingMode, MeetingState
from victimplanner.domain.meeting_record import Attendance, AttendanceState
from victimplanner.domain.people import ABSENCE_WORDS, Absence, CasePerson, Person
from victimplanner.domain.urn import display_urn
from victimplanner.domain.witness import Witness
from victimplanner.services.cases import read_case
from victimplanner.services.context import App
from victimplanner.services.engagements import Engagement, clashes, engagements_between
from victimplanner.services.links import move_link
from victimplanner.services.meetings import move_meeting
from victimplanner.storage.unit_of_work import UnitOfWork


class Scope(StrEnum):
    """Whose entries: of the cases one is named on, of one's unit, or of the whole office file."""

    MINE = "mine"
    UNIT = "unit"
    ALL = "all"


class EntryKind(StrEnum):
    MEETING = "meeting"
    HEARING = "hearing"
    RECORDING = "recording"
    LINK = "link"
    TEST_CALL = "test_call"
    CONTACT = "contact"
    DEADLINE = "deadline"
    AWAY = "away"


ENTRY_WORDS = {
    EntryKind.MEETING: "Meeting",
    EntryKind.HEARING: "Hearing",
    EntryKind.RECORDING: "Section 28 recording",
    EntryKind.LINK: "Live link",
    EntryKind.TEST_CALL: "Link test",
    EntryKind.CONTACT: "Contact",
    EntryKind.DEADLINE: "Due",
    EntryKind.AWAY: "Away",
}
MOVABLE = frozenset({EntryKind.MEETING, EntryKind.LINK})


@dataclass(frozen=True)
class Entry:
    """One thing in the calendar. Without `start` it belongs to the day as a whole.

    `tab`, `subject_id` and `part` say where it is acted on. `sequence` counts its changes, for diary files. `clashes`
    are the sentences of what it clashes with.
    """

    id: str
    kind: EntryKind
    title: str
    on: dt.date
    start: dt.time | None = None
    end: dt.time | None = None
    urn: str = ""
    label: str = ""
    detail: str = ""
    place: str = ""
    case_id: str = ""
    witness_id: str = ""
    tab: str = ""
    subject_id: str = ""
    part: str = ""
    version: int = 0
    sequence: int = 0
    is_confirmed: bool = True
    is_cancelled: bool = False
    is_done: bool = False
    people: Mapping[str, str] = field(default_factory=dict)  # names by person id
    clashes: tuple[str, ...] = ()

    @property
    def is_movable(self) -> bool:
        """Whether it can be moved here. Hearings are the court's to move; deadlines follow from facts."""
        return self.kind in MOVABLE and self.start is not None and not (self.is_cancelled or self.is_done)


_HEARING_MINUTES = 90  # a hearing has no end: how long it is drawn
_SHORT_MINUTES = 30


def entries_between(app: App, first: dt.date, last: dt.date, scope: Scope) -> list[Entry]:
    """Return the entries from `first` to `last`, both included, in order of day and time; deadlines are not among them.

    Cases that are closed are left out. Clashes are looked for among everything booked, whatever the scope.
    """
    with app.read() as uow:
        found = [
            *_meetings(uow, first, last),
            *_hearings(uow, first, last),
            *_links(uow, first, last),
            *_contacts(uow, first, last),
        ]
        cases = {case.id: case for case in uow.select_in(Case, "id", {entry.case_id for entry in found})}
        witnesses = {w.id: w for w in uow.select_in(Witness, "id", {e.witness_id for e in found if e.witness_id})}
        mine = _my_case_ids(app, uow) if scope is Scope.MINE else frozenset()
        away = _away(app, uow, first, last, scope)
    unit = app.office.name
    shown = []
    for entry in found:
        case = cases[entry.case_id]
        if case.state is CaseState.OPEN and _is_in(scope, case, mine, unit):
            urn = display_urn(case.urn)
            place = entry.place or (case.court_name if entry.kind in (EntryKind.HEARING, EntryKind.RECORDING) else "")
            witness = witnesses.get(entry.witness_id)
            label, title = (witness.label, witness.without_name(entry.title)) if witness else ("", entry.title)
            shown.append(replace(entry, urn=urn, label=label, title=title, place=place))
    return in_order([*_with_clashes(app, shown, first, last), *away])


def deadline_entries(items: Iterable[DueItem], first: dt.date, last: dt.date) -> list[Entry]:
    """Return what is due from `first` to `last` as entries of whole days, from items worked out before."""
    return [
        Entry(
            id=item.key,
            kind=EntryKind.DEADLINE,
            title=item.title,
            on=item.due,
            urn=display_urn(item.urn),
            label=item.witness_label.partition(" ")[0],
            detail=item.citation,
            case_id=item.case_id,
            witness_id=item.witness_id or "",
            tab=item.act_at or "overview",
            subject_id=next(iter(item.subject_ids), ""),
        )
        for item in items
        if item.due is not None and first <= item.due <= last
    ]


def cases_in(app: App, scope: Scope) -> frozenset[str]:
    """Return the ids of the open cases of a scope: those whose deadlines belong beside its entries."""
    with app.read() as uow:
        cases = uow.find(Case, state=CaseState.OPEN)
        mine = _my_case_ids(app, uow) if scope is Scope.MINE else frozenset()
    unit = app.office.name
    return frozenset(case.id for case in cases if _is_in(scope, case, mine, unit))


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Sort by day and time; what belongs to a whole day comes first."""
    return sorted(entries, key=lambda e: (e.on, e.start or dt.time.min, e.end or dt.time.min, e.urn, e.id))


def _is_in(scope: Scope, case: Case, mine: frozenset[str], unit: str) -> bool:
    if scope is Scope.MINE:
        return case.id in mine
    return scope is Scope.ALL or case.unit in ("", unit)


def _my_person_ids(app: App, uow: UnitOfWork) -> frozenset[str]:
    """Entries of the directory with the user's own name: users and directory are not tied together otherwise."""
    name = app.user.display_name.casefold()
    return frozenset(person.id for person in uow.find(Person) if person.name.casefold() == name)


def _my_case_ids(app: App, uow: UnitOfWork) -> frozenset[str]:
    parts = uow.select_in(CasePerson, "person_id", _my_person_ids(app, uow))
    return frozenset(part.case_id for part in parts)


def _away(app: App, uow: UnitOfWork, first: dt.date, last: dt.date, scope: Scope) -> list[Entry]:
    absences = [a for a in uow.between(Absence, "last_day", first, None) if a.first_day <= last]
    if scope is Scope.MINE:
        own = _my_person_ids(app, uow)
        absences = [absence for absence in absences if absence.person_id in own]
    names = {p.id: p.name for p in uow.select_in(Person, "id", {a.person_id for a in absences})}
    entries = []
    for absence in absences:
        day = max(first, absence.first_day)
        while day <= min(last, absence.last_day):
            start, end = absence.hours_on(day)
            whole = (start, end) == (dt.time.min, dt.time(23, 59))
            entries.append(
                Entry(
                    id=f"{absence.id}/{day}",
                    kind=EntryKind.AWAY,
                    title=f"{names.get(absence.person_id, 'Somebody')}: {ABSENCE_WORDS[absence.kind].lower()}",
                    on=day,
                    start=None if whole else start,
                    end=None if whole else end,
                    detail=absence.note,
                    subject_id=absence.person_id,
                )
            )
            day += dt.timedelta(days=1)
    return entries


_CALENDAR_STATES = frozenset(
    {MeetingState.PLANNED, MeetingState.HELD, MeetingState.SIGNED, MeetingState.DID_NOT_ATTEND, MeetingState.CANCELLED}
)


def _meetings(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Entry]:
    meetings = [m for m in uow.between(Meeting, "planned_on", first, last) if m.state in _CALENDAR_STATES]
    attending: dict[str, list[Attendance]] = {meeting.id: [] for meeting in meetings}
    for attendance in uow.select_in(Attendance, "meeting_id", attending):
        attending[attendance.meeting_id].append(attendance)
    entries = []
    for meeting in meetings:
        assert meeting.planned_on is not None
        there = [a for a in attending[meeting.id] if a.state is not AttendanceState.DECLINED]
        asked = any(a.state is AttendanceState.ASKED for a in there)
        entries.append(
            Entry(
                id=meeting.id,
                kind=EntryKind.MEETING,
                title="Meeting",
                on=meeting.planned_on,
                start=meeting.planned_start,
                end=meeting.planned_end,
                detail="" if meeting.mode is MeetingMode.IN_PERSON else MEETING_MODE_WORDS[meeting.mode],
                place=meeting.place,
                case_id=meeting.case_id,
                witness_id=meeting.witness_id,
                tab="meeting",
                subject_id=meeting.id,
                version=meeting.version,
                sequence=meeting.diary_sequence,
                is_confirmed=not asked,
                is_cancelled=meeting.state is MeetingState.CANCELLED,
                is_done=meeting.state not in (MeetingState.PLANNED, MeetingState.CANCELLED),
                people={a.person_id: a.name for a in there if a.person_id},
            )
        )
    return entries


_HEARING_SHORT = {
    HearingKind.PTPH: "PTPH",
    HearingKind.FURTHER_CASE_MANAGEMENT: "Further case management",
    HearingKind.GROUND_RULES: "Ground rules",
}


def _hearings(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Entry]:
    hearings = uow.between(Hearing, "listed_on", first, last)
    moves: dict[str, int] = {}
    for move in uow.select_in(HearingMove, "hearing_id", [hearing.id for hearing in hearings]):
        moves[move.hearing_id] = moves.get(move.hearing_id, 0) + 1
    entries = []
    for hearing in hearings:
        assert hearing.listed_on is not None
        is_recording = hearing.kind is HearingKind.SECTION_28_RECORDING
        of_section_28 = is_recording or hearing.kind is HearingKind.GROUND_RULES
        entries.append(
            Entry(
                id=hearing.id,
                kind=EntryKind.RECORDING if is_recording else EntryKind.HEARING,
                title=_HEARING_SHORT.get(hearing.kind, HEARING_WORDS[hearing.kind]),
                on=hearing.listed_on,
                start=hearing.starts,
                end=later_time(hearing.starts, _HEARING_MINUTES) if hearing.starts else None,
                place=hearing.place,
                case_id=hearing.case_id,
                witness_id=hearing.witness_id or "",
                tab="section_28" if of_section_28 else "overview",
                subject_id=hearing.id,
                version=hearing.version,
                sequence=moves.get(hearing.id, 0),
                is_cancelled=hearing.state is HearingState.VACATED,
                is_done=hearing.state is HearingState.HELD,
            )
        )
    return entries


def _links(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Entry]:
    links = {link.id: link for link in uow.between(LinkArrangement, "on", first, last)}
    tests = uow.between(LinkArrangement, "test_on", first, last)
    changes: dict[str, int] = {}
    for change in uow.select_in(LinkChange, "arrangement_id", {*links, *(t.id for t in tests)}):
        changes[change.arrangement_id] = changes.get(change.arrangement_id, 0) + 1
    entries = []
    for link in links.values():
        span = span_of(link)
        assert link.on is not None
        entry = _of_link(link, EntryKind.LINK, link.on, changes.get(link.id, 0))
        entries.append(replace(entry, start=span[0] if span else None, end=span[1] if span else None))
    for link in tests:
        assert link.test_on is not None
        entry = _of_link(link, EntryKind.TEST_CALL, link.test_on, changes.get(link.id, 0))
        end = later_time(link.test_at, _SHORT_MINUTES) if link.test_at else None
        done = link.test_passed_on is not None
        number = entry.sequence + link.version - 1  # moving a test call is no change she is told of
        entries.append(replace(entry, id=f"{link.id}/test", start=link.test_at, end=end, is_done=done, sequence=number))
    return entries


def _of_link(link: LinkArrangement, kind: EntryKind, on: dt.date, sequence: int) -> Entry:
    return Entry(
        id=link.id,
        kind=kind,
        title=ENTRY_WORDS[kind],
        on=on,
        case_id=link.case_id,
        witness_id=link.witness_id,
        tab="links",
        subject_id=link.id,
        version=link.version,
        sequence=sequence,
        is_confirmed=link.booking.value == "confirmed",
        is_cancelled=not link.is_live,
    )


def _contacts(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Entry]:
    return [
        Entry(
            id=entry.id,
            kind=EntryKind.CONTACT,
            title=entry.next_step,
            on=entry.next_on,
            detail=CHANNEL_WORDS[entry.channel],
            case_id=entry.case_id,
            witness_id=entry.witness_id,
            tab="contact",
            subject_id=entry.id,
            version=entry.version,
            is_done=entry.done_on is not None,
        )
        for entry in uow.between(ContactEntry, "next_on", first, last)
        if entry.next_on is not None
    ]


def _with_clashes(app: App, entries: Sequence[Entry], first: dt.date, last: dt.date) -> list[Entry]:
    """Say of each entry what it clashes with. What is done or cancelled clashes with nothing."""
    booked = engagements_between(app, first, last)
    own: dict[tuple[str, dt.date], Engagement] = {(e.record_id, e.on): e for e in booked}
    result = []
    for entry in entries:
        engagement = own.get((entry.id, entry.on))
        if engagement is None or entry.is_cancelled or entry.is_done:
            result.append(entry)
            continue
        others = [other for other in booked if other.record_id != entry.id]
        found = [f"{clash.headline} {clash.text}" for clash in clashes(engagement, others)]
        result.append(replace(entry, clashes=tuple(found), people=entry.people or engagement.people))
    return result


def move_entry(app: App, entry: Entry, *, on: dt.date, start: dt.time, end: dt.time, reason: str) -> None:
    """Move a meeting or a link arrangement, with the checks of its own place; the witness must be told.

    Of an arrangement every slot moves along. Raises: RuleBroken for what is not moved here or without a reason,
    Conflict when somebody changed it meanwhile.
    """
    if entry.kind is EntryKind.MEETING and entry.is_movable:
        move_meeting(app, entry.id, on=on, start=start, end=end, reason=reason, version=entry.version)
    elif entry.kind is EntryKind.LINK and entry.is_movable:
        file = read_case(app, entry.case_id).witness(entry.witness_id)
        link = next(link for link in file.links if link.id == entry.id)
        unchanged = link.model_copy(update={"version": entry.version})
        move_link(app, file, unchanged, on=on, start=start, reason=reason)
    else:
        raise RuleBroken(Problem("on", why_not_moved(entry)))


def why_not_moved(entry: Entry) -> str:
    """Say why an entry cannot be moved in the calendar, and where it is changed."""
    if entry.is_cancelled or entry.is_done:
        return f"It is over: {entry.title}, {day_and_date_no_year(entry.on)}. Nothing was changed."
    if entry.kind in (EntryKind.HEARING, EntryKind.RECORDING):
        return "The court moves its hearings. Nothing was changed. Open the case and record what the court listed."
    if entry.kind is EntryKind.DEADLINE:
        return "This day follows from the facts. Nothing was changed. Open it to see why, and change the fact."
    return "This is changed where it was entered. Nothing was changed here. Open it."
