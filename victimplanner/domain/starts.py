"""The triggers that rules name: each finds, in one witness's file, what has started a clock and what has ended it.

A trigger that has not happened yet gives nothing. One that has happened on a day nobody recorded gives a `Start`
without a day, and the sentence that says which fact is missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from victimplanner.domain.case import HEARING_WORDS, Hearing, HearingKind, HearingState, PleaKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Permission
from victimplanner.domain.dates import day_and_date, plain_date
from victimplanner.domain.deadlines import Start
from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.measures import (
    DIRECTION_WORDS,
    SOUGHT,
    ApplicationPurpose,
    Direction,
    Route,
    latest,
)
from victimplanner.domain.meeting import Meeting, MeetingState, MeetingStep
from victimplanner.domain.recording_starts import RECORDING_STARTS
from victimplanner.domain.start_context import StartContext


def not_guilty_plea(context: StartContext) -> Sequence[Start]:
    """CrimPR 2025 r.18.4: the clock runs from each accused's own not guilty plea."""
    file = context.file
    # A direction without an application (r.18.9, the court's own motion) leaves nothing to serve.
    served = _application_served_on(file) or _decided_on(file) or _nothing_sought_on(context)
    starts = []
    for defendant in file.defendants:
        plea = file.plea_of(defendant)
        if plea is None or plea.plea is not PleaKind.NOT_GUILTY:
            continue
        day = f", {day_and_date(plea.entered_on)}" if plea.entered_on else ""
        starts.append(
            Start(
                about=defendant.label,
                words=f"Not guilty plea of {defendant.label}{day}",
                on=plea.entered_on,
                missing=f"the date of the not guilty plea of {defendant.label} is missing",
                finished_on=served,
                subject_ids=(defendant.id, plea.id),
                key=file.case.court_kind.value,
            )
        )
    return starts


def application_served(context: StartContext) -> Sequence[Start]:
    """CrimPR 2025 r.18.13: ten business days for the other parties, from service of the application.

    A notice under r.18.9 asks for no response: it serves only where no other party opposes.
    """
    return [
        Start(
            about=application.id,
            words=f"Application served, {day_and_date(application.served_on)}",
            on=application.served_on,
            # A decision made before this application was served answers an earlier one.
            finished_on=application.response_received_on or _decided_on(context.file, application.served_on),
            subject_ids=(application.id,),
        )
        for application in context.file.applications
        if application.served_on is not None and application.route is not Route.R18_9_NOTICE
    ]


def _nothing_sought_on(context: StartContext) -> dt.date | None:
    """The day on which it was decided, of every measure open to her, that it is not sought: nothing is to be served."""
    decided = [latest(context.file.decisions, a.measure.id) for a in context.open_measures if a.is_open]
    made = [decision for decision in decided if decision is not None]
    if not made or len(made) < len(decided) or any(decision.decision in SOUGHT for decision in made):
        return None
    return max(decision.decided_on for decision in made)


def direction_received(context: StartContext) -> Sequence[Start]:
    """CrimPR 2025 r.18.5 and Code Right 8: the witness is told what the court decided, from receipt of it.

    Directions decided and received together are told together and make one item.
    """
    groups: dict[tuple[dt.date, dt.date | None, dt.date | None], list[Direction]] = {}
    for direction in context.file.directions:
        groups.setdefault((direction.decided_on, direction.received_on, direction.told_on), []).append(direction)
    starts = []
    for (decided_on, received_on, told_on), directions in sorted(groups.items(), key=lambda item: item[0][0]):
        outcomes: dict[str, list[str]] = {}
        for direction in directions:
            title = context.titles.get(direction.measure, direction.measure.value)
            outcomes.setdefault(DIRECTION_WORDS[direction.direction], []).append(title)
        what = "; ".join(f"{outcome}: {', '.join(titles)}" for outcome, titles in outcomes.items())
        starts.append(
            Start(
                about=directions[0].id,
                words=f"Court decision of {day_and_date(decided_on)}"
                + (f", received {day_and_date(received_on)}" if received_on else ""),
                on=received_on,
                missing="the date the court’s decision was received is missing",
                detail=what,
                finished_on=told_on,
                subject_ids=tuple(d.id for d in directions),
            )
        )
    return starts


def hearing_notice(context: StartContext) -> Sequence[Start]:
    """Code Right 8.1: tell her of any hearing, from receipt of the court's notice; a new notice starts it again."""
    return [
        Start(
            about=hearing.id,
            words=f"Notice received, {day_and_date(hearing.notice_received_on)}",
            on=hearing.notice_received_on,
            detail=HEARING_WORDS[hearing.kind]
            + (f" on {plain_date(hearing.listed_on)}" if hearing.listed_on else ", no day given"),
            finished_on=_told_of(hearing),
            subject_ids=(hearing.id,),
        )
        for hearing in context.file.hearings
        if hearing.notice_received_on is not None and hearing.state is not HearingState.VACATED
    ]


def _told_of(hearing: Hearing) -> dt.date | None:
    """When she was told of the notice held now. What she was told before it came was another day (domain trap 9)."""
    if hearing.told_on and hearing.notice_received_on and hearing.told_on < hearing.notice_received_on:
        return None
    return hearing.told_on


