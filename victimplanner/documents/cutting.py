"""Values found in words and taken out of them, in any spelling, and counted as they go.

A name is found without its accents, in capitals, with a soft hyphen in it and across a line break: somebody typed it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from victimplanner.documents.removals import Removed, Tally, removed_words
from victimplanner.documents.text import plain
from victimplanner.domain.dates import MONTHS

_LEAST_LETTERS_OF_A_PART = 2  # "Li", "Jo"; of a town in the name of a court 3, which "St" is not
_LEAST_LETTERS_OF_HALF_A_NAME = 4  # of a double surname
_LEAST_CHARACTERS_OF_A_VALUE = 4
_TITLES = frozenset(removed_words()["titles"])
_SMALL_WORDS = frozenset(removed_words()["small_words"])
NO_NAMES = _TITLES | frozenset(removed_words()["office_words"])
"""Words of titles, roles and offices: a name of nothing but these is nobody's, and would empty a text."""
_FIRST_STAND_IN = 0xF0000  # private characters: what was put in is never read again as somebody's words


@dataclass(frozen=True)
class Removal:
    """A value to take out, what stands in its place, what it is, and how much of it counts as well.

    `parts`: first name and surname of their own ("all"), the surname alone ("last"), or nothing but the whole ("").
    """

    value: str
    instead: str
    kind: Removed
    parts: str = ""


class Cutter:
    """Takes values out of texts: whole values first, then parts of names. Counts go into `removed`."""

    def __init__(self, removals: Iterable[Removal], removed: Tally) -> None:
        listed = list(removals)
        self._removed = removed
        self._stand_ins: list[tuple[str, Removed]] = []
        self._whole = [(pattern, self._code(r)) for r in listed for pattern in _whole(r.value)]
        self._parts = [(_part(part), self._code(r)) for r in listed for part in name_parts(r)]

    def _code(self, removal: Removal) -> str:
        stand_in = (removal.instead, removal.kind)
        if stand_in not in self._stand_ins:
            self._stand_ins.append(stand_in)
        return chr(_FIRST_STAND_IN + self._stand_ins.index(stand_in))

    def cut(self, text: str, *, with_parts: bool) -> str:
        """Return the words without the values; counted."""
        text = plain(text)
        text, shape = text, folded(text)
        for pattern, code in (*self._whole, *(self._parts if with_parts else ())):
            if pattern.search(shape):
                text = _put_in(text, [found.span() for found in pattern.finditer(shape)], code)
                shape = folded(text)
        return self._shown(text)

    def _shown(self, text: str) -> str:
        for at, (words, kind) in enumerate(self._stand_ins):
            code = chr(_FIRST_STAND_IN + at)
            number = text.count(code)
            if number:
                self._removed[kind] += number
                text = text.replace(code, words)
        return text


def _put_in(text: str, spans: list[tuple[int, int]], code: str) -> str:
    made, end = [], 0
    for start, stop in spans:
        made += [text[end:start], code]
        end = stop
    return "".join(made) + text[end:]


# ---------------------------------------------------------------- what a value looks like in words

_NOT_COMPOSED = str.maketrans("łŁøØđĐħĦıŀŧŦ’‘‐‑–", "lLoOdDhHiltT''---")


