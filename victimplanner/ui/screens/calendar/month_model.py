"""The days of a month with the weeks it touches, as a table: a cell for each day, saying what stands on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from victimplanner.domain.dates import plural
from victimplanner.services.schedule import Entry
from victimplanner.ui.formats import DAYS, full_day
from victimplanner.ui.screens.calendar.state import CalendarState
from victimplanner.ui.screens.calendar.words import spoken
from victimplanner.ui.widgets import RecordRole

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
WEEK = 7


@dataclass(frozen=True)
class DayCell:
    """One day: what stands on it, whether it belongs to the month shown, and why nobody works on it."""

    on: dt.date
    entries: tuple[Entry, ...]
    is_in_month: bool
    is_today: bool
    note: str = ""

    @property
    def count_words(self) -> str:
        return plural(len(self.entries), "entry", "entries") if self.entries else ""


class MonthModel(QAbstractTableModel):
    """Weeks down, Monday to Sunday across."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells: list[DayCell] = []
        self._today = dt.date.min

    def set_state(self, state: CalendarState) -> None:
        self.beginResetModel()
        on_day: dict[dt.date, list[Entry]] = {}
        for entry in state.entries:
            on_day.setdefault(entry.on, []).append(entry)
        self._today = state.today
        self._cells = [
            DayCell(
                day,
                tuple(on_day.get(day, ())),
                day.month == state.day.month,
                day == state.today,
                state.notes.get(day, ""),
            )
            for day in state.days
        ]
        self.endResetModel()

    def cell(self, index: Index) -> DayCell | None:
        place = index.row() * WEEK + index.column()
        return self._cells[place] if index.isValid() and place < len(self._cells) else None

    def place_of(self, day: dt.date) -> tuple[int, int]:
        """Return row and column of a day, (-1, -1) when it is not shown."""
        for number, cell in enumerate(self._cells):
            if cell.on == day:
                return divmod(number, WEEK)
        return -1, -1

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._cells) // WEEK

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else WEEK

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return DAYS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None:
            return None
        if role == RecordRole:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return str(cell.on.day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = [
                full_day(cell.on),
                "today" if cell.is_today else "",
                cell.note,
                cell.count_words or "nothing planned",
            ]
            found = [spoken(entry, self._today) for entry in cell.entries]
            return ". ".join([", ".join(filter(None, words)), *found])
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(spoken(entry, self._today) for entry in cell.entries) or None
        return None
