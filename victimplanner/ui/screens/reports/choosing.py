"""What of a figure a list shows: all of it, a line, one number of a line. Each choice says how many rows it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from victimplanner.domain.plot_parts import running
from victimplanner.domain.reports.figures import Figure, Line, Part
from victimplanner.domain.reports.rows import RowKind

WHOLE = "all"


@dataclass(frozen=True)
class Choice:
    """One list to choose: its key, its words with the number, which kind of rows it has, and their ids."""

    key: str
    words: str
    kind: RowKind
    rows: tuple[str, ...]


def choices_of(figure: Figure) -> tuple[Choice, ...]:
    """Return every list behind a figure: the whole, then each line and its numbers. An empty one is left out."""
    return tuple(choice for choice in _all_choices(figure) if choice.rows)


def key_of(figure: Figure, row: int, column: int) -> str:
    """Return the key of the list behind one cell of the figure's table: a line, a number, or a sum over all lines."""
    part = column - 1 - bool(figure.of)
    is_part = 0 <= part < len(figure.part_names)
    if row >= len(figure.lines):  # the line of sums
        return f"sum:{part}" if is_part and len(figure.part_names) > 1 else WHOLE
    return f"{row}:{part}" if is_part and len(figure.lines[row].parts) > 1 else str(row)


def choice_of(figure: Figure, key: str) -> Choice | None:
    """Return one list behind a figure; None for a key that the figure does not have now."""
    return next((choice for choice in _all_choices(figure) if choice.key == key), None)


def _all_choices(figure: Figure) -> Iterator[Choice]:
    """The whole comes first, unless its lines are lists of different kinds."""
    kinds = {line.kind or figure.kind for line in figure.lines}
    if len(kinds) == 1:
        kind = kinds.pop()
        yield Choice(WHOLE, f"All  {len(figure.rows)}", kind, figure.rows)
        if len(figure.lines) > 1 and len(figure.part_names) > 1:
            for at, name in enumerate(figure.part_names):
                rows = _once(line.parts[at] for line in figure.lines)
                yield Choice(f"sum:{at}", f"{name}  {len(rows)}", kind, rows)
    for number, line in enumerate(figure.lines):
        yield from _of_line(number, line, line.kind or figure.kind)


def _of_line(number: int, line: Line, kind: RowKind) -> Iterator[Choice]:
    """The line itself, and each of its numbers; a line of one number has one list."""
    rows = _once(iter(line.parts))
    yield Choice(str(number), f"{line.label}  {len(rows)}", kind, rows)
    if len(line.parts) > 1:
        for at, part in enumerate(line.parts):
            yield _of_part(f"{number}:{at}", line, part, kind)
    for at, part in enumerate(line.aside):
        yield _of_part(f"{number}:aside{at}", line, part, kind)


def _of_part(key: str, line: Line, part: Part, kind: RowKind) -> Choice:
    return Choice(key, f"{line.label}, {running(part.name)}  {part.number}", kind, part.rows)


def _once(parts: Iterator[Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row for part in parts for row in part.rows))
