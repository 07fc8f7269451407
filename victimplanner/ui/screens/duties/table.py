"""The table of duties: one row a duty, in the order of the rights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from PySide6.QtGui import QResizeEvent

from victimplanner.domain.case_events import RECEIVED_KINDS
from victimplanner.domain.due_item import DueState
from victimplanner.domain.ledger import UNIT, right_title
from victimplanner.ui import theme
from victimplanner.ui.duty_words import due_words
from victimplanner.ui.formats import UNKNOWN, recent_day
from victimplanner.ui.screens.duties.state import DutyLine
from victimplanner.ui.screens.duties.words import trigger_words
from victimplanner.ui.widgets import Column, RecordTable

_EVENT, _RECEIVED, _DUE, _TOLD = 2, 3, 4, 5
_ROOM_FOR = {_EVENT: 760, _RECEIVED: 660, _TOLD: 580, _DUE: 450}  # at 100 % text; what gives way stands below the table
_LATE = frozenset({DueState.OVERDUE, DueState.MET_LATE})


class DutiesTable(RecordTable):
    """Every duty with its two days, when it is or was due, when she was told and what came of it."""

    def __init__(self) -> None:
        super().__init__(
            [
                Column("Right", lambda d: d.item.right or UNIT, width=62, bold=True, tooltip=lambda d: right_title(d.item)),
                Column(
                    "Duty, who owes it, what starts it", lambda d: d.item.title, second=_second, stretch=1, width=230,
                    bold=True, tooltip=lambda d: f"{d.item.title}. {d.item.why}",
                ),
                Column("Event", lambda d: self._day(d.item.event_on), width=74),
                Column(
                    "Received", lambda d: self._day(d.item.received_on), width=84,
                    second=lambda d: "add" if is_receipt_missing(d) else "", second_tone=lambda _: "link",
                ),
                Column("Due", lambda d: due_words(d.item, self._today), width=76),
                Column("Told, by and how", lambda d: d.told, second=lambda d: d.told_more, width=150),
                Column(
                    "Result", lambda d: "", pill=lambda d: d.result, width=138, second=lambda d: d.result_words,
                    second_tone=lambda d: "overdue" if d.item.state in _LATE else "",
                ),
            ],
            "Duties towards the witness", ring="row", framed=True, object_name="duties",
        )  # fmt: skip
        self._today = dt.date.min

    def show_lines(self, lines: Iterable[DutyLine], today: dt.date) -> None:
        """Write every line; the current one stays current."""
        self._today = today
        self.set_rows(lines)

    def current_title(self) -> str:
        """Return the title of the column that is current, "" for none."""
        column = self.currentIndex().column()
        return self.records.columns[column].title if column >= 0 else ""

    def _day(self, day: dt.date | None) -> str:
        return recent_day(day, self._today) if day else UNKNOWN

    def _lay_out(self) -> None:
        """Rows get other heights at another width or text size: the current one stays in view."""
        super()._lay_out()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.hide_columns(column for column, room in _ROOM_FOR.items() if self.width() < theme.px(room))


def is_receipt_missing(line: DutyLine) -> bool:
    """Whether the clock of a duty waits for the day on which the information was received."""
    rule = line.item.rule
    is_open = line.item.is_open and line.item.received_on is None
    return is_open and rule is not None and rule.clock == "received" and rule.starts in _FROM_RECEIPT


_FROM_RECEIPT = {kind.value for kind in RECEIVED_KINDS} | {"outcome_known"}


def _second(line: DutyLine) -> str:
    return f"{line.item.owner_name}; {trigger_words(line.item)}"
