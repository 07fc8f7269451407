"""The commands for managers and inspectors: report, and inspect."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from victimplanner.cli.office import folder_at, office_options, open_file
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.issued import Variant

_PACK = (Variant.FILE, Variant.INSPECTION)


def add_commands(commands: Any) -> None:
    """Add the commands of this file to the program's."""
    report = commands.add_parser("report", help="write the caseload compliance report as PDF, XLSX or CSV")
    report.add_argument("--from", dest="first", type=_month, help="first month (YYYY-MM); default: six months ago")
    report.add_argument("--to", dest="last", type=_month, help="last month (YYYY-MM); default: this month")
    report.add_argument("--unit", help="cases of this unit only")
    report.add_argument("--form", choices=("pdf", "xlsx", "csv"), default="pdf")
    report.add_argument("--outside", action="store_true", help="for outside the office: numbers under 5 become words")
    report.add_argument("--why", required=True, help="why it is made; kept in the history")
    report.add_argument("--out", type=Path, required=True, help="folder for the file")
    office_options(report)
    report.set_defaults(run=_report)

    inspect = commands.add_parser("inspect", help="answer an inspector's questions for one case or a random sample")
    inspect.add_argument("urn", nargs="?", help="URN of one case; left out with --sample")
    inspect.add_argument("--sample", type=int, metavar="NUMBER", help="draw so many cases at random")
    inspect.add_argument("--seed", type=int, help="draw the same sample again; default: a new one, which is printed")
    inspect.add_argument("--variant", choices=[v.value for v in _PACK], default=Variant.INSPECTION.value)
    inspect.add_argument("--recipient", default="inspector", help="who it is for; stands in the register")
    inspect.add_argument("--why", required=True, help="why it is made; kept in the disclosure log")
    inspect.add_argument("--out", type=Path, required=True, help="folder for the sheets and the list of answers")
    office_options(inspect)
    inspect.set_defaults(run=_inspect)


def _month(text: str) -> dt.date:
    """Read a month from "2026-11"."""
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a month; write it like 2026-11") from None


def _report(options: argparse.Namespace) -> int:
    from victimplanner.domain.reports.choosing import ReportFilter, month_after, usual_filter
    from victimplanner.services.report_files import Content, FileForm, FileRequest, file_name, write_file
    from victimplanner.services.reports import make_report, report_rows

    app = open_file(options)
    try:
        usual = usual_filter(app.today)
        first = options.first or usual.first
        last = month_after(options.last) - dt.timedelta(days=1) if options.last else usual.last
        if last < first:
            raise RuleBroken(Problem("to", "The last month lies before the first. Nothing was written."))
        chosen = ReportFilter(first, last, unit=options.unit)
        rows = report_rows(app)
        if options.unit is not None and not any(row.unit == options.unit for row in rows.witnesses):
            raise RuleBroken(Problem("unit", "No case of this office file is of that unit. Nothing was written."))
        request = FileRequest(Content.FIGURES, FileForm(options.form), options.outside, options.why)
        target = folder_at(options.out) / file_name(app, chosen, request)
        write_file(app, make_report(app, rows, chosen), rows, request, target)
        print(target)
    finally:
        app.close()
    return 0


def _inspect(options: argparse.Namespace) -> int:
    from victimplanner.domain.inspection.sampling import SampleFilter
    from victimplanner.services.cases import find_case_by_urn
    from victimplanner.services.inspection import (
        LIST_NAME,
        draw_sample,
        inspect_case,
        inspect_sample,
        write_list,
        write_pack,
    )

    if (options.urn is None) == (options.sample is None):
        raise RuleBroken(Problem("urn", "Name one URN, or draw a number of cases with --sample. Nothing was written."))
    app = open_file(options)
    try:
        if options.urn is not None:
            inspection = inspect_case(app, find_case_by_urn(app, options.urn).case.id)
        else:
            inspection = inspect_sample(app, draw_sample(app, SampleFilter(), options.sample, options.seed))
        for what, words in inspection.how():
            print(f"{what}: {words}")
        folder = folder_at(options.out)
        variant = Variant(options.variant)
        target = folder / f"{LIST_NAME}.xlsx"
        write_list(app, inspection, options.why, target)  # first: where it cannot stand, no sheet is issued
        print(target)
        for entry in write_pack(app, inspection, variant, options.recipient, options.why, folder):
            print(folder / entry.file_name)
    finally:
        app.close()
    return 0
