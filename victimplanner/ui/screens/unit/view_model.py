"""The unit's own limits, its days and the rules it works by, and how each change is proposed before it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.calendar import HolidayList
from victimplanner.domain.deadlines import DeadlineRule
from victimplanner.domain.eligibility import MeasureRule
from victimplanner.domain.office import ClosedDay, Office
from victimplanner.services import editions, office_days, unit_limits
from victimplanner.services.context import EVERY_DATE
from victimplanner.services.proposals import Proposal
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.formats import day_month_year
from victimplanner.ui.screens.unit.state import DayLine, UnitLine, UnitState
from victimplanner.ui.session import Session


class UnitViewModel(QObject):
    """Reads the rules, the days and the office; changes go through the services."""

    state_changed = Signal()
    state: UnitState

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._app = session.app
        self.read()
        session.changed.connect(self._on_changed)

    @property
    def may_change(self) -> bool:
        return self._app.may("office.amend")

    def read(self) -> None:
        """Read everything again."""
        app = self._app
        office, rules, held = app.office, app.rules, app.calendar.holidays
        newest = [
            max((r for r in rules.deadlines if r.id == key), key=lambda r: r.in_force) for key in rules.rule_ids()
        ]
        limits = [_limit_line(rule, office) for rule in newest if _can_be_set(rule)]
        arrangements = [_arrangement_line(measure, office) for measure in rules.measures.values()]
        self.state = UnitState(
            limits=(*limits, *arrangements),
            days=self._days(held),
            list_edition=held.edition,
            covered=(held.covered_from.year, held.covered_to.year),
            published_to=held.published_to,
            edition=editions.edition_in_use(app),
            pending=editions.pending(app),
            may_change=self.may_change,
        )
        self.state_changed.emit()

    def _days(self, held: HolidayList) -> tuple[DayLine, ...]:
        """The days from this year to the last that is published, with what was entered here."""
        announced = {holiday.on: holiday for holiday in office_days.announced_holidays(self._app)}
        shipped = self._app.in_use.content.holidays.names
        lines = [
            DayLine(on.isoformat(), on, name, "Bank holiday", "The program’s list")
            for on, name in shipped.items()
            if self._session.today.year <= on.year <= held.published_to.year
        ]
        lines += [
            DayLine(
                one.id,
                one.on,
                one.name,
                "Announced since",
                f"{one.source}. {_entered(one.entered_by, one.entered_on)}",
                one,
            )
            for one in announced.values()
            if one.on not in shipped
        ]
        lines += [
            DayLine(day.id, day.on, day.reason or "No reason given", "Office closed", "Moves the Code’s working days only", day)
            for day in office_days.closed_days(self._app)
        ]  # fmt: skip
        return tuple(sorted(lines, key=lambda line: (line.on, line.kind)))

    # ------------------------------------------------------------ proposing

    def propose_number(self, line: UnitLine, number: int | None) -> tuple[Problems, Proposal | None]:
        """Propose a limit, or with None to take the unit's own number off; problems, or what was proposed."""
        return self._propose(lambda: unit_limits.propose_limit(self._app, line.rule_id, number))

    def propose_holiday(self, on: dt.date | None, name: str, source: str) -> tuple[Problems, Proposal | None]:
        return self._propose(lambda: office_days.propose_holiday(self._app, on, name, source))

    def propose_closed_day(self, on: dt.date | None, reason: str) -> tuple[Problems, Proposal | None]:
        return self._propose(lambda: office_days.propose_closed_day(self._app, on, reason))

    def propose_taking_back(self, line: DayLine) -> Proposal | None:
        """Propose that a day which was entered here counts again; None for one of the list."""
        if line.record is None:
            return None
        if isinstance(line.record, ClosedDay):
            return office_days.propose_opening(self._app, line.record)
        return office_days.propose_taking_back(self._app, line.record)

    def propose_list(self, path: Path) -> tuple[Problems, Proposal | None]:
        """Propose the days of GOV.UK's list that are not known yet."""
        return self._propose(lambda: office_days.propose_list(self._app, office_days.look_at_list(self._app, path)))

    def propose_pending(self) -> tuple[Problems, Proposal | None]:
        return self._propose(lambda: editions.propose_pending(self._app))

    def set_arrangements(self, line: UnitLine, why_not: str) -> Problems:
        """Note that a measure is not to be had, or that it is. It moves no date."""
        assert line.measure is not None
        measure = line.measure
        problems = attempt(lambda: unit_limits.set_arrangements(self._app, measure, why_not))
        if not problems:
            self.read()
        return problems

    def _propose(self, make: Callable[[], Proposal]) -> tuple[Problems, Proposal | None]:
        made: Proposal | None = None

        def propose() -> None:
            nonlocal made
            made = make()

        return attempt(propose), made

    def _on_changed(self, changed: object) -> None:
        if getattr(changed, "kinds", frozenset()) & EVERY_DATE:
            self.read()


def _can_be_set(rule: DeadlineRule) -> bool:
    """A day that follows from another date has no number to set."""
    follows = rule.number("all") == 0 and rule.brief.startswith("By")
    return rule.is_default and rule.has_limit and bool(rule.starts) and not follows


def _limit_line(rule: DeadlineRule, office: Office) -> UnitLine:
    own = unit_limits.own_number(office, rule)
    return UnitLine(
        rule.id,
        rule.title,
        rule.citation,
        unit_limits.number_words(rule, own),
        "" if own is None else f"Default: {unit_limits.number_words(rule, None)}",
        own is not None,
        rule.source,
        rule.confidence,
        rule_id=rule.id,
        number=rule.number("all") if own is None else own,
    )


def _arrangement_line(measure: MeasureRule, office: Office) -> UnitLine:
    why = office.without_arrangements.get(measure.id.value, "")
    return UnitLine(
        measure.id.value,
        measure.title,
        f"{measure.statute}; s.18(2)",
        f"Not to be had: {why}" if why else "To be had",
        "",
        bool(why),
        "Every measure needs arrangements in the area (YJCEA s.18(2))",
        measure=measure.id,
        why_not=why,
    )


def _entered(by: str, on: dt.date) -> str:
    return f"Entered by {by} on {day_month_year(on)}"
