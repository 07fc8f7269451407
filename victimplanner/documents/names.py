"""Names of the files that leave the program: never a person, an offence or a place."""

from __future__ import annotations

import re

from victimplanner.documents.spec import IssueInfo
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import local
from victimplanner.domain.issued import PaperKind, Variant

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9-]+")
NEUTRAL_KIND = "paper"  # what a paper for the witness is called: its name must not say what it is about


def paper_name(file: WitnessFile, kind: PaperKind, issue: IssueInfo) -> str:
    """Return "99VP4017226_W-K7_meeting-record_20261223_v2_file_c1.pdf": letters, digits, "-" and "_" only.

    A copy that names no case has none in its name either, and a month instead of a day.
    """
    if issue.variant is Variant.ANONYMISED:
        made = f"{local(issue.generated_at):%Y%m}"
        return f"{kind.value}_{made}_{issue.variant.value}_c{issue.copy_number}.pdf"
    word = NEUTRAL_KIND if kind is PaperKind.PLAN else kind.value
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
