"""When a plan may be given to the witness, and which words of ours may stand in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from victimplanner.documents.removals import REMOVED
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import day_and_date, plural
from victimplanner.domain.errors import Problem
from victimplanner.domain.measures import Direction, DirectionKind

_STATUTE = re.compile(r"\b(?:ss?\.\s*\d|section\s+\d|r\.\s*\d|rule\s+\d|Act\s+\d{4})", re.IGNORECASE)
_SPEAKS_TO_HER = re.compile(r"^\s*We\b|\byou(?:r|rs)?\b", re.IGNORECASE)
_LONGEST = 200  # characters of one line in the plan


def plan_problems(file: WitnessFile, _today: dt.date) -> list[Problem]:
    """List why the plan may not be given to the witness today, however it is given. Empty: it may.

    A refusal is told in person first. Whether the way itself is safe is asked of the contact gate.
    """
    untold = [d for d in _holding(file.directions) if d.direction is DirectionKind.REFUSED and d.told_on is None]
    if not untold:
        return []
    days = " and ".join(sorted({day_and_date(d.decided_on) for d in untold}))
    return [
        Problem(
            "told_on",
            f"The court refused {plural(len(untold), 'measure')} on {days}, and nobody is recorded as having told the "
            "witness. The plan was not issued. Tell her in person or by telephone first, then record when and by whom.",
        )
    ]


def _holding(directions: Sequence[Direction]) -> list[Direction]:
    """Return the direction that holds now for each measure and accused."""
    now: dict[tuple[str, str | None], Direction] = {}
    for direction in sorted(directions, key=lambda d: d.sequence):
        now[(direction.measure.value, direction.defendant_id)] = direction
    return list(now.values())


def may_stand_in_plan(text: str, jargon: Sequence[str]) -> bool:
    """Say whether words typed by staff may be shown to the witness: short, plain, and nothing taken out of them.

    Names of people in the case and offences have been replaced before (see `variants`); such a text is left out whole.
    """
    if not text.strip() or len(text) > _LONGEST or REMOVED in text or _STATUTE.search(text):
        return False
    return not any(re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", text, re.IGNORECASE) for word in jargon)


def is_written_to_her(text: str) -> bool:
    """Say whether an action is worded for the witness: it begins with "We" or says "you"."""
    return bool(_SPEAKS_TO_HER.search(text))
