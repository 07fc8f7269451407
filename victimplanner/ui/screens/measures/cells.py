"""The cells of the matrix, in words: availability, view, application. What the court did stands in direction_cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from victimplanner.domain.case import HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.eligibility import ANSWER_WORDS, Answer, Availability
from victimplanner.domain.measures import (
    CHANGES,
    ROUTE_WORDS,
    SOUGHT,
    VIEW_WORDS,
    DecisionKind,
    Direction,
    MeasureId,
    ViewKind,
    directions_now,
    screen_words,
)
from victimplanner.domain.opt_out import OptOut, OptOutFrom, opt_outs_now
from victimplanner.services.measures import MeasureFacts, difference_without_reason
from victimplanner.ui.formats import full_day, recent_day
from victimplanner.ui.screens.measures.state import CellWords, PillParts

_OPEN_PILLS: Mapping[Answer, PillParts] = {
    Answer.NO: ("grey", ANSWER_WORDS[Answer.NO], "", True),
    Answer.AVAILABLE: ("ok", ANSWER_WORDS[Answer.AVAILABLE], "", True),
    Answer.PRESUMED: ("ok", ANSWER_WORDS[Answer.PRESUMED], "", True),
    Answer.CONDITIONAL: ("unknown", ANSWER_WORDS[Answer.CONDITIONAL], "", True),
}
_VIEW_PILLS: Mapping[ViewKind, tuple[str, str]] = {
    ViewKind.WANTS: ("info", "speech"),
    ViewKind.DOES_NOT_WANT: ("info", "speech"),
    ViewKind.ONLY_IF: ("info", "speech"),
    ViewKind.UNDECIDED: ("unknown", ""),
    ViewKind.NOT_ASKED: ("grey", ""),
}
_SHORT_ROUTES = {"R18_9_NOTICE": "r.18.9 notice", "R18_10_APPLICATION": "r.18.10", "COURT_OWN_MOTION": "court’s own"}
_LONGEST_CONDITION = 20
_OPT_OUTS: Mapping[MeasureId, OptOutFrom] = {
    MeasureId.ABE_VIDEO: OptOutFrom.RECORDING,
    MeasureId.LIVE_LINK: OptOutFrom.LIVE_LINK,
    MeasureId.SCREEN: OptOutFrom.SCREEN,
}
_OPT_OUT_SECONDS: Mapping[bool | None, str] = {None: "Opt-out: court to decide", False: "Opt-out: not satisfied"}


def labelled_directions(file: WitnessFile, measure: MeasureId) -> tuple[tuple[str, Direction], ...]:
    """Return what the court directs now on a measure: one entry, or one for each accused where they differ (s.33(4)).

    The label is "" where it concerns all accused.
    """
    now = directions_now(file.directions, measure, [defendant.id for defendant in file.defendants])
    if None in now:
        return (("", now[None]),)
    return tuple((defendant.label, now[defendant.id]) for defendant in file.defendants if defendant.id in now)


def open_cell(answer: Availability, file: WitnessFile) -> CellWords:
    sources = f" {answer.source}."
    if answer.confidence != "V":
        sources += " Not verified in a current source: ask the prosecutor."
    word = ANSWER_WORDS[answer.answer]
    lead = f"{word} on present facts. " if answer.answer is Answer.NO else ""
    part = _OPT_OUTS.get(answer.measure.id)
    opt_out = opt_outs_now(file.opt_outs).get(part) if part is not None else None
    second, wish = answer.brief, ""
    if opt_out is not None:
        wish = f" {_opt_out_words(opt_out)}"
        second = _OPT_OUT_SECONDS.get(opt_out.satisfied, second)
    return CellWords(_OPEN_PILLS[answer.answer], word, second, "", f"{lead}{answer.because}{sources}{wish}")


def _opt_out_words(opt_out: OptOut) -> str:
    """Say that she does not want this part of the primary rule, and what the court made of it."""
    decided = f" on {full_day(opt_out.decided_on)}" if opt_out.decided_on else ""
    court = {None: "The court has not decided", True: "The court was satisfied", False: "The court was not satisfied"}
    return sentences(
        [
            f"She asked to opt out on {full_day(opt_out.said_on)}",
            f"“{opt_out.own_words.strip('“”')}”" if opt_out.own_words else "",
            f"Informed on {full_day(opt_out.informed_on)}" if opt_out.informed_on else "",
            f"{court[opt_out.satisfied]}{decided}",
        ]
    )


def view_cell(facts: MeasureFacts, file: WitnessFile, today: dt.date) -> CellWords:
    view = facts.view
    if view is None:
        return CellWords(("grey", VIEW_WORDS[ViewKind.NOT_ASKED], "", False), VIEW_WORDS[ViewKind.NOT_ASKED])
    kind, shape = _VIEW_PILLS[view.view]
    word = VIEW_WORDS[view.view]
    if view.view is ViewKind.ONLY_IF:
        condition = view.condition.strip().rstrip(".")
        word = f"Only if {condition}" if len(condition) <= _LONGEST_CONDITION else "Only if…"
    changed_on = file.proceedings_changed_on
    again = "ask again" if view.carried_from or (changed_on is not None and view.given_on < changed_on) else ""
    from_whom = screen_words(view.screen_from).removeprefix("from the ").replace("the public ", "")
    second = ", ".join(filter(None, [recent_day(view.given_on, today), again or from_whom or view.taken_by]))
    parts = [VIEW_WORDS[view.view].rstrip("…") + (f" {view.condition}" if view.condition else "")]
    if view.own_words:
        parts.append(f"“{view.own_words.strip('“”')}”")
    said = f"Said on {full_day(view.given_on)}" + (f", {view.how[:1].lower()}{view.how[1:]}" if view.how else "")
    parts.append(said + (f", to {view.taken_by}" if view.taken_by else ""))
    parts.append(screen_words(view.screen_from).capitalize())
    if view.carried_from:
        parts.append(f"Carried over from {view.carried_from}, with its own day: ask her again")
    elif again:
        parts.append("Said before the proceedings changed: ask her again")
    tone = "overdue" if again else ""
    return CellWords((kind, word, shape, False), word, second, tone, sentences(parts))


def decision_cell(facts: MeasureFacts, limit: Working | None, today: dt.date) -> CellWords:
    decision = facts.decision
    if decision is None:
        asked = facts.view is not None and facts.view.view is not ViewKind.NOT_ASKED
        if asked and facts.direction is None and (facts.availability.is_open or facts.view is not None):
            return CellWords(("unknown", "Not decided", "", False), "Not decided")
        return CellWords()
    missing = difference_without_reason(facts.view, decision, None, None)
    if decision.decision not in SOUGHT:
        kind, word = {
            DecisionKind.NOT_SOUGHT: ("grey", "Not sought"),
            DecisionKind.WITHDRAWN: ("refused", "Withdrawn"),
        }[decision.decision]
        second = recent_day(decision.decided_on, today)
        return flagged(CellWords((kind, word, "", False), word, second, "", decision.reason), missing)
    detail = sentences(
        [
            decision.reason,
            "In the alternative" if decision.in_the_alternative else "",
            screen_words(decision.screen_from).capitalize(),
            f"Override: {decision.override_reason}" if decision.override_reason else "",
        ]
    )
    application = facts.application
    if decision.decision in CHANGES:
        return _change_cell(facts, decision.decision, detail, today)
    if application is None or application.served_on is None:
        second = "In the alternative" if decision.in_the_alternative else ""
        tone = ""
        if limit is not None and limit.due is not None and facts.direction is None:
            if limit.due < today:
                second, tone = f"Was due {recent_day(limit.due, today)}", "overdue"
            elif not second:
                second = f"Due {recent_day(limit.due, today)}"
        return flagged(CellWords(("draft", "Draft", "", False), "Draft", second, tone, detail), missing)
    served = application.served_on
    late = limit is not None and limit.due is not None and served > limit.due
    second = f"{recent_day(served, today)}, " + ("late" if late else _SHORT_ROUTES[application.route.value])
    words = f"{ROUTE_WORDS[application.route]}, served {full_day(served)}" + (" after the limit" if late else "")
    detail = sentences([words, detail])
    return flagged(CellWords(("info", "Applied", "send", False), "Applied", second, "", detail), missing)


def _change_cell(facts: MeasureFacts, decision: DecisionKind, detail: str, today: dt.date) -> CellWords:
    """An application to vary or discharge (r.18.11): no day limit, so only whether it was served."""
    what = "To vary" if decision is DecisionKind.APPLY_TO_VARY else "To discharge"
    application = facts.application
    if application is None or application.served_on is None:
        return CellWords(("draft", "Draft", "", False), "Draft", f"{what}, r.18.11", "", detail)
    words = sentences([f"{what}, r.18.11, served {full_day(application.served_on)}", detail])
    second = f"{recent_day(application.served_on, today)}, {what.lower()}"
    return CellWords(("info", "Applied", "send", False), "Applied", second, "", words)


def occasion_of(file: WitnessFile) -> dt.date | None:
    """Return the first day on which she gives evidence: her recording or the trial. None while none is listed."""
    days = [
        hearing.listed_on
        for hearing in file.hearings
        if hearing.kind in (HearingKind.SECTION_28_RECORDING, HearingKind.TRIAL)
        and hearing.state is not HearingState.VACATED
        and hearing.listed_on is not None
    ]
    return min(days, default=None)


def flagged(cell: CellWords, missing: str) -> CellWords:
    """Say in the second line that the reason of a difference is missing."""
    if not missing:
        return cell
    return CellWords(cell.pill, cell.text, "Reason missing", "overdue", f"{missing} {cell.detail}".strip())


def sentences(parts: Iterable[str]) -> str:
    """Join what there is, each part with a full stop."""
    found = [part.strip() for part in parts if part]
    return " ".join(part if part[-1] in ".?!”" else f"{part}." for part in found if part)
