"""What a reviewer asks of a special measures file, answered from the records of one witness.

The questions are data (`resources/text/review_questions.toml`); each answer is worked out here, by the question's id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.completeness import application_needs, decisions_in
from victimplanner.domain.dates import plain_date, plural
from victimplanner.domain.deadlines import Working, span_words
from victimplanner.domain.eligibility import Availability
from victimplanner.domain.measures import (
    CHANGES,
    IN_FORCE,
    SOUGHT,
    DirectionKind,
    MeasureId,
    ViewKind,
    directions_now,
    latest,
)
from victimplanner.domain.section_28 import SECTION_28_OUTCOME_WORDS, Section28Outcome
from victimplanner.domain.witness import GATE_HOLDS_WORDS, GateCode


class AnswerState(StrEnum):
    """How an answer stands: kept; something missing or late; not reached yet; a person must look."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_YET = "not_yet"
    LOOK = "look"


ANSWER_STATE_WORDS = {
    AnswerState.MET: "Yes",
    AnswerState.NOT_MET: "Not shown",
    AnswerState.NOT_YET: "Not reached",
    AnswerState.LOOK: "Look at",
}


@dataclass(frozen=True)
class ReviewQuestion:
    """One question as the text file gives it."""

    id: str
    number: int
    text: str


@dataclass(frozen=True)
class ReviewAnswer:
    """One answer: how it stands, in one sentence, and the facts it rests on."""

    question: ReviewQuestion
    state: AnswerState
    words: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReviewContext:
    """What an answer may look at. `availabilities` and `limits` are worked out already."""

    file: WitnessFile
    today: dt.date
    calendar: Calendar
    availabilities: tuple[Availability, ...]
    limits: tuple[Working, ...]
    shares_reasons: frozenset[MeasureId] = frozenset()  # measures whose reason another witness of the case has too

    def title(self, measure: MeasureId) -> str:
        return next(a.measure.title for a in self.availabilities if a.measure.id is measure)

    @property
    def open_measures(self) -> tuple[MeasureId, ...]:
        return tuple(a.measure.id for a in self.availabilities if a.is_open)


Answered = tuple[AnswerState, str, tuple[str, ...]]


def _grounds(context: ReviewContext) -> Answered:
    file = context.file
    held = sorted(file.gates_held_on(context.today))
    considered = file.gates_as_considered()
    facts = tuple(
        f"{gate.code.value}: {GATE_HOLDS_WORDS[gate.holds].lower()}, {gate.evidence.strip().rstrip('.')}"
        f" ({gate.considered_by + ', ' if gate.considered_by else ''}{plain_date(gate.considered_on)})"
        for gate in considered.values()
    )
    is_adult = not file.is_child_on(context.today)
    if not held:
        return AnswerState.NOT_MET, "No ground of eligibility is recorded.", facts
    count = plural(len(held), "ground holds", "grounds hold")
    if is_adult and GateCode.S16_INCAP not in considered:
        return AnswerState.NOT_MET, f"{count}, but s.16(1)(b) was not considered.", facts
    return AnswerState.MET, f"{count}; section 16 was considered." if is_adult else f"{count}.", facts


def _views(context: ReviewContext) -> Answered:
    file = context.file
    given = {m: view for m in context.open_measures if (view := latest(file.views, m)) is not None}
    asked = {m: v for m, v in given.items() if v.view is not ViewKind.NOT_ASKED}
    not_asked = [context.title(m) for m in context.open_measures if m not in asked]
    without_words = [context.title(m) for m, v in asked.items() if not v.own_words.strip()]
    nameless = [context.title(m) for m, v in asked.items() if not v.taken_by.strip()]
    facts = tuple(
        f"{context.title(m)}: {plain_date(v.given_on)}{', by ' + v.taken_by if v.taken_by else ''}"
        f"{', carried over from ' + v.carried_from if v.carried_from else ''}"
        for m, v in asked.items()
    )
    if not context.open_measures:
        return AnswerState.NOT_YET, "No measure is open to her on the facts recorded.", facts
    if not asked:
        return AnswerState.NOT_MET, "No view is recorded.", facts
    gaps = []
    if not_asked:
        gaps.append(f"not asked: {', '.join(not_asked)}")
    if without_words:
        gaps.append(f"without her own words: {', '.join(without_words)}")
    if nameless:
        gaps.append(f"without a name of who took it: {', '.join(nameless)}")
    count = f"{len(asked)} of {len(context.open_measures)} open measures asked"
    changed_on = file.proceedings_changed_on
    stale = [context.title(m) for m, v in asked.items() if changed_on is not None and v.given_on < changed_on]
    if stale:
        gaps.append(f"to be asked again since the proceedings changed: {', '.join(stale)}")
    if gaps:
        return AnswerState.NOT_MET, f"{count}; {'; '.join(gaps)}.", facts
    return AnswerState.MET, f"{count}, each in her own words.", facts


