"""Rules without an office file: listed, checked against right answers, explained."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from victimplanner.domain.errors import NotFound, RuleBroken, StorageProblem
from victimplanner.services.rules import check_vector_file, explain_rule, rules_as_data

VECTORS = sorted((Path(__file__).parents[1] / "data" / "vectors").glob("*.json"))


def written(folder: Path, data: Any) -> Path:
    path = folder / "answers.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_every_known_right_answer_is_the_programs(path: Path) -> None:
    result = check_vector_file(path)
    assert result.count > 0
    assert result.differences == ()


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_a_wrong_answer_is_found_and_said(path: Path, tmp_path: Path) -> None:
    data = json.loads(path.read_text("utf-8"))
    if "dates" in data:
        data["dates"][3] = "2026-12-24"
    elif "cases" in data:
        measure = next(iter(data["cases"][3]["expect"]))
        data["cases"][3]["expect"][measure] = "perhaps"
    else:
        data["vectors"][3]["due"] = "2000-01-01"
    differences = check_vector_file(written(tmp_path, data)).differences
    assert len(differences) == (2 if "dates" in data else 1)  # a day moved is missing in one list and new in the other


WRONG = [[], {}, {"cases": []}, {"dates": {}}, 3, None, {"vectors": "all"}]


@pytest.mark.parametrize("data", WRONG, ids=str)
def test_a_file_without_right_answers_is_no_agreement(tmp_path: Path, data: Any) -> None:
    with pytest.raises(RuleBroken, match="holds no right answers"):
        check_vector_file(written(tmp_path, data))


BROKEN: list[dict[str, list[Any]]] = [
    {"vectors": [{}, 3, None]},
    {"vectors": [{"due": "2026-02-30", "start": "2026-01-01", "business_days_after": 3}]},
    {"vectors": [{"due": "2026-01-05", "duty": "no such duty", "event_on": "2026-01-01", "enhanced": True}]},
    {"vectors": [{"due": "2026-01-05", "start": "2026-01-01", "business_days_after": 10**7}]},
    {"cases": [{"gates": ["NO_SUCH"], "expect": {}}]},
    {"dates": ["Christmas"]},
]


@pytest.mark.parametrize("data", BROKEN, ids=str)
def test_an_entry_that_cannot_be_read_counts_as_a_difference(tmp_path: Path, data: dict[str, list[Any]]) -> None:
    result = check_vector_file(written(tmp_path, data))
    assert len(result.differences) == len(next(iter(data.values())))


@pytest.mark.parametrize("content", [b"", b"{", b"\x00\xff\xfe", b"%PDF-1.7"])
def test_a_file_that_is_not_json_is_said_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.json"
    path.write_bytes(content)
    with pytest.raises(RuleBroken, match=r"answers\.json is not JSON"):
        check_vector_file(path)


def test_a_missing_file_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match=r"gone\.json cannot be read"):
        check_vector_file(tmp_path / "gone.json")


def test_every_rule_is_listed_with_source_and_confidence() -> None:
    rules = rules_as_data()
    assert len(rules) > 60
    assert all(rule["id"] and rule["title"] and rule["source"] and rule["confidence"] for rule in rules)


def test_every_rule_with_a_time_limit_can_be_explained() -> None:
    limits = {rule["id"] for rule in rules_as_data() if "in force from" in rule["text"]}
    assert {"application", "application.response"} <= limits
    day = dt.date(2026, 12, 16)
    for rule_id in limits:
        assert "Last day: " in explain_rule(rule_id, day, day, None), rule_id


def test_the_crown_court_limit_is_explained_step_by_step() -> None:
    words = explain_rule("application", dt.date(2026, 12, 16), None, "crown")
    assert "Starts from: Event, Wed 16 Dec 2026" in words
    assert "Christmas Day" in words
    assert "Last day: Mon 4 Jan 2027" in words


def test_a_measure_is_explained_by_what_opens_it() -> None:
    words = explain_rule("live_link", None, None, None)
    assert words.count("\n- ") >= 2
    assert "[" in words


def test_an_unknown_rule_is_said() -> None:
    with pytest.raises(NotFound):
        explain_rule("no such rule", None, None, None)


def test_a_limit_without_a_day_asks_for_it() -> None:
    with pytest.raises(RuleBroken, match="--on"):
        explain_rule("application", None, None, None)


def test_a_year_without_known_bank_holidays_is_said() -> None:
    with pytest.raises(RuleBroken):
        explain_rule("application", dt.date(2999, 12, 16), None, "crown")
