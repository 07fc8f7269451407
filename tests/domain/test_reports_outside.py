"""Tables for outside the office taken together: no number under 5 can be worked back from two of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports import Key, duties_of
from victimplanner.domain.reports.choosing import ReportFilter
from victimplanner.domain.reports.figures import Figure, OutsideTable, Report
from victimplanner.domain.reports.outside import outside_tables
from victimplanner.domain.reports.overview import report_of
from victimplanner.domain.reports.report_rows import ReportRows
from victimplanner.domain.reports.rows import DecisionRow, Standing
from victimplanner.domain.sheets import UNDER_5, WITHHELD

TODAY = dt.date(2026, 11, 25)
CHOSEN = ReportFilter(dt.date(2026, 9, 1), dt.date(2026, 11, 30))
_PRIME = 2**61 - 1


def report(numbers: Mapping[Key, int], decisions: tuple[DecisionRow, ...] = ()) -> Report:
    return report_of(ReportRows(duties=tuple(duties_of(numbers)), decisions=decisions), CHOSEN, TODAY)


def _item(row: str) -> str:
    """Decisions and applications are duties too: a reader knows that they are the same."""
    kind, _, item = row.partition("/")
    return item if kind in ("duty", "decision", "application") else row


def cells(figure: Figure, table: OutsideTable) -> Iterator[tuple[frozenset[str], object]]:
    """Every number of a table for outside: the items it counts, and what stands in its place."""
    lines = [[frozenset(map(_item, part.rows)) for part in line.parts] for line in figure.outside_lines()]
    if figure.of:
        lines = [[frozenset().union(*line), *line] for line in lines]
    if figure.has_outside_total:
        lines.append([frozenset().union(*column) for column in zip(*lines, strict=True)])
    for line, row in zip(lines, table.rows, strict=True):
        yield from zip(line, row[1 : len(line) + 1], strict=True)


def worked_back(report: Report) -> list[frozenset[str]]:
    """Return the small numbers that adding and taking away the numbers shown gives."""
    figures = [figure for figure in report.figures() if not figure.is_empty]
    tables = outside_tables(report.figures())
    known = [cell for figure in figures for cell in cells(figure, tables[figure.id])]
    items = {item: at for at, item in enumerate(sorted(frozenset().union(*(rows for rows, _ in known))))}
    basis: dict[int, dict[int, int]] = {}

    def rest(rows: frozenset[str]) -> dict[int, int]:
        left = {items[item]: 1 for item in rows}
        while left:
            at = min(left)
            if at not in basis:
                return left
            times = left[at]
            for place, number in basis[at].items():
                left[place] = (left.get(place, 0) - times * number) % _PRIME
            left = {place: number for place, number in left.items() if number}
        return left

    for rows, shown in known:
        if type(shown) is int and (left := rest(rows)):
            inverse = pow(left[min(left)], -1, _PRIME)
            basis[min(left)] = {place: number * inverse % _PRIME for place, number in left.items()}
    return [rows for rows, _ in known if 0 < len(rows) < 5 and not rest(rows)]


def shown(report: Report, figure: str, label: str) -> tuple[object, ...]:
    table = outside_tables(report.figures())[figure]
    return next(row[1:] for row in table.rows if row[0] == label)


def test_a_right_does_not_give_away_its_one_small_duty() -> None:
    met = Standing.MET
    made = report(
        {("R6c", "6", 9, met): 10, ("R6d", "6", 9, met): 3, ("R8a", "8.1", 9, met): 7, ("R8c", "8.2", 9, met): 9}
    )
    right, small, other = (
        shown(made, "by_right", "Right 6"),
        shown(made, "by_duty", "Duty R6d"),
        shown(made, "by_duty", "Duty R6c"),
    )
    assert small[0] in (UNDER_5, WITHHELD)
    assert WITHHELD in (right[0], other[0])
    assert worked_back(made) == []


def test_the_months_of_a_duty_do_not_give_away_a_small_month() -> None:
    months = {9: 10, 10: 12, 11: 3}
    made = report({("R8a", "8.1", month, Standing.MET): number for month, number in months.items()})
    assert worked_back(made) == []


def test_decisions_told_do_not_give_away_those_not_told() -> None:
    """The same decisions stand among the duties: all decisions less those told are those not told."""
    numbers = {("decision.told", "8.2", 9, Standing.MET): 13, ("decision.told", "8.2", 9, Standing.NOT_YET): 3}
    decisions = tuple(
        DecisionRow(
            id=duty.id.replace("duty", "decision"), case_id=duty.case_id, urn=duty.urn, witness_id=duty.witness_id,
            reference=duty.reference, unit=duty.unit, is_child=False, counted_on=duty.counted_on, act_at="", subject_id="",
            decided_on=duty.due, received_on=duty.due, told_on=duty.due if duty.standing is Standing.MET else None,
            told_by_role="", gap=1 if duty.standing is Standing.MET else None, waiting=None, limit_days=1,
            is_not_told=duty.standing is not Standing.MET, standing=duty.standing,
        )
        for duty in duties_of(numbers)
    )  # fmt: skip
    made = report(numbers, decisions)
    told, all_ = shown(made, "by_duty", "Duty decision.told")[0], shown(made, "decisions", "All")[0]
    assert WITHHELD in (told, all_)
    assert worked_back(made) == []


def test_words_alone_give_no_number_away() -> None:
    """A right under 5 with three duties, one of them of two kinds, can only be four: 1, 1, and 1 and 1."""
    made = report(
        {
            ("R6c", "6", 9, Standing.MET): 1,
            ("R6e", "6", 9, Standing.MET): 1,
            ("R6d", "6", 9, Standing.LATE): 1,
            ("R6d", "6", 9, Standing.EXCUSED): 1,
            ("R8a", "8.1", 9, Standing.MET): 30,
        }
    )
    right, parts = shown(made, "by_right", "Right 6"), shown(made, "by_duty", "Duty R6d")
    assert WITHHELD in (right[0], parts[0])


def test_what_no_table_gives_away_stays_shown() -> None:
    made = report({("R8a", "8.1", month, Standing.MET): 20 for month in (9, 10, 11)})
    assert shown(made, "by_duty", "Duty R8a")[0] == 60
    assert shown(made, "by_month", "Oct 2026")[0] == 20


_KEYS: tuple[Key, ...] = tuple(
    (rule_id, right, month, standing)
    for rule_id, right in (("R6c", "6"), ("R6d", "6"), ("R8a", "8.1"))
    for month in (9, 10)
    for standing in (Standing.MET, Standing.LATE, Standing.OVERDUE)
)


@settings(max_examples=60)
@given(st.lists(st.integers(1, 14), min_size=len(_KEYS), max_size=len(_KEYS)))
def test_no_small_number_is_worked_back_from_any_tables_of_a_report(numbers: list[int]) -> None:
    assert worked_back(report(dict(zip(_KEYS, numbers, strict=True)))) == []


@pytest.mark.parametrize("seed", range(3))
def test_nor_is_one_worked_back_in_a_large_office(seed: int) -> None:
    numbers = {
        (f"R{rule}", str(rule // 3 + 1), month, standing): (rule * 7 + month + seed + at) % 9 + 1
        for rule in range(30)
        for month in (9, 10, 11)
        for at, standing in enumerate((Standing.MET, Standing.LATE, Standing.OVERDUE))
    }
    assert worked_back(report(numbers)) == []
