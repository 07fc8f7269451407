"""The program in use: an open office file, the person who opened it, the clock and the rules.

`change` is the one door for every write: permission, transaction, audit, announcement, in that order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from victimplanner.domain.access import check_access
from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.clocks import application_limits
from victimplanner.domain.deadlines import Working
from victimplanner.domain.editions import Content, InUse, book_in_use, in_use, with_announced
from victimplanner.domain.eligibility import Availability, availability, eligibility_facts
from victimplanner.domain.errors import NotAllowed
from victimplanner.domain.office import ClosedDay, Office
from victimplanner.domain.people import User
from victimplanner.domain.rule_editions import AnnouncedHoliday, RuleEdition
from victimplanner.domain.rules import RuleBook
from victimplanner.domain.topics import Topic, TopicLine, with_changes
from victimplanner.domain.witness import Witness
from victimplanner.services.assembling import read_office
from victimplanner.services.changed import Changed, ChangedBus
from victimplanner.services.clock import Clock
from victimplanner.services.topic_template import TopicTemplate, topic_template
from victimplanner.storage.resource_files import load_holiday_list, load_rule_book
from victimplanner.storage.unit_of_work import UnitOfWork
from victimplanner.storage.vault import OpenVault

EVERY_DATE = frozenset({kind.__name__ for kind in (Office, ClosedDay, AnnouncedHoliday, RuleEdition)})
"""Kinds of record that may move every date of every case."""


class App:
    """An unlocked office file in the hands of one user."""

    def __init__(self, vault: OpenVault, user: User, clock: Clock) -> None:
        self.vault = vault
        self.user = user
        self.clock = clock
        self.shipped = Content(load_rule_book().deadlines, load_holiday_list())  # what this program brings
        self.changed = ChangedBus()
        self.changed.listen(self._forget_what_changed)

    @property
    def today(self) -> dt.date:
        return self.clock.today()

    @property
    def now(self) -> dt.datetime:
        return self.clock.now()

    @cached_property
    def in_use(self) -> InUse:
        """The time limits and bank holidays that this office agreed to; newer ones of the program wait."""
        with self.read() as uow:
            editions = uow.find(RuleEdition)
        return in_use(self.shipped, *editions)

    @cached_property
    def rules(self) -> RuleBook:
        """Every rule, with the time limits that this office agreed to."""
        return book_in_use(load_rule_book(), self.in_use.content)

    @cached_property
    def calendar(self) -> Calendar:
        """The bank holidays, those announced since, and this office's closed days."""
        with self.read() as uow:
            announced = uow.find(AnnouncedHoliday)
            closed = {day.on: day.reason for day in uow.find(ClosedDay)}
        return Calendar(with_announced(self.in_use.content.holidays, announced), closed)

    @property
    def template(self) -> TopicTemplate:
        """The topics template as the program ships it."""
        return topic_template()

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """What meetings cover and what they must not, as this office words it; lines out of use included."""
        with self.read() as uow:
            return with_changes(self.template.topics, uow.find(TopicLine))

    @property
    def office(self) -> Office:
        with self.read() as uow:
            return read_office(uow)

    def read(self) -> UnitOfWork:
        """Open a unit of work that only reads."""
        return self.vault.reading()

    @contextmanager
    def change(self, action: str) -> Iterator[UnitOfWork]:
        """Open the door for one change: `action` is checked, done in one transaction, audited and announced.

        Raises: NotAllowed before anything is opened; Conflict or StorageProblem with nothing written.
        """
        check_access(self.user.role, action)
        uow = self.vault.changing(self.user.login, action, self.now)
        with uow:
            yield uow
        if uow.changed is not None and uow.changed.ids:
            done = uow.changed
            self.changed.announce(Changed(action, done.kinds, done.ids, done.case_ids))

    def may(self, action: str) -> bool:
        """Whether the user's role allows an action: what it does not is shown and cannot be chosen."""
        try:
            check_access(self.user.role, action)
        except NotAllowed:
            return False
        return True

    def look(self, action: str, kind: str, record_id: str, case_id: str | None, reason: str = "") -> None:
        """Record that something was looked at or left the program. Raises: NotAllowed."""
        check_access(self.user.role, action)
        self.vault.record_look(self.user.login, action, self.now, kind, record_id, case_id, reason)

    def witness(self, uow: UnitOfWork, witness_id: str) -> Witness:
        return uow.get(Witness, witness_id)

    def application_limits(self, file: WitnessFile) -> tuple[Working, ...]:
        """Work out the application limits of one witness today, the earliest first."""
        return application_limits(file, self.rules, self.calendar, self.today)

    def availabilities(self, file: WitnessFile) -> tuple[Availability, ...]:
        """Answer for all eight measures whether they are open to this witness today, in the rule file's order."""
        facts = eligibility_facts(file, self.today)
        return tuple(availability(measure, facts) for measure in self.rules.measures.values())

    def close(self) -> None:
        """Lock: close the office file. Nothing can be read or written after this."""
        self.vault.close()

    def _forget_what_changed(self, changed: Changed) -> None:
        for kind, names in _RESTS_ON.items():
            if kind.__name__ in changed.kinds:
                for name in names:
                    self.__dict__.pop(name, None)


_RESTS_ON = {
    RuleEdition: ("in_use", "rules", "calendar"),
    AnnouncedHoliday: ("calendar",),
    ClosedDay: ("calendar",),
    TopicLine: ("topics",),
}
"""What is kept in memory and forgotten when a record of a kind changes."""
