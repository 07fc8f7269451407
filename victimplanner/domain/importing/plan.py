"""All rows of a list together: rows of one URN become one case, and every row is accounted for.

Decisions:
- A refused row does not hold up the other rows of its URN. Nothing of it is used, so the case rests on the
  sound rows alone; the case says that a row is missing. Rows without a readable URN belong to no case.
- Court, hearings, pleas and remand belong to the case. Where two rows differ, none of the values is used,
  because time limits and safety hang on them: both are named in a warning and a person decides. For the officer,
  prosecutor and witness care officer the first is used, with a warning. A blank cell never differs.
- Offence and date of charge belong to a complainant and the accused of that row, so they may differ.
- The same person (same name on the same URN, birth dates not contradicting) makes one complainant. A row that
  says exactly the same again is left out; one that says more, such as another accused, is merged with a warning.
  The contact instructions of both rows are kept, the stricter counts. Two people of one name and different
  birth dates stay two, with a warning.
- Fingerprints of rows taken in earlier come back as left out, so that the same list can be imported again.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from victimplanner.domain.dates import plural
from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.importing.facts import CaseImport, ImportIssue, ImportRow, Level, Outcome
from victimplanner.domain.importing.grouping import group_case
from victimplanner.domain.importing.knowledge import ImportKnowledge
from victimplanner.domain.importing.mapping import ColumnHow, ColumnMapping, map_columns
from victimplanner.domain.importing.reading import Sheet, read_sheet
from victimplanner.domain.importing.rows import read_row, settle
from victimplanner.domain.urn import display_urn, likely_urn


@dataclass(frozen=True, repr=False)
class ImportPlan:
    """What an import would do. `rows` has every row of the file except the headings, in order."""

    rows: tuple[ImportRow, ...]
    cases: tuple[CaseImport, ...]
    mapping: ColumnMapping
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"ImportPlan({len(self.rows)} rows, {len(self.cases)} cases)"

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many rows have each outcome; all four are present."""
        return {outcome: sum(row.outcome == outcome for row in self.rows) for outcome in Outcome}

    def row(self, number: int) -> ImportRow:
        """Return the row a spreadsheet shows under that number."""
        return next(row for row in self.rows if row.number == number)


def prepare_import(
    data: bytes,
    knowledge: ImportKnowledge,
    today: dt.date,
    overrides: Mapping[str, str] | None = None,
    already_imported: Collection[str] = (),
) -> ImportPlan:
    """Read a file and plan its import. Raises `FileNotRead`, or `RuleBroken` where columns must be chosen."""
    sheet = read_sheet(data)
    return plan_import(sheet, map_columns(sheet, knowledge, overrides), knowledge, today, already_imported)


def plan_import(
    sheet: Sheet,
    mapping: ColumnMapping,
    knowledge: ImportKnowledge,
    today: dt.date,
    already_imported: Collection[str] = (),
) -> ImportPlan:
    """Read all rows and group them by URN. `already_imported` holds fingerprints from earlier imports."""
    if mapping.missing:
        raise RuleBroken(*(problem for problem in mapping.problems if problem.field in mapping.missing))
    rows: dict[int, ImportRow] = {}
    first_with: dict[str, int] = {}
    for sheet_row in sheet.rows:
        if sheet_row.number == mapping.heading_row:
            continue
        if sheet_row.number < mapping.heading_row:
            reason = "The line is blank." if sheet_row.is_blank else "The line stands above the headings."
            rows[sheet_row.number] = ImportRow(sheet_row.number, Outcome.LEFT_OUT, reason)
            continue
        row = read_row(sheet_row, mapping, knowledge, today)
        rows[row.number] = _once_only(row, first_with, already_imported)
    cases = []
    by_urn = _by_urn(rows)
    for same in by_urn.values():
        if not any(row.goes_ahead for row in same):
            continue
        case, found = group_case(
            [row for row in same if row.goes_ahead],
            [row for row in same if row.outcome == Outcome.REFUSED],
            knowledge,
        )
        cases.append(case)
        for number, issues in found.items():
            rows[number] = settle(rows[number], (*rows[number].issues, *issues))
    _point_at_likely_case(rows, by_urn)
    done = _count_totals(rows)
    return ImportPlan(done, tuple(cases), mapping, _notes(sheet, mapping, done, knowledge))


