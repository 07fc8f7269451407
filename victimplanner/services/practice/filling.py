"""Building the practice office as plain records, the same for the same day and seed."""

from __future__ import annotations

import datetime as dt
from random import Random

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case import CaseState
from victimplanner.domain.people import CaseRole, Person, User, UserRole
from victimplanner.domain.record import Record
from victimplanner.services.context import App
from victimplanner.services.practice.case_builder import CaseBuilder
from victimplanner.services.practice.preparing import practice_sites
from victimplanner.storage.unit_of_work import UnitOfWork

_SEED = 20261125
_CASES = 40

PRACTICE_PEOPLE: dict[CaseRole, tuple[str, str, str]] = {
    CaseRole.PROSECUTOR: ("R. Okafor", "CPS Northmere", "01632 960101"),
    CaseRole.VICTIM_LIAISON_OFFICER: ("B. Lindley", "CPS Northmere", "01632 960114"),
    CaseRole.WITNESS_CARE_OFFICER: ("T. Garside", "Witness Care Unit, Northmere", "01632 960131"),
    CaseRole.PARALEGAL_OFFICER: ("M. Strand", "CPS Northmere", "01632 960102"),
    CaseRole.OFFICER_IN_CASE: ("DC 4471 I. Shah", "Northmere Police", "01632 960190"),
    CaseRole.COUNSEL: ("H. Croft", "Eastholme Chambers", "01632 960155"),
    CaseRole.ISVA: ("C. Penhale", "Harbour Light Support", "01632 960178"),
}
_SECOND_PEOPLE: dict[CaseRole, tuple[str, str, str]] = {
    CaseRole.PROSECUTOR: ("S. Whitmore", "CPS Northmere", "01632 960103"),
    CaseRole.WITNESS_CARE_OFFICER: ("K. Belling", "Witness Care Unit, Northmere", "01632 960132"),
}
COLLEAGUES = (
    ("b.lindley", "B. Lindley", UserRole.VICTIM_LIAISON_OFFICER),
    ("t.garside", "T. Garside", UserRole.WITNESS_CARE_OFFICER),
)


def practice_records(today: dt.date, calendar: Calendar, seed: int = _SEED) -> list[Record]:
    """Return forty invented cases in every stage, dated around `today`, each record after what it refers to."""
    random = Random(seed)
    records, rooms = practice_sites()

    def person(entry: tuple[str, str, str]) -> Person:
        new = Person(
            id=f"{random.getrandbits(128):032x}",
            name=entry[0],
            organisation=entry[1],
            phone=entry[2],
            hours="Mon to Fri, 9am to 5pm",
        )
        records.append(new)
        return new

    first = {role: person(entry) for role, entry in PRACTICE_PEOPLE.items()}
    second = first | {role: person(entry) for role, entry in _SECOND_PEOPLE.items()}
    for number in range(_CASES):
        people = first if number % 3 != 2 else second
        records += CaseBuilder(random, today, calendar, number, people, rooms).records()
    return records


def fill_practice(app: App) -> int:
    """Fill an empty office file with the practice office; return how many cases it has now.

    All in one transaction; the office is marked PRACTICE, which shows on every page and print.
    """
    records = practice_records(app.today, app.calendar)
    with app.change("office.fill_practice") as uow:
        _mark_practice(app, uow)
        known = {user.login for user in uow.find(User)}
        for login, name, role in COLLEAGUES:
            if login not in known:
                uow.add(User(login=login, display_name=name, role=role))
        uow.add_all(records)
    return sum(1 for record in records if getattr(record, "state", None) in tuple(CaseState))


def _mark_practice(app: App, uow: UnitOfWork) -> None:
    office = app.office
    uow.save(
        office.model_copy(
            update={
                "is_practice": True,
                "area": office.area or "Northmere",
                "phone": office.phone or "01632 960100",
            }
        )
    )
