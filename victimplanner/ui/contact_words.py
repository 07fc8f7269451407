"""How a witness may be reached, in one line without any secret: what one reads before every contact."""

from __future__ import annotations

from victimplanner.domain.contact import CONTACT_ROUTE_WORDS, ContactRoute, Permission, SafeContact


def contact_words(contact: SafeContact | None) -> str:
    """Return for instance "Through ISVA only. No voicemail or post." A number or an address is never in it."""
    if contact is None:
        return "Safe contact not recorded."
    words = [CONTACT_ROUTE_WORDS[contact.route]]
    if contact.route is not ContactRoute.NO_CONTACT:
        channels = {
            "calls": contact.calls,
            "voicemail": contact.voicemail,
            "texts": contact.texts,
            "post": contact.letters,
            "e-mail": contact.email_allowed,
        }
        barred = [what for what, permission in channels.items() if permission is Permission.NO]
        unknown = [what for what, permission in channels.items() if permission is Permission.UNKNOWN]
        if barred:
            words.append(f"No {_list(barred, 'or')}")
        if unknown:
            words.append(f"{_list(unknown, 'and').capitalize()} not known: do not use")
    if contact.doubted_on is not None:
        words.append(f"In doubt: {contact.doubt.rstrip('.')}")
    elif contact.confirmed_on is None:
        words.append("Never confirmed")
    return ". ".join(words) + "."


def contact_cautions(contact: SafeContact | None) -> str:
    """Return what else to mind at a contact: times, what a message may say, who may answer, who must not know."""
    if contact is None:
        return ""
    said = (
        ("Times", contact.times),
        ("A message may say", contact.voicemail_wording if contact.voicemail is Permission.YES else ""),
        ("Who may answer", contact.who_may_answer),
        ("Keep from", contact.keep_from),
        ("Shared with the accused", contact.shares_with_accused),
    )
    return " ".join(f"{what}: {words.rstrip('.')}." for what, words in said if words)


def _list(words: list[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
