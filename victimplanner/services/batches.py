"""One paper for many witnesses: made by two processes, written and registered here, one whole file after the other."""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from victimplanner.domain.access import check_access
from victimplanner.domain.errors import Cancelled, PlannerError, StorageProblem
from victimplanner.domain.issued import IssuedDocument, Output
from victimplanner.domain.urn import display_urn
from victimplanner.services.cases import read_case
from victimplanner.services.context import App
from victimplanner.services.paper_making import MadePaper, PaperOrder, make_copy
from victimplanner.services.papers import PaperRequest, check_issue, issue_made, paper_order
from victimplanner.services.progress import NoProgress, Progress

_PROCESSES = 2  # an office computer has other work
_AHEAD = 2 * _PROCESSES  # papers in the making at a time: the records of no more are in memory
WORTH_A_PROCESS = 30  # fewer papers are made before two processes have started and caught up
_FOR_ALL = frozenset({"folder"})  # what stands against one file here stands against the next


@dataclass(frozen=True)
class NotIssued:
    """A paper of a batch that was not issued: of which witness, by paper reference, and why."""

    case_id: str
    witness_id: str
    about: str
    reason: str


@dataclass(frozen=True)
class BatchResult:
    """What became of a batch, in its order. `stopped` says why the rest was not tried; empty: all were."""

    total: int
    issued: tuple[IssuedDocument, ...]
    refused: tuple[NotIssued, ...]
    stopped: str = ""

    @property
    def words(self) -> str:
        """Say in a sentence what was written, what was not, and why the rest was not tried."""
        written = f"{len(self.issued)} of {self.total} papers written and entered in the register."
        refused = f" {len(self.refused)} not issued." if self.refused else ""
        left = self.total - len(self.issued) - len(self.refused)
        return written + refused + (f" {self.stopped} {left} not tried." if self.stopped else "")


def batch_papers(
    app: App,
    wanted: Sequence[tuple[str, str]],
    request: PaperRequest,
    folder: Path,
    progress: Progress | None = None,
    passphrase: str = "",
) -> BatchResult:
    """Issue the same paper for each (case id, witness id) of `wanted`, one file for each, in that order.

    One that is refused does not stop the others; a folder that cannot be written to stops all. When the person stops
    it, the files written so far are whole and stand in the register. A meeting is each witness's own last one.

    Raises: NotAllowed before anything is made.
    """
    if request.output is Output.PRINTED or request.meeting_id is not None:
        raise ValueError("a batch writes files, each about the witness’s own last meeting")
    check_access(app.user.role, "paper.issue")
    pairs = list(dict.fromkeys(wanted))
    watched = progress or NoProgress()
    issued: list[IssuedDocument] = []
    refused: list[NotIssued] = []
    stopped = ""
    with _Maker(len(pairs)) as maker:
        for done, task in enumerate(_in_the_making(app, pairs, request, passphrase, maker)):
            try:
                watched.report(done, len(pairs), f"{len(issued)} of {len(pairs)} papers written")
            except Cancelled:
                stopped = "You stopped it."
                break
            try:
                order, made = task.take()
                issued.append(issue_made(app, request, order, made, folder, passphrase))
            except PlannerError as problem:
                refused.append(NotIssued(*task.pair, task.about, str(problem)))
                if isinstance(problem, StorageProblem) and problem.kind in _FOR_ALL:
                    stopped = "The folder cannot be written to."
                    break
    return BatchResult(len(pairs), tuple(issued), tuple(refused), stopped)


@dataclass(frozen=True)
class _Task:
    """One paper of the batch. `take` waits until it is made, or raises why it is not."""

    pair: tuple[str, str]
    about: str
    take: Callable[[], tuple[PaperOrder, MadePaper]]


def _in_the_making(
    app: App, pairs: Sequence[tuple[str, str]], request: PaperRequest, passphrase: str, maker: _Maker
) -> Iterator[_Task]:
    """Yield the papers in order, with the next ones begun."""
    begun: deque[_Task] = deque()
    for pair in pairs:
        begun.append(_begin(app, pair, request, passphrase, maker))
        if len(begun) > (_AHEAD if maker.is_elsewhere else 0):
            yield begun.popleft()
    while begun:
        yield begun.popleft()


def _begin(app: App, pair: tuple[str, str], request: PaperRequest, passphrase: str, maker: _Maker) -> _Task:
    about = ""
    try:
        case = read_case(app, pair[0])
        about = display_urn(case.case.urn)
        file = case.witness(pair[1])
        about = f"{about}, {file.witness.reference}"
        check_issue(app, file, request, passphrase)
        order = paper_order(app, file, request)
    except PlannerError as problem:
        return _Task(pair, about, _raising(problem))
    made = maker.start(order)
    return _Task(pair, about, lambda: (order, made()))


def _raising(problem: PlannerError) -> Callable[[], tuple[PaperOrder, MadePaper]]:
    def take() -> tuple[PaperOrder, MadePaper]:
        raise problem

    return take


class _Maker:
    """Makes papers in two other processes, or here: for a few, in a frozen program, and where no process can start."""

    def __init__(self, papers: int) -> None:
        self._pool: ProcessPoolExecutor | None = None
        if papers >= WORTH_A_PROCESS and not getattr(sys, "frozen", False):
            try:
                self._pool = ProcessPoolExecutor(_PROCESSES, mp_context=multiprocessing.get_context("spawn"))
            except (OSError, ImportError, NotImplementedError):
                self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    @property
    def is_elsewhere(self) -> bool:
        return self._pool is not None

    def start(self, order: PaperOrder) -> Callable[[], MadePaper]:
        """Begin to make a copy; call what comes back to have it. A process that dies loses no paper."""
        if self._pool is None:
            return lambda: make_copy(order)
        try:
            begun = self._pool.submit(make_copy, order)
        except (BrokenExecutor, OSError):
            return lambda: self._here(order)
        return lambda: self._there(begun, order)

    def _there(self, begun: Future[MadePaper], order: PaperOrder) -> MadePaper:
        try:
            return begun.result()
        except BrokenExecutor:
            return self._here(order)

    def _here(self, order: PaperOrder) -> MadePaper:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
        return make_copy(order)
