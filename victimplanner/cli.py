"""The program without a window: create, import, due, rules, export, demo.

Exit codes: 0 done; 1 done, but something needs a look (differences, refused rows, nothing found); 2 not done, with
a sentence on standard error. The passphrase comes from a prompt, a file or the environment, never from an argument.
"""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.dates import LONDON, day_and_date
from victimplanner.domain.errors import NotFound, PlannerError, Problem, RuleBroken, StorageProblem
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.people import UserRole
from victimplanner.domain.urn import display_urn
from victimplanner.services.clock import Clock, FixedClock, SystemClock
from victimplanner.services.context import App

PASSPHRASE_VARIABLE = "VICTIMPLANNER_PASSPHRASE"
PASSPHRASE_FILE_VARIABLE = "VICTIMPLANNER_PASSPHRASE_FILE"


def run_command(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no reason to fail
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except PlannerError as problem:
        print(f"victimplanner: {problem}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read our output has gone, as after “| head”: what is still to be flushed must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        print(f"victimplanner: a file or folder cannot be used ({reason}). Check the names given.", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):
        print("victimplanner: stopped. Nothing half-done was kept.", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="victimplanner",
        description="Plan meetings with complainants, record special measures, meet Victims' Code duties. "
        "Without a command it opens the window.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    create = commands.add_parser("create", help="create an encrypted office file")
    create.add_argument("file", type=Path, help="where; .vpoffice is added when it is missing")
    create.add_argument("--user", required=True, help="login of the first user, for instance r.okafor")
    create.add_argument("--name", required=True, help="name as it stands in records, for instance 'R. Okafor'")
    create.add_argument("--office", required=True, help="name of the office or unit")
    create.add_argument("--role", choices=[r.value for r in UserRole], default=UserRole.PROSECUTOR.value)
    create.add_argument("--practice", action="store_true", help="fill it with the invented practice office")
    _passphrase_option(create)
    create.set_defaults(run=_create)

    take_in = commands.add_parser("import", help="import a caseload list (CSV)")
    take_in.add_argument("list", type=Path, help="the CSV file")
    take_in.add_argument(
        "--dry-run", action="store_true", help="judge every row and write nothing; no office file needed"
    )
    take_in.add_argument("--json", action="store_true", help="print counts and the result of each row as JSON")
    take_in.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADING=FIELD",
        help="take a column as this field; may be repeated",
    )
    take_in.add_argument("--on", type=_day, help="judge as if today were this day (YYYY-MM-DD)")
    _office_options(take_in, required=False)
    take_in.set_defaults(run=_import)

    due = commands.add_parser("due", help="list every open item with rule, trigger, date and steps")
    due.add_argument("--on", type=_day, help="as if today were this day (YYYY-MM-DD)")
    due.add_argument("--json", action="store_true", help="print as JSON")
    _office_options(due)
    due.set_defaults(run=_due)

    rules = commands.add_parser("rules", help="list, check and explain the rules")
    rule_commands = rules.add_subparsers(title="rules commands", required=True, metavar="COMMAND")
    listing = rule_commands.add_parser("list", help="list every rule with edition, source and confidence")
    listing.add_argument("--json", action="store_true", help="print as JSON")
    _office_options(listing, required=False)
    listing.set_defaults(run=_rules_list)
    check = rule_commands.add_parser("check", help="compare the program's answers with files of right answers")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE.json")
    _office_options(check, required=False)
    check.set_defaults(run=_rules_check)
    explain = rule_commands.add_parser("explain", help="work out one date, or say what opens a measure")
    explain.add_argument("rule", help="a rule id such as application or R8b, or a measure id such as live_link")
    explain.add_argument("--on", type=_day, help="the day of the event (YYYY-MM-DD)")
    explain.add_argument("--received", type=_day, help="the day the information was received (YYYY-MM-DD)")
    explain.add_argument("--key", default=None, help="crown, magistrates, youth, standard or enhanced")
    _office_options(explain, required=False)
    explain.set_defaults(run=_rules_explain)

    export = commands.add_parser("export", help="write a paper of a witness as PDF")
    export.add_argument("urn", help="URN of the case, in any spelling")
    export.add_argument("document", choices=[k.value for k in PaperKind] + ["all"])
    export.add_argument("--witness", help="label (W1) or paper reference (W-K7); needed with several witnesses")
    export.add_argument("--variant", choices=[v.value for v in Variant], help="default: the file copy")
    export.add_argument("--recipient", default="case file", help="who it is for; stands in the register")
    export.add_argument("--why", required=True, help="why it is made; kept in the disclosure log")
    export.add_argument("--out", type=Path, required=True, help="folder for the PDF")
    _office_options(export)
    export.set_defaults(run=_export)

    sites = commands.add_parser("sites", help="add the sites and rooms of a CSV list to the directory")
    sites.add_argument("list", type=Path, metavar="LIST.csv")
    _office_options(sites)
    sites.set_defaults(run=_sites)

    demo = commands.add_parser("demo", help="run the whole main job on the invented practice office")
    demo.add_argument(
        "--out", type=Path, required=True, help="folder for the office file and the PDFs; made when missing"
    )
    demo.add_argument("--on", type=_day, help="as if today were this day (YYYY-MM-DD)")
    demo.set_defaults(run=_demo)
    return parser


def _office_options(parser: argparse.ArgumentParser, required: bool = True) -> None:
    parser.add_argument("--office", type=Path, required=required, metavar="FILE", help="the office file (.vpoffice)")
    parser.add_argument("--user", help="login; not needed when the office file has one user")
    _passphrase_option(parser)


def _passphrase_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=f"file whose first line is the passphrase; else ${PASSPHRASE_FILE_VARIABLE}, ${PASSPHRASE_VARIABLE}, or a prompt",
    )


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day; write it like 2026-11-25") from None


def _clock(options: argparse.Namespace) -> Clock:
    if getattr(options, "on", None) is None:
        return SystemClock()
    return FixedClock(dt.datetime.combine(options.on, dt.time(9, 0), LONDON).astimezone(dt.UTC))


def _passphrase(options: argparse.Namespace) -> str:
    path = options.passphrase_file or os.environ.get(PASSPHRASE_FILE_VARIABLE)
    if path:
        try:
            first, *_rest = Path(path).read_text(encoding="utf-8-sig").splitlines() or [""]
        except (OSError, UnicodeDecodeError):
            raise StorageProblem("passphrase_file", "The passphrase file cannot be read. Nothing was opened.") from None
        return first
    if PASSPHRASE_VARIABLE in os.environ:
        return os.environ[PASSPHRASE_VARIABLE]
    if not sys.stdin.isatty():
        raise StorageProblem(
            "no_passphrase",
            "No passphrase was given and there is nobody to ask. Use --passphrase-file. Nothing was opened.",
        )
    return getpass.getpass("Passphrase: ")


def _open(options: argparse.Namespace, clock: Clock | None = None) -> App:
    from victimplanner.services.vaults import office_users, open_office

    if options.office is None:
        raise RuleBroken(
            Problem("office", "Name the office file with --office, or use --dry-run. Nothing was imported.")
        )
    login = options.user
    if login is None:
        users = office_users(options.office)
        if len(users) != 1:
            raise RuleBroken(Problem("user", "This office file has several users. Say which with --user."))
        login = users[0]
    return open_office(options.office, login, _passphrase(options), clock or _clock(options))


def _create(options: argparse.Namespace) -> int:
    from victimplanner.services.practice import fill_practice
    from victimplanner.services.vaults import NewOffice, create_office

    new = NewOffice(options.file, options.user, options.name, UserRole(options.role), options.office)
    app, recovery_key = create_office(new, _passphrase(options), SystemClock())
    try:
        print(f"Created {app.vault.path}")
        print(f"Recovery key, shown once: {recovery_key}")
        print("Print it and lock it away. Without a passphrase and the recovery key the data is gone.")
        if options.practice:
            print(f"Filled with {fill_practice(app)} invented cases. PRACTICE stands on every page.")
    finally:
        app.close()
    return 0


def _import(options: argparse.Namespace) -> int:
    from victimplanner.domain.importing import Outcome, plan_data, prepare_import
    from victimplanner.services.importing import fingerprints, import_knowledge, import_plan, read_list

    data = read_list(options.list)
    app = None if options.dry_run else _open(options, SystemClock())  # the trail tells the true time of writing
    try:
        known = fingerprints(app) if app else frozenset()
        plan = prepare_import(data, import_knowledge(), _clock(options).today(), _overrides(options.map), known)
        done = import_plan(app, plan) if app else None
    finally:
        if app:
            app.close()
    result = plan_data(plan)
    result["dry_run"] = options.dry_run
    if done is not None:
        result["written"] = {"cases": done.cases, "witnesses": done.witnesses}
        result["failed"] = {display_urn(urn): reason for urn, reason in done.failed.items()}
        result["kept"] = {display_urn(urn): list(sentences) for urn, sentences in done.kept.items()}
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        _print_import(result, plan.counts)
    counts = plan.counts
    return 1 if counts.get(Outcome.REFUSED) or (done and (done.failed or done.kept)) else 0


def _overrides(pairs: Sequence[str]) -> dict[str, str] | None:
    if not pairs:
        return None
    if any("=" not in pair for pair in pairs):
        raise RuleBroken(Problem("map", "Write --map as HEADING=FIELD, for instance --map 'Victim=witness_name'."))
    return dict(pair.rsplit("=", 1) for pair in pairs)


def _print_import(result: dict[str, Any], counts: Any) -> None:
    for row in result["rows"]:
        print(
            f"row {row['row']:>4}  {row['outcome']:<9} {row.get('urn') or '-':<14} {row.get('reason') or ''}".rstrip()
        )
        for message in row.get("messages", []):
            text = message["message"] if isinstance(message, dict) else message
            if text != row.get("reason"):
                print(f"          {text}")
    print(", ".join(f"{count} {outcome.value.replace('_', ' ')}" for outcome, count in counts.items()))
    if result["dry_run"]:
        print("Dry run: nothing was written.")
    else:
        print(f"Written: {result['written']['cases']} cases, {result['written']['witnesses']} witnesses.")
    for urn, reason in result.get("failed", {}).items():
        print(f"{urn}: {reason}")
    for urn, sentences in result.get("kept", {}).items():
        for sentence in sentences:
            print(f"{urn}: {sentence}")


def _due(options: argparse.Namespace) -> int:
    from victimplanner.services.worklist import due_as_data, due_items

    app = _open(options)
    try:
        items = due_items(app)
        today = app.today
    finally:
        app.close()
    if options.json:
        print(json.dumps({"on": today.isoformat(), "items": due_as_data(items)}, ensure_ascii=False, indent=2))
        return 0
    for item in items:
        due = day_and_date(item.due) if item.due else "not known"
        mark = " (provisional)" if item.is_provisional else ""
        print(f"{item.state.value.replace('_', ' '):<14} {due}{mark}  {display_urn(item.urn)}  {item.witness_label}")
        print(f"               {item.title}. {item.why}")
        print(f"               {item.citation}: {item.rule_words}. {item.standing or item.missing}")
    print(f"{len(items)} open on {day_and_date(today)}.")
    return 0


@contextmanager
def _rules_of(options: argparse.Namespace) -> Iterator[tuple[App | None, str]]:
    """Open the office file whose rules are meant, and say which they are; without --office nothing is opened."""
    from victimplanner.services.editions import edition_in_use, edition_words

    if options.office is None:
        yield None, ""
        return
    app = _open(options, SystemClock())
    try:
        yield app, edition_words(edition_in_use(app))
    finally:
        app.close()


def _rules_list(options: argparse.Namespace) -> int:
    from victimplanner.services.rules import rules_as_data

    with _rules_of(options) as (app, edition):
        rules = rules_as_data(app)
    if options.json:
        data: Any = {"edition": edition, "rules": rules} if edition else rules
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return 0
    if edition:
        print(edition)
    for rule in rules:
        print(f"{rule['id']:<32} {rule['title']}")
        print(f"{'':<32} {rule['text']}  [{rule['confidence']}] {rule['source']}")
    print(f"{len(rules)} rules.")
    return 0


def _rules_check(options: argparse.Namespace) -> int:
    from victimplanner.services.rules import check_vector_file

    total = differences = 0
    with _rules_of(options) as (app, edition):
        if edition:
            print(edition)
        for path in options.files:
            result = check_vector_file(path, app)
            total += result.count
            differences += len(result.differences)
            for difference in result.differences:
                print(f"{path.name}: {difference}")
    if differences:
        print(f"{differences} answered differently, of {total} right answers in {len(options.files)} files.")
        return 1
    print(f"{total} right answers in {len(options.files)} files, all the same.")
    return 0


def _rules_explain(options: argparse.Namespace) -> int:
    from victimplanner.services.rules import explain_rule

    with _rules_of(options) as (app, edition):
        words = explain_rule(options.rule, options.on, options.received, options.key, app)
    print("\n".join((words, edition)) if edition else words)
    return 0


def _export(options: argparse.Namespace) -> int:
    from victimplanner.services.cases import find_case_by_urn
    from victimplanner.services.papers import (
        PaperRequest,
        check_issue,
        has_nothing_to_print,
        issue_paper,
        paper_choices,
    )

    app = _open(options)
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
        folder = _folder(options.out)
        for request in requests:
            entry = issue_paper(app, file, request, folder)
            print(folder / entry.file_name)
    finally:
        app.close()
    return 0


def _sites(options: argparse.Namespace) -> int:
    from victimplanner.services.importing import read_list
    from victimplanner.services.sites import import_sites

    data = read_list(options.list)
    app = _open(options)
    try:
        done = import_sites(app, data)
    finally:
        app.close()
    print(f"{done.sites} sites and {done.rooms} rooms added; {done.unchanged} rows are in the directory already.")
    for words in done.left_out:
        print(f"Left out. {words}")
    return 1 if done.left_out else 0


def _witness(case_file: CaseFile, wanted: str | None) -> WitnessFile:
    if wanted is None and len(case_file.witnesses) == 1:
        return case_file.witnesses[0]
    for file in case_file.witnesses:
        if wanted and wanted.casefold() in (file.witness.label.casefold(), file.witness.reference.casefold()):
            return file
    labels = ", ".join(file.witness.masked for file in case_file.witnesses)
    raise NotFound(f"Say which witness with --witness. This case has: {labels}. Nothing was written.")


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise StorageProblem("folder", "The folder cannot be made or reached. Nothing was written.") from None
    return path


def _demo(options: argparse.Namespace) -> int:
    from victimplanner.services.demo import run_demo

    for line in run_demo(_folder(options.out), _clock(options)):
        print(line, flush=True)
    return 0
