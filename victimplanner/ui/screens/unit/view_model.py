"""The unit's own limits and arrangements as lines, and how they are changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.dates import plain_date, plural
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.moved_dates import MovedDate
from victimplanner.domain.people import UserRole
from victimplanner.services import unit_limits
from victimplanner.services.proposals import what_moves
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.session import Session


@dataclass(frozen=True)
class UnitLine:
    """One thing the unit may set: a limit (`rule_id`) or whether a measure is to be had (`measure`)."""

    id: str
    title: str
    source: str
    value: str
    is_own: bool
    rule_id: str = ""
    measure: MeasureId | None = None
    number: int | None = None
    why_not: str = ""


class UnitViewModel(QObject):
    """Reads the rules and the office; changes go through the services."""

    state_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state: tuple[UnitLine, ...] = ()
        self.read()

    @property
    def may_change(self) -> bool:
        return self._session.app.user.role is UserRole.MANAGER

    def read(self) -> None:
        """Read everything again."""
        office, rules = self._session.app.office, self._session.app.rules
        limits = []
        for rule_id in rules.rule_ids():
            rule = max((r for r in rules.deadlines if r.id == rule_id), key=lambda r: r.in_force)
            if not rule.is_default or not rule.starts or (rule.number("all") == 0 and rule.brief.startswith("By")):
                continue  # a day that follows from another date has no number to set
            own = office.rule_counts.get(rule_id)
            number = rule.number("all") if own is None else own
            days = plural(number, rule.unit.removesuffix("s")) if number else "The same day"
            limits.append(
                UnitLine(rule_id, rule.title, rule.citation, days, own is not None, rule_id=rule_id, number=number)
            )
        arrangements = [
            UnitLine(
                measure.id.value, measure.title, f"{measure.statute}; s.18(2)",
                f"Not to be had: {why}" if (why := office.without_arrangements.get(measure.id.value, "")) else "To be had",
                bool(why), measure=measure.id, why_not=why,
            )
            for measure in rules.measures.values()
        ]  # fmt: skip
        self.state = (*limits, *arrangements)
        self.state_changed.emit()

    def set_number(self, line: UnitLine, number: int | None) -> tuple[Problems, tuple[MovedDate, ...]]:
        """Set a limit, or with None take the unit's own number off; return problems, or the open dates that moved."""
        moved: tuple[MovedDate, ...] = ()

        def change() -> None:
            nonlocal moved
            proposal = unit_limits.propose_limit(self._session.app, line.rule_id, number)
            moved = what_moves(self._session.app, proposal)
            proposal.apply()

        return self._try(change), moved

    def set_arrangements(self, line: UnitLine, why_not: str) -> Problems:
        assert line.measure is not None
        measure = line.measure
        return self._try(lambda: unit_limits.set_arrangements(self._session.app, measure, why_not))

    def _try(self, change: Callable[[], object]) -> Problems:
        problems = attempt(change)
        if not problems:
            self.read()
        return problems


def moved_words(moved: tuple[MovedDate, ...]) -> str:
    """Say which open dates moved, one a line, without a name."""
    if not moved:
        return "No open date moved."
    lines = [
        f"{m.urn}, {m.witness}: {m.title}, {plain_date(m.was) if m.was else 'no day'} to "
        f"{plain_date(m.now) if m.now else 'no day'}"
        for m in moved
    ]
    return "\n".join(lines)
