"""From a case file to its rows: each witness apart, every rule applied once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.due import due_for_witness
from victimplanner.domain.reports.from_duties import application_rows, decision_rows, duty_rows
from victimplanner.domain.reports.from_witness import (
    Counting,
    link_rows,
    measure_rows,
    meeting_rows,
    section_28_rows,
    witness_row,
)
from victimplanner.domain.reports.report_rows import ReportRows, together
from victimplanner.domain.rules import RuleBook


def rows_of_case(case: CaseFile, rules: RuleBook, calendar: Calendar, today: dt.date) -> ReportRows:
    """Return every row of a case, open or closed, as it stands on `today`."""
    return together(_rows_of_witness(case, file, rules, calendar, today) for file in case.witnesses)


def _rows_of_witness(
    case: CaseFile, file: WitnessFile, rules: RuleBook, calendar: Calendar, today: dt.date
) -> ReportRows:
    items = due_for_witness(case, file, rules, calendar, today)
    counting = Counting(file, items, rules, today)
    measures = measure_rows(counting)
    return ReportRows(
        duty_rows(file, items, calendar, today),
        measures,
        meeting_rows(counting),
        section_28_rows(counting),
        decision_rows(file, items, calendar, today),
        link_rows(counting),
        application_rows(file, items, calendar, today),
        (witness_row(counting, measures),),
    )


def rows_of_cases(cases: Iterable[CaseFile], rules: RuleBook, calendar: Calendar, today: dt.date) -> ReportRows:
    """Return the rows of several cases, in their order."""
    return together(rows_of_case(case, rules, calendar, today) for case in cases)
