"""Taking in a caseload list: judge it without writing, then write it case by case, all or nothing per case."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from victimplanner.domain.case import Case, Charge, Defendant, Hearing, HearingKind, Plea
from victimplanner.domain.errors import StorageProblem
from victimplanner.domain.imported import ImportedRow
from victimplanner.domain.importing import (
    CaseImport,
    ComplainantImport,
    ImportKnowledge,
    ImportPlan,
    knowledge_from,
)
from victimplanner.domain.people import CasePerson, CaseRole, Person
from victimplanner.domain.witness import SafeContact, Witness, new_witness_reference
from victimplanner.services.context import App
from victimplanner.services.progress import NoProgress, Progress
from victimplanner.storage.resource_files import read_toml
from victimplanner.storage.unit_of_work import UnitOfWork


@cache
def import_knowledge() -> ImportKnowledge:
    """Read the words an import knows: headings, courts, plea words, police forces."""
    return knowledge_from(
        headings=read_toml("text", "import_headings.toml"),
        words=read_toml("text", "import_words.toml"),
        courts=read_toml("text", "courts.toml"),
        forces=read_toml("text", "police_forces.toml"),
    )


def read_list(path: Path) -> bytes:
    """Read a list's bytes. Raises: StorageProblem in words when it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise StorageProblem("missing", "That file is not there. Nothing was imported. Check the name.") from None
    except OSError:
        raise StorageProblem(
            "unreadable", "That file cannot be read; it may be open elsewhere. Nothing was imported."
        ) from None


def fingerprints(app: App) -> frozenset[str]:
    """Return the fingerprints of all rows imported so far; such rows are left out."""
    with app.read() as uow:
        return frozenset(row.fingerprint for row in uow.find(ImportedRow))


@dataclass
class ImportDone:
    """What an import did: cases written, witnesses written, cases that failed with the reason."""

    cases: int = 0
    witnesses: int = 0
    failed: dict[str, str] = field(default_factory=dict)  # URN -> reason


def import_plan(app: App, plan: ImportPlan, progress: Progress | None = None) -> ImportDone:
    """Write every case of a plan, each in a transaction of its own.

    A case that fails is left out whole and named; the others stand. Cancelling leaves out the cases not yet
    written. Importing the same list again writes nothing.

    Raises: Cancelled, NotAllowed.
    """
    progress = progress or NoProgress()
    done = ImportDone()
    for number, case_import in enumerate(plan.cases):
        progress.report(number, len(plan.cases), f"Case {number + 1} of {len(plan.cases)}")
        try:
            with app.change("case.import") as uow:
                done.witnesses += _write_case(app, uow, case_import, plan)
            done.cases += 1
        except StorageProblem as problem:
            done.failed[case_import.urn] = str(problem)
    progress.report(len(plan.cases), len(plan.cases), "Finished")
    return done


def _write_case(app: App, uow: UnitOfWork, source: CaseImport, plan: ImportPlan) -> int:
    existing = uow.find(Case, urn=source.urn)
    case = existing[0] if existing else _new_case(app, uow, source)
    if not existing:
        uow.add(case)
    defendants = _write_defendants(uow, case, source)
    if not existing:
        for kind, day in ((HearingKind.PTPH, source.ptph_on), (HearingKind.TRIAL, source.trial_on)):
            if day is not None:
                uow.add(Hearing(case_id=case.id, kind=kind, listed_on=day, place=source.court_name))
        for role, name in (
            (CaseRole.PROSECUTOR, source.prosecutor),
            (CaseRole.WITNESS_CARE_OFFICER, source.wco),
            (CaseRole.OFFICER_IN_CASE, source.officer),
        ):
            _name_person(uow, case.id, role, name)
    witnesses = uow.find(Witness, case_id=case.id)
    written = 0
    for complainant in source.complainants:
        witness = _same_witness(witnesses, complainant)
        if witness is None:
            witness = _write_witness(uow, case, complainant, witnesses, defendants)
            witnesses.append(witness)
            written += 1
        for number in complainant.rows:
            row = plan.row(number)
            uow.add(
                ImportedRow(
                    case_id=case.id,
                    witness_id=witness.id,
                    fingerprint=row.fingerprint,
                    row_number=number,
                    imported_at=app.now,
                    raw=dict(row.raw),
                    warnings=tuple(issue.message for issue in row.issues),
                )
            )
    return written


def _new_case(app: App, uow: UnitOfWork, source: CaseImport) -> Case:
    return Case(
        urn=source.urn,
        unit=app.office.name,
        court_kind=source.court_kind,
        court_name=source.court_name,
        lead_offence=source.lead_offence,
    )


def _write_defendants(uow: UnitOfWork, case: Case, source: CaseImport) -> dict[str, Defendant]:
    known = {d.name.casefold(): d for d in uow.find(Defendant, case_id=case.id)}
    for entry in source.defendants:
        if entry.name.casefold() in known:
            continue
        defendant = Defendant(case_id=case.id, number=len(known) + 1, name=entry.name, remand=entry.remand)
        uow.add(defendant)
        known[entry.name.casefold()] = defendant
        if entry.plea is not None:
            uow.add(Plea(case_id=case.id, defendant_id=defendant.id, plea=entry.plea, entered_on=entry.plea_on))
    return known


def _name_person(uow: UnitOfWork, case_id: str, role: CaseRole, name: str, witness_id: str | None = None) -> None:
    if not name.strip():
        return
    known = uow.find(Person, name=name.strip())
    person = known[0] if known else Person(name=name.strip())
    if not known:
        uow.add(person)
    uow.add(CasePerson(case_id=case_id, witness_id=witness_id, person_id=person.id, role=role))


def _same_witness(witnesses: list[Witness], complainant: ComplainantImport) -> Witness | None:
    for witness in witnesses:
        if witness.name.casefold() == complainant.name.casefold() and witness.date_of_birth in (
            None,
            complainant.date_of_birth,
        ):
            return witness
    return None


def _write_witness(
    uow: UnitOfWork,
    case: Case,
    source: ComplainantImport,
    others: list[Witness],
    defendants: dict[str, Defendant],
) -> Witness:
    witness = Witness(
        case_id=case.id,
        number=max((w.number for w in others), default=0) + 1,
        reference=new_witness_reference([w.reference for w in others]),
        name=source.name,
        date_of_birth=source.date_of_birth,
    )
    uow.add(witness)
    hints = source.contact
    uow.add(
        SafeContact(
            case_id=case.id,
            witness_id=witness.id,
            route=hints.route,
            phone=", ".join(hints.phones),
            times=hints.times,
            voicemail=hints.voicemail,
            letters=hints.letters,
            email_allowed=hints.email_allowed,
            keep_from=hints.keep_from,
            raw=hints.raw,
        )
    )
    _name_person(uow, case.id, CaseRole.ISVA, source.isva, witness.id)
    for charge in source.charges:
        single = charge.defendants[0].casefold() if len(charge.defendants) == 1 else None
        uow.add(
            Charge(
                case_id=case.id,
                defendant_id=defendants[single].id if single in defendants else None,
                witness_id=witness.id,
                offence=charge.offence,
                is_sexual_offence=charge.sexual_offence.value == "yes",
                charged_on=charge.charged_on,
            )
        )
    return witness
