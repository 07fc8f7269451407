"""The box that is read before anybody contacts the witness: how, when and through whom; never a number or address."""

from __future__ import annotations

import datetime as dt

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import PLAIN_FONT, paragraph
from victimplanner.documents.look import MEASURE, TEXT, Look
from victimplanner.documents.parts.one_page import Shortener
from victimplanner.documents.text import Marked, bold, date, join, unbroken
from victimplanner.documents.together import row_table
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import CHANNEL_WORDS, ContactRoute, Permission, SafeContact
from victimplanner.domain.contact_preferences import ContactPreference
from victimplanner.domain.dates import WEEKDAYS, clock_time, plural

_ROUTES = {
    ContactRoute.DIRECT: "Directly.",
    ContactRoute.VIA_ISVA: "Only through the ISVA.",
    ContactRoute.VIA_POLICE: "Only through the police.",
}
_GO_BETWEEN = (ContactRoute.VIA_ISVA, ContactRoute.VIA_POLICE)
_WAYS = {"voicemail": "voicemail", "texts": "text messages", "letters": "letters", "email_allowed": "e-mail"}
_FITS = 70  # characters of a text somebody typed


def contact_box(file: WitnessFile, today: dt.date, shortener: Shortener, look: Look) -> Flowable:
    """Return the box, framed in 2 points."""
    head = look.body.clone("box-head", fontSize=11.5, leading=16, spaceAfter=1)
    words = join(*(part for piece in _words(file, today, shortener) for part in (piece, " ")))
    style = [
        PLAIN_FONT,
        ("BOX", (0, 0), (-1, -1), 2, TEXT),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("RIGHTPADDING", (0, 0), (-1, -1), 9),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
    ]
    data = [[[paragraph(bold("Before you contact the witness"), head), paragraph(words, look.body)]]]
    return row_table(data, header_rows=0, colWidths=[MEASURE], style=style, spaceBefore=8)


def _words(file: WitnessFile, today: dt.date, shortener: Shortener) -> list[str]:
    contact = file.safe_contact
    if contact is None or contact.route is ContactRoute.UNKNOWN:
        return [Marked("▲ <b>Not recorded.</b>"), "Do nothing before it is recorded how the witness may be reached."]
    if contact.route is ContactRoute.NO_CONTACT:
        by = shortener.short(contact.decided_by, _FITS)
        return [
            Marked("▲ <b>No contact.</b>"),
            f"Decided by {by}." if by else "",
            "Ask whoever decided it before anything is done.",
        ]
    said: list[str] = [bold(_ROUTES[contact.route])]
    times = _times(contact, file.contact_preference, shortener)
    if contact.route not in _GO_BETWEEN:
        said.append(_calls(contact, times))
        said += _other_ways(contact)
    elif times:
        said.append(f"Times: {times}.")
    preference = file.contact_preference
    if preference is not None and preference.method is not None:
        said.append(f"Prefers: {CHANNEL_WORDS[preference.method].lower()}.")
    return [*said, *_confirmed(file, contact, today)]


def _calls(contact: SafeContact, times: str) -> Marked:
    if contact.calls is Permission.YES:
        return join(bold("Call only"), f" {times}.") if times else bold("Calls allowed, no times given.")
    return bold("No calls.") if contact.calls is Permission.NO else bold("Do not call: not known to be safe.")


def _other_ways(contact: SafeContact) -> list[Marked]:
    """Return what is allowed, what is not and what is not known; not known is never taken for allowed."""
    by_answer: dict[Permission, list[str]] = {answer: [] for answer in Permission}
    for name, words in _WAYS.items():
        by_answer[getattr(contact, name)].append(words)
    heads = {
        Permission.NO: ("No ", ", no "),
        Permission.YES: ("Allowed: ", ", "),
        Permission.UNKNOWN: ("Not known, so not to be used: ", ", "),
    }
    made = []
    for answer, (head, between) in heads.items():
        if by_answer[answer]:
            text = f"{head}{between.join(by_answer[answer])}."
            made.append(bold(text) if answer is Permission.NO else join(text))
    return made


def _times(contact: SafeContact, preference: ContactPreference | None, shortener: Shortener) -> str:
    """Return when: as confirmed with safe contact, else as she prefers."""
    if contact.times.strip():
        return shortener.short(contact.times, _FITS).rstrip(".")
    if preference is None:
        return ""
    days = ", ".join(WEEKDAYS[number][:3] for number in sorted(preference.week_days))
    early, late = (clock_time(time) if time else "" for time in (preference.earliest, preference.latest))
    span = f"{early} to {late}" if early and late else f"from {early}" if early else f"until {late}" if late else ""
    return unbroken(" ".join(part for part in (days, span) if part))


def _confirmed(file: WitnessFile, contact: SafeContact, today: dt.date) -> list[str]:
    limit = contact.confirm_again_by(file.office.contact_confirm_days)
    if contact.doubted_on is not None:
        return [bold(f"▲ In doubt since {date(contact.doubted_on)}: confirm it first.")]
    if contact.confirmed_on is None or limit is None:
        return [bold("▲ Never confirmed: confirm it first.")]
    last = date(contact.confirmed_on)
    if today > limit:
        ago = plural((today - contact.confirmed_on).days, "day")
        return [bold(f"▲ Last confirmed {last}, {ago} ago: confirm it first.")]
    return [f"Confirm safe contact every time (last: {last})."]