def _section_28(context: ReviewContext) -> Answered:
    file = context.file
    entry = file.consideration
    decision = latest(file.decisions, MeasureId.PRE_RECORDED_CROSS_EXAMINATION)
    is_open = MeasureId.PRE_RECORDED_CROSS_EXAMINATION in context.open_measures
    facts = []
    if entry is not None:
        facts.append(f"{SECTION_28_OUTCOME_WORDS[entry.outcome]}, {plain_date(entry.considered_on)}: {entry.reason}")
    if decision is not None:
        facts.append(f"Decision of {plain_date(decision.decided_on)}: {decision.reason}")
    if entry is None and decision is None:
        if not is_open:
            return AnswerState.NOT_YET, "Not open to her on the facts recorded; not considered.", ()
        return AnswerState.NOT_MET, "It is open to her and nobody recorded that it was considered.", ()
    sought = decision is not None and decision.decision in SOUGHT
    sought = sought or (decision is None and entry is not None and entry.outcome is Section28Outcome.SOUGHT)
    explained = _explained_on(context)
    told = f"explained {plain_date(explained)}" if explained else "not shown to have been explained to her"
    what = "Considered and sought" if sought else "Considered, not sought"
    reason = (decision.reason if decision else "") or (entry.reason if entry else "")
    if not sought and not reason.strip():
        return AnswerState.NOT_MET, f"{what}, without a reason; {told}.", tuple(facts)
    return (AnswerState.MET if explained else AnswerState.NOT_MET), f"{what}; {told}.", tuple(facts)


def _explained_on(context: ReviewContext) -> dt.date | None:
    """When section 28 was explained: as recorded, or as information given when her view was taken."""
    days = [c.explained_on for c in context.file.considerations if c.explained_on]
    days += [
        v.given_on
        for v in context.file.views
        if v.measure is MeasureId.PRE_RECORDED_CROSS_EXAMINATION and v.information_given.strip()
    ]
    return max(days, default=None)


def _right_measures(context: ReviewContext) -> Answered:
    file = context.file
    decided = [(m, d) for m in MeasureId if (d := latest(file.decisions, m)) is not None]
    if not decided:
        return AnswerState.NOT_YET, "Nothing is decided yet.", ()
    gaps, facts = [], []
    for measure, decision in decided:
        view = latest(file.views, measure)
        wants = view is not None and view.view in (ViewKind.WANTS, ViewKind.ONLY_IF)
        against = view is not None and view.view is ViewKind.DOES_NOT_WANT
        sought = decision.decision in SOUGHT
        if wants != sought and view is not None and view.view is not ViewKind.UNDECIDED:
            if not decision.reason.strip() and (wants or against):
                gaps.append(context.title(measure))
            elif wants or (against and sought):
                facts.append(f"{context.title(measure)}: {decision.reason}")
    undecided = [
        context.title(m)
        for m in context.open_measures
        if (v := latest(file.views, m)) and v.view is ViewKind.WANTS and latest(file.decisions, m) is None
    ]
    shared = [context.title(m) for m in context.shares_reasons]
    if gaps or undecided:
        parts = []
        if gaps:
            parts.append(f"differs from her view without a reason: {', '.join(gaps)}")
        if undecided:
            parts.append(f"wanted and not decided: {', '.join(undecided)}")
        return AnswerState.NOT_MET, f"{'; '.join(parts).capitalize()}.", tuple(facts)
    if shared:
        return AnswerState.LOOK, f"Another witness has the same reason: {', '.join(shared)}.", tuple(facts)
    number = sum(1 for _, d in decided if d.decision in SOUGHT)
    return AnswerState.MET, f"{plural(number, 'measure')} sought; every difference has its reason.", tuple(facts)


def _in_time(context: ReviewContext) -> Answered:
    file = context.file
    limit = next((w for w in context.limits if w.due), None)
    served = [a for a in file.applications if a.served_on and not a.is_to_vary]
    first = min(served, key=lambda a: a.served_on or dt.date.max, default=None)
    if limit is None or limit.due is None:
        missing = next((w.missing for w in context.limits if w.missing), "there is no not guilty plea yet")
        return AnswerState.NOT_YET, f"No last day can be worked out: {missing}.", ()
    fact = (f"Last day {plain_date(limit.due)} ({limit.rule.citation}, {limit.start.about})",)
    if first is None or first.served_on is None:
        own_motion = bool(file.directions)
        if own_motion:
            return AnswerState.MET, "The court decided without an application.", fact
        if context.today > limit.due:
            return AnswerState.NOT_MET, f"Not served; the last day was {plain_date(limit.due)}.", fact
        return AnswerState.NOT_YET, f"Not served yet; the last day is {plain_date(limit.due)}.", fact
    if first.served_on <= limit.due:
        return AnswerState.MET, f"In time: served {plain_date(first.served_on)}.", fact
    late = span_words(context.calendar, limit.due, first.served_on, limit.rule.unit)
    decided = {True: "; extension granted", False: "; extension refused", None: ""}[first.extension_granted]
    if not first.late_reason.strip():
        return AnswerState.NOT_MET, f"Served {late} late, without an explanation.", fact
    words = f"Served {late} late, explained (r.18.6){decided}."
    return AnswerState.LOOK, words, (*fact, f"Explanation: {first.late_reason}")


