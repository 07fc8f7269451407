"""The signs of answers to a reviewer's questions. A word always follows the sign."""

from __future__ import annotations

from victimplanner.documents.text import HARD_SPACE, Marked, bold, join, unbroken
from victimplanner.domain.inspection.form import ANSWER_STATE_WORDS, AnswerState

_SIGNS = {
    AnswerState.MET: "●",
    AnswerState.IN_PART: "◊",
    AnswerState.NOT_MET: "▲",
    AnswerState.NOT_KNOWN: "▲",
    AnswerState.LOOK: "◊",
    AnswerState.NOT_YET: "–",
    AnswerState.NOT_APPLICABLE: "–",
}


def answer_mark(state: AnswerState) -> Marked:
    """Return sign and word of an answer."""
    return join(f"{_SIGNS[state]}{HARD_SPACE}", bold(unbroken(ANSWER_STATE_WORDS[state])))
