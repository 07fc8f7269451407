"""Find a free time, in a dialog: tick people, choose place and length, and read the next times that suit all."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.domain.dates import plural
from victimplanner.services.free_time import Slot
from victimplanner.services.schedule import Entry
from victimplanner.ui import theme
from victimplanner.ui.formats import full_day, joined, time_span, week_day
from victimplanner.ui.screens.calendar.free_time_model import FreeTimeModel
from victimplanner.ui.screens.calendar.people_list import PeopleList
from victimplanner.ui.screens.calendar.words import case_words, time_words
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Card,
    ChoiceField,
    Column,
    DateField,
    FieldGrid,
    PrimaryButton,
    RecordTable,
    ScrollPage,
    SearchBox,
    SecondaryButton,
    TwoPanes,
    announce,
    label,
)
from victimplanner.ui.widgets.fitting import fit_to_screen

_FREE = (
    "Every half hour from 09:30 to 16:30 at which nobody ticked, and not the place, is taken. Deadlines do not count."
)


class FreeTimeDialog(QDialog):
    """Shows the free times. Opened from a meeting that clashes, Enter on a time asks to move the meeting there."""

    time_chosen = Signal(object)  # Slot

    def __init__(
        self, session: Session, entry: Entry | None, first_day: dt.date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Find a free time")
        self.setObjectName("freeTime")
        self.view_model = FreeTimeModel(session, entry, first_day, self)
        self._said = ""
        self._build()
        self._connect()
        self._show()
        fit_to_screen(self, 780, 600)
        (self.times if self.view_model.entry else self.search).setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        state, entry = self.view_model.state, self.view_model.entry
        self.search = SearchBox("Type to filter the people", object_name="peopleFilter")
        self.people = PeopleList()
        self.people.setModel(self.view_model.people)
        self.chosen = label("", "small", wrap=True)
        people = Card("Who must be free")
        for part in (self.search, self.people, self.chosen):
            people.body.addWidget(part)
        self.place = ChoiceField("&Place", self.view_model.places, name="place")
        self.minutes = ChoiceField("How &long", self.view_model.lengths, name="minutes")
        self.first_day = DateField("&From", lambda: self.view_model.today, name="first_day")
        self.place.set_value(state.place)
        self.minutes.set_value(state.minutes)
        self.first_day.set_value(state.first_day)
        fields = FieldGrid(2, narrowest=130)
        for field, span in ((self.place, 2), (self.minutes, 1), (self.first_day, 1)):
            fields.add(field, span)
        self.times = RecordTable(
            [
                Column("Day", lambda s: full_day(s.on), stretch=1, bold=True),
                Column("Free time", lambda s: time_span(s.start, s.end), width=130),
            ],
            "Free times",
            ring="row",
            object_name="freeTimes",
        )
        self.times.setMinimumHeight(theme.px(150))
        self.found = Card("Free times", flush=True)
        self.found.body.addWidget(self.times)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.CARD_GAP)
        column.addWidget(fields)
        column.addWidget(self.found, 1)
        page = ScrollPage()
        about = (
            f"For {entry.title.lower()} {case_words(entry)}, now {week_day(entry.on)}, {time_words(entry)}. "
            if entry
            else ""
        )
        page.body.addWidget(label(about + _FREE, "secondary", wrap=True))
        page.body.addWidget(TwoPanes(people, right, stretch=(1, 1), stack_below=560), 1)
        self.close_button = SecondaryButton("Close", key="Esc", object_name="closeFreeTime")
        self.move_here = PrimaryButton("&Move meeting here…", key="Enter", object_name="moveHere")
        self.move_here.setVisible(entry is not None)
        foot = QWidget()
        foot.setProperty("bar", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.move_here)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(page, 1)
        outer.addWidget(foot)

    def _connect(self) -> None:
        model = self.view_model
        model.state_changed.connect(self._show)
        self.search.textChanged.connect(model.people.filter)
        self.search.left_downwards.connect(self.people.setFocus)
        self.place.changed.connect(lambda: model.set_place(self.place.value()))
        self.minutes.changed.connect(lambda: model.set_minutes(self.minutes.value()))
        self.first_day.line.textChanged.connect(lambda _text: self._day_typed())
        self.times.record_activated.connect(self._choose)
        self.move_here.clicked.connect(lambda: self._choose(self.times.current_record()))
        self.close_button.clicked.connect(self.reject)

    def _day_typed(self) -> None:
        day = self.first_day.value()
        if day is not None and day != self.view_model.state.first_day:
            self.view_model.set_first_day(day)

    def _show(self) -> None:
        state = self.view_model.state
        names = list(state.people.values())
        self.chosen.setText(f"Ticked: {joined(names)}." if names else "Nobody is ticked: only the place counts.")
        self.times.set_rows(state.slots)
        number = plural(len(state.slots), "free time")
        words = state.error or (number if state.slots else "No free time in 15 working days. Tick fewer people.")
        self.found.set_note(words)
        if words != self._said:
            self._said = words
            announce(self, words)
        if state.slots and self.times.current_record() is None:
            self.times.select_row(0)
        self.move_here.setEnabled(bool(state.slots))

    def _choose(self, slot: Slot | None) -> None:
        if slot is not None and self.view_model.entry is not None:
            self.time_chosen.emit(slot)
            self.accept()
