"""What a person can do with hearings: add, amend, move, vacate. A move keeps where it stood before, and why."""

from __future__ import annotations

from victimplanner.domain.case import Hearing, HearingMove, HearingState
from victimplanner.domain.chain import following
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.services.context import App
from victimplanner.storage.unit_of_work import UnitOfWork


def save_hearing(app: App, hearing: Hearing, reason: str = "") -> Hearing:
    """Add or amend a hearing. A changed day, time or place of a listed one is a move and needs its reason.

    A move takes back that the witness was told (Code Right 8.1 starts again with the new notice). Section 28
    recordings are recorded as directed; no date is ever computed.

    Raises: RuleBroken where the reason is missing or something that has happened is dated in the future; Conflict.
    """
    problems = [
        Problem(name, f"That day lies in the future. Enter the day on which {what}.")
        for name, what, day in (
            ("notice_received_on", "the notice came", hearing.notice_received_on),
            ("told_on", "she was told", hearing.told_on),
        )
        if day is not None and day > app.today
    ]
    if hearing.state is HearingState.HELD and hearing.listed_on is not None and hearing.listed_on > app.today:
        problems.append(Problem("listed_on", "That day lies in the future, so the hearing cannot have been held."))
    with app.read() as uow:
        before = next(iter(uow.find(Hearing, id=hearing.id)), None)
    if before is not None and is_move(before, hearing) and not reason.strip():
        problems.append(Problem("reason", "Say why it was moved or vacated. Where it stood before is kept with it."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("case.amend") as uow:
        return write_hearing(uow, app, hearing, reason)


def is_move(before: Hearing, after: Hearing) -> bool:
    """Say whether a listed hearing was moved or vacated: another day, time or place than before."""
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
    told_on = hearing.told_on if hearing.told_on != before.told_on else None
    saved = uow.save(hearing.model_copy(update={"notice_received_on": heard_on, "told_on": told_on}))
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
            sequence=following(uow.find(HearingMove, hearing_id=hearing.id)),
        )
    )
    return saved
