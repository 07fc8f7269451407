"""The cells of the matrix that say what the court directed, for each accused, and what was used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from victimplanner.domain.case import HearingKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.measures import (
    DIRECTION_BASIS_WORDS,
    DIRECTION_WORDS,
    IN_FORCE,
    USE_WORDS,
    Direction,
    DirectionKind,
    MeasureId,
    ProceedingsChangeKind,
    UseKind,
    screen_words,
)
from victimplanner.services.measures import MeasureFacts, difference_without_reason
from victimplanner.ui.formats import day_month_year, full_day, joined, recent_day
from victimplanner.ui.screens.measures.cells import flagged, occasion_of, sentences
from victimplanner.ui.screens.measures.state import CellWords, PillParts

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
_CHANGE_WORDS: Mapping[ProceedingsChangeKind, str] = {
    ProceedingsChangeKind.RETRIAL: "re-trial",
    ProceedingsChangeKind.TRANSFER: "transfer",
    ProceedingsChangeKind.JOINED: "joinder",
    ProceedingsChangeKind.SPLIT: "split",
    ProceedingsChangeKind.NEW_INDICTMENT: "new indictment",
}
_DIFFERS: PillParts = ("info", "Differs per accused", "half", False)


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
    detail = sentences(_direction_words(label, direction) for label, direction in directions)
    untold = [d for _, d in directions if d.told_on is None]
    told, tone = _told_words([d for _, d in directions], late_to_tell, today)
    if stale_directions(file, directions):
        before = _change_before(file)
        note = f"Made before the {before}: it does not follow by itself. Check it, or record the direction made since"
        detail = sentences([note, f"{'Not told yet' if untold else ''}", detail])
    if len({direction.direction for _, direction in directions}) > 1:
        each = "; ".join(f"{label} {DIRECTION_WORDS[d.direction].lower()}" for label, d in directions)
        second, pill = each + ("; not told" if untold else ""), _DIFFERS
        detail = f"Differs per accused, s.33(4). {detail}"
    else:
        _label, direction = directions[0]
        kind, shape = _DIRECTION_PILLS[direction.direction]
        pill = (kind, DIRECTION_WORDS[direction.direction], shape, False)
        concerned = [label for label, _ in directions if label]
        some = concerned and len(concerned) < len(file.defendants)
        mark = f"{joined(concerned)} only, s.33(4); " if some else ""
        second = f"{mark}{recent_day(direction.decided_on, today)}; {told}"
    if stale_directions(file, directions):
        second, tone = f"Check: before the {before}", "overdue"
    return flagged(CellWords(pill, pill[1], second, tone, detail), missing)


def stale_directions(file: WitnessFile, directions: Sequence[tuple[str, Direction]]) -> list[Direction]:
    """Return the directions made before the proceedings changed: each is to be checked."""
    changed_on = file.proceedings_changed_on
    return [d for _, d in directions if changed_on is not None and d.decided_on < changed_on]


def _change_before(file: WitnessFile) -> str:
    last = max(file.proceedings_changes, key=lambda change: change.happened_on)
    return _CHANGE_WORDS[last.kind]


def _told_words(directions: Sequence[Direction], late: Collection[str], today: dt.date) -> tuple[str, str]:
    """Say whether she was told of all of them, and when last; the tone when that is late."""
    untold = [direction for direction in directions if direction.told_on is None]
    if any(direction.id in late for direction in untold):
        return "not told, late", "overdue"
    if untold:
        return "not told yet", ""
    return f"told {recent_day(max(d.told_on for d in directions if d.told_on), today)}", ""


def use_cell(
    facts: MeasureFacts, directions: Sequence[tuple[str, Direction]], file: WitnessFile, today: dt.date
) -> CellWords:
    use = facts.use
    if use is not None:
        kind, shape = _USE_PILLS[use.use]
        word = USE_WORDS[use.use]
        missing = next((w for _, d in directions if (w := difference_without_reason(None, None, d, use))), "")
        permission = f"With permission: {use.permission}" if use.permission else ""
        day = recent_day(use.used_on, today) + (", with permission" if use.permission else "")
        detail = sentences([f"{word}, {full_day(use.used_on)}", use.reason, permission])
        return flagged(CellWords((kind, word, shape, False), word, day, "", detail), missing)
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
        return CellWords(("unknown", "Not recorded", "", False), "Not recorded", f"Evidence {recent_day(given, today)}")
    return CellWords(text="Not yet given")


def _direction_words(label: str, direction: Direction) -> str:
    words = f"{DIRECTION_WORDS[direction.direction]} {full_day(direction.decided_on)}"
    words = f"{label}: {words}" if label else words
    told = f"told {full_day(direction.told_on)}" if direction.told_on else "not told yet"
    basis = DIRECTION_BASIS_WORDS[direction.basis] if direction.basis else ""
    changed = f"What had changed: {direction.material_change}" if direction.material_change else ""
    companion = f"Companion: {direction.companion}" if direction.companion else ""
    place = f"From {direction.place}" if direction.place else ""
    from_whom = screen_words(direction.screen_from).capitalize()
    return sentences(
        [f"{words}, {told}", basis, direction.particulars, from_whom, companion, place, direction.reasons, changed]
    )
