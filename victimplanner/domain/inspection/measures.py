"""Questions 2 to 5: grounds, views, section 28, and whether the right measures were sought."""

from __future__ import annotations

import datetime as dt

from victimplanner.domain.dates import plain_date, plural
from victimplanner.domain.inspection.form import Answered, AnswerState, Evidence, ReviewContext
from victimplanner.domain.measures import SOUGHT, MeasureId, ViewKind, latest
from victimplanner.domain.section_28 import SECTION_28_OUTCOME_WORDS, Section28Outcome
from victimplanner.domain.witness import GATE_HOLDS_WORDS, Gate, GateCode

_TAB = "measures"


def grounds(context: ReviewContext) -> Answered:
    """2: the grounds of eligibility, with reasons, section 16 among them."""
    file = context.file
    held = sorted(file.gates_held_on(context.today))
    considered = file.gates_as_considered()
    facts = tuple(_ground(gate, context) for gate in considered.values())
    is_adult = not file.is_child_on(context.today)
    if not held:
        return AnswerState.NOT_MET, "No ground of eligibility is recorded.", facts
    count = plural(len(held), "ground holds", "grounds hold")
    if is_adult and GateCode.S16_INCAP not in considered:
        return AnswerState.IN_PART, f"{count}, but s.16(1)(b) was not considered.", facts
    return AnswerState.MET, f"{count}; section 16 was considered." if is_adult else f"{count}.", facts


def _ground(gate: Gate, context: ReviewContext) -> Evidence:
    name = context.gate_names.get(gate.code, gate.code.value)
    by = f"{gate.considered_by}, " if gate.considered_by else ""
    words = f"{name}: {GATE_HOLDS_WORDS[gate.holds].lower()}. {gate.evidence.strip().rstrip('.')}"
    return Evidence(f"{words} ({by}{plain_date(gate.considered_on)})", gate.considered_on, _TAB)


def views(context: ReviewContext) -> Answered:
    """3: her views on each measure, in her words, by whom and when."""
    file = context.file
    given = {m: view for m in context.open_measures if (view := latest(file.views, m)) is not None}
    asked = {m: v for m, v in given.items() if v.view is not ViewKind.NOT_ASKED}
    not_asked = [context.title(m) for m in context.open_measures if m not in asked]
    without_words = [context.title(m) for m, v in asked.items() if not v.own_words.strip()]
    nameless = [context.title(m) for m, v in asked.items() if not v.taken_by.strip()]
    facts = tuple(
        Evidence(
            f"{context.title(m)}: {plain_date(v.given_on)}{', by ' + v.taken_by if v.taken_by else ''}"
            f"{', carried over from ' + v.carried_from if v.carried_from else ''}",
            v.given_on,
            _TAB,
            m.value,
        )
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
        return AnswerState.IN_PART, f"{count}; {'; '.join(gaps)}.", facts
    return AnswerState.MET, f"{count}, each in her own words.", facts


def section_28(context: ReviewContext) -> Answered:
    """4: section 28 considered and explained, with a reason if it was not sought."""
    file = context.file
    entry = file.consideration
    decision = latest(file.decisions, MeasureId.PRE_RECORDED_CROSS_EXAMINATION)
    is_open = MeasureId.PRE_RECORDED_CROSS_EXAMINATION in context.open_measures
    facts = []
    if entry is not None:
        words = f"{SECTION_28_OUTCOME_WORDS[entry.outcome]}, {plain_date(entry.considered_on)}: {entry.reason}"
        facts.append(Evidence(words, entry.considered_on, "section_28", entry.id))
    if decision is not None:
        words = f"Decision of {plain_date(decision.decided_on)}: {decision.reason}"
        facts.append(Evidence(words, decision.decided_on, _TAB, decision.measure.value))
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
        return AnswerState.IN_PART, f"{what}, without a reason; {told}.", tuple(facts)
    return (AnswerState.MET if explained else AnswerState.IN_PART), f"{what}; {told}.", tuple(facts)


def _explained_on(context: ReviewContext) -> dt.date | None:
    """When section 28 was explained: as recorded, or as information given when her view was taken."""
    days = [c.explained_on for c in context.file.considerations if c.explained_on]
    days += [
        v.given_on
        for v in context.file.views
        if v.measure is MeasureId.PRE_RECORDED_CROSS_EXAMINATION and v.information_given.strip()
    ]
    return max(days, default=None)


def right_measures(context: ReviewContext) -> Answered:
    """5: each right measure sought, in line with her views, or the difference explained."""
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
                words = f"{context.title(measure)}: {decision.reason}"
                facts.append(Evidence(words, decision.decided_on, _TAB, measure.value))
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
        is_part = len(gaps) < len(decided)
        state = AnswerState.IN_PART if is_part else AnswerState.NOT_MET
        return state, f"{'; '.join(parts).capitalize()}.", tuple(facts)
    if shared:
        return AnswerState.LOOK, f"Another witness has the same reason: {', '.join(shared)}.", tuple(facts)
    number = sum(1 for _, d in decided if d.decision in SOUGHT)
    return AnswerState.MET, f"{plural(number, 'measure')} sought; every difference has its reason.", tuple(facts)
