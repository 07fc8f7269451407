"""Writing one case of a caseload list: a new case whole; to a case that is here only what is missing.

Decisions for a URN that is here already: what nobody has entered yet is filled in from the list; what is here and
reads differently in the list is left as it is, and a sentence says so; a blank cell changes nothing. Nobody becomes a
second complainant because a cell was left blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from victimplanner.domain.case import (
    Case,
    Charge,
    CourtKind,
    Defendant,
    Hearing,
    HearingKind,
    HearingState,
    Plea,
    Remand,
)
from victimplanner.domain.contact import ContactRoute, Permission, SafeContact
from victimplanner.domain.dates import plain_date
from victimplanner.domain.imported import ImportedRow
from victimplanner.domain.importing import (
    CaseImport,
    ChargeImport,
    ComplainantImport,
    ContactHints,
    DefendantImport,
    ImportPlan,
)
from victimplanner.domain.importing.knowledge import plain
from victimplanner.domain.people import CASE_ROLE_WORDS, CasePerson, CaseRole, Person
from victimplanner.domain.witness import Witness, new_witness_reference
from victimplanner.storage.unit_of_work import UnitOfWork


@dataclass
class CaseWriter:
    """Writes `source` in one transaction. `kept` collects what the list says differently; it holds no names."""

    uow: UnitOfWork
    source: CaseImport
    plan: ImportPlan
    unit: str
    now: dt.datetime
    witnesses: int = 0  # made here
    kept: list[str] = field(default_factory=list)
    _new_defendants: set[str] = field(default_factory=set)

    def write(self) -> None:
        """Write the case, its people and one imported row for each row of the list."""
        stored = self.uow.find(Case, urn=self.source.urn)
        case = self._amended(stored[0]) if stored else self.uow.add(self._new_case())
        defendants = self._defendants(case)
        for kind, name, day in (
            (HearingKind.PTPH, "PTPH", self.source.ptph_on),
            (HearingKind.TRIAL, "Trial date", self.source.trial_on),
        ):
            self._hearing(case, kind, name, day)
        for role, person in (
            (CaseRole.PROSECUTOR, self.source.prosecutor),
            (CaseRole.WITNESS_CARE_OFFICER, self.source.wco),
            (CaseRole.OFFICER_IN_CASE, self.source.officer),
        ):
            self._person(case, role, person)
        rows = self._complainants(case, defendants)
        for number, witness in rows.items():
            row = self.plan.row(number)
            self.uow.add(
                ImportedRow(
                    case_id=case.id,
                    witness_id=witness.id,
                    fingerprint=row.fingerprint,
                    row_number=number,
                    imported_at=self.now,
                    raw=dict(row.raw),
                    warnings=(*(issue.message for issue in row.issues), *self.kept),
                )
            )

    # ------------------------------------------------------------ the case

    def _new_case(self) -> Case:
        return Case(
            urn=self.source.urn,
            unit=self.unit,
            court_kind=self.source.court_kind,
            court_name=self.source.court_name,
            lead_offence=self.source.lead_offence,
        )

    def _amended(self, case: Case) -> Case:
        update: dict[str, object] = {}
        if self.source.court_name and not case.court_name:
            update["court_name"] = self.source.court_name
        if self.source.court_kind is not CourtKind.UNKNOWN and case.court_kind is CourtKind.UNKNOWN:
            update["court_kind"] = self.source.court_kind
        if self.source.court_name and case.court_name and plain(self.source.court_name) != plain(case.court_name):
            self._keep("Court", self.source.court_name, case.court_name)
        return self.uow.save(case.model_copy(update=update)) if update else case

    def _hearing(self, case: Case, kind: HearingKind, name: str, day: dt.date | None) -> None:
        if day is None:
            return
        stored = [h for h in self.uow.find(Hearing, case_id=case.id) if h.kind is kind and h.listed_on is not None]
        if not stored:
            self.uow.add(Hearing(case_id=case.id, kind=kind, listed_on=day, place=self.source.court_name))
        elif day not in (h.listed_on for h in stored):
            last = max(stored, key=lambda h: (h.state is not HearingState.VACATED, h.listed_on or dt.date.min))
            self._keep(name, plain_date(day), plain_date(last.listed_on) if last.listed_on else "")

    def _person(self, case: Case, role: CaseRole, name: str, witness_id: str | None = None) -> None:
        if not name.strip():
            return
        links = [c for c in self.uow.find(CasePerson, case_id=case.id) if c.role is role and c.witness_id == witness_id]
        people = self.uow.select_in(Person, "id", {link.person_id for link in links})
        if people:
            if plain(name) not in {plain(person.name) for person in people}:
                self._keep(CASE_ROLE_WORDS[role])
            return
        known = self.uow.find(Person, name=name.strip(), removed_on=None)
        person = known[0] if known else self.uow.add(Person(name=name.strip()))
        self.uow.add(CasePerson(case_id=case.id, witness_id=witness_id, person_id=person.id, role=role))

    # ------------------------------------------------------------ the accused

    def _defendants(self, case: Case) -> dict[str, Defendant]:
        known = {plain(d.name): d for d in self.uow.find(Defendant, case_id=case.id)}
        for entry in self.source.defendants:
            stored = known.get(plain(entry.name))
            if stored is not None:
                known[plain(entry.name)] = self._amended_defendant(stored, entry)
                continue
            number = max((d.number for d in known.values()), default=0) + 1
            defendant = self.uow.add(Defendant(case_id=case.id, number=number, name=entry.name, remand=entry.remand))
            known[plain(entry.name)] = defendant
            self._new_defendants.add(plain(entry.name))
            self._plea(defendant, entry, 1)
        return known

    def _amended_defendant(self, stored: Defendant, entry: DefendantImport) -> Defendant:
        who = f"Defendant {stored.label}, "
        pleas = self.uow.find(Plea, defendant_id=stored.id)
        now = max(pleas, key=lambda plea: plea.sequence, default=None)
        if now is None or (now.plea is entry.plea and now.entered_on is None and entry.plea_on is not None):
            self._plea(stored, entry, (now.sequence if now else 0) + 1)
        elif entry.plea is not None and now.plea is not entry.plea:
            words = [plea.value.replace("_", " ") for plea in (entry.plea, now.plea)]
            self._keep(f"{who}plea", *words)
        elif entry.plea_on is not None and now.entered_on is not None and entry.plea_on != now.entered_on:
            self._keep(f"{who}plea date", plain_date(entry.plea_on), plain_date(now.entered_on))
        if entry.remand is Remand.UNKNOWN or entry.remand is stored.remand:
            return stored
        if stored.remand is Remand.UNKNOWN:
            return self.uow.save(stored.model_copy(update={"remand": entry.remand}))
        self._keep(f"{who}bail or custody", entry.remand.value, stored.remand.value)
        return stored

    def _plea(self, defendant: Defendant, entry: DefendantImport, sequence: int) -> None:
        if entry.plea is not None:
            self.uow.add(
                Plea(
                    case_id=defendant.case_id,
                    defendant_id=defendant.id,
                    plea=entry.plea,
                    entered_on=entry.plea_on,
                    sequence=sequence,
                )
            )

    # ------------------------------------------------------------ the complainants

    def _complainants(self, case: Case, defendants: dict[str, Defendant]) -> dict[int, Witness]:
        """Write them; return who each row of the list is about."""
        known = self.uow.find(Witness, case_id=case.id)
        rows: dict[int, Witness] = {}
        for entry in self.source.complainants:
            witness = _same_witness(known, entry)
            if witness is None:
                witness = self._new_witness(case, entry, known)
                known.append(witness)
            else:
                self._amend_witness(witness, entry)
            self._person(case, CaseRole.ISVA, entry.isva, witness.id)
            for charge in entry.charges:
                self._charge(witness, charge, defendants)
            rows |= dict.fromkeys(entry.rows, witness)
        return rows

    def _new_witness(self, case: Case, entry: ComplainantImport, others: list[Witness]) -> Witness:
        witness = self.uow.add(
            Witness(
                case_id=case.id,
                number=max((w.number for w in others), default=0) + 1,
                reference=new_witness_reference([w.reference for w in others]),
                name=entry.name,
                date_of_birth=entry.date_of_birth,
            )
        )
        self.uow.add(_with_hints(SafeContact(case_id=case.id, witness_id=witness.id), entry))
        self.witnesses += 1
        return witness

    def _amend_witness(self, stored: Witness, entry: ComplainantImport) -> None:
        if stored.date_of_birth is None and entry.date_of_birth is not None:
            self.uow.save(stored.model_copy(update={"date_of_birth": entry.date_of_birth}))
        if not entry.contact.raw:
            return
        contact = next(iter(self.uow.find(SafeContact, witness_id=stored.id)), None)
        if contact is None:
            self.uow.add(_with_hints(SafeContact(case_id=stored.case_id, witness_id=stored.id), entry))
        elif contact.version == 1 and contact.route is ContactRoute.UNKNOWN and not (contact.raw or contact.phone):
            self.uow.save(_with_hints(contact, entry))
        elif plain(contact.raw) != plain(entry.contact.raw):
            self._keep(f"Safe contact of {stored.label}")

    def _charge(self, witness: Witness, source: ChargeImport, defendants: dict[str, Defendant]) -> None:
        single = plain(source.defendants[0]) if len(source.defendants) == 1 else ""
        accused = defendants[single].id if single in defendants else None
        stored = self.uow.find(Charge, witness_id=witness.id)
        same = [c for c in stored if plain(c.offence) == plain(source.offence)]
        mine = [c for c in same if c.defendant_id in (None, accused)]
        if not stored or (same and not mine) or (not mine and single in self._new_defendants):
            self.uow.add(
                Charge(
                    case_id=witness.case_id,
                    defendant_id=accused,
                    witness_id=witness.id,
                    offence=source.offence,
                    is_sexual_offence=source.sexual_offence.value == "yes",
                    charged_on=source.charged_on,
                )
            )
        elif not mine:
            self._keep(f"Offence against {witness.label}", source.offence, ", ".join(c.offence for c in stored))
        elif source.charged_on is not None and source.charged_on not in {c.charged_on for c in mine}:
            blank = next((c for c in mine if c.charged_on is None), None)
            if blank is not None:
                self.uow.save(blank.model_copy(update={"charged_on": source.charged_on}))
            else:
                days = ", ".join(plain_date(c.charged_on) for c in mine if c.charged_on)
                self._keep("Date of charge", plain_date(source.charged_on), days)

    def _keep(self, what: str, theirs: str = "", ours: str = "") -> None:
        """Say that something was left as it is here. Values of people are never said."""
        values = f" ({theirs}; here {ours})" if theirs and ours else ""
        self.kept.append(
            f"{what}: the list says something else{values}. What is here was left as it is; change it in the case if "
            "the list is right."
        )


def _same_witness(witnesses: Iterable[Witness], entry: ComplainantImport) -> Witness | None:
    """One name and birth dates that do not contradict each other: one person. The one whose date agrees goes first."""
    same = [w for w in witnesses if plain(w.name) == plain(entry.name)]
    for born in (entry.date_of_birth, None):
        if (found := next((w for w in same if w.date_of_birth == born), None)) is not None:
            return found
    return same[0] if len(same) == 1 and entry.date_of_birth is None else None


def _calls(hints: ContactHints) -> Permission:
    """A number alone is there to be called, unless texts or e-mails only may be meant, or words were not understood."""
    is_one_way = hints.letters is Permission.NO and hints.voicemail is Permission.NO and not hints.mobile_only
    may = bool(hints.phones) and hints.route is ContactRoute.DIRECT and not is_one_way and not hints.unread
    return Permission.YES if may else Permission.UNKNOWN


def _with_hints(contact: SafeContact, entry: ComplainantImport) -> SafeContact:
    """What the list seems to say about contact. It is not confirmed by that."""
    hints = entry.contact
    return contact.model_copy(
        update={
            "route": hints.route,
            "phone": ", ".join(hints.phones),
            "calls": _calls(hints),
            "times": hints.times,
            "voicemail": hints.voicemail,
            "letters": hints.letters,
            "email_allowed": hints.email_allowed,
            "keep_from": hints.keep_from,
            "raw": hints.raw,
        }
    )
