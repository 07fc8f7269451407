"""One entry of a rule file, key by key. A mistake names file, entry and key (RuleFileProblem); nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from victimplanner.domain.errors import RuleFileProblem


def entries_of(data: Mapping[str, Any], file: str, kind: str, name: str = "file") -> list[Mapping[str, Any]]:
    """Return the entries [[kind]] of a file, or of one of its entries; at least one must be there."""
    entries = data.get(kind)
    if not isinstance(entries, list) or not entries:
        raise RuleFileProblem(file, name, kind, f"there is no entry [[{kind}]].")
    if not all(isinstance(entry, Mapping) for entry in entries):
        raise RuleFileProblem(file, name, kind, f"every entry must stand below a heading [[{kind}]].")
    return entries


def text_of(entry: Mapping[str, Any], file: str, name: str, key: str, default: str | None = None) -> str:
    """Return the words of a key; without `default` they must be there."""
    value = entry.get(key, default)
    if value is None:
        raise RuleFileProblem(file, name, key, "is missing.")
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise RuleFileProblem(file, name, key, "must be words in quotation marks.")
    return value


def choice_of(
    entry: Mapping[str, Any], file: str, name: str, key: str, allowed: tuple[str, ...], default: str = ""
) -> str:
    """Return the value of a key that must be one of `allowed`."""
    value = text_of(entry, file, name, key, default or None)
    if value not in allowed:
        raise RuleFileProblem(file, name, key, f"“{value}” is not one of {', '.join(allowed)}.")
    return value


def texts_of(entry: Mapping[str, Any], file: str, name: str, key: str) -> tuple[str, ...]:
    """Return a list of words, empty when the key is not there."""
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RuleFileProblem(file, name, key, "must be a list of words in quotation marks.")
    return tuple(value)


def known_only(entry: Mapping[str, Any], file: str, name: str, known: frozenset[str]) -> None:
    """Let no key pass that is not known: a mistyped one would be left out silently."""
    for key in entry:
        if key not in known:
            raise RuleFileProblem(file, name, key, f"is not a known key. Known: {', '.join(sorted(known))}.")


def flag_of(entry: Mapping[str, Any], file: str, name: str, key: str, default: bool) -> bool:
    """Return true or false."""
    value = entry.get(key, default)
    if not isinstance(value, bool):
        raise RuleFileProblem(file, name, key, "must be true or false.")
    return value
