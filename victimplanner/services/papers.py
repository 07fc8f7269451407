"""Making papers: preview in memory, issue to a file, and keep the register of what was issued."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from victimplanner.documents.catalogue import documents
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.names import paper_name
from victimplanner.documents.render import Rendered, content_sha256, make_paper
from victimplanner.documents.spec import DocumentSpec, IssueInfo
from victimplanner.domain.case_file import CaseFile, MeetingFile, WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.errors import NotFound, Problem, RuleBroken, StorageProblem
from victimplanner.domain.issued import PAPER_WORDS, VARIANT_WORDS, IssuedDocument, PaperKind, Variant
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.people import USER_ROLE_WORDS
from victimplanner.domain.support import Share
from victimplanner.domain.turning_18 import at_eighteen
from victimplanner.services.applications import response_workings
from victimplanner.services.contact import Override, barred, pass_gate
from victimplanner.services.context import App
from victimplanner.services.links import sight_rows
from victimplanner.services.review import reasons_shared, review_answers, review_questions

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
    if not request.purpose.strip():
        problems.append(Problem("purpose", "Say why it is made. It is kept in the disclosure log."))
    if spec.needs_meeting and _meeting(file, request, spec) is None:
        of_record = MeetingState.SIGNED in spec.meeting_states
        missing = (
            "meeting record yet. Plan and record a meeting first." if of_record else "planned meeting. Plan one first."
        )
        problems.append(Problem("meeting_id", f"There is no {missing}"))
    return problems


PLAN_SHARES = frozenset({Share.DATES, Share.MEASURES, Share.MEETINGS})
"""What the plan for the witness is about: whoever carries it to her may know that much."""


def gate_stops(app: App, file: WitnessFile, request: PaperRequest) -> list[Problem]:
    """List why a paper for the witness may not reach her in the way chosen; none with an override, or for others."""
    if not documents()[request.kind].is_for_witness or request.override is not None:
        return []
    return barred(app, file, request.channel, "It was not issued.", PLAN_SHARES)


_NOTHING_YET = frozenset({"application", "link", "meeting_id"})  # fields of problems that only say: nothing recorded


def has_nothing_to_print(app: App, file: WitnessFile, request: PaperRequest) -> bool:
    """Say whether a paper has no content yet, as against one that exists and may not be issued."""
    problems = issue_problems(app, file, request)
    return bool(problems) and all(problem.field in _NOTHING_YET for problem in problems)


def check_issue(app: App, file: WitnessFile, request: PaperRequest) -> None:
    """Let a paper be issued, or raise RuleBroken with everything that stands against it; the refusal is recorded."""
    problems = issue_problems(app, file, request)
    if problems:
        app.look("paper.refuse", IssuedDocument.__name__, file.witness.id, file.case.id, reason=request.kind.value)
        raise RuleBroken(*problems)


def preview_paper(app: App, file: WitnessFile, request: PaperRequest) -> Rendered:
    """Make a paper in memory, as it would be issued now, and record that it was looked at."""
    spec = documents()[request.kind]
    meeting = _meeting(file, request, spec)
    issue = _issue_info(app, file, request, spec, meeting)
    app.look("paper.preview", IssuedDocument.__name__, file.witness.id, file.case.id, reason=request.kind.value)
    return make_paper(spec, file, meeting, issue, paper_facts(app, file, request.sample))


def paper_file_name(app: App, file: WitnessFile, request: PaperRequest) -> str:
    """Return the file name the paper would get now. It never holds a name."""
    spec = documents()[request.kind]
    return paper_name(file, request.kind, _issue_info(app, file, request, spec, _meeting(file, request, spec)))


def issue_paper(app: App, file: WitnessFile, request: PaperRequest, folder: Path) -> IssuedDocument:
    """Make a paper, write it to `folder` and enter it in the register; return the entry.

    The file is written to a temporary name, checked and moved; on any failure nothing is left and nothing is
    entered.

    Raises: RuleBroken when it may not be issued (the refusal is recorded), StorageProblem when the folder cannot be
    written.
    """
    check_issue(app, file, request)
    spec = documents()[request.kind]
    meeting = _meeting(file, request, spec)
    facts = paper_facts(app, file, request.sample)
    issue = _issue_info(app, file, request, spec, meeting, facts)
    rendered = make_paper(spec, file, meeting, issue, facts)
    name = paper_name(file, request.kind, issue)
    target = folder / name
    entry = IssuedDocument(
        case_id=file.case.id,
        witness_id=file.witness.id,
        meeting_id=meeting.meeting.id if meeting and spec.needs_meeting else None,
        kind=request.kind,
        variant=request.variant,
        document_version=issue.document_version,
        copy_number=issue.copy_number,
        recipient=request.recipient.strip(),
        purpose=request.purpose.strip(),
        file_name=name,
        sha256=hashlib.sha256(rendered.pdf).hexdigest(),
        content_sha256=rendered.content_sha256,
        pages=rendered.pages,
        is_draft=issue.is_draft,
        issued_at=app.now,
        issued_by=app.user.display_name,
    )
    written = None
    try:
        with app.change("paper.issue") as uow:
            if spec.is_for_witness:
                used_for = PAPER_WORDS[request.kind].lower()
                pass_gate(
                    app,
                    uow,
                    file.witness.id,
                    request.channel,
                    used_for,
                    request.override,
                    "It was not issued.",
                    PLAN_SHARES,
                )
            uow.add(entry)
            write_whole(target, rendered.pdf)
            written = uow
    except BaseException:
        if written is not None and written.changed is None:
            target.unlink(missing_ok=True)  # the entry could not be kept: a copy that no register knows must not stay
        raise
    return entry


def write_recorded(
    app: App, target: Path, content: bytes, action: str, subject: str, purpose: str, *, replace: bool = False
) -> None:
    """Write a file whole and record that it was made; where the record cannot be kept, all stays as it was before.

    Raises: what `write_whole` and `App.look` raise.
    """
    before = target.read_bytes() if replace and target.is_file() else None
    write_whole(target, content, replace=replace)
    try:
        app.look(action, subject, target.name, None, reason=purpose)
    except BaseException:  # a copy of which the history knows nothing must not stay
        if before is None:
            target.unlink(missing_ok=True)
        else:
            write_whole(target, before, replace=True)
        raise


def write_whole(target: Path, content: bytes, *, replace: bool = False) -> None:
    """Write a file so that it is either there whole or not at all.

    Raises: StorageProblem in words when the folder is missing, full or not writable, or the file is there already
    (unless `replace`, after the person agreed to that).
    """
    if target.exists() and not replace:
        raise StorageProblem(
            "exists",
            "Not written: a file of that name is in the folder already. It was left as it is. Choose another folder.",
        )
    try:
        handle, temporary = tempfile.mkstemp(prefix=".victimplanner-", suffix=".part", dir=target.parent)
    except OSError:
        raise StorageProblem(
            "folder",
            "Not written: the folder cannot be reached or written to. Nothing was kept there. Choose another folder.",
        ) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, target)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise StorageProblem(
            "folder", "Not written: the disk is full or was taken away. Nothing was kept there. Choose another folder."
        ) from None


def paper_facts(app: App, file: WitnessFile, sample: tuple[tuple[str, str], ...] = ()) -> PaperFacts:
    """Gather what a paper needs to know of the rules for this witness today."""
    told = app.rules.deadline("decision.told", app.today)
    return PaperFacts(
        measures=app.availabilities(file),
        gates=tuple(app.rules.gates.values()),
        calendar=app.calendar,
        limits=app.application_limits(file),
        responses=response_workings(app, file),
        topics=app.topics,
        standing_warning=app.template.standing_warning,
        told_limit_days=file.office.rule_counts.get("decision.told", told.number("all")),
        gates_held=file.gates_held_on(app.today),
        section_28=app.rules.section_28,
        sight=sight_rows(),
        at_18=at_eighteen(file, app.rules.measures, app.rules.at_18),
        answers=review_answers(app, file),
        questions=review_questions(),
        shares_reasons=reasons_shared(app, file),
        rules=app.rules,
        sample=sample,
    )


def _meeting(file: WitnessFile, request: PaperRequest, spec: DocumentSpec) -> MeetingFile | None:
    recorded = [m for m in file.meetings if m.meeting.state in spec.meeting_states]
    if request.meeting_id is not None:
        chosen = [m for m in file.meetings if m.meeting.id == request.meeting_id]
        if not chosen:
            raise NotFound("This meeting is not among the witness’s meetings. Open the case again.")
        return chosen[0] if chosen[0] in recorded or not spec.needs_meeting else None
    return recorded[-1] if recorded else None


def _issue_info(
    app: App,
    file: WitnessFile,
    request: PaperRequest,
    spec: DocumentSpec,
    meeting: MeetingFile | None,
    facts: PaperFacts | None = None,
) -> IssueInfo:
    """Number the paper: an unchanged content keeps its version; a copy number rises with each issue."""
    with app.read() as uow:  # `file` may have been read before the last copy was issued
        issued = uow.find(IssuedDocument, witness_id=file.witness.id)
    own = [i for i in issued if i.kind is request.kind and (not spec.needs_meeting or _same_meeting(i, meeting))]
    of_record = spec.needs_meeting and MeetingState.SIGNED in spec.meeting_states
    draft = of_record and (meeting is None or not meeting.meeting.is_locked)
    role = USER_ROLE_WORDS[app.user.role].lower()
    info = IssueInfo(
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
    if spec.needs_meeting and meeting is None:
        return info
    content = content_sha256(spec, file, meeting, info, facts or paper_facts(app, file, request.sample))
    version = _version(own, content, request.variant)
    copies = [i for i in own if i.document_version == version and i.variant is request.variant]
    number = max((i.copy_number for i in copies), default=0) + 1
    return IssueInfo(**{**vars(info), "document_version": version, "copy_number": number, "copies": number})


def _same_meeting(entry: IssuedDocument, meeting: MeetingFile | None) -> bool:
    return meeting is not None and entry.meeting_id == meeting.meeting.id


def _version(own: list[IssuedDocument], content: str, variant: Variant) -> int:
    """The version of a paper counts changes of its content, over all variants together."""
    same = [i for i in own if i.content_sha256 == content and i.variant is variant]
    if same:
        return max(i.document_version for i in same)
    return max((i.document_version for i in own), default=0) + 1


def issued_papers(file: CaseFile) -> list[IssuedDocument]:
    """Return the register of a case, newest first."""
    entries = [entry for witness in file.witnesses for entry in witness.issued]
    return sorted(entries, key=lambda entry: entry.issued_at, reverse=True)


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
