"""What a person can do with link arrangements: plan, book, test, tell the witness, cancel. Apart from the direction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from victimplanner.domain.case import HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.chain import following
from victimplanner.domain.dates import clock_time, day_and_date, plain_date
from victimplanner.domain.errors import Problem, RuleBroken, RuleFileProblem
from victimplanner.domain.link_steps import SightRow, occasion_of
from victimplanner.domain.links import (
    BookingState,
    CompanionView,
    LinkArrangement,
    LinkChange,
    Room,
    Site,
    SiteKind,
    check_booking_step,
    slot_problems,
    span_of,
)
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.people import Person
from victimplanner.domain.preparation import is_directed
from victimplanner.services.context import App
from victimplanner.services.engagements import clashes, engagements_on, link_engagement
from victimplanner.storage.resource_files import read_toml
from victimplanner.storage.unit_of_work import UnitOfWork

_SIGHT_FILE = "who_sees_whom.toml"


def plan_link(app: App, file: WitnessFile, link: LinkArrangement, reason: str = "") -> LinkArrangement:
    """Save an arrangement. A changed day, place, slot, arrival or entrance must be told to the witness again.

    Every change is kept in words. `reason` is asked for once she has been told, or the site has confirmed.

    Raises: RuleBroken listing what to put right; Conflict.
    """
    with app.read() as uow:
        before = next(iter(uow.find(LinkArrangement, id=link.id)), None)
        changes = _changes(uow, before, link) if before is not None else []
    problems = link_problems(app, file, link)
    needs_reason = before is not None and (
        before.told_on is not None or before.to_tell or before.booking is BookingState.CONFIRMED
    )
    if changes and needs_reason and not reason.strip():
        problems.append(Problem("reason", "She, or the site, knows the old arrangement: say why it changed."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("link.plan") as uow:
        if before is None:
            return uow.add(link)
        if changes:
            link = link.model_copy(update={"to_tell": True, "changed_on": app.today})
        saved = uow.save(link)
        for what in changes:
            _add_change(uow, app, saved, what, reason)
        return saved


def move_link(
    app: App, file: WitnessFile, link: LinkArrangement, *, on: dt.date, start: dt.time, reason: str
) -> LinkArrangement:
    """Move an arrangement to another day and first slot, every slot and the arrival by as much. Must be told again.

    Local day and time. Raises: RuleBroken when it has no times yet, or they would run past midnight; Conflict.
    """
    return plan_link(app, file, moved_link(link, on=on, start=start), reason)


def moved_link(link: LinkArrangement, *, on: dt.date, start: dt.time) -> LinkArrangement:
    """Return an arrangement as it would be after `move_link`, for looking before it is moved. Raises: RuleBroken."""
    span = span_of(link)
    if span is None:
        raise RuleBroken(Problem("on", "The arrangement has no times yet. Nothing was changed. Open it and plan it."))
    by = dt.datetime.combine(on, start) - dt.datetime.combine(on, span[0])
    update: dict[str, object] = {"on": on}
    for name in _MOVED_TIMES:
        time: dt.time | None = getattr(link, name)
        if time is None:
            continue
        moved = dt.datetime.combine(on, time) + by
        if moved.date() != on:
            raise RuleBroken(Problem("start", "It would run past midnight. Nothing was changed. Choose another time."))
        update[name] = moved.time()
    return link.model_copy(update=update)


_MOVED_TIMES = (
    "before_start",
    "before_end",
    "main_start",
    "main_end",
    "after_start",
    "after_end",
    "arrives",
)


def link_problems(app: App, file: WitnessFile, link: LinkArrangement) -> list[Problem]:
    """List what is wrong with an arrangement as entered, each beside its field."""
    problems = slot_problems(link)
    for name, day in (
        ("test_passed_on", link.test_passed_on),
        ("link_details_on", link.link_details_on),
        ("explained_on", link.explained_on),
        ("companion_notified_on", link.companion_notified_on),
    ):
        if day is not None and day > app.today:
            problems.append(Problem(name, "That day lies in the future. Enter it once it has happened."))
    if link.hearing_id is not None and occasion_of(file, link) is None:
        problems.append(Problem("hearing_id", "This hearing is not in the case any more. Choose the occasion again."))
    if link.on is None and any((link.before_start, link.main_start, link.after_start)):
        problems.append(Problem("on", "Enter the day of these times."))
    if link.test_on and link.on and link.test_on > link.on:
        problems.append(Problem("test_on", "The test call lies after the day itself. Check the two days."))
    if link.link_details.strip() and link.link_details_on is None:
        problems.append(Problem("link_details_on", "Enter the day on which the link details came."))
    if link.link_details_on is not None and not link.link_details.strip():
        problems.append(Problem("link_details", "Enter the link details as the court sent them, or take the day out."))
    return problems


_TOLD_FIELDS = (
    ("on", "Day"),
    ("before_start", "Slot before, start"),
    ("before_end", "Slot before, end"),
    ("main_start", "Main slot, start"),
    ("main_end", "Main slot, end"),
    ("after_start", "Slot after, start"),
    ("after_end", "Slot after, end"),
    ("arrives", "Arrival"),
    ("entrance", "Entrance"),
    ("leaving", "Leaving"),
)


def _changes(uow: UnitOfWork, before: LinkArrangement, after: LinkArrangement) -> list[str]:
    """Say in words what of the day, place and slots is not as before."""
    found = []
    for name, words in _TOLD_FIELDS:
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            found.append(f"{words}: {_words(now)}, was {_words(was)}")
    if before.room_id != after.room_id:
        found.append(f"Place: {_room_words(uow, after.room_id)}, was {_room_words(uow, before.room_id)}")
    return found


def _words(value: object) -> str:
    if isinstance(value, dt.date):
        return day_and_date(value)
    if isinstance(value, dt.time):
        return clock_time(value)
    return str(value).strip() or "not entered" if value is not None else "not entered"


def _room_words(uow: UnitOfWork, room_id: str | None) -> str:
    if room_id is None:
        return "not chosen"
    room = uow.get(Room, room_id)
    return f"{uow.get(Site, room.site_id).name}, {room.name}"


def _add_change(uow: UnitOfWork, app: App, link: LinkArrangement, what: str, reason: str) -> None:
    uow.add(
        LinkChange(
            case_id=link.case_id,
            witness_id=link.witness_id,
            arrangement_id=link.id,
            what=what,
            reason=reason.strip(),
            changed_on=app.today,
            changed_by=app.user.display_name,
            sequence=following(uow.find(LinkChange, arrangement_id=link.id)),
        )
    )


def book_link(
    app: App, link: LinkArrangement, booking: BookingState, changed_on: dt.date, reference: str = "", reason: str = ""
) -> LinkArrangement:
    """Record where the booking stands. Cancelling or a refusal must be told to her if she knew of it.

    Raises: RuleBroken for a step that is not possible, a day in the future, a booking without day or place; Conflict.
    """
    problems = []
    if changed_on > app.today:
        problems.append(Problem("booking_changed_on", "That day lies in the future. Enter the day it happened."))
    if booking in (BookingState.PROVISIONAL, BookingState.CONFIRMED):
        if link.on is None:
            problems.append(Problem("on", "Enter the day before recording that the site agreed."))
        if link.room_id is None:
            problems.append(Problem("room_id", "Choose the site and room before recording that it agreed."))
    ends = booking in (BookingState.CANCELLED, BookingState.REFUSED)
    if ends and not reason.strip():
        problems.append(Problem("reason", "Say why it was cancelled or refused."))
    if problems:
        raise RuleBroken(*problems)
    check_booking_step(link.booking, booking)
    knew = link.told_on is not None or link.to_tell
    update: dict[str, object] = {
        "booking": booking,
        "booking_changed_on": changed_on,
        "booking_reference": reference.strip() or link.booking_reference,
    }
    if ends and knew:
        update |= {"to_tell": True, "changed_on": app.today}
    with app.change("link.book") as uow:
        saved = uow.save(link.model_copy(update=update))
        if ends or link.booking in (BookingState.CANCELLED, BookingState.REFUSED):
            _add_change(uow, app, saved, f"Booking: {booking.value}, was {link.booking.value}", reason)
        return saved


def tell_link(
    app: App,
    link: LinkArrangement,
    told_on: dt.date,
    told_by: str,
    told_how: str,
    also: Callable[[UnitOfWork], object] | None = None,
) -> LinkArrangement:
    """Record that she was told of the arrangement as it stands; `also` is done in the same transaction.

    Raises: RuleBroken; Conflict; whatever `also` raises, with nothing written.
    """
    problems = []
    if told_on > app.today:
        problems.append(Problem("told_on", "That day lies in the future. Enter the day on which she was told."))
    if link.to_tell and link.changed_on is not None and told_on < link.changed_on:
        problems.append(Problem("told_on", f"That is before the change of {plain_date(link.changed_on)}."))
    if not told_by.strip():
        problems.append(Problem("told_by", "Say who told her."))
    if not told_how.strip():
        problems.append(Problem("told_how", "Say how she was told, for instance by telephone."))
    if problems:
        raise RuleBroken(*problems)
    update = {"told_on": told_on, "told_by": told_by.strip(), "told_how": told_how.strip(), "to_tell": False}
    with app.change("link.told") as uow:
        if also is not None:
            also(uow)
        return uow.save(link.model_copy(update=update))


def name_person_for_link(app: App, person: Person) -> Person:
    """Add somebody to the directory who will be there but has no part in the case. Raises: RuleBroken without a name."""
    if not person.name.strip():
        raise RuleBroken(Problem("name", "Enter the name."))
    with app.change("link.plan") as uow:
        return uow.add(person)


@dataclass(frozen=True)
class LinkWarning:
    """Something to look at in an arrangement. `kind` is "clash", "apart", "direction", "timing" or "safety"."""

    kind: str
    headline: str
    text: str = ""


def link_warnings(app: App, file: WitnessFile, link: LinkArrangement) -> list[LinkWarning]:
    """List what a person should look at; everything may still be saved. A cancelled arrangement has nothing."""
    if not link.is_live:
        return []
    warnings = _direction_warnings(file, link)
    occasion = occasion_of(file, link)
    if occasion is not None and occasion.state is HearingState.VACATED:
        warnings.append(LinkWarning("timing", "The hearing was vacated.", "Release the site and tell her."))
    elif occasion is not None and occasion.listed_on and link.on and occasion.listed_on != link.on:
        warnings.append(
            LinkWarning(
                "timing",
                f"The hearing is listed for {day_and_date(occasion.listed_on)}.",
                f"This arrangement is for {day_and_date(link.on)}: rebook it, and tell her.",
            )
        )
    if link.on is not None:
        if reason := app.calendar.why_not_working_day(link.on):
            warnings.append(LinkWarning("timing", f"{day_and_date(link.on)} is not a working day.", f"{reason}."))
        own = link_engagement(app, link)
        if own is not None:
            for clash in clashes(own, engagements_on(app, link.on, without=link.id)):
                kind = "apart" if clash.kind == "apart" else "clash"
                warnings.append(LinkWarning(kind, clash.headline, clash.text))
    place = file.place_of(link.room_id) or _place(app, link.room_id)
    if place is not None and place[1].kind in (SiteKind.COURT, SiteKind.OTHER_COURT) and not link.keep_apart.strip():
        warnings.append(
            LinkWarning("safety", "The place is a court building.", "Write how she and the accused do not meet.")
        )
    if link.companion_id and link.companion_view is not CompanionView.WANTS:
        warnings.append(
            LinkWarning("safety", "Her view of the companion is not recorded as wanted.", "Ask her (s.24(1B)).")
        )
    return warnings


def _direction_warnings(file: WitnessFile, link: LinkArrangement) -> list[LinkWarning]:
    if is_directed(file, MeasureId.LIVE_LINK) or is_directed(file, MeasureId.PRE_RECORDED_CROSS_EXAMINATION):
        return []
    if link.booking in (BookingState.PLANNED, BookingState.ASKED):
        return []
    return [
        LinkWarning(
            "direction",
            "Booked before it is directed.",
            "The court has not directed it. If it is refused, cancel the site and tell her.",
        )
    ]


def _place(app: App, room_id: str | None) -> tuple[Room, Site] | None:
    if room_id is None:
        return None
    with app.read() as uow:
        room = uow.get(Room, room_id)
        return room, uow.get(Site, room.site_id)


@cache
def sight_rows() -> dict[str, tuple[SightRow, ...]]:
    """Read who sees whom, by kind of occasion. Raises: RuleFileProblem naming entry and key."""
    data = read_toml("text", _SIGHT_FILE)
    names = ("person", "sees_her", "hears_her", "seen_by_her", "where")
    try:
        return {
            kind: tuple(SightRow(*(row[name] for name in names)) for row in data[kind])
            for kind in ("recording", "link")
        }
    except KeyError as problem:
        raise RuleFileProblem(_SIGHT_FILE, "an entry", str(problem.args[0]), "is missing.") from None
