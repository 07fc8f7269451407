"""The words of the program as shipped, and the day the tests are on."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from victimplanner.domain.importing import ImportKnowledge, knowledge_from

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "tests" / "data" / "caseload.csv"


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "resources" / "text" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def word_files() -> dict[str, dict[str, Any]]:
    return {
        "headings": _toml("import_headings.toml"),
        "words": _toml("import_words.toml"),
        "courts": _toml("courts.toml"),
        "forces": _toml("police_forces.toml"),
    }


@pytest.fixture(scope="session")
def knowledge(word_files: dict[str, dict[str, Any]]) -> ImportKnowledge:
    return knowledge_from(**word_files)


@pytest.fixture(scope="session")
def today() -> dt.date:
    return dt.date(2026, 11, 25)


@pytest.fixture(scope="session")
def sample() -> bytes:
    return SAMPLE.read_bytes()
