"""What happens once in the practice office: a charge stopped, an extension, a reason that waits, something put off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from victimplanner.domain.case import Charge, ChargeState
from victimplanner.domain.case_events import EventKind
from victimplanner.domain.contact import Channel
from victimplanner.domain.duty_entries import DutyEntry, EntryKind
from victimplanner.domain.people import CaseRole
from victimplanner.domain.rights import RightsLevel, RightsOverride
from victimplanner.domain.support import SupportQuery
from victimplanner.domain.witness import Witness
from victimplanner.services.practice.duty_book import DutyBook

_MANAGER = "D. Ashgrove"
_JUDGE = "HHJ Verrall"


def _stop_a_charge(book: DutyBook, witness: Witness, stopped_on: dt.date, reason: str) -> tuple[Charge, DutyEntry]:
    """A second charge was stopped and the letter came three business days late, with why."""
    charge = Charge(
        id=book.new_id(),
        case_id=book.case.case.id,
        witness_id=witness.id,
        offence="Sexual assault",
        is_sexual_offence=True,
        charged_on=book.charged_on,
        state=ChargeState.STOPPED,
        stopped_on=stopped_on,
    )
    book.case.made.append(charge)
    consulted_on = book.case.calendar.business_day_before(stopped_on)
    book.event(EventKind.CONSULTED, consulted_on, witness=witness, detail="On stopping the second charge")
    liaison = CaseRole.VICTIM_LIAISON_OFFICER
    book.tell(witness, "R6d", charge.id, stopped_on, liaison, 4, Channel.LETTER)
    given_on = book.after(stopped_on, 4)
    by = book.name(liaison)
    return charge, book.enter(EntryKind.REASON, witness, "R6d", charge.id, given_on, reason=reason, entered_by=by)


def _stopped_excused_and_reviewed(book: DutyBook, witness: Witness) -> None:
    reason = "Her supporter asked that the letter wait until she was back."
    stopped_on = book.case.back(70)
    charge, given = _stop_a_charge(book, witness, stopped_on, reason)
    on = book.after(stopped_on, 6)
    book.enter(EntryKind.REASON_ACCEPTED, witness, "R6d", charge.id, on, by=_MANAGER, of_id=given.id)
    asked = book.event(EventKind.REVIEW_ASKED, book.case.back(62), witness=witness)
    prosecutor = CaseRole.PROSECUTOR
    book.tell(witness, "R6e.local", asked.id, book.case.back(62), prosecutor, 7, is_told=False)
    first, last = book.case.back(50), book.case.back(45)
    reason = "She asked for time to add to what she had written."
    book.enter(EntryKind.PAUSED, witness, "R6e.review", asked.id, first, until=last, reason=reason)
    book.tell(witness, "R6e.review", asked.id, book.case.back(62), prosecutor, 33, is_told=False)


def _stopped_and_waiting(book: DutyBook, witness: Witness) -> None:
    _stop_a_charge(book, witness, book.case.back(12), "The letter waited for the reviewing lawyer’s words.")


def _told_of_the_wrong_day(book: DutyBook, witness: Witness) -> None:
    told = next(e for e in book.entries if e.rule_id == "R8c" and e.witness_id == witness.id)
    assert told.on is not None
    reason = "Entered on the wrong day"
    book.enter(EntryKind.TAKEN_OFF, witness, told.rule_id, told.about, told.on, of_id=told.id, reason=reason)
    right: dict[str, Any] = {"at": dt.time(15), "by": told.by, "how": told.how}
    book.enter(EntryKind.TOLD, witness, told.rule_id, told.about, told.on, **right)


def _rights_set_and_taken_off(book: DutyBook, witness: Witness) -> None:
    rights = (RightsLevel.STANDARD, 20, "Read from the old form"), (None, 18, "The charge is a sexual offence")
    for number, (level, day, reason) in enumerate(rights, 1):
        book.case.made.append(
            RightsOverride(
                id=book.new_id(),
                case_id=book.case.case.id,
                witness_id=witness.id,
                level=level,
                reason=reason,
                decided_by=book.name(CaseRole.VICTIM_LIAISON_OFFICER),
                decided_on=book.case.back(day),
                sequence=number,
            )
        )


def _put_off(book: DutyBook, witness: Witness) -> None:
    query = book.of_kind(SupportQuery)[0]
    until, reason = book.case.ahead(1), "The list officer answers tomorrow."
    on = book.case.back(1)
    book.enter(EntryKind.SNOOZED, witness, "support.query", query.id, on, until=until, reason=reason)


def _extended_by_the_court(book: DutyBook, witness: Witness) -> None:
    reason = "The psychologist’s report is awaited."
    on, until = book.case.back(2), book.case.ahead(6)
    book.enter(EntryKind.EXTENDED, witness, "application", "D1", on, until=until, by=_JUDGE, reason=reason)


def _complained(book: DutyBook, witness: Witness) -> None:
    complaint = book.event(EventKind.COMPLAINT, book.case.back(41), book.case.back(40), witness)
    book.tell(witness, "R12a", complaint.id, book.case.back(40), CaseRole.VICTIM_LIAISON_OFFICER, 6, Channel.LETTER)


def _support_withdrawn(book: DutyBook, witness: Witness) -> None:
    detail = "Said to the officer in the case"
    book.event(EventKind.SUPPORT_WITHDRAWN, book.case.back(3), book.case.back(1), witness, detail=detail)


def _handed_over(book: DutyBook, witness: Witness) -> None:
    about, to = "third_party_material", book.name(CaseRole.PARALEGAL_OFFICER)
    reason = "Annual leave until the end of the week."
    by = book.name(CaseRole.PROSECUTOR)
    book.enter(
        EntryKind.ASSIGNED,
        witness,
        "third_party.notice",
        about,
        book.case.back(1),
        by=to,
        reason=reason,
        entered_by=by,
    )


_TURNS: Mapping[int, Callable[[DutyBook, Witness], None]] = {
    0: _told_of_the_wrong_day,
    5: _rights_set_and_taken_off,
    11: _stopped_excused_and_reviewed,
    22: _stopped_and_waiting,
    24: _put_off,
    25: _extended_by_the_court,
    27: _complained,
    30: _support_withdrawn,
    38: _handed_over,
}
"""What is particular to a case, by its number."""


def add_turn(book: DutyBook) -> None:
    """Add to the case what happens in no other."""
    turn = _TURNS.get(book.case.number)
    if turn is not None:
        turn(book, book.witnesses[0])
