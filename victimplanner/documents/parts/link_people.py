"""Whom to ring for a remote room, what is booked and confirmed, and what was changed: lists, no reasons about her."""

from __future__ import annotations

import datetime as dt
import re

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import NOT_RECORDED, NOTHING, grid
from victimplanner.documents.look import SHEET_LOOK
from victimplanner.documents.parts.link_setup import NAME_FITS, NOT_PLANNED, WITH_TRANSPORT
from victimplanner.documents.prose import Notes
from victimplanner.documents.text import Marked, date, day, lines, unbroken
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import clock_time
from victimplanner.domain.issued import Variant
from victimplanner.domain.link_steps import link_steps
from victimplanner.domain.links import BOOKING_WORDS, BookingState, LinkArrangement
from victimplanner.domain.people import CaseRole, Person

_A_TELEPHONE_NUMBER = re.compile(r"\+?\d[\d ()-]{6,}\d")


def people(file: WitnessFile, link: LinkArrangement | None, variant: Variant, notes: Notes) -> list[Flowable]:
    """Return who takes part, with a telephone number, and whether the court was told of the companion (r.3.8(7))."""
    roles = _roles(file, link)
    rows: list[tuple[str, str, str, str]] = []
    for role, person in roles:
        told = _told_of_companion(file, link, person) if "ompanion" in role else NOTHING
        name = ", ".join(part for part in (person.name, person.organisation) if part)
        rows.append((role, notes.short(name, role, 2 * NAME_FITS), _number(person.phone, role, notes), told))
    if file.person(CaseRole.COUNSEL) is None:
        rows.insert(0, ("Prosecution advocate", NOT_RECORDED, NOTHING, NOTHING))
    rows[1:1] = _defence(file, variant, notes)
    heads = ("Role", "Name", "Telephone", "Notified to the court")
    return [grid(heads, rows, (130, 165, 88, 96), SHEET_LOOK, is_first_bold=True, is_dense=True), *notes.take()]


def _number(phone: str, role: str, notes: Notes) -> str:
    return notes.short(unbroken(phone) if len(phone) < 20 else phone, f"{role}, telephone", NAME_FITS) or NOTHING


def _roles(file: WitnessFile, link: LinkArrangement | None) -> list[tuple[str, Person]]:
    """Return each person once, with all that they are here, in the order in which a court looks for them."""
    counsel = file.person(CaseRole.COUNSEL)
    wanted: list[tuple[str, Person | None]] = [
        ("Prosecution advocate", counsel),
        ("Prosecutor", None if counsel else file.person(CaseRole.PROSECUTOR)),
        ("Witness care", file.person(CaseRole.WITNESS_CARE_OFFICER)),
    ]
    if link is not None:
        companion = file.person_named(link.companion_id)
        rule = ", CrimPR 3.8(7)" if companion and _is_adviser(file, companion) else ""
        wanted += [
            (f"Companion{rule}", companion),
            ("Supporter", file.person_named(link.supporter_id)),
            ("Staff with the witness", file.person_named(link.staff_id)),
            ("Interpreter", file.person_named(link.interpreter_id)),
            ("Intermediary", file.person_named(link.intermediary_id)),
        ]
        place = file.place_of(link.room_id)
        name = link.site_contact or (place[1].contact_name if place else "")
        if place or name:
            wanted.append(("Suite", Person(name=name or "Desk", phone=place[1].phone if place else "")))
    found: dict[str, tuple[str, Person]] = {}
    for role, person in wanted:
        if person is not None:
            before = found.get(person.id)
            found[person.id] = (f"{before[0]}; {role[0].lower()}{role[1:]}" if before else role, person)
    return list(found.values())


def _is_adviser(file: WitnessFile, person: Person) -> bool:
    return any(role is CaseRole.ISVA and p.id == person.id for role, p in file.people)


def _told_of_companion(file: WitnessFile, link: LinkArrangement | None, person: Person) -> str:
    if link is not None and link.companion_notified_on:
        return f"● Yes, {date(link.companion_notified_on)}"
    return NOT_RECORDED if _is_adviser(file, person) else NOTHING


