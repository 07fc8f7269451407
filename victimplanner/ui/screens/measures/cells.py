"""The cells of the matrix, in words: availability, view, application, direction, use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from victimplanner.domain.case import HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.eligibility import ANSWER_WORDS, Answer, Availability
from victimplanner.domain.measures import (
    CHANGES,
    DIRECTION_BASIS_WORDS,
    DIRECTION_WORDS,
    IN_FORCE,
    ROUTE_WORDS,
    SOUGHT,
    USE_WORDS,
    VIEW_WORDS,
    DecisionKind,
    Direction,
    DirectionKind,
    MeasureId,
    UseKind,
    ViewKind,
    directions_now,
    screen_words,
)
from victimplanner.services.measures import MeasureFacts, difference_without_reason
from victimplanner.ui.formats import day_month_year, full_day, joined, short_day
from victimplanner.ui.screens.measures.state import (
    DECISION,
    DIRECTION,
    USE,
    VIEW,
    CellWords,
    MeasureLine,
    PillParts,
)

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
_DIRECTION_PILLS: Mapping[DirectionKind, tuple[str, str]] = {
    DirectionKind.GRANTED: ("ok", ""),
    DirectionKind.GRANTED_IN_PART: ("ok", "half"),
    DirectionKind.REFUSED: ("refused", ""),
    DirectionKind.VARIED: ("info", "half"),
    DirectionKind.DISCHARGED: ("refused", ""),
}
_USE_PILLS: Mapping[UseKind, tuple[str, str]] = {
    UseKind.USED: ("ok", ""),
    UseKind.USED_IN_PART: ("ok", "half"),
    UseKind.NOT_USED: ("grey", ""),
    UseKind.GIVEN_ANOTHER_WAY: ("info", "half"),
}
_SHORT_ROUTES = {"R18_9_NOTICE": "r.18.9 notice", "R18_10_APPLICATION": "r.18.10", "COURT_OWN_MOTION": "court’s own"}
_LONGEST_CONDITION = 20


def line_of(
    facts: MeasureFacts,
    file: WitnessFile,
    limit: Working | None,
    late_to_tell: Collection[str],
    today: dt.date,
) -> MeasureLine:
    """Put one measure's facts into cells. `late_to_tell` are ids of directions she should have been told of."""
    directions = labelled_directions(file, facts.id)
    cells = {
        "measure": CellWords(text=facts.availability.measure.title, second=facts.availability.measure.statute),
        "open": open_cell(facts.availability),
        VIEW: view_cell(facts, file, today),
        DECISION: decision_cell(facts, limit, today),
        DIRECTION: direction_cell(facts, directions, file, late_to_tell, today),
        USE: use_cell(facts, directions, file, today),
    }
    untold = any(direction.told_on is None for _label, direction in directions)
    changed_on = file.proceedings_changed_on
    stale = changed_on is not None and any(d.decided_on < changed_on for _label, d in directions)
    return MeasureLine(
        facts.id,
        facts.availability.measure.title,
        cells,
        attention=untold or stale or bool(facts.unexplained_difference),
    )


def labelled_directions(file: WitnessFile, measure: MeasureId) -> tuple[tuple[str, Direction], ...]:
    """Return what the court directs now on a measure: one entry, or one for each accused where they differ (s.33(4)).

    The label is "" where it concerns all accused.
    """
    now = directions_now(file.directions, measure, [defendant.id for defendant in file.defendants])
    if None in now:
        return (("", now[None]),)
    return tuple((defendant.label, now[defendant.id]) for defendant in file.defendants if defendant.id in now)


