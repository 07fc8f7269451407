"""An inspector's questions for one case or for a sample drawn at random: answers, a list, and a sheet for each witness."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from pathlib import Path

from victimplanner.documents.sheets import csv_bytes, xlsx_bytes
from victimplanner.domain.access import check_access
from victimplanner.domain.case import Case, CaseState, Charge
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.inspection.form import ANSWER_STATE_WORDS, TOPICS, ReviewAnswer
from victimplanner.domain.inspection.sampling import LARGEST_SEED, Drawn, SampleFilter, draw
from victimplanner.domain.issued import IssuedDocument, PaperKind, Variant
from victimplanner.domain.sheets import ColumnKind, Sheet, SheetColumn
from victimplanner.domain.urn import display_urn
from victimplanner.services.cases import read_case
from victimplanner.services.context import App
from victimplanner.services.paper_files import write_recorded
from victimplanner.services.papers import PaperRequest, issue_paper
from victimplanner.services.progress import NoProgress, Progress
from victimplanner.services.review import all_answers

LIST_NAME = "inspection-list"


@dataclass(frozen=True)
class Inspected:
    """One witness of a case with every answer. `number` is the place of the case in the sample, 0 without one."""

    case: CaseFile
    file: WitnessFile
    answers: tuple[ReviewAnswer, ...]
    number: int = 0


@dataclass(frozen=True)
class Inspection:
    """What was asked of one case, or of a sample."""

    witnesses: tuple[Inspected, ...]
    drawn: Drawn | None = None

    def how(self, number: int = 0) -> tuple[tuple[str, str], ...]:
        """Return how the cases were chosen, as (what, words)."""
        return self.drawn.words(number) if self.drawn else (("Chosen", "One case, by its URN"),)


def new_seed() -> int:
    """Return a seed nobody could have chosen."""
    return secrets.randbelow(LARGEST_SEED + 1)


def units(app: App) -> list[str]:
    """Return the units that have cases."""
    with app.read() as uow:
        return sorted({case.unit for case in uow.find(Case) if case.unit})


def draw_sample(app: App, chosen: SampleFilter, size: int, seed: int | None = None) -> Drawn:
    """Draw cases at random; without a seed a new one is made and shown. Raises: RuleBroken."""
    with app.read() as uow:
        cases = uow.find(Case)
        charged: dict[str, dt.date] = {}
        for charge in uow.find(Charge):
            if charge.charged_on is not None:
                charged[charge.case_id] = min(charged.get(charge.case_id, charge.charged_on), charge.charged_on)
    keys = [
        (case.urn, case.id)
        for case in cases
        if chosen.takes(case.unit, charged.get(case.id), case.state is CaseState.CLOSED)
    ]
    return draw(keys, chosen, size, new_seed() if seed is None else seed)


def inspect_case(app: App, case_id: str) -> Inspection:
    """Ask every question of one case, of each witness, and record that it was looked at. Raises: NotFound."""
    return Inspection(_inspected(app, case_id, 0))


def inspect_sample(app: App, drawn: Drawn, progress: Progress | None = None) -> Inspection:
    """Ask every question of each case drawn, and record that they were looked at. Raises: Cancelled."""
    watched = progress or NoProgress()
    found: list[Inspected] = []
    for number, (_urn, case_id) in enumerate(drawn.keys, start=1):
        watched.report(number - 1, len(drawn.keys), f"{number - 1} of {len(drawn.keys)} cases")
        found += _inspected(app, case_id, number)
    return Inspection(tuple(found), drawn)


def _inspected(app: App, case_id: str, number: int) -> tuple[Inspected, ...]:
    case = read_case(app, case_id)
    app.look("inspection.ask", Case.__name__, case_id, case_id)
    return tuple(Inspected(case, file, all_answers(app, case, file), number) for file in case.witnesses)


# ---------------------------------------------------------------- what leaves the program


def write_pack(
    app: App,
    inspection: Inspection,
    variant: Variant,
    recipient: str,
    purpose: str,
    folder: Path,
    progress: Progress | None = None,
) -> list[IssuedDocument]:
    """Write a sheet for each witness into `folder`; each is entered in the register of its case.

    One file for each witness, so that no paper about one holds anything of another. Where one cannot be written, those
    written before stay and are in the register.

    Raises: NotAllowed, RuleBroken, StorageProblem, Cancelled.
    """
    check_access(app.user.role, "paper.issue")
    watched = progress or NoProgress()
    issued = []
    for done, one in enumerate(inspection.witnesses):
        watched.report(done, len(inspection.witnesses), f"{done} of {len(inspection.witnesses)} sheets")
        sample = inspection.how(one.number) if inspection.drawn else ()
        request = PaperRequest(PaperKind.INSPECTION_SHEET, variant, recipient, purpose, sample=sample)
        issued.append(issue_paper(app, one.file, request, folder))
    return issued


def answers_sheet(app: App, inspection: Inspection) -> Sheet:
    """Return every answer as a list: a row for each question and witness."""
    columns = (
        SheetColumn("URN", ColumnKind.TEXT),
        SheetColumn("Witness", ColumnKind.TEXT),
        SheetColumn("Number", ColumnKind.WHOLE_NUMBER),
        SheetColumn("About", ColumnKind.TEXT),
        SheetColumn("Question", ColumnKind.TEXT),
        SheetColumn("Answer", ColumnKind.TEXT),
        SheetColumn("What the records show", ColumnKind.TEXT),
    )
    rows = tuple(
        (
            display_urn(one.case.case.urn),
            one.file.witness.reference,
            answer.question.number,
            TOPICS[answer.question.about],
            answer.question.text,
            ANSWER_STATE_WORDS[answer.state],
            answer.words,
        )
        for one in inspection.witnesses
        for answer in one.answers
    )
    return Sheet(
        title="Inspection answers",
        columns=columns,
        rows=rows,
        filters=inspection.how(),
        made_by=app.user.display_name,
        made_at=app.now,
        is_practice=app.office.is_practice,
    )


def write_list(app: App, inspection: Inspection, purpose: str, target: Path, *, replace: bool = False) -> None:
    """Write the answers as XLSX or CSV, by the ending of `target`, and record it.

    Raises: NotAllowed; RuleBroken without a purpose; StorageProblem when the folder cannot be written.
    """
    if not purpose.strip():
        raise RuleBroken(Problem("purpose", "Say why it is made. It is kept in the history."))
    check_access(app.user.role, "inspection.export")
    sheet = answers_sheet(app, inspection)
    content = csv_bytes(sheet) if target.suffix.lower() == ".csv" else xlsx_bytes([sheet])
    write_recorded(app, target, content, "inspection.export", Case.__name__, purpose.strip(), replace=replace)
