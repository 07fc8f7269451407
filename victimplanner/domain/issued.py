"""The register of documents that left the program."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Field

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


PAPER_WORDS = {
    PaperKind.MEETING_RECORD: "Meeting record",
    PaperKind.SPECIAL_MEASURES: "Special measures decision record",
    PaperKind.PLAN: "Plan for the witness",
    PaperKind.AGENDA: "Meeting agenda",
    PaperKind.APPLICATION: "Special measures application schedule",
    PaperKind.SECTION_28_SHEET: "Section 28 timetable and link sheet",
    PaperKind.CODE_SHEET: "Victims’ Code compliance sheet",
    PaperKind.INSPECTION_SHEET: "Inspection sheet",
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
    Variant.ANONYMISED: "Anonymised copy",
}


class IssuedDocument(Record):
    """One copy as issued: what, which version and variant, for whom and why, and the hash of its bytes."""

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
