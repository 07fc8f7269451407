"""What a reviewer asks of this file: each question with its answer, worked out from the records."""

from __future__ import annotations

from PySide6.QtCore import Signal

from victimplanner.domain.review_questions import ANSWER_STATE_WORDS, AnswerState, ReviewAnswer
from victimplanner.ui.screens.measures.state import MeasuresPage
from victimplanner.ui.widgets import Card, Column, LinkButton, RecordTable

_PILLS = {
    AnswerState.MET: ("ok", ANSWER_STATE_WORDS[AnswerState.MET]),
    AnswerState.NOT_MET: ("unknown", ANSWER_STATE_WORDS[AnswerState.NOT_MET]),
    AnswerState.NOT_YET: ("grey", ANSWER_STATE_WORDS[AnswerState.NOT_YET]),
    AnswerState.LOOK: ("today", ANSWER_STATE_WORDS[AnswerState.LOOK]),
}


class ReviewCard(Card):
    """Questions 2 to 8 and 17; the facts behind each on request, and the record that prints them."""

    facts_asked = Signal()
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__("What a reviewer asks", flush=True, collapsible=True, object_name="reviewCard")
        facts = LinkButton("All facts…", small=True, object_name="reviewFacts")
        printed = LinkButton("Print with the record…", small=True, object_name="reviewPrint")
        facts.clicked.connect(self.facts_asked)
        printed.clicked.connect(self.print_asked)
        self.add_right(facts, printed)
        self.table = RecordTable(
            [
                Column("No", lambda a: str(a.question.number), width=44),
                Column("Question", lambda a: a.question.text, stretch=4, bold=True),
                Column("Answer", lambda a: "", pill=lambda a: _PILLS[a.state], width=124),
                Column("From the records", lambda a: a.words, stretch=5, tooltip=_tooltip),
            ],
            "What a reviewer asks", ring="row", object_name="review",
        )  # fmt: skip
        self.table.show_whole()
        self.body.addWidget(self.table)
        self.set_open(False)  # the matrix comes first; the note says how much is shown

    def show_page(self, page: MeasuresPage) -> None:
        """Write the answers of the page."""
        self.table.set_rows(page.answers)
        shown = sum(answer.state is AnswerState.MET for answer in page.answers)
        open_ones = sum(answer.state is AnswerState.NOT_MET for answer in page.answers)
        self.set_note(f"{shown} shown, {open_ones} not shown, of {len(page.answers)} questions")


def _tooltip(answer: ReviewAnswer) -> str:
    return "\n".join(answer.facts) or answer.words
