"""How readiness is put into words: pills, the first hearing and its days, who owes what."""

from __future__ import annotations

from victimplanner.domain.readiness_list import READINESS_WORDS, FirstHearing, Readiness, ReadinessLine
from victimplanner.domain.urn import display_urn
from victimplanner.ui.formats import UNKNOWN, counted, full_day
from victimplanner.ui.widgets import Pill

_PILLS = {
    Readiness.DONE: Pill("ok", READINESS_WORDS[Readiness.DONE]),
    Readiness.MISSING: Pill("unknown", READINESS_WORDS[Readiness.MISSING]),
    Readiness.TO_DO: Pill("unknown", READINESS_WORDS[Readiness.TO_DO]),
    Readiness.NOT_NEEDED: Pill("grey", READINESS_WORDS[Readiness.NOT_NEEDED]),
}


def line_pill(line: ReadinessLine) -> Pill:
    """Return the pill of a line: what is missing is not late before the hearing, and looks like what is not known."""
    return _PILLS[line.state]


def hearing_words(case: FirstHearing) -> str:
    """Return the day of the first hearing, or that none is listed."""
    if case.hearing is None or case.hearing.listed_on is None:
        return "No first hearing listed"
    return full_day(case.hearing.listed_on)


def days_words(case: FirstHearing) -> str:
    """Return "7 days left", "today", "1 day ago"; "" without a day."""
    if case.days_left is None:
        return ""
    if case.days_left == 0:
        return "today"
    return f"{counted(abs(case.days_left), 'day')} {'left' if case.days_left > 0 else 'ago'}"


def missing_words(case: FirstHearing) -> str:
    """Return "4 of 15 open", or that everything is ready."""
    needed = [line for line in case.lines if line.state is not Readiness.NOT_NEEDED]
    return f"{len(case.open_lines)} of {len(needed)} open" if case.open_lines else "Everything ready"


def owed_words(case: FirstHearing) -> str:
    """Return who owes what is open, each once with how much: "Prosecutor 3; Police 2"."""
    owners = [line.owner.removesuffix(", not named") for line in case.open_lines]
    return "; ".join(f"{owner} {owners.count(owner)}" for owner in dict.fromkeys(owners)) or UNKNOWN


def heading_words(case: FirstHearing) -> str:
    """Return the note under the heading of one case's list."""
    where = f", {case.hearing.place}" if case.hearing is not None and case.hearing.place else ""
    parts = (display_urn(case.case.case.urn), f"{hearing_words(case)}{where}", days_words(case), missing_words(case))
    return " · ".join(part for part in parts if part)
