"""Making papers: preview in memory, issue to a file, and keep the register of what was issued."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from victimplanner.documents.catalogue import documents
from victimplanner.documents.finish import protect
from victimplanner.documents.render import Rendered as Rendered  # what a preview gives back
from victimplanner.documents.spec import DocumentSpec, IssueInfo
from victimplanner.documents.variants import says_too_much
from victimplanner.domain.case_file import CaseFile, MeetingFile, WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.errors import NotFound, Problem, RuleBroken
from victimplanner.domain.issued import (
    PAPER_WORDS,
    VARIANT_WORDS,
    IssuedDocument,
    Output,
    PaperKind,
    Variant,
)
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.passphrases import passphrase_problems
from victimplanner.domain.people import USER_ROLE_WORDS
from victimplanner.domain.support import Share
from victimplanner.services.cases import read_case
from victimplanner.services.contact import Override, barred, pass_gate
from victimplanner.services.context import App
from victimplanner.services.letters import letter_stops
from victimplanner.services.paper_entries import check_number, enter_copy, register_entry
from victimplanner.services.paper_facts import paper_facts
from victimplanner.services.paper_files import write_paper
from victimplanner.services.paper_making import MadePaper, PaperOrder, copy_name, make_copy, numbered
from victimplanner.storage.unit_of_work import UnitOfWork

_RULE_EDITIONS = 2  # the two editions that fit the footer: measures and procedure


@dataclass(frozen=True)
class PaperRequest:
    """Which paper, for whom and why. `meeting_id` names the meeting where the paper needs one."""

    kind: PaperKind
    variant: Variant
    recipient: str = "case file"
    purpose: str = ""
    meeting_id: str | None = None
    channel: Channel = Channel.IN_PERSON  # how a paper for the witness reaches her
    override: Override | None = None  # of the contact gate
    sample: tuple[tuple[str, str], ...] = ()  # how the case was drawn, as (what, words): stands on the inspection sheet
    output: Output = Output.SCREEN


@dataclass(frozen=True)
class PaperChoice:
    """A paper that can be made for a witness: which, in what variants, and for which meeting."""

    kind: PaperKind
    title: str
    variants: tuple[Variant, ...]
    needs_meeting: bool
    is_for_witness: bool
    meeting_states: frozenset[MeetingState] = frozenset()


def paper_choices() -> tuple[PaperChoice, ...]:
    """List the papers of the program."""
    return tuple(
        PaperChoice(spec.kind, spec.title, spec.variants, spec.needs_meeting, spec.is_for_witness, spec.meeting_states)
        for spec in documents().values()
    )


def issue_problems(app: App, file: WitnessFile, request: PaperRequest) -> list[Problem]:
    """List why a paper may not be issued now; empty: it may. A preview is always possible where it can be made."""
    spec = documents()[request.kind]
    problems = [*spec.problems(file, app.today), *gate_stops(app, file, request)]
    if request.variant not in spec.variants:
        words = VARIANT_WORDS[request.variant].lower()
        problems.append(Problem("variant", f"“{spec.title}” has no {words}. Nothing was made. Choose another copy."))
    else:
        problems += spec.variant_problems(file, request.variant)
    if not request.recipient.strip():
        problems.append(Problem("recipient", "Say who it is for. It stands in the register."))
    elif not reaches_her(request) and says_too_much(request.recipient, file, request.variant):
        message = "It names the witness or the case, and stands at the foot of every page. Say who it is for without."
        problems.append(Problem("recipient", message))
    if not request.purpose.strip():
        problems.append(Problem("purpose", "Say why it is made. It is kept in the disclosure log."))
    if spec.is_letter and request.variant in spec.variants:
        problems += letter_stops(app, paper_order(app, file, request), request.channel)
    if spec.needs_meeting and _meeting(file, request, spec) is None:
        of_record = MeetingState.SIGNED in spec.meeting_states
        missing = (
            "meeting record yet. Plan and record a meeting first." if of_record else "planned meeting. Plan one first."
        )
        problems.append(Problem("meeting_id", f"There is no {missing}"))
    return problems


PLAN_SHARES = frozenset({Share.DATES, Share.MEASURES, Share.MEETINGS})
"""What the plan for the witness is about: whoever carries it to her may know that much."""


_LETTER_SHARES = PLAN_SHARES | {Share.LETTERS}


def reaches_her(request: PaperRequest) -> bool:
    """Say whether the copy goes to the witness: all copies of papers for her do, but the one that stays on the file."""
    return documents()[request.kind].is_for_witness and request.variant is not Variant.FILE


def _shares(request: PaperRequest) -> frozenset[Share]:
    """Return what somebody who carries the copy to her comes to know."""
    return _LETTER_SHARES if documents()[request.kind].is_letter else PLAN_SHARES


def gate_stops(app: App, file: WitnessFile, request: PaperRequest) -> list[Problem]:
    """List why a paper for the witness may not reach her in the way chosen; none for others.

    An override holds against what was seen when it was given, and against nothing else.
    """
    if not reaches_her(request):
        return []
    found = barred(app, file, request.channel, "It was not issued.", _shares(request))
    override = request.override
    if override is not None and (override.against is None or {p.field for p in found} <= override.against):
        return []
    return found


_NOTHING_YET = frozenset({"application", "link", "meeting_id"})  # fields of problems that only say: nothing recorded


def has_nothing_to_print(app: App, file: WitnessFile, request: PaperRequest) -> bool:
    """Say whether a paper has no content yet, as against one that exists and may not be issued."""
    problems = issue_problems(app, file, request)
    return bool(problems) and all(problem.field in _NOTHING_YET for problem in problems)


def output_problems(file: WitnessFile, output: Output, passphrase: str) -> list[Problem]:
    """List why a copy may not go in this form with this passphrase; empty: it may."""
    if output is Output.PROTECTED:
        return passphrase_problems(passphrase, file)
    if not passphrase:
        return []
    if output is Output.ARCHIVE:
        words = (
            "An archive PDF is never encrypted. Nothing was made. Make two: an archive PDF for the file, "
            "and a PDF with passphrase to send."
        )
        return [Problem("output", words)]
    return [
        Problem(
            "output",
            "A passphrase goes with a PDF with passphrase only. Nothing was made. Choose that form, or leave "
            "the passphrase empty.",
        )
    ]


def as_stored(app: App, file: WitnessFile) -> WitnessFile:
    """Return the same witness as stored now: a colleague may have changed her address or barred a way meanwhile."""
    return read_case(app, file.case.id).witness(file.witness.id)


def check_issue(app: App, file: WitnessFile, request: PaperRequest, passphrase: str = "") -> None:
    """Let a paper be issued, or raise RuleBroken with everything that stands against it; the refusal is recorded."""
    problems = [*issue_problems(app, file, request), *output_problems(file, request.output, passphrase)]
    if problems:
        app.look("paper.refuse", IssuedDocument.__name__, file.witness.id, file.case.id, reason=request.kind.value)
        raise RuleBroken(*problems)


def preview_paper(app: App, file: WitnessFile, request: PaperRequest) -> Rendered:
    """Make a paper in memory, as it would be issued now, and record that it was looked at."""
    order = paper_order(app, file, request)
    app.look("paper.preview", IssuedDocument.__name__, file.witness.id, file.case.id, reason=request.kind.value)
    return make_copy(order).rendered


def paper_file_name(app: App, file: WitnessFile, request: PaperRequest) -> str:
    """Return the file name the paper would get now. It never holds a name."""
    order = paper_order(app, file, request)
    return copy_name(order, numbered(order)[0])


def issue_paper(
    app: App, file: WitnessFile, request: PaperRequest, folder: Path, passphrase: str = ""
) -> IssuedDocument:
    """Make a paper, write it to `folder` and enter it in the register; return the entry.

    `file` may have been read long before: the paper is made of what is stored now. `passphrase` goes with a protected
    copy and is kept nowhere. The file is written to a temporary name, moved, and
    read again from the disk; on any failure nothing is left and nothing is entered.

    Raises: RuleBroken when it may not be issued (the refusal is recorded), StorageProblem when the folder cannot be
    written or the file is not whole, Conflict when a colleague issued the same copy at the same moment.
    """
    if request.output is Output.PRINTED:
        raise ValueError("a printed copy goes through print_paper")
    file = as_stored(app, file)
    check_issue(app, file, request, passphrase)
    order = paper_order(app, file, request)
    return issue_made(app, request, order, make_copy(order), folder, passphrase)


def issue_made(
    app: App, request: PaperRequest, order: PaperOrder, made: MadePaper, folder: Path, passphrase: str = ""
) -> IssuedDocument:
    """Write a copy that was made and enter it in the register. Raises: as `issue_paper`, which checks first."""
    pdf = made.rendered.pdf
    content = protect(pdf, passphrase) if request.output is Output.PROTECTED else pdf
    entry = register_entry(app, order, request.purpose, made, hashlib.sha256(content).hexdigest())
    target = folder / made.file_name
    written = None
    try:
        with app.change("paper.issue") as uow:
            if reaches_her(request):
                pass_paper_gate(app, uow, request, order.file)
            check_number(uow, entry)
            enter_copy(uow, entry, pdf)
            write_paper(target, content, made.rendered.pages, passphrase)
            written = uow
    except BaseException:
        if written is not None and written.changed is None:
            target.unlink(missing_ok=True)  # the entry could not be kept: a copy that no register knows must not stay
        raise
    return entry


def pass_paper_gate(app: App, uow: UnitOfWork, request: PaperRequest, file: WitnessFile) -> None:
    """Let a paper for the witness reach her in the way chosen, from what is stored now. Raises: as `pass_gate`."""
    used_for, shares = PAPER_WORDS[request.kind].lower(), _shares(request)
    pass_gate(app, uow, file.witness.id, request.channel, used_for, request.override, "It was not issued.", shares)


def paper_order(app: App, file: WitnessFile, request: PaperRequest) -> PaperOrder:
    """Read everything that it takes to make a paper now."""
    spec = documents()[request.kind]
    meeting = _meeting(file, request, spec)
    with app.read() as uow:  # `file` may have been read before the last copy was issued
        issued = uow.find(IssuedDocument, witness_id=file.witness.id, kind=request.kind)
    own = [i for i in issued if not spec.needs_meeting or _same_meeting(i, meeting)]
    of_record = spec.needs_meeting and MeetingState.SIGNED in spec.meeting_states
    draft = of_record and (meeting is None or not meeting.meeting.is_locked)
    role = USER_ROLE_WORDS[app.user.role].lower()
    issue = IssueInfo(
        document_version=1,
        copy_number=1,
        copies=1,
        recipient=request.recipient.strip() or "case file",
        variant=request.variant,
        generated_at=app.now,
        generated_by=f"{app.user.display_name}, {role}",
        is_draft=draft,
        rule_editions=" · ".join(reversed(app.rules.editions[:_RULE_EDITIONS])),
        today=app.today,
    )
    facts = paper_facts(app, file, request.sample)
    return PaperOrder(request.kind, request.output, file, meeting, facts, issue, tuple(own))


def _meeting(file: WitnessFile, request: PaperRequest, spec: DocumentSpec) -> MeetingFile | None:
    recorded = [m for m in file.meetings if m.meeting.state in spec.meeting_states]
    if request.meeting_id is not None:
        chosen = [m for m in file.meetings if m.meeting.id == request.meeting_id]
        if not chosen:
            raise NotFound("This meeting is not among the witness’s meetings. Open the case again.")
        return chosen[0] if chosen[0] in recorded or not spec.needs_meeting else None
    return recorded[-1] if recorded else None


def _same_meeting(entry: IssuedDocument, meeting: MeetingFile | None) -> bool:
    return meeting is not None and entry.meeting_id == meeting.meeting.id


def names_in(file: CaseFile, witness_id: str, text: str) -> tuple[bool, bool]:
    """Say whether the words of a finished paper hold the name of its own witness, and of another one of the case.

    A whole name is looked for, and a surname that belongs to nobody else on the case. For looking at a copy before it
    leaves; what a copy must not hold has been taken out before.
    """
    words = f" {' '.join(_letters(text).split())} "
    official = {word for w in file.witnesses for _role, person in w.people for word in _letters(person.name).split()}
    official |= {word for defendant in file.defendants for word in _letters(defendant.name).split()}

    def found(name: str) -> bool:
        parts = _letters(name).split()
        if not parts:
            return False
        surname = parts[-1]
        alone = len(surname) > 2 and surname not in official and f" {surname} " in words
        return alone or (len(parts) > 1 and f" {' '.join(parts)} " in words)

    own = any(found(w.witness.name) for w in file.witnesses if w.witness.id == witness_id)
    other = any(found(w.witness.name) for w in file.witnesses if w.witness.id != witness_id)
    return own, other


def _letters(text: str) -> str:
    return "".join(c if c.isalpha() else " " for c in text.casefold())
