"""When a trial or recording has moved: everything that hangs on the day, and what is to be rebooked or told again.

Nothing here is stored: each line follows from what stands, and goes when what it names is put right.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from victimplanner.domain.case import HEARING_WORDS, Hearing, HearingKind, HearingMove, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import day_and_date, plain_date
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.preparation import Section28Rules, court_dates, hearing_for, preparation
from victimplanner.domain.section_28 import COURT_DATE_WORDS, CourtDate

_HANGS_ON = (HearingKind.SECTION_28_RECORDING, HearingKind.TRIAL, HearingKind.GROUND_RULES)


class ConsequenceKind(StrEnum):
    """What is to be done about it."""

    REBOOK = "rebook"
    TELL = "tell"
    CHECK = "check"


CONSEQUENCE_WORDS = {
    ConsequenceKind.REBOOK: "Rebook",
    ConsequenceKind.TELL: "Tell again",
    ConsequenceKind.CHECK: "Check",
}


@dataclass(frozen=True)
class Consequence:
    """One thing that hangs on a moved day. `tab` and `subject_id` name the place where it is put right."""

    kind: ConsequenceKind
    words: str
    tab: str
    subject_id: str = ""


@dataclass(frozen=True)
class Moved:
    """A hearing that was moved or vacated, its last move, and what hangs on it and is still open."""

    hearing: Hearing
    move: HearingMove
    consequences: tuple[Consequence, ...]

    @property
    def headline(self) -> str:
        what = HEARING_WORDS[self.hearing.kind]
        was = f"from {day_and_date(self.move.was_on)}" if self.move.was_on else ""
        if self.move.is_vacated:
            return f"{what} {was.replace('from', 'of')} vacated.".replace("  ", " ")
        now = f"to {day_and_date(self.hearing.listed_on)}" if self.hearing.listed_on else "; no new day is set"
        return f"{what} moved {was} {now}.".replace("  ", " ").replace(" ;", ";")


def moved_hearings(file: WitnessFile, rules: Section28Rules) -> tuple[Moved, ...]:
    """Return every moved trial, recording or ground rules hearing on which something open still hangs."""
    result = []
    for hearing in file.hearings:
        moves = file.moves_of(hearing.id)
        if hearing.kind not in _HANGS_ON or not moves or hearing.state is HearingState.HELD:
            continue
        consequences = _consequences(file, hearing, moves[-1], rules)
        if consequences:
            result.append(Moved(hearing, moves[-1], consequences))
    return tuple(result)


def _consequences(
    file: WitnessFile, hearing: Hearing, move: HearingMove, rules: Section28Rules
) -> tuple[Consequence, ...]:
    found = _links(file, hearing)
    if hearing.state is HearingState.VACATED and _has_another(file, hearing):
        return tuple(found)  # the new listing is told and prepared on its own
    told_on = file.told_of_hearing(hearing)
    if told_on is None or told_on < move.heard_on:
        found.append(Consequence(ConsequenceKind.TELL, "Tell the witness of the new position.", "overview", hearing.id))
    if hearing.listed_on is None or hearing.state is HearingState.VACATED:
        found += _without_a_day(file, hearing)
    else:
        found += _meetings_after(file, hearing, hearing.listed_on)
        if hearing.kind is HearingKind.SECTION_28_RECORDING:
            found += _dates_and_steps(file, hearing.listed_on, rules)
        found += _age(file, move.was_on, hearing.listed_on)
    return tuple(found)


def _has_another(file: WitnessFile, hearing: Hearing) -> bool:
    """Whether the court has listed it anew since."""
    now = hearing_for(file, hearing.kind)
    return now is not None and now.id != hearing.id


def _links(file: WitnessFile, hearing: Hearing) -> list[Consequence]:
    found = []
    for link in file.links:
        if link.hearing_id != hearing.id or not link.is_live:
            continue
        if hearing.state is HearingState.VACATED or hearing.listed_on is None:
            words = "Site, room, companion and staff are still booked for the old day: release or rebook them."
        elif link.on != hearing.listed_on:
            day = plain_date(link.on) if link.on else "no day"
            words = f"Site, room, companion, interpreter and staff are booked for {day}: rebook them."
        else:
            continue
        found.append(Consequence(ConsequenceKind.REBOOK, words, "links", link.id))
        if link.test_on is not None:
            found.append(Consequence(ConsequenceKind.REBOOK, "Plan the test call again.", "links", link.id))
    return found


def _without_a_day(file: WitnessFile, hearing: Hearing) -> list[Consequence]:
    if hearing.kind is HearingKind.SECTION_28_RECORDING:
        return [
            Consequence(ConsequenceKind.CHECK, "Ask the court for a new day for the recording.", "section_28"),
            Consequence(
                ConsequenceKind.CHECK,
                "Check whether the ground rules hearing and dates (c) to (e) still stand.",
                "section_28",
            ),
        ]
    return [Consequence(ConsequenceKind.CHECK, "Ask the court for a new day.", "section_28")]


def _meetings_after(file: WitnessFile, hearing: Hearing, day: dt.date) -> list[Consequence]:
    return [
        Consequence(
            ConsequenceKind.CHECK,
            f"The meeting planned for {plain_date(m.meeting.planned_on)} is no longer before it.",
            "meeting",
            m.meeting.id,
        )
        for m in file.meetings
        if m.meeting.state is MeetingState.PLANNED and m.meeting.planned_on and m.meeting.planned_on >= day
    ]


def _dates_and_steps(file: WitnessFile, recording: dt.date, rules: Section28Rules) -> list[Consequence]:
    found = []
    for line in court_dates(file):
        if line.on is None:
            continue
        name = COURT_DATE_WORDS[line.which]
        if line.which is CourtDate.GROUND_RULES and line.on >= recording:
            words = f"{name} on {plain_date(line.on)} is not before the recording."
        elif line.which not in (CourtDate.GROUND_RULES, CourtDate.RECORDING) and line.on < recording:
            words = f"{name}, {plain_date(line.on)}, now lies before the recording."
        else:
            continue
        found.append(Consequence(ConsequenceKind.CHECK, words, "section_28", line.which.value))
    for step in preparation(file, rules):
        if not step.is_finished and step.due_on is not None and step.due_on > recording:
            words = f"{step.rule.title}: due on {plain_date(step.due_on)}, after the recording."
            found.append(Consequence(ConsequenceKind.CHECK, words, "section_28", step.rule.id))
    return found


def _age(file: WitnessFile, was: dt.date | None, now: dt.date) -> list[Consequence]:
    if was is None or not file.is_child_on(was) or file.is_child_on(now):
        return []
    words = "On the new day she is 18 or over: see what ends with age and look for another ground."
    return [Consequence(ConsequenceKind.CHECK, words, "measures")]
