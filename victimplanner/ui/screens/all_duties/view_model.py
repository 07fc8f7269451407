"""Every duty of every open case: read once, then filtered and counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.errors import PlannerError
from victimplanner.domain.ledger import HERE, right_order
from victimplanner.domain.urn import display_urn, urn_search_text
from victimplanner.services.cases import count_cases
from victimplanner.services.ledger import office_duties
from victimplanner.services.stand_ins import my_names
from victimplanner.ui.duty_words import result_words
from victimplanner.ui.formats import UNKNOWN, counted, recent_day
from victimplanner.ui.freshness import Freshness
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.all_duties.state import AllDutiesPage, OfficeLine, Result, is_wanted
from victimplanner.ui.session import Session

_AT_ONCE = 60  # cases: more are read beside the screen, with a word on how far it is


class AllDutiesViewModel(QObject):
    """Holds the list. It reads again after every change, while somebody looks at it."""

    state_changed = Signal()
    asked = Signal(object)  # Destination

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._items: list[DueItem] = []
        self._names: frozenset[str] = frozenset()  # under which the user's duties stand today
        self._is_stale = False
        self.state = AllDutiesPage()
        self.freshness = Freshness(session, self.read, self)
        self.read()

    # ------------------------------------------------------------ reading

    def read(self) -> None:
        """Read every duty again. On a failure the list stays as it was, and says so."""
        app = self._session.app
        if self.state.is_reading:
            self._is_stale = True
            return
        try:
            number = count_cases(app)
            if number <= _AT_ONCE:
                self._show_items(office_duties(app))
                return
        except PlannerError as problem:
            self._set(error=str(problem))
            return
        self._set(is_reading=True, reading="Counting")
        task = self._session.tasks.start(lambda progress: office_duties(app, progress))
        task.progressed.connect(lambda _done, _total, words: self._set(reading=f"Counting: {words}"))
        task.succeeded.connect(self._show_items)
        task.failed.connect(self._not_read)
        task.cancelled.connect(lambda: self._set(is_reading=False, reading=""))

    def _show_items(self, items: list[DueItem]) -> None:
        self._items = items
        self._names = frozenset(my_names(self._session.app))
        has_cases = bool(items) or count_cases(self._session.app) > 0
        self._set(is_reading=False, reading="", error="", has_cases=has_cases)
        if self._is_stale:
            self._is_stale = False
            self.read()

    def _not_read(self, problem: Exception) -> None:
        if not isinstance(problem, PlannerError):
            self._set(is_reading=False, reading="")
            raise problem
        self._set(is_reading=False, reading="", error=str(problem))

    # ------------------------------------------------------------ intentions

    def show_mine(self, only_mine: bool) -> None:
        self._set(only_mine=only_mine)

    def show_result(self, result: Result) -> None:
        self._set(result=result)

    def show_right(self, right: str) -> None:
        self._set(right=right)

    def show_owner(self, owner: str) -> None:
        self._set(owner=owner)

    def filter(self, text: str) -> None:
        self._set(text=text)

    def open(self, line: OfficeLine) -> None:
        """Go to the case with the duty current."""
        item = line.item
        self.asked.emit(Destination("case", item.case_id, item.witness_id or "", HERE, item.key))

    # ------------------------------------------------------------ inside

    def _set(self, **changes: Any) -> None:
        app, today = self._session.app, self._session.today
        state = replace(self.state, **changes)
        mine = [item for item in self._items if item.owner_name.casefold() in self._names]
        chosen = [
            item
            for item in (mine if state.only_mine else self._items)
            if (not state.right or item.right == state.right)
            and (not state.owner or item.owner_name == state.owner)
            and _matches(item, state.text)
        ]
        shown = _most_pressing_first(item for item in chosen if is_wanted(item, state.result))
        cases = len({item.case_id for item in shown})
        self.state = replace(
            state,
            lines=tuple(
                OfficeLine(
                    id=item.key,
                    item=item,
                    case=f"{item.witness_label} · {item.case_title}",
                    result_words=result_words(item, app.calendar),
                    told=recent_day(item.told_on, today) if item.told_on else UNKNOWN,
                )
                for item in shown
            ),
            mine=len(mine),
            unit=len(self._items),
            counts={result: sum(is_wanted(item, result) for item in chosen) for result in Result},
            rights=tuple(sorted({item.right for item in self._items}, key=right_order)),
            owners=tuple(sorted({item.owner_name for item in self._items}, key=str.casefold)),
            counted=f"{counted(len(shown), 'duty', 'duties')} in {counted(cases, 'case')}",
        )
        self.state_changed.emit()


def _most_pressing_first(items: Iterable[DueItem]) -> list[DueItem]:
    order = {state: place for place, state in enumerate(DueState)}

    def key(item: DueItem) -> tuple[object, ...]:
        return order[item.state], item.due or item.event_on or dt.date.max, item.urn, item.key

    return sorted(items, key=key)


def _matches(item: DueItem, text: str) -> bool:
    wanted = text.strip().casefold()
    if not wanted:
        return True
    urn = urn_search_text(text)
    words = f"{item.title} {item.why} {item.case_title} {item.witness_label} {item.owner_name} {item.citation}"
    return wanted in words.casefold() or wanted in display_urn(item.urn).casefold() or bool(urn and urn in item.urn)
