"""Questions 9 and 10: a meeting offered and held before she gives evidence; its record signed, listed and reviewed."""

from __future__ import annotations

import datetime as dt

from victimplanner.domain.case import HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import plain_date, plural
from victimplanner.domain.due_item import DueState
from victimplanner.domain.inspection.form import Answered, AnswerState, Evidence, ReviewContext, in_all
from victimplanner.domain.meeting import (
    DISCLOSURE_REVIEW_WORDS,
    MEETING_STATE_WORDS,
    DisclosureReview,
    Meeting,
    MeetingState,
)
from victimplanner.domain.preparation import recording_held_on

_TAB = "meeting"
_HELD = (MeetingState.HELD, MeetingState.SIGNED)
_UNDER_WAY = (MeetingState.ACCEPTED, MeetingState.PLANNED)
_NOT_REVIEWED = (DisclosureReview.NOT_STARTED, DisclosureReview.ASKED)


def offered(context: ReviewContext) -> Answered:
    """9: a pre-trial meeting offered, with her answer, and held before the recording or the trial (CPS policy)."""
    file = context.file
    meetings = [m.meeting for m in file.meetings]
    facts = tuple(fact for meeting in meetings for fact in _steps(meeting))
    first = min((m.offered_on for m in meetings if m.offered_on), default=None)
    if first is None and not meetings:
        return *_not_offered(context), facts
    evidence_on = _gave_evidence_on(file, context.today)
    held = [m.held_on for m in meetings if m.state in _HELD and m.held_on]
    said = f"Offered {plain_date(first)}" if first else "The day of the offer is not recorded"
    late = any(item.state is DueState.MET_LATE for item in context.items_of("meeting.offer"))
    if late:
        said += ", late"
    is_whole = AnswerState.MET if first and not late else AnswerState.IN_PART
    if held:
        if evidence_on is not None and min(held) >= evidence_on:
            return AnswerState.IN_PART, f"{said}; held only after she gave evidence.", facts
        return is_whole, f"{said}; held {plain_date(min(held))}, before she gives evidence.", facts
    last = meetings[-1]
    if last.state is MeetingState.DECLINED:
        return is_whole, f"{said}; she declined.", facts
    if evidence_on is not None:
        return AnswerState.IN_PART, f"{said}; not held before she gave evidence.", facts
    if last.state in _UNDER_WAY:
        return is_whole, f"{said}; {_on_the_way(last)}.", facts
    return AnswerState.IN_PART, f"{said}; {MEETING_STATE_WORDS[last.state].lower()}, no meeting held.", facts


def _not_offered(context: ReviewContext) -> tuple[AnswerState, str]:
    file = context.file
    if not file.witness.is_complainant or not any(charge.is_sexual_offence for charge in file.charges):
        return AnswerState.NOT_APPLICABLE, "The offer is for complainants of sexual offences."
    if file.is_child_on(context.today):
        return AnswerState.NOT_APPLICABLE, "She is under 18; the offer of the policy is for adults."
    if not file.was_to_be_tried:
        return AnswerState.NOT_YET, "No not guilty plea is recorded."
    item = next(iter(context.items_of("meeting.offer")), None)
    if item is not None and item.state is DueState.NO_LONGER:
        return AnswerState.NOT_APPLICABLE, f"Not offered in time to be of use: {item.note[:1].lower()}{item.note[1:]}"
    if item is not None and item.due is not None and item.is_open and item.due >= context.today:
        return AnswerState.NOT_YET, f"Not offered yet; the day to work to is {plain_date(item.due)}."
    return AnswerState.NOT_MET, "Not offered, although the case went on to trial."


def _gave_evidence_on(file: WitnessFile, today: dt.date) -> dt.date | None:
    """Return the first day on which she gave evidence: the recording, or the trial once it was held."""
    recorded = recording_held_on(file)
    trial = file.next_hearing(HearingKind.TRIAL)
    held = trial is not None and trial.listed_on is not None and trial.state is HearingState.HELD
    days = [recorded, trial.listed_on if trial is not None and held else None]
    return min((day for day in days if day is not None and day <= today), default=None)


def _steps(meeting: Meeting) -> list[Evidence]:
    found = []
    if meeting.offered_on:
        how = ", ".join(filter(None, (meeting.offer_method, f"by {meeting.offered_by}" if meeting.offered_by else "")))
        words = f"Meeting {meeting.number} offered {plain_date(meeting.offered_on)}{', ' + how if how else ''}"
        found.append(Evidence(words, meeting.offered_on, _TAB, meeting.id))
    if meeting.answered_on:
        reason = f": {meeting.answer_reason}" if meeting.answer_reason else ""
        words = f"Meeting {meeting.number} answered {plain_date(meeting.answered_on)}{reason}"
        found.append(Evidence(words, meeting.answered_on, _TAB, meeting.id))
    if meeting.held_on:
        words = f"Meeting {meeting.number} held {plain_date(meeting.held_on)}"
        found.append(Evidence(words, meeting.held_on, _TAB, meeting.id))
    return found


def _on_the_way(meeting: Meeting) -> str:
    if meeting.planned_on:
        return f"planned for {plain_date(meeting.planned_on)}"
    return "accepted, no day yet"


def recorded(context: ReviewContext) -> Answered:
    """10: the record made, signed, listed on MG6C and reviewed for disclosure."""
    held = [m.meeting for m in context.file.meetings if m.meeting.state in _HELD]
    if not held:
        return AnswerState.NOT_YET, "No meeting was held.", ()
    facts, good, total = [], 0, 0
    gaps: list[str] = []
    for meeting in held:
        parts = {
            "signed": meeting.is_locked,
            "listed on MG6C": meeting.mg6c_listed_on is not None,
            "reviewed for disclosure": meeting.disclosure_review not in _NOT_REVIEWED,
        }
        good += sum(parts.values())
        total += len(parts)
        missing = [words for words, is_there in parts.items() if not is_there]
        if missing:
            gaps.append(f"meeting {meeting.number} not {', not '.join(missing)}")
        facts.append(Evidence(_record_words(meeting), meeting.signed_on or meeting.held_on, _TAB, meeting.id))
    if gaps:
        words = "; ".join(gaps)
        return in_all(good, total), f"{words[:1].upper()}{words[1:]}.", tuple(facts)
    return AnswerState.MET, f"{plural(len(held), 'record')} signed, listed and reviewed.", tuple(facts)


def _record_words(meeting: Meeting) -> str:
    signed = f"signed {plain_date(meeting.signed_on)}" if meeting.signed_on else "not signed"
    item = f", item {meeting.mg6c_item}" if meeting.mg6c_item else ""
    listed = f"listed {plain_date(meeting.mg6c_listed_on)}{item}" if meeting.mg6c_listed_on else "not listed"
    reviewed = DISCLOSURE_REVIEW_WORDS[meeting.disclosure_review]
    return f"Meeting {meeting.number}: {signed}; {listed}; disclosure review: {reviewed[:1].lower()}{reviewed[1:]}"
