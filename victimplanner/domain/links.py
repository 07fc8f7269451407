"""Remote evidence: the directory of sites and rooms, and the arrangement for one witness on one occasion.

The arrangement is apart from the court's direction: a room can be booked before, or without, a direction.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.record import Record


class SiteKind(StrEnum):
    """Where evidence can be given from. YJCEA s.24(8) sets no limit on the place."""

    COURT = "court"
    OTHER_COURT = "other_court"
    POLICE = "police"
    REMOTE_SITE = "remote_site"
    SUPPORT_PREMISES = "support_premises"
    OTHER = "other"


SITE_KIND_WORDS = {
    SiteKind.COURT: "Court of trial",
    SiteKind.OTHER_COURT: "Another court",
    SiteKind.POLICE: "Police site",
    SiteKind.REMOTE_SITE: "Remote evidence site",
    SiteKind.SUPPORT_PREMISES: "Premises of a support service",
    SiteKind.OTHER: "Another place",
}


class Site(Record):
    """A place in the directory from which evidence can be given. Never a home address."""

    name: str = Field(index=True)
    kind: SiteKind = SiteKind.REMOTE_SITE
    address: str = ""
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    access: str = ""  # step-free, hearing loop, parking
    entrances: str = ""  # and how to keep people apart on the way in
    notes: str = ""
    is_in_use: bool = True


class Room(Record):
    """A room of a site that can be booked."""

    site_id: str = Field(foreign_key="site.id", index=True)
    name: str
    equipment: str = ""
    notes: str = ""
    is_in_use: bool = True


class BookingState(StrEnum):
    """Where a booking stands. Apart from the court's direction, on purpose."""

    PLANNED = "planned"
    ASKED = "asked"
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    CANCELLED = "cancelled"


BOOKING_WORDS = {
    BookingState.PLANNED: "Planned, not asked",
    BookingState.ASKED: "Asked",
    BookingState.PROVISIONAL: "Provisional",
    BookingState.CONFIRMED: "Confirmed",
    BookingState.REFUSED: "Refused",
    BookingState.CANCELLED: "Cancelled",
}

_B = BookingState
BOOKING_STEPS: dict[BookingState, frozenset[BookingState]] = {
    _B.PLANNED: frozenset({_B.ASKED, _B.PROVISIONAL, _B.CONFIRMED, _B.CANCELLED}),
    _B.ASKED: frozenset({_B.PROVISIONAL, _B.CONFIRMED, _B.REFUSED, _B.CANCELLED}),
    _B.PROVISIONAL: frozenset({_B.ASKED, _B.CONFIRMED, _B.REFUSED, _B.CANCELLED}),
    _B.CONFIRMED: frozenset({_B.ASKED, _B.PROVISIONAL, _B.REFUSED, _B.CANCELLED}),
    _B.REFUSED: frozenset({_B.PLANNED, _B.ASKED, _B.CANCELLED}),
    _B.CANCELLED: frozenset({_B.PLANNED, _B.ASKED}),
}


def check_booking_step(now: BookingState, then: BookingState) -> None:
    """Allow the step of a booking from `now` to `then`, or say what is possible. Raises: RuleBroken."""
    if then is now or then in BOOKING_STEPS[now]:
        return
    possible = ", ".join(BOOKING_WORDS[state].lower() for state in BookingState if state in BOOKING_STEPS[now])
    raise RuleBroken(
        Problem(
            "booking",
            f"A booking that is “{BOOKING_WORDS[now].lower()}” cannot become “{BOOKING_WORDS[then].lower()}”. "
            f"Nothing was changed. Possible now: {possible}.",
        )
    )


class CompanionView(StrEnum):
    """What the witness said of the person proposed to sit with her (s.24(1B), r.18.10(f))."""

    NOT_ASKED = "not_asked"
    WANTS = "wants"
    WANTS_SOMEBODY_ELSE = "wants_somebody_else"
    WANTS_NOBODY = "wants_nobody"


COMPANION_VIEW_WORDS = {
    CompanionView.NOT_ASKED: "Not asked",
    CompanionView.WANTS: "Wants this person",
    CompanionView.WANTS_SOMEBODY_ELSE: "Wants somebody else",
    CompanionView.WANTS_NOBODY: "Wants nobody",
}


