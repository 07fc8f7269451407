"""The plan for the witness: plain words, no promise, nothing that says what it is about, and the gate before it."""

from __future__ import annotations

import ctypes
import dataclasses
import datetime as dt
import re
from collections import Counter
from typing import Any

import pypdfium2 as pdfium
import pytest

from tests import builders
from tests.builders import MeasureId
from tests.documents.making import TODAY, made, pages_of, text_of
from victimplanner.documents.catalogue import documents
from victimplanner.documents.catalogue.witness_plan import plan_words
from victimplanner.documents.parts.plan_checks import plan_problems
from victimplanner.domain.case import Charge, Hearing, HearingKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.measures import DecisionKind, DirectionKind, ViewKind


def plan(file: WitnessFile | None = None, **issue: Any) -> str:
    return text_of(made(PaperKind.PLAN, file, variant=Variant.WITNESS, **issue))


def test_the_plan_says_what_it_is_who_to_call_and_what_she_asked_for() -> None:
    text = plan()
    for words in (
        "What we agreed when we met on Tuesday 22 December 2026",
        "Keeping this plan private. If someone might find it, tell us.",
        "Tomasz Wiśniewski Your contact at the CPS",
        "Małgorzata Żółkiewska Your independent adviser",
        "01632 960178",
        "If you are in danger, call 999. If you can’t speak, press 55 when asked.",
        "Call Tomasz on 01632 960114. There is no wrong reason to call.",
        "You want to be asked questions earlier, with a recording made for the trial.",
        "You are not sure about a screen.",
        "You don’t mind wigs and gowns. Nothing to do. Tell us if this changes.",
        "The judge decides.",
        "The accused Yes, usually on a screen No. Their camera is not on.",
        "they can usually see you on a screen. They can never ask you questions themselves.",
        "tell the police officer, Ellis Thornbury, on 01632 960190.",
        "This lasts for life.",
        "tell Tomasz, or ask anyone here how to complain.",
    ):
        assert words in text, words


def test_the_plan_never_names_her_the_accused_the_offence_or_a_statute() -> None:
    names = "Siân and SIÂN LLŴYD-PRŶS met T. Harcastle about rape"
    file = builders.a_decided_witness_file(
        actions=(
            builders.an_action(f"We tell you that {names}"),
            builders.an_action("We apply for you under section 28"),
            builders.an_action("We ring you on 07700 900417"),
            builders.an_action("Harcastle’s bail: we tell you"),
        ),
    )
    meeting = dataclasses.replace(
        file.meetings[0], meeting=builders.a_meeting(next_contact="Ring Siân on 07700900417", place="4 Quarry Steps")
    )
    paper = made(PaperKind.PLAN, file, meeting, variant=Variant.WITNESS)
    text = " ".join(pages_of(paper))
    for forbidden in (
        *("Siân", "SIÂN", "Llŵyd", "LLŴYD", "Prŷs", "Harcastle", "rape", "Rape", "07700", "900417", "Quarry"),
        *(
            "heronfield",
            "prys",
            "s.28",
            "section 28",
            "YJCEA",
            "CrimPR",
            "[removed",
            "complainant",
            "▲",
            "Not recorded",
        ),
    ):
        assert forbidden not in text.replace("OFFICIAL", ""), forbidden


def test_an_action_is_shown_only_when_it_is_written_to_her() -> None:
    file = builders.a_witness_file(
        actions=(
            builders.an_action("We book the video link room", "Priya", dt.date(2027, 1, 15)),
            builders.an_action("Review the file", "R. Calloway", dt.date(2027, 1, 15)),
            builders.an_action("We send you the map", "Priya", dt.date(2027, 1, 8), done_on=TODAY),
        )
    )
    text = plan(file)
    assert "By Fri 15 Jan 2027 We book the video link room Priya" in text
    assert "Review the file" not in text
    assert "send you the map" not in text


