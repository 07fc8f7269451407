"""The triggers of contact and support: a confirmation that goes stale, next steps, questions, referrals, consent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from victimplanner.domain.contact import Permission
from victimplanner.domain.dates import day_and_date
from victimplanner.domain.deadlines import Start
from victimplanner.domain.start_context import StartContext


def safe_contact_confirmed(context: StartContext) -> Sequence[Start]:
    """Safe contact goes stale: confirmed again after the unit's interval. Never confirmed: shown on the panel."""
    contact = context.file.safe_contact
    if contact is None or contact.confirmed_on is None:
        return []
    return [
        Start(
            about="contact",
            words=f"Safe contact confirmed, {day_and_date(contact.confirmed_on)}",
            on=contact.confirmed_on,
            subject_ids=(contact.id,),
        )
    ]


def contact_next_step(context: StartContext) -> Sequence[Start]:
    """What was to follow a contact waits until it is done, an entry that was corrected later left out.

    The day is the one that was chosen.
    """
    corrected = {entry.corrects_id for entry in context.file.contact_log}
    return [
        Start(
            about=entry.id,
            words=f"{context.file.witness.without_name(entry.next_step).rstrip('.')}, by {day_and_date(entry.next_on)}",
            on=entry.next_on,
            detail=f"After the contact of {day_and_date(entry.happened_on)}",
            finished_on=entry.done_on,
            subject_ids=(entry.id,),
        )
        for entry in context.file.contact_log
        if entry.next_on is not None and entry.id not in corrected
    ]


def support_query_received(context: StartContext) -> Sequence[Start]:
    """A question from a supporter is answered within the office's target, from the day it came."""
    return [
        Start(
            about=query.id,
            words=f"Question received, {day_and_date(query.received_on)}",
            on=query.received_on,
            detail=f"Asked by {context.file.witness.without_name(query.asked_by)}",
            finished_on=query.answered_on,
            subject_ids=(query.id,),
            owner=query.owner,
        )
        for query in context.file.support_queries
    ]


def referral_made(context: StartContext) -> Sequence[Start]:
    """A service that was asked to support her has not answered."""
    return [
        Start(
            about=referral.id,
            words=f"Referred to {context.file.witness.without_name(referral.service)}, "
            f"{day_and_date(referral.referred_on)}",
            on=referral.referred_on,
            finished_on=referral.answered_on,
            subject_ids=(referral.id,),
        )
        for referral in context.file.referrals
        if referral.referred_on is not None
    ]


def consent_ends(context: StartContext) -> Sequence[Start]:
    """Consent to share ends on a day while the support goes on: she is asked before."""
    return [
        Start(
            about=supporter.id,
            words=f"Her consent to share ends, {day_and_date(supporter.consent_until)}",
            on=supporter.consent_until,
            detail=context.file.witness.without_name(supporter.relation).rstrip("."),
            subject_ids=(supporter.id,),
        )
        for supporter in context.file.supporters_on(context.today)
        if supporter.consent is Permission.YES and supporter.consent_until is not None
    ]


CONTACT_STARTS: tuple[Callable[[StartContext], Sequence[Start]], ...] = (
    safe_contact_confirmed,
    contact_next_step,
    support_query_received,
    referral_made,
    consent_ends,
)
