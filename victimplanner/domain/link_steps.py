"""Where a link arrangement stands, step by step, each step a fact of its own; and who sees whom over the link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from victimplanner.domain.case import HEARING_WORDS, Hearing, HearingKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import clock_time, day_and_date, plain_date
from victimplanner.domain.links import BOOKING_WORDS, BookingState, LinkArrangement
from victimplanner.domain.measures import SOUGHT, MeasureId, latest
from victimplanner.domain.people import Person
from victimplanner.domain.preparation import is_directed


@dataclass(frozen=True)
class LinkStep:
    """One step: `kind` is a status kind of the interface ("ok", "info", "unknown", "grey", "draft", "today")."""

    id: str
    kind: str
    word: str
    title: str
    detail: str

    @property
    def is_done(self) -> bool:
        return self.kind == "ok"


def link_steps(file: WitnessFile, link: LinkArrangement) -> tuple[LinkStep, ...]:
    """Return the five steps: direction, site, link details, test call, told."""
    return (
        _direction(file, link),
        _booking(link),
        LinkStep("details", "ok", "Received", "Link details from court", f"Received {plain_date(link.link_details_on)}")
        if link.link_details_on
        else LinkStep(
            "details",
            "unknown",
            "Missing",
            "Link details from court",
            "Not yet received. Nothing is put in their place.",
        ),
        _test(link),
        _told(link),
    )


def measure_of(file: WitnessFile, link: LinkArrangement) -> MeasureId:
    """Return the measure under which evidence is given on this occasion: the recording itself, or the live link."""
    occasion = occasion_of(file, link)
    if occasion is not None and occasion.kind is HearingKind.SECTION_28_RECORDING:
        return MeasureId.PRE_RECORDED_CROSS_EXAMINATION
    return MeasureId.LIVE_LINK


def occasion_of(file: WitnessFile, link: LinkArrangement) -> Hearing | None:
    return next((h for h in file.hearings if h.id == link.hearing_id), None)


def occasion_words(hearing: Hearing | None) -> str:
    """Return "Section 28 recording, Mon 25 Jan 2027"."""
    if hearing is None:
        return "Occasion not chosen"
    day = day_and_date(hearing.listed_on) if hearing.listed_on else "no day yet"
    return f"{HEARING_WORDS[hearing.kind]}, {day}"


def _direction(file: WitnessFile, link: LinkArrangement) -> LinkStep:
    title = "Direction for live link"
    link_directed = is_directed(file, MeasureId.LIVE_LINK)
    if link_directed or is_directed(file, measure_of(file, link)):
        measure = MeasureId.LIVE_LINK if link_directed else measure_of(file, link)
        day = max((d.decided_on for d in file.directions if d.measure is measure), default=None)
        return LinkStep("direction", "ok", "Granted", title, f"Directed {plain_date(day)}" if day else "Directed")
    decision = latest(file.decisions, MeasureId.LIVE_LINK)
    if latest(file.directions, MeasureId.LIVE_LINK) is not None:
        return LinkStep("direction", "refused", "Refused", title, "The court has not directed it. Cancel or ask why.")
    if decision is not None and decision.decision in SOUGHT:
        served = next((a.served_on for a in file.applications if a.id == decision.application_id), None)
        if served:
            return LinkStep("direction", "info", "Applied", title, f"Applied for {plain_date(served)}")
        return LinkStep("direction", "draft", "Draft", title, "The application is not served")
    return LinkStep("direction", "unknown", "Not decided", title, "Nothing is applied for")


def _booking(link: LinkArrangement) -> LinkStep:
    kinds = {
        BookingState.CONFIRMED: "ok",
        BookingState.PROVISIONAL: "today",
        BookingState.ASKED: "info",
        BookingState.REFUSED: "refused",
        BookingState.CANCELLED: "grey",
    }
    words = BOOKING_WORDS[link.booking]
    since = f" {plain_date(link.booking_changed_on)}" if link.booking_changed_on else ""
    reference = f", ref. {link.booking_reference}" if link.booking_reference else ""
    return LinkStep(
        "booking", kinds.get(link.booking, "unknown"), words.split(",")[0], "Site asked and confirmed",
        f"{words}{since}{reference}",
    )  # fmt: skip


def _test(link: LinkArrangement) -> LinkStep:
    title = "Test call"
    if link.test_passed_on:
        return LinkStep("test", "ok", "Done", title, f"Passed {plain_date(link.test_passed_on)}")
    if link.test_on:
        at = f" {clock_time(link.test_at)}" if link.test_at else ""
        note = f", {link.test_note}" if link.test_note else ""
        return LinkStep("test", "info", "Planned", title, f"{day_and_date(link.test_on)}{at}{note}")
    return LinkStep("test", "unknown", "To do", title, "Not planned")


def _told(link: LinkArrangement) -> LinkStep:
    title = "Witness told of the arrangements"
    if link.to_tell:
        since = f" on {plain_date(link.changed_on)}" if link.changed_on else ""
        return LinkStep("told", "overdue", "Must be told", title, f"Something changed{since}; she has not been told")
    if link.told_on:
        return LinkStep("told", "ok", "Done", title, f"Told {plain_date(link.told_on)}, {link.told_how}".rstrip(", "))
    return LinkStep("told", "grey", "Waiting", title, "After the direction and the booking")


@dataclass(frozen=True)
class SightRow:
    """One person of the hearing: whether they see and hear the witness, whether she sees them, and where they are."""

    person: str
    sees_her: str
    hears_her: str
    seen_by_her: str
    where: str


def who_sees_whom(
    rows: Mapping[str, tuple[SightRow, ...]], file: WitnessFile, link: LinkArrangement
) -> tuple[SightRow, ...]:
    """Return who sees whom on this occasion, from the texts by kind of occasion ("recording" or "link").

    The accused normally sees her on a screen; only a shielded picture changes that.
    """
    occasion = occasion_of(file, link)
    is_recording = occasion is not None and occasion.kind is HearingKind.SECTION_28_RECORDING
    found = []
    for row in rows["recording" if is_recording else "link"]:
        if row.person == "Accused" and link.is_screened:
            row = SightRow(row.person, "No, shielded", row.hears_her, row.seen_by_her, row.where)
        found.append(row)
    beside = (
        ("Companion beside her", file.person_named(link.companion_id)),
        ("Interpreter", file.person_named(link.interpreter_id)),
        ("Intermediary", file.person_named(link.intermediary_id)),
    )
    here = "In the room"
    found += [SightRow(words, here, "Yes", here, "With her") for words, person in beside if person is not None]
    return tuple(found)


def companion_of(file: WitnessFile, link: LinkArrangement) -> Person | None:
    return file.person_named(link.companion_id)


def days_until(link: LinkArrangement, today: dt.date) -> int | None:
    """Return the calendar days from `today` to the day of the arrangement; None without a day."""
    return (link.on - today).days if link.on else None
