"""One witness's special measures, read from the case and put into words for the tab."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.deadlines import Working, standing_words
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.measures import PROCEEDINGS_CHANGE_WORDS, MeasureId, latest
from victimplanner.domain.turning_18 import ages, at_eighteen
from victimplanner.domain.witness import GateCode
from victimplanner.services import applications, measures
from victimplanner.services.context import App
from victimplanner.services.review import review_answers
from victimplanner.services.worklist import due_of_case
from victimplanner.ui.formats import full_day, recent_day
from victimplanner.ui.screens.measures.age_words import turns_18_on
from victimplanner.ui.screens.measures.cells import labelled_directions
from victimplanner.ui.screens.measures.direction_cells import stale_directions
from victimplanner.ui.screens.measures.ground_words import NO_GROUND, ground_pill, grounds_note
from victimplanner.ui.screens.measures.lines import line_of
from victimplanner.ui.screens.measures.state import GroundLine, GroundPill, LimitLine, MeasuresPage

_SOON = 5  # business days from which the deadline is shown as pressing
_AGE_GROUNDS = frozenset({GateCode.S16_CHILD, GateCode.S22_QUALIFYING})


def read_page(app: App, case: CaseFile, file: WitnessFile) -> MeasuresPage:
    """Return everything the tab shows of one witness today."""
    today = app.today
    items = [item for item in due_of_case(app, case) if item.witness_id in (None, file.witness.id)]
    limits = app.application_limits(file)
    facts = measures.facts_of(app, file)
    late = _late_to_tell(items)
    grounds = _grounds(app, file)
    now = [direction for f in facts for _label, direction in labelled_directions(file, f.id)]
    untold = dict.fromkeys(d.id for d in now if d.told_on is None)
    return MeasuresPage(
        file=file,
        today=today,
        label=file.witness.label,
        grounds=_ground_pills(grounds),
        grounds_note=grounds_note(grounds, today),
        ground_lines=grounds,
        limit_title=f"Application deadline, {limits[0].rule.citation}" if limits else "Application deadline",
        limits=_limits(app, file, limits),
        no_limit="" if limits else _no_limit(file),
        responses=_responses(app, file),
        lines=tuple(line_of(f, file, limits[0] if limits else None, late, today) for f in facts),
        facts=facts,
        workings={i: item.working for item in items if item.working for i in item.subject_ids},
        untold=tuple(next(d for d in now if d.id == i) for i in untold),
        adjustments=file.adjustments,
        turns_18_on=turns_18_on(file, today),
        at_eighteen=at_eighteen(file, app.rules.measures, app.rules.at_18) if file.is_child_on(today) else (),
        ages=ages(file, today),
        answers=review_answers(app, file),
        proceedings_changed=_proceedings_words(file),
        interpreter=file.witness.interpreter_need,
        has_primary_rule=file.is_child_on(today) or file.is_qualifying_on(today),
        other_ground_than_age=bool(file.gates_held_on(today) - _AGE_GROUNDS),
        has_views=bool(file.views),
        may_decide=app.may("measure.decide"),
        may_record=app.may("measure.view"),
    )


def _grounds(app: App, file: WitnessFile) -> tuple[GroundLine, ...]:
    held = file.gates_held_on(app.today)
    considered = file.gates_as_considered()
    return tuple(GroundLine(rule, code in held, considered.get(code)) for code, rule in app.rules.gates.items())


def _ground_pills(grounds: Sequence[GroundLine]) -> tuple[GroundPill, ...]:
    lines = sorted(grounds, key=lambda line: not line.holds_today)
    return tuple(ground_pill(line) for line in lines if line.holds_today or line.considered) or (NO_GROUND,)


def _limits(app: App, file: WitnessFile, limits: Sequence[Working]) -> tuple[LimitLine, ...]:
    grouped: dict[tuple[dt.date | None, str], list[Working]] = {}
    for working in limits:
        grouped.setdefault((working.due, working.missing), []).append(working)
    several = len(file.defendants) > 1
    return tuple(
        LimitLine(
            ", ".join(w.start.about for w in group) if several else "",
            full_day(group[0].due) if group[0].due else "Not known",
            _limit_pill(app, file, group[0]),
            group[0],
            _extension_pill(file, group[0]),
        )
        for group in grouped.values()
    )


def _responses(app: App, file: WitnessFile) -> tuple[LimitLine, ...]:
    """When other parties are still to answer an application; those answered or decided are left out."""
    return tuple(
        LimitLine("Response due", full_day(working.due), _days_pill(app, working, working.due), working)
        for working in applications.response_workings(app, file)
        if working.start.finished_on is None and working.due is not None
    )


def _limit_pill(app: App, file: WitnessFile, working: Working) -> tuple[str, str]:
    finished, due, today = working.start.finished_on, working.due, app.today
    if finished is not None:
        day = recent_day(finished, today)
        if not any(application.served_on for application in file.applications):
            return "ok", f"Directed {day}"
        late = due is not None and finished > due
        return ("today", f"Served late {day}") if late else ("ok", f"Served {day}")
    if due is None:
        return "unknown", "Cannot be worked out"
    return _days_pill(app, working, due)


def _extension_pill(file: WitnessFile, working: Working) -> tuple[str, str] | None:
    """What came of the extension asked for with a late application, None while it is in time."""
    late = [a for a in file.applications if a.late_reason and not a.is_to_vary]
    finished, due = working.start.finished_on, working.due
    if not late or due is None or (finished is not None and finished <= due):
        return None
    granted = late[-1].extension_granted
    if granted is None:
        return "unknown", "Extension not decided"
    return ("ok", "Extension granted") if granted else ("refused", "Extension refused")


def _days_pill(app: App, working: Working, due: dt.date) -> tuple[str, str]:
    today, unit = app.today, working.rule.unit
    if due == today:
        return "today", "Due today"
    words = standing_words(app.calendar, today, due, unit)
    if due < today:
        return "overdue", words
    return ("today" if app.calendar.days_between(today, due, unit) <= _SOON else "info"), words


def _late_to_tell(items: Iterable[DueItem]) -> frozenset[str]:
    return frozenset(
        subject
        for item in items
        if item.rule_id == "decision.told" and item.state is DueState.OVERDUE
        for subject in item.subject_ids
    )


def _no_limit(file: WitnessFile) -> str:
    if any(file.plea_of(defendant) for defendant in file.defendants):
        return "No application is due: nobody has pleaded not guilty."
    return "Enter the plea to work out the date."


def _proceedings_words(file: WitnessFile) -> str:
    """Name the last change of the proceedings while something from before is to be checked or asked again."""
    last = max(file.proceedings_changes, key=lambda change: change.happened_on, default=None)
    if last is None:
        return ""
    stale = any(stale_directions(file, labelled_directions(file, measure)) for measure in MeasureId)
    views = [view for measure in MeasureId if (view := latest(file.views, measure)) is not None]
    if not stale and not any(view.given_on < last.happened_on for view in views):
        return ""
    note = f" {last.note}" if last.note else ""
    return f"{PROCEEDINGS_CHANGE_WORDS[last.kind]}, {full_day(last.happened_on)}.{note}"
