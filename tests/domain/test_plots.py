"""Plots as numbers with names: their words and their table hold every number, and none is plotted of nothing."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plots import bars, funnel, histogram, months, of_months
from victimplanner.domain.plot_parts import Pattern, percent, running, share_words
from victimplanner.domain.plots import (
    Aim,
    Bar,
    Column,
    Funnel,
    Histogram,
    Limit,
    LineByMonth,
    MonthCount,
    MonthSeries,
    Plot,
    Series,
    StackedBars,
    Step,
)


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def table_text(plot: Plot) -> str:
    table = plot.as_table()
    assert all(len(row) == len(table.header) for row in table.rows)
    return " | ".join((*table.header, *(cell for row in table.rows for cell in row)))


def test_the_words_and_the_table_of_bars_hold_every_number() -> None:
    plot = bars(("Hearing date told", 212, 14, 3, 6), ("Bail change told", 61, 9, 1, 5))
    for text in (plot.alt_text(), table_text(plot)):
        assert {"235", "212", "14", "3", "6", "90", "76", "61", "9", "1", "5", "80"} <= set(numbers(text))
    assert "Hearing date told: 235 due; 212 kept, 14 late, 3 good reason, 6 not kept; 90% kept." in plot.alt_text()
    assert plot.as_table().rows[1] == ("Bail change told", "76", "61", "9", "1", "5", "80%")


def test_a_category_with_no_case_has_no_share() -> None:
    plot = bars(("Hearing date told", 0, 0, 0, 0), ("Bail change told", 0, 0, 0, 5))
    assert plot.as_table().rows[0][-1] == "–"
    assert plot.as_table().rows[1][-1] == "0%"
    assert "none to count" in plot.alt_text()


def test_the_words_and_the_table_of_a_line_hold_every_number() -> None:
    plot = of_months(MonthCount(12, 17), MonthCount(14, 19), aim=Aim(90, "unit aim 90%"))
    assert "Jun 2026 71% (12 of 17); Jul 2026 74% (14 of 19)." in plot.alt_text()
    assert "Unit aim 90%: 90%." in plot.alt_text()
    assert plot.as_table().rows == (("Jun 2026", "12", "17", "71%"), ("Jul 2026", "14", "19", "74%"))


def test_the_table_of_several_lines_names_the_line_of_each_number() -> None:
    line = MonthSeries("Stopped", (MonthCount(5, 10),))
    plot = LineByMonth("Kept", months(1), (MonthSeries("Hearing", (MonthCount(9, 10),)), line))
    header = plot.as_table().header
    assert header == (
        "Month", "Hearing, met", "Hearing, of", "Hearing, share", "Stopped, met", "Stopped, of", "Stopped, share",
    )  # fmt: skip


@pytest.mark.parametrize("met", range(5))
def test_a_month_under_five_is_said_to_be_so_and_its_number_is_nowhere(met: int) -> None:
    plot = of_months(MonthCount(met, 4), MonthCount(7, 9))
    assert plot.leaves_out
    assert plot.series[0].counts[0].share is None
    assert plot.as_table().rows[0] == ("Jun 2026", "–", "<5", "not plotted")
    assert "Jun 2026 not plotted (fewer than 5); Jul 2026 78% (7 of 9)." in plot.alt_text()


def test_a_month_without_a_case_is_none_and_never_nought_per_cent() -> None:
    plot = of_months(MonthCount(0, 0), MonthCount(0, 9))
    assert not plot.leaves_out
    assert plot.as_table().rows == (("Jun 2026", "–", "0", "not plotted"), ("Jul 2026", "0", "9", "0%"))
    assert "Jun 2026 none; Jul 2026 0% (0 of 9)." in plot.alt_text()


def test_the_words_and_the_table_of_columns_hold_every_number_and_what_is_beyond_the_limit() -> None:
    plot = histogram(("Same day", 9), ("1 day", 14), ("2 days", 6), ("Not told", 3), limit=2)
    assert "Unit limit. Same day: 9; 1 day: 14; 2 days: 6 (beyond the limit); Not told: 3." in plot.alt_text()
    assert plot.as_table().rows == (
        ("Same day", "9", "within"), ("1 day", "14", "within"), ("2 days", "6", "beyond"), ("Not told", "3", "–"),
    )  # fmt: skip
    assert [plot.pattern(place) for place in range(4)] == [Pattern.SOLID, Pattern.SOLID, Pattern.DOTS, Pattern.LINES]


def test_columns_without_a_limit_say_nothing_of_one() -> None:
    plot = histogram(("1 day", 14), ("2 days", 6))
    assert "limit" not in plot.alt_text() + table_text(plot)
    assert plot.pattern(1) is Pattern.SOLID


def test_the_words_and_the_table_of_a_funnel_hold_every_number_and_who_did_not_go_on() -> None:
    plot = funnel(("Not guilty plea", 46, ""), ("Meeting offered", 41, "5 not offered"))
    assert "Not guilty plea: 46; Meeting offered: 41 (5 not offered)." in plot.alt_text()
    assert plot.as_table().rows == (("Not guilty plea", "46", "–"), ("Meeting offered", "41", "5 not offered"))


KEPT = Series("Kept", Pattern.SOLID)


@pytest.mark.parametrize(
    "make",
    [
        lambda: StackedBars("Kept", (KEPT,), ()),
        lambda: StackedBars("Kept", (), (Bar("A", ()),)),
        lambda: LineByMonth("Kept", (), (MonthSeries("A", ()),)),
        lambda: LineByMonth("Kept", months(1), ()),
        lambda: Histogram("Told", ()),
        lambda: Funnel("Meetings", ()),
    ],
)
def test_nothing_is_not_plotted(make: object) -> None:
    with pytest.raises(ValueError, match="say so in words"):
        make()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: StackedBars("K", (KEPT, Series("Late", Pattern.SOLID)), (Bar("A", (1, 2)),)), "same pattern"),
        (lambda: StackedBars("K", (KEPT,), (Bar("A", (1, 2)),)), "one count for each series"),
        (lambda: StackedBars("K", (KEPT,), (Bar("A", (-1,)),)), "below nothing"),
        (lambda: of_months(MonthCount(6, 5)), "more were met"),
        (lambda: of_months(MonthCount(5, 5), aim=Aim(101, "aim")), "no share"),
        (lambda: LineByMonth("K", months(2), (MonthSeries("A", (MonthCount(5, 5),)),)), "one count for each month"),
        (
            lambda: LineByMonth("K", months(1), tuple(MonthSeries(c, (MonthCount(5, 5),)) for c in "ABCDE")),
            "told apart",
        ),
        (lambda: Histogram("T", (Column("A", 1),), Limit(1, "limit")), "beside no column"),
        (lambda: Histogram("T", (Column("A", -1),)), "below nothing"),
        (lambda: Funnel("M", (Step("A", -1),)), "below nothing"),
    ],
)
def test_numbers_that_cannot_be_are_refused(make: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        make()  # type: ignore[operator]


@pytest.mark.parametrize("days", [(dt.date(2026, 6, 1), dt.date(2026, 8, 1)), (dt.date(2026, 6, 2),)])
def test_a_line_by_month_leaves_no_month_out_and_begins_months_on_their_first_day(days: tuple[dt.date, ...]) -> None:
    with pytest.raises(ValueError, match="one after the other"):
        LineByMonth("Kept", days, (MonthSeries("A", tuple(MonthCount(5, 5) for _ in days)),))


@given(st.integers(1, 9999), st.data())
def test_only_all_is_a_hundred_per_cent_and_only_none_is_nought(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    share = percent(part, whole)
    assert (share == 100) is (part == whole)
    assert (share == 0) is (part == 0)
    assert abs(share - 100 * part / whole) <= 0.5 or share in (1, 99)


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (1, 0), (3, 2), (-1, 5)])
def test_there_is_no_share_of_nothing_and_none_beyond_the_whole(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        percent(part, whole)


def test_a_name_within_a_sentence_keeps_the_letters_of_an_abbreviation() -> None:
    assert [running(name) for name in ("Good reason", "ABE told", "A", "")] == ["good reason", "ABE told", "a", ""]


def test_a_share_gives_the_same_per_cent_as_the_counts_behind_it() -> None:
    """0.925 is held as a little less or more than it is; rounding it by itself could part the table from its plot."""
    for whole in range(1, 400):
        for part in range(whole + 1):
            assert share_words(part / whole) == f"{percent(part, whole)}%"
