"""The triggers of meetings: an offer that is due, a plan, a record, a change to be told, a meeting long ago."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from victimplanner.domain.case import HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import day_and_date, plain_date
from victimplanner.domain.deadlines import Start
from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.meeting import Meeting, MeetingState, MeetingStep
from victimplanner.domain.start_context import StartContext
from victimplanner.domain.turning_points import support_lost, trial_over


def meeting_to_offer(context: StartContext) -> Sequence[Start]:
    """CPS policy: offered to every adult complainant of a sexual offence in a case that goes to trial.

    The day to work to is the earliest application limit, or the business day before the section 28 recording if
    that is earlier; with neither, it is said why there is no limit.
    """
    file = context.file
    over = trial_over(file) or support_lost(file)
    is_wanted = file.is_sexual_complainant and file.is_going_to_trial
    was_wanted = over is not None and file.was_to_be_tried
    if not (is_wanted or was_wanted) or file.is_child_on(context.today):
        return []
    offered = [m.meeting.offered_on for m in file.meetings if m.meeting.offered_on]
    days: list[tuple[dt.date, str]] = [
        (limit.due, f"application limit ({limit.start.about})") for limit in context.limits if limit.due
    ]
    recording = _first_recording(file)
    missing = next((limit.missing for limit in context.limits if limit.missing), "")
    if recording is not None:
        try:
            before = context.calendar.business_day_before(recording)
            days.append((before, f"business day before the recording on {plain_date(recording)}"))
        except RuleBroken as problem:  # a mistyped year is said where the day is looked for
            missing = missing or str(problem).rstrip(".")
    earliest = min(days, default=None)
    return [
        Start(
            about="first",
            words="Not guilty plea, case going to trial",
            on=earliest[0] if earliest else None,
            missing=missing or "the date of the not guilty plea is missing",
            detail=f"Adult complainant; the day to work to is the {earliest[1]}" if earliest else "Adult complainant",
            finished_on=min(offered, default=None),
            ended_on=over.on if over else None,
            ended_because=over.because if over else "",
        )
    ]


def _first_recording(file: WitnessFile) -> dt.date | None:
    """The first day of a section 28 recording that may go over several days."""
    days = (
        h.listed_on
        for h in file.hearings
        if h.kind is HearingKind.SECTION_28_RECORDING and h.state is not HearingState.VACATED
    )
    return min((day for day in days if day), default=None)


def _meetings(context: StartContext, *states: MeetingState) -> list[Meeting]:
    return [m.meeting for m in context.file.meetings if m.meeting.state in states]


def meeting_planned(context: StartContext) -> Sequence[Start]:
    """A planned meeting whose day has come waits for its outcome."""
    return [
        Start(
            about=meeting.id,
            words=f"Meeting {meeting.number} planned for {day_and_date(meeting.planned_on)}",
            on=meeting.planned_on,
            subject_ids=(meeting.id,),
        )
        for meeting in _meetings(context, MeetingState.PLANNED)
        if meeting.planned_on is not None and meeting.planned_on <= context.today
    ]


def meeting_to_keep(context: StartContext) -> Sequence[Start]:
    """No trial is to come, or her support is lost, and a meeting is still planned: somebody decides whether it stays."""
    over = trial_over(context.file) or support_lost(context.file)
    if over is None:
        return []
    return [
        Start(
            about=meeting.id,
            words=f"{over.because[:1].upper()}{over.because[1:]}; meeting {meeting.number} is still planned",
            on=over.on,
            missing="the day on which that happened is missing",
            subject_ids=(meeting.id,),
        )
        for meeting in _meetings(context, MeetingState.PLANNED)
    ]


def meeting_held(context: StartContext) -> Sequence[Start]:
    """A held meeting waits for its record to be signed."""
    return [
        Start(
            about=meeting.id,
            words=f"Meeting {meeting.number} held" + (f", {day_and_date(meeting.held_on)}" if meeting.held_on else ""),
            on=meeting.held_on,
            missing="the day the meeting was held is missing",
            finished_on=meeting.signed_on,
            subject_ids=(meeting.id,),
        )
        for meeting in _meetings(context, MeetingState.HELD, MeetingState.SIGNED)
    ]


def meeting_changed(context: StartContext) -> Sequence[Start]:
    """A moved or cancelled meeting waits until somebody records that the witness was told."""
    return [
        Start(
            about=file.meeting.id,
            words=f"Meeting {file.meeting.number} changed"
            + (f", {day_and_date(untold[0].happened_on)}" if untold[0].happened_on else ""),
            on=untold[0].happened_on,
            missing="the day of the change is missing",
            detail=context.file.witness.without_name(untold[-1].reason).rstrip("."),
            subject_ids=(file.meeting.id,),
        )
        for file in context.file.meetings
        if (untold := [change for change in file.changes if change.is_untold])
    ]


def meeting_ask_again(context: StartContext) -> Sequence[Start]:
    """She asked to be asked later, or did not reply, and a day was chosen."""
    over = trial_over(context.file) or support_lost(context.file)
    return [
        Start(
            about=meeting.id,
            words=f"Meeting {meeting.number}: to be asked again on {day_and_date(meeting.ask_again_on)}",
            on=meeting.ask_again_on,
            subject_ids=(meeting.id,),
            ended_on=over.on if over else None,
            ended_because=over.because if over else "",
        )
        for meeting in _meetings(context, MeetingState.LATER, MeetingState.NO_REPLY)
        if meeting.ask_again_on is not None
    ]


def meeting_stale(context: StartContext) -> Sequence[Start]:
    """A meeting held long ago is stale while the trial is still to come (domain trap 30): she is asked again.

    It ends with a later meeting or offer, with her evidence being recorded, or with the end of the case.
    """
    file = context.file
    held = [m.meeting for m in file.meetings if m.meeting.held_on is not None]
    if not held or not file.is_going_to_trial or trial_over(file) or support_lost(file):
        return []
    last = max(held, key=lambda meeting: meeting.held_on or dt.date.min)
    assert last.held_on is not None
    later = [
        change.happened_on
        for m in file.meetings
        for change in m.changes
        if m.meeting.number > last.number
        and change.step in (MeetingStep.OFFERED, MeetingStep.REOPENED, MeetingStep.PLANNED)
        and change.happened_on is not None
    ]
    trial = file.next_hearing(HearingKind.TRIAL)
    over = trial.listed_on if trial and trial.listed_on and trial.listed_on <= context.today else None
    return [
        Start(
            about=last.id,
            words=f"Meeting {last.number} held, {day_and_date(last.held_on)}",
            on=last.held_on,
            detail="Ask whether her wishes, her safe contact and what she was told still hold",
            finished_on=min(later, default=over),
            subject_ids=(last.id,),
        )
    ]


MEETING_STARTS: tuple[Callable[[StartContext], Sequence[Start]], ...] = (
    meeting_to_offer,
    meeting_planned,
    meeting_to_keep,
    meeting_held,
    meeting_changed,
    meeting_ask_again,
    meeting_stale,
)
