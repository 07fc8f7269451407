"""The calendar of the office: day, week, month or list; what clashes; who must be told."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.services.diary import NEUTRAL_CALENDAR_NAME
from victimplanner.services.free_time import Slot
from victimplanner.services.schedule import Entry, EntryKind, why_not_moved
from victimplanner.ui import theme
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.calendar.banners import clash_banner, moved_banner
from victimplanner.ui.screens.calendar.free_time import FreeTimeDialog
from victimplanner.ui.screens.calendar.head import CalendarHead
from victimplanner.ui.screens.calendar.move_form import open_move
from victimplanner.ui.screens.calendar.pages import CalendarPages
from victimplanner.ui.screens.calendar.side_pane import SidePane
from victimplanner.ui.screens.calendar.state import Span
from victimplanner.ui.screens.calendar.view_model import CalendarViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import Banner, BannerStack, LineField, announce
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form
from victimplanner.ui.widgets.why_popover import show_why

_MINUTE_MS = 60_000


class CalendarView(QWidget):
    """One page: a head, what clashes, the days with a pane beside them."""

    asked = Signal(object)  # Destination
    said = Signal(str)
    KEY_HINTS = (
        ("← → ↑ ↓", "Move"),
        ("PgUp PgDn", "Week"),
        ("T", "Today"),
        ("Enter", "Open"),
        ("F2", "Move entry"),
        ("Shift+F1", "Why"),
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendarView")
        self.setProperty("page", True)
        self._session = session
        self.view_model = CalendarViewModel(session, self)
        self._build()
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self._minute_gone)
        self._show()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.head = CalendarHead()
        self.banners = BannerStack()
        self.side = SidePane()
        self.pages = CalendarPages(self.view_model.time_now, self.side)
        self.grid, self.month, self.list = self.pages.grid, self.pages.month, self.pages.list
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, 12)
        column.setSpacing(theme.CARD_GAP)
        column.addWidget(self.head)
        column.addWidget(self.banners)
        column.addWidget(self.pages, 1)

    def _connect(self) -> None:
        model, head, side = self.view_model, self.head, self.side
        model.state_changed.connect(self._show)
        model.asked.connect(self.asked)
        model.said.connect(self._say)
        head.before.clicked.connect(lambda: model.go(-1))
        head.today.clicked.connect(model.go_today)
        head.after.clicked.connect(lambda: model.go(1))
        head.span.changed.connect(model.show_span)
        head.scope.activated.connect(lambda _row: model.set_scope(head.scope.value()))
        head.new.clicked.connect(self.ask_new)
        head.free_time.clicked.connect(lambda: self.find_free_time(None))
        head.file.clicked.connect(self.write_file)
        side.group_ticked.connect(model.show_group)
        side.cancelled_ticked.connect(model.show_cancelled)
        side.told_asked.connect(model.record_told)
        side.all_told_asked.connect(lambda: self.asked.emit(Destination("worklist")))
        self.grid.entry_opened.connect(model.open)
        self.grid.list_asked.connect(lambda day: model.show_day(day, Span.LIST))
        self.grid.move_asked.connect(self._dropped)
        self.grid.refused.connect(self._say)
        self.month.day_opened.connect(self._open_day)
        self.month.day_chosen.connect(self._month_day_chosen)
        self.list.record_activated.connect(model.open)
        for area in (self.grid, self.month, self.list):
            area.installEventFilter(self)

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        state = self.view_model.state
        self.head.show_state(state)
        self.pages.show_state(state)
        self.side.show_state(state)
        banners = [Banner("error", "Not read.", state.error)] if state.error else []
        if state.moved:
            banners.append(moved_banner(self.view_model))
        if state.clashing:
            banners.append(clash_banner(state, self._go_to, self.find_free_time))
        if [b.accessibleName() for b in banners] != [b.accessibleName() for b in self.banners.banners()]:
            self.banners.set_banners(banners)
            for banner in banners:
                banner.closed.connect(self.view_model.forget_moved)

    def arrive(self) -> None:
        """The page is shown again: read anew, keep the entry one was on, take the focus."""
        self.view_model.read()
        self._say("Times are UK local time")
        self.pages.focus_area()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view_model.freshness.set_watched(True)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.view_model.freshness.set_watched(False)
        self._clock.stop()

    def _minute_gone(self) -> None:
        """The line of the present time moves on; at midnight the day does."""
        if self.view_model.state.today != self._session.today:
            self.view_model.read()
        self.grid.viewport().update()

    def _say(self, words: str) -> None:
        self.said.emit(words)
        announce(self, words)

    # ------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key_pressed(event)
        return super().eventFilter(watched, event)

    def _key_pressed(self, event: QKeyEvent) -> bool:
        """The keys of the days themselves; single letters work only here."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_F1 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.say_why()
            return True
        if not plain:
            return False
        acts = {
            Qt.Key.Key_PageUp: lambda: self.view_model.go(-1),
            Qt.Key.Key_PageDown: lambda: self.view_model.go(1),
            Qt.Key.Key_T: self.view_model.go_today,
            Qt.Key.Key_M: self.move_current,
            Qt.Key.Key_F2: self.move_current,
        }
        act = acts.get(Qt.Key(key))
        if act is None:
            return False
        act()
        return True

    # ------------------------------------------------------------ intentions

    def move_current(self) -> FormDialog | None:
        """Ask for the new day and time of the entry one is on; one that is not moved here says why."""
        entry = self.pages.current_entry()
        if entry is None:
            return None
        if not entry.is_movable:
            self._say(why_not_moved(entry))
            return None
        return open_move(self.view_model, self, entry)

    def _dropped(self, entry: Entry, on: dt.date, start: dt.time) -> None:
        open_move(self.view_model, self, entry, on, start)

    def say_why(self) -> None:
        """Say what an entry clashes with; of a deadline show how its day was worked out."""
        entry = self.pages.current_entry()
        if entry is None:
            return
        working = self.view_model.working_of(entry)
        if working is not None and self.grid.isVisible():
            show_why(working, self.grid.viewport(), self.grid.visualRect(self.grid.currentIndex()))
            return
        self._session.dialogs.tell("About this entry", self.view_model.why(entry))

    def ask_new(self) -> FormDialog:
        """Plan a meeting: ask for the case, and go to its meetings."""
        urn = LineField("&URN of the case", name="urn", hint="In any spelling, for instance 10AB/12345/26.")
        return open_form(
            self._session.dialogs,
            self,
            "New meeting",
            "Open meetings",
            {"urn": urn},
            lambda: self.view_model.plan_meeting(urn.value()),
            intro="A meeting is offered and planned in its case, with her safe contact in view.",
            width=440,
        )

    def find_free_time(self, entry: Entry | None) -> FreeTimeDialog:
        """Look for a free time; for a meeting that clashes, a time chosen asks to move it there."""
        state = self.view_model.state
        dialog = FreeTimeDialog(self._session, entry, entry.on if entry else state.day, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if entry is not None and entry.kind is EntryKind.MEETING:
            dialog.time_chosen.connect(lambda slot: self._move_to(entry, slot))
        dialog.open()
        return dialog

    def _move_to(self, entry: Entry, slot: Slot) -> None:
        open_move(self.view_model, self, entry, slot.on, slot.start)

    def write_file(self) -> None:
        """Write the entries shown to a diary file."""
        target = self._session.dialogs.save_file("Calendar file", NEUTRAL_CALENDAR_NAME, "Calendar files (*.ics)")
        if target is None:
            return
        problems = self.view_model.write(target)
        if problems:
            self.banners.add(Banner("error", "Not written.", problems[0].message, key="file", closable=True))

    def _go_to(self, entry: Entry) -> None:
        self.view_model.open(entry)

    def _open_day(self, day: dt.date) -> None:
        self.view_model.show_day(day, Span.DAY)
        self.pages.focus_area()

    def _month_day_chosen(self, day: dt.date) -> None:
        """Arrow keys in the month move the day; beyond its edge the next month comes."""
        state = self.view_model.state
        if day != state.day and (day.year, day.month) == (state.day.year, state.day.month):
            self.view_model.stand_on(day)
