"""Questions 6 to 8 and 17: the application in time and whole, the decision told, a change sought promptly."""

from __future__ import annotations

import datetime as dt

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.clocks import APPLICATION
from victimplanner.domain.completeness import application_needs, decisions_in
from victimplanner.domain.dates import plain_date, plural
from victimplanner.domain.deadlines import span_words
from victimplanner.domain.due_item import DueState
from victimplanner.domain.inspection.form import Answered, AnswerState, Evidence, ReviewContext, in_all
from victimplanner.domain.measures import CHANGES, IN_FORCE, DirectionKind, MeasureId, ViewKind, directions_now, latest

_TAB = "measures"


def in_time(context: ReviewContext) -> Answered:
    """6: the application in time (CrimPR r.18.4), or late with its explanation (r.18.6)."""
    file = context.file
    ended = next((i for i in context.items_of(APPLICATION) if i.working is not None and i.due is not None), None)
    limit = next((w for w in context.limits if w.due), ended.working if ended is not None else None)
    served = [a for a in file.applications if a.served_on and not a.is_to_vary]
    first = min(served, key=lambda a: a.served_on or dt.date.max, default=None)
    if limit is None or limit.due is None:
        missing = next((w.missing for w in context.limits if w.missing), "there is no not guilty plea yet")
        return AnswerState.NOT_YET, f"No last day can be worked out: {missing}.", ()
    last_day = f"Last day {plain_date(limit.due)} ({limit.rule.citation}, {limit.start.about})"
    fact = (Evidence(last_day, limit.due, _TAB),)
    if first is None or first.served_on is None:
        own_motion = bool(file.directions)
        if own_motion:
            return AnswerState.MET, "The court decided without an application.", fact
        if ended is not None and ended.state is DueState.NO_LONGER:
            because = f"{ended.note[:1].lower()}{ended.note[1:]}"
            return AnswerState.NOT_APPLICABLE, f"Not served before its last day: {because}", fact
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
    explanation = Evidence(f"Explanation: {first.late_reason}", first.served_on, _TAB, first.id)
    return AnswerState.LOOK, words, (*fact, explanation)


def specific(context: ReviewContext) -> Answered:
    """7: the application has every part (r.18.10); whether it is hers alone, a person reads."""
    file = context.file
    application = next((a for a in reversed(file.applications) if not a.is_to_vary), None)
    if application is None and not decisions_in(file, None):
        return AnswerState.NOT_YET, "There is no application yet.", ()
    needs = application_needs(file, application, context.today)
    missing = [f"{need.words} {need.rule}" for need in needs if not need.is_there]
    subject = application.id if application else ""
    facts = tuple(
        Evidence(f"{need.rule} {need.words}: {'there' if need.is_there else 'missing'}", None, _TAB, subject)
        for need in needs
    )
    there = len(needs) - len(missing)
    if missing:
        return in_all(there, len(needs)), f"{there} of {len(needs)} parts there; missing: {', '.join(missing)}.", facts
    words = f"All {len(needs)} parts are there. Whether they are hers alone, a person must read."
    return AnswerState.LOOK, words, facts


def told(context: ReviewContext) -> Answered:
    """8: told of the decision, when, by whom, how soon (CrimPR r.18.5, Code Right 8)."""
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
        words = (
            f"{title}: decided {plain_date(direction.decided_on)}, told {plain_date(direction.told_on)} by "
            f"{direction.told_by or 'somebody not named'}, {plural(gap, 'working day')}"
        )
        facts.append(Evidence(words, direction.told_on, _TAB, direction.measure.value))
    if untold:
        state = in_all(len(facts), len(file.directions))
        return state, f"Not told of: {', '.join(dict.fromkeys(untold))}.", tuple(facts)
    late = sum(item.state is DueState.MET_LATE for item in context.items_of("decision.told"))
    words = f"Told of every decision, at most {plural(worst, 'working day')} after it"
    if late:
        return AnswerState.IN_PART, f"{words}; {late} told late.", tuple(facts)
    return AnswerState.MET, f"{words}.", tuple(facts)


def vary(context: ReviewContext) -> Answered:
    """17: when circumstances changed, a change of the direction was sought promptly (r.18.11)."""
    file = context.file
    facts = []
    for application in file.applications:
        if application.is_to_vary and application.aware_on and application.served_on:
            gap = span_words(context.calendar, application.aware_on, application.served_on, "business days")
            words = f"Known {plain_date(application.aware_on)}, served {plain_date(application.served_on)}: {gap}"
            facts.append(Evidence(words, application.served_on, _TAB, application.id))
    waiting = [m for m in MeasureId if _changed_her_mind(file, m)]
    if waiting:
        titles = ", ".join(context.title(m) for m in waiting)
        facts += [Evidence(f"{context.title(m)}: her view changed", None, _TAB, m.value) for m in waiting]
        return AnswerState.NOT_MET, f"Her view changed after the direction, nothing was sought: {titles}.", tuple(facts)
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
