"""What an office works by is kept as text: it comes back as it was, and new rules wait and say how they differ."""

from __future__ import annotations

import copy
import datetime as dt
import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.domain.rulebook import CALENDAR, RULES, a_file, case_of, day
from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case import Hearing, HearingKind
from victimplanner.domain.deadlines import DeadlineRule
from victimplanner.domain.due import due_for_witness
from victimplanner.domain.editions import (
    Content,
    book_in_use,
    content_of,
    differences,
    effective,
    fingerprint_of,
    in_use,
    limit_words,
    read_content,
    with_announced,
)
from victimplanner.domain.rule_editions import AnnouncedHoliday, RuleEdition
from victimplanner.domain.rules import DEADLINE_FILES, MEASURES_FILE, SECTION_28_FILE, RuleBook, read_rule_book
from victimplanner.domain.starts import STARTS
from victimplanner.storage.resource_files import read_toml

HOLIDAYS = CALENDAR.holidays
SHIPPED = Content(RULES.deadlines, HOLIDAYS)
TEXT = content_of(RULES.deadlines, HOLIDAYS)
MADE_UP_CODE = Path(__file__).parents[1] / "data" / "rules" / "made_up_code.toml"


def edition(text: str) -> RuleEdition:
    return RuleEdition(
        fingerprint=fingerprint_of(text), content=text, applied_on=day("2026-11-02"), applied_by="R. Okafor"
    )


def changed(rule_id: str, **facts: Any) -> tuple[DeadlineRule, ...]:
    """The shipped rules with one of them changed."""
    return tuple(replace(rule, **facts) if rule.id == rule_id else rule for rule in RULES.deadlines)


def altered(**facts: Any) -> str:
    """The kept text with its first rule changed as a file might be."""
    data = json.loads(TEXT)
    data["deadlines"][0].update(facts)
    return json.dumps(data)


def book_with_a_made_up_code() -> RuleBook:
    """The rules as they would be with one more file in their folder."""
    files = {
        name: copy.deepcopy(read_toml("rules", name)) for name in (MEASURES_FILE, SECTION_28_FILE, *DEADLINE_FILES)
    }
    files[MADE_UP_CODE.name] = tomllib.loads(MADE_UP_CODE.read_text("utf-8"))
    return read_rule_book(files, frozenset(STARTS), "f")


# ------------------------------------------------------------ as text


def test_what_is_kept_comes_back_as_it_was_and_reads_the_same_each_time() -> None:
    kept = read_content(TEXT)
    assert (kept.deadlines, kept.holidays, kept.problems) == (RULES.deadlines, HOLIDAYS, ())
    assert content_of(kept.deadlines, HOLIDAYS) == TEXT
    assert len(fingerprint_of(TEXT)) == 12


@pytest.mark.parametrize("text", ["", "{}", "[]", "not JSON", '{"form": 0, "deadlines": []}', '{"form": 1}', "null"])
def test_text_that_cannot_be_read_gives_way_to_the_programs_rules_and_says_so(text: str) -> None:
    found = in_use(SHIPPED, edition(text))
    assert found.content == SHIPPED
    assert "cannot be read" in found.problems[0]


@pytest.mark.parametrize(
    "facts",
    [{"starts": "moonrise"}, {"act_at": "moon"}, {"colour": "red"}, {"in_force": 5}, {"count": "ten"}, {"owner": ""}],
)
def test_one_rule_in_another_form_gives_way_alone(facts: dict[str, Any]) -> None:
    """A trigger, a place or a key that this version does not know: the other rules stay as they were agreed."""
    kept = read_content(altered(**facts))
    first = RULES.deadlines[0].id
    assert {rule.id for rule in RULES.deadlines} - {rule.id for rule in kept.deadlines} == {first}
    assert kept.problems == (
        f"Rule “{first}” is kept in a form that this version does not read. The program’s own is used.",
    )
    assert effective(SHIPPED, kept).deadlines == RULES.deadlines


def test_a_key_that_an_older_version_did_not_keep_takes_its_usual_value() -> None:
    data = json.loads(TEXT)
    for entry in data["deadlines"]:
        del entry["note"]
    kept = read_content(json.dumps(data))
    assert kept.problems == ()
    assert {rule.note for rule in kept.deadlines} == {""}


def test_an_empty_list_of_holidays_never_passes_for_no_holidays() -> None:
    data = json.loads(TEXT)
    data["holidays"]["names"] = {}
    found = in_use(SHIPPED, edition(json.dumps(data)))
    assert found.content.holidays == HOLIDAYS
    assert "bank holidays" in found.problems[0]


# ------------------------------------------------------------ what counts


def test_the_kept_rule_counts_until_the_new_one_is_agreed() -> None:
    kept = edition(content_of(changed("R8a", count={"all": 4}), HOLIDAYS))
    found = in_use(SHIPPED, kept)
    book = book_in_use(RULES, found.content)
    assert book.deadline("R8a", day("2026-11-25")).number("all") == 4
    assert book.rule_ids() == RULES.rule_ids()
    assert [(d.what, d.was, d.now) for d in found.pending] == [
        ("Tell the witness of the hearing", "4 working days, from receipt", "1 working day, from receipt")
    ]


def test_a_rule_that_only_the_program_has_is_in_use_and_said_to_be() -> None:
    kept = edition(content_of([rule for rule in RULES.deadlines if rule.id != "R8a"], HOLIDAYS))
    found = in_use(SHIPPED, kept)
    assert "R8a" in book_in_use(RULES, found.content).rule_ids()
    assert [(d.was, d.now) for d in found.pending] == [("Not kept", "1 working day, from receipt. In use already")]


