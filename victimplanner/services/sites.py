"""The directory of sites and rooms from which evidence can be given: read, change, import from a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.importing.reading import read_sheet
from victimplanner.domain.links import SITE_KIND_WORDS, LinkArrangement, Room, Site, SiteKind
from victimplanner.services.context import App
from victimplanner.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class SiteEntry:
    """One site with its rooms, by name."""

    site: Site
    rooms: tuple[Room, ...]


def read_directory(app: App, *, include_unused: bool = False) -> list[SiteEntry]:
    """Return the sites by name, with their rooms; those taken out of use only on request."""
    with app.read() as uow:
        sites, rooms = uow.find(Site), uow.find(Room)
    return [
        SiteEntry(
            site,
            tuple(
                sorted(
                    (r for r in rooms if r.site_id == site.id and (r.is_in_use or include_unused)),
                    key=lambda r: r.name.casefold(),
                )
            ),
        )
        for site in sorted(sites, key=lambda s: s.name.casefold())
        if site.is_in_use or include_unused
    ]


def save_site(app: App, site: Site) -> Site:
    """Add or change a site. Raises: RuleBroken without a name or for one that is there already; Conflict."""
    if not site.name.strip():
        raise RuleBroken(Problem("name", "Enter the name of the site."))
    with app.change("site.amend") as uow:
        same = [s for s in uow.find(Site) if s.id != site.id and _same(s.name, site.name)]
        if same:
            raise RuleBroken(Problem("name", "A site with this name is already in the directory. Change that one."))
        return _write(uow, site.model_copy(update={"name": site.name.strip()}))


def save_room(app: App, room: Room) -> Room:
    """Add or change a room of a site. Raises: RuleBroken without a name or for one that is there already; Conflict."""
    if not room.name.strip():
        raise RuleBroken(Problem("name", "Enter the name or number of the room."))
    with app.change("site.amend") as uow:
        same = [r for r in uow.find(Room, site_id=room.site_id) if r.id != room.id and _same(r.name, room.name)]
        if same:
            raise RuleBroken(Problem("name", "This site already has a room with this name."))
        return _write(uow, room.model_copy(update={"name": room.name.strip()}))


def uses_of(app: App, room: Room) -> int:
    """Count the arrangements that hold a room and are not cancelled."""
    with app.read() as uow:
        return sum(1 for link in uow.find(LinkArrangement, room_id=room.id) if link.is_live)


Entry = TypeVar("Entry", Site, Room)


def _write(uow: UnitOfWork, record: Entry) -> Entry:
    return uow.save(record) if uow.find(type(record), id=record.id) else uow.add(record)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


# ---------------------------------------------------------------- from a list

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "site": ("site", "site name", "name"),
    "kind": ("kind", "type", "site type"),
    "room": ("room", "suite"),
    "address": ("address",),
    "contact_name": ("contact", "contact name"),
    "phone": ("phone", "telephone", "tel"),
    "email": ("email", "e-mail"),
    "equipment": ("equipment",),
    "access": ("access", "accessibility"),
    "entrances": ("entrances", "entrance"),
    "notes": ("notes", "note"),
}
_KIND_WORDS: Mapping[str, SiteKind] = {
    **{kind.value.replace("_", " "): kind for kind in SiteKind},
    **{words.casefold(): kind for kind, words in SITE_KIND_WORDS.items()},
    "remote": SiteKind.REMOTE_SITE,
    "police station": SiteKind.POLICE,
    "isva": SiteKind.SUPPORT_PREMISES,
    "sarc": SiteKind.SUPPORT_PREMISES,
}
_SITE_FIELDS = ("address", "contact_name", "phone", "email", "access", "entrances", "notes")


@dataclass(frozen=True)
class SiteImport:
    """What came of importing a directory: how many were added and what was left out, row by row, in words."""

    sites: int
    rooms: int
    unchanged: int
    left_out: tuple[str, ...] = field(default_factory=tuple)


def import_sites(app: App, data: bytes) -> SiteImport:
    """Add the sites and rooms of a CSV list that the directory has not, all in one transaction.

    What is there already stays as it is: a list never overwrites what somebody entered. Raises: FileNotRead for what
    is no list, RuleBroken without a column for the site.
    """
    rows = [row for row in read_sheet(data).rows if not row.is_blank]
    if not rows:
        raise RuleBroken(Problem("file", "The list is empty. Nothing was imported."))
    columns = _columns(rows[0].cells)
    if "site" not in columns:
        raise RuleBroken(
            Problem(
                "file", "The list has no column headed “Site”. Nothing was imported. Add the heading and try again."
            )
        )
    left_out: list[str] = []
    added_sites = added_rooms = unchanged = 0
    with app.change("site.import") as uow:
        sites = {_key(site.name): site for site in uow.find(Site)}
        rooms = {(room.site_id, _key(room.name)) for room in uow.find(Room)}
        for row in rows[1:]:
            cell = _cells(row.cells, columns)
            kind = _KIND_WORDS.get(cell("kind").casefold()) if cell("kind") else SiteKind.REMOTE_SITE
            if not cell("site"):
                left_out.append(f"Row {row.number}: no site is named.")
                continue
            if kind is None:
                left_out.append(f"Row {row.number}: “{cell('kind')}” is not a known kind of site.")
                continue
            site = sites.get(_key(cell("site")))
            is_new = site is None
            if site is None:
                details = {name: cell(name) for name in _SITE_FIELDS}
                site = uow.add(Site(name=cell("site"), kind=kind).model_copy(update=details))
                sites[_key(site.name)] = site
                added_sites += 1
            if cell("room") and (site.id, _key(cell("room"))) not in rooms:
                uow.add(Room(site_id=site.id, name=cell("room"), equipment=cell("equipment")))
                rooms.add((site.id, _key(cell("room"))))
                added_rooms += 1
            elif not is_new:
                unchanged += 1
    return SiteImport(added_sites, added_rooms, unchanged, tuple(left_out))


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _columns(headings: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, heading in enumerate(headings):
        words = " ".join(heading.split()).casefold().strip("﻿")
        for name, known in _HEADINGS.items():
            if words in known:
                found.setdefault(name, position)
    return found


def _cells(cells: tuple[str, ...], columns: Mapping[str, int]) -> Callable[[str], str]:
    def cell(name: str) -> str:
        position = columns.get(name)
        return cells[position].strip() if position is not None and position < len(cells) else ""

    return cell
