"""What the export dialog shows. No widgets, no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.errors import Problem
from victimplanner.domain.issued import IssuedDocument, Output, Variant
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.services.papers import PaperChoice, PaperRequest
from victimplanner.services.printing import printed_words
from victimplanner.ui.asking import PrintChoice
from victimplanner.ui.formats import full_day

_SECOND_LOOK = "second_check"  # the field of the problem that a second look settles
PASSPHRASE_APART = "Send the passphrase another way. It is not kept."
OUTPUT_CHOICES: Mapping[Output, str] = {
    Output.SCREEN: "PDF",
    Output.ARCHIVE: "Archive PDF",
    Output.PROTECTED: "PDF with passphrase",
    Output.PRINTED: "Print, numbered copies",
}
OUTPUT_NOTES: Mapping[Output, str] = {
    Output.SCREEN: "To read and to print. Readable aloud by screen readers.",
    Output.ARCHIVE: "To keep for years. Never encrypted.",
    Output.PROTECTED: "To send. Opens only with the passphrase.",
    Output.PRINTED: "Each copy has its own number and its own line in the register.",
}

RECIPIENTS: Mapping[Variant, str] = {
    Variant.FILE: "case file",
    Variant.COURT: "court",
    Variant.DISCLOSURE: "defence",
    Variant.WITNESS: "the witness",
    Variant.SERVED: "court and each other party",
    Variant.COURT_ONLY: "court",
    Variant.SUITE: "link suite",
    Variant.WITNESS_CARE: "witness care",
    Variant.INSPECTION: "inspector",
    Variant.LARGE_PRINT: "the witness",
    Variant.EASY_READ: "the witness",
    Variant.ANONYMISED: "panel review or training",
}
VARIANT_NOTES: Mapping[Variant, str] = {
    Variant.FILE: "Everything recorded, for the case file.",
    Variant.COURT: "What the court needs. The rest is removed, not covered.",
    Variant.DISCLOSURE: "Names, places, health and internal notes are removed, not covered.",
    Variant.WITNESS: "Plain words. Nothing on it says what the case is about.",
    Variant.SERVED: "The part that every party gets. What is withheld is in a file of its own.",
    Variant.COURT_ONLY: "Only what is withheld from another party (r.18.12). Never served on a party.",
    Variant.SUITE: "What the suite needs to set the room.",
    Variant.WITNESS_CARE: "The suite’s copy with arrival, leaving and transport.",
    Variant.INSPECTION: "Staff stand as roles. How and when she is reached is left out.",
    Variant.LARGE_PRINT: "The same words in large type.",
    Variant.EASY_READ: "One idea a line. Nothing on it says what the case is about.",
    Variant.ANONYMISED: "No case, person or place; days as offsets from charge. A person checks it before release.",
}
GIVEN_WORDS: Mapping[Channel, str] = {
    Channel.IN_PERSON: "By hand or read aloud, in person",
    Channel.THROUGH_SUPPORTER: "Through her ISVA or supporter",
    Channel.THROUGH_POLICE: "Through the police",
    Channel.LETTER: "By post",
    Channel.EMAIL: "By e-mail",
    Channel.CALL: "Read aloud by telephone",
}


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
    if (choice.first, choice.last) == (1, pages):
        return purpose
    part = f"page {choice.first}" if choice.first == choice.last else f"pages {choice.first} to {choice.last}"
    return f"{purpose.strip()} ({part} of {pages} only)"


def copies_words(entries: tuple[IssuedDocument, ...], wanted: int) -> Notice:
    """Say how many copies were printed and recorded, and under which numbers."""
    first, _, rest = printed_words(len(entries), wanted).partition(". ")
    if len(entries) < wanted:
        return Notice("warning", f"{first.rstrip('.')}.", rest)
    numbers = ", ".join(str(entry.copy_number) for entry in entries)
    return Notice("done", first.rstrip(".") + ".", f"{'Copy' if wanted == 1 else 'Copies'} {numbers}.")
