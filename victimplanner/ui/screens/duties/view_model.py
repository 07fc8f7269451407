"""One witness’s ledger of duties: read, put into words, and changed through the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.case import Charge
from victimplanner.domain.case_events import CaseEvent
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.duty_entries import DutyEntry
from victimplanner.domain.entitlement import rights_of
from victimplanner.domain.ledger import editions_of, left_out_words
from victimplanner.domain.moved_dates import MovedDate
from victimplanner.domain.rights import RightsLevel
from victimplanner.services import case_events, duties
from victimplanner.services.ledger import Part, part_of, witness_ledger
from victimplanner.services.moved_dates import changing, with_charge, with_event, without_event, would_move
from victimplanner.ui.attempt import Problems
from victimplanner.ui.screens.duties import words
from victimplanner.ui.screens.duties.state import ALLOWED_BY, Act, DutiesPage, DutyLine
from victimplanner.ui.session import Session
from victimplanner.ui.witness_tab import WitnessTabModel


class DutiesViewModel(WitnessTabModel):
    """The Code duties tab: the ledger, what is entered about a duty, and the events that start and end duties."""

    moved = Signal(object)
    """What the last change moved for this witness: a tuple of `MovedDate`, never empty."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        self._part = Part.ALL
        self._edition = ""
        super().__init__(session, DutiesPage(), parent)

    # ------------------------------------------------------------ what is shown

    def show_part(self, part: Part) -> None:
        """Show all duties, the open ones, or those owed by this office and witness care."""
        self._part = part
        self.refresh()

    def show_edition(self, edition: str) -> None:
        """Show the duties under one edition of the Code, "" for all."""
        self._edition = edition
        self.refresh()

    def why_not(self, act: Act, line: DutyLine | None) -> str:
        """Say why an act cannot be done with a duty now, "" when it can."""
        return words.why_not(act, line, self.state.may, self.state.user_name)

    # ------------------------------------------------------------ entries about a duty

    def give_reason(self, item: DueItem, reason: str, do_by: dt.date | None) -> Problems:
        return self._try(lambda: duties.give_reason(self._app, item, reason, do_by), "Reason recorded")

    def accept_reason(self, item: DueItem) -> Problems:
        return self._try(lambda: duties.accept_reason(self._app, item), "Reason accepted")

    def set_not_ours(self, item: DueItem, reason: str) -> Problems:
        return self._try(lambda: duties.set_not_ours(self._app, item, reason), "Set as not our duty")

    def pause(self, item: DueItem, first: dt.date, last: dt.date, reason: str) -> Problems:
        return self._change(lambda: duties.pause(self._app, item, first, last, reason), "Pause recorded")

    def extend(self, item: DueItem, to: dt.date, by: str, reason: str) -> Problems:
        return self._change(lambda: duties.extend(self._app, item, to, by, reason), "Extension recorded")

    def take_off(self, entry: DutyEntry, reason: str) -> Problems:
        return self._change(lambda: duties.take_off(self._app, entry, reason), "Taken off again")

    def hand_over(self, item: DueItem, to: str, reason: str) -> Problems:
        return self._try(lambda: duties.assign(self._app, item, to, reason), "Handed over")

    def put_off(self, item: DueItem, until: dt.date, reason: str) -> Problems:
        return self._try(lambda: duties.snooze(self._app, item, until, reason), "Put off")

    def set_rights(self, level: RightsLevel | None, reason: str) -> Problems:
        return self._change(lambda: duties.set_rights(self._app, self._file(), level, reason), "Rights recorded")

    # ------------------------------------------------------------ events

    def record_event(self, event: CaseEvent) -> Problems:
        return self._change(lambda: case_events.record_event(self._app, event), "Event recorded")

    def correct_event(self, old: CaseEvent, new: CaseEvent, reason: str) -> Problems:
        return self._change(lambda: case_events.correct_event(self._app, old, new, reason), "Event put right")

    def withdraw_event(self, event: CaseEvent, reason: str) -> Problems:
        return self._change(lambda: case_events.withdraw_event(self._app, event, reason), "Event withdrawn")

    def stop_charge(self, charge: Charge, stopped_on: dt.date | None) -> Problems:
        done = "Charge stopped" if stopped_on else "The charge goes on"
        return self._change(lambda: case_events.stop_charge(self._app, charge, stopped_on), done)

    def foresee_event(self, event: CaseEvent, old: CaseEvent | None = None) -> tuple[MovedDate, ...] | str:
        """Say what an event would move if it were entered (in place of `old`), or what is to be put right first."""
        problems = case_events.event_problems(self._app, event)
        days = [problem.message for problem in problems if problem.field in ("happened_on", "received_on")]
        if days:
            return days[0]
        if old is not None:
            event = event.model_copy(update={"first_id": old.duty_about})
        return would_move(self._app, self._case(), with_event(self._case(), event, old))

    def foresee_withdrawal(self, event: CaseEvent) -> tuple[MovedDate, ...]:
        """Say what would move if an event were withdrawn."""
        return would_move(self._app, self._case(), without_event(self._case(), event))

    def foresee_charge(self, charge: Charge) -> tuple[MovedDate, ...]:
        """Say what would move if a charge were as given: stopped, or live again."""
        return would_move(self._app, self._case(), with_charge(self._case(), charge))

    # ------------------------------------------------------------ inside

    def told(self) -> None:
        """A telling was recorded in a dialog of its own."""
        self.refresh()
        self.saved.emit("Recorded")

    def _case(self) -> CaseFile:
        assert self.state.case is not None
        case: CaseFile = self.state.case
        return case

    def _change(self, change: Callable[[], Any], done: str) -> Problems:
        """Do one thing and say what it moved for this witness."""
        found: list[MovedDate] = []

        def change_and_compare() -> None:
            _, moved = changing(self._app, self._case_id, change)
            found.extend(m for m in moved if m.item is not None and m.item.witness_id == self._witness_id)

        problems = self._try(change_and_compare, done)
        if found:
            self.moved.emit(tuple(found))
        return problems

    def _page(self, case: CaseFile, file: WitnessFile) -> DutiesPage:
        app, today = self._app, self._session.today
        ledger = witness_ledger(app, case, file)
        editions = editions_of(ledger)
        edition = self._edition if self._edition in editions else ""
        lines = tuple(words.duty_line(item, ledger, app.calendar, today) for item in ledger)
        of_edition = [i for i in ledger if not edition or (i.rule is not None and i.rule.edition == edition)]
        shown = {item.key for item in part_of(of_edition, self._part)}
        rights = rights_of(file, today)
        return DutiesPage(
            case=case,
            file=file,
            today=today,
            label=file.witness.label,
            rights=rights,
            rights_words=words.rights_words(rights),
            lines=tuple(line for line in lines if line.id in shown),
            all_lines=lines,
            part=self._part,
            counts={part: len(part_of(of_edition, part)) for part in Part},
            edition=edition,
            editions=editions,
            left_out=left_out_words(file, today),
            may=frozenset(act for act, action in ALLOWED_BY.items() if app.may(action)),
            may_add=app.may("event.record"),
            may_set_rights=app.may("rights.set"),
            user_name=app.user.display_name,
        )
