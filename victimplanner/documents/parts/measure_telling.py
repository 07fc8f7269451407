"""How soon the witness was told of the court's decision, and what changed after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import NOTHING, facts, paragraph
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.parts import measure_circumstances
from victimplanner.documents.prose import Marks, Notes
from victimplanner.documents.removals import Days
from victimplanner.documents.text import Marked, bold, join
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import plural
from victimplanner.domain.measures import Direction, DirectionKind


def telling(file: WitnessFile, paper_facts: PaperFacts, marks: Marks, notes: Notes, days: Days) -> list[Flowable]:
    """Return when the court decided, when and how she was told, and what changed later."""
    if not file.directions:
        return [paragraph("– Not yet due: the court has not decided.", FILE_LOOK.body)]
    rows: list[tuple[str, str]] = []
    groups = sorted({(d.decided_on, d.received_on or dt.date.min, d.told_on or dt.date.min) for d in file.directions})
    for decided_on, received_on, told_on in groups:
        own = [
            d
            for d in file.directions
            if (d.decided_on, d.received_on or dt.date.min, d.told_on or dt.date.min)
            == (decided_on, received_on, told_on)
        ]
        judge = next((d.judge for d in own if d.judge), "")
        rows.append(("Decision made", days.full(decided_on) + (f", by {judge}" if judge else "")))
        rows.append(("Witness told (CrimPR 18.5)", _told(own, marks, days)))
        rows.append(("Time from decision to telling", _time_to_tell(own[0].told_on, decided_on, paper_facts)))
    first = min(d.decided_on for d in file.directions)
    changed = [d for d in file.directions if d.direction in (DirectionKind.VARIED, DirectionKind.DISCHARGED)]
    later = ", ".join(f"{d.direction.value} {days.said_on(d.decided_on)}" for d in changed)
    rows.append(
        (
            "Change of direction",
            later[:1].upper() + later[1:] or f"None recorded since {days.short(first)} (s.20(2), CrimPR 18.11)",
        )
    )
    rows += measure_circumstances.change_rows(file, paper_facts, marks, days)
    asked = max((v.given_on for v in file.views if v.given_on > first), default=None)
    rows.append(("Witness asked again", days.full(asked) if asked else NOTHING))
    return [facts([(label, notes.short(value, label, 400)) for label, value in rows], 142), *notes.take()]


def _told(own: Sequence[Direction], marks: Marks, days: Days) -> str:
    """Return when, how and by whom she was told of decisions made and told on the same days."""
    if own[0].told_on is None:
        return marks.not_recorded()
    ways = dict.fromkeys(", ".join(p for p in (d.told_how, f"by {d.told_by}" if d.told_by else "") if p) for d in own)
    return ", ".join(part for part in (days.full(own[0].told_on), "; ".join(way for way in ways if way)) if part)


def _time_to_tell(told_on: dt.date | None, decided_on: dt.date, paper_facts: PaperFacts) -> str:
    if told_on is None:
        return Marked("– Not told yet")
    days = paper_facts.calendar.days_between(decided_on, told_on, "working days")
    words = f"{plural(days, 'working day')}."
    limit = paper_facts.told_limit_days
    if limit is None:
        return words
    met = bold("Met.") if days <= limit else bold("Not met.")
    return join(f"{words} Local standard: {plural(limit, 'working day')} from receipt. ", met if days <= limit else "")
