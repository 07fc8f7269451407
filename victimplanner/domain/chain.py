"""Chains of entries: a later one supersedes an earlier one by its `sequence`, and the earlier one stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Entry(Protocol):
    """Anything that stands in a chain."""

    @property
    def sequence(self) -> int: ...


def following(entries: Iterable[Entry]) -> int:
    """Return the sequence number of a new entry that comes after all of `entries`; 1 for the first."""
    return max((entry.sequence for entry in entries), default=0) + 1
