"""Stand-ins for what is not ours: the person at the dialogs, the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from victimplanner.ui.asking import PrintChoice


@dataclass
class RecorderDialogs:
    """Answers as told and remembers every question as (kind, title or text, more)."""

    discard: Literal["save", "discard", "keep"] = "keep"
    confirms: bool = True
    choice: int | None = 0
    opens: Path | None = None
    saves: Path | None = None
    folder: Path | None = None
    prints: PrintChoice | None = None
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    def ask_discard(self, what: str = "") -> Literal["save", "discard", "keep"]:
        self.asked.append(("ask_discard", what, ""))
        return self.discard

    def confirm(self, title: str, text: str, verb: str, *, dangerous: bool = False) -> bool:
        self.asked.append(("confirm", text, verb))
        return self.confirms

    def choose(self, title: str, text: str, verbs: Sequence[str]) -> int | None:
        self.asked.append(("choose", text, " | ".join(verbs)))
        return self.choice

    def open_file(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        self.asked.append(("open_file", title, kinds))
        return self.opens

    def save_file(self, title: str, name: str, kinds: str, folder: Path | None = None) -> Path | None:
        self.asked.append(("save_file", name, kinds))
        return self.saves

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None:
        self.asked.append(("choose_folder", title, ""))
        return self.folder

    def choose_printer(self, pages: int, copies: int, *, may_copy: bool = True) -> PrintChoice | None:
        self.asked.append(("choose_printer", f"{pages} pages", f"{copies} copies"))
        return self.prints

    def tell(self, title: str, text: str, details: str = "") -> None:
        self.asked.append(("tell", text, details))

    def show_text(self, title: str, text: str) -> None:
        self.asked.append(("show_text", title, text))

    def last(self) -> tuple[str, str, str]:
        return self.asked[-1]


@dataclass
class FixedClock:
    """A clock that stands still until moved."""

    moment: datetime = datetime(2026, 11, 25, 9, 42, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()
