"""The stages of a section 28 recording and of the links: what blocks it, what moved, what was ordered, what happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from victimplanner.domain.case import Hearing, HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import plural
from victimplanner.domain.links import BOOKING_WORDS, BookingState
from victimplanner.domain.moves import moved_hearings
from victimplanner.domain.preparation import BlockerKind, Section28Rules, blockers, court_dates
from victimplanner.domain.section_28 import (
    COURT_DATE_WORDS,
    RECORDING_EVENT_WORDS,
    CourtDate,
    RecordingEventKind,
    rule_of,
)
from victimplanner.ui.formats import day_month_year, full_day, time_span
from victimplanner.ui.screens.case.state import PillText, Stage

_MOST_BLOCKERS = 3
_BLOCKER_PILLS = {
    BlockerKind.LATE: PillText("overdue", "Must be put right"),
    BlockerKind.BLOCKED: PillText("refused", "Blocked"),
    BlockerKind.OPEN: PillText("today", "Look at"),
}
_BAD_EVENTS = (RecordingEventKind.NOT_HELD, RecordingEventKind.FURTHER_QUESTIONS_REFUSED)


def hearing_pills(
    hearing: Hearing, file: WitnessFile, rules: Section28Rules, today: dt.date
) -> tuple[tuple[PillText, str], ...]:
    """Say what stands in the way of a recording, and what hangs on a hearing that was moved."""
    pills: list[tuple[PillText, str]] = []
    for moved in moved_hearings(file, rules):
        if moved.hearing.id == hearing.id:
            number = len(moved.consequences)
            was = full_day(moved.move.was_on) if moved.move.was_on else "without a day"
            pills.append(
                (
                    PillText("overdue" if hearing.state is HearingState.LISTED else "today", "Moved"),
                    f"Was {was}: {moved.move.reason}. {plural(number, 'thing hangs', 'things hang')} on it",
                )
            )
    if hearing.kind is HearingKind.SECTION_28_RECORDING and hearing.state is HearingState.LISTED:
        found = blockers(file, rules, today)
        for blocker in found[:_MOST_BLOCKERS]:
            pills.append((_BLOCKER_PILLS[blocker.kind], blocker.words))
        if len(found) > _MOST_BLOCKERS:
            pills.append((PillText("grey", "Later"), f"and {len(found) - _MOST_BLOCKERS} more in Section 28"))
    return tuple(pills)


def recording_stages(file: WitnessFile) -> Iterable[Stage]:
    """List the dates (c) to (e) as ordered, what happened to the recording, and the link arrangements."""
    for line in court_dates(file):
        if line.on is not None and line.which not in (CourtDate.GROUND_RULES, CourtDate.RECORDING):
            was = f" Was {day_month_year(line.earlier[-1].on)}." if line.earlier and line.earlier[-1].on else ""
            yield Stage(
                f"date/{line.which.value}", line.on, "calendar", "info", COURT_DATE_WORDS[line.which],
                f"As ordered, {rule_of(line.which)}.{was}", tab="section_28", subject_id=line.which.value,
            )  # fmt: skip
    for event in file.recording_events:
        tone = "refused" if event.kind in _BAD_EVENTS else "ok"
        minutes = f"{plural(event.minutes, 'minute')} of recording. " if event.minutes else ""
        yield Stage(
            f"event/{event.id}", event.happened_on, tone, tone, RECORDING_EVENT_WORDS[event.kind],
            f"{minutes}{event.text}".strip(), tab="section_28", subject_id=event.id,
        )  # fmt: skip
    for link in file.links:
        place = file.place_of(link.room_id)
        where = f"{place[1].name}, {place[0].name}" if place else "no place chosen"
        when = time_span(link.main_start, link.main_end) if link.main_start else ""
        tone = {BookingState.CONFIRMED: "ok", BookingState.PROVISIONAL: "today"}.get(
            link.booking, "info" if link.is_live else "grey"
        )
        yield Stage(
            f"link/{link.id}", link.on, "calendar" if link.is_live else "grey", tone, "Link arrangement",
            ", ".join(part for part in (BOOKING_WORDS[link.booking], where, when) if part) + ".",
            tab="links", subject_id=link.id,
        )  # fmt: skip
