"""What the case page shows, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.people import Person


class PillText(NamedTuple):
    """A pill before it is drawn: its status kind and its word."""

    kind: str
    word: str


@dataclass(frozen=True)
class Stage:
    """One line of "Where this case is". `shape` and `tone` draw the icon; `tone` is a status kind.

    It is opened at `tab`, or here: a hearing (`hearing_id`), one to be added (`hearing_kind`), or a plea
    (`defendant_id`). `link` are the words of a link that opens it, where something is missing.
    """

    key: str
    on: dt.date | None
    shape: str
    tone: str
    title: str
    fact: str = ""
    pills: tuple[tuple[PillText, str], ...] = ()
    working: Working | None = None
    tab: str = ""
    subject_id: str = ""
    hearing_id: str = ""
    hearing_kind: str = ""
    defendant_id: str = ""
    link: str = ""
    is_next: bool = False

    @property
    def opens_here(self) -> bool:
        return bool(self.hearing_id or self.hearing_kind or self.defendant_id)

    @property
    def needs_attention(self) -> bool:
        return any(pill.kind in ("overdue", "today", "unknown") for pill, _words in self.pills)


@dataclass(frozen=True)
class NextAction:
    """One thing to do next: its pill, its day, what it is, and the verb of its one button."""

    item: DueItem
    pill: PillText
    day: str
    text: str
    note: str
    verb: str
    tab: str
    subject_id: str
    part: str


@dataclass(frozen=True)
class ContactLine:
    """One line of the safe contact: `tone` is "no", "yes" or ""; `secret` names a field that can be revealed."""

    name: str
    key: str
    words: str
    tone: str = ""
    secret: str = ""
    strong: bool = False


@dataclass(frozen=True)
class PersonLine:
    """A person on this case: the part, the name, and what to ring."""

    role: str
    name: str
    person: Person


@dataclass(frozen=True)
class ContactState:
    """The safe contact box. `tone` is a status kind; `confirmed` are lines of words with their text role.

    `doubt` says since which contact the whole is in doubt; empty: it is not.
    """

    tone: str = "ok"
    doubt: str = ""
    lines: tuple[ContactLine, ...] = ()
    confirmed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class CasePageState:
    """Everything the case page shows of one witness. `shown_name` and `shown_contact` are revealed for a minute."""

    file: CaseFile | None = None
    witness: WitnessFile | None = None
    urn: str = ""
    title: str = ""
    witnesses: tuple[tuple[str, str], ...] = ()
    pill: PillText | None = None
    label: str = ""
    about: str = ""
    shown_name: str = ""
    shown_contact: tuple[str, str] = ("", "")
    contact: ContactState = field(default_factory=ContactState)
    people: tuple[PersonLine, ...] = ()
    stages_note: str = ""
    stages: tuple[Stage, ...] = ()
    needs_plea: bool = False
    actions: tuple[NextAction, ...] = ()
    may_change: bool = True
    error: str = ""
