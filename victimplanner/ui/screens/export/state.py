"""What the export dialog shows. No widgets, no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.errors import Problem
from victimplanner.domain.issued import IssuedDocument, Variant
from victimplanner.services.papers import PaperChoice, PaperRequest

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
    progress: str = ""
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
    def is_busy(self) -> bool:
        return bool(self.progress)
