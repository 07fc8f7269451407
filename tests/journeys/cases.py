"""Cases for journeys, entered through the services as a person would enter them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from victimplanner.domain.case import Charge, CourtKind, HearingKind, PleaKind
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.measures import MeasureId, MeasureView, ViewKind
from victimplanner.domain.witness import Witness, new_witness_reference
from victimplanner.services.cases import NewCase, NewDefendant, amend_witness, read_case, register_case
from victimplanner.services.context import App
from victimplanner.services.measures import record_view

TRIAL = dt.date(2027, 3, 15)
A_CASE = NewCase(
    urn="99VP4017226",
    defendants=(NewDefendant("Daniel Marrick", PleaKind.NOT_GUILTY, dt.date(2026, 11, 18)),),
    offence="Rape",
    is_sexual_offence=True,
    witness_name="Alys Tremorrow",
    court_kind=CourtKind.CROWN,
    court_name="Northmere Crown Court",
    date_of_birth=dt.date(1994, 5, 3),
    hearings=((HearingKind.TRIAL, TRIAL),),
)


def a_case(app: App, **changed: object) -> CaseFile:
    """Register a case in the Crown Court, with an interview recorded on 3 August 2026."""
    case_id = register_case(app, replace(A_CASE, **changed))  # type: ignore[arg-type]
    witness = read_case(app, case_id).witnesses[0].witness
    amend_witness(app, with_interview(witness))
    return read_case(app, case_id)


def with_interview(witness: Witness) -> Witness:
    return witness.model_copy(update={"abe_recorded_on": dt.date(2026, 8, 3), "abe_minutes": 52})


def another_complainant(app: App, case: CaseFile, name: str) -> WitnessFile:
    """Add a second complainant with a charge of her own."""
    with app.change("case.amend") as uow:
        witness = uow.add(
            with_interview(
                Witness(
                    case_id=case.case.id,
                    number=len(case.witnesses) + 1,
                    reference=new_witness_reference([w.witness.reference for w in case.witnesses]),
                    name=name,
                    date_of_birth=dt.date(1990, 2, 1),
                )
            )
        )
        uow.add(Charge(case_id=case.case.id, witness_id=witness.id, offence="Rape", is_sexual_offence=True))
    return read_case(app, case.case.id).witness(witness.id)


def she_says(app: App, file: WitnessFile, measure: MeasureId, view: ViewKind, words: str) -> None:
    """Record her view on a measure today, in her own words."""
    record_view(
        app,
        MeasureView(
            case_id=file.case.id,
            witness_id=file.witness.id,
            measure=measure,
            view=view,
            own_words=words,
            given_on=app.today,
            taken_by="B. Lindley",
            how="By telephone",
        ),
    )
