"""The Code duties tab of a case: the ledger of one witness, and what can be done with each duty."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.domain.due_item import OPEN, DueItem
from victimplanner.domain.ledger import find_line
from victimplanner.domain.moved_dates import MovedDate
from victimplanner.services.ledger import Part
from victimplanner.ui import theme
from victimplanner.ui.duty_words import moved_headline, moved_text
from victimplanner.ui.screens.duties.acting import DutyActs
from victimplanner.ui.screens.duties.event_dialogs import EventDialogs
from victimplanner.ui.screens.duties.heading import DutiesHeading
from victimplanner.ui.screens.duties.state import DutyLine
from victimplanner.ui.screens.duties.strip import DutyStrip
from victimplanner.ui.screens.duties.table import DutiesTable
from victimplanner.ui.screens.duties.view_model import DutiesViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    EmptyState,
    ScrollPage,
    announce,
    label,
)

ADD_EVENT = "add_event"
_MOST_MOVED = 4  # that the banner names; the rest is counted
_LEAST_TABLE = 210  # pixels at 100 % text


class DutiesView(DutyActs, QWidget):
    """One witness’s duties. Everything is entered in dialogs over the tab."""

    KEY_HINTS = (("Ctrl+T", "Record told"), ("F2", "Correct event"), ("Enter", "Do"), ("Shift+F1", "Why?"))
    asked = Signal(object)  # Destination
    said = Signal(str)
    """Words for the status bar."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dutiesView")
        self.setProperty("page", True)
        self._session = session
        self.view_model = DutiesViewModel(session, self)
        self.dialogs = EventDialogs(session, self.view_model, self)
        self._build()
        self.view_model.state_changed.connect(self._show)
        self.view_model.saved.connect(self._on_saved)
        self.view_model.moved.connect(self._show_moved)

    # ------------------------------------------------------------ the contract with the case page

    def show_witness(self, case_id: str, witness_id: str, subject_id: str = "", part: str = "") -> None:
        """Show a witness. `subject_id` may be the key of a duty or what it is about; `part` "add_event" opens that."""
        before = self.view_model.state.file
        self.view_model.show_witness(case_id, witness_id)
        if before is None or before.witness.id != witness_id:
            self.banners.remove("moved")
            self._select(self._most_pressing())
        if subject_id or part:
            QTimer.singleShot(0, self, lambda: self._go_to(subject_id, part))

    def has_unsaved(self) -> bool:
        return False

    def save(self) -> bool:
        return True

    def discard(self) -> None:
        """Nothing is kept open here: dialogs ask for themselves."""

    def attention(self) -> int:
        """How many duties wait here, for the badge of the tab."""
        return self.view_model.state.attention

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.heading = DutiesHeading()
        self.banners = BannerStack()
        self.table = DutiesTable()
        self.strip = DutyStrip()
        self.left_out = label("", "small", wrap=True)
        self.empty = EmptyState("Duties appear as events are entered.", "None is shown under this choice.")
        page = ScrollPage(margin=0)
        page.body.setContentsMargins(14, 8, 14, 9)
        page.body.setSpacing(8)
        page.body.addWidget(self.heading)
        page.body.addWidget(self.banners)
        page.body.addWidget(self.table, 1)
        page.body.addWidget(self.empty)
        page.body.addWidget(self.left_out)
        page.body.addWidget(self.strip)
        self.page = page
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        self._fit()
        theme.signals().changed.connect(self._fit)
        self._connect()

    def _fit(self) -> None:
        self.table.setMinimumHeight(theme.px(_LEAST_TABLE))

    def _connect(self) -> None:
        self.heading.part_chosen.connect(self.view_model.show_part)
        self.heading.edition_chosen.connect(self.view_model.show_edition)
        self.heading.add_asked.connect(lambda: self.dialogs.add_event())
        self.table.current_record_changed.connect(self._show_current)
        self.table.record_activated.connect(self.open_line)
        self.table.clicked.connect(self._clicked)
        self.strip.told_asked.connect(self.record_told)
        self.strip.acted.connect(self.act)
        self.strip.asked.connect(self._act_on_case)
        self.strip.why_asked.connect(self.why)
        self.strip.entries_asked.connect(self._show_entries)
        for keys, act in (("Ctrl+T", self.record_told), ("F2", self._edit), ("Shift+F1", self.why)):
            shortcut = QShortcut(QKeySequence(keys), self, activated=act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        page = self.view_model.state
        self.heading.show_page(page)
        if page.error:
            self.banners.add(Banner("error", page.error, key="error"))
        else:
            self.banners.remove("error")
        self.table.show_lines(page.lines, page.today)
        self.table.setVisible(bool(page.lines))
        self.empty.setVisible(not page.lines)
        self.left_out.setText(page.left_out)
        self.left_out.setVisible(bool(page.left_out))
        self._show_current(self.table.current_record())

    def _show_current(self, line: DutyLine | None) -> None:
        self.strip.show_line(line, self.view_model.state)

    def _on_saved(self, words: str) -> None:
        announce(self, words)
        self.said.emit(words)

    def _show_moved(self, moved: tuple[MovedDate, ...]) -> None:
        words = moved_text(moved, _MOST_MOVED)
        self.banners.add(Banner("info", moved_headline(moved), words, closable=True, key="moved", icon="history"))

    def _show_entries(self) -> None:
        line = self._current()
        if line is not None:
            self._session.dialogs.show_text(line.item.title, line.entries)

    # ------------------------------------------------------------ going

    def _most_pressing(self) -> DutyLine | None:
        """Return what is open and most pressing; the first line where nothing is open."""
        lines = self.view_model.state.lines
        pressing = (line for line in lines if line.item.is_open)
        first = lines[0] if lines else None
        return min(pressing, key=lambda d: (OPEN.index(d.item.state), d.item.due or dt.date.max), default=first)

    def _select(self, line: DutyLine | None) -> None:
        if line is not None:
            self.table.select_record(line)
            self.table.scrollTo(self.table.currentIndex())

    def _go_to(self, subject_id: str, part: str) -> None:
        if part == ADD_EVENT and self.view_model.state.may_add:
            self.dialogs.add_event()
            return
        page = self.view_model.state
        item = find_line([line.item for line in page.all_lines], subject_id, subject_id)
        if item is not None:
            self._show_all_for(item)
            self._select(self.view_model.state.line(item.key))
        elif any(event.id == subject_id for event in page.events):
            self.dialogs.all_events()  # one that starts no duty stands in that list alone
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_all_for(self, item: DueItem) -> None:
        """A duty that is sought is shown, whatever was chosen to be shown before."""
        if all(line.id != item.key for line in self.view_model.state.lines):
            self.view_model.show_edition("")
            self.view_model.show_part(Part.ALL)
