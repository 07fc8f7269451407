"""The values that copies leave out, gathered from the records of one witness: what they are, and what stands instead."""

from __future__ import annotations

import re

from victimplanner.documents.cutting import Removal
from victimplanner.documents.removals import REMOVED, Removed
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.links import SiteKind
from victimplanner.domain.people import CaseRole
from victimplanner.domain.urn import display_urn

REMOVED_NAME = f"{REMOVED}name of complainant]"
REMOVED_SUPPORTER = f"{REMOVED}name of supporter]"
REMOVED_ORGANISATION = f"{REMOVED}organisation]"
REMOVED_PLACE = f"{REMOVED}place]"
REMOVED_CONTACT = f"{REMOVED}safe contact]"
REMOVED_ACCUSED = f"{REMOVED}name of accused]"
REMOVED_OFFENCE = f"{REMOVED}offence]"
REMOVED_FOR_PARTY = f"{REMOVED}information withheld from a party]"
REMOVED_LINK = f"{REMOVED}link details]"
REMOVED_CASE = f"{REMOVED}which case]"
REMOVED_SURNAME = f"{REMOVED}surname]"

_SUPPORT = (CaseRole.ISVA, CaseRole.SUPPORTER)
_A_SENTENCE = 3  # words: fewer of them stand in other people's words by chance


def safe_contact(file: WitnessFile) -> list[Removal]:
    """Return how she is reached, and from whom it is kept: on no paper."""
    contact = file.safe_contact
    if contact is None:
        return []
    values = [contact.phone, contact.other_phone, contact.address, contact.email, contact.code_word]
    values += contact.address.splitlines()
    around = (contact.voicemail_wording, contact.keep_from, contact.shares_with_accused, contact.who_may_answer)
    values += [words for words in (*around, contact.raw) if len(words.split()) >= _A_SENTENCE]
    return [Removal(value, REMOVED_CONTACT, Removed.CONTACT) for value in values]


_OPENS_A_LINK = re.compile(r"://|@|\d{4}|\d{3}[ -]\d{3}|pin|pass|code|\bid\b|secret", re.IGNORECASE)


def link_details(file: WitnessFile) -> list[Removal]:
    """Return what opens a link, wherever it was pasted: each such line, each address, each value after a colon."""
    values: list[str] = []
    for text in (link.link_details for link in file.links):
        for line in filter(_OPENS_A_LINK.search, text.splitlines()):
            values += (line, line.partition(": ")[2], *(word for word in line.split() if "://" in word or "@" in word))
    return [Removal(value.strip(), REMOVED_LINK, Removed.LINK) for value in values]


def withheld_from_party(file: WitnessFile) -> list[Removal]:
    """Return what a party is not to learn (CrimPR 2025 r.18.12), and why not, wherever it was written again."""
    texts = [text for a in file.applications for text in (a.court_only, a.court_only_reason)]
    values = (value for text in texts for value in (text, *text.splitlines()))
    return [Removal(value, REMOVED_FOR_PARTY, Removed.PARTY) for value in values]


def her_names(file: WitnessFile, instead: str = REMOVED_NAME) -> list[Removal]:
    """Return her names, whole and in parts."""
    names = (file.witness.name, file.witness.preferred_name)
    return [Removal(name, instead, Removed.HER_NAME, "all") for name in names]


def her_surname(file: WitnessFile) -> list[Removal]:
    """Return her surname, for the names of somebody of her family."""
    is_of_two_words = len(file.witness.name.split()) > 1
    return [Removal(file.witness.name, REMOVED_SURNAME, Removed.HER_NAME, "last")] if is_of_two_words else []


def beside_her(file: WitnessFile) -> frozenset[str]:
    """Return the ids of those who come with her and may be of her family."""
    ids = {person_id for link in file.links for person_id in (link.companion_id, link.supporter_id) if person_id}
    return frozenset(ids | {person.id for role, person in file.people if role is CaseRole.SUPPORTER})


def withheld_from_defence(file: WitnessFile, meeting: MeetingFile | None) -> list[Removal]:
    """Return who she is, who supports her, and where she is to be found."""
    return her_names(file) + supporters(file, meeting) + places(file, meeting)


def supporters(file: WitnessFile, meeting: MeetingFile | None) -> list[Removal]:
    """Return those who support her, with their organisations."""
    found = [(person.name, person.organisation) for role, person in file.people if role in _SUPPORT]
    for one in (*file.meetings, *((meeting,) if meeting else ())):
        found += [(a.name, a.organisation) for a in one.attendances if a.is_supporter]
    by_her = beside_her(file) | {supporter.person_id for supporter in file.supporters}
    found += [(person.name, person.organisation) for person in file.link_people if person.id in by_her]
    removals = []
    for name, organisation in found:
        removals.append(Removal(name, REMOVED_SUPPORTER, Removed.SUPPORTER, "all"))
        removals.append(Removal(organisation, REMOVED_ORGANISATION, Removed.ORGANISATION))
    named = (*(a.companion for a in file.applications), *(d.companion for d in file.directions))
    return removals + [Removal(w, REMOVED_SUPPORTER, Removed.SUPPORTER) for w in named if len(w.split()) > 1]


def places(file: WitnessFile, meeting: MeetingFile | None) -> list[Removal]:
    """Return where she is met and gives evidence from, and by which door. The court of trial is no secret."""
    met = [one.meeting.place for one in (*file.meetings, *((meeting,) if meeting else ()))]
    values = [d.place for d in file.directions] + [a.place_proposed for a in file.applications]
    for room, site in file.places:
        if site.kind is not SiteKind.COURT:
            values += (f"{site.name}, {room.name}", site.name, site.address, *site.address.splitlines(), site.entrances)
    for link in file.links:
        values += (link.entrance, link.keep_apart, link.leaving)
    court = file.case.court_name.casefold().split()
    values = [value for value in values if len(value.split()) > 1 and value.casefold().split() != court]
    return [Removal(value, REMOVED_PLACE, Removed.PLACE) for value in (*met, *values)]


def not_for_the_kitchen_table(file: WitnessFile) -> list[Removal]:
    """Return what a paper that lies at her home must not say: her name, the accused and the offence."""
    removals = her_names(file)
    removals += [Removal(d.name, REMOVED_ACCUSED, Removed.ACCUSED, "all") for d in file.defendants]
    offences = {file.case.lead_offence, *(charge.offence for charge in file.charges)}
    return removals + [Removal(offence, REMOVED_OFFENCE, Removed.OFFENCE) for offence in sorted(offences)]


def case_itself(file: WitnessFile) -> list[Removal]:
    """Return what says which case it is: numbers, court, office and unit, and the town in their names."""
    case = file.case
    numbers = (display_urn(case.urn), case.urn, *case.linked_urns, case.court_case_no, file.witness.reference)
    removals = [Removal(value, REMOVED_CASE, Removed.CASE) for value in numbers]
    where = (case.court_name, file.office.name, case.unit, file.office.area)
    return removals + [Removal(value, REMOVED_CASE, Removed.CASE, "all") for value in where]
