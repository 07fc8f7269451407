"""The words caseload lists use, as data: headings, answers, offences, courts, police forces.

The dicts come from TOML files in resources/text; this module only checks their form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from victimplanner.domain.case import CourtKind
from victimplanner.domain.errors import RuleFileProblem

FIELD_NAMES = (
    "urn",
    "defendants",
    "lead_offence",
    "court",
    "witness_name",
    "date_of_birth",
    "charged_on",
    "plea",
    "plea_on",
    "ptph_on",
    "trial_on",
    "officer",
    "isva",
    "prosecutor",
    "wco",
    "remand",
    "s28",
    "special_measures",
    "safe_contact",
    "notes",
)
_WORD_LISTS = {
    "blank": ("words",),
    "not_fixed": ("words",),
    "no_name": ("words",),
    "answer": ("yes", "no", "unknown"),
    "plea": ("not_guilty", "guilty", "none"),
    "remand": ("bail", "custody", "unknown"),
    "offence": ("sexual", "not_sexual"),
    "total_line": ("words",),
    "more_defendants": ("words",),
    "contact": (
        "via_isva",
        "via_police",
        "no_contact",
        "mobile_only",
        "text_only",
        "email_only",
        "no_voicemail",
        "no_letters",
        "no_email",
        "voicemail_ok",
        "letters_ok",
        "negations",
        "filler",
    ),
}
_HEADINGS_FILE = "import_headings.toml"
_WORDS_FILE = "import_words.toml"
_COURTS_FILE = "courts.toml"
_FORCES_FILE = "police_forces.toml"


def plain(text: str) -> str:
    """Return text for comparing words: no case, one kind of apostrophe and dash, single spaces, no full stops."""
    text = unicodedata.normalize("NFC", text).casefold()
    text = text.translate(_SAME)
    return " ".join(text.replace(".", " ").split()) if text.strip() != "." else "."


_SAME = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'", "\u2013": "-", "\u2014": "-", "\u2011": "-"})


def squeezed(text: str) -> str:
    """Return a heading for comparing: letters and digits only."""
    return "".join(c for c in unicodedata.normalize("NFC", text).casefold() if c.isalnum())


@dataclass(frozen=True)
class FieldHeadings:
    """One thing a column can hold, how the program calls it, and the headings known for it."""

    name: str
    label: str
    required: bool
    headings: tuple[str, ...]


@dataclass(frozen=True)
class KnownCourt:
    """A court under its tidy name."""

    name: str
    kind: CourtKind


@dataclass(frozen=True)
class ImportKnowledge:
    """All words in one value. Keys of `courts` are `plain` spellings without apostrophes."""

    fields: Mapping[str, FieldHeadings]
    words: Mapping[str, Mapping[str, frozenset[str]]]
    courts: Mapping[str, KnownCourt]
    court_kind_words: Mapping[CourtKind, tuple[str, ...]]
    forces: Mapping[str, str]
    field_by_heading: Mapping[str, tuple[str, int]] = field(repr=False)

    def says(self, group: str, key: str, text: str) -> bool:
        """Return whether the whole of `text` is one of the words of that list."""
        return plain(text) in self.words[group][key]

    def guess_field(self, heading: str) -> tuple[str, int]:
        """Return the field a heading stands for ("" for none) and its rank: 0 is the plainest heading for it."""
        return self.field_by_heading.get(squeezed(heading), ("", 0))

    def label(self, field_name: str) -> str:
        """Return how to speak of a field; "" stands for the whole row."""
        return self.fields[field_name].label if field_name in self.fields else ""

    def is_blank(self, text: str) -> bool:
        """Return whether a cell says nothing: empty, or a stroke, or "n/a"."""
        return not text.strip() or self.says("blank", "words", text)


def knowledge_from(
    *,
    headings: Mapping[str, Any],
    words: Mapping[str, Any],
    courts: Mapping[str, Any],
    forces: Mapping[str, Any],
) -> ImportKnowledge:
    """Check the four data files and return them as one value. Raises `RuleFileProblem`."""
    fields, by_heading = _fields(headings)
    return ImportKnowledge(
        fields=fields,
        words=_words(words),
        courts=_courts(courts),
        court_kind_words=_court_kinds(courts),
        forces=_forces(forces),
        field_by_heading=by_heading,
    )


def court_key(text: str) -> str:
    """Return a court's name for comparing: `plain`, without apostrophes."""
    return plain(text).replace("'", "")


