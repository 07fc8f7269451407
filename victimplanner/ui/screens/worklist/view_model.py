"""What is due, for me or my unit: counted, filtered, grouped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.dates import WEEKDAYS, clock_time, day_and_date_no_year, local, long_date, plain_date
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.errors import PlannerError
from victimplanner.domain.urn import display_urn, urn_search_text
from victimplanner.services.cases import count_cases, read_case
from victimplanner.services.meetings import finish_action
from victimplanner.services.practice import fill_practice
from victimplanner.services.worklist import due_items, is_mine
from victimplanner.ui.contact_words import contact_words
from victimplanner.ui.freshness import Freshness
from victimplanner.ui.navigation import Destination
from victimplanner.ui.session import Session

ORDER = (
    DueState.OVERDUE,
    DueState.TODAY,
    DueState.THIS_WEEK,
    DueState.NOT_KNOWN,
    DueState.NEXT_TWO_WEEKS,
    DueState.LATER,
)
GROUP_WORDS = {
    DueState.OVERDUE: "Overdue",
    DueState.TODAY: "Today",
    DueState.THIS_WEEK: "This week",
    DueState.NOT_KNOWN: "Cannot be worked out",
    DueState.NEXT_TWO_WEEKS: "Next two weeks",
    DueState.LATER: "Later",
}


@dataclass(frozen=True)
class Detail:
    """One item in full: the steps of its date, and how she may be reached."""

    item: DueItem
    steps: tuple[tuple[str, str], ...]
    contact: str


@dataclass(frozen=True)
class WorklistState:
    """What the page shows. `groups` are (title, note, items), empty ones left out; `detail` where there is room."""

    has_cases: bool = True
    mine: int = 0
    unit: int = 0
    counts: tuple[tuple[DueState, int], ...] = ()
    groups: tuple[tuple[str, str, tuple[DueItem, ...]], ...] = ()
    only_mine: bool = False
    only: DueState | None = None
    text: str = ""
    next_words: str = ""
    counted_at: str = ""
    error: str = ""
    is_filling: bool = False
    detail: Detail | None = None


class WorklistViewModel(QObject):
    """Holds the worklist. It recounts after every change and when asked."""

    state_changed = Signal()
    asked = Signal(object)  # Destination

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._items: list[DueItem] = []
        self._wants_detail = False
        self._current: DueItem | None = None
        self.state = WorklistState()
        self.freshness = Freshness(session, self.recount, self)
        self.recount()

    # ------------------------------------------------------------ intentions

    def recount(self) -> None:
        """Work out again what is due today. On a failure the list stays as it was, and says so."""
        app = self._session.app
        try:
            items = due_items(app)
            has_cases = count_cases(app) > 0
        except PlannerError as problem:
            self._set(error=f"{problem} The list is as at {self.state.counted_at}.")
            return
        self._items = items
        known_to = plain_date(app.calendar.holidays.published_to)
        at = clock_time(local(app.now).time())
        self._set(has_cases=has_cases, error="", counted_at=f"Counted at {at} · holidays known to {known_to}")

    def show_mine(self, only_mine: bool) -> None:
        self._set(only_mine=only_mine)

    def show_only(self, state: DueState | None) -> None:
        """Show one group alone; asked again, all."""
        self._set(only=None if self.state.only is state else state)

    def filter(self, text: str) -> None:
        self._set(text=text)

    def act(self, item: DueItem) -> None:
        """Go to the exact place where an item is acted on."""
        self.asked.emit(
            Destination(
                "case",
                case_id=item.case_id,
                witness_id=item.witness_id or "",
                tab=item.act_at or "overview",
                subject_id=item.subject_ids[0] if item.subject_ids else "",
            )
        )

    def finish(self, item: DueItem) -> None:
        """Mark an agreed action as done; anything else is done where it belongs."""
        if item.rule_id != "action":
            self.act(item)
            return
        try:
            finish_action(self._session.app, item.subject_ids[0])
        except PlannerError as problem:
            self._set(error=str(problem))

    def fill_practice(self) -> None:
        """Fill the empty office file with the invented cases, on the work thread."""
        if self.state.is_filling:
            return
        app = self._session.app
        self._set(is_filling=True, error="")
        task = self._session.tasks.start(lambda _progress: fill_practice(app))
        task.succeeded.connect(lambda _number: self._set(is_filling=False))
        task.failed.connect(self._not_filled)

    def choose(self, item: DueItem | None) -> None:
        """An item is current in the list; it is read in full only where there is room to show it."""
        self._current = item
        if self._wants_detail:
            self._set(detail=self._detail(item))

    def show_details(self, wanted: bool) -> None:
        """Say whether there is room for the item in full."""
        if wanted != self._wants_detail:
            self._wants_detail = wanted
            self._set(detail=self._detail(self._current) if wanted else None)

    # ------------------------------------------------------------ inside

    def _not_filled(self, problem: Exception) -> None:
        if not isinstance(problem, PlannerError):
            self._set(is_filling=False)
            raise problem
        self._set(is_filling=False, error=str(problem))

    def _detail(self, item: DueItem | None) -> Detail | None:
        if item is None:
            return None
        try:
            file = read_case(self._session.app, item.case_id)
        except PlannerError:
            return None  # gone meanwhile: the list says so when it is counted again
        witnesses = [w for w in file.witnesses if w.witness.id == item.witness_id or item.witness_id is None]
        contact = " ".join(f"{w.witness.label}: {contact_words(w.safe_contact)}" for w in witnesses)
        steps = tuple((s.label, s.text) for s in item.working.steps) if item.working else ()
        return Detail(item, steps, contact)

    def _set(self, **changes: Any) -> None:
        app = self._session.app
        state = replace(self.state, **changes)
        mine = [item for item in self._items if is_mine(app, item)]
        shown = mine if state.only_mine else self._items
        counts = tuple((s, sum(1 for item in shown if item.state is s)) for s in ORDER)
        wanted = [item for item in shown if _matches(item, state.text)]
        groups = tuple(
            (GROUP_WORDS[s], self._note(s), items)
            for s in ORDER
            if (state.only is None or state.only is s) and (items := tuple(i for i in wanted if i.state is s))
        )
        self.state = replace(
            state,
            mine=len(mine),
            unit=len(self._items),
            counts=counts,
            groups=groups,
            next_words=_next_words(shown),
        )
        self.state_changed.emit()

    def _note(self, state: DueState) -> str:
        today = self._session.today
        if state is DueState.OVERDUE:
            return "Do these first"
        if state is DueState.TODAY:
            return long_date(today)
        if state is DueState.THIS_WEEK:
            sunday = today.toordinal() + 6 - today.weekday()
            return f"to {WEEKDAYS[6]} {plain_date(today.fromordinal(sunday))}"
        return "A fact is missing" if state is DueState.NOT_KNOWN else ""


def _matches(item: DueItem, text: str) -> bool:
    wanted = text.strip().casefold()
    if not wanted:
        return True
    urn = urn_search_text(text)
    words = f"{item.title} {item.why} {item.case_title} {item.witness_label} {item.owner_name} {item.citation}"
    return wanted in words.casefold() or wanted in display_urn(item.urn).casefold() or bool(urn and urn in item.urn)


def _next_words(items: list[DueItem]) -> str:
    due = [item.due for item in items if item.due is not None]
    return f"The next date is {day_and_date_no_year(min(due))}." if due else ""
