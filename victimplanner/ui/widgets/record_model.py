"""Table and tree models over whole records: a screen says which columns, not how cells are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from victimplanner.ui.widgets.pill import Pill, PillWords, as_pill

Index = QModelIndex | QPersistentModelIndex

RecordRole: Final = Qt.ItemDataRole.UserRole + 1
"""The whole record of the row."""
SortRole: Final = Qt.ItemDataRole.UserRole + 2
"""The value to sort by, in its own type."""
CellRole: Final = Qt.ItemDataRole.UserRole + 3
"""The `Cell` to draw."""
GroupRole: Final = Qt.ItemDataRole.UserRole + 4
"""The `Group` of a group row, None otherwise."""


@dataclass(frozen=True)
class Column:
    """One column: how to read its cell from a record.

    `text` is the first line, `second` the line under it. `pill` gives (kind, word) or (kind, word, shape) and is then
    drawn instead of the first line; None falls back to `text`. `second_tone` is "", "link", "overdue" or "ok".
    `width` is in pixels at 100 % text; columns with `stretch` share what is left.
    `middle` centres a cell in its row; otherwise the first lines of a row stand at one height.
    """

    title: str
    text: Callable[[Any], str]
    second: Callable[[Any], str] | None = None
    pill: Callable[[Any], Pill | PillWords | None] | None = None
    sort: Callable[[Any], Any] | None = None
    tooltip: Callable[[Any], str] | None = None
    width: int = 0
    stretch: int = 0
    bold: bool = False
    right: bool = False
    middle: bool = False
    second_tone: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class Cell:
    """What one cell shows."""

    text: str
    second: str = ""
    pill: Pill | None = None
    bold: bool = False
    right: bool = False
    middle: bool = False
    second_tone: str = ""

    @property
    def words(self) -> str:
        """The cell as a reader says it."""
        first = self.pill.word if self.pill else self.text
        return ", ".join(part for part in (first, self.second) if part)


def cell_of(column: Column, record: Any) -> Cell:
    """Read one cell from a record."""
    pill = column.pill(record) if column.pill else None
    return Cell(
        text=column.text(record),
        second=column.second(record) if column.second else "",
        pill=as_pill(pill) if pill else None,
        bold=column.bold,
        right=column.right,
        middle=column.middle,
        second_tone=column.second_tone(record) if column.second_tone else "",
    )


def cell_data(column: Column, record: Any, role: int) -> Any:
    """What a model answers for one cell and role; shared by the table and the grouped list."""
    if role == CellRole:
        return cell_of(column, record)
    if role == Qt.ItemDataRole.DisplayRole:
        cell = cell_of(column, record)
        return cell.pill.word if cell.pill else cell.text
    if role == RecordRole:
        return record
    if role == SortRole:
        return column.sort(record) if column.sort else column.text(record)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{column.title}: {cell_of(column, record).words or 'empty'}"
    if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
        return (column.tooltip(record) or None) if column.tooltip else None
    return None


def header_data(columns: Sequence[Column], section: int, orientation: Qt.Orientation, role: int) -> Any:
    """Titles of the columns, for both models."""
    if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(columns):
        return None
    if role == Qt.ItemDataRole.DisplayRole:
        return columns[section].title
    if role == Qt.ItemDataRole.TextAlignmentRole:
        side = Qt.AlignmentFlag.AlignRight if columns[section].right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter
    return None


class _SortKey:
    """Sorts native values with the missing ones last, whatever the direction."""

    def __init__(self, value: Any, descending: bool) -> None:
        self.value = value.casefold() if isinstance(value, str) else value
        self.descending = descending

    def __lt__(self, other: _SortKey) -> bool:
        if self.value is None or other.value is None:
            return self.value is not None
        if self.descending:
            return bool(other.value < self.value)
        return bool(self.value < other.value)


class RecordTableModel(QAbstractTableModel):
    """Rows are records, columns are told by `Column`."""

    def __init__(self, columns: Sequence[Column], parent: Any = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[Any] = []
        self._order: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, records: Iterable[Any]) -> None:
        """Replace everything; a sort the person chose is kept."""
        self.beginResetModel()
        self._rows = self._sorted(list(records))
        self.endResetModel()

    def rows(self) -> list[Any]:
        return list(self._rows)

    def record(self, row: int) -> Any | None:
        """The record of a row, None outside."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        return cell_data(self.columns[index.column()], self._rows[index.row()], role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return header_data(self.columns, section, orientation, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by native values; -1 returns to no order of our own."""
        self._order = (column, order) if column >= 0 else None
        before = {id(record): row for row, record in enumerate(self._rows)}
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        kept = [(index, id(self._rows[index.row()])) for index in old]
        self._rows = self._sorted(self._rows)
        after = {id(record): row for row, record in enumerate(self._rows)}
        if len(after) == len(before):
            self.changePersistentIndexList(old, [self.index(after[key], index.column()) for index, key in kept])
        self.layoutChanged.emit()

    def _sorted(self, records: list[Any]) -> list[Any]:
        if self._order is None:
            return records
        number, order = self._order
        column = self.columns[number]
        descending = order == Qt.SortOrder.DescendingOrder
        return sorted(records, key=lambda record: _SortKey(cell_data(column, record, SortRole), descending))


@dataclass(frozen=True)
class Group:
    """One group of a grouped list: "Overdue", "Do these first", its records.

    `number` says how many it has where not all of them are in the list.
    """

    title: str
    note: str
    records: tuple[Any, ...]
    number: str = ""

    @property
    def count(self) -> str:
        return self.number or str(len(self.records))

    @property
    def words(self) -> str:
        return f"{self.title}, {self.count}" + (f", {self.note}" if self.note else "")


class GroupedModel(QAbstractItemModel):
    """Two levels: groups, and the records in them."""

    def __init__(self, columns: Sequence[Column], parent: Any = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._groups: tuple[Group, ...] = ()

    def set_groups(self, groups: Iterable[Group | tuple[str, str, Iterable[Any]]]) -> None:
        """Replace everything. Each group is (title, note, records)."""
        self.beginResetModel()
        self._groups = tuple(
            group if isinstance(group, Group) else Group(group[0], group[1], tuple(group[2])) for group in groups
        )
        self.endResetModel()

    def groups(self) -> tuple[Group, ...]:
        return self._groups

    def records(self) -> list[Any]:
        return [record for group in self._groups for record in group.records]

    # The internal id of an index is 0 for a group, and the group's row + 1 for a record in it.
    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(int(index.internalId()) - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() != 0 or parent.column() > 0:
            return 0
        return len(self._groups[parent.row()].records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.internalId() == 0:
            return self._group_data(self._groups[index.row()], index.column(), role)
        record = self._groups[int(index.internalId()) - 1].records[index.row()]
        return cell_data(self.columns[index.column()], record, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return header_data(self.columns, section, orientation, role)

    @staticmethod
    def _group_data(group: Group, column: int, role: int) -> Any:
        if role == GroupRole:
            return group
        if column > 0:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{group.title} ({group.count})"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return group.words
        return None
