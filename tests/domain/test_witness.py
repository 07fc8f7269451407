"""The witness: her reference on paper, what a screen shows of her, and what is unknown treated as no."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from victimplanner.domain.contact import CONTACT_ROUTE_WORDS, ContactRoute, Permission, SafeContact
from victimplanner.domain.witness import GATE_HOLDS_WORDS, GateHolds, Witness, new_witness_reference

LETTERS, DIGITS = "ABCDEFGHJKLMNPRSTVWXYZ", "23456789"


def a_witness(**more: object) -> Witness:
    facts = {"case_id": "c" * 32, "number": 2, "reference": "W-K7", "name": "Carys Penhale"} | more
    return Witness(**facts)  # type: ignore[arg-type]


def a_contact(**more: object) -> SafeContact:
    return SafeContact(case_id="c" * 32, witness_id="w" * 32, **more)  # type: ignore[arg-type]


def test_paper_references_are_short_unique_and_read_aloud_without_doubt() -> None:
    taken: set[str] = set()
    for _ in range(120):
        reference = new_witness_reference(taken)
        assert re.fullmatch(rf"W-[{LETTERS}]+[{DIGITS}]", reference)
        assert reference not in taken
        taken.add(reference)


def test_paper_references_do_not_follow_one_another() -> None:
    drawn = [new_witness_reference(()) for _ in range(60)]
    assert drawn != sorted(drawn)
    assert len(set(drawn)) > 10


def test_when_all_short_references_are_used_up_a_longer_one_is_given() -> None:
    short = {f"W-{letter}{digit}" for letter in LETTERS for digit in DIGITS}
    assert re.fullmatch(rf"W-[{LETTERS}]{{2}}[{DIGITS}]", new_witness_reference(short))


def test_a_screen_shows_label_and_reference_never_the_name() -> None:
    witness = a_witness()
    assert (witness.label, witness.masked) == ("W2", "W2 · W-K7")


def test_a_record_is_never_changed_in_place_and_takes_no_unknown_field() -> None:
    with pytest.raises(ValidationError):
        a_witness().name = "Somebody Else"
    with pytest.raises(ValidationError):
        Witness.model_validate(a_witness().model_dump() | {"shoe_size": 5})


@pytest.mark.parametrize(
    ("phone", "hint"),
    [("07700 900417", "ends 417"), ("+44 7700 900 417", "ends 417"), ("12", "ends 12"), ("", ""), ("none", "")],
)
def test_a_telephone_number_is_told_apart_by_its_end_alone(phone: str, hint: str) -> None:
    assert a_contact(phone=phone).phone_hint == hint


def test_nothing_is_allowed_until_somebody_said_so() -> None:
    contact = a_contact()
    assert contact.route is ContactRoute.UNKNOWN
    assert {contact.voicemail, contact.letters, contact.email_allowed} == {Permission.UNKNOWN}
    assert contact.confirmed_on is None


def test_what_reaches_her_and_who_she_is_never_goes_into_the_audit_trail() -> None:
    def secret(kind: type[Witness] | type[SafeContact]) -> set[str]:
        return {name for name, field in kind.model_fields.items() if (field.json_schema_extra or {}).get("secret")}

    assert secret(Witness) == {"name", "preferred_name"}
    assert secret(SafeContact) >= {"phone", "address", "email", "code_word"}


@pytest.mark.parametrize(("kind", "words"), [(ContactRoute, CONTACT_ROUTE_WORDS), (GateHolds, GATE_HOLDS_WORDS)])
def test_every_choice_has_words_of_its_own(
    kind: type[ContactRoute] | type[GateHolds], words: dict[object, str]
) -> None:
    assert set(words) == set(kind)
    assert len(set(words.values())) == len(words)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ring Alys Tremorrow again", "Ring W1 again"),
        ("Ring Alys, not TREMORROW’s mother", "Ring W1, not W1’s mother"),
        ("Ask Al whether alys is a place", "Ask Al whether alys is a place"),
        ("Tremorrows Lane", "Tremorrows Lane"),
        ("", ""),
    ],
)
def test_what_is_typed_for_a_list_shows_her_label_and_not_her_name(typed: str, shown: str) -> None:
    witness = Witness(case_id="c" * 32, number=1, reference="W-K7", name="Alys Tremorrow")
    assert witness.without_name(typed) == shown
