"""A card with a table shown whole, the current row in full below it, and what can be done with that row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.widgets import Card, Column, FlowRow, RecordTable, label


class ListCard(Card):
    """Lines have an `id` and a `detail`. Without a line the card says so in a sentence."""

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        *,
        nothing: str,
        name: str,
        right: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
        room_for: Mapping[int, int] | None = None,
    ) -> None:
        """`room_for`: the width of the card, in pixels at 100 % text, under which a column gives way to the detail."""
        super().__init__(title, flush=True, object_name=f"{name}Card")
        self._room_for = dict(room_for or {})
        self.table = RecordTable(columns, title, ring="row", object_name=name)
        self.table.show_whole()
        self.nothing = label(nothing, "secondary", wrap=True)
        self.detail = label("", "small", wrap=True)
        self.detail.setObjectName(f"{name}Detail")
        self.row_actions = FlowRow(*below)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(theme.CARD_PADDING, 6, theme.CARD_PADDING, 8)
        column.setSpacing(6)
        for widget in (self.nothing, self.detail, self.row_actions):
            column.addWidget(widget)
        column.addStretch(1)
        self.add_right(*right)
        self.body.setSpacing(0)
        self.body.addWidget(self.table)
        self.body.addWidget(foot)
        self._below = bool(below)
        self.table.current_record_changed.connect(self._show_current)

    def show_lines(self, lines: Sequence[Any]) -> None:
        """Write every line; the current one stays current."""
        self.table.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self.row_actions.setVisible(bool(lines) and self._below)
        if lines and not self.table.currentIndex().isValid():
            self.table.select_row(0)
        self._show_current(self.table.current_record())

    def current(self) -> Any | None:
        return self.table.current_record()

    def focus_line(self, line_id: str) -> bool:
        """Bring a line to sight and make it the current one; False when it is not among them."""
        for row, line in enumerate(self.table.records.rows()):
            if line.id == line_id:
                self.table.select_row(row)
                self.table.setFocus()
                self._settle()
                self.table.keep_in_sight(self.table.currentIndex())
                return True
        return False

    def _settle(self) -> None:
        """Let rows, card and page have their heights now, before the page is scrolled to a line."""
        self.table.content_height()
        widget = self.table.parentWidget()
        while widget is not None and not isinstance(widget, QScrollArea):
            if (layout := widget.layout()) is not None:
                layout.activate()
            widget = widget.parentWidget()

    def _show_current(self, line: Any) -> None:
        self.detail.setText(line.detail if line is not None else "")
        self.detail.setVisible(line is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.hide_columns(number for number, room in self._room_for.items() if self.width() < theme.px(room))
