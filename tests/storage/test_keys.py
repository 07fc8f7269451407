"""Key slots: what opens the data key, and what never does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.offices import CHEAP
from victimplanner.domain.errors import RuleBroken, StorageProblem
from victimplanner.storage import keys
from victimplanner.storage.keys import KdfCost, KeyFile

PHRASE = "four quiet garden chairs"


def a_key_file(data_key: bytes) -> KeyFile:
    return keys.add_passphrase(KeyFile("v1"), data_key, "a.one", PHRASE, CHEAP)


def test_the_right_passphrase_opens_the_data_key() -> None:
    data_key = keys.new_data_key()
    assert keys.open_with_passphrase(a_key_file(data_key), "a.one", PHRASE) == data_key


def test_the_login_is_found_in_any_case() -> None:
    data_key = keys.new_data_key()
    assert keys.open_with_passphrase(a_key_file(data_key), "A.One", PHRASE) == data_key


def test_the_same_passphrase_typed_on_another_keyboard_still_opens() -> None:
    """An accent may arrive as one character or as two; both are the same passphrase."""
    data_key = keys.new_data_key()
    made = keys.add_passphrase(KeyFile("v1"), data_key, "a.one", "caf\u00e9 caf\u00e9 caf\u00e9", CHEAP)
    assert keys.open_with_passphrase(made, "a.one", "cafe\u0301 cafe\u0301 cafe\u0301") == data_key


@given(wrong=st.text(max_size=40).filter(lambda text: text != PHRASE))
@settings(max_examples=25, deadline=None)
def test_no_other_passphrase_opens_it(wrong: str) -> None:
    with pytest.raises(StorageProblem) as problem:
        keys.open_with_passphrase(a_key_file(keys.new_data_key()), "a.one", wrong)
    assert problem.value.kind == "wrong_passphrase"


def test_a_slot_moved_to_another_user_does_not_open() -> None:
    made = a_key_file(keys.new_data_key())
    moved = replace(made, slots=(replace(made.slots[0], login="b.two"),))
    with pytest.raises(StorageProblem) as problem:
        keys.open_with_passphrase(moved, "b.two", PHRASE)
    assert problem.value.kind == "wrong_passphrase"


def test_a_slot_moved_to_another_office_file_does_not_open() -> None:
    made = replace(a_key_file(keys.new_data_key()), vault_id="v2")
    with pytest.raises(StorageProblem):
        keys.open_with_passphrase(made, "a.one", PHRASE)


def test_the_recovery_key_opens_however_it_is_copied_from_paper() -> None:
    data_key, recovery = keys.new_data_key(), keys.new_recovery_key()
    made = keys.add_recovery(a_key_file(data_key), data_key, recovery)
    assert keys.open_with_recovery(made, recovery) == data_key
    assert keys.open_with_recovery(made, recovery.lower().replace("-", " ")) == data_key
    assert keys.open_with_recovery(made, recovery.replace("O", "0").replace("I", "1")) == data_key


def test_a_recovery_key_has_32_letters_in_groups_of_four() -> None:
    groups = keys.new_recovery_key().split("-")
    assert [len(group) for group in groups] == [4] * 8


def test_another_recovery_key_is_refused() -> None:
    data_key = keys.new_data_key()
    made = keys.add_recovery(a_key_file(data_key), data_key, keys.new_recovery_key())
    with pytest.raises(StorageProblem) as problem:
        keys.open_with_recovery(made, keys.new_recovery_key())
    assert problem.value.kind == "wrong_recovery_key"


@pytest.mark.parametrize("weak", ["", "short", "elevenchars", "aaaaaaaaaaaaaaaa", "abababababababab"])
def test_a_weak_passphrase_is_refused_with_the_cure(weak: str) -> None:
    with pytest.raises(RuleBroken, match=r"words|characters"):
        keys.check_passphrase(weak)


def test_the_cost_of_guessing_is_high_unless_a_test_asks_otherwise() -> None:
    assert KdfCost() == KdfCost(passes=3, memory_kib=64 * 1024, lanes=4)


def test_a_key_file_is_written_whole_and_the_one_before_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "unit.keys"
    first, second = a_key_file(keys.new_data_key()), a_key_file(keys.new_data_key())
    keys.write_key_file(path, first)
    keys.write_key_file(path, second)
    assert keys.read_key_file(path) == second
    assert keys.read_key_file(path.with_name("unit.keys.before")) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["unit.keys", "unit.keys.before"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("", "damaged_keys"),
        ("{}", "damaged_keys"),
        ('{"format": 1, "vault_id": "x", "slots": [{"id": 1}]}', "damaged_keys"),
        ('{"format": 99, "vault_id": "x", "slots": []}', "too_new"),
        ('{"format": 1, "vault_id": "x", "slots": 3}', "damaged_keys"),
    ],
)
def test_a_key_file_that_cannot_be_used_says_why(tmp_path: Path, content: str, kind: str) -> None:
    path = tmp_path / "unit.keys"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StorageProblem) as problem:
        keys.read_key_file(path)
    assert problem.value.kind == kind


def test_a_key_file_that_asks_for_absurd_memory_is_refused(tmp_path: Path) -> None:
    made = a_key_file(keys.new_data_key())
    path = tmp_path / "unit.keys"
    keys.write_key_file(path, replace(made, slots=(replace(made.slots[0], memory_kib=10**9),)))
    with pytest.raises(StorageProblem) as problem:
        keys.read_key_file(path)
    assert problem.value.kind == "damaged_keys"