WHAT_WE_DO = [
    ({}, "We will decide whether to ask the judge for this."),
    ({"decisions": DecisionKind.APPLY}, "We will ask the judge for this."),
    ({"decisions": DecisionKind.NOT_SOUGHT}, "We are not asking the judge for this."),
    ({"decisions": DecisionKind.APPLY, "served": True}, "We asked the judge for this on 30 December 2026."),
    ({"directions": DirectionKind.GRANTED}, "The judge agreed on 18 January 2027."),
    ({"directions": DirectionKind.GRANTED_IN_PART}, "The judge agreed to part of this on 18 January 2027."),
    ({"directions": DirectionKind.REFUSED}, "The judge did not agree, on 18 January 2027. We told you about this on"),
    ({"directions": DirectionKind.VARIED}, "The judge changed this on 18 January 2027."),
    ({"directions": DirectionKind.DISCHARGED}, "The judge ended this on 18 January 2027."),
]


@pytest.mark.parametrize(("state", "words"), WHAT_WE_DO, ids=[w[1][:30] for w in WHAT_WE_DO])
def test_the_plan_says_what_we_will_do_and_never_promises(state: dict[str, Any], words: str) -> None:
    screen = MeasureId.SCREEN
    file = builders.a_witness_file(
        views=(builders.a_view(screen, ViewKind.WANTS),),
        decisions=(builders.a_decision(screen, state["decisions"]),) if "decisions" in state else (),
        applications=(builders.an_application(served_on=dt.date(2026, 12, 30) if state.get("served") else None),),
        directions=(builders.a_direction(screen, state["directions"]),) if "directions" in state else (),
    )
    text = plan(file, today=dt.date(2027, 1, 20))
    assert f"You want a screen in court, so that you don’t see the accused. {words}" in text
    if "directions" not in state:
        assert "will have" not in text
        assert "agreed on" not in text


def test_what_is_not_open_to_her_is_said_plainly() -> None:
    file = builders.a_witness_file(views=(builders.a_view(MeasureId.INTERMEDIARY, ViewKind.WANTS),))
    assert "The law does not let us ask for this here. We can tell you why." in plan(file)


def test_dates_that_are_not_set_are_left_to_the_judge() -> None:
    text = plan()
    assert "Date not set yet Your questions are recorded. The judge chooses the date." in text
    listed = Hearing(case_id=builders.CASE_ID, kind=HearingKind.SECTION_28_RECORDING, listed_on=dt.date(2027, 4, 15))
    text = plan(builders.a_witness_file(hearings=(listed,)))
    assert "Thu 15 Apr 2027 Your questions are recorded" in text
    assert "Date not set yet Your questions" not in text


def test_what_is_not_recorded_leaves_no_gap_in_the_plan() -> None:
    file = builders.a_witness_file(people=(), views=(), actions=(), office=builders.an_office(phone=""))
    text = plan(file)
    for gap in ("▲", "–", "None", "{", "[", "What you told us you want", "Call us on"):
        assert gap not in text, gap
    assert "If you remember something new, tell the police." in text


def test_without_people_the_office_is_who_to_call() -> None:
    text = plan(builders.a_witness_file(people=()))
    assert "Our office" in text
    assert "Call us on 01632 960100." in text


def test_lifelong_anonymity_and_questions_by_the_accused_are_said_only_where_the_law_says_so() -> None:
    other = Charge(case_id=builders.CASE_ID, offence="Affray", is_sexual_offence=False)
    text = plan(builders.a_witness_file(charges=(other,)))
    assert "This lasts for life" not in text
    assert "ask you questions themselves" not in text
    assert "they can usually see you on a screen" in text


def test_the_words_are_plain_and_sentences_short() -> None:
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", plan()) if len(s.split()) > 2]
    average = sum(len(s.split()) for s in sentences) / len(sentences)
    assert average <= 20
    own = " ".join(_strings({k: v for k, v in plan_words().items() if k != "jargon"}))
    for word in plan_words()["jargon"]:
        if word != "CPS":
            assert not re.search(rf"\b{re.escape(word)}\b", own, re.IGNORECASE), word


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [s for item in value.values() for s in _strings(item)]
    return [s for item in value for s in _strings(item)] if isinstance(value, list) else []


def test_a_refusal_she_was_not_told_of_stops_the_plan() -> None:
    untold = builders.a_direction(MeasureId.SCREEN, DirectionKind.REFUSED, told_on=None)
    file = builders.a_decided_witness_file(directions=(untold,))
    (problem,) = plan_problems(file, TODAY)
    assert problem.field == "told_on"
    assert "The court refused 1 measure on Mon 18 Jan 2027" in problem.message
    assert "did not agree" not in plan(file)
    changed = builders.a_direction(MeasureId.SCREEN, sequence=2)
    assert plan_problems(builders.a_decided_witness_file(directions=(untold, changed)), TODAY) == []


