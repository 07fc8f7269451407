"""Names of the files that leave the program: never a person, an offence or a place."""

from __future__ import annotations

import hashlib
import re

from victimplanner.documents.spec import IssueInfo
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import local
from victimplanner.domain.issued import PaperKind, Variant

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9-]+")
NEUTRAL_KIND = "paper"  # what a paper for the witness is called: its name must not say what it is about
_FOR_THE_WITNESS = {PaperKind.PLAN: NEUTRAL_KIND, PaperKind.LETTER: f"{NEUTRAL_KIND}-2"}  # both may lie in one folder
_LETTERS_OF_A_CODE = 4


def copy_code(content_sha256: str, copy_number: int) -> str:
    """Return the code of a copy that names no case, as "5F2C": the same for the same issue.

    It is made from what the copy says and its number, which name nobody: only the register leads back to the case.
    """
    digest = hashlib.sha256(f"{content_sha256} {copy_number}".encode()).hexdigest()
    return digest[:_LETTERS_OF_A_CODE].upper()


def paper_name(file: WitnessFile, kind: PaperKind, issue: IssueInfo) -> str:
    """Return "99VP4017226_W-K7_meeting-record_20261223_v2_file_c1.pdf": letters, digits, "-" and "_" only.

    A copy that names no case has none in its name either, and no day: "anon_5F2C_meeting-record.pdf".
    """
    if issue.variant is Variant.ANONYMISED:
        return f"anon_{copy_code(issue.content_sha256, issue.copy_number)}_{kind.value}.pdf"
    word = _FOR_THE_WITNESS.get(kind, kind.value)
    parts = (
        file.case.urn,
        file.witness.reference,
        word,
        f"{local(issue.generated_at):%Y%m%d}",
        f"v{issue.document_version}",
        issue.variant.value,
        f"c{issue.copy_number}",
    )
    return "_".join(_NOT_IN_NAMES.sub("", part)[:32] for part in parts) + ".pdf"
