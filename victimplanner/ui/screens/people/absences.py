"""When somebody is away: listed, added, changed, taken out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from victimplanner.domain.people import ABSENCE_WORDS, Absence, AbsenceKind, Person
from victimplanner.ui import theme
from victimplanner.ui.screens.people.forms import edit_absence
from victimplanner.ui.screens.people.view_model import PeopleViewModel
from victimplanner.ui.screens.people.words import time_away
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Card,
    Column,
    EmptyState,
    PageHeading,
    PrimaryButton,
    RecordTable,
    SecondaryButton,
)
from victimplanner.ui.widgets.fitting import fit_to_screen

_NOTE = (
    "From today on. A meeting planned in such a time is warned of. Times from a diary file are changed in the diary; "
    "then take the file in again."
)

_KINDS = ABSENCE_WORDS | {AbsenceKind.BUSY: f"{ABSENCE_WORDS[AbsenceKind.BUSY]}, from a diary file"}


class AbsencesView(QDialog):
    """The times away of one person from today on. Enter or F2 changes one that was entered by hand."""

    def __init__(self, session: Session, view_model: PeopleViewModel, person: Person, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Absences")
        self.setObjectName("absencesView")
        self._session, self._view_model, self._person = session, view_model, person
        self.add = SecondaryButton("&Add absence…", icon="plus", object_name="addAbsence")
        self.remove = SecondaryButton("&Remove absence…", kind="danger", object_name="removeAbsence")
        self.change = PrimaryButton("&Change absence…", key="F2", object_name="changeAbsence")
        self.banners = BannerStack()
        self.table = RecordTable(
            [
                Column("When", time_away, stretch=4, bold=True),
                Column("Note", lambda a: a.note or "–", stretch=3),
                Column("Kind", lambda a: _KINDS[a.kind], stretch=3),
            ],
            "Absences", ring="row", object_name="absences",
        )  # fmt: skip
        self.card = Card("", flush=True)
        self.card.body.addWidget(self.table)
        self.empty = EmptyState("No absence is entered from today on.", "Add one, or take in busy times from a diary.")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(theme.SPACE_3)
        heading = PageHeading(f"Absences of {person.name}", _NOTE, self.add, self.remove, self.change)
        for part, stretch in ((heading, 0), (self.banners, 0), (self.card, 1), (self.empty, 1)):
            column.addWidget(part, stretch)
        self.add.clicked.connect(self.add_absence)
        self.change.clicked.connect(self.change_current)
        self.remove.clicked.connect(self.remove_current)
        self.table.record_activated.connect(self._activated)
        self.table.current_record_changed.connect(self._allow)
        shortcut = QShortcut(QKeySequence("F2"), self, activated=self.change_current)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        view_model.state_changed.connect(self._show)
        self._show()
        self.table.setFocus()
        fit_to_screen(self, 820, 520)

    def add_absence(self) -> None:
        today = self._view_model.today
        new = Absence(person_id=self._person.id, first_day=today, last_day=today)
        edit_absence(self._session, self._view_model, self, new)

    def change_current(self) -> None:
        """Change the current absence; one from a diary file is changed in the diary."""
        absence = self.table.current_record()
        if absence is not None and self.change.isEnabled():
            edit_absence(self._session, self._view_model, self, absence)

    def remove_current(self) -> None:
        """Take out the current absence, after asking."""
        absence = self.table.current_record()
        if absence is None or not self._session.dialogs.confirm(
            "Remove an absence", f"{time_away(absence)} is taken out of the list.", "Remove absence", dangerous=True
        ):
            return
        problems = self._view_model.remove_absence(absence)
        self.banners.set_banners([Banner("error", p.message, closable=True) for p in problems])

    def _show(self) -> None:
        absences = self._view_model.absences(self._person)
        self.table.set_rows(absences)
        self.card.setVisible(bool(absences))
        self.empty.setVisible(not absences)
        if self.table.current_record() is None:
            self.table.select_row(0)
        self._allow()

    def _allow(self, _current: object = None) -> None:
        may, current = self._view_model.may_change, self.table.current_record()
        self.add.setEnabled(may)
        self.remove.setEnabled(may and current is not None)
        self.change.setEnabled(may and current is not None and current.kind is AbsenceKind.AWAY)

    def _activated(self, _absence: Absence) -> None:
        self.change_current()


def open_absences(session: Session, view_model: PeopleViewModel, person: Person, parent: QWidget) -> AbsencesView:
    """Open the times away of one person over the directory."""
    view = AbsencesView(session, view_model, person, parent)
    view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    view.open()
    return view
