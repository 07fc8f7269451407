"""What the export dialog shows. No widgets, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.errors import Problem
from victimplanner.domain.issued import GIVEN_WORDS, IssuedDocument
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.services.papers import PaperChoice, PaperRequest
from victimplanner.services.printing import printed_words
from victimplanner.ui.asking import PrintChoice
from victimplanner.ui.formats import full_day

_SECOND_LOOK = "second_check"  # the field of the problem that a second look settles


@dataclass(frozen=True)
class Notice:
    """The banner: an error, or what was done."""

    kind: str
    sentence: str
    text: str = ""


@dataclass(frozen=True)
class ExportPage:
    """Everything the dialog shows. `revision` rises with each new set of preview pages.

    `bars` are those of `stops` that stand against the way it is given, and can be overridden by name and reason.
    """

    request: PaperRequest
    choices: tuple[PaperChoice, ...]
    case: CaseFile
    file: WitnessFile
    meetings: tuple[tuple[str, str], ...] = ()
    file_name: str = ""
    pdf: bytes = field(default=b"", repr=False)
    pages: int = 0
    revision: int = 0
    no_preview: str = ""
    stops: tuple[Problem, ...] = ()
    bars: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    checks: tuple[tuple[str, str], ...] = ()
    notice: Notice | None = None
    is_loading: bool = False
    copies: int = 1  # of a printed paper
    has_passphrase: bool = False  # something is typed; the passphrase itself stands in no state
    passphrase_words: str = ""  # what is wrong with it, or that it is strong
    progress: str = ""
    done: int = 0
    total: int = 0
    can_stop: bool = False
    register: tuple[IssuedDocument, ...] = ()

    @property
    def choice(self) -> PaperChoice:
        return next(choice for choice in self.choices if choice.kind is self.request.kind)

    @property
    def override_words(self) -> str:
        """Say who decided to use a barred way all the same, and why; empty where nobody did."""
        override = self.request.override
        if override is None:
            return ""
        return f"{GIVEN_WORDS[self.request.channel]}. Decided by {override.decided_by}: {override.reason}"

    @property
    def needs_second_look(self) -> bool:
        """Whether a second person has to read this paper before it goes, and none has yet."""
        return any(stop.field == _SECOND_LOOK for stop in self.stops)

    @property
    def is_busy(self) -> bool:
        return bool(self.progress)


def meeting_words(meeting: Meeting) -> str:
    """Say which meeting it is."""
    on = meeting.held_on or meeting.planned_on
    when = f", {full_day(on)}" if on else ""
    return f"Meeting {meeting.number}{when}" + (", not signed" if meeting.state is MeetingState.HELD else "")


def purpose_on_paper(purpose: str, choice: PrintChoice, pages: int) -> str:
    """Return why a copy is printed, and which pages of it where not all are: the register says what is on paper."""
    last = choice.last or pages
    if (choice.first, last) == (1, pages):
        return purpose
    part = f"page {choice.first}" if choice.first == last else f"pages {choice.first} to {last}"
    return f"{purpose.strip()} ({part} of {pages} only)"


def copies_words(entries: tuple[IssuedDocument, ...], wanted: int) -> Notice:
    """Say how many copies were printed and recorded, and under which numbers."""
    first, _, rest = printed_words(len(entries), wanted).partition(". ")
    if len(entries) < wanted:
        return Notice("warning", f"{first.rstrip('.')}.", rest)
    numbers = ", ".join(str(entry.copy_number) for entry in entries)
    return Notice("done", first.rstrip(".") + ".", f"{'Copy' if wanted == 1 else 'Copies'} {numbers}.")
