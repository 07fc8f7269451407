"""The directory of people: look, change with the old details kept, take out after seeing where somebody is named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Set
from dataclasses import dataclass

from victimplanner.domain.case import Case, CaseState
from victimplanner.domain.chain import following
from victimplanner.domain.dates import day_and_date
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.links import LinkArrangement, LinkChange
from victimplanner.domain.measures import IntermediaryWork
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.domain.meeting_record import Attendance
from victimplanner.domain.people import CASE_ROLE_WORDS, Absence, AbsenceKind, CasePerson, Person, PersonDetails
from victimplanner.domain.support import SUPPORT_ROLE_WORDS, Supporter
from victimplanner.domain.urn import display_urn
from victimplanner.services.context import App
from victimplanner.services.engagements import LINK_PEOPLE
from victimplanner.services.stand_ins import hand_on_stand_ins
from victimplanner.storage.unit_of_work import UnitOfWork

_DETAILS = ("name", "organisation", "phone", "hours", "email")
_PLACE_AT_MEETING = {"case_id", "meeting_id", "role", "is_supporter", "is_adviser", "is_note_taker"}
_RECORDED = (MeetingState.HELD, MeetingState.SIGNED)
LINK_PERSON_WORDS = {
    "companion_id": "companion over the link",
    "supporter_id": "supporter over the link",
    "staff_id": "member of staff at the link",
    "interpreter_id": "interpreter over the link",
    "intermediary_id": "intermediary over the link",
}


def directory(app: App, *, include_removed: bool = False) -> list[Person]:
    """Return the people of the directory by name; those taken out only on request."""
    with app.read() as uow:
        people = uow.find(Person)
    return sorted((p for p in people if include_removed or not p.is_removed), key=lambda p: p.name.casefold())


def earlier_details(app: App, person_id: str) -> list[PersonDetails]:
    """Return the details a person had before, the newest first."""
    with app.read() as uow:
        return sorted(uow.find(PersonDetails, person_id=person_id), key=lambda d: d.held_until, reverse=True)


def save_person(app: App, person: Person, since: dt.date | None = None) -> Person:
    """Add or change a person. Changed details hold from `since` (today by default); the earlier ones are kept.

    Raises: RuleBroken without a name, or for a day in the future or before the details that hold now; Conflict.
    """
    since = since or app.today
    problems = []
    if not person.name.strip():
        problems.append(Problem("name", "Enter the name."))
    if since > app.today:
        problems.append(Problem("since", "That day lies in the future. Enter the day since which the details hold."))
    elif person.details_from and since < person.details_from:
        begun = day_and_date(person.details_from)
        problems.append(
            Problem("since", f"The details as they stand hold since {begun}. Enter that day or a later one.")
        )
    if problems:
        raise RuleBroken(*problems)
    person = person.model_copy(update={name: getattr(person, name).strip() for name in _DETAILS})
    with app.change("person.amend") as uow:
        before = next(iter(uow.find(Person, id=person.id)), None)
        if before is None:
            return uow.add(person)
        was = {name: getattr(before, name) for name in _DETAILS}
        if was == {name: getattr(person, name) for name in _DETAILS}:
            return uow.save(person)
        saved = uow.save(person.model_copy(update={"details_from": since}))
        uow.add(
            PersonDetails(
                person_id=person.id,
                held_from=before.details_from,
                # the day before; of details that held for no whole day it is that day itself
                held_until=max(since - dt.timedelta(days=1), before.details_from or dt.date.min),
                changed_by=app.user.display_name,
                **was,
            )
        )
        return saved


@dataclass(frozen=True)
class NamedAt:
    """A place where a person is named: what they are there, in which case.

    `is_settled`: a record that stays as it is, because it was held, has ended, or its case is closed.
    """

    person_id: str
    words: str
    urn: str
    case_id: str
    is_settled: bool


def where_named(app: App, person_id: str) -> list[NamedAt]:
    """Return every place where somebody of the directory is named, those still open first."""
    with app.read() as uow:
        return _places(app, uow, person_id)


def places_by_person(app: App) -> dict[str, list[NamedAt]]:
    """Return every place where anybody of the directory is named, by the person's id."""
    with app.read() as uow:
        found: dict[str, list[NamedAt]] = {}
        for place in _places(app, uow):
            found.setdefault(place.person_id, []).append(place)
    return found


