"""What keys, buttons and links of the Code duties tab do with the current duty."""

from __future__ import annotations

from PySide6.QtCore import SignalInstance

from victimplanner.domain.case_events import EventKind
from victimplanner.domain.ledger import HERE
from victimplanner.services.tellings import can_be_told
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.duties.event_dialogs import EventDialogs
from victimplanner.ui.screens.duties.event_form import CHARGE_STOPPED
from victimplanner.ui.screens.duties.state import Act, DutyLine
from victimplanner.ui.screens.duties.table import DutiesTable, is_receipt_missing
from victimplanner.ui.screens.duties.view_model import DutiesViewModel
from victimplanner.ui.screens.duties.words import NO_ROLE
from victimplanner.ui.session import Session
from victimplanner.ui.telling import ask_told
from victimplanner.ui.widgets.why_popover import show_why

_KINDS = {kind.value: kind for kind in EventKind}
_NOT_NOW = "Not possible now"


class DutyActs:
    """The acts of the tab; the view shows, this does."""

    asked: SignalInstance
    table: DutiesTable
    view_model: DutiesViewModel
    dialogs: EventDialogs
    _session: Session

    def _current(self) -> DutyLine | None:
        line: DutyLine | None = self.table.current_record()
        return line

    def _go(self, tab: str, subject_id: str = "", part: str = "") -> None:
        file = self.view_model.state.file
        if file is not None:
            self.asked.emit(Destination("case", file.case.id, file.witness.id, tab, subject_id, part))

    # ------------------------------------------------------------ acting

    def open_line(self, line: DutyLine) -> None:
        """Do what comes next: enter what starts it or is missing, record that she was told, or go where it is done."""
        rule = line.item.rule
        if line.is_waiting or is_receipt_missing(line):
            self._enter_missing(line)
        elif not self.view_model.why_not(Act.TOLD, line):
            self.record_told()
        elif line.item.act_at not in (HERE, "") and not can_be_told(line.item):
            self._go(line.item.act_at, next(iter(line.item.subject_ids), ""))
        elif rule is not None:
            self.why()

    def _enter_missing(self, line: DutyLine) -> None:
        """Enter the event that a duty waits for, or the day on which it was heard of."""
        page = self.view_model.state
        event = page.event_of(line) if not line.is_waiting else None
        starts = line.item.rule.starts if line.item.rule else ""
        if not page.may_add:
            self.why()
        elif event is not None:
            self.dialogs.correct_event(event)
        elif starts == "outcome_known":
            ids = {d.id for d in page.file.defendants} if page.file else set()
            accused = next((subject for subject in line.item.subject_ids if subject in ids), None)
            self.dialogs.add_event(EventKind.OUTCOME, accused)
        elif starts == "charge_stopped":
            self.dialogs.add_event(CHARGE_STOPPED)
        elif starts in _KINDS:
            self.dialogs.add_event(_KINDS[starts])
        elif starts == "hearing_notice" or "plea" in starts:
            self._go("overview", "", "plea" if "plea" in starts else "")
        elif line.item.act_at not in (HERE, ""):
            self._go(line.item.act_at)
        else:
            self.dialogs.add_event()

    def _clicked(self, _index: object) -> None:
        """A single click on “add” in the table is a link like any other."""
        line = self._current()
        if line is not None and is_receipt_missing(line) and self.table.current_title() == "Received":
            self._enter_missing(line)

    def record_told(self) -> None:
        """Ctrl+T: record when, by whom and how she was told of the current duty, or go where it is finished."""
        line = self._current()
        if (
            line is not None
            and not line.is_waiting
            and not can_be_told(line.item)
            and line.item.act_at not in (HERE, "")
        ):
            self._go(line.item.act_at, next(iter(line.item.subject_ids), ""))
            return
        if not self._may(Act.TOLD, line):
            return
        file = self.view_model.state.file
        assert line is not None
        assert file is not None
        if ask_told(self._session, self, line.item, file):
            self.view_model.told()

    def act(self, act: Act) -> None:
        """Open the dialog of an act with the current duty, or say why it cannot be done."""
        line = self._current()
        if self._may(act, line):
            assert line is not None
            self.dialogs.do(act, line)

    def _may(self, act: Act, line: DutyLine | None) -> bool:
        reason = self.view_model.why_not(act, line)
        if reason:
            self._session.dialogs.tell(_NOT_NOW, reason)
        return not reason

    def _act_on_case(self, what: str) -> None:
        page, line = self.view_model.state, self._current()
        event = page.event_of(line) if line is not None else None
        allowed = page.may_set_rights if what == "rights" else page.may_add or what == "events"
        if not allowed:
            self._session.dialogs.tell(_NOT_NOW, NO_ROLE)
            return
        {
            "correct": lambda: self.dialogs.correct_event(event),
            "withdraw": lambda: self.dialogs.withdraw_event(event),
            "stop_charge": lambda: self.dialogs.add_event(CHARGE_STOPPED),
            "events": self.dialogs.all_events,
            "rights": self.dialogs.rights,
        }[what]()

    def _edit(self) -> None:
        """F2: put the event right from which the current duty runs, or go where its fact was entered."""
        line = self._current()
        if line is None:
            return
        page = self.view_model.state
        if not line.is_waiting and page.event_of(line) is None:
            self._go(
                "overview" if line.item.act_at in (HERE, "") else line.item.act_at,
                next(iter(line.item.subject_ids), ""),
            )
        elif line.is_waiting:
            self._enter_missing(line)
        elif page.may_add:
            self.dialogs.correct_event(page.event_of(line))

    def why(self) -> None:
        """Shift+F1: the whole working of the current date."""
        line = self._current()
        if line is None:
            return
        if line.item.working is not None:
            show_why(line.item.working, self.table.viewport(), self.table.visualRect(self.table.currentIndex()))
        else:
            self._session.dialogs.tell("Why no date?", line.item.why)
