"""The command line: what it prints, its exit codes (0 done, 1 look at it, 2 not done), and one sentence for bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.office_copies import SAMPLE, closed_practice_copy, closed_sample_copy, practice_copy
from tests.offices import LOGIN, PASSPHRASE, empty_office
from tests.services.finding import witnesses
from victimplanner.app import run
from victimplanner.cli.office import COPY_PASSPHRASE_VARIABLE
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.issued import PaperKind
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.people import UserRole
from victimplanner.domain.urn import display_urn
from victimplanner.services.clock import SystemClock
from victimplanner.services.context import App
from victimplanner.services.editions import edition_in_use, edition_words
from victimplanner.services.practice import fill_practice
from victimplanner.services.unit_limits import change_limit
from victimplanner.services.vaults import open_office

PROJECT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data"
VECTORS = sorted((Path(__file__).parent / "data" / "vectors").glob("*.json"))
DAY = "2026-11-25"


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class CommandLine:
    """Runs the program as `victimplanner …` does, in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Said:
        self._capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Said(code, *self._capsys.readouterr())

    def fails(self, *arguments: str | Path) -> str:
        """Run what cannot be done; return the one sentence on standard error."""
        said = self(*arguments)
        assert said.code == 2
        assert said.out == ""
        assert "Traceback" not in said.err
        lines = said.err.strip().splitlines()
        assert lines[-1].startswith("victimplanner"), said.err
        assert len(lines) == 1 or lines[0].startswith("usage:")
        return lines[-1]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.delenv("VICTIMPLANNER_PASSPHRASE", raising=False)
    monkeypatch.delenv("VICTIMPLANNER_PASSPHRASE_FILE", raising=False)
    monkeypatch.delenv(COPY_PASSPHRASE_VARIABLE, raising=False)
    return CommandLine(capsys)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The practice office, closed."""
    return closed_practice_copy(tmp_path / "office")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return path


def signed_and_told(app: App) -> WitnessFile:
    """A witness of the practice office all of whose papers may be issued."""
    return next(
        f for f in witnesses(app)
        if any(m.meeting.state is MeetingState.SIGNED for m in f.meetings)
        and f.directions and all(d.told_on for d in f.directions)
    )  # fmt: skip


def in_practice(office: Path) -> WitnessFile:
    app = practice_copy(office.parent / "look")
    found = signed_and_told(app)
    app.close()
    return found


# ------------------------------------------------------------ help and use

COMMANDS = [
    ("create",), ("import",), ("due",), ("rules",), ("rules", "list"), ("rules", "check"), ("rules", "explain"),
    ("export",), ("bundle",), ("batch",), ("register",), ("reprint",), ("recall",), ("report",), ("inspect",),
    ("sites",), ("demo",),
]  # fmt: skip


@pytest.mark.parametrize("command", [(), *COMMANDS], ids=" ".join)
def test_every_command_has_help(cli: CommandLine, command: tuple[str, ...]) -> None:
    said = cli(*command, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: victimplanner {' '.join(command)}".strip())


def test_the_general_help_names_every_command(cli: CommandLine) -> None:
    help_text = cli("--help").out
    assert [name for (name, *_) in COMMANDS if name not in help_text] == []


def test_the_readme_shows_only_options_that_its_commands_have(cli: CommandLine) -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    shown = [line.split()[1:] for line in readme.splitlines() if line.startswith("    victimplanner ")]
    assert {words[0] for words in shown} == {name for name, *_ in COMMANDS}
    for name, *words in shown:
        known = " ".join(cli(*command, "--help").out for command in COMMANDS if command and command[0] == name)
        assert [word for word in words if word.strip("[").startswith("--") and word.strip("[]") not in known] == [], (
            name
        )


@pytest.mark.parametrize("arguments", [["fly"], ["due"], ["export", "x"], ["rules"], ["due", "--on", "31/12/2026"]])
def test_a_command_line_that_means_nothing_is_explained(cli: CommandLine, arguments: list[str]) -> None:
    assert "error:" in cli.fails(*arguments)


def test_no_command_takes_a_passphrase_as_an_argument(cli: CommandLine) -> None:
    for command in COMMANDS:
        options = [word for word in cli(*command, "--help").out.split() if word.startswith(("--pass", "[--pass"))]
        assert {option.strip("[") for option in options} <= {"--passphrase-file"}


# ------------------------------------------------------------ the passphrase


def test_the_passphrase_comes_from_a_file(cli: CommandLine, office: Path, secret: Path) -> None:
    assert cli("due", "--office", office, "--passphrase-file", secret, "--on", DAY).code == 0


@pytest.mark.parametrize("ending", ["\r\n", "", "\nmore lines\n"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "with BOM"])
def test_the_first_line_counts_however_an_editor_wrote_it(
    cli: CommandLine, office: Path, secret: Path, start: bytes, ending: str
) -> None:
    secret.write_bytes(start + (PASSPHRASE + ending).encode())
    assert cli("due", "--office", office, "--passphrase-file", secret, "--on", DAY).code == 0


def test_the_passphrase_comes_from_the_environment(
    cli: CommandLine, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VICTIMPLANNER_PASSPHRASE", PASSPHRASE)
    assert cli("due", "--office", office).code == 0


def test_the_passphrase_comes_from_a_file_that_the_environment_names(
    cli: CommandLine, office: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VICTIMPLANNER_PASSPHRASE_FILE", str(secret))
    assert cli("due", "--office", office).code == 0


def test_without_a_passphrase_and_with_nobody_to_ask_nothing_is_opened(cli: CommandLine, office: Path) -> None:
    assert "Use --passphrase-file. Nothing was opened" in cli.fails("due", "--office", office)


def test_a_passphrase_is_never_printed(cli: CommandLine, tmp_path: Path, secret: Path) -> None:
    said = cli(
        "create", tmp_path / "new", "--user", LOGIN, "--name", "R. Okafor", "--office", "Northmere",
        "--passphrase-file", secret,
    )  # fmt: skip
    assert said.code == 0
    assert PASSPHRASE not in said.out + said.err


# ------------------------------------------------------------ create


def test_create_makes_an_office_file_and_shows_the_recovery_key_once(
    cli: CommandLine, tmp_path: Path, secret: Path
) -> None:
    asked = ["create", tmp_path / "new", "--user", LOGIN, "--name", "R. Okafor", "--office", "Northmere"]
    said = cli(*asked, "--practice", "--passphrase-file", secret)
    assert said.code == 0
    assert "Recovery key, shown once: " in said.out
    assert "Filled with 40 invented cases" in said.out
    assert (tmp_path / "new.vpoffice").exists()
    assert "It was left as it is" in cli.fails(*asked, "--passphrase-file", secret)


def test_create_with_a_weak_passphrase_leaves_nothing(cli: CommandLine, tmp_path: Path, secret: Path) -> None:
    secret.write_text("short", encoding="utf-8")
    cli.fails(
        "create", tmp_path / "a" / "new", "--user", LOGIN, "--name", "R. Okafor", "--office", "Northmere",
        "--passphrase-file", secret,
    )  # fmt: skip
    assert not (tmp_path / "a").exists()


# ------------------------------------------------------------ import


def test_a_dry_run_needs_no_office_file_and_accounts_for_every_row(cli: CommandLine) -> None:
    said = cli("import", SAMPLE, "--dry-run", "--json", "--on", DAY)
    assert said.code == 1  # three rows are refused: a person must look
    assert said.data["counts"] == {"imported": 10, "warning": 24, "refused": 3, "left_out": 2}
    assert [row["row"] for row in said.data["rows"]] == list(range(2, 41))
    assert said.data["dry_run"] is True


def test_an_import_writes_what_the_dry_run_foretold_and_a_second_one_nothing(
    cli: CommandLine, tmp_path: Path, secret: Path
) -> None:
    cli("create", tmp_path / "new", "--user", LOGIN, "--name", "R", "--office", "N", "--passphrase-file", secret)
    into = ["--office", tmp_path / "new.vpoffice", "--passphrase-file", secret, "--on", DAY, "--json"]
    first, second = cli("import", SAMPLE, *into), cli("import", SAMPLE, *into)
    assert first.data["written"] == {"cases": 33, "witnesses": 34}
    assert first.data["failed"] == first.data["kept"] == {}
    assert second.data["written"] == {"cases": 0, "witnesses": 0}
    assert second.data["counts"]["left_out"] == 36


def test_another_day_to_judge_by_does_not_date_the_trail(cli: CommandLine, tmp_path: Path, secret: Path) -> None:
    cli("create", tmp_path / "new", "--user", LOGIN, "--name", "R", "--office", "N", "--passphrase-file", secret)
    path = tmp_path / "new.vpoffice"
    cli("import", SAMPLE, "--office", path, "--passphrase-file", secret, "--on", DAY)
    app = open_office(path, LOGIN, PASSPHRASE, SystemClock())
    written = app.vault.history(limit=1)[0].at
    app.close()
    assert abs((SystemClock().now() - written).total_seconds()) < 600


def test_a_difference_to_a_case_that_is_here_is_said_and_asks_for_a_look(
    cli: CommandLine, tmp_path: Path, secret: Path
) -> None:
    office = closed_sample_copy(tmp_path / "sample")
    changed = tmp_path / "later.csv"
    lines = SAMPLE.read_text("utf-8-sig").splitlines(keepends=True)
    row = next(line for line in lines if line.startswith("11rs2356325"))
    changed.write_text(lines[0] + row.replace("1/9/26", "3/9/26"), encoding="utf-8")
    said = cli("import", changed, "--office", office, "--passphrase-file", secret, "--on", DAY)
    assert said.code == 1
    assert "11RS/23563/25: Defendant D1, plea date: the list says something else" in said.out


def test_no_result_of_an_import_names_anybody(cli: CommandLine) -> None:
    for form in ((), ("--json",)):
        words = cli("import", SAMPLE, "--dry-run", "--on", DAY, *form).out
        names = ("Kowalska", "Oddfellow", "Charlton", "Featherstone", "Łukasik", "Wyn-Jones", "Priya", "Niamh")
        assert [name for name in names if name in words] == []


def test_a_column_can_be_named_by_hand(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Ref,Accused,Person\n10AB/12345/26,Kit Marrick,Wren Oddfellow\n", encoding="utf-8")
    said = cli(
        "import", path, "--dry-run", "--json", "--map", "Ref=urn", "--map", "Accused=defendants",
        "--map", "Person=witness_name",
    )  # fmt: skip
    assert said.data["rows"][0]["urn"] == "10AB/12345/26"
    assert said.data["counts"]["refused"] == 0


@pytest.mark.parametrize("given", ["Victim", "Victim=no_such_field", "No such column=urn"])
def test_a_column_that_cannot_be_is_said(cli: CommandLine, given: str) -> None:
    cli.fails("import", SAMPLE, "--dry-run", "--map", given)


NO_LIST = {
    "empty": b"",
    "blank": b"\r\n\r\n",
    "zero bytes": b"\x00" * 400,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "a workbook": b"PK\x03\x04" + bytes(range(256)) * 4,
    "a letter": b"Dear colleague,\r\nhere is the list.\r\n",
    "an open quote": b'URN,Defendant,Victim\r\n"10AB1234526,',
}


@pytest.mark.parametrize("content", NO_LIST.values(), ids=NO_LIST)
def test_what_is_no_list_is_said_in_one_sentence(cli: CommandLine, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    said = cli("import", path, "--dry-run")
    assert said.code in (1, 2)
    assert "Traceback" not in said.err
    assert (said.out + said.err).strip()


@pytest.mark.parametrize("what", ["missing", "folder", "far too long a name"])
def test_a_list_that_cannot_be_read_is_said(cli: CommandLine, tmp_path: Path, what: str) -> None:
    path = {"missing": tmp_path / "gone.csv", "folder": tmp_path}.get(what, tmp_path / ("x" * 300))
    assert "Nothing was imported" in cli.fails("import", path, "--dry-run")


def test_an_import_without_an_office_file_says_what_to_name(cli: CommandLine) -> None:
    assert "--office, or use --dry-run" in cli.fails("import", SAMPLE)


# ------------------------------------------------------------ due


def test_sites_adds_to_the_directory_and_names_the_rows_left_out(
    cli: CommandLine, tmp_path: Path, secret: Path
) -> None:
    empty_office(tmp_path).close()
    asked = ("sites", DATA / "sites.csv", "--office", tmp_path / "office.vpoffice", "--passphrase-file", secret)
    said = cli(*asked)
    assert said.code == 1, "two rows ask for a look"
    assert said.out.splitlines() == [
        "3 sites and 4 rooms added; 0 rows are in the directory already.",
        "Left out. Row 6: no site is named.",
        "Left out. Row 7: “Windmill” is not a known kind of site.",
    ]
    assert cli(*asked).out.splitlines()[0] == "0 sites and 0 rooms added; 4 rows are in the directory already."


def test_due_lists_every_item_with_rule_trigger_date_and_steps(cli: CommandLine, office: Path, secret: Path) -> None:
    said = cli("due", "--office", office, "--passphrase-file", secret, "--on", DAY, "--json")
    assert said.code == 0
    assert said.data["on"] == DAY
    assert len(said.data["items"]) > 40
    for item in said.data["items"]:
        assert item["rule"]
        assert item["trigger"]
        assert item["due"] or item["missing"] or item["state"] == "no_limit"
        assert item["steps"] or item["rule"] == "action"


def test_due_in_words_has_a_line_for_each_item(cli: CommandLine, office: Path, secret: Path) -> None:
    asked = ["due", "--office", office, "--passphrase-file", secret, "--on", DAY]
    words, data = cli(*asked).out, cli(*asked, "--json").data
    assert words.splitlines()[-1] == f"{len(data['items'])} open on Wed 25 Nov 2026."
    assert all(item["title"] in words for item in data["items"])


# ------------------------------------------------------------ rules


def test_every_vector_agrees(cli: CommandLine) -> None:
    said = cli("rules", "check", *VECTORS)
    assert said.code == 0
    assert said.out.endswith(f"right answers in {len(VECTORS)} files, all the same.\n")


def test_a_wrong_vector_is_printed_and_gives_1(cli: CommandLine, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"vectors": [{"start": "2026-12-16", "business_days_after": 10, "due": "2026-12-30"}]}')
    said = cli("rules", "check", *VECTORS, wrong)
    assert said.code == 1
    assert "wrong.json: no. 1: 10 business days after 2026-12-16: the file says 2026-12-30" in said.out


@pytest.mark.parametrize("content", ["", "not json", "[]", "{}", "\x00"])
def test_a_file_without_right_answers_gives_2(cli: CommandLine, tmp_path: Path, content: str) -> None:
    path = tmp_path / "answers.json"
    path.write_text(content)
    assert "answers.json" in cli.fails("rules", "check", path)


def test_the_rules_are_listed_in_words_and_as_json(cli: CommandLine) -> None:
    data = cli("rules", "list", "--json").data
    assert cli("rules", "list").out.endswith(f"{len(data)} rules.\n")


def test_a_date_is_explained(cli: CommandLine) -> None:
    said = cli("rules", "explain", "application", "--on", "2026-12-16", "--key", "crown")
    assert said.code == 0
    assert "Last day: Mon 4 Jan 2027" in said.out


def test_with_an_office_file_its_own_rules_are_listed_checked_and_explained_with_their_edition(
    cli: CommandLine, office: Path, secret: Path
) -> None:
    app = open_office(office, LOGIN, PASSPHRASE, SystemClock())
    app.user = app.user.model_copy(update={"role": UserRole.MANAGER})
    change_limit(app, "meeting.sign", 3)
    sentence = edition_words(edition_in_use(app))
    app.close()
    which = ("--office", office, "--passphrase-file", secret)
    listed = cli("rules", "list", "--json", *which).data
    assert listed["edition"] == sentence
    assert listed["rules"] == cli("rules", "list", "--json").data
    assert cli("rules", "list", *which).out.startswith(f"{sentence}\n")
    assert cli("rules", "check", *VECTORS, *which).out.startswith(f"{sentence}\n")
    said = cli("rules", "explain", "meeting.sign", "--on", "2026-11-24", *which).out
    assert "Last day: Fri 27 Nov 2026" in said
    assert said.endswith(f"{sentence}\n")
    assert "Last day: Wed 25 Nov 2026" in cli("rules", "explain", "meeting.sign", "--on", "2026-11-24").out


@pytest.mark.parametrize("arguments", [["nothing"], ["application"], ["application", "--on", "9999-12-31"]])
def test_what_cannot_be_explained_is_said(cli: CommandLine, arguments: list[str]) -> None:
    cli.fails("rules", "explain", *arguments)


# ------------------------------------------------------------ export


def test_all_papers_of_a_witness_are_written_and_named(cli: CommandLine, secret: Path, tmp_path: Path) -> None:
    """With the practice office of today: what leaves the program bears the true day, so no other can be named."""
    made = empty_office(tmp_path / "today", SystemClock())
    fill_practice(made)
    file, office = signed_and_told(made), made.vault.path
    made.close()
    said = cli(
        "export", display_urn(file.case.urn), "all", "--witness", file.witness.label, "--why", "Test", "--out",
        tmp_path / "out", "--office", office, "--passphrase-file", secret,
    )  # fmt: skip
    assert said.code == 0, said.err
    written = [Path(line) for line in said.out.splitlines()]
    assert sorted(written) == sorted((tmp_path / "out").iterdir())
    assert len(written) == len(PaperKind) - 2
    for of_a_meeting_to_come in ("Meeting agenda", "Letter offering a meeting"):
        assert f"Left out, nothing is recorded for it yet: {of_a_meeting_to_come}" in said.err
    assert all(path.read_bytes().startswith(b"%PDF") for path in written)


def test_papers_with_nothing_recorded_for_them_yet_are_left_out_and_named(
    cli: CommandLine, secret: Path, tmp_path: Path
) -> None:
    made = empty_office(tmp_path / "today", SystemClock())
    fill_practice(made)
    file = next(
        f for f in witnesses(made)
        if not f.meetings and not f.applications and f.safe_contact and f.safe_contact.confirmed_on
        and (made.today - f.safe_contact.confirmed_on).days < 30
    )  # fmt: skip
    made.close()
    said = cli(
        "export", file.case.urn, "all", "--witness", file.witness.label, "--why", "Test", "--out", tmp_path / "out",
        "--office", made.vault.path, "--passphrase-file", secret,
    )  # fmt: skip
    assert said.code == 0, said.err
    written = [Path(line).name.split("_")[2] for line in said.out.splitlines()]
    assert written == ["special-measures", "paper", "code-sheet", "inspection-sheet", "front-sheet"]
    assert len(said.err.splitlines()) == len(PaperKind) - len(written)
    assert "Left out, nothing is recorded for it yet: Section 28 timetable and link sheet" in said.err


def test_one_paper_that_may_not_be_issued_holds_back_all_of_them(
    cli: CommandLine, office: Path, secret: Path, tmp_path: Path
) -> None:
    file = in_practice(office)
    cli.fails(
        "export", file.case.urn, "all", "--witness", file.witness.label, "--variant", "disclosure", "--why", "Test",
        "--out", tmp_path / "out", "--office", office, "--passphrase-file", secret,
    )  # fmt: skip
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("urn", "witness", "words"),
    [
        ("10ZZ0000026", "W1", "Check the URN"),
        ("10ZZ", "W1", "URN"),
        ("", "W1", "URN"),
        (None, "W9", "Say which witness with --witness"),
    ],
)
def test_a_case_or_witness_that_is_not_here_is_said(
    cli: CommandLine, office: Path, secret: Path, tmp_path: Path, urn: str | None, witness: str, words: str
) -> None:
    urn = in_practice(office).case.urn if urn is None else urn
    said = cli.fails(
        "export", urn, "special-measures", "--witness", witness, "--why", "Test", "--out", tmp_path / "out",
        "--office", office, "--passphrase-file", secret,
    )  # fmt: skip
    assert words in said
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_said(cli: CommandLine, office: Path, secret: Path, tmp_path: Path) -> None:
    file = in_practice(office)
    (tmp_path / "a file").write_text("kept")
    said = cli.fails(
        "export", file.case.urn, "special-measures", "--witness", file.witness.label, "--why", "Test", "--out",
        tmp_path / "a file", "--office", office, "--passphrase-file", secret,
    )  # fmt: skip
    assert "Nothing was written" in said
    assert (tmp_path / "a file").read_text() == "kept"


# ------------------------------------------------------------ an office file that cannot be opened


def test_a_wrong_passphrase_is_said(cli: CommandLine, office: Path, secret: Path) -> None:
    secret.write_text("another passphrase altogether", encoding="utf-8")
    assert "Passphrase not right" in cli.fails("due", "--office", office, "--passphrase-file", secret)


def test_an_unknown_user_is_said(cli: CommandLine, office: Path, secret: Path) -> None:
    assert "user" in cli.fails("due", "--office", office, "--user", "nobody", "--passphrase-file", secret)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00\xd8"], ids=["missing", "binary"])
def test_a_passphrase_file_that_cannot_be_read_is_said(
    cli: CommandLine, office: Path, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    assert "Nothing was opened" in cli.fails("due", "--office", office, "--passphrase-file", path)


@pytest.mark.parametrize("what", ["missing", "folder", "no keys", "damaged", "empty", "far too long a name"])
def test_an_office_file_that_cannot_be_opened_is_said(
    cli: CommandLine, office: Path, secret: Path, tmp_path: Path, what: str
) -> None:
    path, keys = office, office.with_name(office.name + ".keys")
    match what:
        case "missing":
            path = tmp_path / "gone.vpoffice"
        case "folder":
            path = tmp_path
        case "no keys":
            keys.unlink()
        case "damaged":
            office.write_bytes(bytes(range(256)) * 64)
        case "empty":
            office.write_bytes(b"")
        case _:
            path = tmp_path / ("x" * 300)
    cli.fails("due", "--office", path, "--user", LOGIN, "--passphrase-file", secret)


def test_an_office_file_that_is_open_elsewhere_is_said(
    cli: CommandLine, office: Path, secret: Path, tmp_path: Path
) -> None:
    app = practice_copy(tmp_path / "open")
    try:
        said = cli.fails("due", "--office", app.vault.path, "--passphrase-file", secret)
    finally:
        app.close()
    assert "open in another window" in said


# ------------------------------------------------------------ demo, and the program as a process of its own


def test_demo_writes_every_paper(cli: CommandLine, tmp_path: Path) -> None:
    said = cli("demo", "--out", tmp_path / "out", "--on", DAY)
    assert said.code == 0
    assert len(list((tmp_path / "out").glob("*.pdf"))) == len(PaperKind) - 2, "two are of a meeting still to come"
    assert "It was left as it is" in cli(*("demo", "--out", str(tmp_path / "out"))).err


def started(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "victimplanner", *arguments],
        cwd=PROJECT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_reader_that_leaves_early_is_no_error() -> None:
    with started("rules", "list") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_terminal_that_lacks_letters_is_no_error() -> None:
    with started("rules", "list", PYTHONIOENCODING="ascii") as process:
        out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert out.isascii()


def test_the_command_line_needs_no_window_toolkit() -> None:
    program = "import sys; from victimplanner.app import run; run(['rules', 'list']); print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("False\n")


# ------------------------------------------------------------ report and inspect


def test_a_report_is_written_for_its_period_and_says_where(
    cli: CommandLine, office: Path, secret: Path, tmp_path: Path
) -> None:
    into = ("--why", "Quarter", "--out", tmp_path / "out", "--office", office, "--passphrase-file", secret)
    said = cli("report", "--from", "2026-09", "--to", "2026-11", *into)
    assert said.code == 0, said.err
    written = Path(said.out.strip())
    assert written.name == "northmere-rasso_2026-09_2026-11_caseload.pdf"
    assert written.read_bytes().startswith(b"%PDF")
    assert cli("report", "--form", "csv", "--outside", *into).code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "2026-11", "--to", "2026-09"), "The last month lies before the first"),
        (("--unit", "Nowhere"), "No case of this office file is of that unit"),
    ],
    ids=["months turned round", "an unknown unit"],
)
def test_a_report_that_cannot_be_made_says_why_and_writes_nothing(
    arguments: tuple[str, ...], words: str, cli: CommandLine, office: Path, secret: Path, tmp_path: Path
) -> None:
    into = ("--why", "Quarter", "--out", tmp_path / "out", "--office", office, "--passphrase-file", secret)
    said = cli("report", *arguments, *into)
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert not (tmp_path / "out").exists()


def test_the_same_seed_inspects_the_same_cases(cli: CommandLine, office: Path, secret: Path, tmp_path: Path) -> None:
    def drawn(folder: str) -> list[str]:
        into = ("--why", "Review", "--out", tmp_path / folder, "--office", office, "--passphrase-file", secret)
        said = cli("inspect", "--sample", "3", "--seed", "5", *into)
        assert said.code == 0, said.err
        assert "Seed: 5" in said.out
        return ["_".join(Path(line).name.split("_")[:2]) for line in said.out.splitlines() if line.endswith(".pdf")]

    one = drawn("one")
    assert len(one) >= 3
    assert drawn("two") == one


def test_no_sheet_is_issued_where_the_list_cannot_be_written(
    cli: CommandLine, office: Path, secret: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "inspection-list.xlsx").write_bytes(b"kept")
    into = ("--why", "Review", "--out", out, "--office", office, "--passphrase-file", secret)
    said = cli("inspect", "--sample", "1", "--seed", "5", *into)
    assert said.code == 2
    assert "a file of that name is in the folder already" in said.err
    assert [path.name for path in out.iterdir()] == ["inspection-list.xlsx"]


def test_an_inspection_is_of_one_case_or_of_a_sample(
    cli: CommandLine, office: Path, secret: Path, tmp_path: Path
) -> None:
    into = ("--why", "Review", "--out", tmp_path / "out", "--office", office, "--passphrase-file", secret)
    for arguments in ((), (in_practice(office).case.urn, "--sample", "2")):
        said = cli("inspect", *arguments, *into)
        assert said.code == 2
        assert "Name one URN, or draw a number of cases" in said.err


# ------------------------------------------------------------ copies, bundles, batches, the register

COPY_PHRASE = "seven brass lanterns"


@dataclass(frozen=True)
class Today:
    """The practice office of today, closed: what leaves the program bears the true day, so no other can be named."""

    file: WitnessFile
    office: tuple[str | Path, ...]
    out: Path

    @property
    def urn(self) -> str:
        return display_urn(self.file.case.urn)

    def about(self, command: str, *more: str | Path) -> tuple[str | Path, ...]:
        """A command about the witness that writes into the folder."""
        return (command, self.urn, *more, "--witness", self.file.witness.label, *self.writes)

    @property
    def writes(self) -> tuple[str | Path, ...]:
        return ("--why", "Test", "--out", self.out, *self.office)


@pytest.fixture
def today(tmp_path: Path, secret: Path) -> Today:
    made = empty_office(tmp_path / "today", SystemClock())
    fill_practice(made)
    file, path = signed_and_told(made), made.vault.path
    made.close()
    return Today(file, ("--office", path, "--passphrase-file", secret), tmp_path / "out")


def test_a_protected_copy_takes_its_passphrase_from_the_environment_and_says_how_to_send_it(
    cli: CommandLine, today: Today, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(COPY_PASSPHRASE_VARIABLE, COPY_PHRASE)
    said = cli(*today.about("export", "code-sheet"), "--output", "protected")
    assert said.code == 0, said.err
    with pikepdf.open(said.out.strip(), password=COPY_PHRASE) as opened:
        assert opened.is_encrypted
    assert "Send the passphrase another way" in said.err
    assert COPY_PHRASE not in said.out + said.err


def test_a_protected_copy_without_a_passphrase_and_with_nobody_to_ask_is_not_made(
    cli: CommandLine, today: Today
) -> None:
    assert COPY_PASSPHRASE_VARIABLE in cli.fails(*today.about("export", "code-sheet"), "--output", "protected")
    assert not today.out.exists()


def test_a_passphrase_that_holds_the_urn_is_refused_without_repeating_it(
    cli: CommandLine, today: Today, monkeypatch: pytest.MonkeyPatch
) -> None:
    phrase = f"lanterns {today.urn}"
    monkeypatch.setenv(COPY_PASSPHRASE_VARIABLE, phrase)
    refusal = cli.fails(*today.about("export", "code-sheet"), "--output", "protected")
    assert "holds the URN" in refusal
    assert phrase not in refusal


def test_a_bundle_holds_the_papers_named_in_their_order(cli: CommandLine, today: Today) -> None:
    said = cli(*today.about("bundle", "code-sheet", "special-measures:court"))
    assert said.code == 0, said.err
    with pikepdf.open(said.out.strip()) as opened, opened.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            "Bundle of papers", "Victims’ Code compliance sheet", "Special measures decision record",
        ]  # fmt: skip
    listed = cli("register", today.urn, "--json", *today.office).data
    assert {(entry["paper"], entry["variant"]) for entry in listed if entry["why"] == "Test"} == {
        ("code-sheet", "file"), ("special-measures", "court"),
    }  # fmt: skip


def test_a_bundle_of_all_leaves_out_what_goes_to_the_witness(cli: CommandLine, today: Today) -> None:
    said = cli(*today.about("bundle", "all"))
    assert said.code == 0, said.err
    listed = cli("register", today.urn, "--json", *today.office).data
    kinds = {entry["paper"] for entry in listed if entry["why"] == "Test"}
    assert {"meeting-record", "special-measures", "code-sheet"} <= kinds
    assert kinds.isdisjoint({"plan", "letter"})


@pytest.mark.parametrize(
    ("document", "words"), [("nothing", "is no paper"), ("code-sheet:court", "has no variant “court”")]
)
def test_a_bundle_of_what_does_not_exist_is_explained(
    cli: CommandLine, today: Today, document: str, words: str
) -> None:
    assert words in cli.fails(*today.about("bundle", document))


def test_a_batch_writes_for_every_witness_of_the_cases_in_a_file(
    cli: CommandLine, today: Today, tmp_path: Path
) -> None:
    urns = tmp_path / "urns.txt"
    urns.write_text(f"{today.urn}\n\nnot a urn\n{today.urn}\n99ZZ9999926\n", encoding="utf-8")
    said = cli("batch", "code-sheet", "--urns", urns, *today.writes)
    assert said.code == 1, "two lines ask for a look"
    written = [Path(line) for line in said.out.splitlines()]
    assert sorted(written) == sorted(today.out.iterdir())
    assert all(today.file.case.urn in path.name for path in written)
    assert "Line 2 of the file names no case." in said.err
    assert "Line 4 of the file names no case." in said.err
    assert f"{len(written)} of {len(written)} papers written" in said.err


def test_a_batch_of_all_open_cases_says_what_was_not_issued_and_why(cli: CommandLine, today: Today) -> None:
    said = cli("batch", "meeting-record", "--open-cases", *today.writes)
    assert said.code == 1
    written = said.out.splitlines()
    assert len(written) > 2
    refused = [line for line in said.err.splitlines() if line.startswith("Not issued. ")]
    assert refused
    assert all("Plan and record a meeting first" in line for line in refused)
    assert f"{len(written)} of {len(written) + len(refused)} papers written" in said.err


def test_a_file_of_urns_that_cannot_be_read_is_said(cli: CommandLine, today: Today, tmp_path: Path) -> None:
    assert "cannot be read" in cli.fails("batch", "code-sheet", "--urns", tmp_path / "gone", *today.writes)


def test_a_copy_is_listed_written_again_and_recalled(cli: CommandLine, today: Today, tmp_path: Path) -> None:
    first = Path(cli(*today.about("export", "code-sheet")).out.strip())
    listed = cli("register", today.urn, "--json", *today.office).data
    copy = next(entry for entry in listed if entry["file"] == first.name)
    again = cli("reprint", today.urn, copy["copy"], "--out", tmp_path / "again", *today.office)
    assert Path(again.out.strip()).read_bytes() == first.read_bytes()
    recalled = cli("recall", today.urn, copy["copy"], "--why", "Sent to the wrong office", *today.office)
    assert recalled.out.strip() == f"Recalled: {first.name}. Ask case file to send it back or destroy it."
    words = cli("register", today.urn, *today.office).out
    line = next(line for line in words.splitlines() if line.startswith(copy["copy"]))
    assert "Recalled. Check " in line
    assert words.splitlines()[-1].endswith("left the program.")
    assert "recalled before" in cli.fails("recall", today.urn, copy["copy"], "--why", "Again", *today.office)


@pytest.mark.parametrize(
    ("asked", "reader"),
    [
        (("export", "meeting-record", "--variant", "disclosure"), "defence"),
        (("export", "plan"), "the witness"),
        (("export", "plan", "--recipient", "C. Penhale"), "C. Penhale"),
        (("bundle", "special-measures:court"), "court"),
        (("bundle", "special-measures:court", "code-sheet"), "case file"),
    ],
)
def test_the_register_names_the_reader_of_the_copy_where_nobody_else_is_named(
    cli: CommandLine, today: Today, asked: tuple[str, ...], reader: str
) -> None:
    assert cli(*today.about(*asked)).code == 0
    listed = cli("register", today.urn, "--json", *today.office).data
    assert listed[0]["recipient"] == reader


def test_a_letter_may_go_by_post_without_a_window_too_once_a_colleague_read_it(
    cli: CommandLine, office: Path, secret: Path, tmp_path: Path
) -> None:
    app = practice_copy(tmp_path / "look")
    file = next(f for f in witnesses(app) if any(m.meeting.state is MeetingState.PLANNED for m in f.meetings))
    app.close()
    asked = (
        "export", file.case.urn, "letter", "--witness", file.witness.label, "--why", "Offer", "--out", tmp_path / "out",
        "--office", office, "--passphrase-file", secret,
    )  # fmt: skip
    assert "Choose how it goes." in cli.fails(*asked)
    said = cli.fails(*asked, "--given", "letter")
    assert "Choose how it goes." not in said
    assert "Nobody else has read this letter" in said


@pytest.mark.parametrize("command", ["reprint", "recall"])
def test_a_copy_that_is_not_there_is_said(cli: CommandLine, today: Today, command: str) -> None:
    more = ("--out", today.out) if command == "reprint" else ("--why", "Test")
    assert "No copy of this case has that number" in cli.fails(command, today.urn, "00000000", *more, *today.office)
