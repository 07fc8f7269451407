"""The Section 28 tab of a case: five dates, what is finished first, what stands in the way, what happened."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.domain.section_28 import CourtDate
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.section_28.banners import PRE_RECORDED, banners_of
from victimplanner.ui.screens.section_28.date_cards import DateCards
from victimplanner.ui.screens.section_28.dialogs import Section28Dialogs
from victimplanner.ui.screens.section_28.events_card import EventsCard
from victimplanner.ui.screens.section_28.state import (
    CHASE,
    CONSIDER,
    EVENT,
    MOVE,
    ORDER,
    PARTS,
    THIRD_PARTY,
    Section28Page,
    StepLine,
)
from victimplanner.ui.screens.section_28.steps_card import StepsCard
from victimplanner.ui.screens.section_28.view_model import Section28ViewModel
from victimplanner.ui.screens.section_28.words import step_text
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Card,
    LinkButton,
    PageHeading,
    PrimaryButton,
    ScrollPage,
    SecondaryButton,
    announce,
    label,
)
from victimplanner.ui.widgets.why_popover import show_why

_NOTE = "Dates as directed by the court. None is calculated."


class Section28View(QWidget):
    """One witness's road to a recording. Everything is edited in dialogs over the tab."""

    KEY_HINTS = (("F2", "Record dates"), ("Enter", "Open step"), ("Ctrl+D", "Done"), ("Shift+F1", "Why?"))
    asked = Signal(object)  # Destination
    said = Signal(str)
    """Words for the status bar."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("section28View")
        self.setProperty("page", True)
        self._session = session
        self.view_model = Section28ViewModel(session, self)
        self.dialogs = Section28Dialogs(session, self.view_model, self)
        self._sought = False  # somebody was led to a step, and the page follows it until another witness is shown
        self._build()
        self.view_model.state_changed.connect(self._show)
        self.view_model.saved.connect(self._on_saved)

    # ------------------------------------------------------------ the contract with the case page

    def show_witness(self, case_id: str, witness_id: str, subject_id: str = "", part: str = "") -> None:
        """Show a witness.

        `subject_id` may be a step, a letter of r.18.8(2), a hearing, an order or something that happened; `part` is
        one of the dialogs.
        """
        before = self.view_model.state.file
        self.view_model.show_witness(case_id, witness_id)
        if before is None or before.witness.id != witness_id:
            self.steps.select_row(0)
            self._sought = False
        self.page.verticalScrollBar().setValue(0)
        if subject_id or part:
            QTimer.singleShot(0, self, lambda: self._go_to(subject_id, part))

    def has_unsaved(self) -> bool:
        return False

    def save(self) -> bool:
        return True

    def discard(self) -> None:
        """Nothing is kept open here: dialogs ask for themselves."""

    def attention(self) -> int:
        """How many things wait here, for the badge of the tab."""
        return self.view_model.state.attention

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.move_button = SecondaryButton("&Moved or vacated…", object_name="moved")
        self.order_button = PrimaryButton("&Record court dates…", key="F2", object_name="recordOrder")
        self.heading = PageHeading("Section 28 timetable", _NOTE, self.move_button, self.order_button)
        self.banners = BannerStack()
        self.dates = DateCards()
        self.steps_card = StepsCard()
        self.events_card = EventsCard()
        self.steps, self.events = self.steps_card.table, self.events_card.table
        self.event_button = self.events_card.button
        page = ScrollPage(margin=0)
        page.body.setContentsMargins(14, 8, 14, 9)
        page.body.setSpacing(8)
        for part in (
            self.heading, self.banners, self.dates, self.steps_card, self._considered_card(), self.events_card,
        ):  # fmt: skip
            page.body.addWidget(part)
        page.body.addStretch(1)
        self.page = page
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        self.move_button.clicked.connect(lambda: self.dialogs.move())
        self.event_button.clicked.connect(lambda: self.dialogs.event())
        self.order_button.clicked.connect(lambda: self.dialogs.order())
        self.dates.opened.connect(self._open_date)
        self.dates.history_asked.connect(self._show_orders)
        page.verticalScrollBar().rangeChanged.connect(self._keep_step_in_sight)
        self.steps.record_activated.connect(self.open_step)
        self.steps_card.place_asked.connect(self._go_to_place)
        for keys, act in (("F2", self._edit), ("Ctrl+D", self._done), ("Shift+F1", self._why)):
            shortcut = QShortcut(QKeySequence(keys), self, activated=act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _considered_card(self) -> Card:
        card = Card("Considered", object_name="considered")
        self.considered = label("", "body", wrap=True)
        self.earlier = LinkButton("Earlier entries", small=True, object_name="earlierConsiderations")
        self.to_measures = LinkButton("Special measures", small=True, object_name="toMeasures")
        self.consider_button = SecondaryButton("Record c&onsideration…", small=True, object_name="consider")
        card.add_right(self.earlier, self.to_measures, self.consider_button)
        card.body.addWidget(self.considered)
        self.earlier.clicked.connect(self.dialogs.earlier_considerations)
        self.to_measures.clicked.connect(lambda: self.go("measures", "", PRE_RECORDED))
        self.consider_button.clicked.connect(self.record_consideration)
        return card

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        page = self.view_model.state
        self.heading.set_words(f"Section 28 timetable for {page.label}", _NOTE)
        self.banners.set_banners(banners_of(page, self))
        self.dates.show_page(page)
        self.considered.setText(page.considered_words)
        self.earlier.setVisible(page.file is not None and len(page.file.considerations) > 1)
        self.steps_card.show_page(page)
        self.events_card.show_page(page)
        for button in (self.move_button, self.order_button, self.consider_button):
            button.setEnabled(page.may_record and page.file is not None)

    def _show_orders(self) -> None:
        self._session.dialogs.show_text("Orders and moved dates", self.view_model.state.orders_history)

    def _on_saved(self, words: str) -> None:
        announce(self, words)
        self.said.emit(words)

    # ------------------------------------------------------------ what banners do

    def go(self, tab: str, subject_id: str = "", part: str = "") -> None:
        """Ask for another place of this witness."""
        file = self.view_model.state.file
        if file is not None:
            self.asked.emit(Destination("case", file.case.id, file.witness.id, tab, subject_id, part))

    def show_step(self, step_id: str) -> None:
        """Make a step the current one."""
        line = self.view_model.state.step(step_id)
        if line is not None:
            self._sought = True
            self.steps_card.focus_step(line)

    def draft_letter(self) -> None:
        self._session.dialogs.show_text("E-mail to court", self.view_model.letter_to_court())

    def record_chase(self) -> None:
        self.dialogs.chase()

    def record_consideration(self) -> None:
        self.dialogs.consider()

    # ------------------------------------------------------------ going and acting

    def _go_to(self, subject_id: str, part: str) -> None:
        page = self.view_model.state
        if part in PARTS and page.may_record:
            {
                CONSIDER: self.dialogs.consider, CHASE: self.dialogs.chase, ORDER: self.dialogs.order,
                EVENT: self.dialogs.event, MOVE: lambda: self.dialogs.move(subject_id),
            }[part]()  # fmt: skip
            return
        if page.step(subject_id) is not None:
            self.show_step(subject_id)
            return
        event = next((event for event in page.events if event.id == subject_id), None)
        if event is not None:
            self.events.select_record(event)
            self._focus(self.events)
            return
        banner = next((b for b in self.banners.banners() if b.key == f"moved/{subject_id}"), None)
        which = _date_of(page, subject_id)
        if which is not None:
            self._focus(self.dates.boxes[which])
        elif banner is not None:
            banner.focus_first()
        else:
            self._focus(self.steps)

    def _keep_step_in_sight(self) -> None:
        """Row heights settle after a step was gone to: follow it."""
        if self._sought and self.steps.hasFocus():
            self.steps.keep_in_sight(self.steps.currentIndex())

    def _focus(self, target: QWidget) -> None:
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.ensureWidgetVisible(target, 20, 30)

    def open_step(self, line: StepLine | None) -> None:
        """Open a step; one that follows from a fact leads to where the fact is entered, once it is done."""
        if line is None:
            return
        if line.place is not None and line.line.is_finished:
            self._go_to_place(line)
        elif self.view_model.state.may_record:
            self.dialogs.step(line, lambda tab, part: self.go(tab, part))
        else:
            self._session.dialogs.show_text(line.line.rule.title, step_text(line))

    def _go_to_place(self, line: StepLine) -> None:
        if line.place is not None:
            self.go(line.place[0], line.place[1])

    def _edit(self) -> None:
        """F2 edits the current item: the step in focus, else the dates."""
        if self.steps.hasFocus():
            self.open_step(self.steps.current_record())
            return
        focused = self.focusWidget()
        self._open_date(next((which for which, box in self.dates.boxes.items() if box is focused), None))

    def _open_date(self, which: CourtDate | None) -> None:
        if self.view_model.state.may_record:
            self.dialogs.order(which)

    def _done(self) -> None:
        """Ctrl+D: the step in focus is done today."""
        line = self.steps.current_record()
        if line is None or not self.steps.hasFocus():
            return
        if not self.view_model.state.may_record or line.line.is_finished:
            return
        problems = self.view_model.finish_step(line)
        if problems:
            self.banners.add(Banner("info", problems[0].message, key="done", closable=True))

    def _why(self) -> None:
        """Shift+F1: the source of the step in focus, or of the day by which to ask the court."""
        page = self.view_model.state
        line = self.steps.current_record() if self.steps.hasFocus() else None
        if line is not None and line.id == THIRD_PARTY and page.third_party is not None:
            show_why(page.third_party, self.steps, self.steps.visualRect(self.steps.currentIndex()))
        elif line is not None:
            self._session.dialogs.show_text(line.line.rule.title, step_text(line))
        elif page.chase_working is not None:
            show_why(page.chase_working, self.dates)


def _date_of(page: Section28Page, subject_id: str) -> CourtDate | None:
    """The date that is meant by a letter, a hearing or an order: of an order the first one that is still missing."""
    for card in page.cards:
        if subject_id == card.which.value or (card.line.hearing is not None and card.line.hearing.id == subject_id):
            return card.which
    if page.file is not None and any(order.id == subject_id for order in page.file.orders):
        return next(iter(page.missing), CourtDate.GROUND_RULES)
    return None
