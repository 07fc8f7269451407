"""Which edition of the rules and bank holidays an office works by, and how a newer one comes into use.

An office file takes the rules of the program it was made with as its first edition; a file from before that takes them
when somebody whose role may write opens it. A newer program goes on with the edition that is kept, says how its own
differs, and changes nothing until a manager has seen what moves and agreed. Rules that no edition keeps yet are in use
at once: there is nothing that they could move.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.dates import plain_date
from victimplanner.domain.editions import Difference, book_in_use, content_of, fingerprint_of, with_announced
from victimplanner.domain.errors import Problem, RuleBroken, StorageProblem
from victimplanner.domain.moved_dates import MovedDate
from victimplanner.domain.rule_editions import RuleEdition
from victimplanner.services.context import App
from victimplanner.services.office_days import announced_holidays
from victimplanner.services.progress import Progress
from victimplanner.services.proposals import Proposal, what_moves
from victimplanner.storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EditionFacts:
    """The edition in use: names, fingerprint, and since when by whose word ("" and None: nobody confirmed it yet)."""

    names: tuple[str, ...]
    fingerprint: str
    applied_on: dt.date | None
    applied_by: str
    number: int
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Pending:
    """Rules that came with this version of the program and wait: their fingerprint, and how they differ.

    `is_earlier`: this office worked by them before, so that an older version may have been started.
    """

    fingerprint: str
    differences: tuple[Difference, ...]
    is_earlier: bool = False

    @property
    def title(self) -> str:
        earlier = "This version brings rules that were in use before"
        return earlier if self.is_earlier else "New rules came with this version"


def edition_in_use(app: App) -> EditionFacts:
    """Return what this office works by."""
    used = app.in_use
    names = dict.fromkeys(rule.edition for rule in used.content.deadlines)
    edition = used.edition
    return EditionFacts(
        (*names, used.content.holidays.edition),
        edition.fingerprint if edition else fingerprint_of(_shipped_text(app)),
        edition.applied_on if edition else None,
        edition.applied_by if edition else "",
        edition.sequence if edition else 0,
        used.problems,
    )


def edition_words(facts: EditionFacts) -> str:
    """Return the edition in use in one sentence: "Rules in use: … (fingerprint …), confirmed by … on …"."""
    return f"Rules in use: {'; '.join(facts.names)}. Fingerprint {facts.fingerprint}, {since_words(facts)}."


def since_words(facts: EditionFacts) -> str:
    """Return since when an edition is in use, and by whose word."""
    if facts.applied_on is None:
        return "as this version of the program brings them"
    on = plain_date(facts.applied_on)
    return (
        f"confirmed by {facts.applied_by} on {on}"
        if facts.number > 1
        else f"the first of this office file, kept on {on}"
    )


def pending(app: App) -> Pending | None:
    """Return how the rules of this program differ from those in use, None when they do not."""
    used = app.in_use
    return Pending(fingerprint_of(_shipped_text(app)), used.pending, used.is_earlier) if used.pending else None


def propose_pending(app: App) -> Proposal:
    """Propose the rules that came with this version. Raises: RuleBroken when none wait."""
    waiting = pending(app)
    if waiting is None:
        raise RuleBroken(Problem("", "No new rules wait. Nothing was changed."))
    holidays = with_announced(app.shipped.holidays, announced_holidays(app))
    return Proposal(
        waiting.title,
        tuple(difference_words(difference) for difference in waiting.differences),
        lambda: apply_pending(app, waiting),
        rules=book_in_use(app.rules, app.shipped),
        calendar=Calendar(holidays, app.calendar.closed),
    )


def moved_by_pending(app: App, progress: Progress | None = None) -> tuple[MovedDate, ...]:
    """List every open date that the waiting rules move; none when no rules wait. Raises: Cancelled."""
    return what_moves(app, propose_pending(app), progress) if app.in_use.pending else ()


def apply_pending(app: App, seen: Pending | None = None) -> RuleEdition:
    """Take the rules of this program as the office's edition; every open date is worked out again from the facts.

    `seen` is what was looked at: where other rules wait by now, or none, nothing is changed.

    Raises: NotAllowed unless a manager asks; RuleBroken when none wait, or others than were seen.
    """
    waiting, known = pending(app), app.in_use.edition
    with app.change("edition.apply") as uow:
        newest = _newest(uow)
        is_known = newest is not None and known is not None and newest.id == known.id
        if waiting is None or not is_known or (seen is not None and seen != waiting):
            raise RuleBroken(Problem("", "Other rules are in use by now. Nothing was changed. Look again."))
        return uow.add(_edition(app, newest))


def keep_first_edition(app: App) -> None:
    """Keep the rules of this program as the first edition of a file that has none, where the user's role may write."""
    if app.in_use.edition is not None or not app.may("edition.keep"):
        return
    try:
        with app.change("edition.keep") as uow:
            if _newest(uow) is None:
                uow.add(_edition(app, None))
    except StorageProblem as problem:  # a full disk is no reason not to read; the next opening keeps it
        log.info("The first edition was not kept: %s", problem.kind)


def first_edition(app: App) -> RuleEdition:
    """Return the edition with which a new office file begins."""
    return _edition(app, None)


def difference_words(difference: Difference) -> str:
    """Return "Tell the witness of the hearing: 1 working day → 3 working days, in force from 1 Mar 2027."."""
    since = f", in force from {plain_date(difference.in_force)}" if difference.in_force else ""
    return f"{difference.what}: {difference.was.rstrip('.')} → {difference.now.rstrip('.')}{since}."


def _edition(app: App, newest: RuleEdition | None) -> RuleEdition:
    text = _shipped_text(app)
    return RuleEdition(
        fingerprint=fingerprint_of(text),
        content=text,
        applied_on=app.today,
        applied_by=app.user.display_name,
        sequence=newest.sequence + 1 if newest else 1,
    )


def _newest(uow: UnitOfWork) -> RuleEdition | None:
    return max(uow.find(RuleEdition), key=lambda edition: edition.sequence, default=None)


def _shipped_text(app: App) -> str:
    return content_of(app.shipped.deadlines, app.shipped.holidays)
