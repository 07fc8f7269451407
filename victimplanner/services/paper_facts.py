"""What a paper needs to know of the rules, gathered for one witness today."""

from __future__ import annotations

from victimplanner.documents.facts import PaperFacts
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.turning_18 import at_eighteen
from victimplanner.services.applications import response_workings
from victimplanner.services.context import App
from victimplanner.services.links import sight_rows
from victimplanner.services.review import reasons_shared, review_answers, review_questions


def paper_facts(app: App, file: WitnessFile, sample: tuple[tuple[str, str], ...] = ()) -> PaperFacts:
    """Gather what a paper needs to know of the rules for this witness today."""
    told = app.rules.deadline("decision.told", app.today)
    return PaperFacts(
        measures=app.availabilities(file),
        gates=tuple(app.rules.gates.values()),
        calendar=app.calendar,
        limits=app.application_limits(file),
        responses=response_workings(app, file),
        topics=app.topics,
        standing_warning=app.template.standing_warning,
        told_limit_days=file.office.rule_counts.get("decision.told", told.number("all")),
        gates_held=file.gates_held_on(app.today),
        section_28=app.rules.section_28,
        sight=sight_rows(),
        at_18=at_eighteen(file, app.rules.measures, app.rules.at_18),
        answers=review_answers(app, file),
        questions=review_questions(),
        shares_reasons=reasons_shared(app, file),
        rules=app.rules,
        sample=sample,
    )
