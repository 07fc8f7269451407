"""Rows of one URN become one case. The decisions are explained in `plan`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from victimplanner.domain.case import CourtKind, PleaKind, Remand
from victimplanner.domain.dates import plain_date
from victimplanner.domain.importing.contact import join_contacts
from victimplanner.domain.importing.facts import (
    Answer,
    CaseImport,
    ChargeImport,
    ComplainantImport,
    DefendantImport,
    ImportIssue,
    ImportRow,
    Level,
)
from victimplanner.domain.importing.knowledge import ImportKnowledge, plain

T = TypeVar("T")
RowIssues = dict[int, list[ImportIssue]]


def group_case(
    rows: Sequence[ImportRow], refused: Sequence[ImportRow], knowledge: ImportKnowledge
) -> tuple[CaseImport, RowIssues]:
    """Return the case made of `rows` (at least one, all of one URN) and further issues by row number.

    `refused` are the refused rows of the same URN: nothing of them is used, but the case says so.
    """
    grouping = _Grouping(rows, knowledge)
    court = grouping.agree("court", lambda row: _court(row), first=False)
    same_kind = {row.court_kind for row in rows if row.court_kind != CourtKind.UNKNOWN}
    case = CaseImport(
        urn=rows[0].urn,
        rows=tuple(row.number for row in rows),
        court_kind=same_kind.pop() if len(same_kind) == 1 else CourtKind.UNKNOWN,
        court_name=court[1] if court else "",
        officer=grouping.agree("officer", lambda row: row.officer or None) or "",
        prosecutor=grouping.agree("prosecutor", lambda row: row.prosecutor or None) or "",
        wco=grouping.agree("wco", lambda row: row.wco or None) or "",
        ptph_on=grouping.agree("ptph_on", lambda row: row.ptph_on, first=False),
        trial_on=grouping.agree("trial_on", lambda row: row.trial_on, first=False),
        lead_offence=next((row.lead_offence for row in rows if row.lead_offence), ""),
        defendants=grouping.defendants(),
        complainants=grouping.complainants(),
        issues=(),
    )
    for row in refused:
        numbers = _rows([other.number for other in rows])
        grouping.all_issues.append(
            ImportIssue(
                "",
                Level.WARNING,
                f"Row {row.number} of this URN was refused; the case is made without it, from {numbers}.",
            )
        )
        note = f"The other rows of this URN go ahead without it ({numbers})."
        grouping.by_row[row.number].append(ImportIssue("", Level.NOTE, note))
    return replace(case, issues=tuple(grouping.all_issues)), dict(grouping.by_row)


class _Grouping:
    """The rows of one URN while they are put together, and what was found on the way."""

    def __init__(self, rows: Sequence[ImportRow], knowledge: ImportKnowledge) -> None:
        self.rows = rows
        self.knowledge = knowledge
        self.all_issues: list[ImportIssue] = []
        self.by_row: RowIssues = defaultdict(list)

    def warn(self, field: str, message: str, numbers: Sequence[int]) -> None:
        label = self.knowledge.label(field)
        issue = ImportIssue(field, Level.WARNING, f"{label}: {message}" if label else message)
        self.all_issues.append(issue)
        for number in numbers:
            self.by_row[number].append(issue)

    def agree(
        self,
        field: str,
        value: Callable[[ImportRow], T | None],
        *,
        first: bool = True,
        rows: Sequence[ImportRow] | None = None,
        whose: str = "",
    ) -> T | None:
        """Return the one value of the rows; where they differ warn, and return the first or nothing."""
        given = [(row.number, found) for row in rows or self.rows if (found := value(row)) is not None]
        different = list(dict.fromkeys(found for _, found in given))
        if len(different) < 2:
            return different[0] if different else None
        by_value = [[number for number, found in given if found == one] for one in different]
        said = "; ".join(f"{_rows(numbers)}{_shown(one)}" for numbers, one in zip(by_value, different, strict=True))
        used = f"Row {by_value[0][0]} was used" if first else "None was used"
        self.warn(
            field,
            f"Rows of this URN differ{whose} ({said}). {used}; every row's own words are kept. Check which is right.",
            [number for number, _ in given],
        )
        return different[0] if first else None

    def defendants(self) -> tuple[DefendantImport, ...]:
        names: dict[str, str] = {}
        for row in self.rows:
            for name in row.defendants:
                names.setdefault(plain(name), name)
        found = []
        for number, (key, name) in enumerate(names.items(), start=1):
            rows = [row for row in self.rows if key in {plain(other) for other in row.defendants}]
            whose = f" about defendant {number}" if len(names) > 1 else ""
            plea = self.agree("plea", lambda row: row.plea, first=False, rows=rows, whose=whose)
            plea_on = self._plea_date(plea, rows, whose)
            remand = self.agree("remand", _remand, first=False, rows=rows, whose=whose)
            found.append(
                DefendantImport(name, plea, plea_on, remand or Remand.UNKNOWN, tuple(row.number for row in rows))
            )
        return tuple(found)

    def _plea_date(self, plea: PleaKind | None, rows: Sequence[ImportRow], whose: str) -> dt.date | None:
        if plea is None:
            return None
        return self.agree("plea_on", lambda row: row.plea_on, first=False, rows=rows, whose=whose)

    def complainants(self) -> tuple[ComplainantImport, ...]:
        people: list[list[ImportRow]] = []
        for row in self.rows:
            same = [person for person in people if plain(person[0].witness_name) == plain(row.witness_name)]
            mine = next((person for person in same if _births_fit(person, row)), None)
            if mine:
                self.warn(
                    "witness_name",
                    f"This person is already in this file on this URN (row {mine[0].number}). No second complainant"
                    f" was made; what row {row.number} says was added to the first.",
                    [row.number],
                )
                mine.append(row)
                continue
            if same:
                self.warn(
                    "witness_name",
                    "Two complainants of this URN have one name and different dates of birth. Both were kept;"
                    " check whether they are one person.",
                    [*(other.number for person in same for other in person), row.number],
                )
            people.append([row])
        return tuple(self._complainant(person) for person in people)

    def _complainant(self, rows: Sequence[ImportRow]) -> ComplainantImport:
        contact = rows[0].contact
        for row in rows[1:]:
            if row.contact.raw and contact.raw and row.contact.raw != contact.raw:
                self.warn(
                    "safe_contact",
                    "Rows about this person differ. All words were kept and the stricter instruction counts.",
                    [rows[0].number, row.number],
                )
            contact = join_contacts(contact, row.contact)
        s28 = self.agree("s28", _s28, first=False, rows=rows, whose=" about this person")
        births = [row.date_of_birth for row in rows if row.date_of_birth]
        return ComplainantImport(
            name=rows[0].witness_name,
            date_of_birth=births[0] if births else None,
            isva=self.agree("isva", lambda row: row.isva or None, rows=rows, whose=" about this person") or "",
            s28=s28 or Answer.UNKNOWN,
            special_measures=_joined(row.special_measures for row in rows),
            contact=contact,
            notes=_joined(row.notes for row in rows),
            charges=tuple(
                ChargeImport(row.number, row.defendants, row.lead_offence, row.sexual_offence, row.charged_on)
                for row in rows
            ),
            rows=tuple(row.number for row in rows),
        )


def _court(row: ImportRow) -> tuple[CourtKind, str] | None:
    return (row.court_kind, row.court_name) if row.court_name else None


def _remand(row: ImportRow) -> Remand | None:
    return None if row.remand == Remand.UNKNOWN else row.remand


def _s28(row: ImportRow) -> Answer | None:
    return None if row.s28 == Answer.UNKNOWN else row.s28


def _births_fit(person: Sequence[ImportRow], row: ImportRow) -> bool:
    known = {other.date_of_birth for other in (*person, row)} - {None}
    return len(known) < 2


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _rows(numbers: Sequence[int]) -> str:
    listed = ", ".join(str(number) for number in numbers)
    return f"{'row' if len(numbers) == 1 else 'rows'} {listed}"


def _shown(value: object) -> str:
    """Return a value for a sentence; names of people are never shown."""
    if isinstance(value, dt.date):
        return f": {plain_date(value)}"
    if isinstance(value, (PleaKind, Remand, Answer)):
        return f": {value.value.replace('_', ' ')}"
    return ""
