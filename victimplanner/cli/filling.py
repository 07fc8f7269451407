"""The commands that fill an office file: create, import, sites, demo."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from victimplanner.cli.office import (
    clock_of,
    day,
    folder_at,
    office_options,
    open_file,
    passphrase_of,
    passphrase_option,
)
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.people import UserRole
from victimplanner.domain.urn import display_urn
from victimplanner.services.clock import SystemClock


def add_commands(commands: Any) -> None:
    """Add the commands of this file to the program's."""
    create = commands.add_parser("create", help="create an encrypted office file")
    create.add_argument("file", type=Path, help="where; .vpoffice is added when it is missing")
    create.add_argument("--user", required=True, help="login of the first user, for instance r.okafor")
    create.add_argument("--name", required=True, help="name as it stands in records, for instance 'R. Okafor'")
    create.add_argument("--office", required=True, help="name of the office or unit")
    create.add_argument("--role", choices=[r.value for r in UserRole], default=UserRole.PROSECUTOR.value)
    create.add_argument("--practice", action="store_true", help="fill it with the invented practice office")
    passphrase_option(create)
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
    take_in.add_argument("--on", type=day, help="judge as if today were this day (YYYY-MM-DD)")
    office_options(take_in, required=False)
    take_in.set_defaults(run=_import)

    sites = commands.add_parser("sites", help="add the sites and rooms of a CSV list to the directory")
    sites.add_argument("list", type=Path, metavar="LIST.csv")
    office_options(sites)
    sites.set_defaults(run=_sites)

    demo = commands.add_parser("demo", help="run the whole main job on the invented practice office")
    demo.add_argument(
        "--out", type=Path, required=True, help="folder for the office file and the PDFs; made when missing"
    )
    demo.add_argument("--on", type=day, help="as if today were this day (YYYY-MM-DD)")
    demo.set_defaults(run=_demo)


def _create(options: argparse.Namespace) -> int:
    from victimplanner.services.practice import fill_practice
    from victimplanner.services.vaults import NewOffice, create_office

    new = NewOffice(options.file, options.user, options.name, UserRole(options.role), options.office)
    app, recovery_key = create_office(new, passphrase_of(options), SystemClock())
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
    app = None if options.dry_run else open_file(options, SystemClock())  # the trail tells the true time of writing
    try:
        known = fingerprints(app) if app else frozenset()
        plan = prepare_import(data, import_knowledge(), clock_of(options).today(), _overrides(options.map), known)
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


def _sites(options: argparse.Namespace) -> int:
    from victimplanner.services.importing import read_list
    from victimplanner.services.sites import import_sites

    data = read_list(options.list)
    app = open_file(options)
    try:
        done = import_sites(app, data)
    finally:
        app.close()
    print(f"{done.sites} sites and {done.rooms} rooms added; {done.unchanged} rows are in the directory already.")
    for words in done.left_out:
        print(f"Left out. {words}")
    return 1 if done.left_out else 0


def _demo(options: argparse.Namespace) -> int:
    from victimplanner.services.demo import run_demo

    for line in run_demo(folder_at(options.out), clock_of(options)):
        print(line, flush=True)
    return 0
