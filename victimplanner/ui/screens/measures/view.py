"""The Special measures tab of a case."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimplanner.ui.session import Session


class MeasuresView(QWidget):
    """One witness's special measures: grounds, deadline, four dated facts for each measure."""

    asked = Signal(object)  # Destination

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("measuresView")
        self.setProperty("page", True)
        self._session = session

    def show_witness(self, case_id: str, witness_id: str, subject_id: str = "", part: str = "") -> None:
        """Show a witness's measures; `subject_id` or `part` names a direction or a measure to go to."""

    def has_unsaved(self) -> bool:
        return False

    def save(self) -> bool:
        return True

    def discard(self) -> None:
        """Nothing is kept here yet."""
