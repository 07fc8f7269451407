"""What was asked, of which witnesses, and whose answers are in view; drawing and writing go through the service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.errors import PlannerError
from victimplanner.domain.inspection.form import Evidence
from victimplanner.domain.inspection.sampling import SampleFilter
from victimplanner.domain.issued import IssuedDocument, Variant
from victimplanner.domain.urn import display_urn
from victimplanner.services import inspection
from victimplanner.services.cases import find_case_by_urn
from victimplanner.services.inspection import Inspected, Inspection
from victimplanner.ui import formats
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.navigation import Destination
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import Task, TaskProgress


@dataclass(frozen=True)
class WitnessLine:
    """One witness of the inspection, as a line."""

    id: str
    inspected: Inspected

    @property
    def urn(self) -> str:
        return display_urn(self.inspected.case.case.urn)


@dataclass(frozen=True)
class InspectionState:
    """What the dialog shows. `message` is (kind of banner, sentence, text); `working` says how far long work is."""

    inspection: Inspection | None = None
    lines: tuple[WitnessLine, ...] = ()
    current: WitnessLine | None = None
    working: str = ""
    message: tuple[str, str, str] | None = None


class InspectionViewModel(QObject):
    """Asks the questions; long work runs on the work thread."""

    state_changed = Signal()

    def __init__(self, session: Session, case_id: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self._words = ""
        self.state = InspectionState()
        if case_id:
            self._show(inspection.inspect_case(session.app, case_id))

    @property
    def may_write(self) -> bool:
        return self._session.app.may("inspection.export")

    @property
    def is_working(self) -> bool:
        return bool(self.state.working)

    def units(self) -> list[str]:
        return inspection.units(self._session.app)

    # ------------------------------------------------------------ asking

    def open_case(self, urn: str) -> Problems:
        """Ask the questions of one case, by its URN in any spelling."""
        app = self._session.app
        return attempt(lambda: self._show(inspection.inspect_case(app, find_case_by_urn(app, urn).case.id)))

    def draw(self, chosen: SampleFilter, size: int, seed: int | None) -> Problems:
        """Draw a sample and ask the questions of each case in it, on the work thread."""
        app = self._session.app

        def start() -> None:
            drawn = inspection.draw_sample(app, chosen, size, seed)
            self._start(
                "Cases are being read", lambda progress: inspection.inspect_sample(app, drawn, progress), self._show
            )

        return attempt(start)

    def show_witness(self, line: WitnessLine | None) -> None:
        """Show the answers for another witness."""
        if line is not None and line != self.state.current:
            self._set(current=line)

    def place_of(self, fact: Evidence) -> Destination | None:
        """Return where the entry behind an answer stands."""
        current = self.state.current
        if current is None or not fact.tab:
            return None
        one = current.inspected
        return Destination("case", one.case.case.id, one.file.witness.id, fact.tab, fact.subject_id)

    # ------------------------------------------------------------ writing

    def write_pack(self, variant: Variant, recipient: str, purpose: str, folder: Path) -> None:
        """Write a sheet for each witness into a folder, on the work thread."""
        asked, app = self.state.inspection, self._session.app
        if asked is None:
            return
        self._start(
            "Sheets are being written",
            lambda progress: inspection.write_pack(app, asked, variant, recipient, purpose, folder, progress),
            self._written,
        )

    def write_list(self, purpose: str, target: Path, *, replace_file: bool) -> None:
        """Write the answers as a list, on the work thread. `replace_file`: the person agreed to that."""
        asked, app = self.state.inspection, self._session.app
        if asked is None:
            return

        def work(_progress: TaskProgress) -> str:
            inspection.write_list(app, asked, purpose, target, replace=replace_file)
            return target.name

        self._start("The list is being written", work, self._list_written)

    def stop(self) -> None:
        """Ask its own long work to stop; that of others goes on."""
        if self._task is not None:
            self._task.cancel()

    def forget_message(self) -> None:
        self._set(message=None)

    def _written(self, issued: list[IssuedDocument]) -> None:
        sheets = formats.counted(len(issued), "sheet")
        self._set(working="", message=("done", f"{sheets} written.", "Each stands in the register of its case."))

    def _list_written(self, name: str) -> None:
        self._set(working="", message=("done", "The list was written.", f"{name}. It stands in the history."))

    def _start(self, words: str, work: Callable[[TaskProgress], Any], succeeded: Callable[[Any], None]) -> None:
        self._words = words
        self._set(working=words, message=None)
        task = self._task = self._session.tasks.start(work)
        task.progressed.connect(self._progressed)
        task.succeeded.connect(succeeded)
        task.failed.connect(self._failed)
        task.cancelled.connect(self._stopped)

    def _progressed(self, _done: int, _total: int, text: str) -> None:
        self._set(working=f"{self._words}: {text}")

    def _stopped(self) -> None:
        words = "Sheets written before that stand in the register of their case."
        self._set(working="", message=("info", "Stopped.", words))

    def _failed(self, problem: Exception) -> None:
        self._set(working="")
        if not isinstance(problem, PlannerError):
            raise problem
        self._set(message=("error", "It was not finished.", str(problem)))

    def _show(self, found: Inspection) -> None:
        lines = tuple(WitnessLine(one.file.witness.id, one) for one in found.witnesses)
        first = lines[0] if lines else None
        self._set(inspection=found, lines=lines, current=first, working="", message=None)

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit()