def _fields(data: Mapping[str, Any]) -> tuple[dict[str, FieldHeadings], dict[str, tuple[str, int]]]:
    tables = _table(_HEADINGS_FILE, data, "fields")
    fields: dict[str, FieldHeadings] = {}
    by_heading: dict[str, tuple[str, int]] = {}
    for name in FIELD_NAMES:
        entry = _table(_HEADINGS_FILE, tables, name)
        label = entry.get("label")
        if not isinstance(label, str) or not label:
            raise RuleFileProblem(_HEADINGS_FILE, name, "label", "a short text is needed")
        known = _texts(_HEADINGS_FILE, name, entry, "headings")
        fields[name] = FieldHeadings(name, label, entry.get("required") is True, known)
        for rank, heading in enumerate((label, *known)):
            other, _ = by_heading.setdefault(squeezed(heading), (name, rank))
            if other != name:
                raise RuleFileProblem(
                    _HEADINGS_FILE, name, "headings", f"\u201c{heading}\u201d is given for {other} too"
                )
    for name in tables:
        if name not in fields:
            raise RuleFileProblem(_HEADINGS_FILE, name, "fields", "no such field")
    return fields, by_heading


def _words(data: Mapping[str, Any]) -> dict[str, dict[str, frozenset[str]]]:
    found: dict[str, dict[str, frozenset[str]]] = {}
    for group, keys in _WORD_LISTS.items():
        entry = _table(_WORDS_FILE, data, group)
        found[group] = {key: frozenset(plain(word) for word in _texts(_WORDS_FILE, group, entry, key)) for key in keys}
    return found


def _courts(data: Mapping[str, Any]) -> dict[str, KnownCourt]:
    found: dict[str, KnownCourt] = {}
    entries = data.get("court", [])
    for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        name = entry.get("name")
        if not isinstance(name, str) or not name:
            raise RuleFileProblem(_COURTS_FILE, f"court {number}", "name", "a court needs a name")
        if entry.get("kind") not in set(CourtKind):
            kinds = ", ".join(CourtKind)
            raise RuleFileProblem(_COURTS_FILE, name, "kind", f"one of {kinds} is needed")
        court = KnownCourt(name, CourtKind(entry["kind"]))
        for spelling in (name, *_texts(_COURTS_FILE, name, entry, "aliases")):
            if found.setdefault(court_key(spelling), court) != court:
                raise RuleFileProblem(
                    _COURTS_FILE, name, "aliases", f"\u201c{spelling}\u201d stands for another court too"
                )
    return found


def _court_kinds(data: Mapping[str, Any]) -> dict[CourtKind, tuple[str, ...]]:
    kinds = _table(_COURTS_FILE, data, "kinds")
    return {
        kind: tuple(court_key(word) for word in _texts(_COURTS_FILE, "kinds", kinds, kind.value))
        for kind in (CourtKind.CROWN, CourtKind.MAGISTRATES, CourtKind.YOUTH)
    }


def _forces(data: Mapping[str, Any]) -> dict[str, str]:
    forces = _table(_FORCES_FILE, data, "forces")
    for code, name in forces.items():
        if not re.fullmatch(r"[0-9]{2}", code) or not isinstance(name, str):
            raise RuleFileProblem(_FORCES_FILE, "forces", code, "a code is two digits, its value a name")
    return dict(forces)


def _table(file: str, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    entry = data.get(key)
    if not isinstance(entry, Mapping):
        raise RuleFileProblem(file, key, key, "this table is missing")
    return entry


def _texts(file: str, entry_name: str, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RuleFileProblem(file, entry_name, key, "a list of texts is needed")
    return tuple(value)
