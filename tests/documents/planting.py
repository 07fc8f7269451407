"""One witness whose secrets somebody typed into every field there is, in every spelling a keyboard allows."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Mapping
from enum import Enum
from typing import Any

from tests import builders
from tests.documents.full_file import a_full_file
from victimplanner.domain.case import Charge
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.record import Record

NAME, CALLED = "Ysolde Brackenbury-Vânelow", "Yssie"
SECRETS: Mapping[str, tuple[str, ...]] = {
    "her name": (NAME, "Ysolde", CALLED, "Brackenbury", "Vânelow"),
    "safe contact": ("07700 900862", "01632 960999", "14 Pellitory Row", "moth.lantern@example.invalid", "tamarisk"),
    "what opens a link": ("https://rooms.example.invalid/x/558812", "kestrel88"),
    "withheld from a party": ("Her aunt keeps the Sundial kiosk.", "He would find Sundial."),
    "supporter": ("Clemency Oakapple", "Oakapple", "Fernbank Advocacy"),
    "place": ("Marlpit House, Room 9", "Dovecote Suite, 7 Weir Lane"),
    "accused": ("Barnaby Tolliver", "Tolliver"),
    "offence": ("Unlawful wibbling",),
    "staff": ("Philippa Quillfeather", "Quillfeather", "P. Quillfeather"),
    "case": ("T20268181", "Saltmarsh Crown Court", "Saltmarsh", "88QQ/31313/26", "88QQ3131326"),
}


def _spellings(value: str) -> tuple[str, ...]:
    bare = "".join(c for c in unicodedata.normalize("NFD", value) if not unicodedata.combining(c))
    hidden = f"{value[:2]}\u00ad{value[2:]}"  # a soft hyphen, seen by nobody
    return (value, value.upper(), unicodedata.normalize("NFD", value), bare, value.replace(" ", "\n"), hidden)


def _everything(turn: int) -> str:
    """Every secret, each in another spelling from field to field."""
    values = [value for group in SECRETS.values() for value in group]
    return "; ".join(_spellings(value)[(turn + at) % len(_spellings(value))] for at, value in enumerate(values))


# Fields that say what a secret is, or of what kind a record is: these stay as they are.
_KEPT = {
    "Witness": {"name", "preferred_name", "reference", "pronouns", "language"},
    "Person": {"name", "organisation", "phone"},
    "Defendant": {"name"},
    "Case": {"urn", "court_name", "court_case_no", "lead_offence"},
    "Charge": {"offence"},
    "Meeting": {"place"},
    "Attendance": {"name", "organisation"},
    "Site": {"name", "address", "contact_name"},
    "Room": {"name"},
    "LinkArrangement": {"link_details"},
    "SafeContact": {"phone", "other_phone", "address", "email", "code_word", "keep_from", "raw"},
    "Direction": {"place", "companion"},
    "Application": {"place_proposed", "companion", "court_only", "court_only_reason"},
    "TopicNote": {"topic_id"},
    "Office": {"name", "phone", "hours", "address", "handling_line"},
}


def _planted(record: Record) -> Record:
    kept = _KEPT.get(type(record).__name__, set())
    changed = {}
    for turn, name in enumerate(type(record).model_fields):
        value = getattr(record, name)
        is_text = isinstance(value, str) and not isinstance(value, Enum)
        if is_text and name not in kept and name != "id" and not name.endswith("_id"):
            is_name = name.endswith("_by") or name in ("owner", "note_taker", "judge", "site_contact", "representative")
            changed[name] = "Philippa Quillfeather" if is_name else f"{value} {_everything(len(name) + turn)}"
    return record.model_copy(update=changed)


def _meeting(meeting: MeetingFile) -> MeetingFile:
    return dataclasses.replace(meeting, **_parts(meeting))


def _parts(holder: Any) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for item in dataclasses.fields(holder):
        value = getattr(holder, item.name)
        if isinstance(value, Record):
            changed[item.name] = _planted(value)
        elif isinstance(value, tuple) and item.name != "issued":
            changed[item.name] = tuple(_one(one) for one in value)
    return changed


def _one(value: Any) -> Any:
    if isinstance(value, Record):
        return _planted(value)
    if isinstance(value, MeetingFile):
        return _meeting(value)
    if isinstance(value, tuple):
        return tuple(_one(part) for part in value)
    return value


def a_planted_file() -> WitnessFile:
    """Every record of a full file with every secret in every free field."""
    file = a_full_file()
    people = (
        (CaseRole.PROSECUTOR, Person(name="Philippa Quillfeather")),
        (CaseRole.ISVA, Person(id=builders.COMPANION_ID, name="Clemency Oakapple", organisation="Fernbank Advocacy")),
    )
    attendances = (
        builders.an_attendance(NAME, "Complainant"),
        builders.an_attendance("Philippa Quillfeather", "Prosecutor"),
        builders.an_attendance("Clemency Oakapple", "ISVA", organisation="Fernbank Advocacy", is_supporter=True),
    )
    (held,) = file.meetings
    meeting = dataclasses.replace(
        held, meeting=held.meeting.model_copy(update={"place": "Marlpit House, Room 9"}), attendances=attendances
    )
    directed = {"place": "Dovecote Suite, 7 Weir Lane", "companion": "Clemency Oakapple"}
    withheld = {"court_only": SECRETS["withheld from a party"][0], "court_only_reason": "He would find Sundial."}
    return dataclasses.replace(
        file,
        **_parts(
            dataclasses.replace(
                file,
                office=builders.an_office(name="Saltmarsh CPS"),
                case=builders.a_case(
                    urn="88QQ3131326", court_name="Saltmarsh Crown Court", court_case_no="T20268181",
                    lead_offence="Unlawful wibbling",
                ),
                witness=builders.a_witness(name=NAME, preferred_name=CALLED),
                defendants=(builders.a_defendant(name="Barnaby Tolliver"),),
                charges=(
                    Charge(
                        case_id=builders.CASE_ID, witness_id=builders.WITNESS_ID, offence="Unlawful wibbling",
                        is_sexual_offence=True,
                    ),
                ),
                people=people,
                link_people=tuple(person for _, person in people),
                meetings=(meeting,),
                safe_contact=builders.a_safe_contact(
                    phone="07700 900862", other_phone="01632 960999", address="14 Pellitory Row",
                    email="moth.lantern@example.invalid", code_word="tamarisk",
                ),
                links=(
                    builders.a_link(
                        link_details="Join: https://rooms.example.invalid/x/558812\nPasscode: kestrel88",
                        entrance="By the green door", keep_apart="", leaving="",
                    ),
                ),
                applications=tuple(
                    a.model_copy(
                        update={"place_proposed": directed["place"], "companion": "Clemency Oakapple", **withheld}
                    )
                    for a in file.applications
                ),
                directions=tuple(d.model_copy(update=directed) for d in file.directions),
            )
        ),
    )  # fmt: skip
