"""How the witness of a practice case is reached: safe contact, her supporter, the contact log, what she prefers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from victimplanner.domain.contact import Channel, ContactRoute, Permission, SafeContact
from victimplanner.domain.contact_log import ContactEntry, ContactOutcome
from victimplanner.domain.contact_preferences import ContactPreference, Format, Frequency, GenderWish
from victimplanner.domain.people import CaseRole
from victimplanner.domain.record import Record
from victimplanner.domain.support import Referral, ReferralAnswer, Share, Supporter, SupportQuery, SupportRole
from victimplanner.domain.witness import Witness
from victimplanner.services.practice.preparing import BuiltCase


def contact_records(case: BuiltCase, witness: Witness, contact_id: str, phone: str) -> Iterator[Record]:
    """Yield what stands on reaching one witness. Every other one is reached through her ISVA only.

    The builder gives the id of her safe contact and her number; nothing else of its random numbers is taken.
    """
    random = Random(f"contact {witness.id}")
    for record in _records(case, witness, contact_id, phone, supporter_id=f"{random.getrandbits(128):032x}"):
        has_id = isinstance(record, Supporter | SafeContact)
        yield record if has_id else record.model_copy(update={"id": f"{random.getrandbits(128):032x}"})


def _records(case: BuiltCase, witness: Witness, contact_id: str, phone: str, supporter_id: str) -> Iterator[Record]:
    ids: dict[str, Any] = {"case_id": case.case.id, "witness_id": witness.id}
    via_isva = case.number % 2 == 0
    liaison = case.people[CaseRole.VICTIM_LIAISON_OFFICER].name
    yield SafeContact(
        id=contact_id,
        **ids,
        route=ContactRoute.VIA_ISVA if via_isva else ContactRoute.DIRECT,
        calls=Permission.UNKNOWN if via_isva else Permission.YES,
        phone=phone,
        who_may_answer="" if via_isva else "Her sister; ask for her by first name only",
        texts=Permission.NO if case.number % 3 else Permission.UNKNOWN,
        times="Mon–Thu 10am–2pm" if via_isva else "After 5pm",
        voicemail=Permission.NO,
        letters=Permission.NO if case.number % 4 == 1 else Permission.YES,
        email_allowed=Permission.YES if via_isva else Permission.NO,
        code_word="Larkspur" if via_isva else "",
        keep_from="Employer; brother" if via_isva else "",
        confirmed_on=case.back(2 if case.number % 5 else 24),
        confirmed_by=liaison,
    )
    yield from _support(case, ids, supporter_id)
    yield from _log(case, ids, via_isva, liaison)


def _support(case: BuiltCase, ids: dict[str, Any], supporter_id: str) -> Iterator[Record]:
    adviser = case.people[CaseRole.ISVA]
    supporter = Supporter(
        id=supporter_id,
        **ids,
        person_id=adviser.id,
        role=SupportRole.ISVA,
        relation="With her since the report",
        started_on=case.back(30),
        consent=Permission.YES,
        consent_on=case.back(24),
        consent_taken_by=adviser.name,
        shares=(Share.DATES, Share.MEASURES, Share.MEETINGS),
        limits="Nothing about health" if case.number % 3 == 0 else "",
    )
    yield supporter
    yield Referral(
        **ids,
        service=adviser.organisation,
        offered_on=case.back(31),
        wanted=Permission.YES,
        referred_on=case.back(31),
        referred_by=case.people[CaseRole.OFFICER_IN_CASE].name,
        answer=ReferralAnswer.ACCEPTED,
        answered_on=case.back(30),
    )
    if case.number % 8 == 0:
        yield SupportQuery(
            **ids,
            asked_by=f"ISVA, {adviser.organisation}",
            supporter_id=supporter.id,
            received_on=case.back(3),
            question="Is a date for the recording known yet?",
            owner=case.people[CaseRole.VICTIM_LIAISON_OFFICER].name,
        )


def _log(case: BuiltCase, ids: dict[str, Any], via_isva: bool, liaison: str) -> Iterator[Record]:
    channel = Channel.THROUGH_SUPPORTER if via_isva else Channel.CALL
    yield ContactEntry(
        **ids,
        happened_on=case.back(2 if case.number % 5 else 24),
        happened_time=dt.time(11, 20) if via_isva else dt.time(17, 40),
        channel=channel,
        outcome=ContactOutcome.REACHED,
        with_whom=case.people[CaseRole.ISVA].name if via_isva else "",
        about="Safe contact confirmed",
        made_by=liaison,
    )
    if case.number % 3 == 0:
        yield ContactPreference(
            **ids,
            method=channel,
            week_days=(0, 1, 2, 3),
            earliest=dt.time(10),
            latest=dt.time(16),
            frequency=Frequency.KEY_EVENTS,
            interpreter_gender=GenderWish.WOMAN,
            staff_gender=GenderWish.WOMAN,
            formats=(Format.LARGE_PRINT,) if case.number % 6 == 0 else (),
            noted_on=case.back(24),
            noted_by=liaison,
        )
