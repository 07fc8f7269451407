"""What is due, for me, my unit or all: shown as it was counted last, and counted again where something changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from victimplanner.domain.dates import clock_time, day_and_date_no_year, local, plain_date
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.due_lines import Grouping
from victimplanner.domain.errors import PlannerError
from victimplanner.domain.urn import display_urn
from victimplanner.services.practice import fill_practice
from victimplanner.services.saved_filters import saved_filters
from victimplanner.services.worklist import (
    DueGroup,
    Overview,
    Whose,
    has_any_case,
    is_large,
    read_groups,
    read_overview,
    whose_query,
)
from victimplanner.ui.day_watch import DayWatch
from victimplanner.ui.freshness import Freshness
from victimplanner.ui.screens.worklist.acting import Acting
from victimplanner.ui.screens.worklist.lots import Lots
from victimplanner.ui.screens.worklist.state import (
    GROUP_WORDS,
    ORDER,
    Choices,
    Detail,
    ShownGroup,
    WorklistState,
    choices_of,
    group_note,
    news_words,
    rule_title,
)
from victimplanner.ui.session import Session

PAGE = 100
"""Lines of each group that are read at first, and again each time more are asked for."""
_BY_NAME = 4  # so many times as many where the groups are cases, owners or rules: the number is of all groups together


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
        self._overview: Overview | None = None
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
        """Read the page, and count around it: at once, or beside it where there is much to count."""
        app, choices = self._session.app, self.state.choices
        large = is_large(app)
        query = choices.query(app.rules)
        if not large:
            self._overview = read_overview(app, choices.whose, query)
        counts = self._overview.counts if self._overview and choices.is_plain and not large else None
        by_name = choices.by is not Grouping.WHEN
        limit = self._limit * (_BY_NAME if by_name else 1)
        groups = read_groups(app, whose_query(app, choices.whose, query), choices.by, limit, counts)
        shown = tuple(self._shown(group, choices.by) for group in _in_order(groups, choices.by))
        read = sum(len(group.items) for group in shown)
        has_more = read >= limit if by_name else any(len(group.items) >= limit for group in shown)
        known_to = plain_date(app.calendar.holidays.published_to)
        at = clock_time(local(app.now).time())
        self._set(
            has_cases=has_any_case(app),
            groups=shown,
            has_more=has_more,
            waiting=len(self._lots.waiting),
            error="",
            counted_at=f"Counted at {at} · holidays known to {known_to}",
            detail=self._detail(self._current) if self._wants_detail else None,
            **self._around(None if large else self._overview),
        )
        if large:
            self._look_around()

    def _look_around(self) -> None:
        """Count on the work thread; the page takes the numbers in when they come."""
        app, choices = self._session.app, self.state.choices
        self._asked_for += 1
        number, query = self._asked_for, choices.query(app.rules)
        task = self._session.tasks.start(lambda _progress: (number, read_overview(app, choices.whose, query)))
        task.succeeded.connect(self._seen_around)  # a method, not a lambda: it is forgotten with this

    def _seen_around(self, answer: tuple[int, Overview]) -> None:
        asked_for, seen = answer
        if asked_for != self._asked_for:
            return
        self._overview = seen
        groups = self.state.groups
        if self.state.choices.is_plain and self.state.choices.by is Grouping.WHEN:
            numbers = {GROUP_WORDS[state]: number for state, number in seen.counts.by_state.items()}
            groups = tuple(group._replace(number=numbers.get(group.title, group.number)) for group in groups)
        self._set(groups=groups, **self._around(seen))

    def _around(self, seen: Overview | None) -> dict[str, Any]:
        if seen is None:
            return {}
        counts = seen.counts
        news = self.state.news
        if not self._has_told_news and not self._lots.waiting:
            self._has_told_news, news = True, news_words(counts.by_state)
        return {
            "totals": seen.totals,
            "counts": counts.by_state,
            "put_off": counts.put_off,
            "matching": seen.matching,
            "owners": seen.owners,
            "has_units": seen.has_units,
            "news": news,
            "next_words": f"The next date is {day_and_date_no_year(counts.next_due)}." if counts.next_due else "",
        }

    def _shown(self, group: DueGroup, by: Grouping) -> ShownGroup:
        first = group.items[0]
        if by is Grouping.WHEN:
            state = DueState(group.key)
            return ShownGroup(GROUP_WORDS[state], group_note(state, self._session.today), group.items, group.number)
        title, note = {
            Grouping.CASE: (display_urn(first.urn), first.case_title),
            Grouping.OWNER: (first.owner_name or "Nobody named", ""),
        }.get(by, (rule_title(group.key, self._session.app.rules), first.citation))
        return ShownGroup(title, note, group.items, group.number)

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


def _in_order(groups: tuple[DueGroup, ...], by: Grouping) -> list[DueGroup]:
    """By when: in the order of pressure; otherwise as they came."""
    if by is not Grouping.WHEN:
        return list(groups)
    return sorted(groups, key=lambda group: ORDER.index(DueState(group.key)))
