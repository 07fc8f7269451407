"""An inspector's questions in a dialog over the window: witnesses, answers, and the entries behind each answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from victimplanner.domain.inspection.form import (
    ANSWER_STATE_WORDS,
    TOPICS,
    AnswerState,
    Evidence,
    ReviewAnswer,
    count_answers,
)
from victimplanner.ui import formats, theme
from victimplanner.ui.answer_words import answer_pill
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.inspection import forms
from victimplanner.ui.screens.inspection.view_model import InspectionState, InspectionViewModel, WitnessLine
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Card,
    Column,
    EmptyState,
    PageHeading,
    PrimaryButton,
    RecordTable,
    ScrollPage,
    SecondaryButton,
    TwoPanes,
    announce,
    label,
)
from victimplanner.ui.widgets.fitting import fit_to_screen
from victimplanner.ui.widgets.form_dialog import FormDialog

_NOTE = "Answers are worked out from the records, never typed."
_OPEN = (AnswerState.NOT_MET, AnswerState.IN_PART, AnswerState.NOT_KNOWN)


def _open_words(line: WitnessLine) -> str:
    return f"{sum(answer.state in _OPEN for answer in line.inspected.answers)} to see to"


def _counts(line: WitnessLine) -> str:
    counts = count_answers(line.inspected.answers)
    return ", ".join(f"{number} {ANSWER_STATE_WORDS[state].lower()}" for state, number in counts.items())


_WITNESS_COLUMNS = (
    Column(
        "Case and witness",
        lambda line: line.urn,
        second=lambda line: line.inspected.file.witness.masked,
        stretch=3,
        bold=True,
        tooltip=_counts,
    ),
    Column("Answers", _open_words, stretch=2),
)
_ANSWER_COLUMNS = (
    Column("No", lambda a: str(a.question.number), width=40),
    Column("Question", lambda a: a.question.text, second=lambda a: TOPICS[a.question.about], stretch=5),
    Column("Answer", lambda a: "", pill=lambda a: answer_pill(a.state), width=138),
    Column("From the records", lambda a: a.words, stretch=5),
)
_FACT_COLUMNS = (
    Column("Entry behind the answer", lambda fact: fact.words, stretch=5),
    Column("Day", lambda fact: formats.full_day(fact.on) if fact.on else formats.UNKNOWN, width=130),
)


class InspectionView(QDialog):
    """Enter on an answer goes to its entries, Enter on an entry opens the place where it stands."""

    asked = Signal(object)  # Destination

    def __init__(self, session: Session, case_id: str = "", parent: QWidget | None = None) -> None:
        """`case_id` "": a case or a sample is chosen here."""
        super().__init__(parent)
        self.setWindowTitle("Inspection")
        self.setObjectName("inspectionView")
        self._session = session
        self.view_model = InspectionViewModel(session, case_id, self)
        self._build()
        self._connect()
        self._show()
        (self.answers if case_id else self.sample).setFocus()
        fit_to_screen(self, 1000, 740)

    def _build(self) -> None:
        self.case = SecondaryButton("&One case…", object_name="inspectCase")
        self.sample = SecondaryButton("&Draw sample…", object_name="drawSample")
        self.list = SecondaryButton("Export &list…", object_name="exportAnswers")
        self.pack = PrimaryButton("&Export sheets…", object_name="exportSheets")
        self.heading = PageHeading("Inspection", _NOTE, self.case, self.sample, self.list, self.pack)
        self.how = label("", "small", wrap=True)
        self.banners = BannerStack()
        self.witnesses = RecordTable(_WITNESS_COLUMNS, "Witnesses", ring="row", object_name="inspected")
        self.witness_card = Card("Witnesses", note=" ", flush=True)
        self.witness_card.body.addWidget(self.witnesses)
        self.answers = RecordTable(_ANSWER_COLUMNS, "Questions and answers", ring="row", object_name="answers")
        self.answer_card = Card("Questions and answers", note=" ", flush=True)
        self.answer_card.body.addWidget(self.answers)
        self.facts = RecordTable(_FACT_COLUMNS, "Entries behind the answer", ring="row", object_name="evidence")
        self.fact_card = Card("Entries", note="Enter opens the place", flush=True)
        self.fact_card.body.addWidget(self.facts)
        for table, least in ((self.witnesses, 110), (self.answers, 240), (self.facts, 110)):
            table.setMinimumHeight(theme.px(least))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.CARD_GAP)
        column.addWidget(self.answer_card, 3)
        column.addWidget(self.fact_card, 1)
        self.panes = TwoPanes(self.witness_card, right, stretch=(3, 8), stack_below=760)
        self.page = ScrollPage()
        self.page.body.setContentsMargins(0, 0, 0, 0)
        self.page.body.addWidget(self.panes, 1)
        self.empty = EmptyState(
            "Nothing was asked yet.", "Choose one case, or draw a sample at random with a seed that can be named."
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.setSpacing(theme.SPACE_3)
        for part, stretch in ((self.heading, 0), (self.how, 0), (self.banners, 0), (self.page, 1), (self.empty, 1)):
            outer.addWidget(part, stretch)

    def _connect(self) -> None:
        self.case.clicked.connect(self.ask_case)
        self.sample.clicked.connect(self.ask_sample)
        self.list.clicked.connect(self.ask_list)
        self.pack.clicked.connect(self.ask_pack)
        self.witnesses.current_record_changed.connect(self.view_model.show_witness)
        self.witnesses.record_activated.connect(lambda _line: self.answers.setFocus())
        self.answers.current_record_changed.connect(self._show_facts)
        self.answers.record_activated.connect(lambda _answer: self.facts.setFocus())
        self.facts.record_activated.connect(self.open_place)
        self.view_model.state_changed.connect(self._show)

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        state = self.view_model.state
        asked = state.inspection
        self.how.setText(" · ".join(f"{what}: {words}" for what, words in asked.how()) if asked else "")
        self.how.setVisible(asked is not None and asked.drawn is not None)
        if tuple(self.witnesses.records.rows()) != state.lines:
            self.witnesses.set_rows(state.lines)
            self.witnesses.select_row(0)
            if state.lines:
                announce(self, formats.counted(len(state.lines), "witness", "witnesses"))
        self.witness_card.set_note(str(len(state.lines)))
        self.witness_card.setVisible(len(state.lines) > 1)
        self.page.setVisible(bool(state.lines))
        self.empty.setVisible(not state.lines)
        if state.current is not None:
            one = state.current
            self.answer_card.set_note(f"{one.urn} · {one.inspected.file.witness.masked} · {_counts(one)}")
            if tuple(self.answers.records.rows()) != one.inspected.answers:
                row = max(0, self.answers.currentIndex().row())
                self.answers.set_rows(one.inspected.answers)
                self.answers.select_row(row)  # the same question of the next witness
                self._show_facts(self.answers.current_record())
        self._show_message(state)
        self._allow()

    def _show_facts(self, answer: ReviewAnswer | None) -> None:
        self.facts.set_rows(answer.facts if answer else ())
        self.facts.select_row(0)
        self.fact_card.set_title(f"Entries behind answer {answer.question.number}" if answer else "Entries")
        is_any = answer is not None and bool(answer.facts)
        self.fact_card.set_note("Enter opens the place" if is_any else "None recorded")

    def _show_message(self, state: InspectionState) -> None:
        message = ("info", f"{state.working}.", "") if state.working else state.message
        if message is None:
            self.banners.clear()
        elif [banner.sentence for banner in self.banners.banners()] != [message[1]]:
            stop = [("&Stop", self.view_model.stop)] if state.working else []
            banner = Banner(*message, stop, closable=not state.working)
            banner.closed.connect(self.view_model.forget_message)
            self.banners.set_banners([banner])

    def _allow(self) -> None:
        state = self.view_model.state
        for button in (self.case, self.sample):
            button.setEnabled(not state.working)
        for button in (self.list, self.pack):
            button.setEnabled(self.view_model.may_write and bool(state.lines) and not state.working)

    # ------------------------------------------------------------ acting

    def reject(self) -> None:
        """Esc stops long work first: whoever closes the dialog knows how it ended."""
        if self.view_model.is_working:
            self.view_model.stop()
        else:
            super().reject()

    def ask_case(self) -> FormDialog:
        """Ask which case, by its URN."""
        return forms.ask_case(self._session, self.view_model, self)

    def ask_sample(self) -> FormDialog:
        """Ask how a sample is drawn."""
        return forms.ask_sample(self._session, self.view_model, self)

    def ask_list(self) -> FormDialog:
        """Ask how the answers leave as a list."""
        return forms.ask_list(self._session, self.view_model, self)

    def ask_pack(self) -> FormDialog:
        """Ask how the sheets leave."""
        return forms.ask_pack(self._session, self.view_model, self)

    def open_place(self, fact: Evidence) -> None:
        """Go to where the entry behind an answer stands; the dialog closes."""
        place = self.view_model.place_of(fact)
        if place is not None:
            self.view_model.stop()
            self.accept()
            self.asked.emit(place)


def open_inspection(
    session: Session, parent: QWidget | None, go: Callable[[Destination], object], case_id: str = ""
) -> InspectionView:
    """Open the questions over the window; `go` carries to the entries. `case_id` "": a case or sample is chosen there."""
    view = InspectionView(session, case_id, parent)
    view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    view.asked.connect(go)
    view.open()
    return view
