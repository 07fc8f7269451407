"""The Code duties tab of a case: the ledger of one witness, and what can be done with each duty."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.domain.case_events import EventKind
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.ledger import HERE, find_line
from victimplanner.domain.moved_dates import MovedDate
from victimplanner.domain.rights import RIGHTS_WORDS, RightsLevel
from victimplanner.services.duties import can_be_told
from victimplanner.services.ledger import Part
from victimplanner.ui import theme
from victimplanner.ui.duty_words import moved_headline, moved_words
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.duties.event_dialogs import EventDialogs
from victimplanner.ui.screens.duties.event_form import CHARGE_STOPPED
from victimplanner.ui.screens.duties.state import Act, DutyLine
from victimplanner.ui.screens.duties.strip import DutyStrip
from victimplanner.ui.screens.duties.table import DutiesTable, is_receipt_missing
from victimplanner.ui.screens.duties.view_model import DutiesViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.telling import ask_told
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    ChoiceBox,
    EmptyState,
    FlowRow,
    ScrollPage,
    SecondaryButton,
    SegmentedChoice,
    StatusPill,
    announce,
    label,
)
from victimplanner.ui.widgets.why_popover import show_why

ADD_EVENT = "add_event"
_PART_WORDS = {Part.ALL: "All", Part.OPEN: "Open", Part.OURS: "Ours"}
_MOST_MOVED = 6  # that the banner names; the rest is counted
_LEAST_TABLE = 210  # pixels at 100 % text
_KINDS = {kind.value: kind for kind in EventKind}


class DutiesView(QWidget):
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
        self.banners = BannerStack()
        self.table = DutiesTable()
        self.strip = DutyStrip()
        self.left_out = label("", "small", wrap=True)
        self.empty = EmptyState("Duties appear as events are entered.", "None is shown under this choice.")
        page = ScrollPage(margin=0)
        page.content.setMinimumHeight(1)  # its height follows from its width alone; Qt's guess leaves a gap below
        page.body.setContentsMargins(14, 8, 14, 9)
        page.body.setSpacing(8)
        page.body.addWidget(self._heading())
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

    def _heading(self) -> QWidget:
        self.title = label("Victims’ Code duties", "title")
        self.rights_pill = StatusPill("grey", RIGHTS_WORDS[RightsLevel.STANDARD])
        self.rights = label("", "small", wrap=True)
        self.edition = ChoiceBox("Edition of the Code", object_name="edition")
        self.parts = SegmentedChoice(_PART_WORDS.items(), "Which duties", object_name="parts")
        self.add = SecondaryButton("&Add event…", icon="plus", object_name="addEvent")
        heading = QWidget()
        row = QHBoxLayout(heading)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(FlowRow(self.title, self.rights_pill, self.rights, gap=10), 3)
        row.addWidget(FlowRow(self.edition, self.parts, self.add, right=True), 2)
        return heading

    def _fit(self) -> None:
        self.table.setMinimumHeight(theme.px(_LEAST_TABLE))

    def _connect(self) -> None:
        self.parts.changed.connect(self.view_model.show_part)
        self.edition.activated.connect(lambda _: self.view_model.show_edition(self.edition.value() or ""))
        self.add.clicked.connect(lambda: self.dialogs.add_event())
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
        self.title.setText(f"Victims’ Code duties to {page.label}")
        if page.rights is not None:
            is_enhanced = page.rights.level is RightsLevel.ENHANCED
            self.rights_pill.set_pill("ok" if is_enhanced else "grey", RIGHTS_WORDS[page.rights.level])
        self.rights.setText(page.rights_words)
        for part, words in _PART_WORDS.items():
            self.parts.set_words(part, f"{words}  {page.counts.get(part, 0)}")
        self.parts.set_value(page.part)
        self.edition.setVisible(len(page.editions) > 1)
        self.edition.set_choices([("", "All editions"), *((edition, edition) for edition in page.editions)])
        self.edition.set_value(page.edition)
        self.add.setEnabled(page.may_add and page.file is not None)
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
        lines = [moved_words(m) for m in moved[:_MOST_MOVED]]
        if len(moved) > _MOST_MOVED:
            lines.append(f"and {len(moved) - _MOST_MOVED} more")
        self.banners.add(
            Banner("info", moved_headline(moved), "; ".join(lines) + ".", closable=True, key="moved", icon="history")
        )

    def _show_entries(self) -> None:
        line = self._current()
        if line is not None:
            self._session.dialogs.show_text(line.item.title, line.entries)

    # ------------------------------------------------------------ going

    def _current(self) -> DutyLine | None:
        line: DutyLine | None = self.table.current_record()
        return line

    def _most_pressing(self) -> DutyLine | None:
        order = list(DueState)
        return min(self.view_model.state.lines, key=lambda line: order.index(line.item.state), default=None)

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
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_all_for(self, item: DueItem) -> None:
        """A duty that is sought is shown, whatever was chosen to be shown before."""
        if all(line.id != item.key for line in self.view_model.state.lines):
            self.view_model.show_edition("")
            self.view_model.show_part(Part.ALL)

    def _go(self, tab: str, subject_id: str = "", part: str = "") -> None:
        file = self.view_model.state.file
        if file is not None:
            self.asked.emit(Destination("case", file.case.id, file.witness.id, tab, subject_id, part))

    # ------------------------------------------------------------ acting

    def open_line(self, line: DutyLine) -> None:
        """Do what comes next: enter what starts it or is missing, record that she was told, or go where it is done."""
        rule = line.item.rule
        if line.is_waiting or is_receipt_missing(line):
            self._enter_missing(line)
        elif not self.view_model.why_not(Act.TOLD, line):
            self.record_told()
        elif line.item.act_at not in (HERE, "") and not can_be_told(line.item):
            self._go(line.item.act_at, next(iter(line.item.subject_ids), ""))
        elif rule is not None:
            self.why()

    def _enter_missing(self, line: DutyLine) -> None:
        """Enter the event that a duty waits for, or the day on which it was heard of."""
        page = self.view_model.state
        event = page.event_of(line) if not line.is_waiting else None
        starts = line.item.rule.starts if line.item.rule else ""
        if not page.may_add:
            self.why()
        elif event is not None:
            self.dialogs.correct_event(event)
        elif starts == "outcome_known":
            ids = {d.id for d in page.file.defendants} if page.file else set()
            accused = next((subject for subject in line.item.subject_ids if subject in ids), None)
            self.dialogs.add_event(EventKind.OUTCOME, accused)
        elif starts == "charge_stopped":
            self.dialogs.add_event(CHARGE_STOPPED)
        elif starts in _KINDS:
            self.dialogs.add_event(_KINDS[starts])
        elif starts == "hearing_notice" or "plea" in starts:
            self._go("overview", "", "plea" if "plea" in starts else "")
        elif line.item.act_at not in (HERE, ""):
            self._go(line.item.act_at)
        else:
            self.dialogs.add_event()

    def _clicked(self, _index: object) -> None:
        """A single click on “add” in the table is a link like any other."""
        line = self._current()
        if line is not None and is_receipt_missing(line) and self.table.current_title() == "Received":
            self._enter_missing(line)

    def record_told(self) -> None:
        """Ctrl+T: record when, by whom and how she was told of the current duty, or go where it is finished."""
        line = self._current()
        if (
            line is not None
            and not line.is_waiting
            and not can_be_told(line.item)
            and line.item.act_at not in (HERE, "")
        ):
            self._go(line.item.act_at, next(iter(line.item.subject_ids), ""))
            return
        if not self._may(Act.TOLD, line):
            return
        file = self.view_model.state.file
        assert line is not None
        assert file is not None
        if ask_told(self._session, self, line.item, file):
            self.view_model.told()

    def act(self, act: Act) -> None:
        """Open the dialog of an act with the current duty, or say why it cannot be done."""
        line = self._current()
        if self._may(act, line):
            assert line is not None
            self.dialogs.do(act, line)

    def _may(self, act: Act, line: DutyLine | None) -> bool:
        reason = self.view_model.why_not(act, line)
        if reason:
            self._session.dialogs.tell("Not possible now", reason)
        return not reason

    def _act_on_case(self, what: str) -> None:
        page, line = self.view_model.state, self._current()
        event = page.event_of(line) if line is not None else None
        allowed = page.may_set_rights if what == "rights" else page.may_add or what == "events"
        if not allowed:
            self._session.dialogs.tell("Not possible now", "Your role may not do this. Ask a colleague whose role may.")
            return
        {
            "correct": lambda: self.dialogs.correct_event(event),
            "withdraw": lambda: self.dialogs.withdraw_event(event),
            "stop_charge": lambda: self.dialogs.add_event(CHARGE_STOPPED),
            "events": self.dialogs.all_events,
            "rights": self.dialogs.rights,
        }[what]()

    def _edit(self) -> None:
        """F2: put the event right from which the current duty runs, or go where its fact was entered."""
        line = self._current()
        if line is None:
            return
        page = self.view_model.state
        if not line.is_waiting and page.event_of(line) is None:
            self._go(
                "overview" if line.item.act_at in (HERE, "") else line.item.act_at,
                next(iter(line.item.subject_ids), ""),
            )
        elif line.is_waiting:
            self._enter_missing(line)
        elif page.may_add:
            self.dialogs.correct_event(page.event_of(line))

    def why(self) -> None:
        """Shift+F1: the whole working of the current date."""
        line = self._current()
        if line is None:
            return
        if line.item.working is not None:
            show_why(line.item.working, self.table.viewport(), self.table.visualRect(self.table.currentIndex()))
        else:
            self._session.dialogs.tell("Why no date?", line.item.why)
