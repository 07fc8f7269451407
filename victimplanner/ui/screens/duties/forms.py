"""What every form of the Code duties tab is opened with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from victimplanner.domain.errors import Problem
from victimplanner.domain.people import CASE_ROLE_WORDS, CaseRole
from victimplanner.ui.kept_words import KeptWords
from victimplanner.ui.screens.duties.state import DutiesPage
from victimplanner.ui.screens.duties.view_model import DutiesViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

SOMEBODY_ELSE = ""
_STAFF = (
    CaseRole.PROSECUTOR,
    CaseRole.VICTIM_LIAISON_OFFICER,
    CaseRole.WITNESS_CARE_OFFICER,
    CaseRole.PARALEGAL_OFFICER,
    CaseRole.OFFICER_IN_CASE,
)


class DutyForms:
    """Opens forms over one tab. Each saves through the view-model and closes when nothing is wrong."""

    def __init__(self, session: Session, view_model: DutiesViewModel, parent: QWidget) -> None:
        self._session = session
        self._view_model = view_model
        self._parent = parent

    @property
    def _page(self) -> DutiesPage:
        return self._view_model.state

    def _today(self) -> dt.date:
        return self._session.today

    def _staff(self) -> list[tuple[str, str]]:
        """Everybody of the case who may do a duty, then the user, then somebody else to be typed."""
        file = self._page.file
        people = (
            [(p.name, f"{p.name}, {CASE_ROLE_WORDS[role]}") for role, p in file.people if role in _STAFF]
            if file
            else []
        )
        names = dict(people)
        names.setdefault(self._session.app.user.display_name, f"{self._session.app.user.display_name} (you)")
        return [*names.items(), (SOMEBODY_ELSE, "Somebody else")]

    def _open(
        self,
        title: str,
        verb: str,
        fields: dict[str, Any],
        save: Callable[[], Sequence[Problem]],
        about: str = "",
        **options: Any,
    ) -> FormDialog:
        """`about` is what the words typed are kept under, over a lock or a crash."""
        case = self._page.case
        if about and case is not None:
            options["kept"] = KeptWords(self._session.app, case.case.id, about)
        return open_form(self._session.dialogs, self._parent, title, verb, fields, save, **options)