def test_other_papers_stop_for_nothing_that_concerns_the_plan_alone() -> None:
    file = builders.a_witness_file(safe_contact=None)
    for kind in (PaperKind.MEETING_RECORD, PaperKind.SPECIAL_MEASURES):
        assert documents()[kind].problems(file, TODAY) == []


# ---------------------------------------------------------------- large print and easy read

SIZES = {Variant.WITNESS: 13.5, Variant.LARGE_PRINT: 18, Variant.EASY_READ: 16}


@pytest.mark.parametrize("variant", [Variant.LARGE_PRINT, Variant.EASY_READ])
def test_the_other_settings_say_the_same_words(variant: Variant) -> None:
    file = builders.a_decided_witness_file()
    usual, other = (text_of(made(PaperKind.PLAN, file, variant=v)) for v in (Variant.WITNESS, variant))
    repeated = plan_words()["talk"]["columns"] + plan_words()["next"]["columns"] + plan_words()["wants"]["columns"]
    heads = " ".join([*repeated, *plan_words()["link"]["columns"]]).split() if variant is Variant.EASY_READ else []
    missing = Counter(_words(usual)) - Counter(_words(other))
    assert not missing - Counter(word.strip("•?.").casefold() for word in heads)
    added = set(_words(other)) - set(_words(usual))
    assert added == set()


def _words(text: str) -> list[str]:
    return [word for word in (part.strip("•.,").casefold() for part in text.split()) if word]


@pytest.mark.parametrize("variant", list(SIZES))
def test_the_words_are_as_large_as_their_setting_says(variant: Variant) -> None:
    paper = made(PaperKind.PLAN, builders.a_decided_witness_file(), variant=variant)
    sizes: Counter[float] = Counter()
    with pdfium.PdfDocument(paper.pdf) as document:
        for page in document:
            for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT]):
                size = ctypes.c_float()
                pdfium.raw.FPDFTextObj_GetFontSize(item.raw, size)
                sizes[round(size.value, 1)] += 1
    around = {8, 8.5, 10}  # header and footer
    text = {size: number for size, number in sizes.items() if size not in around}
    assert text[SIZES[variant]] > 20
    if variant is not Variant.WITNESS:
        assert min(text) == SIZES[variant]


def test_easy_read_begins_a_line_with_every_sentence_and_has_no_table() -> None:
    pages = pages_of(made(PaperKind.PLAN, variant=Variant.EASY_READ))
    for line in (line.strip() for page in pages for line in page.splitlines()):
        assert not re.search(r"[a-z][.!] [A-Z]", line), line
    text = " ".join(" ".join(pages).split())
    assert "The accused Can they see you? Yes, usually on a screen Will you see them? No." in text
    assert "What they can help with" not in text


def test_a_long_name_and_a_day_stay_whole_in_large_print() -> None:
    file = builders.a_witness_file(
        actions=(builders.an_action("We ring you", "Priya Nandakumar", dt.date(2026, 12, 30)),)
    )
    pages = "\n".join(pages_of(made(PaperKind.PLAN, file, variant=Variant.LARGE_PRINT)))
    assert "Wed 30 Dec 2026" in pages
    assert "Nandakumar" in pages
    assert "Małgorzata" in pages


@pytest.mark.parametrize("variant", [Variant.LARGE_PRINT, Variant.EASY_READ])
def test_every_setting_leaves_out_her_name_the_accused_and_the_offence(variant: Variant) -> None:
    file = builders.a_witness_file(actions=(builders.an_action("We tell you about Siân, T. Harcastle and rape"),))
    text = text_of(made(PaperKind.PLAN, file, variant=variant))
    for forbidden in ("Siân", "Harcastle", "rape", "[removed"):
        assert forbidden not in text


def test_an_office_whose_name_says_what_it_is_for_is_not_named() -> None:
    alone = {"people": (), "case": builders.a_case(unit="North")}
    for name, stands in (("Northmoor RASSO", False), ("Northmoor CPS", True)):
        text = plan(builders.a_witness_file(office=builders.an_office(name=name, phone="01632 960100"), **alone))
        assert (name in text) is stands
        assert "RASSO" not in text
        assert "01632 960100" in text
