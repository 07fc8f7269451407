"""Looking at the plan of a meeting: clashes, keeping people apart, timing. Everything warns; nothing blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from victimplanner.domain.case import HearingKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import MONTHS, day_and_date, plain_date
from victimplanner.domain.deadlines import Working
from victimplanner.domain.meeting import Meeting
from victimplanner.domain.meeting_record import Attendance, AttendanceState
from victimplanner.services.context import App
from victimplanner.services.engagements import clashes, engagements_on, meeting_engagement
from victimplanner.services.free_time import Wanted, free_slots

_USUAL_HOURS = (dt.time(8, 0), dt.time(19, 0))


@dataclass(frozen=True)
class PlanWarning:
    """Something to look at in a plan. `kind` is "clash", "apart", "people", "timing", "hours" or "wish"."""

    kind: str
    headline: str
    text: str = ""
    attendance_ids: tuple[str, ...] = ()  # whom it concerns among those who will be there


def plan_warnings(
    app: App, file: WitnessFile, meeting: Meeting, attendances: Sequence[Attendance]
) -> list[PlanWarning]:
    """List what a person should look at before saving a plan. Everything may still be saved."""
    warnings = _people_warnings(attendances, meeting)
    if meeting.planned_on is None:
        return warnings
    if reason := app.calendar.why_not_working_day(meeting.planned_on):
        warnings.append(PlanWarning("hours", f"{day_and_date(meeting.planned_on)} is not a working day.", f"{reason}."))
    if meeting.planned_on < app.today:
        warnings.append(PlanWarning("timing", "The day chosen is in the past.", "Check the day."))
    warnings += _timing_warnings(app, file, meeting)
    preference = file.contact_preference
    if preference and (why := preference.why_not(meeting.planned_on, meeting.planned_start, meeting.planned_end)):
        warnings.append(PlanWarning("wish", "The time is not what she prefers.", why))
    if meeting.planned_start and meeting.planned_end:
        if meeting.planned_start < _USUAL_HOURS[0] or meeting.planned_end > _USUAL_HOURS[1]:
            warnings.append(PlanWarning("hours", "The meeting lies outside 8am to 7pm.", "Check that she can come."))
        warnings += _clash_warnings(app, meeting, attendances)
    return warnings


def _people_warnings(attendances: Sequence[Attendance], meeting: Meeting) -> list[PlanWarning]:
    warnings = []
    for attendance in attendances:
        if attendance.state is not AttendanceState.DECLINED:
            warnings += [PlanWarning("people", *words, (attendance.id,)) for words in _limits_of(attendance)]
    if attendances and not any(a.is_note_taker for a in attendances):
        warnings.append(PlanWarning("people", "No note-taker is named.", "A record is needed whatever the meeting."))
    return warnings


def _limits_of(person: Attendance) -> list[tuple[str, str]]:
    """Who must not attend, or not in that part (CPS leaflets on meetings; CrimPR 2025 r.3.8(7)-(8))."""
    found = []
    if person.is_supporter and person.is_case_witness:
        found.append(
            (
                "A supporter is a witness in this case.",
                "A witness must not attend. Ask her whether somebody else can come.",
            )
        )
    if person.is_relative_of_accused:
        found.append(
            ("Somebody of the accused’s family is to attend.", "Nobody of the accused’s family attends. Take them off.")
        )
    if person.is_relative_of_witness and INTERPRETS in person.role.casefold():
        found.append(
            ("A relative is to interpret.", "The interpreter must be independent and no relative. Book another one.")
        )
    return found


INTERPRETS = "interpreter"


def _timing_warnings(app: App, file: WitnessFile, meeting: Meeting) -> list[PlanWarning]:
    assert meeting.planned_on is not None
    warnings = []
    recording = file.next_hearing(HearingKind.SECTION_28_RECORDING)
    if recording and recording.listed_on and meeting.planned_on >= recording.listed_on:
        warnings.append(
            PlanWarning(
                "timing",
                "The meeting is not before the section 28 recording.",
                f"The recording is on {day_and_date(recording.listed_on)}. She should be met before she gives evidence.",
            )
        )
    trial = file.next_hearing(HearingKind.TRIAL)
    if trial and trial.listed_on and meeting.planned_on >= trial.listed_on:
        warnings.append(
            PlanWarning(
                "timing", "The meeting is not before the trial.", f"It starts on {day_and_date(trial.listed_on)}."
            )
        )
    limit = next((w for w in app.application_limits(file) if w.due), None)
    served = any(a.served_on for a in file.applications)
    if limit and limit.due and meeting.planned_on > limit.due and not served:
        warnings.append(
            PlanWarning(
                "timing",
                "The meeting is after the application limit.",
                f"The limit is {day_and_date(limit.due)}. Take her views before it, or apply to vary later.",
            )
        )
    return warnings


def _clash_warnings(app: App, meeting: Meeting, attendances: Sequence[Attendance]) -> list[PlanWarning]:
    """Compare with what else is booked on that day: meetings, link arrangements, hearings."""
    own = meeting_engagement(meeting, _people_of(attendances))
    assert meeting.planned_on is not None
    concerned = {a.person_id: a.id for a in attendances if a.person_id}
    return [
        PlanWarning(
            "apart" if clash.kind == "apart" else "clash",
            clash.headline,
            clash.text,
            tuple(concerned[person_id] for person_id in clash.person_ids),
        )
        for clash in clashes(own, engagements_on(app, meeting.planned_on, without=meeting.id))
    ]


def _people_of(attendances: Sequence[Attendance]) -> dict[str, str]:
    return {a.person_id: a.name for a in attendances if a.person_id and a.state is not AttendanceState.DECLINED}


def free_times(
    app: App, file: WitnessFile, meeting: Meeting, attendances: Sequence[Attendance], most: int = 3
) -> list[Meeting]:
    """Find the next times, of the planned length, at which nothing clashes and nothing else is to be looked at.

    Searched from the planned day (or today) on, one time a day (see `free_slots`). Each is returned as the meeting
    moved to it.
    """
    start, end = meeting.planned_start, meeting.planned_end
    minutes = _length(start, end) if start and end and end > start else suggested_minutes(meeting)
    wanted = Wanted(
        first_day=meeting.planned_on or app.today,
        minutes=minutes,
        people=_people_of(attendances),
        place=meeting.place,
        case_id=meeting.case_id,
        witness_id=meeting.witness_id,
        record_id=meeting.id,
    )
    found: list[Meeting] = []
    for slot in free_slots(app, wanted):
        times = {"planned_on": slot.on, "planned_start": slot.start, "planned_end": slot.end}
        moved = meeting.model_copy(update=times)
        is_same = (slot.on, slot.start) == (meeting.planned_on, start)
        if is_same or (found and found[-1].planned_on == slot.on):
            continue
        if all(warning.kind == "people" for warning in plan_warnings(app, file, moved, attendances)):
            found.append(moved)
            if len(found) >= most:
                break
    return found


_USUAL_MINUTES = 60


def suggested_minutes(meeting: Meeting) -> int:
    """Return how long a meeting should be planned for: an hour, half as long again where somebody interprets."""
    needs_longer = bool(meeting.interpreter.strip() or meeting.intermediary.strip())
    return _USUAL_MINUTES * 3 // 2 if needs_longer else _USUAL_MINUTES


@dataclass(frozen=True)
class TimingCheck:
    """One line of the timing panel: whether the meeting stands well to another date. `good` None: not known."""

    words: str
    good: bool | None
    detail: str


def timing_checks(app: App, file: WitnessFile, meeting: Meeting) -> list[TimingCheck]:
    """Compare a planned day with the plea, the application limit, the recording, and the time needed."""
    day = meeting.planned_on
    limits: tuple[Working, ...] = app.application_limits(file)
    limit = next((w.due for w in limits if w.due), None)
    plea = min((w.start.on for w in limits if w.start.on), default=None)
    recording = file.next_hearing(HearingKind.SECTION_28_RECORDING)
    recorded_on = recording.listed_on if recording else None
    checks = [
        _timing("After not guilty plea", day, plea, lambda d, p: d >= p, "no dated plea"),
        _timing("Before application limit", day, limit, lambda d, lim: d <= lim, "limit not known"),
        _timing("Before section 28 recording", day, recorded_on, lambda d, r: d < r, "no recording date"),
    ]
    trial = file.next_hearing(HearingKind.TRIAL)
    if recorded_on is None and trial is not None:
        checks.append(_timing("Before trial", day, trial.listed_on, lambda d, t: d < t, "no trial date"))
    if meeting.planned_start and meeting.planned_end:
        minutes = _length(meeting.planned_start, meeting.planned_end)
        needed = suggested_minutes(meeting)
        longer = ", plus half again to interpret" if needed > _USUAL_MINUTES else " suggested"
        words = f"{minutes} min: {_USUAL_MINUTES}{longer}"
        checks.append(TimingCheck("Long enough", minutes >= needed, words))
    return checks


@dataclass(frozen=True)
class PreparationCheck:
    """Something to see to before a meeting. `id` names a check ticked by hand, "" one that follows from the facts."""

    id: str
    words: str
    done: bool


def preparation_checks(
    app: App, file: WitnessFile, meeting: Meeting, attendances: Sequence[Attendance]
) -> list[PreparationCheck]:
    """List what is to be seen to before a meeting, first what follows from the facts, then what is ticked by hand."""
    contact = file.safe_contact
    offered = f"Offered {_day(meeting.offered_on)}" if meeting.offered_on else "Offered"
    if meeting.answered_on:
        offered += f", answered {_day(meeting.answered_on)}"
    confirmed = contact.confirmed_on if contact else None
    supporters = [a for a in attendances if a.is_supporter]
    checks = [
        PreparationCheck("", offered, meeting.offered_on is not None),
        PreparationCheck(
            "", f"Safe contact confirmed{f' {_day(confirmed)}' if confirmed else ''}", confirmed is not None
        ),
        PreparationCheck("", "No supporter is also a witness", not any(a.is_case_witness for a in supporters)),
        PreparationCheck("", "Note-taker named", any(a.is_note_taker for a in attendances)),
    ]
    for check in app.template.checks:
        if check.when != "interpreter" or meeting.interpreter.strip():
            checks.append(PreparationCheck(check.id, check.title, check.id in meeting.checks_done))
    return checks


def _day(day: dt.date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}" if day else ""


def _timing(
    words: str,
    day: dt.date | None,
    other: dt.date | None,
    holds: Callable[[dt.date, dt.date], bool],
    missing: str,
) -> TimingCheck:
    if other is None:
        return TimingCheck(words, None, missing)
    if day is None:
        return TimingCheck(words, None, plain_date(other))
    return TimingCheck(words, holds(day, other), day_and_date(other))


def _length(start: dt.time, end: dt.time) -> int:
    return (end.hour - start.hour) * 60 + end.minute - start.minute
