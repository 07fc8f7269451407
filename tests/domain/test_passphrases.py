"""A passphrase that goes with a copy cannot be guessed from the case, and no refusal repeats it."""

from __future__ import annotations

import dataclasses

import pytest

from tests import builders
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.passphrases import passphrase_problems
from victimplanner.domain.people import CaseRole, Person

GOOD = "seven brass lanterns"


@pytest.fixture
def file() -> WitnessFile:
    made = builders.a_witness_file()
    witness = made.witness.model_copy(update={"name": "Siân Quillfeather", "preferred_name": "Ann"})
    case = made.case.model_copy(update={"urn": "99VP4017226"})
    people = ((CaseRole.ISVA, Person(name="C. Penhale")),)
    return dataclasses.replace(made, witness=witness, case=case, people=people)


def test_four_words_that_have_nothing_to_do_with_the_case_will_do(file: WitnessFile) -> None:
    assert passphrase_problems(GOOD, file) == []


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("e\u0301e\u0300a\u0301o\u0301u\u0301i\u0301", "too short"),  # six letters, however they are typed
        ("brass lanterns " + "é" * 57, "longer than a PDF can have"),  # 129 bytes, 72 characters
        ("seven brass\x00 lanterns", "nobody sees"),
        ("seven brass\u00ad lanterns", "nobody sees"),
        ("seven brass \ud800 lanterns", "nobody sees"),
    ],
)
def test_what_no_reader_could_open_again_is_not_taken(file: WitnessFile, phrase: str, words: str) -> None:
    assert [words in problem.message for problem in passphrase_problems(phrase, file)] == [True]


def test_the_longest_that_a_pdf_takes_will_do(file: WitnessFile) -> None:
    assert passphrase_problems("brass lanterns " + "é" * 56, file) == []


def test_a_short_name_inside_another_word_is_no_name(file: WitnessFile) -> None:
    assert passphrase_problems("planning brass lanterns", file) == []
    assert passphrase_problems("seven brass ann lanterns", file) != []


@pytest.mark.parametrize(
    "phrase",
    [
        "99VP/40172/26 lanterns",
        "lanterns99vp4017226",
        "lanterns 40172",
        "lanterns 4-0-1-7-2",
    ],
)
def test_no_part_of_the_urn_is_taken(file: WitnessFile, phrase: str) -> None:
    assert [problem.field for problem in passphrase_problems(phrase, file)] == ["passphrase"]


def test_the_reference_is_not_taken_in_any_spelling(file: WitnessFile) -> None:
    letters = file.witness.reference.replace("-", "")
    for spelling in (file.witness.reference, letters.lower(), " ".join(letters)):
        assert passphrase_problems(f"brass {spelling} lanterns", file) != []


@pytest.mark.parametrize(
    "phrase", ["brass sian lanterns", "BrassSIÂNlanterns", "quillfeather2026!", "penhale lanterns"]
)
def test_no_name_of_the_case_is_taken_in_any_spelling(file: WitnessFile, phrase: str) -> None:
    (problem,) = passphrase_problems(phrase, file)
    assert "name from the case" in problem.message


def test_the_accused_is_a_name_of_the_case(file: WitnessFile) -> None:
    surname = file.defendants[0].name.split()[-1]
    assert passphrase_problems(f"seven {surname} lanterns", file) != []


def test_no_refusal_repeats_the_passphrase_or_a_name(file: WitnessFile) -> None:
    said = " ".join(p.message for p in passphrase_problems("quillfeather 40172", file)).casefold()
    assert "quillfeather" not in said
    assert "40172" not in said
