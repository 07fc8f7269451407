"""The commands about dates: due, and the rules."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from victimplanner.cli.office import day, office_options, open_file
from victimplanner.domain.dates import day_and_date
from victimplanner.domain.due_item import DueState
from victimplanner.domain.urn import display_urn
from victimplanner.services.clock import SystemClock
from victimplanner.services.context import App


def add_commands(commands: Any) -> None:
    """Add the commands of this file to the program's."""
    due = commands.add_parser("due", help="list every open item with rule, trigger, date and steps")
    due.add_argument("--on", type=day, help="as if today were this day (YYYY-MM-DD)")
    due.add_argument("--json", action="store_true", help="print as JSON")
    office_options(due)
    due.set_defaults(run=_due)

    rules = commands.add_parser("rules", help="list, check and explain the rules")
    rule_commands = rules.add_subparsers(title="rules commands", required=True, metavar="COMMAND")
    listing = rule_commands.add_parser("list", help="list every rule with edition, source and confidence")
    listing.add_argument("--json", action="store_true", help="print as JSON")
    office_options(listing, required=False)
    listing.set_defaults(run=_rules_list)
    check = rule_commands.add_parser("check", help="compare the program's answers with files of right answers")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE.json")
    office_options(check, required=False)
    check.set_defaults(run=_rules_check)
    explain = rule_commands.add_parser("explain", help="work out one date, or say what opens a measure")
    explain.add_argument("rule", help="a rule id such as application or R8b, or a measure id such as live_link")
    explain.add_argument("--on", type=day, help="the day of the event (YYYY-MM-DD)")
    explain.add_argument("--received", type=day, help="the day the information was received (YYYY-MM-DD)")
    explain.add_argument("--key", default=None, help="crown, magistrates, youth, standard or enhanced")
    office_options(explain, required=False)
    explain.set_defaults(run=_rules_explain)


def _due(options: argparse.Namespace) -> int:
    from victimplanner.services.worklist import due_as_data, due_items

    app = open_file(options)
    try:
        items = due_items(app)
        today = app.today
    finally:
        app.close()
    if options.json:
        print(json.dumps({"on": today.isoformat(), "items": due_as_data(items)}, ensure_ascii=False, indent=2))
        return 0
    for item in items:
        due = day_and_date(item.due) if item.due else "no limit" if item.state is DueState.NO_LIMIT else "not known"
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
    app = open_file(options, SystemClock())
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
