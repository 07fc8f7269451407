"""The copies that left for one witness; everything that changes or leaves goes through the services."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.errors import PlannerError
from victimplanner.domain.issued import IssuedDocument, Output
from victimplanner.services import register
from victimplanner.services.register import RegisterLine
from victimplanner.ui.asking import PrintChoice
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.paper_words import PASSPHRASE_APART, breakable
from victimplanner.ui.pdf.printing import print_copies
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import Task, TaskProgress
from victimplanner.ui.witness_tab import WitnessTabModel


@dataclass(frozen=True)
class CopyLine:
    """One copy, as a line of the list."""

    id: str
    line: RegisterLine

    @property
    def entry(self) -> IssuedDocument:
        return self.line.entry


@dataclass(frozen=True)
class RegisterPage:
    """What the tab shows. `notice` is (kind of banner, sentence, text); `working` says how far long work is."""

    file: WitnessFile | None = None
    lines: tuple[CopyLine, ...] = ()
    notice: tuple[str, str, str] | None = None
    working: str = ""
    error: str = ""


class RegisterViewModel(WitnessTabModel):
    """Holds the register of one witness. Nothing of another witness of the case is in it."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, RegisterPage(), parent)
        self._task: Task | None = None

    def _page(self, case: CaseFile, file: WitnessFile) -> RegisterPage:
        lines = register.read_register(self._app, case.case.id)
        own = tuple(CopyLine(line.entry.id, line) for line in lines if line.entry.witness_id == file.witness.id)
        same = self.state.file is not None and self.state.file.witness.id == file.witness.id
        now: RegisterPage = self.state
        return RegisterPage(file, own, now.notice if same else None, now.working if same else "")

    @property
    def may_write(self) -> bool:
        return self._app.may("paper.rewrite")

    @property
    def may_recall(self) -> bool:
        return self._app.may("paper.recall")

    def pages_of(self, copy: CopyLine) -> bytes | None:
        """Return the pages of a copy, marked where it no longer holds; None where there are none, with the reason."""
        try:
            return register.kept_pages(self._app, copy.entry, marked=True)
        except PlannerError as problem:
            self._tell_failure(problem)
            return None

    def write_again(self, copy: CopyLine, folder: Path, passphrase: str) -> Problems:
        """Write the file of a copy once more; returns what is to be put right."""
        written: list[Path] = []
        problems = attempt(lambda: written.append(register.write_again(self._app, copy.entry, folder, passphrase)))
        if not problems:
            words = f"{breakable(written[0].name)}, in {folder}."
            if passphrase:
                words += f" {PASSPHRASE_APART}"
            self._set(notice=("done", "Written again. It is the same copy, and stands in the history.", words))
        return problems

    def needs_passphrase(self, copy: CopyLine) -> bool:
        return copy.entry.output is Output.PROTECTED

    def may_have_passphrase(self, copy: CopyLine) -> bool:
        """An archive copy is never encrypted."""
        return copy.entry.output is not Output.ARCHIVE

    def recall(self, copy: CopyLine, reason: str) -> Problems:
        """Note that a copy was called back; returns what is to be put right."""
        return self._try(lambda: register.recall(self._app, copy.entry.id, reason), "The copy is recalled.")

    def print_again(self, copy: CopyLine, choice: PrintChoice) -> None:
        """Print a copy once more, on the work thread."""
        app = self._app

        def work(progress: TaskProgress) -> bool:
            return register.print_again(app, copy.entry, lambda pdf: print_copies((pdf,), choice, progress.report) == 1)

        self._set(working="Printing", notice=None)
        self._task = task = self._session.tasks.start(work)
        task.progressed.connect(lambda _done, _total, words: self._set(working=words))
        task.succeeded.connect(self._on_printed)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(lambda: self._on_printed(False))

    def stop(self) -> None:
        """Stop printing after the page under way."""
        if self._task is not None:
            self._task.cancel()

    def forget_notice(self) -> None:
        self._set(notice=None)

    def _on_printed(self, is_printed: bool) -> None:
        self._task = None
        if is_printed:
            notice = ("done", "Printed again.", "It is the same copy, and stands in the history.")
        else:
            notice = ("warning", "Not printed in full.", "Destroy the pages that came out, and print it again.")
        self._set(working="", notice=notice)

    def _on_failed(self, error: Exception) -> None:
        self._task = None
        self._set(working="")
        if not isinstance(error, PlannerError):
            raise error
        self._tell_failure(error)

    def _tell_failure(self, problem: PlannerError) -> None:
        first, _, rest = str(problem).partition(". ")
        self._set(notice=("error", f"{first.rstrip('.')}.", rest))

    def _set(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit()
