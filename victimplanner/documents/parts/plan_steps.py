"""What happens next, for the plan: days and words, no more than the witness needs to know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.parts.plan_checks import is_written_to_her, may_stand_in_plan
from victimplanner.documents.text import day, unbroken_numbers
from victimplanner.domain.case import Hearing, HearingKind, HearingState
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.measures import DecisionKind, DirectionKind, MeasureId, ViewKind, latest
from victimplanner.domain.meeting import MeetingState

Step = tuple[dt.date, tuple[str, str, str]]
_HEARINGS = {
    HearingKind.SECTION_28_RECORDING: "recording",
    HearingKind.GROUND_RULES: "ground_rules",
    HearingKind.TRIAL: "trial",
    HearingKind.SENTENCE: "sentence",
}
_UNDATED = dt.date.max


def steps(
    file: WitnessFile,
    meeting: MeetingFile | None,
    facts: PaperFacts,
    today: dt.date,
    words: Mapping[str, Any],
    contact: str,
) -> list[tuple[str, str, str]]:
    """Return when, what and who, in order of days; what has no day comes last. `contact` is a first name or ""."""
    said = words["next"]
    found = [
        *_requests(file, facts, today, said, contact),
        *_meetings(file, today, said, contact),
        *_hearings(file, today, said, contact),
        *_actions(file, today, words),
    ]
    if meeting is not None:
        text = meeting.meeting.next_contact
        if may_stand_in_plan(text, words["jargon"]):
            found.append((today, (said["contact_when"], unbroken_numbers(text), contact or said["cps"])))
    return [row for _, row in sorted(found, key=lambda step: step[0])]


def _requests(
    file: WitnessFile, facts: PaperFacts, today: dt.date, said: Mapping[str, str], contact: str
) -> list[Step]:
    sought = [m for m in MeasureId if (d := latest(file.decisions, m)) and d.decision is DecisionKind.APPLY]
    decided = {direction.measure for direction in file.directions}
    if not sought or decided.issuperset(sought):
        return []
    found: list[Step] = []
    if not any(a.served_on for a in file.applications):
        due = next((w.due for w in facts.limits if w.due), None)
        when = f"By {day(due)}" if due and due >= today else said["no_date"]
        found.append((due or _UNDATED, (when, said["send"], said["cps"])))
    found.append((_UNDATED, (said["no_date"], said["decide"], contact or said["cps"])))
    return found


def _meetings(file: WitnessFile, today: dt.date, said: Mapping[str, str], contact: str) -> list[Step]:
    planned = [m.meeting for m in file.meetings if m.meeting.state is MeetingState.PLANNED]
    return [
        (m.planned_on, (day(m.planned_on), said["meet"], contact or said["cps"]))
        for m in planned
        if m.planned_on is not None and m.planned_on >= today
    ]


def _hearings(file: WitnessFile, today: dt.date, said: Mapping[str, str], contact: str) -> list[Step]:
    found: list[Step] = []
    for hearing in file.hearings:
        key = _HEARINGS.get(hearing.kind)
        if key and hearing.state is HearingState.LISTED and hearing.listed_on and hearing.listed_on >= today:
            found.append((hearing.listed_on, (day(hearing.listed_on), said[key], said["judge"])))
    if _recording_is_coming(file) and not any(_is_recording(h) for h in file.hearings):
        found.append((_UNDATED, (said["no_date"], said["recording_not_set"], said["judge"])))
    return found


def _is_recording(hearing: Hearing) -> bool:
    return (
        hearing.kind is HearingKind.SECTION_28_RECORDING
        and hearing.state is not HearingState.VACATED
        and hearing.listed_on is not None
    )


def _recording_is_coming(file: WitnessFile) -> bool:
    measure = MeasureId.PRE_RECORDED_CROSS_EXAMINATION
    direction = latest(file.directions, measure)
    if direction is not None:
        return direction.direction in (DirectionKind.GRANTED, DirectionKind.GRANTED_IN_PART, DirectionKind.VARIED)
    decision = latest(file.decisions, measure)
    if decision is not None:
        return decision.decision is DecisionKind.APPLY
    view = latest(file.views, measure)
    return view is not None and view.view is ViewKind.WANTS


def _actions(file: WitnessFile, today: dt.date, words: Mapping[str, Any]) -> list[Step]:
    found: list[Step] = []
    for action in file.actions:
        open_now = action.done_on is None and (action.due_on is None or action.due_on >= today)
        if not open_now or not is_written_to_her(action.text) or not may_stand_in_plan(action.text, words["jargon"]):
            continue
        when = f"By {day(action.due_on)}" if action.due_on else words["next"]["no_date"]
        owner = action.owner if may_stand_in_plan(action.owner, words["jargon"]) else words["next"]["cps"]
        found.append((action.due_on or _UNDATED, (when, unbroken_numbers(action.text), owner)))
    return found
