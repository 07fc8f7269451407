"""People the office works with: users of this office file, and the directory.

Links between records and people use internal ids, never an e-mail address or a name.
"""

from __future__ import annotations

import datetime as dt
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
    """A directory entry: staff, officer, adviser, advocate, supporter. Never the complainant or the accused.

    Contact details hold from `details_from`; earlier ones are kept as `PersonDetails`. One who is removed is offered
    nowhere any more and stays where signed records name them.
    """

    name: str
    organisation: str = ""
    phone: str = ""
    hours: str = ""
    email: str = ""
    details_from: dt.date | None = None  # None: since the entry was made
    removed_on: dt.date | None = None
    removed_reason: str = ""

    @property
    def is_removed(self) -> bool:
        return self.removed_on is not None


class PersonDetails(Record):
    """Contact details that a person had before, with the last day on which they held. Never changed."""

    person_id: str = Field(foreign_key="person.id", index=True)
    name: str
    organisation: str = ""
    phone: str = ""
    hours: str = ""
    email: str = ""
    held_from: dt.date | None = None
    held_until: dt.date
    changed_by: str = ""


class AbsenceKind(StrEnum):
    AWAY = "away"
    BUSY = "busy"  # taken in from a diary file


ABSENCE_WORDS = {AbsenceKind.AWAY: "Away", AbsenceKind.BUSY: "Busy elsewhere"}


class Absence(Record):
    """A time at which somebody of the directory is not to be had. Local days and clock times (Europe/London).

    Without times it covers whole days; with times, from the first on the first day to the last on the last day. It
    says no more than that: a title or reason from a diary file is not kept.
    """

    person_id: str = Field(foreign_key="person.id", index=True)
    kind: AbsenceKind = AbsenceKind.AWAY
    first_day: dt.date = Field(index=True)
    first_time: dt.time | None = None
    last_day: dt.date = Field(index=True)
    last_time: dt.time | None = None
    note: str = ""
    source_id: str = ""  # salted hash of the entry of a diary file, so that the same file again changes nothing

    def hours_on(self, day: dt.date) -> tuple[dt.time, dt.time]:
        """Return from when to when it takes `day`, a day within it."""
        begins = self.first_time if self.first_time and day == self.first_day else dt.time.min
        ends = self.last_time if self.last_time and day == self.last_day else dt.time(23, 59)
        return begins, ends


class CasePerson(Record):
    """A person's part in a case; `witness_id` is set where the part concerns that witness alone."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str | None = Field(default=None, foreign_key="witness.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    role: CaseRole
