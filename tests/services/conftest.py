"""Real encrypted office files: `app` may be changed, `practice` is only looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_copies import empty_copy, practice_copy, sample_copy
from victimplanner.services.context import App


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[App]:
    """An office file without cases."""
    opened = empty_copy(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """The practice office, to change."""
    opened = practice_copy(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def imported(tmp_path: Path) -> Iterator[App]:
    """An office file with the sample list imported, to change."""
    opened = sample_copy(tmp_path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The practice office, only to look at."""
    opened = practice_copy(tmp_path_factory.mktemp("practice"))
    yield opened
    opened.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder for what leaves the program."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder
