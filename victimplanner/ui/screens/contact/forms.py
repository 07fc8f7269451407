"""What every form of the Contact tab is opened with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from victimplanner.domain.errors import Problem
from victimplanner.ui.screens.contact.state import ContactPage
from victimplanner.ui.screens.contact.view_model import ContactViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form


class ContactForms:
    """Opens forms over the tab. Each saves through the view-model and closes when nothing is wrong."""

    def __init__(self, session: Session, view_model: ContactViewModel, parent: QWidget) -> None:
        self._session = session
        self._view_model = view_model
        self._parent = parent

    @property
    def _page(self) -> ContactPage:
        return self._view_model.state

    def _today(self) -> dt.date:
        return self._session.today

    @property
    def _user(self) -> str:
        return self._session.app.user.display_name

    def _open(
        self, title: str, verb: str, fields: dict[str, Any], save: Callable[[], Sequence[Problem]], **options: Any
    ) -> FormDialog:
        return open_form(self._session.dialogs, self._parent, title, verb, fields, save, **options)


def fill(fields: dict[str, Any], record: Any) -> None:
    """Write a record into the fields that carry the names of its own."""
    for name, field in fields.items():
        if hasattr(record, name):
            field.set_value(getattr(record, name))


def typed(fields: dict[str, Any], record: Any) -> dict[str, Any]:
    """Return what is typed in the fields of a record; words without spaces round them."""
    values = {name: field.value() for name, field in fields.items() if hasattr(record, name)}
    return {name: value.strip() if type(value) is str else value for name, value in values.items()}
