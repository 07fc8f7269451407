"""The export dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from victimplanner.domain.issued import PaperKind
from victimplanner.ui.session import Session


def open_export(
    session: Session, parent: QWidget | None, case_id: str, witness_id: str, kind: PaperKind | str | None = None
) -> None:
    """Ask what to export of a witness's papers, for whom and why, and write it."""
