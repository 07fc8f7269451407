"""The columns of the lists behind the figures, one set for each kind of row. Nobody's name stands in a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from victimplanner.domain.dates import plural
from victimplanner.domain.reports.choosing import right_words
from victimplanner.domain.reports.rows import STANDING_WORDS, DutyRow, RowKind, Standing
from victimplanner.domain.reports.witness_rows import (
    LINK_USE_WORDS,
    MEASURE_GAP_WORDS,
    MEETING_ANSWER_WORDS,
    SECTION_28_ANSWER_WORDS,
    MeetingRow,
    WitnessRow,
)
from victimplanner.domain.urn import display_urn
from victimplanner.ui.formats import table_day
from victimplanner.ui.widgets import Column, Pill

_PILL_KINDS = {
    Standing.MET: "ok",
    Standing.LATE: "today",
    Standing.EXCUSED: "info",
    Standing.NOT_MET: "refused",
    Standing.OVERDUE: "overdue",
    Standing.NOT_KNOWN: "unknown",
}


def columns_of(kind: RowKind, today: dt.date) -> Sequence[Column]:
    """Return the columns of a list. Days of this year are shown without it."""
    case = Column("Case", text=lambda row: display_urn(row.urn), second=lambda row: row.reference, width=130, bold=True)
    return (case, *_OF_KIND[kind](today))


def spare_columns(kind: RowKind) -> tuple[int, ...]:
    """Return the columns that give way where the room is narrow: the file of the list has them all."""
    return (2, 3) if kind is RowKind.DUTY else ()


def _day(title: str, name: str, today: dt.date) -> Column:
    return Column(
        title,
        text=lambda row: table_day(getattr(row, name), today),
        sort=lambda row: getattr(row, name),
        width=102,
        stretch=1,
    )


def _result(late: Callable[[Any], str]) -> Column:
    return Column("Result", text=lambda row: "", pill=_pill, second=late, width=130, stretch=1, sort=_standing_words)


def _pill(row: Any) -> Pill:
    return Pill(_PILL_KINDS.get(row.standing, "grey"), _standing_words(row))


def _standing_words(row: Any) -> str:
    return STANDING_WORDS[row.standing]


def _duties(today: dt.date) -> tuple[Column, ...]:
    return (
        Column("Duty", text=lambda row: row.label, second=_right_and_owner, stretch=3, width=200, bold=True),
        _day("Event", "event_on", today),
        _day("Received", "received_on", today),
        _day("Due", "due", today),
        _day("Told", "told_on", today),
        _result(_days_late),
    )


def _right_and_owner(row: DutyRow) -> str:
    return f"{right_words(row.right)} · {row.owner_role}" if row.owner_role else right_words(row.right)


def _days_late(row: DutyRow) -> str:
    return f"{plural(row.days_late, row.count_unit.removesuffix('s'))} late" if row.days_late is not None else ""


def _measures(today: dt.date) -> tuple[Column, ...]:
    return (
        Column("Measure", text=lambda row: row.title, second=lambda row: row.view, stretch=2, width=170, bold=True),
        _day("Wanted", "wanted_on", today),
        _day("Applied", "applied_on", today),
        _day("Directed", "directed_on", today),
        _day("Used", "used_on", today),
        Column("Gap", text=_gaps, stretch=2, width=150),
    )


def _gaps(row: Any) -> str:
    return ", ".join(MEASURE_GAP_WORDS[gap] for gap in row.gaps) or "–"


def _meetings(today: dt.date) -> tuple[Column, ...]:
    return (
        _day("Not guilty plea", "plea_on", today),
        _day("Offered", "offered_on", today),
        Column("Answer", text=lambda row: MEETING_ANSWER_WORDS[row.answer], stretch=1, width=120),
        _day("Held", "held_on", today),
        Column("Held before", text=_held_before, stretch=2, width=170),
    )


def _held_before(row: MeetingRow) -> str:
    facts = (
        ("application due", row.is_before_application_due),
        ("recording", row.is_before_recording),
        ("trial", row.is_before_trial),
    )
    words = ", ".join(name for name, is_before in facts if is_before)
    if row.held_on is None:
        return "–"
    return words.capitalize() if words else "None of these"


def _section_28(today: dt.date) -> tuple[Column, ...]:
    return (
        Column(
            "Section 28",
            text=lambda row: SECTION_28_ANSWER_WORDS[row.answer],
            second=lambda row: row.reason if row.reason != SECTION_28_ANSWER_WORDS[row.answer] else "",
            stretch=3,
            width=220,
            bold=True,
        ),
        _day("Considered", "considered_on", today),
        _day("Explained", "explained_on", today),
    )


def _decisions(today: dt.date) -> tuple[Column, ...]:
    return (
        _day("Decided", "decided_on", today),
        _day("Received", "received_on", today),
        _day("Told", "told_on", today),
        Column("Working days", text=_gap, sort=lambda row: row.gap, stretch=1, width=120),
        _result(lambda row: row.told_by_role),
    )


def _gap(row: Any) -> str:
    if row.gap is not None:
        return "Same day" if row.gap == 0 else plural(row.gap, "working day")
    return f"Waiting {plural(row.waiting, 'working day')}" if row.waiting is not None else "–"


def _links(today: dt.date) -> tuple[Column, ...]:
    return (
        _day("Day", "on", today),
        Column("Booking", text=lambda row: row.booking, stretch=2, width=150),
        _day("Told", "told_on", today),
        Column("Use", text=lambda row: LINK_USE_WORDS[row.use], stretch=1, width=120),
    )


def _applications(today: dt.date) -> tuple[Column, ...]:
    return (
        _day("Plea", "plea_on", today),
        _day("Last day", "limit", today),
        _day("Served", "served_on", today),
        _result(_application_late),
    )


def _application_late(row: Any) -> str:
    late = f"{plural(row.days_late, 'business day')} late" if row.days_late is not None else ""
    return ", ".join(filter(None, (late, "reason given" if row.has_reason else "")))


def _witnesses(today: dt.date) -> tuple[Column, ...]:
    return (
        Column("Witness", text=lambda row: "Complainant" if row.is_complainant else "Witness", stretch=1, width=110),
        Column("Case", text=lambda row: "Open" if row.is_open else "Closed", stretch=1, width=90),
        _day("Closed", "closed_on", today),
        Column("Views on every open measure", text=_has_views, stretch=2, width=170),
    )


def _has_views(row: WitnessRow) -> str:
    if row.has_all_views is None:
        return "Not yet due" if row.has_open_measures else "No measure is open"
    return "Recorded" if row.has_all_views else "Not recorded"


_OF_KIND: dict[RowKind, Callable[[dt.date], tuple[Column, ...]]] = {
    RowKind.DUTY: _duties,
    RowKind.MEASURE: _measures,
    RowKind.MEETING: _meetings,
    RowKind.SECTION_28: _section_28,
    RowKind.DECISION: _decisions,
    RowKind.LINK: _links,
    RowKind.APPLICATION: _applications,
    RowKind.WITNESS: _witnesses,
}
