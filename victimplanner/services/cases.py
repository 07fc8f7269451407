"""What a person can do with cases: find, open, register, amend; people, pleas, grounds, safe contact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from victimplanner.domain.case import (
    Case,
    CaseState,
    Charge,
    CourtKind,
    Defendant,
    Hearing,
    HearingKind,
    Plea,
    PleaKind,
    Remand,
)
from victimplanner.domain.case_file import CaseFile
from victimplanner.domain.chain import following
from victimplanner.domain.contact import SafeContact
from victimplanner.domain.errors import NotFound, Problem, RuleBroken
from victimplanner.domain.people import CasePerson, CaseRole, Person
from victimplanner.domain.urn import parse_urn, urn_search_text
from victimplanner.domain.witness import Adjustment, Gate, Witness, new_witness_reference
from victimplanner.services.assembling import read_case_files
from victimplanner.services.context import App
from victimplanner.storage.search import find_case_ids


def open_case(app: App, case_id: str) -> CaseFile:
    """Read one whole case and record that it was opened. Raises: NotFound."""
    file = read_case(app, case_id)
    app.look("case.open", Case.__name__, case_id, case_id)
    return file


def read_case(app: App, case_id: str) -> CaseFile:
    """Read one whole case again, after a change. Raises: NotFound."""
    with app.read() as uow:
        case = uow.get(Case, case_id)
        return read_case_files(uow, [case])[0]


def read_cases(app: App, *, include_closed: bool = False) -> list[CaseFile]:
    """Read every case, ordered by URN."""
    with app.read() as uow:
        cases = sorted(uow.find(Case), key=lambda case: (case.urn, case.id))
        if not include_closed:
            cases = [case for case in cases if case.state is CaseState.OPEN]
        return read_case_files(uow, cases)


def count_cases(app: App) -> int:
    """Count the cases of this office file, closed ones included."""
    with app.read() as uow:
        return uow.count(Case)


def find_cases(app: App, text: str, *, include_closed: bool = False, limit: int = 200) -> list[CaseFile]:
    """Find cases by URN in any form, defendant, court number or paper reference. Names of witnesses never match.

    An empty text finds all. At most `limit` are returned, ordered by URN.
    """
    with app.read() as uow:
        ids = find_case_ids(uow, text, urn_search_text(text), include_closed=include_closed, limit=limit)
        cases = sorted(uow.select_in(Case, "id", ids), key=lambda case: (case.urn, case.id))
        return read_case_files(uow, cases)


def find_case_by_urn(app: App, urn: str) -> CaseFile:
    """Return the case with this URN, in any spelling. Raises: RuleBroken for no URN, NotFound for no case."""
    wanted = parse_urn(urn)
    with app.read() as uow:
        cases = uow.find(Case, urn=wanted)
        if not cases:
            raise NotFound("No case with this URN is in this office file. Check the URN, or import the case first.")
        return read_case_files(uow, cases)[0]


@dataclass(frozen=True)
class NewDefendant:
    name: str
    plea: PleaKind | None = None
    plea_on: dt.date | None = None
    remand: Remand = Remand.UNKNOWN
    plea_raw: str = ""


@dataclass(frozen=True)
class NewCase:
    """What it takes to register a case by hand: a URN, a defendant, an offence and one witness are enough."""

    urn: str
    defendants: Sequence[NewDefendant]
    offence: str
    is_sexual_offence: bool
    witness_name: str
    court_kind: CourtKind = CourtKind.UNKNOWN
    court_name: str = ""
    court_case_no: str = ""
    charged_on: dt.date | None = None
    date_of_birth: dt.date | None = None
    hearings: Sequence[tuple[HearingKind, dt.date]] = field(default_factory=tuple)


def register_case(app: App, new: NewCase) -> str:
    """Register a case, all or nothing; return its id. Raises: RuleBroken listing everything to put right."""
    problems = []
    urn = ""
    try:
        urn = parse_urn(new.urn)
    except RuleBroken as wrong:
        problems += [Problem("urn", problem.message) for problem in wrong.problems]
    with app.read() as uow:
        if urn and uow.find(Case, urn=urn):
            problems.append(
                Problem("urn", "A case with this URN is already here. Nothing was added. Open it and add to it.")
            )
    if not any(d.name.strip() for d in new.defendants):
        problems.append(Problem("defendants", "Enter at least one defendant."))
    if not new.offence.strip():
        problems.append(Problem("offence", "Enter the lead offence."))
    if not new.witness_name.strip():
        problems.append(Problem("witness_name", "Enter the complainant’s name. It stays hidden on screen."))
    for defendant in new.defendants:
        if defendant.plea_on and defendant.plea_on > app.today:
            problems.append(Problem("plea_on", "The plea lies in the future. Enter the day on which it was entered."))
    for name, day, what in (
        ("date_of_birth", new.date_of_birth, "The date of birth lies in the future. Check the year."),
        ("charged_on", new.charged_on, "The charge lies in the future. Enter the day on which it was made."),
    ):
        if day is not None and day > app.today:
            problems.append(Problem(name, what))
    if problems:
        raise RuleBroken(*problems)
    with app.change("case.register") as uow:
        case = Case(
            urn=urn,
            unit=app.office.name,
            court_kind=new.court_kind,
            court_name=new.court_name.strip(),
            court_case_no=new.court_case_no.strip(),
            lead_offence=new.offence.strip(),
        )
        uow.add(case)
        for number, entry in enumerate((d for d in new.defendants if d.name.strip()), 1):
            accused = Defendant(case_id=case.id, number=number, name=entry.name.strip(), remand=entry.remand)
            uow.add(accused)
            if entry.plea is not None:
                uow.add(
                    Plea(
                        case_id=case.id,
                        defendant_id=accused.id,
                        plea=entry.plea,
                        entered_on=entry.plea_on,
                        raw=entry.plea_raw,
                    )
                )
        witness = Witness(
            case_id=case.id,
            number=1,
            reference=new_witness_reference(()),
            name=new.witness_name.strip(),
            date_of_birth=new.date_of_birth,
        )
        uow.add(witness)
        uow.add(SafeContact(case_id=case.id, witness_id=witness.id))
        uow.add(
            Charge(
                case_id=case.id,
                witness_id=witness.id,
                offence=new.offence.strip(),
                is_sexual_offence=new.is_sexual_offence,
                charged_on=new.charged_on,
            )
        )
        for kind, day in new.hearings:
            uow.add(Hearing(case_id=case.id, kind=kind, listed_on=day))
        return case.id


def enter_plea(app: App, defendant: Defendant, plea: PleaKind, entered_on: dt.date | None) -> Plea:
    """Enter a plea; an earlier one stays in the history and no longer counts."""
    if entered_on is not None and entered_on > app.today:
        raise RuleBroken(Problem("plea_on", "The plea lies in the future. Enter the day on which it was entered."))
    with app.change("case.amend") as uow:
        earlier = uow.find(Plea, defendant_id=defendant.id)
        new = Plea(
            case_id=defendant.case_id,
            defendant_id=defendant.id,
            plea=plea,
            entered_on=entered_on,
            sequence=following(earlier),
        )
        uow.add(new)
        return new


def amend_case(app: App, case: Case) -> Case:
    """Save changed case details (court, case number, state, notes); closing notes the day. Raises: Conflict."""
    with app.change("case.amend") as uow:
        return uow.save(closed_or_open(case, app.today))


def closed_or_open(case: Case, today: dt.date) -> Case:
    """Return the case with the day on which it was closed where its state says so, and without one where it is open."""
    is_closed = case.state is CaseState.CLOSED
    return case.model_copy(update={"closed_on": (case.closed_on or today) if is_closed else None})


def amend_witness(app: App, witness: Witness) -> Witness:
    """Save changed facts about a witness. Raises: Conflict."""
    with app.change("case.amend") as uow:
        return uow.save(witness)


def record_gate(app: App, gate: Gate) -> Gate:
    """Record that a ground was considered; an earlier entry of the same ground stays and no longer counts."""
    if not gate.evidence.strip():
        raise RuleBroken(Problem("evidence", "Say on what evidence, or what was asked. It stands in the record."))
    with app.change("gate.record") as uow:
        earlier = uow.find(Gate, witness_id=gate.witness_id, code=gate.code)
        new = gate.model_copy(update={"sequence": following(earlier)})
        uow.add(new)
        return new


def note_adjustment(app: App, adjustment: Adjustment) -> Adjustment:
    """Add or change an adjustment that is not a special measure."""
    with app.change("adjustment.note") as uow:
        if uow.find(Adjustment, id=adjustment.id):
            return uow.save(adjustment)
        uow.add(adjustment)
        return adjustment


def name_person(app: App, case_id: str, role: CaseRole, person: Person, witness_id: str | None = None) -> None:
    """Give a person a part in a case; the earlier holder of the same part is taken off it."""
    with app.change("case.amend") as uow:
        if not uow.find(Person, id=person.id):
            uow.add(person)
        for link in uow.find(CasePerson, case_id=case_id):
            if link.role is role and link.witness_id == witness_id:
                uow.delete(link)
        uow.add(CasePerson(case_id=case_id, witness_id=witness_id, person_id=person.id, role=role))


def reveal_name(app: App, witness: Witness) -> str:
    """Return a witness's name, recording that it was shown."""
    app.look("witness.reveal", Witness.__name__, witness.id, witness.case_id)
    return witness.name
