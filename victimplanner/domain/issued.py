"""The register of documents that left the program, the bytes of each copy, and the second look before a letter goes."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.contact import Channel
from victimplanner.domain.record import Record


class PaperKind(StrEnum):
    """The documents, by the word that stands in file names."""

    MEETING_RECORD = "meeting-record"
    SPECIAL_MEASURES = "special-measures"
    PLAN = "plan"
    AGENDA = "agenda"
    APPLICATION = "application"
    SECTION_28_SHEET = "s28-sheet"
    CODE_SHEET = "code-sheet"
    INSPECTION_SHEET = "inspection-sheet"
    LETTER = "letter"
    FRONT_SHEET = "front-sheet"


PAPER_WORDS = {
    PaperKind.MEETING_RECORD: "Meeting record",
    PaperKind.SPECIAL_MEASURES: "Special measures decision record",
    PaperKind.PLAN: "Plan for the witness",
    PaperKind.AGENDA: "Meeting agenda",
    PaperKind.APPLICATION: "Special measures application schedule",
    PaperKind.SECTION_28_SHEET: "Section 28 timetable and link sheet",
    PaperKind.CODE_SHEET: "Victims’ Code compliance sheet",
    PaperKind.INSPECTION_SHEET: "Inspection sheet",
    PaperKind.LETTER: "Letter offering a meeting",
    PaperKind.FRONT_SHEET: "Case front sheet",
}


class Variant(StrEnum):
    """For whom a document is cut. What a variant leaves out is removed before layout, never covered."""

    FILE = "file"
    COURT = "court"
    DISCLOSURE = "disclosure"
    WITNESS = "witness"
    SERVED = "served"  # the part of an application that every party gets
    COURT_ONLY = "court-only"  # what is withheld from another party (CrimPR 2025 r.18.12), in a file of its own
    SUITE = "suite"
    WITNESS_CARE = "witness-care"
    INSPECTION = "inspection"  # staff as roles, and nothing on how she is reached
    LARGE_PRINT = "large-print"  # the witness's copy in 18 point type
    EASY_READ = "easy-read"  # the witness's copy with one idea a line
    ANONYMISED = "anonymised"  # nothing that names a person, a place or a case; days as offsets


VARIANT_WORDS = {
    Variant.FILE: "File copy",
    Variant.COURT: "Court copy",
    Variant.DISCLOSURE: "Defence disclosure copy",
    Variant.WITNESS: "For the witness",
    Variant.SERVED: "Served part",
    Variant.COURT_ONLY: "For the court only",
    Variant.SUITE: "Suite copy",
    Variant.WITNESS_CARE: "Witness care copy",
    Variant.INSPECTION: "Inspection copy",
    Variant.LARGE_PRINT: "For the witness, large print",
    Variant.EASY_READ: "For the witness, easy read",
    Variant.ANONYMISED: "Anonymised copy",
}
RECIPIENTS = {  # who usually gets the copy, where nobody else is named
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
GIVEN_WORDS = {  # how a copy for the witness reaches her
    Channel.IN_PERSON: "By hand or read aloud, in person",
    Channel.THROUGH_SUPPORTER: "Through her ISVA or supporter",
    Channel.THROUGH_POLICE: "Through the police",
    Channel.LETTER: "By post",
    Channel.EMAIL: "By e-mail",
    Channel.CALL: "Read aloud by telephone",
}


class Output(StrEnum):
    """In what form a copy leaves the program."""

    SCREEN = "screen"
    ARCHIVE = "archive"
    PROTECTED = "protected"
    PRINTED = "printed"


OUTPUT_WORDS = {
    Output.SCREEN: "PDF",
    Output.ARCHIVE: "Archive PDF",
    Output.PROTECTED: "PDF with passphrase",
    Output.PRINTED: "Printed",
}


class IssuedDocument(Record):
    """One copy as issued: what, which version and variant, for whom and why, and the hash of its bytes.

    `sha256` is that of the file as it left the program; a printed copy has that of the pages sent to the printer.
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    meeting_id: str | None = Field(default=None, foreign_key="meeting.id")
    kind: PaperKind
    variant: Variant
    document_version: int  # of this paper for this witness, from 1: counts changes of its content
    copy_number: int  # rises with each issue of the same paper
    recipient: str
    purpose: str
    file_name: str
    sha256: str
    content_sha256: str  # of the content alone, so that an unchanged paper keeps its version
    pages: int
    is_draft: bool
    issued_at: dt.datetime
    issued_by: str
    output: Output = Output.SCREEN
    recalled_on: dt.date | None = None
    recalled_by: str = ""
    recall_reason: str = ""

    @property
    def is_recalled(self) -> bool:
        return self.recalled_on is not None

    @property
    def paper(self) -> tuple[str, ...]:
        """Return what makes two entries copies of one paper: a later version of the one supersedes the other.

        The copies of a letter say the same in another setting, so that all of them are one paper.
        """
        variant = "" if self.kind is PaperKind.LETTER else self.variant
        return self.witness_id, self.kind, variant, self.meeting_id or ""

    @property
    def check_value(self) -> str:
        """Return the short value that stands in the footer of the copy, so that paper and register can be matched."""
        return check_value(self.content_sha256)


def check_value(content_sha256: str) -> str:
    """Return "3F9A-07C2": the beginning of the hash of what a paper says, in a form to read out."""
    digits = content_sha256[:8].upper()
    return f"{digits[:4]}-{digits[4:]}"


class KeptCopy(Record):
    """The pages of an issued copy without any passphrase, so that the same bytes can be written and printed again."""

    case_id: str = Field(foreign_key="case.id", index=True)
    issued_id: str = Field(foreign_key="issued_document.id", index=True)
    pdf: bytes = Field(repr=False, schema_extra={"json_schema_extra": {"secret": True}})


class PaperCheck(Record):
    """That a second person read a paper for the witness before it goes. Another text needs another look."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    meeting_id: str | None = Field(default=None, foreign_key="meeting.id")
    kind: PaperKind
    variant: Variant
    content_sha256: str
    checked_by: str
    checked_at: dt.datetime