def test_a_rule_that_the_program_gave_up_stays_until_that_is_agreed() -> None:
    shipped = Content(tuple(rule for rule in RULES.deadlines if rule.id != "R8a"), HOLIDAYS)
    found = in_use(shipped, edition(TEXT))
    assert "R8a" in {rule.id for rule in found.content.deadlines}
    assert [d.now for d in found.pending] == ["No longer among the rules"]


def test_the_same_content_leaves_nothing_to_agree_and_the_book_untouched() -> None:
    found = in_use(SHIPPED, edition(TEXT))
    assert (found.pending, found.problems) == ((), ())
    assert book_in_use(RULES, found.content) is RULES
    assert in_use(SHIPPED).content is SHIPPED


def test_another_order_of_the_same_rules_is_no_difference() -> None:
    assert in_use(SHIPPED, edition(content_of(reversed(RULES.deadlines), HOLIDAYS))).pending == ()


def test_words_that_changed_are_named_one_by_one_and_an_editions_name_once() -> None:
    kept = read_content(content_of((*changed("R8a", source="An older page"),), HOLIDAYS))
    assert [(d.what, d.was) for d in differences(kept, SHIPPED)] == [
        ("Tell the witness of the hearing: source", "An older page")
    ]
    old = tuple(
        replace(rule, edition="Code of 2015") if rule.edition.startswith("Victims’ Code 2020") else rule
        for rule in (replace(r, edition=r.edition.replace("'", "’")) for r in RULES.deadlines)
    )
    found = differences(read_content(content_of(old, HOLIDAYS)), SHIPPED)
    assert [d.what for d in found] == ["Editions"]
    assert found[0].was.startswith("Code of 2015")


def test_holidays_that_came_or_went_are_named_by_day_and_years_beyond_only_as_years() -> None:
    names = dict(HOLIDAYS.names)
    names[day("2026-12-29")] = substitute = names.pop(day("2026-12-28"))
    names[day("2027-07-02")] = "A made-up holiday"
    shorter = replace(
        HOLIDAYS,
        names={on: name for on, name in names.items() if on.year <= 2040},
        covered_to=day("2040-12-31"),
        published_to=day("2027-12-31"),
    )
    found = differences(read_content(content_of(RULES.deadlines, shorter)), SHIPPED)
    assert [(d.what, d.was, d.now) for d in found] == [
        ("Years covered", "2000 to 2040", "2000 to 2045"),
        ("Bank holidays published to", "31 Dec 2027", "31 Dec 2028"),
        ("Mon 28 Dec 2026", "No bank holiday", substitute),
        ("Tue 29 Dec 2026", substitute, "No bank holiday"),
        ("Fri 2 Jul 2027", "A made-up holiday", "No bank holiday"),
    ]


def test_limits_are_said_in_words() -> None:
    assert limit_words(RULES.deadline("application", day("2026-11-25"))) == (
        "10 business days (Crown Court), 20 business days (magistrates’ court), 20 business days (youth court)"
    )
    assert limit_words(RULES.deadline("R3a", day("2026-11-25"))) == "No number of days"


def test_an_announced_holiday_is_added_and_a_known_day_keeps_its_name() -> None:
    announced = [
        AnnouncedHoliday(on=day(on), name="Announced", source="Made up", entered_by="", entered_on=day("2026-11-25"))
        for on in ("2027-07-02", "2026-12-25")
    ]
    found = with_announced(HOLIDAYS, announced)
    assert found.names[day("2027-07-02")] == "Announced"
    assert found.names[day("2026-12-25")] == HOLIDAYS.names[day("2026-12-25")]
    assert with_announced(HOLIDAYS, []) is HOLIDAYS


# ------------------------------------------------------------ one more file of rules


def told_by(book: RuleBook, received: str, today: str) -> dt.date | None:
    hearing = {"kind": HearingKind.TRIAL, "listed_on": day("2027-09-06"), "notice_received_on": day(received)}
    file = a_file("2026-11-18")
    file = replace(file, hearings=(Hearing(case_id=file.case.id, **hearing),))
    items = due_for_witness(case_of(file), file, book, Calendar(HOLIDAYS), day(today))
    return next(item.due for item in items if item.rule_id == "R8a")


@pytest.mark.parametrize(
    ("received", "due", "citation"),
    [("2027-02-26", "2027-03-01", "Code Right 8.1"), ("2027-03-01", "2027-03-04", "Made-up Code Right 7")],
)
def test_a_new_edition_moves_only_events_from_its_day_on(received: str, due: str, citation: str) -> None:
    """Friday the last day of the old edition, one working day; Monday the first of the new one, three."""
    book = book_with_a_made_up_code()
    for today in ("2027-02-26", "2027-03-08", "2028-01-10"):  # whenever one looks
        assert told_by(book, received, today) == day(due)
    rule = book.deadline("R8a", day(received))
    assert rule.citation == citation


def test_before_it_is_agreed_a_new_edition_moves_nothing_and_then_only_from_its_day() -> None:
    book = book_with_a_made_up_code()
    found = in_use(Content(book.deadlines, HOLIDAYS), edition(TEXT))
    waiting = book_in_use(book, found.content)
    assert told_by(waiting, "2027-03-01", "2027-03-08") == day("2027-03-02")
    first = found.pending[0]
    assert (first.what, first.was, first.now, first.in_force) == (
        "Tell the witness of the hearing",
        "1 working day, from receipt",
        "3 working days, from receipt",
        day("2027-03-01"),
    )
    assert found.pending[1].now == "Made-up Code 2027"
