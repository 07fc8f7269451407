"""Lists of lines in the record: questions, actions, paragraphs, concerns, people. Each line edits one record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.domain.record import Record
from victimplanner.ui import theme
from victimplanner.ui.screens.meeting.pieces import bare, put
from victimplanner.ui.widgets import FieldGrid, IconButton, TextField, label, rule


class RecordLine(QWidget):
    """One record as a line of fields, over one or more rows of a small grid."""

    changed = Signal()
    removed = Signal(str)
    ruled = True  # a rule above every line but the first

    def __init__(
        self, record: Record, fields: dict[str, tuple[Any, int]], what: str, *, columns: int, narrowest: int
    ) -> None:
        """`fields` gives for each field of the record its editor and how many of the columns it takes."""
        super().__init__()
        self.record = record
        self.fields = {name: field for name, (field, _span) in fields.items()}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.SPACE_2)
        self.line_above = rule()
        outer.addWidget(self.line_above)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_1)
        outer.addLayout(row)
        self.row = row
        grid = FieldGrid(columns, narrowest=narrowest)
        for field, span in fields.values():
            grid.add(field, span)
            field.changed.connect(self._take)
        row.addWidget(grid, 1)
        self.bin = IconButton("bin", f"Remove {what}", framed=False, small=True)
        self.bin.setProperty("edits", True)
        self.bin.clicked.connect(lambda: self.removed.emit(self.record.id))
        row.addWidget(self.bin, 0, Qt.AlignmentFlag.AlignTop)

    def show_record(self, record: Record, *, anew: bool) -> None:
        self.record = record
        for name, field in self.fields.items():
            put(field, getattr(record, name), anew=anew)

    def _take(self) -> None:
        self.record = self.record.model_copy(update={name: field.value() for name, field in self.fields.items()})
        self.changed.emit()


class LineList(QWidget):
    """Lines that follow a tuple of records; what the person is typing in is never rebuilt."""

    changed = Signal()

    def __init__(self, make: Callable[[Any], RecordLine], empty: str) -> None:
        super().__init__()
        self._make = make
        self._lines: dict[str, RecordLine] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.SPACE_2)
        self.empty = label(empty, "secondary", wrap=True)
        self._box.addWidget(self.empty)

    def records(self) -> tuple[Any, ...]:
        return tuple(line.record for line in self._lines.values())

    def show_records(self, records: Iterable[Record], *, anew: bool) -> None:
        wanted = {record.id: record for record in records}
        for record_id in [key for key in self._lines if key not in wanted]:
            line = self._lines.pop(record_id)
            self._box.removeWidget(line)
            line.hide()
            line.deleteLater()
        for record_id, record in wanted.items():
            line_or_none = self._lines.get(record_id)
            if line_or_none is None:
                line = self._make(record)
                line.changed.connect(self.changed)
                line.removed.connect(self._remove)
                self._lines[record_id] = line
                self._box.addWidget(line)
                line.show_record(record, anew=True)
            else:
                line_or_none.show_record(record, anew=anew)
        self._lines = {record_id: self._lines[record_id] for record_id in wanted}
        self._follow()

    def _follow(self) -> None:
        self.empty.setVisible(not self._lines)
        for number, line in enumerate(self._lines.values()):
            line.line_above.setVisible(line.ruled and number > 0)

    def focus_last(self) -> None:
        """Move to the first field of the newest line, as after Add."""
        if self._lines:
            last = list(self._lines.values())[-1]
            next(iter(last.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def unreadable(self) -> list[tuple[str, str]]:
        return [
            (f"{record_id}.{name}", field.problem())
            for record_id, line in self._lines.items()
            for name, field in line.fields.items()
            if field.problem()
        ]

    def show_problems(self, problems: dict[str, str]) -> None:
        for record_id, line in self._lines.items():
            for name, field in line.fields.items():
                text = problems.get(f"{record_id}.{name}", "")
                if text:
                    field.set_error(text)

    def field(self, name: str) -> QWidget | None:
        record_id, _, field = name.partition(".")
        line = self._lines.get(record_id)
        return line.fields.get(field) if line else None

    def first(self) -> QWidget | None:
        return next((next(iter(line.fields.values())) for line in self._lines.values()), None)

    def _remove(self, record_id: str) -> None:
        line = self._lines.pop(record_id, None)
        if line is None:
            return
        line.hide()
        self._box.removeWidget(line)
        line.deleteLater()
        self._follow()
        self.changed.emit()


def small_text(name: str, placeholder: str, object_name: str, *, lines: int = 1, most: int = 8) -> TextField:
    """A text that grows as it is written, without a label above it."""
    field = TextField("", lines=lines, most_lines=most, placeholder=placeholder, name=object_name)
    field.text_edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    bare(field, name)
    return field


__all__ = ["LineList", "RecordLine", "small_text"]
