"""What the Contact tab shows, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact_log import ContactEntry
from victimplanner.domain.contact_preferences import ContactPreference
from victimplanner.domain.deadlines import Working
from victimplanner.domain.people import Person
from victimplanner.domain.support import SUPPORT_ROLE_WORDS, Referral, Supporter, SupportQuery

RECORD, ANSWER = "record", "answer"

PillWords = tuple[str, str] | tuple[str, str, str]
"""A pill before it is drawn: its status kind, its word, and a shape where it is not that of the kind."""


@dataclass(frozen=True)
class SupporterLine:
    """One supporter: who, from when to when, and what she agreed to share."""

    supporter: Supporter
    person: Person | None
    since: str
    pill: PillWords
    pill_note: str
    shared: str
    limits: str
    detail: str
    is_ended: bool

    @property
    def id(self) -> str:
        return self.supporter.id

    @property
    def role_words(self) -> str:
        return SUPPORT_ROLE_WORDS[self.supporter.role]

    @property
    def name(self) -> str:
        return self.person.name if self.person else "No longer in the directory"


@dataclass(frozen=True)
class LogLine:
    """One contact. `mark` says what sets it apart: an override, a correction, that it was corrected."""

    entry: ContactEntry
    when: str
    at: str
    how: str
    outcome: PillWords
    mark: str
    is_override: bool
    is_corrected: bool
    next_words: str
    next_day: str
    next_pill: PillWords | None
    detail: str
    working: Working | None = None

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def waits(self) -> bool:
        """Whether something that was to follow is still to be done."""
        return self.entry.next_on is not None and self.entry.done_on is None and not self.is_corrected


@dataclass(frozen=True)
class ReferralLine:
    """One support service: offered, wanted, referred, answered."""

    referral: Referral
    offered: str
    wanted: PillWords
    referred: str
    answer: PillWords
    answer_note: str
    is_late: bool
    detail: str
    working: Working | None = None

    @property
    def id(self) -> str:
        return self.referral.id


@dataclass(frozen=True)
class QueryLine:
    """One question of a supporter with the day by which it is to be answered."""

    query: SupportQuery
    received: str
    due: str
    pill: PillWords
    detail: str
    may_be_shared: str
    working: Working | None = None

    @property
    def id(self) -> str:
        return self.query.id


@dataclass(frozen=True)
class ContactPage:
    """Everything the tab shows of one witness. `wishes` are (what, words); `wishes_note` who noted them, and when."""

    file: WitnessFile | None = None
    today: dt.date = dt.date.min
    label: str = ""
    preference: ContactPreference | None = None
    wishes: tuple[tuple[str, str], ...] = ()
    wishes_note: str = ""
    wishes_warning: str = ""
    earlier_wishes: str = ""
    supporters: tuple[SupporterLine, ...] = ()
    log: tuple[LogLine, ...] = ()
    referrals: tuple[ReferralLine, ...] = ()
    queries: tuple[QueryLine, ...] = ()
    overrides: str = ""
    doubt: str = ""
    no_go_between: str = ""
    waiting: int = 0
    may_record: bool = True
    error: str = ""
