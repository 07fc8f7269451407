"""The commands that write papers: export."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from victimplanner.cli.office import folder_at, office_options, open_file
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.errors import NotFound
from victimplanner.domain.issued import PaperKind, Variant


def add_commands(commands: Any) -> None:
    """Add the commands of this file to the program's."""
    export = commands.add_parser("export", help="write a paper of a witness as PDF")
    export.add_argument("urn", help="URN of the case, in any spelling")
    export.add_argument("document", choices=[k.value for k in PaperKind] + ["all"])
    export.add_argument("--witness", help="label (W1) or paper reference (W-K7); needed with several witnesses")
    export.add_argument("--variant", choices=[v.value for v in Variant], help="default: the file copy")
    export.add_argument("--recipient", default="case file", help="who it is for; stands in the register")
    export.add_argument("--why", required=True, help="why it is made; kept in the disclosure log")
    export.add_argument("--out", type=Path, required=True, help="folder for the PDF")
    office_options(export)
    export.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    from victimplanner.services.cases import find_case_by_urn
    from victimplanner.services.papers import (
        PaperRequest,
        check_issue,
        has_nothing_to_print,
        issue_paper,
        paper_choices,
    )

    app = open_file(options)
    try:
        case_file = find_case_by_urn(app, options.urn)
        file = _witness(case_file, options.witness)
        wanted = [c for c in paper_choices() if options.document in ("all", c.kind.value)]
        requests = []
        for choice in wanted:
            variant = Variant(options.variant) if options.variant else choice.variants[0]
            request = PaperRequest(choice.kind, variant, options.recipient, options.why)
            if options.document == "all" and has_nothing_to_print(app, file, request):
                print(f"Left out, nothing is recorded for it yet: {choice.title}", file=sys.stderr)
                continue
            check_issue(app, file, request)  # all of them, before any is written
            requests.append(request)
        folder = folder_at(options.out)
        for request in requests:
            entry = issue_paper(app, file, request, folder)
            print(folder / entry.file_name)
    finally:
        app.close()
    return 0


def _witness(case_file: CaseFile, wanted: str | None) -> WitnessFile:
    if wanted is None and len(case_file.witnesses) == 1:
        return case_file.witnesses[0]
    for file in case_file.witnesses:
        if wanted and wanted.casefold() in (file.witness.label.casefold(), file.witness.reference.casefold()):
            return file
    labels = ", ".join(file.witness.masked for file in case_file.witnesses)
    raise NotFound(f"Say which witness with --witness. This case has: {labels}. Nothing was written.")
