"""What a person can do with a duty: record that she was told, give and accept a reason, pause, extend, put off, hand over.

Nothing is stored but entries; where a duty stands is worked out from them and from the facts, each time.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from victimplanner.domain.access import check_access
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.chain import following
from victimplanner.domain.dates import day_and_date
from victimplanner.domain.due import due_for_witness
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.duty_entries import ENTRY_WORDS, DutyEntry, EntryKind
from victimplanner.domain.errors import NotFound, Problem, RuleBroken
from victimplanner.domain.rights import RightsLevel, RightsOverride
from victimplanner.domain.rules import OUTSIDE_OWNERS
from victimplanner.services.cases import read_case
from victimplanner.services.context import App
from victimplanner.services.duty_log import add_duty_entry
from victimplanner.services.duty_planning import assign_all, snooze_all
from victimplanner.storage.unit_of_work import UnitOfWork

_TAKEN_OFF_BY = {
    EntryKind.PAUSED: "duty.clock",
    EntryKind.EXTENDED: "duty.clock",
    EntryKind.REASON_ACCEPTED: "duty.accept",
}
"""Entries that only those take off again who may enter them; the others every caseworker may."""


def find_item(app: App, case_id: str, key: str) -> DueItem:
    """Return one item of a case as it stands now, finished or not. Raises: NotFound when it is there no longer."""
    case = read_case(app, case_id)
    for file in case.witnesses:
        for item in due_for_witness(case, file, app.rules, app.calendar, app.today):
            if item.key == key:
                return item
    raise NotFound("This duty is there no longer: what started it was changed or withdrawn. Count the list again.")


def as_it_stands(app: App, seen: DueItem) -> DueItem:
    """Return an item that somebody has before him as it stands now. Raises: RuleBroken when it is done or ended by now."""
    now = find_item(app, seen.case_id, seen.key)
    if now.told_on is not None and seen.told_on is None:
        by = f" by {now.told_by}" if now.told_by else ""
        raise RuleBroken(
            Problem("", f"It was recorded{by} meanwhile, {day_and_date(now.told_on)}. Nothing was changed.")
        )
    if seen.is_open and not now.is_open:
        raise RuleBroken(Problem("", f"It changed meanwhile: {now.note or now.why} Nothing was changed."))
    return now


def is_ours(item: DueItem) -> bool:
    """Whether somebody of this office or of witness care owes it, not the police, the court or the defence."""
    return item.owner_role == "cps" or item.owner_role not in OUTSIDE_OWNERS


# ---------------------------------------------------------------- reasons


def give_reason(app: App, item: DueItem, reason: str, do_by: dt.date | None = None) -> DutyEntry:
    """Say why a duty was or will not be done in time. It counts as a good reason only once a manager accepts it.

    `do_by`: the day by which it is done all the same; without one, nothing more is to be done.
    """
    _needs_words(reason, "Say why it was not done in time. A manager decides whether that is a good reason.")
    with app.change("duty.reason") as uow:
        return add_entry(app, uow, item, EntryKind.REASON, on=app.today, reason=reason.strip(), until=do_by)


def accept_reason(app: App, item: DueItem) -> DutyEntry:
    """Accept the reason given as a good one (VPA 2024 s.5: "unless there is good reason").

    Raises: NotAllowed unless a manager asks; RuleBroken when no reason is given, or by whoever gave it.
    """
    check_access(app.user.role, "duty.accept")
    seen, given = item.entered.reason, find_item(app, item.case_id, item.key).entered.reason
    if seen is not None and given is not None and given.id != seen.id:
        raise RuleBroken(Problem("reason", "Another reason was given meanwhile. Read it first. Nothing was changed."))
    if given is None:
        raise RuleBroken(Problem("reason", "No reason is given yet. Give one first."))
    if given.entered_by == app.user.display_name:
        raise RuleBroken(Problem("reason", "You gave this reason yourself. Another manager accepts it."))
    with app.change("duty.accept") as uow:
        return add_entry(
            app, uow, item, EntryKind.REASON_ACCEPTED, on=app.today, by=app.user.display_name, of_id=given.id
        )


def set_not_ours(app: App, item: DueItem, reason: str) -> DutyEntry:
    """Record that a duty is owed by somebody else in this case, with why."""
    _needs_words(reason, "Say whose duty it is in this case, and why.")
    with app.change("duty.reason") as uow:
        return add_entry(app, uow, item, EntryKind.NOT_OURS, on=app.today, reason=reason.strip())


# ---------------------------------------------------------------- the clock


def pause(app: App, item: DueItem, first: dt.date, last: dt.date, reason: str) -> DutyEntry:
    """Leave days out of the count, both ends included. Raises: RuleBroken where the rule may not be stretched."""
    _may_stretch(item)
    problems = []
    if last < first:
        problems.append(Problem("until", "The last day lies before the first. Check the two days."))
    if not reason.strip():
        problems.append(Problem("reason", "Say why the time does not run."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("duty.clock") as uow:
        return add_entry(app, uow, item, EntryKind.PAUSED, on=first, until=last, reason=reason.strip())


def extend(app: App, item: DueItem, to: dt.date, by: str, reason: str) -> DutyEntry:
    """Set a new last day, with who set it (the court, a manager) and why (CrimPR 2025 r.18.6; a unit limit)."""
    _may_stretch(item)
    problems = []
    since = item.working.start.on if item.working else None
    if since is not None and to < since:
        problems.append(Problem("until", "That day lies before the time began to run."))
    if not by.strip():
        problems.append(Problem("by", "Say who extended the time."))
    if not reason.strip():
        problems.append(Problem("reason", "Say why the time was extended."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("duty.clock") as uow:
        return add_entry(
            app, uow, item, EntryKind.EXTENDED, on=app.today, until=to, by=by.strip(), reason=reason.strip()
        )


def _may_stretch(item: DueItem) -> None:
    if item.rule is None or not item.rule.may_extend:
        raise RuleBroken(
            Problem(
                "", f"{item.citation} leaves no room to change the time. Give a reason instead. Nothing was changed."
            )
        )


def take_off(app: App, entry: DutyEntry, reason: str) -> DutyEntry:
    """Take an entry off again; the date and state are then what they were without it. Both entries stay to be read.

    Raises: NotAllowed for whoever could not have entered it; RuleBroken for what was taken off, or is a taking off.
    """
    if (action := _TAKEN_OFF_BY.get(entry.kind)) is not None:
        check_access(app.user.role, action)
    if entry.kind is EntryKind.TAKEN_OFF:
        raise RuleBroken(Problem("", "This says that something was taken off. Enter that again. Nothing was changed."))
    _needs_words(reason, f"Say why “{ENTRY_WORDS[entry.kind].lower()}” is taken off again.")
    with app.change("duty.take_off") as uow:
        stored = uow.find(DutyEntry, witness_id=entry.witness_id)
        if any(e.of_id == entry.id and e.kind is EntryKind.TAKEN_OFF for e in stored):
            raise RuleBroken(Problem("", "This was taken off already. Nothing was changed."))
        return add_duty_entry(
            app,
            uow,
            EntryKind.TAKEN_OFF,
            case_id=entry.case_id,
            witness_id=entry.witness_id,
            rule_id=entry.rule_id,
            about=entry.about,
            on=app.today,
            reason=reason.strip(),
            of_id=entry.id,
        )


# ---------------------------------------------------------------- the worklist


def snooze(app: App, item: DueItem, until: dt.date, reason: str) -> DutyEntry:
    """Put an item out of sight until a day, with why. The duty goes on: it is back before it is due, at the latest then.

    Raises: RuleBroken for a day that is not in the future or lies after the due date.
    """
    return snooze_all(app, [item], until, reason)[0]


def assign(app: App, item: DueItem, to: str, reason: str = "") -> DutyEntry:
    """Hand one item over to somebody, by the name that stands in the directory."""
    return assign_all(app, [item], to, reason)[0]


# ---------------------------------------------------------------- rights


def set_rights(app: App, file: WitnessFile, level: RightsLevel | None, reason: str) -> RightsOverride:
    """Set her level of rights by hand, or (None) let it follow from the facts again. Raises: RuleBroken without why."""
    _needs_words(reason, "Say why. Every duty is counted by it.")
    with app.change("rights.set") as uow:
        return uow.add(
            RightsOverride(
                case_id=file.case.id,
                witness_id=file.witness.id,
                level=level,
                reason=reason.strip(),
                decided_by=app.user.display_name,
                decided_on=app.today,
                sequence=following(uow.find(RightsOverride, witness_id=file.witness.id)),
            )
        )


# ---------------------------------------------------------------- inside


def _needs_words(reason: str, message: str) -> None:
    if not reason.strip():
        raise RuleBroken(Problem("reason", message))


def add_entry(app: App, uow: UnitOfWork, item: DueItem, kind: EntryKind, **values: Any) -> DutyEntry:
    assert item.witness_id is not None
    about = {"case_id": item.case_id, "rule_id": item.rule_id, "about": item.about}
    return add_duty_entry(app, uow, kind, witness_id=item.witness_id, **about, **values)
