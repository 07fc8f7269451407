"""The commands that write papers: export, bundle and batch."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from victimplanner.cli.office import copy_passphrase, folder_at, office_options, open_file
from victimplanner.domain.case import CaseState
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.errors import NotFound, PlannerError, Problem, RuleBroken
from victimplanner.domain.issued import GIVEN_WORDS, RECIPIENTS, Output, PaperKind, Variant

_ALL = "all"
_OUTPUTS = [output.value for output in Output if output is not Output.PRINTED]


def add_commands(commands: Any) -> None:
    """Add the commands of this file to the program's."""
    export = commands.add_parser("export", help="write a paper of a witness as PDF")
    export.add_argument("urn", help="URN of the case, in any spelling")
    export.add_argument("document", choices=[k.value for k in PaperKind] + [_ALL])
    witness_option(export)
    export.add_argument("--variant", choices=[v.value for v in Variant], help="default: the paper's first")
    _way_option(export)
    _paper_options(export)
    export.set_defaults(run=_export)

    bundle = commands.add_parser("bundle", help="write several papers of a witness as one PDF with contents")
    bundle.add_argument("urn", help="URN of the case, in any spelling")
    bundle.add_argument(
        "documents",
        nargs="+",
        metavar="DOCUMENT[:VARIANT]",
        help="papers in their order, as code-sheet or special-measures:court; or all",
    )
    witness_option(bundle)
    _paper_options(bundle)
    bundle.set_defaults(run=_bundle)

    batch = commands.add_parser("batch", help="write one paper for every witness of many cases")
    batch.add_argument("document", choices=[k.value for k in PaperKind])
    which = batch.add_mutually_exclusive_group(required=True)
    which.add_argument("--urns", type=Path, metavar="FILE", help="file with one URN a line")
    which.add_argument("--open-cases", action="store_true", help="all open cases")
    batch.add_argument("--variant", choices=[v.value for v in Variant], help="default: the paper's first")
    _way_option(batch)
    _paper_options(batch)
    batch.set_defaults(run=_batch)


def witness_option(parser: argparse.ArgumentParser) -> None:
    """Add which witness of the case is meant."""
    parser.add_argument("--witness", help="label (W1) or paper reference (W-K7); needed with several witnesses")


def _way_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--given",
        choices=[channel.value for channel in GIVEN_WORDS],
        default=Channel.IN_PERSON.value,
        help="how a paper for the witness reaches her; checked against her safe contact; default: in_person",
    )


def _paper_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--recipient", help="who it is for; stands in the register; default: the usual reader of the copy"
    )
    parser.add_argument("--why", required=True, help="why it is made; kept in the disclosure log")
    parser.add_argument("--output", choices=_OUTPUTS, default=Output.SCREEN.value, help="default: screen")
    parser.add_argument("--out", type=Path, required=True, help="folder for the PDF")
    office_options(parser)


def _recipient(options: argparse.Namespace, *variants: Variant) -> str:
    """Return who was named, else the usual reader of these copies; the case file where they have different ones."""
    usual = {RECIPIENTS[variant] for variant in variants}
    named: str | None = options.recipient
    return named or (usual.pop() if len(usual) == 1 else RECIPIENTS[Variant.FILE])


def _export(options: argparse.Namespace) -> int:
    from victimplanner.services.papers import (
        PaperRequest,
        check_issue,
        has_nothing_to_print,
        issue_paper,
        paper_choices,
    )

    app = open_file(options)
    try:
        file = witness_of(case_of(app, options.urn), options.witness)
        output = Output(options.output)
        passphrase = copy_passphrase(output)
        requests = []
        for choice in paper_choices():
            if options.document not in (_ALL, choice.kind.value):
                continue
            variant = Variant(options.variant) if options.variant else choice.variants[0]
            reader = _recipient(options, variant)
            request = PaperRequest(
                choice.kind, variant, reader, options.why, channel=Channel(options.given), output=output
            )
            if options.document == _ALL and has_nothing_to_print(app, file, request):
                print(f"Left out, nothing is recorded for it yet: {choice.title}", file=sys.stderr)
                continue
            if options.document == _ALL and choice.kind is PaperKind.LETTER:
                print(f"Left out, it goes by itself after a second look: {choice.title}", file=sys.stderr)
                continue
            check_issue(app, file, request, passphrase)  # all of them, before any is written
            requests.append(request)
        folder = folder_at(options.out)
        for request in requests:
            entry = issue_paper(app, file, request, folder, passphrase)
            print(folder / entry.file_name)
    finally:
        app.close()
    _say_how_to_send(output)
    return 0


