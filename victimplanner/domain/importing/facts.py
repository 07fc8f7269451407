"""What a row says once it has been read: typed facts, what was doubtful, and what becomes of the row.

The values hold names and contact details, so their `repr` shows row numbers only: nothing leaks into a log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from victimplanner.domain.case import CourtKind, PleaKind, Remand
from victimplanner.domain.contact import ContactRoute, Permission


class Level(StrEnum):
    """How much an issue matters: a note changes nothing, a warning wants a person's eye, a refusal stops."""

    NOTE = "note"
    WARNING = "warning"
    REFUSAL = "refusal"


class Outcome(StrEnum):
    """What becomes of a row. Every row of the file has exactly one."""

    IMPORTED = "imported"
    WARNING = "warning"  # imported, with something to check
    REFUSED = "refused"
    LEFT_OUT = "left_out"  # no case row: blank, title, total, or already there


OUTCOME_WORDS = {
    Outcome.IMPORTED: "Ready",
    Outcome.WARNING: "Ready, please check",
    Outcome.REFUSED: "Refused",
    Outcome.LEFT_OUT: "Left out",
}


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, repr=False)
class ImportIssue:
    """One thing about one cell. `message` reads alone and names nobody; `raw` is the cell, for the screen only."""

    field: str
    level: Level
    message: str
    raw: str = ""

    def __repr__(self) -> str:
        return f"ImportIssue({self.field!r}, {self.level.value}, {self.message!r})"


@dataclass(frozen=True, repr=False)
class ContactHints:
    """What a safe-contact cell seems to say. Hints until a person confirms them; `raw` always has every word.

    `times` is the wording about times; `earliest` and `latest` the clock times read from it, local.
    `keep_from` is the reason or person named for a restriction. `unread` is what was not understood.
    """

    raw: str = ""
    route: ContactRoute = ContactRoute.UNKNOWN
    phones: tuple[str, ...] = ()
    times: str = ""
    earliest: dt.time | None = None
    latest: dt.time | None = None
    voicemail: Permission = Permission.UNKNOWN
    letters: Permission = Permission.UNKNOWN
    email_allowed: Permission = Permission.UNKNOWN
    mobile_only: bool = False
    keep_from: str = ""
    unread: str = ""

    def __repr__(self) -> str:
        return f"ContactHints({self.route.value})"


@dataclass(frozen=True, repr=False)
class ImportRow:
    """One row of the file. `number` is the spreadsheet's; `raw` has every cell by its column's key.

    Facts that the row does not give, or not reliably, are empty, None or unknown. `reason` is the sentence that
    explains the outcome, "" for a row without fault.
    """

    number: int
    outcome: Outcome = Outcome.IMPORTED
    reason: str = ""
    issues: tuple[ImportIssue, ...] = ()
    urn: str = ""
    defendants: tuple[str, ...] = ()
    lead_offence: str = ""
    sexual_offence: Answer = Answer.UNKNOWN
    court_kind: CourtKind = CourtKind.UNKNOWN
    court_name: str = ""
    witness_name: str = ""
    date_of_birth: dt.date | None = None
    charged_on: dt.date | None = None
    plea: PleaKind | None = None
    plea_on: dt.date | None = None
    ptph_on: dt.date | None = None
    trial_on: dt.date | None = None
    officer: str = ""
    isva: str = ""
    prosecutor: str = ""
    wco: str = ""
    remand: Remand = Remand.UNKNOWN
    s28: Answer = Answer.UNKNOWN
    special_measures: str = ""
    contact: ContactHints = field(default_factory=ContactHints)
    notes: str = ""
    raw: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""

    def __repr__(self) -> str:
        return f"ImportRow({self.number}, {self.outcome.value})"

    @property
    def goes_ahead(self) -> bool:
        """Whether the row makes, or adds to, a case."""
        return self.outcome in (Outcome.IMPORTED, Outcome.WARNING)


@dataclass(frozen=True, repr=False)
class DefendantImport:
    """An accused person of a case. An empty plea or date means: not given, or given differently in two rows."""

    name: str
    plea: PleaKind | None
    plea_on: dt.date | None
    remand: Remand
    rows: tuple[int, ...]

    def __repr__(self) -> str:
        return f"DefendantImport(rows {self.rows})"


@dataclass(frozen=True, repr=False)
class ChargeImport:
    """A row's offence, concerning one complainant and the accused named in that row."""

    row: int
    defendants: tuple[str, ...]
    offence: str
    sexual_offence: Answer
    charged_on: dt.date | None

    def __repr__(self) -> str:
        return f"ChargeImport(row {self.row})"


@dataclass(frozen=True, repr=False)
class ComplainantImport:
    """A complainant of a case, from one row or from several about the same person."""

    name: str
    date_of_birth: dt.date | None
    isva: str
    s28: Answer
    special_measures: str
    contact: ContactHints
    notes: str
    charges: tuple[ChargeImport, ...]
    rows: tuple[int, ...]

    def __repr__(self) -> str:
        return f"ComplainantImport(rows {self.rows})"


@dataclass(frozen=True, repr=False)
class CaseImport:
    """All rows of one URN as one case."""

    urn: str
    rows: tuple[int, ...]
    court_kind: CourtKind
    court_name: str
    officer: str
    prosecutor: str
    wco: str
    ptph_on: dt.date | None
    trial_on: dt.date | None
    lead_offence: str
    defendants: tuple[DefendantImport, ...]
    complainants: tuple[ComplainantImport, ...]
    issues: tuple[ImportIssue, ...]

    def __repr__(self) -> str:
        return f"CaseImport({self.urn}, rows {self.rows})"
