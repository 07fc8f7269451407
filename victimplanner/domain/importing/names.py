"""People's names as typed in lists.

Decisions:
- Spaces are tidied and accents brought to one form; capitals stay as written (MacAllister, MACALLISTER).
- "SURNAME, First" is turned round with a warning; the cell's own text is kept with the row.
- One complainant's papers never show another's, so a victim cell that seems to name two people is refused.
- Several accused in one cell are told apart at line breaks, semicolons, "&", "+", "and" and spaced strokes.
  A comma is a surname first when one side is a single word, else it parts two people, with a warning.
"""

from __future__ import annotations

import re
import unicodedata

from victimplanner.domain.importing.facts import Level
from victimplanner.domain.importing.knowledge import ImportKnowledge, plain

Message = tuple[Level, str]
_BETWEEN = re.compile(r"[\r\n;&+|]+|\s/\s|\s+and\s+", re.IGNORECASE)
_LABEL = re.compile(r"^(?:[0-9]{1,2}[.)]\s*|\(?[0-9]{1,2}\)\s*|D[0-9]{1,2}\s*[:.)\-]?\s+)", re.IGNORECASE)
_TURNED = (
    "The name is written surname first. It was turned round, its capitals left as they were;"
    " check it before it is used in a letter."
)


def tidy(text: str) -> str:
    """Return one line of text with single spaces, without invisible characters, accents in one form."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if c.isspace() or unicodedata.category(c) == "Cc" else c for c in text)
    return " ".join("".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cs")).split())


def tidy_lines(text: str) -> str:
    """Return text for a note: as written, line breaks kept, spaces at the ends of lines taken out."""
    lines = (tidy(line) for line in re.split(r"\r\n|\r|\n", text))
    return "\n".join(lines).strip()


def turn_round(name: str) -> tuple[str, bool]:
    """Return ("Bronwen MACALLISTER", True) for "MACALLISTER, Bronwen"; other names unchanged and False."""
    surname, comma, first = (part.strip() for part in name.partition(","))
    if comma and surname and first and "," not in first:
        return f"{first} {surname}", True
    return name, False


def read_person(text: str, knowledge: ImportKnowledge) -> tuple[str, tuple[Message, ...]]:
    """Return the complainant's name, "" where the cell has none or more than one, and what to say about it."""
    name = tidy(text)
    if knowledge.is_blank(name) or knowledge.says("no_name", "words", name):
        return "", (
            (Level.REFUSAL, "There is no victim name, so the row cannot make a complainant. Add it to the list."),
        )
    if len([part for part in _BETWEEN.split(text.strip()) if part.strip()]) > 1:
        return "", (
            (
                Level.REFUSAL,
                "The cell seems to name more than one person. Give each complainant a row of her or his own,"
                " with the same URN.",
            ),
        )
    messages: list[Message] = []
    name, turned = turn_round(name)
    if turned:
        messages.append((Level.WARNING, _TURNED))
    elif name != unicodedata.normalize("NFC", text):
        messages.append((Level.NOTE, "Extra spaces were taken out of the name."))
    if any(c.isdigit() for c in name):
        messages.append((Level.WARNING, "The name holds digits; check that it is a name."))
    if " " not in name:
        messages.append((Level.WARNING, "There is one name only; add the rest if it is known."))
    return name, tuple(messages)


def read_defendants(text: str, knowledge: ImportKnowledge) -> tuple[tuple[str, ...], tuple[Message, ...]]:
    """Return the names of the accused in one cell, in order, and what to say about them."""
    if knowledge.is_blank(text) or knowledge.says("no_name", "words", text):
        return (), (
            (Level.WARNING, "No defendant is named. Pleas and time limits need one; add the name after the import."),
        )
    messages: list[Message] = []
    names: list[str] = []
    for piece in _BETWEEN.split(text):
        part = _LABEL.sub("", tidy(piece)).strip(" ,")
        if not part:
            continue
        if knowledge.says("more_defendants", "words", part) or re.fullmatch(r"[0-9]+", part):
            messages.append((Level.WARNING, "Not every defendant is named in the cell; add the others."))
            continue
        found, comma_messages = _at_commas(part)
        messages += comma_messages
        names += [name for name in found if plain(name) not in {plain(other) for other in names}]
    if any(" " not in name for name in names):
        messages.append((Level.WARNING, "A defendant has one name only; check whether a surname is missing."))
    if any(c.isdigit() for name in names for c in name):
        messages.append((Level.WARNING, "A defendant's name holds digits; check that it is a name."))
    return tuple(names), tuple(dict.fromkeys(messages))


def _at_commas(part: str) -> tuple[list[str], list[Message]]:
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    if len(pieces) < 2:
        return [part], []
    if len(pieces) == 2 and any(" " not in piece for piece in pieces):
        return [turn_round(part)[0]], [(Level.WARNING, _TURNED)]
    if all(" " in piece for piece in pieces):
        return pieces, [
            (Level.WARNING, f"Commas were taken to part {len(pieces)} defendants; check that this is right.")
        ]
    return [part], [(Level.WARNING, "The commas in the cell leave doubt who is meant; check the defendants.")]
