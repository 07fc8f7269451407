"""Figures of reports for any rows: parts add up, shares are shares, every number opens its rows, nothing is a nought."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.rulebook import TODAY
from tests.reports import FIRST, LAST, UNITS, duties_of, report_rows
from victimplanner.domain.reports.choosing import ReportFilter, Who, duties_by_rule, rights_of_duties, units_of
from victimplanner.domain.reports.figures import Figure, Report
from victimplanner.domain.reports.outside import outside_tables
from victimplanner.domain.reports.overview import report_of
from victimplanner.domain.reports.report_rows import ReportRows
from victimplanner.domain.reports.rows import DUE, RowKind, Standing
from victimplanner.domain.sheets import UNDER_5, WITHHELD

YEAR = ReportFilter(FIRST, LAST)
few = settings(max_examples=25, deadline=None)


def all_figures(report: Report) -> tuple[Figure, ...]:
    return (*report.figures(), *report.key_numbers, *report.front)


def counts(report: Report) -> Counter[tuple[str, str, str]]:
    """Every number of tables whose rows each have one place: (figure, line, part)."""
    one_place = (
        report.by_duty, report.by_right, report.others, report.decisions, report.section_28, report.links,
        report.measures, report.how_late, report.letters,
    )  # fmt: skip
    return Counter(
        {(f.id, line.label, part.name): part.number for f in one_place for line in f.lines for part in line.parts}
    )


@few
@given(report_rows)
def test_every_number_opens_as_many_rows_as_it_says_and_they_are_in_its_list(rows: ReportRows) -> None:
    for figure in all_figures(report_of(rows, YEAR, TODAY)):
        for line in figure.lines:
            known = {row.id for row in rows.of_kind(line.kind or figure.kind)}
            for part in (*line.parts, *line.aside):
                assert len(set(part.rows)) == part.number
                assert set(part.rows) <= known


@few
@given(report_rows)
def test_parts_of_a_line_have_no_row_in_common_and_make_up_its_total(rows: ReportRows) -> None:
    for figure in all_figures(report_of(rows, YEAR, TODAY)):
        if figure.of:
            for line in figure.lines:
                assert len(set(line.rows)) == line.total


@few
@given(report_rows)
def test_shares_lie_between_nothing_and_all(rows: ReportRows) -> None:
    for figure in all_figures(report_of(rows, YEAR, TODAY)):
        if figure.share:
            place = figure.header.index(figure.share)
            shares = [row[place] for row in figure.table()]
            assert all(share is None or 0 <= share <= 1 for share in shares)  # type: ignore[operator]


@few
@given(report_rows)
def test_the_months_of_a_period_add_up_to_the_period(rows: ReportRows) -> None:
    months = [replace(YEAR, first=month, last=_last_day(month)) for month in YEAR.months]
    assert sum((counts(report_of(rows, part, TODAY)) for part in months), Counter()) == +counts(
        report_of(rows, YEAR, TODAY)
    )


def _last_day(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


@few
@given(report_rows, st.sampled_from(("units", "ages")))
def test_units_and_ages_add_up_to_the_whole(rows: ReportRows, by: str) -> None:
    parts = (
        [replace(YEAR, unit=unit) for unit in UNITS]
        if by == "units"
        else [replace(YEAR, who=who) for who in (Who.ADULTS, Who.CHILDREN)]
    )
    assert sum((counts(report_of(rows, part, TODAY)) for part in parts), Counter()) == +counts(
        report_of(rows, YEAR, TODAY)
    )


@few
@given(report_rows)
def test_rights_part_the_duties_and_a_chosen_duty_is_all_that_is_counted(rows: ReportRows) -> None:
    assert set(rights_of_duties(rows)) == {row.right for row in rows.duties}
    for right in rights_of_duties(rows):
        report = report_of(rows, replace(YEAR, right=right), TODAY)
        own = [row for row in rows.duties if row.right == right and row.is_ours and row.standing in DUE]
        assert set(report.by_duty.rows) == {row.id for row in own}
    for rule_id in duties_by_rule(rows.duties):
        report = report_of(rows, replace(YEAR, rule_id=rule_id), TODAY)
        own = [row for row in rows.duties if row.rule_id == rule_id and row.is_ours and row.standing in DUE]
        assert set(report.by_month.rows) == set(report.by_duty.rows) == {row.id for row in own}


@few
@given(report_rows)
def test_what_is_not_known_or_has_a_good_reason_is_never_met(rows: ReportRows) -> None:
    met = {row.id for row in rows.duties if row.standing is Standing.MET}
    report = report_of(rows, YEAR, TODAY)
    for figure in (report.by_duty, report.by_right, report.by_unit, report.by_month, report.others):
        for line in figure.lines:
            assert set(line.part("Met").rows) <= met
    for line in report.trend.lines:
        assert set(line.part("Met").rows) <= met


@few
@given(report_rows)
def test_a_figure_without_anything_to_count_is_words_and_no_nought(rows: ReportRows) -> None:
    for figure in all_figures(report_of(rows, YEAR, TODAY)):
        assert figure.definition.endswith(".")
        assert figure.denominator.endswith(".")
        if figure.is_empty:
            assert figure.empty.endswith(".")
            assert (figure.plot, figure.table(), figure.words) == (None, (), "–")
        else:
            assert figure.lines
            assert figure.rows or figure.id.startswith("key.")


@few
@given(report_rows)
def test_each_step_of_a_funnel_lies_within_the_one_before(rows: ReportRows) -> None:
    report = report_of(rows, YEAR, TODAY)
    steps = [set(line.rows) for line in report.meetings.lines]
    assert all(later <= earlier for earlier, later in pairwise(steps))
    for earlier, line in pairwise(report.meetings.lines):
        if line.aside:
            gone = {row for part in line.aside for row in part.rows}
            assert gone | set(line.rows) == set(earlier.rows)
            assert not gone & set(line.rows)
    parted = [row for part in report.meetings.outside for row in part.rows]
    assert Counter(parted) == Counter(report.meetings.rows)


@few
@given(report_rows)
def test_outside_the_office_no_number_from_one_to_four_is_shown(rows: ReportRows) -> None:
    report = report_of(rows, YEAR, TODAY)
    for outside in outside_tables(report.figures()).values():
        numbers = [cell for row in outside.rows for cell in row if type(cell) is int]
        assert not set(numbers) & {1, 2, 3, 4}
        assert all(len(row) == len(outside.header) for row in outside.rows)
        if any(cell in (UNDER_5, WITHHELD) for row in outside.rows for cell in row):
            assert outside.plot is None
            assert outside.words == ""
            assert outside.note


@few
@given(report_rows)
def test_what_to_look_at_first_is_two_sentences(rows: ReportRows) -> None:
    words = report_of(rows, YEAR, TODAY).look_first
    assert words == "No duties were due in this period." or words.count(". ") == 1
    assert words.endswith(".")


@few
@given(report_rows)
def test_the_overdue_stand_in_the_order_of_their_last_day(rows: ReportRows) -> None:
    by_id = {row.id: row for row in rows.duties}
    overdue = [by_id[row_id] for row_id in report_of(rows, YEAR, TODAY).overdue]
    days = [row.due or dt.date.max for row in overdue]
    assert days == sorted(days)
    assert {row.standing for row in overdue} <= {Standing.OVERDUE}


# ------------------------------------------------------------ the choice


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-05-01", "2026-11-30", "May to November 2026"),
        ("2026-11-01", "2026-11-30", "November 2026"),
        ("2025-12-01", "2026-02-28", "December 2025 to February 2026"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2026-05-03", "2026-11-09", "3 May 2026 to 9 Nov 2026"),
    ],
)
def test_a_period_says_its_months_or_its_days(first: str, last: str, words: str) -> None:
    assert ReportFilter(dt.date.fromisoformat(first), dt.date.fromisoformat(last)).period_words() == words


def test_the_period_before_has_as_many_months() -> None:
    quarter = ReportFilter(dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    assert quarter.before().period_words() == "July to September 2026"
    assert replace(quarter, last=dt.date(2026, 10, 10)).before().period_words() == "21 Sep 2026 to 30 Sep 2026"


@given(st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_a_period_and_the_one_before_touch_and_do_not_overlap(one: dt.date, other: dt.date) -> None:
    period = ReportFilter(*sorted((one, other)))
    assert period.before().last + dt.timedelta(days=1) == period.first
    assert period.before().before().last < period.before().first


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        ReportFilter(LAST, FIRST)


@given(report_rows)
@settings(max_examples=10, deadline=None)
def test_units_are_named_once_and_none_is_left_out(rows: ReportRows) -> None:
    assert list(units_of(rows)) == sorted({row.unit for row in rows.of_kind(RowKind.WITNESS)})


_RISING = {7: 5, 8: 6, 9: 7, 10: 8, 11: 9}


@pytest.mark.parametrize(("gap", "since"), [(None, "since Jul 2026"), (8, "since Sep 2026"), (10, "")])
def test_a_direction_is_said_of_months_one_after_the_other(gap: int | None, since: str) -> None:
    """Met in time by 5 to 9 of 10 in each month; in one month there were too few to say."""
    numbers = {
        ("R8a", "8.1", month, standing): number
        for month, met in _RISING.items()
        for standing, number in ((Standing.MET, met), (Standing.LATE, 10 - met))
        if month != gap
    }
    chosen = ReportFilter(dt.date(2026, 7, 1), dt.date(2026, 11, 30))
    words = report_of(ReportRows(duties=tuple(duties_of(numbers))), chosen, TODAY).look_first
    assert since in words
    assert ("each month" in words) is bool(since)


def test_a_filter_of_one_duty_is_stated_in_words() -> None:
    rows = ReportRows(duties=tuple(duties_of({("R8a", "8.1", 9, Standing.MET): 1})))
    made = report_of(rows, replace(YEAR, rule_id="R8a"), TODAY)
    assert ("Duty", rows.duties[0].label) in made.filters
