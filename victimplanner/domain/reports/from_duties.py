"""Rows from what is due: duties, decisions to be told, application limits. Names become roles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case import CaseState, PleaKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.clocks import APPLICATION
from victimplanner.domain.contact import CHANNEL_WORDS, Channel
from victimplanner.domain.dates import plain_date
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.ledger import sought_by
from victimplanner.domain.measures import ApplicationPurpose
from victimplanner.domain.people import CASE_ROLE_WORDS, CaseRole
from victimplanner.domain.preparation import OUTSIDE_WORDS
from victimplanner.domain.reports.rows import ApplicationRow, DecisionRow, DutyRow, RowStart, Standing
from victimplanner.domain.rules import OUTSIDE_OWNERS

DECISION_TOLD, SECTION_28_CONSIDER = "decision.told", "section_28.consider"
_CODES = {DECISION_TOLD: "R8e"}  # one telling meets both duties; the Code's own number is the one that is known
_STANDINGS = {
    DueState.MET: Standing.MET,
    DueState.MET_LATE: Standing.LATE,
    DueState.EXCUSED: Standing.EXCUSED,
    DueState.NOT_MET: Standing.NOT_MET,
    DueState.OVERDUE: Standing.OVERDUE,
    DueState.NOT_KNOWN: Standing.NOT_KNOWN,
    DueState.NO_LIMIT: Standing.NO_LIMIT,
    DueState.NO_LONGER: Standing.LEFT_OUT,
    DueState.NOT_OURS: Standing.LEFT_OUT,
}
_LATE = frozenset({Standing.LATE, Standing.EXCUSED, Standing.NOT_MET, Standing.OVERDUE})


def standing_of(item: DueItem) -> Standing:
    """Say how a duty is counted. Told, but with no day to count from, is not known: it is never taken as met."""
    standing = _STANDINGS.get(item.state, Standing.NOT_YET)
    if item.due is not None or standing not in (Standing.MET, Standing.LATE):
        return standing
    return Standing.NOT_KNOWN if item.rule is not None and item.rule.has_limit else Standing.NO_LIMIT


def undated_on(file: WitnessFile, today: dt.date) -> dt.date:
    """Return the day on which a row without a day of its own is counted: today, for a closed case when it was closed."""
    return file.case.closed_on or today if file.case.state is CaseState.CLOSED else today


def row_start(
    file: WitnessFile, kind: str, key: str, counted_on: dt.date, act_at: str, subject_id: str = ""
) -> RowStart:
    """Return how a row of one witness begins. `key` is unique in its kind and case."""
    return RowStart(
        id=f"{kind}/{file.case.id}/{key}",
        case_id=file.case.id,
        urn=file.case.urn,
        witness_id=file.witness.id,
        reference=file.witness.reference,
        unit=file.case.unit,
        is_child=file.is_child_on(counted_on),
        counted_on=counted_on,
        act_at=act_at,
        subject_id=subject_id,
    )


def duty_rows(file: WitnessFile, items: Iterable[DueItem], calendar: Calendar, today: dt.date) -> tuple[DutyRow, ...]:
    """Return a row for every item that is a duty; tasks of the unit are none."""
    return tuple(_duty(file, item, calendar, today) for item in items if item.right)


def _duty(file: WitnessFile, item: DueItem, calendar: Calendar, today: dt.date) -> DutyRow:
    assert item.rule is not None
    standing = standing_of(item)
    if item.rule_id == SECTION_28_CONSIDER and standing is Standing.NOT_KNOWN and not _is_denied(file):
        standing = Standing.NO_LIMIT  # considered before any plea: no day is missing, no clock has started
    counted_on = item.due or item.event_on or item.received_on or undated_on(file, today)
    return DutyRow(
        **row_start(file, "duty", item.key, counted_on, item.act_at, sought_by(item)),
        rule_id=item.rule_id,
        title=item.rule.short or item.rule.title,
        code=_code(item.rule_id),
        right=item.right,
        right_title=item.rule.right_title,
        right_short=item.rule.right_short,
        edition=item.rule.edition,
        level=item.level,
        event_on=item.event_on,
        received_on=item.received_on,
        due=item.due,
        told_on=item.told_on,
        told_by_role=role_of(file, item.told_by),
        is_by_letter=item.told_how == CHANNEL_WORDS[Channel.LETTER],
        state=item.state,
        standing=standing,
        days_late=_days_late(item, standing, calendar, today),
        count_unit=item.count_unit,
        owner_role=_owner_words(item.owner_role),
        is_ours=item.owner_role not in OUTSIDE_WORDS,
        next_step=_next_step(item),
    )


def _code(rule_id: str) -> str:
    """Return the number by which a duty is known: "R6e" for both steps of a review; "" for what has none."""
    return rule_id.partition(".")[0] if re.match(r"R\d", rule_id) else _CODES.get(rule_id, "")


def _is_denied(file: WitnessFile) -> bool:
    return any(plea.plea is PleaKind.NOT_GUILTY for plea in file.pleas)


def role_of(file: WitnessFile, name: str) -> str:
    """Return what somebody is to this case, for a name that somebody typed; "Somebody else" for one not on it."""
    wanted = name.strip().casefold()
    if not wanted:
        return ""
    role = next((role for role, person in file.people if person.name.strip().casefold() == wanted), None)
    return CASE_ROLE_WORDS[role] if role is not None else "Somebody else"


def _owner_words(owner: str) -> str:
    return OUTSIDE_OWNERS.get(owner) or CASE_ROLE_WORDS[CaseRole(owner)]


def _days_late(item: DueItem, standing: Standing, calendar: Calendar, today: dt.date) -> int | None:
    """Count the days of being late. Done on the Saturday after a Friday is late, though no working day lies between.

    What was never done is not late by any number of days, unless it is still to be done.
    """
    if item.due is None or standing not in _LATE or (item.told_on is None and standing is not Standing.OVERDUE):
        return None
    return max(1, calendar.days_between(item.due, item.told_on or today, item.count_unit))


def _next_step(item: DueItem) -> str:
    if not item.is_open:
        return ""
    reason, snoozed = item.entered.reason, item.entered.snoozed
    if reason is not None:
        until = f", to be done by {plain_date(reason.until)}" if reason.until else ""
        return f"Reason given{until}"
    if snoozed is not None and snoozed.until is not None:
        return f"Put off until {plain_date(snoozed.until)}"
    if item.entered.assigned is not None and item.entered.assigned.on is not None:
        return f"Handed over {plain_date(item.entered.assigned.on)}"
    return ""


def decision_rows(
    file: WitnessFile, items: Iterable[DueItem], calendar: Calendar, today: dt.date
) -> tuple[DecisionRow, ...]:
    """Return a row for every decision of the court that she is to be told of."""
    rows = []
    for item in items:
        if item.rule_id != DECISION_TOLD:
            continue
        standing = standing_of(item)
        counted_on = item.received_on or item.event_on or undated_on(file, today)
        received, told = item.received_on, item.told_on
        is_not_told = told is None and (item.is_open or standing is Standing.NOT_MET)
        known = received is not None and told is not None
        rows.append(
            DecisionRow(
                **row_start(file, "decision", item.key, counted_on, item.act_at, sought_by(item)),
                decided_on=item.event_on,
                received_on=received,
                told_on=told,
                told_by_role=role_of(file, item.told_by),
                gap=_working_days(calendar, received, told) if known else None,
                waiting=_working_days(calendar, received, today) if received and is_not_told else None,
                limit_days=item.working.count.number if item.working and item.working.count else None,
                is_not_told=is_not_told,
                standing=standing,
            )
        )
    return tuple(rows)


def _working_days(calendar: Calendar, start: dt.date | None, end: dt.date | None) -> int:
    assert start is not None
    assert end is not None
    return max(0, calendar.days_between(start, end, "working days"))


def application_rows(
    file: WitnessFile, items: Iterable[DueItem], calendar: Calendar, today: dt.date
) -> tuple[ApplicationRow, ...]:
    """Return a row for every application limit. One who was served nothing, and need not be, is left out of counts."""
    first = [a for a in file.applications if a.purpose is ApplicationPurpose.FIRST and a.served_on is not None]
    served = min(first, key=lambda a: a.served_on or dt.date.max, default=None)
    rows = []
    for item in items:
        if item.rule_id != APPLICATION:
            continue
        standing = standing_of(item)
        served_on = served.served_on if served is not None else None
        if served_on is None and item.told_on is not None and standing is not Standing.EXCUSED:
            standing = Standing.LEFT_OUT  # a direction without an application, or nothing that is sought
        counted_on = item.event_on or item.due or undated_on(file, today)
        explained = served is not None and bool(served.late_reason.strip() or served.extension_granted)
        rows.append(
            ApplicationRow(
                **row_start(
                    file, "application", item.key, counted_on, item.act_at, served.id if served is not None else ""
                ),
                plea_on=item.event_on,
                limit=item.due,
                served_on=served_on,
                standing=standing,
                has_reason=standing in _LATE and (explained or item.entered.reason is not None),
                days_late=_days_late(item, standing, calendar, today),
            )
        )
    return tuple(rows)
