"""What is due, for me, my unit or all: shown as it was counted last, and counted again where something changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from victimplanner.domain.dates import clock_time, day_and_date_no_year, local, plain_date
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.due_lines import DueCounts, Grouping
from victimplanner.domain.errors import PlannerError
from victimplanner.services.practice import fill_practice
from victimplanner.services.saved_filters import saved_filters
from victimplanner.services.worklist import Overview, Whose, has_any_case, is_large, whose_query
from victimplanner.ui.day_watch import DayWatch
from victimplanner.ui.freshness import Freshness
from victimplanner.ui.screens.worklist.acting import Acting
from victimplanner.ui.screens.worklist.lots import Lots
from victimplanner.ui.screens.worklist.reading import PageRead, is_slow, look_around, read_page
from victimplanner.ui.screens.worklist.state import (
    GROUP_WORDS,
    Choices,
    Detail,
    WorklistState,
    choices_of,
    news_words,
)
from victimplanner.ui.session import Session

PAGE = 50
"""Lines of each group that are read at first, and again each time more are asked for."""


class WorklistViewModel(QObject):
    """Holds the worklist. It counts again after every change, on a new day and when asked."""

    state_changed = Signal()
    asked = Signal(object)  # Destination

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._limit = PAGE
        self._wants_detail = False
        self._current: DueItem | None = None
        self._asked_for = 0  # the last look around a page; an earlier one that comes late is dropped
        self._has_told_news = False
        self.state = WorklistState()
        self.acts = Acting(session, self._set, self)
        self.acts.asked.connect(self.asked)
        self._lots = Lots(session, self)  # before `freshness`: it must know of a change first
        self._lots.lot_counted.connect(lambda: self._set(waiting=len(self._lots.waiting)))
        self._lots.all_counted.connect(self.recount)
        self._lots.failed.connect(self._not_counted)
        self.freshness = Freshness(session, self.recount, self)
        self._days = DayWatch(session.app.clock, self)
        self._days.day_changed.connect(self._begin_day)
        self._begin()

    # ------------------------------------------------------------ intentions

    def recount(self) -> None:
        """Count what changed and show it. On a failure the list stays as it was, and says so."""
        try:
            self._lots.count_now()
            self._load()
        except PlannerError as problem:
            self._set(error=f"{problem} The list is as at {self.state.counted_at}.")
            return
        self._lots.count_on()

    def show_whose(self, whose: Whose) -> None:
        self._choose(whose=whose)

    def show_only(self, state: DueState | None) -> None:
        """Show one group alone; asked again, all."""
        self._choose(only=None if self.state.choices.only is state else state)

    def show_put_off(self, shown: bool) -> None:
        """Show what is put off, and nothing else."""
        self._choose(put_off=shown, only=None)

    def show_kind(self, kind: str) -> None:
        self._choose(kind=kind)

    def show_owner(self, owner: str) -> None:
        self._choose(owner=owner)

    def group(self, by: Grouping) -> None:
        self._choose(by=by)

    def filter(self, text: str) -> None:
        self._choose(text=text)

    def show_all(self) -> None:
        """Take every filter off; whose items are shown, and in which groups, stays."""
        self._choose(kind="", owner="", text="", only=None, put_off=False)

    def use_filter(self, number: int) -> bool:
        """Choose what was kept in this place, counted from 1; False where nothing is."""
        if not 0 < number <= len(self.state.filters):
            return False
        self._limit = PAGE
        self._set(choices=choices_of(self.state.filters[number - 1].choices))
        self._reload()
        return True

    def read_filters(self) -> None:
        """Read the user's own filters again, after one was kept or deleted."""
        self._set(filters=tuple(saved_filters(self._session.app)))

    def show_more(self) -> None:
        """Read further lines of each group."""
        if self.state.has_more:
            self._limit += PAGE
            self._reload()

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

    def forget_news(self) -> None:
        """What was said at the start of the day was read."""
        self._set(news="")

    def forget_done(self) -> None:
        self._set(done=None)

    # ------------------------------------------------------------ counting

    def _begin(self) -> None:
        """Show at once what was counted last; where that is much, look for changes only after it is seen."""
        app = self._session.app
        large = is_large(app)
        try:
            if not large:
                self._lots.count_now()
            mine = whose_query(app, Whose.MINE, Choices().query(app.rules)).owners
            whose = Whose.MINE if mine else Whose.UNIT
            self.state = WorklistState(choices=Choices(whose=whose), filters=tuple(saved_filters(app)))
            self._load()
        except PlannerError as problem:
            self._set(error=str(problem))
            return
        if large:
            QTimer.singleShot(0, self, self.recount)
        else:
            self._lots.count_on()

    def _begin_day(self) -> None:
        """A new day: everything stands differently, and what is pressing is said once more."""
        self._has_told_news = False
        self.recount()

    def _not_counted(self, sentence: str) -> None:
        self._set(error=f"{sentence} The list is as at {self.state.counted_at}.", waiting=0)

    # ------------------------------------------------------------ reading

    def _choose(self, **changes: Any) -> None:
        self._limit = PAGE
        self._set(choices=replace(self.state.choices, **changes))
        self._reload()

    def _reload(self) -> None:
        try:
            self._load()
        except PlannerError as problem:
            self._set(error=str(problem))

    def _load(self) -> None:
        """Read the page and count around it: at once, or on the work thread where there is much to go through."""
        app, choices, limit = self._session.app, self.state.choices, self._limit
        self._asked_for += 1
        if not is_large(app):
            seen = look_around(app, choices)
            self._show_page(read_page(app, choices, limit, seen), seen)
            return
        number, slow = self._asked_for, is_slow(choices)
        if slow:
            self._set(is_reading=True)
        else:
            self._show_page(read_page(app, choices, limit))

        def work(_progress: object) -> tuple[int, PageRead | None, Overview]:
            seen = look_around(app, choices)
            return number, read_page(app, choices, limit, seen) if slow else None, seen

        task = self._session.tasks.start(work)
        task.succeeded.connect(self._take_in)  # methods, not lambdas: they are forgotten with this
        task.failed.connect(self._not_read)

    def _take_in(self, answer: tuple[int, PageRead | None, Overview]) -> None:
        """Show what was read and counted on the work thread, unless something else was asked for meanwhile."""
        number, page, seen = answer
        if number != self._asked_for:
            return
        if page is not None:
            self._show_page(page, seen)
            return
        groups = self.state.groups
        if self.state.choices.by is Grouping.WHEN:
            numbers = {GROUP_WORDS[state]: number for state, number in seen.matching.by_state.items()}
            groups = tuple(group._replace(number=numbers.get(group.title, group.number)) for group in groups)
        self._set(groups=groups, **self._around(seen.counts, seen))

    def _not_read(self, problem: Exception) -> None:
        self._set(is_reading=False)
        if not isinstance(problem, PlannerError):
            raise problem
        self._not_counted(str(problem))

    def _show_page(self, page: PageRead, seen: Overview | None = None) -> None:
        app = self._session.app
        known_to = plain_date(app.calendar.holidays.published_to)
        at = clock_time(local(app.now).time())
        self._set(
            has_cases=has_any_case(app),
            groups=page.groups,
            has_more=page.has_more,
            waiting=len(self._lots.waiting),
            is_reading=False,
            error="",
            counted_at=f"Counted at {at} · holidays known to {known_to}",
            detail=self._detail(self._current) if self._wants_detail else None,
            **self._around(page.counts, seen),
        )

    def _around(self, counts: DueCounts | None, seen: Overview | None) -> dict[str, Any]:
        """What is said around the page, as far as it is counted."""
        found: dict[str, Any] = {}
        if seen is not None:
            found = {
                "totals": seen.totals,
                "matching": seen.matching.total,
                "owners": seen.owners,
                "has_units": seen.has_units,
            }
        if counts is not None:
            found |= {
                "counts": counts.by_state,
                "put_off": counts.put_off,
                "next_words": f"The next date is {day_and_date_no_year(counts.next_due)}." if counts.next_due else "",
            }
            if not self._has_told_news and not self._lots.waiting:
                self._has_told_news = True
                found["news"] = news_words(counts.by_state)
        return found

    # ------------------------------------------------------------ inside

    def _not_filled(self, problem: Exception) -> None:
        if not isinstance(problem, PlannerError):
            self._set(is_filling=False)
            raise problem
        self._set(is_filling=False, error=str(problem))

    def _detail(self, item: DueItem | None) -> Detail | None:
        return self.acts.detail(item) if item is not None else None

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit()
