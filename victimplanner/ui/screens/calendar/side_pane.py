"""Beside the calendar: which kinds are shown, which changes a witness must be told of, and what the marks mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.domain.dates import day_and_date_no_year, plural
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.urn import display_urn
from victimplanner.ui import theme
from victimplanner.ui.screens.calendar.state import GROUP_WORDS, CalendarState, Group
from victimplanner.ui.screens.calendar.words import CANCELLED, MARKS
from victimplanner.ui.widgets import Card, CheckField, FlowRow, LinkButton, StatusPill, clear_layout, label

_MOST_TOLD = 8


class SidePane(QWidget):
    """Three cards. A tick shows or hides a kind at once."""

    group_ticked = Signal(object, bool)
    cancelled_ticked = Signal(bool)
    told_asked = Signal(object)  # DueItem
    all_told_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendarSide")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.CARD_GAP)
        self.show_card = Card("Show")
        self.show_card.body.setSpacing(theme.SPACE_1)
        self.ticks = {group: CheckField(words, name=f"show_{group}") for group, words in GROUP_WORDS.items()}
        for group, tick in self.ticks.items():
            tick.changed.connect(lambda g=group, t=tick: self.group_ticked.emit(g, t.value()))
            self.show_card.body.addWidget(tick)
        self.cancelled = CheckField("Cancelled", name="show_cancelled")
        self.cancelled.changed.connect(lambda: self.cancelled_ticked.emit(self.cancelled.value()))
        self.show_card.body.addWidget(self.cancelled)
        self.told_card = Card("Must be told: nothing")
        self.told_card.body.setSpacing(2)
        self.marks_card = Card("What the marks mean")
        self._marks = FlowRow(*(StatusPill(mark.kind, mark.word, mark.shape) for mark in (*MARKS, CANCELLED)), gap=6)
        self.marks_card.body.addWidget(self._marks)
        for card in (self.show_card, self.told_card, self.marks_card):
            column.addWidget(card)
        column.addStretch(1)
        self.told_links: list[LinkButton] = []
        self._told: Sequence[DueItem] | None = None

    def show_state(self, state: CalendarState) -> None:
        for group, tick in self.ticks.items():
            tick.set_value(Group(group) in state.groups)
        self.cancelled.set_value(state.with_cancelled)
        if state.to_tell != self._told:
            self._told = state.to_tell
            self._show_told(state.to_tell)

    def _show_told(self, items: Sequence[DueItem]) -> None:
        body = self.told_card.body
        clear_layout(body)
        self.told_links = []
        number = len(items)
        self.told_card.set_title(f"Must be told: {number or 'nothing'}")
        if not items:
            body.addWidget(label("Every witness has been told of every change and notice.", "small", wrap=True))
        for item in items[:_MOST_TOLD]:
            case = f"{display_urn(item.urn)} {item.witness_label.partition(' ')[0]}"
            body.addWidget(label(case, "small_strong"))
            due = f" By {day_and_date_no_year(item.due)}." if item.due else ""
            body.addWidget(label(f"{item.why}{due}", "small", wrap=True))
            link = LinkButton("Record told…", small=True)
            link.setAccessibleName(f"Record told… {case}")
            link.clicked.connect(lambda _=False, i=item: self.told_asked.emit(i))
            self.told_links.append(link)
            body.addWidget(link)
        if number > _MOST_TOLD:
            more = LinkButton(f"and {plural(number - _MOST_TOLD, 'more', 'more')}: open the worklist", small=True)
            more.clicked.connect(self.all_told_asked)
            body.addWidget(more)