def _bundle(options: argparse.Namespace) -> int:
    from victimplanner.services.bundles import bundle_case
    from victimplanner.services.papers import PaperRequest, has_nothing_to_print, paper_choices

    choices = {choice.kind.value: choice for choice in paper_choices()}
    app = open_file(options)
    try:
        case = case_of(app, options.urn)
        file = witness_of(case, options.witness)
        output = Output(options.output)
        requests = []
        if options.documents == [_ALL]:
            for choice in choices.values():
                request = PaperRequest(choice.kind, choice.variants[0], purpose=options.why, output=output)
                if not choice.is_for_witness and not has_nothing_to_print(app, file, request):
                    requests.append(request)
        for document in options.documents if options.documents != [_ALL] else ():
            name, _, cut = document.partition(":")
            if name not in choices:
                raise RuleBroken(Problem("documents", f"“{name}” is no paper. Choose from: {', '.join(choices)}."))
            variants = {variant.value: variant for variant in choices[name].variants}
            if cut and cut not in variants:
                raise RuleBroken(
                    Problem("documents", f"“{name}” has no variant “{cut}”. It has: {', '.join(variants)}.")
                )
            variant = variants[cut] if cut else choices[name].variants[0]
            requests.append(PaperRequest(choices[name].kind, variant))
        passphrase = copy_passphrase(output)
        folder = folder_at(options.out)
        reader = _recipient(options, *(request.variant for request in requests))
        print(bundle_case(app, case, file.witness.id, requests, reader, options.why, folder, None, passphrase, output))
    finally:
        app.close()
    _say_how_to_send(output)
    return 0


def _batch(options: argparse.Namespace) -> int:
    from victimplanner.services.batches import batch_papers
    from victimplanner.services.cases import read_cases
    from victimplanner.services.papers import PaperRequest, paper_choices

    choice = next(choice for choice in paper_choices() if choice.kind.value == options.document)
    variant = Variant(options.variant) if options.variant else choice.variants[0]
    output = Output(options.output)
    reader = _recipient(options, variant)
    request = PaperRequest(choice.kind, variant, reader, options.why, channel=Channel(options.given), output=output)
    app = open_file(options)
    try:
        unknown: list[str] = []
        cases = read_cases(app) if options.open_cases else _cases_of(app, _lines(options.urns), unknown)
        wanted = [(case.case.id, file.witness.id) for case in cases for file in case.witnesses]
        passphrase = copy_passphrase(output)
        folder = folder_at(options.out)
        result = batch_papers(app, wanted, request, folder, _OnScreen(), passphrase)
        for entry in result.issued:
            print(folder / entry.file_name)
    finally:
        app.close()
    for left in result.refused:
        print(f"Not issued. {left.about}: {left.reason}", file=sys.stderr)
    for line in unknown:
        print(line, file=sys.stderr)
    print(result.words, file=sys.stderr)
    _say_how_to_send(output)
    return 1 if result.refused or result.stopped or unknown or not result.issued else 0


class _OnScreen:
    """Says how far a batch is, where somebody looks on."""

    def report(self, done: int, total: int, text: str) -> None:
        if sys.stderr.isatty():
            print(f"\r{text}", end="\n" if done + 1 >= total else "", file=sys.stderr, flush=True)


def _lines(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise RuleBroken(Problem("urns", "The file of URNs cannot be read. Nothing was written.")) from None
    return [line.strip() for line in lines if line.strip()]


def _cases_of(app: Any, urns: list[str], unknown: list[str]) -> list[CaseFile]:
    """Return the open cases with these URNs, each once; add to `unknown` a sentence for each line that names none."""
    found: dict[str, CaseFile] = {}
    for number, urn in enumerate(urns, start=1):
        try:
            case = case_of(app, urn)
        except PlannerError as problem:
            unknown.append(f"Line {number} of the file names no case. {problem}")
            continue
        if case.case.state is CaseState.OPEN:
            found[case.case.id] = case
        else:
            unknown.append(f"Line {number} of the file names a case that is closed. Nothing was written for it.")
    return list(found.values())


def case_of(app: Any, urn: str) -> CaseFile:
    """Return the case with a URN in any spelling. Raises: RuleBroken, NotFound."""
    from victimplanner.services.cases import find_case_by_urn

    return find_case_by_urn(app, urn)


def witness_of(case_file: CaseFile, wanted: str | None) -> WitnessFile:
    """Return the witness meant; the only one where none is named. Raises: NotFound naming those there are."""
    if wanted is None and len(case_file.witnesses) == 1:
        return case_file.witnesses[0]
    for file in case_file.witnesses:
        if wanted and wanted.casefold() in (file.witness.label.casefold(), file.witness.reference.casefold()):
            return file
    labels = ", ".join(file.witness.masked for file in case_file.witnesses)
    raise NotFound(f"Say which witness with --witness. This case has: {labels}. Nothing was written.")


def _say_how_to_send(output: Output) -> None:
    from victimplanner.domain.passphrases import SEND_ANOTHER_WAY

    if output is Output.PROTECTED:
        print(SEND_ANOTHER_WAY, file=sys.stderr)
