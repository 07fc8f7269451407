"""Every right answer that is known, and files that are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.domain.rulebook import CALENDAR, RULES
from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.vectors import check_vectors

FOLDER = Path(__file__).parents[1] / "data" / "vectors"
COUNTS = {
    "bank_holidays.json": 83, "business_days.json": 60, "eligibility.json": 9, "eligibility_matrix.json": 47,
    "victims_code.json": 32,
}  # fmt: skip


def load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", COUNTS)
def test_the_program_gives_every_right_answer(name: str) -> None:
    result = check_vectors(load(name), RULES, CALENDAR)
    assert result.differences == ()
    assert result.count == COUNTS[name], "every answer of the file was looked at"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("bank_holidays.json", lambda d: d["dates"].remove("2026-12-28")),
        ("bank_holidays.json", lambda d: d["dates"].append("2026-12-29")),
        ("business_days.json", lambda d: d["vectors"][0].update(due="2027-01-05")),
        ("eligibility.json", lambda d: d["cases"][0]["expect"].update(intermediary="available")),
        ("eligibility.json", lambda d: d["cases"][0].update(gates=["S99"])),
        ("victims_code.json", lambda d: d["vectors"][0].update(due="2026-12-24")),
        ("victims_code.json", lambda d: d["vectors"][0].update(duty="R99")),
        ("victims_code.json", lambda d: d["vectors"][0].pop("due")),
        ("business_days.json", lambda d: d["vectors"].append("no vector")),
    ],
)
def test_one_wrong_answer_is_found_and_only_that_one(name: str, change: Any) -> None:
    data = load(name)
    change(data)
    assert len(check_vectors(data, RULES, CALENDAR).differences) == 1


@pytest.mark.parametrize(
    "data", [{}, [], None, 3, "text", {"dates": []}, {"vectors": []}, {"cases": {}}, {"other": [1]}]
)
def test_a_file_without_right_answers_is_refused_rather_than_passed(data: Any) -> None:
    with pytest.raises(RuleBroken, match="no right answers"):
        check_vectors(data, RULES, CALENDAR)
