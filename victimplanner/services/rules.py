"""Listing, checking and explaining the rules by the code the screens use.

Without an office file they are the rules of the program; with one, those that the office works by.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.dates import day_and_date
from victimplanner.domain.deadlines import Start, work_out
from victimplanner.domain.eligibility import ANSWER_WORDS
from victimplanner.domain.errors import Problem, RuleBroken, StorageProblem
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.rules import RuleBook
from victimplanner.domain.vectors import VectorResult, check_vectors
from victimplanner.services.context import App
from victimplanner.services.unit_limits import own_number
from victimplanner.storage.resource_files import load_holiday_list, load_rule_book


def check_vector_file(path: Path, app: App | None = None) -> VectorResult:
    """Compare one file of right answers with the program. Raises: StorageProblem, RuleBroken for what is no such file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise StorageProblem("missing", f"{path.name} cannot be read. Check the name.") from None
    except ValueError:
        raise RuleBroken(Problem("", f"{path.name} is not JSON. Nothing was checked.")) from None
    try:
        return check_vectors(data, *_used(app))
    except RuleBroken as problem:
        raise RuleBroken(Problem("", f"{path.name}: {problem}")) from None


def rules_as_data(app: App | None = None) -> list[dict[str, Any]]:
    """Return every rule as plain data: measures with each answer, grounds, time limits."""
    book, _calendar = _used(app)
    result: list[dict[str, Any]] = []
    for gate in book.gates.values():
        result.append(
            {
                "id": gate.code.value,
                "title": f"{gate.section} {gate.title}",
                "text": gate.test,
                "source": gate.source,
                "confidence": gate.confidence,
            }
        )
    for measure in book.measures.values():
        for answer in measure.answers:
            conditions = " and ".join(answer.when) or "otherwise"
            result.append(
                {
                    "id": measure.id.value,
                    "title": f"{measure.title}, {measure.statute}: {ANSWER_WORDS[answer.value].lower()}",
                    "text": f"When {conditions}: {answer.because}",
                    "source": answer.source,
                    "confidence": answer.confidence,
                }
            )
    for rule in book.deadlines:
        counts = ", ".join(
            f"{number} {rule.unit}" + (f" ({key})" if key != "all" else "") for key, number in rule.count.items()
        )
        result.append(
            {
                "id": rule.id,
                "title": rule.title,
                "text": f"{rule.citation}: {counts}; in force from {rule.in_force.isoformat()}; {rule.edition}"
                + ("; a default that a manager may change" if rule.is_default else ""),
                "source": rule.source,
                "confidence": rule.confidence,
            }
        )
    return result


def explain_rule(
    rule_id: str, on: dt.date | None, received: dt.date | None, key: str | None, app: App | None = None
) -> str:
    """Return the working of one rule from a day, or what opens a measure, in words.

    Raises: NotFound for an unknown id, RuleBroken when a day is needed.
    """
    book, calendar = _used(app)
    if rule_id in {m.value for m in MeasureId}:
        measure = book.measures[MeasureId(rule_id)]
        lines = [f"{measure.title}, {measure.statute}"]
        lines += [
            f"- {ANSWER_WORDS[a.value]} when {' and '.join(a.when) or 'nothing above holds'}: {a.because} [{a.source}]"
            for a in measure.answers
        ]
        return "\n".join(lines)
    rule = book.deadline(rule_id, on or dt.date.max)
    start_on = received if rule.clock == "received" else on
    if start_on is None:
        needed = "--received" if rule.clock == "received" else "--on"
        raise RuleBroken(Problem("on", f"{rule.title}: say the day it runs from with {needed} YYYY-MM-DD."))
    if key is None:
        key = "enhanced" if "enhanced" in rule.count else "crown" if "crown" in rule.count else "all"
    what = "Information received" if rule.clock == "received" else "Event"
    start = Start(about="explained", words=f"{what}, {day_and_date(start_on)}", on=start_on, key=key)
    own = own_number(app.office, rule) if app is not None and rule.is_default else None
    return f"{rule.title}\n{work_out(rule, start, calendar, own).as_text()}"


def _used(app: App | None) -> tuple[RuleBook, Calendar]:
    """Return the rules and the days to go by: the office's, or without one the program's own."""
    return (app.rules, app.calendar) if app is not None else (load_rule_book(), Calendar(load_holiday_list()))
