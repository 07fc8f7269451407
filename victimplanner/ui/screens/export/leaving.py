"""How papers leave: written, printed, or several in one file; on the work thread, with what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.errors import PlannerError, RuleBroken
from victimplanner.domain.issued import IssuedDocument, Output
from victimplanner.services import papers
from victimplanner.services.bundles import bundle_case
from victimplanner.services.cases import read_case
from victimplanner.services.papers import PaperRequest
from victimplanner.services.printing import print_paper
from victimplanner.ui.asking import PrintChoice
from victimplanner.ui.paper_words import PASSPHRASE_APART, breakable
from victimplanner.ui.pdf.printing import print_copies
from victimplanner.ui.screens.export.previewing import Previewer
from victimplanner.ui.screens.export.state import (
    ExportPage,
    Notice,
    copies_words,
    purpose_on_paper,
)
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import Task, TaskProgress


class Leaving(QObject):
    """The part of an export that makes copies leave; a subclass holds what is asked for in `state`."""

    state_changed = Signal()
    exported = Signal(str)
    state: ExportPage

    def __init__(self, session: Session, case_id: str, witness_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._app = session.app
        self._case_id, self._witness_id = case_id, witness_id
        self._passphrase = ""  # in no state that others see, and forgotten once it was used
        self._is_closed = False
        self._task: Task | None = None
        self.previewer = Previewer(session, self)

    def _fill(self, *, preview: bool = True, after_a_while: bool = False) -> None:
        """Put together what the dialog shows from what is stored and asked for."""
        raise NotImplementedError

    def check(self) -> bool:
        """Say what stands in the way of the export; True when nothing does."""
        request = self.state.request
        problems = papers.issue_problems(self._app, self.state.file, request)
        problems += papers.output_problems(self.state.file, request.output, self._passphrase)
        self._replace(problems=tuple(problems), notice=None)
        return not problems

    def export(self, folder: Path) -> None:
        """Write the paper to `folder` and enter it in the register; the words of the outcome stand in the notice."""
        request, file, passphrase = self.state.request, self.state.file, self._passphrase

        def work(progress: TaskProgress) -> IssuedDocument:
            progress.report(1, 2, "Making the paper")
            return papers.issue_paper(self._app, file, request, folder, passphrase)

        def done(entry: IssuedDocument) -> None:
            words = f"{breakable(entry.file_name)}, in {folder}"
            if entry.output is Output.PROTECTED:
                words += f". {PASSPHRASE_APART}"
            self._on_left(Notice("done", f"Exported. Copy {entry.copy_number} recorded.", words))

        self._start(work, done, "Making the paper")

    def print(self, choice: PrintChoice) -> None:
        """Print numbered copies and enter each that was printed in full in the register."""
        state = self.state
        request = replace(state.request, purpose=purpose_on_paper(state.request.purpose, choice, state.pages))
        file, app = state.file, self._app

        def work(progress: TaskProgress) -> tuple[IssuedDocument, ...]:
            def send(copies: tuple[bytes, ...]) -> int:
                return print_copies(copies, choice, progress.report)

            return tuple(print_paper(app, file, request, choice.copies, send))

        def done(entries: tuple[IssuedDocument, ...]) -> None:
            self._on_left(copies_words(entries, choice.copies))

        self._start(work, done, "Making the copies", can_stop=True)

    def export_bundle(
        self,
        requests: Sequence[PaperRequest],
        recipient: str,
        purpose: str,
        folder: Path,
        output: Output,
        passphrase: str,
    ) -> None:
        """Write several papers of this witness as one file; each is entered in the register as a copy of its own."""
        app, case, witness_id = self._app, self.state.case, self._witness_id

        def work(progress: TaskProgress) -> Path:
            return bundle_case(
                app, case, witness_id, requests, recipient, purpose, folder, progress, passphrase, output
            )

        def done(target: Path) -> None:
            words = f"{breakable(target.name)}, in {folder}"
            if output is Output.PROTECTED:
                words += f". {PASSPHRASE_APART}"
            self._on_left(Notice("done", "Exported. Each paper in it is recorded as a copy of its own.", words))

        self._start(work, done, "Making the papers", can_stop=True)

    def stop(self) -> None:
        """Stop what is under way at its next step; copies printed in full stay recorded."""
        if self._task is not None:
            self._task.cancel()
            self._replace(progress="Stopping")

    # ------------------------------------------------------------ inside

    def _start(
        self, work: Callable[[TaskProgress], object], done: Callable[..., None], words: str, *, can_stop: bool = False
    ) -> None:
        self.previewer.drop()
        self._replace(progress=words, done=0, total=0, can_stop=can_stop, notice=None)
        self._task = task = self._session.tasks.start(work)
        task.progressed.connect(lambda now, of, said: self._replace(progress=said, done=now, total=of))
        task.succeeded.connect(done)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._on_stopped)

    def _read(self) -> tuple[CaseFile, WitnessFile]:
        case = read_case(self._app, self._case_id)
        return case, case.witness(self._witness_id)

    def _on_left(self, notice: Notice) -> None:
        """Copies have left: the register is read anew, and every use of a barred way is decided anew."""
        self._task, self._passphrase = None, ""
        case, file = self._read()
        request = replace(self.state.request, override=None)
        self.state = replace(self.state, case=case, file=file, request=request)
        self._replace(progress="", can_stop=False, passphrase_words="", has_passphrase=False, notice=notice)
        if not self._is_closed:
            self.exported.emit(notice.sentence)
            self._fill()

    def _on_stopped(self) -> None:
        self._on_nothing_left()
        self._replace(notice=Notice("warning", "Stopped.", "Nothing was written and nothing was recorded."))

    def _on_nothing_left(self) -> None:
        """Go back to asking. Pages that were still being made when the work began are made now."""
        self._task = None
        self._replace(progress="", can_stop=False)
        if self.state.is_loading and not self._is_closed:
            self._fill()

    def _on_failed(self, error: Exception) -> None:
        self._on_nothing_left()
        if not isinstance(error, PlannerError):
            raise error
        if isinstance(error, RuleBroken):
            self._replace(problems=error.problems)
            return
        first, _, rest = str(error).partition(". ")
        self._replace(notice=Notice("error", first.rstrip(".") + ".", rest))

    def _replace(self, **changes: object) -> None:
        if self._is_closed:
            return
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self.state_changed.emit()