class LinkArrangement(Record):
    """How one witness gives evidence from one place on one day. Times are local wall-clock times of that day.

    `hearing_id` is the occasion. `link_details` are what the court sent; none are ever put in their place.
    `to_tell`: something she was told has changed, and nobody has recorded that she was told again.
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    hearing_id: str | None = Field(default=None, foreign_key="hearing.id", index=True)
    on: dt.date | None = Field(default=None, index=True)
    before_start: dt.time | None = None
    before_end: dt.time | None = None
    main_start: dt.time | None = None
    main_end: dt.time | None = None
    after_start: dt.time | None = None
    after_end: dt.time | None = None
    room_id: str | None = Field(default=None, foreign_key="room.id", index=True)
    court_room: str = ""  # the court at the other end
    site_contact: str = ""
    is_screened: bool = False  # the accused's view of her on the screen is shielded (inherent power, s.19(6))
    companion_id: str | None = Field(default=None, foreign_key="person.id")
    companion_view: CompanionView = CompanionView.NOT_ASKED
    companion_notified_on: dt.date | None = None  # court told of an adviser, r.3.8(7)
    supporter_id: str | None = Field(default=None, foreign_key="person.id")
    staff_id: str | None = Field(default=None, foreign_key="person.id")
    interpreter_id: str | None = Field(default=None, foreign_key="person.id")
    intermediary_id: str | None = Field(default=None, foreign_key="person.id")
    test_on: dt.date | None = None
    test_at: dt.time | None = None
    test_passed_on: dt.date | None = None
    test_note: str = ""
    link_details: str = Field(default="", schema_extra={"json_schema_extra": {"secret": True}})
    link_details_on: dt.date | None = None
    arrives: dt.time | None = None
    entrance: str = ""
    leaving: str = ""
    keep_apart: str = ""  # how she and the accused, or another complainant, do not meet
    breaks: str = ""
    refreshments: str = ""
    equipment: str = ""
    fallback: str = ""
    explained_on: dt.date | None = None  # who sees whom was explained to her
    explained_by: str = ""
    booking: BookingState = BookingState.PLANNED
    booking_reference: str = ""
    booking_changed_on: dt.date | None = None
    told_on: dt.date | None = None
    told_by: str = ""
    told_how: str = ""
    to_tell: bool = False
    changed_on: dt.date | None = None

    @property
    def is_live(self) -> bool:
        """Whether the place is held or wanted: cancelled and refused ones take no room and no time."""
        return self.booking not in (BookingState.CANCELLED, BookingState.REFUSED)


class LinkChange(Record):
    """One change of the day, place or a slot of an arrangement, in words, with its reason. Never edited."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    arrangement_id: str = Field(foreign_key="link_arrangement.id", index=True)
    what: str  # "Main slot 10:30–13:00, was 10:00–12:30"
    reason: str = ""
    changed_on: dt.date
    changed_by: str = ""
    sequence: int = 1


_SLOTS = (
    ("before", "Before"),
    ("main", "Main"),
    ("after", "After"),
)


def slot_problems(arrangement: LinkArrangement) -> list[Problem]:
    """List slots that end before they start, or lie in the wrong order, each beside its field."""
    problems = []
    ends: list[tuple[str, dt.time]] = []
    for name, words in _SLOTS:
        start: dt.time | None = getattr(arrangement, f"{name}_start")
        end: dt.time | None = getattr(arrangement, f"{name}_end")
        if (start is None) != (end is None):
            missing = "end" if end is None else "start"
            problems.append(Problem(f"{name}_{missing}", f"Enter both times of the {words.lower()} slot, or neither."))
            continue
        if start is None or end is None:
            continue
        if end <= start:
            problems.append(Problem(f"{name}_end", f"The {words.lower()} slot ends before it starts. Check its times."))
        elif ends and start < ends[-1][1]:
            problems.append(
                Problem(f"{name}_start", f"The {words.lower()} slot starts before the {ends[-1][0].lower()} slot ends.")
            )
        ends.append((words, end))
    if arrangement.main_start and arrangement.arrives and arrangement.arrives > arrangement.main_start:
        problems.append(Problem("arrives", "She would arrive after the main slot starts. Check the two times."))
    return problems


def span_of(arrangement: LinkArrangement) -> tuple[dt.time, dt.time] | None:
    """Return the first start and the last end of all slots, None while no slot has times."""
    starts = [t for t in (arrangement.before_start, arrangement.main_start, arrangement.after_start) if t]
    ends = [t for t in (arrangement.before_end, arrangement.main_end, arrangement.after_end) if t]
    return (min(starts), max(ends)) if starts and ends else None
