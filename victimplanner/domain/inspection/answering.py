"""The questions in order, read from their text file, and the answer to each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from victimplanner.domain.eligibility import GateRule
from victimplanner.domain.errors import RuleFileProblem
from victimplanner.domain.inspection import applications, duties, measures, meetings, statements
from victimplanner.domain.inspection.form import (
    MEASURES,
    TOPICS,
    Answered,
    Evidence,
    ReviewAnswer,
    ReviewContext,
    ReviewQuestion,
)
from victimplanner.domain.witness import GateCode

ANSWERS: Mapping[str, Callable[[ReviewContext], Answered]] = {
    "mg2": statements.mg2,
    "grounds": measures.grounds,
    "views": measures.views,
    "section_28": measures.section_28,
    "right_measures": measures.right_measures,
    "in_time": applications.in_time,
    "specific": applications.specific,
    "told": applications.told,
    "meeting": meetings.offered,
    "record": meetings.recorded,
    "warned": duties.warned,
    "clocks": duties.clocks,
    "personal_statement": statements.personal_statement,
    "consulted": statements.consulted,
    "stop_letter": statements.stop_letter,
    "queries": duties.queries,
    "vary": applications.vary,
}

_KEYS = ("id", "number", "text", "about")


def read_questions(data: Mapping[str, Any], file: str) -> tuple[ReviewQuestion, ...]:
    """Check the questions of a text file, in their order. Raises: RuleFileProblem naming entry and key."""
    found: list[ReviewQuestion] = []
    for entry in data.get("question", ()):
        name = str(entry.get("id", "an entry"))
        for key in _KEYS:
            if key not in entry:
                raise RuleFileProblem(file, name, key, "is missing.")
        if name not in ANSWERS:
            raise RuleFileProblem(file, name, "id", "is not a known question.")
        if entry["about"] not in TOPICS:
            raise RuleFileProblem(file, name, "about", f"is not one of {', '.join(TOPICS)}.")
        if not isinstance(entry["number"], int) or any(entry["number"] == q.number for q in found):
            raise RuleFileProblem(file, name, "number", "must be a whole number of its own.")
        found.append(ReviewQuestion(name, entry["number"], entry["text"], entry["about"]))
    missing = [name for name in ANSWERS if all(name != question.id for question in found)]
    if missing:
        raise RuleFileProblem(file, missing[0], "id", "the question is missing.")
    return tuple(found)


def gate_names(gates: Iterable[GateRule]) -> dict[GateCode, str]:
    """Return what each ground is called: its section and title."""
    return {gate.code: f"{gate.section} {gate.title}" for gate in gates}


def on_measures(questions: tuple[ReviewQuestion, ...]) -> tuple[ReviewQuestion, ...]:
    """Return the questions that the special measures tab and record ask."""
    return tuple(question for question in questions if question.about == MEASURES)


def answer_questions(questions: tuple[ReviewQuestion, ...], context: ReviewContext) -> tuple[ReviewAnswer, ...]:
    """Answer every question for one witness, in the order given. Words hold her label, never her name."""
    return tuple(_answer(question, context) for question in questions)


def _answer(question: ReviewQuestion, context: ReviewContext) -> ReviewAnswer:
    state, words, facts = ANSWERS[question.id](context)
    masked = context.file.witness.without_name
    shown: tuple[Evidence, ...] = tuple(replace(fact, words=masked(fact.words)) for fact in facts)
    return ReviewAnswer(question, state, masked(words), shown)
