"""Text made safe for paper: nothing lost silently, nothing read as markup, nothing the font cannot show.

A plain `str` is somebody's words and is always escaped. `Marked` is our own markup around words already made safe.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from xml.sax.saxutils import escape

from victimplanner.documents.fonts import known_characters
from victimplanner.domain.dates import MONTHS, day_and_date, plain_date

HARD_SPACE = "\u00a0"
_SHOWN_BY_NUMBER = re.compile(r"\[U\+[0-9A-F]{4,6}\]")
_SPACE_BEFORE_NUMBER = re.compile(r" (?=\d)")
_TAGS = re.compile(r"<[^>]+>")


class Marked(str):
    """Text with markup of our own, ready for layout. Everything typed by people in it has been escaped."""

    __slots__ = ()


class _Characters(dict[int, str]):
    """How each character is written, found out when it is first met."""

    def __init__(self, written: Callable[[str], str]) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, code: int) -> str:
        self[code] = shown = self._written(chr(code))
        return shown


def _as_plain(character: str) -> str:
    if character == "\n" or character in "\v\f\x85\u2028\u2029":
        return "\n"
    if character == "\t":
        return " "
    category = unicodedata.category(character)
    if category in ("Cc", "Cf"):  # controls and invisible marks change how text looks, not what it says
        return ""
    if category == "Cs" or ord(character) & 0xFFFE == 0xFFFE:  # halves of characters, and codes kept for programs
        return _by_number(character)
    return character


def _as_printed(character: str) -> str:
    kept = _as_plain(character)
    if kept != character or kept == "\n" or ord(character) in known_characters():
        return kept
    return " " if unicodedata.category(character) == "Zs" else _by_number(character)


def _by_number(character: str) -> str:
    return f"[U+{ord(character):04X}]"


_PLAIN = _Characters(_as_plain)
_PRINTED = _Characters(_as_printed)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(text: str) -> str:
    """Return `text` as it may stand in any file: composed letters, lines ended by "\\n", no control characters."""
    return _composed(text).translate(_PLAIN)


def clean(text: str) -> str:
    """Return `text` as the font can show it: composed letters, no control characters, others as "[U+1F600]"."""
    return _composed(text).translate(_PRINTED)


def characters_shown_by_number(text: str) -> set[str]:
    """Return the "[U+1F600]" marks in a text: characters that the font does not have."""
    return set(_SHOWN_BY_NUMBER.findall(text))


def safe(text: str) -> Marked:
    """Return somebody's words for layout: cleaned, escaped, with their line breaks. `Marked` comes back as it is."""
    if isinstance(text, Marked):
        return text
    return Marked(escape(clean(text)).replace("\n", "<br/>"))


def bold(text: str) -> Marked:
    return Marked(f"<b>{safe(text)}</b>")


def join(*parts: str) -> Marked:
    """Put words and our own markup together; every part is made safe."""
    return Marked("".join(safe(part) for part in parts))


def quoted(text: str) -> Marked:
    """Return verbatim words in quotation marks."""
    return join("“", text.strip(), "”")


def lines(*parts: str) -> Marked:
    """Put parts under each other in one cell; empty parts are left out."""
    return Marked("<br/>".join(safe(part) for part in parts if part))


def without_markup(text: str) -> str:
    """Return the words of a marked text, for weighing and searching."""
    return _TAGS.sub(" ", text) if isinstance(text, Marked) else clean(text)


def unbroken(text: str) -> str:
    """Return `text` with spaces at which a line never ends: dates, telephone numbers, "CrimPR 18.4"."""
    return text.replace(" ", HARD_SPACE)


def unbroken_numbers(text: str) -> str:
    """Return `text` with no line end before a number: "Room 2", "section 28"."""
    return _SPACE_BEFORE_NUMBER.sub(HARD_SPACE, text)


def day(on: dt.date) -> str:
    """Return "Wed 2 Dec 2026", kept on one line."""
    return unbroken(day_and_date(on))


def table_day(on: dt.date) -> str:
    """Return "Wed 2 Dec 26", kept on one line, for a narrow column."""
    words = day_and_date(on)
    return unbroken(f"{words[:-4]}{words[-2:]}")


def date(on: dt.date) -> str:
    """Return "2 Dec 2026", kept on one line."""
    return unbroken(plain_date(on))


def full_date(on: dt.date) -> str:
    """Return "2 December 2026", kept on one line, as the witness reads it."""
    return unbroken(f"{on.day} {MONTHS[on.month - 1]} {on.year}")


def full_month(on: dt.date) -> str:
    """Return "December 2026", kept on one line."""
    return unbroken(f"{MONTHS[on.month - 1]} {on.year}")


def sentence(text: str) -> str:
    """Return `text` closed with a full stop unless it has an ending of its own."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."
