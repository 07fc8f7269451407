"""The stages of special measures: the application and its limit, what was served, what the court directed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.measures import (
    DIRECTION_WORDS,
    DecisionKind,
    Direction,
    DirectionKind,
    MeasureId,
    latest,
)
from victimplanner.ui.formats import day_month_year, full_day, joined
from victimplanner.ui.screens.case.state import PillText, Stage


def limit_stages(
    file: WitnessFile, limits: Sequence[Working], items: Sequence[DueItem], titles: Mapping[MeasureId, str]
) -> Iterable[Stage]:
    several = len({(w.due, w.missing) for w in limits}) > 1
    shown: set[tuple[dt.date | None, str]] = set()
    for working in limits:
        if (working.due, working.missing) in shown:
            continue
        shown.add((working.due, working.missing))
        about = [w.start.about for w in limits if (w.due, w.missing) == (working.due, working.missing)]
        item = next((i for i in items if i.rule_id == working.rule.id and i.due == working.due), None)
        finished = working.start.finished_on
        served = min((a.served_on for a in file.applications if a.served_on), default=None)
        if finished is not None:
            late = working.due is not None and finished > working.due
            word = "Served late" if late and served else "Served" if served else "Directed"
            pill, words = PillText("today" if late and served else "ok", word), full_day(finished)
            shape = tone = "ok"
            name, fact = "Application limit", ""
        elif working.due is None:
            pill, words = PillText("unknown", "Cannot be worked out"), sentence(working.missing)
            shape = tone = "unknown"
            name, fact = "Special measures application", ""
        else:
            pill, words = (due_pill(item), "") if item else (PillText("info", "Open"), "")
            shape, tone = "draft", "info" if pill.kind == "info" else pill.kind
            name = "Special measures application"
            fact = _sought(file, titles) + (" Provisional." if working.is_provisional else "")
        title = name + (f", from the plea of {joined(about)}" if several else "")
        yield Stage(
            f"limit/{working.start.about}", working.due, shape, tone, title, fact, ((pill, words),),
            working=working, tab="measures",
        )  # fmt: skip


def _sought(file: WitnessFile, titles: Mapping[MeasureId, str]) -> str:
    """Say what is to be applied for as it stands."""
    decisions = [latest(file.decisions, measure) for measure in titles]
    names = [titles[d.measure] for d in decisions if d is not None and d.decision is DecisionKind.APPLY]
    return f"{sentence(joined([lower(name) for name in names]))}, draft." if names else "Last day to serve."


def lower(title: str) -> str:
    """A title inside a sentence: "Live link" becomes "live link", "ABE" stays."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def application_stages(file: WitnessFile) -> Iterable[Stage]:
    for application in file.applications:
        if application.served_on is None:
            continue
        fact = f"Served on {lower(application.served_to)}." if application.served_to else ""
        if application.response_received_on:
            fact += f" Response received {day_month_year(application.response_received_on)}."
        yield Stage(
            f"application/{application.id}", application.served_on, "send", "ok", "Application served", fact.strip(),
            tab="measures", subject_id=application.id,
        )  # fmt: skip


def direction_stages(file: WitnessFile, titles: Mapping[MeasureId, str]) -> Iterable[Stage]:
    groups: dict[tuple[dt.date, dt.date | None, dt.date | None], list[Direction]] = {}
    for direction in file.directions:
        groups.setdefault((direction.decided_on, direction.received_on, direction.told_on), []).append(direction)
    for (decided_on, _received_on, told_on), directions in groups.items():
        outcomes: dict[DirectionKind, list[str]] = {}
        for direction in directions:
            outcomes.setdefault(direction.direction, []).append(titles.get(direction.measure, direction.measure.value))
        fact = "; ".join(
            f"{DIRECTION_WORDS[kind]}: {joined([lower(name) for name in names])}" for kind, names in outcomes.items()
        )
        kinds = set(outcomes)
        bad = kinds & {DirectionKind.REFUSED, DirectionKind.DISCHARGED}
        shape, tone = ("half", "refused") if bad and kinds - bad else ("refused", "refused") if bad else ("ok", "ok")
        pills = () if told_on is None else ((PillText("ok", "Told"), full_day(told_on)),)
        yield Stage(
            f"directions/{directions[0].id}", decided_on, shape, tone, "Directions", f"{fact}.", pills,
            tab="measures", subject_id=directions[0].id,
        )  # fmt: skip


def due_pill(item: DueItem) -> PillText:
    """Return the pill of a due item: how late, today, how long, or that it cannot be worked out."""
    if item.state is DueState.OVERDUE:
        return PillText("overdue", item.standing or "Overdue")
    if item.state is DueState.TODAY:
        return PillText("today", "Today")
    if item.state is DueState.NOT_KNOWN:
        return PillText("unknown", "Cannot be worked out")
    return PillText("info", item.standing)
