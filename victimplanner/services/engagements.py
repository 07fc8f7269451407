"""What people, rooms and witnesses are booked for on one day: meetings, link arrangements, hearings; and who clashes.

Cancelled ones take no time, an entry never clashes with itself, and times that only touch are no clash.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from victimplanner.domain.case import HEARING_WORDS, Case, Hearing, HearingState
from victimplanner.domain.dates import clock_time, day_and_date_no_year
from victimplanner.domain.links import LinkArrangement, Room, Site, span_of
from victimplanner.domain.meeting import Attendance, AttendanceState, Meeting, MeetingState
from victimplanner.domain.people import CasePerson, Person
from victimplanner.domain.urn import display_urn
from victimplanner.services.context import App
from victimplanner.storage.unit_of_work import UnitOfWork

KEEP_APART_MINUTES = 120
_HEARING_MINUTES = 90  # a hearing has no end: what is reckoned with
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
    """Return what is booked on `day`, the record `without` left out."""
    with app.read() as uow:
        found = [*_meetings(uow, day), *_links(uow, day), *_hearings(uow, day)]
        urns = {c.id: display_urn(c.urn) for c in uow.select_in(Case, "id", {e.case_id for e in found})}
    return [Engagement(**{**vars(e), "urn": urns.get(e.case_id, "")}) for e in found if e.record_id != without]


def _meetings(uow: UnitOfWork, day: dt.date) -> list[Engagement]:
    result = []
    for meeting in uow.find(Meeting, planned_on=day):
        if meeting.state is not MeetingState.PLANNED or not (meeting.planned_start and meeting.planned_end):
            continue
        attending = uow.find(Attendance, meeting_id=meeting.id)
        result.append(
            Engagement(
                record_id=meeting.id,
                what="a meeting",
                case_id=meeting.case_id,
                witness_id=meeting.witness_id,
                on=day,
                start=meeting.planned_start,
                end=meeting.planned_end,
                place=meeting.place,
                people={
                    a.person_id: a.name for a in attending if a.person_id and a.state is not AttendanceState.DECLINED
                },
            )
        )
    return result


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


def _links(uow: UnitOfWork, day: dt.date) -> list[Engagement]:
    links = [link for link in uow.find(LinkArrangement, on=day) if link.is_live]
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


def _hearings(uow: UnitOfWork, day: dt.date) -> list[Engagement]:
    result = []
    for hearing in uow.find(Hearing, listed_on=day):
        if hearing.state is HearingState.VACATED or hearing.starts is None:
            continue
        ids = {part.person_id for part in uow.find(CasePerson, case_id=hearing.case_id)}
        people = {person.id: person.name for person in uow.select_in(Person, "id", ids)}
        end = dt.datetime.combine(day, hearing.starts) + dt.timedelta(minutes=_HEARING_MINUTES)
        result.append(
            Engagement(
                record_id=hearing.id,
                what=f"a hearing: {HEARING_WORDS[hearing.kind]}",
                case_id=hearing.case_id,
                witness_id=hearing.witness_id,
                on=day,
                start=hearing.starts,
                end=end.time() if end.date() == day else dt.time(23, 59),
                people=people,
            )
        )
    return result


@dataclass(frozen=True)
class Clash:
    """Two engagements that cannot both be, or two witnesses who would come too near to each other.

    `kind` is "person", "room" or "apart"; `person_ids` are those whom it concerns.
    """

    kind: str
    headline: str
    text: str
    person_ids: tuple[str, ...] = ()


def clashes(own: Engagement, others: Sequence[Engagement]) -> list[Clash]:
    """Say who or what `own` clashes with. Everything may still be saved: a person decides."""
    found = []
    for other in others:
        is_other_witness = other.case_id == own.case_id and None not in (own.witness_id, other.witness_id)
        if is_other_witness and other.witness_id != own.witness_id and _are_near(own, other):
            found.append(
                Clash(
                    "apart",
                    f"Keep apart: another witness of this case has {other.what} that day.",
                    f"{other.span}. Complainants are never met together: choose another day, time or place.",
                )
            )
        if not overlap(own, other) or other.record_id == own.occasion_id:
            continue
        shared = [person_id for person_id in own.people if person_id in other.people]
        if shared:
            names = _and([own.people[person_id] for person_id in shared])
            one = len(shared) == 1
            when = f"{day_and_date_no_year(other.on)} {other.span}."
            is_at = f"{'is' if one else 'are'} at another meeting" if other.what == "a meeting" else ""
            words = is_at or f"{'has' if one else 'have'} {other.what}"
            found.append(Clash("person", f"Clash: {names} {words}, {other.urn}.", when, tuple(shared)))
        same_room = own.room_id is not None and own.room_id == other.room_id
        same_place = bool(own.place.strip()) and own.place.strip().casefold() == other.place.strip().casefold()
        if same_room or same_place:
            found.append(Clash("room", f"Clash: {own.place} is taken.", f"By {other.urn}, {other.span}."))
    return found


def _are_near(own: Engagement, other: Engagement) -> bool:
    return overlap(own, other) or minutes_between(own, other) < KEEP_APART_MINUTES


def _and(names: list[str]) -> str:
    unique = list(dict.fromkeys(names))
    return " and ".join(filter(None, [", ".join(unique[:-1]), unique[-1]]))
