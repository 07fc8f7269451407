"""Creating, opening, recovering; waiting after wrong passphrases; what this computer remembers."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.office_copies import closed_practice_copy, practice_copy
from tests.offices import CHEAP, LOGIN, PASSPHRASE, fixed_clock
from tests.services.finding import witnesses
from victimplanner.domain.errors import RuleBroken, StorageProblem
from victimplanner.domain.people import UserRole
from victimplanner.services import vaults
from victimplanner.services.cases import count_cases
from victimplanner.services.vaults import NewOffice, Tries


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


def a_new_office(path: Path, name: str = "Northmere RASSO", person: str = "R. Okafor") -> NewOffice:
    return NewOffice(path, LOGIN, person, UserRole.PROSECUTOR, name)


def test_a_new_office_file_opens_with_its_passphrase_and_with_its_recovery_key(tmp_path: Path) -> None:
    app, key = vaults.create_office(a_new_office(tmp_path / "unit"), PASSPHRASE, fixed_clock(), CHEAP)
    path = app.vault.path
    assert path.name == "unit.vpoffice"
    assert app.office.name == "Northmere RASSO"
    app.close()
    vaults.open_office(path, LOGIN, PASSPHRASE, fixed_clock()).close()
    recovered = vaults.recover_office(path, key, LOGIN, "five quiet garden chairs", fixed_clock())
    assert recovered.user.display_name == "R. Okafor"
    recovered.close()
    with pytest.raises(StorageProblem) as error:
        vaults.open_office(path, LOGIN, PASSPHRASE, fixed_clock())
    assert error.value.kind == "wrong_passphrase"


def test_an_office_and_a_person_need_names_and_nothing_is_made_without(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as error:
        vaults.create_office(a_new_office(tmp_path / "a" / "unit", " ", ""), PASSPHRASE, fixed_clock(), CHEAP)
    assert [problem.field for problem in error.value.problems] == ["office_name", "display_name"]
    assert not (tmp_path / "a").exists()


def test_a_weak_passphrase_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken):
        vaults.create_office(a_new_office(tmp_path / "a" / "unit"), "short", fixed_clock(), CHEAP)
    assert not (tmp_path / "a").exists()


def test_the_users_are_known_without_opening(tmp_path: Path) -> None:
    assert vaults.office_users(closed_practice_copy(tmp_path)) == (LOGIN,)


def test_locking_closes_everything_and_the_file_opens_again(tmp_path: Path) -> None:
    app = practice_copy(tmp_path)
    app.close()
    app.close()
    assert {p.suffix for p in tmp_path.glob("office.*")} <= {".vpoffice", ".keys", ".lock"}
    again = vaults.open_office(app.vault.path, LOGIN, PASSPHRASE, fixed_clock())
    assert count_cases(again) == 40
    again.close()


# ------------------------------------------------------------ wrong passphrases


def test_five_wrong_passphrases_wait_a_minute_and_nothing_is_erased() -> None:
    clock = fixed_clock()
    tries = Tries(clock)
    said = []
    for _ in range(5):
        tries.check()
        said.append(tries.wrong())
    assert said[0] == "4 tries before a 1 minute wait."
    assert said[3] == "1 try before a 1 minute wait."
    assert said[4] == "The next try is possible in 1 minute. Nothing is erased."
    clock.move_on(dt.timedelta(seconds=48))
    with pytest.raises(StorageProblem, match="Try again in 12 seconds") as error:
        tries.check()
    assert error.value.kind == "wait"
    clock.move_on(dt.timedelta(seconds=12))
    tries.check()
    assert tries.wrong() == "4 tries before a 1 minute wait."


def test_the_right_passphrase_forgets_the_wrong_ones() -> None:
    tries = Tries(fixed_clock())
    for _ in range(4):
        tries.wrong()
    tries.right()
    assert tries.wrong() == "4 tries before a 1 minute wait."


# ------------------------------------------------------------ what this computer remembers


def test_office_files_opened_before_are_remembered_the_last_first(tmp_path: Path) -> None:
    clock = fixed_clock()
    for name in ("one", "two", "one"):
        app = practice_copy(tmp_path / name, clock)
        vaults.remember_office(app)
        app.close()
        clock.move_on(dt.timedelta(hours=1))
    assert [known.path.parent.name for known in vaults.known_offices()] == ["one", "two"]


def test_an_office_file_that_is_gone_is_not_offered(tmp_path: Path) -> None:
    app = practice_copy(tmp_path / "one")
    vaults.remember_office(app)
    app.close()
    app.vault.path.unlink()
    assert vaults.known_offices() == []


def test_nothing_about_a_case_is_remembered(tmp_path: Path, own_settings: Path) -> None:
    app = practice_copy(tmp_path / "one")
    vaults.remember_office(app)
    (kept,) = (path for path in own_settings.rglob("*") if path.is_file())
    entries = json.loads(kept.read_text("utf-8"))
    assert [sorted(entry) for entry in entries] == [["login", "opened_at", "path"]]
    words = kept.read_text("utf-8")
    for file in witnesses(app):
        assert file.case.urn not in words
        assert file.witness.name not in words
    app.close()


DAMAGED = ["", "{", "[]", "{}", "[1]", '[{"path": "x"}]', '[{"path": 1, "login": "a", "opened_at": "then"}]', "null"]


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_list_is_an_empty_list(own_settings: Path, content: str) -> None:
    (own_settings / "VictimPlanner").mkdir(parents=True)
    (own_settings / "VictimPlanner" / "offices.json").write_text(content, encoding="utf-8")
    assert vaults.known_offices() == []
