"""Pictures of the screens at 1366 x 768, from the invented practice office on a fixed day."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

_SCRATCH = tempfile.TemporaryDirectory()
os.environ["XDG_CONFIG_HOME"] = _SCRATCH.name

from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from tests.fakes import RecorderDialogs  # noqa: E402
from tests.offices import fixed_clock, practice_office  # noqa: E402
from victimplanner.domain.case_file import CaseFile  # noqa: E402
from victimplanner.domain.issued import PaperKind, Variant  # noqa: E402
from victimplanner.domain.meeting import MeetingState  # noqa: E402
from victimplanner.services.cases import read_cases  # noqa: E402
from victimplanner.services.context import App  # noqa: E402
from victimplanner.services.papers import PaperRequest, issue_paper  # noqa: E402
from victimplanner.services.register import recall  # noqa: E402
from victimplanner.ui import theme  # noqa: E402
from victimplanner.ui.main_window import MainWindow  # noqa: E402
from victimplanner.ui.navigation import Destination  # noqa: E402
from victimplanner.ui.screens.export.view import ExportDialog  # noqa: E402
from victimplanner.ui.screens.unlock.view import UnlockView  # noqa: E402
from victimplanner.ui.screens.unlock.view_model import UnlockViewModel  # noqa: E402
from victimplanner.ui.tasks import TaskRunner  # noqa: E402
from victimplanner.ui.widgets import AppFrame  # noqa: E402

SIZE = (1366, 768)


def main(folder: Path, look: str = "light", scale: int = 100) -> None:
    """Save one picture of each screen in `folder`."""
    application = QApplication(["VictimPlanner"])
    theme.apply(application, look, scale)
    frame, tasks, dialogs = AppFrame(), TaskRunner(), RecorderDialogs(discard="discard")
    unlock = UnlockView(UnlockViewModel(tasks, fixed_clock()), dialogs)
    frame.set_lock_page(unlock)
    frame.set_locked(True)
    frame.resize(*SIZE)
    window = MainWindow(frame, unlock, tasks, dialogs)
    frame.show()

    def save(name: str, until: int = 500) -> None:
        waiting = QEventLoop()  # QTest would keep the work thread from its turn
        QTimer.singleShot(until, waiting.quit)
        waiting.exec()
        frame.grab().save(str(folder / f"{name}.png"))

    unlock.view_model.load()
    save("unlock")
    app = practice_office(Path(_SCRATCH.name))
    window.open_session(app)
    save("worklist")
    window.go(Destination("cases"))
    save("cases")
    window.go(Destination("calendar"))
    QTest.keyClick(frame.page("calendar").grid, Qt.Key.Key_PageDown)
    save("calendar")
    files = read_cases(app)
    window.go(Destination("reports"))
    save("reports", until=3000)
    directed = _first(files, lambda f: any(d.told_on is None for d in f.witnesses[0].directions))
    planned = _first(files, lambda f: _has(f, MeetingState.PLANNED))
    held = _first(files, lambda f: _has(f, MeetingState.HELD))
    window.go(Destination("case", directed.case.id))
    save("case")
    window.go(Destination("case", directed.case.id, tab="measures"))
    save("special-measures")
    recorded = _first(files, lambda f: bool(f.witnesses[0].orders) and not f.witnesses[0].recording_events)
    window.go(Destination("case", recorded.case.id, tab="section_28"))
    save("section-28")
    window.go(Destination("case", recorded.case.id, tab="links"))
    save("live-link")
    window.go(Destination("case", recorded.case.id, tab="contact"))
    save("contact")
    window.go(Destination("case", directed.case.id, tab="duties"))
    save("code-duties")
    window.go(Destination("case", planned.case.id, tab="meeting", part="plan"))
    save("meeting-plan")
    window.go(Destination("case", held.case.id, tab="meeting", part="record"))
    save("meeting-record")
    issue_some(app, held)
    window.go(Destination("case", held.case.id, tab="exports"))
    save("exports")
    dialog = ExportDialog(window.session, held.case.id, held.witnesses[0].witness.id, parent=frame)
    dialog.resize(1068, 726)
    dialog.show()
    waiting = QEventLoop()
    QTimer.singleShot(2500, waiting.quit)
    waiting.exec()
    dialog.grab().save(str(folder / "export.png"))
    dialog.close()
    window.lock(ask=False)
    tasks.close()


def issue_some(app: App, case: CaseFile) -> None:
    """Enter some copies in the register: an older version, one that holds, and one that was recalled."""
    out = Path(_SCRATCH.name) / "out"
    out.mkdir()
    wanted = (
        (PaperKind.SPECIAL_MEASURES, Variant.FILE, "case file", "For the file"),
        (PaperKind.SPECIAL_MEASURES, Variant.COURT, "court", "Ground rules hearing"),
        (PaperKind.CODE_SHEET, Variant.FILE, "unit head", "Monthly review"),
        (PaperKind.FRONT_SHEET, Variant.FILE, "case file", "For the file"),
    )
    for kind, variant, recipient, purpose in wanted:
        entry = issue_paper(app, case.witnesses[0], PaperRequest(kind, variant, recipient, purpose), out)
        if kind is PaperKind.CODE_SHEET:
            recall(app, entry.id, "The wrong month")


def _first(files: list[CaseFile], holds: Callable[[CaseFile], bool]) -> CaseFile:
    return next(file for file in files if holds(file))


def _has(file: CaseFile, state: MeetingState) -> bool:
    return any(m.meeting.state is state for m in file.witnesses[0].meetings)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3], *(int(scale) for scale in sys.argv[3:4]))
