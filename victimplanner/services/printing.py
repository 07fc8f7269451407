"""Printing papers: numbered copies, and an entry in the register for each that came out in full."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from victimplanner.domain.access import check_access
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import ContactBarred
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.issued import IssuedDocument, Output
from victimplanner.services.contact import check_override
from victimplanner.services.context import App
from victimplanner.services.paper_entries import enter_copy, register_entry
from victimplanner.services.paper_making import make_copies
from victimplanner.services.papers import (
    PaperRequest,
    as_stored,
    check_issue,
    paper_order,
    pass_paper_gate,
    reaches_her,
)

MOST_COPIES = 20

Send = Callable[[tuple[bytes, ...]], int]
"""Prints the copies in order; returns how many came out in full."""


def print_paper(
    app: App, file: WitnessFile, request: PaperRequest, copies: int, send: Send
) -> tuple[IssuedDocument, ...]:
    """Make `copies` numbered copies, hand them to `send`, and enter those that were printed; return the entries.

    The copies are made of what is stored now, whenever `file` was read. Fewer entries than copies: printing was
    stopped; `printed_words` says it. A number that was not printed is free.

    Raises: RuleBroken when it may not be issued (recorded; nothing is printed), NotAllowed, and what `send` raises.
    """
    request = replace(request, output=Output.PRINTED)
    if not 1 <= copies <= MOST_COPIES:
        raise RuleBroken(Problem("copies", f"Print 1 to {MOST_COPIES} copies at a time. Nothing was printed."))
    file = as_stored(app, file)
    check_issue(app, file, request)
    check_access(app.user.role, "paper.issue")  # before anything comes out of a printer
    order = paper_order(app, file, request)
    if reaches_her(request) and request.override is not None:
        check_override(app, file.safe_contact, request.override)
    made = make_copies(order, copies)
    printed = made[: max(0, send(tuple(one.rendered.pdf for one in made)))]
    if not printed:
        return ()
    entries = []
    with app.change("paper.issue") as uow:
        if reaches_her(request):
            with suppress(ContactBarred):  # fell while the pages came out: they exist, and the register must say so
                pass_paper_gate(app, uow, request, file)
        for one in printed:
            pdf = one.rendered.pdf
            entry = register_entry(app, order, request.purpose, one, hashlib.sha256(pdf).hexdigest())
            enter_copy(uow, entry, pdf)
            entries.append(entry)
    return tuple(entries)


def printed_words(printed: int, copies: int) -> str:
    """Say in a sentence how many of the copies asked for were printed, and what to do with the rest."""
    if printed >= copies:
        return f"{_counted(copies)} printed and entered in the register."
    rest = "Destroy the pages that came out of the rest."
    if printed == 0:
        return f"Printing was stopped. No copy came out in full and nothing was entered in the register. {rest}"
    return f"Printing was stopped: {printed} of {_counted(copies)} came out in full and stand in the register. {rest}"


def _counted(copies: int) -> str:
    return "1 copy" if copies == 1 else f"{copies} copies"
