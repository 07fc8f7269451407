"""What can be done with items of the worklist: go where it is done, finish, put off, hand over, take back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.due import ACTION
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.errors import PlannerError
from victimplanner.domain.ledger import sought_by
from victimplanner.domain.people import Person
from victimplanner.services.cases import read_case
from victimplanner.services.duties import find_item
from victimplanner.services.duty_planning import assign_all, snooze_all
from victimplanner.services.meetings import finish_action
from victimplanner.services.people import directory
from victimplanner.services.tellings import can_be_told
from victimplanner.services.undoing import as_recorded, undo_told
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.contact_words import contact_words
from victimplanner.ui.formats import counted, full_day
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.worklist.state import Detail, Undoable
from victimplanner.ui.session import Session


class Acting(QObject):
    """Acts on items as they stand now: a line of the list may be older than its case."""

    asked = Signal(object)  # Destination

    def __init__(self, session: Session, tell: Callable[..., None], parent: QObject | None = None) -> None:
        """`tell` takes what the page is to show: `error`, `done`."""
        super().__init__(parent)
        self._session = session
        self._tell = tell

    def go(self, item: DueItem) -> None:
        """Go to the exact place where an item is acted on."""
        self.asked.emit(
            Destination(
                "case",
                case_id=item.case_id,
                witness_id=item.witness_id or "",
                tab=item.act_at or "overview",
                subject_id=sought_by(item),
            )
        )

    def is_one(self, items: Sequence[DueItem]) -> bool:
        """Whether one item alone is chosen. Several are not finished at once: each witness is told for herself."""
        if len(items) > 1:
            words = (
                f"{counted(len(items), 'item')} are chosen. Mark one at a time as done: each has its own day and way."
            )
            self._tell(error=words)
        return len(items) <= 1

    def finish(self, item: DueItem) -> tuple[DueItem, WitnessFile] | None:
        """Finish an item: an agreed action at once, as done today; what is done elsewhere is gone to.

        Returns the item and its file where it is to be asked who did it, and how.
        """
        app = self._session.app
        try:
            if item.rule_id == ACTION:
                finish_action(app, item.subject_ids[0])
                self._tell(error="", done=Undoable(f"Done: {item.title.rstrip('.')}.", item))
                return None
            whole = find_item(app, item.case_id, item.key)
            if can_be_told(whole) and whole.witness_id is not None:
                return whole, read_case(app, item.case_id).witness(whole.witness_id)
        except PlannerError as problem:
            self._tell(error=str(problem))
            return None
        self.go(item)
        return None

    def told(self, item: DueItem) -> None:
        """Say that it was recorded, and offer to take it back where that is possible here."""
        words = f"Recorded: {item.title.rstrip('.')}."
        self._tell(error="", done=Undoable(words, as_recorded(self._session.app, item)))

    def undo(self, item: DueItem) -> None:
        """Take back what was just done."""
        try:
            undo_told(self._session.app, item)
        except PlannerError as problem:
            self._tell(error=str(problem), done=None)
            return
        self._tell(error="", done=None)

    def put_off(self, items: Sequence[DueItem], until: dt.date, reason: str) -> Problems:
        """Put items out of sight until a day."""
        words = f"{counted(len(items), 'item')} put off until {full_day(until)}."
        return self._done(lambda: snooze_all(self._session.app, items, until, reason), words)

    def hand_over(self, items: Sequence[DueItem], to: str, reason: str) -> Problems:
        """Hand items over to somebody."""
        words = f"{counted(len(items), 'item')} handed over to {to}."
        return self._done(lambda: assign_all(self._session.app, items, to, reason), words)

    def _done(self, change: Callable[[], object], words: str) -> Problems:
        problems = attempt(change)
        if not problems:
            self._tell(error="", done=Undoable(words))
        return problems

    def say(self, words: str) -> None:
        """Say that something was done which is not taken back here."""
        self._tell(error="", done=Undoable(words))

    def working(self, item: DueItem) -> Working | None:
        """Return the working of an item's date, None where it has none or is there no longer."""
        try:
            return find_item(self._session.app, item.case_id, item.key).working
        except PlannerError as problem:
            self._tell(error=str(problem))
            return None

    def detail(self, item: DueItem) -> Detail | None:
        """Return an item in full, None when it is gone meanwhile: the list says so when it is counted again."""
        try:
            whole = find_item(self._session.app, item.case_id, item.key)
            file = read_case(self._session.app, item.case_id)
        except PlannerError:
            return None
        witnesses = [w for w in file.witnesses if w.witness.id == item.witness_id or item.witness_id is None]
        contact = " ".join(f"{w.witness.label}: {contact_words(w.safe_contact)}" for w in witnesses)
        steps = tuple((s.label, s.text) for s in whole.working.steps) if whole.working else ()
        return Detail(whole, steps, contact)

    def colleagues(self) -> list[Person]:
        """Return everybody of the directory who is still here, by name."""
        return directory(self._session.app)
