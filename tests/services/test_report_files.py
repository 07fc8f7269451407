"""Reports as files, read back: the rows of the screen, no small number outside, nobody's name, nothing half-written."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.offices import empty_office
from victimplanner.domain.errors import NotAllowed, RuleBroken, StorageProblem
from victimplanner.domain.people import UserRole
from victimplanner.domain.reports.choosing import ReportFilter, Who, month_after, usual_filter
from victimplanner.domain.reports.figures import Report
from victimplanner.domain.reports.report_rows import ReportRows
from victimplanner.domain.reports.rows import RowKind
from victimplanner.domain.urn import display_urn
from victimplanner.services.assembling import read_office
from victimplanner.services.cases import read_cases
from victimplanner.services.context import App
from victimplanner.services.report_files import (
    Content,
    FileForm,
    FileRequest,
    ListShown,
    figure_sheets,
    file_name,
    file_problems,
    write_file,
)
from victimplanner.services.reports import make_report, report_rows

INSIDE = FileRequest(Content.FIGURES, FileForm.XLSX, purpose="Monthly meeting")
A_LIST = FileRequest(Content.LIST, FileForm.CSV, purpose="To look into")


@pytest.fixture(scope="module")
def rows(practice: App) -> ReportRows:
    return report_rows(practice)


@pytest.fixture(scope="module")
def report(practice: App, rows: ReportRows) -> Report:
    return make_report(practice, rows, usual_filter(practice.today))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture
def managers(tmp_path: Path) -> Iterator[App]:
    app = empty_office(tmp_path, role=UserRole.MANAGER)
    yield app
    app.close()


def written(
    app: App, report: Report, rows: ReportRows, request: FileRequest, folder: Path, shown: ListShown | None = None
) -> bytes:
    target = folder / f"written.{request.form}"
    write_file(app, report, rows, request, target, shown, replace=True)
    return target.read_bytes()


def lines_of(content: bytes) -> tuple[list[list[str]], dict[str, str]]:
    """The rows of a CSV list under its header, and what stands below them about the list."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    end = lines.index([])
    return lines[1:end], dict(lines[end + 1 :])


MONTHS = [dt.date(2026, month, 1) for month in range(3, 13)]


@st.composite
def filters(draw: st.DrawFn) -> ReportFilter:
    first, last = sorted((draw(st.sampled_from(MONTHS)), draw(st.sampled_from(MONTHS))))
    return ReportFilter(
        first,
        month_after(last) - dt.timedelta(days=1),
        draw(st.sampled_from((None, "Northmere RASSO", ""))),
        draw(st.sampled_from((None, "6", "8.1", "8.2", "Policy"))),
        None,
        draw(st.sampled_from(list(Who))),
    )


