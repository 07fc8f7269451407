"""Ways round the one door for writing, each closed; and values that must not leave by an error or a temporary file."""

from __future__ import annotations

import datetime as dt
import logging
import os
import tempfile
import traceback
import types
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from tests.builders import a_case, a_meeting, a_witness
from tests.offices import LOGIN, NOW
from victimplanner.domain.case import Case
from victimplanner.domain.errors import Conflict, StorageProblem
from victimplanner.domain.meeting_record import Draft, Question
from victimplanner.domain.office import Office
from victimplanner.domain.record import Record, new_id
from victimplanner.domain.records import RECORDS
from victimplanner.storage.tables import TABLES, AuditValueRow, table_name
from victimplanner.storage.unit_of_work import UnitOfWork
from victimplanner.storage.vault import OpenVault

NAME = "Zanzibarine Quillfeather"


def changing(opened: OpenVault) -> UnitOfWork:
    return opened.changing(LOGIN, "case.register", NOW)


def store(opened: OpenVault, *records: Record) -> None:
    with changing(opened) as uow:
        for record in records:
            uow.add(record)


def run(opened: OpenVault, *statements: str) -> None:
    with opened.engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


CASES = TABLES[Case]
BY_HAND: list[Any] = [
    pytest.param(sa.insert(CASES).values(**a_case(id="f" * 32).model_dump()), id="insert"),
    pytest.param(sa.update(CASES).values(notes="x"), id="update"),
    pytest.param(sa.delete(CASES), id="delete"),
    pytest.param(CASES.__table__.delete(), id="delete of a table"),
    pytest.param(sa.text('DELETE FROM "case"'), id="text"),
]


@pytest.mark.parametrize("statement", BY_HAND)
@pytest.mark.parametrize("reading", [True, False], ids=["reading", "writing"])
def test_no_statement_written_by_hand_escapes_the_trail(opened: OpenVault, statement: Any, reading: bool) -> None:
    store(opened, a_case())
    work = opened.reading() if reading else changing(opened)
    with pytest.raises(AssertionError, match="audit trail"), work as uow:
        uow.session.execute(statement)
    with opened.reading() as uow:
        assert uow.find(Case) == [a_case()]
    assert opened.verify().count == 1


def test_a_reading_session_refuses_to_write_even_by_itself(opened: OpenVault) -> None:
    store(opened, a_case())
    with opened.reading() as uow:
        row = uow.session.get(CASES, a_case().id)
        row.notes = "changed"
        with pytest.raises(AssertionError, match="only reads"):
            uow.session.commit()
    with opened.reading() as uow:
        assert uow.get(Case, a_case().id) == a_case()


def test_a_line_of_the_trail_cannot_be_replaced_either(opened: OpenVault) -> None:
    """INSERT OR REPLACE deletes without asking the delete trigger, unless told to."""
    store(opened, a_case())
    with pytest.raises(sa.exc.DatabaseError, match="only added to"):
        run(opened, "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE seq = 1")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_value SET \"values\" = replace(\"values\", 'RASSO North', 'RASSO South')",
        "UPDATE audit_value SET \"values\" = 'no form at all'",
        "UPDATE audit_value SET salt = 'ab'",
    ],
)
def test_values_rewritten_behind_the_trail_are_found(opened: OpenVault, tampering: str) -> None:
    store(opened, a_case())
    assert opened.verify().is_whole
    run(opened, tampering)
    assert opened.verify().first_bad == 1


def test_lines_cut_off_at_the_end_show_by_the_head_kept_elsewhere(opened: OpenVault) -> None:
    store(opened, a_case(), a_witness())
    kept = opened.verify()
    run(opened, "DROP TRIGGER audit_entry_no_delete", "DELETE FROM audit_entry WHERE seq = 2")
    now = opened.verify()
    assert now.is_whole, "alone it cannot be seen"
    assert (now.head, now.count) != (kept.head, kept.count)


def test_what_a_mapping_held_is_still_checked_whatever_its_order(opened: OpenVault) -> None:
    store(opened, Office(name="Northmere", rule_counts={"z": 1, "a": 2}))
    assert opened.verify().is_whole


def test_a_change_that_fails_leaves_no_line(opened: OpenVault) -> None:
    with pytest.raises(StorageProblem):
        store(opened, a_case(), a_witness(case_id="0" * 32))
    assert opened.verify().count == 0
    with opened.reading() as uow:
        assert uow.find(Case) == []


def _sample(annotation: Any, name: str) -> Any:
    """Return a value of a type as far from its default as it gets: the last member, accents, a leap day."""
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
    if get_origin(annotation) is tuple:
        parts = get_args(annotation)
        return tuple(_sample(part, name) for part in (parts[:1] * 2 if parts[-1] is Ellipsis else parts))
    if get_origin(annotation) is dict:
        return {key: _sample(get_args(annotation)[1], name) for key in ("z", "Éa", "a")}
    if issubclass(annotation, StrEnum):
        return list(annotation)[-1]
    london_summer = dt.datetime(2026, 6, 1, 0, 30, 1, 250, tzinfo=ZoneInfo("Europe/London"))
    values: dict[type, Any] = {
        bool: True,
        int: 41,
        bytes: b"\x89PNG\x00\xff",
        str: f"{name}: Łukasik’s “words”\n\x00\u2028",
        dt.date: dt.date(2028 if name.endswith("True") else 2024, 2, 29),  # full and bare differ: a day may be unique
        dt.time: dt.time(23, 59, 1),
        dt.datetime: london_summer,
    }
    return values[annotation]