def _specific(context: ReviewContext) -> Answered:
    file = context.file
    application = next((a for a in reversed(file.applications) if not a.is_to_vary), None)
    if application is None and not decisions_in(file, None):
        return AnswerState.NOT_YET, "There is no application yet.", ()
    needs = application_needs(file, application, context.today)
    missing = [f"{need.words} {need.rule}" for need in needs if not need.is_there]
    facts = tuple(f"{need.rule} {need.words}: {'there' if need.is_there else 'missing'}" for need in needs)
    if missing:
        return (
            AnswerState.NOT_MET,
            f"{len(needs) - len(missing)} of {len(needs)} parts there; missing: {', '.join(missing)}.",
            facts,
        )
    return (
        AnswerState.LOOK,
        f"All {len(needs)} parts are there. Whether they are hers alone, a person must read.",
        facts,
    )


def _told(context: ReviewContext) -> Answered:
    file = context.file
    if not file.directions:
        return AnswerState.NOT_YET, "The court has not decided.", ()
    facts, untold = [], []
    worst = 0
    for direction in file.directions:
        title = context.title(direction.measure)
        if direction.told_on is None:
            untold.append(title)
            continue
        gap = context.calendar.days_between(direction.decided_on, direction.told_on, "working days")
        worst = max(worst, gap)
        facts.append(
            f"{title}: decided {plain_date(direction.decided_on)}, told {plain_date(direction.told_on)} by "
            f"{direction.told_by or 'somebody not named'}, {plural(gap, 'working day')}"
        )
    if untold:
        return AnswerState.NOT_MET, f"Not told of: {', '.join(dict.fromkeys(untold))}.", tuple(facts)
    return AnswerState.MET, f"Told of every decision, at most {plural(worst, 'working day')} after it.", tuple(facts)


def _vary(context: ReviewContext) -> Answered:
    file = context.file
    facts = []
    for application in file.applications:
        if application.is_to_vary and application.aware_on and application.served_on:
            gap = span_words(context.calendar, application.aware_on, application.served_on, "business days")
            facts.append(f"Known {plain_date(application.aware_on)}, served {plain_date(application.served_on)}: {gap}")
    waiting = [context.title(m) for m in MeasureId if _changed_her_mind(file, m)]
    if waiting:
        return (
            AnswerState.NOT_MET,
            f"Her view changed after the direction, nothing was sought: {', '.join(waiting)}.",
            tuple(facts),
        )
    drafts = [a for a in file.applications if a.is_to_vary and a.served_on is None]
    if drafts:
        return AnswerState.NOT_MET, "An application to vary is drafted and not served.", tuple(facts)
    if facts:
        return AnswerState.LOOK, f"{plural(len(facts), 'application')} to vary; see how soon.", tuple(facts)
    return AnswerState.NOT_YET, "No change of circumstances is recorded since a direction.", ()


def _changed_her_mind(file: WitnessFile, measure: MeasureId) -> bool:
    """Whether her last view, given after the direction in force, goes against it and nothing was decided since."""
    view, decision = latest(file.views, measure), latest(file.decisions, measure)
    now = directions_now(file.directions, measure, [d.id for d in file.defendants]).values()
    if view is None or not now:
        return False
    directed_on = max(d.decided_on for d in now)
    if view.given_on <= directed_on:
        return False
    in_force = any(d.direction in IN_FORCE for d in now)
    refused = all(d.direction in (DirectionKind.REFUSED, DirectionKind.DISCHARGED) for d in now)
    differs = (in_force and view.view is ViewKind.DOES_NOT_WANT) or (refused and view.view is ViewKind.WANTS)
    answered = decision is not None and decision.decision in CHANGES and decision.decided_on >= view.given_on
    return differs and not answered


ANSWERS: Mapping[str, Callable[[ReviewContext], Answered]] = {
    "grounds": _grounds,
    "views": _views,
    "section_28": _section_28,
    "right_measures": _right_measures,
    "in_time": _in_time,
    "specific": _specific,
    "told": _told,
    "vary": _vary,
}


def answer_questions(questions: tuple[ReviewQuestion, ...], context: ReviewContext) -> tuple[ReviewAnswer, ...]:
    """Answer every question for one witness, in the order of the text file."""
    return tuple(ReviewAnswer(question, *ANSWERS[question.id](context)) for question in questions)
