"""One row of the matrix: a measure with its six cells, and whether something of it waits to be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.measures import MeasureId
from victimplanner.services.measures import MeasureFacts
from victimplanner.ui.formats import full_day
from victimplanner.ui.screens.measures.cells import (
    decision_cell,
    labelled_directions,
    open_cell,
    sentences,
    view_cell,
)
from victimplanner.ui.screens.measures.direction_cells import direction_cell, stale_directions, use_cell
from victimplanner.ui.screens.measures.state import DECISION, DIRECTION, USE, VIEW, CellWords, MeasureLine


def line_of(
    facts: MeasureFacts,
    file: WitnessFile,
    limit: Working | None,
    late_to_tell: Collection[str],
    today: dt.date,
) -> MeasureLine:
    """Put one measure's facts into cells. `late_to_tell` are ids of directions she should have been told of."""
    directions = labelled_directions(file, facts.id)
    measure = facts.availability.measure
    help_words = intermediary_words(file) if facts.id is MeasureId.INTERMEDIARY else ""
    cells = {
        "measure": CellWords(text=measure.title, second=measure.statute, detail=help_words),
        "open": open_cell(facts.availability, file),
        VIEW: view_cell(facts, file, today),
        DECISION: decision_cell(facts, limit, today),
        DIRECTION: direction_cell(facts, directions, file, late_to_tell, today),
        USE: use_cell(facts, directions, file, today),
    }
    untold = any(direction.told_on is None for _label, direction in directions)
    stale = bool(stale_directions(file, directions))
    return MeasureLine(facts.id, measure.title, cells, attention=untold or stale or bool(facts.unexplained_difference))


def intermediary_words(file: WitnessFile) -> str:
    """Say how far the intermediary's work is; an interpreter is named apart. "" while there is neither."""
    parts = []
    for work in file.intermediaries:
        person = file.person_named(work.person_id)
        parts.append(f"Intermediary: {person.name if person else 'not named yet'}")
        for words, day in (
            ("Asked for", work.asked_on),
            ("Report due", work.report_due_on if work.report_received_on is None else None),
            ("Report received", work.report_received_on),
            ("Report served", work.report_served_on),
            ("Declaration made", work.declared_on),
        ):
            if day is not None:
                parts.append(f"{words} {full_day(day)}")
        if work.was_at_interview:
            parts.append("Was at the interview, which is no direction (s.29(6))")
    if file.witness.interpreter_need:
        parts.append(f"Interpreter, apart from this: {file.witness.interpreter_need}")
    return sentences(parts)
