"""The URN: any spelling in, one text kept, faults explained and never put right silently."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.record import Record
from victimplanner.domain.urn import (
    UrnText,
    UrnWrong,
    display_urn,
    is_urn,
    parse_urn,
    urn_search_text,
    urn_warnings,
)

TODAY = dt.date(2026, 11, 25)
RESOURCES = Path(__file__).parents[2] / "resources" / "text"
FORCES = tomllib.loads((RESOURCES / "police_forces.toml").read_text(encoding="utf-8"))["forces"]

digits = st.sampled_from("0123456789")
unit = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


@st.composite
def urns(draw: st.DrawFn) -> str:
    force = draw(st.text(digits, min_size=2, max_size=2))
    letters = draw(st.text(unit, min_size=2, max_size=2))
    return force + letters + draw(st.text(digits, min_size=7, max_size=7))


@given(urn=urns(), data=st.data())
def test_any_spelling_of_a_urn_gives_the_same_text(urn: str, data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "/", "-", " / ", "\u00a0", "–"]), min_size=12, max_size=12))
    lower = data.draw(st.lists(st.booleans(), min_size=11, max_size=11))
    spelling = gaps[0] + "".join(
        (c.lower() if small else c) + gap for c, small, gap in zip(urn, lower, gaps[1:], strict=True)
    )
    assert parse_urn(spelling) == urn
    assert parse_urn(display_urn(urn)) == urn
    assert is_urn(spelling)


@given(st.text(max_size=40))
def test_any_text_is_a_urn_or_is_refused_with_a_sentence(text: str) -> None:
    if is_urn(text):
        urn = parse_urn(text)
        assert len(urn) == 11
        assert urn.isascii()
        assert parse_urn(urn) == urn
        return
    with pytest.raises(UrnWrong) as caught:
        parse_urn(text)
    assert caught.value.problems[0].field == "urn"
    assert str(caught.value).endswith(".")
    assert not caught.value.suggestion or parse_urn(caught.value.suggestion)


@pytest.mark.parametrize(
    ("text", "says", "suggestion"),
    [
        (
            "1OAB1234526",
            "URN 1OAB1234526: the second character is the letter O; a URN starts with two digits",
            "10AB/12345/26",
        ),
        ("10AB1234S26", "the ninth character is the letter S; the fifth to ninth are digits", "10AB/12345/26"),
        ("10AB123452G", "the eleventh character is the letter G; a URN ends with two digits", ""),
        ("10AB123452", "it has 10 characters, not counting spaces and strokes; a URN has 11", ""),
        ("10AB1234526/1", "A split case may carry a suffix", "10AB/12345/26"),
        ("00/AA/0000000/00", "it has 13 characters, as on a summons", ""),
        ("T20261234", "looks like a Crown Court case number", ""),
        ("", "The URN is missing", ""),
        (" / - ", "The URN is missing", ""),
        ("10ÄB1234526", "neither a letter A to Z nor a digit", ""),
    ],
)
def test_a_wrong_urn_is_explained_and_a_likely_reading_only_offered(text: str, says: str, suggestion: str) -> None:
    with pytest.raises(UrnWrong) as caught:
        parse_urn(text)
    assert says in str(caught.value)
    assert caught.value.suggestion == suggestion
    assert isinstance(caught.value, RuleBroken)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("text", ["Ewa Kowalska", "Kowalska, Ewa 1973", "ewa.k@example.invalid"])
def test_a_name_in_the_urn_column_is_not_repeated_in_the_error(text: str) -> None:
    with pytest.raises(UrnWrong) as caught:
        parse_urn(text)
    assert "owalska" not in str(caught.value)
    assert "example" not in str(caught.value)


def test_leading_zeros_are_kept() -> None:
    assert parse_urn("01 ab 00001 06") == "01AB0000106"
    assert display_urn("01AB0000106") == "01AB/00001/06"


def test_text_that_is_no_urn_is_displayed_as_it_is() -> None:
    assert display_urn("draft") == "draft"


def test_a_piece_of_a_urn_in_any_form_is_found_in_the_stored_text() -> None:
    assert urn_search_text("ab/123") in "10AB1234526"
    assert urn_search_text(" 45 26 ") in "10AB1234526"


@pytest.mark.parametrize(
    ("urn", "says"),
    [
        ("10AB1234526", ()),
        ("99VP4017226", ()),
        ("55AB1234526", ("force code 55",)),
        ("10AB1234527", ("2027 is still to come",)),
        ("10AB1234510", ("2010 is more than 15 years ago",)),
        ("10AB1234511", ()),
        ("55AB1234599", ("force code 55", "2099 is still to come")),
    ],
)
def test_an_unknown_force_or_an_odd_year_is_a_warning(urn: str, says: tuple[str, ...]) -> None:
    warnings = urn_warnings(urn, FORCES, TODAY)
    assert len(warnings) == len(says)
    assert all(piece in warning for piece, warning in zip(says, warnings, strict=True))


class Pointer(Record):
    urn: UrnText


def test_a_record_keeps_the_normalised_text_and_refuses_a_wrong_one() -> None:
    assert Pointer(urn="10ab/12345/26").urn == "10AB1234526"
    with pytest.raises(ValidationError, match="second character is the letter O"):
        Pointer(urn="1OAB1234526")
