"""What a person can do with a meeting on its way: offer it, note the answer, plan, move, cancel, tell, let lapse.

What is recorded at it: see `meeting_records`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from victimplanner.domain.case import Action
from victimplanner.domain.chain import following
from victimplanner.domain.contact import CHANNEL_WORDS, Channel
from victimplanner.domain.contact_log import ContactOutcome
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.links import Room, Site
from victimplanner.domain.meeting import (
    MEETING_KIND_WORDS,
    Meeting,
    MeetingChange,
    MeetingKind,
    MeetingState,
    MeetingStep,
    check_transition,
    must_be_told_anew,
)
from victimplanner.domain.meeting_record import Attendance
from victimplanner.domain.witness import Witness
from victimplanner.services.contact import MEETING_SHARES, Override, entry_of, log_contact
from victimplanner.services.context import App
from victimplanner.services.meeting_records import save_lines
from victimplanner.storage.unit_of_work import UnitOfWork


def offer_meeting(
    app: App,
    witness_id: str,
    *,
    offered_on: dt.date,
    channel: Channel,
    offered_by: str,
    kind: MeetingKind = MeetingKind.PRE_TRIAL,
    override: Override | None = None,
) -> Meeting:
    """Record that a meeting was offered by a channel that is safe for her; the contact log has it too.

    Raises: ContactBarred when the channel may not be used, RuleBroken for a day in the future.
    """
    _check_offer(app, offered_on)
    with app.change("meeting.offer") as uow:
        witness = app.witness(uow, witness_id)
        earlier = uow.find(Meeting, witness_id=witness_id)
        meeting = Meeting(
            case_id=witness.case_id,
            witness_id=witness_id,
            number=max((m.number for m in earlier), default=0) + 1,
            kind=kind,
            offered_on=offered_on,
            offer_method=CHANNEL_WORDS[channel],
            offered_by=offered_by.strip(),
        )
        uow.add(meeting)
        _note_step(app, uow, None, meeting, MeetingStep.OFFERED, on=offered_on, by=offered_by)
        _log(app, uow, witness, channel, offered_on, OFFER_WORDS[kind], offered_by, override)
        return meeting


OFFER_WORDS = {kind: f"Offered a {words}" for kind, words in MEETING_KIND_WORDS.items()}


def answer_offer(
    app: App,
    meeting: Meeting,
    *,
    answer: MeetingState,
    answered_on: dt.date,
    reason: str = "",
    ask_again_on: dt.date | None = None,
) -> Meeting:
    """Record her answer: accepted, declined, later or no reply. Earlier answers stay in the history."""
    check_transition(meeting.state, answer)
    if answered_on > app.today:
        raise RuleBroken(Problem("answered_on", "The answer lies in the future. Enter the day on which it came."))
    if meeting.offered_on and answered_on < meeting.offered_on:
        raise RuleBroken(Problem("answered_on", "The answer lies before the offer. Check the two days."))
    if answer in (MeetingState.LATER, MeetingState.NO_REPLY) and ask_again_on is None:
        raise RuleBroken(Problem("ask_again_on", "Choose the day on which she will be asked again."))
    step = MeetingStep.REOPENED if meeting.state is MeetingState.LAPSED else MeetingStep.ANSWERED
    taken_out = meeting.state is MeetingState.PLANNED  # a calendar that has it takes only a higher number
    with app.change("meeting.answer") as uow:
        saved = uow.save(
            meeting.model_copy(
                update={
                    "state": answer,
                    "answered_on": answered_on,
                    "answer_reason": reason.strip(),
                    "ask_again_on": ask_again_on,
                    "diary_sequence": meeting.diary_sequence + taken_out,
                }
            )
        )
        _note_step(app, uow, meeting, saved, step, on=answered_on, reason=reason)
        return saved


def offer_again(
    app: App,
    meeting: Meeting,
    *,
    offered_on: dt.date,
    channel: Channel,
    offered_by: str,
    override: Override | None = None,
) -> Meeting:
    """Offer a meeting anew after it was turned down, put off, cancelled, not answered or lapsed. What was before stays.

    Raises: ContactBarred when the channel may not be used, RuleBroken for a day in the future.
    """
    check_transition(meeting.state, MeetingState.OFFERED)
    _check_offer(app, offered_on)
    update: dict[str, object] = {
        "state": MeetingState.OFFERED,
        "offered_on": offered_on,
        "offer_method": CHANNEL_WORDS[channel],
        "offered_by": offered_by.strip(),
        "answered_on": None,
        "answer_reason": "",
        "ask_again_on": None,
    }
    step = MeetingStep.REOPENED if meeting.state is MeetingState.LAPSED else MeetingStep.OFFERED
    with app.change("meeting.offer") as uow:
        saved = uow.save(meeting.model_copy(update=update))
        _note_step(app, uow, meeting, saved, step, on=offered_on, by=offered_by)
        witness = app.witness(uow, meeting.witness_id)
        _log(app, uow, witness, channel, offered_on, OFFER_WORDS[meeting.kind], offered_by, override)
        return saved


def lapse_offer(app: App, meeting: Meeting, reason: str) -> Meeting:
    """Let an offer lapse: she supports the case no longer, or its time has gone by. It can be reopened.

    Raises: RuleBroken without a reason, or when the meeting is past that.
    """
    check_transition(meeting.state, MeetingState.LAPSED)
    if not reason.strip():
        raise RuleBroken(Problem("reason", "Say why the offer lapses. It stays in the history, and can be reopened."))
    with app.change("meeting.lapse") as uow:
        saved = uow.save(meeting.model_copy(update={"state": MeetingState.LAPSED, "ask_again_on": None}))
        _note_step(app, uow, meeting, saved, MeetingStep.LAPSED, reason=reason, to_tell=_is_expected(meeting))
        return saved


def _is_expected(meeting: Meeting) -> bool:
    """Whether she counts on the meeting: she must be told when it is not to be."""
    return meeting.state in (MeetingState.ACCEPTED, MeetingState.PLANNED)


def _check_offer(app: App, offered_on: dt.date) -> None:
    if offered_on > app.today:
        message = "The offer lies in the future. Enter the day on which it was made."
        raise RuleBroken(Problem("offered_on", message))


def _log(
    app: App,
    uow: UnitOfWork,
    witness: Witness,
    channel: Channel,
    on: dt.date,
    about: str,
    by: str,
    override: Override | None,
) -> None:
    """Enter in the contact log what was done anyway. The channel passes the gate."""
    written = channel in (Channel.LETTER, Channel.EMAIL, Channel.TEXT)
    outcome = ContactOutcome.SENT if written else ContactOutcome.REACHED
    entry = entry_of(witness, channel, on, about, outcome).model_copy(update={"made_by": by.strip()})
    log_contact(app, uow, entry, override, about.lower(), MEETING_SHARES)


def _note_step(
    app: App,
    uow: UnitOfWork,
    before: Meeting | None,
    after: Meeting,
    step: MeetingStep,
    *,
    reason: str = "",
    on: dt.date | None = None,
    by: str = "",
    to_tell: bool = False,
) -> None:
    """Keep one step of a meeting, with what stood before it."""
    was = before or after
    earlier = uow.find(MeetingChange, meeting_id=after.id)
    uow.add(
        MeetingChange(
            case_id=after.case_id,
            meeting_id=after.id,
            step=step,
            state_before=before.state if before else None,
            state_after=after.state,
            was_on=was.planned_on,
            was_start=was.planned_start,
            was_end=was.planned_end,
            was_place=was.place,
            was_mode=was.mode if was.planned_on else None,
            reason=reason.strip(),
            happened_on=on or app.today,
            made_by=by.strip() or app.user.display_name,
            to_tell=to_tell,
            sequence=following(earlier),
        )
    )


def plan_meeting(app: App, planned: Meeting, attendances: Sequence[Attendance], reason: str = "") -> Meeting:
    """Save a plan: when, where, how, who. Where it changes what she was told, she must be told anew.

    `planned` carries the plan on top of the version that was read; `attendances` is the whole list of who will be
    there. Clashes and keep-apart warnings never block (see `meeting_checks`).

    Raises: RuleBroken when the plan lacks a day or times, or moves an earlier plan without a reason.
    """
    problems = _plan_problems(planned)
    with app.read() as uow:
        before = uow.get(Meeting, planned.id)
        old_attendances = uow.find(Attendance, meeting_id=planned.id)
    check_transition(before.state, MeetingState.PLANNED)
    is_first = before.state is not MeetingState.PLANNED
    moved = not is_first and must_be_told_anew(before, planned)
    if moved and not reason.strip():
        problems.append(Problem("change_reason", "The plan changes: say why. The witness must be told."))
    if problems:
        raise RuleBroken(*problems)
    changes: dict[str, object] = {"state": MeetingState.PLANNED}
    if moved or (is_first and before.planned_on is not None):
        # A calendar that has this meeting takes only a higher number.
        changes["diary_sequence"] = before.diary_sequence + 1
    if is_first and before.answered_on is None:
        changes["answered_on"] = app.today
    with app.change("meeting.plan") as uow:
        saved = uow.save(planned.model_copy(update=changes))
        if is_first:
            _note_step(app, uow, before, saved, MeetingStep.PLANNED)
        elif moved:
            _note_step(app, uow, before, saved, MeetingStep.MOVED, reason=reason, to_tell=True)
        changed = save_lines(uow, old_attendances, attendances)
        return uow.save_lines_of(saved) if changed and saved.version == planned.version else saved


def move_meeting(
    app: App, meeting_id: str, *, on: dt.date, start: dt.time, end: dt.time, reason: str, version: int | None = None
) -> Meeting:
    """Move a planned meeting to another day or time, everything else as it was; the witness must be told.

    Local day and times. `version` is the version that was looked at. Raises: RuleBroken, Conflict.
    """
    with app.read() as uow:
        meeting = uow.get(Meeting, meeting_id)
        attendances = uow.find(Attendance, meeting_id=meeting_id)
    if meeting.state is not MeetingState.PLANNED:
        check_transition(meeting.state, MeetingState.PLANNED)
        raise RuleBroken(Problem("state", "Only a planned meeting is moved. Nothing was changed. Open it and plan it."))
    if version is not None:
        meeting = meeting.model_copy(update={"version": version})
    times = {"planned_on": on, "planned_start": start, "planned_end": end}
    return plan_meeting(app, meeting.model_copy(update=times), attendances, reason)


def _plan_problems(meeting: Meeting) -> list[Problem]:
    problems = []
    if meeting.planned_on is None:
        problems.append(Problem("planned_on", "Enter the day of the meeting."))
    if meeting.planned_start is None:
        problems.append(Problem("planned_start", "Enter when the meeting starts."))
    if meeting.planned_end is None:
        problems.append(Problem("planned_end", "Enter when the meeting ends."))
    elif meeting.planned_start is not None and meeting.planned_end <= meeting.planned_start:
        problems.append(Problem("planned_end", "The meeting ends before it starts. Check the two times."))
    return problems


def cancel_meeting(app: App, meeting: Meeting, reason: str) -> Meeting:
    """Cancel a meeting with a reason; the witness must be told where she had accepted it or it was planned."""
    check_transition(meeting.state, MeetingState.CANCELLED)
    if not reason.strip():
        raise RuleBroken(Problem("change_reason", "Say why the meeting is cancelled. It stays in the history."))
    update = {"state": MeetingState.CANCELLED, "diary_sequence": meeting.diary_sequence + 1}
    with app.change("meeting.cancel") as uow:
        saved = uow.save(meeting.model_copy(update=update))
        _note_step(app, uow, meeting, saved, MeetingStep.CANCELLED, reason=reason, to_tell=_is_expected(meeting))
        return saved


def tell_change(
    app: App,
    meeting: Meeting,
    told_on: dt.date,
    channel: Channel,
    told_by: str = "",
    override: Override | None = None,
) -> Meeting:
    """Record that the witness was told of every move and cancellation of a meeting so far, by a channel safe for her.

    Raises: ContactBarred when the channel may not be used; RuleBroken for a day in the future or before the change,
    or when there is nothing to tell; Conflict when the meeting was changed since it was read.
    """
    with app.read() as uow:
        untold = [change for change in uow.find(MeetingChange, meeting_id=meeting.id) if change.is_untold]
    if not untold:
        raise RuleBroken(Problem("told_on", "There is no change of this meeting that she has not been told of."))
    if told_on > app.today:
        raise RuleBroken(Problem("told_on", "That day lies in the future. Enter the day on which she was told."))
    if any(change.happened_on and told_on < change.happened_on for change in untold):
        raise RuleBroken(Problem("told_on", "She was told before the change was made. Check the day."))
    by = told_by.strip() or app.user.display_name
    with app.change("meeting.told") as uow:
        meeting = uow.save(meeting)  # a form read before another move meets a conflict here
        for change in untold:
            told = {"told_on": told_on, "told_how": CHANNEL_WORDS[channel], "told_by": by}
            uow.save(change.model_copy(update=told))
        witness = app.witness(uow, meeting.witness_id)
        _log(app, uow, witness, channel, told_on, "Told of a changed meeting", by, override)
        return uow.save_lines_of(meeting)


def did_not_attend(app: App, meeting: Meeting, reason: str) -> Meeting:
    """Record that she did not come. The meeting can be planned again. Raises: RuleBroken before its day."""
    check_transition(meeting.state, MeetingState.DID_NOT_ATTEND)
    if meeting.planned_on is not None and meeting.planned_on > app.today:
        message = "The meeting is still to come. Nothing was changed. Move or cancel it instead."
        raise RuleBroken(Problem("answer_reason", message))
    with app.change("meeting.record") as uow:
        update = {"state": MeetingState.DID_NOT_ATTEND, "answer_reason": reason.strip()}
        saved = uow.save(meeting.model_copy(update=update))
        _note_step(app, uow, meeting, saved, MeetingStep.DID_NOT_ATTEND, reason=reason)
        return saved


def finish_action(app: App, action_id: str, done_on: dt.date | None = None) -> Action:
    """Mark an action as done."""
    with app.change("action.done") as uow:
        action = uow.get(Action, action_id)
        return uow.save(action.model_copy(update={"done_on": done_on or app.today}))


def places_used(app: App) -> tuple[str, ...]:
    """Return the places of earlier meetings and the rooms of the directory, for choosing one.

    A room is named as link arrangements name it, so that the two clash.
    """
    with app.read() as uow:
        used = {meeting.place.strip() for meeting in uow.find(Meeting)}
        sites = {site.id: site.name for site in uow.find(Site) if site.is_in_use}
        rooms = {f"{sites[r.site_id]}, {r.name}" for r in uow.find(Room) if r.is_in_use and r.site_id in sites}
    return tuple(sorted((used | rooms) - {""}))
