"""What a person can do with hearings: add, amend, move, vacate. A move keeps where it stood before, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from victimplanner.domain.case import Hearing, HearingMove, HearingState
from victimplanner.domain.case_file import HEARING_TOLD, notice_about
from victimplanner.domain.chain import following
from victimplanner.domain.duty_entries import NOTHING_ENTERED, DutyEntry, EntryKind, duty_key, replay
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.services.context import App
from victimplanner.services.duty_log import add_duty_entry
from victimplanner.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class HearingTold:
    """That one witness was told of a hearing as it stands, and when; None: she was not."""

    witness_id: str
    told_on: dt.date | None


def save_hearing(app: App, hearing: Hearing, reason: str = "", told: HearingTold | None = None) -> Hearing:
    """Add or amend a hearing. A changed day, time or place is a move and needs its reason, a vacated one listed anew too.

    With a move the time to tell every witness starts again (Code Right 8.1). `told` records, or takes off again, that
    one witness was told; None leaves that as it is. Section 28 recordings are recorded as directed; no date is ever
    computed.

    Raises: RuleBroken where the reason is missing or something that has happened is dated in the future; Conflict.
    """
    problems = [
        Problem(name, f"That day lies in the future. Enter the day on which {what}.")
        for name, what, day in (
            ("notice_received_on", "the notice came", hearing.notice_received_on),
            ("told_on", "she was told", told.told_on if told else None),
        )
        if day is not None and day > app.today
    ]
    if hearing.state is HearingState.HELD and hearing.listed_on is not None and hearing.listed_on > app.today:
        problems.append(Problem("listed_on", "That day lies in the future, so the hearing cannot have been held."))
    with app.read() as uow:
        before = next(iter(uow.find(Hearing, id=hearing.id)), None)
    is_moved = before is not None and is_move(before, hearing)
    notice, said = hearing.notice_received_on, told.told_on if told else None
    if not is_moved and notice and said and said < notice:
        problems.append(Problem("told_on", "That is before the notice came. Check the two days."))
    if is_moved and not reason.strip():
        problems.append(Problem("reason", "Say why it was moved or vacated. Where it stood before is kept with it."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("case.amend") as uow:
        saved = write_hearing(uow, app, hearing, reason)
        if told is not None:
            _tell(uow, app, saved, told, is_moved=is_moved)
        return saved


def _tell(uow: UnitOfWork, app: App, hearing: Hearing, told: HearingTold, *, is_moved: bool) -> None:
    moves = len(uow.find(HearingMove, hearing_id=hearing.id))
    about = notice_about(hearing, moves)
    facts = replay(uow.find(DutyEntry, witness_id=told.witness_id))
    now = facts.get(duty_key(HEARING_TOLD, about), NOTHING_ENTERED).told
    if (now.on if now else None) == told.told_on:
        return
    if is_moved and told.told_on:
        old = facts.get(duty_key(HEARING_TOLD, notice_about(hearing, moves - 1)), NOTHING_ENTERED).told
        if told.told_on == (old.on if old else None) or told.told_on < (hearing.notice_received_on or dt.date.min):
            return  # the day of the old notice was left standing in the form
    values = {"case_id": hearing.case_id, "witness_id": told.witness_id, "rule_id": HEARING_TOLD, "about": about}
    if now is not None:
        add_duty_entry(app, uow, EntryKind.TAKEN_OFF, on=app.today, of_id=now.id, reason="Entered anew", **values)
    if told.told_on is not None:
        add_duty_entry(app, uow, EntryKind.TOLD, on=told.told_on, by=app.user.display_name, **values)


def is_move(before: Hearing, after: Hearing) -> bool:
    """Say whether a listed hearing was moved or vacated, or a vacated one listed anew: she is to be told of it."""
    if before.state is HearingState.VACATED:
        return after.state is HearingState.LISTED
    if before.listed_on is None or before.state is not HearingState.LISTED:
        return False
    if after.state is HearingState.VACATED:
        return True
    was = (before.listed_on, before.starts or after.starts, before.place or after.place)
    return was != (after.listed_on, after.starts, after.place)


def write_hearing(uow: UnitOfWork, app: App, hearing: Hearing, reason: str) -> Hearing:
    """Write a hearing inside a change that is open; a move is kept beside it. Raises: Conflict."""
    before = next(iter(uow.find(Hearing, id=hearing.id)), None)
    if before is None:
        return uow.add(hearing)
    if not is_move(before, hearing):
        return uow.save(hearing)
    same_notice = hearing.notice_received_on == before.notice_received_on
    heard_on = app.today if same_notice or hearing.notice_received_on is None else hearing.notice_received_on
    saved = uow.save(hearing.model_copy(update={"notice_received_on": heard_on}))
    uow.add(
        HearingMove(
            case_id=hearing.case_id,
            hearing_id=hearing.id,
            was_on=before.listed_on,
            was_starts=before.starts,
            was_place=before.place,
            now_on=None if hearing.state is HearingState.VACATED else hearing.listed_on,
            is_vacated=hearing.state is HearingState.VACATED,
            reason=reason.strip(),
            heard_on=heard_on,
            was_notice_on=before.notice_received_on,
            sequence=following(uow.find(HearingMove, hearing_id=hearing.id)),
        )
    )
    return saved
