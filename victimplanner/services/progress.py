"""How long work says how far it is, and learns that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told how far the work is."""

    def report(self, done: int, total: int, text: str) -> None:
        """Say that `done` of `total` steps are finished. Raises: Cancelled when the person asked to stop."""
        ...


class NoProgress:
    """Nobody is watching; nobody will cancel."""

    def report(self, done: int, total: int, text: str) -> None:
        return None
