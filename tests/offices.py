"""Real encrypted office files for tests, on a fixed day: Wednesday 25 November 2026, 09:42 in London."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from victimplanner.domain.people import UserRole
from victimplanner.services.clock import Clock, FixedClock
from victimplanner.services.context import App
from victimplanner.services.practice import fill_practice
from victimplanner.services.vaults import NewOffice, create_office
from victimplanner.storage.keys import KdfCost

NOW = dt.datetime(2026, 11, 25, 9, 42, tzinfo=dt.UTC)
PASSPHRASE = "four quiet garden chairs"
LOGIN = "r.okafor"
CHEAP = KdfCost(passes=1, memory_kib=64, lanes=1)  # opening costs nothing in tests; slots keep their own cost


def fixed_clock() -> FixedClock:
    return FixedClock(NOW)


def empty_office(folder: Path, clock: Clock | None = None, role: UserRole = UserRole.PROSECUTOR) -> App:
    """Create an office file without cases, open."""
    new = NewOffice(folder / "office", LOGIN, "R. Okafor", role, "Northmere RASSO")
    app, _recovery_key = create_office(new, PASSPHRASE, clock or fixed_clock(), CHEAP)
    return app


def practice_office(folder: Path, clock: Clock | None = None) -> App:
    """Create an office file with the forty invented cases, open. Most tests take a copy: see `office_copies`."""
    app = empty_office(folder, clock)
    fill_practice(app)
    return app