def meeting_to_offer(context: StartContext) -> Sequence[Start]:
    """CPS policy: offered to every adult complainant of a sexual offence in a case that goes to trial.

    The day to work to is the earliest application limit, or the business day before the section 28 recording if
    that is earlier; with neither, it is said why there is no limit.
    """
    file = context.file
    if not (file.is_sexual_complainant and file.is_going_to_trial) or file.is_child_on(context.today):
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
            detail=untold[-1].reason.rstrip("."),
            subject_ids=(file.meeting.id,),
        )
        for file in context.file.meetings
        if (untold := [change for change in file.changes if change.is_untold])
    ]


def meeting_ask_again(context: StartContext) -> Sequence[Start]:
    """She asked to be asked later, or did not reply, and a day was chosen."""
    return [
        Start(
            about=meeting.id,
            words=f"Meeting {meeting.number}: to be asked again on {day_and_date(meeting.ask_again_on)}",
            on=meeting.ask_again_on,
            subject_ids=(meeting.id,),
        )
        for meeting in _meetings(context, MeetingState.LATER, MeetingState.NO_REPLY)
        if meeting.ask_again_on is not None
    ]


def safe_contact_confirmed(context: StartContext) -> Sequence[Start]:
    """Safe contact goes stale: confirmed again after the unit's interval. Never confirmed: shown on the panel."""
    contact = context.file.safe_contact
    if contact is None or contact.confirmed_on is None:
        return []
    return [
        Start(
            about="contact",
            words=f"Safe contact confirmed, {day_and_date(contact.confirmed_on)}",
            on=contact.confirmed_on,
            subject_ids=(contact.id,),
        )
    ]


def contact_next_step(context: StartContext) -> Sequence[Start]:
    """What was to follow a contact waits until it is done, an entry that was corrected later left out.

    The day is the one that was chosen.
    """
    corrected = {entry.corrects_id for entry in context.file.contact_log}
    return [
        Start(
            about=entry.id,
            words=f"{context.file.witness.without_name(entry.next_step).rstrip('.')}, by {day_and_date(entry.next_on)}",
            on=entry.next_on,
            detail=f"After the contact of {day_and_date(entry.happened_on)}",
            finished_on=entry.done_on,
            subject_ids=(entry.id,),
        )
        for entry in context.file.contact_log
        if entry.next_on is not None and entry.id not in corrected
    ]


def support_query_received(context: StartContext) -> Sequence[Start]:
    """A question from a supporter is answered within the office's target, from the day it came."""
    return [
        Start(
            about=query.id,
            words=f"Question received, {day_and_date(query.received_on)}",
            on=query.received_on,
            detail=f"Asked by {query.asked_by}",
            finished_on=query.answered_on,
            subject_ids=(query.id,),
            owner=query.owner,
        )
        for query in context.file.support_queries
    ]


def referral_made(context: StartContext) -> Sequence[Start]:
    """A service that was asked to support her has not answered."""
    return [
        Start(
            about=referral.id,
            words=f"Referred to {referral.service}, {day_and_date(referral.referred_on)}",
            on=referral.referred_on,
            finished_on=referral.answered_on,
            subject_ids=(referral.id,),
        )
        for referral in context.file.referrals
        if referral.referred_on is not None
    ]


def consent_ends(context: StartContext) -> Sequence[Start]:
    """Consent to share ends on a day while the support goes on: she is asked before."""
    return [
        Start(
            about=supporter.id,
            words=f"Her consent to share ends, {day_and_date(supporter.consent_until)}",
            on=supporter.consent_until,
            detail=supporter.relation.rstrip("."),
            subject_ids=(supporter.id,),
        )
        for supporter in context.file.supporters_on(context.today)
        if supporter.consent is Permission.YES and supporter.consent_until is not None
    ]


def meeting_stale(context: StartContext) -> Sequence[Start]:
    """A meeting held long ago is stale while the trial is still to come (domain trap 30): she is asked again.

    It ends with a later meeting or offer, with her evidence being recorded, or with the end of the case.
    """
    file = context.file
    held = [m.meeting for m in file.meetings if m.meeting.held_on is not None]
    if not held or not file.is_going_to_trial:
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


def _application_served_on(file: WitnessFile) -> dt.date | None:
    first = (a for a in file.applications if a.purpose is ApplicationPurpose.FIRST)
    return min((a.served_on for a in first if a.served_on), default=None)


def _decided_on(file: WitnessFile, since: dt.date = dt.date.min) -> dt.date | None:
    return min((d.decided_on for d in file.directions if d.decided_on >= since), default=None)


STARTS: Mapping[str, Callable[[StartContext], Sequence[Start]]] = {
    function.__name__: function
    for function in (
        not_guilty_plea,
        application_served,
        direction_received,
        hearing_notice,
        meeting_to_offer,
        meeting_planned,
        meeting_held,
        meeting_changed,
        meeting_ask_again,
        safe_contact_confirmed,
        contact_next_step,
        support_query_received,
        referral_made,
        consent_ends,
        meeting_stale,
        *RECORDING_STARTS,
    )
}