def _places(app: App, uow: UnitOfWork, person_id: str = "") -> list[NamedAt]:
    """The places where one person is named, or everybody."""
    whose = {"person_id": person_id} if person_id else {}
    found: list[tuple[str | None, str, str, bool]] = []
    for part in uow.find(CasePerson, **whose):
        found.append((part.person_id, CASE_ROLE_WORDS[part.role], part.case_id, False))
    attended = uow.find(Attendance, **whose)
    meetings = {m.id: m for m in uow.select_in(Meeting, "id", {a.meeting_id for a in attended})}
    for attendance in attended:
        meeting = meetings[attendance.meeting_id]
        words = f"meeting {meeting.number}, {attendance.role}"
        found.append((attendance.person_id, words, meeting.case_id, meeting.state in _RECORDED))
    for field, words in LINK_PERSON_WORDS.items():
        for link in uow.find(LinkArrangement, **({field: person_id} if person_id else {})):
            found.append((getattr(link, field), words, link.case_id, not link.is_live))
    for work in uow.find(IntermediaryWork, **whose):
        found.append((work.person_id, "intermediary", work.case_id, work.declared_on is not None))
    for supporter in uow.find(Supporter, **whose):
        words = f"{SUPPORT_ROLE_WORDS[supporter.role]} of a witness"
        found.append((supporter.person_id, words, supporter.case_id, _has_ended(supporter, app.today)))
    cases = {case.id: case for case in uow.select_in(Case, "id", {case_id for _, _, case_id, _ in found})}
    places = [
        NamedAt(who, words, display_urn(cases[case_id].urn), case_id, settled or _is_closed(cases[case_id]))
        for who, words, case_id, settled in found
        if who
    ]
    return sorted(places, key=lambda place: (place.is_settled, place.urn, place.words))


def _is_closed(case: Case) -> bool:
    return case.state is CaseState.CLOSED


def _has_ended(supporter: Supporter, today: dt.date) -> bool:
    return supporter.ended_on is not None and supporter.ended_on <= today


def remove_person(app: App, person: Person, reason: str, *, instead: Person | None = None) -> Person:
    """Take somebody out of the directory, in one piece of work; records that are settled keep the name.

    Where they are still named, `instead` takes the place, to be asked anew; without one the place is left open. A link
    arrangement is changed with the reason and must be told again. Who supports a witness is hers to choose, and so is
    what is shared: support ends today and nobody takes it over.

    Raises: RuleBroken without a reason, or where an intermediary's work is open and nobody takes it on; Conflict.
    """
    if not reason.strip():
        raise RuleBroken(Problem("reason", "Say why: left, wrong entry, entered twice. It stays in the history."))
    if instead is not None and instead.id == person.id:
        raise RuleBroken(Problem("instead", "Choose somebody else to take over, or nobody."))
    with app.change("person.remove") as uow:
        closed = {case.id for case in uow.find(Case) if _is_closed(case)}
        _take_off_cases(uow, person, instead, closed)
        _take_off_meetings(uow, person, instead, closed)
        _take_off_links(app, uow, person, instead, reason, closed)
        hand_on_stand_ins(app, uow, person, instead)
        work = [
            entry
            for entry in uow.find(IntermediaryWork, person_id=person.id)
            if entry.declared_on is None and entry.case_id not in closed
        ]
        if work and instead is None:
            message = "They are named as intermediary. Choose who takes over, or take the name off there first."
            raise RuleBroken(Problem("instead", message))
        for entry in work:
            uow.save(entry.model_copy(update={"person_id": instead.id if instead else entry.person_id}))
        for supporter in uow.find(Supporter, person_id=person.id):
            if not _has_ended(supporter, app.today) and supporter.case_id not in closed:
                uow.save(supporter.model_copy(update={"ended_on": app.today, "end_reason": reason.strip()}))
        return uow.save(person.model_copy(update={"removed_on": app.today, "removed_reason": reason.strip()}))


def _take_off_cases(uow: UnitOfWork, person: Person, instead: Person | None, closed: Set[str]) -> None:
    for part in uow.find(CasePerson, person_id=person.id):
        if part.case_id in closed:
            continue
        uow.delete(part)
        if instead is not None:
            place = part.model_dump(include={"case_id", "witness_id", "role"})
            if not uow.find(CasePerson, **place, person_id=instead.id):
                uow.add(CasePerson(**place, person_id=instead.id))


