"""The real rules and the real list of bank holidays, and small files to try them on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case import Case, Charge, CourtKind, Defendant, Hearing, HearingKind, Plea, PleaKind
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.office import Office
from victimplanner.domain.witness import Witness
from victimplanner.storage.resource_files import load_holiday_list, load_rule_book

RULES = load_rule_book()
CALENDAR = Calendar(load_holiday_list())
TODAY = dt.date(2026, 11, 25)


def day(text: str) -> dt.date:
    """A day from "2026-11-25"."""
    return dt.date.fromisoformat(text)


def a_file(
    *pleas: str | None,
    court: CourtKind = CourtKind.CROWN,
    plea: PleaKind = PleaKind.NOT_GUILTY,
    born: str | None = "1990-06-01",
    sexual: bool = True,
    recording: str | None = None,
    **more: Any,
) -> WitnessFile:
    """One adult complainant in the Crown Court; one accused for each plea given, None for a plea without a day."""
    case = Case(urn="99VP1234526", court_kind=court)
    defendants = tuple(Defendant(case_id=case.id, number=n, name=f"D{n}") for n, _ in enumerate(pleas, 1))
    witness = Witness(
        case_id=case.id, number=1, reference="W-K7", name="Carys Penhale", date_of_birth=day(born) if born else None
    )
    hearings = ()
    if recording:
        hearings = (Hearing(case_id=case.id, kind=HearingKind.SECTION_28_RECORDING, listed_on=day(recording)),)
    file = WitnessFile(
        office=Office(name="Northmere RASSO"),
        case=case,
        defendants=defendants,
        pleas=tuple(
            Plea(case_id=case.id, defendant_id=d.id, plea=plea, entered_on=day(on) if on else None)
            for d, on in zip(defendants, pleas, strict=True)
        ),
        witness=witness,
        charges=(Charge(case_id=case.id, offence="Rape", is_sexual_offence=sexual),),
        hearings=hearings,
    )
    return replace(file, **more)


def case_of(file: WitnessFile) -> CaseFile:
    """The case of one witness's file."""
    return CaseFile(file.office, file.case, file.defendants, (file,))
