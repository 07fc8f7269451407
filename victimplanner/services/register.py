"""The register of papers that left the program: what holds, what was superseded or recalled, and the kept pages."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from victimplanner.documents.finish import protect
from victimplanner.documents.superseded import RECALLED, SUPERSEDED, mark_superseded
from victimplanner.domain.access import check_access
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.errors import NotFound, Problem, RuleBroken, StorageProblem
from victimplanner.domain.issued import IssuedDocument, KeptCopy, Output, PaperKind
from victimplanner.services.cases import read_case
from victimplanner.services.context import App
from victimplanner.services.letters import WAYS_OF_A_LETTER
from victimplanner.services.paper_entries import kept_copy
from victimplanner.services.paper_files import write_paper
from victimplanner.services.paper_making import with_form
from victimplanner.services.papers import PaperRequest, gate_stops, output_problems, reaches_her
from victimplanner.storage.unit_of_work import UnitOfWork


class RegisterState(StrEnum):
    CURRENT = "current"
    SUPERSEDED = "superseded"
    RECALLED = "recalled"


REGISTER_STATE_WORDS = {
    RegisterState.CURRENT: "Current",
    RegisterState.SUPERSEDED: "Superseded",
    RegisterState.RECALLED: "Recalled",
}
_MARKS = {RegisterState.SUPERSEDED: SUPERSEDED, RegisterState.RECALLED: RECALLED}


@dataclass(frozen=True)
class RegisterLine:
    """One issued copy and how it stands. `superseded_by` is the latest version of the same paper, if there is one."""

    entry: IssuedDocument
    state: RegisterState
    superseded_by: int | None = None


def read_register(app: App, case_id: str) -> tuple[RegisterLine, ...]:
    """Return the issued copies of a case, newest first."""
    with app.read() as uow:
        entries = uow.find(IssuedDocument, case_id=case_id)
    ordered = sorted(entries, key=_when, reverse=True)
    latest = _latest(entries)
    return tuple(_line(entry, latest) for entry in ordered)


def kept_pages(app: App, entry: IssuedDocument, *, marked: bool = False) -> bytes:
    """Return the pages of an issued copy as they left, without any passphrase, recording that they were looked at.

    With `marked`, pages that no longer hold say so on every page.

    Raises: NotFound for a copy issued before pages were kept, StorageProblem where they are not those issued.
    """
    with app.read() as uow:
        pdf = _kept(uow, entry)
        own = uow.find(IssuedDocument, witness_id=entry.witness_id)
    app.look("paper.view", IssuedDocument.__name__, entry.id, entry.case_id, reason=entry.kind.value)
    stored = next(one for one in own if one.id == entry.id)  # it may have been recalled since it was listed
    state = _line(stored, _latest(own)).state
    return mark_superseded(pdf, _MARKS[state]) if marked and state in _MARKS else pdf


def write_again(app: App, entry: IssuedDocument, folder: Path, passphrase: str = "") -> Path:
    """Write the same bytes of an issued copy again, recorded; return the file. No new copy is counted.

    A copy that went with a passphrase goes with one again, the same or another; others may be given one.

    Raises: NotAllowed before anything is written; NotFound, StorageProblem as `kept_pages` and `issue_paper`; RuleBroken
    for a passphrase that is missing, too plain, or asked for with an archive copy, and where there is no way to her.
    """
    check_access(app.user.role, "paper.rewrite")
    form = Output.PROTECTED if passphrase and entry.output is not Output.ARCHIVE else entry.output
    with app.read() as uow:
        pdf = _kept(uow, entry)
    file = read_case(app, entry.case_id).witness(entry.witness_id)
    _check_ways(app, file, entry)
    problems = output_problems(file, form, passphrase)
    if problems:
        raise RuleBroken(*problems)
    is_protected = form is Output.PROTECTED
    target = folder / (with_form(entry.file_name, form) if is_protected else entry.file_name)
    write_paper(target, protect(pdf, passphrase) if is_protected else pdf, entry.pages, passphrase)
    try:
        app.look("paper.rewrite", IssuedDocument.__name__, entry.id, entry.case_id, reason=entry.kind.value)
    except BaseException:  # a copy of which the history knows nothing must not stay
        target.unlink(missing_ok=True)
        raise
    return target


def print_again(app: App, entry: IssuedDocument, send: Callable[[bytes], bool]) -> bool:
    """Print the pages of an issued copy once more, recorded; no new copy is counted. Pages that no longer hold say so.

    `send` prints and says whether all came out; only then it is recorded.

    Raises: as `kept_pages`; NotAllowed, and RuleBroken where there is no way to her, before anything is printed.
    """
    check_access(app.user.role, "paper.rewrite")
    _check_ways(app, read_case(app, entry.case_id).witness(entry.witness_id), entry)
    is_printed = send(kept_pages(app, entry, marked=True))
    if is_printed:
        app.look("paper.rewrite", IssuedDocument.__name__, entry.id, entry.case_id, reason=entry.kind.value)
    return is_printed


def _check_ways(app: App, file: WitnessFile, entry: IssuedDocument) -> None:
    """Let a copy for the witness leave once more only while some way to her is open; a refusal is recorded."""
    request = PaperRequest(entry.kind, entry.variant)
    ways = WAYS_OF_A_LETTER if entry.kind is PaperKind.LETTER else tuple(Channel)
    stops = [gate_stops(app, file, replace(request, channel=way)) for way in ways] if reaches_her(request) else []
    if stops and all(stops):
        app.look("paper.refuse", IssuedDocument.__name__, entry.id, entry.case_id, reason=entry.kind.value)
        raise RuleBroken(*stops[0])


def recall(app: App, entry_id: str, reason: str) -> IssuedDocument:
    """Note that an issued copy was called back, with the reason; return the entry. The copy itself stays kept.

    Raises: RuleBroken without a reason or for a copy that was recalled already, NotFound.
    """
    if not reason.strip():
        raise RuleBroken(Problem("recall_reason", "Say why it is recalled. It stands in the register."))
    with app.change("paper.recall") as uow:
        entry = uow.get(IssuedDocument, entry_id)
        if entry.is_recalled:
            raise RuleBroken(
                Problem("", "This copy was recalled before. Nothing was changed. The register says when and why.")
            )
        return uow.save(
            entry.model_copy(
                update={
                    "recalled_on": app.today,
                    "recalled_by": app.user.display_name,
                    "recall_reason": reason.strip(),
                }
            )
        )


def _when(entry: IssuedDocument) -> tuple[dt.datetime, int, int]:
    return entry.issued_at, entry.document_version, entry.copy_number  # several may be issued at one moment


def _latest(entries: Iterable[IssuedDocument]) -> dict[tuple[str, ...], int]:
    latest: dict[tuple[str, ...], int] = {}
    for entry in entries:
        latest[entry.paper] = max(latest.get(entry.paper, 0), entry.document_version)
    return latest


def _line(entry: IssuedDocument, latest: dict[tuple[str, ...], int]) -> RegisterLine:
    version = latest[entry.paper]
    later = version if version > entry.document_version else None
    if entry.is_recalled:
        return RegisterLine(entry, RegisterState.RECALLED, later)
    return RegisterLine(entry, RegisterState.SUPERSEDED if later else RegisterState.CURRENT, later)


def _kept(uow: UnitOfWork, entry: IssuedDocument) -> bytes:
    found = uow.find(KeptCopy, issued_id=entry.id)
    if not found:
        raise NotFound(
            "This copy was issued before the program kept the pages of its papers. Its entry stands. Ask whoever has "
            "the copy, or issue the paper anew."
        )
    kept = found[0]
    is_same = kept.id == kept_copy(entry, kept.pdf).id
    if entry.output is not Output.PROTECTED:  # what left then is not what is kept: the entry has another hash
        is_same = is_same and hashlib.sha256(kept.pdf).hexdigest() == entry.sha256
    if not is_same:
        raise StorageProblem(
            "changed_copy",
            "The kept pages of this copy are not those that were issued. Nothing was shown or written. Restore the "
            "last backup of the office file, and tell the manager.",
        )
    return kept.pdf
