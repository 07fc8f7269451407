"""What people, rooms and witnesses are booked for on one day: meetings, link arrangements, hearings; and who clashes.

Cancelled ones take no time, an entry never clashes with itself, and times that only touch are no clash.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from victimplanner.domain.case import HEARING_WORDS, Case, Hearing, HearingKind, HearingState
from victimplanner.domain.dates import clock_time, day_and_date_no_year, later_time
from victimplanner.domain.links import LinkArrangement, Room, Site, span_of
from victimplanner.domain.meeting import Meeting, MeetingMode, MeetingState
from victimplanner.domain.meeting_record import Attendance, AttendanceState
from victimplanner.domain.people import Absence, CasePerson, Person
from victimplanner.domain.urn import display_urn
from victimplanner.services.context import App
from victimplanner.storage.unit_of_work import UnitOfWork

KEEP_APART_MINUTES = 120
_HEARING_MINUTES = 90  # a hearing has no end: what is reckoned with
AWAY = "away"
_MEETING = "a meeting"
_SHE_IS_THERE = {
    _MEETING,
    "a link arrangement",
    f"a hearing: {HEARING_WORDS[HearingKind.SECTION_28_RECORDING]}",
}  # for other hearings the witness herself does not come, or it is not known when she is called
LINK_PEOPLE = ("companion_id", "supporter_id", "staff_id", "interpreter_id", "intermediary_id")


@dataclass(frozen=True)
class Engagement:
    """One thing that takes people and a place for a time of a day. `people` are names by person id."""

    record_id: str
    what: str  # "a meeting", "a link arrangement", "a hearing": never a name
    case_id: str
    witness_id: str | None
    on: dt.date
    start: dt.time
    end: dt.time
    urn: str = ""
    place: str = ""
    room_id: str | None = None
    site_id: str | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    occasion_id: str | None = None  # the hearing that it serves, with which it cannot clash

    @property
    def span(self) -> str:
        return f"{clock_time(self.start)}–{clock_time(self.end)}"


def overlap(one: Engagement, other: Engagement) -> bool:
    """Say whether two engagements share a moment. Touching at the boundary is no clash."""
    return one.start < other.end and other.start < one.end


def minutes_between(one: Engagement, other: Engagement) -> int:
    """Return the minutes from the end of the earlier to the start of the later; below 0 when they overlap."""
    first, second = sorted(((one.start, one.end), (other.start, other.end)))
    gap = dt.datetime.combine(dt.date.min, second[0]) - dt.datetime.combine(dt.date.min, first[1])
    return int(gap.total_seconds() // 60)


def engagements_on(app: App, day: dt.date, without: str = "") -> list[Engagement]:
    """Return what is booked on `day`, the record `without` left out; times away of people of the directory too."""
    return engagements_between(app, day, day, without)


def engagements_between(app: App, first: dt.date, last: dt.date, without: str = "") -> list[Engagement]:
    """Return what is booked from `first` to `last`, both included, the record `without` left out."""
    with app.read() as uow:
        found = [*_meetings(uow, first, last), *_links(uow, first, last), *_hearings(uow, first, last)]
        urns = {c.id: display_urn(c.urn) for c in uow.select_in(Case, "id", {e.case_id for e in found})}
        away = _absences(uow, first, last)
    booked = [replace(e, urn=urns.get(e.case_id, "")) for e in found if e.record_id != without]
    return [*booked, *away]


def _absences(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Engagement]:
    """The times at which people are away or busy elsewhere, day by day, as engagements of no case."""
    absences = [a for a in uow.between(Absence, "last_day", first, None) if a.first_day <= last]
    people = {p.id: p.name for p in uow.select_in(Person, "id", {a.person_id for a in absences})}
    result = []
    for absence in absences:
        day = max(first, absence.first_day)
        while day <= min(last, absence.last_day):
            start, end = absence.hours_on(day)
            away = Engagement(absence.id, AWAY, "", None, day, start, end)
            result.append(replace(away, people={absence.person_id: people.get(absence.person_id, "Somebody")}))
            day += dt.timedelta(days=1)
    return result


def _meetings(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Engagement]:
    planned = [
        meeting
        for meeting in uow.between(Meeting, "planned_on", first, last)
        if meeting.state is MeetingState.PLANNED and meeting.planned_start and meeting.planned_end
    ]
    attending: dict[str, dict[str, str]] = {meeting.id: {} for meeting in planned}
    for person in uow.select_in(Attendance, "meeting_id", attending):
        if person.person_id and person.state is not AttendanceState.DECLINED:
            attending[person.meeting_id][person.person_id] = person.name
    return [meeting_engagement(meeting, attending[meeting.id]) for meeting in planned]


def meeting_engagement(meeting: Meeting, people: Mapping[str, str]) -> Engagement:
    """Return the engagement that a meeting with day and times is. `people` are names by person id."""
    assert meeting.planned_on is not None
    assert meeting.planned_start is not None
    assert meeting.planned_end is not None
    return Engagement(
        record_id=meeting.id,
        what=_MEETING,
        case_id=meeting.case_id,
        witness_id=meeting.witness_id,
        on=meeting.planned_on,
        start=meeting.planned_start,
        end=meeting.planned_end,
        place=meeting.place if meeting.mode is MeetingMode.IN_PERSON else "",  # a call takes no room
        people=people,
    )


def engagement_of(
    link: LinkArrangement, people: Mapping[str, str], place: str, site_id: str | None
) -> Engagement | None:
    """Return the engagement that an arrangement is, None while it has no times. Includes the slots before and after."""
    span = span_of(link)
    if span is None or link.on is None:
        return None
    return Engagement(
        record_id=link.id,
        what="a link arrangement",
        case_id=link.case_id,
        witness_id=link.witness_id,
        on=link.on,
        start=span[0],
        end=span[1],
        place=place,
        room_id=link.room_id,
        site_id=site_id,
        people=people,
        occasion_id=link.hearing_id,
    )


def _links(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Engagement]:
    links = [link for link in uow.between(LinkArrangement, "on", first, last) if link.is_live]
    return [made for link in links if (made := engagement_of(link, *_people_and_place(uow, link))) is not None]


def _people_and_place(uow: UnitOfWork, link: LinkArrangement) -> tuple[dict[str, str], str, str | None]:
    ids = [person_id for name in LINK_PEOPLE if (person_id := getattr(link, name))]
    people = {person.id: person.name for person in uow.select_in(Person, "id", ids)}
    if link.room_id is None:
        return people, "", None
    room = uow.get(Room, link.room_id)
    site = uow.get(Site, room.site_id)
    return people, f"{site.name}, {room.name}", site.id


def link_engagement(app: App, link: LinkArrangement) -> Engagement | None:
    """Return the engagement that an arrangement, saved or not, would be."""
    with app.read() as uow:
        return engagement_of(link, *_people_and_place(uow, link))


def _hearings(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Engagement]:
    result = []
    for hearing in uow.between(Hearing, "listed_on", first, last):
        if hearing.state is HearingState.VACATED or hearing.starts is None or hearing.listed_on is None:
            continue
        day = hearing.listed_on
        ids = {part.person_id for part in uow.find(CasePerson, case_id=hearing.case_id)}
        people = {person.id: person.name for person in uow.select_in(Person, "id", ids)}
        result.append(
            Engagement(
                record_id=hearing.id,
                what=f"a hearing: {HEARING_WORDS[hearing.kind]}",
                case_id=hearing.case_id,
                witness_id=hearing.witness_id,
                on=day,
                start=hearing.starts,
                end=later_time(hearing.starts, _HEARING_MINUTES),
                people=people,
            )
        )
    return result


@dataclass(frozen=True)
class Clash:
    """Two engagements that cannot both be, or two witnesses who would come too near to each other.

    `kind` is "person", "witness", "room" or "apart"; `person_ids` are those whom it concerns.
    """

    kind: str
    headline: str
    text: str
    person_ids: tuple[str, ...] = ()


def clashes(own: Engagement, others: Sequence[Engagement]) -> list[Clash]:
    """Say who or what `own` clashes with. Everything may still be saved: a person decides."""
    found = []
    for other in others:
        if other.on != own.on:
            continue
        is_other_witness = other.case_id == own.case_id and None not in (own.witness_id, other.witness_id)
        if is_other_witness and other.witness_id != own.witness_id and _are_near(own, other):
            found.append(
                Clash(
                    "apart",
                    f"Keep apart: another witness of this case has {other.what} that day.",
                    f"{other.span}. Complainants are never met together: choose another day, time or place.",
                )
            )
        is_own_occasion = other.record_id == own.occasion_id or other.occasion_id == own.record_id
        if not overlap(own, other) or is_own_occasion:
            continue
        is_hers = own.witness_id is not None and own.witness_id == other.witness_id
        if is_hers and _MEETING in (own.what, other.what) and {own.what, other.what} <= _SHE_IS_THERE:
            words = f"Clash: the witness herself has {other.what} at this time."
            found.append(Clash("witness", words, f"{other.span}. She cannot be at both."))
        shared = [person_id for person_id in own.people if person_id in other.people]
        if shared:
            names = _and([own.people[person_id] for person_id in shared])
            one = len(shared) == 1
            if other.what == AWAY:
                found.append(Clash("person", f"{names} is away.", _away_words(other), tuple(shared)))
                continue
            when = f"{day_and_date_no_year(other.on)} {other.span}."
            is_at = f"{'is' if one else 'are'} at another meeting" if other.what == _MEETING else ""
            words = is_at or f"{'has' if one else 'have'} {other.what}"
            found.append(Clash("person", f"Clash: {names} {words}, {other.urn}.", when, tuple(shared)))
        same_room = own.room_id is not None and own.room_id == other.room_id
        same_place = bool(own.place.strip()) and own.place.strip().casefold() == other.place.strip().casefold()
        if same_room or same_place:
            found.append(Clash("room", f"Clash: {own.place} is taken.", f"By {other.urn}, {other.span}."))
    return found


def _away_words(away: Engagement) -> str:
    whole = (away.start, away.end) == (dt.time.min, dt.time(23, 59))
    return f"{day_and_date_no_year(away.on)}{'' if whole else f' {away.span}'}. Choose another time or somebody else."


def _are_near(own: Engagement, other: Engagement) -> bool:
    return overlap(own, other) or minutes_between(own, other) < KEEP_APART_MINUTES


def _and(names: list[str]) -> str:
    unique = list(dict.fromkeys(names))
    return " and ".join(filter(None, [", ".join(unique[:-1]), unique[-1]]))
