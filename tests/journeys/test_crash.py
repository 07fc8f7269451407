"""The program is killed in the middle of typing a record: after opening again, nothing of it is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.journeys.desk import Desk
from tests.office_copies import closed_practice_copy
from tests.offices import LOGIN, PASSPHRASE, fixed_clock
from victimplanner.domain.meeting import MeetingState
from victimplanner.services.cases import read_cases
from victimplanner.services.vaults import open_office
from victimplanner.ui.screens.meeting.form_model import KEEP_AFTER_MS

WORDS = "She asked to be met at the rear door and said so twice."
TYPING = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.fakes import RecorderDialogs
from tests.offices import LOGIN, PASSPHRASE, fixed_clock
from victimplanner.domain.meeting import MeetingState
from victimplanner.services.cases import read_cases
from victimplanner.services.vaults import open_office
from victimplanner.ui.screens.meeting.view import MeetingView
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import TaskRunner

qt = QApplication(sys.argv)
app = open_office(Path(sys.argv[1]), LOGIN, PASSPHRASE, fixed_clock())
file = next(
    w for c in read_cases(app) for w in c.witnesses
    if w.meetings and w.meetings[-1].meeting.state is MeetingState.HELD
)
view = MeetingView(Session(app, RecorderDialogs(), TaskRunner()))
view.resize(1100, 700)
view.show()
view.show_witness(file.case.id, file.witness.id)
field = view.record.fields["next_contact"].line
field.setFocus()
field.selectAll()
QTest.keyClicks(field, sys.argv[2])
print("typed", flush=True)
qt.exec()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such end of a process")
def test_what_was_typed_survives_the_end_of_the_process(desk: Desk, tmp_path: Path) -> None:
    path = closed_practice_copy(tmp_path)
    script = tmp_path / "a_person_types.py"
    script.write_text(TYPING, "utf-8")
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, str(script), str(path), WORDS],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(root)},
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == b"typed"
            time.sleep(KEEP_AFTER_MS / 1000 + 2)  # a person goes on thinking; the copy is kept meanwhile
            assert process.poll() is None, "it is still running, and nothing was saved"
        finally:
            process.kill()

    app = open_office(path, LOGIN, PASSPHRASE, fixed_clock())
    desk.open(app)
    file = next(
        w for c in read_cases(app) for w in c.witnesses
        if w.meetings and w.meetings[-1].meeting.state is MeetingState.HELD
    )  # fmt: skip
    assert file.meetings[-1].meeting.next_contact != WORDS, "what was not saved is not taken for saved"
    desk.see(file.case.id, file.witness.id, "meeting")
    view = desk.frame.page("case").stack.currentWidget()
    offered = next(b for b in view.banners.banners() if "recovery copy" in b.sentence)
    offered.buttons[0].setFocus()
    desk.keys.press("Space")
    assert view.record.fields["next_contact"].value() == WORDS
    desk.keys.press("Ctrl+S")
    saved = next(w for c in read_cases(app) for w in c.witnesses if w.witness.id == file.witness.id)
    assert saved.meetings[-1].meeting.next_contact == WORDS
    assert app.vault.verify().is_whole
