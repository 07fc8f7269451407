"""Theme and text size as this person set them, remembered on this computer. Nothing about a case is kept here."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from victimplanner.paths import settings_folder

THEMES = ("system", "light", "dark", "contrast")
_SMALLEST, _LARGEST = 100, 200


@dataclass(frozen=True)
class Looks:
    """One of `THEMES`, and the text size in per cent."""

    theme: str = "system"
    text_scale: int = 100


def remembered() -> Looks:
    """Return the looks set last; those the program comes with where nothing readable was kept."""
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
        theme, scale = str(kept["theme"]), int(kept["text_scale"])
    except (OSError, ValueError, KeyError, TypeError):
        return Looks()
    return Looks(theme if theme in THEMES else "system", min(_LARGEST, max(_SMALLEST, scale)))


def remember(looks: Looks) -> None:
    """Keep the looks for the next start. A full disk is no reason to stop."""
    try:
        _file().write_text(json.dumps(asdict(looks)), encoding="utf-8")
    except OSError:
        return


def _file() -> Path:
    return settings_folder() / "looks.json"
