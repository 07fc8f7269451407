"""How a witness may be reached, on paper: her choice and its confirmation, never a number or an address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import NOT_RECORDED, facts
from victimplanner.documents.text import sentence
from victimplanner.domain.case_events import EventKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import CHANNEL_WORDS, CONTACT_ROUTE_WORDS, Permission
from victimplanner.domain.contact_preferences import FORMAT_WORDS, FREQUENCY_WORDS
from victimplanner.domain.dates import WEEKDAYS, clock_time, plural
from victimplanner.domain.issued import Variant

When = Callable[[dt.date], str]


def contact_gates(file: WitnessFile, variant: Variant, when: When) -> Flowable:
    """Return how she chose to be reached, when safe contact was confirmed, her language, and complaints."""
    contact, preference = file.safe_contact, file.contact_preference
    rows: list[tuple[str, str]] = []
    if variant is Variant.FILE:
        rows.append(("Contact choice", _choice(file)))
    confirmed: str = NOT_RECORDED
    if contact is not None and contact.confirmed_on is not None:
        by = f", {contact.confirmed_by}" if contact.confirmed_by and variant is Variant.FILE else ""
        confirmed = f"{when(contact.confirmed_on)}{by}. Details are not printed."
    rows.append(("Safe contact last confirmed", confirmed))
    formats = ", ".join(FORMAT_WORDS[f].lower() for f in preference.formats) if preference else ""
    need = file.witness.interpreter_need if variant is not Variant.ANONYMISED else ""
    wanted = "; ".join(part for part in (need, formats) if part)
    asked = f"Asked {when(preference.noted_on)}: {wanted or 'none wanted'}." if preference else NOT_RECORDED
    rows.append(("Interpreter, translation, format", asked))
    complaints = file.events_of(EventKind.COMPLAINT)
    days = [event.received_on or event.happened_on for event in complaints]
    received = ", ".join(when(on) for on in days if on)
    rows.append(("Complaints (Right 12)", f"{plural(len(days), 'complaint')}: {received}" if days else "None recorded"))
    return facts(rows, 142)


def _choice(file: WitnessFile) -> str:
    preference, contact = file.contact_preference, file.safe_contact
    parts = []
    if preference is not None:
        method = CHANNEL_WORDS[preference.method] if preference.method else "No method named"
        days = ", ".join(WEEKDAYS[number] for number in sorted(preference.week_days))
        times = _times(preference.earliest, preference.latest)
        parts.append(" ".join(part for part in (method, days, times) if part))
        parts.append(FREQUENCY_WORDS[preference.frequency])
    if contact is not None:
        parts.append(f"Route: {CONTACT_ROUTE_WORDS[contact.route].lower()}")
        words = {Permission.YES: "yes", Permission.NO: "no", Permission.UNKNOWN: "not known"}
        parts.append(f"Voicemail: {words[contact.voicemail]}. Letters: {words[contact.letters]}")
    return " ".join(sentence(part) for part in parts) or "Not asked"


def _times(earliest: dt.time | None, latest: dt.time | None) -> str:
    if earliest and latest:
        return f"between {clock_time(earliest)} and {clock_time(latest)}"
    return f"from {clock_time(earliest)}" if earliest else f"until {clock_time(latest)}" if latest else ""
