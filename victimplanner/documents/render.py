"""From records to the bytes of one copy: cut for its variant, built, set on pages, finished."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable, KeepTogether, Table

from victimplanner.documents.blocks import Heading
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.names import NEUTRAL_KIND, copy_code
from victimplanner.documents.page import PageInfo, lay_out
from victimplanner.documents.paragraph import PaperParagraph
from victimplanner.documents.spec import DocumentSpec, IssueInfo
from victimplanner.documents.text import characters_shown_by_number, full_month
from victimplanner.documents.variants import cut_for
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.dates import clock_time, local, plain_date
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.issued import VARIANT_WORDS, Variant, check_value
from victimplanner.domain.urn import display_urn


@dataclass(frozen=True)
class Rendered:
    """A finished copy. `missing_characters` are those the font does not have, printed as "[U+1F600]".

    `content_sha256` is the hash of what the paper says, apart from version, copy, maker and the day it was made.
    """

    pdf: bytes
    pages: int
    missing_characters: tuple[str, ...]
    content_sha256: str


def make_paper(
    spec: DocumentSpec,
    file: WitnessFile,
    meeting: MeetingFile | None,
    issue: IssueInfo,
    facts: PaperFacts,
    *,
    is_archive: bool = False,
    number: Callable[[str], IssueInfo] | None = None,
) -> Rendered:
    """Make one copy of a document, tagged (PDF/UA-1). The same arguments give the same bytes.

    `is_archive` makes it a PDF/A-2a as well, with the same pages. `number` gives the copy its version and number once
    the hash of what it says is known; what it says does not depend on them.

    Raises: RuleBroken when the document needs a meeting and has none, or is not cut for this variant.
    """
    flowables = _built(spec, file, meeting, issue, facts)
    texts, content = list(_texts(flowables)), _hash(flowables)  # before layout, which takes some of them apart
    issue = number(content) if number is not None else issue
    missing = sorted(set().union(*(characters_shown_by_number(text) for text in texts)))
    info = dataclasses.replace(_page_info(spec, file, meeting, issue, content), is_archive=is_archive)
    pdf, pages = lay_out(flowables, info)
    return Rendered(pdf, pages, tuple(missing), content)


def content_sha256(
    spec: DocumentSpec, file: WitnessFile, meeting: MeetingFile | None, issue: IssueInfo, facts: PaperFacts
) -> str:
    """Return the hash of what a paper says, so that an unchanged paper keeps its version."""
    return _hash(_built(spec, file, meeting, issue, facts))


def _built(
    spec: DocumentSpec, file: WitnessFile, meeting: MeetingFile | None, issue: IssueInfo, facts: PaperFacts
) -> list[Flowable]:
    if issue.variant not in spec.variants:
        words = VARIANT_WORDS[issue.variant].lower()
        raise RuleBroken(
            Problem("variant", f"The document “{spec.title}” has no {words}. Nothing was made. Choose another copy.")
        )
    if spec.needs_meeting and meeting is None:
        raise RuleBroken(
            Problem(
                "meeting", f"The document “{spec.title}” is about one meeting. Nothing was made. Choose the meeting."
            )
        )
    cut = cut_for(
        file, meeting, issue.variant, spec.name_instead, is_letter=spec.is_letter, prints=spec.prints_for_outside
    )
    return spec.build(cut.file, cut.meeting, dataclasses.replace(issue, removed=cut.removed), facts)


def _page_info(
    spec: DocumentSpec, file: WitnessFile, meeting: MeetingFile | None, issue: IssueInfo, content: str
) -> PageInfo:
    if issue.variant is Variant.ANONYMISED:
        return _nameless_page(spec, file, issue, content)
    made = local(issue.generated_at)
    moment = f"{plain_date(made.date())} at {clock_time(made.time())}"
    kind = spec.kind.value.replace("-", " ").capitalize() if not spec.is_for_witness else NEUTRAL_KIND.capitalize()
    number = f" {meeting.meeting.number}" if spec.needs_meeting and meeting else ""
    draft = _draft(issue)
    is_hers = spec.is_for_witness and issue.variant is not Variant.FILE
    if is_hers:
        header = "Letter" if spec.is_letter else spec.title
        state = " · DRAFT" if issue.is_draft else ""
        footer = f"Version {issue.document_version}{state} · {_check(content)}  ·  {_copy(issue)} · for you"
        second, right = f"Made on {moment} by the CPS", ""
    else:
        header = f"{spec.title} · {VARIANT_WORDS[issue.variant].lower()}"
        footer = _copy_words(issue, content)
        second, right = f"Generated {moment} by {issue.generated_by}", f"Rules: {issue.rule_editions}"
    return PageInfo(
        header_left=header + draft,
        header_right="" if spec.is_letter else f"URN {display_urn(file.case.urn)}  ·  Witness {file.witness.reference}",
        footer_left=footer,
        footer_second=second,
        footer_right=right,
        title=f"{kind}{number} – {file.case.urn} – {file.witness.reference}",
        subject=kind,
        generated_at=issue.generated_at,
        is_marked=file.office.marks_witness_papers if is_hers else True,
        is_practice=file.office.is_practice,
        is_draft=issue.is_draft,
        handling_line="" if is_hers else file.office.handling_line,  # it may name the unit, and is for its own people
    )


def _draft(issue: IssueInfo) -> str:
    return "  ·  DRAFT, do not serve" if issue.is_draft else ""


def _copy(issue: IssueInfo) -> str:
    return f"Copy {issue.copy_number} of {issue.copies}"


def _check(content: str) -> str:
    return f"Check {check_value(content)}"


def _copy_words(issue: IssueInfo, content: str) -> str:
    state = "DRAFT" if issue.is_draft else "final"
    return f"Version {issue.document_version} · {state} · {_check(content)}  ·  {_copy(issue)} · {issue.recipient}"


def _nameless_page(spec: DocumentSpec, file: WitnessFile, issue: IssueInfo, content: str) -> PageInfo:
    """Return what stands around a copy that names no case: a month instead of a day, and nobody who made it."""
    code = copy_code(content, issue.copy_number)
    made = local(issue.generated_at)
    kind = spec.kind.value.replace("-", " ").capitalize()
    return PageInfo(
        header_left=f"{spec.title} · {VARIANT_WORDS[issue.variant].lower()}{_draft(issue)}",
        header_right="Case and witness not named",
        footer_left=f"{_copy_words(issue, content)} · code {code}",
        footer_second=f"Generated in {full_month(made.date())}",
        footer_right=f"Rules: {issue.rule_editions}",
        title=f"{kind} – {code}",
        subject=kind,
        generated_at=issue.generated_at.replace(day=1, hour=12, minute=0, second=0, microsecond=0),
        is_marked=True,
        is_practice=file.office.is_practice,
        is_draft=issue.is_draft,
    )


def _hash(flowables: Iterable[Flowable]) -> str:
    digest = hashlib.sha256()
    for text in _texts(flowables, only_content=True):
        digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def _texts(flowables: Iterable[Any], only_content: bool = False) -> Iterator[str]:
    """Yield every text in reading order. Flowables marked `is_of_the_day` say where things stand, not what was done."""
    for flowable in flowables:
        if only_content and getattr(flowable, "is_of_the_day", False):
            continue
        if isinstance(flowable, PaperParagraph):
            yield f"{flowable.label} {flowable.getPlainText()}" if flowable.label else flowable.getPlainText()
        elif isinstance(flowable, Heading):
            yield flowable.words
        elif isinstance(flowable, Table):
            for row in flowable._cellvalues:
                for cell in row:
                    yield from _texts(cell if isinstance(cell, (list, tuple)) else [cell], only_content)
        elif isinstance(flowable, KeepTogether):
            yield from _texts(flowable._content, only_content)