def _once_only(row: ImportRow, first_with: dict[str, int], already: Collection[str]) -> ImportRow:
    if not row.goes_ahead:
        return row
    if row.fingerprint in already:
        return _left_out(row, "The row was imported before and has not changed since.")
    earlier = first_with.setdefault(row.fingerprint, row.number)
    if earlier != row.number:
        return _left_out(row, f"The row is already in this file, word for word, as row {earlier}.")
    return row


def _left_out(row: ImportRow, reason: str) -> ImportRow:
    return replace(row, outcome=Outcome.LEFT_OUT, reason=reason, issues=(ImportIssue("", Level.NOTE, reason),))


def _by_urn(rows: dict[int, ImportRow]) -> dict[str, list[ImportRow]]:
    found: dict[str, list[ImportRow]] = {}
    for row in rows.values():
        if row.urn:
            found.setdefault(row.urn, []).append(row)
    return found


def _point_at_likely_case(rows: dict[int, ImportRow], by_urn: Mapping[str, list[ImportRow]]) -> None:
    """Where the likely reading of a wrong URN is a case of this file, say so: it may be that case, or may not."""
    for row in list(rows.values()):
        cell = next((issue.raw for issue in row.issues if issue.field == "urn" and not row.urn), "")
        likely = likely_urn(cell) if cell else ""
        same = [str(other.number) for other in by_urn.get(likely, ())]
        if same:
            message = (
                f"URN: A case with the URN {display_urn(likely)} is in this file too (row {', '.join(same)})."
                " Compare the defendants before you enter it."
            )
            rows[row.number] = settle(row, (*row.issues, ImportIssue("urn", Level.NOTE, message)))


def _count_totals(rows: dict[int, ImportRow]) -> tuple[ImportRow, ...]:
    """Add to a line of totals how many case rows there really are, so that a lost row is noticed."""
    cases = sum(bool(row.fingerprint) for row in rows.values())
    done = []
    for row in sorted(rows.values(), key=lambda row: row.number):
        numbers = [text.strip() for text in row.raw.values() if re.fullmatch(r"\s*[0-9]{1,6}\s*", text, re.ASCII)]
        if row.reason.startswith("The line is a total") and len(numbers) == 1:
            agrees = "which agrees" if int(numbers[0]) == cases else "which does not agree: check the list"
            row = replace(
                row,
                reason=f"{row.reason} It says {numbers[0]}; the file has {plural(cases, 'case row')}, {agrees}.",
            )
        done.append(row)
    return tuple(done)


def _notes(
    sheet: Sheet, mapping: ColumnMapping, rows: tuple[ImportRow, ...], knowledge: ImportKnowledge
) -> tuple[str, ...]:
    notes = [*sheet.notes, *(problem.message for problem in mapping.problems)]
    raw = [column.key for column in mapping.columns if column.how == ColumnHow.RAW]
    if raw:
        listed = ", ".join(f"\u201c{key}\u201d" for key in raw)
        notes.append(f"Kept as raw text, not used: {listed}.")
    notes.append("Dates in figures were read day first, as in 8/7/26 for 8 July 2026.")
    if mapping.position_of("special_measures") is not None:
        notes.append("Special measures were kept as the list's own words; they are no decision or application.")
    if not any(row.goes_ahead for row in rows):
        notes.append("No row can be imported.")
    unmapped = [known.label for name, known in knowledge.fields.items() if mapping.position_of(name) is None]
    if unmapped:
        notes.append(f"The file has no column for: {', '.join(unmapped)}.")
    return tuple(notes)
