"""The five dates of CrimPR 2025 r.18.8(2) as the court set them, and how they moved. None is ever worked out."""

from __future__ import annotations

import datetime as dt

from victimplanner.documents.blocks import NOTHING
from victimplanner.documents.prose import Notes
from victimplanner.documents.text import HARD_SPACE, Marked, bold, date, day
from victimplanner.domain.case import HEARING_WORDS, Hearing, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import clock_time
from victimplanner.domain.preparation import CourtDateLine, court_dates, recording_held_on
from victimplanner.domain.section_28 import COURT_DATE_WORDS, CourtDate, RecordingEventKind, rule_of

NOT_SET = Marked("▲ <b>Not set by court</b>")
_SHEET_WORDS = {
    CourtDate.GROUND_RULES: "Ground rules hearing",
    CourtDate.RECORDING: "Recording of cross-examination",
    CourtDate.FURTHER_QUESTIONS: "Last date, s.28(5) application",
    CourtDate.EXCLUSION: "Last date, leave out part",
    CourtDate.EDITING: "Editing of the recording finished",
}
_FINISHED_BY = {
    CourtDate.FURTHER_QUESTIONS: (RecordingEventKind.FURTHER_QUESTIONS_ASKED, "Asked"),
    CourtDate.EXCLUSION: (RecordingEventKind.EXCLUSION_ASKED, "Asked"),
    CourtDate.EDITING: (RecordingEventKind.EDITING_DONE, "Done"),
}
_PARTIES = frozenset({CourtDate.FURTHER_QUESTIONS, CourtDate.EXCLUSION})


def court_date_rows(file: WitnessFile, notes: Notes) -> list[tuple[str, str, str, str, str]]:
    """Return letter, what, date, where or who, and state of each of the five dates."""
    return [
        (
            f"({line.which.value})",
            _SHEET_WORDS[line.which],
            _date(line),
            notes.short(_where(file, line), COURT_DATE_WORDS[line.which], 80),
            _state(file, line),
        )
        for line in court_dates(file)
    ]


def _date(line: CourtDateLine) -> str:
    if line.state == "not_needed":
        return NOTHING
    if line.on is None:
        return NOT_SET
    return bold(moment(line))


def moment(line: CourtDateLine) -> str:
    """Return "Thu 15 Apr 2027, 10:00", kept on one line."""
    if line.on is None:
        return ""
    return day(line.on) + (f",{HARD_SPACE}{clock_time(line.starts)}" if line.starts else "")


def _where(file: WitnessFile, line: CourtDateLine) -> str:
    if line.on is not None:
        return line.where or ("Parties" if line.which in _PARTIES else NOTHING)
    rule = rule_of(line.which)
    chased = [c.chased_on for c in file.chases if rule in c.about or COURT_DATE_WORDS[line.which] in c.about]
    return f"Chased {date(max(chased))}" if chased else NOTHING


def _state(file: WitnessFile, line: CourtDateLine) -> str:
    held_on = recording_held_on(file)
    if line.state == "held" or (line.which is CourtDate.RECORDING and held_on):
        return "● Held"
    if line.state == "not_needed":
        return "– Not needed"
    if line.state == "vacated":
        return Marked("▲ <b>Vacated</b>")
    if line.which in _FINISHED_BY and held_on:  # an edit before that day is one of the interview
        kind, word = _FINISHED_BY[line.which]
        if any(event.kind is kind and event.happened_on >= held_on for event in file.recording_events):
            return f"● {word}"
    if line.on is None:
        return Marked("▲ <b>Missing</b>")
    return "○ Open" if line.which in _FINISHED_BY else "○ Listed"


def hearing_rows(hearing: Hearing) -> list[tuple[str, str, str, str]]:
    """Return the hearing at which she gives evidence: what, date, where, state."""
    words = {HearingState.HELD: "● Held", HearingState.VACATED: Marked("▲ <b>Vacated</b>")}
    starts = f",{HARD_SPACE}{clock_time(hearing.starts)}" if hearing.starts else ""
    when = bold(day(hearing.listed_on) + starts) if hearing.listed_on else NOT_SET
    where = ", ".join(part for part in (hearing.judge, hearing.place) if part) or NOTHING
    return [(HEARING_WORDS[hearing.kind], when, where, words.get(hearing.state, "○ Listed"))]


def date_history(file: WitnessFile, occasion: Hearing | None) -> list[tuple[str, str, str, str]]:
    """Return each date as it stood before it was moved: which, from and to, why, and when this office heard of it."""
    rows: list[tuple[str, str, str, str]] = []
    concerned: list[Hearing] = []
    for line in court_dates(file):
        if line.hearing is not None:
            concerned.append(line.hearing)
            continue
        days = [*(earlier.on for earlier in line.earlier), line.on]
        for earlier, then in zip(line.earlier, days[1:], strict=True):
            was = f"{_day_or_none(earlier.on)}, then {_day_or_none(then)}"
            heard = date(earlier.moved_on) if earlier.moved_on else NOTHING
            rows.append((_SHEET_WORDS[line.which], was, earlier.reason, heard))
    if occasion is not None and all(hearing.id != occasion.id for hearing in concerned):
        concerned.append(occasion)
    for hearing in concerned:
        for move in file.moves_of(hearing.id):
            before = ", ".join(
                part
                for part in (
                    _day_or_none(move.was_on),
                    clock_time(move.was_starts) if move.was_starts else "",
                    move.was_place,
                )
                if part
            )
            after = "vacated" if move.is_vacated else f"then {_day_or_none(move.now_on)}"
            rows.append((HEARING_WORDS[hearing.kind], f"{before}, {after}", move.reason, date(move.heard_on)))
    return rows


def _day_or_none(on: dt.date | None) -> str:
    return day(on) if on is not None else "no day"
