"""What a person can do with a special measure: take a view, decide, apply, record the direction, the telling, the use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.due import workings_of
from victimplanner.domain.eligibility import Availability
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.history import AuditEntry
from victimplanner.domain.measures import (
    Application,
    DecisionKind,
    Direction,
    DirectionKind,
    MeasureDecision,
    MeasureId,
    MeasureUse,
    MeasureView,
    UseKind,
    ViewKind,
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
    direction: Direction | None
    use: MeasureUse | None

    @property
    def id(self) -> MeasureId:
        return self.availability.measure.id

    @property
    def is_served(self) -> bool:
        return self.application is not None and self.application.served_on is not None

    @property
    def unexplained_difference(self) -> str:
        """Say which two facts differ without a reason, or ""."""
        return difference_without_reason(self.view, self.decision, self.direction, self.use)


def difference_without_reason(
    view: MeasureView | None,
    decision: MeasureDecision | None,
    direction: Direction | None,
    use: MeasureUse | None,
) -> str:
    """Name the first difference between two facts that has no reason yet, or return ""."""
    wants = view is not None and view.view in (ViewKind.WANTS, ViewKind.ONLY_IF)
    if decision is not None and not decision.reason.strip():
        if wants and decision.decision is not DecisionKind.APPLY:
            return "Wanted but not sought: say why."
        if view is not None and view.view is ViewKind.DOES_NOT_WANT and decision.decision is DecisionKind.APPLY:
            return "Not wanted but sought: say why."
    refused = direction is not None and direction.direction in (DirectionKind.REFUSED, DirectionKind.GRANTED_IN_PART)
    if direction is not None and refused and not direction.reasons.strip():
        return "Sought but not granted in full: enter the court’s reasons."
    granted = direction is not None and direction.direction in (
        DirectionKind.GRANTED,
        DirectionKind.GRANTED_IN_PART,
        DirectionKind.VARIED,
    )
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
            )
        )
    return tuple(result)


def response_workings(app: App, file: WitnessFile) -> tuple[Working, ...]:
    """Work out when the other parties' response is due (CrimPR r.18.13)."""
    return workings_of("application.response", file, app.rules, app.calendar, app.today)


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
) -> MeasureDecision:
    """Decide whether a measure is applied for, with a reason written for this witness. Earlier decisions stay.

    A measure applied for joins the witness's open application (draft), which is made when there is none.

    Raises: RuleBroken when the reason is missing, or when the measure is not open and no override reason is given.
    """
    facts = next(f for f in facts_of(app, file) if f.id is measure)
    problems = []
    if decision is DecisionKind.APPLY and not reason.strip():
        problems.append(Problem("reason", "Say why this measure would improve this witness’s evidence."))
    if decision is not DecisionKind.APPLY and not reason.strip():
        wants = facts.view is not None and facts.view.view in (ViewKind.WANTS, ViewKind.ONLY_IF)
        if wants or decision is DecisionKind.WITHDRAWN:
            problems.append(Problem("reason", "She wants this measure: say why it is not sought."))
    if decision is DecisionKind.APPLY and not facts.availability.is_open and not override_reason.strip():
        problems.append(
            Problem(
                "override_reason",
                f"{facts.availability.because} To apply all the same, give a reason for the override.",
            )
        )
    if problems:
        raise RuleBroken(*problems)
    with app.change("measure.decide") as uow:
        application_id = None
        if decision is DecisionKind.APPLY:
            known = uow.find(Application, witness_id=file.witness.id)
            application = next((a for a in known if a.served_on is None), None)
            if application is None:
                application = Application(case_id=file.case.id, witness_id=file.witness.id)
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
            decided_on=app.today,
            decided_by=app.user.display_name,
            sequence=next_sequence(chain, measure),
        )
        uow.add(new)
        return new


