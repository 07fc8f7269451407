"""Which column holds what: guessed from the headings, shown, and open to correction.

Decisions:
- The headings are the first of the top ten rows in which at least two known headings stand, one of them
  obligatory; else the first row that is not blank. Rows above it are titles and are reported as left out.
- Where two columns look like the same field, the one with the plainer heading is taken (the order in the data file:
  "Safe contact" before "Phone"), else the first; the other is kept as raw text and reported.
- A choice made by a person always wins over a guess, also over the guess for another column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.importing.knowledge import ImportKnowledge
from victimplanner.domain.importing.reading import Sheet, SheetRow

_TITLE_ROWS = 10


class ColumnHow(StrEnum):
    GUESSED = "guessed"
    CHOSEN = "chosen"
    RAW = "kept as raw text"


@dataclass(frozen=True)
class MappedColumn:
    """One column of the file. `field` is "" where its text is only kept. `key` is unique in the file."""

    position: int
    key: str
    field: str
    how: ColumnHow


@dataclass(frozen=True)
class ColumnMapping:
    """All columns. With anything in `missing`, rows cannot be read yet; `problems` says it in sentences."""

    heading_row: int
    columns: tuple[MappedColumn, ...]
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def position_of(self, field: str) -> int | None:
        """Return where a field's column is, counted from 0, None when the file has none."""
        return next((column.position for column in self.columns if column.field == field), None)


def map_columns(sheet: Sheet, knowledge: ImportKnowledge, overrides: Mapping[str, str] | None = None) -> ColumnMapping:
    """Return what each column holds.

    `overrides` goes from a column's key to a field name, or to "" to keep the column as raw text only.
    Raises `RuleBroken` when an override names a column or field that does not exist, or one field twice.
    """
    heading_row = _find_headings(sheet, knowledge)
    keys = _keys(heading_row)
    chosen = _checked(overrides or {}, keys, knowledge)
    guesses = {
        position: knowledge.guess_field(heading_row.cells[position])
        for position in range(len(keys))
        if position not in chosen
    }
    taken: dict[str, int] = {}
    for position, (field, _) in sorted(guesses.items(), key=lambda item: (item[1][1], item[0])):
        if field:
            taken.setdefault(field, position)
    taken |= {field: position for position, field in chosen.items() if field}
    columns = []
    problems = []
    for position, key in enumerate(keys):
        if position in chosen:
            columns.append(MappedColumn(position, key, chosen[position], ColumnHow.CHOSEN))
            continue
        field, _ = guesses[position]
        if field and taken[field] == position:
            columns.append(MappedColumn(position, key, field, ColumnHow.GUESSED))
            continue
        columns.append(MappedColumn(position, key, "", ColumnHow.RAW))
        if field:
            problems.append(
                Problem(
                    field,
                    f"Column \u201c{key}\u201d also looks like {knowledge.label(field)};"
                    f" column \u201c{keys[taken[field]]}\u201d is used and this one is kept as raw text.",
                )
            )
    missing = tuple(name for name, known in knowledge.fields.items() if known.required and name not in taken)
    problems += [
        Problem(
            name,
            f"No column was found for {knowledge.label(name)}. Nothing was imported."
            " Choose the column that holds it, or add it to the list.",
        )
        for name in missing
    ]
    return ColumnMapping(heading_row.number, tuple(columns), missing, tuple(problems))


def _find_headings(sheet: Sheet, knowledge: ImportKnowledge) -> SheetRow:
    for row in sheet.rows[:_TITLE_ROWS]:
        known = {knowledge.guess_field(cell)[0] for cell in row.cells} - {""}
        if len(known) >= 2 and any(knowledge.fields[name].required for name in known):
            return row
    return next(row for row in sheet.rows if not row.is_blank)


def _keys(row: SheetRow) -> tuple[str, ...]:
    keys: list[str] = []
    for position, cell in enumerate(row.cells):
        name = " ".join(cell.split()) or f"Column {position + 1}"
        key, copy = name, 1
        while key in keys:
            copy += 1
            key = f"{name} ({copy})"
        keys.append(key)
    return tuple(keys)


def _checked(overrides: Mapping[str, str], keys: tuple[str, ...], knowledge: ImportKnowledge) -> dict[int, str]:
    problems = []
    chosen: dict[int, str] = {}
    for heading, field in overrides.items():
        key = " ".join(heading.split())
        if key not in keys:
            problems.append(Problem(heading, f"The file has no column \u201c{key}\u201d. Choose another."))
        elif field and field not in knowledge.fields:
            known = ", ".join(knowledge.fields)
            problems.append(Problem(heading, f"\u201c{field}\u201d is not a field. Use one of: {known}."))
        elif field and field in chosen.values():
            problems.append(
                Problem(heading, f"{knowledge.label(field)} was chosen for two columns. Choose one of them.")
            )
        else:
            chosen[keys.index(key)] = field
    if problems:
        raise RuleBroken(*problems)
    return chosen
