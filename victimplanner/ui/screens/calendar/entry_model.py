"""The entries of a day or week as a Qt model: each is an item that can be reached, read out and opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from victimplanner.domain.dates import plural
from victimplanner.services.schedule import Entry
from victimplanner.ui.formats import week_day
from victimplanner.ui.screens.calendar.words import spoken, what_words
from victimplanner.ui.widgets import RecordRole

_MOST_WHOLE_DAY = 3  # lines above the hours


@dataclass(frozen=True)
class More:
    """What does not fit at the top of a day: how many more there are."""

    on: dt.date
    number: int

    @property
    def id(self) -> str:
        return f"more/{self.on}"

    @property
    def words(self) -> str:
        return f"and {self.number} more"


Item = Entry | More


def items_of(entries: Sequence[Entry], days: Sequence[dt.date]) -> list[Item]:
    """Return what is drawn, day by day: the first of the whole day, how many more there are, then by the hour."""
    result: list[Item] = []
    for day in days:
        whole = [entry for entry in entries if entry.on == day and entry.start is None]
        shown = len(whole) if len(whole) <= _MOST_WHOLE_DAY else _MOST_WHOLE_DAY - 1
        result += whole[:shown]
        if len(whole) > shown:
            result.append(More(day, len(whole) - shown))
        result += [entry for entry in entries if entry.on == day and entry.start is not None]
    return result


class EntryModel(QAbstractListModel):
    """The items in order of day and time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []
        self._today = dt.date.min

    def set_items(self, items: Sequence[Item], today: dt.date) -> None:
        self.beginResetModel()
        self._items, self._today = list(items), today
        self.endResetModel()

    def items(self) -> list[Item]:
        return list(self._items)

    def item(self, row: int) -> Item:
        return self._items[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._items):
            return None
        item = self._items[index.row()]
        if role == RecordRole:
            return item
        if isinstance(item, More):
            return self._of_more(item, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return what_words(item)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken(item, self._today)
        return None

    def _of_more(self, more: More, role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return more.words
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{plural(more.number, 'more entry', 'more entries')} of {week_day(more.on)}: open the list"
        return None
