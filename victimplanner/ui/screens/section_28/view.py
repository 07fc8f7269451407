"""The Section 28 tab of a case: five dates, what is finished first, what stands in the way, what happened."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.domain.preparation import BlockerKind
from victimplanner.domain.section_28 import RECORDING_EVENT_WORDS, CourtDate, RecordingEvent, RecordingEventKind
from victimplanner.ui.formats import full_day, table_day, time_span
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.section_28.date_cards import DateCards
from victimplanner.ui.screens.section_28.dialogs import Section28Dialogs
from victimplanner.ui.screens.section_28.state import CHASE, CONSIDER, EVENT, MOVE, ORDER, Section28Page, StepLine
from victimplanner.ui.screens.section_28.view_model import Section28ViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Card,
    Column,
    LinkButton,
    PageHeading,
    PrimaryButton,
    RecordTable,
    ScrollPage,
    SecondaryButton,
    announce,
    label,
)
from victimplanner.ui.widgets.why_popover import show_why

_FOLLOWS_AT = {
    "application_served": ("measures", ""),
    "section_27_directed": ("measures", "abe_video"),
    "intermediary_report_served": ("measures", "intermediary"),
    "meeting_held": ("meeting", ""),
}
_MOST_BLOCKERS = 3
_BAD_EVENTS = (RecordingEventKind.NOT_HELD, RecordingEventKind.FURTHER_QUESTIONS_REFUSED)


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
        self._build()
        self.view_model.state_changed.connect(self._show)
        self.view_model.saved.connect(self._on_saved)

    # ------------------------------------------------------------ the contract with the case page

    def show_witness(self, case_id: str, witness_id: str, subject_id: str = "", part: str = "") -> None:
        """Show a witness. `subject_id` may be a step, a letter of r.18.8(2), a hearing; `part` one of the dialogs."""
        self.page.verticalScrollBar().setValue(0)
        self.view_model.show_witness(case_id, witness_id)
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
        self.event_button = SecondaryButton("What &happened…", object_name="recordEvent")
        self.order_button = PrimaryButton("&Record court dates…", key="F2", object_name="recordOrder")
        self.heading = PageHeading(
            "Section 28 timetable", "Dates as directed by the court. None is calculated.",
            self.move_button, self.event_button, self.order_button,
        )  # fmt: skip
        self.banners = BannerStack()
        self.dates = DateCards()
        page = ScrollPage(margin=0)
        page.body.setContentsMargins(14, 8, 14, 9)
        page.body.setSpacing(8)
        for part in (self.heading, self.banners, self.dates):
            page.body.addWidget(part)
        page.body.addWidget(self._steps_card(), 1)
        page.body.addWidget(self._considered_card())
        page.body.addWidget(self._events_card())
        self.page = page
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        self.move_button.clicked.connect(lambda: self.dialogs.move())
        self.event_button.clicked.connect(lambda: self.dialogs.event())
        self.order_button.clicked.connect(lambda: self.dialogs.order())
        self.dates.opened.connect(self._open_date)
        for keys, act in (("F2", self._edit), ("Ctrl+D", self._done), ("Shift+F1", self._why)):
            shortcut = QShortcut(QKeySequence(keys), self, activated=act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _considered_card(self) -> Card:
        card = Card("Considered", object_name="considered")
        self.considered = label("", "body", wrap=True)
        self.earlier = LinkButton("Earlier entries", small=True, object_name="earlierConsiderations")
        self.to_measures = LinkButton("Special measures", small=True, object_name="toMeasures")
        self.consider_button = SecondaryButton("Record &consideration…", small=True, object_name="consider")
        card.add_right(self.earlier, self.to_measures, self.consider_button)
        card.body.addWidget(self.considered)
        self.earlier.clicked.connect(self.dialogs.earlier_considerations)
        self.to_measures.clicked.connect(lambda: self._ask("measures", "", "pre_recorded_cross_examination"))
        self.consider_button.clicked.connect(lambda: self.dialogs.consider())
        return card

    def _steps_card(self) -> Card:
        card = Card("Must be finished first", flush=True, object_name="stepsCard")
        self.steps_card = card
        self.steps = RecordTable(
            [
                Column("Step", lambda s: s.line.rule.title, stretch=4, bold=True, tooltip=lambda s: s.detail),
                Column("Who", lambda s: s.line.owner, stretch=2),
                Column("Ordered or agreed", lambda s: self._day(s.line.due_on), width=132),
                Column("Done", lambda s: self._day(s.line.done_on), width=104),
                Column("State", lambda s: "", pill=lambda s: s.pill, width=124, middle=True),
                Column("Holds up", lambda s: s.line.rule.holds_up, stretch=3),
            ],
            "Must be finished first", ring="row", object_name="steps",
        )  # fmt: skip
        self.detail = label("", "small", wrap=True)
        self.detail.setObjectName("stepDetail")
        self.detail.setContentsMargins(11, 3, 11, 4)
        card.body.addWidget(self.steps)
        card.body.addWidget(self.detail)
        self.steps.show_whole()
        self.steps.record_activated.connect(self.open_step)
        self.steps.current_record_changed.connect(self._show_detail)
        return card

    def _events_card(self) -> Card:
        card = Card("What happened", object_name="eventsCard")
        self.events_card = card
        self.events = RecordTable(
            [
                Column("Day", lambda e: full_day(e.happened_on), width=132),
                Column("What", lambda e: "", pill=_event_pill, stretch=2, middle=True),
                Column("How long", _length_words, width=190),
                Column("Note", lambda e: e.text or "–", stretch=3),
                Column("Noted by", lambda e: e.noted_by or "–", stretch=1),
            ],
            "What happened", ring="row", object_name="events",
        )  # fmt: skip
        self.no_events = label("Nothing is recorded yet. The recording itself, further questions, editing and playing go here.",
                               "secondary", wrap=True)  # fmt: skip
        self.events.show_whole()
        card.body.addWidget(self.no_events)
        card.body.addWidget(self.events)
        return card

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        page = self.view_model.state
        self.heading.set_words(
            f"Section 28 timetable for {page.label}", "Dates as directed by the court. None is calculated."
        )
        self.banners.set_banners(self._banners(page))
        self.dates.show_page(page)
        self.considered.setText(page.considered_words)
        self.earlier.setVisible(page.file is not None and len(page.file.considerations) > 1)
        self.steps_card.set_note(page.steps_note)
        self.steps.set_rows(page.steps)
        if page.steps and not self.steps.currentIndex().isValid():
            self.steps.select_row(0)
        self.events.set_rows(reversed(page.events))
        self.events.setVisible(bool(page.events))
        self.no_events.setVisible(not page.events)
        for button in (self.move_button, self.event_button, self.order_button, self.consider_button):
            button.setEnabled(page.may_record and page.file is not None)
        self._show_detail(self.steps.current_record())

    def _show_detail(self, line: StepLine | None) -> None:
        self.detail.setText(line.detail if line else "")

    def _banners(self, page: Section28Page) -> list[Banner]:
        found = []
        if page.error:
            found.append(Banner("error", page.error, key="error"))
        for moved in page.moved:
            links = [
                (f"{consequence.words}", lambda c=consequence: self._ask(c.tab, c.subject_id, ""))
                for consequence in moved.consequences
            ]
            found.append(
                Banner("warning", moved.headline, f"{moved.move.reason}. It hangs on it:", links=links,
                       key=f"moved/{moved.hearing.id}")
            )  # fmt: skip
        if page.missing:
            actions = [("Draft e-mail to court", self._letter), ("Record chase", lambda: self.dialogs.chase())]
            chase = f" Chase by {page.chase_by}." if page.chase_by else ""
            found.append(
                Banner(
                    "warning", _missing_words(len(page.missing)), page.order_words + chase,
                    actions if page.may_record else [], key="missing",
                )
            )  # fmt: skip
        pressing = [b for b in page.blockers if b.kind is not BlockerKind.OPEN] or list(page.blockers)
        if pressing:
            rest = len(page.blockers) - len(pressing[:_MOST_BLOCKERS])
            more = f" And {rest} more below." if rest else ""
            late = any(b.kind is BlockerKind.LATE for b in pressing)
            found.append(
                Banner("error" if late else "warning", "What stands in the way.",
                       " ".join(b.words for b in pressing[:_MOST_BLOCKERS]) + more, key="blockers")
            )  # fmt: skip
        if page.third_party_warning:
            found.append(Banner("warning", page.third_party_warning, key="third"))
        if page.availability is not None and not page.availability.is_open and not page.is_directed:
            found.append(
                Banner("info", "Section 28 is not open to her.", page.availability.because,
                       [("Open Special measures", lambda: self._ask("measures", "", "pre_recorded_cross_examination"))],
                       key="shut")
            )  # fmt: skip
        if page.to_consider:
            found.append(
                Banner("info", "Section 28 is to be considered for her.", "Record it, with the reason when it is not sought.",
                       [("Record consideration…", lambda: self.dialogs.consider())] if page.may_record else [],
                       key="consider")
            )  # fmt: skip
        if page.is_directed and not page.has_section_27:
            found.append(
                Banner("error", "No section 27 direction is recorded.", "There is no section 28 without it (s.28(1)).",
                       [("Open Special measures", lambda: self._ask("measures", "", "abe_video"))], key="s27")
            )  # fmt: skip
        return found

    def _day(self, day: dt.date | None) -> str:
        return table_day(day, self.view_model.state.today) if day else "–"

    def _on_saved(self, words: str) -> None:
        announce(self, words)
        self.said.emit(words)

    # ------------------------------------------------------------ going and acting

    def _go_to(self, subject_id: str, part: str) -> None:
        page = self.view_model.state
        if part in (CONSIDER, CHASE, ORDER, EVENT, MOVE) and page.may_record:
            {
                CONSIDER: self.dialogs.consider, CHASE: self.dialogs.chase, ORDER: self.dialogs.order,
                EVENT: self.dialogs.event, MOVE: self.dialogs.move,
            }[part]()  # fmt: skip
            return
        line = page.step(subject_id)
        if line is not None:
            self.steps.select_record(line)
            self.steps.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        card = next(
            (
                c
                for c in page.cards
                if c.which.value == subject_id or (c.line.hearing and c.line.hearing.id == subject_id)
            ),
            None,
        )
        target = self.dates.boxes[card.which] if card else self.steps
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_step(self, line: StepLine | None) -> None:
        """Open a step; one that follows from a fact leads to where the fact is entered, once it is done."""
        if line is None:
            return
        if line.line.rule.follows and line.line.is_finished:
            self._ask(*_FOLLOWS_AT[line.line.rule.follows], "")
        elif self.view_model.state.may_record:
            self.dialogs.step(line)

    def _edit(self) -> None:
        """F2 edits the current item: the step in focus, else the dates."""
        if self.steps.hasFocus():
            self.open_step(self.steps.current_record())
            return
        focused = self.focusWidget()
        which = next((box.which for box in self.dates.boxes.values() if box is focused), None)
        self._open_date(which)

    def _open_date(self, which: CourtDate | None) -> None:
        if self.view_model.state.may_record:
            self.dialogs.order(which)

    def _done(self) -> None:
        line = self.steps.current_record()
        if line is None or not self.view_model.state.may_record or line.line.is_finished:
            return
        problems = self.view_model.finish_step(line)
        if problems:
            self.banners.add(Banner("info", problems[0].message, key="done", closable=True))

    def _why(self) -> None:
        page = self.view_model.state
        line = self.steps.current_record() if self.steps.hasFocus() else None
        if line is not None and line.id == "third_party_material" and page.third_party is not None:
            show_why(page.third_party, self.steps)
        elif line is not None:
            self._session.dialogs.show_text(line.line.rule.title, f"{line.detail}\nSource: {line.line.rule.source}.")
        elif page.chase_working is not None:
            show_why(page.chase_working, self.dates)

    def _letter(self) -> None:
        self._session.dialogs.show_text("E-mail to court", self.view_model.letter_to_court())

    def _ask(self, tab: str, subject_id: str, part: str) -> None:
        file = self.view_model.state.file
        if file is not None:
            self.asked.emit(Destination("case", file.case.id, file.witness.id, tab, subject_id, part))


_NUMBERS = ("No", "One", "Two", "Three", "Four", "All five")


def _missing_words(number: int) -> str:
    if number == 5:
        return "All five dates that the court must set are missing."
    return f"{_NUMBERS[number]} of the five dates the court must set {'is' if number == 1 else 'are'} missing."


def _event_pill(event: RecordingEvent) -> tuple[str, str]:
    return ("refused" if event.kind in _BAD_EVENTS else "ok", RECORDING_EVENT_WORDS[event.kind])


def _length_words(event: RecordingEvent) -> str:
    parts = []
    if event.started:
        parts.append(time_span(event.started, event.ended))
    if event.minutes:
        parts.append(f"{event.minutes} minutes recorded")
    if event.edit_version:
        parts.append(f"edit {event.edit_version}")
    return ", ".join(parts) or "–"
