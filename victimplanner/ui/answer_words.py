"""The pills of answers to a reviewer's questions, the same on every screen."""

from __future__ import annotations

from victimplanner.domain.inspection.form import ANSWER_STATE_WORDS, AnswerState, ReviewAnswer
from victimplanner.ui.widgets import Pill

_LOOKS = {
    AnswerState.MET: ("ok", ""),
    AnswerState.IN_PART: ("today", "half"),
    AnswerState.NOT_MET: ("refused", ""),
    AnswerState.NOT_KNOWN: ("unknown", ""),
    AnswerState.LOOK: ("info", "speech"),
    AnswerState.NOT_YET: ("grey", "calendar"),
    AnswerState.NOT_APPLICABLE: ("grey", ""),
}


def answer_pill(state: AnswerState) -> Pill:
    """Return the pill of an answer."""
    kind, shape = _LOOKS[state]
    return Pill(kind, ANSWER_STATE_WORDS[state], shape)


def answer_text(answers: tuple[ReviewAnswer, ...]) -> str:
    """Write answers with the facts they rest on, for a dialog that can be read and copied."""
    lines = []
    for answer in answers:
        lines.append(f"{answer.question.number}. {answer.question.text}")
        lines.append(f"{ANSWER_STATE_WORDS[answer.state]}. {answer.words}")
        lines += [f"   {fact.words}" for fact in answer.facts]
        lines.append("")
    return "\n".join(lines)
