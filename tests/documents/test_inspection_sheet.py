"""The inspection sheet: every question, its answer and the entries behind it; how the case was drawn stands in front."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests import builders
from tests.documents.making import an_issue, facts_for, made, pages_of, text_of
from tests.documents.test_code_sheet import TODAY, a_busy_file
from victimplanner.documents.catalogue import documents
from victimplanner.documents.render import make_paper
from victimplanner.domain.issued import PaperKind, Variant


def sheet(variant: Variant = Variant.FILE) -> str:
    return text_of(made(PaperKind.INSPECTION_SHEET, a_busy_file(), variant=variant, today=TODAY))


def test_all_seventeen_questions_stand_with_their_answer_and_are_counted() -> None:
    text = sheet()
    assert "1 Did the police assessment of special measures (MG2) come before charge" in text
    assert "17 When circumstances changed" in text
    assert "Position on 16 Apr 2027. Of 17 questions:" in text
    assert (
        "15 Was the letter on a stopped charge in time, safely addressed and checked by a second person? ◊ In part"
        in text
    )


def test_an_answer_is_followed_by_its_entries_and_where_they_stand() -> None:
    text = sheet()
    assert "Entries under Code duties." in text
    assert (
        "Charge stopped or altered: letter with reasons: met late, due 9 Feb 2027, told 11 Feb 2027 by P. Nandakumar"
        in text
    )
    assert "s.17(4) Complainant, sexual offence: yes. Counts 1 and 2." in text


def test_the_inspection_copy_has_roles_for_names() -> None:
    text = sheet(Variant.INSPECTION)
    for name in ("Nandakumar", "Wiśniewski", "Calloway", "Llŵyd", "Harcastle"):
        assert name not in text, name
    assert "told 11 Feb 2027 by WCO" in text


def test_the_front_says_how_the_case_was_drawn() -> None:
    file = a_busy_file()
    drawn = (("Seed", "4711"), ("Cases to draw from", "38"), ("Drawn", "5, this is number 2"))
    facts = replace(facts_for(file, TODAY), sample=drawn)
    issue = an_issue(today=TODAY, generated_at=dt.datetime(2027, 4, 16, 9, tzinfo=dt.UTC))
    front = pages_of(make_paper(documents()[PaperKind.INSPECTION_SHEET], file, None, issue, facts))[0]
    assert "How this case was drawn" in front
    assert "4711" in front
    assert "5, this is number 2" in front
    assert "How this case was drawn" not in sheet()


def test_an_empty_file_is_answered_too() -> None:
    bare = builders.a_witness_file(
        charges=(), pleas=(), hearings=(), people=(), gates=(), safe_contact=None, meetings=(), views=(), actions=()
    )
    text = text_of(made(PaperKind.INSPECTION_SHEET, bare, today=TODAY))
    assert "– Not reached" in text
    assert "No ground of eligibility is recorded." in text
