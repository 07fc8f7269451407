"""Several papers of one witness in one file, each entered in the register as a copy of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from victimplanner.documents.bundle import BundlePart, make_bundle
from victimplanner.documents.finish import protect
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.dates import local
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.issued import PAPER_WORDS, VARIANT_WORDS, IssuedDocument, Output, Variant
from victimplanner.services.context import App
from victimplanner.services.paper_entries import check_number, enter_copy, register_entry
from victimplanner.services.paper_files import write_paper
from victimplanner.services.paper_making import MadePaper, PaperOrder, make_copy, with_form
from victimplanner.services.papers import (
    PaperRequest,
    as_stored,
    issue_problems,
    output_problems,
    paper_choices,
    paper_order,
)
from victimplanner.services.progress import NoProgress, Progress

_OF_THE_BUNDLE = frozenset({"recipient", "purpose"})  # asked once for all papers


def bundle_case(
    app: App,
    case: CaseFile,
    witness_id: str,
    requests: Sequence[PaperRequest],
    recipient: str,
    purpose: str,
    folder: Path,
    progress: Progress | None = None,
    passphrase: str = "",
    output: Output = Output.SCREEN,
) -> Path:
    """Write the chosen papers of one witness as one file behind a page of contents; return the file.

    Each paper keeps its page numbers and gets its own entry in the register, with its pages kept. Papers for the
    witness do not go in a bundle: each goes to her by itself, in the way in which she can be reached.

    Raises: RuleBroken with everything that stands against it (recorded), StorageProblem, Conflict, Cancelled; nothing
    is written or entered then.
    """
    if output is Output.PRINTED:
        raise ValueError("printed copies go through print_paper")
    watched = progress or NoProgress()
    file = as_stored(app, case.witness(witness_id))
    wanted = [replace(r, recipient=recipient, purpose=purpose, output=output) for r in dict.fromkeys(requests)]
    _check(app, file, wanted, output, passphrase)
    orders = {}
    for request in wanted:
        order = paper_order(app, file, request)
        orders[request.kind, request.variant, order.meeting_id] = order  # the last meeting may be named twice
    made: list[tuple[PaperOrder, MadePaper]] = []
    for done, order in enumerate(orders.values()):
        watched.report(done, len(orders) + 1, f"{done} of {len(orders)} papers made")
        made.append((order, make_copy(order)))
    watched.report(len(orders), len(orders) + 1, "Writing the bundle")
    pdf, pages = make_bundle(
        [_part(order, paper) for order, paper in made],
        file,
        recipient.strip(),
        app.now,
        made[0][1].issue.generated_by,
        output is Output.ARCHIVE,
    )
    content = protect(pdf, passphrase) if output is Output.PROTECTED else pdf
    target = folder / bundle_name(app, file, output)
    written = None
    try:
        with app.change("paper.bundle") as uow:
            for order, paper in made:
                own = paper.rendered.pdf
                entry = register_entry(app, order, purpose, paper, hashlib.sha256(own).hexdigest())
                check_number(uow, entry)
                enter_copy(uow, entry, own)
            told = f"{target.name} {hashlib.sha256(content).hexdigest()}"
            uow.note_look(IssuedDocument.__name__, file.witness.id, file.case.id, told)
            write_paper(target, content, pages, passphrase)
            written = uow
    except BaseException:
        if written is not None and written.changed is None:
            target.unlink(missing_ok=True)  # the entries could not be kept: papers that no register knows must not stay
        raise
    return target


def bundle_name(app: App, file: WitnessFile, output: Output) -> str:
    """Return "99VP4017226_W-K7_bundle_20261223-0914.pdf", with the form at its end where it has one."""
    name = f"{file.case.urn}_{file.witness.reference}_bundle_{local(app.now):%Y%m%d-%H%M}.pdf"
    return with_form(name, output) if output in (Output.ARCHIVE, Output.PROTECTED) else name


def _check(app: App, file: WitnessFile, wanted: Sequence[PaperRequest], output: Output, passphrase: str) -> None:
    problems = output_problems(file, output, passphrase)
    if not wanted:
        problems.append(Problem("papers", "Choose at least one paper. Nothing was made."))
    if any(r.variant is Variant.COURT_ONLY for r in wanted) and any(
        r.variant is not Variant.COURT_ONLY for r in wanted
    ):
        message = "What is withheld from a party goes to the court in a file of its own. Make it by itself."
        problems.append(Problem("papers", message))
    for_her = {choice.kind for choice in paper_choices() if choice.is_for_witness}
    refused = []
    for request in wanted:
        found = issue_problems(app, file, request)
        name = PAPER_WORDS[request.kind]
        if request.kind in for_her and request.variant is not Variant.FILE:
            found = [Problem("papers", "It goes to the witness by itself, not in a bundle. Take it out.")]
        elif request.variant is Variant.ANONYMISED:
            found.append(
                Problem("papers", "A copy that names no case does not go in a bundle, which does. Take it out.")
            )
        if found:
            refused.append(request.kind)
        problems += [
            problem if problem.field in _OF_THE_BUNDLE else Problem(problem.field, f"{name}: {problem.message}")
            for problem in found
        ]
    if problems:
        reason = ", ".join(dict.fromkeys(kind.value for kind in refused)) or "bundle"
        app.look("paper.refuse", IssuedDocument.__name__, file.witness.id, file.case.id, reason=reason)
        raise RuleBroken(*dict.fromkeys(problems))


def _part(order: PaperOrder, paper: MadePaper) -> BundlePart:
    number = f" {order.meeting.meeting.number}" if order.meeting and order.spec.needs_meeting else ""
    draft = ", draft" if paper.issue.is_draft else ""
    return BundlePart(
        title=f"{PAPER_WORDS[order.kind]}{number}",
        variant=VARIANT_WORDS[paper.issue.variant],
        about=f"Version {paper.issue.document_version}, copy {paper.issue.copy_number}{draft}",
        pdf=paper.rendered.pdf,
        pages=paper.rendered.pages,
    )
