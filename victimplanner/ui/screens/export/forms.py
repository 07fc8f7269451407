"""What is asked over the export dialog: who overrides a bar, and that a second person read the paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from victimplanner.domain.errors import Problem
from victimplanner.ui.screens.export.view_model import ExportViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import CheckField, LineField
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form


def ask_override(session: Session, model: ExportViewModel, parent: QWidget) -> FormDialog:
    """Ask who decided to use the barred way all the same, and why."""
    by = LineField("&Who decided it", name="override_by")
    reason = LineField("Wh&y", name="override_reason", hint="Kept in the audit trail, with your name.")
    bars = " ".join(dict.fromkeys(problem.message for problem in model.state.bars))
    return open_form(
        session.dialogs, parent, "Use a barred way", "Use it all the same",
        {"override_by": by, "override_reason": reason},
        lambda: model.use_all_the_same(by.value(), reason.value()),
        intro=bars,
    )  # fmt: skip


def ask_second_look(session: Session, model: ExportViewModel, parent: QWidget) -> FormDialog:
    """Ask whoever sits here to confirm that they read the paper; somebody else then issues it."""
    is_read = CheckField("I read &every page of this paper as it stands now", name="second_check")

    def save() -> Sequence[Problem]:
        if not is_read.value():
            return (Problem("second_check", "Tick that you read it, or choose Cancel."),)
        return model.record_second_look()

    return open_form(
        session.dialogs, parent, "Second look", "Record second look", {"second_check": is_read}, save,
        intro="Your name and the time are recorded. A colleague issues it: never the one who read it. "
        "When a word of it changes, it has to be read again.",
    )  # fmt: skip
