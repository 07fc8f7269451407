"""The directory as lines, and how it is changed: every change goes through the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.errors import PlannerError
from victimplanner.domain.people import Absence, AbsenceKind, Person
from victimplanner.services import people
from victimplanner.services.busy_times import BusyImport, import_busy_times, read_diary
from victimplanner.services.people import NamedAt
from victimplanner.ui import formats
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.screens.people.words import absence_words, earlier_words
from victimplanner.ui.session import Session


@dataclass(frozen=True)
class PersonLine:
    """One person of the directory, with where they are named and when they are away, in words."""

    id: str
    person: Person
    named: str
    still_open: str
    away: str
    busy: str

    @property
    def looked_in(self) -> str:
        """What a search looks in."""
        person = self.person
        return " ".join((person.name, person.organisation, person.phone, person.email)).casefold()


@dataclass(frozen=True)
class PeopleState:
    """What the dialog shows. `message` is (kind of banner, sentence, text) of the last diary file."""

    lines: tuple[PersonLine, ...] = ()
    count: int = 0  # before the search
    text: str = ""
    shows_removed: bool = False
    is_reading: bool = False
    message: tuple[str, str, str] | None = None

    @property
    def count_words(self) -> str:
        """How many are shown, of how many."""
        everybody = formats.counted(self.count, "person", "people")
        return f"{len(self.lines)} of {everybody}" if self.text.strip() else everybody


class PeopleViewModel(QObject):
    """Reads the directory; searches it; changes it through the services."""

    state_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._all: tuple[PersonLine, ...] = ()
        self.state = PeopleState()
        self.read()

    @property
    def may_change(self) -> bool:
        return self._session.app.may("person.amend")

    @property
    def today(self) -> dt.date:
        return self._session.today

    # ------------------------------------------------------------ looking

    def read(self) -> None:
        """Read everything again."""
        app = self._session.app
        named, away = people.places_by_person(app), people.absences_by_person(app)
        self._all = tuple(
            self._line(person, named.get(person.id, []), away.get(person.id, []))
            for person in people.directory(app, include_removed=self.state.shows_removed)
        )
        self._show(count=len(self._all))

    def search(self, text: str) -> None:
        """Show those in whose name, organisation, telephone or e-mail every word stands."""
        self._show(text=text)

    def show_removed(self, shown: bool) -> None:
        self.state = replace(self.state, shows_removed=shown)
        self.read()

    def earlier(self, person: Person) -> list[tuple[str, str]]:
        """Return the details a person had before as (to which day, what was different then), the newest first."""
        return earlier_words(person, people.earlier_details(self._session.app, person.id))

    def places(self, person: Person) -> list[NamedAt]:
        """Return where somebody is named, those still open first."""
        return people.where_named(self._session.app, person.id)

    def successors(self, person: Person) -> list[tuple[str, str]]:
        """Return who can take over from somebody, as (id, name and organisation)."""
        others = [p for p in people.directory(self._session.app) if p.id != person.id]
        return [(p.id, ", ".join(filter(None, (p.name, p.organisation)))) for p in others]

    def absences(self, person: Person) -> list[Absence]:
        """Return when somebody is away or busy from today on."""
        return people.absences(self._session.app, person.id)

    # ------------------------------------------------------------ changing

    def save_person(self, person: Person, since: dt.date | None) -> Problems:
        return self._try(lambda: people.save_person(self._session.app, person, since))

    def remove(self, person: Person, reason: str, instead_id: str) -> Problems:
        """Take somebody out; `instead_id` "": nobody takes over."""
        app = self._session.app

        def change() -> None:
            instead = next((p for p in people.directory(app) if p.id == instead_id), None)
            people.remove_person(app, person, reason, instead=instead)

        return self._try(change)

    def put_back(self, person: Person) -> None:
        """Offer somebody again who was taken out; `state.message` says what came of it."""
        problems = self._try(lambda: people.put_back_person(self._session.app, person))
        if problems:
            self._set(message=("error", "The person was not put back.", problems[0].message))
        else:
            words = "What they were named for before does not come back."
            self._set(message=("done", f"{person.name} is in the directory again.", words))

    def forget_message(self) -> None:
        """The person has read what came of it."""
        self._set(message=None)

    def save_absence(self, absence: Absence) -> Problems:
        return self._try(lambda: people.save_absence(self._session.app, absence))

    def remove_absence(self, absence: Absence) -> Problems:
        return self._try(lambda: people.remove_absence(self._session.app, absence))

    def take_in(self, person: Person, path: Path) -> None:
        """Take in busy times from a diary file, on the work thread; `state.message` says what came of it."""
        app = self._session.app
        self._set(is_reading=True, message=None)
        task = self._session.tasks.start(lambda _progress: import_busy_times(app, person, read_diary(path)))
        task.succeeded.connect(self._taken_in)
        task.failed.connect(self._not_taken_in)

    def _taken_in(self, done: BusyImport) -> None:
        days = f"{formats.full_day(done.first)} to {formats.full_day(done.last)}"
        sentence = (
            f"{formats.counted(done.added, 'time')} added, {done.removed} taken out, {done.unchanged} known already."
        )
        self.state = replace(self.state, is_reading=False, message=("done", sentence, f"{days}. {ONLY_TIMES}"))
        self.read()

    def _not_taken_in(self, problem: Exception) -> None:
        self._set(is_reading=False)
        if not isinstance(problem, PlannerError):
            raise problem
        self._set(message=("error", "The diary file was not taken in.", str(problem)))

    def _try(self, change: Callable[[], object]) -> Problems:
        problems = attempt(change)
        if not problems:
            self.read()
        return problems

    def _line(self, person: Person, places: Sequence[NamedAt], absences: Sequence[Absence]) -> PersonLine:
        still_open = sum(1 for place in places if not place.is_settled)
        away = next((a for a in absences if a.kind is AbsenceKind.AWAY), None)
        busy = sum(1 for a in absences if a.kind is AbsenceKind.BUSY)
        return PersonLine(
            id=person.id,
            person=person,
            named=formats.counted(len(places), "place") if places else formats.UNKNOWN,
            still_open=f"{still_open} still open" if places else "",
            away=absence_words(away, self._session.today) if away else formats.UNKNOWN,
            busy=formats.counted(busy, "busy time") if busy else "",
        )

    def _show(self, **changes: Any) -> None:
        state = replace(self.state, **changes)
        wanted = state.text.casefold().split()
        lines = tuple(line for line in self._all if all(word in line.looked_in for word in wanted))
        self._set(text=state.text, count=state.count, lines=lines)

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit()


ONLY_TIMES = "Only the times are kept: no titles, places or people of the diary."
