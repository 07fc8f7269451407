"""Rule files and holidays as shipped: complete, checked, and sourced."""

from __future__ import annotations

import datetime as dt

import pytest

from victimplanner.domain.errors import RuleFileProblem
from victimplanner.storage.resource_files import load_holiday_list, load_rule_book, read_toml


def test_the_shipped_rule_files_pass_their_own_check() -> None:
    book = load_rule_book()
    assert len(book.measures) == 8
    assert len(book.gates) == 8
    assert {"application", "meeting.offer", "R6d", "R8a"} <= set(book.rule_ids())


def test_every_rule_has_a_source_and_what_is_not_verified_is_tagged() -> None:
    for rule in load_rule_book().deadlines:
        assert rule.source
        assert rule.confidence in ("V", "V-old", "GK-U")
        changeable = rule.is_default or not rule.has_limit  # without a number of days there is nothing to change
        assert rule.confidence != "GK-U" or changeable, f"{rule.id}: what is not verified must be changeable"


def test_holidays_are_known_to_the_end_of_2028() -> None:
    assert load_holiday_list().published_to == dt.date(2028, 12, 31)


def test_a_missing_resource_is_a_sentence_naming_the_file() -> None:
    with pytest.raises(RuleFileProblem, match=r"nothing_here\.toml.*missing"):
        read_toml("rules", "nothing_here.toml")