@given(chosen=filters(), kind=st.sampled_from(list(RowKind)), backwards=st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_list_leaves_with_the_rows_of_the_screen_in_their_order_and_says_what_chose_them(
    practice: App, rows: ReportRows, folder: Path, chosen: ReportFilter, kind: RowKind, backwards: bool
) -> None:
    seen = chosen.chosen(rows).of_kind(kind)
    on_screen = seen[::-1] if backwards else seen
    made = make_report(practice, rows, chosen)
    shown = ListShown(kind, on_screen, "Duties met, by right", "Met late  3")
    lines, about = lines_of(written(practice, made, rows, A_LIST, folder, shown))
    assert [line[:2] for line in lines] == [[display_urn(row.urn), row.reference] for row in on_screen]
    assert about["Rows"] == str(len(on_screen))
    assert about["Filter: Period"] == chosen.period_words()
    assert about["Filter: Figure"] == "Duties met, by right"
    assert about["Made by"] == "R. Okafor, prosecutor"
    assert about["Made on"] == "Wed 25 Nov 2026 at 09:42, London time"


def test_the_figures_leave_with_every_number_of_their_tables(
    practice: App, rows: ReportRows, report: Report, folder: Path
) -> None:
    request = FileRequest(Content.FIGURES, FileForm.CSV, purpose="Monthly meeting")
    lines, _about = lines_of(written(practice, report, rows, request, folder))
    found = {(figure, line, what): (number, share) for figure, line, what, number, share, _words in lines}
    compared = 0
    for figure in report.figures():
        for row in figure.table():
            for heading, cell in zip(figure.header[1:], row[1:], strict=True):
                number, share = found[figure.title, str(row[0]), heading]
                if isinstance(cell, int):
                    assert number == str(cell)
                    compared += 1
                elif isinstance(cell, float):
                    assert float(share.rstrip("%")) == pytest.approx(100 * cell, abs=0.0001)
    assert compared > 200


def test_no_number_under_five_and_no_case_leaves_the_office(
    practice: App, rows: ReportRows, report: Report, folder: Path
) -> None:
    request = FileRequest(Content.FIGURES, FileForm.CSV, is_for_outside=True, purpose="Area meeting")
    content = written(practice, report, rows, request, folder)
    lines, about = lines_of(content)
    numbers = {line[3] for line in lines}
    assert numbers.isdisjoint({"1", "2", "3", "4"})
    assert "under 5" in {line[5] for line in lines}
    assert about["Made by"] == "Northmere RASSO"
    assert not _urns(content.decode("utf-8-sig"), practice)


@pytest.mark.parametrize("is_for_outside", [False, True])
def test_the_report_to_print_shows_open_cases_inside_the_office_alone(
    practice: App, rows: ReportRows, report: Report, folder: Path, is_for_outside: bool
) -> None:
    request = FileRequest(Content.FIGURES, FileForm.PDF, is_for_outside, "Area meeting")
    content = written(practice, report, rows, request, folder)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "Caseload compliance report" in text
    assert bool(_urns(text, practice)) is not is_for_outside
    assert ("R. Okafor" in text) is not is_for_outside


def test_nobody_is_named_in_a_file_but_whoever_made_it(
    practice: App, rows: ReportRows, report: Report, folder: Path
) -> None:
    lists = [
        written(practice, report, rows, A_LIST, folder, ListShown(kind, rows.of_kind(kind), "All")) for kind in RowKind
    ]
    request = FileRequest(Content.FIGURES, FileForm.CSV, purpose="Monthly meeting")
    text = b" ".join([*lists, written(practice, report, rows, request, folder)]).decode().casefold()
    text = text.replace("r. okafor, prosecutor", "")
    assert [name for name in _names(practice) if name.casefold() in text] == []


def test_an_empty_office_gives_sentences_and_no_noughts(managers: App) -> None:
    made = make_report(managers, ReportRows(), usual_filter(managers.today))
    sheets = figure_sheets(managers, made, is_for_outside=False)
    assert {len(sheet.rows) for sheet in sheets} == {0}
    assert all(sheet.note for sheet in sheets)


def test_a_name_that_a_spreadsheet_would_calculate_is_harmless_in_the_file_and_absent_from_its_name(
    managers: App, tmp_path: Path
) -> None:
    with managers.change("office.amend") as uow:
        uow.save(read_office(uow).model_copy(update={"name": "=HYPERLINK(1)/../R. Okafor: RASSO"}))
    chosen = usual_filter(managers.today)
    made = make_report(managers, ReportRows(), chosen)
    request = FileRequest(Content.FIGURES, FileForm.CSV, is_for_outside=True, purpose="Area meeting")
    _lines, about = lines_of(written(managers, made, ReportRows(), request, tmp_path))
    assert about["Made by"].startswith("'=HYPERLINK")
    name = file_name(managers, chosen, request)
    assert re.fullmatch(r"[a-z0-9_-]+\.csv", name)
    assert name.endswith("_2026-05_2026-11_caseload-outside.csv")
    assert file_name(managers, chosen, replace(request, is_for_outside=False)).endswith("_2026-11_caseload.csv")


def test_a_list_of_cases_does_not_leave_the_office_and_every_file_has_a_purpose() -> None:
    def fields(request: FileRequest) -> list[str]:
        return [problem.field for problem in file_problems(request)]

    assert fields(FileRequest(Content.LIST, FileForm.XLSX, True, "Area meeting")) == ["is_for_outside"]
    assert fields(FileRequest(Content.LIST, FileForm.PDF, False, "Meeting")) == ["form"]
    assert fields(FileRequest(Content.FIGURES, FileForm.XLSX, True, "  ")) == ["purpose"]
    assert fields(FileRequest(Content.FIGURES, FileForm.PDF, True, "Area meeting")) == []


def test_every_file_is_recorded_with_its_purpose(app: App, tmp_path: Path) -> None:
    rows = report_rows(app)
    write_file(app, make_report(app, rows, usual_filter(app.today)), rows, INSIDE, tmp_path / "a.xlsx")
    entry = app.vault.history(limit=1)[0]
    assert (entry.action, entry.record_id, entry.reason) == ("report.export", "a.xlsx", "Monthly meeting")


def test_what_is_refused_leaves_nothing_behind(
    practice: App, rows: ReportRows, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = practice.vault.history(limit=1)
    with pytest.raises(RuleBroken):
        write_file(practice, report, rows, FileRequest(Content.FIGURES, FileForm.XLSX), tmp_path / "a.xlsx")
    with pytest.raises(StorageProblem):
        write_file(practice, report, rows, INSIDE, tmp_path / "gone" / "a.xlsx")
    (tmp_path / "there.xlsx").write_bytes(b"before")
    with pytest.raises(StorageProblem, match="already"):
        write_file(practice, report, rows, INSIDE, tmp_path / "there.xlsx")
    reader = practice.user.model_copy(update={"role": UserRole.READ_ONLY})
    monkeypatch.setattr(practice, "user", reader)
    with pytest.raises(NotAllowed):
        write_file(practice, report, rows, INSIDE, tmp_path / "b.xlsx")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("there.xlsx", b"before")]
    assert practice.vault.history(limit=1) == before


def test_a_file_that_cannot_be_recorded_does_not_stay(
    practice: App, rows: ReportRows, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise StorageProblem("full", "Not saved: the disk is full.")

    monkeypatch.setattr(practice.vault, "record_look", full)
    with pytest.raises(StorageProblem):
        write_file(practice, report, rows, INSIDE, tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_file_that_was_to_be_replaced_stays_when_the_new_one_cannot_be_recorded(
    practice: App, rows: ReportRows, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise StorageProblem("full", "Not saved: the disk is full.")

    target = tmp_path / "a.xlsx"
    target.write_bytes(b"the earlier list")
    monkeypatch.setattr(practice.vault, "record_look", full)
    with pytest.raises(StorageProblem):
        write_file(practice, report, rows, INSIDE, target, replace=True)
    assert target.read_bytes() == b"the earlier list"


def _urns(text: str, app: App) -> Sequence[str]:
    words = "".join(text.split())
    return [case.case.urn for case in read_cases(app) if display_urn(case.case.urn) in words]


def _names(app: App) -> set[str]:
    names = set()
    for case in read_cases(app):
        names |= {defendant.name for defendant in case.defendants}
        for witness in case.witnesses:
            names |= {witness.witness.name, *(person.name for _role, person in witness.people)}
    return names - {""}