def save_application(app: App, file: WitnessFile, application: Application) -> Application:
    """Save the application; serving it late asks for the reason (r.18.6) and is never blocked.

    Raises: RuleBroken when it is served late without a reason, or on a day in the future; Conflict.
    """
    problems = late_problems(app, file, application)
    if application.served_on is not None and application.served_on > app.today:
        problems.append(Problem("served_on", "The day of service lies in the future. Enter it once it is served."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("measure.apply") as uow:
        if uow.find(Application, id=application.id):
            return uow.save(application)
        uow.add(application)
        return application


def late_problems(app: App, file: WitnessFile, application: Application) -> list[Problem]:
    """Ask for the reason when an application is served after the earliest limit."""
    limit = next((w.due for w in app.application_limits(file) if w.due), None)
    late = limit is not None and application.served_on is not None and application.served_on > limit
    if late and not application.late_reason.strip():
        return [
            Problem(
                "late_reason",
                "The application is served after the limit. It can be: explain the delay (r.18.6).",
            )
        ]
    return []


def application_needs(file: WitnessFile, application: Application | None) -> tuple[tuple[str, bool], ...]:
    """List the parts of r.18.10 that the program knows and whether each is there."""
    decided = [d for d in file.decisions if d.decision is DecisionKind.APPLY]
    link = any(d.measure is MeasureId.LIVE_LINK for d in decided)
    video = any(d.measure is MeasureId.ABE_VIDEO for d in decided)
    needs = [
        ("Eligibility", bool(application and application.eligibility_explained.strip())),
        ("Why each measure would help", bool(decided) and all(d.reason.strip() for d in decided)),
        ("Her views", bool(file.views)),
        ("Is a hearing wanted?", application is not None and application.hearing_wanted is not None),
    ]
    if link:
        needs.append(("Companion named", bool(application and application.companion.strip())))
        needs.append(("Her view of the companion", bool(application and application.companion_view.strip())))
    if video:
        needs.append(("Recording: date and length", bool(file.witness.abe_recorded_on and file.witness.abe_minutes)))
    return tuple(needs)


def record_direction(app: App, direction: Direction) -> Direction:
    """Record what the court directed. Earlier directions stay. Raises: RuleBroken listing what to put right."""
    problems = []
    if direction.decided_on > app.today:
        problems.append(Problem("decided_on", "That day lies in the future. Enter the day of the decision."))
    if direction.direction is DirectionKind.REFUSED and not direction.reasons.strip():
        problems.append(
            Problem("reasons", "A refusal needs the court’s reasons (s.20(5)). Enter them, or what is known.")
        )
    if direction.received_on is not None and direction.received_on > app.today:
        problems.append(Problem("received_on", "That day lies in the future. Enter the day on which the result came."))
    if direction.told_on is not None and direction.told_on > app.today:
        problems.append(Problem("told_on", "That day lies in the future. Enter the day on which she was told."))
    if direction.received_on is not None and direction.received_on < direction.decided_on:
        problems.append(Problem("received_on", "It was received before it was decided. Check the two days."))
    if direction.told_on is not None and direction.told_on < direction.decided_on:
        problems.append(Problem("told_on", "She was told before it was decided. Check the two days."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("measure.direct") as uow:
        chain = uow.find(Direction, witness_id=direction.witness_id)
        if any(d.id == direction.id for d in chain):
            return uow.save(direction)
        new = direction.model_copy(update={"sequence": next_sequence(chain, direction.measure)})
        uow.add(new)
        return new


def tell_directions(app: App, directions: Sequence[Direction], told_on: dt.date, told_by: str, told_how: str) -> None:
    """Record that the witness was told of these directions (CrimPR r.18.5; Code Right 8)."""
    problems = []
    if told_on > app.today:
        problems.append(Problem("told_on", "That day lies in the future. Enter the day on which she was told."))
    if any(told_on < direction.decided_on for direction in directions):
        problems.append(Problem("told_on", "She was told before it was decided. Check the two days."))
    if not told_by.strip():
        problems.append(Problem("told_by", "Say who told her."))
    if not told_how.strip():
        problems.append(Problem("told_how", "Say how she was told, for instance by telephone."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("measure.tell") as uow:
        for direction in directions:
            uow.save(
                direction.model_copy(
                    update={"told_on": told_on, "told_by": told_by.strip(), "told_how": told_how.strip()}
                )
            )


def record_use(app: App, use: MeasureUse) -> MeasureUse:
    """Record what really happened when she gave evidence."""
    problems = []
    if use.used_on > app.today:
        problems.append(Problem("used_on", "That day lies in the future. Enter it once she has given evidence."))
    if use.use is not UseKind.USED and not use.reason.strip():
        problems.append(Problem("reason", "Say what happened and why it differs from the direction."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("measure.use") as uow:
        chain = uow.find(MeasureUse, witness_id=use.witness_id)
        new = use.model_copy(update={"sequence": next_sequence(chain, use.measure)})
        uow.add(new)
        return new


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
