"""The three sections of the screen: limits, days, and the rules in use."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.formats import day_month_year, full_day
from victimplanner.ui.screens.unit.state import ONLY_MANAGERS, DayLine, UnitLine, UnitState
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Card,
    Column,
    FlowRow,
    KeyValueRows,
    Pill,
    PrimaryButton,
    RecordTable,
    ScrollPage,
    SecondaryButton,
    label,
)

_DAY_PILLS = {
    "Bank holiday": Pill("grey", "Bank holiday", "calendar"),
    "Announced since": Pill("info", "Announced since", "calendar"),
    "Office closed": Pill("grey", "Office closed"),
}
_LIMIT_COLUMNS = (
    Column("What", lambda line: line.title, second=lambda line: line.citation, stretch=3, bold=True),
    Column("As it is", lambda line: line.value, second=lambda line: line.default, stretch=2),
    Column("Source", lambda line: line.source, second=lambda line: line.doubt, stretch=4),
    Column("Checked", lambda line: "Confirmed" if line.rule_id else "",
           pill=lambda line: None if line.is_confirmed else ("draft", "Not confirmed"), width=126),
    Column("Set by", lambda line: "", width=104,
           pill=lambda line: ("info", "This unit") if line.is_own else ("grey", "Default")),
)  # fmt: skip
_SOURCE = 2
_ROOM_FOR_SOURCE = 760  # width of the table at 100 % text
_DAY_COLUMNS = (
    Column("Day", lambda line: full_day(line.on), width=136, bold=True),
    Column("What", lambda line: line.name, stretch=2),
    Column("Kind", lambda line: line.kind, pill=lambda line: _DAY_PILLS[line.kind], width=146),
    Column("Where it comes from", lambda line: line.source, stretch=3),
)
_DIFFERENCE_COLUMNS = (
    Column("What", lambda d: d.what, stretch=3, bold=True),
    Column("In use", lambda d: d.was, stretch=3),
    Column("New", lambda d: d.now, stretch=3),
    Column("From", lambda d: day_month_year(d.in_force) if d.in_force else "At once", width=96),
)


class LimitsPage(QWidget):
    """Every default with its source, and the unit's own number where there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.change = PrimaryButton("&Change…", key="F2", object_name="change")
        self.table = RecordTable(_LIMIT_COLUMNS, "Unit limits and arrangements", ring="row")
        card = Card("", flush=True)
        card.body.addWidget(self.table)
        _page(
            self,
            label("Limits that the law leaves open, and what is not to be had in your area. What is law is not listed.",
                  "secondary", wrap=True),
            FlowRow(self.change),
            card,
        )  # fmt: skip

    def show_state(self, state: UnitState) -> None:
        self.table.set_rows(state.limits)
        self.change.setEnabled(state.may_change)

    def current(self) -> UnitLine | None:
        line = self.table.current_record()
        return line if isinstance(line, UnitLine) else None

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.table.hide_columns([_SOURCE] if self.width() < theme.px(_ROOM_FOR_SOURCE) else [])


class DaysPage(QWidget):
    """The bank holidays that are counted by, those entered here, and the days on which the office closes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.covers = label("", "secondary", wrap=True)
        self.announce = PrimaryButton("Bank holiday &announced…", object_name="announceHoliday")
        self.take_in = SecondaryButton("Read &GOV.UK’s list…", object_name="readHolidays")
        self.close_day = SecondaryButton("&Office closed…", object_name="closeDay")
        self.take_back = SecondaryButton("Take &back…", object_name="takeBack")
        self.table = RecordTable(_DAY_COLUMNS, "Bank holidays and closed days", ring="row")
        card = Card("", flush=True)
        card.body.addWidget(self.table)
        _page(self, self.covers, FlowRow(self.announce, self.take_in, self.close_day, self.take_back), card)
        self.table.current_record_changed.connect(self._allow)
        self._may_change = False

    def show_state(self, state: UnitState) -> None:
        first, last = state.covered
        self.covers.setText(
            f"{state.list_edition}. Covers {first} to {last}; published to {day_month_year(state.published_to)}, "
            "later dates are provisional."
        )
        self._may_change = state.may_change
        for button in (self.announce, self.take_in, self.close_day):
            button.setEnabled(state.may_change)
        self.table.set_rows(state.days)
        self._allow()

    def select_next(self, today: dt.date) -> None:
        """Make the first day that is still to come the current one."""
        days = [line.on for line in self.table.records.rows()]
        self.table.select_row(next((row for row, on in enumerate(days) if on >= today), 0))

    def current(self) -> DayLine | None:
        line = self.table.current_record()
        return line if isinstance(line, DayLine) else None

    def _allow(self, _line: object = None) -> None:
        line = self.current()
        can = self._may_change and line is not None and line.record is not None
        self.take_back.setEnabled(can)
        self.take_back.setToolTip("" if can else "Only a day that was entered here can be taken back.")


class RulesPage(QWidget):
    """The edition in use, and what waits to be confirmed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banners = BannerStack()
        self.facts = KeyValueRows(key_width=110, small=False, gap=4)
        used = Card("Rules in use")
        used.body.addWidget(self.facts)
        self.see = PrimaryButton("&See what moves…", object_name="seeMoves")
        self.note = label("", wrap=True)
        self.table = RecordTable(_DIFFERENCE_COLUMNS, "How the new rules differ", ring="row")
        self.table.show_whole()
        self.waiting = Card("New rules came with this version", flush=True)
        self.waiting.add_right(self.see)
        self.waiting.body.addWidget(self.table)
        page = ScrollPage(margin=0)
        for part in (self.banners, used, self.note, self.waiting):
            page.body.addWidget(part)
        page.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def show_state(self, state: UnitState) -> None:
        facts = state.edition
        self.facts.set_rows(
            [
                *(("Edition" if number == 0 else "", name) for number, name in enumerate(facts.names)),
                ("Fingerprint", facts.fingerprint),
                ("In use since", day_month_year(facts.applied_on) if facts.applied_on else "This version was started"),
                ("Confirmed by", facts.applied_by if facts.number > 1 else "Nobody yet: the first rules of this file"),
            ]
        )
        self.banners.set_banners([Banner("warning", problem, key=problem) for problem in facts.problems])
        waiting = state.pending
        self.waiting.setVisible(waiting is not None)
        if waiting is None:
            self.note.setText("No other rules wait: this version brings the same.")
            return
        who = "" if state.may_change else f" {ONLY_MANAGERS}"
        self.note.setText(f"The rules in use stay as they are until the new ones are confirmed.{who}")
        self.waiting.set_title(waiting.title)
        self.table.set_rows(waiting.differences)


def _page(page: QWidget, *parts: QWidget) -> None:
    """Lay out what stands above a table, and the table, which takes the rest."""
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE_2)
    for part in parts:
        column.addWidget(part, 1 if part is parts[-1] else 0)
