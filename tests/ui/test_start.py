"""Starting: what loads before the first paint, what is remembered, and what is said where no window can open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from victimplanner.ui import looks

ROOT = Path(__file__).resolve().parents[2]


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**kept, **environment}, capture_output=True, text=True, timeout=120
    )


def test_nothing_of_the_database_or_the_papers_is_loaded_before_the_first_paint() -> None:
    done = python(
        "import sys, victimplanner.ui.start; print({'sqlalchemy', 'sqlmodel', 'reportlab'} & set(sys.modules))"
    )
    assert done.stdout.strip() == "set()"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a missing display is a matter of Linux")
@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":4711", "QT_QPA_PLATFORM": "xcb"}])
def test_without_a_screen_the_program_says_so_and_ends_with_2(environment: dict[str, str], tmp_path: Path) -> None:
    done = python(
        "from victimplanner.ui.start import run_window; raise SystemExit(run_window())",
        XDG_STATE_HOME=str(tmp_path),
        XDG_CONFIG_HOME=str(tmp_path),
        **environment,
    )
    assert done.returncode == 2
    assert "there is no screen here" in done.stderr
    assert "Traceback" not in done.stderr


def test_theme_and_text_size_come_back_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert looks.remembered() == looks.Looks("system", 100)
    looks.remember(looks.Looks("dark", 150))
    assert looks.remembered() == looks.Looks("dark", 150)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"theme": "pink", "text_scale": 900}', '{"theme": "dark"}'])
def test_spoilt_settings_never_stop_the_program(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    looks.remember(looks.Looks())
    next(tmp_path.rglob("looks.json")).write_text(text, encoding="utf-8")
    kept = looks.remembered()
    assert kept.theme in looks.THEMES
    assert 100 <= kept.text_scale <= 200
