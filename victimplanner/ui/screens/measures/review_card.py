"""What a reviewer asks of this file: each question with its answer, worked out from the records."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from victimplanner.domain.inspection.form import AnswerState, ReviewAnswer
from victimplanner.ui import theme
from victimplanner.ui.answer_words import answer_pill
from victimplanner.ui.screens.measures.state import MeasuresPage
from victimplanner.ui.widgets import Card, Column, FlowRow, LinkButton, RecordTable

_OPEN = (AnswerState.NOT_MET, AnswerState.IN_PART, AnswerState.NOT_KNOWN)


class ReviewCard(Card):
    """Questions 2 to 8 and 17; the facts behind each on request, and the record that prints them."""

    opened = Signal()  # or closed again
    facts_asked = Signal(object)  # ReviewAnswer, or None for all
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__("What a reviewer asks", flush=True, collapsible=True, object_name="reviewCard")
        facts = LinkButton("All facts…", small=True, object_name="reviewFacts")
        printed = LinkButton("Print with the record…", small=True, object_name="reviewPrint")
        facts.clicked.connect(lambda: self.facts_asked.emit(None))
        printed.clicked.connect(self.print_asked)
        self.table = RecordTable(
            [
                Column("No", lambda a: str(a.question.number), width=44),
                Column("Question", lambda a: a.question.text, stretch=4, bold=True),
                Column("Answer", lambda a: "", pill=lambda a: answer_pill(a.state), width=124),
                Column("From the records", lambda a: a.words, stretch=5, tooltip=_tooltip),
            ],
            "What a reviewer asks", ring="row", object_name="review",
        )  # fmt: skip
        self.table.show_whole()
        self.table.record_activated.connect(self.facts_asked)
        self.body.addWidget(self.table)
        foot = FlowRow(facts, printed, gap=14)
        foot.setContentsMargins(theme.CARD_PADDING, 6, theme.CARD_PADDING, 6)
        self.body.addWidget(foot)
        self._page = MeasuresPage()
        self.set_open(False)  # the matrix comes first; the note says how much is shown

    def show_page(self, page: MeasuresPage) -> None:
        """Write the answers of the page."""
        self._page = page
        self.table.set_rows(page.answers)
        self.set_note(summary(page, short=not self.is_open()))

    def set_open(self, opened: bool) -> None:
        super().set_open(opened)
        self.set_note(summary(self._page, short=not opened))
        self.opened.emit()

    def unfold(self) -> None:
        """Open it and go to the first question that is not answered by the records."""
        self.set_open(True)
        rows = self.table.records.rows()
        first = next((number for number, answer in enumerate(rows) if answer.state is not AnswerState.MET), 0)
        self.table.select_row(first)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def summary(page: MeasuresPage, *, short: bool) -> str:
    """Say how many questions the records answer, and how many they do not."""
    shown = sum(answer.state is AnswerState.MET for answer in page.answers)
    open_ones = sum(answer.state in _OPEN for answer in page.answers)
    if short:
        return f"{shown} of {len(page.answers)} shown"
    return f"{shown} shown, {open_ones} not shown, of {len(page.answers)} questions"


def _tooltip(answer: ReviewAnswer) -> str:
    return "\n".join(fact.words for fact in answer.facts) or answer.words
