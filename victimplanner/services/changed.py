"""Telling everybody who looks at records that some have changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changed:
    """What a commit changed: kinds of record by class name, their ids, and the cases they belong to."""

    action: str
    kinds: frozenset[str] = field(default_factory=frozenset)
    ids: frozenset[str] = field(default_factory=frozenset)
    case_ids: frozenset[str] = field(default_factory=frozenset)


class ChangedBus:
    """Calls every listener after a commit, in the order in which they came."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Changed], None]] = []

    def listen(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Add `listener`; call what is returned to take it off again."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def announce(self, changed: Changed) -> None:
        for listener in tuple(self._listeners):
            listener(changed)
