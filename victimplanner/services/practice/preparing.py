"""The road to a section 28 recording and the link arrangement of practice cases that have come so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random
from typing import Any, Protocol, TypeVar

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case import Case, Hearing, HearingKind, HearingMove, HearingState
from victimplanner.domain.links import BookingState, CompanionView, LinkArrangement, LinkChange, Room, Site, SiteKind
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.record import Record
from victimplanner.domain.section_28 import (
    Chase,
    CourtDate,
    OrderedDate,
    PreparationStep,
    RecordingEvent,
    RecordingEventKind,
    Section28Consideration,
    Section28Order,
    Section28Outcome,
    StepState,
)
from victimplanner.domain.witness import Witness

R = TypeVar("R", bound=Record)


class BuiltCase(Protocol):
    """What is needed of a case that is being built."""

    number: int
    stage: str
    today: dt.date
    calendar: Calendar
    case: Case
    people: dict[CaseRole, Person]
    made: list[Record]

    def back(self, business_days: int) -> dt.date: ...
    def ahead(self, business_days: int) -> dt.date: ...


_SITES = (
    (
        "Eastholme remote suite", SiteKind.REMOTE_SITE, "4 Quay Street, Eastholme", "Duty host", "01632 960201",
        "Step-free; hearing loop", "Front for visitors; rear door, Mill Lane, for witnesses",
        (("Suite 1", "Two cameras, document viewer"), ("Suite 2", "One camera")),
    ),
    (
        "Northmere Crown Court", SiteKind.COURT, "Castle Hill, Northmere", "Witness service desk", "01632 960202",
        "Step-free by the side door", "Side door, Castle Lane, apart from the public entrance",
        (("Link room 3", "Camera and screen"), ("Court 4", "Screens, playback")),
    ),
    (
        "Southmere police station", SiteKind.POLICE, "Station Road, Southmere", "Interview suite clerk", "01632 960203",
        "Ground floor", "Yard entrance, Dyke Street", (("Video suite", "Two cameras"),),
    ),
    (
        "Harbour Light house", SiteKind.SUPPORT_PREMISES, "Harbour Light Support, Eastholme", "Front desk",
        "01632 960178", "Step-free; garden", "Garden gate", (("Quiet room", "Link on request, five days ahead"),),
    ),
)  # fmt: skip


def practice_sites() -> tuple[list[Record], Mapping[str, Room]]:
    """Return the invented directory and its rooms by "site, room"."""
    random = Random(28)
    records: list[Record] = []
    rooms: dict[str, Room] = {}
    for name, kind, address, contact, phone, access, entrances, own in _SITES:
        site = Site(
            id=f"{random.getrandbits(128):032x}",
            name=name,
            kind=kind,
            address=address,
            contact_name=contact,
            phone=phone,
            access=access,
            entrances=entrances,
        )
        records.append(site)
        for room_name, equipment in own:
            room = Room(id=f"{random.getrandbits(128):032x}", site_id=site.id, name=room_name, equipment=equipment)
            records.append(room)
            rooms[f"{name}, {room_name}"] = room
    return records, rooms


class Preparing:
    """Adds to one built case what stands of its recording. Takes nothing from the builder's own random numbers."""

    def __init__(self, case: BuiltCase, witness: Witness, rooms: Mapping[str, Room]) -> None:
        self.case = case
        self.witness = witness
        self.rooms = rooms
        self.random = Random(f"recording/{case.number}/{witness.number}")
        self.is_over = case.stage in ("used", "closed")

    def add_all(self) -> None:
        """Add consideration, order, dates, steps, link and events, as far as the stage of the case has come."""
        self._consideration()
        recording = self._recording()
        if recording is None:
            return
        order = self._add(
            Section28Order,
            ordered_on=self.case.back(20 if not self.is_over else 60),
            judge="HHJ Verrall",
            received_on=self.case.back(19 if not self.is_over else 59),
        )
        self._dates(order, recording)
        self._steps()
        link = self._link(recording)
        if self.case.number == 22:
            self._moved(recording, link)
        if self.is_over:
            self._events(recording)

    def _add(self, kind: type[R], /, **values: Any) -> R:
        ids = {"case_id": self.case.case.id, "witness_id": self.witness.id}
        own = {name: value for name, value in ids.items() if name in kind.model_fields}
        record = kind(**{"id": f"{self.random.getrandbits(128):032x}", **own, **values})
        self.case.made.append(record)
        return record

    def _replace(self, old: R, **changed: Any) -> R:
        new = old.model_copy(update=changed)
        self.case.made[self.case.made.index(old)] = new
        return new

    def _consideration(self) -> None:
        considered, explained = (65, 61) if self.is_over else (9, 5)  # before the recording, when that was held
        self._add(
            Section28Consideration,
            outcome=Section28Outcome.SOUGHT,
            reason="She wants to give evidence once, early, and away from the court.",
            explained_on=self.case.back(explained),
            considered_by=self.case.people[CaseRole.PROSECUTOR].name,
            considered_on=self.case.back(considered),
        )

    def _recording(self) -> Hearing | None:
        """Make the recording hers, and give it a ground rules hearing before it."""
        shared = [r for r in self.case.made if isinstance(r, Hearing) and r.kind is HearingKind.SECTION_28_RECORDING]
        if not shared or shared[0].listed_on is None:
            return None
        recording = self._replace(shared[0], witness_id=self.witness.id, judge="HHJ Verrall")
        assert recording.listed_on is not None
        day = recording.listed_on
        for _ in range(5):
            day = self.case.calendar.business_day_before(day)
        self._add(
            Hearing,
            kind=HearingKind.GROUND_RULES,
            listed_on=day,
            starts=dt.time(10, 0),
            place=self.case.case.court_name,
            judge="HHJ Verrall",
            state=HearingState.HELD if day < self.case.today else HearingState.LISTED,
        )
        return recording

    def _dates(self, order: Section28Order, recording: Hearing) -> None:
        assert recording.listed_on is not None
        days = {CourtDate.FURTHER_QUESTIONS: 10, CourtDate.EXCLUSION: 5, CourtDate.EDITING: 15}
        known = days if self.is_over or self.case.number != 6 else {CourtDate.FURTHER_QUESTIONS: 10}
        for which, after in known.items():
            on = self.case.calendar.business_days_after(recording.listed_on, after).due
            self._add(OrderedDate, order_id=order.id, which=which, on=on)
        if len(known) < len(days):
            chased = self.case.back(4)
            self._add(
                Chase, about="r.18.8(2)(d)", chased_on=chased, how="E-mail to the list officer",
                chased_by=self.case.people[CaseRole.PARALEGAL_OFFICER].name,
            )  # fmt: skip

    def _steps(self) -> None:
        back, ahead = self.case.back, self.case.ahead
        done = (StepState.DONE, None)
        steps: dict[str, tuple[StepState, dt.date | None, str]] = {
            "recorded_interview": (*done, ""),
            "initial_disclosure": (StepState.IN_PROGRESS, ahead(6), ""),
            "defence_statement": (StepState.WAITING, ahead(9), ""),
            "third_party_material": (StepState.BLOCKED, ahead(10), "Counselling service asks for a notice, r.17.5"),
            "section_41": (StepState.NOT_KNOWN, None, "The defence has not said whether it will apply"),
            "editing_agreed": (StepState.WAITING, ahead(12), ""),
            "ground_rules_form": (StepState.WAITING, ahead(11), ""),
            "court_visit": (StepState.IN_PROGRESS, ahead(7), "Visit on offer"),
        }
        if self.is_over:
            steps |= dict.fromkeys(
                ("further_disclosure", "bad_character", "advocates", "memory_refreshing"), (StepState.DONE, None, "")
            )
        for step, (state, due, note) in steps.items():
            finished = self.is_over or state is StepState.DONE
            self._add(
                PreparationStep,
                step=step,
                state=StepState.DONE if finished else state,
                due_on=due if not self.is_over else None,
                done_on=back(40 if self.is_over else 10) if finished else None,
                notice_on=back(1) if step == "third_party_material" and not self.is_over else None,
                note="" if finished else note,
                changed_on=back(1),
                changed_by=self.case.people[CaseRole.PROSECUTOR].name,
            )

    def _link(self, recording: Hearing) -> LinkArrangement:
        people = self.case.people
        return self._add(
            LinkArrangement,
            hearing_id=recording.id,
            on=recording.listed_on,
            before_start=dt.time(10, 0),
            before_end=dt.time(10, 30),
            main_start=dt.time(10, 30),
            main_end=dt.time(13, 0),
            after_start=dt.time(13, 0),
            after_end=dt.time(13, 30),
            room_id=self.rooms["Eastholme remote suite, Suite 1"].id,
            court_room="Court 4",
            site_contact="Duty host",
            companion_id=people[CaseRole.ISVA].id,
            companion_view=CompanionView.WANTS,
            staff_id=people[CaseRole.WITNESS_CARE_OFFICER].id,
            test_on=self.case.ahead(14) if not self.is_over else self.case.back(33),
            test_at=dt.time(14, 0),
            test_passed_on=self.case.back(33) if self.is_over else None,
            arrives=dt.time(9, 40),
            entrance="Rear door, Mill Lane",
            leaving="By the same door, taxi waiting; ten minutes after the court has risen",
            keep_apart="The accused attends at the Crown Court; she does not go there.",
            breaks="Every 30 minutes",
            refreshments="Water and tea in the suite",
            fallback="Ring the court clerk; wait 20 minutes; then Suite 2.",
            explained_on=self.case.back(5),
            explained_by=people[CaseRole.VICTIM_LIAISON_OFFICER].name,
            booking=BookingState.CONFIRMED,
            booking_reference=f"ERS-{2200 + self.case.number}",
            booking_changed_on=self.case.back(3),
            told_on=self.case.back(2),
            told_by=people[CaseRole.VICTIM_LIAISON_OFFICER].name,
            told_how="By telephone, through the ISVA",
        )

    def _moved(self, recording: Hearing, link: LinkArrangement) -> None:
        """The recording was put off by a week and the suite is still booked for the old day."""
        assert recording.listed_on is not None
        later = self.case.calendar.business_days_after(recording.listed_on, 5).due
        self._replace(recording, listed_on=later, notice_received_on=self.case.back(1))
        self._add(
            HearingMove,
            hearing_id=recording.id,
            was_on=recording.listed_on,
            was_starts=recording.starts,
            was_place=recording.place,
            now_on=later,
            reason="The judge is not available",
            heard_on=self.case.back(1),
        )
        self._add(
            LinkChange,
            arrangement_id=link.id,
            what="Arrival: 09:40, was 09:30",
            reason="The host asked for it",
            changed_on=self.case.back(3),
            changed_by=self.case.people[CaseRole.WITNESS_CARE_OFFICER].name,
        )

    def _events(self, recording: Hearing) -> None:
        by = self.case.people[CaseRole.PROSECUTOR].name
        events: tuple[tuple[RecordingEventKind, int, dict[str, Any]], ...] = (
            (RecordingEventKind.HELD, 30, {"started": dt.time(10, 40), "ended": dt.time(12, 35), "minutes": 85}),
            (RecordingEventKind.EDITING_DONE, 18, {"edit_version": "2", "minutes": 79}),
            (RecordingEventKind.PLAYED, 4, {}),
        )
        for number, (kind, back, more) in enumerate(events, 1):
            self._add(
                RecordingEvent, hearing_id=recording.id, kind=kind, happened_on=self.case.back(back), noted_by=by,
                sequence=number, **more,
            )  # fmt: skip
