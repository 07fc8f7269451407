"""One paper for many witnesses without widgets: what is asked for, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.contact import Channel
from victimplanner.domain.errors import PlannerError, Problem
from victimplanner.domain.issued import Output, PaperKind, Variant
from victimplanner.domain.passphrases import weaknesses
from victimplanner.services.batches import BatchResult, NotIssued, batch_papers
from victimplanner.services.papers import PaperChoice, PaperRequest, paper_choices
from victimplanner.ui.formats import counted
from victimplanner.ui.paper_words import PASSPHRASE_APART, recipient_for
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import Task, TaskProgress

Wanted = Sequence[tuple[str, str]]
"""Case and witness, in the order of the list."""


@dataclass(frozen=True)
class BatchPage:
    """What the dialog shows. `notice` is (kind of banner, sentence, text); `progress` says how far it is."""

    request: PaperRequest
    choices: tuple[PaperChoice, ...]
    witnesses: int
    problems: tuple[Problem, ...] = ()
    progress: str = ""
    done: int = 0
    refused: tuple[NotIssued, ...] = ()
    notice: tuple[str, str, str] | None = None

    @property
    def choice(self) -> PaperChoice:
        return next(choice for choice in self.choices if choice.kind is self.request.kind)

    @property
    def for_whom(self) -> str:
        return counted(self.witnesses, "witness", "witnesses")

    @property
    def is_busy(self) -> bool:
        return bool(self.progress)


class BatchViewModel(QObject):
    """One batch. `state` is replaced and `state_changed` tells."""

    state_changed = Signal()
    finished = Signal(str)

    def __init__(self, session: Session, wanted: Wanted, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = tuple(dict.fromkeys(wanted))
        self._passphrase = ""  # in no state that others see, and forgotten once it was used
        self._task: Task | None = None
        self._is_closed = False
        choices = paper_choices()
        first = choices[0]
        self.state = BatchPage(PaperRequest(first.kind, first.variants[0]), choices, len(self._wanted))

    # ------------------------------------------------------------ what is asked for

    def choose_kind(self, kind: PaperKind) -> None:
        """Another paper, in its first variant."""
        variant = next(c for c in self.state.choices if c.kind is kind).variants[0]
        recipient = recipient_for(variant, self.state.request.recipient)
        self._ask(kind=kind, variant=variant, recipient=recipient, channel=Channel.IN_PERSON)

    def choose_variant(self, variant: Variant) -> None:
        self._ask(variant=variant, recipient=recipient_for(variant, self.state.request.recipient))

    def choose_way(self, channel: Channel) -> None:
        """How it reaches the witnesses; each is checked against her own safe contact."""
        self._ask(channel=channel)

    def choose_output(self, output: Output) -> None:
        self._passphrase = ""
        self._ask(output=output)

    def write_passphrase(self, passphrase: str) -> None:
        self._passphrase = passphrase

    def write_recipient(self, recipient: str) -> None:
        self._ask(recipient=recipient)

    def write_purpose(self, purpose: str) -> None:
        self._ask(purpose=purpose)

    # ------------------------------------------------------------ doing it

    def check(self) -> bool:
        """Say what is still to be filled in; True when nothing is."""
        request = self.state.request
        problems = []
        if not self._wanted:
            problems.append(Problem("", "No witness is in the list. Nothing can be made. Choose another filter."))
        if not request.recipient.strip():
            problems.append(Problem("recipient", "Say who it is for. It stands in the register."))
        if not request.purpose.strip():
            problems.append(Problem("purpose", "Say why it is made. It is kept in the disclosure log."))
        if request.output is Output.PROTECTED:
            problems += weaknesses(self._passphrase)
        self._replace(problems=tuple(problems), notice=None)
        return not problems

    def export(self, folder: Path) -> None:
        """Write a file for each witness into `folder`, on the work thread."""
        app, wanted, request, passphrase = self._session.app, self._wanted, self.state.request, self._passphrase

        def work(progress: TaskProgress) -> BatchResult:
            return batch_papers(app, wanted, request, folder, progress, passphrase)

        self._replace(progress="Reading the cases", done=0, refused=(), notice=None)
        self._task = task = self._session.tasks.start(work)
        task.progressed.connect(lambda done, _total, words: self._replace(progress=words, done=done))
        task.succeeded.connect(lambda result: self._on_done(result, folder))
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._on_stopped)

    def stop(self) -> None:
        """Stop after the paper under way; the files written so far are whole and recorded."""
        if self._task is not None:
            self._task.cancel()
            self._replace(progress="Stopping")

    def close(self) -> None:
        """The dialog is left: work still under way stops, and finds nobody waiting."""
        if self._task is not None:
            self._task.cancel()
        self._passphrase = ""
        self._is_closed = True

    def _on_done(self, result: BatchResult, folder: Path) -> None:
        self._task, was_protected = None, bool(self._passphrase)
        self._passphrase = ""
        first, _, rest = result.words.partition(". ")
        words = f"{rest} They are in {folder}." if result.issued else rest
        if was_protected and result.issued:
            words += f" {PASSPHRASE_APART}"
        kind = "done" if not result.refused and not result.stopped else "warning"
        self._replace(progress="", refused=result.refused, notice=(kind, f"{first.rstrip('.')}.", words.strip()))
        if not self._is_closed:
            self.finished.emit(result.words)

    def _on_stopped(self) -> None:
        """Stopped before it began: one that had begun comes back with what was written."""
        self._task = None
        self._replace(progress="", notice=("warning", "Stopped.", "Nothing was written and nothing was recorded."))

    def _on_failed(self, error: Exception) -> None:
        self._task = None
        self._replace(progress="")
        if not isinstance(error, PlannerError):
            raise error
        first, _, rest = str(error).partition(". ")
        self._replace(notice=("error", f"{first.rstrip('.')}.", rest))

    def _ask(self, **changes: object) -> None:
        request = replace(self.state.request, **changes)  # type: ignore[arg-type]
        self._replace(request=request, problems=(), notice=None)

    def _replace(self, **changes: object) -> None:
        if self._is_closed:
            return
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self.state_changed.emit()
