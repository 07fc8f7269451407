"""Contact safety: how a witness may be reached, and the gate before every use of a channel.

Unknown is never treated as yes. What is barred can only be done with a named and reasoned override.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.dates import plural
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.record import Record

_SECRET = {"json_schema_extra": {"secret": True}}


class ContactRoute(StrEnum):
    DIRECT = "direct"
    VIA_ISVA = "via_isva"
    VIA_POLICE = "via_police"
    NO_CONTACT = "no_contact"
    UNKNOWN = "unknown"


CONTACT_ROUTE_WORDS = {
    ContactRoute.DIRECT: "Directly to her",
    ContactRoute.VIA_ISVA: "Through ISVA only",
    ContactRoute.VIA_POLICE: "Through police only",
    ContactRoute.NO_CONTACT: "No contact",
    ContactRoute.UNKNOWN: "Not known",
}


class Permission(StrEnum):
    """Whether something is allowed. Unknown is never treated as yes."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class SafeContact(Record):
    """How this witness may be reached. A gate for every call, letter, reminder and export.

    Values marked secret are shown one at a time on request and never printed.
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True, unique=True)
    route: ContactRoute = ContactRoute.UNKNOWN
    calls: Permission = Permission.UNKNOWN
    phone: str = Field(default="", schema_extra=_SECRET)
    other_phone: str = Field(default="", schema_extra=_SECRET)
    who_may_answer: str = ""  # who else picks up, and whether one may speak to them
    texts: Permission = Permission.UNKNOWN  # text messages
    times: str = ""
    voicemail: Permission = Permission.UNKNOWN
    voicemail_wording: str = ""
    letters: Permission = Permission.UNKNOWN
    address: str = Field(default="", schema_extra=_SECRET)
    email_allowed: Permission = Permission.UNKNOWN
    email: str = Field(default="", schema_extra=_SECRET)
    code_word: str = Field(default="", schema_extra=_SECRET)
    keep_from: str = ""  # who must not know
    shares_with_accused: str = ""  # an address, a device or an account that the accused shares or can see
    decided_by: str = ""  # who decided "no contact" or "police only"
    raw: str = ""  # what the source said, in its own words
    confirm_every_days: int | None = None  # calendar days; None: the office's interval
    confirmed_on: dt.date | None = None
    confirmed_by: str = ""
    doubted_on: dt.date | None = None  # since when the whole is in doubt; confirming it takes the doubt away
    doubt: str = ""

    @property
    def phone_hint(self) -> str:
        """The last three digits, enough to tell numbers apart without showing one."""
        digits = [c for c in self.phone if c.isdigit()]
        return f"ends {''.join(digits[-3:])}" if digits else ""

    def confirm_again_by(self, office_days: int) -> dt.date | None:
        """Return the last day on which the confirmation still counts; None when it was never confirmed.

        `office_days` are calendar days and count where this witness has no interval of her own.
        """
        if self.confirmed_on is None:
            return None
        return self.confirmed_on + dt.timedelta(days=self.confirm_every_days or office_days)


_REACHING = {
    "route": "The route",
    "phone": "The number",
    "other_phone": "The second number",
    "address": "The address",
    "email": "The e-mail address",
    "calls": "Whether she may be called",
    "texts": "Whether she may be texted",
    "voicemail": "Whether a message may be left",
    "letters": "Whether letters may be sent",
    "email_allowed": "Whether she may be e-mailed",
}


def opened_by(before: SafeContact, after: SafeContact) -> str:
    """Say which change opens a way of reaching her that was not confirmed with her; "" when none does.

    Closing a way, or taking a number away, needs no confirmation.
    """
    for name, words in _REACHING.items():
        was, now = getattr(before, name), getattr(after, name)
        closes = now in ("", Permission.NO, Permission.UNKNOWN, ContactRoute.NO_CONTACT, ContactRoute.UNKNOWN)
        if was != now and not closes:
            return words
    return ""


class Channel(StrEnum):
    """A way of reaching a witness."""

    CALL = "call"
    VOICEMAIL = "voicemail"
    TEXT = "text"
    LETTER = "letter"
    EMAIL = "email"
    IN_PERSON = "in_person"
    VIDEO = "video"
    THROUGH_SUPPORTER = "through_supporter"
    THROUGH_POLICE = "through_police"


CHANNEL_WORDS = {
    Channel.CALL: "Telephone call",
    Channel.VOICEMAIL: "Voicemail message",
    Channel.TEXT: "Text message",
    Channel.LETTER: "Letter by post",
    Channel.EMAIL: "E-mail",
    Channel.IN_PERSON: "In person",
    Channel.VIDEO: "By video",
    Channel.THROUGH_SUPPORTER: "Through her ISVA or supporter",
    Channel.THROUGH_POLICE: "Through the police",
}

# Who carries it instead of the office: a route through them is kept by using them.
_GO_BETWEEN = {ContactRoute.VIA_ISVA: Channel.THROUGH_SUPPORTER, ContactRoute.VIA_POLICE: Channel.THROUGH_POLICE}


def gate_problems(
    contact: SafeContact | None,
    channel: Channel,
    *,
    today: dt.date,
    office_days: int,
    nothing_done: str,
    consent_problem: str = "",
) -> list[Problem]:
    """List why a channel may not be used for this witness today. Empty: it may.

    `office_days` is the office's interval for confirming again, in calendar days. `nothing_done` is the sentence that
    says what was not done. `consent_problem`: why nothing may go through a supporter, "" when it may.
    """
    if contact is None or contact.route is ContactRoute.UNKNOWN:
        message = f"How the witness may be reached is not recorded. {nothing_done} Record her safe contact first."
        return [Problem("safe_contact", message)]
    if contact.route is ContactRoute.NO_CONTACT:
        by = f" Decided by {contact.decided_by}." if contact.decided_by else ""
        message = f"Her record says: no contact.{by} {nothing_done} Ask whoever decided that before anything is done."
        return [Problem("no_contact", message)]
    problems = []
    if contact.doubted_on is not None:
        message = f"Her safe contact is in doubt: {contact.doubt} {nothing_done} Confirm it with her first."
        problems.append(Problem("confirmed_on", message))
    elif (by_when := contact.confirm_again_by(office_days)) is None:
        message = f"Her safe contact has never been confirmed. {nothing_done} Confirm it with her first."
        problems.append(Problem("confirmed_on", message))
    elif contact.confirmed_on is not None and today > by_when:
        ago = plural((today - contact.confirmed_on).days, "day")
        limit = (by_when - contact.confirmed_on).days
        message = (
            f"Her safe contact was confirmed {ago} ago; the limit is {limit}. {nothing_done} Confirm it again first."
        )
        problems.append(Problem("confirmed_on", message))
    return [*problems, *_route_problems(contact, channel, nothing_done, consent_problem)]


def _route_problems(contact: SafeContact, channel: Channel, nothing_done: str, consent_problem: str) -> list[Problem]:
    if channel is Channel.THROUGH_SUPPORTER:
        if contact.route is ContactRoute.VIA_POLICE:
            return [Problem("route", f"She is reached through the police only. {nothing_done} Use that route.")]
        if consent_problem:
            message = f"{consent_problem} {nothing_done} Record her supporter and her consent first."
            return [Problem("consent", message)]
        return []
    if channel is Channel.THROUGH_POLICE:
        if contact.route is ContactRoute.VIA_ISVA:
            return [Problem("route", f"She is reached through her ISVA only. {nothing_done} Use that route.")]
        return []
    if channel in (Channel.IN_PERSON, Channel.VIDEO):
        return []  # a meeting that was arranged by her route
    if contact.route in _GO_BETWEEN:
        who = "her ISVA" if contact.route is ContactRoute.VIA_ISVA else "the police"
        return [Problem("route", f"She is reached through {who} only. {nothing_done} Use that route.")]
    return _channel_problems(contact, channel, nothing_done)


def _channel_problems(contact: SafeContact, channel: Channel, nothing_done: str) -> list[Problem]:
    name, what, permission, held = {
        Channel.CALL: ("calls", "Calls are", contact.calls, contact.phone),
        Channel.VOICEMAIL: ("voicemail", "Voicemail messages are", contact.voicemail, contact.phone),
        Channel.TEXT: ("texts", "Text messages are", contact.texts, contact.phone),
        Channel.LETTER: ("letters", "Letters are", contact.letters, contact.address),
        Channel.EMAIL: ("email_allowed", "E-mail is", contact.email_allowed, contact.email),
    }[channel]
    if channel is Channel.VOICEMAIL and contact.calls is Permission.NO:
        name, what, permission = "calls", "Calls are", contact.calls  # a message is left by calling
    if permission is Permission.NO:
        return [Problem(name, f"{what} not allowed for this witness. {nothing_done} Choose another way.")]
    if permission is Permission.UNKNOWN:
        return [Problem(name, f"{what} not known to be allowed. {nothing_done} Ask her, or choose another way.")]
    if not held.strip():
        needed = {Channel.LETTER: "address", Channel.EMAIL: "e-mail address"}.get(channel, "number")
        return [Problem(name, f"No safe {needed} is recorded. {nothing_done} Record it, or choose another way.")]
    return []


class ContactBarred(RuleBroken):
    """A channel may not be used. `problems` say why; a named and reasoned override may be given."""


class ContactOverride(Record):
    """That a barred channel was used all the same: which, for what, against what, why, and who decided. Never changed.

    `used_at` is a moment in UTC.
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    channel: Channel
    used_for: str  # "a call", "the plan for the witness": never a name
    against: tuple[str, ...]  # the sentences that stood against it
    reason: str
    decided_by: str
    used_at: dt.datetime
    used_by: str
