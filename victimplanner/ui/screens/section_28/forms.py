"""What every form of the Section 28 tab is opened with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from victimplanner.domain.errors import Problem
from victimplanner.ui.screens.section_28.state import Section28Page
from victimplanner.ui.screens.section_28.view_model import Section28ViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

NO_ACCOUNT = "Do not record her account here."


class Section28Forms:
    """Opens forms over one tab. Each saves through the view-model and closes when nothing is wrong."""

    def __init__(self, session: Session, view_model: Section28ViewModel, parent: QWidget) -> None:
        self._session = session
        self._view_model = view_model
        self._parent = parent

    @property
    def _page(self) -> Section28Page:
        return self._view_model.state

    def _today(self) -> dt.date:
        return self._session.today

    def _open(
        self, title: str, verb: str, fields: dict[str, Any], save: Callable[[], Sequence[Problem]], **options: Any
    ) -> FormDialog:
        return open_form(self._session.dialogs, self._parent, title, verb, fields, save, **options)
