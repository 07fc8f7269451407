"""Saving one part of a decision: what was typed becomes a record through the services."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.measures import (
    DecisionKind,
    Direction,
    DirectionKind,
    MeasureId,
    MeasureUse,
    MeasureView,
)
from victimplanner.services import cases, directions, measures
from victimplanner.services.context import App
from victimplanner.ui.screens.measures.decision_state import (
    DecisionForm,
    DirectionForm,
    PartForm,
    UseForm,
    ViewForm,
    screen_from,
)

_CHANGED = (DirectionKind.VARIED, DirectionKind.DISCHARGED)


def save_part(app: App, file: WitnessFile, measure: MeasureId, form: PartForm, base: Any, stored: Any) -> None:
    """Save one part. `base` is the form it started from, `stored` the record behind that, if there was one.

    Raises: RuleBroken listing what to put right, Conflict, StorageProblem.
    """
    if isinstance(form, ViewForm):
        _save_view(app, file, measure, form)
    elif isinstance(form, DecisionForm):
        _save_decision(app, file, measure, form, base)
    elif isinstance(form, DirectionForm):
        _save_direction(app, file, measure, form, stored)
    else:
        _save_use(app, file, measure, form)


def _save_view(app: App, file: WitnessFile, measure: MeasureId, form: ViewForm) -> None:
    if form.given_on is None:
        raise RuleBroken(Problem("given_on", "Enter the day on which the witness said it."))
    measures.record_view(
        app,
        MeasureView(
            case_id=file.case.id,
            witness_id=file.witness.id,
            measure=measure,
            view=form.view,
            condition=form.condition.strip(),
            own_words=form.own_words.strip(),
            information_given=" ".join(form.explained),
            given_on=form.given_on,
            taken_by=form.taken_by,
            how=form.how.strip(),
            screen_from=screen_from(form) if measure is MeasureId.SCREEN else (),
        ),
    )


def _save_decision(app: App, file: WitnessFile, measure: MeasureId, form: DecisionForm, base: DecisionForm) -> None:
    if replace(form, video_requested=base.video_requested) != base:
        if form.decision is None:
            made = base.decision is not None
            words = "A decision that was made stays. Choose another in its place."
            raise RuleBroken(Problem("decision", words if made else "Choose whether the measure is applied for."))
        apply = form.decision is DecisionKind.APPLY
        measures.decide_measure(
            app,
            file,
            measure,
            form.decision,
            form.reason,
            override_reason=form.override_reason if apply else "",
            in_the_alternative=form.in_the_alternative and apply,
            screen_from=screen_from(form),
        )
    if form.video_requested != base.video_requested:
        cases.amend_witness(app, file.witness.model_copy(update={"video_requested": form.video_requested}))


def _save_direction(
    app: App, file: WitnessFile, measure: MeasureId, form: DirectionForm, stored: Direction | None
) -> None:
    """What was only received or told later is added to the direction; anything else is a new entry that supersedes."""
    problems = []
    if form.direction is None:
        words = "A decision that was made stays. Record a later one in its place."
        problems.append(Problem("direction", words if stored else "Choose what the court decided."))
    if form.decided_on is None:
        problems.append(Problem("decided_on", "Enter the day of the decision."))
    if form.told_on is not None and not form.told_by.strip():
        problems.append(Problem("told_by", "Say who told the witness."))
    for name, day in (("told_on", form.told_on), ("received_on", form.received_on)):
        if day is not None and day > app.today:
            problems.append(Problem(name, "That day lies in the future. Enter it once it has come."))
    if form.direction is None or form.decided_on is None or problems:
        raise RuleBroken(*problems)
    details: dict[str, Any] = {
        "received_on": form.received_on,
        "told_on": form.told_on,
        "told_by": form.told_by.strip() if form.told_on else "",
        "told_how": form.told_how.strip() if form.told_on else "",
        "basis": form.basis,
        "judge": form.judge.strip(),
        "particulars": form.particulars.strip(),
        "screen_from": screen_from(form) if measure is MeasureId.SCREEN else (),
        "companion": form.companion.strip() if measure is MeasureId.LIVE_LINK else "",
        "place": form.place.strip() if measure is MeasureId.LIVE_LINK else "",
        "reasons": form.reasons.strip(),
        "material_change": form.material_change.strip() if form.direction in _CHANGED else "",
    }
    if stored is not None and (stored.direction, stored.decided_on) == (form.direction, form.decided_on):
        directions.record_direction(app, file, stored.model_copy(update=details))
        return
    new = Direction(
        case_id=file.case.id,
        witness_id=file.witness.id,
        measure=measure,
        defendant_id=form.defendant_id or None,
        direction=form.direction,
        decided_on=form.decided_on,
        **details,
    )
    directions.record_direction(app, file, new)


def _save_use(app: App, file: WitnessFile, measure: MeasureId, form: UseForm) -> None:
    problems = []
    if form.use is None:
        problems.append(Problem("use", "Choose what happened."))
    if form.used_on is None:
        problems.append(Problem("used_on", "Enter the day on which evidence was given."))
    if form.use is None or form.used_on is None:
        raise RuleBroken(*problems)
    use = MeasureUse(
        case_id=file.case.id,
        witness_id=file.witness.id,
        measure=measure,
        use=form.use,
        used_on=form.used_on,
        reason=form.reason.strip(),
        permission=form.permission.strip() if measure is MeasureId.LIVE_LINK else "",
    )
    directions.record_use(app, file, use)
