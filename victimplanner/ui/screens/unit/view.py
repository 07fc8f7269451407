"""The unit's own limits and arrangements, in a dialog: everybody may look, a manager may change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from victimplanner.domain.dates import plural
from victimplanner.domain.errors import Problem
from victimplanner.ui import theme
from victimplanner.ui.screens.unit.view_model import UnitLine, UnitViewModel, moved_words
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Card,
    CheckField,
    Column,
    LineField,
    PageHeading,
    PrimaryButton,
    RecordTable,
    TextField,
    announce,
)
from victimplanner.ui.widgets.fitting import fit_to_screen
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_NOTE = "Limits that the law leaves open, and what is not to be had in your area. What is law is not listed."


class UnitView(QDialog):
    """A table of what the unit may set; F2 or Enter changes the current line."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Unit limits and arrangements")
        self.setObjectName("unitView")
        self._session = session
        self.view_model = UnitViewModel(session, self)
        self.change = PrimaryButton("&Change…", key="F2", object_name="change")
        note = _NOTE if self.view_model.may_change else f"{_NOTE} Only a manager changes them."
        heading = PageHeading("Unit limits and arrangements", note, self.change)
        self.table = RecordTable(
            [
                Column("What", lambda line: line.title, second=lambda line: line.source, stretch=3, bold=True),
                Column("As it is", lambda line: line.value, stretch=3),
                Column(
                    "Set by",
                    lambda line: "",
                    width=120,
                    pill=lambda line: ("info", "This unit") if line.is_own else ("grey", "Default"),
                ),
            ],
            "Unit limits and arrangements",
            ring="row",
        )
        card = Card("", flush=True)
        card.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(heading)
        column.addWidget(card, 1)
        self.change.setEnabled(self.view_model.may_change)
        self.change.clicked.connect(self.change_current)
        self.table.record_activated.connect(self._activated)
        shortcut = QShortcut(QKeySequence("F2"), self, activated=self.change_current)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.view_model.state_changed.connect(self._show)
        self._show()
        self.table.select_row(0)
        self.table.setFocus()
        fit_to_screen(self, 860, 640)

    def change_current(self) -> FormDialog | None:
        """Open the current line to change it."""
        line = self.table.current_record()
        if line is None or not self.view_model.may_change:
            return None
        return self._change_limit(line) if line.rule_id else self._change_arrangement(line)

    def _activated(self, _line: UnitLine) -> None:
        self.change_current()

    def _show(self) -> None:
        self.table.set_rows(self.view_model.state)

    def _change_limit(self, line: UnitLine) -> FormDialog:
        number = LineField("&Number of days", name="number", hint="From 0 to 400, in the rule’s own days.")
        number.set_value("" if line.number is None else str(line.number))
        default = CheckField("Go back to the &default", name="default", checked=False)

        def save() -> Sequence[Problem]:
            typed = number.value().strip()
            if not default.value() and not typed.isdigit():
                return (Problem("number", "Enter a whole number of days, or tick the default."),)
            problems, moved = self.view_model.set_number(line, None if default.value() else int(typed))
            if not problems:
                self._session.dialogs.show_text("Open dates that moved", moved_words(moved))
                announce(self, f"{plural(len(moved), 'open date')} moved")
            return problems

        return self._open(line.title, {"number": number, "default": default}, save, line.source)

    def _change_arrangement(self, line: UnitLine) -> FormDialog:
        why = TextField(
            "&Why it is not to be had here", lines=2, name="why_not",
            hint="Leave empty where it is to be had. The reason is shown at the measure.",
        )  # fmt: skip
        why.set_value(line.why_not)
        return self._open(
            line.title, {"why_not": why}, lambda: self.view_model.set_arrangements(line, why.value()),
            "Every measure needs arrangements in the area (YJCEA s.18(2)).",
        )  # fmt: skip

    def _open(self, title: str, fields: dict[str, Any], save: Any, intro: str) -> FormDialog:
        return open_form(self._session.dialogs, self, title, "Save", fields, save, intro=intro)


def open_unit(session: Session, parent: QWidget | None) -> UnitView:
    """Open the unit's limits and arrangements over the window."""
    view = UnitView(session, parent)
    view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    view.open()
    return view
