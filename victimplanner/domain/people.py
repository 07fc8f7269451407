"""People the office works with: users of this office file, and the directory.

Links between records and people use internal ids, never an e-mail address or a name.
"""

from __future__ import annotations

from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.record import Record


class UserRole(StrEnum):
    """What a user of this office file is, which decides what they may do (see `access`)."""

    PROSECUTOR = "prosecutor"
    VICTIM_LIAISON_OFFICER = "victim_liaison_officer"
    WITNESS_CARE_OFFICER = "witness_care_officer"
    PARALEGAL_OFFICER = "paralegal_officer"
    MANAGER = "manager"
    READ_ONLY = "read_only"


USER_ROLE_WORDS = {
    UserRole.PROSECUTOR: "Prosecutor",
    UserRole.VICTIM_LIAISON_OFFICER: "Victim Liaison Officer",
    UserRole.WITNESS_CARE_OFFICER: "Witness Care Officer",
    UserRole.PARALEGAL_OFFICER: "Paralegal officer",
    UserRole.MANAGER: "Manager",
    UserRole.READ_ONLY: "Read only",
}


class User(Record):
    """Someone with a key slot of their own. `login` names the slot."""

    login: str = Field(unique=True)
    display_name: str
    role: UserRole


class CaseRole(StrEnum):
    """What a person is for a case, or for one witness of it."""

    PROSECUTOR = "prosecutor"
    VICTIM_LIAISON_OFFICER = "victim_liaison_officer"
    WITNESS_CARE_OFFICER = "witness_care_officer"
    PARALEGAL_OFFICER = "paralegal_officer"
    OFFICER_IN_CASE = "officer_in_case"
    COUNSEL = "counsel"
    ISVA = "isva"
    SUPPORTER = "supporter"
    INTERPRETER = "interpreter"
    INTERMEDIARY = "intermediary"


CASE_ROLE_WORDS = {
    CaseRole.PROSECUTOR: "Prosecutor",
    CaseRole.VICTIM_LIAISON_OFFICER: "VLO (CPS)",
    CaseRole.WITNESS_CARE_OFFICER: "WCO",
    CaseRole.PARALEGAL_OFFICER: "Paralegal officer",
    CaseRole.OFFICER_IN_CASE: "Officer in case",
    CaseRole.COUNSEL: "Counsel",
    CaseRole.ISVA: "ISVA",
    CaseRole.SUPPORTER: "Supporter",
    CaseRole.INTERPRETER: "Interpreter",
    CaseRole.INTERMEDIARY: "Intermediary",
}


class Person(Record):
    """A directory entry: staff, officer, adviser, advocate, supporter. Never the complainant or the accused."""

    name: str
    organisation: str = ""
    phone: str = ""
    hours: str = ""
    email: str = ""


class CasePerson(Record):
    """A person's part in a case; `witness_id` is set where the part concerns that witness alone."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str | None = Field(default=None, foreign_key="witness.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    role: CaseRole
