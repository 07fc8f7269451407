"""The table "Must be finished first": one row a step, the current one in full below it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from victimplanner.ui import theme
from victimplanner.ui.formats import table_day
from victimplanner.ui.screens.section_28.state import Section28Page, StepLine
from victimplanner.ui.widgets import Card, Column, LinkButton, RecordTable, label

_WHO, _DONE, _HOLDS_UP = 1, 3, 5
_ROOM_FOR = {
    _HOLDS_UP: 700,
    _WHO: 560,
    _DONE: 440,
}  # pixels at 100 % text; what gives way stands in the line below the table


class StepsCard(Card):
    """Every step that concerns the witness, in the order of the rules."""

    place_asked = Signal(object)  # StepLine

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Must be finished first", flush=True, object_name="stepsCard", parent=parent)
        self._today = dt.date.min
        self.table = RecordTable(
            [
                Column("Step", lambda s: s.line.rule.title, stretch=4, bold=True, tooltip=lambda s: s.detail),
                Column("Who", lambda s: s.line.owner, stretch=2),
                Column(
                    "Ordered or agreed", lambda s: self._day(s.line.due_on), width=132,
                    second=lambda s: s.late_words, second_tone=lambda s: "overdue" if s.late_words else "",
                ),
                Column("Done", lambda s: self._day(s.line.done_on), width=104),
                Column("State", lambda s: "", pill=lambda s: s.pill, width=124, middle=True),
                Column("Holds up", lambda s: s.line.rule.holds_up, stretch=3),
            ],
            "Must be finished first", ring="row", object_name="steps",
        )  # fmt: skip
        self.table.show_whole()
        self.detail = label("", "small", wrap=True)
        self.detail.setObjectName("stepDetail")
        self.detail.setContentsMargins(11, 3, 11, 4)
        self.place = LinkButton("", small=True, wrap=True, object_name="stepPlace")
        self.place.setVisible(False)
        self.add_right(self.place)
        self.body.addWidget(self.table)
        self.body.addWidget(self.detail)
        self.table.current_record_changed.connect(self._show_current)
        self.place.clicked.connect(self._ask_place)

    def show_page(self, page: Section28Page) -> None:
        """Write every step; the current one stays current."""
        self._today = page.today
        self.set_note(page.steps_note)
        self.table.set_rows(page.steps)
        if page.steps and not self.table.currentIndex().isValid():
            self.table.select_row(0)
        self._show_current(self.table.current_record())

    def focus_step(self, line: StepLine) -> None:
        """Bring a step to sight and make it the current one."""
        self.table.select_record(line)
        self.table.setFocus()
        self.table.content_height()  # rows have their heights before the page is scrolled to one
        self.table.keep_in_sight(self.table.currentIndex())

    def _show_current(self, line: StepLine | None) -> None:
        self.detail.setText(line.detail if line else "")
        place = line.place if line else None
        self.place.setVisible(place is not None)
        if line is not None and place is not None:
            self.place.set_words(f"{line.line.rule.title}: open {place[2]}")

    def _ask_place(self) -> None:
        line = self.table.current_record()
        if line is not None:
            self.place_asked.emit(line)

    def _day(self, day: dt.date | None) -> str:
        return table_day(day, self._today) if day else "–"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.hide_columns(column for column, room in _ROOM_FOR.items() if self.width() < theme.px(room))
