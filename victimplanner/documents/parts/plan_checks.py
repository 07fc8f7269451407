"""When a plan may be given to the witness, and which words of ours may stand in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from victimplanner.documents.spec import GivenBy
from victimplanner.documents.variants import REMOVED
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import day_and_date, plural
from victimplanner.domain.errors import Problem
from victimplanner.domain.measures import Direction, DirectionKind
from victimplanner.domain.witness import ContactRoute, Permission

_STATUTE = re.compile(r"\b(?:ss?\.\s*\d|section\s+\d|r\.\s*\d|rule\s+\d|Act\s+\d{4})", re.IGNORECASE)
_SPEAKS_TO_HER = re.compile(r"^\s*We\b|\byou(?:r|rs)?\b", re.IGNORECASE)
_LONGEST = 200  # characters of one line in the plan


def plan_problems(file: WitnessFile, given: GivenBy, today: dt.date) -> list[Problem]:
    """List why the plan may not be given to the witness in this way today. Empty: it may.

    A refusal is told in person first. Unknown is never treated as yes.
    """
    return [*_refusals(file), *_contact(file, given, today)]


def _refusals(file: WitnessFile) -> list[Problem]:
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


def _contact(file: WitnessFile, given: GivenBy, today: dt.date) -> list[Problem]:
    contact = file.safe_contact
    nothing_done = "The plan was not issued."
    if contact is None or contact.route is ContactRoute.UNKNOWN:
        message = f"How the witness may be reached is not recorded. {nothing_done} Record her safe contact first."
        return [Problem("safe_contact", message)]
    if contact.route is ContactRoute.NO_CONTACT:
        message = f"Her record says: no contact. {nothing_done} Ask whoever decided that before anything is given."
        return [Problem("safe_contact", message)]
    problems = []
    limit = file.office.contact_confirm_days
    if contact.confirmed_on is None:
        message = f"Her safe contact has never been confirmed. {nothing_done} Confirm it with her first."
        problems.append(Problem("confirmed_on", message))
    elif (today - contact.confirmed_on).days > limit:
        ago = plural((today - contact.confirmed_on).days, "day")
        message = (
            f"Her safe contact was confirmed {ago} ago; the limit is {limit}. {nothing_done} Confirm it again first."
        )
        problems.append(Problem("confirmed_on", message))
    if given is GivenBy.POST and contact.letters is not Permission.YES:
        problems.append(Problem("letters", f"Letters are {_allowed(contact.letters)}. {nothing_done} {_ELSE}"))
    elif given is GivenBy.POST and not contact.address.strip():
        problems.append(Problem("address", f"No address is recorded for letters. {nothing_done} {_ELSE}"))
    if given is GivenBy.EMAIL and contact.email_allowed is not Permission.YES:
        problems.append(Problem("email", f"E-mail is {_allowed(contact.email_allowed)}. {nothing_done} {_ELSE}"))
    if given in (GivenBy.POST, GivenBy.EMAIL) and contact.route is not ContactRoute.DIRECT:
        message = f"She is reached through somebody else only. {nothing_done} Give it by hand through that person."
        problems.append(Problem("route", message))
    return problems


_ELSE = "Choose another way, by hand or read aloud."


def _allowed(permission: Permission) -> str:
    return "not allowed for this witness" if permission is Permission.NO else "not known to be allowed"


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
