"""Office files of every released version, kept as they were written, are opened by this program with nothing lost."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from tests.offices import LOGIN, PASSPHRASE, fixed_clock
from victimplanner.domain.case import HearingKind
from victimplanner.domain.issued import IssuedDocument, Output
from victimplanner.domain.measures import Application, ApplicationPurpose, Direction, MeasureView
from victimplanner.domain.meeting_record import TopicNote
from victimplanner.domain.records import RECORDS
from victimplanner.domain.witness import Witness
from victimplanner.services.cases import read_cases
from victimplanner.services.vaults import open_office
from victimplanner.services.worklist import due_items
from victimplanner.storage import schema
from victimplanner.storage.database import HeldKey, create_empty, open_engine

OLD = Path(__file__).parents[1] / "data" / "old_databases"
_FIRST = {  # what the file of version 0001 held when it was written
    "Person": 9, "Case": 1, "Defendant": 1, "Plea": 1, "Witness": 2, "Charge": 2, "Hearing": 2, "CasePerson": 7,
    "Gate": 2, "SafeContact": 2, "Adjustment": 1, "Meeting": 1, "Attendance": 4, "TopicNote": 15, "Question": 3,
    "NoteParagraph": 1, "Concern": 1, "MeasureView": 6, "Application": 1, "MeasureDecision": 6, "Direction": 5,
    "Action": 2, "User": 3, "Office": 1,
}  # fmt: skip
HELD = {  # by version, with what came of it: the offer of each meeting, and its last change, are steps of its history
    "0001": _FIRST | {"MeetingChange": 1},
    "0002": _FIRST | {"Meeting": 2, "MeetingChange": 3},
    # A hearing told after it was moved: told to both witnesses. W1's recording told before its notice: told to nobody.
    "0003": _FIRST | {"Meeting": 2, "MeetingChange": 3, "Hearing": 4, "HearingMove": 1, "DutyEntry": 2},
    "0004": _FIRST
    | {"Meeting": 2, "MeetingChange": 3, "Hearing": 4, "HearingMove": 1, "DutyEntry": 2, "IssuedDocument": 2},
}

MOVED: dict[str, list[tuple[str, str, bool]]] = {
    "0001": [],
    "0002": [("moved", "The room was taken", True)],
    "0003": [("moved", "The room was taken", True)],
    "0004": [("moved", "The room was taken", True)],
}
TOLD: dict[str, list[tuple[int, HearingKind, dt.date]]] = {  # of a hearing as it stands: which witness, of what, when
    "0001": [],
    "0002": [],
    "0003": [(number, HearingKind.FURTHER_CASE_MANAGEMENT, dt.date(2026, 11, 24)) for number in (1, 2)],
    "0004": [(number, HearingKind.FURTHER_CASE_MANAGEMENT, dt.date(2026, 11, 24)) for number in (1, 2)],
}


@pytest.mark.parametrize("version", [v for v in schema._KNOWN if v != schema.HEAD])
def test_an_office_file_of_an_older_version_is_brought_up_to_date_with_nothing_lost(
    version: str, tmp_path: Path
) -> None:
    for ending in ("", ".keys"):
        shutil.copy(OLD / f"v{version}.vpoffice{ending}", tmp_path / f"office.vpoffice{ending}")
    path = tmp_path / "office.vpoffice"
    app = open_office(path, LOGIN, PASSPHRASE, fixed_clock())
    with app.read() as uow:
        counts = {kind.__name__: len(uow.find(kind)) for kind in RECORDS}
        assert counts.pop("RuleEdition") == 1  # the rules it goes on with are kept at the first opening
        assert {name: number for name, number in counts.items() if number} == HELD[version]
        assert [a.purpose for a in uow.find(Application)] == [ApplicationPurpose.FIRST]
        assert {d.basis for d in uow.find(Direction)} == {None}, "nothing is made up for what was not asked then"
        assert all(view.screen_from == () and view.own_words for view in uow.find(MeasureView))
        assert all(witness.name for witness in uow.find(Witness))
        assert {(i.output, i.is_recalled) for i in uow.find(IssuedDocument)} <= {(Output.SCREEN, False)}
        notes = uow.find(TopicNote)
        assert all(note.title and note.group for note in notes), "rewording a topic changes no record made before"
    assert read_cases(app)[0].witnesses[0].meetings[0].questions
    assert due_items(app)
    moved = [c for w in read_cases(app)[0].witnesses for m in w.meetings for c in m.changes if c.to_tell]
    assert [(c.step.value, c.reason, c.is_untold) for c in moved] == MOVED[version]
    told = [
        (file.witness.number, hearing.kind, on)
        for file in read_cases(app)[0].witnesses
        for hearing in file.hearings
        if (on := file.told_of_hearing(hearing)) is not None
    ]
    assert told == TOLD[version]
    assert app.vault.verify().is_whole
    app.close()
    assert path.with_name(f"{path.name}.before-{schema.HEAD}-from-{version}").exists(), "a copy is kept first"


@pytest.mark.parametrize(
    ("held", "calls"),
    [
        ({}, "yes"),
        ({"phone": ""}, "unknown"),
        ({"route": "via_isva"}, "unknown"),
        ({"raw": "Text only, never ring"}, "unknown"),
        ({"raw": "SMS to this number"}, "unknown"),
        ({"letters": "no", "voicemail": "no"}, "unknown"),
        ({"letters": "no"}, "yes"),
    ],
    ids=["a number", "no number", "via her ISVA", "texts alone", "SMS", "all but one way barred", "no letters"],
)
def test_a_number_of_an_older_file_is_called_only_where_nothing_speaks_against_it(
    held: dict[str, str], calls: str, tmp_path: Path
) -> None:
    create_empty(tmp_path / "old.db")
    engine = open_engine(tmp_path / "old.db", HeldKey(b"k" * 32))
    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        values = {"id": "s", "phone": "07700 900123", "route": "direct", "letters": "yes", "voicemail": "yes"} | held
        columns = sa.inspect(connection).get_columns("safe_contact")
        row = {
            c["name"]: values.get(c["name"], 1 if c["name"] == "version" else "") for c in columns if not c["nullable"]
        }
        names = ", ".join(row)
        connection.execute(
            sa.text(f"INSERT INTO safe_contact ({names}) VALUES ({', '.join(f':{n}' for n in row)})"), row
        )
        command.upgrade(config, "0003")
        assert connection.exec_driver_sql("SELECT calls FROM safe_contact").scalar() == calls
        connection.exec_driver_sql("DELETE FROM safe_contact")