class _Folds(dict[int, str]):
    """The plain letter for each character, one for one, so that places in both texts are the same."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        apart = unicodedata.normalize("NFKD", character)
        rest = all(unicodedata.combining(c) for c in apart[1:])
        self[code] = shown = (apart[0] if rest else character).translate(_NOT_COMPOSED)
        return shown


_FOLDED = _Folds()


def folded(text: str) -> str:
    """Return a text of the same length without accents, in which values are looked for."""
    return text.translate(_FOLDED)


def _whole(value: str) -> list[re.Pattern[str]]:
    """Match the value in any case and spacing; a telephone number with any spaces between its digits."""
    words = folded(plain(value)).split()
    if len("".join(words)) < _LEAST_CHARACTERS_OF_A_VALUE and len(words) < 2:
        return []
    joined = "".join(words)
    if joined.lstrip("+").isdigit():
        body = r"[\s-]*".join(re.escape(character) for character in joined)
    else:
        body = r"\s+".join(re.escape(word) for word in words)
    return [re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)]


def name_parts(removal: Removal) -> list[str]:
    """Return the words of a name that say on their own whose it is; of a double surname each half.

    Somebody may be called North or Judge; a court or an office is known by its town alone.
    """
    words = [word.strip(",.") for word in removal.value.partition("(")[0].split()]
    if removal.kind is Removed.STAFF:  # "P. Nandakumar, witness care"
        words = [word for word in words if not word.islower()]
    if all(word.casefold() in NO_NAMES for word in words):
        return []
    wanted = words if removal.parts == "all" else words[-1:] if removal.parts == "last" else []
    halves = [half for word in wanted if "-" in word for half in word.split("-")]
    found = [word for word in wanted if len(word) > _LEAST_LETTERS_OF_A_PART or _is_short_name(word, removal.kind)]
    found += [half for half in halves if len(half) >= _LEAST_LETTERS_OF_HALF_A_NAME]
    no_names = NO_NAMES if removal.kind is Removed.CASE else _TITLES
    return [word for word in dict.fromkeys(found) if word.casefold() not in no_names and not word.isdigit()]


def _is_short_name(word: str, kind: Removed) -> bool:
    """Whether a word of two letters says whose it is: "Li" does, "de" does not, and "He" begins half of all sentences."""
    is_long_enough = len(word) == _LEAST_LETTERS_OF_A_PART and kind is not Removed.CASE
    return is_long_enough and word.isalpha() and word[0].isupper() and word.casefold() not in _SMALL_WORDS


def _part(word: str) -> re.Pattern[str]:
    """Match a first name or surname as written or in capitals: "Mark", "MARK", never the verb "mark"."""
    word = folded(plain(word))
    return re.compile(rf"(?<!\w)(?:{re.escape(word)}|{re.escape(word.upper())})(?!\w)")


# ---------------------------------------------------------------- days and references in free words

_MONTH = "|".join(sorted((*MONTHS, *(month[:3] for month in MONTHS), "Sept"), key=len, reverse=True))
_MONTH = f"(?P<month>{_MONTH}|{_MONTH.upper()})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s*(?P<year>\d{4}))?"
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+)?"
_DAYS = re.compile(
    rf"(?P<on>\b[Oo]n\s+)?(?:\b{_WEEKDAY}(?:{_DAY}\s*(?:-|–|to|and|or|,)\s*)*{_DAY}\s+(?:of\s+)?{_MONTH}\b\.?{_YEAR}(?!\w)"
    rf"|\b{_MONTH.replace('month', 'first')}\s+{_DAY}(?!\w){_YEAR.replace('year', 'later')}"
    r"|\b\d{1,2}[/.-](?P<number>0?[1-9]|1[0-2])[/.-](?P<short>\d{4}|\d{2})\b"
    r"|\b(?P<iso>\d{4})-(?P<second>0[1-9]|1[0-2])-\d{2}\b)"
)
_REFERENCE = re.compile(r"(?<![\w.])[A-Z]{1,5}[-/]?\d{4,}(?:/\d+)*(?!\w)")
_REACHED = re.compile(
    r"\S+@\S+|\b(?:https?://|www\.)\S+"  # e-mail and web
    r"|(?<!\w)\+?\d(?:[ ()-]{0,2}\d){9,}(?!\w)"  # telephone
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"  # postcode
)


def without_days(text: str, removed: Tally) -> str:
    """Return words in which every day is its month."""
    return _counted(_DAYS, _month_of, text, Removed.DAY, removed)


def without_traces(text: str, removed: Tally, reference: str, reached: str) -> str:
    """Return words in which references, addresses and telephone numbers are taken out, whoever's they are."""
    text = _counted(_REACHED, lambda _: reached, text, Removed.CONTACT, removed)
    return _counted(_REFERENCE, lambda _: reference, text, Removed.CASE, removed)


def _counted(
    pattern: re.Pattern[str], instead: Callable[[re.Match[str]], str], text: str, kind: Removed, removed: Tally
) -> str:
    text, number = pattern.subn(instead, text)
    removed[kind] += number
    return text


def _month_of(found: re.Match[str]) -> str:
    said = found.groupdict()
    words, number = said["month"] or said["first"], said["number"] or said["second"]
    if words:
        month = next(name for name in MONTHS if name.casefold().startswith(words[:3].casefold()))
    else:
        month = MONTHS[int(number or "1") - 1]
    year = said["year"] or said["later"] or said["short"] or said["iso"] or ""
    on = {"O": "In ", "o": "in "}.get((said["on"] or " ")[0], "")
    return f"{on}{month} {f'20{year}' if len(year) == 2 else year}".rstrip()
