"""The reviewer's questions about one witness's special measures, answered from the records."""

from __future__ import annotations

from functools import cache

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import RuleFileProblem
from victimplanner.domain.measures import SOUGHT, MeasureId, latest
from victimplanner.domain.review_questions import (
    ANSWERS,
    ReviewAnswer,
    ReviewContext,
    ReviewQuestion,
    answer_questions,
)
from victimplanner.services.context import App
from victimplanner.services.measures import shared_reasons
from victimplanner.storage.resource_files import read_toml

_FILE = "review_questions.toml"


@cache
def review_questions() -> tuple[ReviewQuestion, ...]:
    """Read the questions. Raises: RuleFileProblem naming entry and key."""
    data = read_toml("text", _FILE)
    try:
        found = tuple(ReviewQuestion(q["id"], q["number"], q["text"]) for q in data["question"])
    except KeyError as problem:
        raise RuleFileProblem(_FILE, "an entry", str(problem.args[0]), "is missing.") from None
    for question in found:
        if question.id not in ANSWERS:
            raise RuleFileProblem(_FILE, question.id, "id", "is not a known question.")
    return found


def review_answers(app: App, file: WitnessFile) -> tuple[ReviewAnswer, ...]:
    """Answer the reviewer's questions for one witness today."""
    decided = {m: d for m in MeasureId if (d := latest(file.decisions, m)) is not None and d.decision in SOUGHT}
    context = ReviewContext(
        file=file,
        today=app.today,
        calendar=app.calendar,
        availabilities=app.availabilities(file),
        limits=app.application_limits(file),
        shares_reasons=frozenset(m for m, d in decided.items() if shared_reasons(app, file, d.reason)),
    )
    return answer_questions(review_questions(), context)