def _take_off_meetings(uow: UnitOfWork, person: Person, instead: Person | None, closed: Set[str]) -> None:
    for attendance in uow.find(Attendance, person_id=person.id):
        meeting = uow.get(Meeting, attendance.meeting_id)
        if meeting.state in _RECORDED or meeting.case_id in closed:
            continue
        if instead is None or uow.find(Attendance, meeting_id=meeting.id, person_id=instead.id):
            uow.delete(attendance)
        else:
            # What was answered, and what is true of one person alone, does not pass on to another.
            asked = Attendance(
                **attendance.model_dump(include=_PLACE_AT_MEETING),
                person_id=instead.id,
                name=instead.name,
                organisation=instead.organisation,
            )
            uow.save(asked.model_copy(update={"id": attendance.id, "version": attendance.version}))
        uow.save_lines_of(meeting)


def _take_off_links(
    app: App, uow: UnitOfWork, person: Person, instead: Person | None, reason: str, closed: Set[str]
) -> None:
    for field in LINK_PEOPLE:
        for link in uow.find(LinkArrangement, **{field: person.id}):
            if not link.is_live or link.case_id in closed:
                continue
            update = {field: instead.id if instead else None, "to_tell": True, "changed_on": app.today}
            uow.save(link.model_copy(update=update))
            uow.add(
                LinkChange(
                    case_id=link.case_id,
                    witness_id=link.witness_id,
                    arrangement_id=link.id,
                    what=f"{LINK_PERSON_WORDS[field].capitalize()}: {instead.name if instead else 'nobody yet'}",
                    reason=reason.strip(),
                    changed_on=app.today,
                    changed_by=app.user.display_name,
                    sequence=following(uow.find(LinkChange, arrangement_id=link.id)),
                )
            )


def put_back_person(app: App, person: Person) -> Person:
    """Offer somebody again who was taken out. What they were named for before does not come back. Raises: Conflict."""
    with app.change("person.amend") as uow:
        return uow.save(person.model_copy(update={"removed_on": None, "removed_reason": ""}))


def absences(app: App, person_id: str, since: dt.date | None = None) -> list[Absence]:
    """Return when somebody is away or busy, from `since` (today by default) on, in order."""
    with app.read() as uow:
        found = [a for a in uow.find(Absence, person_id=person_id) if a.last_day >= (since or app.today)]
    return sorted(found, key=lambda a: (a.first_day, a.first_time or dt.time.min))


def absences_by_person(app: App) -> dict[str, list[Absence]]:
    """Return when everybody is away or busy from today on, in order, by the person's id."""
    with app.read() as uow:
        coming = uow.between(Absence, "last_day", app.today, None)
    found: dict[str, list[Absence]] = {}
    for absence in sorted(coming, key=lambda a: (a.first_day, a.first_time or dt.time.min)):
        found.setdefault(absence.person_id, []).append(absence)
    return found


def save_absence(app: App, absence: Absence) -> Absence:
    """Add or change a time away. Raises: RuleBroken for an end before its start."""
    problems = []
    if absence.last_day < absence.first_day:
        problems.append(Problem("last_day", "The last day lies before the first. Check the two days."))
    elif absence.first_day == absence.last_day and not _is_in_order(absence.first_time, absence.last_time):
        problems.append(Problem("last_time", "It ends before it starts. Check the two times."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("absence.amend") as uow:
        return uow.save(absence) if uow.find(Absence, id=absence.id) else uow.add(absence)


def _is_in_order(first: dt.time | None, last: dt.time | None) -> bool:
    return first is None or last is None or first < last


def remove_absence(app: App, absence: Absence) -> None:
    """Take out a time away."""
    with app.change("absence.amend") as uow:
        uow.delete(absence)


def replace_busy_times(app: App, person_id: str, busy: Iterable[Absence], since: dt.date) -> tuple[int, int, int]:
    """Put the busy times of a diary file in the place of those of an earlier one; return added, removed, unchanged.

    Times away that somebody entered by hand stay, and so do busy times that were over before `since`.
    """
    new = {absence.source_id: absence for absence in busy}
    with app.change("absence.import") as uow:
        known = uow.find(Absence, person_id=person_id, kind=AbsenceKind.BUSY)
        old = {absence.source_id: absence for absence in known if absence.last_day >= since}
        gone = [absence for source, absence in old.items() if source not in new]
        fresh = [absence for source, absence in new.items() if source not in old]
        for absence in gone:
            uow.delete(absence)
        uow.add_all(fresh)
    return len(fresh), len(gone), len(new) - len(fresh)
