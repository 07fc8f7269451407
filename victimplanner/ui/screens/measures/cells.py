"""The cells of the matrix, in words: availability, view, application, direction, use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from victimplanner.domain.case import HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.eligibility import ANSWER_WORDS, Answer, Availability
from victimplanner.domain.measures import (
    DIRECTION_WORDS,
    ROUTE_WORDS,
    USE_WORDS,
    VIEW_WORDS,
    DecisionKind,
    Direction,
    DirectionKind,
    MeasureId,
    UseKind,
    ViewKind,
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

GRANTS = (DirectionKind.GRANTED, DirectionKind.GRANTED_IN_PART, DirectionKind.VARIED)
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
    directions = directions_now(file, facts.id)
    cells = {
        "measure": CellWords(text=facts.availability.measure.title, second=facts.availability.measure.statute),
        "open": open_cell(facts.availability),
        VIEW: view_cell(facts, today),
        DECISION: decision_cell(facts, limit, today),
        DIRECTION: direction_cell(facts, directions, late_to_tell, today),
        USE: use_cell(facts, directions, file, today),
    }
    untold = any(direction.told_on is None for _label, direction in directions)
    return MeasureLine(
        facts.id,
        facts.availability.measure.title,
        cells,
        attention=untold or bool(facts.unexplained_difference),
    )


def directions_now(file: WitnessFile, measure: MeasureId) -> tuple[tuple[str, Direction], ...]:
    """Return what the court directs now on a measure: one entry, or one for each accused where they differ (s.33(4)).

    The label is "" where it concerns all accused.
    """
    own = [direction for direction in file.directions if direction.measure is measure]
    if not own:
        return ()
    of_accused = []
    for defendant in file.defendants:
        concerning = [d for d in own if d.defendant_id in (None, defendant.id)]
        if concerning:
            of_accused.append((defendant.label, max(concerning, key=lambda d: d.sequence)))
    if not of_accused:
        return (("", max(own, key=lambda d: d.sequence)),)
    if len(of_accused) == len(file.defendants) and len({d.id for _, d in of_accused}) == 1:
        return (("", of_accused[0][1]),)
    return tuple(of_accused)


def open_cell(answer: Availability) -> CellWords:
    sources = f" {answer.source}."
    if answer.confidence != "V":
        sources += " Not verified in a current source: ask the prosecutor."
    word = ANSWER_WORDS[answer.answer]
    lead = f"{word} on present facts. " if answer.answer is Answer.NO else ""
    return CellWords(_OPEN_PILLS[answer.answer], word, answer.brief, "", f"{lead}{answer.because}{sources}")


def view_cell(facts: MeasureFacts, today: dt.date) -> CellWords:
    view = facts.view
    if view is None:
        return CellWords(("grey", VIEW_WORDS[ViewKind.NOT_ASKED], "", False), VIEW_WORDS[ViewKind.NOT_ASKED])
    kind, shape = _VIEW_PILLS[view.view]
    word = VIEW_WORDS[view.view]
    if view.view is ViewKind.ONLY_IF:
        condition = view.condition.strip().rstrip(".")
        word = f"Only if {condition}" if len(condition) <= _LONGEST_CONDITION else "Only if…"
    second = ", ".join(filter(None, [_day(view.given_on, today), view.taken_by]))
    parts = [VIEW_WORDS[view.view].rstrip("…") + (f" {view.condition}" if view.condition else "")]
    if view.own_words:
        parts.append(f"“{view.own_words.strip('“”')}”")
    parts.append(f"Said on {full_day(view.given_on)}" + (f", {view.how[:1].lower()}{view.how[1:]}" if view.how else ""))
    return CellWords((kind, word, shape, False), word, second, "", _sentences(parts))


def decision_cell(facts: MeasureFacts, limit: Working | None, today: dt.date) -> CellWords:
    decision = facts.decision
    if decision is None:
        asked = facts.view is not None and facts.view.view is not ViewKind.NOT_ASKED
        if asked and facts.direction is None and (facts.availability.is_open or facts.view is not None):
            return CellWords(("unknown", "Not decided", "", False), "Not decided")
        return CellWords()
    missing = difference_without_reason(facts.view, decision, None, None)
    if decision.decision is not DecisionKind.APPLY:
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
            f"Override: {decision.override_reason}" if decision.override_reason else "",
        ]
    )
    application = facts.application
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


def direction_cell(
    facts: MeasureFacts,
    directions: Sequence[tuple[str, Direction]],
    late_to_tell: Collection[str],
    today: dt.date,
) -> CellWords:
    if not directions:
        return CellWords(("unknown", "Not decided", "", False), "Not decided") if facts.is_served else CellWords()
    missing = difference_without_reason(None, None, facts.direction, None)
    detail = _sentences(_direction_words(label, direction) for label, direction in directions)
    if len({direction.direction for _, direction in directions}) > 1:
        words = "; ".join(f"{label} {DIRECTION_WORDS[d.direction].lower()}" for label, d in directions)
        kinds = {d.direction for _, d in directions}
        pill: PillParts = (
            ("info", "Differs", "half", False) if kinds & set(GRANTS) else ("refused", "Refused", "", False)
        )
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
    return _flagged(CellWords((kind, word, shape, False), word, second, tone, detail), missing)


def use_cell(
    facts: MeasureFacts, directions: Sequence[tuple[str, Direction]], file: WitnessFile, today: dt.date
) -> CellWords:
    use = facts.use
    if use is not None:
        kind, shape = _USE_PILLS[use.use]
        word = USE_WORDS[use.use]
        missing = difference_without_reason(None, None, facts.direction, use)
        detail = _sentences([f"{word}, {full_day(use.used_on)}", use.reason])
        return _flagged(CellWords((kind, word, shape, False), word, _day(use.used_on, today), "", detail), missing)
    if not any(direction.direction in GRANTS for _, direction in directions):
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
    return _sentences([f"{words}, {told}", direction.reasons])


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
