"""The commands about papers that left: register, reprint and recall."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from victimplanner.cli.office import copy_passphrase, folder_at, office_options, open_file
from victimplanner.cli.papers import case_of
from victimplanner.domain.dates import clock_time, local, plain_date
from victimplanner.domain.errors import NotFound
from victimplanner.domain.issued import OUTPUT_WORDS, PAPER_WORDS, VARIANT_WORDS, IssuedDocument, Output


def add_commands(commands: Any) -> None:
    """Add the commands of this file to the program's."""
    register = commands.add_parser("register", help="list the papers of a case that left, newest first")
    register.add_argument("urn", help="URN of the case, in any spelling")
    register.add_argument("--json", action="store_true", help="for other programs")
    office_options(register)
    register.set_defaults(run=_register)

    reprint = commands.add_parser("reprint", help="write an issued copy again, byte for byte")
    _copy_arguments(reprint)
    reprint.add_argument("--protected", action="store_true", help="with a passphrase, asked for or in the environment")
    reprint.add_argument("--out", type=Path, required=True, help="folder for the PDF")
    office_options(reprint)
    reprint.set_defaults(run=_reprint)

    recall = commands.add_parser("recall", help="note that an issued copy was called back")
    _copy_arguments(recall)
    recall.add_argument("--why", required=True, help="why; stands in the register")
    office_options(recall)
    recall.set_defaults(run=_recall)


def _copy_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("urn", help="URN of the case, in any spelling")
    parser.add_argument("copy", help="number of the copy, as “register” lists it")


def _register(options: argparse.Namespace) -> int:
    from victimplanner.services.register import REGISTER_STATE_WORDS, read_register

    app = open_file(options)
    try:
        lines = read_register(app, case_of(app, options.urn).case.id)
    finally:
        app.close()
    if options.json:
        data = [
            {
                "copy": _number(line.entry),
                "paper": line.entry.kind.value,
                "variant": line.entry.variant.value,
                "output": line.entry.output.value,
                "version": line.entry.document_version,
                "copy_number": line.entry.copy_number,
                "state": line.state.value,
                "superseded_by": line.superseded_by,
                "recipient": line.entry.recipient,
                "why": line.entry.purpose,
                "issued_at": line.entry.issued_at.isoformat(),
                "issued_by": line.entry.issued_by,
                "pages": line.entry.pages,
                "check": line.entry.check_value,
                "sha256": line.entry.sha256,
                "file": line.entry.file_name,
                "recalled_on": line.entry.recalled_on and line.entry.recalled_on.isoformat(),
                "recall_reason": line.entry.recall_reason,
            }
            for line in lines
        ]
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return 0
    for line in lines:
        entry, state = line.entry, REGISTER_STATE_WORDS[line.state]
        by = f" by version {line.superseded_by}" if line.superseded_by and not entry.is_recalled else ""
        made = local(entry.issued_at)
        print(
            f"{_number(entry)}  {plain_date(made.date())} at {clock_time(made.time())}  {PAPER_WORDS[entry.kind]}, "
            f"{VARIANT_WORDS[entry.variant].lower()}, version {entry.document_version}, copy {entry.copy_number}, "
            f"{OUTPUT_WORDS[entry.output]}, for {entry.recipient}. {state}{by}. Check {entry.check_value}"
        )
    print("1 copy left the program." if len(lines) == 1 else f"{len(lines)} copies left the program.")
    return 0


def _reprint(options: argparse.Namespace) -> int:
    from victimplanner.services.register import write_again

    app = open_file(options)
    try:
        entry = _entry(app, options)
        needs_one = options.protected or entry.output is Output.PROTECTED
        passphrase = copy_passphrase(Output.PROTECTED) if needs_one else ""
        print(write_again(app, entry, folder_at(options.out), passphrase))
    finally:
        app.close()
    return 0


def _recall(options: argparse.Namespace) -> int:
    from victimplanner.services.register import recall

    app = open_file(options)
    try:
        entry = recall(app, _entry(app, options).id, options.why)
    finally:
        app.close()
    print(f"Recalled: {entry.file_name}. Ask {entry.recipient} to send it back or destroy it.")
    return 0


def _number(entry: IssuedDocument) -> str:
    """What a copy is called on the command line: the beginning of its internal id."""
    return entry.id[:8]


def _entry(app: Any, options: argparse.Namespace) -> IssuedDocument:
    from victimplanner.services.register import read_register

    lines = read_register(app, case_of(app, options.urn).case.id)
    found = [line.entry for line in lines if _number(line.entry) == options.copy.strip().lower()]
    if len(found) != 1:
        raise NotFound("No copy of this case has that number. Nothing was done. List them with “register”.")
    return found[0]
