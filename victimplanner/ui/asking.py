"""The questions a screen may ask, as a port: view-models ask without a window, and tests answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Discard = Literal["save", "discard", "keep"]


@dataclass(frozen=True)
class PrintChoice:
    """What was chosen for printing: how many copies, and which pages of each, counted from 1; `last` None: to the end.

    `open_printer` gives the printer as it was set up, for one job.
    """

    copies: int
    first: int
    last: int | None
    open_printer: Callable[[], QPrinter]


class Dialogs(Protocol):
    """Everything a screen may ask. Buttons are verbs; nothing is ever called OK or Yes."""

    def ask_discard(self, what: str = "") -> Discard:
        """Unsaved work: save it, drop it, or keep editing. `what` says what is unsaved, without a name."""
        ...

    def confirm(self, title: str, text: str, verb: str, *, dangerous: bool = False) -> bool:
        """True if the person chose `verb`; Cancel is the default when it is dangerous."""
        ...

    def choose(self, title: str, text: str, verbs: Sequence[str]) -> int | None:
        """The number of the verb chosen, None if cancelled."""
        ...

    def open_file(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        """An existing file. `kinds` is for instance "Lists (*.csv)"."""
        ...

    def save_file(self, title: str, name: str, kinds: str, folder: Path | None = None) -> Path | None:
        """Where to write. `name` is neutral: never a person's."""
        ...

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None: ...

    def choose_printer(self, pages: int, copies: int, *, may_copy: bool = True) -> PrintChoice | None:
        """Which printer, both sides or one, which of the pages, how many copies. `may_copy` False: exactly one."""
        ...

    def tell(self, title: str, text: str, details: str = "") -> None:
        """Something to know before going on."""
        ...

    def show_text(self, title: str, text: str) -> None:
        """A longer text to read, with a button to copy it."""
        ...
