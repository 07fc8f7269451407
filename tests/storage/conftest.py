"""A real encrypted office file for each test, cheap to open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offices import CHEAP, LOGIN, PASSPHRASE
from victimplanner.storage import vault
from victimplanner.storage.vault import OpenVault


@pytest.fixture
def office_path(tmp_path: Path) -> Path:
    return tmp_path / "unit.vpoffice"


@pytest.fixture
def opened(office_path: Path) -> Iterator[OpenVault]:
    made, _recovery_key = vault.create(office_path, LOGIN, PASSPHRASE, CHEAP)
    yield made
    made.close()


@pytest.fixture
def closed(office_path: Path) -> Path:
    """An office file that exists and is not open."""
    made, _recovery_key = vault.create(office_path, LOGIN, PASSPHRASE, CHEAP)
    made.close()
    return office_path
