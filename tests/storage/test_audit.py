"""The audit trail: one line for each changed record, chained, only added to, and free of values."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from tests.offices import LOGIN, NOW
from victimplanner.domain.case import Case
from victimplanner.domain.witness import Witness
from victimplanner.storage.tables import AuditEntryRow, AuditValueRow
from victimplanner.storage.vault import OpenVault


def write(opened: OpenVault, count: int = 3) -> Case:
    with opened.changing(LOGIN, "case.register", NOW) as uow:
        case = uow.add(Case(urn="99VP1234526"))
    for number in range(count - 1):
        with opened.changing("b.lindley", "case.amend", NOW) as uow:
            case = uow.save(case.model_copy(update={"notes": f"note {number}"}))
    return case


def run(opened: OpenVault, *statements: str) -> None:
    with opened.engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_each_changed_record_has_one_line_with_who_what_and_which_fields(opened: OpenVault) -> None:
    case = write(opened)
    newest, _middle, first = opened.history()
    assert (first.actor, first.action, first.kind, first.record_id) == (LOGIN, "case.register", "Case", case.id)
    assert (newest.actor, newest.action, newest.fields) == ("b.lindley", "case.amend", ("notes",))
    assert newest.at == NOW
    assert newest.case_id == case.id


def test_the_chain_of_an_untouched_trail_is_whole(opened: OpenVault) -> None:
    write(opened, 5)
    state = opened.verify()
    assert state.is_whole
    assert state.count == 5


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_entry SET actor = 'somebody.else' WHERE seq = 2",
        "UPDATE audit_entry SET changes = '{}' WHERE seq = 2",
        "UPDATE audit_entry SET at = '2020-01-01 00:00:00.000000' WHERE seq = 2",
        "DELETE FROM audit_entry WHERE seq = 2",
    ],
)
def test_a_line_changed_behind_the_program_is_found(opened: OpenVault, tampering: str) -> None:
    write(opened, 4)
    run(opened, "DROP TRIGGER audit_entry_no_update", "DROP TRIGGER audit_entry_no_delete", tampering)
    state = opened.verify()
    assert not state.is_whole
    assert state.first_bad in (2, 3)


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"])
def test_the_file_itself_refuses_to_change_a_line(opened: OpenVault, statement: str) -> None:
    write(opened)
    with pytest.raises(sa.exc.DatabaseError, match="only added to"):
        run(opened, statement)


def test_lines_hold_hashes_and_the_values_can_be_destroyed_without_breaking_the_chain(opened: OpenVault) -> None:
    write(opened, 3)
    with opened.reading() as uow:
        lines = [row.changes for row in uow.session.execute(sa.select(AuditEntryRow)).scalars()]
        values = [row.values for row in uow.session.execute(sa.select(AuditValueRow)).scalars()]
    assert all("note" not in line.replace("notes", "") for line in lines)
    assert json.loads(values[-1]) == {"notes": ["note 0", "note 1"]}
    run(opened, "DELETE FROM audit_value")
    assert opened.verify().is_whole


def test_the_same_value_never_gives_the_same_hash(opened: OpenVault) -> None:
    """A salt for each line: nobody can look a name up in a list of hashes."""
    with opened.changing(LOGIN, "case.register", NOW) as uow:
        uow.add(Case(urn="99VP1234526", notes="same"))
        uow.add(Case(urn="99VP1234527", notes="same"))
    with opened.reading() as uow:
        one, two = (json.loads(line.changes) for line in uow.session.execute(sa.select(AuditEntryRow)).scalars())
    assert one["notes"] != two["notes"]


def test_secret_fields_say_only_that_they_changed(opened: OpenVault) -> None:
    with opened.changing(LOGIN, "case.register", NOW) as uow:
        case = uow.add(Case(urn="99VP1234526"))
        uow.add(Witness(case_id=case.id, number=1, reference="W-K7", name="Carys Quillfeather"))
    with opened.reading() as uow:
        values = [row.values for row in uow.session.execute(sa.select(AuditValueRow)).scalars()]
    assert "Quillfeather" not in "".join(values)
    assert json.loads(values[-1])["name"] == [None, "changed"]


def test_looking_and_revealing_stand_in_the_trail_too(opened: OpenVault) -> None:
    case = write(opened, 1)
    opened.record_look(LOGIN, "witness.reveal", NOW, "Witness", "w1", case.id, "asked by the court")
    newest = opened.history(case.id)[0]
    assert (newest.action, newest.record_id, newest.reason) == ("witness.reveal", "w1", "asked by the court")
    assert opened.verify().is_whole


def test_the_history_of_one_case_leaves_out_the_others(opened: OpenVault) -> None:
    one = write(opened, 2)
    with opened.changing(LOGIN, "case.register", NOW) as uow:
        uow.add(Case(urn="99VP1234527"))
    assert {entry.case_id for entry in opened.history(one.id)} == {one.id}
