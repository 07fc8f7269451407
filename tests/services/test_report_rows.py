"""Rows of reports name nobody, are counted once, and again only where something changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.services.finding import witnesses
from victimplanner.domain.case import CaseState
from victimplanner.domain.errors import Cancelled
from victimplanner.domain.measures import MeasureId, MeasureView, ViewKind
from victimplanner.domain.people import Person, User
from victimplanner.domain.reports.choosing import usual_filter
from victimplanner.domain.reports.report_rows import ReportRows
from victimplanner.domain.reports.rows import RowKind
from victimplanner.domain.sheets import Cell, Sheet
from victimplanner.services.cases import open_case, read_cases
from victimplanner.services.context import App
from victimplanner.services.measures import record_view
from victimplanner.services.people import save_person
from victimplanner.services.reports import CHUNK, make_report, report_rows, rows_as_sheet


@pytest.fixture(scope="module")
def rows(practice: App) -> ReportRows:
    return report_rows(practice)


# ------------------------------------------------------------ nobody’s name


def all_names(app: App) -> set[str]:
    with app.read() as uow:
        people = [person.name for person in uow.find(Person)] + [user.display_name for user in uow.find(User)]
    files = [file for case in read_cases(app, include_closed=True) for file in case.witnesses]
    accused = [defendant.name for file in files for defendant in file.defendants]
    return {*people, *accused, *(file.witness.name for file in files), *(file.witness.preferred_name for file in files)}


def cells(sheet: Sheet) -> str:
    words: list[Cell] = [cell for row in sheet.rows for cell in row]
    return " ".join(str(cell) for cell in words)


def test_nobody_is_named_in_rows_figures_and_lists(practice: App, rows: ReportRows) -> None:
    report = make_report(practice, rows, usual_filter(practice.today))
    names = {name for name in all_names(practice) if name.strip()}
    assert len(names) > 50
    texts = (repr(rows), repr(report), *(cells(rows_as_sheet(practice, k, rows.of_kind(k))) for k in RowKind))
    for name in names:
        surname = name.split()[-1]
        assert not any(name in text or f" {surname}" in text for text in texts), name


# ------------------------------------------------------------ counted once, and again only what changed


class Watched:
    """Somebody who looks on, and asks to stop at a certain report."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.reports: list[tuple[int, int]] = []
        self.stop_at = stop_at

    def report(self, done: int, total: int, text: str) -> None:
        self.reports.append((done, total))
        if self.stop_at is not None and len(self.reports) > self.stop_at:
            raise Cancelled("Stopped.")


def test_closed_cases_are_counted_too(practice: App, rows: ReportRows) -> None:
    closed = {c.case.id for c in read_cases(practice, include_closed=True) if c.case.state is CaseState.CLOSED}
    assert closed
    assert closed <= {row.case_id for row in rows.witnesses}


def test_a_second_look_reads_no_case_and_neither_does_one_after_a_case_was_opened(app: App) -> None:
    first = report_rows(app)
    open_case(app, first.witnesses[0].case_id)
    watched = Watched()
    assert report_rows(app, watched) is first
    assert watched.reports == []


def test_after_a_change_only_that_case_is_counted_again(app: App) -> None:
    before = report_rows(app)
    file = witnesses(app)[0]
    ask(app, file.case.id, file.witness.id)
    watched = Watched()
    after = report_rows(app, watched)
    assert watched.reports == [(0, 1)]
    changed = {row.case_id for row, old in zip(after.measures, before.measures, strict=True) if row != old}
    assert changed == {file.case.id}
    assert [row.urn for row in after.witnesses] == [row.urn for row in before.witnesses]


def ask(app: App, case_id: str, witness_id: str) -> None:
    record_view(
        app,
        MeasureView(
            case_id=case_id,
            witness_id=witness_id,
            measure=MeasureId.NO_WIGS_GOWNS,
            view=ViewKind.WANTS,
            given_on=app.today,
        ),
    )


def test_what_is_kept_is_what_counting_afresh_gives(app: App) -> None:
    report_rows(app)
    for file in witnesses(app)[:3]:
        ask(app, file.case.id, file.witness.id)
    kept = report_rows(app)
    save_person(app, Person(name="N. Wrexley"))  # the directory may change any role: everything is counted again
    watched = Watched()
    assert report_rows(app, watched) == kept
    assert watched.reports[0] == (0, 40)


def test_counting_can_be_stopped_and_goes_on_where_it_stopped(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    assert CHUNK > 1
    monkeypatch.setattr("victimplanner.services.reports.CHUNK", 10)
    with pytest.raises(Cancelled):
        report_rows(app, Watched(stop_at=2))
    watched = Watched()
    rows = report_rows(app, watched)
    assert watched.reports == [(0, 20), (10, 20)]
    assert [row.urn for row in rows.witnesses] == sorted(row.urn for row in rows.witnesses)


def test_a_list_says_who_made_it_when_and_by_which_filters(practice: App, rows: ReportRows) -> None:
    chosen = usual_filter(practice.today)
    own: Sequence[Any] = rows.duties[:7]
    sheet = rows_as_sheet(practice, RowKind.DUTY, own, filters=chosen.as_pairs({}))
    assert len(sheet.rows) == 7
    assert sheet.filters == chosen.as_pairs({})
    assert sheet.made_by == "R. Okafor, prosecutor"
    assert sheet.made_at == practice.now
    assert sheet.is_practice
