"""The directory of people: details kept with their days, who is named where, taking somebody out, times away."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.journeys.cases import a_case, another_complainant
from tests.office_copies import take_in
from tests.services.finding import again
from victimplanner.domain.case import CaseState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel, ContactRoute, Permission
from victimplanner.domain.errors import Conflict, NotAllowed, RuleBroken
from victimplanner.domain.links import LinkArrangement, LinkChange
from victimplanner.domain.measures import IntermediaryWork
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.domain.meeting_record import Attendance, AttendanceState
from victimplanner.domain.people import Absence, AbsenceKind, CasePerson, CaseRole, Person, UserRole
from victimplanner.domain.support import Share, Supporter, SupportRole
from victimplanner.services import meetings, people
from victimplanner.services.cases import amend_case, name_person, read_case
from victimplanner.services.contact import save_safe_contact
from victimplanner.services.context import App
from victimplanner.services.links import plan_link
from victimplanner.services.primary_rule import save_intermediary
from victimplanner.services.support import save_supporter

YESTERDAY, TODAY, TOMORROW = dt.date(2026, 11, 24), dt.date(2026, 11, 25), dt.date(2026, 11, 26)
MONTH_AGO = dt.date(2026, 10, 26)


@pytest.fixture
def file(empty: App) -> WitnessFile:
    """A witness who may be reached directly."""
    file = a_case(empty).witnesses[0]
    assert file.safe_contact is not None
    direct = file.safe_contact.model_copy(update={"route": ContactRoute.DIRECT})
    save_safe_contact(empty, direct, confirmed=True)
    return again(empty, file)


@pytest.fixture
def leaver(empty: App) -> Person:
    """Somebody who will be taken out."""
    return people.save_person(empty, Person(name="J. Ashdown", organisation="CPS Northmere", phone="01632 960141"))


@pytest.fixture
def successor(empty: App) -> Person:
    return people.save_person(empty, Person(name="P. Nandakumar", organisation="CPS Eastholme"))


def fields_of(error: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.field for problem in error.value.problems]


def names(app: App, **more: bool) -> list[str]:
    return [person.name for person in people.directory(app, **more)]


def at(app: App, file: WitnessFile, **more: Any) -> Meeting:
    """A planned meeting of this witness with whoever is given as `attendances`."""
    offered = meetings.offer_meeting(
        app, file.witness.id, offered_on=TODAY, channel=Channel.IN_PERSON, offered_by="R. Okafor"
    )
    times = {"planned_on": dt.date(2026, 12, 2), "planned_start": dt.time(10), "planned_end": dt.time(11)}
    guests = [Attendance(case_id=file.case.id, meeting_id=offered.id, **guest) for guest in more.pop("attendances", ())]
    return meetings.plan_meeting(app, offered.model_copy(update=times), guests)


def attending(app: App, meeting: Meeting) -> list[Attendance]:
    with app.read() as uow:
        return uow.find(Attendance, meeting_id=meeting.id)


def settled(app: App, person: Person) -> list[tuple[str, bool]]:
    return [(place.words, place.is_settled) for place in people.where_named(app, person.id)]


# ------------------------------------------------------------ details and their days


def test_people_stand_in_order_of_their_names_whatever_the_letters_case(empty: App) -> None:
    for name in ("de Souza", "Abara", "Éluard"):
        people.save_person(empty, Person(name=name))
    assert names(empty) == ["Abara", "de Souza", "Éluard"]


def test_a_person_needs_a_name(empty: App) -> None:
    with pytest.raises(RuleBroken) as error:
        people.save_person(empty, Person(name="  "))
    assert fields_of(error) == ["name"]
    assert people.directory(empty) == []


def test_changed_details_hold_from_their_day_and_the_earlier_ones_to_the_day_before(empty: App, leaver: Person) -> None:
    new = leaver.model_copy(update={"phone": "01632 960142", "hours": "Mon to Thu"})
    saved = people.save_person(empty, new, since=MONTH_AGO)
    earlier = people.earlier_details(empty, leaver.id)
    assert (saved.phone, saved.details_from) == ("01632 960142", MONTH_AGO)
    assert [(d.phone, d.held_from, d.held_until, d.changed_by) for d in earlier] == [
        ("01632 960141", None, dt.date(2026, 10, 25), "R. Okafor")
    ]


def test_details_that_held_for_no_whole_day_end_on_that_day(empty: App, leaver: Person) -> None:
    once = people.save_person(empty, leaver.model_copy(update={"phone": "01632 960143"}))
    people.save_person(empty, once.model_copy(update={"phone": "01632 960144"}))
    earlier = people.earlier_details(empty, leaver.id)
    assert {(d.phone, d.held_until) for d in earlier} == {("01632 960141", YESTERDAY), ("01632 960143", TODAY)}
    assert all(d.held_from is None or d.held_from <= d.held_until for d in earlier)


@pytest.mark.parametrize("since", [TOMORROW, dt.date(2026, 10, 25)], ids=["future", "before the present details"])
def test_details_cannot_hold_from_a_day_to_come_or_from_before_the_present_ones(
    empty: App, leaver: Person, since: dt.date
) -> None:
    now = people.save_person(empty, leaver.model_copy(update={"phone": "01632 960142"}), since=MONTH_AGO)
    with pytest.raises(RuleBroken) as error:
        people.save_person(empty, now.model_copy(update={"phone": "01632 960143"}), since=since)
    assert fields_of(error) == ["since"]
    assert people.directory(empty) == [now]


def test_saving_the_same_details_again_keeps_no_earlier_ones(empty: App, leaver: Person) -> None:
    assert people.save_person(empty, leaver.model_copy(update={"name": " J. Ashdown "})) == leaver
    assert people.earlier_details(empty, leaver.id) == []


def test_a_stale_change_of_a_person_meets_a_conflict_and_keeps_no_earlier_details(empty: App, leaver: Person) -> None:
    first = people.save_person(empty, leaver.model_copy(update={"phone": "01632 960142"}))
    with pytest.raises(Conflict):
        people.save_person(empty, leaver.model_copy(update={"phone": "01632 960199"}))
    assert people.directory(empty) == [first]
    assert [d.phone for d in people.earlier_details(empty, leaver.id)] == ["01632 960141"]


# ------------------------------------------------------------ who is named where


def test_every_place_that_names_a_person_is_found_and_what_is_settled_is_told_apart(
    empty: App, file: WitnessFile, leaver: Person
) -> None:
    name_person(empty, file.case.id, CaseRole.VICTIM_LIAISON_OFFICER, leaver)
    at(empty, file, attendances=[{"person_id": leaver.id, "name": leaver.name, "role": "VLO"}])
    plan_link(empty, file, a_link(file, companion_id=leaver.id))
    save_intermediary(
        empty,
        IntermediaryWork(case_id=file.case.id, witness_id=file.witness.id, person_id=leaver.id, declared_on=TODAY),
    )
    assert settled(empty, leaver) == [
        ("VLO (CPS)", False),
        ("companion over the link", False),
        ("meeting 1, VLO", False),
        ("intermediary", True),
    ]
    assert people.places_by_person(empty) == {leaver.id: people.where_named(empty, leaver.id)}


def test_what_a_closed_case_says_stays_as_it_is(
    empty: App, file: WitnessFile, leaver: Person, successor: Person
) -> None:
    name_person(empty, file.case.id, CaseRole.COUNSEL, leaver)
    meeting = at(empty, file, attendances=[{"person_id": leaver.id, "name": leaver.name, "role": "Counsel"}])
    amend_case(empty, again(empty, file).case.model_copy(update={"state": CaseState.CLOSED}))
    assert settled(empty, leaver) == [("Counsel", True), ("meeting 1, Counsel", True)]
    people.remove_person(empty, leaver, "Left chambers", instead=successor)
    assert [person.name for _, person in again(empty, file).people] == ["J. Ashdown"]
    assert [a.name for a in attending(empty, meeting)] == ["J. Ashdown"]


def a_link(file: WitnessFile, **more: Any) -> LinkArrangement:
    values: dict[str, Any] = {
        "case_id": file.case.id,
        "witness_id": file.witness.id,
        "on": dt.date(2027, 2, 1),
        "main_start": dt.time(10),
        "main_end": dt.time(12),
    }
    return LinkArrangement(**values | more)


# ------------------------------------------------------------ taking somebody out


def test_who_takes_over_is_named_in_every_open_place(
    empty: App, file: WitnessFile, leaver: Person, successor: Person
) -> None:
    name_person(empty, file.case.id, CaseRole.VICTIM_LIAISON_OFFICER, leaver)
    save_intermediary(
        empty, IntermediaryWork(case_id=file.case.id, witness_id=file.witness.id, person_id=leaver.id, asked_on=TODAY)
    )
    removed = people.remove_person(empty, leaver, " Moved to another area ", instead=successor)
    now = again(empty, file)
    assert (removed.removed_on, removed.removed_reason) == (TODAY, "Moved to another area")
    assert now.people == ((CaseRole.VICTIM_LIAISON_OFFICER, successor),)
    assert now.intermediaries[0].person_id == successor.id
    assert people.where_named(empty, leaver.id) == []
    assert names(empty) == ["P. Nandakumar"]
    assert names(empty, include_removed=True) == ["J. Ashdown", "P. Nandakumar"]


def test_who_takes_over_for_one_complainant_is_named_there_though_named_for_another(
    empty: App, file: WitnessFile, leaver: Person, successor: Person
) -> None:
    other = another_complainant(empty, read_case(empty, file.case.id), "Bryn Tremorrow")
    with empty.change("case.amend") as uow:
        for witness, person in ((file.witness, leaver), (other.witness, successor)):
            uow.add(
                CasePerson(
                    case_id=file.case.id, witness_id=witness.id, person_id=person.id, role=CaseRole.WITNESS_CARE_OFFICER
                )
            )
    people.remove_person(empty, leaver, "Left", instead=successor)
    with empty.read() as uow:
        parts = uow.find(CasePerson, person_id=successor.id, role=CaseRole.WITNESS_CARE_OFFICER)
    assert {part.witness_id for part in parts} == {file.witness.id, other.witness.id}


def test_who_takes_over_at_a_meeting_has_not_answered_yet_and_brings_no_ties_along(
    empty: App, file: WitnessFile, leaver: Person, successor: Person
) -> None:
    place = {
        "person_id": leaver.id, "name": leaver.name, "role": "VLO", "organisation": "CPS Northmere",
        "state": AttendanceState.CONFIRMED, "is_note_taker": True, "is_relative_of_witness": True,
    }  # fmt: skip
    meeting = at(empty, file, attendances=[place])
    people.remove_person(empty, leaver, "Left", instead=successor)
    (guest,) = attending(empty, meeting)
    assert (guest.name, guest.organisation, guest.role) == ("P. Nandakumar", "CPS Eastholme", "VLO")
    assert (guest.state, guest.is_note_taker, guest.is_relative_of_witness) == (AttendanceState.ASKED, True, False)


def test_who_comes_to_the_meeting_anyway_is_not_named_there_twice(
    empty: App, file: WitnessFile, leaver: Person, successor: Person
) -> None:
    both = [{"person_id": p.id, "name": p.name, "role": "VLO"} for p in (leaver, successor)]
    meeting = at(empty, file, attendances=both)
    people.remove_person(empty, leaver, "Left", instead=successor)
    assert [a.name for a in attending(empty, meeting)] == ["P. Nandakumar"]


def test_a_plan_that_was_open_meanwhile_does_not_bring_the_person_back(
    empty: App, file: WitnessFile, leaver: Person
) -> None:
    meeting = at(empty, file, attendances=[{"person_id": leaver.id, "name": leaver.name, "role": "VLO"}])
    was = attending(empty, meeting)
    people.remove_person(empty, leaver, "Left")
    with pytest.raises(Conflict):
        meetings.plan_meeting(empty, meeting.model_copy(update={"met_by": "T. Garside"}), was)
    assert attending(empty, meeting) == []


@pytest.mark.parametrize("state", [MeetingState.HELD, MeetingState.SIGNED])
def test_a_record_of_a_meeting_keeps_the_name(app: App, state: MeetingState) -> None:
    with app.read() as uow:
        meeting = next(m for m in uow.find(Meeting, state=state) if uow.find(Attendance, meeting_id=m.id))
        attendance = next(a for a in uow.find(Attendance, meeting_id=meeting.id) if a.person_id)
        person = uow.get(Person, attendance.person_id or "")
        before = uow.find(Attendance, meeting_id=meeting.id)
    people.remove_person(app, person, "Retired")
    assert attending(app, meeting) == before


def test_a_link_arrangement_is_left_open_with_the_reason_and_must_be_told_again(
    empty: App, file: WitnessFile, leaver: Person
) -> None:
    link = plan_link(empty, file, a_link(file, companion_id=leaver.id))
    people.remove_person(empty, leaver, "Ill for a long time")
    now = next(found for found in again(empty, file).links if found.id == link.id)
    assert (now.companion_id, now.to_tell) == (None, True)
    with empty.read() as uow:
        last = max(uow.find(LinkChange, arrangement_id=link.id), key=lambda change: change.sequence)
    assert (last.what, last.reason) == ("Companion over the link: nobody yet", "Ill for a long time")


def test_an_open_intermediary_is_not_taken_out_without_somebody_who_takes_over(
    empty: App, file: WitnessFile, leaver: Person
) -> None:
    name_person(empty, file.case.id, CaseRole.INTERMEDIARY, leaver)
    save_intermediary(
        empty, IntermediaryWork(case_id=file.case.id, witness_id=file.witness.id, person_id=leaver.id, asked_on=TODAY)
    )
    with pytest.raises(RuleBroken) as error:
        people.remove_person(empty, leaver, "Left")
    assert fields_of(error) == ["instead"]
    with empty.read() as uow:
        assert uow.get(Person, leaver.id) == leaver
        assert len(uow.find(CasePerson, person_id=leaver.id)) == 1, "all or nothing"


@pytest.mark.parametrize("ends", [None, dt.date(2027, 1, 31)], ids=["no end", "an end to come"])
def test_support_of_a_witness_ends_today_and_her_consent_does_not_pass_to_another(
    empty: App, file: WitnessFile, leaver: Person, successor: Person, ends: dt.date | None
) -> None:
    save_supporter(
        empty,
        Supporter(
            case_id=file.case.id, witness_id=file.witness.id, person_id=leaver.id, role=SupportRole.ISVA, ended_on=ends,
            consent=Permission.YES, consent_on=YESTERDAY, shares=(Share.DATES,),
        ),
        leaver,
    )  # fmt: skip
    people.remove_person(empty, leaver, "Left the service", instead=successor)
    (supporter,) = again(empty, file).supporters
    assert (supporter.person_id, supporter.ended_on, supporter.end_reason) == (leaver.id, TODAY, "Left the service")
    assert not supporter.may_share_on(TOMORROW)


def test_nobody_is_taken_out_without_a_reason_or_in_favour_of_themselves(empty: App, leaver: Person) -> None:
    for reason, instead, field in (("  ", None, "reason"), ("Left", leaver, "instead")):
        with pytest.raises(RuleBroken) as error:
            people.remove_person(empty, leaver, reason, instead=instead)
        assert fields_of(error) == [field]
    assert people.directory(empty) == [leaver]


def test_who_was_taken_out_by_mistake_can_be_put_back(empty: App, leaver: Person) -> None:
    removed = people.remove_person(empty, leaver, "Wrong entry")
    back = people.put_back_person(empty, removed)
    assert (back.is_removed, back.removed_reason) == (False, "")
    assert people.directory(empty) == [back]


def test_a_list_that_names_somebody_who_was_taken_out_makes_a_new_entry(empty: App) -> None:
    heading = "URN,Defendant(s),Lead offence,Victim name,OIC\n"
    take_in(empty, f"{heading}17AB0949525,Ryan Tait,Rape,Grace Wyn,DC 7955 Jones\n".encode())
    (officer,) = people.directory(empty)
    gone = people.remove_person(empty, officer, "Left the force")
    take_in(empty, f"{heading}17AB0949625,Karl Tait,Rape,Carys Wyn,DC 7955 Jones\n".encode())
    (new,) = people.directory(empty)
    assert (new.name, new.id == gone.id) == (officer.name, False)
    assert [place.urn for place in people.where_named(empty, new.id)] == ["17AB/09496/25"]


def test_who_may_only_read_takes_nobody_out(empty: App, leaver: Person) -> None:
    empty.user = empty.user.model_copy(update={"role": UserRole.READ_ONLY})
    for change in (
        lambda: people.remove_person(empty, leaver, "Left"),
        lambda: people.save_person(empty, leaver.model_copy(update={"phone": ""})),
        lambda: people.save_absence(empty, Absence(person_id=leaver.id, first_day=TODAY, last_day=TODAY)),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert people.directory(empty) == [leaver]


# ------------------------------------------------------------ times away


def away(person: Person, first: dt.date, last: dt.date, **more: Any) -> Absence:
    return Absence(person_id=person.id, first_day=first, last_day=last, **more)


def test_times_away_are_listed_in_order_from_today_on(empty: App, leaver: Person, successor: Person) -> None:
    over = people.save_absence(empty, away(leaver, MONTH_AGO, YESTERDAY))
    late = people.save_absence(empty, away(leaver, TOMORROW, TOMORROW, first_time=dt.time(14), last_time=dt.time(16)))
    early = people.save_absence(empty, away(leaver, TOMORROW, TOMORROW, last_time=dt.time(9)))
    now = people.save_absence(empty, away(leaver, MONTH_AGO, TODAY, note="Leave"))
    other = people.save_absence(empty, away(successor, TODAY, TODAY))
    assert people.absences(empty, leaver.id) == [now, early, late]
    assert people.absences(empty, leaver.id, MONTH_AGO)[:2] in ([over, now], [now, over])
    assert people.absences_by_person(empty) == {leaver.id: [now, early, late], successor.id: [other]}


@pytest.mark.parametrize(
    ("last", "more", "field"),
    [
        (YESTERDAY, {}, "last_day"),
        (TODAY, {"first_time": dt.time(14), "last_time": dt.time(14)}, "last_time"),
        (TODAY, {"first_time": dt.time(14), "last_time": dt.time(9)}, "last_time"),
    ],
)
def test_a_time_away_ends_after_it_begins(
    empty: App, leaver: Person, last: dt.date, more: dict[str, dt.time], field: str
) -> None:
    with pytest.raises(RuleBroken) as error:
        people.save_absence(empty, away(leaver, TODAY, last, **more))
    assert fields_of(error) == [field]
    assert people.absences(empty, leaver.id) == []


def test_a_time_away_over_night_may_end_earlier_in_the_day_than_it_began(empty: App, leaver: Person) -> None:
    saved = people.save_absence(empty, away(leaver, TODAY, TOMORROW, first_time=dt.time(18), last_time=dt.time(8)))
    assert saved.hours_on(TODAY) == (dt.time(18), dt.time(23, 59))
    assert saved.hours_on(TOMORROW) == (dt.time.min, dt.time(8))


def test_a_time_away_is_changed_and_taken_out(empty: App, leaver: Person) -> None:
    saved = people.save_absence(empty, away(leaver, TODAY, TOMORROW))
    longer = people.save_absence(empty, saved.model_copy(update={"last_day": dt.date(2026, 12, 4)}))
    assert people.absences(empty, leaver.id) == [longer]
    people.remove_absence(empty, longer)
    assert people.absences(empty, leaver.id) == []
    assert longer.kind is AbsenceKind.AWAY
