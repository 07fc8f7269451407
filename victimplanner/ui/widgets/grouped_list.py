"""A list in groups that can be closed, as on the worklist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from victimplanner.ui import theme
from victimplanner.ui.widgets.after_events import after_events
from victimplanner.ui.widgets.column_widths import needs_of, share_widths
from victimplanner.ui.widgets.record_delegate import RecordDelegate
from victimplanner.ui.widgets.record_model import Column, Group, GroupedModel, GroupRole, RecordRole

__all__ = ["Group", "GroupedList", "GroupedModel"]


class GroupedList(QTreeView):
    """Group rows say how many; Left and Right close and open them, Enter opens the record."""

    record_activated = Signal(object)
    current_record_changed = Signal(object)
    """The record now current, or None on a group row."""

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        *,
        ring: str = "row",
        framed: bool = True,
        several: bool = False,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """With `several`, Shift and Ctrl choose more than one record."""
        super().__init__(parent)
        self.setObjectName(object_name or "groupedList")
        self.setAccessibleName(name)
        self.groups = GroupedModel(columns, self)
        self._delegate = RecordDelegate(self, ring=ring)
        self._delegate.measures = False  # until it is shown, and has its width
        self._closed: set[str] = set()
        self._last_current: Any = None
        self._resized_by_hand = False
        self._sharing = False
        self._layout_timer = after_events(self, self._lay_out)
        self.setProperty("framed", framed)
        self.setModel(self.groups)
        self.setItemDelegate(self._delegate)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(True)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(False)
        self.setAllColumnsShowFocus(False)
        self.setWordWrap(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.sectionResized.connect(self._on_section_resized)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.collapsed.connect(lambda index: self._closed.add(self._title(index)))
        self.expanded.connect(lambda index: self._closed.discard(self._title(index)))
        theme.signals().changed.connect(self._layout_timer.start)

    def set_groups(self, groups: Iterable[Group | tuple[str, str, Iterable[Any]]]) -> None:
        """Show these groups; what was closed stays closed, and the current record stays current if still there."""
        kept = self.current_record()
        self.groups.set_groups(groups)
        for row in range(self.groups.rowCount()):
            index = self.groups.index(row, 0)
            self.setFirstColumnSpanned(row, QModelIndex(), True)
            self.setExpanded(index, self._title(index) not in self._closed)
        if kept is None or not self.select_record(kept):
            self._tell_current(self.current_record())
        self._layout_timer.start()

    def current_record(self) -> Any | None:
        index = self.currentIndex()
        return index.data(RecordRole) if index.isValid() else None

    def chosen_records(self) -> list[Any]:
        """Return the records that are selected, in the order of the list; the current one where none is."""
        rows = self.selectionModel().selectedRows()
        rows.sort(key=lambda index: (index.parent().row(), index.row()))
        chosen = [record for index in rows if (record := index.data(RecordRole)) is not None]
        current = self.current_record()
        return chosen or ([current] if current is not None else [])

    def select_record(self, record: Any) -> bool:
        """Make a record (or the one with the same id) current; False if it is not in the list."""
        wanted = getattr(record, "id", record)
        for row in range(self.groups.rowCount()):
            parent = self.groups.index(row, 0)
            for place in range(self.groups.rowCount(parent)):
                index = self.groups.index(place, 0, parent)
                candidate = index.data(RecordRole)
                if getattr(candidate, "id", candidate) == wanted:
                    self.setExpanded(parent, True)
                    self.setCurrentIndex(index)
                    return True
        return False

    def select_first(self) -> None:
        """Make the first record current."""
        records = self.groups.records()
        if records:
            self.select_record(records[0])

    def set_highlight(self, text: str) -> None:
        """Underline and tint this text where it occurs in a first line."""
        self._delegate.highlight = text
        self.viewport().update()

    def set_hidden(self, columns: Iterable[int]) -> None:
        """Leave out these columns, where there is no room for all; the others share the width anew."""
        wanted = set(columns)
        header = self.header()
        self._sharing = True  # what hiding does to widths is not the person's doing
        for number in range(header.count()):
            header.setSectionHidden(number, number in wanted)
        self._sharing = False
        self._layout_timer.start()

    def _title(self, index: QModelIndex) -> str:
        group = index.data(GroupRole)
        return group.title if isinstance(group, Group) else ""

    def _on_section_resized(self) -> None:
        if not self._sharing:
            self._resized_by_hand = True
            self._layout_timer.start()

    def _lay_out(self) -> None:
        header = self.header()
        if not self._resized_by_hand:
            self._sharing = True
            hidden = {number for number in range(header.count()) if header.isSectionHidden(number)}
            needs = needs_of(self.groups.columns, self.groups.records())
            for number, width in share_widths(self.groups.columns, self.viewport().width(), hidden, needs).items():
                header.resizeSection(number, width)
            self._sharing = False
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout_timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Shown for the first time: the rows are measured once, at the widths in which they are drawn."""
        super().showEvent(event)
        if not self._delegate.measures:
            self._delegate.measures = True
            self._layout_timer.stop()
            self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.current_record():
            self.select_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            record = self.current_record()
            if record is not None:
                self.record_activated.emit(record)
            else:
                self.setExpanded(index, not self.isExpanded(index))
            event.accept()
            return
        if index.isValid() and index.parent().isValid() and event.key() == Qt.Key.Key_Left and index.column() == 0:
            self.setCurrentIndex(index.parent())
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and isinstance(index.data(GroupRole), Group):
            self.setExpanded(index.siblingAtColumn(0), not self.isExpanded(index.siblingAtColumn(0)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.data(RecordRole) is not None:
            self.record_activated.emit(index.data(RecordRole))

    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        self._tell_current(now.data(RecordRole) if now.isValid() else None)

    def _tell_current(self, record: Any) -> None:
        if record is not self._last_current:
            self._last_current = record
            self.current_record_changed.emit(record)
