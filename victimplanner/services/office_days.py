"""Days that move dates: those on which this office closes, and bank holidays announced after the list was made.

Each way there is a way back, and each is proposed first (`proposals`), so that somebody sees what moves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.dates import day_and_date, plain_date, plural
from victimplanner.domain.editions import with_announced
from victimplanner.domain.errors import NotFound, Problem, RuleBroken
from victimplanner.domain.gov_uk_holidays import GovUkList, read_gov_uk_list
from victimplanner.domain.office import ClosedDay
from victimplanner.domain.rule_editions import AnnouncedHoliday
from victimplanner.services.context import App
from victimplanner.services.importing import read_list
from victimplanner.services.proposals import Proposal
from victimplanner.storage.unit_of_work import UnitOfWork


def closed_days(app: App) -> list[ClosedDay]:
    """Return the days on which this office closes, the earliest first."""
    with app.read() as uow:
        return uow.find(ClosedDay, order_by="on")


def announced_holidays(app: App) -> list[AnnouncedHoliday]:
    """Return the bank holidays that were entered here, the earliest first."""
    with app.read() as uow:
        return uow.find(AnnouncedHoliday, order_by="on")


# ---------------------------------------------------------------- closed days


def propose_closed_day(app: App, on: dt.date | None, reason: str) -> Proposal:
    """Propose that this office closes on a day. Raises: RuleBroken for a day that is no working day or noted already."""
    day = _new_closed_day(app, on, reason)
    after = replace(app.calendar, closed={**app.calendar.closed, day.on: day.reason})
    because = f": {day.reason.rstrip('.')}." if day.reason else "."
    return Proposal(
        "The office closes",
        (f"{day_and_date(day.on)}{because}", "It moves working days (the Code), never the court’s business days."),
        lambda: close_office_on(app, day.on, reason),
        calendar=after,
    )


def close_office_on(app: App, on: dt.date, reason: str) -> ClosedDay:
    """Note a day on which this office is closed. It moves working days, never the court's business days.

    Raises: NotAllowed unless a manager asks; RuleBroken when the day is noted already or nobody works on it.
    """
    day = _new_closed_day(app, on, reason)
    with app.change("office.amend") as uow:
        if uow.find(ClosedDay, on=on):
            raise _noted()
        return uow.add(day)


def propose_opening(app: App, day: ClosedDay) -> Proposal:
    """Propose that a day on which this office would close is a working day again."""
    closed = {on: reason for on, reason in app.calendar.closed.items() if on != day.on}
    return Proposal(
        "The office opens",
        (f"{day_and_date(day.on)} is a working day again.",),
        lambda: open_office_on(app, day),
        calendar=replace(app.calendar, closed=closed),
    )


def open_office_on(app: App, day: ClosedDay) -> None:
    """Take a closed day back. Raises: NotAllowed unless a manager asks; Conflict."""
    with app.change("office.amend") as uow:
        uow.delete(day)


def _new_closed_day(app: App, on: dt.date | None, reason: str) -> ClosedDay:
    if on is None:
        raise RuleBroken(Problem("on", "Enter the day on which the office closes."))
    _covered(app.calendar, on)
    if on in app.calendar.closed:
        raise _noted()
    if why := app.calendar.why_not_working_day(on):
        raise RuleBroken(Problem("on", f"{day_and_date(on)} is no working day: {why}. Nothing was changed."))
    return ClosedDay(on=on, reason=reason.strip())


def _noted() -> RuleBroken:
    return RuleBroken(Problem("on", "This day is noted already. Nothing was changed."))


# ---------------------------------------------------------------- bank holidays


def propose_holiday(app: App, on: dt.date | None, name: str, source: str) -> Proposal:
    """Propose a bank holiday of England and Wales that was announced after the list was made.

    Raises: RuleBroken listing what is missing or impossible.
    """
    return _propose([_new_holiday(app, on, name, source)], app)


def announce_holiday(app: App, on: dt.date, name: str, source: str) -> AnnouncedHoliday:
    """Enter a bank holiday; every open date is worked out again from the facts.

    Raises: NotAllowed unless a manager asks; RuleBroken listing what is missing, known already or impossible.
    """
    holiday = _new_holiday(app, on, name, source)
    _enter(app, [holiday])
    return holiday


def propose_taking_back(app: App, holiday: AnnouncedHoliday) -> Proposal:
    """Propose that a day which was entered as a bank holiday is none."""
    others = [one for one in announced_holidays(app) if one.id != holiday.id]
    return Proposal(
        "Take a bank holiday back",
        (f"{day_and_date(holiday.on)}, {holiday.name}, is no bank holiday.",),
        lambda: take_back_holiday(app, holiday),
        calendar=replace(app.calendar, holidays=with_announced(app.in_use.content.holidays, others)),
    )


def take_back_holiday(app: App, holiday: AnnouncedHoliday) -> None:
    """Take an entered bank holiday out again; every date is as if it had never been entered.

    Raises: NotAllowed unless a manager asks; NotFound when it is gone already; Conflict.
    """
    with app.change("holiday.take_back") as uow:
        if not uow.find(AnnouncedHoliday, id=holiday.id):
            raise NotFound("This bank holiday was taken back already. Nothing was changed.")
        uow.delete(holiday)


@dataclass(frozen=True)
class TakenList:
    """What a list of GOV.UK would add: new days, the years it covers, and days of ours in them that it lacks."""

    gov_uk: GovUkList
    new: tuple[AnnouncedHoliday, ...]
    lacking: tuple[tuple[dt.date, str], ...]
    published_to: dt.date  # as this office has it


def look_at_list(app: App, path: Path) -> TakenList:
    """Read GOV.UK's list of bank holidays from a file and say what it would add. Nothing is written.

    Raises: StorageProblem when the file cannot be read; RuleBroken for what is no such list or not whole.
    """
    try:
        text = read_list(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RuleBroken(Problem("", "The file is not JSON. Nothing was changed.")) from None
    found = read_gov_uk_list(text)
    ours = app.calendar.holidays
    source = f"GOV.UK list of bank holidays, {found.first_year} to {found.last_year}"
    new = tuple(
        _new_holiday(app, day, name, source) for day, name in sorted(found.names.items()) if day not in ours.names
    )
    lacking = tuple(
        (day, name)
        for day, name in sorted(ours.names.items())
        if found.first_year <= day.year <= found.last_year and day not in found.names
    )
    return TakenList(found, new, lacking, ours.published_to)


def propose_list(app: App, taken: TakenList) -> Proposal:
    """Propose to enter every day of a list that is not known yet. Raises: RuleBroken when there is none."""
    if not taken.new:
        raise RuleBroken(Problem("", f"{list_words(taken)} Nothing was changed."))
    return _propose(list(taken.new), app, list_words(taken))


def list_words(taken: TakenList) -> str:
    """Say which years a list covers, how many days it adds, and what it cannot change here."""
    years = f"The list covers {taken.gov_uk.first_year} to {taken.gov_uk.last_year}"
    words = f"{years} and adds {plural(len(taken.new), 'day')}." if taken.new else f"{years}. Every day is known here."
    if taken.lacking:
        days = ", ".join(f"{day_and_date(day)} ({name})" for day, name in taken.lacking)
        words += f" Not in it, and kept here: {days}. Take back what was entered here; the rest comes with the program."
    if taken.gov_uk.last_year > taken.published_to.year:
        words += f" Dates after {plain_date(taken.published_to)} stay provisional until a new version brings its list."
    return words


def _propose(holidays: list[AnnouncedHoliday], app: App, *lines: str) -> Proposal:
    after = with_announced(app.calendar.holidays, holidays)
    days = tuple(f"{day_and_date(holiday.on)}: {holiday.name}." for holiday in holidays)
    one = len(holidays) == 1
    return Proposal(
        "A bank holiday was announced" if one else "Bank holidays were announced",
        (*lines, *days, f"Source: {holidays[0].source.rstrip('.')}."),
        lambda: _enter(app, holidays),
        calendar=replace(app.calendar, holidays=after),
    )


def _enter(app: App, holidays: Sequence[AnnouncedHoliday]) -> None:
    with app.change("holiday.announce") as uow:
        _refuse_known(uow, holidays)
        uow.add_all(holidays)


def _refuse_known(uow: UnitOfWork, holidays: Sequence[AnnouncedHoliday]) -> None:
    for holiday in holidays:
        if uow.find(AnnouncedHoliday, on=holiday.on):
            raise RuleBroken(Problem("on", f"{day_and_date(holiday.on)} was entered already. Nothing was changed."))


def _new_holiday(app: App, on: dt.date | None, name: str, source: str) -> AnnouncedHoliday:
    problems = []
    if on is None:
        problems.append(Problem("on", "Enter the day of the bank holiday."))
    else:
        if known := app.calendar.holidays.names.get(on):
            problems.append(Problem("on", f"{day_and_date(on)} is in the list already: {known}. Nothing was changed."))
        if on.weekday() >= 5:
            problems.append(
                Problem(
                    "on", f"{day_and_date(on)} is a weekend: it counts for nothing anyway. Enter the substitute day."
                )
            )
        _covered(app.calendar, on)
    if not name.strip():
        problems.append(Problem("name", "Enter the name of the bank holiday."))
    if not source.strip():
        problems.append(Problem("source", "Say where it was announced, for instance the proclamation or GOV.UK."))
    if problems or on is None:
        raise RuleBroken(*problems)
    return AnnouncedHoliday(
        on=on, name=name.strip(), source=source.strip(), entered_by=app.user.display_name, entered_on=app.today
    )


def _covered(calendar: Calendar, on: dt.date) -> None:
    held = calendar.holidays
    if not held.covered_from <= on <= held.covered_to:
        raise RuleBroken(
            Problem("on", f"The list reaches from {held.covered_from.year} to {held.covered_to.year}. Check the year.")
        )
