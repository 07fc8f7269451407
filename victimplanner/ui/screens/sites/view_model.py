"""The directory as lines, one for each room, and how it is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.dates import plural
from victimplanner.domain.links import SITE_KIND_WORDS, Room, Site
from victimplanner.services import sites
from victimplanner.services.importing import read_list
from victimplanner.services.sites import SiteImport
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.session import Session


@dataclass(frozen=True)
class PlaceLine:
    """One room, or a site that has none yet. `id` is the room's, else the site's."""

    id: str
    site: Site
    room: Room | None

    @property
    def is_in_use(self) -> bool:
        return self.site.is_in_use and (self.room is None or self.room.is_in_use)

    @property
    def kind_words(self) -> str:
        return SITE_KIND_WORDS[self.site.kind]


class SitesViewModel(QObject):
    """Reads the directory; changes go through the services."""

    state_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state: tuple[PlaceLine, ...] = ()
        self.read()

    @property
    def may_change(self) -> bool:
        return self._session.app.may("site.amend")

    @property
    def site_choices(self) -> list[tuple[str, str]]:
        """Every site as (id, name), for the form of a room."""
        return [(entry.site.id, entry.site.name) for entry in sites.read_directory(self._session.app)]

    def read(self) -> None:
        """Read everything again."""
        lines = []
        for entry in sites.read_directory(self._session.app, include_unused=True):
            lines += [PlaceLine(room.id, entry.site, room) for room in entry.rooms]
            if not entry.rooms:
                lines.append(PlaceLine(entry.site.id, entry.site, None))
        self.state = tuple(lines)
        self.state_changed.emit()

    def save_site(self, site: Site) -> Problems:
        return self._try(lambda: sites.save_site(self._session.app, site))

    def save_room(self, room: Room) -> Problems:
        return self._try(lambda: sites.save_room(self._session.app, room))

    def uses_words(self, room: Room) -> str:
        """Say how many arrangements still hold a room."""
        number = sites.uses_of(self._session.app, room)
        return f"{plural(number, 'arrangement')} still {'holds' if number == 1 else 'hold'} it." if number else ""

    def take_in(self, path: Path) -> tuple[Problems, SiteImport | None]:
        """Import a list; return problems, or what came of it."""
        done: SiteImport | None = None

        def change() -> None:
            nonlocal done
            done = sites.import_sites(self._session.app, read_list(path))

        return self._try(change), done

    def _try(self, change: Callable[[], object]) -> Problems:
        problems = attempt(change)
        if not problems:
            self.read()
        return problems


def import_words(done: SiteImport) -> str:
    """Say what an import added and left out, a line for each row left out."""
    lines = [
        f"{plural(done.sites, 'site')} and {plural(done.rooms, 'room')} added. "
        f"{plural(done.unchanged, 'row is', 'rows are')} in the directory already and stayed as they were."
    ]
    lines += [f"Left out. {words}" for words in done.left_out]
    return "\n".join(lines)