def open_cell(answer: Availability) -> CellWords:
    sources = f" {answer.source}."
    if answer.confidence != "V":
        sources += " Not verified in a current source: ask the prosecutor."
    word = ANSWER_WORDS[answer.answer]
    lead = f"{word} on present facts. " if answer.answer is Answer.NO else ""
    return CellWords(_OPEN_PILLS[answer.answer], word, answer.brief, "", f"{lead}{answer.because}{sources}")


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
    second = ", ".join(filter(None, [_day(view.given_on, today), again or view.taken_by]))
    parts = [VIEW_WORDS[view.view].rstrip("…") + (f" {view.condition}" if view.condition else "")]
    if view.own_words:
        parts.append(f"“{view.own_words.strip('“”')}”")
    parts.append(f"Said on {full_day(view.given_on)}" + (f", {view.how[:1].lower()}{view.how[1:]}" if view.how else ""))
    parts.append(screen_words(view.screen_from).capitalize())
    if view.carried_from:
        parts.append(f"Carried over from {view.carried_from}, with its own day: ask her again")
    elif again:
        parts.append("Said before the proceedings changed: ask her again")
    tone = "overdue" if again else ""
    return CellWords((kind, word, shape, False), word, second, tone, _sentences(parts))


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
        second = _day(decision.decided_on, today)
        return _flagged(CellWords((kind, word, "", False), word, second, "", decision.reason), missing)
    detail = _sentences(
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
                second, tone = f"Was due {_day(limit.due, today)}", "overdue"
            elif not second:
                second = f"Due {_day(limit.due, today)}"
        return _flagged(CellWords(("draft", "Draft", "", False), "Draft", second, tone, detail), missing)
    served = application.served_on
    late = limit is not None and limit.due is not None and served > limit.due
    second = f"{_day(served, today)}, " + ("late" if late else _SHORT_ROUTES[application.route.value])
    words = f"{ROUTE_WORDS[application.route]}, served {full_day(served)}" + (" after the limit" if late else "")
    detail = _sentences([words, detail])
    return _flagged(CellWords(("info", "Applied", "send", False), "Applied", second, "", detail), missing)


def _change_cell(facts: MeasureFacts, decision: DecisionKind, detail: str, today: dt.date) -> CellWords:
    """An application to vary or discharge (r.18.11): no day limit, so only whether it was served."""
    what = "To vary" if decision is DecisionKind.APPLY_TO_VARY else "To discharge"
    application = facts.application
    if application is None or application.served_on is None:
        return CellWords(("draft", "Draft", "", False), "Draft", f"{what}, r.18.11", "", detail)
    words = _sentences([f"{what}, r.18.11, served {full_day(application.served_on)}", detail])
    second = f"{_day(application.served_on, today)}, {what.lower()}"
    return CellWords(("info", "Applied", "send", False), "Applied", second, "", words)


def direction_cell(
    facts: MeasureFacts,
    directions: Sequence[tuple[str, Direction]],
    file: WitnessFile,
    late_to_tell: Collection[str],
    today: dt.date,
) -> CellWords:
    if not directions:
        return CellWords(("unknown", "Not decided", "", False), "Not decided") if facts.is_served else CellWords()
    missing = next((words for _, d in directions if (words := difference_without_reason(None, None, d, None))), "")
    changed_on = file.proceedings_changed_on
    stale = [d for _, d in directions if changed_on is not None and d.decided_on < changed_on]
    detail = _sentences(_direction_words(label, direction) for label, direction in directions)
    if stale and changed_on is not None:
        detail = (
            f"Made before the proceedings changed on {full_day(changed_on)}: it does not follow by itself. {detail}"
        )
    if len({direction.direction for _, direction in directions}) > 1:
        words = "; ".join(f"{label} {DIRECTION_WORDS[d.direction].lower()}" for label, d in directions)
        detail = f"Differs per accused, s.33(4). {detail}"
        kinds = {d.direction for _, d in directions}
        pill: PillParts = ("info", "Differs", "half", False) if kinds & IN_FORCE else ("refused", "Refused", "", False)
        untold = any(d.told_on is None for _, d in directions)
        tone = "overdue" if any(d.id in late_to_tell for _, d in directions) else ""
        return _flagged(
            CellWords(pill, pill[1], words + ("; not told" if untold else ""), tone, detail),
            missing,
        )
    _label, direction = directions[0]
    kind, shape = _DIRECTION_PILLS[direction.direction]
    word = DIRECTION_WORDS[direction.direction]
    concerned = [label for label, _ in directions if label]
    mark = f"{joined(concerned)} only, s.33(4); " if concerned else ""
    if direction.told_on is not None:
        told, tone = f"told {_day(direction.told_on, today)}", ""
    elif direction.id in late_to_tell:
        told, tone = "not told, late", "overdue"
    else:
        told, tone = "not told yet", ""
    second = f"{mark}{_day(direction.decided_on, today)}; {told}"
    if stale:
        second, tone = "Check: made before", "overdue"
    return _flagged(CellWords((kind, word, shape, False), word, second, tone, detail), missing)


def use_cell(
    facts: MeasureFacts, directions: Sequence[tuple[str, Direction]], file: WitnessFile, today: dt.date
) -> CellWords:
    use = facts.use
    if use is not None:
        kind, shape = _USE_PILLS[use.use]
        word = USE_WORDS[use.use]
        missing = difference_without_reason(None, None, facts.direction, use)
        permission = f"Permission: {use.permission}" if use.permission else ""
        detail = _sentences([f"{word}, {full_day(use.used_on)}", use.reason, permission])
        return _flagged(CellWords((kind, word, shape, False), word, _day(use.used_on, today), "", detail), missing)
    if not any(direction.direction in IN_FORCE for _, direction in directions):
        return CellWords()
    if facts.id is MeasureId.PRE_RECORDED_CROSS_EXAMINATION:
        recording = file.next_hearing(HearingKind.SECTION_28_RECORDING)
        if recording is not None and recording.listed_on is not None and recording.listed_on > today:
            word = f"Set {day_month_year(recording.listed_on)}"
            detail = f"The recording is listed for {full_day(recording.listed_on)}."
            return CellWords(("info", word, "calendar", False), word, "", "", detail)
    given = occasion_of(file)
    if given is not None and given <= today:
        return CellWords(("unknown", "Not recorded", "", False), "Not recorded", f"Evidence {_day(given, today)}")
    return CellWords(text="Not yet given")


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


def _direction_words(label: str, direction: Direction) -> str:
    words = f"{DIRECTION_WORDS[direction.direction]} {full_day(direction.decided_on)}"
    words = f"{label}: {words}" if label else words
    told = f"told {full_day(direction.told_on)}" if direction.told_on else "not told yet"
    basis = DIRECTION_BASIS_WORDS[direction.basis] if direction.basis else ""
    changed = f"What had changed: {direction.material_change}" if direction.material_change else ""
    companion = f"Companion: {direction.companion}" if direction.companion else ""
    place = f"From {direction.place}" if direction.place else ""
    from_whom = screen_words(direction.screen_from).capitalize()
    return _sentences(
        [f"{words}, {told}", basis, direction.particulars, from_whom, companion, place, direction.reasons, changed]
    )


def _flagged(cell: CellWords, missing: str) -> CellWords:
    """Say in the second line that the reason of a difference is missing."""
    if not missing:
        return cell
    return CellWords(cell.pill, cell.text, "Reason missing", "overdue", f"{missing} {cell.detail}".strip())


def _day(day: dt.date, today: dt.date) -> str:
    return short_day(day) if day.year == today.year else day_month_year(day)


def _sentences(parts: object) -> str:
    found = [str(part).strip() for part in parts if part]  # type: ignore[attr-defined]
    return " ".join(part if part[-1] in ".?!”" else f"{part}." for part in found if part)
