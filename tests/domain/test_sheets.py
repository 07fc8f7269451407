"""What a sheet may hold, and numbers under 5 that nobody can work back from the rest of a table."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from victimplanner.domain.sheets import (
    UNDER_5,
    WITHHELD,
    ColumnKind,
    Sheet,
    SheetColumn,
    suppressed,
    suppressed_share,
    suppressed_table,
)

MADE = dt.datetime(2026, 12, 2, 9, 42, tzinfo=dt.UTC)
COLUMNS = (
    SheetColumn("Unit", ColumnKind.TEXT),
    SheetColumn("Due", ColumnKind.DATE),
    SheetColumn("Duties", ColumnKind.WHOLE_NUMBER),
    SheetColumn("Kept", ColumnKind.SHARE),
)


def a_sheet(*rows: tuple[Any, ...], **more: Any) -> Sheet:
    values: dict[str, Any] = {
        "title": "Code duties", "columns": COLUMNS, "rows": rows, "filters": (("Unit", "Northmoor"),),
        "made_by": "R. Calloway", "made_at": MADE,
    }  # fmt: skip
    return Sheet(**values | more)


# ---------------------------------------------------------------- sheets


def test_words_and_nothing_may_stand_in_any_column() -> None:
    rows = (("Northmoor", dt.date(2026, 12, 16), 12, 0.75), ("South", "Not known", UNDER_5, None))
    assert a_sheet(*rows).rows == rows


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ((5, None, None, None), "int does not fit a text"),
        (("N", dt.datetime(2026, 12, 2, 9, tzinfo=dt.UTC), None, None), "datetime does not fit a date"),
        (("N", None, True, None), "bool does not fit a whole_number"),
        (("N", None, 0.5, None), "float does not fit a whole_number"),
        (("N", None, None, 1), "int does not fit a share"),
        (("N", None, None, float("nan")), "float does not fit a share"),
        (("N", None, 10**15, None), "int does not fit a whole_number"),
        (("N", None, None), "3 cells for 4 columns"),
    ],
)
def test_a_cell_that_does_not_fit_its_column_is_refused(row: tuple[Any, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        a_sheet(row)


@pytest.mark.parametrize("number", [1, 4])
def test_a_small_number_stays_in_the_office(number: int) -> None:
    row = ("Northmoor", None, number, None)
    assert a_sheet(row).rows == (row,)
    with pytest.raises(ValueError, match="under 5 does not leave the office"):
        a_sheet(row, is_for_outside=True)


@pytest.mark.parametrize("cell", [0, 5, UNDER_5, WITHHELD])
def test_nought_and_words_and_larger_numbers_go_outside(cell: int | str) -> None:
    assert a_sheet(("Northmoor", None, cell, None), is_for_outside=True).rows[0][2] == cell


@pytest.mark.parametrize("moment", [MADE.replace(tzinfo=None), MADE.astimezone(dt.timezone(dt.timedelta(hours=1)))])
def test_the_moment_is_utc(moment: dt.datetime) -> None:
    with pytest.raises(ValueError, match="UTC"):
        a_sheet(made_at=moment)


# ---------------------------------------------------------------- small numbers


def test_only_one_to_four_become_words() -> None:
    assert [suppressed(n) for n in range(7)] == [0, UNDER_5, UNDER_5, UNDER_5, UNDER_5, 5, 6]


def test_a_single_small_number_takes_the_next_smallest_with_it() -> None:
    assert suppressed_table([[3, 7, 9]], column_totals=False) == ((UNDER_5, WITHHELD, 9, 19),)


def test_nought_never_gives_way() -> None:
    assert suppressed_table([[3, 0, 9]], column_totals=False) == ((UNDER_5, 0, WITHHELD, 12),)


def test_without_totals_only_the_small_numbers_give_way() -> None:
    table = suppressed_table([[3, 7], [9, 1]], row_totals=False, column_totals=False)
    assert table == ((UNDER_5, 7), (9, UNDER_5))


def test_a_row_and_its_columns_are_made_safe_together() -> None:
    table = suppressed_table([[12, 2, 30], [8, 9, 10], [40, 50, 60]])
    assert table == (
        (WITHHELD, UNDER_5, 30, 44),
        (WITHHELD, WITHHELD, 10, 27),
        (40, 50, 60, 150),
        (60, 61, 100, 221),
    )  # fmt: skip


@pytest.mark.parametrize("row", [[1, 1], [4, 4], [1, 1, 1, 1], [1, 1, 1, 1, 1], [4, 0, 0], [2, 5]])
def test_two_small_numbers_are_no_shelter_when_their_sum_leaves_no_choice(row: list[int]) -> None:
    """1 and 1 are all that make 2, and 4 and 4 all that make 8."""
    for with_columns in (True, False):
        table = suppressed_table([row], column_totals=with_columns)
        assert worked_back(table, [row]) == set()


def test_a_total_gives_way_only_when_nothing_else_helps() -> None:
    assert suppressed_table([[4, 4, 20]], column_totals=False) == ((UNDER_5, UNDER_5, WITHHELD, 28),)
    assert suppressed_table([[4, 30]], column_totals=False) == ((UNDER_5, WITHHELD, 34),)
    assert suppressed_table([[3], [20]]) == ((UNDER_5, UNDER_5), (WITHHELD, WITHHELD), (23, 23))


SIZES = [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (1, 3), (2, 2), (3, 2), (2, 3)]  # columns and rows: soon searched
TABLES = st.sampled_from(SIZES).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 8), min_size=size[0], max_size=size[0]), min_size=size[1], max_size=size[1]
    )
)


def with_all_totals(numbers: Sequence[Sequence[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in numbers]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def may_be(cell: int | str, true: int) -> range:
    """What a reader may take a cell for, near the truth. That a withheld number is 5 or more is taken as known."""
    if cell == UNDER_5:
        return range(1, 5)
    if cell == WITHHELD:
        return range(5 if true >= 5 else 1, true + 4)
    return range(true, true + 1)


def worked_back(table: Sequence[Sequence[int | str]], numbers: Sequence[Sequence[int]]) -> set[tuple[int, int]]:
    """Try every table that would look the same, and return the small numbers that are the same in all of them."""
    true = with_all_totals(numbers)
    height, width = len(numbers), len(numbers[0])
    seen: dict[tuple[int, int], set[int]] = {
        (r, c): set() for r, row in enumerate(table) for c in range(len(row)) if 1 <= true[r][c] <= 4
    }
    choices = [may_be(table[r][c], true[r][c]) for r in range(height) for c in range(width)]
    for guess in itertools.product(*choices):
        whole = with_all_totals([guess[at : at + width] for at in range(0, len(guess), width)])
        if all(whole[r][c] in may_be(cell, true[r][c]) for r, row in enumerate(table) for c, cell in enumerate(row)):
            for (r, c), values in seen.items():
                values.add(whole[r][c])
            if all(len(values) > 1 for values in seen.values()):
                break
    return {place for place, values in seen.items() if len(values) < 2}


@settings(max_examples=300, deadline=None)
@given(TABLES, st.booleans(), st.booleans())
def test_no_small_number_can_be_worked_back_from_the_rest_of_the_table(
    numbers: list[list[int]], row_totals: bool, column_totals: bool
) -> None:
    table = suppressed_table(numbers, row_totals=row_totals, column_totals=column_totals)
    assert worked_back(table, numbers) == set()


@pytest.mark.parametrize(
    ("numbers", "careless", "given_away"),
    [
        ([[3, 7, 9]], [[UNDER_5, 7, 9, 19]], {(0, 0)}),
        ([[1, 1, 9]], [[UNDER_5, UNDER_5, 9, 11]], {(0, 0), (0, 1)}),
        ([[1, 5]], [[UNDER_5, WITHHELD, 6]], {(0, 0)}),
        (
            [[2, 1], [0, 9]],
            [[UNDER_5, UNDER_5, UNDER_5], [0, 9, 9], [UNDER_5, 10, 12]],
            {(0, 1), (0, 2), (0, 0), (2, 0)},
        ),
    ],
)
def test_a_careless_table_gives_its_small_numbers_away(
    numbers: list[list[int]], careless: list[list[int | str]], given_away: set[tuple[int, int]]
) -> None:
    """The search of these tests finds what a reader would find."""
    assert worked_back(careless, numbers) == given_away
    table = suppressed_table(numbers, column_totals=len(careless) > len(numbers))
    assert worked_back(table, numbers) == set()


@given(
    st.integers(1, 6).flatmap(
        lambda width: st.lists(st.lists(st.integers(0, 40), min_size=width, max_size=width), min_size=1, max_size=8)
    )
)
def test_what_is_shown_is_true_and_never_from_one_to_four(numbers: list[list[int]]) -> None:
    true = with_all_totals(numbers)
    for row, true_row in zip(suppressed_table(numbers), true, strict=True):
        for cell, number in zip(row, true_row, strict=True):
            if isinstance(cell, int):
                assert cell == number
                assert cell == 0 or cell >= 5
            else:
                assert number > 0
                assert cell == WITHHELD or number < 5
            if number == 0:
                assert cell == 0


@pytest.mark.parametrize("numbers", [[[3], [4, 5]], [[-1]]])
def test_what_is_no_table_of_counts_is_refused(numbers: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="table of counts"):
        suppressed_table(numbers)


def test_a_share_of_small_numbers_is_withheld() -> None:
    assert suppressed_share(9, 20) == 0.45
    assert suppressed_share(20, 20) == 1.0
    assert suppressed_share(0, 20) == 0.0
    assert suppressed_share(0, 0) is None
    for part, whole in ((3, 20), (18, 20), (UNDER_5, 20), (9, WITHHELD), (3, 3)):
        assert suppressed_share(part, whole) == WITHHELD


def test_a_part_is_not_more_than_the_whole() -> None:
    with pytest.raises(ValueError, match="not more than the whole"):
        suppressed_share(21, 20)
