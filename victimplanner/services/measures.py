"""What a person can do with a special measure: take a view, decide, apply, record the direction, the telling, the use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.eligibility import Availability
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.history import AuditEntry
from victimplanner.domain.measures import (
    CHANGES,
    IN_FORCE,
    SOUGHT,
    Application,
    ApplicationPurpose,
    DecisionKind,
    Direction,
    DirectionKind,
    MeasureDecision,
    MeasureId,
    MeasureUse,
    MeasureView,
    ScreenFrom,
    UseKind,
    ViewKind,
    directions_now,
    latest,
    next_sequence,
)
from victimplanner.domain.people import User
from victimplanner.services.context import App


@dataclass(frozen=True)
class MeasureFacts:
    """The four facts of one measure as they stand, and whether it is open at all."""

    availability: Availability
    view: MeasureView | None
    decision: MeasureDecision | None
    application: Application | None
    direction: Direction | None  # the one entered last
    use: MeasureUse | None
    directions: Mapping[str | None, Direction] = field(default_factory=dict)  # now in force, by accused (s.33(4))

    @property
    def id(self) -> MeasureId:
        return self.availability.measure.id

    @property
    def is_served(self) -> bool:
        return self.application is not None and self.application.served_on is not None

    @property
    def unexplained_difference(self) -> str:
        """Say which two facts differ without a reason, or ""."""
        for direction in self.directions.values() or (self.direction,):
            if words := difference_without_reason(self.view, self.decision, direction, self.use):
                return words
        return ""

    @property
    def is_directed(self) -> bool:
        """Whether a direction for it is in force now, for at least one accused."""
        return any(direction.direction in IN_FORCE for direction in self.directions.values())


def difference_without_reason(
    view: MeasureView | None,
    decision: MeasureDecision | None,
    direction: Direction | None,
    use: MeasureUse | None,
) -> str:
    """Name the first difference between two facts that has no reason yet, or return ""."""
    wants = view is not None and view.view in (ViewKind.WANTS, ViewKind.ONLY_IF)
    if decision is not None and not decision.reason.strip():
        if wants and decision.decision not in SOUGHT:
            return "Wanted but not sought: say why."
        if view is not None and view.view is ViewKind.DOES_NOT_WANT and decision.decision in SOUGHT:
            return "Not wanted but sought: say why."
    refused = direction is not None and direction.direction in (DirectionKind.REFUSED, DirectionKind.GRANTED_IN_PART)
    if direction is not None and refused and not direction.reasons.strip():
        return "Sought but not granted in full: enter the court’s reasons."
    granted = direction is not None and direction.direction in IN_FORCE
    if use is not None and granted and use.use is not UseKind.USED and not use.reason.strip():
        return "Directed but not used in full: say why."
    return ""


def facts_of(app: App, file: WitnessFile) -> tuple[MeasureFacts, ...]:
    """Return the four facts of all eight measures for one witness, in the order of the matrix."""
    applications = {application.id: application for application in file.applications}
    result = []
    for answer in app.availabilities(file):
        measure = answer.measure.id
        decision = latest(file.decisions, measure)
        result.append(
            MeasureFacts(
                availability=answer,
                view=latest(file.views, measure),
                decision=decision,
                application=applications.get(decision.application_id or "") if decision else None,
                direction=latest(file.directions, measure),
                use=latest(file.uses, measure),
                directions=directions_now(file.directions, measure, [d.id for d in file.defendants]),
            )
        )
    return tuple(result)


def record_view(app: App, view: MeasureView) -> MeasureView:
    """Record what the witness said. Earlier views stay. Raises: RuleBroken for a day in the future."""
    problems = []
    if view.given_on > app.today:
        problems.append(Problem("given_on", "That day lies in the future. Enter the day on which she said it."))
    if view.view is ViewKind.ONLY_IF and not view.condition.strip():
        problems.append(Problem("condition", "Say on what condition she wants it."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("measure.view") as uow:
        chain = uow.find(MeasureView, witness_id=view.witness_id)
        new = view.model_copy(update={"sequence": next_sequence(chain, view.measure)})
        uow.add(new)
        return new


def decide_measure(
    app: App,
    file: WitnessFile,
    measure: MeasureId,
    decision: DecisionKind,
    reason: str,
    *,
    override_reason: str = "",
    in_the_alternative: bool = False,
    screen_from: Sequence[ScreenFrom] = (),
) -> MeasureDecision:
    """Decide whether a measure is applied for, with a reason written for this witness. Earlier decisions stay.

    A measure applied for joins the witness's open application (draft), which is made when there is none; one to
    vary or discharge a direction joins an application of its own (r.18.11).

    Raises: RuleBroken when the reason is missing, when the measure is not open and no override reason is given, or
    when the decision contradicts what stands.
    """
    facts = {f.id: f for f in facts_of(app, file)}
    problems = decision_problems(facts, measure, decision, reason, override_reason)
    if problems:
        raise RuleBroken(*problems)
    purpose = ApplicationPurpose.VARY_OR_DISCHARGE if decision in CHANGES else ApplicationPurpose.FIRST
    with app.change("measure.decide") as uow:
        application_id = None
        if decision in SOUGHT:
            known = uow.find(Application, witness_id=file.witness.id)
            application = next((a for a in known if a.served_on is None and a.purpose is purpose), None)
            if application is None:
                application = Application(case_id=file.case.id, witness_id=file.witness.id, purpose=purpose)
                uow.add(application)
            application_id = application.id
        chain = uow.find(MeasureDecision, witness_id=file.witness.id)
        new = MeasureDecision(
            case_id=file.case.id,
            witness_id=file.witness.id,
            measure=measure,
            decision=decision,
            reason=reason.strip(),
            application_id=application_id,
            override_reason=override_reason.strip(),
            in_the_alternative=in_the_alternative,
            screen_from=tuple(screen_from) if measure is MeasureId.SCREEN else (),
            decided_on=app.today,
            decided_by=app.user.display_name,
            sequence=next_sequence(chain, measure),
        )
        uow.add(new)
        return new


def decision_problems(
    facts: Mapping[MeasureId, MeasureFacts],
    measure: MeasureId,
    decision: DecisionKind,
    reason: str,
    override_reason: str = "",
) -> list[Problem]:
    """List what a decision still needs, or contradicts, each beside its field."""
    own = facts[measure]
    problems = []
    if decision in SOUGHT and not reason.strip():
        problems.append(Problem("reason", "Say why this measure would improve this witness’s evidence."))
    if decision not in SOUGHT and not reason.strip():
        wants = own.view is not None and own.view.view in (ViewKind.WANTS, ViewKind.ONLY_IF)
        if wants or decision is DecisionKind.WITHDRAWN:
            problems.append(Problem("reason", "She wants this measure: say why it is not sought."))
        elif measure is MeasureId.PRE_RECORDED_CROSS_EXAMINATION and own.availability.is_open:
            problems.append(Problem("reason", "Section 28 is open to her: say why it is not sought."))
    if decision is DecisionKind.APPLY and not own.availability.is_open and not override_reason.strip():
        problems.append(
            Problem(
                "override_reason",
                f"{own.availability.because} To apply all the same, give a reason for the override.",
            )
        )
    if decision is DecisionKind.APPLY and measure is MeasureId.PRE_RECORDED_CROSS_EXAMINATION:
        video = facts[MeasureId.ABE_VIDEO]
        sought = video.decision is not None and video.decision.decision in SOUGHT
        if not sought and not video.is_directed:
            problems.append(
                Problem("decision", "Section 28 needs section 27: decide on the ABE interview video first (s.28(1)).")
            )
    if decision in CHANGES and not own.directions:
        problems.append(
            Problem("decision", "There is no direction on this measure to vary or discharge. Apply for one instead.")
        )
    return problems


def shared_reasons(app: App, file: WitnessFile, reason: str) -> bool:
    """Say whether another witness of this case has the same reason text: reasons must be this witness's own."""
    wanted = " ".join(reason.split()).casefold()
    if not wanted:
        return False
    with app.read() as uow:
        decisions = uow.find(MeasureDecision, case_id=file.case.id)
    return any(d.witness_id != file.witness.id and " ".join(d.reason.split()).casefold() == wanted for d in decisions)


def last_saved(app: App, case_id: str, record_id: str) -> AuditEntry | None:
    """Return who saved a record of a case last, by the name shown on screen, and when; None if nothing tells."""
    entry = next((entry for entry in app.vault.history(case_id) if entry.record_id == record_id), None)
    if entry is None:
        return None
    with app.read() as uow:
        users = {user.login: user.display_name for user in uow.find(User)}
    return replace(entry, actor=users.get(entry.actor, entry.actor))
