"""The office's own details as its papers print them, and how a manager changes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.office import Office
from victimplanner.services import office_details
from victimplanner.services.office_details import OfficeDetails
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.session import Session


@dataclass(frozen=True)
class OfficeState:
    """The page: details, logo (PNG, or none) and whether the person may change them."""

    details: OfficeDetails
    logo: bytes
    may_change: bool


class OfficeModel(QObject):
    """Reads the office; changes go through the services. They move no date."""

    state_changed = Signal()
    state: OfficeState

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = session.app
        self.read()
        session.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read the office again."""
        office = self._app.office
        self.state = OfficeState(office_details.details_of(office), office.logo, self._app.may("office.amend"))
        self.state_changed.emit()

    def change(self, details: OfficeDetails) -> Problems:
        return self._done(lambda: office_details.change_details(self._app, details))

    def take_logo(self, path: Path) -> Problems:
        return self._done(lambda: office_details.take_logo(self._app, path))

    def remove_logo(self) -> Problems:
        return self._done(lambda: office_details.remove_logo(self._app))

    def _done(self, change: Callable[[], object]) -> Problems:
        problems = attempt(change)
        if not problems:
            self.read()
        return problems

    def _on_changed(self, changed: object) -> None:
        if Office.__name__ in getattr(changed, "kinds", frozenset()):
            self.read()
