"""Taking in a caseload list: judge it without writing, then write it case by case, all or nothing per case."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from victimplanner.domain.errors import StorageProblem
from victimplanner.domain.imported import ImportedRow
from victimplanner.domain.importing import ImportKnowledge, ImportPlan, knowledge_from
from victimplanner.services.context import App
from victimplanner.services.import_writing import CaseWriter
from victimplanner.services.progress import NoProgress, Progress
from victimplanner.storage.resource_files import read_toml


@cache
def import_knowledge() -> ImportKnowledge:
    """Read the words an import knows: headings, courts, plea words, police forces."""
    return knowledge_from(
        headings=read_toml("text", "import_headings.toml"),
        words=read_toml("text", "import_words.toml"),
        courts=read_toml("text", "courts.toml"),
        forces=read_toml("text", "police_forces.toml"),
    )


def read_list(path: Path) -> bytes:
    """Read a list's bytes. Raises: StorageProblem in words when it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise StorageProblem("missing", "That file is not there. Nothing was imported. Check the name.") from None
    except OSError:
        raise StorageProblem(
            "unreadable", "That file cannot be read; it may be open elsewhere. Nothing was imported."
        ) from None


def fingerprints(app: App) -> frozenset[str]:
    """Return the fingerprints of all rows imported so far; such rows are left out."""
    with app.read() as uow:
        return frozenset(row.fingerprint for row in uow.find(ImportedRow))


@dataclass
class ImportDone:
    """What an import did: cases written, witnesses written, cases that failed with the reason.

    `kept` names what the list says differently about a case that was here already, and that was left as it is.
    """

    cases: int = 0
    witnesses: int = 0
    failed: dict[str, str] = field(default_factory=dict)  # URN -> reason
    kept: dict[str, tuple[str, ...]] = field(default_factory=dict)  # URN -> sentences without names


def import_plan(app: App, plan: ImportPlan, progress: Progress | None = None) -> ImportDone:
    """Write every case of a plan, each in a transaction of its own.

    A case that fails is left out whole and named; the others stand. Cancelling leaves out the cases not yet
    written. Importing the same list again writes nothing.

    Raises: Cancelled, NotAllowed.
    """
    progress = progress or NoProgress()
    done, unit = ImportDone(), app.office.name
    for number, case_import in enumerate(plan.cases):
        progress.report(number, len(plan.cases), f"Case {number + 1} of {len(plan.cases)}")
        try:
            with app.change("case.import") as uow:
                writer = CaseWriter(uow, case_import, plan, unit, app.now)
                writer.write()
            done.cases += 1
            done.witnesses += writer.witnesses
            if writer.kept:
                done.kept[case_import.urn] = tuple(writer.kept)
        except StorageProblem as problem:
            done.failed[case_import.urn] = str(problem)
    progress.report(len(plan.cases), len(plan.cases), "Finished")
    return done
