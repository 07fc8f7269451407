"""The triggers of hearings: every notice that is to be told, and the day on which she gives evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from victimplanner.domain.case import HEARING_WORDS, Hearing, HearingKind, HearingState
from victimplanner.domain.case_file import notice_about
from victimplanner.domain.dates import day_and_date, plain_date
from victimplanner.domain.deadlines import Start
from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.start_context import StartContext
from victimplanner.domain.turning_points import trial_over


def hearing_notice(context: StartContext) -> Sequence[Start]:
    """Code Right 8.1: tell her of any hearing, from receipt of the court's notice; each new notice starts it again.

    A notice that a later one replaced, or whose hearing has taken place, is of no more use. That a hearing was vacated is
    a notice too; one that was never listed here needs none.
    """
    found = []
    for hearing in context.file.hearings:
        moves = context.file.moves_of(hearing.id)
        notices = [(move.was_notice_on, move.was_on) for move in moves]
        notices.append((hearing.notice_received_on, hearing.listed_on))
        for number, (received_on, listed_on) in enumerate(notices):
            is_last = number == len(moves)
            vacated = hearing.state is HearingState.VACATED if is_last else number > 0 and moves[number - 1].is_vacated
            if received_on is None or (vacated and not moves):
                continue
            ended_on, because = _end_of_notice(hearing, number, moves, context.today)
            found.append(
                Start(
                    about=notice_about(hearing, number),
                    words=f"Notice received, {day_and_date(received_on)}",
                    on=received_on,
                    detail=HEARING_WORDS[hearing.kind]
                    + (f" on {plain_date(listed_on)}" if listed_on else ", no day given")
                    + (" was vacated" if vacated else ""),
                    received_on=received_on,
                    subject_ids=(hearing.id,),
                    ended_on=ended_on,
                    ended_because=because,
                    is_missed=bool(because) and is_last,
                )
            )
    return found


def _end_of_notice(
    hearing: Hearing, number: int, moves: Sequence[object], today: dt.date
) -> tuple[dt.date | None, str]:
    if number < len(moves):
        heard_on: dt.date = moves[number].heard_on  # type: ignore[attr-defined]
        return heard_on, f"a later notice replaced it ({plain_date(heard_on)})"
    over = hearing.listed_on is not None and hearing.listed_on < today
    if over and hearing.listed_on and hearing.state is HearingState.VACATED:
        return hearing.listed_on, f"the day for which it was listed has passed ({plain_date(hearing.listed_on)})"
    if hearing.listed_on is not None and (hearing.state is HearingState.HELD or over):
        return hearing.listed_on, f"the hearing took place ({plain_date(hearing.listed_on)})"
    return None, ""


def evidence_to_come(context: StartContext) -> Sequence[Start]:
    """Code Right 8: before she gives evidence she refreshes her memory and meets the prosecutor.

    The day to work to is the business day before the first listed recording, or else before the trial.
    """
    file = context.file
    over = trial_over(file)
    recording = file.next_hearing(HearingKind.SECTION_28_RECORDING)
    trial = file.next_hearing(HearingKind.TRIAL)
    hearing = recording if recording is not None and recording.listed_on else trial
    if hearing is None or hearing.listed_on is None:
        return []
    missing, before = "", None
    try:
        before = context.calendar.business_day_before(hearing.listed_on)
    except RuleBroken as problem:
        missing = str(problem).rstrip(".")
    held = hearing.state is HearingState.HELD
    return [
        Start(
            about=hearing.id,
            words=f"{HEARING_WORDS[hearing.kind]} listed for {day_and_date(hearing.listed_on)}",
            on=before,
            missing=missing[:1].lower() + missing[1:],
            event_on=hearing.listed_on if before else None,
            subject_ids=(hearing.id,),
            ended_on=hearing.listed_on if held else over.on if over else None,
            ended_because="she has given evidence" if held else over.because if over else "",
            is_missed=held,
        )
    ]


HEARING_STARTS: tuple[Callable[[StartContext], Sequence[Start]], ...] = (hearing_notice, evidence_to_come)
