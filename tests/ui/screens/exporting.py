"""The export dialog on a witness of the practice office, with its first page in view."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.issued import PaperKind
from victimplanner.domain.meeting import MeetingState
from victimplanner.services.cases import read_cases
from victimplanner.ui.screens.export import ExportDialog
from victimplanner.ui.session import Session

Open = Callable[..., tuple[ExportDialog, WitnessFile]]
"""Opens the dialog on a witness whose last meeting is in this state (None: has no meeting), at a kind of paper."""


def find(session: Session, state: MeetingState | None) -> WitnessFile:
    for case in read_cases(session.app):
        for file in case.witnesses:
            if not file.meetings and state is None:
                return file
            if file.meetings and file.meetings[-1].meeting.state is state:
                return file
    raise AssertionError(state)


def opener(qtbot: QtBot, session: Session) -> Open:
    """Open the dialog on a witness and wait for the first page."""

    def open_on(state: MeetingState | None, kind: PaperKind | None = None) -> tuple[ExportDialog, WitnessFile]:
        file = find(session, state)
        dialog = ExportDialog(session, file.case.id, file.witness.id, kind)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        settle(qtbot, dialog)
        return dialog, file

    return open_on


def settle(qtbot: QtBot, dialog: ExportDialog) -> None:
    qtbot.waitUntil(
        lambda: (
            not dialog.view_model.state.is_loading
            and not dialog.view_model.state.is_busy
            and not dialog.view_model.previewer.is_waiting
        ),
        timeout=20_000,
    )
