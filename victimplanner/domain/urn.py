"""The Unique Reference Number (URN) of a prosecution file.

Four parts, 11 characters: police force (2 digits), police unit (2 letters or digits), number (5 digits),
year (2 digits). No check digit. Kept as text, upper case, without separators: leading zeros matter.
Source: the CPS's own validator, `CaseRegistrationUrnValidator` in its public case management code.

A wrong URN is never put right silently. Where one reading is likely (the letter O for a zero), it is offered as
`UrnWrong.suggestion` and a person decides. An unknown force or an odd year is a warning, never an error.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from victimplanner.domain.errors import Problem, RuleBroken

_SEPARATORS = re.compile(r"[\s/\\\-\u2010-\u2015\u2212]+")
_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # ASCII only: "ı" is no I
_DIGITS = frozenset("0123456789")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_NORMAL = re.compile(r"[0-9]{2}[A-Z0-9]{2}[0-9]{7}")
_LIKELY = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8"})
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
)
_PARTS = (
    *("a URN starts with two digits for the police force",) * 2,
    *("the third and fourth are letters or digits for the police unit",) * 2,
    *("the fifth to ninth are digits, the number of the file",) * 5,
    *("a URN ends with two digits for the year",) * 2,
)
_LENGTH = 11


class UrnWrong(RuleBroken, ValueError):
    """The text is not a URN. `suggestion` is a likely reading in display form, or ""; it was not used."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        self.suggestion = suggestion
        super().__init__(Problem("urn", message))


def parse_urn(text: str) -> str:
    """Return the URN as 11 upper-case characters without separators, or raise `UrnWrong` with the cure."""
    bare = urn_search_text(text)
    if _NORMAL.fullmatch(bare):
        return bare
    if not bare:
        raise UrnWrong("The URN is missing. Enter the 11 characters from the file, such as 10AB/12345/26.")
    suggestion = _suggest(bare)
    offer = f" If the paper shows {suggestion}, enter that." if suggestion else ""
    raise UrnWrong(f"{_spoken(text)}: {_what_is_wrong(bare)}{offer}", suggestion)


UrnText = Annotated[str, AfterValidator(parse_urn)]
"""Field type for records: any spelling of a URN goes in, the normalised text is kept."""


def is_urn(text: str) -> bool:
    """Return whether the text is a URN in any accepted spelling."""
    return _NORMAL.fullmatch(urn_search_text(text)) is not None


def likely_urn(text: str) -> str:
    """Return the likely reading of a wrong URN, normalised, or "". Only to be offered, never to be used."""
    bare = urn_search_text(text)
    return "" if _NORMAL.fullmatch(bare) else urn_search_text(_suggest(bare))


def display_urn(urn: str) -> str:
    """Return "10AB/12345/26". Text that is not a normalised URN comes back as it is."""
    if not _NORMAL.fullmatch(urn):
        return urn
    return f"{urn[:4]}/{urn[4:9]}/{urn[9:]}"


def urn_search_text(text: str) -> str:
    """Return what to look for when someone types a URN, or a piece of one, in any form."""
    return _SEPARATORS.sub("", text).translate(_UPPER)


def urn_warnings(urn: str, forces: Mapping[str, str], today: dt.date, oldest_years: int = 15) -> tuple[str, ...]:
    """Return what is unusual about a normalised URN: a force not on the list, a year to come or long past.

    `forces` maps two-digit force codes to names; `oldest_years` is how many years back a live file may reach.
    """
    found = []
    if urn[:2] not in forces:
        found.append(
            f"URN {display_urn(urn)}: police force code {urn[:2]} is not on the list of known forces."
            " Check it against the file."
        )
    year = 2000 + int(urn[9:])
    if year > today.year:
        found.append(f"URN {display_urn(urn)}: the year {year} is still to come. Check the last two digits.")
    elif year < today.year - oldest_years:
        found.append(
            f"URN {display_urn(urn)}: the year {year} is more than {oldest_years} years ago. Check the last two digits."
        )
    return tuple(found)


def _what_is_wrong(bare: str) -> str:
    strange = next((c for c in bare if c not in _DIGITS and c not in _LETTERS), "")
    if strange:
        return (
            "it holds a character that is neither a letter A to Z nor a digit."
            " Enter the URN as on the file, such as 10AB/12345/26."
        )
    if re.fullmatch(r"[A-Z][0-9]{8}", bare):
        return "this looks like a Crown Court case number, not a URN. Enter the URN from the police file."
    if re.fullmatch(r"[0-9]{2}[A-Z0-9]{2}[0-9]{9}", bare):
        return (
            "it has 13 characters, as on a summons; a URN has 11."
            " Enter the URN from the police file, such as 10AB/12345/26."
        )
    if len(bare) == _LENGTH + 1 and _NORMAL.fullmatch(bare[:_LENGTH]):
        return (
            "it has one character more than the 11 of a URN. A split case may carry a suffix such as /1;"
            " enter the URN without it, after checking the file."
        )
    if len(bare) != _LENGTH:
        return (
            f"it has {len(bare)} characters, not counting spaces and strokes; a URN has 11."
            " Check it against the file, such as 10AB/12345/26."
        )
    place = next(i for i, c in enumerate(bare) if c not in _DIGITS and i not in (2, 3))
    return f"the {_ORDINALS[place]} character is the letter {bare[place]}; {_PARTS[place]}."


def _suggest(bare: str) -> str:
    """Return a likely reading in display form, where mistaking letters for digits explains the whole fault."""
    if len(bare) == _LENGTH + 1 and _NORMAL.fullmatch(bare[:_LENGTH]):
        return display_urn(bare[:_LENGTH])
    if len(bare) != _LENGTH:
        return ""
    likely = bare[:2].translate(_LIKELY) + bare[2:4] + bare[4:].translate(_LIKELY)
    return display_urn(likely) if _NORMAL.fullmatch(likely) else ""


def _spoken(text: str) -> str:
    """Return the URN for a sentence, but never text that could be a person's name in the wrong column."""
    short = " ".join(text.split())
    looks_like_one = re.fullmatch(r"[A-Za-z0-9 /\\-]{1,24}", short) and sum(c in _DIGITS for c in short) >= 5
    return f"URN {short}" if looks_like_one else "This URN"
