"""One piece of work: all or nothing, versions, and words instead of database errors."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.offices import LOGIN, NOW
from victimplanner.domain.case import Case, CaseState, Defendant
from victimplanner.domain.errors import Conflict, NotFound, StorageProblem
from victimplanner.domain.imported import ImportedRow
from victimplanner.domain.meeting import Meeting
from victimplanner.domain.record import Record
from victimplanner.domain.records import RECORDS
from victimplanner.domain.witness import Witness
from victimplanner.storage.database import fold
from victimplanner.storage.tables import TABLES, UtcMoment, table_name, to_record, to_row
from victimplanner.storage.unit_of_work import UnitOfWork
from victimplanner.storage.vault import OpenVault


def changing(opened: OpenVault, action: str = "case.register") -> UnitOfWork:
    return opened.changing(LOGIN, action, NOW)


def a_stored_case(opened: OpenVault, urn: str = "99VP1234526") -> Case:
    with changing(opened) as uow:
        return uow.add(Case(urn=urn))


def test_every_record_has_a_table_with_all_its_fields() -> None:
    for record in RECORDS:
        columns = set(TABLES[record].__table__.c.keys())
        assert columns == set(record.model_fields), table_name(record)


def test_every_record_that_belongs_to_a_case_is_indexed_by_it() -> None:
    for record in RECORDS:
        if "case_id" in record.model_fields:
            assert TABLES[record].__table__.c.case_id.index, record.__name__


def test_a_record_comes_back_as_it_was_put_in(opened: OpenVault) -> None:
    case = a_stored_case(opened)
    with changing(opened) as uow:
        witness = uow.add(Witness(case_id=case.id, number=1, reference="W-K7", name="Éabha Ŵyn"))
        meeting = uow.add(
            Meeting(
                case_id=case.id,
                witness_id=witness.id,
                number=1,
                planned_on=dt.date(2028, 2, 29),
                planned_start=dt.time(9, 5),
                checks_done=("b", "a"),
                new_evidence_volunteered=None,
            )
        )
        row = uow.add(
            ImportedRow(
                case_id=case.id,
                witness_id=witness.id,
                fingerprint="f",
                row_number=3,
                imported_at=NOW,
                raw={"Victim name": "Éabha", "Z": ""},
                warnings=("one", "two"),
            )
        )
    with opened.reading() as uow:
        assert uow.get(Witness, witness.id) == witness
        assert uow.get(Meeting, meeting.id) == meeting
        assert uow.get(ImportedRow, row.id) == row


def test_records_handed_out_are_frozen_and_free_of_the_file(opened: OpenVault) -> None:
    case = a_stored_case(opened)
    with opened.reading() as uow:
        found = uow.get(Case, case.id)
    with pytest.raises(ValidationError, match="frozen"):
        found.urn = "other"  # type: ignore[misc]
    assert found.state is CaseState.OPEN


@given(urn=st.text(min_size=1, max_size=30), notes=st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_text_goes_through_a_row_unchanged(urn: str, notes: str) -> None:
    case = Case(urn=urn, notes=notes, linked_urns=(notes, urn))
    assert to_record(to_row(case)) == case


def test_a_failed_piece_of_work_leaves_nothing(opened: OpenVault) -> None:
    uow = changing(opened)
    with pytest.raises(ZeroDivisionError), uow:
        _ = uow.add(Case(urn="99VP1234526")) and 1 / 0
    with opened.reading() as uow:
        assert uow.find(Case) == []
    assert opened.verify().count == 0, "and nothing stands in the trail"


def test_saving_a_stale_version_is_a_conflict_that_carries_theirs(opened: OpenVault) -> None:
    mine = a_stored_case(opened)
    with changing(opened) as uow:
        theirs = uow.save(mine.model_copy(update={"court_name": "Northmere Crown Court"}))
    with pytest.raises(Conflict, match="your text is still here") as conflict, changing(opened) as uow:
        uow.save(mine.model_copy(update={"court_name": "Eastholme Crown Court"}))
    assert conflict.value.theirs == theirs
    with opened.reading() as uow:
        assert uow.get(Case, mine.id) == theirs


def test_saving_without_change_makes_no_version_and_no_line_in_the_trail(opened: OpenVault) -> None:
    case = a_stored_case(opened)
    lines = opened.verify().count
    with changing(opened) as uow:
        assert uow.save(case) == case
    assert uow.changed is not None
    assert uow.changed.ids == frozenset()
    assert opened.verify().count == lines


def test_a_commit_says_which_records_and_cases_it_changed(opened: OpenVault) -> None:
    case = a_stored_case(opened)
    with changing(opened) as uow:
        defendant = uow.add(Defendant(case_id=case.id, number=1, name="K. Marrick"))
    assert uow.changed is not None
    assert uow.changed.kinds == {"Defendant"}
    assert uow.changed.ids == {defendant.id}
    assert uow.changed.case_ids == {case.id}


def test_what_is_gone_is_not_found_in_words(opened: OpenVault) -> None:
    with opened.reading() as uow, pytest.raises(NotFound, match="Open the list again"):
        uow.get(Case, "nowhere")
    with pytest.raises(NotFound, match="Nothing was saved"), changing(opened) as uow:
        uow.save(Case(urn="99VP1234526"))


def test_a_record_that_refers_to_nothing_is_refused_in_words(opened: OpenVault) -> None:
    with pytest.raises(StorageProblem, match="Nothing was") as problem, changing(opened) as uow:
        uow.add(Defendant(case_id="nowhere", number=1, name="K. Marrick"))
    assert problem.value.kind == "integrity"


def test_reading_cannot_write(opened: OpenVault) -> None:
    with opened.reading() as uow, pytest.raises(AssertionError, match="only reads"):
        uow.add(Case(urn="99VP1234526"))


def test_a_reader_does_not_wait_for_a_writer(opened: OpenVault) -> None:
    case = a_stored_case(opened)
    with changing(opened) as writing:
        writing.save(case.model_copy(update={"notes": "half-way"}))
        with opened.reading() as reading:
            assert reading.get(Case, case.id).notes == ""


def test_bulk_changes_that_would_escape_the_trail_are_refused(opened: OpenVault) -> None:
    a_stored_case(opened)
    with pytest.raises(AssertionError, match="audit trail"), changing(opened) as uow:
        uow.session.execute(sa.update(TABLES[Case]).values(notes="all of them"))


def test_selecting_among_very_many_values_works(opened: OpenVault) -> None:
    cases = [Case(urn=f"99VP{n:07}") for n in range(1203)]
    with changing(opened) as uow:
        uow.add_all(cases)
    with opened.reading() as uow:
        assert len(uow.select_in(Case, "id", [case.id for case in cases])) == 1203


def test_a_naive_moment_is_a_bug_and_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcMoment().process_bind_param(dt.datetime(2026, 1, 1), sa.engine.default.DefaultDialect())  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łukasik", "lukasik"),
        ("Siân  Ŵyn-Jones", "sian wyn-jones"),
        ("ÉABHA", "eabha"),
        ("O’Neill", "o'neill"),
        (None, ""),
    ],
)
def test_searching_ignores_case_accents_and_spaces(text: str | None, folded: str) -> None:
    assert fold(text) == folded


def test_every_kind_of_record_is_a_record() -> None:
    assert all(issubclass(kind, Record) for kind in RECORDS)
    assert len({table_name(kind) for kind in RECORDS}) == len(RECORDS)
