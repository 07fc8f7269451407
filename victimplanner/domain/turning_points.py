"""What ends the road to a trial, or her part in it, and since when. Duties that are of no more use then say why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from victimplanner.domain.case import CaseState, ChargeState, Defendant, PleaKind
from victimplanner.domain.case_events import EVENT_WORDS, CaseEvent, EventKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import plain_date


@dataclass(frozen=True)
class Ending:
    """Since when something is over (None: the day is not recorded), and why, in words that can follow "since"."""

    on: dt.date | None
    because: str


def trial_over(file: WitnessFile) -> Ending | None:
    """Say why no trial is to come any more, None while one may: outcome, every charge stopped, nobody pleads not guilty."""
    outcome = _outcome_of_all(file)
    if outcome is not None:
        return Ending(
            outcome.happened_on or outcome.received_on, _dated("the case has its outcome", outcome.happened_on)
        )
    if file.charges and all(charge.state is ChargeState.STOPPED for charge in file.charges):
        day = max((c.stopped_on for c in file.charges if c.stopped_on), default=None)
        return Ending(day, _dated("every charge that concerns her was stopped", day))
    was_denied = any(plea.plea is PleaKind.NOT_GUILTY for plea in file.pleas)
    if was_denied and all(admits(file, accused) for accused in file.defendants):
        day = max((p.entered_on for p in file.pleas if p.plea is PleaKind.GUILTY and p.entered_on), default=None)
        return Ending(day, _dated("no not guilty plea is left", day))
    if file.case.state is CaseState.CLOSED:
        return Ending(file.case.closed_on, _dated("the case is closed", file.case.closed_on))
    return None


def _outcome_of_all(file: WitnessFile) -> CaseEvent | None:
    """Return the outcome of the case, or the last of its accused’s own once none is left who may still be tried."""
    events = file.events_of(EventKind.OUTCOME)
    of_the_case = next((event for event in events if event.defendant_id is None), None)
    if of_the_case is not None or not events:
        return of_the_case
    is_left = any(not outcomes_of(file, accused) and not admits(file, accused) for accused in file.defendants)
    return None if is_left else max(events, key=lambda e: e.happened_on or e.received_on or dt.date.min)


def outcomes_of(file: WitnessFile, accused: Defendant) -> tuple[CaseEvent, ...]:
    """Return the outcomes that were entered for one accused alone, in order of entry."""
    return tuple(event for event in file.events_of(EventKind.OUTCOME) if event.defendant_id == accused.id)


def admits(file: WitnessFile, accused: Defendant) -> bool:
    """Whether an accused pleads guilty now."""
    plea = file.plea_of(accused)
    return plea is not None and plea.plea is PleaKind.GUILTY


def support_lost(file: WitnessFile) -> Ending | None:
    """Say that she no longer supports the prosecution, None while she does. It ends what is offered, not what is owed.

    She may support it again later (domain trap 14: a meeting offer may lapse and be reopened): the last word counts.
    """
    lost: CaseEvent | None = None
    for event in sorted(file.events_of(*_ABOUT_SUPPORT), key=_in_time):
        lost = None if event.kind is EventKind.SUPPORT_RETURNED else lost or event
    if lost is None:
        return None
    words = EVENT_WORDS[lost.kind]
    return Ending(lost.happened_on, _dated(f"{words[0].lower()}{words[1:]}", lost.happened_on))


_ABOUT_SUPPORT = (EventKind.SUPPORT_WITHDRAWN, EventKind.RETRACTED, EventKind.SUPPORT_RETURNED)


def _in_time(event: CaseEvent) -> tuple[dt.date, int]:
    return event.happened_on or event.received_on or dt.date.min, event.sequence


def _dated(words: str, day: dt.date | None) -> str:
    return f"{words} ({plain_date(day)})" if day else words
