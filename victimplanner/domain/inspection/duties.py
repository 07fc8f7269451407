"""Questions 11, 12 and 16: warned and needs assessed, the clocks of the Victims' Code, questions answered in time."""

from __future__ import annotations

from collections.abc import Sequence

from victimplanner.domain.case import HearingKind
from victimplanner.domain.dates import plain_date, plural
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.entitlement import rights_of
from victimplanner.domain.inspection.form import Answered, AnswerState, Evidence, ReviewContext, in_all
from victimplanner.domain.ledger import HERE, sought_by
from victimplanner.domain.rights import RIGHTS_WORDS

_KEPT = frozenset({DueState.MET, DueState.EXCUSED})
_FAILED = frozenset({DueState.MET_LATE, DueState.NOT_MET, DueState.OVERDUE})
_NO_DUTY = frozenset({DueState.NO_LONGER, DueState.NOT_OURS, DueState.NOT_STARTED})
_OTHERS = frozenset({"police", "court", "defence"})
_STATE_WORDS = {
    DueState.OVERDUE: "not met, overdue",
    DueState.NOT_KNOWN: "not known",
    DueState.MET: "met",
    DueState.MET_LATE: "met late",
    DueState.NOT_MET: "not met",
    DueState.EXCUSED: "good reason",
    DueState.NO_LONGER: "no longer due",
    DueState.NOT_OURS: "not our duty",
}


def evidence_of(item: DueItem) -> Evidence:
    """Return what one duty shows, with the place where it stands."""
    parts = [_STATE_WORDS.get(item.state, "open")]
    if item.due is not None:
        parts.append(f"due {plain_date(item.due)}")
    if item.told_on is not None:
        done = "told" if item.rule is not None and item.rule.is_told else "done"
        by = f" by {item.told_by}" if item.told_by else ""
        parts.append(f"{done} {plain_date(item.told_on)}{by}")
    return Evidence(f"{item.title}: {', '.join(parts)}", item.told_on or item.due, item.act_at or HERE, sought_by(item))


def warned(context: ReviewContext) -> Answered:
    """11: told in time that she is required, needs assessed, a court visit offered (Code Right 8.2)."""
    required, assessed = context.items_of("R8c"), context.items_of("R8d")
    visits = [m.meeting for m in context.file.meetings if m.meeting.court_visit.strip()]
    facts = [evidence_of(item) for item in (*required, *assessed)]
    facts += [Evidence(f"Court visit: {m.court_visit.strip().rstrip('.')}", m.held_on, "meeting", m.id) for m in visits]
    if not required:
        trial = context.file.next_hearing(HearingKind.TRIAL)
        if context.file.is_going_to_trial and trial is not None and trial.listed_on is not None:
            words = (
                f"A trial is listed for {plain_date(trial.listed_on)}; that she is required to attend is not recorded."
            )
            return AnswerState.NOT_KNOWN, words, tuple(facts)
        return AnswerState.NOT_YET, "That she is required to attend is not recorded.", tuple(facts)
    needs_done = any(item.state in _KEPT or item.state is DueState.MET_LATE for item in assessed)
    parts = {
        "told in time that she is required": all(item.state in _KEPT | _NO_DUTY for item in required),
        "needs assessed": needs_done,
        "court visit offered": needs_done or bool(visits),
    }
    if not assessed or all(item.state in _NO_DUTY for item in assessed):  # no trial is to come any more
        parts = dict(list(parts.items())[:1])
    if any(item.is_open and item.state is not DueState.OVERDUE for item in required):
        return AnswerState.NOT_YET, "She is required; telling her is not late yet.", tuple(facts)
    missing = [words for words, is_there in parts.items() if not is_there]
    good = len(parts) - len(missing)
    if missing:
        return in_all(good, len(parts)), f"Not shown: {', '.join(missing)}.", tuple(facts)
    said = ", ".join(parts)
    return AnswerState.MET, f"{said[:1].upper()}{said[1:]}.", tuple(facts)


def clocks(context: ReviewContext) -> Answered:
    """12: the clocks of the Victims' Code kept, with the right level of rights from the start."""
    items = [i for i in context.items if i.right[:1].isdigit() and i.state not in _NO_DUTY]
    ours = [i for i in items if i.owner_role not in _OTHERS]
    kept = [i for i in ours if i.state in _KEPT]
    failed = [i for i in ours if i.state in _FAILED]
    unknown = [i for i in ours if i.state is DueState.NOT_KNOWN]
    rights = rights_of(context.file, context.today)
    since = f", since {plain_date(rights.since)}" if rights.since else ""
    level = Evidence(f"{RIGHTS_WORDS[rights.level]}: {rights.because}{since}", rights.since, HERE)
    facts = (level, *(evidence_of(item) for item in (*failed, *unknown)), *_of_others(items))
    if not kept and not failed and not unknown:
        return AnswerState.NOT_YET, f"No clock of ours has run out yet. {RIGHTS_WORDS[rights.level]}.", facts
    counts = f"{len(kept)} of {plural(len(kept) + len(failed) + len(unknown), 'duty', 'duties')} kept"
    excused = sum(item.state is DueState.EXCUSED for item in kept)
    if excused:
        counts += f", {excused} of them with a good reason"
    if failed:
        return in_all(len(kept), len(kept) + len(failed)), f"{counts}; {len(failed)} late or not met.", facts
    if unknown:
        return AnswerState.NOT_KNOWN, f"{counts}; of {len(unknown)} a day is not recorded.", facts
    return AnswerState.MET, f"{counts}. {RIGHTS_WORDS[rights.level]}: {rights.because}.", facts


def _of_others(items: Sequence[DueItem]) -> tuple[Evidence, ...]:
    theirs = [item for item in items if item.owner_role in _OTHERS and item.state in _FAILED | {DueState.NOT_KNOWN}]
    return tuple(evidence_of(item) for item in theirs)


def queries(context: ReviewContext) -> Answered:
    """16: questions of supporters and witness care answered within the office's own target."""
    items = context.items_of("support.query")
    if not items:
        return AnswerState.NOT_APPLICABLE, "No question is recorded.", ()
    facts = tuple(evidence_of(item) for item in items)
    failed = [item for item in items if item.state in _FAILED]
    kept = [item for item in items if item.state in _KEPT]
    if failed:
        words = f"{len(kept)} of {len(kept) + len(failed)} answered within the target."
        return in_all(len(kept), len(kept) + len(failed)), words, facts
    waiting = len(items) - len(kept)
    if not kept:
        return AnswerState.NOT_YET, f"{plural(waiting, 'question')} waiting, within the target.", facts
    rest = f"; {waiting} waiting, within the target" if waiting else ""
    return AnswerState.MET, f"{plural(len(kept), 'question')} answered within the target{rest}.", facts
