"""What a person can do with an application: complete it, serve it, late or not, and note what was answered."""

from __future__ import annotations

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.clocks import workings_of
from victimplanner.domain.deadlines import Working
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.measures import Application
from victimplanner.services.context import App


def response_workings(app: App, file: WitnessFile) -> tuple[Working, ...]:
    """Work out when the other parties' response is due (CrimPR r.18.13)."""
    return workings_of("application.response", file, app.rules, app.calendar, app.today)


def save_application(app: App, file: WitnessFile, application: Application) -> Application:
    """Save the application; serving it late asks for the reason (r.18.6) and is never blocked.

    Raises: RuleBroken when it is served late without a reason, or on a day in the future; Conflict.
    """
    problems = late_problems(app, file, application)
    if application.served_on is not None and application.served_on > app.today:
        problems.append(Problem("served_on", "The day of service lies in the future. Enter it once it is served."))
    problems += _contradictions(app, application)
    if problems:
        raise RuleBroken(*problems)
    with app.change("measure.apply") as uow:
        if uow.find(Application, id=application.id):
            return uow.save(application)
        uow.add(application)
        return application


def late_problems(app: App, file: WitnessFile, application: Application) -> list[Problem]:
    """Ask for the reason when a first application is served after the earliest limit; one to vary has no limit."""
    limit = next((w.due for w in app.application_limits(file) if w.due), None)
    late = limit is not None and application.served_on is not None and application.served_on > limit
    if late and not application.is_to_vary and not application.late_reason.strip():
        return [
            Problem(
                "late_reason",
                "The application is served after the limit. It can be: explain the delay (r.18.6).",
            )
        ]
    return []


def _contradictions(app: App, application: Application) -> list[Problem]:
    """List what cannot be, beside its field: days in the future, an answer before the question."""
    problems = []
    served = application.served_on
    for name, day in (
        ("response_received_on", application.response_received_on),
        ("extension_decided_on", application.extension_decided_on),
        ("recording_served_on", application.recording_served_on),
        ("aware_on", application.aware_on),
    ):
        if day is not None and day > app.today:
            problems.append(Problem(name, "That day lies in the future. Enter it once it has happened."))
    if application.response_received_on and served is None:
        problems.append(Problem("response_received_on", "A response was received, but the application is not served."))
    elif application.response_received_on and served and application.response_received_on < served:
        problems.append(Problem("response_received_on", "The response came before service. Check the two days."))
    if application.aware_on and served and served < application.aware_on:
        problems.append(Problem("aware_on", "It was served before the change was known. Check the two days."))
    if application.is_to_vary and served is not None and not application.material_change.strip():
        problems.append(
            Problem("material_change", "Say what has changed since the direction, and why it matters (r.18.11).")
        )
    if application.court_only.strip() and not application.court_only_reason.strip():
        problems.append(Problem("court_only_reason", "Say why this is withheld from the other parties (r.18.12)."))
    if application.extension_granted is not None and not application.late_reason.strip():
        problems.append(Problem("late_reason", "An extension is recorded: say what explained the delay (r.18.6)."))
    return problems
