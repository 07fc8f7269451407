"""The steps that a practice meeting has gone, as the program would have kept them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from victimplanner.domain.meeting import Meeting, MeetingChange, MeetingState, MeetingStep

_ANSWERS = (MeetingState.DECLINED, MeetingState.LATER, MeetingState.NO_REPLY)


def meeting_steps(meeting: Meeting) -> Iterator[MeetingChange]:
    """Yield the offer, the answer and the plan of a meeting that was never moved."""
    ids: dict[str, Any] = {"case_id": meeting.case_id, "meeting_id": meeting.id, "made_by": meeting.offered_by}
    steps: list[tuple[MeetingStep, MeetingState, dt.date | None]] = [
        (MeetingStep.OFFERED, MeetingState.OFFERED, meeting.offered_on)
    ]
    if meeting.answered_on is not None:
        answer = meeting.state if meeting.state in _ANSWERS else MeetingState.ACCEPTED
        steps.append((MeetingStep.ANSWERED, answer, meeting.answered_on))
    if meeting.planned_on is not None:
        steps.append((MeetingStep.PLANNED, MeetingState.PLANNED, meeting.answered_on))
    random = Random(f"steps {meeting.id}")
    before: MeetingState | None = None
    for number, (step, state, on) in enumerate(steps, 1):
        yield MeetingChange(
            id=f"{random.getrandbits(128):032x}",
            **ids,
            step=step,
            state_before=before,
            state_after=state,
            happened_on=on,
            sequence=number,
        )
        before = state
