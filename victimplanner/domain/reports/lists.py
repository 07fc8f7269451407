"""The lists behind the figures as columns and cells, for an export: URN, reference, days, roles and words of the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from victimplanner.domain.reports.choosing import right_words, unit_words
from victimplanner.domain.reports.rows import STANDING_WORDS, Row, RowKind
from victimplanner.domain.reports.witness_rows import LINK_USE_WORDS, MEASURE_GAP_WORDS, MEETING_ANSWER_WORDS
from victimplanner.domain.rights import RIGHTS_WORDS, RightsLevel
from victimplanner.domain.sheets import Cell, ColumnKind, SheetColumn
from victimplanner.domain.urn import display_urn

_LEVELS = frozenset(level.value for level in RightsLevel)
_TEXT, _DATE, _NUMBER = ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.WHOLE_NUMBER


class _Column(NamedTuple):
    title: str
    kind: ColumnKind
    cell: Callable[[Any], Cell]


def _day(title: str, name: str) -> _Column:
    return _Column(title, _DATE, lambda row: getattr(row, name))


def _number(title: str, name: str) -> _Column:
    return _Column(title, _NUMBER, lambda row: getattr(row, name))


def _words(title: str, cell: Callable[[Any], str]) -> _Column:
    return _Column(title, _TEXT, cell)


def _yes_no(title: str, name: str) -> _Column:
    def cell(row: Any) -> str:
        value = getattr(row, name)
        return "Not known" if value is None else "Yes" if value else "No"

    return _Column(title, _TEXT, cell)


def _result() -> _Column:
    return _words("Result", lambda row: STANDING_WORDS[row.standing])


_OF_EVERY_ROW = (
    _words("URN", lambda row: display_urn(row.urn)),
    _words("Witness", lambda row: row.reference),
    _words("Unit", lambda row: unit_words(row.unit)),
    _words("Adult or child", lambda row: "Child" if row.is_child else "Adult"),
    _day("Counted on", "counted_on"),
)

_COLUMNS: Mapping[RowKind, tuple[_Column, ...]] = {
    RowKind.DUTY: (
        _words("Right", lambda row: right_words(row.right)),
        _words("Duty", lambda row: row.label),
        _words("Edition", lambda row: row.edition),
        _words("Rights", lambda row: RIGHTS_WORDS[RightsLevel(row.level)] if row.level in _LEVELS else ""),
        _day("Event", "event_on"),
        _day("Received", "received_on"),
        _day("Due", "due"),
        _day("Told or done", "told_on"),
        _words("By", lambda row: row.told_by_role),
        _yes_no("By letter", "is_by_letter"),
        _result(),
        _number("Days late", "days_late"),
        _words("Days are", lambda row: row.count_unit),
        _words("Owed by", lambda row: row.owner_role),
        _yes_no("Ours", "is_ours"),
        _words("Next step", lambda row: row.next_step),
    ),
    RowKind.MEASURE: (
        _words("Measure", lambda row: row.title),
        _yes_no("Open to her", "is_open"),
        _words("View", lambda row: row.view),
        _day("Wanted", "wanted_on"),
        _day("Applied for", "applied_on"),
        _day("Directed", "directed_on"),
        _day("Used", "used_on"),
        _words("Differences", lambda row: "; ".join(MEASURE_GAP_WORDS[gap] for gap in row.gaps)),
    ),
    RowKind.MEETING: (
        _yes_no("To be offered", "is_to_be_offered"),
        _words("Offer", lambda row: STANDING_WORDS[row.offer]),
        _day("Not guilty plea", "plea_on"),
        _day("Offered", "offered_on"),
        _words("Answer", lambda row: MEETING_ANSWER_WORDS[row.answer]),
        _day("First held", "held_on"),
        _yes_no("Before application due", "is_before_application_due"),
        _yes_no("Before recording", "is_before_recording"),
        _yes_no("Before trial", "is_before_trial"),
        _yes_no("No more to come", "is_over"),
        _number("Held", "held"),
        _number("Signed and on MG6C", "listed"),
    ),
    RowKind.SECTION_28: (
        _words("Outcome", lambda row: row.reason),
        _day("Considered", "considered_on"),
        _day("Explained to her", "explained_on"),
    ),
    RowKind.DECISION: (
        _day("Decided", "decided_on"),
        _day("Received", "received_on"),
        _day("Told", "told_on"),
        _words("By", lambda row: row.told_by_role),
        _number("Working days to telling", "gap"),
        _number("Working days waiting", "waiting"),
        _yes_no("Still to be told", "is_not_told"),
        _result(),
    ),
    RowKind.LINK: (
        _day("Day", "on"),
        _words("Booking", lambda row: row.booking),
        _yes_no("Confirmed", "is_confirmed"),
        _day("Told", "told_on"),
        _words("Use", lambda row: LINK_USE_WORDS[row.use]),
    ),
    RowKind.APPLICATION: (
        _day("Not guilty plea", "plea_on"),
        _day("Last day", "limit"),
        _day("Served", "served_on"),
        _result(),
        _yes_no("Reason recorded", "has_reason"),
        _number("Business days late", "days_late"),
    ),
    RowKind.WITNESS: (
        _yes_no("Complainant", "is_complainant"),
        _yes_no("Case open", "is_open"),
        _day("Case closed", "closed_on"),
        _yes_no("Any measure open to her", "has_open_measures"),
        _yes_no("All views recorded", "has_all_views"),
    ),
}

LIST_TITLES = {
    RowKind.DUTY: "Duties",
    RowKind.MEASURE: "Special measures",
    RowKind.MEETING: "Meetings",
    RowKind.SECTION_28: "Section 28",
    RowKind.DECISION: "Decisions of the court",
    RowKind.LINK: "Links",
    RowKind.APPLICATION: "Applications",
    RowKind.WITNESS: "Witnesses",
}


def columns_of(kind: RowKind) -> tuple[SheetColumn, ...]:
    """Return the columns of a list."""
    return tuple(SheetColumn(column.title, column.kind) for column in (*_OF_EVERY_ROW, *_COLUMNS[kind]))


def cells_of(kind: RowKind, rows: Sequence[Row]) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells of a list, in the order of its rows."""
    columns = (*_OF_EVERY_ROW, *_COLUMNS[kind])
    return tuple(tuple(column.cell(row) for column in columns) for row in rows)
