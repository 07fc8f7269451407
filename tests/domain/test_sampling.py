"""A sample that anybody can draw again."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.inspection.sampling import LARGEST_SEED, MOST_DRAWN, SampleFilter, draw

KEYS = [(f"99VP{number:07d}", f"{number:032x}") for number in range(40)]
ALL = SampleFilter()


@given(st.integers(0, LARGEST_SEED), st.integers(1, 60), st.randoms(use_true_random=False))
def test_the_same_seed_draws_the_same_cases_in_whatever_order_they_come(
    seed: int, size: int, shuffling: object
) -> None:
    shuffled = list(KEYS)
    shuffling.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = draw(KEYS, ALL, size, seed), draw(shuffled, ALL, size, seed)
    assert one == other
    assert len(one.keys) == len(set(one.keys)) == min(size, len(KEYS))
    assert set(one.keys) <= set(KEYS)


def test_another_seed_draws_other_cases_and_another_list_has_another_fingerprint() -> None:
    assert draw(KEYS, ALL, 5, 1).keys != draw(KEYS, ALL, 5, 2).keys
    assert draw(KEYS, ALL, 5, 1).fingerprint == draw(KEYS, ALL, 9, 7).fingerprint
    assert draw(KEYS[1:], ALL, 5, 1).fingerprint != draw(KEYS, ALL, 5, 1).fingerprint


def test_how_it_was_drawn_is_said_in_full() -> None:
    chosen = SampleFilter("RASSO North", dt.date(2026, 4, 1), dt.date(2026, 9, 30), with_closed=False)
    drawn = draw(KEYS, chosen, 5, 4711)
    said = dict(drawn.words(2))
    assert said["Seed"] == "4711"
    assert said["Unit"] == "RASSO North"
    assert said["First charged"] == "1 Apr 2026 to 30 Sep 2026"
    assert said["Closed cases"] == "Left out"
    assert said["Drawn from"] == f"40 cases, list {drawn.fingerprint}"
    assert said["Drawn"] == "5 cases; this is number 2"
    assert dict(SampleFilter(charged_from=dt.date(2026, 4, 1)).words())["First charged"] == "From 1 Apr 2026"
    assert dict(SampleFilter(charged_to=dt.date(2026, 4, 1)).words())["First charged"] == "To 1 Apr 2026"


@pytest.mark.parametrize(
    ("unit", "charged", "is_closed", "expected"),
    [
        ("A", dt.date(2026, 4, 1), False, True),
        ("A", dt.date(2026, 4, 30), False, True),
        ("A", dt.date(2026, 5, 1), False, False),
        ("A", dt.date(2026, 3, 31), False, False),
        ("A", None, False, False),
        ("B", dt.date(2026, 4, 1), False, False),
        ("A", dt.date(2026, 4, 1), True, False),
    ],
)
def test_a_filter_takes_a_unit_a_period_and_open_cases(
    unit: str, charged: dt.date | None, is_closed: bool, expected: bool
) -> None:
    chosen = SampleFilter("A", dt.date(2026, 4, 1), dt.date(2026, 4, 30), with_closed=False)
    assert chosen.takes(unit, charged, is_closed) is expected


def test_without_a_filter_every_case_is_drawn_from() -> None:
    assert ALL.takes("", None, True)


@pytest.mark.parametrize(("size", "seed", "field"), [(0, 1, "size"), (MOST_DRAWN + 1, 1, "size"), (5, -1, "seed")])
def test_what_cannot_be_drawn_is_named_beside_its_field(size: int, seed: int, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        draw(KEYS, ALL, size, seed)
    assert [problem.field for problem in refused.value.problems] == [field]
    with pytest.raises(RuleBroken, match="No case matches"):
        draw([], ALL, 5, 1)
