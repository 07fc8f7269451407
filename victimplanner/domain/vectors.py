"""Right answers from a file, compared with what the program answers by the code the screens use.

Four forms are read: bank holidays ("dates"), counts of business days, availability of measures ("cases") and
Victims' Code duties.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case import CourtKind
from victimplanner.domain.deadlines import Start, work_out
from victimplanner.domain.eligibility import EligibilityFacts, availability
from victimplanner.domain.errors import PlannerError, Problem, RuleBroken
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.opt_out import OptOutFrom
from victimplanner.domain.rules import RuleBook
from victimplanner.domain.witness import GateCode


@dataclass(frozen=True)
class VectorResult:
    """How many right answers a file holds, and a sentence for each that the program answers differently."""

    count: int
    differences: tuple[str, ...]


def check_vectors(data: Any, rules: RuleBook, calendar: Calendar) -> VectorResult:
    """Compare every right answer in `data` with the program's.

    Raises: RuleBroken when `data` has none of the four forms, or holds no right answer at all.
    """
    if isinstance(data, Mapping):
        if isinstance(data.get("dates"), list) and data["dates"]:
            return _holidays(data["dates"], calendar)
        if isinstance(data.get("cases"), list) and data["cases"]:
            return _compare(data["cases"], lambda case: _eligibility(case, rules))
        if isinstance(data.get("vectors"), list) and data["vectors"]:
            return _compare(data["vectors"], lambda vector: _date(vector, rules, calendar))
    raise RuleBroken(
        Problem(
            "",
            "This file holds no right answers in a form the program reads. It needs a list named “dates”, "
            "“vectors” or “cases”.",
        )
    )


def _compare(entries: list[Any], difference: Any) -> VectorResult:
    differences: list[str] = []
    for number, entry in enumerate(entries, 1):
        try:
            found: Iterable[str] = difference(entry)
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            found = [f"cannot be read ({type(problem).__name__}: {problem})"]
        except PlannerError as problem:
            found = [str(problem)]
        differences += [f"no. {number}: {text}" for text in found]
    return VectorResult(len(entries), tuple(differences))


def _holidays(dates: list[Any], calendar: Calendar) -> VectorResult:
    try:
        wanted = {dt.date.fromisoformat(text) for text in dates}
    except (TypeError, ValueError) as problem:
        return VectorResult(len(dates), (f"a date cannot be read ({problem})",))
    years = {day.year for day in wanted}
    ours = {day for day in calendar.holidays.names if min(years) <= day.year <= max(years)}
    differences = [f"{day.isoformat()}: in the file, not in the program’s list" for day in sorted(wanted - ours)]
    differences += [
        f"{day.isoformat()}: {calendar.holidays.names[day]} in the program’s list, not in the file"
        for day in sorted(ours - wanted)
    ]
    return VectorResult(len(dates), tuple(differences))


def _eligibility(case: Mapping[str, Any], rules: RuleBook) -> list[str]:
    facts = EligibilityFacts(
        gates=frozenset(GateCode(code) for code in case["gates"]),
        is_complainant=bool(case["complainant"]),
        court=CourtKind(case["court"]),
        is_sexual_offence=bool(case["sexual_offence"]),
        interview_recorded=bool(case["abe_recorded"]),
        video_requested=bool(case["video_requested"]),
        opted_out=frozenset(OptOutFrom(what) for what in case.get("opted_out", ())),
        not_arranged=dict(case.get("not_arranged", {})),
    )
    differences = []
    for measure, expected in case["expect"].items():
        answer = availability(rules.measures[MeasureId(measure)], facts)
        if answer.answer.value != expected:
            differences.append(f"{measure}: the file says {expected}, the program {answer.answer} ({answer.source})")
    return differences


def _date(vector: Mapping[str, Any], rules: RuleBook, calendar: Calendar) -> list[str]:
    expected = dt.date.fromisoformat(vector["due"])
    if "business_days_after" in vector:
        start = dt.date.fromisoformat(vector["start"])
        due: dt.date | None = calendar.business_days_after(start, vector["business_days_after"]).due
        what = f"{vector['business_days_after']} business days after {start.isoformat()}"
    else:
        event = dt.date.fromisoformat(vector["event_on"])
        rule = rules.deadline(vector["duty"], event)
        received = vector.get("received_on")
        on = event if rule.clock == "event" else dt.date.fromisoformat(received) if received else None
        level = "enhanced" if vector["enhanced"] else "standard"
        start_ = Start(about="vector", words="Event", on=on, missing="the date of receipt is missing", key=level)
        due = work_out(rule, start_, calendar).due
        what = f"{vector['duty']}, {level}, event {event.isoformat()}, received {received}"
    if due == expected:
        return []
    return [f"{what}: the file says {expected.isoformat()}, the program {due.isoformat() if due else 'no date'}"]
