"""Those who support a witness: who they are, what she agreed to share with them, referrals, and what they ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.contact import ContactRoute, Permission, SafeContact
from victimplanner.domain.record import Record


class SupportRole(StrEnum):
    ISVA = "isva"
    IDVA = "idva"
    CHILD_ISVA = "child_isva"
    GUARDIAN = "guardian"
    RELATIVE = "relative"
    FRIEND = "friend"
    CARER = "carer"
    OWN_LAWYER = "own_lawyer"
    WITNESS_SERVICE = "witness_service"
    OTHER = "other"


SUPPORT_ROLE_WORDS = {
    SupportRole.ISVA: "ISVA",
    SupportRole.IDVA: "IDVA",
    SupportRole.CHILD_ISVA: "Child ISVA",
    SupportRole.GUARDIAN: "Parent or guardian",
    SupportRole.RELATIVE: "Relative",
    SupportRole.FRIEND: "Friend",
    SupportRole.CARER: "Carer",
    SupportRole.OWN_LAWYER: "Her own lawyer",
    SupportRole.WITNESS_SERVICE: "Witness Service",
    SupportRole.OTHER: "Other supporter",
}
ADVISERS = frozenset({SupportRole.ISVA, SupportRole.IDVA, SupportRole.CHILD_ISVA})
"""Accompanying advisers in the sense of CrimPR 2025 r.3.8(7): limits apply to what they may do."""


class Share(StrEnum):
    """What may be shared with a supporter."""

    DATES = "dates"
    MEASURES = "measures"
    MEETINGS = "meetings"
    DECISIONS = "decisions"
    LETTERS = "letters"


SHARE_WORDS = {
    Share.DATES: "Court dates",
    Share.MEASURES: "Special measures",
    Share.MEETINGS: "Meetings",
    Share.DECISIONS: "Decisions in the case",
    Share.LETTERS: "Copies of letters",
}


class Supporter(Record):
    """Somebody who supports this witness, from a day to a day, and what she agreed to share with them.

    Consent is never assumed: without an answer nothing is shared. All days are local dates; end days are included.
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    role: SupportRole
    relation: str = ""  # "her aunt", "through Harbour Light Support"
    started_on: dt.date | None = None
    ended_on: dt.date | None = None
    end_reason: str = ""
    consent: Permission = Permission.UNKNOWN
    consent_on: dt.date | None = None
    consent_taken_by: str = ""
    consent_until: dt.date | None = None
    shares: tuple[Share, ...] = ()
    limits: str = ""  # what she does not want shared, in words
    is_case_witness: bool = False  # a witness in the case must not attend as supporter
    is_relative_of_accused: bool = False

    def is_active_on(self, day: dt.date) -> bool:
        """Whether this person supports her on `day`. Without a first day: from the beginning."""
        started = self.started_on is None or self.started_on <= day
        return started and (self.ended_on is None or day <= self.ended_on)

    def may_share_on(self, day: dt.date) -> bool:
        """Whether information may be shared with this person on `day`."""
        agreed = self.consent is Permission.YES and (self.consent_until is None or day <= self.consent_until)
        return agreed and self.is_active_on(day)


def go_betweens(
    supporters: Iterable[Supporter],
    contact: SafeContact | None,
    day: dt.date,
    shares: frozenset[Share] = frozenset(),
) -> list[Supporter]:
    """List who may carry a message to her on `day`: where her route is her ISVA, an adviser and no other supporter.

    `shares` is what the message is about: she must have agreed to share all of it.
    """
    ready = [s for s in supporters if s.may_share_on(day) and shares <= frozenset(s.shares)]
    if contact is not None and contact.route is ContactRoute.VIA_ISVA:
        return [supporter for supporter in ready if supporter.role in ADVISERS]
    return ready


def consent_problem(
    supporters: Iterable[Supporter],
    contact: SafeContact | None,
    day: dt.date,
    shares: frozenset[Share] = frozenset(),
) -> str:
    """Say why a message about `shares` may not go through a supporter on `day`; "" when it may."""
    known = list(supporters)
    who = "ISVA" if contact is not None and contact.route is ContactRoute.VIA_ISVA else "supporter"
    if go_betweens(known, contact, day, shares):
        return ""
    if go_betweens(known, contact, day):
        wanted = ", ".join(SHARE_WORDS[share].lower() for share in Share if share in shares)
        return f"She did not agree to share with her {who} all that this is about: {wanted}."
    return f"No {who} is recorded with whom she agreed to share information today."


class ReferralAnswer(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    WAITING_LIST = "waiting_list"
    DECLINED = "declined"
    ENDED = "ended"


REFERRAL_ANSWER_WORDS = {
    ReferralAnswer.WAITING: "No answer yet",
    ReferralAnswer.ACCEPTED: "Accepted",
    ReferralAnswer.WAITING_LIST: "On a waiting list",
    ReferralAnswer.DECLINED: "Declined by the service",
    ReferralAnswer.ENDED: "Ended",
}


class Referral(Record):
    """That a support service was offered: whether she wanted it, when she was referred, and what it answered."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    service: str
    offered_on: dt.date
    wanted: Permission = Permission.UNKNOWN
    referred_on: dt.date | None = None
    referred_by: str = ""
    answer: ReferralAnswer = ReferralAnswer.WAITING
    answered_on: dt.date | None = None
    note: str = ""


class SupportQuery(Record):
    """A question from a supporter or the Witness Care Unit, answered within a target that the office sets."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    asked_by: str
    supporter_id: str | None = Field(default=None, foreign_key="supporter.id")
    received_on: dt.date
    question: str
    owner: str = ""
    answered_on: dt.date | None = None
    answered_by: str = ""
    answer: str = ""
