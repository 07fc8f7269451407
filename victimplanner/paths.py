"""Where things live: what ships with the program, what it writes, and its log. Only this module knows.

In a wheel the resources lie inside the package; in a source tree they lie beside it.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import platformdirs

_PROGRAM = "VictimPlanner"


@cache
def resources() -> Path:
    """The folder of everything that ships with the program: rules, letters, wording, icons, fonts."""
    package = Path(__file__).resolve().parent
    candidates = [package / "_resources", package.parent / "resources"]
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        candidates.insert(0, Path(frozen) / "victimplanner" / "_resources")
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(
        "The program's own files are missing. Install VictimPlanner again; your vault is untouched."
    )


def resource(*parts: str) -> Path:
    """One file or folder that ships with the program, for instance `resource("rules", "measures.toml")`."""
    return resources().joinpath(*parts)


def data_folder() -> Path:
    """The user's own folder for vaults; made when asked for."""
    return platformdirs.user_data_path(_PROGRAM, appauthor=False, ensure_exists=True)


def settings_folder() -> Path:
    """The user's folder for settings; made when asked for. Nothing about a case is kept here."""
    return platformdirs.user_config_path(_PROGRAM, appauthor=False, ensure_exists=True)


def log_folder() -> Path:
    """The user's folder for logs; made when asked for. Logs hold ids and action names only."""
    return platformdirs.user_log_path(_PROGRAM, appauthor=False, ensure_exists=True)
