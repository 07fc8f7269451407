"""A witness who may be written to, a meeting to offer, and the letter made of both."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests import builders
from tests.documents.making import made, text_of
from victimplanner.documents.catalogue import documents
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.meeting import MeetingState

SENT = dt.date(2026, 12, 17)


def offered(**more: Any) -> MeetingFile:
    """A meeting that is planned and not held."""
    values: dict[str, Any] = {
        "state": MeetingState.PLANNED, "planned_on": dt.date(2026, 12, 22), "planned_start": dt.time(14),
        "planned_end": dt.time(15), "place": "our office in Northmoor", "held_on": None, "signed_on": None,
    }  # fmt: skip
    return MeetingFile(meeting=builders.a_meeting(**values | more))


def not_planned() -> MeetingFile:
    return offered(state=MeetingState.OFFERED, planned_on=None, planned_start=None, planned_end=None, place="")


def a_file(**more: Any) -> WitnessFile:
    office = builders.an_office(name="Northmoor office", address="2 Tannery Yard\nNorthmoor NM1 0ZZ")
    contact = builders.a_safe_contact(address="Flat 2, 14 Heron Row\nWexmouth\nWX3 0ZZ")
    return builders.a_witness_file(**{"office": office, "safe_contact": contact, "meetings": (offered(),)} | more)


def letter(file: WitnessFile | None = None, meeting: MeetingFile | None = None, **more: Any) -> str:
    values: dict[str, Any] = {"variant": Variant.WITNESS, "today": SENT} | more
    return text_of(made(PaperKind.LETTER, file or a_file(), meeting or offered(), **values))


def problems(file: WitnessFile, meeting: MeetingFile | None = None) -> dict[str, str]:
    """What stands against it, by field."""
    spec = documents()[PaperKind.LETTER]
    found = [*spec.problems(file, SENT), *spec.meeting_problems(file, meeting or offered(), SENT)]
    return {problem.field: problem.message for problem in found}


def without_people() -> WitnessFile:
    """A case with nothing but the witness and who hears her."""
    return WitnessFile(
        office=builders.an_office(phone="", hours=""), case=builders.a_case(), defendants=(), pleas=(),
        witness=builders.a_witness(preferred_name=""),
    )  # fmt: skip
