"""Rule files are checked when they are read: each mistake names file, entry and key."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests.domain.rulebook import RULES, day
from victimplanner.domain.errors import NotFound, RuleFileProblem
from victimplanner.domain.rules import read_rule_book
from victimplanner.domain.starts import STARTS
from victimplanner.storage.resource_files import read_toml

FILES = {
    name: read_toml("rules", name)
    for name in ("measures.toml", "section_28.toml", "criminal_procedure.toml", "victims_code.toml", "unit_limits.toml")
}


def read(change: Callable[[dict[str, Any]], object] = lambda files: None) -> Any:
    files = copy.deepcopy(FILES)
    change(files)
    return read_rule_book(files, frozenset(STARTS), "f")


def first_limit(files: dict[str, Any]) -> dict[str, Any]:
    return files["criminal_procedure.toml"]["deadline"][0]  # type: ignore[no-any-return]


def first_measure(files: dict[str, Any]) -> dict[str, Any]:
    return files["measures.toml"]["measure"][0]  # type: ignore[no-any-return]


def test_the_files_as_shipped_are_read() -> None:
    assert read().rule_ids() == RULES.rule_ids()


@pytest.mark.parametrize(
    ("change", "file", "entry", "key"),
    [
        (lambda f: f.pop("victims_code.toml"), "victims_code.toml", "file", "name"),
        (lambda f: f["unit_limits.toml"].update(deadline=[]), "unit_limits.toml", "file", "deadline"),
        (lambda f: first_limit(f).pop("title"), "criminal_procedure.toml", "application", "title"),
        (lambda f: first_limit(f).update(title=3), "criminal_procedure.toml", "application", "title"),
        (lambda f: first_limit(f).update(colour="red"), "criminal_procedure.toml", "application", "colour"),
        (lambda f: first_limit(f).update(in_force="soon"), "criminal_procedure.toml", "application", "in_force"),
        (lambda f: first_limit(f).update(starts="moonrise"), "criminal_procedure.toml", "application", "starts"),
        (lambda f: first_limit(f).update(unit="fortnights"), "criminal_procedure.toml", "application", "unit"),
        (lambda f: first_limit(f).update(count=-1), "criminal_procedure.toml", "application", "count"),
        (lambda f: first_limit(f).update(count=True), "criminal_procedure.toml", "application", "count"),
        (lambda f: first_limit(f).update(count={}), "criminal_procedure.toml", "application", "count"),
        (lambda f: first_limit(f).update(count={"moon": 3}), "criminal_procedure.toml", "application", "count"),
        (lambda f: first_limit(f).pop("count"), "criminal_procedure.toml", "application", "count"),
        (lambda f: first_limit(f).update(confidence="sure"), "criminal_procedure.toml", "application", "confidence"),
        (lambda f: first_limit(f).update(words="{days} days"), "criminal_procedure.toml", "application", "words"),
        (lambda f: first_limit(f).update(is_default="yes"), "criminal_procedure.toml", "application", "is_default"),
        (lambda f: first_measure(f).update(id="lasso"), "measures.toml", "lasso", "id"),
        (lambda f: first_measure(f)["answer"][0].update(when=["full_moon"]), "measures.toml", "abe_video", "when"),
        (lambda f: first_measure(f)["answer"][0].update(value="maybe"), "measures.toml", "abe_video", "value"),
        (lambda f: first_measure(f)["answer"].pop(), "measures.toml", "abe_video", "answer"),
        (lambda f: f["measures.toml"]["measure"].pop(), "measures.toml", "communication_aids", "id"),
        (lambda f: f["measures.toml"]["gate"].pop(), "measures.toml", "S22_QUALIFYING", "id"),
        # what was silently passed over, or fell over only when a case was opened
        (lambda f: first_limit(f).update(owner="prosecutr"), "criminal_procedure.toml", "application", "owner"),
        (lambda f: first_limit(f).pop("owner"), "criminal_procedure.toml", "application", "owner"),
        (lambda f: first_limit(f).update(act_at="kitchen"), "criminal_procedure.toml", "application", "act_at"),
        (lambda f: first_limit(f).update(clock="sundial"), "criminal_procedure.toml", "application", "clock"),
        (lambda f: first_limit(f).update(words="{count.real}"), "criminal_procedure.toml", "application", "words"),
        (lambda f: first_limit(f).update(words="{count[a]}"), "criminal_procedure.toml", "application", "words"),
        (lambda f: first_limit(f).update(words="{count"), "criminal_procedure.toml", "application", "words"),
        (lambda f: first_limit(f).update(words=" "), "criminal_procedure.toml", "application", "words"),
        (lambda f: first_limit(f).update(count="ten"), "criminal_procedure.toml", "application", "count"),
        (lambda f: first_limit(f).update(count=2.5), "criminal_procedure.toml", "application", "count"),
        (lambda f: first_limit(f).update(count=401), "criminal_procedure.toml", "application", "count"),
        (lambda f: first_limit(f).update(count={"crown": None}), "criminal_procedure.toml", "application", "count"),
        (
            lambda f: first_limit(f).update(in_force=dt.datetime(2025, 10, 6, tzinfo=dt.UTC)),
            "criminal_procedure.toml",
            "application",
            "in_force",
        ),
        (lambda f: first_limit(f).pop("id"), "criminal_procedure.toml", "without id", "id"),
        (lambda f: f["victims_code.toml"]["deadline"].append("R99"), "victims_code.toml", "file", "deadline"),
        (lambda f: f["victims_code.toml"].update(deadlines=[{}]), "victims_code.toml", "file", "deadlines"),
        (lambda f: f["victims_code.toml"].pop("edition"), "victims_code.toml", "file", "edition"),
        (lambda f: f["measures.toml"].update(gates=[{}]), "measures.toml", "file", "gates"),
        (lambda f: f["measures.toml"].pop("gate"), "measures.toml", "file", "gate"),
        (lambda f: f.pop("measures.toml"), "measures.toml", "file", "name"),
        (
            lambda f: f["measures.toml"]["gate"].append(f["measures.toml"]["gate"][0]),
            "measures.toml",
            "S16_CHILD",
            "id",
        ),
        (lambda f: f["measures.toml"]["gate"][0].update(id="S99"), "measures.toml", "S99", "id"),
        (lambda f: f["measures.toml"]["gate"][0].pop("test"), "measures.toml", "S16_CHILD", "test"),
        (lambda f: f["measures.toml"]["measure"].append(first_measure(f)), "measures.toml", "abe_video", "id"),
        (lambda f: first_measure(f)["answer"][0].pop("when"), "measures.toml", "abe_video", "when"),
        (lambda f: first_measure(f)["answer"][0].update(when="child"), "measures.toml", "abe_video", "when"),
        (lambda f: first_measure(f)["answer"][0].update(when=[]), "measures.toml", "abe_video", "answer"),
        (lambda f: first_measure(f)["answer"][0].update(why="so"), "measures.toml", "abe_video", "why"),
        (lambda f: first_measure(f)["answer"][0].pop("because"), "measures.toml", "abe_video", "because"),
        (lambda f: first_measure(f).update(explain="Parts"), "measures.toml", "abe_video", "explain"),
        (lambda f: first_measure(f).update(answer=[]), "measures.toml", "abe_video", "answer"),
        (lambda f: first_measure(f).update(answer=["no"]), "measures.toml", "abe_video", "answer"),
    ],
)
def test_a_mistake_names_file_entry_and_key(change: Any, file: str, entry: str, key: str) -> None:
    with pytest.raises(RuleFileProblem) as problem:
        read(change)
    assert (problem.value.file, problem.value.entry, problem.value.key) == (file, entry, key)
    assert str(problem.value).startswith(f"{file}, entry {entry}, key {key}: ")


def test_two_entries_of_one_rule_and_one_day_are_a_mistake() -> None:
    with pytest.raises(RuleFileProblem, match="same id and day"):
        read(lambda f: f["criminal_procedure.toml"]["deadline"].append(dict(first_limit(f))))


def test_a_later_edition_leaves_earlier_events_under_the_earlier_rule() -> None:
    def later(files: dict[str, Any]) -> None:
        entry = dict(first_limit(files)) | {"in_force": dt.date(2027, 4, 1), "count": 15}
        files["criminal_procedure.toml"]["deadline"].append(entry)

    book = read(later)
    assert book.deadline("application", day("2027-03-31")).number("crown") == 10
    assert book.deadline("application", day("2027-04-01")).number("crown") == 15


def test_an_unknown_rule_and_a_day_before_all_editions_are_not_found() -> None:
    with pytest.raises(NotFound, match="no rule"):
        RULES.deadline("R99", day("2026-11-25"))
    with pytest.raises(NotFound, match=r"No edition.*in force on 5 Oct 2025; the earliest begins on 6 Oct 2025"):
        RULES.deadline("application", day("2025-10-05"))


def test_the_editions_and_the_fingerprint_say_which_rules_an_answer_rests_on() -> None:
    assert RULES.editions == (
        "YJCEA 1999 as at 25 Mar 2026",
        "CrimPR 2025 (SI 2025/909)",
        "Victims' Code 2020 (in force 1 Apr 2021)",
        "CPS policy and unit limits, November 2026",
    )
    assert len(RULES.fingerprint) == 12


def test_what_a_manager_may_change_is_never_settled_law() -> None:
    changeable = [rule for rule in RULES.deadlines if rule.is_default]
    assert changeable
    assert {rule.confidence for rule in changeable} <= {"GK-U", "V-old"}
