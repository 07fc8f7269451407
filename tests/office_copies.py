"""Office files made once and copied: creating one costs seconds, copying and opening one costs nothing."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.offices import LOGIN, PASSPHRASE, empty_office, fixed_clock, practice_office
from victimplanner.domain.importing import ImportPlan, prepare_import
from victimplanner.services.clock import Clock
from victimplanner.services.context import App
from victimplanner.services.counting import refresh
from victimplanner.services.importing import fingerprints, import_knowledge, import_plan
from victimplanner.services.vaults import open_office
from victimplanner.storage.worklist_lines import forget_other_counts

SAMPLE = Path(__file__).parent / "data" / "caseload.csv"
OFFICE = "office.vpoffice"


def empty_copy(folder: Path, clock: Clock | None = None) -> App:
    """Open an office file without cases, in `folder`."""
    return _copy(_made("empty"), folder, clock)


def practice_copy(folder: Path, clock: Clock | None = None) -> App:
    """Open an office file with the forty invented cases, in `folder`."""
    return _copy(_made("practice"), folder, clock)


def sample_copy(folder: Path, clock: Clock | None = None) -> App:
    """Open an office file into which the sample list was imported, in `folder`."""
    return _copy(_made("sample"), folder, clock)


def never_counted(app: App) -> App:
    """Forget what was counted of the worklist, as in a file of an older version."""
    forget_other_counts(app.vault.engine, 1)
    return app


def closed_practice_copy(folder: Path) -> Path:
    """Put the practice office into `folder` without opening it; return its path."""
    return _put(_made("practice"), folder)


def closed_sample_copy(folder: Path) -> Path:
    return _put(_made("sample"), folder)


def plan_of(app: App, data: bytes) -> ImportPlan:
    """Judge a list against what the office file has."""
    return prepare_import(data, import_knowledge(), app.today, None, fingerprints(app))


def take_in(app: App, data: bytes) -> ImportPlan:
    """Judge a list and import it."""
    plan = plan_of(app, data)
    import_plan(app, plan)
    return plan


def _sample_office(folder: Path) -> App:
    app = empty_office(folder)
    take_in(app, SAMPLE.read_bytes())
    return app


_MAKERS: dict[str, Callable[[Path], App]] = {
    "empty": empty_office,
    "practice": practice_office,
    "sample": _sample_office,
}


@cache
def _made(name: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="victimplanner-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    app = _MAKERS[name](folder)
    refresh(app)  # the worklist is counted once, not in every copy
    app.close()
    return folder


def _put(made: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in (OFFICE, OFFICE + ".keys"):
        shutil.copy(made / name, folder / name)
    return folder / OFFICE


def _copy(made: Path, folder: Path, clock: Clock | None) -> App:
    return open_office(_put(made, folder), LOGIN, PASSPHRASE, clock or fixed_clock())