def _one_of_each(*, full: bool) -> list[Record]:
    """Return one record of every kind, each referring to those before it; bare: only what must be given."""
    made: dict[str, Record] = {}
    for kind in RECORDS:
        values: dict[str, Any] = {"id": new_id()}
        for name, field in kind.model_fields.items():
            if name in ("id", "version") or not (full or field.is_required()):
                continue
            keys = list(TABLES[kind].__table__.c[name].foreign_keys)
            refers_to = made[keys[0].column.table.name] if keys else None
            values[name] = refers_to.id if refers_to else _sample(field.annotation, f"{name} {full}")
        made[table_name(kind)] = kind(**values)
    return list(made.values())


def test_every_kind_of_record_goes_in_and_comes_back_the_same_full_and_bare(opened: OpenVault) -> None:
    stored = [*_one_of_each(full=True), *_one_of_each(full=False)]
    store(opened, *stored)
    with opened.reading() as uow:
        for made in stored:
            found = uow.get(type(made), made.id)
            assert found == made
            for name in type(made).model_fields:
                assert type(getattr(found, name)) is type(getattr(made, name)), (type(made).__name__, name)
    assert opened.verify().count == len(stored)
    assert opened.verify().is_whole


def test_a_moment_comes_back_in_utc(opened: OpenVault) -> None:
    kept_at = dt.datetime(2026, 6, 1, 0, 30, tzinfo=ZoneInfo("Europe/London"))
    store(opened, a_case())
    store(opened, draft := Draft(case_id=a_case().id, subject_id="s", user_login=LOGIN, kept_at=kept_at))
    with opened.reading() as uow:
        assert uow.get(Draft, draft.id).kept_at.isoformat() == "2026-05-31T23:30:00+00:00"


def test_evidence_is_never_deleted(opened: OpenVault) -> None:
    store(opened, a_case(), a_witness())
    for record in (a_witness(), a_case()):
        with pytest.raises(AssertionError, match="superseded"), changing(opened) as uow:
            uow.delete(record)


def test_a_line_that_somebody_changed_meanwhile_is_not_removed(opened: OpenVault) -> None:
    store(opened, a_case(), a_witness(), a_meeting())
    question = Question(case_id=a_case().id, meeting_id=a_meeting().id, number=1, text="When?")
    store(opened, question)
    with changing(opened) as uow:
        theirs = uow.save(question.model_copy(update={"answer": "In spring."}))
    with pytest.raises(Conflict) as conflict, changing(opened) as uow:
        uow.delete(question)
    assert conflict.value.theirs == theirs
    with changing(opened) as uow:
        uow.delete(theirs)
        uow.delete(theirs)  # gone already: stays gone
    with opened.reading() as uow:
        assert uow.find(Question) == []


def test_a_failed_statement_does_not_carry_a_name_in_its_text_or_its_cause(opened: OpenVault) -> None:
    store(opened, a_case(), a_witness(name=NAME))
    shown = ""
    try:
        store(opened, a_witness(name=NAME))
    except StorageProblem as problem:
        shown = "".join(traceback.format_exception(problem)) + repr(problem.__context__)
    assert shown
    assert NAME not in shown
    with pytest.raises(sa.exc.DBAPIError) as failed, opened.engine.connect() as connection:
        connection.execute(sa.text("SELECT :name FROM nowhere"), {"name": NAME})
    assert NAME not in str(failed.value)


def test_no_name_reaches_a_temporary_file_the_key_file_or_the_log(
    opened: OpenVault, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    before = _open_files()  # the test runner's own
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with caplog.at_level(logging.DEBUG):
        store(opened, a_case())
        with changing(opened) as uow:
            uow.session.connection().exec_driver_sql("PRAGMA cache_size = 10")
            for number in range(400):
                uow.add(a_witness(id=f"{number:032x}", number=number, name=NAME))
            sorting = uow.session.connection().exec_driver_sql(
                "SELECT name, hex(randomblob(20000)) AS filling FROM witness ORDER BY filling"
            )
            assert sorting.fetchone(), "a sort of 16 MB, many times the cache, is under way"
            opened_meanwhile = _open_files() - before
            sorting.close()
    assert not opened_meanwhile, "a file that is open but has no name would not be found below"
    assert list(temporary.iterdir()) == []
    assert NAME not in caplog.text
    assert not any(NAME in str(record.args) for record in caplog.records)
    opened.close()
    for item in opened.path.parent.iterdir():
        assert NAME.encode() not in item.read_bytes(), item.name


def _open_files() -> set[str]:
    """Return the temporary files this process has open, named or not; none where the system cannot tell."""
    found = set()
    folder = Path("/proc/self/fd")
    for link in folder.iterdir() if folder.exists() else ():
        try:
            name = os.readlink(link)
        except OSError:
            continue  # closed while we looked
        if name.startswith(("/tmp", "/var/tmp")) and ".vpoffice" not in name:
            found.add(name)
    return found


def test_a_secret_mapping_is_hidden_as_well(opened: OpenVault) -> None:
    assert Draft.model_fields["values"].json_schema_extra == {"secret": True}
    store(opened, a_case())
    store(opened, Draft(case_id=a_case().id, subject_id="s", user_login=LOGIN, kept_at=NOW, values={"text": NAME}))
    with opened.reading() as uow:
        kept = [row.values for row in uow.session.execute(sa.select(AuditValueRow)).scalars()]
    assert NAME not in "".join(kept)
