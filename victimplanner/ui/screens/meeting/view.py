"""The Meetings tab of a case."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimplanner.ui.session import Session


class MeetingView(QWidget):
    """One witness's meetings: the offer and the plan, the record, and what follows."""

    asked = Signal(object)  # Destination

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def show_witness(self, case_id: str, witness_id: str, subject_id: str = "", part: str = "") -> None:
        """Show a witness's meetings; `subject_id` names one, `part` is "plan", "record" or "follow-up"."""

    def has_unsaved(self) -> bool:
        return False

    def save(self) -> bool:
        return True

    def discard(self) -> None:
        return None
