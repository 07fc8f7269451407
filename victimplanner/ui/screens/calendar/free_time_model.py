"""Looking for a free time: who, where, how long, from when; and the times at which nothing clashes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from victimplanner.domain.errors import PlannerError
from victimplanner.domain.people import Person
from victimplanner.services.free_time import Slot, Wanted, free_slots
from victimplanner.services.meetings import places_used
from victimplanner.services.people import directory
from victimplanner.services.schedule import Entry, EntryKind
from victimplanner.ui.screens.calendar.lanes import minutes_of
from victimplanner.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
LENGTHS = (30, 45, 60, 90, 120, 180, 240)


@dataclass(frozen=True)
class FreeTimeState:
    """`people` are names by id of those ticked; `slots` the free times, the earliest first."""

    first_day: dt.date
    minutes: int = 60
    place: str = ""
    people: dict[str, str] = field(default_factory=dict)
    slots: tuple[Slot, ...] = ()
    error: str = ""


class FreeTimeModel(QObject):
    """Searches anew with every change. With a meeting that clashes it starts from that meeting's people and place."""

    state_changed = Signal()

    def __init__(
        self, session: Session, entry: Entry | None, first_day: dt.date, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.entry = entry if entry is not None and entry.kind is EntryKind.MEETING else None
        self.people = PeopleModel(directory(session.app), self)
        state = FreeTimeState(max(first_day, session.today))
        if entry is not None:
            state = replace(state, people=dict(entry.people), place=entry.place)
            if entry.start is not None:
                start, end = minutes_of(entry)
                state = replace(state, minutes=max(15, end - start))
        known = {person.id for person in self.people.everybody}
        state = replace(state, people={key: name for key, name in state.people.items() if key in known})
        self.people.set_ticked(state.people)
        self.people.ticked_changed.connect(lambda: self._search(people=self.people.ticked()))
        self.state = state
        self._search()

    @property
    def places(self) -> list[tuple[str, str]]:
        """The places used so far and every room of the directory of sites, as (place, words)."""
        found = sorted({*places_used(self._session.app), self.state.place} - {""}, key=str.casefold)
        return [("", "Anywhere"), *((place, place) for place in found)]

    @property
    def lengths(self) -> list[tuple[int, str]]:
        return [(m, _length_words(m)) for m in sorted({*LENGTHS, self.state.minutes})]

    @property
    def today(self) -> dt.date:
        return self._session.today

    def set_place(self, place: str) -> None:
        self._search(place=place)

    def set_minutes(self, minutes: int) -> None:
        self._search(minutes=minutes)

    def set_first_day(self, day: dt.date) -> None:
        self._search(first_day=day)

    def _search(self, **changes: Any) -> None:
        state = replace(self.state, error="", **changes)
        entry = self.entry
        wanted = Wanted(
            first_day=state.first_day,
            minutes=state.minutes,
            people=state.people,
            place=state.place,
            case_id=entry.case_id if entry else "",
            witness_id=entry.witness_id if entry else None,
            record_id=entry.id if entry else "",
        )
        try:
            slots = tuple(free_slots(self._session.app, wanted))
        except PlannerError as problem:
            self.state = replace(state, error=str(problem))
        else:
            own = (entry.on, entry.start) if entry else None
            self.state = replace(state, slots=tuple(slot for slot in slots if (slot.on, slot.start) != own))
        self.state_changed.emit()


def _length_words(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest else "")))


class PeopleModel(QAbstractListModel):
    """The people of the directory, to tick; a filter hides names but unticks nobody."""

    ticked_changed = Signal()

    def __init__(self, people: list[Person], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.everybody = people
        self._shown = people
        self._ticked: set[str] = set()

    def set_ticked(self, people: dict[str, str]) -> None:
        self._ticked = set(people)
        self._shown = sorted(self.everybody, key=lambda p: (p.id not in self._ticked, p.name.casefold()))

    def ticked(self) -> dict[str, str]:
        """Return names by id of those ticked."""
        return {person.id: person.name for person in self.everybody if person.id in self._ticked}

    def filter(self, text: str) -> None:
        """Show those whose name or organisation has this in it."""
        wanted = text.strip().casefold()
        self.beginResetModel()
        self._shown = [p for p in self.everybody if wanted in f"{p.name} {p.organisation}".casefold()]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        person = self._shown[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if person.id in self._ticked else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{person.name}, {person.organisation}" if person.organisation else person.name
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        person = self._shown[index.row()]
        (self._ticked.add if Qt.CheckState(value) == Qt.CheckState.Checked else self._ticked.discard)(person.id)
        self.dataChanged.emit(index, index, [role])
        self.ticked_changed.emit()
        return True
