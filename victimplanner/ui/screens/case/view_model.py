"""One case and one witness of it: opened, read again after changes, revealed for a minute, amended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from victimplanner.domain.case import Case, Defendant, Hearing, Plea, PleaKind
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.chain import following
from victimplanner.domain.contact import SafeContact
from victimplanner.domain.errors import PlannerError, Problem
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.moved_dates import MovedDate
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.urn import display_urn
from victimplanner.domain.witness import Witness
from victimplanner.services import cases, hearings
from victimplanner.services.changed import Changed
from victimplanner.services.contact import reveal_contact, save_safe_contact
from victimplanner.services.context import EVERY_DATE
from victimplanner.services.meeting_checks import PlanWarning, plan_warnings
from victimplanner.services.meetings import finish_action
from victimplanner.services.moved_dates import with_case, with_plea, would_move
from victimplanner.services.worklist import due_of_case
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.screens.case.state import CasePageState
from victimplanner.ui.screens.case.summary import about_words, actions_of, contact_state, people_of, stages_note
from victimplanner.ui.screens.case.summary import deadline_pill as application_pill
from victimplanner.ui.screens.case.timeline import stages_of
from victimplanner.ui.session import Session

REVEAL_SECONDS = 60


class CaseViewModel(QObject):
    """Holds the case in view. Names and secret contact values live here for a minute at most."""

    state_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state = CasePageState()
        self._name_timer = self._timer(lambda: self._set(shown_name=""))
        self._contact_timer = self._timer(lambda: self._set(shown_contact=("", "")))
        session.changed.connect(self._on_changed)

    def _timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(REVEAL_SECONDS * 1000)
        timer.timeout.connect(act)
        return timer

    # ------------------------------------------------------------ what is in view

    @property
    def case_id(self) -> str:
        return self.state.file.case.id if self.state.file else ""

    @property
    def witness_id(self) -> str:
        return self.state.witness.witness.id if self.state.witness else ""

    def open(self, case_id: str, witness_id: str = "") -> bool:
        """Open a case, which is recorded, and show one witness of it: the first when none is named."""
        self.conceal()
        try:
            file = cases.open_case(self._session.app, case_id)
        except PlannerError as problem:
            self.state = CasePageState(error=str(problem))
            self.state_changed.emit()
            return False
        self._show(file, witness_id)
        return True

    def show_witness(self, witness_id: str) -> None:
        """Show another witness of the case in view; what was revealed hides."""
        if self.state.file is None or witness_id == self.witness_id:
            return
        self.conceal()
        self._show(self.state.file, witness_id)

    def refresh(self) -> None:
        """Read the case again. On a failure what was shown stays, with the reason."""
        if self.state.file is None:
            return
        try:
            file = cases.read_case(self._session.app, self.case_id)
        except PlannerError as problem:
            self._set(error=str(problem))
            return
        self._show(file, self.witness_id)

    def leave(self) -> None:
        """The page is left: nothing revealed stays."""
        self.conceal()

    # ------------------------------------------------------------ names and numbers

    def turn_name(self) -> None:
        """Show her name for a minute, or hide it. Each showing is recorded."""
        if self.state.shown_name:
            self._name_timer.stop()
            self._set(shown_name="")
            return
        witness = self.state.witness
        if witness is None:
            return
        try:
            name = cases.reveal_name(self._session.app, witness.witness)
        except PlannerError as problem:
            self._set(error=str(problem))
            return
        self._name_timer.start()
        self._set(shown_name=name or "No name recorded", error="")

    def turn_contact(self, secret: str) -> None:
        """Show one secret value of the safe contact for a minute, or hide it. One at a time; recorded."""
        if self.state.shown_contact[0] == secret:
            self._contact_timer.stop()
            self._set(shown_contact=("", ""))
            return
        contact = self.state.witness.safe_contact if self.state.witness else None
        if contact is None:
            return
        try:
            value = reveal_contact(self._session.app, contact, secret)
        except PlannerError as problem:
            self._set(error=str(problem))
            return
        self._contact_timer.start()
        self._set(shown_contact=(secret, value), error="")

    def conceal(self) -> None:
        """Hide everything that was revealed, at once."""
        self._name_timer.stop()
        self._contact_timer.stop()
        if self.state.shown_name or self.state.shown_contact[0]:
            self._set(shown_name="", shown_contact=("", ""))

    # ------------------------------------------------------------ changes; each returns what is to be put right

    def enter_plea(self, defendant: Defendant, plea: PleaKind, entered_on: dt.date | None) -> Problems:
        return attempt(lambda: cases.enter_plea(self._session.app, defendant, plea, entered_on))

    def save_hearing(self, hearing: Hearing, reason: str, witness_id: str, told_on: dt.date | None) -> Problems:
        told = hearings.HearingTold(witness_id, told_on)
        return attempt(lambda: hearings.save_hearing(self._session.app, hearing, reason, told))

    def foresee_plea(self, defendant: Defendant, plea: PleaKind, entered_on: dt.date | None) -> tuple[MovedDate, ...]:
        """Say what a plea would move if it were entered. Nothing is written."""
        file = self.state.file
        assert file is not None
        earlier = [p for witness in file.witnesses[:1] for p in witness.pleas if p.defendant_id == defendant.id]
        entered = Plea(
            case_id=file.case.id,
            defendant_id=defendant.id,
            plea=plea,
            entered_on=entered_on,
            sequence=following(earlier),
        )
        return would_move(self._session.app, file, with_plea(file, entered))

    def foresee_case(self, case: Case) -> tuple[MovedDate, ...]:
        """Say what other details would do to what is due: another court, or closing the case."""
        file = self.state.file
        if file is None:
            return ()
        return would_move(self._session.app, file, with_case(file, cases.closed_or_open(case, self._session.today)))

    def amend_case(self, case: Case) -> Problems:
        return attempt(lambda: cases.amend_case(self._session.app, case))

    def amend_witness(self, witness: Witness) -> Problems:
        return attempt(lambda: cases.amend_witness(self._session.app, witness))

    def name_person(self, role: CaseRole, person: Person, witness_id: str | None) -> Problems:
        if not person.name.strip():
            return (Problem("name", "Enter the name."),)
        return attempt(lambda: cases.name_person(self._session.app, self.case_id, role, person, witness_id))

    def save_contact(self, contact: SafeContact, *, confirmed: bool) -> Problems:
        return attempt(lambda: save_safe_contact(self._session.app, contact, confirmed=confirmed))

    def finish(self, action_id: str) -> None:
        """Mark an agreed action as done."""
        problems = attempt(lambda: finish_action(self._session.app, action_id))
        if problems:
            self._set(error=" ".join(problem.message for problem in problems))

    # ------------------------------------------------------------ inside

    def _on_changed(self, changed: Changed) -> None:
        if self.state.file is not None and (
            not changed.case_ids or self.case_id in changed.case_ids or changed.kinds & EVERY_DATE
        ):
            self.refresh()

    def _show(self, file: CaseFile, witness_id: str) -> None:
        app = self._session.app
        witness = _witness_of(file, witness_id)
        state = replace(
            self.state,
            file=file,
            witness=witness,
            urn=display_urn(file.case.urn),
            title=file.title,
            witnesses=tuple(
                (w.witness.id, f"Witness {w.witness.masked}" + _of(len(file.witnesses))) for w in file.witnesses
            ),
            may_change=self._session.app.may("case.amend"),
            error="",
        )
        if witness is None:
            self.state = replace(state, error="No witness is entered in this case.", stages=(), actions=(), pill=None)
            self.state_changed.emit()
            return
        limits = app.application_limits(witness)
        items = [i for i in due_of_case(app, file) if i.witness_id in (None, witness.witness.id)]
        titles = {measure.id: measure.title for measure in app.rules.measures.values()}
        self.state = replace(
            state,
            pill=application_pill(witness, limits, app.calendar, self._session.today),
            label=witness.witness.label,
            about=about_words(witness, self._session.today),
            contact=contact_state(witness, self._session.today),
            people=people_of(witness, app.user.display_name),
            stages_note=stages_note(witness),
            stages=stages_of(
                witness, limits, items, titles, self._plan_warnings(witness), app.rules.section_28, self._session.today
            ),
            needs_plea=not any(witness.plea_of(d) for d in witness.defendants),
            actions=actions_of(items, self._session.today),
        )
        self.state_changed.emit()

    def _plan_warnings(self, witness: WitnessFile) -> dict[str, list[PlanWarning]]:
        """What to look at in each meeting that is planned and still to come."""
        today = self._session.today
        return {
            m.meeting.id: plan_warnings(self._session.app, witness, m.meeting, m.attendances)
            for m in witness.meetings
            if m.meeting.state is MeetingState.PLANNED and m.meeting.planned_on and m.meeting.planned_on >= today
        }

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit()


def _witness_of(file: CaseFile, witness_id: str) -> WitnessFile | None:
    """The witness asked for, else the first of the case."""
    named = next((w for w in file.witnesses if w.witness.id == witness_id), None)
    return named or next(iter(file.witnesses), None)


def _of(number: int) -> str:
    return f" (of {number})" if number > 1 else ""
