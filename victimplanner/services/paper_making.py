"""One copy of a paper from what was read before: data in, bytes out, so that another process can do it too."""

from __future__ import annotations

from dataclasses import dataclass, replace

from victimplanner.documents.catalogue import documents
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.names import paper_name
from victimplanner.documents.render import Rendered, content_sha256, make_paper
from victimplanner.documents.spec import DocumentSpec, IssueInfo
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.issued import IssuedDocument, Output, PaperKind

_NAMED_IN_FILE = frozenset({Output.ARCHIVE, Output.PROTECTED})  # lest two forms of one copy have the same name


@dataclass(frozen=True)
class PaperOrder:
    """Everything that it takes to make a copy. `own` are the copies of this paper issued before.

    `issue` has no numbers yet: they depend on what the paper says, see `numbered`.
    """

    kind: PaperKind
    output: Output
    file: WitnessFile
    meeting: MeetingFile | None
    facts: PaperFacts
    issue: IssueInfo
    own: tuple[IssuedDocument, ...]

    @property
    def spec(self) -> DocumentSpec:
        return documents()[self.kind]

    @property
    def is_archive(self) -> bool:
        return self.output is Output.ARCHIVE

    @property
    def meeting_id(self) -> str | None:
        """The meeting that the paper is about; None for a paper that is about no single one."""
        return self.meeting.meeting.id if self.meeting and self.spec.needs_meeting else None


@dataclass(frozen=True)
class MadePaper:
    """A finished copy with its numbers and the name of its file."""

    issue: IssueInfo
    rendered: Rendered
    file_name: str


def numbered(order: PaperOrder, copies: int = 1) -> tuple[IssueInfo, ...]:
    """Number the next copies: an unchanged content keeps its version; a copy number rises with each issue."""
    if order.spec.needs_meeting and order.meeting is None:
        return (order.issue,) * copies
    content = content_sha256(order.spec, order.file, order.meeting, order.issue, order.facts)
    return tuple(_number(order, content, at, copies) for at in range(1, copies + 1))


def make_copies(order: PaperOrder, copies: int = 1) -> tuple[MadePaper, ...]:
    """Make the next copies of a paper. Raises: RuleBroken when it has no meeting to be made of, or no such variant."""
    made = []
    for at in range(1, copies + 1):
        issues: list[IssueInfo] = []

        def number(content: str, at: int = at, issues: list[IssueInfo] = issues) -> IssueInfo:
            issues.append(_number(order, content, at, copies))
            return issues[0]

        rendered = make_paper(
            order.spec, order.file, order.meeting, order.issue, order.facts, is_archive=order.is_archive, number=number
        )
        made.append(MadePaper(issues[0], rendered, copy_name(order, issues[0])))
    return tuple(made)


def _number(order: PaperOrder, content: str, at: int, copies: int) -> IssueInfo:
    """Return the numbers of the `at`th of the next copies."""
    version = _version(order, content)
    issued = [i for i in order.own if i.document_version == version and i.variant is order.issue.variant]
    last = max((i.copy_number for i in issued), default=0)
    return replace(
        order.issue, content_sha256=content, document_version=version, copy_number=last + at, copies=last + copies
    )


def make_copy(order: PaperOrder) -> MadePaper:
    """Make the next copy of a paper. A process of its own loads no more than this module. Raises: as `make_copies`."""
    return make_copies(order)[0]


def copy_name(order: PaperOrder, issue: IssueInfo) -> str:
    """Return the file name of a copy. It never holds a name of a person."""
    name = paper_name(order.file, order.kind, issue)
    return with_form(name, order.output) if order.output in _NAMED_IN_FILE else name


def with_form(file_name: str, output: Output) -> str:
    """Return the name with its form at the end, "…_c1_protected.pdf"; one that has it already comes back as it is."""
    ending = f"_{output.value}.pdf"
    return file_name if file_name.endswith(ending) else file_name.removesuffix(".pdf") + ending


def _version(order: PaperOrder, content: str) -> int:
    """The version of a paper counts changes of its content, over all variants together: a letter's copies say the same.

    What is changed back is a new version, lest the register says that the later one, which no longer holds, does.
    """
    newest = max((i.document_version for i in order.own), default=0)
    same = max((i.document_version for i in order.own if i.content_sha256 == content), default=0)
    is_changed_back = any(
        i.document_version > same and (order.spec.is_letter or i.variant is order.issue.variant) for i in order.own
    )
    return newest + 1 if not same or is_changed_back else same
