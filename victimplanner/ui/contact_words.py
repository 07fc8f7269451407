"""How a witness may be reached, in one line without any secret: what one reads before every contact."""

from __future__ import annotations

from victimplanner.domain.witness import CONTACT_ROUTE_WORDS, Permission, SafeContact


def contact_words(contact: SafeContact | None) -> str:
    """Return for instance "Through ISVA first. No voicemail. No post." A number or an address is never in it."""
    if contact is None:
        return "Safe contact not recorded."
    words = [CONTACT_ROUTE_WORDS[contact.route]]
    for permission, what in ((contact.voicemail, "voicemail"), (contact.letters, "post")):
        if permission is Permission.NO:
            words.append(f"No {what}")
        elif permission is not Permission.YES:
            words.append(f"{what.capitalize()} not known")
    if contact.confirmed_on is None:
        words.append("Never confirmed")
    return ". ".join(words) + "."
