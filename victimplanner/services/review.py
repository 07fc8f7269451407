"""The questions of reviewers and inspectors about one witness, answered from the records."""

from __future__ import annotations

from functools import cache

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.due import due_for_witness
from victimplanner.domain.inspection.answering import answer_questions, gate_names, on_measures, read_questions
from victimplanner.domain.inspection.form import ReviewAnswer, ReviewContext, ReviewQuestion
from victimplanner.domain.measures import SOUGHT, MeasureId, latest
from victimplanner.services.context import App
from victimplanner.services.measures import shared_reasons
from victimplanner.storage.resource_files import read_toml

_FILE = "review_questions.toml"


@cache
def review_questions() -> tuple[ReviewQuestion, ...]:
    """Read all questions. Raises: RuleFileProblem naming entry and key."""
    return read_questions(read_toml("text", _FILE), _FILE)


def measures_questions() -> tuple[ReviewQuestion, ...]:
    """Return the questions that the special measures tab and record ask."""
    return on_measures(review_questions())


def review_answers(app: App, file: WitnessFile) -> tuple[ReviewAnswer, ...]:
    """Answer the questions on special measures for one witness today."""
    return answer_questions(measures_questions(), _context(app, file))


def all_answers(app: App, case: CaseFile, file: WitnessFile) -> tuple[ReviewAnswer, ...]:
    """Answer every question for one witness today."""
    return answer_questions(review_questions(), _context(app, file, case))


def _context(app: App, file: WitnessFile, case: CaseFile | None = None) -> ReviewContext:
    """Gather what answers may look at; the duties only where the case is given, since they take longest."""
    return ReviewContext(
        gate_names=gate_names(app.rules.gates.values()),
        file=file,
        today=app.today,
        calendar=app.calendar,
        availabilities=app.availabilities(file),
        limits=app.application_limits(file),
        shares_reasons=reasons_shared(app, file),
        items=tuple(due_for_witness(case, file, app.rules, app.calendar, app.today)) if case else (),
    )


def reasons_shared(app: App, file: WitnessFile) -> frozenset[MeasureId]:
    """Return the measures sought whose reason another witness of the case has word for word."""
    decided = {m: d for m in MeasureId if (d := latest(file.decisions, m)) is not None and d.decision in SOUGHT}
    return frozenset(m for m, d in decided.items() if shared_reasons(app, file, d.reason))