def _defence(file: WitnessFile, variant: Variant, notes: Notes) -> list[tuple[str, str, str, str]]:
    """Return the defence of each accused; the suite's copy has no number of theirs."""
    rows: list[tuple[str, str, str, str]] = []
    for defendant in file.defendants:
        numbers = _A_TELEPHONE_NUMBER.findall(defendant.representative)
        name = _A_TELEPHONE_NUMBER.sub("", defendant.representative).strip(" ,;:()\n")
        role = f"Defence, {defendant.label}"
        shown = "" if variant is Variant.SUITE else "; ".join(numbers)
        name = notes.short(name, role, 2 * NAME_FITS) or NOT_RECORDED
        rows.append((role, name, _number(shown, role, notes), NOTHING))
    return rows


# ---------------------------------------------------------------- bookings

_SIGNS = {
    "ok": "●",
    "info": "◊",
    "today": "◊",
    "draft": "○",
    "refused": "○",
    "grey": "–",
    "unknown": "▲",
    "overdue": "▲",
}
_BOOKING_SIGNS = {BookingState.CONFIRMED: "●", BookingState.PLANNED: "▲", BookingState.ASKED: "◊"}


def bookings(file: WitnessFile, link: LinkArrangement, variant: Variant, notes: Notes) -> list[Flowable]:
    """Return what is booked and confirmed, each as a fact of its own: a direction is no booking and no booking one."""
    steps = {step.id: step for step in link_steps(file, link)}
    direction = steps["direction"]
    booked = link.booking_changed_on
    rows: list[tuple[str, str, str, str]] = [
        ("Direction", f"{_SIGNS[direction.kind]} {direction.word}", _direction_day(direction.detail), NOTHING),
        (
            "Link suite",
            f"{_BOOKING_SIGNS.get(link.booking, '◊')} {BOOKING_WORDS[link.booking]}",
            day(booked) if booked else NOTHING,
            notes.short(link.booking_reference, "Booking reference", NAME_FITS) or NOTHING,
        ),
        (
            "Link details from the court",
            "● Received" if link.link_details_on else Marked("▲ <b>Not received</b>"),
            day(link.link_details_on) if link.link_details_on else NOTHING,
            NOTHING,
        ),
        ("Test call", *_test_state(link), NOTHING),
    ]
    if variant in WITH_TRANSPORT:
        told = steps["told"]
        how = f": {link.told_how}" if link.told_how and told.is_done and variant is Variant.FILE else ""
        state = notes.short(f"{_SIGNS[told.kind]} {told.word}{how}", "Witness told", NAME_FITS)
        rows.append(_by("Witness told", state, link.told_on, link.told_by, notes))
    if variant is Variant.FILE:
        explained = "● Done" if link.explained_on else NOT_RECORDED
        rows.append(_by("Who sees whom explained", explained, link.explained_on, link.explained_by, notes))
    heads = ("Item", "State", "Day", "Reference")
    return [grid(heads, rows, (140, 120, 104, 115), SHEET_LOOK, is_first_bold=True, is_dense=True), *notes.take()]


def _by(item: str, state: str, on: dt.date | None, who: str, notes: Notes) -> tuple[str, str, str, str]:
    by = notes.short(f"By {who}", item, NAME_FITS) if who else NOTHING
    return item, state, day(on) if on else NOTHING, by


def _direction_day(detail: str) -> str:
    return unbroken(detail.removeprefix("Directed ")) if detail.startswith("Directed ") else NOTHING


def _test_state(link: LinkArrangement) -> tuple[str, str]:
    if link.test_passed_on:
        return "● Passed", day(link.test_passed_on)
    if link.test_on:
        return "○ Planned", day(link.test_on) + (f", {clock_time(link.test_at)}" if link.test_at else "")
    return NOT_PLANNED, NOTHING


def link_history(file: WitnessFile, link: LinkArrangement) -> list[tuple[str, str, str, str]]:
    """Return each change of the arrangement: what, why, when and by whom."""
    own = [change for change in file.link_changes if change.arrangement_id == link.id]
    return [
        ("Link arrangement", c.what, c.reason, lines(date(c.changed_on), c.changed_by))
        for c in sorted(own, key=lambda change: (change.changed_on, change.sequence))
    ]
