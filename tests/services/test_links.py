"""Link arrangements and the directory through the services: told again after every change, clashes, lists."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.journeys.cases import a_case, another_complainant
from tests.services.finding import again
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import Conflict, RuleBroken
from victimplanner.domain.links import BookingState, CompanionView, LinkArrangement, Room, Site, SiteKind
from victimplanner.domain.people import Person
from victimplanner.services import links, sites
from victimplanner.services.cases import read_case
from victimplanner.services.context import App
from victimplanner.services.engagements import Engagement, clashes, engagements_on, minutes_between
from victimplanner.services.worklist import due_items

TODAY, TOMORROW = dt.date(2026, 11, 25), dt.date(2026, 11, 26)
DAY = dt.date(2027, 2, 1)


@pytest.fixture
def room(empty: App) -> Room:
    site = sites.save_site(empty, Site(name="Eastholme remote suite"))
    return sites.save_room(empty, Room(site_id=site.id, name="Suite 1"))


@pytest.fixture
def file(empty: App) -> WitnessFile:
    return a_case(empty).witnesses[0]


def a_link(file: WitnessFile, room: Room | None = None, **more: Any) -> LinkArrangement:
    values: dict[str, Any] = {
        "case_id": file.case.id, "witness_id": file.witness.id, "on": DAY, "main_start": dt.time(10),
        "main_end": dt.time(12), "room_id": room.id if room else None,
    }  # fmt: skip
    return LinkArrangement(**values | more)


def changed(link: LinkArrangement, **more: Any) -> LinkArrangement:
    return link.model_copy(update=more)


# ---------------------------------------------------------------- changes


@pytest.mark.parametrize(
    "change",
    [
        {"on": dt.date(2027, 2, 2)}, {"main_start": dt.time(10, 30)}, {"main_end": dt.time(13)}, {"room_id": None},
        {"arrives": dt.time(9, 30)}, {"entrance": "Rear door"}, {"leaving": "By taxi"},
        {"before_start": dt.time(9), "before_end": dt.time(9, 30)},
    ],
)  # fmt: skip
def test_any_change_of_day_place_or_slot_must_be_told_and_is_kept_in_words(
    empty: App, file: WitnessFile, room: Room, change: dict[str, Any]
) -> None:
    link = links.plan_link(empty, file, a_link(file, room))
    assert not link.to_tell, "nobody knew of anything before"
    saved = links.plan_link(empty, file, changed(link, **change))
    assert saved.to_tell
    assert len(again(empty, file).link_changes) == len(change)
    assert [i.due for i in due_items(empty) if i.rule_id == "link.change_told"] == [TOMORROW]
    links.tell_link(empty, saved, TODAY, "B. Lindley", "By telephone")
    assert not again(empty, file).links[0].to_tell
    assert [i for i in due_items(empty) if i.rule_id == "link.change_told"] == []


@pytest.mark.parametrize("change", [{"fallback": "Suite 2"}, {"refreshments": "Tea"}, {"court_room": "Court 4"}])
def test_what_she_need_not_be_told_marks_nothing(
    empty: App, file: WitnessFile, room: Room, change: dict[str, Any]
) -> None:
    link = links.plan_link(empty, file, a_link(file, room))
    assert not links.plan_link(empty, file, changed(link, **change)).to_tell
    assert again(empty, file).link_changes == ()


def test_a_change_she_or_the_site_knows_of_needs_its_reason(empty: App, file: WitnessFile, room: Room) -> None:
    link = links.plan_link(empty, file, a_link(file, room))
    booked = links.book_link(empty, link, BookingState.CONFIRMED, TODAY, "ERS-1")
    with pytest.raises(RuleBroken, match="say why it changed"):
        links.plan_link(empty, file, changed(booked, main_end=dt.time(13)))
    assert again(empty, file).links[0] == booked
    links.plan_link(empty, file, changed(booked, main_end=dt.time(13)), "The court asked")
    assert again(empty, file).link_changes[0].reason == "The court asked"


def test_the_words_of_the_old_place_stay_when_the_room_changes(empty: App, file: WitnessFile, room: Room) -> None:
    other = sites.save_room(empty, Room(site_id=room.site_id, name="Suite 2"))
    link = links.plan_link(empty, file, a_link(file, room))
    links.plan_link(empty, file, changed(link, room_id=other.id))
    assert again(empty, file).link_changes[0].what == (
        "Place: Eastholme remote suite, Suite 2, was Eastholme remote suite, Suite 1"
    )


def test_somebody_else_who_saved_first_is_not_overwritten(empty: App, file: WitnessFile, room: Room) -> None:
    link = links.plan_link(empty, file, a_link(file, room))
    links.plan_link(empty, file, changed(link, breaks="Every hour"))
    with pytest.raises(Conflict):
        links.plan_link(empty, file, changed(link, breaks="Every 30 minutes"))
    assert again(empty, file).links[0].breaks == "Every hour"


@pytest.mark.parametrize(
    ("when", "by", "how", "field"),
    [
        (TOMORROW, "B. Lindley", "By telephone", "told_on"),
        (TODAY, " ", "By telephone", "told_by"),
        (TODAY, "B. Lindley", "", "told_how"),
    ],
)
def test_telling_says_when_by_whom_and_how(
    empty: App, file: WitnessFile, when: dt.date, by: str, how: str, field: str
) -> None:
    link = links.plan_link(empty, file, a_link(file))
    with pytest.raises(RuleBroken) as refused:
        links.tell_link(empty, link, when, by, how)
    assert [p.field for p in refused.value.problems] == [field]


# ---------------------------------------------------------------- booking


def test_a_booking_needs_a_day_and_a_room_and_an_end_its_reason(empty: App, file: WitnessFile, room: Room) -> None:
    link = links.plan_link(empty, file, a_link(file, on=None, main_start=None, main_end=None))
    with pytest.raises(RuleBroken) as refused:
        links.book_link(empty, link, BookingState.CONFIRMED, TODAY)
    assert [p.field for p in refused.value.problems] == ["on", "room_id"]
    with pytest.raises(RuleBroken, match="Say why it was cancelled"):
        links.book_link(empty, link, BookingState.CANCELLED, TODAY)
    with pytest.raises(RuleBroken, match="cannot become"):
        links.book_link(empty, link, BookingState.REFUSED, TODAY, reason="x")
    cancelled = links.book_link(empty, link, BookingState.CANCELLED, TODAY, reason="Not needed")
    assert not cancelled.to_tell, "she never knew of it"
    again_asked = links.book_link(empty, cancelled, BookingState.ASKED, TODAY)
    assert again_asked.is_live
    assert [c.what for c in again(empty, file).link_changes] == [
        "Booking: cancelled, was planned", "Booking: asked, was cancelled",
    ]  # fmt: skip


def test_a_cancelled_arrangement_she_knew_of_must_be_told(empty: App, file: WitnessFile, room: Room) -> None:
    link = links.plan_link(empty, file, a_link(file, room))
    told = links.tell_link(empty, link, TODAY, "B. Lindley", "By telephone")
    assert links.book_link(empty, told, BookingState.CANCELLED, TODAY, reason="Vacated").to_tell


# ---------------------------------------------------------------- clashes


def engagement(start: int, end: int, **more: Any) -> Engagement:
    values: dict[str, Any] = {
        "record_id": f"{start}-{end}", "what": "a meeting", "case_id": "other", "witness_id": "w9", "on": DAY,
        "start": dt.time(start), "end": dt.time(end), "urn": "99VP/00001/26",
    }  # fmt: skip
    return Engagement(**values | more)


def test_touching_is_no_clash_and_one_shared_moment_is() -> None:
    own = engagement(10, 12, case_id="own", witness_id="w1", people={"p": "C. Penhale"}, room_id="r", place="Suite 1")
    for other in (engagement(8, 10), engagement(12, 13)):
        assert clashes(own, [Engagement(**{**vars(other), "people": {"p": "C. Penhale"}, "room_id": "r"})]) == []
    met = clashes(own, [engagement(11, 13, people={"p": "C. Penhale"}, room_id="r")])
    assert [(c.kind, c.person_ids) for c in met] == [("person", ("p",)), ("room", ())]
    assert met[0].headline == "Clash: C. Penhale is at another meeting, 99VP/00001/26."


def test_another_witness_of_the_case_is_kept_apart_by_two_hours() -> None:
    own = engagement(14, 15, case_id="one", witness_id="w1")
    near, far = engagement(12, 13, case_id="one", witness_id="w2"), engagement(10, 12, case_id="one", witness_id="w2")
    assert [c.kind for c in clashes(own, [near])] == ["apart"]
    assert clashes(own, [far]) == []
    assert minutes_between(own, far) == 120


def test_cancelled_arrangements_and_the_record_itself_are_not_in_the_way(
    empty: App, file: WitnessFile, room: Room
) -> None:
    link = links.plan_link(empty, file, a_link(file, room))
    assert [e.record_id for e in engagements_on(empty, DAY)] == [link.id]
    assert engagements_on(empty, DAY, without=link.id) == []
    links.book_link(empty, link, BookingState.CANCELLED, TODAY, reason="Not needed")
    assert engagements_on(empty, DAY) == []


def test_two_complainants_in_one_room_clash_and_are_kept_apart_without_a_name(
    empty: App, file: WitnessFile, room: Room
) -> None:
    other = another_complainant(empty, read_case(empty, file.case.id), "Seren Hallow")
    links.plan_link(empty, file, a_link(file, room))
    warnings = links.link_warnings(empty, other, a_link(other, room))
    assert {w.kind for w in warnings} >= {"clash", "apart"}
    words = " ".join(f"{w.headline} {w.text}" for w in warnings)
    assert not any(name in words for name in ("Tremorrow", "Alys", file.witness.reference))


def test_what_a_person_should_look_at(empty: App, file: WitnessFile) -> None:
    court = sites.save_site(empty, Site(name="Northmere Crown Court", kind=SiteKind.COURT))
    in_court = sites.save_room(empty, Room(site_id=court.id, name="Link room"))
    isva = links.name_person_for_link(empty, Person(name="C. Penhale"))
    link = a_link(
        file, in_court, on=dt.date(2026, 12, 25), companion_id=isva.id, companion_view=CompanionView.NOT_ASKED,
        booking=BookingState.CONFIRMED,
    )  # fmt: skip
    headlines = [w.headline for w in links.link_warnings(empty, file, link)]
    assert headlines == [
        "Booked before it is directed.",
        "Fri 25 Dec 2026 is not a working day.",
        "The place is a court building.",
        "Her view of the companion is not recorded as wanted.",
    ]
    assert links.link_warnings(empty, file, changed(link, booking=BookingState.CANCELLED)) == []


# ---------------------------------------------------------------- the directory from a list


@pytest.mark.parametrize(
    "data",
    [
        b"Site,Kind,Room\nQuay House,Police site,Video suite\n",
        "Site;Type;Suite\r\nQuay House;police;Video suite\r\n".encode("utf-8-sig"),
        "Name\tKind\tRoom\nQuay House\tPOLICE SITE\tVideo suite\n".encode("cp1252"),
    ],
)
def test_a_list_in_any_usual_form_is_read(empty: App, data: bytes) -> None:
    done = sites.import_sites(empty, data)
    assert (done.sites, done.rooms, done.left_out) == (1, 1, ())
    entry = sites.read_directory(empty)[0]
    assert (entry.site.name, entry.site.kind, entry.rooms[0].name) == ("Quay House", SiteKind.POLICE, "Video suite")


def test_a_list_never_overwrites_what_somebody_entered(empty: App) -> None:
    site = sites.save_site(empty, Site(name="Quay House", phone="01632 960300"))
    sites.save_room(empty, Room(site_id=site.id, name="Suite 1", equipment="Two cameras"))
    done = sites.import_sites(empty, b"Site,Room,Telephone,Equipment\nquay  HOUSE,suite 1,01632 960999,One\n")
    assert (done.sites, done.rooms, done.unchanged) == (0, 0, 1)
    entry = sites.read_directory(empty)[0]
    assert (entry.site.phone, entry.rooms[0].equipment) == ("01632 960300", "Two cameras")


@pytest.mark.parametrize("data", [b"", b"Place,Colour\nHere,red\n", b"%PDF-1.7", b"\n\n"])
def test_what_is_no_list_of_sites_adds_nothing(empty: App, data: bytes) -> None:
    with pytest.raises(RuleBroken):
        sites.import_sites(empty, data)
    assert sites.read_directory(empty) == []
