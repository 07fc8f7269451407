"""The schedule of a special measures application, notice or application to vary, in two files that never mix.

The served part goes to every party. What is withheld from one (CrimPR 2025 r.18.12) stands with its reason in a file
for the court only. The witness is named by reference.
"""

from __future__ import annotations

import datetime as dt

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import NOTHING, box, numbered_title, panel, paragraphs, section, signatures, title
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.parts.application_parts import Schedule
from victimplanner.documents.parts.application_routes import parts
from victimplanner.documents.prose import Marks, Notes
from victimplanner.documents.spec import DocumentSpec, IssueInfo
from victimplanner.documents.text import Marked, bold, day, join
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.dates import plural
from victimplanner.domain.errors import Problem
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.measures import Application, Route
from victimplanner.domain.people import CaseRole
from victimplanner.domain.urn import display_urn

WITHHELD = "Information has been withheld under r.18.12."
FOR_THE_COURT_ONLY = "For the court only: not to be served on any other party"
_PANEL_WIDTHS = (115, 110, 140, 114)
_A_CELL_HOLDS = 120


def build(file: WitnessFile, _meeting: MeetingFile | None, issue: IssueInfo, paper_facts: PaperFacts) -> list[Flowable]:
    """Build one of the two files from records already cut for it."""
    found = application_that_counts(file)
    application = found or Application(case_id=file.case.id, witness_id=file.witness.id)
    if issue.variant is Variant.COURT_ONLY:
        return _court_only(file, application, issue)
    return _served(Schedule(file, application, paper_facts, issue, Marks()))


def application_that_counts(file: WitnessFile) -> Application | None:
    """Return the application that is not served yet, else the one served last."""
    not_served = [a for a in file.applications if a.served_on is None]
    if not_served:
        return not_served[-1]
    return max(file.applications, key=lambda a: a.served_on or dt.date.min, default=None)


def _served(schedule: Schedule) -> list[Flowable]:
    file, application, marks, notes = schedule.file, schedule.application, schedule.marks, Notes()
    sections = parts(schedule)
    made = title(_title(application), _subtitle(application))
    made += [_panel(file, application, schedule.issue, notes), *notes.take()]
    said = []
    if application.court_only.strip():
        said.append(Marked(WITHHELD))
    if marks.count:
        missing = plural(marks.count, "part is", "parts are")
        before = " Complete before service." if application.served_on is None else ""
        said.append(bold(f"▲ {missing} not recorded.{before}"))
    if said:
        made.append(box(join(*(word for part in said for word in (part, " ")))))
    for heading, content in sections:
        made += section(heading, *content)
    return made + _signed(file)


def _title(application: Application) -> str:
    if application.is_to_vary:
        return "Application to vary or discharge"
    return "Special measures notice" if application.route is Route.R18_9_NOTICE else "Special measures application"


def _subtitle(application: Application) -> str:
    if application.is_to_vary:
        return "Schedule to an application under CrimPR 2025 r.18.11"
    if application.route is Route.R18_9_NOTICE:
        return "Information for a direction without an application, CrimPR 2025 r.18.9"
    return "Schedule to an application under CrimPR 2025 r.18.10"


def _panel(file: WitnessFile, application: Application, issue: IssueInfo, notes: Notes) -> Flowable:
    capacity = "Complainant" if file.witness.is_complainant else "Witness"
    age = "under 18" if file.is_child_on(issue.today) else "adult" if file.age_on(issue.today) is not None else ""
    served = day(application.served_on) if application.served_on else Marked("– Not served yet")
    cells = (
        ("URN", display_urn(file.case.urn)),
        ("Witness reference", file.witness.reference),
        ("Court", file.case.court_name),
        ("Case number", file.case.court_case_no),
        ("Accused", ", ".join(f"{d.label} {d.name}" for d in file.defendants)),
        ("Witness", " · ".join(part for part in (capacity, age) if part)),
        ("Served", served),
        ("Served on", application.served_to if application.served_on else ""),
    )
    return panel(
        [(label, notes.short(value, label, _A_CELL_HOLDS) or NOTHING) for label, value in cells], _PANEL_WIDTHS
    )


def _signed(file: WitnessFile) -> list[Flowable]:
    prosecutor = file.person(CaseRole.PROSECUTOR)
    name = f"{prosecutor.name[:150]}, prosecutor" if prosecutor else "Prosecutor:"
    return section("Signed for the prosecution", signatures([(name, "", "")]))


def _court_only(file: WitnessFile, application: Application, issue: IssueInfo) -> list[Flowable]:
    notes, marks, body = Notes(), Marks(), FILE_LOOK.body
    withheld = application.court_only
    if not withheld.strip():
        withheld = Marked("– Nothing is withheld from another party.")
        reason = ""
    else:
        reason = marks.or_missing(application.court_only_reason)
    made = [box(bold(FOR_THE_COURT_ONLY))]
    made += title("Information withheld from another party", f"{_title(application)}, CrimPR 2025 r.18.12")
    made += [_panel(file, application, issue, notes), *notes.take()]
    made += section(numbered_title(1, "What is withheld"), *paragraphs(withheld, body))
    if reason:
        made += section(numbered_title(2, "Why it is withheld"), *paragraphs(reason, body))
    return made + _signed(file)


def problems(file: WitnessFile, _today: dt.date) -> list[Problem]:
    """Say that there is no application to make a schedule of."""
    if file.applications:
        return []
    return [
        Problem(
            "application",
            "There is no application for this witness yet. Nothing was made. "
            "Decide on a measure under Special measures first.",
        )
    ]


def variant_problems(file: WitnessFile, variant: Variant) -> list[Problem]:
    """Say that nothing is withheld, so that no empty paper marked for the court only leaves the office."""
    application = application_that_counts(file)
    if variant is not Variant.COURT_ONLY or application is None or application.court_only.strip():
        return []
    return [
        Problem(
            "variant",
            "Nothing is withheld from another party in this application. Nothing was made. Choose the served part.",
        )
    ]


DOCUMENT = DocumentSpec(
    kind=PaperKind.APPLICATION,
    title="Special measures application schedule",
    variants=(Variant.SERVED, Variant.COURT_ONLY),
    needs_meeting=False,
    build=build,
    problems=problems,
    name_instead="[the complainant]",
    variant_problems=variant_problems,
)
