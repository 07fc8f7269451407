"""Finding in the practice office what a test is about."""

from __future__ import annotations

from victimplanner.domain.case_file import CaseFile, MeetingFile, WitnessFile
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.services.cases import read_case, read_cases
from victimplanner.services.context import App


def witnesses(app: App) -> list[WitnessFile]:
    return [file for case in read_cases(app) for file in case.witnesses]


def with_meeting(app: App, state: MeetingState) -> tuple[WitnessFile, MeetingFile]:
    """A witness with a meeting in `state`."""
    return next((file, m) for file in witnesses(app) for m in file.meetings if m.meeting.state is state)


def without_meeting(app: App) -> WitnessFile:
    """An adult in a case that goes to trial, not yet offered a meeting."""
    return next(f for f in witnesses(app) if not f.meetings and f.is_going_to_trial and not f.is_child_on(app.today))


def again(app: App, file: WitnessFile) -> WitnessFile:
    """The same witness as stored now."""
    return read_case(app, file.case.id).witness(file.witness.id)


def meeting_again(app: App, meeting: Meeting) -> MeetingFile:
    """The same meeting as stored now."""
    file = read_case(app, meeting.case_id).witness(meeting.witness_id)
    return next(m for m in file.meetings if m.meeting.id == meeting.id)


def with_two_witnesses(app: App) -> CaseFile:
    return next(case for case in read_cases(app) if len(case.witnesses) > 1)


def lines_in_the_trail(app: App) -> int:
    return app.vault.verify().count
