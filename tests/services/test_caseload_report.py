"""The caseload report on paper: every figure with its numbers, for the office and for outside; the same bytes again."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from tests.documents.reading import elements, failures
from tests.domain.test_reports_outside import worked_back
from tests.services.finding import witnesses
from victimplanner.documents.caseload_report import ReportCopy, caseload_pdf
from victimplanner.domain.reports.choosing import ReportFilter, usual_filter
from victimplanner.domain.reports.figures import Figure, Report
from victimplanner.domain.reports.outside import outside_tables
from victimplanner.domain.reports.report_rows import ReportRows
from victimplanner.domain.reports.rows import DutyRow
from victimplanner.services.context import App
from victimplanner.services.reports import make_report, report_rows

COPY = ReportCopy(
    unit="Northmere RASSO",
    recipient="unit head",
    generated_at=dt.datetime(2026, 11, 25, 9, 42, tzinfo=dt.UTC),
    generated_by="R. Okafor, prosecutor",
    rule_editions="Victims’ Code 2020",
    is_practice=True,
)
OUTSIDE = replace(COPY, recipient="outside the office", generated_by="", is_for_outside=True)
URN = re.compile(r"\b\d{2}[A-Z]{2}/\d{5}/\d{2}\b")


@pytest.fixture(scope="module")
def rows(practice: App) -> ReportRows:
    return report_rows(practice)


@pytest.fixture(scope="module")
def report(practice: App, rows: ReportRows) -> Report:
    return make_report(practice, rows, usual_filter(practice.today))


def overdue_of(report: Report, rows: ReportRows) -> list[DutyRow]:
    by_id = {row.id: row for row in rows.duties}
    return [by_id[row] for row in report.overdue]


def text_of(pdf: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return re.sub(r"\s+", " ", " ".join(pages).replace("\u00a0", " "))


@pytest.fixture(scope="module")
def inside(report: Report, rows: ReportRows) -> str:
    return text_of(caseload_pdf(report, overdue_of(report, rows), COPY)[0])


@pytest.fixture(scope="module")
def outside(report: Report, rows: ReportRows) -> str:
    return text_of(caseload_pdf(report, overdue_of(report, rows), OUTSIDE)[0])


def shown(report: Report) -> list[Figure]:
    return [figure for figure in report.figures() if figure is not report.by_unit]


def test_every_figure_says_what_it_counts_and_of_what(report: Report, inside: str) -> None:
    for figure in shown(report):
        assert figure.title in inside
        words = figure.empty or f"{figure.definition} {figure.denominator}"
        assert words in inside, figure.title


def test_every_number_of_every_table_is_printed_beside_its_line(report: Report, inside: str) -> None:
    for figure in shown(report):
        if figure is report.trend:  # printed month by month, its lines side by side: see below
            continue
        for label, *cells in figure.table():
            numbers = [str(cell) for cell in cells if type(cell) is int]
            assert re.search(re.escape(str(label)) + r" " + r".*?".join(numbers), inside), (figure.title, label)
    assert report.trend.plot is not None
    for month, *_cells in report.trend.plot.as_table().rows:
        assert month in inside


def test_the_key_figures_and_what_to_look_at_first_head_the_report(report: Report, inside: str) -> None:
    for item in report.panel:
        assert f"{item.label} {item.words}" in inside or (item.label in inside and item.words in inside)
    assert report.look_first in inside


def test_what_is_open_and_overdue_is_listed_by_urn_and_reference(report: Report, rows: ReportRows, inside: str) -> None:
    wanted = overdue_of(report, rows)
    assert wanted
    for row in wanted:
        assert row.reference in inside
        assert row.label in inside
    assert len(URN.findall(inside)) == len(wanted)


def test_a_copy_for_outside_names_no_case_and_no_number_under_five(report: Report, outside: str) -> None:
    assert not URN.search(outside)
    assert not re.search(r"\bW-[A-Z]\d\b", outside)
    assert "Open and overdue" not in outside
    together = outside_tables(report.figures())
    tables = [together[figure.id] for figure in shown(report)]
    assert any("under 5" in row for table in tables for row in table.rows), "there is something to hide"
    for table in tables:
        for row in table.rows:
            assert not [cell for cell in row if type(cell) is int and 0 < cell < 5]
            assert str(row[0]) in outside
    assert "R. Okafor" not in outside


def test_no_number_under_five_is_worked_back_from_the_tables_together(report: Report) -> None:
    assert worked_back(report) == []


def test_nobody_is_named_in_the_report(practice: App, inside: str, outside: str) -> None:
    names = {witness.witness.name for witness in witnesses(practice)}
    names |= {person.name for witness in witnesses(practice) for _role, person in witness.people} - {"R. Okafor"}
    assert len(names) > 40
    assert [name for name in names if name in inside or name in outside] == []


def test_every_page_bears_the_marking_twice_and_its_number(report: Report, rows: ReportRows) -> None:
    pdf, pages = caseload_pdf(report, overdue_of(report, rows), COPY)
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert len(texts) == pages
    for number, text in enumerate(texts, 1):
        assert text.count("OFFICIAL-SENSITIVE") == 2
        assert f"Page {number} of {pages}" in text.replace("\u00a0", " ")


def test_the_same_report_makes_the_same_bytes(report: Report, rows: ReportRows) -> None:
    one = caseload_pdf(report, overdue_of(report, rows), COPY)
    assert one == caseload_pdf(report, overdue_of(report, rows), COPY)


@pytest.mark.parametrize("copy", [COPY, OUTSIDE], ids=["inside", "outside"])
def test_the_report_keeps_both_forms_and_its_plots_say_every_number(
    report: Report, rows: ReportRows, copy: ReportCopy
) -> None:
    pdf, _ = caseload_pdf(report, overdue_of(report, rows), copy)
    assert not failures(pdf, "2a") + failures(pdf, "ua1")
    said = [element.alt for element in elements(pdf) if element.kind == "Figure"]
    plots = [figure.plot for figure in report.figures()]
    if copy is OUTSIDE:
        plots = [table.plot for table in outside_tables(report.figures()).values()]
    assert set(said) <= {plot.alt_text() for plot in plots if plot is not None}
    assert bool(said) is (copy is COPY), "outside nothing of this office is many enough to be drawn"


def test_a_period_without_anything_due_says_so_in_words(practice: App, rows: ReportRows) -> None:
    empty = make_report(practice, rows, ReportFilter(dt.date(2019, 1, 1), dt.date(2019, 3, 31)))
    text = text_of(caseload_pdf(empty, [], COPY)[0])
    assert empty.by_duty.empty
    assert empty.by_duty.empty in text
    assert "Nothing was open and overdue." in text


def test_no_word_of_a_table_is_broken_between_its_letters(inside: str) -> None:
    for word in ("Overdue", "Median", "known", "reason"):
        assert word in inside
