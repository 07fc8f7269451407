"""The calendar of the office: what stands in the days shown, whose, of which kinds; and moving what can be moved."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.dates import local, plural
from victimplanner.domain.deadlines import Working
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.errors import PlannerError, Problem
from victimplanner.services.cases import find_case_by_urn
from victimplanner.services.diary import write_calendar_file
from victimplanner.services.schedule import (
    Entry,
    EntryKind,
    Scope,
    cases_in,
    deadline_entries,
    entries_between,
    in_order,
    move_entry,
    why_not_moved,
)
from victimplanner.services.worklist import due_items
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.formats import time_span, week_day
from victimplanner.ui.freshness import Freshness
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.calendar.moving import new_time_warnings
from victimplanner.ui.screens.calendar.periods import columns, gone_on, period
from victimplanner.ui.screens.calendar.state import GROUP_OF, CalendarState, Group, Span
from victimplanner.ui.screens.calendar.words import clash_words, spoken
from victimplanner.ui.session import Session

_HEARING_NOTICE = "R8a"
_TOLD_PART = {"meeting.change_told": "plan", "link.change_told": "told", _HEARING_NOTICE: ""}


class CalendarViewModel(QObject):
    """Holds the days shown. Entries are read anew at every step; what is due is kept until something changes."""

    state_changed = Signal()
    asked = Signal(object)  # Destination
    said = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._due: list[DueItem] | None = None
        today = session.today
        self.state = CalendarState(today, today, *period(Span.WEEK, today))
        self.freshness = Freshness(session, self._after_change, self)
        self.read()

    # ------------------------------------------------------------ what is shown

    def read(self) -> None:
        """Read the days in view again. On a failure they stay as they were, and the state says so."""
        self._show()

    def show_span(self, span: Span) -> None:
        self._show(span=span)

    def show_day(self, day: dt.date, span: Span | None = None) -> None:
        """Go to a day, in the view one is in or another."""
        self._show(day=day, span=span or self.state.span)

    def stand_on(self, day: dt.date) -> None:
        """Be on another day of those shown already; nothing is read."""
        self.state = replace(self.state, day=day)

    def go(self, steps: int) -> None:
        """Go on by whole days, weeks or months, as the view is; backwards when negative."""
        try:
            day = gone_on(self.state.span, self.state.day, steps)
        except (ValueError, OverflowError):
            self.said.emit("The calendar ends here.")
            return
        self._show(day=day)

    def go_today(self) -> None:
        self._show(day=self.session.today)

    def set_scope(self, scope: Scope) -> None:
        self._show(scope=scope)

    def show_group(self, group: Group, shown: bool) -> None:
        groups = self.state.groups | {group} if shown else self.state.groups - {group}
        self._show(groups=groups)

    def show_cancelled(self, shown: bool) -> None:
        self._show(with_cancelled=shown)

    def forget_moved(self) -> None:
        """The message about what was moved has been read."""
        self._show(moved="", moved_entry=None)

    def time_now(self) -> dt.datetime:
        """Return the present moment as clock time in London."""
        return local(self.session.app.now).replace(tzinfo=None)

    # ------------------------------------------------------------ going to a place

    def open(self, entry: Entry) -> None:
        """Go to the exact place where an entry is acted on; a time away belongs to no case."""
        if not entry.case_id:
            self.said.emit("A time away is changed in the directory of people. Nothing was changed here.")
            return
        self.asked.emit(
            Destination("case", entry.case_id, entry.witness_id, entry.tab or "overview", entry.subject_id, entry.part)
        )

    def record_told(self, item: DueItem) -> None:
        """Go where it is recorded that a witness was told."""
        subject = item.subject_ids[0] if item.subject_ids else ""
        part = _TOLD_PART[item.rule_id]
        self.asked.emit(
            Destination("case", item.case_id, item.witness_id or "", item.act_at or "overview", subject, part)
        )

    def plan_meeting(self, urn: str) -> Problems:
        """Go to the meetings of the case with this URN."""
        found = ""

        def find() -> None:
            nonlocal found
            found = find_case_by_urn(self.session.app, urn).case.id

        problems = attempt(find)
        if not problems:
            self.asked.emit(Destination("case", found, tab="meeting"))
        return tuple(Problem("urn", problem.message) for problem in problems)

    # ------------------------------------------------------------ acting

    def warnings(
        self, entry: Entry, on: dt.date | None, start: dt.time | None, end: dt.time | None
    ) -> tuple[tuple[str, str], ...]:
        """Say what to look at before an entry is moved to a time; () for nothing, or while the time is not whole."""
        if on is None or start is None:
            return ()
        try:
            return new_time_warnings(self.session.app, entry, on, start, end)
        except PlannerError as problem:
            return ((str(problem), ""),)

    def move(
        self, entry: Entry, on: dt.date | None, start: dt.time | None, end: dt.time | None, reason: str
    ) -> Problems:
        """Move a meeting or a live link. The witness must be told: the state says so and lists it."""
        problems = _move_problems(entry, on, start, end, reason)
        if problems or on is None or start is None:
            return problems
        last = end or entry.end or start
        problems = attempt(lambda: move_entry(self.session.app, entry, on=on, start=start, end=last, reason=reason))
        if not problems:
            span = start if entry.kind is EntryKind.LINK else None
            when = f"{week_day(on)} from {span:%H:%M}" if span else f"{week_day(on)}, {time_span(start, last)}"
            moved = replace(entry, on=on, start=start, end=last)
            self._due = None
            self._show(day=on, moved=f"{entry.title} {entry.urn} {entry.label} moved to {when}.", moved_entry=moved)
        return problems

    def told_item(self, entry: Entry) -> DueItem | None:
        """Return what must be told about an entry, None when the witness has been told of everything."""
        return next((item for item in self.state.to_tell if entry.subject_id in item.subject_ids), None)

    def write(self, target: Path) -> Problems:
        """Write the entries shown to a diary file with neutral words."""
        written = 0

        def write() -> None:
            nonlocal written
            written = write_calendar_file(self.session.app, self.state.entries, target)

        problems = attempt(write)
        if not problems:
            entries = plural(written, "entry", "entries")
            self.said.emit(
                f"Calendar file written: {entries}, without URN, label or name. Days without a time are out."
            )
        return problems

    def why(self, entry: Entry) -> str:
        """Say what an entry clashes with and why it can or cannot be moved."""
        sentences = [f"{spoken(replace(entry, clashes=()), self.state.today)}."]
        if words := clash_words(entry):
            sentences.append(words[:1].upper() + words[1:])
        elif entry.kind not in (EntryKind.DEADLINE, EntryKind.AWAY):
            sentences.append("It clashes with nothing.")
        if entry.is_movable:
            sentences.append("It can be moved: F2 or M. The witness must then be told.")
        else:
            sentences.append(why_not_moved(entry))
        return " ".join(sentences)

    def working_of(self, entry: Entry) -> Working | None:
        """Return how a deadline was worked out; None for everything else."""
        return next((item.working for item in self._due or () if item.key == entry.id), None)

    # ------------------------------------------------------------ inside

    def _after_change(self) -> None:
        self._due = None
        self._show()

    def _show(self, **changes: Any) -> None:
        app = self.session.app
        state = replace(self.state, today=self.session.today, error="", **changes)
        if state.today != self.state.today:
            self._due = None
        first, last = period(state.span, state.day)
        try:
            entries = entries_between(app, first, last, state.scope)
            if self._due is None:
                self._due = due_items(app)
            cases = cases_in(app, state.scope)
        except PlannerError as problem:
            self.state = replace(self.state, error=f"{problem} What is shown is as it was before.")
            self.state_changed.emit()
            return
        due = [item for item in self._due if item.case_id in cases]
        if Group.DEADLINES in state.groups:
            entries += deadline_entries(due, first, last)
        shown = tuple(
            entry
            for entry in in_order(entries)
            if GROUP_OF[entry.kind] in state.groups and (state.with_cancelled or not entry.is_cancelled)
        )
        days = columns(state.span, first, last, (entry.on for entry in shown))
        notes = {day: why for day in days if day.weekday() < 5 and (why := app.calendar.why_not_working_day(day))}
        told_rules = list(_TOLD_PART)
        to_tell = tuple(sorted((i for i in due if i.rule_id in _TOLD_PART), key=lambda i: told_rules.index(i.rule_id)))
        self.state = replace(state, first=first, last=last, days=days, notes=notes, entries=shown, to_tell=to_tell)
        self.state_changed.emit()


def _move_problems(
    entry: Entry, on: dt.date | None, start: dt.time | None, end: dt.time | None, reason: str
) -> Problems:
    """What a move lacks, each beside its field."""
    problems = []
    if on is None:
        problems.append(Problem("on", "Enter the new day."))
    if start is None:
        problems.append(Problem("start", "Enter when it starts."))
    if entry.kind is EntryKind.MEETING and end is None:
        problems.append(Problem("end", "Enter when it ends."))
    if start is not None and end is not None and end <= start:
        problems.append(Problem("end", "It ends before it starts. Check the two times."))
    same_end = entry.kind is EntryKind.LINK or end == entry.end
    if not problems and (on, start) == (entry.on, entry.start) and same_end:
        problems.append(Problem("on", "This is the day and time it has now. Choose another, or cancel."))
    if not reason.strip():
        problems.append(Problem("reason", "Say why it is moved. The witness must be told, and the reason is kept."))
    return tuple(problems)
