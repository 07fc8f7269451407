"""Contact safety: how a witness may be reached, the gate before every use of a channel, and the log of contacts.

Unknown is never treated as yes. What is barred can only be done with a named and reasoned override.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.dates import WEEKDAYS, clock_time, plural
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


class ContactDirection(StrEnum):
    OUT = "out"
    IN = "in"


CONTACT_DIRECTION_WORDS = {
    ContactDirection.OUT: "We contacted her",
    ContactDirection.IN: "She, or somebody for her, contacted us",
}


class ContactOutcome(StrEnum):
    """What came of a contact."""

    REACHED = "reached"
    MESSAGE_LEFT = "message_left"
    NO_ANSWER = "no_answer"
    SENT = "sent"
    SOMEBODY_ELSE = "somebody_else"
    CAME_BACK = "came_back"
    NOT_SAFE = "not_safe"


CONTACT_OUTCOME_WORDS = {
    ContactOutcome.REACHED: "Spoke with her, or through the agreed person",
    ContactOutcome.MESSAGE_LEFT: "Left the agreed message",
    ContactOutcome.NO_ANSWER: "No answer, nothing left",
    ContactOutcome.SENT: "Sent",
    ContactOutcome.SOMEBODY_ELSE: "Somebody else answered; nothing said",
    ContactOutcome.CAME_BACK: "Came back or could not be delivered",
    ContactOutcome.NOT_SAFE: "Broken off: not safe to speak",
}
TROUBLE = frozenset({ContactOutcome.SOMEBODY_ELSE, ContactOutcome.CAME_BACK, ContactOutcome.NOT_SAFE})
"""Outcomes after which the safe contact itself is in doubt and is to be confirmed again."""


class ContactEntry(Record):
    """One line of the contact log: when, how, by whom, with what outcome. Never changed; a later line may correct it.

    Day and time are local (Europe/London). No account of the offence and no therapy content stands here.
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    happened_on: dt.date
    happened_time: dt.time | None = None
    direction: ContactDirection = ContactDirection.OUT
    channel: Channel
    outcome: ContactOutcome
    with_whom: str = ""  # the supporter or officer who carried it; empty: herself
    about: str = ""
    made_by: str = ""
    next_step: str = ""
    next_on: dt.date | None = None
    done_on: dt.date | None = None  # when the next step was done
    override_id: str | None = Field(default=None, foreign_key="contact_override.id")
    corrects_id: str | None = None  # the entry that this one puts right
    sequence: int = 1  # order of entry for this witness


class Frequency(StrEnum):
    """How often she wants to hear from the office."""

    NOT_ASKED = "not_asked"
    EVERY_STEP = "every_step"
    KEY_EVENTS = "key_events"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    ONLY_IF_NEEDED = "only_if_needed"


FREQUENCY_WORDS = {
    Frequency.NOT_ASKED: "Not asked",
    Frequency.EVERY_STEP: "At every step",
    Frequency.KEY_EVENTS: "Decisions and court dates only",
    Frequency.WEEKLY: "Every week",
    Frequency.MONTHLY: "Every month",
    Frequency.ONLY_IF_NEEDED: "Only when she must be told",
}


class GenderWish(StrEnum):
    """Whom she would rather have: as interpreter, or among the staff she meets."""

    NOT_ASKED = "not_asked"
    WOMAN = "woman"
    MAN = "man"
    NO_PREFERENCE = "no_preference"


GENDER_WISH_WORDS = {
    GenderWish.NOT_ASKED: "Not asked",
    GenderWish.WOMAN: "A woman",
    GenderWish.MAN: "A man",
    GenderWish.NO_PREFERENCE: "No preference",
}


class Format(StrEnum):
    """The form in which she wants what is written."""

    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    AUDIO = "audio"
    BRAILLE = "braille"
    SIGN_LANGUAGE = "sign_language"
    TRANSLATION = "translation"


FORMAT_WORDS = {
    Format.LARGE_PRINT: "Large print",
    Format.EASY_READ: "Easy read",
    Format.AUDIO: "Audio",
    Format.BRAILLE: "Braille",
    Format.SIGN_LANGUAGE: "British Sign Language",
    Format.TRANSLATION: "Translation",
}


class ContactPreference(Record):
    """What she said on how she wants to hear from the office. A later entry supersedes; earlier ones stay.

    Days of the week count from Monday, 0; none: any day. Times are local (Europe/London).
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    method: Channel | None = None
    week_days: tuple[int, ...] = ()
    earliest: dt.time | None = None
    latest: dt.time | None = None
    frequency: Frequency = Frequency.NOT_ASKED
    dialect: str = ""
    interpreter_gender: GenderWish = GenderWish.NOT_ASKED
    staff_gender: GenderWish = GenderWish.NOT_ASKED
    formats: tuple[Format, ...] = ()
    is_welsh_wanted: bool = False
    note: str = ""
    noted_on: dt.date
    noted_by: str = ""
    sequence: int = 1

    def why_not(self, day: dt.date, start: dt.time | None, end: dt.time | None) -> str:
        """Say in which way a time lies outside what she prefers; empty: it does not."""
        if self.week_days and day.weekday() not in self.week_days:
            names = [WEEKDAYS[number] for number in sorted(self.week_days)]
            return f"She prefers {_or(names)}."
        if self.earliest and start and start < self.earliest:
            return f"She prefers not before {clock_time(self.earliest)}."
        if self.latest and end and end > self.latest:
            return f"She prefers to be done by {clock_time(self.latest)}."
        return ""


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
