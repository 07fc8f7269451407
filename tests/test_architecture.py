"""The house rules, as tests: imports go one way, screens have their form, one door for writes, one clock."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from victimplanner.domain.access import ACTIONS

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "victimplanner"
SCREENS = sorted(p for p in (PACKAGE / "ui" / "screens").iterdir() if (p / "__init__.py").exists())


def modules(folder: Path = PACKAGE) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts)


def imported(path: Path) -> set[str]:
    """The modules that a file imports, and what it takes from Qt."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def calls(path: Path) -> Iterator[ast.Call]:
    return (n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call))


def test_imports_go_one_way() -> None:
    """In a process of its own: the checker sets up logging for itself and would silence ours for later tests."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run([*command, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("screen", SCREENS, ids=lambda p: p.name)
def test_every_screen_has_a_view_a_view_model_and_tests(screen: Path) -> None:
    assert (screen / "view.py").exists()
    assert (screen / "view_model.py").exists()
    assert (PROJECT / "tests" / "ui" / "screens" / f"test_{screen.name}.py").exists()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda p: p.name)
def test_a_view_model_knows_no_widget(screen: Path) -> None:
    assert not imported(screen / "view_model.py") & {"PySide6.QtWidgets", "PySide6.QtGui"}


CLOCKS = {
    **dict.fromkeys(("dt.datetime", "datetime", "datetime.datetime"), ("now", "today", "utcnow")),
    **dict.fromkeys(("dt.date", "date", "datetime.date"), ("today",)),
    "time": ("time", "localtime", "gmtime", "strftime"),
    "QDate": ("currentDate",),
    "QTime": ("currentTime",),
    "QDateTime": ("currentDateTime", "currentDateTimeUtc"),
}


def test_only_the_clock_asks_for_the_time() -> None:
    asking = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in CLOCKS.get(ast.unparse(call.func.value), ())
    }
    assert asking == {"services/clock.py"}


def test_every_action_at_the_door_has_its_row_in_the_table_of_access_and_no_row_is_idle() -> None:
    used = set()
    for path in modules():
        for call in calls(path):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            if name in ("change", "look") and call.args and isinstance(call.args[0], ast.Constant):
                used.add(call.args[0].value)
            is_check = isinstance(call.func, ast.Name) and call.func.id == "check_access"
            if is_check and isinstance(call.args[1], ast.Constant):  # a second question within a change
                used.add(call.args[1].value)
    assert used == set(ACTIONS)


def test_only_the_unit_of_work_commits() -> None:
    committing = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
    }
    assert committing == {"storage/unit_of_work.py"}


def test_no_error_is_swallowed() -> None:
    swallowing = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                is_broad = node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
                only_passes = all(isinstance(s, ast.Pass) for s in node.body)
                if is_broad and only_passes:
                    swallowing.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert swallowing == []


def test_window_titles_are_plain_words() -> None:
    """A title may end up in a task switcher: it is a constant, never made from data."""
    made = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in modules(PACKAGE / "ui")
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "setWindowTitle"
        and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert made == []


def test_nobody_listens_to_the_theme_with_a_nameless_function() -> None:
    """A widget's own method is forgotten with the widget; a lambda goes on and finds the widget gone."""
    nameless = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in modules(PACKAGE / "ui")
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func) == "theme.signals().changed.connect"
        and isinstance(call.args[0], ast.Lambda)
    ]
    assert nameless == []


def our_files() -> list[Path]:
    """Every file that git keeps or would keep; without git, the folders that hold them."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if (PROJECT / ".git").exists() and shutil.which("git"):
        done = subprocess.run(listing, cwd=PROJECT, capture_output=True, check=False)
        names = [name for name in done.stdout.decode().split("\0") if name]
        if names:
            return [PROJECT / name for name in names if (PROJECT / name).is_file()]
    folders = ("victimplanner", "resources", "scripts", "tests", ".ci")
    return [path for folder in folders for path in sorted((PROJECT / folder).rglob("*")) if path.is_file()]


def test_the_project_stands_alone() -> None:
    """No file names a folder outside the project or an address of a package index."""
    outside = re.compile(
        r"\.\./shared|/work/|(?<!emit-)index-url|https?://[^\s)\"']*(pypi|artifact|registry)", re.IGNORECASE
    )
    found = []
    for path in our_files():
        if path == Path(__file__) or b"\0" in (content := path.read_bytes())[:4000]:
            continue
        text = content.decode("utf-8", errors="replace")
        found += [f"{path.relative_to(PROJECT)}: {match.group(0)}" for match in outside.finditer(text)]
    assert found == []


def test_a_file_is_of_a_size_that_can_be_read() -> None:
    """A file beyond 600 lines is two things; most have half of that at most."""
    long = {path.relative_to(PACKAGE).as_posix(): len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert {name: lines for name, lines in long.items() if lines > 600} == {}


def test_nobody_in_the_tests_has_a_real_number_or_address() -> None:
    """Numbers and addresses come from the ranges kept for fiction."""
    number = re.compile(r"(?<![\w.])(?:\+44 ?|0)(?!1632 ?960|7700 ?900)\d{4} ?\d{6}(?![\w.])")
    address = re.compile(r"[\w.]+@(?!example\.(?:invalid|org)\b|victimplanner\.invalid\b)[\w-]+\.[a-z]{2,}")
    found = []
    for path in our_files():
        if path.suffix in (".py", ".toml", ".md", ".csv") and path != Path(__file__):
            text = path.read_text("utf-8", errors="replace")
            found += [f"{path.name}: {m.group(0)}" for pattern in (number, address) for m in pattern.finditer(text)]
    assert found == []
